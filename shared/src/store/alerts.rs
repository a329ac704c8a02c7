//! `alerts`: under each org, what each account wants to be told of (`settings#ACCOUNT`) and what is open
//! (`states#ACCOUNT`).
//!
//! States are replaced under the condition that they are those that were read, together with the events and
//! the messages that follow from the change. So whatever runs twice or at once, one message goes out.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::Put;
use aws_sdk_dynamodb::types::builders::PutBuilder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::channels::{Channel, Owner};
use super::org_events::Happened;
use super::outbox::{Mail, Post};
use super::transaction::{Part, Transacted};
use super::{Item, Malformed, Store, consistently, failed, get_number, get_text, number, text};
use crate::error::Error;
use crate::org::OrgId;

const ALERTS: &str = "alerts";

const SETTINGS: &str = "settings";
const STATES: &str = "states";

/// A transaction has 100 parts at most (DynamoDB API, `TransactWriteItems`); messages need some of them.
const MOST_EVENTS: usize = 60;

/// A document and its revision: whoever replaces it names the one that he has read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revised<T> {
    /// The document.
    pub document: T,
    /// How often it was written; 0 if it never was.
    pub revision: i64,
}

/// An account's alerts for one org.
#[derive(Debug)]
pub struct Alerts<S, T> {
    /// The account.
    pub account: String,
    /// What it wants to be told of.
    pub settings: Revised<S>,
    /// What is open.
    pub states: Revised<T>,
}

/// What follows from an observation for one account: its alerts as they are now, what happened, and whom to
/// tell.
#[derive(Debug, Default)]
pub struct News {
    /// What happened.
    pub events: Vec<Happened>,
    /// The mails.
    pub mails: Vec<Mail>,
    /// The posts.
    pub posts: Vec<Post>,
}

/// Which of an account's channels change together with its settings.
#[derive(Debug, Default)]
pub struct Changed {
    /// Those that are new, have another address, or are to be tried again.
    pub put: Vec<Channel>,
    /// Those that are not wanted any more.
    pub removed: Vec<Channel>,
}

impl Store {
    /// Reads the alerts of all accounts that have any for an org.
    pub async fn alerts_of<S: DeserializeOwned + Default, T: DeserializeOwned + Default>(
        &self,
        org: &OrgId,
    ) -> Result<Vec<Alerts<S, T>>, Error> {
        let mut items = self
            .client
            .query()
            .table_name(self.table(ALERTS))
            .key_condition_expression("org = :org")
            .expression_attribute_values(":org", text(org.as_str()))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut found: BTreeMap<String, Alerts<S, T>> = BTreeMap::new();
        while let Some(item) = items.next().await {
            let item = item.map_err(failed("read the alerts"))?;
            let id = get_text(&item, "id").map_err(malformed)?;
            let Some((kind, account)) = id.split_once('#') else { continue };
            let alerts = found.entry(account.to_owned()).or_insert_with(|| Alerts::none(account));
            match kind {
                SETTINGS => alerts.settings = read(&item).map_err(malformed)?,
                _ => alerts.states = read(&item).map_err(malformed)?,
            }
        }
        Ok(found.into_values().collect())
    }

    /// Reads one account's alerts for an org.
    pub async fn find_alerts<S: DeserializeOwned + Default, T: DeserializeOwned + Default>(
        &self,
        org: &OrgId,
        account: &str,
    ) -> Result<Alerts<S, T>, Error> {
        const DOING: &str = "read the alerts";
        let keys = [SETTINGS, STATES].map(|kind| key(org, kind, account));
        let table = self.table(ALERTS);
        let mut found = self.batch_get(DOING, [(table.clone(), consistently(keys)?)]).await?;
        let mut alerts = Alerts::none(account);
        for item in found.remove(&table).unwrap_or_default() {
            if get_text(&item, "id").map_err(malformed)?.starts_with(SETTINGS) {
                alerts.settings = read(&item).map_err(malformed)?;
            } else {
                alerts.states = read(&item).map_err(malformed)?;
            }
        }
        Ok(alerts)
    }

    /// Replaces an account's settings, if they are those that it has read, and its channels with them.
    /// `false` if they are not, or if the account does not watch the org any more.
    pub async fn put_alert_settings(
        &self,
        owner: &Owner,
        settings: &Revised<impl Serialize>,
        channels: &Changed,
    ) -> Result<bool, Error> {
        let mut parts = vec![
            self.revision(&owner.org, SETTINGS, &owner.account, settings)?.part()?,
            self.is_connected(&owner.org, &owner.account).part()?,
        ];
        for channel in &channels.put {
            parts.push(self.channel_put(channel).part()?);
        }
        for channel in &channels.removed {
            parts.push(self.channel_removal(channel).part()?);
        }
        Ok(matches!(self.transact("store the alerts' settings", parts).await?, Transacted::Done))
    }

    /// Replaces an account's states, if they are those that were read, and with them writes down what
    /// happened and whom to tell. `false` if somebody else was first, or if the account does not watch the
    /// org any more.
    pub async fn put_alert_states(
        &self,
        org: &OrgId,
        account: &str,
        states: &Revised<impl Serialize>,
        news: &News,
    ) -> Result<bool, Error> {
        const DOING: &str = "store the alerts";
        let put = self.revision(org, STATES, account, states)?;
        // A count that goes on concerns nobody else; a first item must not outlive the connection.
        if news.is_empty() && states.revision > 1 {
            return self.put_revision(DOING, put).await;
        }
        let mut parts = vec![put.part()?, self.is_connected(org, account).part()?];
        let (with, before) = news.events.split_at(news.events.len().min(MOST_EVENTS));
        // Whoever folds the same writes the same, so it does no harm if these stand there already.
        self.put_events(org, before).await?;
        for happened in with {
            parts.push(self.event(org, happened).part()?);
        }
        for mail in &news.mails {
            parts.push(self.outgoing(mail).part()?);
        }
        for post in &news.posts {
            parts.push(self.outgoing_post(post).part()?);
        }
        Ok(matches!(self.transact(DOING, parts).await?, Transacted::Done))
    }

    async fn put_revision(&self, doing: &'static str, put: PutBuilder) -> Result<bool, Error> {
        let put = put.build().map_err(|error| Error::internal("build the write")(error.into()))?;
        let written = self
            .client
            .put_item()
            .table_name(put.table_name)
            .set_item(Some(put.item))
            .set_condition_expression(put.condition_expression)
            .set_expression_attribute_values(put.expression_attribute_values)
            .send()
            .await;
        match written {
            Ok(_) => Ok(true),
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                Ok(false)
            }
            Err(error) => Err(failed(doing)(error)),
        }
    }

    /// Writes down messages that nothing else goes with.
    pub async fn put_messages(&self, news: &News) -> Result<(), Error> {
        const DOING: &str = "store the messages";
        let mails = news.mails.iter().map(|mail| self.outgoing(mail).part());
        let posts = news.posts.iter().map(|post| self.outgoing_post(post).part());
        match self.transact(DOING, mails.chain(posts).collect::<Result<_, _>>()?).await? {
            Transacted::Done => Ok(()),
            Transacted::Refused(_) => Err(Error::internal(DOING)("an id is taken".into())),
        }
    }

    /// A document in place of the one of the revision before it.
    fn revision(
        &self,
        org: &OrgId,
        kind: &str,
        account: &str,
        next: &Revised<impl Serialize>,
    ) -> Result<PutBuilder, Error> {
        let document = serde_json::to_string(&next.document);
        let document = document.map_err(|error| Error::internal("write the alerts")(error.into()))?;
        let mut item = key(org, kind, account);
        item.insert("document".into(), text(document));
        item.insert("revision".into(), number(next.revision));
        let put = Put::builder().table_name(self.table(ALERTS)).set_item(Some(item));
        Ok(match next.revision {
            ..=1 => put.condition_expression("attribute_not_exists(org)"),
            later => put
                .condition_expression("revision = :seen")
                .expression_attribute_values(":seen", number(later - 1)),
        })
    }
}

impl News {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.mails.is_empty() && self.posts.is_empty()
    }
}

impl<S: Default, T: Default> Alerts<S, T> {
    fn none(account: &str) -> Self {
        Self { account: account.to_owned(), settings: Revised::default(), states: Revised::default() }
    }
}

impl<T> Revised<T> {
    /// Another document in place of this one.
    pub fn next<U>(&self, document: U) -> Revised<U> {
        Revised { document, revision: self.revision + 1 }
    }
}

fn key(org: &OrgId, kind: &str, account: &str) -> Item {
    Item::from([("org".to_owned(), text(org.as_str())), ("id".to_owned(), text(format!("{kind}#{account}")))])
}

/// A document that this version cannot read is a fault: to go on without it would lose it.
fn read<T: DeserializeOwned>(item: &Item) -> Result<Revised<T>, Malformed> {
    let document = serde_json::from_str(&get_text(item, "document")?).map_err(|_| Malformed("document"))?;
    Ok(Revised { document, revision: get_number(item, "revision")? })
}

fn malformed(error: Malformed) -> Error {
    Error::internal("read the alerts")(error.into())
}
