//! The fields of a report, each of which says what it expects and never repeats what it was given.

use jiff::Timestamp;
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::{Map, Value};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, OneOfBuilder, Schema, SchemaFormat, Type};

use crate::errors::envelope::event_id;
use crate::errors::event::Level;

/// Any text.
#[derive(Clone, Debug)]
pub(super) struct Text(pub(super) String);

/// A text in which something can be read.
#[derive(Clone, Debug)]
pub(super) struct Message(pub(super) String);

/// How grave, in one of several words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Severity(pub(super) Level);

/// A moment, as text or number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment(pub(super) Timestamp);

/// Names and values.
#[derive(Clone, Debug)]
pub(super) struct Object(pub(super) Map<String, Value>);

/// 32 hexadecimal digits in lower case.
#[derive(Clone, Debug)]
pub(super) struct EventId(pub(super) String);

/// An id of a person, as text.
#[derive(Clone, Debug)]
pub(super) struct PersonId(pub(super) String);

/// Why a value is refused.
type Expected = &'static str;

impl Text {
    fn read(value: Value) -> Result<Self, Expected> {
        string(value).map(Self).ok_or("expected a string")
    }
}

impl Message {
    fn read(value: Value) -> Result<Self, Expected> {
        let text = string(value).filter(|text| !text.trim().is_empty());
        text.map(Self).ok_or("expected a string that is not empty")
    }
}

impl Severity {
    fn read(value: Value) -> Result<Self, Expected> {
        let word = string(value).unwrap_or_default();
        let level = match word.trim().to_ascii_lowercase().as_str() {
            "fatal" | "critical" => Level::Fatal,
            "error" | "high" => Level::Error,
            "warning" | "warn" | "medium" => Level::Warning,
            "info" | "low" => Level::Info,
            "debug" => Level::Debug,
            _ => return Err("expected `fatal`, `error`, `warning`, `info` or `debug`"),
        };
        Ok(Self(level))
    }
}

impl Moment {
    fn read(value: Value) -> Result<Self, Expected> {
        let moment = match value {
            Value::String(text) => text.trim().parse().ok(),
            // Some clocks give fractions of milliseconds, which are cut off.
            Value::Number(millis) => {
                millis.as_i64().or_else(|| whole(millis.as_f64()?)).and_then(from_millis)
            }
            _ => None,
        };
        moment.map(Self).ok_or("expected a time such as 2026-07-01T12:00:00Z, or milliseconds since 1970")
    }
}

impl Object {
    fn read(value: Value) -> Result<Self, Expected> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            _ => Err("expected an object"),
        }
    }
}

impl EventId {
    fn read(value: Value) -> Result<Self, Expected> {
        let digits = string(value).and_then(|text| event_id(text.trim()));
        digits.map(Self).ok_or("expected 32 hexadecimal digits or a UUID")
    }
}

impl PersonId {
    fn read(value: Value) -> Result<Self, Expected> {
        match value {
            Value::String(text) => Ok(Self(text)),
            Value::Number(number) => Ok(Self(number.to_string())),
            _ => Err("expected a string"),
        }
    }
}

macro_rules! deserialize_by_read {
    ($($field:ty),*) => {$(
        impl<'de> Deserialize<'de> for $field {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::read(Value::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }
    )*};
}

deserialize_by_read!(Text, Message, Severity, Moment, Object, EventId, PersonId);

/// A text or a number.
pub(super) fn moment_schema() -> Schema {
    let date_time = SchemaFormat::KnownFormat(KnownFormat::DateTime);
    let text = ObjectBuilder::new().schema_type(Type::String).format(Some(date_time));
    let millis = ObjectBuilder::new().schema_type(Type::Number);
    let either = OneOfBuilder::new().item(text).item(millis);
    let doc = "When it happened: as RFC 3339 writes it, or in milliseconds since 1970.";
    Schema::OneOf(either.description(Some(doc)).build())
}

fn string(value: Value) -> Option<String> {
    if let Value::String(text) = value { Some(text) } else { None }
}

fn from_millis(millis: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(millis).ok()
}

/// The whole part of a number of milliseconds.
fn whole(millis: f64) -> Option<i64> {
    // Beyond that, a float has no more whole numbers one after the other.
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    (millis.abs() < LIMIT).then_some(millis as i64)
}
