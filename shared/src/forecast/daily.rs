//! Limits of a day: those that give back each use after 24 hours, and those that begin anew once a day.

use super::excess::{Excess, Guess};
use super::expected::Expected;
use super::flow::{DAY_SLOTS, Flow, HOUR_SLOTS, SLOT};
use super::path::{AHEAD, Path, Recovery};
use super::series::{DAY, HOUR, Reading, Series};
use super::spread::Spread;
use super::theil_sen::{median, slopes};
use super::usual::Usual;
use super::{Basis, Confidence, Draft, End, Pace, WhyNone};

/// Below this a week is not known.
const WHOLE: i64 = 8 * DAY;
/// Below this not even a day is known.
const FEW: i64 = DAY + HOUR;
/// Below this nothing is told.
const LEARNING: i64 = HOUR;
/// A pace of some hours says nothing about a time farther ahead.
const PACE_REACHES: i64 = 6 * HOUR;
/// A range up to this is narrow.
const NARROW: i64 = 90 * 60;
/// A wider range is told only when the end may come soon.
const WIDEST: i64 = EV[0] * 1800;
/// What may come within this is told, however unsure it is.
const SOON: i64 = EV[1] * 1800;
/// near
const NEAR: i64 = EV[2] * 900;
const EV: [i64; 3] = [7, 8, 10];

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
    match series.span() {
        ..LEARNING if series.is_exceeded() => Some(Draft::none(WhyNone::Exceeded)),
        ..LEARNING => Some(Draft::none(WhyNone::Learning)),
        ..FEW => Some(straight_on(series)),
        _ => None,
    }
}

/// What goes on as in the last two hours; what will come back is not known.
fn straight_on(series: &Series) -> Draft {
    if series.is_exceeded() {
        return Draft::none(WhyNone::Exceeded);
    }
    let recent = series.recent(2 * HOUR).iter().rev().take(100);
    let points: Vec<_> =
        recent.rev().map(|reading| ((reading.at - series.last.at) as f64, reading.used)).collect();
    let slope = median(&mut slopes(&points, |_| true)).unwrap_or_default();
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

/// Rolls the usual inflow and the present excess forward.
fn foresee(series: &Series, flow: &Flow, recovery: Recovery<'_>) -> Draft {
    let usual = Usual::of(flow);
    let expected = Expected::of(flow, &usual);
    let guess = Guess::of(&expected, series);
    let slots = flow.inflow.len();
    let ahead: Vec<f64> = (slots..slots + AHEAD).map(|slot| usual.at(slot)).collect();
    let roll = |excess: Excess| {
        let inflow = ahead.iter().enumerate().map(|(ahead, usual)| excess.apply(*usual, ahead));
        Path::roll((series.last.at, series.last.used), &inflow.collect::<Vec<_>>(), recovery)
    };
    let path = roll(guess.likely);
    let pace = Pace::of(flow.recent(HOUR_SLOTS), Some(expected.usual.iter().rev().take(HOUR_SLOTS).sum()));
    if series.is_exceeded() {
        let relief = path.falls_below(series.max, series.last.at);
        return Draft { why_none: Some(WhyNone::Exceeded), relief, pace: Some(pace), end: None };
    }
    let spread = Spread::of(&expected);
    let certain = path.reaches(series.max, |_| 0.0);
    let near = path.reaches(series.max, |ahead| spread.at(ahead).1).filter(|at| at - series.last.at <= NEAR);
    let Some(at) = certain.or(near) else {
        return Draft { pace: Some(pace), ..Draft::default() };
    };
    let possible = guess.possible.map(|excess| roll(excess).reaches(series.max, |_| 0.0));
    let range = Range::of(series, &path, &spread, at).with(possible);
    if range.is_unsure(series) {
        return Draft { why_none: Some(WhyNone::Unsure), pace: Some(pace), ..Draft::default() };
    }
    let relief = path.falls_below(series.max, at);
    Draft { end: Some(range.end(series, at, relief, &pace)), pace: Some(pace), ..Draft::default() }
}

/// Between which moments a limit runs out.
struct Range {
    earliest: i64,
    /// `None` if it may as well hold.
    latest: Option<i64>,
}

impl Range {
    fn of(series: &Series, path: &Path, spread: &Spread, at: i64) -> Self {
        let earliest = path.reaches(series.max, |ahead| spread.at(ahead).1).unwrap_or(at);
        Self { earliest, latest: path.reaches(series.max, |ahead| spread.at(ahead).0) }
    }

    /// Wide enough for another possible path, which may never reach the maximum.
    fn with(self, possible: Option<Option<i64>>) -> Self {
        let Some(at) = possible else { return self };
        let earliest = at.map_or(self.earliest, |at| at.min(self.earliest));
        Self { earliest, latest: self.latest.zip(at).map(|(latest, at)| latest.max(at)) }
    }

    fn width(&self) -> Option<i64> {
        self.latest.map(|latest| latest - self.earliest)
    }

    /// Whether it is better not told yet: there is time left, and what comes will make it clearer.
    fn is_unsure(&self, series: &Series) -> bool {
        self.earliest - series.last.at > SOON && self.width().is_none_or(|width| width > WIDEST)
    }

    fn end(&self, series: &Series, at: i64, relief: Option<i64>, pace: &Pace) -> End {
        let days = (series.span() / DAY) as u32;
        let (per_five_minutes, factor) = (pace.per_hour / 12.0, pace.factor);
        let whole = series.span() >= WHOLE;
        let basis = if whole {
            Basis::SameHours { days, per_five_minutes, factor }
        } else {
            Basis::FewDays { days, per_five_minutes, factor }
        };
        let confidence = match self.width() {
            Some(..=NARROW) if whole => Confidence::High,
            Some(..=WIDEST) => Confidence::Medium,
            _ => Confidence::Low,
        };
        let latest = self.latest.unwrap_or(series.last.at + AHEAD as i64 * SLOT);
        End { at, earliest: self.earliest, latest, relief, confidence, basis }
    }
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
