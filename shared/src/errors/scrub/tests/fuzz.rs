use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::Value;

use super::super::text::SHORT;
use super::corpus::{INNOCENT, SECRETS};
use super::positions;
use super::*;

/// What the rules look for, in pieces that may stand in any order.
const PIECES: [&str; 72] = [
    "password",
    "token",
    "auth",
    "author",
    "api",
    "key",
    "pin",
    "Cookie",
    "Authorization",
    "=",
    ":",
    "::",
    "=>",
    "%3D",
    "\"",
    "'",
    "\\",
    "\\\"",
    "\\n",
    "\n",
    " ",
    ",",
    ";",
    "&",
    "?",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "--",
    "-----BEGIN ",
    "-----END ",
    "://",
    "@",
    "%40",
    "a@b.cd",
    "ada",
    "x",
    "é",
    "…",
    "Bearer ",
    "Basic ",
    "eyJ",
    "abcdefgh1234",
    ".",
    "ghp_",
    "sk-",
    "AKIA",
    "IOSFODNN7EXAMPLE",
    "00D",
    "!",
    "4111",
    "1111",
    "-",
    "123-45-6789",
    "10.0.0.1",
    "::1",
    "fe80",
    "00:1b:44:11:3a:b7",
    "/home/",
    "C:\\Users\\",
    "version",
    "Chrome/",
    "GB82WEST",
    "12345698765432",
    "[Filtered]",
    "%20",
    "null",
];

/// What makes a rule look far ahead, again and again.
const REPEATED: [&str; 66] = [
    "File \"cookie: ",
    "a",
    "@",
    "1",
    ":",
    "-",
    "/",
    "\\",
    "\"",
    "[",
    "{",
    "=",
    " ",
    ".",
    "%",
    "e",
    "é",
    "<",
    "_",
    "a@",
    "a@a.",
    "1.",
    "1:",
    "::1",
    "a::",
    "sk-",
    "eyJ-",
    "ghp_",
    "://",
    "x://",
    "x://a:b",
    "token=",
    "token=[",
    "token=\"",
    "token=!",
    "token: {",
    "auth ",
    "--token ",
    "4111 ",
    "1111-",
    "DE89 ",
    "-----BEGIN",
    "-----BEGIN x",
    "/home/",
    "\\Users\\",
    "\\Users\\a ",
    "Bearer ",
    "Bearer a",
    "Basic a",
    "00D",
    "00D50000000IZ3Z!",
    "password",
    "password ",
    "\\\"token\\\":\\\"",
    "a.",
    "a-",
    "%20",
    "\\n",
    "AKIA",
    "Chrome/1.2.3.4 ",
    "(token=(\"",
    "token=a(\"",
    "x.token:",
    "a:b@c ",
    "token=a,",
    "token)=(",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        2 => proptest::sample::select(&SECRETS[..]).prop_map(|secret| secret.1.to_owned()),
        1 => proptest::sample::select(&INNOCENT[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => any::<String>(),
    ];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => texts().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(10, 40, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(texts(), inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_a_text_is_scrubbed_once_and_for_all(text in texts()) {
        let once = scrubbed(&text);
        prop_assert_eq!(scrubbed(&once), once);
    }

    #[test]
    fn fuzz_any_text_is_met_without_panic(text in any::<String>()) {
        scrubbed(&text);
    }

    #[test]
    fn fuzz_an_event_is_scrubbed_once_and_for_all(
        text in texts(),
        position in 0..positions::PROSE.len(),
        extra in values(),
    ) {
        let mut event = Event::default();
        (positions::PROSE[position].1)(&mut event, text);
        event.extra.insert("y".to_owned(), extra.clone());
        event.request.insert("data".to_owned(), extra);
        scrub(&mut event);
        let once = event.clone();
        scrub(&mut event);
        prop_assert_eq!(event, once);
    }

    #[test]
    fn fuzz_a_secret_does_not_survive_between_others(
        secret in proptest::sample::select(&SECRETS[..]),
        before in "[ a-z.,()\n]{0,30}",
        after in "[ a-z.,()\n]{0,30}",
    ) {
        let (name, text, hidden, _) = secret;
        let after = scrubbed(&format!("{before} {text} {after}"));
        prop_assert!(!after.contains(hidden), "{}: {}", name, after);
    }

    #[test]
    fn fuzz_strings_stay_within_their_bounds(piece in texts(), times in 0_usize..3_000) {
        let mut event = Event::default();
        event.extra.insert("x".to_owned(), piece.repeat(times).into());
        scrub(&mut event);
        let long = event.extra.values().filter_map(Value::as_str).any(|text| text.chars().count() > SHORT);
        prop_assert!(!long);
    }
}

#[test]
fn fuzz_hostile_repetitions_never_panic() {
    // How long they take is counted by `make bench`.
    for piece in REPEATED {
        let scrubbed = scrubbed(&piece.repeat(50_000 / piece.len()));
        assert!(!scrubbed.is_empty() || piece.trim().is_empty(), "{piece:?}");
    }
}
