//! Between which moments a limit runs out, and so how far a forecast can be relied on.

use super::flow::SLOT;
use super::path::AHEAD;
use super::series::{DAY, HOUR, Series};
use super::{Basis, Confidence, End, Pace};

/// Below this a week is not known.
const WHOLE: i64 = 8 * DAY;
/// A range up to this is narrow.
const NARROW: i64 = HOUR;
/// A wider range is told only when the end may come soon.
const WIDEST: i64 = 3 * HOUR;
/// What may come within this is told, however unsure it is, unless there is much room.
const SOON: i64 = 7 * HOUR / 2;
/// While less than this is used, what may as well hold is no warning.
const ROOMY: f64 = 0.6;

/// Between which moments, in Unix seconds, a limit runs out.
#[derive(Debug)]
pub(super) struct Range {
    pub(super) earliest: i64,
    /// `None` if it may as well hold.
    pub(super) latest: Option<i64>,
}

impl Range {
    /// Wide enough for another possible path, which may never reach the maximum.
    pub(super) fn with(self, possible: Option<Option<i64>>) -> Self {
        let Some(at) = possible else { return self };
        let earliest = at.map_or(self.earliest, |at| at.min(self.earliest));
        Self { earliest, latest: self.latest.zip(at).map(|(latest, at)| latest.max(at)) }
    }

    /// Whether it is better not told yet: there is time left, and what comes will make it clearer.
    pub(super) fn is_unsure(&self, last: i64) -> bool {
        self.earliest - last > SOON && self.width().is_none_or(|width| width > WIDEST)
    }

    /// Whether it may as well hold, with much of it left: a few uses of a small limit are no trend.
    pub(super) fn is_doubtful(&self, series: &Series) -> bool {
        self.latest.is_none() && series.last.used < ROOMY * series.max
    }

    /// The end within this range.
    pub(super) fn end(&self, series: &Series, at: i64, relief: Option<i64>, pace: &Pace) -> End {
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

    fn width(&self) -> Option<i64> {
        self.latest.map(|latest| latest - self.earliest)
    }
}
