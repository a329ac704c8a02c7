use jiff::SignedDuration;

use super::*;
use crate::forecast::{Basis, Confidence, Outlook, Pace, RunsOut};

fn reading(name: &str, max: impl Into<Option<i64>>, remaining: impl Into<Option<i64>>) -> Reading {
    Reading { name: name.into(), max: max.into(), remaining: remaining.into(), apps: Vec::new() }
}

fn of_all(readings: &[Reading]) -> Vec<Limit> {
    Limit::of_all(readings, &Outlooks::new(), Timestamp::UNIX_EPOCH)
}

#[test]
fn each_pair_of_values_has_its_state_use_and_percent() {
    for (max, remaining, state, used, percent) in [
        (Some(100), Some(100), State::Ok, Some(0), Some(0.0)),
        (Some(100), Some(40), State::Ok, Some(60), Some(60.0)),
        (Some(1_000), Some(399), State::Warning, Some(601), Some(60.1)),
        (Some(100), Some(20), State::Warning, Some(80), Some(80.0)),
        (Some(1_000), Some(199), State::Critical, Some(801), Some(80.1)),
        (Some(100_000), Some(1), State::Critical, Some(99_999), Some(99.99)),
        (Some(100), Some(0), State::Exceeded, Some(100), Some(100.0)),
        (Some(15_000), Some(-12), State::Exceeded, Some(15_012), Some(100.08)),
        (Some(100), Some(101), State::Ok, Some(-1), Some(-1.0)),
        (Some(0), Some(0), State::NotProvisioned, Some(0), None),
        (Some(0), Some(-3), State::Exceeded, Some(3), None),
        (Some(UNLIMITED), Some(UNLIMITED), State::Unlimited, None, None),
        (Some(UNLIMITED), Some(5), State::Critical, Some(UNLIMITED - 5), Some(99.99)),
        (Some(-1), Some(-1), State::Unknown, Some(0), None),
        (None, Some(5), State::Unknown, None, None),
        (Some(5), None, State::Unknown, None, None),
        (None, None, State::Unknown, None, None),
        (Some(i64::MAX), Some(i64::MIN), State::Unknown, None, None),
        (Some(i64::MAX), Some(0), State::Exceeded, Some(i64::MAX), Some(100.0)),
    ] {
        let limit = Limit::of(&reading("X", max, remaining));
        assert_eq!(
            (limit.state, limit.used, limit.used_percent),
            (state, used, percent),
            "{max:?} {remaining:?}"
        );
    }
}

#[test]
fn a_hundred_percent_is_shown_only_when_nothing_is_left() {
    for max in [1, 3, 7, 999, 10_001, 976_562, 30_000_000, i64::MAX / 2] {
        let limit = Limit::of(&reading("X", max, 1));
        assert!(limit.used_percent.unwrap() < 100.0 && limit.state != State::Exceeded, "{max}");
    }
}

#[test]
fn the_most_urgent_comes_first_and_what_is_not_provisioned_last() {
    let limits = of_all(&[
        reading("NotThere", 0, 0),
        reading("Fine", 100, 90),
        reading("Gone", 100, 0),
        reading("Silent", None, None),
        reading("Boundless", UNLIMITED, UNLIMITED),
        reading("Busy", 100, 30),
        reading("Worse", 100, -50),
        reading("Red", 100, 10),
        reading("Finer", 100, 95),
        reading("Red2", 100, 10),
    ]);
    let names: Vec<_> = limits.iter().map(|limit| limit.name.as_str()).collect();
    assert_eq!(
        names,
        ["Worse", "Gone", "Red", "Red2", "Busy", "Fine", "Finer", "Boundless", "Silent", "NotThere"]
    );
}

#[test]
fn apps_are_judged_like_limits_and_keep_their_order() {
    let apps = vec![reading("B", 250, 233), reading("A", 0, 0)];
    let limit = Limit::of(&Reading { apps, ..reading("DailyApiRequests", 15_000, 14_000) });
    assert_eq!(limit.apps[0].used_percent, Some(6.8));
    assert_eq!((limit.apps[1].name.as_str(), limit.apps[1].state), ("A", State::NotProvisioned));
}

#[test]
fn a_limit_carries_what_the_catalogue_knows() {
    let limit = Limit::of(&reading("DailyApiRequests", 15_000, 14_000));
    assert_eq!((limit.category, limit.unit, limit.window), (Category::Api, Unit::Count, Window::Rolling24h));
    assert!(limit.meaning.is_some() && limit.when_full.is_some());
    let unknown = Limit::of(&reading("HourlyNewThingMB", 5, 5));
    assert_eq!((unknown.unit, unknown.window, unknown.meaning), (Unit::Mb, Window::Hourly, None));
}

#[test]
fn what_runs_out_within_a_week_comes_before_what_is_fuller_and_the_sooner_the_first() {
    let now = Timestamp::from_second(1_760_000_000).unwrap();
    let outlook = |hours: Option<i64>, factor: Option<f64>| Outlook {
        runs_out: hours.map(|hours| {
            let at = now + SignedDuration::from_hours(hours);
            let (confidence, basis) = (Confidence::High, Basis::ThisWindow { per_hour: 1.0 });
            RunsOut { at, earliest: at, latest: at, relief_at: None, confidence, basis }
        }),
        why_none: None,
        relief_at: None,
        pace: Some(Pace { per_hour: 1.0, usual_per_hour: None, factor }),
    };
    let ahead = Outlooks::from([
        ("Tonight".to_owned(), outlook(Some(5), None)),
        ("Tomorrow".to_owned(), outlook(Some(30), None)),
        ("NextMonth".to_owned(), outlook(Some(24 * 30), None)),
        ("Hasty".to_owned(), outlook(None, Some(4.0))),
    ]);
    let readings = [
        reading("Red", 100, 10),
        reading("Hasty", 100, 90),
        reading("NextMonth", 100, 15),
        reading("Calm", 100, 50),
        reading("Tomorrow", 100, 60),
        reading("Tonight", 100, 70),
        reading("Gone", 100, 0),
    ];
    let limits = Limit::of_all(&readings, &ahead, now);
    let names: Vec<_> = limits.iter().map(|limit| limit.name.as_str()).collect();
    assert_eq!(names, ["Gone", "Tonight", "Tomorrow", "Red", "NextMonth", "Hasty", "Calm"]);
}
