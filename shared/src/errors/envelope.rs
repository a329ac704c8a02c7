//! Envelopes: several things that an SDK reports, in one body.
//!
//! A header in one line, then the items, each a header in one line and its payload. The format is described
//! at <https://develop.sentry.dev/sdk/foundations/transport/envelopes/>.

use serde_json::{Map, Value};

use super::project::is_project_id;
use super::sentry::json;

/// How many items an envelope may have.
const MAX_ITEMS: usize = 100;
/// The longest header, in bytes.
const MAX_HEADER: usize = 8 * 1024;
/// The largest report of discarded events, in bytes.
const MAX_REPORT: usize = 4 * 1024;
/// How many entries of such a report count.
const MAX_DISCARDED: usize = 64;

/// What an SDK sends at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// The event that the items belong to, as 32 hexadecimal digits.
    pub event_id: Option<String>,
    /// Where the SDK was told to send to; it may carry the key in place of a request's header.
    pub dsn: Option<String>,
    /// The items in their order, those of unknown types too.
    pub items: Vec<Item<'a>>,
}

/// One thing that an SDK reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// Its type, such as `event`.
    pub kind: String,
    /// The bytes as they stand in the envelope.
    pub payload: &'a [u8],
}

/// Why an envelope cannot be read. It says nothing of what stands there, which may be private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{fault}", Place(*item))]
pub struct BadEnvelope {
    /// The item, from 1; the envelope itself if there is none.
    pub item: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing.
    #[error("it is empty")]
    Empty,
    /// A header has more than 8 KiB.
    #[error("the header has more than 8 KiB")]
    LongHeader,
    /// A header is no JSON object in one line.
    #[error("the header is not a JSON object in one line")]
    NotAnObject,
    /// The id is not one.
    #[error("event_id is not 32 hexadecimal digits")]
    EventId,
    /// The type is absent or not a text.
    #[error("type is not a text")]
    Type,
    /// The length is not a number, or larger than what is left.
    #[error("length is not a number of bytes that follow")]
    Length,
    /// The payload goes on behind its length.
    #[error("there is no line feed behind the payload")]
    Behind,
    /// There are more than 100 items.
    #[error("there are more than 100 items")]
    TooMany,
}

struct Place(Option<usize>);

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            None => f.write_str("envelope: "),
            Some(number) => write!(f, "item {number} of the envelope: "),
        }
    }
}

/// Takes an envelope apart. Headers that are not needed here may be of any type; an envelope may have no
/// items.
pub fn parse(bytes: &[u8]) -> Result<Envelope<'_>, BadEnvelope> {
    let bad = |fault| BadEnvelope { item: None, fault };
    if bytes.is_empty() {
        return Err(bad(Fault::Empty));
    }
    let (header, mut rest) = header(bytes).map_err(bad)?;
    let event_id = match header.get("event_id") {
        None | Some(Value::Null) => None,
        Some(id) => Some(id.as_str().and_then(event_id).ok_or(bad(Fault::EventId))?),
    };
    let dsn = header.get("dsn").and_then(Value::as_str).map(str::to_owned);
    let mut items = Vec::new();
    while !is_end(rest) {
        if items.len() == MAX_ITEMS {
            return Err(bad(Fault::TooMany));
        }
        let number = items.len() + 1;
        let (item, behind) = item(rest).map_err(|fault| BadEnvelope { item: Some(number), fault })?;
        items.push(item);
        rest = behind;
    }
    Ok(Envelope { event_id, dsn, items })
}

/// Line feeds at the end separate nothing.
fn is_end(rest: &[u8]) -> bool {
    rest.iter().all(|byte| matches!(byte, b'\n' | b'\r'))
}

/// The header at the beginning, and what follows its line. A carriage return is white space to JSON.
fn header(bytes: &[u8]) -> Result<(Map<String, Value>, &[u8]), Fault> {
    let (line, rest) = line(bytes);
    if line.len() > MAX_HEADER {
        return Err(Fault::LongHeader);
    }
    let text = std::str::from_utf8(line).map_err(|_| Fault::NotAnObject)?;
    let header = json::object(text.as_bytes()).map_err(|_| Fault::NotAnObject)?;
    Ok((header, rest))
}

fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

fn item(bytes: &[u8]) -> Result<(Item<'_>, &[u8]), Fault> {
    let (header, rest) = header(bytes)?;
    let kind = header.get("type").and_then(Value::as_str).ok_or(Fault::Type)?.to_owned();
    let length = match header.get("length") {
        None | Some(Value::Null) => {
            let (payload, rest) = line(rest);
            return Ok((Item { kind, payload }, rest));
        }
        Some(length) => length.as_u64().and_then(|length| usize::try_from(length).ok()),
    };
    let (payload, rest) = length.and_then(|length| rest.split_at_checked(length)).ok_or(Fault::Length)?;
    match rest {
        [] | [b'\n', ..] => Ok((Item { kind, payload }, rest.get(1..).unwrap_or_default())),
        _ => Err(Fault::Behind),
    }
}

/// The id of an event in the form in which it is kept: 32 lower-case hexadecimal digits. It may be given as a
/// UUID with hyphens (RFC 9562, section 4).
pub fn event_id(text: &str) -> Option<String> {
    let hyphens: &[usize] = if text.len() == 36 { &[8, 13, 18, 23] } else { &[] };
    let is_id = matches!(text.len(), 32 | 36)
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if hyphens.contains(&at) { byte == b'-' } else { byte.is_ascii_hexdigit() });
    is_id.then(|| text.replace('-', "").to_ascii_lowercase())
}

/// The public key and the project of a DSN, such as `https://<key>@host/prefix/1`, which is how an SDK is
/// told where to report to (<https://docs.sentry.io/concepts/key-terms/dsn-explainer/>).
pub fn public_key(dsn: &str) -> Option<(String, String)> {
    let rest = dsn.strip_prefix("https://").or_else(|| dsn.strip_prefix("http://"))?;
    let (place, path) = rest.split_once('/')?;
    // Old ones have a secret behind the key.
    let (user, _) = place.split_once('@').filter(|(_, host)| !host.is_empty())?;
    let (key, project) = (user.split(':').next()?, path.rsplit('/').next()?);
    let is_key = key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_key && is_project_id(project)).then(|| (key.to_ascii_lowercase(), project.to_owned()))
}

/// Events that an SDK did not send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discarded {
    /// Why, such as `ratelimit_backoff`.
    pub reason: String,
    /// What kind of thing, such as `error`.
    pub category: String,
    /// How many.
    pub quantity: u64,
}

/// More than a browser or a service loses between two reports.
const MAX_QUANTITY: u64 = 1_000_000;

/// Why SDKs do not send something, by Sentry's documentation; everything else is `other`, because whoever has
/// a public key could make up names without end.
const REASONS: [&str; 14] = [
    "queue_overflow",
    "cache_overflow",
    "buffer_overflow",
    "ratelimit_backoff",
    "network_error",
    "sample_rate",
    "before_send",
    "event_processor",
    "send_error",
    "internal_sdk_error",
    "insufficient_data",
    "backpressure",
    "invalid",
    "ignored",
];

/// What SDKs send.
const CATEGORIES: [&str; 16] = [
    "default",
    "error",
    "transaction",
    "monitor",
    "span",
    "log_item",
    "security",
    "attachment",
    "session",
    "profile",
    "profile_chunk",
    "replay",
    "feedback",
    "trace_metric",
    "metric_bucket",
    "internal",
];

/// Reads an SDK's report of what it did not send (an item of the type `client_report`, see
/// <https://develop.sentry.dev/sdk/telemetry/client-reports/>); `None` if it is none. Entries that are not
/// understood are left out, and so are those that only relays write.
pub fn client_report(payload: &[u8]) -> Option<Vec<Discarded>> {
    if payload.len() > MAX_REPORT {
        return None;
    }
    let report = json::object(payload).ok()?;
    let entries = match report.get("discarded_events") {
        None | Some(Value::Null) => return Some(Vec::new()),
        Some(entries) => entries.as_array()?,
    };
    Some(entries.iter().take(MAX_DISCARDED).filter_map(discarded).collect())
}

fn discarded(entry: &Value) -> Option<Discarded> {
    let known = |key, names: &[&str]| {
        let given = entry.get(key)?.as_str()?;
        Some(if names.contains(&given) { given } else { "other" }.to_owned())
    };
    let quantity = entry.get("quantity")?.as_u64()?.min(MAX_QUANTITY);
    Some(Discarded {
        reason: known("reason", &REASONS)?,
        category: known("category", &CATEGORIES)?,
        quantity,
    })
}

#[cfg(test)]
mod tests;
