//! The simple form of a report, for programs that have no SDK: a message, and whatever else is known.

mod fields;

#[cfg(test)]
mod tests;

use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::event::{Event, Exception, Level, User};
use super::stack::{self, class_and_message, cut, without_uncaught};
use fields::{EventId, Message, Moment, Object, PersonId, Severity, Text};

/// How many bytes of a text are kept.
const MAX_MESSAGE: usize = 8192;
const MAX_STACK: usize = 16 * 1024;
const MAX_TRANSACTION: usize = 200;
const MAX_LOGGER: usize = 64;
const MAX_RELEASE: usize = 250;
const MAX_ENVIRONMENT: usize = 64;
const MAX_NAME: usize = 255;
const MAX_CLASS: usize = 128;
const MAX_URL: usize = 2048;
const MAX_USER_AGENT: usize = 1024;

/// An error as a program without an SDK reports it. What is longer than it may be is cut.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ErrorReport)]
pub struct Report {
    /// What happened, such as `TypeError: x is undefined`.
    #[schema(value_type = String, min_length = 1, example = "TypeError: x is undefined")]
    message: Message,
    /// The stack trace as the runtime writes it: that of JavaScript, Python, Java, Kotlin or Rust.
    #[schema(value_type = Option<String>)]
    stack: Option<Text>,
    /// The part of the program that reports; a path, route or URL also says where it happened.
    #[schema(value_type = Option<String>, example = "/checkout")]
    source: Option<Text>,
    /// How grave it is: `fatal` (or `critical`), `error` (or `high`), `warning` (or `warn`, `medium`), `info`
    /// (or `low`) or `debug`, in upper or lower case; `error` if it is absent.
    #[schema(value_type = Option<String>, example = "error")]
    severity: Option<Severity>,
    /// When it happened: as RFC 3339 writes it, or in milliseconds since 1970.
    #[schema(schema_with = fields::moment_schema)]
    timestamp: Option<Moment>,
    /// Whatever else the program wants to say, by name.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Object>,
    /// 32 hexadecimal digits or a UUID, by which the same report sent again is known.
    #[schema(value_type = Option<String>, example = "9ec79c33ec9942ab8353589fcb2e04dc")]
    event_id: Option<EventId>,
    /// The program's version.
    #[schema(value_type = Option<String>, example = "shop@1.4.2")]
    release: Option<Text>,
    /// Where it runs.
    #[schema(value_type = Option<String>, example = "production")]
    environment: Option<Text>,
    /// Who met it.
    user: Option<Person>,
    /// The URL of the page or request in which it happened.
    #[schema(value_type = Option<String>, example = "https://example.com/checkout")]
    url: Option<Text>,
    /// What the browser calls itself.
    #[schema(value_type = Option<String>)]
    user_agent: Option<Text>,
}

/// Who met a reported error.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ErrorReportUser)]
pub struct Person {
    /// The program's own id of the person; a number is taken as well.
    #[schema(value_type = Option<String>)]
    id: Option<PersonId>,
    /// The name to log in with.
    #[schema(value_type = Option<String>)]
    username: Option<Text>,
    /// The e-mail address.
    #[schema(value_type = Option<String>)]
    email: Option<Text>,
}

impl Report {
    /// The report as an event. Its id is empty if the report has none.
    pub fn into_event(self) -> Event {
        let mut event = Event {
            id: self.event_id.map(|id| id.0).unwrap_or_default(),
            timestamp: self.timestamp.map(|at| at.0),
            level: self.severity.map_or(Level::Error, |severity| severity.0),
            transaction: kept(self.source.as_ref().filter(|text| is_route(&text.0)), MAX_TRANSACTION),
            logger: kept(self.source.as_ref(), MAX_LOGGER),
            release: kept(self.release.as_ref(), MAX_RELEASE),
            environment: kept(self.environment.as_ref(), MAX_ENVIRONMENT),
            user: self.user.and_then(Person::into_user),
            request: request(self.url.as_ref(), self.user_agent.as_ref()),
            extra: self.metadata.map(|metadata| metadata.0).unwrap_or_default(),
            ..Event::default()
        };
        tell(&mut event, &self.message.0, self.stack.as_ref().map(|stack| stack.0.as_str()));
        event
    }
}

impl Person {
    /// `None` if nothing is said of him.
    fn into_user(self) -> Option<User> {
        let user = User {
            id: kept(self.id.map(|id| Text(id.0)).as_ref(), MAX_NAME),
            username: kept(self.username.as_ref(), MAX_NAME),
            email: kept(self.email.as_ref(), MAX_NAME),
            ip_address: None,
        };
        (user != User::default()).then_some(user)
    }
}

/// Tells an event what happened, each thing once: as an exception wherever that is possible, because only
/// exceptions have a class to group by.
fn tell(event: &mut Event, message: &str, stack: Option<&str>) {
    let message = cut(message.trim(), MAX_MESSAGE);
    let said = Some(without_uncaught(message).trim()).filter(|said| !said.is_empty()).unwrap_or(message);
    let named = named(said);
    match stack.and_then(stack::parse) {
        Some(trace) => {
            event.platform = Some(trace.platform.to_owned());
            event.exceptions = trace.exceptions;
        }
        None => {
            event.stack = stack
                .map(str::trim_end)
                .filter(|stack| !stack.trim().is_empty())
                .map(|stack| cut(stack, MAX_STACK).to_owned());
            event.exceptions.extend(named.clone());
        }
    }
    match event.exceptions.last_mut() {
        Some(thrown) if thrown.kind.is_none() && thrown.value.is_none() => {
            let named =
                named.unwrap_or_else(|| Exception { value: Some(said.to_owned()), ..Exception::default() });
            (thrown.kind, thrown.value) = (named.kind, named.value);
        }
        Some(thrown) if says(thrown, said) => {}
        Some(thrown)
            if named.is_some_and(|named| named.kind == thrown.kind && named.value == thrown.value) => {}
        _ => event.message = Some(said.to_owned()),
    }
}

/// The exception that a message names, such as `TypeError: x is undefined`.
fn named(said: &str) -> Option<Exception> {
    let (class, value) = class_and_message(said)?;
    let value = Some(value.trim()).filter(|value| !value.is_empty()).map(str::to_owned);
    Some(Exception { kind: Some(cut(class, MAX_CLASS).to_owned()), value, ..Exception::default() })
}

/// Whether an exception says all that a message says.
fn says(exception: &Exception, said: &str) -> bool {
    let [module, kind, value] = [&exception.module, &exception.kind, &exception.value]
        .map(|text| text.as_deref().unwrap_or_default());
    format!("{module}.{kind}: {value}").contains(said)
}

/// Whether a text names a place in a program: `/orders`, `GET /orders` or `https://example.com/orders`.
fn is_route(text: &str) -> bool {
    const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let text = text.trim();
    let path =
        text.split_once(' ').filter(|(method, _)| METHODS.contains(method)).map_or(text, |(_, path)| path);
    path.starts_with('/') || path.contains("://")
}

fn request(url: Option<&Text>, user_agent: Option<&Text>) -> Map<String, Value> {
    let mut request = Map::new();
    if let Some(url) = kept(url, MAX_URL) {
        request.insert("url".to_owned(), url.into());
    }
    if let Some(user_agent) = kept(user_agent, MAX_USER_AGENT) {
        let headers = Map::from_iter([("User-Agent".to_owned(), user_agent.into())]);
        request.insert("headers".to_owned(), headers.into());
    }
    request
}

/// A text of at most so many bytes; `None` if nothing can be read in it.
fn kept(text: Option<&Text>, bytes: usize) -> Option<String> {
    let text = text?.0.trim();
    if text.is_empty() { None } else { Some(cut(text, bytes).to_owned()) }
}
