use serde_json::{Value, json};

use super::*;

/// What is said of settings with this in place of what is usual there.
fn said(pointer: &str, value: Value) -> String {
    let mut document = json!({
        "rules": [
            { "id": "a", "scope": { "org": true }, "condition": { "kind": "level", "warning": 60, "critical": 80 } },
            { "id": "b", "scope": { "org": true }, "condition": { "kind": "connectionLost" } },
        ],
        "channels": [{ "kind": "webhook", "id": "ops", "name": "Ops", "url": "https://example.com/x" }],
        "quietHours": { "from": "22:00", "to": "07:00", "timeZone": "Europe/Berlin" },
    });
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(items) => items.push(value),
        object => object[field] = value,
    }
    let settings: Settings = serde_json::from_value(document).unwrap();
    settings.validate().map_or_else(|error| error.to_string(), |()| String::new())
}

fn condition(value: Value) -> String {
    said("/rules/0/condition", value)
}

#[test]
fn the_usual_settings_can_be_used() {
    Settings::default().validate().unwrap();
    assert_eq!(said("/more", json!(1)), "");
}

#[test]
fn the_field_at_fault_is_named_with_what_was_expected() {
    let id = "expected 1 to 40 small letters, digits, - and _";
    let name = "expected 1 to 80 characters on one line";
    let rule_b = json!({ "id": "b", "scope": { "limit": "X" }, "condition": { "kind": "maximumChanged" } });
    let rule_c = json!({ "id": "c", "scope": { "org": true }, "condition": { "kind": "connectionLost" } });
    let note = json!({ "until": "2026-11-22T00:00:00Z", "note": "x".repeat(501) });
    let temporary = json!({ "condition": { "kind": "maximumChanged" }, "until": "2026-11-22T00:00:00Z" });
    let mail = json!({ "kind": "email", "id": "m", "name": "M", "to": "nobody" });
    for (pointer, value, expected) in [
        ("/rules/0/id", json!("A:b"), format!("rules[0].id: {id}")),
        ("/rules/-", rule_b, "rules[2].id: another rule has this id".into()),
        ("/rules/-", rule_c, "rules[2].scope: another rule of this kind has this scope".into()),
        ("/rules/0/scope", json!({ "org": false }), "rules[0].scope.org: expected true".into()),
        ("/rules/0/scope", json!({ "limit": "" }), format!("rules[0].scope.limit: {name}")),
        (
            "/rules/1/scope",
            json!({ "category": "api" }),
            "rules[1].scope: this kind of rule is for the org: expected {\"org\": true}".into(),
        ),
        (
            "/rules/0/coolDownMinutes",
            json!(10_081),
            "rules[0].coolDownMinutes: expected at most a week: 10080".into(),
        ),
        ("/rules/0/mute", note, "rules[0].mute.note: expected at most 500 characters".into()),
        (
            "/rules/0/temporary",
            temporary,
            "rules[0].temporary.condition.kind: expected that of the rule's condition".into(),
        ),
        ("/rules/0/channels", json!(["email"]), "rules[0].channels: expected ids of channels".into()),
        ("/channels/0/name", json!("x".repeat(81)), format!("channels[0].name: {name}")),
        (
            "/channels/-",
            mail,
            "channels[1].to: this is not an e-mail address; one looks like name@example.com".into(),
        ),
        ("/quietHours/to", json!("22:00"), "quietHours.to: expected another time than from".into()),
        ("/quietHours/days", json!([]), "quietHours.days: expected 1 to 7 days".into()),
        (
            "/quietHours/timeZone",
            json!("Middle/Earth"),
            "quietHours.timeZone: expected a time zone such as Europe/Berlin".into(),
        ),
    ] {
        assert_eq!(said(pointer, value), expected);
    }
}

#[test]
fn thresholds_have_bounds() {
    for (value, expected) in [
        (json!({ "kind": "level", "warning": 0, "critical": 80 }), "warning: expected 1 to 100 percent"),
        (
            json!({ "kind": "level", "warning": 90, "critical": 80 }),
            "critical: expected a percentage from warning to 100",
        ),
        (json!({ "kind": "timeLeft", "minutes": 4 }), "minutes: expected 5 to 10080 minutes"),
        (
            json!({ "kind": "jump", "pointsPerHour": 0 }),
            "pointsPerHour: expected 0.1 to 1000 percentage points",
        ),
        (json!({ "kind": "unusualRate", "factor": 1, "least": 1 }), "factor: expected 1.1 to 1000 times"),
        (json!({ "kind": "unusualRate", "factor": 2, "least": -1 }), "least: expected a number from 0"),
        (json!({ "kind": "noReading", "minutes": 1441 }), "minutes: expected 10 to 1440 minutes"),
    ] {
        assert_eq!(condition(value), format!("rules[0].condition.{expected}"));
    }
    assert_eq!(condition(json!({ "kind": "unusualRate", "factor": 2.5, "least": 0 })), "");
}

#[test]
fn settings_have_a_size() {
    let many = Settings { rules: vec![rule(Condition::MaximumChanged); 51], ..levels() };
    assert_eq!(many.validate().unwrap_err().to_string(), "rules: expected at most 50");
    let many = Settings { channels: vec![Channel::of_account(); 11], ..levels() };
    assert_eq!(many.validate().unwrap_err().to_string(), "channels: expected at most 10");
    let twice = Settings { channels: vec![Channel::of_account(); 2], ..levels() };
    assert_eq!(twice.validate().unwrap_err().to_string(), "channels[1].id: another channel has this id");
}
