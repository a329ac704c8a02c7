//! Limits of a month: the pace since the counter began anew, up to when it does so again.

use jiff::{Timestamp, civil, tz::TimeZone};

use super::series::{DAY, Reading, Series};
use super::theil_sen::{quantile, slopes};
use super::{Basis, Confidence, Draft, End, Pace, WhyNone};

/// Fewer days make no pace.
const FEWEST: usize = 3;
/// Salesforce counts these once a day: an older reading is of no use.
const STALE: i64 = 3 * DAY;

/// The forecast of a limit of a month, by the calendar in UTC or from the day on which the counter fell.
pub(super) fn draft(series: &Series) -> Draft {
    if series.now - series.last.at > STALE {
        return Draft::none(WhyNone::Stale);
    }
    let (start, next) = window(series);
    if series.is_exceeded() {
        return Draft { relief: Some(next), ..Draft::none(WhyNone::Exceeded) };
    }
    let counts = changes(series.readings.get(start..).unwrap_or_default());
    let newest = counts.iter().rev().take(40).rev();
    let points: Vec<_> = newest.map(|reading| ((reading.at - series.now) as f64, reading.used)).collect();
    if points.len() < FEWEST {
        return Draft::none(WhyNone::Learning);
    }
    let slopes = slopes(&points, |seconds| seconds >= DAY as f64 / 2.0);
    let slope = |share| quantile(&slopes, share).unwrap_or_default();
    // The count stands still until the next day's: it is as of its last change.
    let from = counts.last().copied().unwrap_or(series.last);
    let reach = |slope: f64| {
        let seconds = (series.max - from.used) / slope;
        (slope > 0.0 && seconds < (next - from.at) as f64).then(|| from.at + seconds as i64)
    };
    let per_hour = slope(0.5) * 3600.0;
    let end = reach(slope(0.5)).map(|at| {
        let (earliest, latest) = (reach(slope(0.75)).unwrap_or(at), reach(slope(0.25)));
        let confidence = if latest.is_some() { Confidence::Medium } else { Confidence::Low };
        let basis = Basis::ThisWindow { per_hour };
        End { at, earliest, latest: latest.unwrap_or(next), relief: Some(next), confidence, basis }
    });
    Draft { end, pace: Some(Pace::of(per_hour, None)), ..Draft::default() }
}

/// At which reading this window begins, and when the next one does.
fn window(series: &Series) -> (usize, i64) {
    let month = Timestamp::from_second(series.now).unwrap_or_default().to_zoned(TimeZone::UTC).date();
    let falls = |pair: &[Reading]| matches!(pair, [before, after] if after.used < before.used / 2.0);
    let (first, next) = (second_of(month.first_of_month()), next_month(month.first_of_month()));
    let Some(start) = series.readings.windows(2).rposition(falls).map(|before| before + 1) else {
        return (series.readings.partition_point(|reading| reading.at < first), next);
    };
    let fell = series.readings.get(start).map_or(first, |reading| reading.at);
    // A count falls up to a day after its month began.
    if (fell - first).abs() <= 2 * DAY {
        return (start, next);
    }
    let fell = Timestamp::from_second(fell).unwrap_or_default().to_zoned(TimeZone::UTC).date();
    (start, next_month(fell).max(series.now))
}

fn next_month(date: civil::Date) -> i64 {
    second_of(date.saturating_add(jiff::Span::new().months(1)))
}

fn second_of(date: civil::Date) -> i64 {
    date.to_zoned(TimeZone::UTC).map_or(i64::MAX, |zoned| zoned.timestamp().as_second())
}

/// The first reading and every one that differs from the one before.
fn changes(readings: &[Reading]) -> Vec<Reading> {
    let mut changes: Vec<Reading> = Vec::new();
    for reading in readings {
        if changes.last().is_none_or(|last| last.used != reading.used) {
            changes.push(*reading);
        }
    }
    changes
}
