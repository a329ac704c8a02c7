//! Dates and times, as programs write them.

use super::cursor::Cursor;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A date, a date with a time, or a time with seconds. Hours and minutes alone look like a line and a column.
pub(super) fn date(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let first = here.peek()?;
    let end = if first.is_ascii_digit() {
        let forms = [iso, basic, short, day_first, exact_time];
        forms.iter().find_map(|form| form(here))
    } else if first.is_ascii_uppercase() {
        named(here)
    } else {
        None
    };
    end?.ends()
}

/// ISO 8601 and RFC 3339, also with slashes.
fn iso(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let year = here.digits(4, 4)?;
    let separator = year.peek().filter(|char| matches!(char, '-' | '/'))?;
    let day = year.skip(1).up_to(12, 2)?.take(separator)?.up_to(31, 2)?;
    Some(day.maybe(|day| time(day.one(|char| matches!(char, 'T' | 't' | ' '))?)))
}

/// ISO 8601 without separators.
fn basic(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let seconds = here.digits(8, 8)?.take('T')?.digits(6, 6)?;
    Some(zone(fraction(seconds)))
}

/// `21.11.2025`, `11/21/2025`.
fn short(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let day = here.up_to(31, 2)?;
    let separator = day.peek().filter(|char| matches!(char, '.' | '/'))?;
    let year = day.skip(1).up_to(31, 2)?.take(separator)?.digits(4, 4)?;
    Some(year.maybe(|year| time(year.maybe(|c| c.take(',')).take(' ')?)))
}

/// `21 Nov 2025 12:00:01 GMT` (RFC 5322), `21/Nov/2025:12:00:01 +0000` (logs of web servers).
fn day_first(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let gap = |place: Cursor<'_>| place.peek().filter(|char| matches!(char, ' ' | '-' | '/'));
    let day = here.up_to(31, 2)?;
    let separator = gap(day)?;
    let year = name(day.skip(1), &MONTHS)?.take(separator)?.digits(2, 4)?;
    Some(year.maybe(|year| time(year.one(|char| matches!(char, ' ' | ':'))?)))
}

/// `Fri, 21 Nov 2025 …`, `Nov 21 12:00:01` (RFC 3164), `Fri Nov 21 2025 12:00:01 GMT+0100 (…)` (JavaScript).
fn named(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let start = here.maybe(|c| name(c, &DAYS)?.maybe(|c| c.take(',')).take(' '));
    day_first(start).or_else(|| month_first(start))
}

fn month_first(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let day = name(here, &MONTHS)?.take(' ')?.up_to(31, 2)?;
    if let Some(year) = year_of(day) {
        return Some(year.maybe(|c| time(c.maybe(|c| c.take(',')).take(' ')?)));
    }
    Some(time(day.take(' ')?)?.maybe(year_of))
}

fn year_of(day: Cursor<'_>) -> Option<Cursor<'_>> {
    day.maybe(|c| c.take(',')).take(' ')?.digits(4, 4)?.ends()
}

/// A time that stands alone.
fn exact_time(here: Cursor<'_>) -> Option<Cursor<'_>> {
    // Behind a colon it is the line of a file.
    if here.back(1) == Some(':') {
        return None;
    }
    let end = zone(fraction(seconds(minutes(here)?)?));
    (end.peek() != Some(':')).then_some(end)
}

fn time(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let end = minutes(here)?;
    Some(zone(fraction(end.maybe(seconds))))
}

fn minutes(here: Cursor<'_>) -> Option<Cursor<'_>> {
    here.up_to(24, 2)?.take(':')?.up_to(59, 2)
}

fn seconds(here: Cursor<'_>) -> Option<Cursor<'_>> {
    here.take(':')?.up_to(60, 2)
}

fn fraction(here: Cursor<'_>) -> Cursor<'_> {
    here.maybe(|c| c.one(|char| matches!(char, '.' | ','))?.digits(1, 12))
}

/// `Z`, ` UTC`, `+01:00`, ` GMT+0100 (Central European Standard Time)`, ` PM`.
fn zone(here: Cursor<'_>) -> Cursor<'_> {
    here.maybe(|c| {
        let start = c.maybe(|c| c.take(' '));
        let names = ["Z", "z", "UTC", "GMT", "AM", "PM", "am", "pm"];
        let named = names.iter().find_map(|zone| start.literal(zone));
        let offset = named.unwrap_or(start).maybe(|c| {
            let hours = c.one(|char| matches!(char, '+' | '-'))?.digits(1, 4)?;
            hours.maybe(|c| c.take(':')?.digits(2, 2)).ends()
        });
        let end = (!start.until(offset).is_empty()).then_some(offset)?.ends()?;
        Some(end.maybe(|c| c.literal(" (")?.run(1, 60, |c| c.is_alphabetic() || c == ' ')?.take(')')))
    })
}

/// A name, or its first three letters.
fn name<'a>(here: Cursor<'a>, names: &[&str]) -> Option<Cursor<'a>> {
    names.iter().find_map(|name| {
        let short = here.literal(name.get(..3)?)?;
        short.ends().or_else(|| here.literal(name)?.ends())
    })
}
