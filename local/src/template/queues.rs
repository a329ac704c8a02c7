//! Queues, what fills them and what empties them.

use std::time::Duration;

use serde_json::Value;

use super::yaml::{number, reference, text};
use super::{BadTemplate, Filter, Template, binary};

/// One queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Its logical id, which is its name here.
    pub id: String,
    /// How long a message that was delivered stays hidden unless it is deleted.
    pub visibility: Duration,
    /// Where messages go that nobody could handle.
    pub redrive: Option<Redrive>,
}

/// Where messages go that nobody could handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redrive {
    /// The other queue's logical id.
    pub queue: String,
    /// After how many deliveries.
    pub after: u32,
}

/// One pipe: what is new in a table becomes messages of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipe {
    /// Its logical id.
    pub id: String,
    /// The table's logical id.
    pub table: String,
    /// The queue's logical id.
    pub queue: String,
    /// Which records it takes: those that one of these matches, or all if there is none.
    pub filters: Vec<Filter>,
    /// A message's body, with paths into the stream's record in the form `<$.dynamodb.NewImage.id.S>`.
    pub message: String,
}

/// One function that a queue feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consumer {
    /// The function, by the name of its binary.
    pub function: String,
    /// The queue's logical id.
    pub queue: String,
    /// How many messages it gets at once, at most.
    pub batch_size: usize,
    /// How long it may take for them.
    pub timeout: Duration,
}

/// What Lambda and SQS take if nothing is said.
const FUNCTION_TIMEOUT: u32 = 3;
const VISIBILITY: u32 = 30;
const BATCH_SIZE: u32 = 10;

impl Queue {
    pub(super) fn read(id: &str, properties: &Value) -> Result<Self, BadTemplate> {
        let seconds = number(id, properties, "VisibilityTimeout")?.unwrap_or(VISIBILITY);
        let policy = &properties["RedrivePolicy"];
        let redrive = match policy {
            Value::Null => None,
            _ => Some(Redrive {
                queue: reference(id, policy, "deadLetterTargetArn")?,
                after: number(id, policy, "maxReceiveCount")?
                    .ok_or_else(|| BadTemplate::part(id, "maxReceiveCount"))?,
            }),
        };
        Ok(Self { id: id.to_owned(), visibility: Duration::from_secs(seconds.into()), redrive })
    }
}

impl Pipe {
    pub(super) fn read(id: &str, properties: &Value) -> Result<Self, BadTemplate> {
        Ok(Self {
            id: id.to_owned(),
            table: reference(id, properties, "Source")?,
            queue: reference(id, properties, "Target")?,
            filters: Filter::read_all(id, &properties["SourceParameters"])?,
            message: text(id, &properties["TargetParameters"], "InputTemplate")?,
        })
    }
}

impl Consumer {
    /// Reads an event source mapping.
    pub(super) fn read(id: &str, properties: &Value, document: &Value) -> Result<Self, BadTemplate> {
        let function = reference(id, properties, "FunctionName")?;
        let own = &document["Resources"][&function]["Properties"];
        let batch_size = number(id, properties, "BatchSize")?.unwrap_or(BATCH_SIZE);
        Ok(Self {
            function: binary(&function, own)?,
            queue: reference(id, properties, "EventSourceArn")?,
            batch_size: usize::try_from(batch_size).unwrap_or(usize::MAX),
            timeout: timeout_of(&function, document)?,
        })
    }
}

/// How long a function may take: its own time-out comes before the common one.
pub(super) fn timeout_of(function: &str, document: &Value) -> Result<Duration, BadTemplate> {
    let common = number("Globals", &document["Globals"]["Function"], "Timeout")?;
    let own = number(function, &document["Resources"][function]["Properties"], "Timeout")?;
    Ok(Duration::from_secs(own.or(common).unwrap_or(FUNCTION_TIMEOUT).into()))
}

/// Finds what refers to nothing, and the function that may take longer than its messages stay hidden: AWS
/// refuses all of it too, but later.
pub(super) fn check(template: &Template) -> Result<(), BadTemplate> {
    let queue = |id: &str| template.queues.iter().find(|queue| queue.id == id);
    for redrive in template.queues.iter().filter_map(|queue| Some((&queue.id, queue.redrive.as_ref()?))) {
        queue(&redrive.1.queue).ok_or_else(|| BadTemplate::part(redrive.0, "deadLetterTargetArn"))?;
    }
    for pipe in &template.pipes {
        queue(&pipe.queue).ok_or_else(|| BadTemplate::part(&pipe.id, "Target"))?;
        let source = template.tables.iter().find(|table| table.id == pipe.table);
        source.ok_or_else(|| BadTemplate::part(&pipe.id, "Source"))?;
    }
    for consumer in &template.consumers {
        let queue =
            queue(&consumer.queue).ok_or_else(|| BadTemplate::part(&consumer.function, "EventSourceArn"))?;
        if queue.visibility < consumer.timeout {
            return Err(BadTemplate::part(&queue.id, "VisibilityTimeout"));
        }
    }
    Ok(())
}
