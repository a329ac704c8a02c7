//! What an event says in words.

use serde_json::Value;

use super::value::{cut, prose, shortened, text};

/// The longest message, in bytes.
pub(super) const MAX_MESSAGE: usize = 8192;
/// Of what a message is made no more is needed than so much, with which it is certainly too long.
const ENOUGH: usize = MAX_MESSAGE + 4;
/// The longest place for a parameter, in bytes.
const MAX_PLACE: usize = 64;

/// What was said, and the template that it was made of if there is one that differs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) text: Option<String>,
    pub(super) template: Option<String>,
}

/// Reads `logentry`, or else the older `message`; each is a text, or an object with a text that is filled in,
/// a template and its parameters.
pub(super) fn message(logentry: Option<&Value>, older: Option<&Value>) -> Message {
    let entry = one(logentry);
    if entry.text.is_some() { entry } else { one(older) }
}

fn one(value: Option<&Value>) -> Message {
    let Some(Value::Object(entry)) = value else {
        let text = value.and_then(Value::as_str).and_then(|_| prose(value, MAX_MESSAGE));
        return Message { text, template: None };
    };
    let template = text(entry.get("message"), ENOUGH);
    let formatted = text(entry.get("formatted"), ENOUGH);
    let filled = formatted.or_else(|| Some(fill(template.as_deref()?, entry.get("params")?)));
    let said = filled.or_else(|| template.clone()).map(|said| shortened(&said, MAX_MESSAGE));
    let template = template.map(|template| shortened(&template, MAX_MESSAGE)).filter(|_| said.is_some());
    Message { template: template.filter(|template| said.as_ref() != Some(template)), text: said }
}

/// Fills the parameters into the places of a template: `%s`, `%.2f`, `{}` for the next one of a list, `{0}`
/// for one by its position, `{name}` and `%(name)s` by its name. How they are to be laid out is not heeded. A
/// template has either places with a percent sign or with braces, since the other one is then part of the
/// text. What has no parameter stays as it is.
fn fill(template: &str, params: &Value) -> String {
    let is_percent_place = |at| template.get(at..).is_some_and(|text| percent_place(text).0 != Name::None);
    let percent = template.match_indices('%').any(|(at, _)| is_percent_place(at));
    let (mut filled, mut rest, mut next) = (String::new(), template, 0);
    // Parameters may be long and be named many times.
    while filled.len() <= MAX_MESSAGE {
        let Some(at) = rest.find(if percent { '%' } else { '{' }) else { break };
        let (before, place) = rest.split_at(at);
        filled.push_str(cut(before, ENOUGH));
        let (name, len) = if percent { percent_place(place) } else { brace_place(place) };
        let (place, behind) = place.split_at_checked(len).unwrap_or((place, ""));
        let value = match name {
            Name::Next => params.get(next),
            Name::Given(name) => named(params, name),
            Name::None => None,
        };
        next += usize::from(matches!(name, Name::Next));
        match value {
            Some(Value::String(text)) => filled.push_str(cut(text, ENOUGH)),
            Some(value) => filled.push_str(cut(&value.to_string(), ENOUGH)),
            None => filled.push_str(if place == "%%" { "%" } else { place }),
        }
        rest = behind;
    }
    filled.push_str(cut(rest, ENOUGH));
    filled
}

/// Which parameter a place asks for.
#[derive(PartialEq, Eq)]
enum Name<'a> {
    Next,
    Given(&'a str),
    /// It is no place.
    None,
}

/// What stands at a percent sign, and its length: places as in Python, C and the consoles of browsers.
fn percent_place(text: &str) -> (Name<'_>, usize) {
    let place = cut(text, MAX_PLACE);
    let behind = place.get(1..).unwrap_or_default();
    if behind.starts_with('%') {
        return (Name::None, 2);
    }
    let (name, behind) = match behind.strip_prefix('(').and_then(|behind| behind.split_once(')')) {
        Some((name, behind)) => (Name::Given(name), behind),
        None => (Name::Next, behind),
    };
    let behind =
        behind.trim_start_matches(['-', '+', '#', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    match behind.strip_prefix(['s', 'd', 'i', 'u', 'f', 'g', 'e', 'x', 'X', 'r', 'a', 'c', 'o', 'O']) {
        Some(behind) => (name, place.len() - behind.len()),
        None => (Name::None, 1),
    }
}

/// What stands at a brace, and its length.
fn brace_place(text: &str) -> (Name<'_>, usize) {
    match cut(text, MAX_PLACE).get(1..).and_then(|rest| rest.split_once('}')) {
        Some(("", _)) => (Name::Next, 2),
        Some((name, _)) if !name.contains('{') => (Name::Given(name), name.len() + 2),
        _ => (Name::None, 1),
    }
}

fn named<'a>(params: &'a Value, name: &str) -> Option<&'a Value> {
    match params {
        Value::Array(list) => list.get(name.parse::<usize>().ok()?),
        params => params.get(name),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn parameters_are_filled_into_their_places() {
        let cases = [
            ("user %s has %d of %d", json!(["ann", 3, 5]), "user ann has 3 of 5"),
            ("%s and %s", json!(["one"]), "one and %s"),
            ("100%% of {} is %s, 5% too", json!(["x"]), "100% of {} is x, 5% too"),
            ("%(who)s did %(what)d %(why)s %(x", json!({"who": "ann", "what": 2}), "ann did 2 %(why)s %(x"),
            ("{} and {}: {}", json!(["é", null, [1]]), "é and null: [1]"),
            ("{1} before {0}, {2}", json!(["a", "b"]), "b before a, {2}"),
            ("{user} {{x} {0", json!({"user": true, "x": "y"}), "true {y {0"),
            ("%.2f of %-5x%% by %r", json!([1.5, 10, "a"]), "1.5 of 10% by a"),
            ("%s", json!("text"), "%s"),
            ("%s", json!(7), "%s"),
            ("", json!(["a"]), ""),
        ];
        for (template, params, expected) in cases {
            assert_eq!(fill(template, &params), expected, "{template}");
        }
    }

    #[test]
    fn a_message_is_a_text_or_an_entry_and_the_entry_comes_first() {
        let read = |logentry: Value, older: Value| {
            let message = message(Some(&logentry), Some(&older));
            (message.text.unwrap_or_default(), message.template.unwrap_or_default())
        };
        let none = || Value::Null;
        let said = |text: &str, template: &str| (text.to_owned(), template.to_owned());
        assert_eq!(read(none(), json!("plain")), said("plain", ""));
        assert_eq!(read(json!("entry"), json!("plain")), said("entry", ""));
        assert_eq!(read(json!({}), json!("plain")), said("plain", ""));
        assert_eq!(read(json!({"message": "a %s", "params": ["b"]}), none()), said("a b", "a %s"));
        assert_eq!(read(json!({"message": "a %s", "formatted": "a c"}), none()), said("a c", "a %s"));
        assert_eq!(read(json!({"message": "a", "params": []}), none()), said("a", ""));
        assert_eq!(read(none(), json!({"formatted": "a", "message": 7})), said("a", ""));
        for value in [json!(7), json!([]), json!({"message": {}}), json!(""), json!({"params": ["a"]})] {
            assert_eq!(read(value.clone(), value), said("", ""));
        }
    }

    #[test]
    fn long_messages_are_cut_with_an_ellipsis() {
        let long = "é".repeat(MAX_MESSAGE);
        let entry = json!({"message": "{0}{0}{0}".repeat(10_000), "params": [long]});
        let Message { text, template } = message(Some(&entry), None);
        for text in [text.unwrap(), template.unwrap()] {
            assert!(text.len() <= MAX_MESSAGE && text.len() > MAX_MESSAGE - 4 && text.ends_with('…'));
        }
        assert!(fill(&"{0}".repeat(100_000), &json!([""])).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn fuzz_whatever_the_template_filling_it_ends_and_stays_small(
            template in "([%{}()sd0-9é]|name|.){0,60}",
            words in proptest::collection::vec(".{0,20}", 0..4),
        ) {
            for params in [json!(words), json!({"name": words, "0": 1}), json!(null)] {
                prop_assert!(fill(&template, &params).len() <= 4 * MAX_MESSAGE);
            }
            // Without parameters nothing is lost but the doubling of percent signs.
            prop_assert_eq!(fill(&template.replace("%%", ""), &json!([])), template.replace("%%", ""));
        }
    }
}
