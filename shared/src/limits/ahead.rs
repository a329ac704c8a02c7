//! What lies ahead of a limit, as it is answered.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::forecast::{Basis, Confidence, Outlook, Pace, WhyNone};

/// What lies ahead of a limit.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ahead {
    /// When the limit runs out; null if that is not foreseen.
    pub forecast: Option<Forecast>,
    /// Why that is not foreseen; null if it is.
    pub no_forecast: Option<WhyNone>,
    /// When a limit that is used up now falls under its maximum again, if that can be foreseen.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub relief_at: Option<Timestamp>,
    /// How much is used in an hour at present, in the limit's unit.
    pub rate_per_hour: Option<f64>,
    /// How much is usually used at this hour of the week.
    pub usual_rate_per_hour: Option<f64>,
    /// The present rate as a multiple of the usual one.
    pub rate_factor: Option<f64>,
}

/// When a limit runs out.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// The most likely moment: never in the past, never more than 366 days ahead.
    #[schema(value_type = String, format = DateTime)]
    pub runs_out_at: Timestamp,
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
    /// What it rests on, for programs.
    pub basis: Basis,
    /// What it rests on, in words.
    pub because: String,
    /// Whether it comes within a week, so that it is more urgent than how much is used.
    #[serde(skip)]
    pub is_soon: bool,
}

/// What is farther ahead is less urgent than what is nearly full now.
const SOON: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Ahead {
    /// What an outlook at `now` says.
    pub fn of(outlook: &Outlook, now: Timestamp) -> Self {
        let pace = |part: fn(&Pace) -> Option<f64>| outlook.pace.as_ref().and_then(part).map(tenths);
        let forecast = outlook.runs_out.as_ref().map(|end| Forecast {
            runs_out_at: end.at,
            earliest: end.earliest,
            latest: end.latest,
            relief_at: end.relief_at,
            confidence: end.confidence,
            because: end.basis.words(),
            basis: end.basis,
            is_soon: end.at < now + SOON,
        });
        Self {
            forecast,
            no_forecast: outlook.why_none,
            relief_at: outlook.relief_at,
            rate_per_hour: pace(|pace| Some(pace.per_hour)),
            usual_rate_per_hour: pace(|pace| pace.usual_per_hour),
            rate_factor: pace(|pace| pace.factor),
        }
    }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
