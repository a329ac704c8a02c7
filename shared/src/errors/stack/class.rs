//! What was thrown and what it said: `TypeError: x is not a function`.

use super::frames::{cut, name};
use crate::errors::event::Exception;

/// How many bytes of what was said are kept.
const MAX_VALUE: usize = 8192;
/// How many bytes of a class are kept; a longer name is none.
const MAX_CLASS: usize = 128;

/// What browsers write before an error that nobody caught.
const UNCAUGHT: [&str; 5] = [
    "Uncaught (in promise) ",
    "Uncaught ",
    "uncaught exception: ",
    "Unhandled Promise Rejection: ",
    "Unhandled rejection ",
];

/// What the names of classes of exceptions end with in most languages.
const ENDINGS: [&str; 5] = ["Error", "Exception", "Warning", "Panic", "Failure"];

/// The text without what browsers write before an error that nobody caught.
pub(in crate::errors) fn without_uncaught(text: &str) -> &str {
    UNCAUGHT.iter().find_map(|said| text.strip_prefix(said)).unwrap_or(text)
}

/// Splits `class: message` if the class looks like one: it ends in a word such as `Error`, or is a dotted
/// path to a name with a capital. Node's codes as in `TypeError [ERR_INVALID_URL]: message` are left out.
pub(in crate::errors) fn split(text: &str) -> Option<(&str, &str)> {
    let (class, rest) = leading_class(text)?;
    if is_exception(class) { Some((class, message(rest)?)) } else { None }
}

/// The same for a place where a class has to stand, so that any name is one. It may stand alone.
pub(super) fn split_any(text: &str) -> Option<(&str, &str)> {
    let (class, rest) = leading_class(text)?;
    if rest.is_empty() { Some((class, "")) } else { Some((class, message(rest)?)) }
}

/// The lines that tell what was thrown, as they come.
#[derive(Debug, Default)]
pub(super) struct Header {
    class: Option<String>,
    said: String,
}

impl Header {
    /// One more line. The first that looks like `class: message` is believed, and what stood before it
    /// forgotten: logs and the quoted source often do.
    pub(super) fn line(&mut self, line: &str) {
        let text = without_uncaught(line.trim_start());
        let alone =
            || split_any(text.trim_end()).filter(|(class, rest)| rest.is_empty() && is_exception(class));
        match split(text).or_else(alone) {
            Some((class, rest)) if self.class.is_none() => {
                self.class = Some(class.to_owned());
                self.said.clear();
                self.say(rest);
            }
            _ => self.say(line),
        }
    }

    /// The line in which the class has to stand.
    pub(super) fn class_line(&mut self, line: &str) {
        match split_any(line.trim()) {
            Some((class, rest)) => {
                self.class = Some(class.to_owned());
                self.say(rest);
            }
            None => self.say(line),
        }
    }

    /// More of what was said.
    pub(super) fn say(&mut self, line: &str) {
        if !self.said.is_empty() && self.said.len() < MAX_VALUE {
            self.said.push('\n');
        }
        self.said.push_str(cut(line, MAX_VALUE.saturating_sub(self.said.len())));
    }

    /// The exception, still without frames.
    pub(super) fn into_exception(self) -> Exception {
        let said = without_uncaught(self.said.trim());
        let any = || split_any(said).filter(|(class, _)| class.starts_with(|c: char| c.is_ascii_uppercase()));
        let (class, said) = match (self.class.as_deref(), any()) {
            (Some(class), _) => (Some(class), said),
            (None, Some((class, said))) => (Some(class), said),
            (None, None) => (None, said),
        };
        Exception { kind: class.map(str::to_owned), value: unless_empty(said), ..Exception::default() }
    }

    /// What was said, where nothing in it can be a class.
    pub(super) fn into_said(self) -> Option<String> {
        unless_empty(&self.said)
    }
}

/// Divides `java.lang.Error` into the class and its module, as the SDKs of these languages send them.
pub(super) fn divide(exception: &mut Exception) {
    let Some(kind) = exception.kind.take() else { return };
    let (module, class) = kind.rsplit_once('.').unwrap_or(("", &kind));
    exception.module = name(module);
    exception.kind = name(class);
}

fn unless_empty(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The dotted name that the text begins with, and what follows.
fn leading_class(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.');
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let (class, rest) = text.split_at_checked(end)?;
    let begins = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'));
    (end <= MAX_CLASS && class.split('.').all(begins)).then_some((class, rest))
}

/// What follows the class, without the colon.
fn message(rest: &str) -> Option<&str> {
    let rest = match rest.strip_prefix(" [").and_then(|code| code.split_once(']')) {
        Some((code, rest)) if code.len() <= MAX_CLASS => rest,
        _ => rest,
    };
    let said = rest.strip_prefix(':')?;
    if said.is_empty() { Some(said) } else { said.strip_prefix([' ', '\n', '\r']) }
}

fn is_exception(class: &str) -> bool {
    let (path, last) = class.rsplit_once('.').unwrap_or(("", class));
    let is_path = !path.is_empty() && last.starts_with(|c: char| c.is_ascii_uppercase());
    is_path || ENDINGS.iter().any(|ending| last.ends_with(ending))
}
