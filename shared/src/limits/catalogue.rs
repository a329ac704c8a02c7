//! What is known about each limit: a table for the names Salesforce is known to send, rules for all others.
//!
//! New names come with every release, so [`describe`] never fails. The table is sorted by the compiler:
//! nothing is computed when a process starts, and the files may keep related limits together.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

mod apex;
mod api;
mod email;
mod events;
mod naming;
mod other;
mod storage;
#[cfg(test)]
mod tests;

/// The area of Salesforce that a limit belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Category {
    /// Calls into and out of the org, the Bulk APIs and reports by API.
    Api,
    /// Records, files and uploads.
    Storage,
    /// Mail that leaves the org.
    Email,
    /// Platform events, change events and streaming.
    Events,
    /// Asynchronous Apex and scheduled automation.
    Apex,
    /// Everything else.
    Other,
}

/// What a limit's numbers count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Unit {
    /// Things: calls, events, records.
    #[default]
    Count,
    /// Megabytes.
    #[serde(rename = "MB")]
    Mb,
}

/// The time over which a limit counts, and so how it recovers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Window {
    /// The last 24 hours: each use comes back 24 hours after it happened.
    Rolling24h,
    /// An hour; Salesforce does not say whether by the clock or rolling.
    Hourly,
    /// A day; Salesforce does not say of which kind.
    Daily,
    /// A month, by the calendar or by the contract.
    Monthly,
    /// What is open at this moment.
    Concurrent,
    /// What exists: it comes back only when something is removed.
    Stock,
    /// Not known.
    Unknown,
}

/// What is known about one limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Salesforce's name for it.
    pub name: &'static str,
    /// An admin's name for it.
    pub label: &'static str,
    /// What it belongs to.
    pub category: Category,
    /// What its numbers count.
    pub unit: Unit,
    /// Over which time it counts.
    pub window: Window,
    /// What it counts, in one line.
    pub meaning: &'static str,
    /// What breaks when it is used up, in one line.
    pub when_full: &'static str,
}

/// A limit's description, from the table or derived from its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// A person's name for it.
    pub label: Cow<'static, str>,
    /// What it belongs to.
    pub category: Category,
    /// What its numbers count.
    pub unit: Unit,
    /// Over which time it counts.
    pub window: Window,
    /// What it counts; none for a derived description.
    pub meaning: Option<&'static str>,
    /// What breaks when it is used up; none for a derived description.
    pub when_full: Option<&'static str>,
    /// Whether it comes from the table.
    pub known: bool,
}

/// Describes any limit by its name.
pub fn describe(name: &str) -> Description {
    match TABLE.binary_search_by(|entry| entry.name.cmp(name)) {
        Ok(at) => TABLE[at].description(),
        Err(_) => naming::describe(name),
    }
}

/// The name under which a limit's history is kept: the newer one where Salesforce renamed it.
pub fn canonical(name: &str) -> &str {
    match name {
        "DailyBulkApiRequests" => "DailyBulkApiBatches",
        "MonthlyPlatformEvents" => "MonthlyPlatformEventsUsageEntitlement",
        name => name,
    }
}

/// All limits of the table, sorted by name.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    TABLE.iter()
}

const GROUPS: [&[Entry]; 6] =
    [api::LIMITS, storage::LIMITS, email::LIMITS, events::LIMITS, apex::LIMITS, other::LIMITS];

static TABLE: [Entry; count()] = sorted();

impl Entry {
    const fn means(self, meaning: &'static str) -> Self {
        Self { meaning, ..self }
    }

    const fn when_full(self, when_full: &'static str) -> Self {
        Self { when_full, ..self }
    }

    fn description(&self) -> Description {
        Description {
            label: Cow::Borrowed(self.label),
            category: self.category,
            unit: self.unit,
            window: self.window,
            meaning: Some(self.meaning),
            when_full: Some(self.when_full),
            known: true,
        }
    }
}

const fn limit(
    name: &'static str,
    label: &'static str,
    category: Category,
    unit: Unit,
    window: Window,
) -> Entry {
    Entry { name, label, category, unit, window, meaning: "", when_full: "" }
}

const fn count() -> usize {
    let (mut count, mut group) = (0, 0);
    while group < GROUPS.len() {
        count += GROUPS[group].len();
        group += 1;
    }
    count
}

/// Sorts by insertion, in plain loops: iterators and `sort` do not run in the compiler.
const fn sorted() -> [Entry; count()] {
    let mut table = [GROUPS[0][0]; count()];
    let (mut filled, mut group) = (0, 0);
    while group < GROUPS.len() {
        let mut next = 0;
        while next < GROUPS[group].len() {
            let entry = GROUPS[group][next];
            let mut at = filled;
            while at > 0 && precedes(entry.name, table[at - 1].name) {
                table[at] = table[at - 1];
                at -= 1;
            }
            assert!(at == 0 || precedes(table[at - 1].name, entry.name), "a limit is listed twice");
            table[at] = entry;
            filled += 1;
            next += 1;
        }
        group += 1;
    }
    table
}

/// Whether `a < b`, as `str` orders them.
const fn precedes(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at < b.len() && (at == a.len() || a[at] < b[at])
}
