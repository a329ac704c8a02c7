//! Texts in quotes.

use super::cursor::{Cursor, is_word};

/// What opens, and what closes then. The second backtick is how compilers and Ruby quoted for long.
const PAIRS: [(char, &[char]); 10] = [
    ('"', &['"']),
    ('\'', &['\'']),
    ('`', &['`', '\'']),
    ('\u{201c}', &['\u{201d}']),
    ('\u{201e}', &['\u{201c}', '\u{201d}']),
    ('\u{2018}', &['\u{2019}']),
    ('\u{201a}', &['\u{2018}', '\u{2019}']),
    ('\u{ab}', &['\u{bb}']),
    ('\u{2039}', &['\u{203a}']),
    ('\u{300c}', &['\u{300d}']),
];

/// The quotes of one text.
pub(super) struct Quotes {
    /// Whether the text was cut off, so that a quote may have been closed in what is missing.
    cut: bool,
    /// For each pair whether nothing that closes it follows any more. Without this, a text of opening quotes
    /// would be read to its end from each of them.
    hopeless: [bool; PAIRS.len()],
}

impl Quotes {
    pub(super) fn new(cut: bool) -> Self {
        Self { cut, hopeless: [false; PAIRS.len()] }
    }

    /// The end of the quoted text that begins here.
    pub(super) fn quoted<'a>(&mut self, here: Cursor<'a>) -> Option<Cursor<'a>> {
        // The apostrophe of "can't" and of "the users' orders".
        if here.in_word() && is_apostrophe(here.peek()?) { None } else { self.behind_prefix(here) }
    }

    /// The same, whatever stands before it.
    pub(super) fn behind_prefix<'a>(&mut self, here: Cursor<'a>) -> Option<Cursor<'a>> {
        let opening = here.peek()?;
        let pair = PAIRS.iter().position(|(open, _)| *open == opening)?;
        let (_, closing) = PAIRS.get(pair)?;
        let hopeless = self.hopeless.get_mut(pair)?;
        if *hopeless {
            return None;
        }
        match end_of(here.skip(1), closing) {
            Some(end) => Some(end),
            None if self.cut && !is_apostrophe(opening) => Some(here.end()),
            None => {
                *hopeless = true;
                None
            }
        }
    }
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '\u{2018}' | '\u{2019}')
}

fn end_of<'a>(start: Cursor<'a>, closing: &[char]) -> Option<Cursor<'a>> {
    let mut here = start;
    loop {
        let char = here.peek()?;
        let runs_on = here.ahead(1).is_some_and(is_word);
        if char == '\\' {
            here = here.skip(1);
        } else if closing.contains(&char) && !(is_apostrophe(char) && runs_on) {
            // SQL doubles a quote within quotes.
            let doubled = here.ahead(1) == Some(char) && here.ahead(2).is_some_and(is_word);
            if !(doubled && here.in_word()) {
                return Some(here.skip(1));
            }
            here = here.skip(1);
        }
        here = here.skip(1);
    }
}
