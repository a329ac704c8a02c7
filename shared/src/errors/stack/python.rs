//! What Python writes: the oldest call first, and what was thrown behind the calls.
//! <https://docs.python.org/3/library/traceback.html>

use std::collections::VecDeque;

use super::MAX_EXCEPTIONS;
use super::class::{self, Header};
use super::frames::{Frames, MAX_LINE, indent, name};
use crate::errors::event::{Exception, Frame};

pub(super) fn read(text: &str) -> Vec<Exception> {
    let mut reading = Reading::default();
    for line in text.lines() {
        if reading.line(line).is_none() {
            break;
        }
    }
    reading.finish();
    reading.exceptions.into()
}

/// What Python writes between two exceptions.
const CHAINS: [&str; 2] =
    ["During handling of the above exception", "The above exception was the direct cause"];

/// What the next line may be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Part {
    /// The beginning of a trace.
    #[default]
    Before,
    /// A call, whose file stands so far to the right, or what was thrown.
    Calls(usize),
    /// More of what was said.
    Message,
}

#[derive(Debug)]
struct Reading {
    part: Part,
    /// Whether the lines stand in the box of a group of exceptions.
    boxed: bool,
    frames: Frames,
    header: Header,
    exceptions: VecDeque<Exception>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            part: Part::Before,
            boxed: false,
            frames: Frames::oldest_first(),
            header: Header::default(),
            exceptions: VecDeque::new(),
        }
    }
}

impl Reading {
    /// Takes one more line; `None` if the rest is of no interest.
    fn line(&mut self, line: &str) -> Option<()> {
        if let Some(before) = line.trim_end().strip_suffix("Traceback (most recent call last):") {
            self.finish();
            self.boxed = before.trim_start().starts_with("+ ");
            self.part = Part::Calls(0);
            return Some(());
        }
        let line = if self.boxed { unboxed(line)? } else { line };
        let text = line.trim();
        match self.part {
            Part::Message if CHAINS.iter().any(|chain| text.starts_with(chain)) => self.finish(),
            Part::Message => self.header.say(line),
            Part::Before | Part::Calls(_) => match frame(text) {
                Some(frame) => {
                    self.frames.push(frame);
                    self.part = Part::Calls(indent(line));
                }
                None => self.beside(line, text),
            },
        }
        Some(())
    }

    /// What is no call: the source of one, or what was thrown.
    fn beside(&mut self, line: &str, text: &str) {
        let Part::Calls(left) = self.part else { return };
        if text.is_empty() || text.starts_with("[Previous line repeated ") || self.frames.is_empty() {
            return;
        }
        if indent(line) < left {
            self.header.class_line(line);
            self.part = Part::Message;
            return;
        }
        let is_underline = text.bytes().all(|b| matches!(b, b'^' | b'~' | b' '));
        if let Some(frame) = self.frames.last_mut()
            && frame.context_line.is_none()
            && !is_underline
        {
            frame.context_line = name(text);
        }
    }

    /// The end of an exception. Those that are too many are the causes farthest away.
    fn finish(&mut self) {
        let frames = std::mem::replace(&mut self.frames, Frames::oldest_first()).into_oldest_first();
        let mut exception = Exception { frames, ..std::mem::take(&mut self.header).into_exception() };
        self.part = Part::Before;
        if exception == Exception::default() {
            return;
        }
        class::divide(&mut exception);
        if self.exceptions.len() == MAX_EXCEPTIONS {
            self.exceptions.pop_front();
        }
        self.exceptions.push_back(exception);
    }
}

/// A line without the frame around a group; `None` where the members of the group begin.
fn unboxed(line: &str) -> Option<&str> {
    let text = line.trim_start();
    if text.starts_with("+-") {
        return None;
    }
    Some(text.strip_prefix("| ").or_else(|| text.strip_prefix('|')).unwrap_or(line))
}

fn frame(text: &str) -> Option<Frame> {
    if text.len() > MAX_LINE {
        return None;
    }
    let (path, rest) = text.strip_prefix("File \"")?.split_once("\", line ")?;
    let (line, function) = match rest.split_once(", in ") {
        Some((line, function)) => (line, name(function)),
        None => (rest, None),
    };
    let lineno = Some(line.parse().ok()?).filter(|line| *line > 0);
    let in_app = Some(!is_library(path));
    Some(Frame { filename: name(path), function, lineno, in_app, ..Frame::default() })
}

/// Whether a file belongs to Python or to a package.
fn is_library(path: &str) -> bool {
    const PARTS: [&str; 6] =
        ["site-packages", "dist-packages", "/lib/python", "/lib64/python", "\\lib\\", "\\Lib\\"];
    path.starts_with("<frozen ")
        || path.starts_with("/usr/lib/")
        || PARTS.iter().any(|part| path.contains(part))
}
