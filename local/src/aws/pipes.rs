//! A stand-in for AWS's pipes: what is new in a table becomes messages of a queue.
//!
//! The embedded engine is asked for its items instead of a stream. So a process begins with everything that
//! is there, except what has a `state` that says that it was handled: a message may come twice, as from a
//! stream, and none is lost by a restart.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{DynamoDb, EngineError, Queues};
use crate::template::{self, Filter, Template};

/// The state of an item that nobody has handled.
const PENDING: &str = "pending";

/// The pipes of a template, and what went through them.
pub struct Pipes {
    pipes: Vec<Pipe>,
}

/// A pipe and the tables' names.
struct Pipe {
    settings: template::Pipe,
    table: String,
    /// The name of the table's partition key.
    key: String,
    /// The keys of items that were piped and are still there.
    piped: Mutex<HashSet<String>>,
}

impl Pipes {
    /// The pipes of a template.
    pub fn new(template: &Template) -> Self {
        let pipes = template.pipes.iter().filter_map(|settings| {
            let table = template.tables.iter().find(|table| table.id == settings.table)?;
            Some(Pipe {
                settings: settings.clone(),
                table: table.name.clone(),
                key: table.create["KeySchema"][0]["AttributeName"].as_str()?.to_owned(),
                piped: Mutex::default(),
            })
        });
        Self { pipes: pipes.collect() }
    }

    /// Sends a message for every item that is new and that the pipe takes.
    pub fn play(&self, dynamodb: &DynamoDb, queues: &Queues, now: Timestamp) -> Result<(), EngineError> {
        for pipe in &self.pipes {
            let mut piped = pipe.piped.lock().unwrap_or_else(PoisonError::into_inner);
            let items = dynamodb.items(&pipe.table)?;
            let key = |item: &Value| item[&pipe.key].to_string();
            let present: HashSet<_> = items.iter().map(key).collect();
            piped.retain(|key| present.contains(key));
            for item in items.iter().filter(|item| item["state"]["S"].as_str().is_none_or(|s| s == PENDING)) {
                let record = json!({ "eventName": "INSERT", "dynamodb": { "NewImage": item } });
                if takes(&pipe.settings.filters, &record) && piped.insert(key(item)) {
                    let message = filled(&pipe.settings.message, &record);
                    queues.send(&pipe.settings.queue, &message, SignedDuration::ZERO, now);
                }
            }
        }
        Ok(())
    }
}

/// Whether a pipe with these filters takes a record.
fn takes(filters: &[Filter], record: &Value) -> bool {
    filters.is_empty() || filters.iter().any(|filter| filter.matches(record))
}

/// A template with every `<$.path>` replaced by what the record has there.
fn filled(template: &str, record: &Value) -> String {
    let mut parts = template.split("<$.");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((path, rest)) = part.split_once('>') else { continue };
        let found = path.split('.').fold(record, |value, name| &value[name]);
        text += &found.as_str().map_or_else(|| found.to_string(), str::to_owned);
        text += rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_template_gives_way_to_what_the_record_has_there() {
        let record = json!({ "dynamodb": { "NewImage": { "id": { "S": "a-b" }, "n": { "N": "7" } } } });
        for (template, message) in [
            (r#"{"id": "<$.dynamodb.NewImage.id.S>"}"#, r#"{"id": "a-b"}"#),
            ("<$.dynamodb.NewImage.n.N> of <$.dynamodb.NewImage.id>", r#"7 of {"S":"a-b"}"#),
            ("plain", "plain"),
        ] {
            assert_eq!(filled(template, &record), message);
        }
    }
}
