//! What the program says that its events have in common.

use super::{Basis, Why, default_reason};
use crate::errors::event::{Event, Level};
use crate::errors::wording::normalise;

/// Variables are looked for in so many parts of so many bytes. Others stay as they are, and a fingerprint of
/// variables alone cannot grow without end.
const MAX_PARTS: usize = 32;
const MAX_PART: usize = 1000;
/// The most variables in one part.
const MAX_VARIABLES: usize = 16;

/// The reason that the program gives, if it gives one: see "SDK Fingerprinting" in the documentation of
/// Sentry.
pub(super) fn reason(event: &Event) -> Option<Why> {
    let parts = &event.fingerprint;
    let is_given = |part: &String| !part.trim().is_empty();
    if !parts.iter().any(is_given) || parts.iter().filter(|part| is_given(part)).all(|part| is_default(part))
    {
        return None;
    }
    let filled = parts.iter().enumerate().flat_map(|(index, part)| {
        if index >= MAX_PARTS || part.len() > MAX_PART {
            vec![part.clone()]
        } else if is_default(part) {
            default_reason(event).parts
        } else {
            vec![fill(part, event)]
        }
    });
    Some(Why { by: Basis::ClientFingerprint, parts: filled.collect() })
}

fn is_default(part: &str) -> bool {
    variable(part.trim()).is_some_and(|(name, rest)| name == "default" && rest.is_empty())
}

/// Splits a text that begins with `{{ name }}` into the name and the rest.
fn variable(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix("{{")?.split_once("}}")?;
    Some((name.trim(), rest))
}

fn fill(part: &str, event: &Event) -> String {
    let mut result = String::new();
    let mut rest = part;
    for _ in 0..MAX_VARIABLES {
        let Some(start) = rest.find("{{") else { break };
        let (before, from) = rest.split_at(start);
        result.push_str(before);
        match variable(from).and_then(|(name, after)| Some((value(name, event)?, after))) {
            Some((value, after)) => {
                result.push_str(&value);
                rest = after;
            }
            None => {
                result.push('{');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    result.push_str(rest);
    result
}

/// The value of a variable. Messages come without what differs from one occurrence to the next: with it, each
/// would be a group of its own.
fn value(name: &str, event: &Event) -> Option<String> {
    let exception = event.exception();
    let kind = || exception?.kind.clone();
    let said = || exception?.value.as_deref().map(normalise);
    let value = match name {
        "default" => Some(default_reason(event).parts.join(" ")),
        "type" | "error.type" => kind(),
        "value" | "error.value" => said(),
        "message" => event.message.as_deref().map(normalise).or_else(said),
        "transaction" => event.transaction.clone(),
        "logger" => event.logger.clone(),
        "level" => Some(level(event.level).to_owned()),
        _ => return None,
    };
    Some(value.unwrap_or_else(|| format!("(no {name})")))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Debug => "debug",
        Level::Info => "info",
        Level::Warning => "warning",
        Level::Error => "error",
        Level::Fatal => "fatal",
    }
}
