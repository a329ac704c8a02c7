use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const WINDOWS: [Window; 7] = [
    Window::Rolling24h,
    Window::Hourly,
    Window::Daily,
    Window::Monthly,
    Window::Concurrent,
    Window::Stock,
    Window::Unknown,
];

fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![0..2000_i64, any::<i64>(), Just(i64::MAX), Just(i64::MIN)]
}

fn moment() -> impl Strategy<Value = Timestamp> {
    let seconds = prop_oneof![
        4 => 1_760_000_000..1_763_000_000_i64,
        1 => Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(),
    ];
    (seconds, 0..1_000_000_000_i32)
        .prop_map(|(second, nano)| Timestamp::new(second, nano).unwrap_or(Timestamp::MAX))
}

fn points() -> impl Strategy<Value = Vec<Point>> {
    let wild = (moment(), amount(), amount()).prop_map(|(at, used, max)| Point { at, used, max });
    let step = (prop_oneof![Just(300_i64), Just(900), 0..200_000_i64], -50..80_i64);
    let walk = (vec(step, 1..400), 1..3000_i64).prop_map(|(steps, max)| {
        let (mut at, mut used) = (1_760_000_000, 500_i64);
        let point = |(seconds, came)| {
            (at, used) = (at + seconds, used + came);
            Point { at: Timestamp::from_second(at).unwrap(), used, max }
        };
        steps.into_iter().map(point).collect()
    });
    prop_oneof![vec(wild, 0..60), walk]
}

/// What [`Outlook`] promises.
fn assert_sound(outlook: &Outlook, now: Timestamp) {
    let farthest = now.checked_add(FARTHEST).unwrap_or(Timestamp::MAX);
    let ahead = now..=farthest;
    assert_eq!(outlook.runs_out.is_none(), outlook.why_none.is_some());
    assert!(outlook.relief_at.is_none_or(|relief| ahead.contains(&relief)));
    if let Some(pace) = outlook.pace {
        let rest = [pace.usual_per_hour, pace.factor];
        assert!(pace.per_hour.is_finite() && rest.into_iter().flatten().all(f64::is_finite));
    }
    let Some(end) = &outlook.runs_out else { return };
    assert!(ahead.contains(&end.earliest) && ahead.contains(&end.latest));
    assert!(end.earliest <= end.at && end.at <= end.latest);
    assert!(end.relief_at.is_none_or(|relief| end.at <= relief && relief <= farthest));
    let words = end.basis.words();
    assert!(!words.contains("NaN") && !words.contains("inf"), "{words}");
}

proptest! {
    #[test]
    fn fuzz_any_points_keep_the_promises(points in points(), now in moment(), window in 0..7_usize) {
        let last = points.iter().map(|point| point.at).max().unwrap_or(now);
        for now in [now, last] {
            assert_sound(&forecast(WINDOWS[window], &points, now), now);
        }
    }
}
