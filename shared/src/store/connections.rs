//! Accounts' connections to orgs, in the table `orgs` beside what is known of the org. How their tokens are
//! replaced is in `turns.rs`.

mod item;
mod turns;

use std::collections::HashMap;

use aws_sdk_dynamodb::types::builders::ConditionCheckBuilder;
use aws_sdk_dynamodb::types::{ConditionCheck, KeysAndAttributes, Put, ReturnValue};

use self::item::{item, read};
pub use self::turns::{Left, Turn, Turned};
use super::orgs::{TABLE, WATCH, key, malformed, read as read_watch};
use super::transaction::{Part, Transacted};
use super::{Malformed, Store, failed, get_text, text};
use crate::error::Error;
use crate::org::OrgId;
use crate::watch::{Connection, Watch};

/// Orgs by account.
const BY_ACCOUNT: &str = "account";

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

    /// That an account watches an org, as a part of a transaction.
    pub(super) fn is_connected(&self, org: &OrgId, account: &str) -> ConditionCheckBuilder {
        ConditionCheck::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(org, &part(account))))
            .condition_expression("attribute_exists(org)")
    }
}

fn part(account: &str) -> String {
    format!("by#{account}")
}
