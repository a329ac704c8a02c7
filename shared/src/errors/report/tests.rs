use proptest::prelude::*;
use serde_json::json;
use utoipa::PartialSchema;

use super::*;

fn event(report: Value) -> Event {
    serde_json::from_value::<Report>(report).unwrap().into_event()
}

/// What a message and a stack become: the message, the thrown exception and how many frames it has.
fn told(message: &str, stack: &str) -> (Option<String>, Option<String>, usize) {
    let event = event(json!({ "message": message, "stack": stack }));
    let thrown = event.exception().map(|exception| {
        let [kind, value] = [&exception.kind, &exception.value].map(|text| text.as_deref().unwrap_or("?"));
        format!("{kind}: {value}")
    });
    let frames = event.exception().map_or(0, |exception| exception.frames.len());
    (event.message, thrown, frames)
}

#[test]
fn a_whole_report_becomes_an_event() {
    let event = event(json!({
        "message": "Uncaught TypeError: x is undefined",
        "stack": "TypeError: x is undefined\n    at f (https://example.com/a.js:1:2)",
        "source": "https://example.com/checkout",
        "severity": "Critical",
        "timestamp": "2026-07-01T12:00:00.5Z",
        "metadata": { "cart": { "items": 3 } },
        "eventId": "9EC79C33-EC99-42AB-8353-589FCB2E04DC",
        "release": "shop@1.4.2",
        "environment": "production",
        "user": { "id": 7, "username": "ada", "email": "ada@example.com" },
        "url": "https://example.com/checkout?step=2",
        "userAgent": "Mozilla/5.0",
        "somethingElse": [1],
    }));
    let [exception] = event.exceptions.as_slice() else { panic!("{event:?}") };
    assert_eq!(exception.kind.as_deref(), Some("TypeError"));
    assert_eq!(exception.value.as_deref(), Some("x is undefined"));
    assert_eq!(exception.frames.len(), 1);
    assert_eq!((event.message.as_deref(), event.stack.as_deref()), (None, None));
    assert_eq!(event.platform.as_deref(), Some("javascript"));
    assert_eq!(event.level, Level::Fatal);
    assert_eq!(event.timestamp.unwrap().to_string(), "2026-07-01T12:00:00.5Z");
    assert_eq!(event.id, "9ec79c33ec9942ab8353589fcb2e04dc");
    assert_eq!(event.transaction.as_deref(), Some("https://example.com/checkout"));
    assert_eq!(event.logger.as_deref(), Some("https://example.com/checkout"));
    assert_eq!(event.release.as_deref(), Some("shop@1.4.2"));
    assert_eq!(event.environment.as_deref(), Some("production"));
    let user = event.user.unwrap();
    assert_eq!([user.id, user.username, user.email].map(Option::unwrap), ["7", "ada", "ada@example.com"]);
    assert_eq!(Value::Object(event.extra), json!({ "cart": { "items": 3 } }));
    let request =
        json!({ "url": "https://example.com/checkout?step=2", "headers": { "User-Agent": "Mozilla/5.0" } });
    assert_eq!(Value::Object(event.request), request);
}

#[test]
fn a_message_is_enough() {
    let expected = Event { message: Some("something failed".to_owned()), ..Event::default() };
    assert_eq!(event(json!({ "message": "  something failed\n" })), expected);
    let empty = json!({
        "message": "something failed", "stack": " \n", "source": "", "release": " ", "metadata": {},
        "user": { "id": "", "email": null }, "url": "", "severity": null, "eventId": null,
    });
    assert_eq!(event(empty), expected);
}

#[test]
fn what_happened_is_told_once() {
    const V8: &str = "TypeError: x is undefined\n    at f (/a.js:1:2)";
    const FIREFOX: &str = "f@https://example.com/a.js:1:2\n";
    const JAVA: &str = "java.io.IOException: closed\n\tat a.B.c(B.java:1)";
    const UNKNOWN: &str = "in line 12";
    let thrown = "TypeError: x is undefined";
    for (message, stack, expected) in [
        ("TypeError: x is undefined", V8, (None, Some(thrown), 1)),
        ("Uncaught TypeError: x is undefined", V8, (None, Some(thrown), 1)),
        ("x is undefined", V8, (None, Some(thrown), 1)),
        ("TypeError [ERR_X]: x is undefined", V8, (None, Some(thrown), 1)),
        ("the cart cannot be shown", V8, (Some("the cart cannot be shown"), Some(thrown), 1)),
        ("TypeError: x is undefined", FIREFOX, (None, Some(thrown), 1)),
        ("the cart cannot be shown", FIREFOX, (None, Some("?: the cart cannot be shown"), 1)),
        ("java.io.IOException: closed", JAVA, (None, Some("IOException: closed"), 1)),
        ("IOException: closed", JAVA, (None, Some("IOException: closed"), 1)),
        ("TypeError: x is undefined", UNKNOWN, (None, Some(thrown), 0)),
        ("Uncaught (in promise) TypeError: x is undefined", "", (None, Some(thrown), 0)),
        ("the cart cannot be shown", UNKNOWN, (Some("the cart cannot be shown"), None, 0)),
        ("com.example.Cart: is full", "", (None, Some("com.example.Cart: is full"), 0)),
        ("ValueError: ", "", (None, Some("ValueError: ?"), 0)),
        ("Uncaught ", "", (Some("Uncaught"), None, 0)),
        ("ValueError", "", (Some("ValueError"), None, 0)),
        ("Note: the cart is full", "", (Some("Note: the cart is full"), None, 0)),
        ("example.com: not found", "", (Some("example.com: not found"), None, 0)),
        ("https://example.com: Error: x", "", (Some("https://example.com: Error: x"), None, 0)),
    ] {
        let (said, thrown, frames) = expected;
        let expected = (said.map(str::to_owned), thrown.map(str::to_owned), frames);
        assert_eq!(told(message, stack), expected, "{message:?} {stack:?}");
    }
    assert_eq!(event(json!({ "message": "a", "stack": UNKNOWN })).stack.as_deref(), Some(UNKNOWN));
    assert_eq!(event(json!({ "message": "a", "stack": V8 })).stack, None);
}

#[test]
fn a_path_route_or_url_is_a_transaction() {
    for (source, transaction) in [
        ("/orders/7", true),
        ("GET /orders", true),
        ("https://example.com/", true),
        ("worker", false),
        ("orders/worker", false),
        ("GET orders", false),
        ("somebody /orders", false),
    ] {
        let event = event(json!({ "message": "a", "source": source }));
        assert_eq!(event.logger.as_deref(), Some(source));
        assert_eq!(event.transaction.as_deref(), Some(source).filter(|_| transaction), "{source}");
    }
}

#[test]
fn severities_have_several_names() {
    for (words, level) in [
        (["fatal", "critical", "FATAL"], Level::Fatal),
        (["error", "high", "Error"], Level::Error),
        (["warning", "medium", "Warn"], Level::Warning),
        (["info", "low", " info "], Level::Info),
        (["debug", "DEBUG", "Debug"], Level::Debug),
    ] {
        for word in words {
            assert_eq!(event(json!({ "message": "a", "severity": word })).level, level, "{word}");
        }
    }
}

#[test]
fn moments_are_text_or_milliseconds() {
    for (given, expected) in [
        (json!("2026-07-01T12:00:00Z"), "2026-07-01T12:00:00Z"),
        (json!("2026-07-01T14:00:00+02:00"), "2026-07-01T12:00:00Z"),
        (json!(1_782_907_200_123_i64), "2026-07-01T12:00:00.123Z"),
        (json!(1_782_907_200_123.75), "2026-07-01T12:00:00.123Z"),
        (json!(0), "1970-01-01T00:00:00Z"),
    ] {
        let event = event(json!({ "message": "a", "timestamp": given }));
        assert_eq!(event.timestamp.unwrap().to_string(), expected, "{given}");
    }
}

#[test]
fn what_is_wrong_is_named_and_never_repeated() {
    let text = "expected a string";
    let moment = "expected a time such as 2026-07-01T12:00:00Z, or milliseconds since 1970";
    let severity = "expected `fatal`, `error`, `warning`, `info` or `debug`";
    let id = "expected 32 hexadecimal digits or a UUID";
    for (field, value, expected) in [
        ("message", json!(""), "expected a string that is not empty"),
        ("message", json!(" \n\t"), "expected a string that is not empty"),
        ("message", json!(4711), "expected a string that is not empty"),
        ("message", json!(null), "expected a string that is not empty"),
        ("stack", json!(["4711"]), text),
        ("source", json!(4711), text),
        ("release", json!({ "a": "4711" }), text),
        ("environment", json!(true), text),
        ("url", json!(4711), text),
        ("userAgent", json!(4711), text),
        ("severity", json!("4711"), severity),
        ("severity", json!(4711), severity),
        ("timestamp", json!("4711"), moment),
        ("timestamp", json!(4711e300), moment),
        ("timestamp", json!(i64::MAX), moment),
        ("timestamp", json!(u64::MAX), moment),
        ("timestamp", json!(["4711"]), moment),
        ("metadata", json!(["4711"]), "expected an object"),
        ("metadata", json!("4711"), "expected an object"),
        ("eventId", json!("4711"), id),
        ("eventId", json!("4711c79c33ec9942ab8353589fcb2e04d"), id),
        ("eventId", json!("9ec79c33-ec9942ab-8353-589f-cb2e04dc"), id),
        ("eventId", json!("9ec79c33ec9942ab8353589fcb2e-471"), id),
        ("eventId", json!("ä4711c33ec9942ab8353589fcb2e04d"), id),
        ("eventId", json!(4711), id),
        ("user", json!({ "username": 4711 }), text),
        ("user", json!({ "id": ["4711"] }), text),
    ] {
        let mut report = json!({ "message": "a" });
        report[field] = value.clone();
        let error = serde_json::from_value::<Report>(report).unwrap_err().to_string();
        assert_eq!(error, expected, "{field}: {value}");
    }
    let missing = serde_json::from_value::<Report>(json!({})).unwrap_err().to_string();
    assert_eq!(missing, "missing field `message`");
}

#[test]
fn long_texts_are_cut_between_characters() {
    let long = "ä".repeat(20_000);
    let event = event(json!({
        "message": &long, "stack": &long, "source": format!("/{long}"), "release": &long,
        "environment": &long,
        "user": { "id": &long, "username": &long, "email": &long }, "url": &long, "userAgent": &long,
    }));
    let length = |text: &Option<String>| text.as_ref().map(String::len);
    assert_eq!(length(&event.message), Some(8192));
    assert_eq!(length(&event.stack), Some(16 * 1024));
    assert_eq!(length(&event.logger), Some(63));
    assert_eq!(length(&event.transaction), Some(199));
    assert_eq!(length(&event.release), Some(250));
    assert_eq!(length(&event.environment), Some(64));
    assert_eq!(length(&event.user.unwrap().id), Some(254));
    assert_eq!(event.request["url"].as_str().unwrap().len(), 2048);
}

#[test]
fn the_schema_says_what_is_taken() {
    let schema = serde_json::to_value(Report::schema()).unwrap();
    assert_eq!(schema["required"], json!(["message"]));
    let fields = schema["properties"].as_object().unwrap();
    assert_eq!(fields.len(), 12);
    for (name, field) in fields {
        assert!(field.to_string().contains("description"), "{name}: {field}");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,40}".prop_map(Value::from),
        prop::sample::select(
            &["error", "2026-07-01T12:00:00Z", "9ec79c33ec9942ab8353589fcb2e04dc", "AError: b"][..]
        )
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z]{1,8}", inner, 0..4).prop_map(Value::from_iter),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_any_fields_are_an_event_or_an_error(values in prop::collection::vec(any_json(), 12)) {
        const FIELDS: [&str; 12] = [
            "message", "stack", "source", "severity", "timestamp", "metadata", "eventId", "release",
            "environment", "user", "url", "userAgent",
        ];
        // Each alone, because all together are hardly ever right.
        for (field, value) in FIELDS.iter().zip(values) {
            let mut report = json!({ "message": "a" });
            report[field] = value;
            if let Ok(report) = serde_json::from_value::<Report>(report) {
                let event = report.into_event();
                prop_assert!(event.message.is_some() || !event.exceptions.is_empty());
                prop_assert!(event.id.is_empty() || event.id.len() == 32);
            }
        }
    }

    #[test]
    fn fuzz_any_message_and_stack_are_told(message in "(?s).{1,200}", stack in "(?s).{0,200}") {
        if let Ok(report) = serde_json::from_value::<Report>(json!({ "message": message, "stack": stack })) {
            let event = report.into_event();
            prop_assert!(event.message.is_some() || !event.exceptions.is_empty());
            prop_assert!(event.message.is_none_or(|message| !message.is_empty()));
        }
    }
}
