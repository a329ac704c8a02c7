//! Which events are one error: by what the program says, else by where it was thrown, else by what it says.
//!
//! When the rules change, every error would get another key and look new. So rules have a version, and the
//! keys under older versions are given too: a group that is found under one of them goes on under the current
//! key.

mod files;
mod fingerprint;
mod frames;
mod functions;
mod label;

#[cfg(test)]
mod tests;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::event::{Event, Exception};
use super::wording::normalise;
pub use label::{culprit, title};

/// The version of the rules by which new events are grouped.
pub const VERSION: u32 = 1;

/// All rules that groups may still have been made by, the newest first.
pub const ALGORITHMS: &[Algorithm] = &[NEWEST];

const NEWEST: Algorithm = Algorithm { version: VERSION, why: reason };

/// Bytes of a digest that make a key: as many as a UUID has.
const KEY_BYTES: usize = 16;
/// Frames that an error is told by. Further out is what many errors have in common.
const TOP_FRAMES: usize = 5;
/// How much of the reason is kept to be shown. The key is made of all of it.
const MAX_SHOWN_PARTS: usize = 20;
const MAX_SHOWN: usize = 200;

/// One version of the rules.
#[derive(Clone, Copy, Debug)]
pub struct Algorithm {
    /// Its number, part of each key.
    pub version: u32,
    /// The rules.
    pub why: fn(&Event) -> Why,
}

/// The group that an event belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groupings {
    /// By the newest rules.
    pub current: Grouping,
    /// Its keys by older rules, the newest first: a group under one of them is the same one.
    pub previous: Vec<String>,
}

/// The group that an event belongs to by one version of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Grouping {
    /// 22 characters, the same for all events of the group and different in each project.
    pub key: String,
    /// The version of the rules.
    pub version: u32,
    /// What the events of the group have in common.
    pub why: Why,
}

/// What the events of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Why {
    /// By which of the rules they were grouped.
    pub by: Basis,
    /// What is the same in all of them, shortened to be shown.
    pub parts: Vec<String>,
}

/// By which of the rules events are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GroupingBasis)]
pub enum Basis {
    /// The program said what they have in common.
    ClientFingerprint,
    /// What was thrown, and the nearest frames of the program's own.
    Stack,
    /// What was thrown, and what it says.
    TypeAndMessage,
    /// What it says.
    Message,
}

/// The group that an event of a project belongs to.
pub fn groupings(project: &str, event: &Event) -> Groupings {
    groupings_by(ALGORITHMS, project, event)
}

/// The same by other rules than the current ones, the newest first.
pub fn groupings_by(algorithms: &[Algorithm], project: &str, event: &Event) -> Groupings {
    let (newest, older) = algorithms.split_first().unwrap_or((&NEWEST, &[]));
    let why = (newest.why)(event);
    let current = Grouping {
        key: key(newest.version, project, &why),
        version: newest.version,
        why: Why { by: why.by, parts: shown(&why.parts) },
    };
    let previous = older.iter().map(|old| key(old.version, project, &(old.why)(event))).collect();
    Groupings { current, previous }
}

impl Why {
    /// The reason in words, such as "Grouped by type and the top frame: `TypeError`, checkout.js pay".
    pub fn sentence(&self) -> String {
        let by = match (self.by, self.parts.len()) {
            (Basis::ClientFingerprint, _) => "the fingerprint that the program sent".to_owned(),
            (Basis::Stack, 0..=2) => "type and the top frame".to_owned(),
            (Basis::Stack, count) => format!("type and the top {} frames", count - 1),
            (Basis::TypeAndMessage, _) => "type and message".to_owned(),
            (Basis::Message, _) => "message".to_owned(),
        };
        format!("Grouped by {by}: {}", self.parts.join(", "))
    }
}

/// Each part is preceded by its length, so that nobody can make two parts look like one.
fn key(version: u32, project: &str, why: &Why) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("v{version}\0{project}\0{:?}\0", why.by));
    for part in &why.parts {
        hash.update(format!("{}\0{part}", part.len()));
    }
    let digest = hash.finalize();
    URL_SAFE_NO_PAD.encode(digest.get(..KEY_BYTES).unwrap_or_default())
}

fn shown(parts: &[String]) -> Vec<String> {
    parts.iter().take(MAX_SHOWN_PARTS).map(|part| label::shorten(part, MAX_SHOWN)).collect()
}

/// The rules of version 1.
fn reason(event: &Event) -> Why {
    fingerprint::reason(event).unwrap_or_else(|| default_reason(event))
}

/// The rules for events about which the program said nothing.
fn default_reason(event: &Event) -> Why {
    let thrown = event.exceptions.iter().rfind(|exception| !exception.frames.is_empty());
    thrown
        .and_then(|exception| by_stack(event, exception))
        .or_else(|| by_text(event, thrown.or(event.exception())?))
        .unwrap_or_else(|| by_message(event))
}

/// What was thrown and where, if the stack says more than that it was somewhere in the one bundle.
fn by_stack(event: &Event, exception: &Exception) -> Option<Why> {
    let places = frames::top(event, exception, TOP_FRAMES);
    let distinct = |place: &frames::Place| places.first() != Some(place);
    if !places.iter().any(|place| place.function.is_some() || distinct(place)) {
        return None;
    }
    let crashed = places.iter().find_map(|place| place.function.clone());
    let kind = frames::kind(event, exception).filter(|_| !exception.synthetic);
    let first = kind.or(crashed).unwrap_or_else(|| "(unknown)".to_owned());
    let parts = std::iter::once(first).chain(places.iter().map(ToString::to_string)).collect();
    Some(Why { by: Basis::Stack, parts })
}

fn by_text(event: &Event, exception: &Exception) -> Option<Why> {
    let value = exception.value.as_deref().map(normalise).filter(|value| !value.is_empty());
    let (by, parts) = match (frames::kind(event, exception), value) {
        (Some(kind), value) => (Basis::TypeAndMessage, [Some(kind), value]),
        (None, Some(value)) => (Basis::Message, [Some(value), None]),
        (None, None) => return None,
    };
    Some(Why { by, parts: parts.into_iter().flatten().collect() })
}

/// What was said. A template is read like a message, as some SDKs send the message as its own template.
fn by_message(event: &Event) -> Why {
    let texts = [&event.template, &event.message].into_iter().flatten().map(|text| normalise(text));
    let said = texts.into_iter().find(|text| !text.is_empty());
    Why { by: Basis::Message, parts: vec![said.unwrap_or_else(|| "(nothing)".to_owned())] }
}
