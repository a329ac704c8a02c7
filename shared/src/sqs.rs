//! Messages to queues, by Amazon SQS.

use std::time::Duration;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use tokio::task::JoinSet;

use crate::error::Error;

const DOING: &str = "send a message to a queue";

/// How many messages SQS takes in one call.
const BATCH: usize = 10;

/// How many calls are under way at once.
const AT_ONCE: usize = 16;

/// How often messages are sent again that SQS did not take, while it took others of the same call.
const TRIES: usize = 3;

/// The longest delay that SQS takes.
const MAX_DELAY: Duration = Duration::from_secs(15 * 60);

/// The client for SQS. It may make a second attempt: whoever reads a queue has to expect a message twice.
pub struct Sender {
    client: Client,
}

impl Sender {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Sends a message that nobody gets before `delay` has passed, in whole seconds and at most 15 minutes.
    pub async fn send(&self, queue_url: &str, body: &str, delay: Duration) -> Result<(), Error> {
        let sent = self
            .client
            .send_message()
            .queue_url(queue_url)
            .message_body(body)
            .delay_seconds(seconds(delay))
            .send()
            .await;
        sent.map(drop).map_err(|error| Error::Unavailable { doing: DOING, source: error.into() })
    }

    /// Sends many messages, each with its delay, in as few calls as possible and several of them at once. If
    /// it fails, some may be sent.
    pub async fn send_all(&self, queue_url: &str, messages: &[(String, Duration)]) -> Result<(), Error> {
        let mut calls = JoinSet::new();
        for batch in messages.chunks(BATCH) {
            if calls.len() >= AT_ONCE {
                finished(calls.join_next().await)?;
            }
            let (client, url, batch) = (self.client.clone(), queue_url.to_owned(), batch.to_vec());
            calls.spawn(async move { send_batch(&client, &url, &batch).await });
        }
        while let Some(call) = calls.join_next().await {
            finished(Some(call))?;
        }
        Ok(())
    }
}

fn finished(call: Option<Result<Result<(), Error>, tokio::task::JoinError>>) -> Result<(), Error> {
    match call {
        Some(outcome) => outcome.map_err(|error| Error::internal(DOING)(error.into()))?,
        None => Ok(()),
    }
}

async fn send_batch(client: &Client, queue_url: &str, batch: &[(String, Duration)]) -> Result<(), Error> {
    let entry = |(at, (body, delay)): (usize, &(String, Duration))| {
        let entry = SendMessageBatchRequestEntry::builder().id(at.to_string()).message_body(body);
        entry.delay_seconds(seconds(*delay)).build()
    };
    let entries = batch.iter().enumerate().map(entry).collect::<Result<Vec<_>, _>>();
    let mut left = entries.map_err(|error| Error::internal(DOING)(error.into()))?;
    for _ in 0..TRIES {
        let sent =
            client.send_message_batch().queue_url(queue_url).set_entries(Some(left.clone())).send().await;
        let sent = sent.map_err(|error| Error::Unavailable { doing: DOING, source: error.into() })?;
        left.retain(|entry| sent.failed().iter().any(|failed| failed.id() == entry.id()));
        if left.is_empty() {
            return Ok(());
        }
    }
    Err(Error::Unavailable { doing: DOING, source: "SQS did not take all of them".into() })
}

/// A delay as SQS takes it.
fn seconds(delay: Duration) -> i32 {
    i32::try_from(delay.min(MAX_DELAY).as_secs()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_at_most_what_sqs_takes() {
        for (delay, taken) in [
            (Duration::ZERO, 0),
            (Duration::from_millis(1999), 1),
            (Duration::from_secs(900), 900),
            (Duration::from_secs(901), 900),
            (Duration::MAX, 900),
        ] {
            assert_eq!(seconds(delay), taken, "{delay:?}");
        }
    }
}
