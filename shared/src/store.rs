//! The tables in DynamoDB: one file for each, with its items, keys, expressions and the races they win.

pub mod account_sessions;
pub mod alerts;
pub mod channels;
pub mod connections;
pub mod error_events;
pub mod error_groups;
pub mod error_quotas;
pub mod logins;
pub mod mail_requests;
pub mod mailed_tokens;
pub mod oauth_states;
pub mod org_events;
pub mod orgs;
pub mod outbox;
pub mod projects;
pub mod rate_limits;
pub mod readings;
pub mod sessions;
pub mod shares;
pub mod snapshots;
pub mod users;

mod erasing;
mod transaction;

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{
    AttributeValue, KeysAndAttributes, ReturnValuesOnConditionCheckFailure, Update,
};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::StrDeserializer;

use crate::error::Error;

/// An item as DynamoDB holds it.
type Item = HashMap<String, AttributeValue>;

/// The client and the names of the tables.
pub struct Store {
    client: Client,
    prefix: String,
}

/// The item has not the shape that we write.
#[derive(Debug, thiserror::Error)]
#[error("the item has no usable attribute {0}")]
struct Malformed(&'static str);

impl Store {
    pub(crate) fn new(client: Client, prefix: String) -> Self {
        Self { client, prefix }
    }

    fn table(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Reads items of several tables in one round trip.
    async fn batch_get<const N: usize>(
        &self,
        doing: &'static str,
        keys: [(String, KeysAndAttributes); N],
    ) -> Result<HashMap<String, Vec<Item>>, Error> {
        let request = self.client.batch_get_item().set_request_items(Some(HashMap::from(keys)));
        let output = request.send().await.map_err(failed(doing))?;
        if output.unprocessed_keys.as_ref().is_some_and(|keys| !keys.is_empty()) {
            return Err(Error::Unavailable { doing, source: "DynamoDB left keys unprocessed".into() });
        }
        Ok(output.responses.unwrap_or_default())
    }

    /// Makes one conditional update. The same [`Update`] can be a part of a transaction instead.
    async fn update(&self, doing: &'static str, update: Update) -> Result<Updated, Error> {
        let written = self
            .client
            .update_item()
            .table_name(update.table_name)
            .set_key(Some(update.key))
            .update_expression(update.update_expression)
            .set_condition_expression(update.condition_expression)
            .set_expression_attribute_names(update.expression_attribute_names)
            .set_expression_attribute_values(update.expression_attribute_values)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match written {
            Ok(_) => Ok(Updated::Done),
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                Ok(Updated::Refused(old_item(error.into_err())))
            }
            Err(SdkError::ServiceError(error)) if error.err().code() == Some(CONFLICT) => {
                Ok(Updated::Refused(Item::new()))
            }
            Err(error) => Err(failed(doing)(error)),
        }
    }
}

/// DynamoDB's word for an update that met a transaction on the same item, which the SDK does not try again.
const CONFLICT: &str = "TransactionConflictException";

/// What became of a conditional update.
enum Updated {
    /// It is written.
    Done,
    /// Somebody else was first: the condition did not hold for the item as it stands here. It is empty if
    /// there is none, and if a transaction had the item at that moment.
    Refused(Item),
}

fn old_item(error: UpdateItemError) -> Item {
    match error {
        UpdateItemError::ConditionalCheckFailedException(refused) => refused.item.unwrap_or_default(),
        _ => Item::default(),
    }
}

fn build(update: UpdateBuilder) -> Result<Update, Error> {
    update.build().map_err(|error| Error::internal("build the update")(error.into()))
}

/// Sorts a failed call: what passes by itself is "unavailable", everything else is a fault of ours.
fn failed<E, R>(doing: &'static str) -> impl FnOnce(SdkError<E, R>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    move |error| {
        let passing = match &error {
            // An answer without a code is none of DynamoDB's.
            SdkError::ServiceError(service) => service.err().code().is_none_or(is_passing),
            SdkError::TimeoutError(_) | SdkError::DispatchFailure(_) | SdkError::ResponseError(_) => true,
            _ => false,
        };
        let source = error.into();
        if passing { Error::Unavailable { doing, source } } else { Error::Internal { doing, source } }
    }
}

/// DynamoDB's names for "not now".
fn is_passing(code: &str) -> bool {
    matches!(
        code,
        "InternalServerError"
            | "LimitExceededException"
            | "ProvisionedThroughputExceededException"
            | "RequestLimitExceeded"
            | "ServiceUnavailable"
            | "ThrottlingException"
            | CONFLICT
            | "TransactionInProgressException"
    )
}

/// Keys to read with strong consistency: what is missing there would lock somebody out, or let somebody in.
fn consistently<const N: usize>(keys: [Item; N]) -> Result<KeysAndAttributes, Error> {
    let keys = KeysAndAttributes::builder().set_keys(Some(keys.to_vec())).consistent_read(true).build();
    keys.map_err(|error| Error::internal("build the read")(error.into()))
}

fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// Times are stored in milliseconds, except in `ttl`, where DynamoDB wants seconds.
fn time(value: Timestamp) -> AttributeValue {
    number(value.as_millisecond())
}

fn get_text(item: &Item, name: &'static str) -> Result<String, Malformed> {
    let value = item.get(name).and_then(|value| value.as_s().ok());
    value.cloned().ok_or(Malformed(name))
}

fn get_number(item: &Item, name: &'static str) -> Result<i64, Malformed> {
    let value = item.get(name).and_then(|value| value.as_n().ok());
    value.and_then(|text| text.parse().ok()).ok_or(Malformed(name))
}

fn get_time(item: &Item, name: &'static str) -> Result<Timestamp, Malformed> {
    Timestamp::from_millisecond(get_number(item, name)?).map_err(|_| Malformed(name))
}

/// Reads a word that serde knows, such as an enum's.
fn get_word<T: DeserializeOwned>(item: &Item, name: &'static str) -> Result<T, Malformed> {
    let text = get_text(item, name)?;
    T::deserialize(StrDeserializer::<serde::de::value::Error>::new(&text)).map_err(|_| Malformed(name))
}

/// Writes a word that serde knows.
fn word(value: &impl Serialize) -> AttributeValue {
    text(crate::limits::word(value))
}
