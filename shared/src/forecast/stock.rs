//! Limits of what exists: a robust slope over 30 days.

use super::series::{DAY, HOUR, Series};
use super::theil_sen::{median, quantile, slopes};
use super::{Basis, Confidence, Draft, End, Pace, WhyNone};

/// Fewer days make no trend.
const FEWEST: usize = 5;
/// With so many days slopes are taken over whole weeks, so that each has its weekend.
const WEEKS: usize = 15;
/// An older reading is of no use.
const STALE: i64 = 2 * DAY;
/// Days ahead that a trend of 30 days may reach.
const FARTHEST: f64 = 365.0;

/// The forecast of a limit of what exists.
pub(super) fn draft(series: &Series) -> Draft {
    if series.now - series.last.at > STALE {
        return Draft::none(WhyNone::Stale);
    }
    if series.is_exceeded() {
        return Draft::none(WhyNone::Exceeded);
    }
    let days = daily_medians(series);
    if days.len() < FEWEST {
        return Draft::none(WhyNone::Learning);
    }
    let weekly = days.len() >= WEEKS;
    // A clean-up splits the days in two: only pairs close to each other still tell the slope.
    let slopes = slopes(&days, |apart| if weekly { apart == 7.0 } else { apart <= 7.0 });
    let slope = |share| quantile(&slopes, share).unwrap_or_default();
    let per_day = slope(0.5);
    let pace = Some(Pace::of(per_day / 24.0, None));
    let reach = |per_day: f64| {
        let ahead = (series.max - series.last.used) / per_day;
        (per_day > 0.0 && ahead <= FARTHEST).then(|| series.last.at + (ahead * DAY as f64) as i64)
    };
    let Some(at) = reach(per_day) else { return Draft { pace, ..Draft::default() } };
    // A steady slope is still not the slope of the days to come.
    let margin = (DAY / 2).max((at - series.now) / 20);
    let earliest = (reach(slope(0.8)).unwrap_or(at) - margin).max(series.now);
    let latest = reach(slope(0.2)).map(|latest| latest + margin);
    let last = series.last.at + FARTHEST as i64 * DAY;
    let range = latest.map(|latest| latest - earliest);
    let confidence = match range {
        Some(range) if weekly && range < (at - series.now) / 2 + 12 * HOUR => Confidence::High,
        Some(_) => Confidence::Medium,
        None => Confidence::Low,
    };
    let basis = Basis::Trend { days: days.len() as u32, per_day };
    let end = End { at, earliest, latest: latest.unwrap_or(last), relief: None, confidence, basis };
    Draft { end: Some(end), pace, ..Draft::default() }
}

/// The median of each day with readings, by the number of days before the last reading.
fn daily_medians(series: &Series) -> Vec<(f64, f64)> {
    let mut days: Vec<(f64, f64)> = Vec::new();
    let day_of = |at: i64| (series.last.at - at) / DAY;
    for readings in series.readings.chunk_by(|a, b| day_of(a.at) == day_of(b.at)) {
        let mut used: Vec<f64> = readings.iter().map(|reading| reading.used).collect();
        let day = readings.first().map_or(0, |reading| day_of(reading.at));
        if let Some(used) = median(&mut used) {
            days.push((-(day as f64), used));
        }
    }
    days
}
