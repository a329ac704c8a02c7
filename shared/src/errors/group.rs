//! A group: what is known of all events that belong together.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::Level;
use super::users::Sketch;

/// The longest name of an environment that a group remembers, in bytes.
pub const NAME: usize = 32;

/// The hours of a group's last day, the present one last.
pub const HOURS: usize = 24;

/// What is known of all events that belong together. Counts of one group may be spread over several items;
/// [`Group::add`] puts them together again.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its id: the key by which its first event was grouped.
    pub id: String,
    /// What it says, in one line.
    pub title: String,
    /// Where it happens.
    pub culprit: Option<String>,
    /// How grave the last one was.
    pub level: Level,
    /// The language or runtime.
    pub platform: Option<String>,
    /// The part of the program that reports.
    pub source: Option<String>,
    /// The version of the grouping that made it.
    pub version: u32,
    /// How many there were.
    pub count: u64,
    /// How many in each hour, by the hour since 1970; hours before the last day may be missing.
    pub hours: Vec<(i64, u64)>,
    /// When it was seen first.
    pub first_seen: Timestamp,
    /// When it was seen last.
    pub last_seen: Timestamp,
    /// The version of the program that had it first.
    pub first_release: Option<String>,
    /// The version of the program that had it last.
    pub release: Option<String>,
    /// Where it happened.
    pub environments: BTreeSet<String>,
    /// Who met it.
    pub users: Sketch,
    /// When one was kept in full last.
    pub kept_at: Option<Timestamp>,
    /// When it came unusually often last.
    pub spiked_at: Option<Timestamp>,
    /// What people have decided about it.
    pub decision: Decision,
    /// The group that it was merged into.
    pub merged_into: Option<String>,
    /// The groups that were merged into it.
    pub merged: BTreeSet<String>,
}

/// What people have decided about a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet.
    #[default]
    Open,
    /// It is mended; seen again, it is a regression.
    Resolved {
        /// Since when.
        at: Timestamp,
        /// The version that may still have it: only another one is a regression.
        except_in: Option<String>,
    },
    /// Nobody wants to hear of it.
    Muted {
        /// Until then.
        until: Option<Timestamp>,
        /// Until it was seen so often.
        until_count: Option<u64>,
    },
}

/// A group's state as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It waits for somebody.
    Open,
    /// It is mended.
    Resolved,
    /// Nobody wants to hear of it for now.
    Muted,
}

impl Group {
    /// Its state at `now`: a mute may be over.
    pub fn status(&self, now: Timestamp) -> Status {
        match &self.decision {
            Decision::Open => Status::Open,
            Decision::Resolved { .. } => Status::Resolved,
            Decision::Muted { until, until_count } => {
                let over = until.is_some_and(|until| until <= now)
                    || until_count.is_some_and(|count| self.count >= count);
                if over { Status::Open } else { Status::Muted }
            }
        }
    }

    /// Whether anybody wants to hear of it.
    pub fn is_loud(&self, now: Timestamp) -> bool {
        self.status(now) != Status::Muted
    }

    /// Whether an event of `release` shows that what was resolved is not.
    pub fn is_regression(&self, release: Option<&str>) -> bool {
        match &self.decision {
            Decision::Resolved { except_in: Some(known), .. } => {
                release.is_some_and(|new| is_later(short(new), known))
            }
            Decision::Resolved { except_in: None, .. } => true,
            _ => false,
        }
    }

    /// Whether one more event at `now` makes this hour unusual: fifty and more, and ten times as many as in
    /// an average hour of the day before it.
    pub fn spikes(&self, now: Timestamp) -> bool {
        const LEAST: u64 = 50;
        const TIMES: u64 = 10;
        let hour = hour_of(now);
        let told = self.spiked_at.is_some_and(|at| hour_of(at) == hour);
        let here = self.in_hour(hour) + 1;
        let before: u64 = (hour - 23..hour).map(|hour| self.in_hour(hour)).sum();
        !told && here >= LEAST && here * 23 >= before * TIMES && hour_of(self.first_seen) < hour
    }

    /// How many in each of the last 24 hours, the present one last.
    pub fn last_day(&self, now: Timestamp) -> Vec<u64> {
        let hour = hour_of(now);
        (hour - 23..=hour).map(|hour| self.in_hour(hour)).collect()
    }

    /// Adds what was counted elsewhere: in a part of the same group, or in one that was merged into it.
    pub fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.hours.extend_from_slice(&other.hours);
        if other.last_seen > self.last_seen {
            self.last_seen = other.last_seen;
            self.level = other.level;
            self.release = other.release.clone().or(self.release.take());
        }
        if other.first_seen < self.first_seen {
            self.first_seen = other.first_seen;
            self.first_release = other.first_release.clone().or(self.first_release.take());
        }
        self.environments.extend(other.environments.iter().cloned());
        self.users.extend(&other.users);
        self.kept_at = self.kept_at.max(other.kept_at);
    }

    fn in_hour(&self, wanted: i64) -> u64 {
        self.hours.iter().filter(|(hour, _)| *hour == wanted).map(|(_, count)| count).sum()
    }
}

/// Whether a release comes after another one: by their numbers if both have some, as in `shop@1.4.0`; of
/// others nobody can tell, so that any other one does.
fn is_later(new: &str, known: &str) -> bool {
    match (numbers(new), numbers(known)) {
        (Some(new), Some(known)) => new > known,
        _ => new != known,
    }
}

/// The numbers of a release without what stands behind a hyphen or a plus sign.
fn numbers(release: &str) -> Option<Vec<u64>> {
    let version = release.rsplit('@').next()?.trim_start_matches('v');
    let version = version.split(['-', '+']).next()?;
    version.split('.').map(|number| number.parse().ok()).collect()
}

/// The beginning of a release, as much of it as a group remembers.
pub fn short(release: &str) -> &str {
    cut(release, 64)
}

/// The beginning of a text, in so many bytes at most.
pub fn cut(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// The hour since 1970.
pub fn hour_of(time: Timestamp) -> i64 {
    time.as_second().div_euclid(3600)
}

/// The slots in which hours are counted: a name is used again after 13 months, when the group has long been
/// forgotten, so that the slot that is counted in is never one that has to be emptied.
pub const SLOTS: i64 = 10_000;

/// The slots that have to be emptied before an event at `now`, in an item whose last one was at `last_seen`.
pub fn stale_slots(used: impl Iterator<Item = i64>, last_seen: Timestamp, now: Timestamp) -> Vec<i64> {
    let oldest = hour_of(now) - 23;
    used.filter(|slot| hour_in(*slot, last_seen) < oldest).collect()
}

/// The hour that a slot stands for, in an item whose last event was at `last_seen`.
pub fn hour_in(slot: i64, last_seen: Timestamp) -> i64 {
    let last = hour_of(last_seen);
    last - (last - slot).rem_euclid(SLOTS)
}

/// How long after its last event a group is forgotten.
pub const KEEP: SignedDuration = super::sampling::KEEP;

#[cfg(test)]
mod tests;
