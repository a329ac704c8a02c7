//! What functions write, and who reads it.

use std::time::Duration;

use serde_json::Value;

use super::queues::timeout_of;
use super::yaml::{reference, text};
use super::{BadTemplate, STACK, binary};

/// Where a function writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// The log's name.
    pub group: String,
    /// The function's name as CloudFormation makes it, by which its streams in the log are known.
    pub writer: String,
}

/// One function that gets lines of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The log's name.
    pub log: String,
    /// The function, by the name of its binary.
    pub function: String,
    /// Which lines it gets, in CloudWatch's own words.
    pub pattern: String,
    /// How long it may take for them.
    pub timeout: Duration,
}

impl Log {
    /// Reads a function's; `None` if it leaves the log to Lambda.
    pub(super) fn read(id: &str, function: &Value, document: &Value) -> Result<Option<Self>, BadTemplate> {
        let settings = &function["LoggingConfig"];
        if settings.is_null() {
            return Ok(None);
        }
        let group = group(&reference(id, settings, "LogGroup")?, document)?;
        Ok(Some(Self { group, writer: format!("{STACK}-{id}-LOCAL") }))
    }
}

impl Subscription {
    pub(super) fn read(id: &str, properties: &Value, document: &Value) -> Result<Self, BadTemplate> {
        let function = reference(id, properties, "DestinationArn")?;
        Ok(Self {
            log: group(&reference(id, properties, "LogGroupName")?, document)?,
            function: binary(&function, &document["Resources"][&function]["Properties"])?,
            pattern: text(id, properties, "FilterPattern")?,
            timeout: timeout_of(&function, document)?,
        })
    }
}

/// The name of a log that the template makes.
fn group(id: &str, document: &Value) -> Result<String, BadTemplate> {
    text(id, &document["Resources"][id]["Properties"], "LogGroupName")
}
