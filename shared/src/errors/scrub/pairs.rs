//! A secret next to its name: `password=…`, `api_key: …`, `"token":"…"`, also in JSON inside strings, and in
//! forms, headers, XML and command lines.

use super::keys::Key;
use super::values::{At, Hit, Reading, run, short_run};

/// How many backslashes, quotes and spaces are expected in one place.
const FEW: usize = 16;

/// What stands between a key and its value.
#[derive(Clone, Copy)]
struct Sign {
    /// Where the value begins.
    end: usize,
    /// It is a colon after a word without quotes: perhaps a sentence.
    prose: bool,
    /// What ends the value, if only that does.
    until: Option<u8>,
}

/// The value of a secret that is named here.
pub(super) fn pair(at: At<'_>, reading: Reading) -> Option<Hit> {
    if at.joined().is_some_and(in_key) || at.before().ends_with(b"//") {
        return None;
    }
    let rest = at.rest();
    let word = run(rest, in_key);
    let (key, sign) = match sign(at, word) {
        Some(sign) => (judged(rest.get(..word)?, sign), sign),
        None => two_words(at, word)?,
    };
    if !key.secret() && (sign.prose || !key.cookie()) || sign.prose && key.is_an_error() {
        return None;
    }
    let parameter = !sign.prose && matches!(at.before().last(), Some(b'?' | b'&' | b'#' | b';'));
    if !reading.people() && !parameter {
        return None;
    }
    let value = rest.get(sign.end..)?;
    let (keep, end) = match sign.until {
        Some(last) => (0, run(value, |byte| byte != last)),
        None => extent(value, &key, at.before()),
    };
    let secret = value.get(keep..end).filter(|secret| tells(secret))?;
    if sign.prose && key.is_a_common_word() && is_plain(secret) {
        return None;
    }
    Some(Hit { keep: sign.end + keep, ..Hit::all(sign.end + end) })
}

/// `api key: …`, but not `auth failed: …`.
fn two_words(at: At<'_>, word: usize) -> Option<(Key, Sign)> {
    let rest = at.rest();
    let second = run(rest.get(word..)?.strip_prefix(b" ")?, in_key);
    let key = word + 1 + second;
    let sign = sign(at, key).filter(|_| second > 0)?;
    let last = rest.get(word + 1..key)?;
    let named = [b"key".as_slice(), b"value", b"code"].iter().any(|word| last.eq_ignore_ascii_case(word));
    let first = judged(rest.get(..word)?, sign);
    (named || !first.secret()).then(|| (judged(rest.get(..key).unwrap_or_default(), sign), sign))
}

/// The part of a key that counts: before a colon in a sentence the last one, since `auth.py: …` is a file.
fn judged(key: &[u8], sign: Sign) -> Key {
    let last = if sign.prose { key.rsplit(|byte| *byte == b'.').next() } else { None };
    Key::new(&String::from_utf8_lossy(last.unwrap_or(key)))
}

fn sign(at: At<'_>, key: usize) -> Option<Sign> {
    let (before, rest) = (at.before(), at.rest());
    let after = rest.get(key..)?;
    let closing = short_run(after, FEW, |byte| matches!(byte, b'\\' | b'"' | b'\'' | b'`' | b']'));
    let quoted = after.iter().take(closing).any(|byte| matches!(byte, b'"' | b'\'' | b'`'));
    let closing = match after {
        [b'%', b'2', b'2' | b'7', ..] => 3,
        // PostgreSQL: `Key (token)=(…) already exists`.
        [b')', b'=', ..] => 1,
        _ => closing,
    };
    let gap = closing + short_run(after.get(closing..)?, FEW, blank);
    let until =
        |width: usize, last: u8| Some(Sign { end: key + gap + width, prose: false, until: Some(last) });
    let (width, prose) = match after.get(gap..)? {
        [b':', b':' | b'/', ..] if !quoted => return None,
        [b':', b'=', ..] => (2, false),
        [b':', ..] => (1, closing == 0),
        signs @ [b'=', ..] => {
            let width = short_run(signs, 3, |byte| byte == b'=');
            (width + usize::from(signs.get(width) == Some(&b'>')), false)
        }
        [b'%', b'3', b'A' | b'a' | b'D' | b'd', ..] => (3, false),
        [b'v', b'a', b'l', b'u', b'e', b'=', ..] if quoted && gap > closing => (6, false),
        [b',', ..] if quoted && opens_a_list(before) => (1, false),
        [b'\n', b'\n', ..] if quoted => return until(2, b'\n'),
        [b'>', ..] if matches!(before.last(), Some(b'<' | b':')) => return until(1, b'<'),
        [first, ..] if *first != b'-' && rest.starts_with(b"--") && gap > closing && closing == 0 => {
            (0, false)
        }
        _ => return None,
    };
    let start = gap + width;
    let end = key + start + short_run(after.get(start..)?, FEW, blank);
    Some(Sign { end, prose, until: None })
}

/// Where in the text the secret begins and ends.
fn extent(value: &[u8], key: &Key, before: &[u8]) -> (usize, usize) {
    let slashes = short_run(value, FEW, |byte| byte == b'\\');
    match value.get(slashes..) {
        Some([quote @ (b'"' | b'\'' | b'`'), inner @ ..]) => {
            let start = slashes + 1;
            (start, start + closing(inner, *quote, slashes).0)
        }
        Some([b'{' | b'[' | b'(', ..]) if slashes == 0 => {
            let nested = nested(value);
            (0, nested + bare(value.get(nested..).unwrap_or_default()))
        }
        _ if key.takes_a_line() => match before {
            [start @ .., quote @ (b'"' | b'\'' | b'`')] => {
                (0, closing_in_line(value, *quote, escapes(start)))
            }
            _ => (0, run(value, |byte| byte != b'\n')),
        },
        _ => (0, word(value)),
    }
}

/// A word, or two if the first is the name of a scheme, as in `auth: Bearer …`.
fn word(value: &[u8]) -> usize {
    const SCHEMES: [&[u8]; 6] = [b"bearer", b"basic", b"digest", b"token", b"apikey", b"negotiate"];
    let first = bare(value);
    let (name, after) = value.split_at(first.min(value.len()));
    let gap = short_run(after, FEW, blank);
    if gap == 0 || !SCHEMES.iter().any(|scheme| name.eq_ignore_ascii_case(scheme)) {
        return first;
    }
    first + gap + bare(after.get(gap..).unwrap_or_default())
}

/// The length of a value without quotes, as in `Some("…")` with those inside; brackets behind it are not its
/// own.
fn bare(value: &[u8]) -> usize {
    let mut end = 0;
    while let Some(byte) = value.get(end) {
        match byte {
            b'\'' if is_apostrophe(value, end) => end += 1,
            b'"' | b'\'' | b'`' => {
                let start = value.get(..end).unwrap_or_default();
                let slashes = escapes(start);
                let opened = start
                    .iter()
                    .rev()
                    .nth(slashes)
                    .is_some_and(|byte| matches!(byte, b'(' | b'[' | b'{' | b'='));
                // Python marks strings with a letter or two.
                let marked = (1..3).contains(&end) && start.iter().all(u8::is_ascii_alphabetic);
                if !opened && !marked {
                    break;
                }
                end += 1 + closing(value.get(end + 1..).unwrap_or_default(), *byte, slashes).1;
            }
            b',' if !ends_value(value.get(end + 1..).unwrap_or_default()) => end += 1,
            b',' | b';' | b'&' | b'<' | b'>' => break,
            byte if byte.is_ascii_whitespace() => break,
            _ => end += 1,
        }
    }
    let end = end.min(value.len());
    let behind = |byte: &&u8| matches!(byte, b')' | b']' | b'}' | b'\\' | b'.');
    end - value.iter().take(end).rev().take_while(behind).count()
}

/// Whether a comma before this text ends a value: a space follows, or another pair.
fn ends_value(after: &[u8]) -> bool {
    let word = run(after, in_key);
    word == 0 || matches!(after.get(word), Some(b'=' | b':'))
}

/// Whether letters stand on both sides, as in `can't`.
fn is_apostrophe(value: &[u8], index: usize) -> bool {
    let sides = [index.checked_sub(1), index.checked_add(1)].map(|side| value.get(side?));
    index > 2 && sides.into_iter().all(|side| side.is_some_and(u8::is_ascii_alphanumeric))
}

/// Where a text in quotes ends, without and with the quote that closes it. In JSON inside a string quotes
/// have backslashes of their own.
fn closing(inner: &[u8], quote: u8, slashes: usize) -> (usize, usize) {
    let mut seen = 0;
    for (index, byte) in inner.iter().enumerate() {
        if *byte == quote && seen % (2 * (slashes + 1)) <= slashes {
            return (index - seen.min(slashes), index + 1);
        }
        seen = if *byte == b'\\' { seen + 1 } else { 0 };
    }
    (inner.len(), inner.len())
}

/// The same within a line. It goes no further than it says, so that what it reads is used up.
fn closing_in_line(inner: &[u8], quote: u8, slashes: usize) -> usize {
    let mut seen = 0;
    for (index, byte) in inner.iter().enumerate() {
        if *byte == b'\n' {
            return index;
        }
        if *byte == quote && seen % (2 * (slashes + 1)) <= slashes {
            return index - seen.min(slashes);
        }
        seen = if *byte == b'\\' { seen + 1 } else { 0 };
    }
    inner.len()
}

/// How many backslashes stand at the end.
fn escapes(before: &[u8]) -> usize {
    before.iter().rev().take(FEW).take_while(|byte| **byte == b'\\').count()
}

/// The length of a list or an object; to the end of the text if it has none.
fn nested(value: &[u8]) -> usize {
    let (mut depth, mut index, mut slashes) = (0_usize, 0, 0);
    while let Some(byte) = value.get(index) {
        index += 1;
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b'"' | b'\'' => index += closing(value.get(index..).unwrap_or_default(), *byte, slashes).1,
            _ => {}
        }
        slashes = if *byte == b'\\' { slashes + 1 } else { 0 };
        if depth == 0 {
            return index.min(value.len());
        }
    }
    value.len()
}

/// Whether it says anything: `null` and `***` do not.
fn tells(secret: &[u8]) -> bool {
    const NOTHING: [&[u8]; 7] = [b"null", b"nil", b"none", b"undefined", b"true", b"false", b"nan"];
    !NOTHING.iter().any(|word| secret.eq_ignore_ascii_case(word))
        && secret.iter().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
}

/// Whether it is a short word in small letters, a path, or a punctuation mark, which nobody has drawn by lot.
fn is_plain(secret: &[u8]) -> bool {
    secret.len() < 16 && !secret.iter().any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        || secret.starts_with(b"/")
}

/// Whether the text before is the start of a list of two: `["X-Api-Key", …`.
fn opens_a_list(before: &[u8]) -> bool {
    let start = before.iter().rev().skip_while(|byte| matches!(byte, b'"' | b'\'' | b'\\'));
    before.len() > 1 && matches!(start.take(FEW).next(), Some(b'[' | b'('))
}

fn in_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

fn blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}
