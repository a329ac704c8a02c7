//! A stand-in for SQS: `SendMessage`, and what Lambda does with a queue on a function's behalf.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::{id, template};

/// How many messages one call may bring.
const MAX_BATCH: usize = 10;
/// What SQS takes as a delay at most, in seconds.
const MAX_DELAY: i64 = 900;

/// A message in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// SQS's id of it.
    pub id: String,
    /// What was sent.
    pub body: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Before this time it is not delivered.
    pub visible_at: Timestamp,
    /// How often it was delivered.
    pub receives: u32,
}

/// The queues, in memory. They are told the time and have no clock.
pub struct Queues {
    settings: BTreeMap<String, template::Queue>,
    messages: Mutex<BTreeMap<String, Vec<Message>>>,
}

impl Queues {
    /// The queues of a template, empty.
    pub fn new(queues: &[template::Queue]) -> Self {
        Self {
            settings: queues.iter().map(|queue| (queue.id.clone(), queue.clone())).collect(),
            messages: Mutex::default(),
        }
    }

    /// Every message of a queue, hidden ones included, the oldest first.
    pub fn messages(&self, queue: &str) -> Vec<Message> {
        self.lock().get(queue).cloned().unwrap_or_default()
    }

    /// Sends a message that is to be delivered after a delay, and gives its id; `None` if there is no such
    /// queue.
    pub fn send(&self, queue: &str, body: &str, delay: SignedDuration, now: Timestamp) -> Option<String> {
        self.settings.get(queue)?;
        let id = id::uuid();
        let (body, visible_at) = (body.to_owned(), now + delay);
        let message = Message { id: id.clone(), body, sent_at: now, visible_at, receives: 0 };
        self.lock().entry(queue.to_owned()).or_default().push(message);
        Some(id)
    }

    /// Takes messages that are due, `most` at most, and hides them for the queue's visibility time-out. What
    /// was delivered often enough is moved to the dead letters instead, as SQS does: not when the last
    /// delivery fails, but when the next one is due.
    pub fn receive(&self, queue: &str, most: usize, now: Timestamp) -> Vec<Message> {
        let Some(settings) = self.settings.get(queue) else { return Vec::new() };
        let hidden_until = now + SignedDuration::try_from(settings.visibility).unwrap_or_default();
        let mut queues = self.lock();
        let messages = queues.entry(queue.to_owned()).or_default();
        let is_due = |message: &Message| message.visible_at <= now;
        let is_given_up = |message: &mut Message| {
            is_due(message)
                && settings.redrive.as_ref().is_some_and(|redrive| message.receives >= redrive.after)
        };
        let given_up: Vec<_> = messages.extract_if(.., is_given_up).collect();
        let due = messages.iter_mut().filter(|message| is_due(message)).take(most);
        let taken = due.map(|message| {
            message.visible_at = hidden_until;
            message.receives += 1;
            message.clone()
        });
        let taken = taken.collect();
        if let Some(redrive) = &settings.redrive {
            queues.entry(redrive.queue.clone()).or_default().extend(given_up);
        }
        taken
    }

    /// Deletes a message that was handled.
    pub fn delete(&self, queue: &str, id: &str) {
        if let Some(messages) = self.lock().get_mut(queue) {
            messages.retain(|message| message.id != id);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<Message>>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn answer(&self, target: &str, body: &[u8], now: Timestamp) -> Response {
        let request: Value = serde_json::from_slice(body).unwrap_or_default();
        let queue = request["QueueUrl"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        match target {
            "AmazonSQS.SendMessage" => match self.take(queue, &request, now) {
                // No digests: the SDK does not look at them.
                Ok(id) => answer(StatusCode::OK, &json!({ "MessageId": id })),
                Err((name, query_code)) => refused(name, query_code),
            },
            "AmazonSQS.SendMessageBatch" => self.take_batch(queue, &request, now),
            _ => refused("UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation"),
        }
    }

    fn take(&self, queue: &str, request: &Value, now: Timestamp) -> Result<String, Refused> {
        let body = request["MessageBody"].as_str().unwrap_or_default();
        let delay = request["DelaySeconds"].as_i64().unwrap_or_default();
        if body.is_empty() {
            return Err(("MissingParameter", "MissingParameter"));
        }
        if !(0..=MAX_DELAY).contains(&delay) {
            return Err(("InvalidParameterValue", "InvalidParameterValue"));
        }
        let sent = self.send(queue, body, SignedDuration::from_secs(delay), now);
        sent.ok_or(("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"))
    }

    fn take_batch(&self, queue: &str, request: &Value, now: Timestamp) -> Response {
        let entries = request["Entries"].as_array().map(Vec::as_slice).unwrap_or_default();
        if entries.is_empty() {
            return refused("EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest");
        }
        if entries.len() > MAX_BATCH {
            return refused(
                "TooManyEntriesInBatchRequest",
                "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
            );
        }
        let (mut taken, mut failed) = (Vec::new(), Vec::new());
        for entry in entries {
            match self.take(queue, entry, now) {
                Ok(id) => taken.push(json!({ "Id": entry["Id"], "MessageId": id, "MD5OfMessageBody": "" })),
                Err((code, _)) => {
                    failed.push(json!({ "Id": entry["Id"], "Code": code, "SenderFault": true }))
                }
            }
        }
        answer(StatusCode::OK, &json!({ "Successful": taken, "Failed": failed }))
    }
}

/// A refusal's name, and the one it had in the Query protocol.
type Refused = (&'static str, &'static str);

/// A refusal under its name of today and, in a header, the one it had in the Query protocol, which the SDK
/// prefers.
fn refused(name: &str, query_code: &str) -> Response {
    let body = json!({ "__type": format!("com.amazonaws.sqs#{name}"), "message": "This was refused." });
    let mut response = answer(StatusCode::BAD_REQUEST, &body);
    if let Ok(code) = HeaderValue::from_str(&format!("{query_code};Sender")) {
        response.headers_mut().insert("x-amzn-query-error", code);
    }
    response
}

fn answer(status: StatusCode, value: &Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    let media_type = HeaderValue::from_static("application/x-amz-json-1.0");
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    response
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::template::{Queue, Redrive};

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    /// A queue that hides messages for a minute and gives them up after two deliveries.
    fn queues() -> Queues {
        let visibility = Duration::from_secs(60);
        let redrive = Some(Redrive { queue: "dead".into(), after: 2 });
        let live = Queue { id: "live".into(), visibility, redrive };
        Queues::new(&[live, Queue { id: "dead".into(), visibility, redrive: None }])
    }

    fn seconds(seconds: i64) -> Timestamp {
        NOW + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn a_message_is_hidden_while_somebody_has_it_and_comes_back_unless_it_is_deleted() {
        let queues = queues();
        let id = queues.send("live", "a", SignedDuration::ZERO, NOW).unwrap();
        assert_eq!(queues.receive("live", 10, NOW)[0].receives, 1);
        assert!(queues.receive("live", 10, seconds(59)).is_empty());
        assert_eq!(queues.receive("live", 10, seconds(60))[0].id, id);
        queues.delete("live", &id);
        assert!(queues.messages("live").is_empty());
    }

    #[test]
    fn a_message_that_came_too_often_is_among_the_dead_letters_when_it_is_due_again() {
        let queues = queues();
        queues.send("live", "a", SignedDuration::ZERO, NOW).unwrap();
        for round in 0..2 {
            assert_eq!(queues.receive("live", 10, seconds(60 * round)).len(), 1);
        }
        assert_eq!((queues.messages("live").len(), queues.messages("dead").len()), (1, 0));
        assert!(queues.receive("live", 10, seconds(120)).is_empty());
        assert_eq!((queues.messages("live").len(), queues.messages("dead").len()), (0, 1));
        assert_eq!(queues.messages("dead")[0].body, "a");
    }

    #[test]
    fn only_so_many_come_at_once_and_those_with_a_delay_come_later() {
        let queues = queues();
        for body in ["a", "b", "c"] {
            queues.send("live", body, SignedDuration::ZERO, NOW).unwrap();
        }
        queues.send("live", "late", SignedDuration::from_secs(30), NOW).unwrap();
        let bodies = |taken: Vec<Message>| taken.into_iter().map(|m| m.body).collect::<Vec<_>>();
        assert_eq!(bodies(queues.receive("live", 2, NOW)), ["a", "b"]);
        assert_eq!(bodies(queues.receive("live", 2, NOW)), ["c"]);
        assert_eq!(bodies(queues.receive("live", 2, seconds(30))), ["late"]);
        assert_eq!(queues.send("nothing", "a", SignedDuration::ZERO, NOW), None);
    }
}
