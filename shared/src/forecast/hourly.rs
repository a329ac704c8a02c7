//! Limits of an hour: the present pace up to the end of the clock hour.

use super::series::{HOUR, Reading, Series};
use super::theil_sen::{quantile, slopes};
use super::{Basis, Confidence, Draft, End, Pace, WhyNone};

/// Fewer readings make no pace.
const FEWEST: usize = 3;
/// A pace needs readings over this many seconds.
const SHORTEST: i64 = 600;
/// A last reading that is older may be of the window before.
const STALE: i64 = 900;

/// The forecast of a limit of an hour. Salesforce does not say of which kind; what reaches beyond the clock
/// hour is not told.
pub(super) fn draft(series: &Series) -> Draft {
    let next = series.now.div_euclid(HOUR) * HOUR + HOUR;
    if series.now - series.last.at > STALE || series.last.at < next - HOUR {
        return Draft::none(WhyNone::Stale);
    }
    if series.is_exceeded() {
        return Draft { relief: Some(next), ..Draft::none(WhyNone::Exceeded) };
    }
    let readings = since_reset(series.recent(series.last.at - (next - HOUR)));
    let span = readings.first().map_or(0, |first| series.last.at - first.at);
    if readings.len() < FEWEST || span < SHORTEST {
        return Draft::none(WhyNone::Learning);
    }
    let newest = readings.iter().rev().take(60).rev();
    let points: Vec<_> = newest.map(|reading| ((reading.at - series.last.at) as f64, reading.used)).collect();
    let slopes = slopes(&points, |_| true);
    let slope = |share| quantile(&slopes, share).unwrap_or_default();
    let per_hour = slope(0.5) * HOUR as f64;
    let basis = Basis::ThisWindow { per_hour };
    let reach = |slope: f64| {
        let seconds = (series.max - series.last.used) / slope;
        (slope > 0.0 && seconds < (next - series.last.at) as f64).then(|| series.last.at + seconds as i64)
    };
    let end = reach(slope(0.5)).map(|at| {
        let earliest = reach(slope(0.9)).unwrap_or(at);
        let latest = reach(slope(0.1));
        let confidence = if latest.is_some() { Confidence::Medium } else { Confidence::Low };
        End { at, earliest, latest: latest.unwrap_or(next), relief: Some(next), confidence, basis }
    });
    Draft { end, pace: Some(Pace::of(per_hour, None)), ..Draft::default() }
}

/// The readings after the last fall.
fn since_reset(readings: &[Reading]) -> &[Reading] {
    let falls = |pair: &[Reading]| matches!(pair, [before, after] if after.used < before.used);
    let start = readings.windows(2).rposition(falls).map_or(0, |before| before + 1);
    readings.get(start..).unwrap_or_default()
}
