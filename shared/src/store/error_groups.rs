//! `error-groups`: what is known of each group of events.
//!
//! Counting an event is one update that adds; whoever does it at the same moment adds too. A group that
//! becomes too hot for one item is counted in further items beside it, of the same form and under keys that
//! begin with its id, and whoever reads it adds them up.

mod item;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, ReturnValue, Update};
use jiff::{SignedDuration, Timestamp};

use self::item::{Counting, read, whole};
use super::transaction::{Part, Transacted};
use super::{Item, Store, Updated, build, failed, number, text, time};
use crate::error::Error;
use crate::errors::event::Event;
use crate::errors::group::{Decision, Group, KEEP};

const TABLE: &str = "error-groups";

/// How long a group leads to the one that it was merged into: its own events move its end no more.
const KEEP_MERGED: SignedDuration = SignedDuration::from_hours(400 * 24);

/// How many items of a project are read to list its groups.
const MOST_ITEMS: usize = 10_000;

/// One event that is to be counted.
#[derive(Clone, Debug)]
pub struct Sighting<'a> {
    /// The project.
    pub project: &'a str,
    /// The group's id.
    pub group: &'a str,
    /// What is known of the group.
    pub known: Option<&'a Group>,
    /// The event.
    pub event: &'a Event,
    /// What it says, in one line.
    pub title: &'a str,
    /// Where it happened.
    pub culprit: Option<&'a str>,
    /// The version of the grouping.
    pub version: u32,
    /// What its user leaves in the sketch.
    pub mark: Option<u16>,
    /// Whether the event is kept in full.
    pub is_kept: bool,
}

/// What became of a sighting.
#[derive(Clone, Debug, PartialEq)]
pub enum Counted {
    /// It is counted; this is what was known before, of this item alone.
    Before(Option<Box<Group>>),
    /// DynamoDB takes no more writes for this item now.
    TooHot,
}

/// What became of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// It is done.
    Done,
    /// One of the two is not there, is merged already, or has others merged into it.
    Refused,
}

impl Store {
    /// Reads the first of some groups that is there, in one round trip and without its further items.
    pub async fn find_first_group(&self, project: &str, ids: &[String]) -> Result<Option<Group>, Error> {
        const DOING: &str = "read the groups";
        let keys = ids.iter().map(|id| group_key(project, id)).collect();
        let request = KeysAndAttributes::builder().set_keys(Some(keys)).build();
        let request = request.map_err(|error| Error::internal(DOING)(error.into()))?;
        let table = self.table(TABLE);
        let mut found = self.batch_get(DOING, [(table.clone(), request)]).await?;
        let groups: Result<Vec<_>, _> = found.remove(&table).unwrap_or_default().iter().map(read).collect();
        let groups = groups.map_err(|error| Error::internal(DOING)(error.into()))?;
        Ok(ids.iter().find_map(|id| groups.iter().find(|group| group.id == *id)).cloned())
    }

    /// Counts an event, in the group's own item or in a further one.
    pub async fn count_event(
        &self,
        sighting: &Sighting<'_>,
        shard: Option<u8>,
        now: Timestamp,
    ) -> Result<Counted, Error> {
        let update = Counting::new(sighting, shard, now).update(self.table(TABLE))?;
        let counted = self
            .client
            .update_item()
            .table_name(update.table_name)
            .set_key(Some(update.key))
            .update_expression(update.update_expression)
            .set_expression_attribute_names(update.expression_attribute_names)
            .set_expression_attribute_values(update.expression_attribute_values)
            .return_values(ReturnValue::AllOld)
            .send()
            .await;
        match counted {
            Ok(output) => {
                // Of an item that was not there the embedded engine gives the key.
                let before = output
                    .attributes
                    .filter(|item| item.contains_key("count"))
                    .as_ref()
                    .map(read)
                    .transpose();
                let before = before.map_err(|error| Error::internal("read the group")(error.into()))?;
                Ok(Counted::Before(before.map(Box::new)))
            }
            Err(SdkError::ServiceError(error)) if error.err().code().is_some_and(is_too_hot) => {
                Ok(Counted::TooHot)
            }
            Err(error) => Err(failed("count the event")(error)),
        }
    }

    /// All groups of a project, each with its further items; those that were merged have their counts in the
    /// group that they were merged into.
    pub async fn list_groups(&self, project: &str) -> Result<Vec<Group>, Error> {
        self.query_groups(project, "").await
    }

    /// One group with everything that belongs to it.
    pub async fn find_group(&self, project: &str, id: &str) -> Result<Option<Group>, Error> {
        let own = self.query_groups(project, id).await?;
        let Some(mut group) = own.into_iter().find(|group| group.id == id) else { return Ok(None) };
        for part in group.merged.clone() {
            for part in self.query_groups(project, &part).await? {
                group.add(&part);
            }
        }
        Ok(Some(group))
    }

    /// Writes down what somebody has decided about a group; `false` if there is none.
    pub async fn decide(&self, project: &str, id: &str, decision: &Decision) -> Result<bool, Error> {
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(group_key(project, id)))
            .condition_expression("attribute_exists(#group)")
            .expression_attribute_names("#group", "group");
        let update = build(decided(update, decision))?;
        Ok(matches!(self.update("write down the decision", update).await?, Updated::Done))
    }

    /// Merges a group into another one, in which its events are counted from then on. Of two merges that
    /// would make a circle one is refused.
    pub async fn merge(&self, project: &str, id: &str, into: &str, now: Timestamp) -> Result<Merged, Error> {
        let part = self
            .change(project, id)
            .update_expression("SET mergedInto = :into, #ttl = :ttl")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":ttl", number((now + KEEP_MERGED).as_second()))
            .condition_expression(
                "attribute_exists(#group) AND attribute_not_exists(mergedInto) AND \
                 attribute_not_exists(merged)",
            )
            .expression_attribute_values(":into", text(into));
        let whole = self
            .change(project, into)
            .update_expression("ADD merged :part")
            .condition_expression("attribute_exists(#group) AND attribute_not_exists(mergedInto)")
            .expression_attribute_values(":part", AttributeValue::Ss(vec![id.to_owned()]));
        self.both("merge the groups", part, whole).await
    }

    /// Takes a group out of the one that it was merged into.
    pub async fn unmerge(
        &self,
        project: &str,
        id: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<Merged, Error> {
        let part = self
            .change(project, id)
            .update_expression("SET #ttl = :ttl REMOVE mergedInto")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":ttl", number((now + KEEP).as_second()))
            .condition_expression("attribute_exists(#group) AND mergedInto = :from")
            .expression_attribute_values(":from", text(from));
        let whole = self
            .change(project, from)
            .update_expression("DELETE merged :part")
            .condition_expression("attribute_exists(#group)")
            .expression_attribute_values(":part", AttributeValue::Ss(vec![id.to_owned()]));
        self.both("take the group out", part, whole).await
    }

    fn change(&self, project: &str, id: &str) -> UpdateBuilder {
        Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(group_key(project, id)))
            .expression_attribute_names("#group", "group")
    }

    async fn both(
        &self,
        doing: &'static str,
        part: UpdateBuilder,
        whole: UpdateBuilder,
    ) -> Result<Merged, Error> {
        match self.transact(doing, vec![part.part()?, whole.part()?]).await? {
            Transacted::Done => Ok(Merged::Done),
            Transacted::Refused(_) => Ok(Merged::Refused),
        }
    }

    async fn query_groups(&self, project: &str, prefix: &str) -> Result<Vec<Group>, Error> {
        const DOING: &str = "read the groups";
        let (condition, prefix) = match prefix {
            "" => ("#project = :project", None),
            _ => ("#project = :project AND begins_with(#group, :prefix)", Some(text(prefix))),
        };
        let mut query = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .key_condition_expression(condition)
            .expression_attribute_names("#project", "project")
            .expression_attribute_values(":project", text(project));
        if let Some(prefix) = prefix {
            query = query
                .expression_attribute_names("#group", "group")
                .expression_attribute_values(":prefix", prefix)
                // Who has decided something wants to see it.
                .consistent_read(true);
        }
        let mut items = Vec::new();
        let mut pages = query.into_paginator().items().send();
        while let Some(item) = pages.next().await {
            items.push(item.map_err(failed(DOING))?);
            if items.len() == MOST_ITEMS {
                tracing::warn!(project, "more groups than are listed");
                break;
            }
        }
        let parts: Result<Vec<_>, _> = items.iter().map(read).collect();
        Ok(whole(parts.map_err(|error| Error::internal(DOING)(error.into()))?))
    }
}

/// The changes that make a decision; the one before it is forgotten.
fn decided(update: UpdateBuilder, decision: &Decision) -> UpdateBuilder {
    let (mut sets, mut update) = (Vec::new(), update);
    let mut set = |name: &'static str, value: AttributeValue| {
        sets.push((name, value));
    };
    match decision {
        Decision::Open => {}
        Decision::Resolved { at, except_in } => {
            set("resolvedAt", time(*at));
            except_in.iter().for_each(|release| set("exceptIn", text(release)));
        }
        Decision::Muted { until, until_count } => {
            set("mutedUntil", until.map_or(number(0), time));
            let count = until_count.and_then(|count| i64::try_from(count).ok());
            count.into_iter().for_each(|count| set("mutedUntilCount", number(count)));
        }
    }
    let removed: Vec<_> = DECISIONS.iter().filter(|name| !sets.iter().any(|(set, _)| set == *name)).collect();
    let assignments: Vec<_> = sets.iter().map(|(name, _)| format!("{name} = :{name}")).collect();
    for (name, value) in sets {
        update = update.expression_attribute_values(format!(":{name}"), value);
    }
    let removed: Vec<_> = removed.into_iter().copied().collect();
    let set = if assignments.is_empty() { String::new() } else { format!("SET {} ", assignments.join(", ")) };
    update.update_expression(format!("{set}REMOVE {}", removed.join(", ")))
}

/// The attributes that hold a decision.
const DECISIONS: [&str; 4] = ["resolvedAt", "exceptIn", "mutedUntil", "mutedUntilCount"];

fn group_key(project: &str, id: &str) -> Item {
    Item::from([("project".into(), text(project)), ("group".into(), text(id))])
}

/// DynamoDB's names for an item or a table that gets more writes than it takes.
fn is_too_hot(code: &str) -> bool {
    matches!(code, "ProvisionedThroughputExceededException" | "ThrottlingException")
}
