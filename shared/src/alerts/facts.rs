//! The numbers behind an alert.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Kind;
use crate::watch::Trouble;

/// What an alert says, in numbers; [`super::words`] makes the sentence of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertFacts)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Facts {
    /// How much is used.
    #[serde(rename_all = "camelCase")]
    Level {
        /// In percent, cut to two decimals.
        used_percent: Option<f64>,
        /// What is left.
        remaining: Option<i64>,
        /// The allowance.
        max: Option<i64>,
        /// Whether nothing is left. Salesforce may have said so by a refusal, of which the numbers know
        /// nothing.
        exceeded: bool,
    },
    /// When it is used up.
    #[serde(rename_all = "camelCase")]
    TimeLeft {
        /// Used now, in percent, cut to two decimals.
        used_percent: Option<f64>,
        /// Most likely then; none once nothing is forecast any more.
        #[schema(value_type = Option<String>, format = DateTime)]
        runs_out_at: Option<Timestamp>,
        /// Probably not before.
        #[schema(value_type = Option<String>, format = DateTime)]
        earliest: Option<Timestamp>,
        /// Probably not after.
        #[schema(value_type = Option<String>, format = DateTime)]
        latest: Option<Timestamp>,
    },
    /// How fast usage rises.
    #[serde(rename_all = "camelCase")]
    Jump {
        /// Used now, in percent, cut to two decimals.
        used_percent: Option<f64>,
        /// In percentage points per hour.
        points_per_hour: f64,
    },
    /// How much more than usual is used.
    #[serde(rename_all = "camelCase")]
    UnusualRate {
        /// Used now, in percent, cut to two decimals.
        used_percent: Option<f64>,
        /// Used in an hour, in the limit's unit.
        per_hour: f64,
        /// How many times the usual.
        factor: f64,
    },
    /// Another maximum.
    #[serde(rename_all = "camelCase")]
    MaximumChanged {
        /// What was allowed.
        from: i64,
        /// What is allowed.
        to: i64,
    },
    /// A limit came or went.
    #[serde(rename_all = "camelCase")]
    AppearedOrVanished {
        /// Whether it came.
        appeared: bool,
    },
    /// The org can be read no more.
    #[serde(rename_all = "camelCase")]
    ConnectionLost {
        /// When that was seen first.
        #[schema(value_type = String, format = DateTime)]
        since: Timestamp,
        /// Why.
        reason: Trouble,
    },
    /// The org has not been read.
    #[serde(rename_all = "camelCase")]
    NoReading {
        /// When it was read last.
        #[schema(value_type = String, format = DateTime)]
        last_reading_at: Timestamp,
    },
}

impl Facts {
    /// Of which kind of condition they are.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Level { .. } => Kind::Level,
            Self::TimeLeft { .. } => Kind::TimeLeft,
            Self::Jump { .. } => Kind::Jump,
            Self::UnusualRate { .. } => Kind::UnusualRate,
            Self::MaximumChanged { .. } => Kind::MaximumChanged,
            Self::AppearedOrVanished { .. } => Kind::AppearedOrVanished,
            Self::ConnectionLost { .. } => Kind::ConnectionLost,
            Self::NoReading { .. } => Kind::NoReading,
        }
    }

    /// How much is used now, in percent, cut to two decimals.
    pub fn used_percent(&self) -> Option<f64> {
        match self {
            Self::Level { used_percent, .. }
            | Self::TimeLeft { used_percent, .. }
            | Self::Jump { used_percent, .. }
            | Self::UnusualRate { used_percent, .. } => *used_percent,
            _ => None,
        }
    }

    /// When it is used up, if that is what it is about.
    pub fn runs_out_at(&self) -> Option<Timestamp> {
        match self {
            Self::TimeLeft { runs_out_at, .. } => *runs_out_at,
            _ => None,
        }
    }
}
