//! Stack traces that come as text: what five languages write, read into exceptions and frames.
//!
//! Every dialect reads the text once, line by line, and the one that finds the most frames is believed. What
//! none of them knows is left to the caller as text. Numbers and lengths are bounded while reading.

mod at_sign;
mod chain;
mod class;
mod frames;
mod java;
mod python;
mod rust;
mod v8;

#[cfg(test)]
mod tests;

use super::event::Exception;

pub(super) use class::{split as class_and_message, without_uncaught};
pub(super) use frames::cut;

/// The most exceptions of one trace: the one that was thrown and the nearest of its causes.
pub const MAX_EXCEPTIONS: usize = 10;

/// What a stack trace tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The exceptions, each caused by the one before it: the last one is what was thrown.
    pub exceptions: Vec<Exception>,
    /// The language, by Sentry's names.
    pub platform: &'static str,
}

/// How one dialect is read: all exceptions that it finds, the thrown one last.
type Reader = fn(&str) -> Vec<Exception>;

/// Where two find as many frames, the first is believed: to V8's eyes the places that Rust writes are calls.
const DIALECTS: [(&str, Reader); 5] = [
    ("rust", rust::read),
    ("javascript", v8::read),
    ("javascript", at_sign::read),
    ("python", python::read),
    ("java", java::read),
];

/// Reads a stack trace; `None` if no dialect finds a frame in it.
pub fn parse(text: &str) -> Option<Trace> {
    let mut best: Option<(usize, Trace)> = None;
    for (platform, read) in DIALECTS {
        let exceptions = read(text);
        let frames: usize = exceptions.iter().map(|exception| exception.frames.len()).sum();
        if frames > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((frames, Trace { exceptions, platform }));
        }
    }
    best.map(|(_, trace)| trace)
}
