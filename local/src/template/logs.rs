//! Who reads the logs of functions.

use std::time::Duration;

use serde_json::Value;

use super::queues::timeout_of;
use super::yaml::{reference, text};
use super::{BadTemplate, binary};

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

impl Subscription {
    pub(super) fn read(id: &str, properties: &Value, document: &Value) -> Result<Self, BadTemplate> {
        let log = reference(id, properties, "LogGroupName")?;
        let function = reference(id, properties, "DestinationArn")?;
        let resource = |id: &str| &document["Resources"][id]["Properties"];
        Ok(Self {
            log: text(&log, resource(&log), "LogGroupName")?,
            function: binary(&function, resource(&function))?,
            pattern: text(id, properties, "FilterPattern")?,
            timeout: timeout_of(&function, document)?,
        })
    }
}
