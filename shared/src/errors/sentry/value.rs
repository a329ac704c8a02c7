//! Single values of an event, each read in every form in which SDKs write it. What is of another type is as
//! good as absent.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::errors::event::Level;

/// The longest text that is a time: one with nanoseconds and a zone.
const MAX_TIME: usize = 64;
/// Microseconds of the last second that has a date of four digits for its year.
const END_OF_TIME: f64 = 253_402_300_799e6;

/// A text of at most so many bytes, cut between two characters. An empty one is absent.
pub(super) fn text(value: Option<&Value>, max: usize) -> Option<String> {
    let text = value?.as_str().filter(|text| !text.is_empty())?;
    Some(cut(text, max).to_owned())
}

/// A text, or a number as text: for what is a number to some programs.
pub(super) fn text_or_number(value: Option<&Value>, max: usize) -> Option<String> {
    match value? {
        Value::Number(number) => Some(cut(&number.to_string(), max).to_owned()),
        value => text(Some(value), max),
    }
}

/// A text, a number or a yes or no, as text.
pub(super) fn scalar(value: &Value, max: usize) -> Option<String> {
    match value {
        Value::Bool(flag) => Some(flag.to_string()),
        value => text_or_number(Some(value), max),
    }
}

/// A text as it is, anything else but null as JSON. What is cut ends with an ellipsis.
pub(super) fn prose(value: Option<&Value>, max: usize) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(shortened(text, max)),
        value => Some(shortened(&value.to_string(), max)),
    }
}

/// The beginning of a text, so many bytes at most, cut between two characters.
pub(super) fn cut(text: &str, max: usize) -> &str {
    text.get(..text.floor_char_boundary(max)).unwrap_or_default()
}

/// The same with an ellipsis in place of what is missing.
pub(super) fn shortened(text: &str, max: usize) -> String {
    const ELLIPSIS: &str = "…";
    if text.len() <= max {
        return text.to_owned();
    }
    cut(text, max.saturating_sub(ELLIPSIS.len())).to_owned() + ELLIPSIS
}

/// A list, which may stand there as it is or as the `values` of an object.
pub(super) fn list(value: Option<&Value>) -> &[Value] {
    let list = value.and_then(|value| value.get("values").unwrap_or(value).as_array());
    list.map(Vec::as_slice).unwrap_or_default()
}

/// The last elements of a list, so many at most.
pub(super) fn last<T>(list: &[T], max: usize) -> &[T] {
    list.get(list.len().saturating_sub(max)..).unwrap_or_default()
}

/// An object as it is; an empty one for anything else.
pub(super) fn object(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// A number of a line or column, which starts from 1; some SDKs write it as text.
pub(super) fn number(value: Option<&Value>) -> Option<u32> {
    let number = match value? {
        Value::String(digits) => digits.parse().ok()?,
        value => u32::try_from(value.as_u64()?).ok()?,
    };
    Some(number).filter(|number| *number > 0)
}

/// How grave; `None` for words that are not known.
pub(super) fn level(value: Option<&Value>) -> Option<Level> {
    match cut(value?.as_str()?, 16).to_ascii_lowercase().as_str() {
        "fatal" | "critical" => Some(Level::Fatal),
        "error" => Some(Level::Error),
        "warning" | "warn" => Some(Level::Warning),
        "info" | "log" => Some(Level::Info),
        "debug" => Some(Level::Debug),
        _ => None,
    }
}

/// Seconds since 1970, or RFC 3339, which is in UTC if it names no zone. Times before 1970 are absent: a
/// clock was not set.
pub(super) fn timestamp(value: Option<&Value>) -> Option<Timestamp> {
    let time = match value? {
        Value::String(text) if text.len() <= MAX_TIME => written_time(text)?,
        value => {
            let micros = (value.as_f64()? * 1e6).round();
            // This is false for NaN as well. A float of this size has no fraction to lose.
            if !(0.0..=END_OF_TIME).contains(&micros) {
                return None;
            }
            Timestamp::from_microsecond(micros as i64).ok()?
        }
    };
    Some(time).filter(|time| *time >= Timestamp::UNIX_EPOCH)
}

fn written_time(text: &str) -> Option<Timestamp> {
    if let Ok(time) = text.parse() {
        return Some(time);
    }
    Some(text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
