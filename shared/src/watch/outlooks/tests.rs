use jiff::SignedDuration;

use super::*;
use crate::forecast::WhyNone;
use crate::history::{Samples, day_of};

const STORAGE: &str = "DataStorageMB";

fn reading(name: &str, max: i64, used: i64) -> Reading {
    Reading { name: name.into(), max: Some(max), remaining: Some(max - used), apps: Vec::new() }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_760_011_200).unwrap()
}

#[test]
fn days_and_polls_together_make_a_forecast() {
    let names = Names::new([STORAGE.to_owned()]);
    // One percent more each day, ten of them left.
    let days: Vec<_> = (1..=20_i64)
        .rev()
        .map(|back| {
            let at = now() - SignedDuration::from_hours(24 * back);
            let mut day = Day::new(day_of(at));
            let sample = Sample { at, max: Some(1000), remaining: Some(100 + 10 * back) };
            day.merge(&Samples::from([(0, vec![sample])]));
            day
        })
        .collect();
    let readings = [reading(STORAGE, 1000, 900)];
    let poll = Poll { slot: 0, read_at: now(), readings: readings.to_vec(), usage: None, exhausted: false };
    let ahead = outlooks(&readings, (&names, &days, &[poll]), now(), |_| true);
    let end = ahead[STORAGE].runs_out.as_ref().unwrap();
    let hours = end.at.duration_since(now()).as_hours();
    assert!((9 * 24..=11 * 24).contains(&hours), "{hours}");
}

#[test]
fn what_is_not_wanted_is_not_forecast_and_what_is_not_known_says_so() {
    let readings = [reading("A", 10, 9), reading(STORAGE, 10, 9)];
    let data = (&Names::default(), &[][..], &[][..]);
    let ahead = outlooks(&readings, data, now(), |reading| reading.name == STORAGE);
    assert_eq!(ahead.len(), 1);
    assert_eq!(ahead[STORAGE].why_none, Some(WhyNone::NoData));
}

#[test]
fn what_is_nearly_empty_or_has_no_values_is_not_worth_a_forecast() {
    for (name, max, used, worth) in [
        ("DailyApiRequests", 100, 24, false),
        ("DailyApiRequests", 100, 25, true),
        (STORAGE, 100, 69, false),
        (STORAGE, 100, 70, true),
        ("DailyApiRequests", 0, 0, false),
        ("DailyApiRequests", i64::MAX, 1, false),
        ("DailyApiRequests", 100, 150, true),
    ] {
        assert_eq!(is_worth_forecasting(&reading(name, max, used)), worth, "{name} {used} of {max}");
    }
    assert!(!is_worth_forecasting(&Reading { name: "A".into(), ..Reading::default() }));
    assert!(days_for(&reading(STORAGE, 1, 1)) > days_for(&reading("DailyApiRequests", 1, 1)));
}
