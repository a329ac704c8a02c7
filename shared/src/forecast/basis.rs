//! What a forecast rests on, as a word for programs and as a sentence for people.

use serde::Serialize;
use utoipa::ToSchema;

use crate::alerts::words::amounts::{number, tenths};

/// What a forecast rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "method", rename_all = "camelCase")]
pub enum Basis {
    /// What came in during the same hours of the weeks before, and what is unusual at present.
    #[serde(rename_all = "camelCase")]
    SameHours {
        /// Whole days of readings that were used.
        days: u32,
        /// What comes in per 5 minutes at present.
        per_five_minutes: f64,
        /// That as a multiple of the usual; null where nothing is usual.
        factor: Option<f64>,
    },
    /// The same from too few days to know a week: less reliable.
    #[serde(rename_all = "camelCase")]
    FewDays {
        /// Whole days of readings that were used.
        days: u32,
        /// What comes in per 5 minutes at present.
        per_five_minutes: f64,
        /// That as a multiple of the usual; null where nothing is usual.
        factor: Option<f64>,
    },
    /// Only the pace of the last hours: what will come back is not known yet.
    #[serde(rename_all = "camelCase")]
    TodaysPace {
        /// By how much usage grows per 5 minutes.
        per_five_minutes: f64,
    },
    /// The pace since the counter began anew, up to the end of its window.
    #[serde(rename_all = "camelCase")]
    ThisWindow {
        /// By how much usage grows per hour.
        per_hour: f64,
    },
    /// The robust slope of the last days.
    #[serde(rename_all = "camelCase")]
    Trend {
        /// Days with readings that were used.
        days: u32,
        /// By how much usage grows per day.
        per_day: f64,
    },
}

impl Basis {
    /// The same in words, to follow "from".
    pub fn words(&self) -> String {
        match *self {
            Self::SameHours { days, per_five_minutes, factor } => {
                let pace = pace(per_five_minutes, factor);
                format!("the same hours of the last {days} days plus the present excess: {pace}")
            }
            Self::FewDays { days, per_five_minutes, factor } => {
                let pace = pace(per_five_minutes, factor);
                format!("{}, too few to know a week: {pace}", counted(days))
            }
            Self::TodaysPace { per_five_minutes } => {
                format!("the last hours alone: {} more every 5 minutes", amount(per_five_minutes))
            }
            Self::ThisWindow { per_hour } => {
                format!("the pace since the counter began anew: {} per hour", amount(per_hour))
            }
            Self::Trend { days, per_day } => {
                format!("the trend of {}: {} per day", counted(days), amount(per_day))
            }
        }
    }
}

fn counted(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn pace(per_five_minutes: f64, factor: Option<f64>) -> String {
    let now = format!("{} per 5 minutes", amount(per_five_minutes));
    match factor {
        Some(factor) => format!("{now}, {} times what is usual at this hour", tenths(factor)),
        None => now,
    }
}

/// Whole numbers, but one decimal where a whole number would say little; cut, as everywhere.
fn amount(value: f64) -> String {
    if value.abs() < 10.0 { tenths(value) } else { number(value as i64) }
}
