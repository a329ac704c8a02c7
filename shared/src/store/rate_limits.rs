//! `rate-limits`: how often somebody tried. One item for each address and one for each place, so that what
//! has to be decided together is decided by one conditional write.
//!
//! Times of hits are kept in lists. The usual write appends to them without reading, as long as there is
//! room; only when a list is full are the hits looked at, and those that are over forgotten. So are then the
//! places that an address was tried from too long ago: one that is attacked from ever new places would
//! outgrow its item.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::builders::{DeleteBuilder, UpdateBuilder};
use aws_sdk_dynamodb::types::{AttributeValue, Delete, Update};
use jiff::{SignedDuration, Timestamp};

use super::{Item, Store, Updated, build, number, text, time};
use crate::error::Error;
use crate::throttle::{Budget, FORGET_FAILURES, PAIR, Wait};

pub(super) const TABLE: &str = "rate-limits";

/// How often a write that lost a race is made anew. Each race is lost to a hit that is counted, so that a
/// window of usual size is full before.
pub(super) const TRIES: usize = 30;

/// The list of the hits from everywhere, or for everybody.
pub(super) const ALL: &str = "all";

/// How many lists of other places one write forgets at most: more than an address's budget can add before the
/// next such write, and fewer than an expression may name.
const FORGETS: usize = 50;

/// Counts of one key, each in a list of its own.
#[derive(Clone, Debug)]
pub struct Tally {
    id: String,
    counts: Vec<(String, Budget)>,
}

/// The name of the list of an address's hits from a place.
pub(super) fn hits_at(place: &str) -> String {
    format!("at#{place}")
}

/// The name of an address's failures in a row from a place.
pub(super) fn row_at(place: &str) -> String {
    format!("row#{place}")
}

/// The lists of one item by their names.
pub(super) type Hits = BTreeMap<String, Vec<Timestamp>>;

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
    pub(super) fn wait(&self, hits: &Hits, now: Timestamp) -> Option<Wait> {
        let of =
            |(list, budget): &(String, Budget)| budget.wait(hits.get(list).map_or(&[], Vec::as_slice), now);
        self.counts.iter().filter_map(of).max()
    }

    /// Whether a list is full, be it of hits that are over.
    fn is_full(&self, hits: &Hits) -> bool {
        self.counts.iter().any(|(list, budget)| hits.get(list).is_some_and(|hits| hits.len() >= budget.hits))
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
    fn replace(&self, table: String, seen: &Hits, now: Timestamp) -> UpdateBuilder {
        let mut update = self.touch(table, now);
        let (mut sets, mut conditions) = (vec!["#ttl = :ttl".to_owned()], Vec::new());
        for (i, (list, budget)) in self.counts.iter().enumerate() {
            let old = seen.get(list).cloned().unwrap_or_default();
            let mut new = budget.live(&old, now);
            new.push(now);
            sets.push(format!("#l{i} = :new{i}"));
            update = update
                .expression_attribute_names(format!("#l{i}"), list)
                .expression_attribute_values(format!(":new{i}"), list_of(&new));
            if old.is_empty() {
                conditions.push(format!("attribute_not_exists(#l{i})"));
            } else {
                conditions.push(format!("#l{i} = :old{i}"));
                update = update.expression_attribute_values(format!(":old{i}"), list_of(&old));
            }
        }
        let mut removes = String::new();
        for (i, list) in self.forgotten(seen, now).take(FORGETS).enumerate() {
            removes += &format!("{} #f{i}", if i == 0 { "REMOVE" } else { "," });
            update = update.expression_attribute_names(format!("#f{i}"), list);
        }
        update
            .update_expression(format!("{removes} SET {}", sets.join(", ")))
            .condition_expression(conditions.join(" AND "))
    }

    /// The lists of other places that say nothing any more. Whoever hits the address from one of them
    /// meanwhile changes the list of all hits; where that is not held to what was seen, nothing is forgotten.
    fn forgotten<'a>(&self, seen: &'a Hits, now: Timestamp) -> impl Iterator<Item = &'a String> {
        let is_here = |place: &str| self.counts.iter().any(|(list, _)| *list == hits_at(place));
        let is_over = move |(list, times): &(&String, &Vec<Timestamp>)| match list.split_once('#') {
            Some((kind, place)) if !is_here(place) => {
                let kept = if kind == "at" { PAIR.within } else { FORGET_FAILURES };
                times.last().is_none_or(|last| *last + kept <= now)
            }
            _ => false,
        };
        let holds_all = self.budget_of(ALL).is_some();
        seen.iter().filter(move |list| holds_all && is_over(list)).map(|(list, _)| list)
    }

    /// The update that counts a hit. It needs what was `seen` only if there was a list that is full.
    pub(super) fn count(&self, table: String, seen: &Hits, now: Timestamp) -> UpdateBuilder {
        if self.is_full(seen) { self.replace(table, seen, now) } else { self.append(table, now) }
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
    /// Counts a hit, or says how long to wait; `seen` is what is known of the item. Of any number of callers
    /// at once no more are let through than the budgets allow: each of them changes the lists under the
    /// condition that there is room.
    pub(super) async fn count_hit(
        &self,
        tally: &Tally,
        mut seen: Hits,
        now: Timestamp,
    ) -> Result<Result<(), Wait>, Error> {
        for _ in 0..TRIES {
            let update = build(tally.count(self.table(TABLE), &seen, now))?;
            let Updated::Refused(item) = self.update("count the attempt", update).await? else {
                return Ok(Ok(()));
            };
            seen = hits(&item);
            if let Some(wait) = tally.wait(&seen, now) {
                return Ok(Err(wait));
            }
        }
        Err(Error::Unavailable { doing: "count the attempt", source: "too many attempts at once".into() })
    }

    /// Forgets what was counted under a key, as a part of a transaction.
    pub(super) fn forgiven(&self, tally: &Tally) -> DeleteBuilder {
        Delete::builder().table_name(self.table(TABLE)).key("id", text(&tally.id))
    }
}

/// The lists of an item.
pub(super) fn hits(item: &Item) -> Hits {
    let lists = item.iter().filter(|(_, value)| value.is_l());
    lists.map(|(name, value)| (name.clone(), times(Some(value)))).collect()
}

/// Times of hits; what is none is left out.
pub(super) fn times(list: Option<&AttributeValue>) -> Vec<Timestamp> {
    let values = list.and_then(|list| list.as_l().ok()).into_iter().flatten();
    values.filter_map(|value| Timestamp::from_millisecond(value.as_n().ok()?.parse().ok()?).ok()).collect()
}

pub(super) fn list_of(times: &[Timestamp]) -> AttributeValue {
    AttributeValue::L(times.iter().copied().map(time).collect())
}
