//! Traces that begin with what was thrown, then name its calls from the newest on, then its causes.

use super::MAX_EXCEPTIONS;
use super::class::Header;
use super::frames::{Frames, indent};
use crate::errors::event::{Exception, Frame};

/// What a line of such a trace is.
#[derive(Debug)]
pub(super) enum Mark<'a> {
    /// A call.
    Frame(Frame),
    /// What was thrown, said so clearly that what stood before it can be forgotten.
    Thrown(&'a str),
    /// The beginning of a cause, and what it says of it.
    Cause(&'a str),
    /// The beginning of other exceptions than the causes, which are left out.
    Aside,
    /// The end of what is said of an exception.
    Close,
    /// A part of a message before the first call, and nothing of interest behind it.
    Other,
}

/// Reads a trace whose lines `mark` knows: the exceptions, what was thrown last.
pub(super) fn read(text: &str, mark: fn(&str) -> Mark<'_>) -> Vec<Exception> {
    let mut exceptions = Vec::new();
    let mut current = Current::default();
    for line in text.lines() {
        match mark(line) {
            Mark::Cause(said) if current.takes_cause(line) => {
                exceptions.extend(std::mem::take(&mut current).into_exception());
                if exceptions.len() >= MAX_EXCEPTIONS {
                    break;
                }
                current.header.line(said);
            }
            mark => current.take(line, mark),
        }
    }
    exceptions.extend(current.into_exception());
    exceptions.truncate(MAX_EXCEPTIONS);
    exceptions.reverse();
    exceptions
}

/// The exception that is being read.
#[derive(Debug)]
struct Current {
    header: Header,
    frames: Frames,
    closed: bool,
    /// Where the lines begin that are left out.
    aside: Option<usize>,
}

impl Default for Current {
    fn default() -> Self {
        Self { header: Header::default(), frames: Frames::newest_first(), closed: false, aside: None }
    }
}

impl Current {
    /// Whether a cause is this exception's, and not of one that is left out.
    fn takes_cause(&self, line: &str) -> bool {
        self.aside.is_none_or(|aside| indent(line) <= aside)
    }

    fn take(&mut self, line: &str, mark: Mark<'_>) {
        if self.aside.is_some() {
            return;
        }
        match mark {
            Mark::Frame(frame) => self.frames.push(frame),
            Mark::Thrown(said) if self.frames.is_empty() => {
                self.header = Header::default();
                self.header.line(said);
            }
            // Before its own calls are known, the calls of the others are better than none.
            Mark::Aside if !self.frames.is_empty() => self.aside = Some(indent(line)),
            Mark::Close => self.closed = true,
            _ if self.frames.is_empty() && !self.closed => self.header.line(line),
            _ => {}
        }
    }

    /// `None` if nothing is known of it.
    fn into_exception(self) -> Option<Exception> {
        let frames = self.frames.into_oldest_first();
        let exception = Exception { frames, ..self.header.into_exception() };
        (exception != Exception::default()).then_some(exception)
    }
}
