//! What the dialects share: frames of bounded number and length, and places such as `a.js:1:2`.

use std::collections::VecDeque;

use crate::errors::event::Frame;

/// A longer line is no frame.
pub(super) const MAX_LINE: usize = 4096;

/// How many frames of one exception are kept: those nearest to the fault, and those that began it.
const NEWEST: usize = 80;
const OLDEST: usize = 20;

/// How many characters of a name or a path are kept.
const MAX_NAME: usize = 255;

/// The frames of one exception in the order of the text; those in the middle of too many are forgotten.
#[derive(Debug)]
pub(super) struct Frames {
    newest_first: bool,
    head: Vec<Frame>,
    tail: VecDeque<Frame>,
}

impl Frames {
    /// For a text that begins with the newest call.
    pub(super) fn newest_first() -> Self {
        Self { newest_first: true, head: Vec::new(), tail: VecDeque::new() }
    }

    /// For a text that begins with the oldest call.
    pub(super) fn oldest_first() -> Self {
        Self { newest_first: false, ..Self::newest_first() }
    }

    pub(super) fn push(&mut self, frame: Frame) {
        let (head, tail) = if self.newest_first { (NEWEST, OLDEST) } else { (OLDEST, NEWEST) };
        if self.head.len() < head {
            self.head.push(frame);
            return;
        }
        if self.tail.len() == tail {
            self.tail.pop_front();
        }
        self.tail.push_back(frame);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.head.is_empty()
    }

    /// The frame that was pushed last, for what the next lines say of it.
    pub(super) fn last_mut(&mut self) -> Option<&mut Frame> {
        self.tail.back_mut().or_else(|| self.head.last_mut())
    }

    /// All of them, the oldest call first.
    pub(super) fn into_oldest_first(self) -> Vec<Frame> {
        let mut frames = self.head;
        frames.extend(self.tail);
        if self.newest_first {
            frames.reverse();
        }
        frames
    }
}

/// Where a call is: `path:line` or `path:line:column`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    pub(super) line: u32,
    pub(super) column: Option<u32>,
}

impl<'a> Place<'a> {
    /// Reads a place; `None` if the text does not end with the number of a line.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (before, last) = numbered(text)?;
        match numbered(before) {
            Some((path, line)) => Some(Self { path, line, column: Some(last) }),
            None => Some(Self { path: before, line: last, column: None }),
        }
    }

    /// Tells a frame its file and position. Of a URL the path alone names the file, so that one file is the
    /// same on all hosts and whatever stands behind the `?`.
    pub(super) fn tell(self, frame: &mut Frame) {
        name_file(frame, self.path);
        frame.lineno = Some(self.line).filter(|line| *line > 0);
        frame.colno = self.column.filter(|column| *column > 0);
    }
}

/// The number behind the last colon.
fn numbered(text: &str) -> Option<(&str, u32)> {
    let (before, digits) = text.rsplit_once(':')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if before.is_empty() || !is_number { None } else { Some((before, digits.parse().ok()?)) }
}

/// Tells a frame its file, which may be a URL.
pub(super) fn name_file(frame: &mut Frame, path: &str) {
    frame.filename = name(url_path(path).unwrap_or(path));
    frame.abs_path = url_path(path).and_then(|_| name(path));
}

/// A URL's path, if it has one.
fn url_path(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let path = rest.get(rest.find('/')?..)?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    (path.len() > 1).then_some(path)
}

/// A name or path as it is kept; `None` if it is empty.
pub(super) fn name(text: &str) -> Option<String> {
    let end = text.char_indices().nth(MAX_NAME).map_or(text.len(), |(at, _)| at);
    text.get(..end).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The beginning of a text, of at most so many bytes.
pub(in crate::errors) fn cut(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// How many characters of white space a line begins with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
