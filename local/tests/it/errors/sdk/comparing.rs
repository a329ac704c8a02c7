//! What the SDK sent beside what was kept.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

/// Compares what the SDK sent with what was kept, field by field. Names that are too long were cut.
pub(super) fn compare(sent: &Value, kept: &Value) {
    assert_eq!(kept["id"], sent["event_id"].as_str().unwrap().replace('-', ""));
    assert_time(&sent["timestamp"], &kept["timestamp"]);
    for (theirs, ours) in [
        ("platform", "platform"),
        ("release", "release"),
        ("environment", "environment"),
        ("server_name", "serverName"),
        ("transaction", "transaction"),
        ("logger", "logger"),
        ("message", "message"),
        ("user", "user"),
        ("tags", "tags"),
        ("extra", "extra"),
    ] {
        assert_eq!(kept[ours], sent[theirs], "{ours}");
    }
    // What is usual is left out by the SDK.
    assert_eq!(kept["level"], *sent.get("level").unwrap_or(&json!("error")));
    for context in ["os", "rust"] {
        for name in ["name", "version"] {
            assert_eq!(kept["contexts"][context][name], sent["contexts"][context][name], "{context} {name}");
        }
    }
    let (name, version) = (sent["sdk"]["name"].as_str().unwrap(), sent["sdk"]["version"].as_str().unwrap());
    assert_eq!(kept["sdk"], format!("{name}/{version}"));
    for (sent, kept) in pairs(&sent["breadcrumbs"]["values"], &kept["breadcrumbs"]) {
        for name in ["type", "category", "message", "level", "data"] {
            assert_eq!(kept[name], sent[name], "{name} of {kept}");
        }
        assert_time(&sent["timestamp"], &kept["timestamp"]);
    }
}

/// Compares two stacks.
pub(super) fn compare_frames(sent: &Value, kept: &Value) {
    for (sent, kept) in pairs(sent, kept) {
        for (theirs, ours) in [
            ("function", "function"),
            ("filename", "filename"),
            ("abs_path", "absPath"),
            ("module", "module"),
        ] {
            let (sent, kept) = (sent[theirs].as_str(), kept[ours].as_str());
            assert_eq!(sent.is_some(), kept.is_some(), "{ours} of {sent:?}");
            assert!(sent.unwrap_or_default().starts_with(kept.unwrap_or_default()), "{sent:?} {kept:?}");
        }
        for (theirs, ours) in [("lineno", "lineno"), ("colno", "colno"), ("in_app", "inApp")] {
            assert_eq!(kept[ours], sent[theirs], "{ours} of {kept}");
        }
    }
}

/// The values of two lists that are of one length.
pub(super) fn pairs<'a>(sent: &'a Value, kept: &'a Value) -> Vec<(&'a Value, &'a Value)> {
    let list = |value: &'a Value| value.as_array().map(Vec::as_slice).unwrap_or_default();
    assert_eq!(list(sent).len(), list(kept).len(), "{sent}\n{kept}");
    list(sent).iter().zip(list(kept)).collect()
}

fn assert_time(sent: &Value, kept: &Value) {
    let kept: Timestamp = kept.as_str().unwrap().parse().unwrap();
    let sent = Duration::from_secs_f64(sent.as_f64().unwrap());
    let kept = Duration::from_micros(kept.as_microsecond().try_into().unwrap());
    assert!(sent.abs_diff(kept) <= Duration::from_micros(1), "{sent:?} {kept:?}");
}
