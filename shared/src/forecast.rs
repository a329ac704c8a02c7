//! When a limit runs out, and when it gives again: told from the limit's own readings.
//!
//! Each window has its method, because each recovers in its own way:
//!
//! - **Rolling 24 hours**: usage is what came in during the last 24 hours, so the inflow can be rebuilt from
//!   it; it is rolled forward over what is usual in the same hours, plus what is unusual at present.
//! - **Daily**: the same, but where the readings show that the counter falls to nothing once a day, it is
//!   emptied at that time instead.
//! - **Hourly and monthly**: the present pace up to the end of the window.
//! - **Stock**: a robust slope over 30 days.
//! - **Concurrent and unknown windows** have no forecast: nothing is known of how they recover.
//!
//! All is UTC, and "the same hours" are those 7 × 24 hours ago: after a change of the clocks they are off
//! by an hour for up to a week.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use self::series::Series;
use crate::limits::catalogue::Window;

mod basis;
mod daily;
mod excess;
mod expected;
mod flow;
mod hourly;
mod monthly;
mod path;
mod range;
mod roll;
mod series;
mod spread;
mod stock;
mod theil_sen;
mod usual;

#[cfg(test)]
mod tests;

pub use self::basis::Basis;

/// A usual pace below this, in units per hour, is nothing that could be compared with.
const LEAST_USUAL: f64 = 0.5;
const LARGEST_FACTOR: f64 = 100.0;

/// No forecast looks farther ahead.
const FARTHEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// One reading of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// When it was read.
    pub at: Timestamp,
    /// How much was used, in the limit's unit.
    pub used: i64,
    /// How much was allowed, in the limit's unit.
    pub max: i64,
}

/// What is known ahead of time about one limit.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Outlook {
    /// When the limit runs out; null if that is not foreseen.
    pub runs_out: Option<RunsOut>,
    /// Why that is not foreseen; null if it is.
    pub why_none: Option<WhyNone>,
    /// When a limit that is used up now falls under its maximum again, if that can be foreseen.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub relief_at: Option<Timestamp>,
    /// How fast the limit is used at present; null where too little is known.
    pub pace: Option<Pace>,
}

/// The foreseen end of a limit.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunsOut {
    /// The most likely moment: never in the past, never more than 366 days ahead.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// It is unlikely to come before this.
    #[schema(value_type = String, format = DateTime)]
    pub earliest: Timestamp,
    /// It is unlikely to come after this.
    #[schema(value_type = String, format = DateTime)]
    pub latest: Timestamp,
    /// When usage falls under the maximum again, if that can be foreseen.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub relief_at: Option<Timestamp>,
    /// How far this can be relied on.
    pub confidence: Confidence,
    /// What it rests on.
    pub basis: Basis,
}

/// How far a forecast can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Confidence {
    /// Little is known, or the range is wide.
    Low,
    /// The moment may well be hours off.
    Medium,
    /// Much is known and the range is narrow.
    High,
}

/// Why no end is foreseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum WhyNone {
    /// There are no readings.
    NoData,
    /// The last reading is too old to say anything about now.
    Stale,
    /// There is no maximum to reach.
    NoMaximum,
    /// It is used up already.
    Exceeded,
    /// There are too few readings yet.
    Learning,
    /// This kind of window is not forecast.
    NotForecast,
    /// It may run out, but when is too unsure to tell.
    Unsure,
    /// It stays below its maximum as far ahead as can be seen.
    StaysBelow,
}

/// How fast a limit is used, in its unit per hour.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pace {
    /// At present.
    pub per_hour: f64,
    /// Usually at this hour of the week; null where that is not known.
    pub usual_per_hour: Option<f64>,
    /// The present pace as a multiple of the usual one; null where that is nothing or not known.
    pub factor: Option<f64>,
}

/// Foresees how a limit goes on after `now` from its `points`, of which up to 31 days are used.
///
/// The points are best in order, a quarter of an hour apart and five minutes apart in the last two hours,
/// but may have gaps, repetitions and any values. Takes well below a millisecond.
pub fn forecast(window: Window, points: &[Point], now: Timestamp) -> Outlook {
    let Some(series) = Series::of(points, now) else { return Draft::none(WhyNone::NoData).outlook(now) };
    let draft = match window {
        Window::Concurrent | Window::Unknown => Draft::none(WhyNone::NotForecast),
        _ if series.max <= 0.0 => Draft::none(WhyNone::NoMaximum),
        Window::Rolling24h => daily::rolling(&series),
        Window::Daily => daily::of_unknown_kind(&series),
        Window::Hourly => hourly::draft(&series),
        Window::Monthly => monthly::draft(&series),
        Window::Stock => stock::draft(&series),
    };
    draft.outlook(now)
}

/// An outlook before it is bound to what a reader may rely on. Moments are Unix times in seconds.
#[derive(Debug, Default)]
struct Draft {
    end: Option<End>,
    why_none: Option<WhyNone>,
    relief: Option<i64>,
    pace: Option<Pace>,
}

/// A foreseen end, in Unix seconds.
#[derive(Debug)]
struct End {
    at: i64,
    earliest: i64,
    latest: i64,
    relief: Option<i64>,
    confidence: Confidence,
    basis: Basis,
}

impl Draft {
    fn none(why: WhyNone) -> Self {
        Self { why_none: Some(why), ..Self::default() }
    }

    /// Holds the promises of [`Outlook`] whatever a method came to.
    fn outlook(self, now: Timestamp) -> Outlook {
        let farthest = now.checked_add(FARTHEST).unwrap_or(Timestamp::MAX);
        let moment = |second: i64| {
            let second = second.clamp(now.as_second(), farthest.as_second());
            Timestamp::from_second(second).unwrap_or(now).clamp(now, farthest)
        };
        let runs_out = self.end.map(|end| {
            let at = moment(end.at);
            RunsOut {
                at,
                earliest: moment(end.earliest).min(at),
                latest: moment(end.latest).max(at),
                relief_at: end.relief.map(|relief| moment(relief).max(at)),
                confidence: end.confidence,
                basis: end.basis,
            }
        });
        let why_none = if runs_out.is_some() { None } else { self.why_none.or(Some(WhyNone::StaysBelow)) };
        Outlook { runs_out, why_none, relief_at: self.relief.map(moment), pace: self.pace }
    }
}

impl Pace {
    /// Of a pace and the usual one, in units per hour. Next to nothing has no multiples, and more than a
    /// hundred times the usual says no more than a hundred times.
    fn of(per_hour: f64, usual_per_hour: Option<f64>) -> Self {
        let usual = usual_per_hour.filter(|usual| *usual >= LEAST_USUAL);
        let factor = usual.map(|usual| (per_hour / usual).min(LARGEST_FACTOR));
        Self { per_hour, usual_per_hour, factor: factor.filter(|factor| factor.is_finite()) }
    }
}
