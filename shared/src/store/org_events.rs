//! `org-events`: what happened to watched orgs, by time.

use aws_sdk_dynamodb::types::Put;
use aws_sdk_dynamodb::types::builders::PutBuilder;
use jiff::SignedDuration;

use super::{Malformed, Store, failed, get_text, number, text};
use crate::error::Error;
use crate::org::OrgId;
use crate::watch::Event;

const TABLE: &str = "org-events";

/// How long events are kept: as long as the long history.
const KEEP: SignedDuration = SignedDuration::from_hours(24 * 397);

/// An event and whose it is.
#[derive(Clone, Debug)]
pub struct Happened {
    /// What happened.
    pub event: Event,
    /// Tells it from others at the same time; the same twice is written once.
    pub id: String,
    /// The account whose alert it is; everybody's if none.
    pub account: Option<String>,
}

impl Store {
    /// Writes down what happened to an org, once however often it is told.
    pub async fn put_events(&self, org: &OrgId, events: &[Happened]) -> Result<(), Error> {
        for happened in events {
            let put = self.event(org, happened).build();
            let put = put.map_err(|error| Error::internal("build the event")(error.into()))?;
            self.client
                .put_item()
                .table_name(put.table_name)
                .set_item(Some(put.item))
                .send()
                .await
                .map_err(failed("store the event"))?;
        }
        Ok(())
    }

    /// Lists what happened to an org, as far as it is an account's business, the newest first: `count` at
    /// most from before `before` on.
    pub async fn events_of(
        &self,
        org: &OrgId,
        account: &str,
        before: Option<&str>,
        count: usize,
    ) -> Result<(Vec<Event>, Option<String>), Error> {
        let mut items = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .key_condition_expression("org = :org AND #at < :before")
            .filter_expression("attribute_not_exists(account) OR account = :account")
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":org", text(org.as_str()))
            .expression_attribute_values(":before", text(before.unwrap_or("~")))
            .expression_attribute_values(":account", text(account))
            .scan_index_forward(false)
            .into_paginator()
            .items()
            .send();
        let (mut events, mut last) = (Vec::new(), None);
        while let Some(item) = items.next().await {
            let item = item.map_err(failed("list the events"))?;
            if events.len() == count {
                return Ok((events, last));
            }
            let event = serde_json::from_str(&get_text(&item, "event").map_err(malformed)?);
            events.push(event.map_err(|_| malformed(Malformed("event")))?);
            last = Some(get_text(&item, "at").map_err(malformed)?);
        }
        Ok((events, None))
    }

    /// An event as a part of the transaction that causes it.
    pub(super) fn event(&self, org: &OrgId, happened: &Happened) -> PutBuilder {
        let event = &happened.event;
        let at = format!("{:013}#{}", event.at.as_millisecond(), happened.id);
        let put = Put::builder()
            .table_name(self.table(TABLE))
            .item("org", text(org.as_str()))
            .item("at", text(at))
            .item("event", text(serde_json::to_string(event).unwrap_or_default()))
            .item("ttl", number((event.at + KEEP).as_second()));
        match &happened.account {
            Some(account) => put.item("account", text(account)),
            None => put,
        }
    }
}

fn malformed(error: Malformed) -> Error {
    Error::internal("read the events")(error.into())
}
