//! Accounts' connections to orgs, in the table `orgs` beside what is known of the org.
//!
//! Tokens are replaced by one writer at a time. Whoever wants to refresh takes the right to, by a conditional
//! write that names the generation of the tokens he has seen; new tokens are kept under the same condition and
//! count the generation up. So a holder that comes late changes nothing (a fencing token), and of any number
//! of callers one refreshes.

mod item;

use std::collections::HashMap;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::builders::{ConditionCheckBuilder, UpdateBuilder};
use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, KeysAndAttributes, Put, ReturnValue, ReturnValuesOnConditionCheckFailure,
    Update,
};
use jiff::{SignedDuration, Timestamp};

use self::item::{item, maybe, read};
use super::orgs::{TABLE, WATCH, key, malformed, read as read_watch};
use super::transaction::{Part, Transacted};
use super::{Malformed, Store, Updated, build, failed, get_text, number, old_item, text, time, word};
use crate::error::Error;
use crate::org::OrgId;
use crate::token;
use crate::watch::{Connection, Health, Trouble, Watch};

/// Orgs by account.
const BY_ACCOUNT: &str = "account";

/// The right to refresh one connection's tokens.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Which one.
    id: String,
    /// When it was taken.
    pub since: Timestamp,
    /// Whether somebody before took it and did not come back, so that nobody knows what the refresh token is
    /// still worth.
    pub unsettled: bool,
}

/// Who may refresh.
#[derive(Debug)]
pub enum Turned {
    /// The caller, and nobody else.
    Yours(Turn, Box<Connection>),
    /// Nobody: there are newer tokens, or it is lost.
    Changed(Box<Connection>),
    /// Somebody who is at it.
    Taken,
    /// Nobody: the connection has gone.
    Gone,
}

impl Store {
    /// Keeps a new connection, or a renewed one in its place, and has the org read. `false` while the org is
    /// being erased.
    pub async fn put_connection(&self, connection: &Connection) -> Result<bool, Error> {
        let put = Put::builder().table_name(self.table(TABLE)).set_item(Some(item(connection)));
        let parts = vec![put.part()?, self.begin_watch(connection).part()?];
        match self.transact("store the connection", parts).await? {
            Transacted::Done => Ok(true),
            Transacted::Refused(_) => Ok(false),
        }
    }

    /// Reads an org with all connections to it; nothing of it if nobody watches it.
    pub async fn find_watched(&self, org: &OrgId) -> Result<Option<(Watch, Vec<Connection>)>, Error> {
        let found = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .key_condition_expression("org = :org")
            .expression_attribute_values(":org", text(org.as_str()))
            .consistent_read(true)
            .send()
            .await
            .map_err(failed("read the org"))?;
        let (watch, connections): (Vec<_>, Vec<_>) =
            found.items.unwrap_or_default().into_iter().partition(|item| !item.contains_key("account"));
        let Some(watch) = watch.first().filter(|item| !item.contains_key("erasing")) else { return Ok(None) };
        let watch = read_watch(watch).map_err(malformed)?;
        let connections = connections.iter().map(read).collect::<Result<_, _>>().map_err(malformed)?;
        Ok(Some((watch, connections)))
    }

    /// Reads an org and one account's connection to it, in one round trip.
    pub async fn find_connection(
        &self,
        org: &OrgId,
        account: &str,
    ) -> Result<Option<(Watch, Connection)>, Error> {
        let pairs = self.watched_by(account, std::slice::from_ref(org)).await?;
        Ok(pairs.into_iter().next())
    }

    /// Lists an account's orgs with its connections to them.
    pub async fn orgs_of(&self, account: &str) -> Result<Vec<(Watch, Connection)>, Error> {
        let mut orgs = Vec::new();
        let mut pages = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .index_name(BY_ACCOUNT)
            .key_condition_expression("account = :account")
            .expression_attribute_values(":account", text(account))
            .into_paginator()
            .items()
            .send();
        while let Some(item) = pages.next().await {
            let item = item.map_err(failed("list the account's orgs"))?;
            orgs.push(
                OrgId::parse(&get_text(&item, "org").map_err(malformed)?)
                    .map_err(|_| malformed(Malformed("org")))?,
            );
        }
        let mut found = Vec::new();
        for some in orgs.chunks(50) {
            found.extend(self.watched_by(account, some).await?);
        }
        Ok(found)
    }

    /// Reads up to 50 orgs with the account's connections. Those that it does not watch are left out.
    async fn watched_by(&self, account: &str, orgs: &[OrgId]) -> Result<Vec<(Watch, Connection)>, Error> {
        if orgs.is_empty() {
            return Ok(Vec::new());
        }
        let by = part(account);
        let keys = orgs.iter().flat_map(|org| [key(org, WATCH), key(org, &by)]).collect();
        let keys = KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true).build();
        let keys = keys.map_err(|error| Error::internal("build the read")(error.into()))?;
        let table = self.table(TABLE);
        let mut found = self.batch_get("read the account's orgs", [(table.clone(), keys)]).await?;
        let (mut watches, mut connections) = (HashMap::new(), HashMap::new());
        for item in found.remove(&table).unwrap_or_default() {
            let org = get_text(&item, "org").map_err(malformed)?;
            if item.contains_key("account") {
                connections.insert(org, read(&item).map_err(malformed)?);
            } else if !item.contains_key("erasing") {
                watches.insert(org, read_watch(&item).map_err(malformed)?);
            }
        }
        let pair = |org: &OrgId| Some((watches.remove(org.as_str())?, connections.remove(org.as_str())?));
        Ok(orgs.iter().filter_map(pair).collect())
    }

    /// Removes an account's connection and hands it out one last time, so that it can be revoked.
    pub async fn take_connection(&self, org: &OrgId, account: &str) -> Result<Option<Connection>, Error> {
        let taken = self
            .client
            .delete_item()
            .table_name(self.table(TABLE))
            .set_key(Some(key(org, &part(account))))
            .return_values(ReturnValue::AllOld)
            .send()
            .await
            .map_err(failed("remove the connection"))?;
        taken.attributes.map(|item| read(&item)).transpose().map_err(malformed)
    }

    /// Takes the right to refresh the tokens that the caller has seen, for `length`. It says of whoever takes
    /// it that he may have used the refresh token up, until he settles it.
    pub async fn take_turn(
        &self,
        seen: &Connection,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Turned, Error> {
        let id = token::random_id()?;
        let taken = self
            .client
            .update_item()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&seen.org.id, &part(&seen.account))))
            .update_expression("SET turn = :turn, turnUntil = :until, unsettled = :yes")
            // A second attempt of the SDK, after a lost answer, finds its own turn.
            .condition_expression(
                "generation = :seen AND (attribute_not_exists(trouble) OR trouble = :trouble) AND \
                 (attribute_not_exists(turnUntil) OR turnUntil <= :now OR turn = :turn)",
            )
            .expression_attribute_values(":trouble", trouble_of(seen))
            .expression_attribute_values(":turn", text(&id))
            .expression_attribute_values(":until", time(now + length))
            .expression_attribute_values(":now", time(now))
            .expression_attribute_values(":seen", number(seen.generation))
            .expression_attribute_values(":yes", AttributeValue::Bool(true))
            .return_values(ReturnValue::AllOld)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let refused = match taken {
            Ok(output) => {
                let before = output.attributes.unwrap_or_default();
                let turn = Turn { id, since: now, unsettled: before.contains_key("unsettled") };
                return Ok(Turned::Yours(turn, Box::new(read(&before).map_err(malformed)?)));
            }
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                old_item(error.into_err())
            }
            Err(error) => return Err(failed("take the turn to refresh")(error)),
        };
        if refused.is_empty() {
            return Ok(Turned::Gone);
        }
        let current = read(&refused).map_err(malformed)?;
        let is_newer = current.generation != seen.generation || current.health != seen.health;
        Ok(if is_newer { Turned::Changed(Box::new(current)) } else { Turned::Taken })
    }

    /// Keeps new tokens in place of those that `seen` holds, and settles the turn. They are kept even if the
    /// turn has run out: whoever has new tokens has the only ones that are good. `false` if there are newer
    /// ones, or the connection has gone.
    pub async fn put_tokens(&self, seen: &Connection, new: &Connection) -> Result<bool, Error> {
        let update = self
            .of_generation(seen)
            .update_expression(
                "SET generation = :next, accessToken = :access, refreshToken = :refresh, instanceUrl = :url REMOVE turn, \
                 turnUntil, unsettled, trouble, lostAt",
            )
            .expression_attribute_values(":next", number(seen.generation + 1))
            .expression_attribute_values(":access", maybe(&new.sealed_access))
            .expression_attribute_values(":refresh", maybe(&new.sealed_refresh))
            .expression_attribute_values(":url", text(&new.org.instance_url));
        match self.update("store the new tokens", build(update)?).await? {
            Updated::Done => Ok(true),
            // The SDK's second attempt finds what its first one wrote.
            Updated::Refused(item) => Ok(get_text(&item, "accessToken").ok() == new.sealed_access),
        }
    }

    /// Gives a turn back: at once if nothing was asked for (`settled`), else for others to find out, from
    /// `until` on, what has become of the refresh token.
    pub async fn leave_turn(&self, connection: &Connection, turn: &Turn, left: Left) -> Result<(), Error> {
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&connection.org.id, &part(&connection.account))))
            .condition_expression("turn = :turn")
            .expression_attribute_values(":turn", text(&turn.id));
        let update = match left {
            Left::Settled => update.update_expression("REMOVE turn, turnUntil, unsettled"),
            Left::Unsettled(until) => update
                .update_expression("SET turnUntil = :until")
                .expression_attribute_values(":until", time(until)),
        };
        self.update("give the turn back", build(update)?).await.map(drop)
    }

    /// Writes down that a connection does not work, unless its tokens have been replaced meanwhile. `true` for
    /// the one who is the first to say so.
    pub async fn lose_connection(
        &self,
        seen: &Connection,
        trouble: Trouble,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let update = self
            .of_generation(seen)
            .update_expression("SET trouble = :trouble, lostAt = :now REMOVE turn, turnUntil, unsettled")
            .condition_expression("generation = :seen AND attribute_not_exists(trouble)")
            .expression_attribute_values(":trouble", word(&trouble))
            .expression_attribute_values(":now", time(now));
        Ok(matches!(self.update("write down the lost connection", build(update)?).await?, Updated::Done))
    }

    /// Writes down that a connection works again.
    pub async fn heal_connection(&self, seen: &Connection) -> Result<(), Error> {
        let update = self.of_generation(seen).update_expression("REMOVE trouble, lostAt");
        self.update("write down that the connection works", build(update)?).await.map(drop)
    }

    /// That an account watches an org, as a part of a transaction.
    pub(super) fn is_connected(&self, org: &OrgId, account: &str) -> ConditionCheckBuilder {
        ConditionCheck::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(org, &part(account))))
            .condition_expression("attribute_exists(org)")
    }

    /// An update of a connection whose tokens are those that were seen.
    fn of_generation(&self, seen: &Connection) -> UpdateBuilder {
        Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&seen.org.id, &part(&seen.account))))
            .condition_expression("generation = :seen")
            .expression_attribute_values(":seen", number(seen.generation))
    }
}

/// How a turn is left without new tokens.
#[derive(Clone, Copy, Debug)]
pub enum Left {
    /// Nothing has become of the refresh token.
    Settled,
    /// Nobody knows what has; somebody may find out from this time on.
    Unsettled(Timestamp),
}

/// The trouble that was seen; a word that none has if there was none.
fn trouble_of(seen: &Connection) -> AttributeValue {
    match seen.health {
        Health::Works => text(""),
        Health::Lost(trouble, _) => word(&trouble),
    }
}

fn part(account: &str) -> String {
    format!("by#{account}")
}
