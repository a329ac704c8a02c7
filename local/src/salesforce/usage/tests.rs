use super::*;

const ANCHOR: Date = Date::constant(2026, 6, 10);

fn track(window: Window, heavy: bool) -> Track {
    Track {
        seed: seed("00D", "DailyApiRequests"),
        window,
        max: 100_000,
        level: 0.5,
        heavy: heavy.then(heavy_day),
        growth: 0.01,
        anchor: ANCHOR,
        utc_offset_hours: 2,
    }
}

fn used(track: &Track, now: Timestamp) -> i64 {
    track.used(now, &mut |track, buckets| track.sum(buckets))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_rolling_limit_is_the_sum_of_the_inflow_of_the_last_day() {
    let track = track(Window::Rolling, false);
    let now = at("2026-06-10T09:12:00Z");
    let bucket = bucket_of(now);
    let sum: i64 = (1..=288).map(|back| track.inflow(bucket - back)).sum();
    assert_eq!(used(&track, now), sum);
    assert!((30_000..80_000).contains(&sum), "{sum}");
}

#[test]
fn a_heavy_day_reaches_the_maximum_at_about_sixteen_forty_local_time() {
    for (day, offset) in (1..=28).zip([-8, 0, 1, 5].into_iter().cycle()) {
        let anchor = Date::constant(2026, 6, day);
        for name in ["a", "b", "c"] {
            let track = Track {
                seed: seed(name, "x"),
                anchor,
                utc_offset_hours: offset,
                ..track(Window::Rolling, true)
            };
            let local = |bucket: i64| {
                let second =
                    i64::from(days_since_epoch(anchor)) * 86_400 + bucket * 300 - i64::from(offset) * 3_600;
                Timestamp::from_second(second).unwrap()
            };
            let full = (0..288).find(|bucket| used(&track, local(*bucket)) >= track.max).unwrap();
            assert!((194..=206).contains(&full), "{day}: {}:{:02}", full / 12, full % 12 * 5);
            assert!(used(&track, local(287)) > track.max);
            assert!(used(&track, local(288 + 200)) < track.max, "the next day is light");
            assert!(used(&track, local(2 * 288 + 230)) > track.max, "the day after is heavy again");
        }
    }
}

#[test]
fn windows_count_from_their_start() {
    let cases = [
        (Window::Hour, "2026-06-10T09:00:00Z", "2026-06-10T09:04:59Z"),
        (Window::Day, "2026-06-10T00:00:00Z", "2026-06-10T00:04:59Z"),
        (Window::Month, "2026-06-01T00:00:00Z", "2026-06-01T23:59:59Z"),
    ];
    for (window, start, still) in cases {
        let track = track(window, false);
        assert_eq!((used(&track, at(start)), used(&track, at(still))), (0, 0), "{window:?}");
        let before = at(start).as_second() - 1;
        assert!(used(&track, Timestamp::from_second(before).unwrap()) > 0, "{window:?}");
    }
}

#[test]
fn a_window_never_sinks_before_its_next_start() {
    let track = track(Window::Day, false);
    let mut last = 0;
    for bucket in 0..288 {
        let used = used(&track, Timestamp::from_second(1_781_049_600 + bucket * 300).unwrap());
        assert!(used >= last);
        last = used;
    }
}

#[test]
fn a_stock_has_its_level_on_the_anchor_day_and_grows_from_there() {
    let track = track(Window::Stock, false);
    assert_eq!(used(&track, at("2026-06-09T22:00:00Z")), 50_000);
    assert_eq!(used(&track, at("2026-06-19T22:00:00Z")), 55_000);
    assert_eq!(used(&track, at("2026-05-30T22:00:00Z")), 45_000);
}

#[test]
fn the_same_seed_and_time_give_the_same_figure_and_another_seed_another() {
    let (one, now) = (track(Window::Rolling, false), at("2026-06-10T09:12:00Z"));
    let other = Track { seed: seed("00E", "DailyApiRequests"), ..one };
    assert_eq!(used(&one, now), used(&one, now));
    assert_ne!(used(&one, now), used(&other, now));
}

#[test]
fn a_limit_of_three_a_day_is_used_now_and_then() {
    let track = Track { max: 6, ..track(Window::Rolling, false) };
    let days = (0..60).map(|day| used(&track, Timestamp::from_second(1_781_049_600 + day * 86_400).unwrap()));
    let sum: i64 = days.sum();
    assert!((60..300).contains(&sum), "{sum}");
}
