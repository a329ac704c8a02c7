//! What counts against an attempt to log in: failures of the address from this place, of the address from
//! anywhere, and of the place.

use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, TransactWriteItem, Update};
use jiff::Timestamp;

use crate::error::Error;
use crate::store::rate_limits::{self, ALL, Hits, Tally, list_of, times};
use crate::store::transaction::Part;
use crate::store::{Item, number, text, time};
use crate::throttle::{ADDRESS, Budget, FORGET_FAILURES, Failures, PAIR, PLACE, Wait};

/// What counts against an attempt to log in, by the pseudonyms of the address and the place.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub(super) by_address: Tally,
    pub(super) by_place: Tally,
    /// The attributes of this place in the address's item: its hits, and its failures in a row.
    here: String,
    row: String,
    seen: Hits,
    pub(super) seen_row: Option<Failures>,
    pub(super) seen_place: Hits,
}

/// What failed logins of an address count under, for whoever forgives them.
pub fn failures_of(address: &str) -> Tally {
    Tally::new("login", address)
}

impl Attempt {
    /// An attempt on an address from a place.
    pub fn new(address: &str, place: &str) -> Self {
        let here = rate_limits::hits_at(place);
        Self {
            by_address: failures_of(address).counting(&here, PAIR).counting(ALL, ADDRESS),
            by_place: Tally::new("login-place", place).counting(ALL, PLACE),
            here,
            row: rate_limits::row_at(place),
            seen: Hits::new(),
            seen_row: None,
            seen_place: Hits::new(),
        }
    }

    /// The same from a browser that has logged in to the account before: what others do elsewhere does not
    /// count against it, so that nobody can lock an owner out everywhere.
    pub fn from_known_device(mut self) -> Self {
        self.by_address.stop_counting(ALL);
        self
    }

    /// How long to wait before the next attempt; `None` if there is room for one now.
    pub fn wait(&self, now: Timestamp) -> Option<Wait> {
        let locked = self.seen_row.and_then(|failures| failures.wait(now));
        let address = self.by_address.wait(&self.seen, now);
        [locked, address, self.by_place.wait(&self.seen_place, now)].into_iter().flatten().max()
    }

    /// Whether attempts from this place have failed since the last login from it.
    pub fn has_failures(&self) -> bool {
        self.seen_row.is_some()
    }

    pub(super) fn see(&mut self, item: &Item) {
        self.seen = rate_limits::hits(item);
        let row = item.get(&self.row).and_then(|row| row.as_l().ok());
        self.seen_row = row.and_then(|row| {
            let count = row.first()?.as_n().ok()?.parse().ok()?;
            Some(Failures { count, until: times(item.get(&self.row)).get(1).copied()? })
        });
    }

    pub(super) fn see_place(&mut self, item: &Item) {
        self.seen_place = rate_limits::hits(item);
    }

    /// The condition that the failures in a row are those that were seen.
    fn same_row(&self) -> (String, Option<AttributeValue>) {
        match self.seen_row {
            None => ("attribute_not_exists(#row)".into(), None),
            Some(row) => ("#row = :row".into(), Some(row_of(row))),
        }
    }

    /// The update that counts one more failure at the address.
    pub(super) fn failing(&self, table: String, failures: Failures, now: Timestamp) -> UpdateBuilder {
        let update = self.by_address.count(table, &self.seen, now);
        let (condition, value) = self.same_row();
        let expression =
            format!("{}, #row = :next", update.get_update_expression().as_deref().unwrap_or_default());
        let condition =
            format!("{} AND {condition}", update.get_condition_expression().as_deref().unwrap_or_default());
        let update = update
            .update_expression(expression)
            .condition_expression(condition)
            .expression_attribute_names("#row", &self.row)
            .expression_attribute_values(":next", row_of(failures))
            .expression_attribute_values(":ttl", number((failures.until + FORGET_FAILURES).as_second()));
        value.into_iter().fold(update, |update, value| update.expression_attribute_values(":row", value))
    }

    /// The part of a successful login that holds the address to what was seen, and forgives its failures.
    pub(super) fn passing(&self, table: String) -> Result<TransactWriteItem, Error> {
        let (mut condition, value) = self.same_row();
        let mut names = vec![("#row", self.row.clone())];
        let mut values: Vec<_> = value.into_iter().map(|value| (":row", value)).collect();
        if let Some(budget) = self.by_address.budget_of(ALL) {
            let room = Room::of(budget, self.seen.get(ALL));
            condition = format!("{condition} AND {}", room.condition);
            names.push(("#all", ALL.to_owned()));
            values.extend(room.values);
        }
        let key = self.by_address.id();
        // Where nothing failed there is no item, and an update would make one.
        if self.seen_row.is_none() {
            let check = ConditionCheck::builder()
                .table_name(table)
                .key("id", text(key))
                .condition_expression(condition);
            let check = names.into_iter().fold(check, |c, (name, of)| c.expression_attribute_names(name, of));
            return values
                .into_iter()
                .fold(check, |c, (name, of)| c.expression_attribute_values(name, of))
                .part();
        }
        names.push(("#here", self.here.clone()));
        let update = Update::builder()
            .table_name(table)
            .key("id", text(key))
            .update_expression("REMOVE #row, #here")
            .condition_expression(condition);
        let update = names.into_iter().fold(update, |u, (name, of)| u.expression_attribute_names(name, of));
        values.into_iter().fold(update, |u, (name, of)| u.expression_attribute_values(name, of)).part()
    }

    /// The part of a successful login that holds the place to its budget.
    pub(super) fn room_at_place(&self, table: String) -> Result<TransactWriteItem, Error> {
        let room = Room::of(PLACE, self.seen_place.get(ALL));
        let check = ConditionCheck::builder()
            .table_name(table)
            .key("id", text(self.by_place.id()))
            .condition_expression(room.condition)
            .expression_attribute_names("#all", ALL);
        let check = room
            .values
            .into_iter()
            .fold(check, |c, (name, value)| c.expression_attribute_values(name, value));
        check.part()
    }
}

/// The condition that a list of hits has room, or is the one that was seen and found to have.
struct Room {
    condition: &'static str,
    values: Vec<(&'static str, AttributeValue)>,
}

impl Room {
    fn of(budget: Budget, seen: Option<&Vec<Timestamp>>) -> Self {
        let max = number(i64::try_from(budget.hits).unwrap_or(i64::MAX));
        match seen.filter(|hits| !hits.is_empty()) {
            None => Self {
                condition: "(attribute_not_exists(#all) OR size(#all) < :max)",
                values: vec![(":max", max)],
            },
            Some(hits) => Self {
                condition: "(attribute_not_exists(#all) OR size(#all) < :max OR #all = :all)",
                values: vec![(":max", max), (":all", list_of(hits))],
            },
        }
    }
}

/// Failures in a row as they are stored: how many, and until when.
fn row_of(failures: Failures) -> AttributeValue {
    AttributeValue::L(vec![number(failures.count.into()), time(failures.until)])
}
