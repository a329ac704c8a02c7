//! Salesforce's `/limits` resource, as it is and not as it is documented.
//!
//! An entry is `{"Max": n, "Remaining": n}` in any order; either value may be missing; further keys of an
//! entry are names of apps with entries of their own; names come and go with each release. One strange entry
//! never spoils the rest.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// One limit's values at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The limit's API name; for an app's entry, the app's name.
    pub name: String,
    /// The allowance, if Salesforce gave one.
    pub max: Option<i64>,
    /// What is left; negative when more was used than allowed.
    pub remaining: Option<i64>,
    /// The entries of single apps, in Salesforce's order.
    pub apps: Vec<Reading>,
}

/// The reply is not the object that `/limits` answers.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the reply is not a list of limits")]
pub struct Unreadable;

/// Reads a reply of `/limits`.
pub fn parse(body: &[u8]) -> Result<Vec<Reading>, Unreadable> {
    let mut reply = serde_json::Deserializer::from_slice(body);
    let readings = reply.deserialize_map(Reply).map_err(|_| Unreadable)?;
    reply.end().map_err(|_| Unreadable)?;
    Ok(readings)
}

/// Writes readings for the table, in Salesforce's own shape without white space.
pub fn compact(readings: &[Reading]) -> String {
    serde_json::to_string(&Entries(readings)).unwrap_or_default()
}

/// Reads what [`compact`] wrote.
pub fn restore(text: &str) -> Result<Vec<Reading>, Unreadable> {
    parse(text.as_bytes())
}

/// The whole reply. It is read straight into readings, because this is done for every cached answer.
struct Reply;

impl<'de> Visitor<'de> for Reply {
    type Value = Vec<Reading>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of limits")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut readings = Vec::with_capacity(64);
        while let Some(name) = map.next_key()? {
            let found = map.next_value_seed(Entry { apps: true })?;
            readings.push(Reading { name, ..found.entry.unwrap_or_default() });
        }
        Ok(readings)
    }
}

/// One value of an entry, whatever it is: a whole number, an entry of its own, or nothing that counts.
#[derive(Default)]
struct Found {
    number: Option<i64>,
    entry: Option<Reading>,
}

/// Reads one value; entries of apps inside it only where there can be some.
#[derive(Clone, Copy)]
struct Entry {
    apps: bool,
}

impl<'de> DeserializeSeed<'de> for Entry {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Found, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Entry {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut reading = Reading::default();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "Max" => reading.max = map.next_value_seed(Self { apps: false })?.number,
                "Remaining" => reading.remaining = map.next_value_seed(Self { apps: false })?.number,
                _ if self.apps => {
                    let app = map.next_value_seed(Self { apps: false })?.entry;
                    reading.apps.extend(app.map(|app| Reading { name, ..app }));
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Found { entry: Some(reading), number: None })
    }

    fn visit_i64<E>(self, value: i64) -> Result<Found, E> {
        Ok(Found { number: Some(value), entry: None })
    }

    fn visit_u64<E>(self, value: u64) -> Result<Found, E> {
        Ok(Found { number: value.try_into().ok(), entry: None })
    }

    /// A whole number may be written `1.0E3`.
    fn visit_f64<E>(self, value: f64) -> Result<Found, E> {
        let whole = value.fract() == 0.0 && value.abs() < 9e15;
        Ok(Found { number: whole.then_some(value as i64), entry: None })
    }

    fn visit_bool<E>(self, _: bool) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Found, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Found::default())
    }
}

/// Readings as an object of entries.
struct Entries<'a>(&'a [Reading]);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|reading| (&reading.name, reading)))
    }
}

impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entry = serializer.serialize_map(None)?;
        for (key, value) in [("Max", self.max), ("Remaining", self.remaining)] {
            if let Some(value) = value {
                entry.serialize_entry(key, &value)?;
            }
        }
        for app in &self.apps {
            entry.serialize_entry(&app.name, app)?;
        }
        entry.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(entry: &str) -> Reading {
        parse(format!(r#"{{"X":{entry}}}"#).as_bytes()).unwrap().remove(0)
    }

    #[test]
    fn values_are_read_in_any_order_and_missing_ones_stay_missing() {
        for (entry, max, remaining) in [
            (r#"{"Max":10000,"Remaining":9999}"#, Some(10_000), Some(9_999)),
            (r#"{"Remaining":9999,"Max":10000}"#, Some(10_000), Some(9_999)),
            (r#"{"Max":15000,"Remaining":-12}"#, Some(15_000), Some(-12)),
            (r#"{"Max":0,"Remaining":0}"#, Some(0), Some(0)),
            (r#"{"Max":999999999,"Remaining":999999999}"#, Some(999_999_999), Some(999_999_999)),
            (r#"{"Max":1.5E3,"Remaining":3.0}"#, Some(1_500), Some(3)),
            (r#"{"Max":5}"#, Some(5), None),
            (r#"{"Remaining":5}"#, None, Some(5)),
            ("{}", None, None),
            ("null", None, None),
            ("7", None, None),
            ("[1,2]", None, None),
            (r#"{"Max":"5","Remaining":null}"#, None, None),
            (r#"{"Max":1.5,"Remaining":1e300}"#, None, None),
            (
                r#"{"Max":9223372036854775807,"Remaining":-9223372036854775808}"#,
                Some(i64::MAX),
                Some(i64::MIN),
            ),
        ] {
            let read = one(entry);
            assert_eq!((read.max, read.remaining), (max, remaining), "{entry}");
        }
    }

    #[test]
    fn entries_of_apps_are_kept_whatever_their_names() {
        let read = one(
            r#"{"Dataloader Bulk":{"Max":0,"Remaining":0},"Max":9,"Force.com IDE":{"Remaining":1,"Max":2},
                "LiveText for Salesforce (QA)":{"Max":250,"Remaining":233},"note":"text","Remaining":4}"#,
        );
        let names: Vec<_> = read.apps.iter().map(|app| app.name.as_str()).collect();
        assert_eq!(names, ["Dataloader Bulk", "Force.com IDE", "LiveText for Salesforce (QA)"]);
        assert_eq!((read.max, read.remaining, read.apps[2].remaining), (Some(9), Some(4), Some(233)));
    }

    #[test]
    fn one_strange_entry_does_not_spoil_the_others() {
        let read = parse(br#"{"A":{"Max":1,"Remaining":1},"B":"?","C":{"Max":2,"Remaining":2}}"#).unwrap();
        assert_eq!(read.len(), 3);
        assert_eq!(read[2].max, Some(2));
    }

    #[test]
    fn a_reply_that_is_no_object_is_unreadable() {
        for body in ["", "[]", "null", "7", "<html>", r#"{"A":{"Max":1"#, "\u{feff}{}"] {
            assert_eq!(parse(body.as_bytes()), Err(Unreadable), "{body}");
        }
        assert_eq!(parse(&[0xff, 0xfe]), Err(Unreadable));
    }

    #[test]
    fn what_is_nested_deeper_than_apps_is_passed_over_however_deep_it_is() {
        let deep = format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
        let read = parse(deep.as_bytes()).unwrap();
        assert_eq!((read.len(), read[0].apps.len(), read[0].apps[0].apps.len()), (1, 1, 0));
    }

    #[test]
    fn what_is_stored_comes_back_the_same() {
        let body = br#"{"B":{"Max":9,"Remaining":-4,"An \"app\"":{"Max":1}},"A":{"Remaining":1},"C":null}"#;
        let read = parse(body).unwrap();
        assert_eq!(restore(&compact(&read)).unwrap(), read);
    }
}
