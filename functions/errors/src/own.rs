//! Our own errors: what other functions write into their logs when they fail becomes errors of the first
//! project. The functions do nothing for it, so that no answer waits for it, and this one's own log is read
//! by nobody, so that its failures cannot go round in a circle.

use jiff::Timestamp;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::app::App;
use shared::error::Error;
use shared::errors::event::{Event, Exception, Frame, Level};
use shared::errors::project::OWN;
use shared::subscription::{Line, Lines};
use shared::token;

use crate::take;

/// A line of a function's own: a refusal of 500 and above, or a panic. And Lambda's report of an invocation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Written {
    request_id: String,
    status: u16,
    code: String,
    error: String,
    cause: String,
    panic: bool,
    location: String,
    #[serde(rename = "type")]
    kind: String,
    record: Record,
}

/// What Lambda says of an invocation that is over.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Record {
    request_id: String,
    status: String,
    error_type: String,
}

/// Makes errors of the lines that tell of failures. The same lines may come again and count once.
pub async fn own(app: &App, lines: Lines) -> Result<(), Error> {
    let function = lines.function();
    let mut outcome = Ok(());
    for line in &lines.log_events {
        let Some(mut event) = event_of(line) else { continue };
        event.transaction = Some(function.clone());
        event.tags.insert("function".into(), function.clone());
        event.environment.clone_from(&app.config.environment);
        // Boxed, because a future this deep is more than the compiler lays out in place.
        let taken = Box::pin(take::take(app, OWN, event, false)).await;
        // The others are taken all the same; Lambda hands all of them over again.
        outcome = outcome.and(taken.map(|_| ()));
    }
    outcome
}

/// The error that a line tells of; `None` if it tells of none.
fn event_of(line: &Line) -> Option<Event> {
    let written: Written = serde_json::from_str(&line.message).ok()?;
    let (level, exception) = match &written {
        Written { panic: true, .. } => (Level::Fatal, panicked(&written)),
        Written { status: 500.., .. } => (Level::Error, refused(&written)),
        Written { kind, record, .. } if kind == "platform.report" => (Level::Fatal, ended(record)?),
        _ => return None,
    };
    let request_id = [&written.request_id, &written.record.request_id].into_iter().find(|id| !id.is_empty());
    let tags = [
        ("request_id", request_id.cloned()),
        ("code", Some(written.code)),
        ("status", status(written.status)),
    ];
    Some(Event {
        id: id_of(line),
        timestamp: Timestamp::from_millisecond(line.timestamp).ok(),
        level,
        platform: Some("rust".into()),
        logger: Some("functions".into()),
        release: Some(env!("CARGO_PKG_VERSION").into()),
        exceptions: vec![exception],
        tags: tags
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value.filter(|value| !value.is_empty())?)))
            .collect(),
        ..Event::default()
    })
}

fn status(status: u16) -> Option<String> {
    (status > 0).then(|| status.to_string())
}

fn refused(written: &Written) -> Exception {
    let cause = if written.cause.is_empty() { String::new() } else { format!(": {}", written.cause) };
    let value = Some(format!("{}{cause}", written.error));
    Exception { kind: Some(written.code.clone()), value, handled: Some(true), ..Exception::default() }
}

fn panicked(written: &Written) -> Exception {
    let mut location = written.location.rsplitn(3, ':');
    let mut number = || location.next().and_then(|text| text.parse().ok());
    let (colno, lineno) = (number(), number());
    let frame = Frame {
        filename: location.next().map(str::to_owned),
        lineno,
        colno,
        in_app: Some(true),
        ..Frame::default()
    };
    Exception {
        kind: Some("panic".into()),
        value: Some(written.error.clone()),
        handled: Some(false),
        frames: vec![frame],
        ..Exception::default()
    }
}

/// What ended without a word of its own. A crash has one: its panic.
fn ended(record: &Record) -> Option<Exception> {
    let (kind, value) = match (record.status.as_str(), record.error_type.as_str()) {
        ("timeout", _) => ("timeout", "the function took longer than it may"),
        (_, "Runtime.OutOfMemory") => ("out_of_memory", "the function needed more memory than it has"),
        _ => return None,
    };
    let (kind, value) = (Some(kind.into()), Some(value.into()));
    Some(Exception { kind, value, handled: Some(false), ..Exception::default() })
}

/// An id that the same line always gets.
fn id_of(line: &Line) -> String {
    token::hex(Sha256::digest(&line.id).get(..16).unwrap_or_default())
}
