//! What Rust writes when a program panics, or when an error with a backtrace is shown.
//! <https://doc.rust-lang.org/std/backtrace/index.html>

use super::class::Header;
use super::frames::{Frames, MAX_LINE, Place, indent, name};
use crate::errors::event::{Exception, Frame};

pub(super) fn read(text: &str) -> Vec<Exception> {
    let mut reading = Reading::default();
    for line in text.lines() {
        if reading.line(line).is_none() {
            break;
        }
    }
    reading.into_exception().into_iter().collect()
}

/// What the next line may be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Part {
    /// The first line of all.
    #[default]
    First,
    /// The panic or the calls.
    Before,
    /// More of the message, which ends with a quote and the place, as Rust wrote it before 1.73.
    Quoted,
    /// More of the message.
    Message,
    /// What is written after the message.
    Behind,
    /// The calls.
    Calls,
}

#[derive(Debug)]
struct Reading {
    part: Part,
    panicked: bool,
    header: Header,
    frames: Frames,
    /// Where the program panicked, for a panic without calls.
    place: Option<Frame>,
}

impl Default for Reading {
    fn default() -> Self {
        let (header, frames) = (Header::default(), Frames::newest_first());
        Self { part: Part::First, panicked: false, header, frames, place: None }
    }
}

impl Reading {
    /// Takes one more line; `None` if the rest is of no interest.
    fn line(&mut self, line: &str) -> Option<()> {
        let text = line.trim();
        if let Some(said) = panicked(text) {
            // A panic during a panic is a consequence of the first.
            if self.panicked {
                return None;
            }
            (self.panicked, self.header) = (true, Header::default());
            self.panic(said);
        } else if text.eq_ignore_ascii_case("stack backtrace:") {
            self.part = Part::Calls;
        } else {
            self.other(line, text);
        }
        Some(())
    }

    fn other(&mut self, line: &str, text: &str) {
        match self.part {
            Part::First if text.is_empty() => {}
            // A backtrace alone has no heading.
            Part::First if text.starts_with("0: ") && text.contains("::") => {
                self.part = Part::Calls;
                self.call(line, text);
            }
            Part::First | Part::Before => {
                self.part = Part::Before;
                self.header.line(line);
            }
            Part::Quoted => self.quoted(line),
            Part::Message if text.starts_with("note: ") => self.part = Part::Behind,
            Part::Message => self.header.say(line),
            Part::Behind => {}
            Part::Calls => self.call(line, text),
        }
    }

    /// What stands behind `panicked at`: the place and a colon, or a quoted message and the place.
    fn panic(&mut self, said: &str) {
        match said.strip_prefix('\'') {
            Some(quoted) => {
                self.part = Part::Quoted;
                self.quoted(quoted);
            }
            None => {
                self.part = Part::Message;
                self.place = place(said.strip_suffix(':').unwrap_or(said));
            }
        }
    }

    fn quoted(&mut self, line: &str) {
        match line.rsplit_once("', ").and_then(|(said, at)| Some((said, place(at)?))) {
            Some((said, place)) => {
                self.header.say(said);
                self.place = Some(place);
                self.part = Part::Behind;
            }
            None => self.header.say(line),
        }
    }

    /// A call, its place, or a call that the compiler has put into the one before.
    fn call(&mut self, line: &str, text: &str) {
        if text.len() > MAX_LINE || text.is_empty() {
            return;
        }
        if let Some(at) = text.strip_prefix("at ").and_then(Place::parse) {
            if let Some(frame) = self.frames.last_mut() {
                at.tell(frame);
                frame.in_app = Some(frame.in_app != Some(false) && !is_library(at.path));
            }
            return;
        }
        let inlined =
            || (indent(line) >= 6 && !self.frames.is_empty() && !text.starts_with('[')).then_some(text);
        if let Some(call) = numbered(text).or_else(inlined) {
            let function = without_hashes(call);
            let in_app = Some(function.contains("::") && !is_std(&function));
            self.frames.push(Frame { function: name(&function), in_app, ..Frame::default() });
        }
    }

    fn into_exception(mut self) -> Option<Exception> {
        if let Some(place) = self.place.filter(|_| self.frames.is_empty()) {
            self.frames.push(place);
        }
        if self.frames.is_empty() {
            return None;
        }
        let mut exception = match self.panicked {
            // As Sentry's SDK for Rust calls it.
            true => Exception {
                kind: Some("panic".to_owned()),
                value: self.header.into_said(),
                ..Exception::default()
            },
            false => self.header.into_exception(),
        };
        exception.frames = self.frames.into_oldest_first();
        Some(exception)
    }
}

/// What stands behind `thread 'main' panicked at`. In a browser no thread is named.
fn panicked(text: &str) -> Option<&str> {
    let (thread, said) = text.split_once("panicked at ")?;
    (thread.is_empty() || thread.contains("thread '")).then_some(said)
}

fn place(text: &str) -> Option<Frame> {
    let place = Place::parse(text).filter(|_| text.len() <= MAX_LINE)?;
    let mut frame = Frame { in_app: Some(!is_library(place.path)), ..Frame::default() };
    place.tell(&mut frame);
    Some(frame)
}

/// Of `12: 0x55e1 - app::main` the name.
fn numbered(text: &str) -> Option<&str> {
    let (number, call) = text.split_once(": ")?;
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let call = call.trim_start();
    let call = call.strip_prefix("0x").and_then(|call| call.split_once(" - ")).map_or(call, |(_, call)| call);
    Some(call).filter(|call| !call.is_empty())
}

/// The name without what each build draws anew: `::h` with 16 digits behind it, or digits in brackets behind
/// a crate.
fn without_hashes(call: &str) -> String {
    let is_hash = |text: &str| text.len() >= 8 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let call = call.rsplit_once("::h").filter(|(_, hash)| is_hash(hash)).map_or(call, |(call, _)| call);
    let mut name = String::with_capacity(call.len());
    for part in call.split_inclusive(['[', ']']) {
        match part.strip_suffix(']').filter(|hash| name.ends_with('[') && is_hash(hash)) {
            Some(_) => drop(name.pop()),
            None => name.push_str(part),
        }
    }
    name
}

/// Whether a function is the standard library's, or of a type of it.
fn is_std(function: &str) -> bool {
    const CRATES: [&str; 5] = ["std::", "core::", "alloc::", "backtrace::", "__rustc::"];
    let path = function.trim_start_matches(['<', '&', '*']);
    let path = ["dyn ", "mut ", "const "].iter().find_map(|word| path.strip_prefix(word)).unwrap_or(path);
    CRATES.iter().any(|name| path.starts_with(name)) || path.starts_with("rust_begin_unwind")
}

/// Whether a file belongs to the standard library or to a crate from a registry.
fn is_library(path: &str) -> bool {
    const PARTS: [&str; 3] = ["/rustlib/src/rust/", "/.cargo/registry/", "\\.cargo\\registry\\"];
    path.starts_with("/rustc/") || PARTS.iter().any(|part| path.contains(part))
}
