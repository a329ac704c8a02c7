//! What Firefox and Safari write: `call@https://example.com/a.js:1:2`, without what was thrown.
//! <https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Error/stack>

use super::chain::{self, Mark};
use super::frames::{MAX_LINE, Place, name};
use super::v8::is_library;
use crate::errors::event::{Exception, Frame};

pub(super) fn read(text: &str) -> Vec<Exception> {
    chain::read(text, mark)
}

fn mark(line: &str) -> Mark<'_> {
    let text = line.trim();
    match frame(text) {
        Some(frame) => Mark::Frame(frame),
        None => text.strip_prefix("Caused by: ").map_or(Mark::Other, Mark::Cause),
    }
}

fn frame(text: &str) -> Option<Frame> {
    if text.len() > MAX_LINE {
        return None;
    }
    let (function, place) = match text.split_once('@') {
        // A URL may have an at-sign too.
        Some((function, place)) if !function.contains("://") => (Some(function), place),
        _ => (None, text),
    };
    let mut frame = Frame { function: function.and_then(readable), ..Frame::default() };
    if place == "[native code]" || (place.is_empty() && function == Some("eval code")) {
        frame.in_app = Some(false);
        return Some(frame);
    }
    let place = evaluated(place).or_else(|| Place::parse(place))?;
    let is_script = match function {
        Some(_) => {
            place.path.contains(['/', '.']) || matches!(place.path, "debugger eval code" | "self-hosted")
        }
        None => place.path.contains("://") && !place.path.contains(char::is_whitespace),
    };
    if !is_script {
        return None;
    }
    place.tell(&mut frame);
    frame.in_app = Some(!is_library(place.path));
    Some(frame)
}

/// The function without what Firefox writes before it of how it was called, as in `async*load`.
fn readable(function: &str) -> Option<String> {
    name(function.rsplit_once('*').map_or(function, |(_, function)| function))
}

/// Of `https://example.com/a.js line 5 > eval:1:2` the place in a file.
fn evaluated(place: &str) -> Option<Place<'_>> {
    let (outer, _) = place.split_once(" > ")?;
    let (path, line) = outer.split_once(" line ")?;
    Some(Place { path, line: line.parse().ok()?, column: None })
}
