//! `shares`: read-only links, by the SHA-256 of their token; the index `account` lists those of an account.

use aws_sdk_dynamodb::error::SdkError;
use jiff::Timestamp;

use super::{Item, Malformed, Store, failed, get_text, get_time, number, text, time};
use crate::error::Error;
use crate::org::OrgId;
use crate::share::Share;

const TABLE: &str = "shares";
const BY_ACCOUNT: &str = "account";

impl Store {
    /// Keeps a new share.
    pub async fn put_share(&self, share: &Share) -> Result<(), Error> {
        let mut put = self.client.put_item().table_name(self.table(TABLE));
        if let Some(org) = &share.org {
            put = put.item("org", text(org.as_str()));
        }
        if share.masked {
            put = put.item("masked", aws_sdk_dynamodb::types::AttributeValue::Bool(true));
        }
        put.item("id", text(&share.id))
            .item("account", text(&share.account))
            .item("shareName", text(&share.name))
            .item("createdAt", time(share.created_at))
            .item("expiresAt", time(share.expires_at))
            .item("ttl", number(share.expires_at.as_second()))
            .send()
            .await
            .map(drop)
            .map_err(failed("store the share"))
    }

    /// Finds a share that is good.
    pub async fn find_share(&self, id: &str, now: Timestamp) -> Result<Option<Share>, Error> {
        let found = self
            .client
            .get_item()
            .table_name(self.table(TABLE))
            .key("id", text(id))
            .consistent_read(true)
            .send()
            .await
            .map_err(failed("read the share"))?;
        let share = found.item.map(|item| read(&item)).transpose().map_err(malformed)?;
        Ok(share.filter(|share| share.is_live(now)))
    }

    /// Lists an account's shares that are good, the newest first.
    pub async fn shares_of(&self, account: &str, now: Timestamp) -> Result<Vec<Share>, Error> {
        let mut items = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .index_name(BY_ACCOUNT)
            .key_condition_expression("account = :account")
            .expression_attribute_values(":account", text(account))
            .into_paginator()
            .items()
            .send();
        let mut shares = Vec::new();
        while let Some(item) = items.next().await {
            shares.push(read(&item.map_err(failed("list the shares"))?).map_err(malformed)?);
        }
        shares.retain(|share| share.is_live(now));
        shares.sort_by_key(|share| std::cmp::Reverse(share.created_at));
        Ok(shares)
    }

    /// Revokes an account's share; `false` if it has none with this id.
    pub async fn remove_share(&self, id: &str, account: &str) -> Result<bool, Error> {
        let removed = self
            .client
            .delete_item()
            .table_name(self.table(TABLE))
            .key("id", text(id))
            .condition_expression("account = :account")
            .expression_attribute_values(":account", text(account))
            .send()
            .await;
        match removed {
            Ok(_) => Ok(true),
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                Ok(false)
            }
            Err(error) => Err(failed("revoke the share")(error)),
        }
    }
}

fn read(item: &Item) -> Result<Share, Malformed> {
    let org = get_text(item, "org").ok().map(|org| OrgId::parse(&org).map_err(|_| Malformed("org")));
    Ok(Share {
        id: get_text(item, "id")?,
        account: get_text(item, "account")?,
        org: org.transpose()?,
        name: get_text(item, "shareName")?,
        masked: item.contains_key("masked"),
        created_at: get_time(item, "createdAt")?,
        expires_at: get_time(item, "expiresAt")?,
    })
}

fn malformed(error: Malformed) -> Error {
    Error::internal("read the share")(error.into())
}
