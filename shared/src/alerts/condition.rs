//! What a rule waits for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What has to be so for an alert to open. Those with one threshold have one level, which [`Kind::level`]
/// tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertCondition)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Condition {
    /// More than so much of the maximum is used. What is used up is critical whatever the thresholds say.
    #[serde(rename_all = "camelCase")]
    Level {
        /// In percent of the maximum.
        #[schema(minimum = 1, maximum = 100)]
        warning: u8,
        /// In percent of the maximum, not below `warning`.
        #[schema(minimum = 1, maximum = 100)]
        critical: u8,
    },
    /// The limit is forecast to be used up within so many minutes.
    #[serde(rename_all = "camelCase")]
    TimeLeft {
        /// At most a week.
        #[schema(minimum = 5, maximum = 10_080)]
        minutes: u32,
    },
    /// Usage rises by so many percentage points of the maximum in an hour.
    #[serde(rename_all = "camelCase")]
    Jump {
        /// In percentage points per hour.
        points_per_hour: f64,
    },
    /// More is used in an hour than usually at this hour of the week.
    #[serde(rename_all = "camelCase")]
    UnusualRate {
        /// How many times the usual.
        factor: f64,
        /// What is used in an hour must be at least this, in the limit's unit: twice next to nothing is no
        /// news.
        #[schema(minimum = 0)]
        least: i64,
    },
    /// Salesforce allows more or less than before.
    MaximumChanged,
    /// Salesforce lists a limit that it did not list before, or lists one no more.
    AppearedOrVanished,
    /// The org can be read no more until somebody connects it again.
    ConnectionLost,
    /// There has been no reading of the org for so long, whatever the reason.
    #[serde(rename_all = "camelCase")]
    NoReading {
        /// At most a day.
        #[schema(minimum = 10, maximum = 1440)]
        minutes: u32,
    },
}

/// The kinds of conditions. For each kind the most specific rule holds for a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertKind)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// [`Condition::ConnectionLost`].
    ConnectionLost,
    /// [`Condition::TimeLeft`].
    TimeLeft,
    /// [`Condition::Level`].
    Level,
    /// [`Condition::NoReading`].
    NoReading,
    /// [`Condition::Jump`].
    Jump,
    /// [`Condition::UnusualRate`].
    UnusualRate,
    /// [`Condition::MaximumChanged`].
    MaximumChanged,
    /// [`Condition::AppearedOrVanished`].
    AppearedOrVanished,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertLevel)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// Somebody should look at it today.
    Warning,
    /// Somebody should look at it now.
    Critical,
}

impl Condition {
    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Level { .. } => Kind::Level,
            Self::TimeLeft { .. } => Kind::TimeLeft,
            Self::Jump { .. } => Kind::Jump,
            Self::UnusualRate { .. } => Kind::UnusualRate,
            Self::MaximumChanged => Kind::MaximumChanged,
            Self::AppearedOrVanished => Kind::AppearedOrVanished,
            Self::ConnectionLost => Kind::ConnectionLost,
            Self::NoReading { .. } => Kind::NoReading,
        }
    }
}

impl Kind {
    /// All kinds, the most urgent first.
    pub(super) const ALL: [Self; 8] = [
        Self::ConnectionLost,
        Self::TimeLeft,
        Self::Level,
        Self::NoReading,
        Self::Jump,
        Self::UnusualRate,
        Self::MaximumChanged,
        Self::AppearedOrVanished,
    ];

    /// The level of its alerts; those of [`Kind::Level`] may have the other one too.
    pub fn level(self) -> Level {
        match self {
            Self::ConnectionLost | Self::TimeLeft => Level::Critical,
            _ => Level::Warning,
        }
    }

    /// Whether it is about the org and not about one of its limits.
    pub(super) fn is_of_org(self) -> bool {
        matches!(self, Self::ConnectionLost | Self::NoReading)
    }

    /// Whether it is a moment and not a state: its alerts close by themselves once they are told.
    pub(super) fn is_event(self) -> bool {
        matches!(self, Self::MaximumChanged | Self::AppearedOrVanished)
    }

    /// How many readings in a row open an alert. What is known for certain needs only one.
    pub(super) fn opens_after(self) -> u8 {
        match self {
            Self::ConnectionLost | Self::NoReading | Self::MaximumChanged => 1,
            _ => 2,
        }
    }

    /// How many readings in a row close an alert.
    pub(super) fn closes_after(self) -> u8 {
        if self.is_event() { 1 } else { 3 }
    }
}
