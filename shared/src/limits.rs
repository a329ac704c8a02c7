//! Limits: read as Salesforce really sends them, judged, ordered, and written as JSON, CSV and OpenMetrics.
//!
//! A [`Reading`] is what Salesforce said; a [`Limit`] is what we make of it. A missing value stays missing
//! and a negative remainder stays negative, because both tell the reader something that a zero would hide.

mod ahead;
pub mod catalogue;
mod csv;
mod judge;
mod openmetrics;
mod reading;
mod report;
mod usage;

pub use self::ahead::{Ahead, Forecast};
pub use self::csv::{CSV, csv, csv_of_history};
pub use self::judge::{App, Limit, State};
pub use self::openmetrics::{OPENMETRICS, openmetrics};
pub use self::reading::{Reading, Unreadable, compact, parse, restore};
pub use self::report::{
    API_REQUESTS, Counts, Exhausted, ExhaustedLimit, Freshness, Known, NO_OUTLOOKS, Org, OrgKind, Report,
    judged, report,
};
pub use self::usage::ApiUsage;

/// The word that stands for an enum's value in JSON, and so everywhere.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}
