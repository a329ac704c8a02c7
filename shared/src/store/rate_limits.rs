//! `rate-limits`: how often somebody tried. One item for each address and one for each place, so that what
//! has to be decided together is decided by one conditional write.
//!
//! Times of hits are kept in lists. The usual write appends to them without reading, as long as there is
//! room; only when a list is full are the hits looked at, and those that are over forgotten.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::builders::{DeleteBuilder, UpdateBuilder};
use aws_sdk_dynamodb::types::{AttributeValue, Delete, Update};
use jiff::{SignedDuration, Timestamp};

use super::{Item, Store, Updated, build, number, text, time};
use crate::error::Error;
use crate::throttle::{Budget, FORGET_FAILURES, Wait};

pub(super) const TABLE: &str = "rate-limits";

/// How often a write that lost a race is made anew. Each race is lost to a hit that is counted, so that a
/// window of usual size is full before.
const TRIES: usize = 30;

/// Counts of one key, each in a list of its own.
#[derive(Clone, Debug)]
pub struct Tally {
    id: String,
    counts: Vec<(String, Budget)>,
}

/// How many lists of other places one write forgets.
const FORGOTTEN_AT_ONCE: usize = 20;

/// An item as it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The lists that count, by their names.
    hits: BTreeMap<String, Vec<Timestamp>>,
    /// Lists of other places in which nothing has happened for long: they go with the next write that has seen
    /// them, or an address that is attacked from ever new places would fill its item.
    stale: Vec<(String, AttributeValue)>,
}

impl Seen {
    /// Keeps a list from being forgotten.
    pub(super) fn keep(&mut self, list: &str) {
        self.stale.retain(|(name, _)| name != list);
    }

    /// The hits of a list.
    pub(super) fn of(&self, list: &str) -> &[Timestamp] {
        self.hits.get(list).map_or(&[], Vec::as_slice)
    }
}

impl Tally {
    /// Nothing yet is counted under `kind` and `name`, which must not tell who it is.
    pub fn new(kind: &str, name: &str) -> Self {
        Self { id: format!("{kind}#{name}"), counts: Vec::new() }
    }

    /// Counts in one more list.
    pub fn counting(mut self, list: impl Into<String>, budget: Budget) -> Self {
        self.counts.push((list.into(), budget));
        self
    }

    /// Whether nothing is counted.
    pub(super) fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Leaves a list out.
    pub(super) fn stop_counting(&mut self, list: &str) {
        self.counts.retain(|(name, _)| name != list);
    }

    /// The budget of a list that counts.
    pub(super) fn budget_of(&self, list: &str) -> Option<Budget> {
        self.counts.iter().find(|(name, _)| name == list).map(|(_, budget)| *budget)
    }

    /// The item's key.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// How long to wait before another hit may be counted; `None` if it may be now.
    pub(super) fn wait(&self, seen: &Seen, now: Timestamp) -> Option<Wait> {
        let of = |(list, budget): &(String, Budget)| budget.wait(seen.of(list), now);
        self.counts.iter().filter_map(of).max()
    }

    /// What an item says.
    pub(super) fn see(&self, item: &Item, now: Timestamp) -> Seen {
        let counts = |name: &String| self.counts.iter().any(|(list, _)| list == name);
        let is_stale = |list: &AttributeValue| {
            times(Some(list)).into_iter().max().is_some_and(|last| last + FORGET_FAILURES <= now)
        };
        let others = item.iter().filter(|(name, value)| !counts(name) && value.is_l());
        let stale = others.filter(|(_, list)| is_stale(list)).take(FORGOTTEN_AT_ONCE);
        Seen {
            hits: self.counts.iter().map(|(list, _)| (list.clone(), times(item.get(list)))).collect(),
            stale: stale.map(|(name, list)| (name.clone(), list.clone())).collect(),
        }
    }

    /// Adds a hit to every list without reading, unless one has as many as its budget, old ones included.
    fn append(&self, table: String, now: Timestamp) -> UpdateBuilder {
        let mut update = self.touch(table, now);
        let (mut sets, mut conditions) = (vec!["#ttl = :ttl".to_owned()], Vec::new());
        for (i, (list, budget)) in self.counts.iter().enumerate() {
            sets.push(format!("#l{i} = list_append(if_not_exists(#l{i}, :none), :hit)"));
            conditions.push(format!("(attribute_not_exists(#l{i}) OR size(#l{i}) < :max{i})"));
            let max = i64::try_from(budget.hits).unwrap_or(i64::MAX);
            update = update
                .expression_attribute_names(format!("#l{i}"), list)
                .expression_attribute_values(format!(":max{i}"), number(max));
        }
        update
            .update_expression(format!("SET {}", sets.join(", ")))
            .condition_expression(conditions.join(" AND "))
            .expression_attribute_values(":none", AttributeValue::L(Vec::new()))
            .expression_attribute_values(":hit", list_of(&[now]))
    }

    /// Puts a hit into every list and forgets those that are over, unless a list has changed since it was
    /// `seen`.
    fn replace(&self, table: String, seen: &Seen, now: Timestamp) -> UpdateBuilder {
        let mut update = self.touch(table, now);
        let (mut sets, mut conditions) = (vec!["#ttl = :ttl".to_owned()], Vec::new());
        for (i, (list, budget)) in self.counts.iter().enumerate() {
            let old = seen.of(list);
            let mut new = budget.live(old, now);
            new.push(now);
            sets.push(format!("#l{i} = :new{i}"));
            update = update
                .expression_attribute_names(format!("#l{i}"), list)
                .expression_attribute_values(format!(":new{i}"), list_of(&new));
            if old.is_empty() {
                conditions.push(format!("attribute_not_exists(#l{i})"));
            } else {
                conditions.push(format!("#l{i} = :old{i}"));
                update = update.expression_attribute_values(format!(":old{i}"), list_of(old));
            }
        }
        let mut forgotten = Vec::new();
        for (i, (list, old)) in seen.stale.iter().enumerate() {
            forgotten.push(format!("#s{i}"));
            conditions.push(format!("#s{i} = :s{i}"));
            update = update
                .expression_attribute_names(format!("#s{i}"), list)
                .expression_attribute_values(format!(":s{i}"), old.clone());
        }
        let removes =
            if forgotten.is_empty() { String::new() } else { format!("REMOVE {} ", forgotten.join(", ")) };
        update
            .update_expression(format!("{removes}SET {}", sets.join(", ")))
            .condition_expression(conditions.join(" AND "))
    }

    /// The update that counts a hit: without reading, or after `seen`.
    pub(super) fn count(&self, table: String, seen: Option<&Seen>, now: Timestamp) -> UpdateBuilder {
        match seen {
            None => self.append(table, now),
            Some(seen) => self.replace(table, seen, now),
        }
    }

    fn touch(&self, table: String, now: Timestamp) -> UpdateBuilder {
        let longest = self.counts.iter().map(|(_, budget)| budget.within).max().unwrap_or_default();
        let expires = now + longest + SignedDuration::from_mins(1);
        Update::builder()
            .table_name(table)
            .key("id", text(&self.id))
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":ttl", number(expires.as_second()))
    }
}

impl Store {
    /// Counts a hit, or says how long to wait. Of any number of callers at once no more are let through than
    /// the budgets allow: each of them changes the lists under the condition that there is room.
    pub async fn count_hit(&self, tally: &Tally, now: Timestamp) -> Result<Result<(), Wait>, Error> {
        let mut seen = None;
        for _ in 0..TRIES {
            let update = build(tally.count(self.table(TABLE), seen.as_ref(), now))?;
            let Updated::Refused(item) = self.update("count the attempt", update).await? else {
                return Ok(Ok(()));
            };
            let found = tally.see(&item, now);
            if let Some(wait) = tally.wait(&found, now) {
                return Ok(Err(wait));
            }
            seen = Some(found);
        }
        Err(Error::Unavailable { doing: "count the attempt", source: "too many attempts at once".into() })
    }

    /// Forgets what was counted under a key, as a part of a transaction.
    pub(super) fn forgiven(&self, tally: &Tally) -> DeleteBuilder {
        Delete::builder().table_name(self.table(TABLE)).key("id", text(&tally.id))
    }
}

/// Times of hits; what is none is left out.
pub(super) fn times(list: Option<&AttributeValue>) -> Vec<Timestamp> {
    let values = list.and_then(|list| list.as_l().ok()).into_iter().flatten();
    values.filter_map(|value| Timestamp::from_millisecond(value.as_n().ok()?.parse().ok()?).ok()).collect()
}

pub(super) fn list_of(times: &[Timestamp]) -> AttributeValue {
    AttributeValue::L(times.iter().copied().map(time).collect())
}
