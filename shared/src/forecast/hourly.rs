//! Limits of an hour: the present pace up to the end of the clock hour.

use super::series::{HOUR, Reading, Series};
use super::theil_sen::{quantile, slopes};
use super::{Basis, Confidence, Draft, End, Pace, WhyNone};

/// Fewer readings make no pace.
const FEWEST: usize = 3;
/// Fewer hours say nothing about how a pace goes on.
const FEWEST_HOURS: usize = 8;
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
    let present = quantile(&slopes, 0.5).unwrap_or_default();
    let goes_on = going_on(series, series.last.at - (next - HOUR));
    let slope = |share| match quantile(&goes_on, share) {
        Some(part) => present * part,
        None => quantile(&slopes, share).unwrap_or_default(),
    };
    let per_hour = present * HOUR as f64;
    let basis = Basis::ThisWindow { per_hour };
    let reach = |slope: f64| {
        let seconds = (series.max - series.last.used) / slope;
        (slope > 0.0 && seconds < (next - series.last.at) as f64).then(|| series.last.at + seconds as i64)
    };
    let pace = Some(Pace::of(per_hour, None));
    match (reach(slope(0.5)), reach(slope(0.2))) {
        (Some(at), Some(latest)) => {
            let earliest = reach(slope(0.9)).unwrap_or(at);
            let confidence = if goes_on.is_empty() { Confidence::Low } else { Confidence::Medium };
            let end = End { at, earliest, latest, relief: Some(next), confidence, basis };
            Draft { end: Some(end), pace, ..Draft::default() }
        }
        // It ends in the hour at this pace, but a pace that slackens as it often does would not get there.
        (Some(_), None) => Draft { why_none: Some(WhyNone::Unsure), pace, ..Draft::default() },
        (None, _) => Draft { pace, ..Draft::default() },
    }
}

/// How the pace went on in earlier hours after so many seconds of each: as parts of the pace until then.
/// Empty if too few hours are known that were used as much.
fn going_on(series: &Series, phase: i64) -> Vec<f64> {
    let least = series.last.used / 2.0;
    let hours = series.readings.chunk_by(|a, b| a.at.div_euclid(HOUR) == b.at.div_euclid(HOUR));
    let part = |hour: &[Reading]| {
        let end = hour.last()?;
        let start = end.at.div_euclid(HOUR) * HOUR;
        let then = hour.iter().min_by_key(|reading| (reading.at - start - phase).abs())?;
        let is_known = start + HOUR <= series.now && then.used >= least && end.at - then.at >= SHORTEST;
        let (before, after) = (then.at - start, end.at - then.at);
        if !is_known || (before - phase).abs() > SHORTEST || before <= 0 {
            return None;
        }
        Some((end.used - then.used) / after as f64 / (then.used / before as f64))
    };
    let mut parts: Vec<f64> = hours.filter_map(part).filter(|part| part.is_finite()).collect();
    parts.sort_by(f64::total_cmp);
    if parts.len() >= FEWEST_HOURS { parts } else { Vec::new() }
}

/// The readings after the last fall.
fn since_reset(readings: &[Reading]) -> &[Reading] {
    let falls = |pair: &[Reading]| matches!(pair, [before, after] if after.used < before.used);
    let start = readings.windows(2).rposition(falls).map_or(0, |before| before + 1);
    readings.get(start..).unwrap_or_default()
}
