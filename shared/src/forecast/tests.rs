use jiff::{SignedDuration, Timestamp};

use super::*;

mod fuzz;
mod orgs;
mod table;

/// A Monday.
const START: &str = "2025-10-13T00:00:00Z";

/// What a limit of 1000 uses every quarter of an hour from [`START`] on, by hours since then.
fn readings(hours: f64, used: impl Fn(f64) -> f64) -> Vec<Point> {
    let quarters = (hours * 4.0) as i64;
    let at = |quarter: i64| after(quarter as f64 / 4.0);
    let point = |quarter: i64| Point { at: at(quarter), used: used(quarter as f64 / 4.0) as i64, max: 1000 };
    (0..=quarters).map(point).collect()
}

fn after(hours: f64) -> Timestamp {
    START.parse::<Timestamp>().unwrap() + SignedDuration::from_secs_f64(hours * 3600.0)
}

/// The forecast as of the last reading.
fn outlook(window: Window, points: &[Point]) -> Outlook {
    forecast(window, points, points.last().unwrap().at)
}

fn hours_off(told: Timestamp, hours: f64) -> f64 {
    (told.duration_since(after(hours)).as_secs_f64() / 3600.0).abs()
}

/// Ten an hour for nine days, and 60 more for the last hours: 240 of 1000 are used, then 60 more every hour.
fn runaway(lasts: f64) -> Vec<Point> {
    readings(216.0 + lasts, |hours| 240.0 + 60.0 * (hours - 216.0).max(0.0))
}

#[test]
fn a_runaway_is_rolled_forward_with_its_range_its_relief_and_its_basis() {
    let outlook = outlook(Window::Rolling24h, &runaway(10.0));
    let end = outlook.runs_out.unwrap();
    assert!(hours_off(end.at, 216.0 + 760.0 / 60.0) < 0.3, "{end:?}");
    assert!(end.earliest <= end.at && end.at <= end.latest);
    // The runaway is not expected to stop, so nothing comes back for good.
    assert_eq!((end.relief_at, outlook.why_none), (None, None));
    let Basis::SameHours { days: 9, per_five_minutes, factor: Some(factor) } = end.basis else {
        panic!("{end:?}")
    };
    assert!((per_five_minutes - 70.0 / 12.0).abs() < 0.1 && (factor - 7.0).abs() < 0.5);
    let words = end.basis.words();
    assert!(words.starts_with("the same hours of the last 9 days plus the present excess: 5.8"), "{words}");
    let pace = outlook.pace.unwrap();
    assert!((pace.per_hour - 70.0).abs() < 1.0 && (pace.usual_per_hour.unwrap() - 10.0).abs() < 1.0);
}

#[test]
fn what_is_used_up_tells_when_a_burst_of_yesterday_comes_back() {
    // 800 within an hour, 20 hours ago; 10 an hour besides.
    let burst = |hours: f64| 240.0 + 800.0 * (hours - 216.0).clamp(0.0, 1.0);
    let outlook = outlook(Window::Rolling24h, &readings(236.0, burst));
    assert_eq!((outlook.runs_out, outlook.why_none), (None, Some(WhyNone::Exceeded)));
    let relief = outlook.relief_at.unwrap();
    assert!(hours_off(relief, 240.0) < 0.5, "{relief}");
}

#[test]
fn less_than_eight_days_and_less_than_one_are_labelled() {
    let few: Vec<Point> = runaway(10.0).split_off(4 * 120);
    let end = outlook(Window::Rolling24h, &few).runs_out.unwrap();
    assert!(matches!(end.basis, Basis::FewDays { days: 4, .. }) && end.confidence < Confidence::High);
    let hours: Vec<Point> = runaway(10.0).split_off(4 * 218);
    let end = outlook(Window::Rolling24h, &hours).runs_out.unwrap();
    assert!(matches!(end.basis, Basis::TodaysPace { .. }) && end.confidence == Confidence::Low);
    let none = outlook(Window::Rolling24h, &hours[..3]);
    assert_eq!((none.why_none, none.pace), (Some(WhyNone::Learning), None));
}

#[test]
fn a_day_that_begins_anew_is_foreseen_up_to_its_reset() {
    let pace = |per_hour: f64| readings(216.0 + 12.0, move |hours| per_hour * (hours % 24.0));
    let steady = outlook(Window::Daily, &pace(30.0));
    assert_eq!((steady.runs_out, steady.why_none), (None, Some(WhyNone::StaysBelow)));
    let end = outlook(Window::Daily, &pace(70.0)).runs_out.unwrap();
    assert!(hours_off(end.at, 216.0 + 1000.0 / 70.0) < 0.5, "{end:?}");
    assert!(hours_off(end.relief_at.unwrap(), 240.0) < 0.3, "{end:?}");
}

#[test]
fn an_hour_is_foreseen_up_to_the_full_hour() {
    let pace = |per_hour: f64| {
        let every = (0..8).map(|five| five as f64 / 12.0);
        let point = |hours: f64| Point { at: after(hours), used: (per_hour * hours) as i64, max: 1000 };
        every.map(point).collect::<Vec<_>>()
    };
    assert_eq!(outlook(Window::Hourly, &pace(900.0)).why_none, Some(WhyNone::StaysBelow));
    let end = outlook(Window::Hourly, &pace(1250.0)).runs_out.unwrap();
    assert!(hours_off(end.at, 0.8) < 0.02 && end.relief_at == Some(after(1.0)), "{end:?}");
}

#[test]
fn an_hour_whose_pace_slackens_as_in_the_hours_before_is_left_unsaid() {
    // 1400 an hour in the first half of each hour and 200 in the second: 800 of 1000 in the end.
    let used = |hours: f64| {
        let part = hours.fract();
        if part < 0.5 { 1400.0 * part } else { 700.0 + 200.0 * (part - 0.5) }
    };
    let point = |minute: i64| {
        let hours = minute as f64 / 60.0;
        Point { at: after(hours), used: used(hours) as i64, max: 1000 }
    };
    let points: Vec<_> = (0..=20 * 60 + 25).step_by(5).map(point).collect();
    let known = outlook(Window::Hourly, &points);
    assert_eq!((known.runs_out, known.why_none), (None, Some(WhyNone::StaysBelow)));
    let last_hour: Vec<_> = points.into_iter().filter(|point| point.at >= after(20.0)).collect();
    assert!(
        outlook(Window::Hourly, &last_hour).runs_out.is_some(),
        "who knows no other hour has to believe it"
    );
}

#[test]
fn a_month_is_foreseen_up_to_its_end() {
    // Counted once a day; from 13 October to the end of the month are 19 days.
    let pace = |per_day: f64| readings(24.0 * 9.0, move |hours| (hours / 24.0).floor() * per_day);
    assert_eq!(outlook(Window::Monthly, &pace(50.0)).why_none, Some(WhyNone::StaysBelow));
    let end = outlook(Window::Monthly, &pace(80.0)).runs_out.unwrap();
    assert!(hours_off(end.at, 24.0 * 12.5) < 1.0 && end.relief_at == Some(after(24.0 * 19.0)), "{end:?}");
}

#[test]
fn a_stock_is_foreseen_by_its_slope_whatever_was_deleted_once() {
    let stock = |hours: f64| 400.0 + hours - if hours > 300.0 { 300.0 } else { 0.0 };
    let end = outlook(Window::Stock, &readings(24.0 * 28.0, stock)).runs_out.unwrap();
    assert!(hours_off(end.at, 900.0) < 1.0, "{end:?}");
    assert_eq!(end.basis.words(), "the trend of 29 days: 24 per day");
    let falling = outlook(Window::Stock, &readings(24.0 * 28.0, |hours| 900.0 - hours));
    assert_eq!((falling.runs_out, falling.why_none), (None, Some(WhyNone::StaysBelow)));
}

#[test]
fn what_cannot_be_foreseen_says_why() {
    let points = readings(240.0, |_| 10.0);
    let why = |window, points: &[Point], later: f64| forecast(window, points, after(240.0 + later)).why_none;
    assert_eq!(why(Window::Concurrent, &points, 0.0), Some(WhyNone::NotForecast));
    assert_eq!(why(Window::Unknown, &points, 0.0), Some(WhyNone::NotForecast));
    assert_eq!(why(Window::Rolling24h, &[], 0.0), Some(WhyNone::NoData));
    assert_eq!(why(Window::Rolling24h, &points, 7.0), Some(WhyNone::Stale));
    let none: Vec<Point> = points.iter().map(|point| Point { max: 0, ..*point }).collect();
    assert_eq!(why(Window::Rolling24h, &none, 0.0), Some(WhyNone::NoMaximum));
}

#[test]
fn json_names_the_method_and_the_reasons() {
    let json = serde_json::to_value(outlook(Window::Rolling24h, &runaway(10.0))).unwrap();
    assert_eq!(json["runsOut"]["basis"]["method"], "sameHours");
    assert!(json["runsOut"]["basis"]["perFiveMinutes"].is_f64() && json["pace"]["usualPerHour"].is_f64());
    assert_eq!(serde_json::to_value(WhyNone::StaysBelow).unwrap(), "staysBelow");
}
