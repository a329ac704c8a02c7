//! What Chrome, Edge, Node and Deno write: `    at call (https://example.com/a.js:1:2)`.
//! <https://v8.dev/docs/stack-trace-api>

use super::chain::{self, Mark};
use super::frames::{MAX_LINE, Place, name, name_file};
use crate::errors::event::{Exception, Frame};

pub(super) fn read(text: &str) -> Vec<Exception> {
    chain::read(text, mark)
}

/// Whether a script belongs to the runtime, a browser extension or a package.
pub(super) fn is_library(path: &str) -> bool {
    const BEGINNINGS: [&str; 10] = [
        "node:",
        "internal/",
        "node_modules/",
        "chrome://",
        "chrome-extension://",
        "moz-extension://",
        "safari-extension://",
        "safari-web-extension://",
        "resource://",
        "self-hosted",
    ];
    BEGINNINGS.iter().any(|beginning| path.starts_with(beginning))
        || path.contains("/node_modules/")
        || path.contains("\\node_modules\\")
}

fn mark(line: &str) -> Mark<'_> {
    let text = line.trim();
    if let Some(frame) = frame(text) {
        return Mark::Frame(frame);
    }
    let cause = ["[cause]: ", "Caused by: "].iter().find_map(|said| text.strip_prefix(said));
    match cause {
        // Node writes a cause without a stack in brackets.
        Some(cause) => {
            Mark::Cause(cause.strip_prefix('[').unwrap_or(cause).trim_end_matches([']', '{', ' ']))
        }
        None if text.starts_with("[errors]: [") => Mark::Aside,
        None if matches!(text, "}" | "]" | "},") => Mark::Close,
        None => Mark::Other,
    }
}

fn frame(text: &str) -> Option<Frame> {
    if text.len() > MAX_LINE {
        return None;
    }
    let call = text.strip_prefix("at ")?;
    // Node opens the braces of an error's properties behind the last call, and lists errors with commas.
    let call = call.strip_suffix(" {").or_else(|| call.strip_suffix(',')).unwrap_or(call);
    let call = call.strip_prefix("async ").unwrap_or(call);
    match call.strip_suffix(')').and_then(|call| call.split_once(" (")) {
        Some((function, place)) => named(function, place),
        None => nameless(call),
    }
}

fn named(function: &str, place: &str) -> Option<Frame> {
    let function = function.split_once(" [as ").map_or(function, |(function, _)| function);
    let function = if matches!(function, "<anonymous>" | "?") { None } else { name(function) };
    let mut frame = Frame { function, in_app: Some(false), ..Frame::default() };
    if matches!(place, "<anonymous>" | "native" | "native code") || place.starts_with("index ") {
        return Some(frame);
    }
    let place = evaluated(place).unwrap_or(place);
    tell(&mut frame, place.strip_prefix("address at ").unwrap_or(place))?;
    Some(frame)
}

fn nameless(place: &str) -> Option<Frame> {
    let mut frame = Frame::default();
    tell(&mut frame, place)?;
    Some(frame)
}

/// Of `eval at f (https://example.com/a.js:1:2), <anonymous>:3:4` the place in a file, however deep.
fn evaluated(place: &str) -> Option<&str> {
    let (_, inner) = place.strip_prefix("eval at ")?.rsplit_once('(')?;
    inner.split_once(')').map(|(inner, _)| inner)
}

fn tell(frame: &mut Frame, place: &str) -> Option<()> {
    let path = match Place::parse(place) {
        Some(at) if at.column.is_some() => {
            at.tell(frame);
            at.path
        }
        // WebAssembly has offsets in place of lines.
        _ if place.starts_with("wasm://") => {
            name_file(frame, place);
            place
        }
        _ => return None,
    };
    frame.in_app = Some(!is_library(path));
    Some(())
}
