//! Whatever somebody may send.

use proptest::prelude::*;

use super::*;
use crate::errors::event::Level;

/// What names of files and functions are made of.
const PARTS: &[&str] = &[
    "main",
    "pay",
    ".js",
    ".",
    "-",
    "/",
    "?v=1",
    "3f2a1b9c",
    "BxT3a9",
    "::",
    "{",
    "}",
    "{{closure}}",
    "$",
    "$1",
    "lambda$",
    "::h0123456789abcdef",
    "<",
    ">",
    "async ",
    "e",
    " [as x]",
    "\0",
    "ä",
    "[",
    "]",
    "func1",
    "b__1_0",
];

fn names() -> impl Strategy<Value = Option<String>> {
    let mixed = prop::collection::vec(prop::sample::select(PARTS), 0..8).prop_map(|parts| parts.concat());
    prop::option::of(prop_oneof![mixed, any::<String>()])
}

prop_compose! {
    fn frames()(
        names in (names(), names(), names(), names()),
        lineno in any::<Option<u32>>(),
        in_app in any::<Option<bool>>(),
    ) -> Frame {
        let (filename, abs_path, module, function) = names;
        Frame { filename, abs_path, module, function, lineno, in_app, ..Frame::default() }
    }
}

prop_compose! {
    fn events()(
        names in (names(), names(), names(), names(), names()),
        platform in prop::sample::select(&["javascript", "node", "python", "rust", ""][..]),
        frames in prop::collection::vec(frames(), 0..8),
        fingerprint in prop::collection::vec("(\\{\\{ ?(default|message|type|x) ?\\}\\}|[a{} ]){0,4}", 0..4),
        synthetic in any::<bool>(),
    ) -> Event {
        let (kind, value, message, template, transaction) = names;
        let exceptions = vec![Exception { kind, value, synthetic, frames, ..Exception::default() }];
        let platform = Some(platform.to_owned());
        let level = Level::Fatal;
        Event { message, template, transaction, exceptions, platform, fingerprint, level, ..Event::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_every_event_has_a_group_a_title_and_a_bounded_reason(event in events()) {
        let Grouping { key, why, .. } = groupings("project", &event).current;
        prop_assert_eq!(key.len(), 22);
        prop_assert!((1..=MAX_SHOWN_PARTS).contains(&why.parts.len()), "{:?}", why);
        prop_assert!(why.parts.iter().all(|part| part.chars().count() <= MAX_SHOWN));
        prop_assert!((1..=200).contains(&title(&event).chars().count()));
        prop_assert!(culprit(&event).is_none_or(|culprit| culprit.chars().count() <= 120));
    }

    #[test]
    fn fuzz_a_key_is_the_same_each_time_and_on_any_line(event in events(), line in any::<Option<u32>>()) {
        let mut moved = event.clone();
        for frame in moved.exceptions.iter_mut().flat_map(|exception| &mut exception.frames) {
            (frame.lineno, frame.colno, frame.context_line) = (line, line, Some("x".to_owned()));
        }
        prop_assert_eq!(groupings("project", &event), groupings("project", &moved));
    }

    #[test]
    fn fuzz_the_hash_of_a_build_changes_nothing(first in "[0-9a-f]{7}[0-9]", second in "[0-9a-f]{7}[a-f]") {
        let stack = |hash: &str| format!("js Err: x @ cart.{hash}.js pay < cart-{hash}.js run");
        let parts = |hash: &str| why(&event(&stack(hash))).parts;
        prop_assume!(second.contains(|char: char| char.is_ascii_digit()));
        prop_assert_eq!(parts(&first), parts(&second));
    }
}
