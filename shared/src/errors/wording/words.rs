//! Words: most stay, but some are identifiers.

use super::Piece;
use super::cursor::{Cursor, is_word};
use super::quotes::Quotes;

/// Salesforce's ids, without and with their check characters.
const SALESFORCE: [usize; 2] = [15, 18];
/// The shortest word of hexadecimal digits that is taken for a hash.
const MIN_HASH: usize = 8;
/// SHA-512 in hexadecimal digits.
const MAX_HASH: usize = 128;
/// Names do not have more letters and digits.
const MIN_ID: usize = 20;
/// Digits at the end of a name: years and sizes are shorter.
const MIN_NUMBER: usize = 5;

/// The word that begins here.
pub(super) fn word<'a>(here: Cursor<'a>, quotes: &mut Quotes) -> (Piece, Cursor<'a>) {
    let Some(end) = here.run(1, usize::MAX, is_word) else { return (Piece::Kept, here.skip(1)) };
    let word = here.until(end);
    // Python writes b'bytes'.
    if let ['b' | 'u' | 'r'] = word
        && matches!(end.peek(), Some('"' | '\''))
        && let Some(end) = quotes.behind_prefix(end)
    {
        return (Piece::Replaced("<str>"), end);
    }
    if is_truth(word) && is_value(here) {
        return (Piece::Replaced("<bool>"), end);
    }
    let shape = Shape::of(word);
    match shape.replacement() {
        Some(placeholder) => (Piece::Replaced(placeholder), end),
        None if shape.is_numbered() => (Piece::Partly(word.len() - shape.tail, "<number>"), end),
        None => (Piece::Kept, end),
    }
}

fn is_truth(word: &[char]) -> bool {
    let is = |wanted: &str| {
        word.len() == wanted.len() && word.iter().zip(wanted.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b))
    };
    is("true") || is("false")
}

/// Whether it stands behind `=` or `:`.
fn is_value(here: Cursor<'_>) -> bool {
    let before = here.back(1).filter(|char| *char != ' ').or_else(|| here.back(2));
    before.is_some_and(|char| matches!(char, '=' | ':'))
}

/// What a word is made of.
#[derive(Default)]
struct Shape {
    length: usize,
    digits: usize,
    lower: usize,
    upper: usize,
    /// Letters that are hexadecimal digits.
    hex: usize,
    /// Stretches of digits.
    runs: usize,
    /// Digits at the end.
    tail: usize,
    /// Digits among the first three characters.
    prefix: usize,
}

impl Shape {
    fn of(word: &[char]) -> Self {
        let mut shape = Self::default();
        for char in word {
            if char.is_ascii_digit() {
                shape.digits += 1;
                shape.runs += usize::from(shape.tail == 0);
                shape.tail += 1;
                shape.prefix += usize::from(shape.length < 3);
            } else {
                shape.tail = 0;
            }
            shape.lower += usize::from(char.is_ascii_lowercase());
            shape.upper += usize::from(char.is_ascii_uppercase());
            shape.hex += usize::from(char.is_ascii_hexdigit() && !char.is_ascii_digit());
            shape.length += 1;
        }
        shape
    }

    fn letters(&self) -> usize {
        self.lower + self.upper
    }

    fn replacement(&self) -> Option<&'static str> {
        let is_ascii = self.digits + self.letters() == self.length;
        if !is_ascii || self.digits == 0 || self.letters() == 0 {
            return None;
        }
        if SALESFORCE.contains(&self.length) && self.prefix > 0 && self.digits > 3 {
            return Some("<id>");
        }
        let is_hex = self.hex == self.letters() && (self.lower == 0 || self.upper == 0);
        if is_hex && (MIN_HASH..=MAX_HASH).contains(&self.length) {
            return Some("<hex>");
        }
        // `utf8mb4` and `aes128gcm` are names, `a8F3k2Zp` is not.
        let is_mixed = self.runs > 2 && self.length >= MIN_HASH;
        (is_mixed || self.length >= MIN_ID).then_some("<id>")
    }

    /// Whether it is a name with a number behind it.
    fn is_numbered(&self) -> bool {
        self.runs == 1 && self.tail >= MIN_NUMBER && self.tail < self.length
    }
}
