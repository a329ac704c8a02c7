//! `channels`: where the alerts of an org are posted to, for each account that watches it, and how that goes.
//!
//! A URL is a secret at Slack and Teams, so it is kept sealed, as is what signs the posts.

use aws_sdk_dynamodb::types::builders::{DeleteBuilder, PutBuilder};
use aws_sdk_dynamodb::types::{Delete, Put, Update};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Item, Malformed, Store, Updated, build, failed, get_number, get_text, get_time, get_word, number, text,
    time, word,
};
use crate::error::Error;
use crate::org::OrgId;
use crate::webhook::{Failure, Reason, Shape};

const TABLE: &str = "channels";

/// An account and an org that it watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The org.
    pub org: OrgId,
    /// The account's id.
    pub account: String,
}

/// A place that alerts are posted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Whose it is.
    pub owner: Owner,
    /// Its id, unique for its owner.
    pub id: String,
    /// What is there.
    pub shape: Shape,
    /// The URL, sealed for [`Owner::key`].
    pub sealed_url: String,
    /// What signs the posts, sealed for [`Owner::key`]; for [`Shape::Webhook`] alone.
    pub sealed_secret: Option<String>,
    /// How posting goes.
    pub health: Health,
}

/// How posting to a channel goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChannelHealth)]
pub struct Health {
    /// When a post was last accepted.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_ok_at: Option<Timestamp>,
    /// When an attempt last failed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_failed_at: Option<Timestamp>,
    /// Attempts that failed since one was accepted.
    pub failures_in_a_row: u32,
    /// Why the last failure was one.
    pub last_error: Option<Reason>,
    /// The status of the last failure's answer, if there was one.
    pub last_status: Option<u16>,
    /// Since when nothing is posted here, because the receiver wants nothing more (410). It ends when the
    /// channel is put anew.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub disabled_at: Option<Timestamp>,
}

impl Owner {
    /// The key of its channels, and the owner for which their texts are sealed.
    pub fn key(&self) -> String {
        format!("{}#{}", self.org, self.account)
    }
}

impl Store {
    /// Keeps a channel; one of the same id is replaced, and its health begins anew.
    pub async fn put_channel(&self, channel: &Channel) -> Result<(), Error> {
        let item = Some(write(channel));
        let put = self.client.put_item().table_name(self.table(TABLE)).set_item(item).send().await;
        put.map(|_| ()).map_err(failed("keep the channel"))
    }

    /// Reads a channel.
    pub async fn find_channel(&self, owner: &Owner, id: &str) -> Result<Option<Channel>, Error> {
        const DOING: &str = "read the channel";
        let found = self
            .client
            .get_item()
            .table_name(self.table(TABLE))
            .key("owner", text(owner.key()))
            .key("id", text(id))
            // One that was removed a moment ago gets nothing more.
            .consistent_read(true)
            .send()
            .await;
        let item = found.map_err(failed(DOING))?.item;
        item.map(|item| read(owner, &item)).transpose().map_err(|e| Error::internal(DOING)(e.into()))
    }

    /// The channels of an account for an org, by their ids.
    pub async fn channels(&self, owner: &Owner) -> Result<Vec<Channel>, Error> {
        const DOING: &str = "list the channels";
        let mut items = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .key_condition_expression("#owner = :owner")
            .expression_attribute_names("#owner", "owner")
            .expression_attribute_values(":owner", text(owner.key()))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut channels = Vec::new();
        while let Some(item) = items.next().await {
            let channel = read(owner, &item.map_err(failed(DOING))?);
            channels.push(channel.map_err(|error| Error::internal(DOING)(error.into()))?);
        }
        Ok(channels)
    }

    /// Removes a channel, if it is there. What waits for it is not posted.
    pub async fn remove_channel(&self, owner: &Owner, id: &str) -> Result<(), Error> {
        let removed = self
            .client
            .delete_item()
            .table_name(self.table(TABLE))
            .key("owner", text(owner.key()))
            .key("id", text(id))
            .send()
            .await;
        removed.map(|_| ()).map_err(failed("remove the channel"))
    }

    /// [`Store::put_channel`] as a part of a transaction.
    pub(super) fn channel_put(&self, channel: &Channel) -> PutBuilder {
        Put::builder().table_name(self.table(TABLE)).set_item(Some(write(channel)))
    }

    /// [`Store::remove_channel`] as a part of a transaction.
    pub(super) fn channel_removal(&self, channel: &Channel) -> DeleteBuilder {
        Delete::builder()
            .table_name(self.table(TABLE))
            .key("owner", text(channel.owner.key()))
            .key("id", text(&channel.id))
    }

    /// Writes down how an attempt went. A channel that was removed meanwhile does not come back by it.
    pub async fn record_outcome(
        &self,
        owner: &Owner,
        id: &str,
        outcome: Result<(), Failure>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .key("owner", text(owner.key()))
            .key("id", text(id))
            .condition_expression("attribute_exists(id)")
            .expression_attribute_values(":now", time(now));
        let update = match outcome {
            Ok(()) => {
                update.update_expression("SET lastOkAt = :now REMOVE failuresInARow, lastError, lastStatus")
            }
            Err(failure) => {
                let mut set =
                    "ADD failuresInARow :one SET lastFailedAt = :now, lastError = :error".to_owned();
                let mut update = update
                    .expression_attribute_values(":one", number(1))
                    .expression_attribute_values(":error", word(&failure.reason));
                if failure.reason == Reason::Gone {
                    set += ", disabledAt = :now";
                }
                match failure.status {
                    Some(status) => {
                        set += ", lastStatus = :status";
                        update = update.expression_attribute_values(":status", number(status.into()));
                    }
                    None => set += " REMOVE lastStatus",
                }
                update.update_expression(set)
            }
        };
        match self.update("write down how a post went", build(update)?).await? {
            Updated::Done | Updated::Refused(_) => Ok(()),
        }
    }
}

fn write(channel: &Channel) -> Item {
    let mut item = Item::from([
        ("owner".into(), text(channel.owner.key())),
        ("id".into(), text(&channel.id)),
        ("shape".into(), word(&channel.shape)),
        ("url".into(), text(&channel.sealed_url)),
    ]);
    if let Some(secret) = &channel.sealed_secret {
        item.insert("secret".into(), text(secret));
    }
    item
}

fn read(owner: &Owner, item: &Item) -> Result<Channel, Malformed> {
    let small = |name| get_number(item, name).ok();
    Ok(Channel {
        owner: owner.clone(),
        id: get_text(item, "id")?,
        shape: get_word(item, "shape")?,
        sealed_url: get_text(item, "url")?,
        sealed_secret: get_text(item, "secret").ok(),
        health: Health {
            last_ok_at: get_time(item, "lastOkAt").ok(),
            last_failed_at: get_time(item, "lastFailedAt").ok(),
            failures_in_a_row: small("failuresInARow").and_then(|n| n.try_into().ok()).unwrap_or_default(),
            last_error: get_word(item, "lastError").ok(),
            last_status: small("lastStatus").and_then(|n| n.try_into().ok()),
            disabled_at: get_time(item, "disabledAt").ok(),
        },
    })
}
