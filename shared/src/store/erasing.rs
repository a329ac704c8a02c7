//! Erasing: of an account what it has for an org, and of an org that nobody watches everything.

use aws_sdk_dynamodb::types::{DeleteRequest, WriteRequest};
use jiff::Timestamp;

use super::channels::Owner;
use super::{Item, Store, failed, text};
use crate::error::Error;
use crate::org::OrgId;

const DOING: &str = "erase the org";

/// So much of the history goes in one step.
const STEP: u16 = 500;

impl Store {
    /// Erases what an account has of its own for an org: settings, open alerts, their events, channels,
    /// links.
    pub async fn erase_account_of_org(
        &self,
        org: &OrgId,
        account: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let owner = Owner { org: org.clone(), account: account.to_owned() };
        for channel in self.channels(&owner).await? {
            self.remove_channel(&owner, &channel.id).await?;
        }
        for share in
            self.shares_of(account, now).await?.iter().filter(|share| share.org.as_ref() == Some(org))
        {
            self.remove_share(&share.id, account).await?;
        }
        let is_own = |item: &Item| {
            let is = |name: &str, ends: &str| {
                item.get(name).and_then(|value| value.as_s().ok()).is_some_and(|text| text.ends_with(ends))
            };
            is("id", &format!("#{account}")) || is("account", account)
        };
        self.erase_items("alerts", "id", org, is_own).await?;
        self.erase_items("org-events", "at", org, is_own).await
    }

    /// Erases what is known of an org, up to about `most` items of its history at once. `true` if there is
    /// more.
    pub async fn erase_org(&self, org: &OrgId, most: usize) -> Result<bool, Error> {
        for _ in 0..most.div_ceil(STEP.into()) {
            if !self.erase_history(org, STEP).await? {
                self.erase_items("alerts", "id", org, |_| true).await?;
                self.erase_items("org-events", "at", org, |_| true).await?;
                self.forget_snapshot(org).await?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Erases those items of an org in one table that are meant.
    async fn erase_items(
        &self,
        table: &'static str,
        sort_key: &'static str,
        org: &OrgId,
        is_meant: impl Fn(&Item) -> bool,
    ) -> Result<(), Error> {
        let mut items = self
            .client
            .query()
            .table_name(self.table(table))
            .key_condition_expression("org = :org")
            .projection_expression("org, #sort, account")
            .expression_attribute_names("#sort", sort_key)
            .expression_attribute_values(":org", text(org.as_str()))
            .into_paginator()
            .items()
            .send();
        let mut requests = Vec::new();
        while let Some(item) = items.next().await {
            let mut key = item.map_err(failed(DOING))?;
            if is_meant(&key) {
                key.retain(|name, _| name == "org" || name == sort_key);
                let delete = DeleteRequest::builder().set_key(Some(key)).build();
                let delete = delete.map_err(|error| Error::internal(DOING)(error.into()))?;
                requests.push(WriteRequest::builder().delete_request(delete).build());
            }
        }
        self.write_all(DOING, table, requests).await
    }

    async fn forget_snapshot(&self, org: &OrgId) -> Result<(), Error> {
        let table = self.table("snapshots");
        let deleted = self.client.delete_item().table_name(table).key("org", text(org.as_str())).send().await;
        deleted.map(drop).map_err(failed(DOING))
    }
}
