//! What is remembered of alerts from one poll to the next.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::measure::Verdict;
use super::{Facts, Kind, Level, Transition};

/// Readings that are further apart than this are not in a row.
const GAP: SignedDuration = SignedDuration::from_mins(15);

/// Which alert: one rule has at most one for a limit, or one for the org.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertKey)]
#[serde(rename_all = "camelCase")]
pub struct Key {
    /// The rule's id.
    pub rule: String,
    /// Salesforce's name for the limit; none if it is about the org.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}

/// An alert that is open, or was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Which one.
    #[serde(flatten)]
    pub key: Key,
    /// How bad it was at its worst.
    pub level: Level,
    /// Since when it is open.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// The numbers of the last reading.
    pub facts: Facts,
}

/// What is remembered of an org's alerts, for one account. Only what is not at rest is in it, so that it is
/// mostly next to empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct States {
    /// The last slot that was looked at.
    pub(super) slot: Option<Timestamp>,
    /// By key.
    #[serde(default)]
    pub(super) entries: Vec<Entry>,
    /// What was told and has closed since the last message, the oldest first.
    #[serde(default)]
    pub(super) closed: Vec<Transition>,
}

/// One alert that is open, about to open, or cooling down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    #[serde(flatten)]
    pub(super) key: Key,
    /// The last reading that counted.
    pub(super) seen: Timestamp,
    /// Readings in a row over the threshold, over the critical one, and below where it closes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) over: u8,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) critical: u8,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) below: u8,
    pub(super) facts: Facts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) open: Option<Open>,
    /// Until when it is not told again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) cools_until: Option<Timestamp>,
}

/// The open part of an [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Open {
    pub(super) since: Timestamp,
    pub(super) level: Level,
    /// The level that was told; none if nobody was told anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) told: Option<Level>,
}

impl States {
    /// The last slot that was looked at; an observation of this or an older slot changes nothing.
    pub fn slot(&self) -> Option<Timestamp> {
        self.slot
    }

    /// Whether both say the same of every alert. That a slot was looked at in which nothing stirred need not
    /// be remembered: to look at it again would find the same.
    pub fn is_same_but_for_its_slot(&self, other: &Self) -> bool {
        self.entries == other.entries && self.closed == other.closed
    }

    /// The open alerts, by key.
    pub fn open(&self) -> impl Iterator<Item = Alert> {
        self.entries.iter().filter_map(Entry::alert)
    }
}

impl Entry {
    pub(super) fn new(key: Key, facts: Facts, seen: Timestamp) -> Self {
        Self { key, seen, over: 0, critical: 0, below: 0, facts, open: None, cools_until: None }
    }

    /// Counts one more reading.
    pub(super) fn count(&mut self, verdict: Verdict, at: Timestamp) {
        if self.is_gap(at) {
            self.reset();
        }
        self.seen = at;
        let next = |count: u8, counts: bool| if counts { count.saturating_add(1).min(9) } else { 0 };
        self.over = next(self.over, matches!(verdict, Verdict::Over(_)));
        self.critical = next(self.critical, verdict == Verdict::Over(Level::Critical));
        self.below = next(self.below, verdict == Verdict::Below);
    }

    /// The level that the readings in a row open it at; `None` if there are too few of them.
    pub(super) fn reached(&self, kind: Kind) -> Option<Level> {
        let enough = |count| count >= kind.opens_after();
        if enough(self.critical) {
            return Some(Level::Critical);
        }
        enough(self.over).then_some(Level::Warning)
    }

    /// Forgets the counted readings.
    pub(super) fn reset(&mut self) {
        (self.over, self.critical, self.below) = (0, 0, 0);
    }

    /// The facts, while it is open or about to open.
    pub(super) fn standing(&self) -> Option<&Facts> {
        (self.open.is_some() || self.over > 0).then_some(&self.facts)
    }

    /// Whether there is nothing to remember.
    pub(super) fn is_at_rest(&self, at: Timestamp) -> bool {
        let is_about_to_open = self.over > 0 && !self.is_gap(at);
        self.open.is_none() && !is_about_to_open && !self.is_cooling(at)
    }

    /// Whether it was told so recently that it is not told again.
    pub(super) fn is_cooling(&self, at: Timestamp) -> bool {
        self.cools_until.is_some_and(|until| at < until)
    }

    /// The alert, if it is open.
    pub(super) fn alert(&self) -> Option<Alert> {
        let Open { since, level, .. } = self.open?;
        Some(Alert { key: self.key.clone(), level, opened_at: since, facts: self.facts.clone() })
    }

    fn is_gap(&self, at: Timestamp) -> bool {
        at.duration_since(self.seen) > GAP
    }
}

impl fmt::Display for Key {
    /// `level:DailyApiRequests`, `connection:org`. Ids of rules have no colon.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.rule, self.limit.as_deref().unwrap_or("org"))
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_zero(count: &u8) -> bool {
    *count == 0
}
