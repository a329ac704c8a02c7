use proptest::prelude::*;
use serde_json::json;

use super::{ID, event, some};
use crate::errors::sentry::*;

#[test]
fn too_much_is_cut() {
    let long = |len: usize| "é".repeat(len);
    let frames: Vec<_> = (1..=300).map(|n| json!({"lineno": n, "filename": long(999)})).collect();
    let exceptions: Vec<_> = (0..60).map(|n| json!({"type": format!("{n}{}", long(99))})).collect();
    let crumbs: Vec<_> = (0..300).map(|n| json!({"message": format!("{n}")})).collect();
    let event = event(&json!({
        "message": long(9000), "exception": exceptions, "stacktrace": {"frames": frames},
        "breadcrumbs": crumbs, "transaction": long(999), "server_name": long(999), "logger": long(999),
        "release": long(999), "dist": long(999), "environment": long(999), "platform": long(999),
        "user": {"email": long(999)}, "sdk": {"name": long(999)},
    }));
    let message = event.message.unwrap();
    assert!(message.len() <= 8192 && message.ends_with("é…"));
    assert_eq!(event.exceptions.len(), 50);
    let thrown = event.exceptions.last().unwrap();
    assert!(thrown.kind.as_ref().unwrap().starts_with("59") && thrown.kind.as_ref().unwrap().len() == 128);
    let lines: Vec<_> = thrown.frames.iter().filter_map(|frame| frame.lineno).collect();
    assert_eq!(lines, (1..=20).chain(221..=300).collect::<Vec<_>>());
    assert_eq!(thrown.frames[0].filename.as_ref().unwrap().len(), 254);
    assert_eq!(event.breadcrumbs.len(), 100);
    assert_eq!(event.breadcrumbs[0].message, some("200"));
    let len = |text: Option<String>| text.unwrap().len();
    assert_eq!([len(event.transaction), len(event.server_name), len(event.release)], [200, 254, 250]);
    assert_eq!([len(event.dist), len(event.environment), len(event.logger)], [64, 64, 64]);
    assert_eq!([len(event.platform), len(event.sdk), len(event.user.unwrap().email)], [64, 64, 254]);
}

#[test]
fn what_is_no_object_or_a_burden_is_refused() {
    for text in ["", "null", "[]", "7", "{", "{}{}", "{\"a\":1e999}", "\u{feff}{}", "{\"a\":NaN}"] {
        assert_eq!(read(text.as_bytes()), Err(BadEvent::NotAnObject), "{text:?}");
    }
    let deep = format!("{{\"extra\":{}", "{\"a\":".repeat(100_000));
    assert_eq!(read(deep.as_bytes()), Err(BadEvent::TooDeep));
    let wide = format!("{{\"extra\":{{\"a\":[0{}]}}}}", ",0".repeat(30_000));
    assert_eq!(read(wide.as_bytes()), Err(BadEvent::TooMany));
    assert_eq!(read(b"{}"), Ok(Event::default()));
}

#[test]
fn of_keys_that_stand_there_twice_the_last_counts_and_half_an_emoji_is_no_fault() {
    let event = read(br#"{"message":"a","message":"cut \ud83d","platform":"x","platform":null}"#).unwrap();
    assert_eq!((event.message, event.platform), (some("cut \u{fffd}"), None));
}

/// The keys that are read anywhere.
const KEYS: &str = "\
    event_id timestamp level platform message logentry formatted params exception values type value \
    module mechanism handled synthetic stacktrace frames filename abs_path function lineno colno in_app \
    pre_context context_line post_context vars threads crashed current breadcrumbs category data logger \
    transaction server_name release dist environment user id username email ip_address request tags key \
    extra contexts fingerprint sdk name version";

#[test]
fn an_attribute_of_a_wrong_type_is_left_out_and_the_rest_is_kept() {
    let wrong = [
        json!(null),
        json!(true),
        json!([]),
        json!([[]]),
        json!([null, {}]),
        json!({}),
        json!(-1.5),
        json!({"values": 7}),
        json!({"values": [[]]}),
        json!({"frames": {}}),
    ];
    for key in KEYS.split_whitespace().filter(|key| !matches!(*key, "id" | "type")) {
        for wrong in &wrong {
            let mut given = json!({"event_id": ID, "logger": "kept", "exception": {"type": "Kept"}});
            given[key] = wrong.clone();
            let event = event(&given);
            assert!(key == "logger" || event.logger == some("kept"), "{key} {wrong}");
            assert!(key == "exception" || event.exceptions[0].kind == some("Kept"), "{key} {wrong}");
        }
    }
}

fn some_json() -> impl Strategy<Value = Value> {
    let keys: Vec<_> = KEYS.split_whitespace().collect();
    let text = prop_oneof![".{0,12}", r"(fatal|\{\{auto\}\}|%s \{0\}|2025-07-20T08:26:40Z|[0-9a-f]{32})"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Fractions that are read as they were written.
        any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        let members = proptest::collection::vec((prop::sample::select(keys.clone()), inner.clone()), 0..8);
        prop_oneof![
            proptest::collection::vec(inner, 0..6).prop_map(Value::from),
            members.prop_map(|members| members
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_an_object_of_whatever_shape_is_read(
        members in proptest::collection::btree_map(
            prop::sample::select(KEYS.split_whitespace().collect::<Vec<_>>()), some_json(), 0..12,
        ),
    ) {
        let text = serde_json::to_string(&members).unwrap();
        let event = read(text.as_bytes()).unwrap();
        // What is read can be written and is read again as the same.
        let written = serde_json::to_string(&event).unwrap();
        let again = serde_json::from_str::<Event>(&written).unwrap();
        prop_assert_eq!(serde_json::to_string(&again).unwrap(), written);
    }

    #[test]
    fn fuzz_damaged_events_never_panic(
        value in some_json(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        bytes: Vec<u8>,
    ) {
        let mut text = json!({ "exception": value }).to_string().into_bytes();
        for (at, byte) in damage {
            let at = at.index(text.len());
            text[at] = byte;
        }
        let _ = (read(&text), read(&bytes));
    }
}
