//! What lies ahead of an org's limits: a forecast for each, out of the quarters of its days and its last
//! polls.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::forecast::{Outlook, Point, forecast};
use crate::history::{Day, Names, Poll, Sample};
use crate::limits::Reading;
use crate::limits::catalogue::{Window, describe};

/// Forecasts by the limits' names.
pub type Outlooks = BTreeMap<String, Outlook>;

/// Forecasts the limits of `readings` that `is_wanted`, at `now`. `days` and `polls` are in order of time.
pub fn outlooks(
    readings: &[Reading],
    (names, days, polls): (&Names, &[Day], &[Poll]),
    now: Timestamp,
    is_wanted: impl Fn(&Reading) -> bool,
) -> Outlooks {
    let wanted = readings.iter().filter(|reading| is_wanted(reading));
    let of = |reading: &Reading| {
        let points = points(&reading.name, names, days, polls);
        (reading.name.clone(), forecast(describe(&reading.name).window, &points, now))
    };
    wanted.map(of).collect()
}

/// Whether a limit is so full that each poll forecasts it: a quarter, or most of it where it only grows,
/// because what is emptier cannot run out within the week that an alert may look ahead.
pub fn is_worth_forecasting(reading: &Reading) -> bool {
    let (Some(max), Some(remaining)) = (reading.max, reading.remaining) else { return false };
    let (used, max) = (i128::from(max) - i128::from(remaining), i128::from(max));
    let percent = if is_slow(reading) { 70 } else { 25 };
    max > 0 && used * 100 >= max * percent
}

/// How many days of quarters a forecast of this limit looks at.
pub fn days_for(reading: &Reading) -> i32 {
    if is_slow(reading) { 31 } else { 9 }
}

/// Whether it is used over weeks and not over hours.
fn is_slow(reading: &Reading) -> bool {
    matches!(describe(&reading.name).window, Window::Stock | Window::Monthly)
}

fn points(name: &str, names: &Names, days: &[Day], polls: &[Poll]) -> Vec<Point> {
    let point = |sample: Sample| Some(Point { at: sample.at, used: sample.used()?, max: sample.max? });
    samples(name, (names, days, polls)).filter_map(point).collect()
}

/// The samples of a limit: the quarters of the days as far as there are no polls, and the polls.
pub(super) fn samples<'a>(
    name: &'a str,
    (names, days, polls): (&Names, &'a [Day], &'a [Poll]),
) -> impl Iterator<Item = Sample> + use<'a> {
    let since = polls.first().map(|poll| poll.read_at);
    let positions = names.positions(name);
    let quarters = days.iter().flat_map(move |day| {
        let of_day: Vec<_> = positions.iter().flat_map(|at| day.samples(*at)).collect();
        of_day
    });
    let quarters = quarters.filter(move |sample| since.is_none_or(|since| sample.at < since));
    let last = polls.iter().filter_map(move |poll| {
        let reading = poll.readings.iter().find(|reading| reading.name == name)?;
        Some(Sample { at: poll.read_at, max: reading.max, remaining: reading.remaining })
    });
    quarters.chain(last)
}

#[cfg(test)]
mod tests;
