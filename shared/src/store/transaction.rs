//! Transactions: several writes that happen together or not at all, and what became of each.

use std::time::Duration;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::builders::{ConditionCheckBuilder, DeleteBuilder, PutBuilder, UpdateBuilder};
use aws_sdk_dynamodb::types::{CancellationReason, ReturnValuesOnConditionCheckFailure, TransactWriteItem};

use super::{Item, Store, failed};
use crate::error::Error;
use crate::token;

/// How often a transaction is tried that met another one on the same item, which undoes one of the two.
const TRIES: usize = 4;

/// What became of a transaction.
pub(super) enum Transacted {
    /// All of it is written.
    Done,
    /// Nothing is written. For each part, the item for which its condition did not hold (empty if there is
    /// none), or `None` if the part was not to blame.
    Refused(Vec<Option<Item>>),
}

impl Store {
    /// Makes the writes of `parts` together. One that meets another transaction is tried again: it has
    /// written nothing. If that goes on, DynamoDB is busy and the caller is told to come again.
    pub(super) async fn transact(
        &self,
        doing: &'static str,
        parts: Vec<TransactWriteItem>,
    ) -> Result<Transacted, Error> {
        for left in (0..TRIES).rev() {
            let sent =
                self.client.transact_write_items().set_transact_items(Some(parts.clone())).send().await;
            let Err(error) = sent else { return Ok(Transacted::Done) };
            let reasons = reasons(&error);
            if reasons.iter().any(|reason| reason.code() == Some("ConditionalCheckFailed")) {
                return Ok(Transacted::Refused(reasons.iter().map(refused).collect()));
            }
            let conflicted = reasons.iter().any(|reason| reason.code() == Some("TransactionConflict"));
            match (conflicted, left) {
                (true, 1..) => pause(TRIES - left).await,
                (true, 0) => return Err(Error::Unavailable { doing, source: error.into() }),
                _ if reasons.iter().any(is_throttled) => {
                    return Err(Error::Unavailable { doing, source: error.into() });
                }
                _ => return Err(failed(doing)(error)),
            }
        }
        Err(Error::Unavailable { doing, source: "no try was left".into() })
    }
}

/// Waits longer each time, and by chance, so that those who met do not meet again.
async fn pause(tries: usize) {
    let chance = token::random::<1>().map_or(128, |[byte]| u64::from(byte));
    tokio::time::sleep(Duration::from_millis((chance << tries) / 16)).await;
}

fn reasons<R>(error: &SdkError<TransactWriteItemsError, R>) -> &[CancellationReason] {
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
            canceled.cancellation_reasons()
        }
        _ => &[],
    }
}

fn refused(reason: &CancellationReason) -> Option<Item> {
    (reason.code() == Some("ConditionalCheckFailed")).then(|| reason.item.clone().unwrap_or_default())
}

fn is_throttled(reason: &CancellationReason) -> bool {
    matches!(reason.code(), Some("ThrottlingError" | "ProvisionedThroughputExceeded"))
}

/// A write as a part of a transaction; it tells the item for which its condition did not hold.
pub(super) trait Part {
    fn part(self) -> Result<TransactWriteItem, Error>;
}

/// Implements [`Part`] for one of the SDK's builders, which have no trait in common.
macro_rules! part {
    ($builder:ty, $name:ident) => {
        impl Part for $builder {
            fn part(self) -> Result<TransactWriteItem, Error> {
                let told = self
                    .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
                let built =
                    told.build().map_err(|error| Error::internal("build the transaction")(error.into()))?;
                Ok(TransactWriteItem::builder().$name(built).build())
            }
        }
    };
}

part!(PutBuilder, put);
part!(UpdateBuilder, update);
part!(DeleteBuilder, delete);
part!(ConditionCheckBuilder, condition_check);
