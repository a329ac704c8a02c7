//! What one poll of an org found.

use jiff::Timestamp;

use crate::limits::{Limit, State};
use crate::watch::Trouble;

/// What is known of an org in one slot. What was not read is left out, never zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The slot: when its poll was due. Slots are compared, so every poll of a slot has to give the same.
    pub at: Timestamp,
    /// The limits of this poll's reading; empty if there was none.
    pub limits: Vec<Observed>,
    /// The maxima that differ from those of the reading before.
    pub maximum_changed: Vec<MaximumChange>,
    /// The limits that the reading before did not have; none at an org's first reading.
    pub appeared: Vec<String>,
    /// The limits that only the reading before had.
    pub vanished: Vec<String>,
    /// Whether the org can be read.
    pub connection: Connection,
    /// When the last good reading was, this one included; for an org that never had one, when it was
    /// connected.
    pub last_reading_at: Option<Timestamp>,
}

/// One limit of a reading, with what its history says. Label, category and unit follow from the name.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// Salesforce's name for it.
    pub name: String,
    /// The allowance.
    pub max: Option<i64>,
    /// What is left; negative when more was used than allowed.
    pub remaining: Option<i64>,
    /// What is used.
    pub used: Option<i64>,
    /// Used of `max` in percent, cut to two decimals.
    pub used_percent: Option<f64>,
    /// How close it is to its end. What has no bound or no values never alerts.
    pub state: State,
    /// By how many percentage points of `max` usage rises in an hour.
    pub points_per_hour: Option<f64>,
    /// How much is used in an hour, in the limit's unit.
    pub per_hour: Option<f64>,
    /// How many times the usual rate of this hour of the week `per_hour` is.
    pub factor: Option<f64>,
    /// When it is forecast to be used up.
    pub runs_out: Option<RunsOut>,
}

/// When a limit is forecast to be used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunsOut {
    /// Most likely then.
    pub at: Timestamp,
    /// Probably not before.
    pub earliest: Timestamp,
    /// Probably not after.
    pub latest: Timestamp,
}

/// A maximum that is another one than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaximumChange {
    /// Salesforce's name for the limit.
    pub limit: String,
    /// What was allowed.
    pub from: i64,
    /// What is allowed.
    pub to: i64,
}

/// Whether an org can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// It can, as far as is known.
    Ok,
    /// It cannot until somebody does something.
    Lost {
        /// When that was seen first.
        since: Timestamp,
        /// Why.
        reason: Trouble,
    },
}

impl From<&Limit> for Observed {
    /// A limit without what its history says.
    fn from(limit: &Limit) -> Self {
        Self {
            name: limit.name.clone(),
            max: limit.max,
            remaining: limit.remaining,
            used: limit.used,
            used_percent: limit.used_percent,
            state: limit.state,
            points_per_hour: None,
            per_hour: None,
            factor: None,
            runs_out: None,
        }
    }
}

impl Observed {
    /// Used of the maximum in percent, not cut, so that no threshold is passed late. Multiplied first: 58 of
    /// 100 are exactly 58.
    pub(super) fn percent(&self) -> Option<f64> {
        match (self.used, self.max) {
            (Some(used), Some(max)) if max > 0 => Some(used as f64 * 100.0 / max as f64),
            _ => self.used_percent.filter(|percent| percent.is_finite()),
        }
    }
}

impl Observation {
    /// The limit of this name, if this poll has read it.
    pub(super) fn limit(&self, name: &str) -> Option<&Observed> {
        self.limits.iter().find(|limit| limit.name == name)
    }

    /// Whether this poll has read the org.
    pub(super) fn is_reading(&self) -> bool {
        !self.limits.is_empty()
    }
}
