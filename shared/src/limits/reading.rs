//! Salesforce's `/limits` resource, as it is and not as it is documented.
//!
//! An entry is `{"Max": n, "Remaining": n}` in any order; either value may be missing; further keys of an
//! entry are names of apps with entries of their own; names come and go with each release. One strange entry
//! never spoils the rest.

use serde_json::{Map, Value};

/// One limit's values at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    let entries: Map<String, Value> = serde_json::from_slice(body).map_err(|_| Unreadable)?;
    Ok(entries.iter().map(|(name, entry)| reading(name, entry, true)).collect())
}

fn reading(name: &str, entry: &Value, with_apps: bool) -> Reading {
    let value = |key| entry.get(key).and_then(whole);
    let apps = entry.as_object().filter(|_| with_apps).map(apps).unwrap_or_default();
    Reading { name: name.to_owned(), max: value("Max"), remaining: value("Remaining"), apps }
}

fn apps(entry: &Map<String, Value>) -> Vec<Reading> {
    let nested = entry.iter().filter(|(_, value)| value.is_object());
    nested.map(|(name, value)| reading(name, value, false)).collect()
}

/// A whole number, also where it is written `1.0E3`; anything else is no value.
fn whole(value: &Value) -> Option<i64> {
    let exact = |f: f64| (f.fract() == 0.0 && f.abs() < 9e15).then_some(f as i64);
    value.as_i64().or_else(|| value.as_f64().and_then(exact))
}

/// Writes readings for the table, as Salesforce's own shape without white space.
pub fn compact(readings: &[Reading]) -> String {
    Value::Object(readings.iter().map(|r| (r.name.clone(), entry(r))).collect()).to_string()
}

fn entry(reading: &Reading) -> Value {
    let values = [("Max", reading.max), ("Remaining", reading.remaining)];
    let values = values.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.into())));
    Value::Object(values.chain(reading.apps.iter().map(|app| (app.name.clone(), entry(app)))).collect())
}

/// Reads what [`compact`] wrote.
pub fn restore(text: &str) -> Result<Vec<Reading>, Unreadable> {
    parse(text.as_bytes())
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
        let deep = format!("{}1{}", r#"{"a":"#.repeat(500), "}".repeat(500));
        assert_eq!(parse(deep.as_bytes()), Err(Unreadable));
    }

    #[test]
    fn what_is_stored_comes_back_the_same() {
        let body = br#"{"B":{"Max":9,"Remaining":-4,"An \"app\"":{"Max":1}},"A":{"Remaining":1},"C":null}"#;
        let read = parse(body).unwrap();
        assert_eq!(restore(&compact(&read)).unwrap(), read);
    }
}
