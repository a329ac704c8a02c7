//! `orgs`: watched orgs. Under each org's id stand what is known of it (`watch`), here, and the connections
//! of accounts (`by#ACCOUNT`), in `connections.rs`.
//!
//! The index `due` holds those that are to be read and costs nothing while they are: what changes with each
//! reading is not in it.

mod waking;

use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{
    AttributeValue, Delete, ReturnValue, ReturnValuesOnConditionCheckFailure, Update,
};
use jiff::{SignedDuration, Timestamp};

use super::{
    Item, Malformed, Store, build, failed, get_number, get_text, get_time, get_word, number, text, time,
};
use crate::error::Error;
use crate::limits::{Org, OrgKind};
use crate::org::OrgId;
use crate::token;
use crate::watch::{Breaker, Calls, Connection, Summary, Watch};

pub(super) const TABLE: &str = "orgs";

/// The part of an org that says what is known of it.
pub(super) const WATCH: &str = "watch";

/// Orgs that are to be read, by id.
const DUE: &str = "due";

/// An org that may be due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The org.
    pub org: OrgId,
    /// Until when it is left alone.
    pub paused_until: Option<Timestamp>,
}

/// What became of a reading, as far as the org is concerned.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// When it was read, if it was.
    pub read_at: Option<Timestamp>,
    /// The reading in short, if there was one.
    pub summary: Option<Summary>,
    /// Whether it is left alone now.
    pub breaker: Breaker,
    /// The calls of this day.
    pub calls: Calls,
    /// Whether any connection is left that is worth a call.
    pub is_due: bool,
}

impl Store {
    /// Lists the orgs that are to be read, page by page: from the one after `after`, with the place to go on
    /// from.
    pub async fn due_orgs(&self, after: Option<&OrgId>) -> Result<(Vec<Due>, Option<OrgId>), Error> {
        let from = after.map(|org| {
            Item::from([
                ("due".to_owned(), text("yes")),
                ("org".to_owned(), text(org.as_str())),
                ("part".to_owned(), text(WATCH)),
            ])
        });
        let found = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .index_name(DUE)
            .key_condition_expression("due = :yes")
            .expression_attribute_values(":yes", text("yes"))
            .set_exclusive_start_key(from)
            .send()
            .await
            .map_err(failed("list the orgs that are due"))?;
        let last = found.last_evaluated_key.as_ref().map(org_of).transpose().map_err(malformed)?;
        let due =
            found.items.unwrap_or_default().into_iter().map(|item| {
                Ok(Due { org: org_of(&item)?, paused_until: get_time(&item, "pausedUntil").ok() })
            });
        Ok((due.collect::<Result<_, _>>().map_err(malformed)?, last))
    }

    /// Takes a slot of an org for reading until `until`, so that of any number of deliveries of the same
    /// message one reads. `None` if it was taken, if a later one was, or if nobody watches the org any more.
    /// A slot whose taker has died can be taken again when its time is over.
    pub async fn take_slot(
        &self,
        org: &OrgId,
        slot: i64,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Option<Watch>, Error> {
        let id = token::random_id()?;
        let taken = self
            .client
            .update_item()
            .table_name(self.table(TABLE))
            .set_key(Some(key(org, WATCH)))
            .update_expression("SET slot = :slot, takenUntil = :until, taker = :taker")
            // A second attempt of the SDK, after a lost answer, finds its own slot.
            .condition_expression(
                "attribute_exists(org) AND attribute_not_exists(erasing) AND \
                 (attribute_not_exists(slot) OR slot < :slot OR (slot = :slot AND (takenUntil <= :now OR taker = :taker)))",
            )
            .expression_attribute_values(":taker", text(id))
            .expression_attribute_values(":slot", number(slot))
            .expression_attribute_values(":until", time(now + length))
            .expression_attribute_values(":now", time(now))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::None)
            .send()
            .await;
        match taken {
            Ok(output) => output.attributes.map(|item| read(&item)).transpose().map_err(malformed),
            Err(error)
                if error.as_service_error().is_some_and(|e| e.is_conditional_check_failed_exception()) =>
            {
                Ok(None)
            }
            Err(error) => Err(failed("take a slot of the org")(error)),
        }
    }

    /// Writes down what became of the reading of a slot, unless somebody has taken a later one. What was
    /// finished is not read again, whatever is delivered later.
    pub async fn finish_slot(&self, org: &OrgId, slot: i64, outcome: &Outcome) -> Result<(), Error> {
        let mut set = vec!["failures = :failures", "callsDay = :day", "calls = :calls", "takenUntil = :over"];
        let mut update = Update::builder()
            .expression_attribute_values(":slot", number(slot))
            .expression_attribute_values(":over", number(i64::MAX))
            .expression_attribute_values(":failures", number(outcome.breaker.failures.into()))
            .expression_attribute_values(":day", number(outcome.calls.day))
            .expression_attribute_values(":calls", number(outcome.calls.count));
        let mut optional =
            |name: &'static str, value: Option<AttributeValue>, builder: UpdateBuilder| match value {
                Some(value) => {
                    set.push(name);
                    let placeholder = name.rsplit(' ').next().unwrap_or_default();
                    builder.expression_attribute_values(placeholder, value)
                }
                None => builder,
            };
        update = optional("readAt = :readAt", outcome.read_at.map(time), update);
        update = optional("summary = :summary", outcome.summary.as_ref().map(json), update);
        update = optional("pausedUntil = :paused", outcome.breaker.paused_until.map(time), update);
        update = optional("due = :due", outcome.is_due.then(|| text("yes")), update);
        let remove = if outcome.breaker.paused_until.is_none() { " REMOVE pausedUntil" } else { "" };
        let update = update
            .table_name(self.table(TABLE))
            .set_key(Some(key(org, WATCH)))
            .update_expression(format!("SET {}{remove}", set.join(", ")))
            .condition_expression("slot = :slot AND attribute_not_exists(erasing)");
        self.update("write down the reading's outcome", build(update)?).await.map(drop)
    }

    /// Writes down the last day whose hours are in the long history.
    pub async fn set_rolled(&self, org: &OrgId, day: &str) -> Result<(), Error> {
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(org, WATCH)))
            .update_expression("SET rolled = :day")
            .condition_expression("attribute_exists(org) AND (attribute_not_exists(rolled) OR rolled < :day)")
            .expression_attribute_values(":day", text(day));
        self.update("write down the day", build(update)?).await.map(drop)
    }

    /// The update that begins or renews the watching of an org, as a part of the transaction that keeps the
    /// connection. It is refused while the org is being erased.
    pub(super) fn begin_watch(&self, connection: &Connection) -> UpdateBuilder {
        let org = &connection.org;
        Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&org.id, WATCH)))
            .update_expression(
                "SET orgName = :name, orgKind = :kind, instanceUrl = :url, due = :yes, \
                 failures = :none REMOVE pausedUntil ADD joined :one",
            )
            .condition_expression("attribute_not_exists(erasing)")
            .expression_attribute_values(":name", text(&org.name))
            .expression_attribute_values(":kind", super::word(&org.kind))
            .expression_attribute_values(":url", text(&org.instance_url))
            .expression_attribute_values(":yes", text("yes"))
            .expression_attribute_values(":none", number(0))
            .expression_attribute_values(":one", number(1))
    }

    /// Ends the watching of an org whose last connection has gone: no slot of it can be taken any more. Who
    /// has connected it since it was `seen` goes on watching it.
    pub async fn end_watch(&self, seen: &Watch) -> Result<(), Error> {
        let update = self
            .unless_joined(seen)
            .update_expression("SET erasing = :yes REMOVE due")
            .expression_attribute_values(":yes", text("yes"));
        self.update("end the watching", build(update)?).await.map(drop)
    }

    /// Whether an org is being erased.
    pub async fn is_erasing(&self, org: &OrgId) -> Result<bool, Error> {
        let found = self.get_part(org, WATCH).await?;
        Ok(found.is_some_and(|item| item.contains_key("erasing")))
    }

    /// Removes the last trace of an erased org.
    pub async fn forget_org(&self, org: &OrgId) -> Result<(), Error> {
        let delete = Delete::builder().table_name(self.table(TABLE)).set_key(Some(key(org, WATCH)));
        let delete = delete.build().map_err(|error| Error::internal("build the delete")(error.into()))?;
        self.client
            .delete_item()
            .table_name(delete.table_name)
            .set_key(Some(delete.key))
            .condition_expression("attribute_exists(erasing)")
            .send()
            .await
            .map(drop)
            .or_else(|error| match error.as_service_error() {
                Some(refused) if refused.is_conditional_check_failed_exception() => Ok(()),
                _ => Err(failed("forget the org")(error)),
            })
    }

    /// An update of an org that nobody has connected since it was seen.
    fn unless_joined(&self, seen: &Watch) -> UpdateBuilder {
        Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&seen.org.id, WATCH)))
            .condition_expression(
                "attribute_exists(org) AND (attribute_not_exists(joined) OR joined = :joined)",
            )
            .expression_attribute_values(":joined", number(seen.joined))
    }

    pub(super) async fn get_part(&self, org: &OrgId, part: &str) -> Result<Option<Item>, Error> {
        let found = self
            .client
            .get_item()
            .table_name(self.table(TABLE))
            .set_key(Some(key(org, part)))
            .consistent_read(true)
            .send()
            .await
            .map_err(failed("read the org"))?;
        Ok(found.item)
    }
}

pub(super) fn key(org: &OrgId, part: &str) -> Item {
    Item::from([("org".to_owned(), text(org.as_str())), ("part".to_owned(), text(part))])
}

fn json(value: &impl serde::Serialize) -> AttributeValue {
    text(serde_json::to_string(value).unwrap_or_default())
}

/// Reads an org's `watch`.
pub(super) fn read(item: &Item) -> Result<Watch, Malformed> {
    Ok(Watch {
        org: read_org(item)?,
        slot: get_number(item, "slot").unwrap_or(i64::MIN),
        read_at: get_time(item, "readAt").ok(),
        breaker: Breaker {
            failures: get_number(item, "failures")?.try_into().map_err(|_| Malformed("failures"))?,
            paused_until: get_time(item, "pausedUntil").ok(),
        },
        calls: Calls {
            day: get_number(item, "callsDay").unwrap_or_default(),
            count: get_number(item, "calls").unwrap_or_default(),
        },
        summary: get_text(item, "summary").ok().and_then(|text| serde_json::from_str(&text).ok()),
        rolled: get_text(item, "rolled").ok(),
        joined: get_number(item, "joined").unwrap_or_default(),
    })
}

pub(super) fn read_org(item: &Item) -> Result<Org, Malformed> {
    Ok(Org {
        id: org_of(item)?,
        name: get_text(item, "orgName")?,
        kind: get_word::<OrgKind>(item, "orgKind")?,
        instance_url: get_text(item, "instanceUrl")?,
    })
}

fn org_of(item: &Item) -> Result<OrgId, Malformed> {
    OrgId::parse(&get_text(item, "org")?).map_err(|_| Malformed("org"))
}

pub(super) fn malformed(error: Malformed) -> Error {
    Error::internal("read the org")(error.into())
}
