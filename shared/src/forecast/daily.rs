//! Limits of a day: those that give back each use after 24 hours, and those that begin anew once a day.

use super::flow::{DAY_SLOTS, Flow, SLOT};
use super::path::Recovery;
use super::roll::foresee;
use super::series::{DAY, HOUR, Reading, Series};
use super::theil_sen::{median, slope_of_last};
use super::{Basis, Confidence, Draft, End, Pace, WhyNone};

/// Below this not even a day is known.
const FEW: i64 = DAY + HOUR;
/// Below this nothing is told.
const LEARNING: i64 = HOUR;
/// A pace of some hours says nothing about a time farther ahead.
const PACE_REACHES: i64 = 6 * HOUR;

/// The forecast of a limit that gives back each use after 24 hours.
pub(super) fn rolling(series: &Series) -> Draft {
    if let Some(draft) = too_little(series) {
        return draft;
    }
    let flow = Flow::of_rolling(series);
    let day = flow.inflow.len().saturating_sub(DAY_SLOTS);
    let day = flow.inflow.get(day..).unwrap_or_default();
    foresee(series, &flow, Recovery::Rolling(day))
}

/// The forecast of a limit of a day of unknown kind: the readings show whether the counter begins anew.
pub(super) fn of_unknown_kind(series: &Series) -> Draft {
    let Some(reset) = next_reset(series) else { return rolling(series) };
    if let Some(draft) = too_little(series) {
        return draft;
    }
    let slots = ((reset - series.last.at) as f64 / SLOT as f64).round() as usize;
    foresee(series, &Flow::of_resetting(series), Recovery::Reset(slots))
}

/// The answer where the readings do not tell of a day.
fn too_little(series: &Series) -> Option<Draft> {
    if series.is_stale() {
        return Some(Draft::none(WhyNone::Stale));
    }
    if series.span() >= FEW {
        return None;
    }
    if series.is_exceeded() {
        return Some(Draft::none(WhyNone::Exceeded));
    }
    let learns = series.span() < LEARNING;
    Some(if learns { Draft::none(WhyNone::Learning) } else { straight_on(series) })
}

/// What goes on as in the last two hours; what will come back is not known.
fn straight_on(series: &Series) -> Draft {
    let slope = slope_of_last(series, 2 * HOUR);
    let per_hour = slope * HOUR as f64;
    let pace = Some(Pace::of(per_hour, None));
    let seconds = (series.max - series.last.used) / slope;
    if slope <= 0.0 || seconds > PACE_REACHES as f64 {
        return Draft { pace, ..Draft::default() };
    }
    let after = |share: f64| series.last.at + (seconds * share) as i64;
    let end = End {
        at: after(1.0),
        earliest: after(0.5),
        latest: after(2.0),
        relief: None,
        confidence: Confidence::Low,
        basis: Basis::TodaysPace { per_five_minutes: per_hour / 12.0 },
    };
    Draft { end: Some(end), pace, ..Draft::default() }
}

/// When the counter begins anew, if it does so on most days at the same time.
fn next_reset(series: &Series) -> Option<i64> {
    let falls: Vec<(i64, i64)> = series.readings.windows(2).filter_map(fall).collect();
    let &(_, latest) = falls.last()?;
    let apart = |at: i64| (at - latest + DAY / 2).rem_euclid(DAY) - DAY / 2;
    let mut same: Vec<f64> = falls.iter().map(|fall| apart(fall.1) as f64).collect();
    same.retain(|apart| apart.abs() <= HOUR as f64);
    let days = (series.span() / DAY).max(1) as usize;
    if same.len() * 10 < days * 6 || falls.len() > 2 * same.len() {
        return None;
    }
    // The reading after the fall came some minutes after it: a reset at a whole hour is likelier.
    let at = latest + median(&mut same)? as i64;
    let hour = at.div_euclid(HOUR) * HOUR;
    let at = if at - hour <= HOUR / 3 { hour } else { at };
    Some(at + ((series.last.at - at).div_euclid(DAY) + 1) * DAY)
}

/// From when to when usage more than halved.
fn fall(pair: &[Reading]) -> Option<(i64, i64)> {
    let [before, after] = pair else { return None };
    let gap = after.at - before.at;
    (after.used < before.used / 2.0 && gap <= 2 * HOUR).then_some((before.at, after.at))
}
