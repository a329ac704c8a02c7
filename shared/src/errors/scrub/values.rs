//! Secrets in text: one pass from left to right, without a way back.
//!
//! At each place the byte that stands there says which rules may apply. A rule looks ahead a bounded way, or
//! reads a run only from its start, or uses up what it has read; so the work is linear in the text.

use super::{addresses, numbers, pairs, tokens, urls};

/// Stands for what was secret.
pub(super) const FILTERED: &str = "[Filtered]";

/// How often a text is read at most: next to a replacement there may be something that was part of a word.
const PASSES: usize = 4;

/// What is looked for in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Everything.
    Prose,
    /// Everything but home directories: `/home/settings` is a page.
    Route,
    /// Everything but IP addresses: `120.0.0.0` is a version.
    Version,
    /// Only what lets somebody in: names of files, functions and releases have to stay what they are.
    Name,
}

/// A place in a text.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    text: &'a [u8],
    /// Where the last replacement ended.
    from: usize,
    here: usize,
}

/// What to replace: of the text that follows, `keep` bytes stay, and `marker` stands for the others up to
/// `end`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) keep: usize,
    pub(super) end: usize,
    pub(super) marker: &'static str,
}

/// Replaces what is secret, and drops what begins at `stop` or later.
pub(super) fn replace(text: &mut String, stop: usize, reading: Reading) {
    let mut stop = stop;
    for _ in 0..PASSES {
        let next = pass(text, stop, reading);
        if next == *text {
            return;
        }
        *text = next;
        stop = text.len();
    }
}

fn pass(text: &str, stop: usize, reading: Reading) -> String {
    let mut out = String::with_capacity(stop);
    let (mut from, mut here) = (0, 0);
    while here < stop {
        let Some(hit) = hit(At { text: text.as_bytes(), from, here }, reading) else {
            here += 1;
            continue;
        };
        out.push_str(text.get(from..here + hit.keep).unwrap_or_default());
        out.push_str(hit.marker);
        here += hit.end.max(1);
        from = here;
    }
    out.push_str(text.get(from..stop).unwrap_or_default());
    out
}

fn hit(at: At<'_>, reading: Reading) -> Option<Hit> {
    let first = *at.rest().first()?;
    match first {
        b':' => urls::credentials(at).or_else(|| addresses::ip(at, reading)),
        b'/' | b'\\' => urls::home(at, reading),
        b'-' if at.rest().starts_with(tokens::PEM) => tokens::pem(at),
        b'-' | b'_' | b'.' => pairs::pair(at, reading).or_else(|| addresses::mail(at, reading)),
        b'+' | 0x80.. => addresses::mail(at, reading),
        _ if !first.is_ascii_alphanumeric() || !at.fresh() => None,
        _ => pairs::pair(at, reading)
            .or_else(|| tokens::token(at))
            .or_else(|| addresses::mail(at, reading))
            .or_else(|| numbers::number(at, reading))
            .or_else(|| addresses::mac(at, reading))
            .or_else(|| addresses::ip(at, reading)),
    }
}

impl<'a> At<'a> {
    /// The text before this place, back to the last replacement.
    pub(super) fn before(self) -> &'a [u8] {
        self.text.get(self.from..self.here).unwrap_or_default()
    }

    /// The text from this place on.
    pub(super) fn rest(self) -> &'a [u8] {
        self.text.get(self.here..).unwrap_or_default()
    }

    /// The byte before this place, if it belongs to a word; `%20` and `\n` do not, though they end like one.
    pub(super) fn joined(self) -> Option<u8> {
        match self.before() {
            [.., b'%', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => None,
            [.., b'\\', b'n' | b'r' | b't'] => None,
            before => before.last().copied(),
        }
    }

    /// Whether no letter or digit stands before this place.
    pub(super) fn fresh(self) -> bool {
        !self.joined().is_some_and(|byte| byte.is_ascii_alphanumeric())
    }
}

impl Hit {
    /// All of the first `end` bytes are secret.
    pub(super) fn all(end: usize) -> Self {
        Self { keep: 0, end, marker: FILTERED }
    }
}

impl Reading {
    /// Whether data of people are looked for as well.
    pub(super) fn people(self) -> bool {
        self != Self::Name
    }
}

/// How many bytes at the start are of this kind.
pub(super) fn run(text: &[u8], kind: impl Fn(u8) -> bool) -> usize {
    text.iter().position(|byte| !kind(*byte)).unwrap_or(text.len())
}

/// The same, and no more than `most` are looked at.
pub(super) fn short_run(text: &[u8], most: usize, kind: impl Fn(u8) -> bool) -> usize {
    run(text.get(..most).unwrap_or(text), kind)
}

/// Whether the byte at `index` goes on with a word.
pub(super) fn goes_on(text: &[u8], index: usize) -> bool {
    text.get(index).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}
