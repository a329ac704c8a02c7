//! Values that a program sends of itself: what stands under the key of a secret goes, and none is too deep,
//! too wide or too long.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::keys::{Fate, fate};
use super::numbers;
use super::text::{MORE, SHORT, clean};
use super::values::{FILTERED, Reading};

/// The most entries of a map or a list.
const ENTRIES: usize = 50;
/// The most tags.
const TAGS: usize = 100;
/// How many maps and lists may stand in each other.
const DEPTH: usize = 8;
/// The longest key.
const KEY: usize = 256;

/// Cleans a map and all in it; no string is longer than `most`.
pub(super) fn map(entries: &mut Map<String, Value>, most: usize) {
    Walk { most }.map(entries, 1);
}

/// Cleans short facts.
pub(super) fn tags(tags: &mut BTreeMap<String, String>) {
    for (mut key, mut value) in std::mem::take(tags).into_iter().take(TAGS) {
        let given = fate(&key);
        clean(&mut key, Reading::Prose, KEY);
        match if given == Fate::Filtered { given } else { fate(&key) } {
            Fate::Filtered => FILTERED.clone_into(&mut value),
            Fate::Read(reading) => clean(&mut value, reading, SHORT),
        }
        tags.insert(key, value);
    }
}

#[derive(Clone, Copy)]
struct Walk {
    most: usize,
}

impl Walk {
    fn map(self, entries: &mut Map<String, Value>, depth: usize) {
        let all = std::mem::take(entries);
        let (kept, dropped) = fitting(all.len());
        for (mut key, mut value) in all.into_iter().take(kept) {
            let given = key.clone();
            let mut fated = fate(&key);
            clean(&mut key, Reading::Prose, KEY);
            // A key that loses a secret may end in another word.
            if fated != Fate::Filtered && key != given {
                fated = fate(&key);
            }
            self.meet(&mut value, fated, depth);
            entries.insert(key, value);
        }
        // `{"name": "password", "value": …}` is a pair as well.
        let name =
            ["name", "key", "header"].iter().filter_map(|key| entries.get(*key)).find_map(Value::as_str);
        if name.is_some_and(|name| fate(name) == Fate::Filtered)
            && let Some(value) = entries.get_mut("value")
        {
            *value = FILTERED.into();
        }
        if dropped > 0 {
            entries.insert(MORE.to_string(), format!("{dropped} more").into());
        }
    }

    /// In a list, a value follows the name of a secret in pairs of headers and on command lines.
    fn list(self, values: &mut Vec<Value>, reading: Reading, depth: usize) {
        let (kept, dropped) = fitting(values.len());
        values.truncate(kept);
        let mut named = None;
        for value in &mut *values {
            match named.take() {
                Some(fate) if !value.is_array() && !value.is_object() || fate == Fate::Filtered => {
                    self.meet(value, fate, depth);
                }
                _ => {
                    self.meet(value, Fate::Read(reading), depth);
                    let name = value.as_str().filter(|name| !name.contains(' '));
                    named = name.map(fate).filter(|fate| *fate != Fate::Read(Reading::Prose));
                }
            }
        }
        if dropped > 0 {
            values.push(format!("{MORE} {dropped} more").into());
        }
    }

    fn meet(self, value: &mut Value, fate: Fate, depth: usize) {
        let Fate::Read(reading) = fate else {
            *value = FILTERED.into();
            return;
        };
        match value {
            Value::String(text) => clean(text, reading, self.most),
            Value::Number(number) if numbers::card(number.to_string().as_bytes()).is_some() => {
                *value = FILTERED.into();
            }
            Value::Object(_) | Value::Array(_) if depth >= DEPTH => *value = "[too deep]".into(),
            Value::Object(entries) => self.map(entries, depth + 1),
            Value::Array(values) => self.list(values, reading, depth + 1),
            _ => {}
        }
    }
}

/// How many of so many entries are kept, with room for one that says how many are not.
fn fitting(length: usize) -> (usize, usize) {
    let kept = if length > ENTRIES { ENTRIES - 1 } else { length };
    (kept, length - kept)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cleaned(value: Value) -> Value {
        let mut entries = Map::from_iter([("x".to_owned(), value)]);
        map(&mut entries, SHORT);
        entries.remove("x").unwrap()
    }

    #[test]
    fn what_stands_under_the_key_of_a_secret_goes_whatever_it_is() {
        for value in [json!("a"), json!(1), json!(null), json!(true), json!([1]), json!({"a": {"b": "c"}})] {
            assert_eq!(cleaned(json!({"apiKey": value, "y": 1})), json!({"apiKey": FILTERED, "y": 1}));
        }
    }

    #[test]
    fn pairs_are_understood_like_maps() {
        let pairs = json!([["Authorization", "x"], ["Host", "x"], ["Cookie", ["x"]]]);
        assert_eq!(cleaned(pairs), json!([["Authorization", FILTERED], ["Host", "x"], ["Cookie", FILTERED]]));
        let flat = json!(["--password", "x", "--verbose", "token", "pin", "x"]);
        assert_eq!(cleaned(flat), json!(["--password", FILTERED, "--verbose", "token", FILTERED, "x"]));
        let object = json!([{"name": "password", "value": "x"}, {"name": "y", "value": "x"}]);
        let expected = json!([{"name": "password", "value": FILTERED}, {"name": "y", "value": "x"}]);
        assert_eq!(cleaned(object), expected);
    }

    #[test]
    fn the_version_of_a_browser_is_no_address() {
        let headers = json!({"User-Agent": "Chrome/120.0.0.0 x/1.2.3.4", "Via": "1.2.3.4"});
        let expected = json!({"User-Agent": "Chrome/120.0.0.0 x/1.2.3.4", "Via": "[ip]"});
        assert_eq!(cleaned(headers), expected);
        let pair = json!([["user-agent", "x 1.2.3.4"], ["via", "1.2.3.4"]]);
        assert_eq!(cleaned(pair), json!([["user-agent", "x 1.2.3.4"], ["via", "[ip]"]]));
    }

    #[test]
    fn a_card_may_be_a_number() {
        assert_eq!(
            cleaned(json!([4_111_111_111_111_111_u64, 4_111_111_111_111_112_u64])).as_array().unwrap()[0],
            FILTERED
        );
        assert_eq!(cleaned(json!(1_700_000_000_000_u64)), json!(1_700_000_000_000_u64));
    }

    #[test]
    fn deep_and_wide_values_are_bounded_and_say_so() {
        let mut deep = json!("x");
        for _ in 0..100 {
            deep = json!([deep]);
        }
        assert_eq!(cleaned(deep), json!([[[[[[["[too deep]"]]]]]]]));
        let wide = cleaned((0..60).collect());
        assert_eq!(wide.as_array().unwrap().len(), 50);
        assert_eq!(wide[49], "… 11 more");
        let wide: Map<_, _> = (0..60).map(|i| (format!("k{i:02}"), json!(i))).collect();
        let wide = cleaned(wide.into());
        assert_eq!(wide.as_object().unwrap().len(), 50);
        assert_eq!(wide["…"], "11 more");
        assert_eq!(cleaned((0..50).collect())[49], 49);
    }

    #[test]
    fn at_most_a_hundred_tags_are_kept() {
        let mut many = (0..1_000).map(|i| (i.to_string(), "x".to_owned())).collect();
        tags(&mut many);
        assert_eq!(many.len(), TAGS);
    }
}
