//! Groups and events as people see them.

use jiff::Timestamp;
use serde::Serialize;
use shared::errors::event::{Event, Level};
use shared::errors::group::{Decision, Group, Status};
use shared::errors::{grouping, users};
use shared::store::error_events::Kept;
use utoipa::ToSchema;

/// A group as people see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    /// Its id.
    pub id: String,
    /// What it says, in one line.
    #[schema(example = "TypeError: x is undefined")]
    pub title: String,
    /// Where it happens.
    pub culprit: Option<String>,
    /// How grave the last one was.
    pub severity: Level,
    /// Whether it waits for somebody.
    pub status: Status,
    /// The language or runtime.
    pub platform: Option<String>,
    /// The part of the program that reports.
    pub source: Option<String>,
    /// How many there were.
    pub count: u64,
    /// How many in each of the last 24 hours, the present one last.
    pub hours: Vec<u64>,
    /// About how many users met it.
    pub users: u64,
    /// When it was seen first.
    #[schema(value_type = String, format = DateTime)]
    pub first_seen: Timestamp,
    /// When it was seen last.
    #[schema(value_type = String, format = DateTime)]
    pub last_seen: Timestamp,
    /// The version of the program that had it first.
    pub first_release: Option<String>,
    /// The version of the program that had it last.
    pub release: Option<String>,
    /// Where it happened.
    pub environments: Vec<String>,
    /// Since when it is resolved.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub resolved_at: Option<Timestamp>,
    /// The version that may still have it although it is resolved.
    pub resolved_except_in: Option<String>,
    /// Until when it is muted, if that ends by time.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub muted_until: Option<Timestamp>,
    /// At which count it is muted no more, if that ends by a count.
    pub muted_until_count: Option<u64>,
    /// The group that it was merged into.
    pub merged_into: Option<String>,
    /// The groups that were merged into it.
    pub merged: Vec<String>,
    /// The version of the grouping that made it.
    pub grouping_version: u32,
}

impl GroupView {
    /// What people see of a group.
    pub fn of(group: Group, now: Timestamp) -> Self {
        let (mut resolved, mut muted) = ((None, None), (None, None));
        match &group.decision {
            Decision::Open => {}
            Decision::Resolved { at, except_in } => resolved = (Some(*at), except_in.clone()),
            Decision::Muted { until, until_count } => muted = (*until, *until_count),
        }
        Self {
            status: group.status(now),
            hours: group.last_day(now),
            users: users::estimate(&group.users),
            id: group.id,
            title: group.title,
            culprit: group.culprit,
            severity: group.level,
            platform: group.platform,
            source: group.source,
            count: group.count,
            first_seen: group.first_seen,
            last_seen: group.last_seen,
            first_release: group.first_release,
            release: group.release,
            environments: group.environments.into_iter().collect(),
            resolved_at: resolved.0,
            resolved_except_in: resolved.1,
            muted_until: muted.0,
            muted_until_count: muted.1,
            merged_into: group.merged_into,
            merged: group.merged.into_iter().collect(),
            grouping_version: group.version,
        }
    }
}

/// Why an event belongs to its group.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WhyGrouped {
    /// What was looked at.
    pub by: grouping::Basis,
    /// The parts that have to be alike.
    pub parts: Vec<String>,
    /// The same in words.
    pub sentence: String,
}

/// One event that was kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    /// When it arrived.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// Why it belongs to the group.
    pub why_grouped: WhyGrouped,
    /// The event.
    #[serde(flatten)]
    pub event: Event,
}

impl EventView {
    /// What people see of a kept event.
    pub fn of(kept: Kept) -> Self {
        let sentence = kept.why.sentence();
        let why_grouped = WhyGrouped { by: kept.why.by, parts: kept.why.parts, sentence };
        Self { received_at: kept.received_at, why_grouped, event: kept.event }
    }
}

/// A group with some of its events.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupWithEvents {
    /// The group.
    pub group: GroupView,
    /// Events that were kept, the newest first.
    pub events: Vec<EventView>,
    /// Where the next page of events begins; `null` on the last one.
    pub next: Option<String>,
}
