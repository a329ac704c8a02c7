//! What happened to an org, for whoever looks back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrgEvent)]
pub struct Event {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What kind of thing.
    pub kind: EventKind,
    /// The limit that it is about, by Salesforce's name.
    pub limit: Option<String>,
    /// What happened, in a sentence.
    #[schema(example = "The maximum of Daily API requests rose from 15,000 to 20,000.")]
    pub sentence: String,
}

/// Kinds of things that happen to an org.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum EventKind {
    /// An alert opened.
    AlertOpened,
    /// An open alert became critical.
    AlertEscalated,
    /// An alert closed.
    AlertClosed,
    /// A maximum is another.
    MaximumChanged,
    /// A limit is there that was not.
    LimitAppeared,
    /// A limit is not there any more.
    LimitVanished,
    /// The connection does not work.
    ConnectionLost,
    /// The connection works again.
    ConnectionRestored,
}
