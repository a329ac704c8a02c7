//! Messages without what differs from one occurrence to the next, so that "order 17 not found" and "order 18
//! not found" are one error.
//!
//! The text is read once, from left to right. At each place a few readers are asked in turn, each of which
//! looks at no more than a fixed number of characters unless it accepts what it has read. So the time is
//! linear in the length, whatever the text is made of.

mod cursor;
mod dates;
mod numbers;
mod quotes;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

use cursor::{Cursor, is_word};
use quotes::Quotes;

/// What may stand for something that was replaced.
const PLACEHOLDERS: [&str; 14] = [
    "<number>",
    "<str>",
    "<id>",
    "<hex>",
    "<uuid>",
    "<date>",
    "<duration>",
    "<url>",
    "<email>",
    "<ip>",
    "<trace>",
    "<bool>",
    "<size>",
    "<version>",
];

/// The longest placeholder.
const MAX_PLACEHOLDER: usize = 10;
/// The longest result.
const MAX_RESULT: usize = 500;
/// What of a text is read. More than is kept, as most of a message may be things that are replaced.
const MAX_READ: usize = 4096;
/// Later lines are details: the statement that failed, the body of a response.
const MAX_LINES: usize = 2;
/// Nobody writes longer words. There are scripts without spaces, of which this is a sentence.
const MAX_WORD: usize = 200;
/// Every reading but the last replaces something, so there are never that many.
const MAX_READINGS: usize = MAX_RESULT;

/// A message without what differs from one occurrence to the next: its first two lines, at most 500
/// characters, with `<number>`, `<str>`, `<uuid>` and the like in the place of values. What it gives, it
/// leaves as it is.
pub fn normalise(text: &str) -> String {
    let (first, cut) = excerpt(text);
    let mut result = read(&first, cut);
    // What was replaced can show that a character beside it is a quote or a sign.
    for _ in 0..MAX_READINGS {
        let again = read(&result, false);
        if again == result {
            break;
        }
        result = again;
    }
    result
}

/// The first lines, with single spaces and without the colours of terminals, and whether there is more.
fn excerpt(text: &str) -> (String, bool) {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut result = String::new();
    let mut length = 0;
    for line in lines.by_ref().take(MAX_LINES) {
        let mut chars = std::iter::once(' ').chain(line.chars());
        while let Some(char) = chars.next() {
            if length == MAX_READ {
                return (result.trim_end().to_owned(), true);
            }
            if char == '\u{1b}' {
                // ECMA-48, 5.4: parameters up to a letter.
                chars.by_ref().take(16).find(char::is_ascii_alphabetic);
            } else if char.is_whitespace() && (result.is_empty() || result.ends_with(' ')) {
                continue;
            } else if char.is_whitespace() || !char.is_control() {
                result.push(if char.is_whitespace() { ' ' } else { char });
                length += 1;
            }
        }
    }
    (result.trim_end().to_owned(), lines.next().is_some())
}

/// What stands at one place of a text.
enum Piece {
    Replaced(&'static str),
    Kept,
    /// So many characters of it are kept, and the others replaced.
    Partly(usize, &'static str),
}

fn read(text: &str, cut: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut quotes = Quotes::new(cut);
    let mut here = Cursor::new(&chars);
    let mut result = String::new();
    let mut room = MAX_RESULT;
    while here.peek().is_some() {
        let (piece, end) = next(here, &mut quotes);
        let span = here.until(end);
        let (kept, replacement) = match piece {
            Piece::Replaced(placeholder) => (0, placeholder),
            Piece::Kept => (span.len().min(MAX_WORD), ""),
            Piece::Partly(kept, placeholder) => (kept.min(MAX_WORD), placeholder),
        };
        // Half a token could be taken for another one.
        let Some(rest) = room.checked_sub(kept + replacement.len()) else { break };
        room = rest;
        result.extend(span.iter().take(kept));
        result.push_str(replacement);
        here = end;
    }
    result.truncate(result.trim_end().len());
    result
}

/// The piece that begins here, and where it ends: always further on.
fn next<'a>(here: Cursor<'a>, quotes: &mut Quotes) -> (Piece, Cursor<'a>) {
    let first = here.peek().unwrap_or_default();
    if first == '<'
        && let Some(end) = placeholder(here)
    {
        return (Piece::Kept, end);
    }
    if let Some(end) = quotes.quoted(here) {
        return (Piece::Replaced("<str>"), end);
    }
    if let Some((placeholder, end)) = numbers::signed(here) {
        return (Piece::Replaced(placeholder), end);
    }
    if matches!(first, ':' | '[')
        && let Some(end) = tokens::ipv6(here)
    {
        return (Piece::Replaced("<ip>"), end);
    }
    if !is_word(first) {
        return (Piece::Kept, here.skip(1));
    }
    match tokens::token(here).or_else(|| numbers::number(here)) {
        Some((placeholder, end)) => (Piece::Replaced(placeholder), end),
        None => words::word(here, quotes),
    }
}

fn placeholder(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let end = here.take('<')?.run(1, MAX_PLACEHOLDER, |c| c.is_ascii_lowercase())?.take('>')?;
    let name: String = here.until(end).iter().collect();
    PLACEHOLDERS.contains(&name.as_str()).then_some(end)
}
