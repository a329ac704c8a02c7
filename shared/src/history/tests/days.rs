use super::*;

/// The day of [`START`].
fn today() -> Date {
    day_of(at(START))
}

/// A sample so many seconds after midnight of that day.
fn sample(second: i64, max: i64, used: i64) -> Sample {
    let at = after(start_of(today()), second);
    Sample { at, max: Some(max), remaining: Some(max - used) }
}

fn one(samples: Vec<Sample>) -> Samples {
    Samples::from([(0, samples)])
}

#[test]
fn a_slot_an_hour_and_a_day_begin_by_utc() {
    let time = "2026-03-29T01:59:59Z".parse().unwrap();
    assert_eq!(at(slot_of(time)), "2026-03-29T01:55:00Z".parse().unwrap());
    assert_eq!(at(hour_of(slot_of(time))), "2026-03-29T01:00:00Z".parse().unwrap());
    assert_eq!(start_of(day_of(time)), "2026-03-29T00:00:00Z".parse().unwrap());
    assert_eq!(slot_of(at(-1)), -SLOT);
}

#[test]
fn the_days_on_which_clocks_change_have_24_hours_like_all_others() {
    for date in ["2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-11-20"] {
        let date: Date = date.parse().unwrap();
        let start = start_of(date);
        let samples: Vec<_> = (0..288)
            .map(|n| Sample { at: after(start, n * SLOT), max: Some(9), remaining: Some(n) })
            .collect();
        let by_hour = hours(&samples);
        assert_eq!(by_hour.len(), 24);
        assert_eq!(decode_hours(date, &encode_hours(date, &by_hour)).unwrap(), by_hour);
        let mut day = Day::new(date);
        day.merge(&one(samples));
        assert_eq!(day.samples(0).len(), 96);
        assert_eq!(Day::decode(date, &day.encode()).unwrap(), day);
    }
}

#[test]
fn a_day_keeps_the_last_of_each_quarter_and_may_be_written_again() {
    let mut day = Day::new(today());
    let morning = one(vec![sample(0, 100, 1), sample(300, 100, 2), sample(900, 100, 3)]);
    day.merge(&morning);
    let first = day.encode();
    day.merge(&morning);
    assert_eq!(day.encode(), first);
    day.merge(&one(vec![
        sample(1500, 100, 4),
        sample(7200, 100, 5),
        sample(86_400, 100, 6),
        sample(-1, 100, 7),
    ]));
    let seen: Vec<_> = day.samples(0).iter().map(|s| (s.at.as_second() % 86_400, s.used())).collect();
    assert_eq!(seen, [(600, Some(2)), (1500, Some(4)), (7800, Some(5))]);
}

#[test]
fn a_day_of_idle_series_costs_a_few_bytes_each() {
    let org = busy_org(96);
    let polls: Vec<_> = (-168..120).map(org).collect();
    let names = names_of(&polls);
    let mut day = Day::new(today());
    day.merge(&every_series(&stored(&names, &polls)));
    assert_eq!(day.samples(20).len(), 96);
    let size = day.encode().len();
    assert!(size < 15 * 96 * 3 + 141 * 7, "{size}");
    assert_eq!(Day::decode(today(), &day.encode()), Some(day));
}

#[test]
fn a_day_without_polls_is_empty_and_costs_a_few_bytes() {
    assert_eq!(hours(&[]), []);
    let empty = encode_hours(today(), &[]);
    assert_eq!((empty.len(), decode_hours(today(), &empty)), (3, Some(Vec::new())));
    assert_eq!(Day::decode(today(), &Day::new(today()).encode()), Some(Day::new(today())));
    assert_eq!(Day::new(today()).samples(0), []);
}

#[test]
fn an_hour_keeps_the_most_and_least_used_across_a_reset_of_the_counter() {
    let samples = [sample(0, 100, 95), sample(300, 100, 99), sample(600, 100, 0), sample(900, 120, 3)];
    let by_hour = hours(&samples);
    let expected = Hour { at: start_of(today()), min: 0, max: 99, last: 3, allowance: 120 };
    assert_eq!(by_hour, [expected]);
    let told: Vec<_> = expected.samples().iter().filter_map(Sample::used).collect();
    assert_eq!(told, [99, 0, 3], "it fell to where it ended");
}

#[test]
fn an_hour_in_which_nothing_moved_is_one_sample() {
    let hour = Hour { at: at(START), min: 5, max: 5, last: 5, allowance: 9 };
    let only = Sample { at: at(START + 3300), max: Some(9), remaining: Some(4) };
    assert_eq!(hour.samples(), [only]);
    let rising = Hour { max: 7, last: 7, ..hour };
    assert_eq!(rising.samples().iter().filter_map(Sample::used).collect::<Vec<_>>(), [5, 7]);
}

#[test]
fn hours_without_both_values_and_of_other_days_are_missing() {
    let bare = Sample { max: None, ..sample(0, 100, 1) };
    let samples = [bare, sample(3600, 100, 2), sample(4 * 3600, 100, 3), sample(86_400, 100, 4)];
    let by_hour = hours(&samples);
    let kept = decode_hours(today(), &encode_hours(today(), &by_hour)).unwrap();
    assert_eq!(kept.iter().map(|hour| hour.last).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(encode_hours(today(), &kept), encode_hours(today(), &by_hour));
}

#[test]
fn a_day_of_a_busy_series_by_the_hour_is_within_200_bytes() {
    let samples: Vec<_> = (0..288).map(|n| sample(n * SLOT, 5_000_000, n * n * 53)).collect();
    let size = encode_hours(today(), &hours(&samples)).len();
    assert!(size <= 200, "{size}");
}

#[test]
fn few_samples_stay_as_they_are_and_many_keep_their_spikes_and_gaps() {
    let mut samples: Vec<_> = (0..288).map(|n| sample(n * SLOT, 1000, 10)).collect();
    assert_eq!(thin(samples.clone(), 288), samples);
    samples[100] = sample(100 * SLOT, 1000, 999);
    samples[200] = sample(200 * SLOT, 1000, 0);
    samples.drain(120..180);
    let thinned = thin(samples.clone(), 40);
    assert!(thinned.len() <= 40, "{}", thinned.len());
    for kept in [samples[0], samples[100], sample(200 * SLOT, 1000, 0), samples[227]] {
        assert!(thinned.contains(&kept), "{kept:?}");
    }
    let gap = thinned.windows(2).map(|pair| pair[1].at.duration_since(pair[0].at).as_secs()).max();
    assert!(gap >= Some(60 * SLOT), "{gap:?}");
    assert_eq!(thin(samples.clone(), 1), [samples[100]]);
    assert_eq!(thin(samples, 0), []);
}
