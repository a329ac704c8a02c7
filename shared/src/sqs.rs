//! Messages to queues, by Amazon SQS.

use std::time::Duration;

use aws_sdk_sqs::Client;

use crate::error::Error;

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
        let unavailable = |error: aws_sdk_sqs::error::SdkError<_, _>| Error::Unavailable {
            doing: "send a message to a queue",
            source: error.into(),
        };
        sent.map(|_| ()).map_err(unavailable)
    }
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
