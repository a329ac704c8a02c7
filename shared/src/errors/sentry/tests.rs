use jiff::Timestamp;
use serde_json::json;

use super::*;
use crate::errors::event::Level;

mod hostile;

const ID: &str = "fc6d8c0c43fc4630ad850ee518f1b9d0";

fn event(value: &Value) -> Event {
    read(value.to_string().as_bytes()).unwrap()
}

fn at(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn an_error_of_a_browser_is_read() {
    let event = event(&json!({
        "exception": {"values": [{
            "type": "TypeError", "value": "Cannot read properties of undefined (reading 'id')",
            "stacktrace": {"frames": [
                {"filename": "https://example.com/app.js", "function": "?", "in_app": true, "lineno": 1,
                 "colno": 70_512},
                {"filename": "https://example.com/app.js", "function": "onClick", "in_app": true,
                 "lineno": 20, "colno": 9, "pre_context": ["1", "2", "3", "4", "5", "6", "7"],
                 "context_line": "  order.id", "post_context": ["a", null, "b", "c", "d", "e"]},
            ]},
            "mechanism": {"type": "auto.browser.global_handlers.onerror", "handled": false},
        }]},
        "event_id": ID, "platform": "javascript", "timestamp": 1_753_000_000.123, "environment": "production",
        "sdk": {"integrations": ["InboundFilters"], "name": "sentry.javascript.browser", "version": "9.40.0",
                "packages": [{"name": "npm:@sentry/browser", "version": "9.40.0"}], "settings": {}},
        "breadcrumbs": [{"timestamp": 1_752_999_999.5, "category": "ui.click", "message": "button#buy"},
                        {"timestamp": 1_752_999_999.75, "category": "console", "level": "log",
                         "type": "debug", "message": "hello",
                         "data": {"arguments": ["hello"], "logger": "console"}}],
        "request": {"url": "https://example.com/cart", "headers": {"User-Agent": "Mozilla/5.0"}},
        "release": "shop@1.2.3", "contexts": {"trace": {"trace_id": ID}}, "extra": {"cart": [1]},
        "user": {"id": 7, "ip_address": "{{auto}}"},
        "tags": {"plan": "free", "beta": true, "n": 3, "no": null},
    }));
    assert_eq!((event.id.as_str(), event.level), (ID, Level::Error));
    assert_eq!(event.timestamp, at("2025-07-20T08:26:40.123Z"));
    assert_eq!(event.sdk, some("sentry.javascript.browser/9.40.0"));
    let exception = event.exception().unwrap();
    assert_eq!(exception.kind, some("TypeError"));
    assert_eq!((exception.handled, exception.synthetic), (Some(false), false));
    assert_eq!(exception.mechanism, some("auto.browser.global_handlers.onerror"));
    let frame = &exception.frames[1];
    assert_eq!((frame.lineno, frame.colno, frame.in_app), (Some(20), Some(9), Some(true)));
    assert_eq!(frame.pre_context, ["3", "4", "5", "6", "7"]);
    assert_eq!(frame.post_context, ["a", "", "b", "c", "d"]);
    assert_eq!(frame.context_line, some("  order.id"));
    assert_eq!(event.breadcrumbs[0].message, some("button#buy"));
    assert_eq!(event.breadcrumbs[0].timestamp, at("2025-07-20T08:26:39.5Z"));
    assert_eq!(event.breadcrumbs[1].level, Some(Level::Info));
    assert_eq!(event.breadcrumbs[1].data["logger"], "console");
    assert_eq!(event.user, Some(User { id: some("7"), ..User::default() }));
    let tags: Vec<_> = event.tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(tags, ["beta=true", "n=3", "plan=free"]);
    assert_eq!(event.request["url"], "https://example.com/cart");
    assert_eq!((&event.extra["cart"], &event.contexts["trace"]["trace_id"]), (&json!([1]), &json!(ID)));
}

#[test]
fn a_message_of_a_browser_carries_its_stack_in_an_exception_without_a_type() {
    let event = event(&json!({
        "level": "info", "message": "cart is empty", "event_id": ID,
        "exception": {"values": [{"value": "cart is empty", "mechanism": {"type": "generic", "handled": true,
            "synthetic": true}, "stacktrace": {"frames": [{"function": "check", "filename": "a.js"}]}}]},
    }));
    assert_eq!((event.level, event.message.as_deref()), (Level::Info, Some("cart is empty")));
    let exception = event.exception().unwrap();
    assert_eq!((exception.kind.as_deref(), exception.synthetic), (None, true));
    assert_eq!(exception.frames[0].function, some("check"));
}

#[test]
fn an_event_of_python_is_read() {
    let event = event(&json!({
        "level": "error", "logger": "shop.orders", "platform": "python", "event_id": ID,
        "logentry": {"message": "order %s failed", "formatted": "order 7 failed", "params": ["7"]},
        "exception": {"values": [
            {"mechanism": null, "module": null, "type": "KeyError", "value": "'id'",
             "stacktrace": {"frames": [{"filename": "orders.py", "abs_path": "/srv/orders.py",
                "function": "load", "module": "shop.orders", "lineno": 12, "in_app": true,
                "pre_context": ["def load():"], "context_line": "    return row['id']", "post_context": [],
                "vars": {"row": {}}}]}},
            {"mechanism": {"type": "logging", "handled": true}, "module": "shop.errors", "type": "OrderError",
             "value": "failed", "stacktrace": {"frames": []}},
        ]},
        "timestamp": "2025-07-20T08:26:40.123456Z", "breadcrumbs": {"values": [
            {"type": "log", "level": "warning", "category": "shop", "message": "slow",
             "timestamp": "2025-07-20T08:26:39.000001Z", "data": {}}]},
        "transaction": "shop.orders.load", "server_name": "web-1", "release": "4f2a1c\n",
        "contexts": {"runtime": {"name": "CPython", "version": "3.13.1"}}, "modules": {"django": "5.1"},
        "extra": {"sys.argv": ["manage.py"]}, "environment": "production", "dist": 12,
        "sdk": {"name": "sentry.python.django", "version": "2.33.0"},
    }));
    assert_eq!(event.timestamp, at("2025-07-20T08:26:40.123456Z"));
    assert_eq!((event.message, event.template), (some("order 7 failed"), some("order %s failed")));
    let types: Vec<_> = event.exceptions.iter().filter_map(|one| one.kind.as_deref()).collect();
    assert_eq!(types, ["KeyError", "OrderError"]);
    assert_eq!(event.exceptions[0].module, None);
    assert_eq!(event.exceptions[0].frames[0].vars["row"], json!({}));
    assert_eq!(event.exceptions[1].module, some("shop.errors"));
    assert_eq!(event.breadcrumbs[0].level, Some(Level::Warning));
    assert_eq!(event.breadcrumbs[0].kind, some("log"));
    assert_eq!((event.release, event.dist), (some("4f2a1c"), some("12")));
    assert_eq!((event.logger, event.server_name), (some("shop.orders"), some("web-1")));
    assert_eq!(event.transaction, some("shop.orders.load"));
    assert_eq!(event.extra["sys.argv"], json!(["manage.py"]));
}

#[test]
fn a_message_of_python_with_a_stack_has_it_in_the_thread_that_reports() {
    let threads = json!({"values": [
        {"id": 1, "stacktrace": {"frames": [{"function": "other"}]}},
        {"id": 2, "crashed": false, "current": true, "stacktrace": {"frames": [{"function": "main"}]}},
    ]});
    let told = event(&json!({"message": "hello", "threads": threads}));
    let exception = told.exception().unwrap();
    assert_eq!((exception.value.as_deref(), exception.synthetic), (Some("hello"), true));
    assert_eq!(exception.frames[0].function, some("main"));
    let named = event(&json!({"exception": [{"type": "A"}, {"type": "B"}], "threads": threads}));
    assert_eq!(named.exceptions[1].frames[0].function, some("main"));
    assert!(named.exceptions[0].frames.is_empty() && !named.exceptions[1].synthetic);
    let crashed = json!([{"current": true, "stacktrace": {"frames": [{"function": "reporter"}]}},
        {"crashed": true, "stacktrace": {"frames": [{"function": "crashed"}]}}]);
    let crash = event(&json!({"threads": crashed}));
    assert_eq!(crash.exceptions[0].frames[0].function, some("crashed"));
    let own = event(&json!({"threads": crashed, "stacktrace": {"frames": [{"function": "own"}]}}));
    assert_eq!(own.exceptions[0].frames[0].function, some("own"));
    let full = event(&json!({"threads": crashed, "exception": {"type": "A", "value": {"code": 1},
        "stacktrace": {"frames": [{"function": "thrown"}]}}}));
    assert_eq!(full.exceptions[0].frames[0].function, some("thrown"));
    assert_eq!(full.exceptions[0].value, some(r#"{"code":1}"#));
}

#[test]
fn an_event_of_rust_is_read() {
    let captured = event(&json!({
        "event_id": ID, "timestamp": 1_753_000_000.5, "release": "shop@0.1.0", "environment": "development",
        "exception": {"values": [{"type": "ParseIntError", "value": "invalid digit found in string"}]},
        "server_name": "host", "sdk": {"name": "sentry.rust", "version": "0.49.0"}, "contexts": {},
    }));
    assert_eq!((captured.level, captured.exceptions.len()), (Level::Error, 1));
    let panicked = event(&json!({
        "event_id": "fc6d8c0c-43fc-4630-ad85-0ee518f1b9d0", "level": "fatal",
        "exception": {"values": [{"type": "panic", "value": "index out of bounds",
            "mechanism": {"type": "panic", "handled": false}, "stacktrace": {"frames": [
                {"function": "core::panicking::panic_fmt", "package": "shop", "instruction_addr": "0x1",
                 "in_app": false}]}}]},
    }));
    assert_eq!((panicked.id.as_str(), panicked.level), (ID, Level::Fatal));
    assert_eq!(panicked.exceptions[0].handled, Some(false));
}

#[test]
fn times_are_seconds_or_texts_and_absurd_ones_are_absent() {
    let read = |time: Value| event(&json!({ "timestamp": time })).timestamp;
    for time in [
        "2025-07-20T08:26:40Z",
        "2025-07-20T10:26:40+02:00",
        "2025-07-20T08:26:40",
        "2025-07-20 08:26:40.000000",
    ] {
        assert_eq!(read(json!(time)), at("2025-07-20T08:26:40Z"), "{time}");
    }
    assert_eq!(read(json!(1_753_000_000)), at("2025-07-20T08:26:40Z"));
    assert_eq!(read(json!(0)), at("1970-01-01T00:00:00Z"));
    let absurd = [
        json!(-1),
        json!(-1e300),
        json!(1e300),
        json!(1_753_000_000_123_i64),
        json!(u64::MAX),
        json!("1969-12-31T23:59:59Z"),
        json!("NaN"),
        json!("yesterday"),
        json!(""),
        json!(null),
        json!([1]),
        json!("2025-13-01T00:00:00Z"),
        json!(format!("2025-07-20T08:26:40.{}Z", "0".repeat(100))),
    ];
    for time in absurd {
        assert_eq!(read(time.clone()), None, "{time}");
    }
}

#[test]
fn levels_have_several_names() {
    let read = |level: Value| event(&json!({ "level": level })).level;
    for (name, level) in [
        ("fatal", Level::Fatal),
        ("ERROR", Level::Error),
        ("warn", Level::Warning),
        ("warning", Level::Warning),
        ("log", Level::Info),
        ("info", Level::Info),
        ("debug", Level::Debug),
    ] {
        assert_eq!(read(json!(name)), level);
    }
    for level in [json!("severe"), json!(3), json!(null), json!("é".repeat(20))] {
        assert_eq!(read(level), Level::Error);
    }
}

#[test]
fn tags_and_fingerprints_have_several_forms() {
    let tags = |tags: Value| event(&json!({ "tags": tags })).tags.into_iter().collect::<Vec<_>>();
    let expected = vec![("a".to_owned(), "1".to_owned()), ("b".to_owned(), "x".to_owned())];
    assert_eq!(tags(json!({"a": 1, "b": "x", "c": null, "d": [], "": "e"})), expected);
    assert_eq!(tags(json!([["a", 1], ["b", "x"], ["c"], ["d", 1, 2], 7, null])), expected);
    assert_eq!(tags(json!([{"key": "a", "value": 1}, {"key": "b", "value": "x"}, {"key": 7}])), expected);
    let many: Map<_, _> = (0..200).map(|n| (format!("{n:0300}"), json!("v".repeat(300)))).collect();
    assert_eq!(tags(Value::Object(many.clone())).len(), 1, "the keys are the same when they are cut");
    let many: Map<_, _> = (0..200).map(|n| (format!("{n:03}{:0300}", 0), json!("v".repeat(300)))).collect();
    let kept = tags(Value::Object(many));
    assert!(kept.len() == MAX_TAGS && kept.iter().all(|(key, value)| (key.len(), value.len()) == (200, 200)));
    let print = |print: Value| event(&json!({ "fingerprint": print })).fingerprint;
    assert_eq!(print(json!(["{{ default }}", 7, true, null, {}])), ["{{ default }}", "7", "true"]);
    assert_eq!(print(json!("one")), ["one"]);
    assert_eq!(print(json!(vec!["x"; 100])).len(), MAX_FINGERPRINT);
}
