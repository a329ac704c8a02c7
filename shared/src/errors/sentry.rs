//! Events as official SDKs write them.
//!
//! SDKs differ, and their versions too: what is of an unexpected type is left out, and the rest of the event
//! is kept. The attributes are described at
//! <https://develop.sentry.dev/sdk/foundations/transport/event-payloads/>.

mod exception;
pub(super) mod json;
mod message;
mod value;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use self::exception::exceptions;
use self::message::{Message, message};
use self::value::{cut, last, level, list, object, prose, scalar, text, text_or_number, timestamp};
use super::envelope::event_id;
use super::event::{Breadcrumb, Event, User};

/// The longest names, in bytes.
const MAX_WORD: usize = 64;
const MAX_TRANSACTION: usize = 200;
const MAX_SERVER_NAME: usize = 255;
const MAX_RELEASE: usize = 250;
/// How many tags are kept, and how long a key or a value may be.
const MAX_TAGS: usize = 100;
const MAX_TAG: usize = 200;
/// How many breadcrumbs are kept, the newest, and how long a message of one may be.
const MAX_BREADCRUMBS: usize = 100;
const MAX_BREADCRUMB: usize = 1024;
/// How many parts a fingerprint may have, and how long one may be.
const MAX_FINGERPRINT: usize = 32;
const MAX_PART: usize = 255;
/// The longest attribute of a user.
const MAX_USER: usize = 255;

/// Why an event cannot be read at all. It says nothing of what stands there, which may be private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEvent {
    /// It is not a JSON object.
    #[error("the event is not a JSON object")]
    NotAnObject,
    /// Its values lie more than 32 deep in one another.
    #[error("the event is nested more than 32 deep")]
    TooDeep,
    /// It has more than 20,000 values, an empty object or list counted as two.
    #[error("the event has more than 20,000 values")]
    TooMany,
}

/// Reads an event of an SDK, the payload of an item of the type `event`. Fails only if it is no JSON object
/// or one that is made to be a burden.
pub fn read(payload: &[u8]) -> Result<Event, BadEvent> {
    let mut event = Value::Object(json::object(payload)?);
    let mut taken = |key| object(event.get_mut(key).map(Value::take));
    let (request, extra, contexts) = (taken("request"), taken("extra"), taken("contexts"));
    let word = |key| text(event.get(key), MAX_WORD);
    let Message { text: message, template } = message(event.get("logentry"), event.get("message"));
    Ok(Event {
        id: event.get("event_id").and_then(Value::as_str).and_then(event_id).unwrap_or_default(),
        timestamp: timestamp(event.get("timestamp")),
        level: level(event.get("level")).unwrap_or_default(),
        platform: word("platform"),
        exceptions: exceptions(&event, message.as_deref()),
        message,
        template,
        stack: None,
        breadcrumbs: breadcrumbs(event.get("breadcrumbs")),
        logger: word("logger"),
        transaction: text(event.get("transaction"), MAX_TRANSACTION),
        server_name: text(event.get("server_name"), MAX_SERVER_NAME),
        release: release(event.get("release")),
        dist: text_or_number(event.get("dist"), MAX_WORD),
        environment: word("environment"),
        user: event.get("user").and_then(user),
        request,
        tags: tags(event.get("tags")),
        extra,
        contexts,
        fingerprint: fingerprint(event.get("fingerprint")),
        sdk: event.get("sdk").and_then(sdk),
    })
}

/// The first line, since what a program read from a file or a command ends with a line feed.
fn release(value: Option<&Value>) -> Option<String> {
    let given = text_or_number(value, usize::MAX)?;
    let line = given.lines().next().unwrap_or_default().trim();
    Some(cut(line, MAX_RELEASE).to_owned()).filter(|release| !release.is_empty())
}

fn breadcrumbs(value: Option<&Value>) -> Vec<Breadcrumb> {
    let all: Vec<_> = list(value).iter().filter_map(Value::as_object).collect();
    last(&all, MAX_BREADCRUMBS).iter().map(|crumb| breadcrumb(crumb)).collect()
}

fn breadcrumb(crumb: &Map<String, Value>) -> Breadcrumb {
    Breadcrumb {
        timestamp: timestamp(crumb.get("timestamp")),
        kind: text(crumb.get("type"), MAX_WORD),
        category: text(crumb.get("category"), MAX_WORD),
        level: level(crumb.get("level")),
        message: prose(crumb.get("message"), MAX_BREADCRUMB),
        data: object(crumb.get("data").cloned()),
    }
}

/// `None` if nothing is known of the person. `{{auto}}` asks for the address of the connection, which is not
/// taken here.
fn user(value: &Value) -> Option<User> {
    let word = |key| text_or_number(value.get(key), MAX_USER);
    let user = User {
        id: word("id"),
        username: word("username"),
        email: text(value.get("email"), MAX_USER),
        ip_address: text(value.get("ip_address"), MAX_USER).filter(|ip| ip != "{{auto}}"),
    };
    (user != User::default()).then_some(user)
}

/// An object, a list of pairs or a list of objects with key and value.
fn tags(value: Option<&Value>) -> BTreeMap<String, String> {
    let pairs: Vec<(&str, &Value)> = match value {
        Some(Value::Object(tags)) => tags.iter().map(|(key, value)| (key.as_str(), value)).collect(),
        Some(Value::Array(tags)) => tags.iter().filter_map(tag).collect(),
        _ => Vec::new(),
    };
    let named = pairs.into_iter().filter(|(key, _)| !key.is_empty());
    let tags = named.filter_map(|(key, value)| Some((cut(key, MAX_TAG).to_owned(), scalar(value, MAX_TAG)?)));
    tags.take(MAX_TAGS).collect()
}

fn tag(tag: &Value) -> Option<(&str, &Value)> {
    match tag {
        Value::Array(pair) => match pair.as_slice() {
            [key, value] => Some((key.as_str()?, value)),
            _ => None,
        },
        tag => Some((tag.get("key")?.as_str()?, tag.get("value")?)),
    }
}

fn fingerprint(value: Option<&Value>) -> Vec<String> {
    let parts = match value {
        Some(Value::Array(parts)) => parts.as_slice(),
        Some(part @ Value::String(_)) => std::slice::from_ref(part),
        _ => &[],
    };
    parts.iter().filter_map(|part| scalar(part, MAX_PART)).take(MAX_FINGERPRINT).collect()
}

fn sdk(value: &Value) -> Option<String> {
    let name = text(value.get("name"), MAX_WORD)?;
    let version = text(value.get("version"), MAX_WORD);
    Some(version.map_or_else(|| name.clone(), |version| format!("{name}/{version}")))
}

#[cfg(test)]
mod tests;
