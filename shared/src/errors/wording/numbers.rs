//! Numbers, and what is written with them: durations, sizes, versions.

use super::cursor::{Cursor, is_word};

/// What was found, and where it ends.
type Found<'a> = Option<(&'static str, Cursor<'a>)>;

/// Units of time, of which none begins another that comes before it.
const UNITS: [&str; 22] = [
    "milliseconds",
    "microseconds",
    "nanoseconds",
    "seconds",
    "minutes",
    "hours",
    "msec",
    "secs",
    "mins",
    "sec",
    "min",
    "hrs",
    "ns",
    "us",
    "µs",
    "μs",
    "ms",
    "hr",
    "s",
    "m",
    "h",
    "d",
];

const SIZES: [&str; 13] =
    ["kiB", "KiB", "MiB", "GiB", "TiB", "kB", "KB", "MB", "GB", "TB", "PB", "bytes", "B"];

/// The most parts of a duration, a version or a number with separators. Nothing has more, and a text that is
/// made of almost such parts must not be read again from each of them.
const MAX_PARTS: usize = 8;

/// A number with a sign. Behind a word or a bracket it is a hyphen or an operation.
pub(super) fn signed(here: Cursor<'_>) -> Found<'_> {
    let digits = here.one(|char| matches!(char, '+' | '-' | '\u{2212}'))?;
    let is_operation = here.back(1).is_some_and(|char| is_word(char) || matches!(char, ')' | ']' | '>'));
    if is_operation || !digits.peek()?.is_ascii_digit() {
        return None;
    }
    number(digits)
}

/// A number that begins here and is no part of a word.
pub(super) fn number(here: Cursor<'_>) -> Found<'_> {
    let first = here.peek()?;
    if first == 'P' {
        return Some(("<duration>", iso_duration(here)?));
    }
    if let Some(end) = version(here) {
        return Some(("<version>", end));
    }
    if !first.is_ascii_digit() {
        return None;
    }
    if let Some(end) = literal(here) {
        return Some(("<hex>", end));
    }
    if let Some(end) = duration(here) {
        return Some(("<duration>", end));
    }
    let (placeholder, end) = decimal(here)?;
    if let Some(end) = SIZES.iter().find_map(|unit| end.literal(unit)?.ends()) {
        return Some(("<size>", end));
    }
    if end.ends().is_some() {
        return Some((placeholder, end));
    }
    Some(("<number>", here.digits(1, usize::MAX)?.ends()?))
}

/// `0x1f`, `0b101`.
fn literal(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let digits = here.take('0')?.one(|char| matches!(char, 'x' | 'X' | 'b' | 'o'))?;
    digits.run(1, usize::MAX, |char| char.is_ascii_hexdigit())?.ends()
}

/// `1.2.3`, `v1.2.3`. Groups of three are thousands.
fn version(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let start = here.maybe(|c| c.take('v'));
    if here.peek()?.is_ascii_digit() && grouped(here, '.').is_some_and(|(_, groups)| groups > 1) {
        return None;
    }
    let mut end = start.digits(1, 9)?;
    let mut parts = 1;
    while let Some(next) = end.take('.').and_then(|c| c.digits(1, 9)) {
        (end, parts) = (next, parts + 1);
        if parts > MAX_PARTS {
            return None;
        }
    }
    (parts > 2).then_some(end)?.ends()
}

/// `12ms`, `1m30s`. Two and three dimensions are none.
fn duration(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let is_dimension = matches!(here.peek(), Some('2' | '3')) && here.ahead(1) == Some('d');
    let mut end = here;
    for _ in 0..MAX_PARTS {
        let (_, number) = decimal(end)?;
        end = UNITS.iter().find_map(|unit| {
            let end = number.literal(unit)?;
            end.peek().is_none_or(|char| char.is_ascii_digit() || !is_word(char)).then_some(end)
        })?;
        if !end.peek().is_some_and(|char| char.is_ascii_digit()) {
            return end.ends().filter(|_| !is_dimension);
        }
    }
    None
}

/// ISO 8601: `PT5M`, `P1DT12H`, `PT0.5S`.
fn iso_duration(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let date = iso_parts(here.take('P')?, "YMWD");
    let end = date.maybe(|c| Some(iso_parts(c.take('T')?, "HMS")));
    let last = end.back(1)?;
    (last != 'P' && last != 'T').then_some(end)?.ends()
}

fn iso_parts<'a>(here: Cursor<'a>, units: &str) -> Cursor<'a> {
    (0..units.len()).fold(here, |place, _| {
        place.maybe(|c| {
            let number = c.digits(1, 9)?.maybe(|c| c.take('.')?.digits(1, 9));
            number.one(|char| units.contains(char))
        })
    })
}

/// `17`, `1,234`, `1_000`, `1.5`, `2e-9`. Whole numbers with nothing but commas between them are one, as
/// `1,234` may be a number or two.
fn decimal(here: Cursor<'_>) -> Found<'_> {
    let dotted = grouped(here, '.').filter(|(_, groups)| *groups > 1);
    let other = || [',', '_', '\''].iter().find_map(|separator| grouped(here, *separator));
    let whole = match dotted.or_else(other) {
        Some((end, _)) => end,
        None => here.digits(1, usize::MAX)?,
    };
    let fraction = whole.maybe(|c| c.take('.')?.digits(1, usize::MAX));
    let end = fraction.maybe(|c| {
        let sign = c.one(|char| matches!(char, 'e' | 'E'))?;
        sign.maybe(|c| c.one(|char| matches!(char, '+' | '-'))).digits(1, 3)?.ends()
    });
    // JavaScript writes 2.0 as 2, so that both are one.
    Some(("<number>", if whole.until(end).is_empty() { list(end) } else { end }))
}

/// The end of groups of three digits, and how many there are.
fn grouped(here: Cursor<'_>, separator: char) -> Option<(Cursor<'_>, usize)> {
    let mut end = here.digits(1, 3)?;
    for groups in 0..MAX_PARTS {
        match end.take(separator).and_then(|c| c.digits(3, 3)) {
            Some(next) => end = next,
            None => return (groups > 0).then_some((end, groups)),
        }
    }
    None
}

/// The end of the whole numbers that follow one, with commas between them.
fn list(first: Cursor<'_>) -> Cursor<'_> {
    let mut end = first;
    while let Some(next) = another(end) {
        end = next;
    }
    end
}

fn another(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let sign = end.take(',')?.maybe(|c| c.take(' '));
    let next = sign.maybe(|c| c.take('-')).digits(1, 20)?.ends()?;
    let is_more = matches!(next.peek(), Some('.' | ':' | '/' | '-' | '_' | '\''))
        && next.ahead(1).is_some_and(|char| char.is_ascii_digit());
    (!is_more).then_some(next)
}
