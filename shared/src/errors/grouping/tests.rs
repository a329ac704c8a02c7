//! Each of the rules, and whatever somebody may send.

mod fuzz;
mod table;

use super::*;
use crate::errors::event::Frame;

/// Reads an event in the notation of the table.
fn event(text: &str) -> Event {
    let (platform, rest) = text.split_once(' ').unwrap();
    if platform == "say" {
        return Event { message: Some(rest.to_owned()), ..Event::default() };
    }
    let platform = if platform == "js" { "javascript" } else { platform };
    let (head, stack) = rest.split_once(" @ ").unwrap_or((rest, ""));
    let (kind, value) = head.split_once(": ").unwrap();
    let exception = Exception {
        kind: Some(kind.trim_start_matches('!').to_owned()).filter(|kind| !kind.is_empty()),
        value: Some(value.to_owned()),
        synthetic: kind.starts_with('!'),
        frames: stack.rsplit(" < ").filter(|text| !text.is_empty()).map(frame).collect(),
        ..Exception::default()
    };
    Event { platform: Some(platform.to_owned()), exceptions: vec![exception], ..Event::default() }
}

fn frame(text: &str) -> Frame {
    let (file, function) = text.split_once(' ').unwrap();
    let (function, line) = match function.rsplit_once(':') {
        Some((name, line)) if line.parse::<u32>().is_ok() => (name, line.parse().ok()),
        _ => (function, None),
    };
    Frame {
        filename: Some(file.trim_start_matches('-').to_owned()),
        function: Some(function.replace('~', " ")),
        lineno: line,
        in_app: Some(!file.starts_with('-')),
        ..Frame::default()
    }
}

fn why(event: &Event) -> Why {
    groupings("project", event).current.why
}

fn with_fingerprint(fingerprint: &[&str]) -> Event {
    let fingerprint = fingerprint.iter().map(|part| (*part).to_owned()).collect();
    Event { fingerprint, ..event("js TypeError: order 17 is bad @ pay.js pay:12 < main.js run") }
}

#[test]
fn a_key_has_22_characters_and_differs_by_project_and_version() {
    let event = event("say x");
    let keys = |version| {
        let rules = [Algorithm { version, why: reason }];
        ["a", "b"].map(|project| groupings_by(&rules, project, &event).current.key)
    };
    let all: std::collections::BTreeSet<String> = keys(1).into_iter().chain(keys(2)).collect();
    assert_eq!(all.len(), 4);
    assert!(all.iter().all(|key| key.len() == 22), "{all:?}");
}

#[test]
fn a_key_of_version_1_stays_what_it_was() {
    let key = |text| groupings("project", &event(text)).current.key;
    assert_eq!(key("js TypeError: x is undefined @ pay.js pay:12"), "Ac53Zq7Nsee8M5VcqMQEBA");
    assert_eq!(key("say order 17 not found"), "_eoHKXIeOw_AUVGbl_dA6A");
}

#[test]
fn the_keys_of_older_rules_are_given_with_the_current_one() {
    fn by_level(event: &Event) -> Why {
        Why { by: Basis::Message, parts: vec![format!("{:?}", event.level)] }
    }
    let (event, old) = (event("say x"), Algorithm { version: 0, why: by_level });
    let found = groupings_by(&[NEWEST, old], "project", &event);
    let before = groupings_by(&[old], "project", &event);
    assert_eq!(found.previous, [before.current.key]);
    assert_eq!(found.current, groupings("project", &event).current);
    assert_eq!((before.current.version, before.previous.len()), (0, 0));
    assert_eq!(groupings_by(&[], "project", &event), groupings("project", &event));
}

#[test]
fn parts_that_look_alike_when_joined_are_not_one() {
    let key = |parts: &[&str]| groupings("project", &with_fingerprint(parts)).current.key;
    assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
    assert_ne!(key(&["a\x001\0b"]), key(&["a", "b"]));
}

#[test]
fn the_program_says_what_its_events_have_in_common() {
    let parts = |parts: &[&str]| why(&with_fingerprint(parts)).parts;
    assert_eq!(parts(&["order", "17"]), ["order", "17"]);
    assert_eq!(why(&with_fingerprint(&["order"])).by, Basis::ClientFingerprint);
    let default = ["TypeError", "pay.js pay", "main.js run"];
    assert_eq!(parts(&["{{default}}", "x"]), [&default[..], &["x"]].concat());
    assert_eq!(parts(&["{{ error.type }}-{{error.value}}"]), ["TypeError-order <number> is bad"]);
    assert_eq!(
        parts(&["{{ level }}", "{{ logger }}", "{{ odd }}", "{{ type"]),
        ["error", "(no logger)", "{{ odd }}", "{{ type"]
    );
    assert_eq!(parts(&["{{{ level }}}"]), ["{error}"]);
}

#[test]
fn a_fingerprint_that_says_nothing_is_none() {
    for fingerprint in [&[][..], &["{{ default }}"], &["{{default}}"], &["{{   default   }}", ""], &["", " "]]
    {
        assert_eq!(why(&with_fingerprint(fingerprint)).by, Basis::Stack, "{fingerprint:?}");
    }
}

#[test]
fn a_fingerprint_of_variables_alone_cannot_grow_without_end() {
    let long = "{{ message }}".repeat(100_000);
    let mut event = with_fingerprint(&[&long, &"{{ message }}".repeat(70)]);
    event.fingerprint.extend(std::iter::repeat_n("{{ default }}".to_owned(), 1000));
    let parts: usize = reason(&event).parts.iter().map(String::len).sum();
    assert!(parts < long.len() + 100_000, "{parts}");
    assert_eq!(why(&event).parts.len(), MAX_SHOWN_PARTS);
}

#[test]
fn the_last_exception_with_a_stack_is_the_one_that_counts() {
    let mut event = event("js TypeError: x @ pay.js pay");
    event.exceptions.push(Exception { kind: Some("Outer".to_owned()), ..Exception::default() });
    assert_eq!(why(&event).parts, ["TypeError", "pay.js pay"]);
    assert_eq!(title(&event), "Outer");
    event.exceptions.remove(0);
    assert_eq!(why(&event), Why { by: Basis::TypeAndMessage, parts: vec!["Outer".to_owned()] });
}

#[test]
fn without_a_type_the_function_that_crashed_stands_for_it() {
    assert_eq!(why(&event("c !SIGSEGV: x @ a.c pay < a.c main")).parts, ["pay", "a.c pay", "a.c main"]);
    assert_eq!(why(&event("js : x @ a.js pay")).parts, ["pay", "a.js pay"]);
}

#[test]
fn a_module_is_named_rather_than_its_file() {
    let mut event = event("java E: x @ Shop.java pay");
    for (module, expected) in [
        ("com.shop.Cart$1", "E, com.shop.Cart$ pay"),
        ("com.shop.Cart$$EnhancerBySpringCGLIB$$3f2a", "E, com.shop.Cart pay"),
        ("jdk.GeneratedMethodAccessor123", "E, jdk.GeneratedMethodAccessor pay"),
        ("", "E, Shop.java pay"),
    ] {
        event.exceptions[0].frames[0].module = Some(module.to_owned());
        assert_eq!(why(&event).parts.join(", "), expected);
    }
}

#[test]
fn a_template_comes_before_its_message_and_is_read_like_one() {
    let mut event = event("say order 17 of Ada failed");
    assert_eq!(why(&event).parts, ["order <number> of Ada failed"]);
    event.template = Some("order %d of %s failed".to_owned());
    assert_eq!(why(&event).parts, ["order %d of %s failed"]);
    assert_eq!(why(&Event::default()), Why { by: Basis::Message, parts: vec!["(nothing)".to_owned()] });
}

#[test]
fn the_reason_is_told_in_a_sentence_and_kept_in_camel_case() {
    let sentence = |text| why(&event(text)).sentence();
    assert_eq!(
        sentence("js TypeError: x @ pay.js pay < a.js run"),
        "Grouped by type and the top 2 frames: TypeError, pay.js pay, a.js run"
    );
    assert_eq!(sentence("js Err: x @ pay.js pay"), "Grouped by type and the top frame: Err, pay.js pay");
    assert_eq!(sentence("js Err: x 5"), "Grouped by type and message: Err, x <number>");
    assert_eq!(sentence("say x 5"), "Grouped by message: x <number>");
    let fingerprint = why(&with_fingerprint(&["a", "b"]));
    assert_eq!(fingerprint.sentence(), "Grouped by the fingerprint that the program sent: a, b");
    let json = r#"{"by":"clientFingerprint","parts":["a","b"]}"#;
    assert_eq!(serde_json::to_string(&fingerprint).unwrap(), json);
    assert_eq!(serde_json::from_str::<Why>(json).unwrap(), fingerprint);
}

#[test]
fn a_title_is_one_line_of_what_happened() {
    assert_eq!(title(&event("js TypeError: x is\t undefined")), "TypeError: x is undefined");
    assert_eq!(title(&event("js : alone")), "alone");
    assert_eq!(title(&event("say \n\n first \nsecond")), "first");
    assert_eq!(title(&Event::default()), "(no message)");
    let long = title(&event(&format!("js Err: {}", "ä".repeat(999))));
    assert_eq!((long.chars().count(), long.ends_with('…')), (200, true));
}

#[test]
fn a_culprit_is_the_transaction_or_the_nearest_function_of_the_program() {
    let mut event = event("js Err: x @ -react.js render < src/pay.js e < src/pay.js async~pay");
    assert_eq!(culprit(&event).as_deref(), Some("pay.js"));
    event.exceptions[0].frames.remove(1);
    assert_eq!(culprit(&event).as_deref(), Some("pay in pay.js"));
    event.transaction = Some(" GET /orders ".to_owned());
    assert_eq!(culprit(&event).as_deref(), Some("GET /orders"));
    event.transaction = Some("x".repeat(999));
    assert_eq!(culprit(&event).unwrap().chars().count(), 120);
    assert_eq!(culprit(&super::tests::event("say x")), None);
}
