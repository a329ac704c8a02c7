//! Each kind of value, what is left alone, and whatever somebody may send.

use proptest::prelude::*;

use super::*;

/// A message and what is left of it.
const TABLE: &[(&str, &str)] = &[
    // Numbers.
    ("order 17 not found", "order <number> not found"),
    ("offset -5, limit=+20", "offset <number>, limit=<number>"),
    ("read 1,234,567 of 1_000_000 rows", "read <number> of <number> rows"),
    ("read 1'234'567 rows", "read <number> rows"),
    ("pages [1, 2,3]", "pages [<number>]"),
    ("pages [12]", "pages [<number>]"),
    ("ratio 0.75 and 2.5e-3 and 1e10", "ratio <number> and <number> and <number>"),
    ("1,234.56 EUR", "<number> EUR"),
    ("at 0x7fff5fbff8c0", "at <hex>"),
    ("items[3].tags.0.name", "items[<number>].tags.<number>.name"),
    ("user_12345 and order-98", "user_<number> and order-<number>"),
    ("worker7 of order123456", "worker7 of order<number>"),
    ("共12件", "共<number>件"),
    ("a-5 (2-1)", "a-<number> (<number>-<number>)"),
    ("needs v18.2.0, has 16.1.0", "needs <version>, has <version>"),
    ("It ended at 5.", "It ended at <number>."),
    ("used 512MB of 1.5GB, 80%", "used <size> of <size>, <number>%"),
    // Words with digits.
    ("utf8 h2 ES2015 S3 base64 sha256 x86 2FA 3D 4xx", "utf8 h2 ES2015 S3 base64 sha256 x86 2FA 3D 4xx"),
    ("utf8mb4 secp256k1 i18n E0308 3d", "utf8mb4 secp256k1 i18n E0308 3d"),
    // Durations.
    ("took 12ms, 3.5s, 2h, 1m30s", "took <duration>, <duration>, <duration>, <duration>"),
    ("after PT5M or P1DT12H", "after <duration> or <duration>"),
    ("took 5 seconds", "took <number> seconds"),
    // Dates.
    ("since 2025-11-21T12:00:01.123Z", "since <date>"),
    ("since 2025-11-21 12:00:01+01:00 on", "since <date> on"),
    ("since 2025/11/21 on", "since <date> on"),
    ("due 2025-11-21, late", "due <date>, late"),
    ("on Fri, 21 Nov 2025 12:00:01 +0000: no", "on <date>: no"),
    ("Nov 21 12:00:01 host sshd[99]: x", "<date> host sshd[<number>]: x"),
    ("Fri Nov 21 2025 12:00:01 GMT+0100 (Central European Standard Time) is over", "<date> is over"),
    ("[21/Nov/2025:12:00:01 +0000] GET", "[<date>] GET"),
    ("at 12:30:45.123 sharp", "at <date> sharp"),
    ("on 21.11.2025 and November 21, 2025", "on <date> and <date>"),
    ("20251121T120001Z", "<date>"),
    ("May 5 people come", "May <number> people come"),
    ("main.js:12:30 failed", "main.js:<number>:<number> failed"),
    // Addresses.
    ("mail to ada.l+x@example.co.uk bounced", "mail to <email> bounced"),
    ("react@18.2.0", "react@<version>"),
    ("GET https://api.example.com/v1/users/5?x=1#y: 500", "GET <url>: <number>"),
    ("(see http://x.test/a).", "(see <url>)."),
    ("postgres://u:p@db:5432/shop refused", "<url> refused"),
    ("bad image data:image/png;base64,iVBORw0KGgo=", "bad image <url>"),
    ("connect ECONNREFUSED 10.0.0.1:5432", "connect ECONNREFUSED <ip>"),
    ("10.0.0.0/8 and ::1 and fe80::1%eth0", "<ip> and <ip> and <ip>"),
    ("to [2001:db8::7]:443", "to <ip>"),
    ("2001:db8:0:0:1:2:3:4 is down", "<ip> is down"),
    ("std::io::Error, bad::add, a::b", "std::io::Error, bad::add, a::b"),
    ("foo.bar is undefined", "foo.bar is undefined"),
    ("getaddrinfo ENOTFOUND db.internal:5432", "getaddrinfo ENOTFOUND db.internal:<number>"),
    ("from 00:1a:2b:3c:4d:5e", "from <hex>"),
    // Identifiers.
    ("trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "trace <trace>"),
    ("Root=1-5759e988-bd862e3fe1be46a994272793", "Root=<trace>"),
    ("job {C56A4180-65AA-42EC-A945-5FD21DEC0538}", "job {<uuid>}"),
    ("commit 3f2a1b9c0d and d41d8cd98f00b204e9800998ecf8427e", "commit <hex> and <hex>"),
    ("a defaced facade", "a defaced facade"),
    ("record 0018c00002ABCdEAAX is locked", "record <id> is locked"),
    ("record 5008c00001XyZab is locked", "record <id> is locked"),
    ("charge ch_3MmlLrLkdIwHu7ix0snN0B15", "charge ch_<id>"),
    ("key a8F3k2Zp9", "key <id>"),
    ("token=dGhpcyBpcyBh+2Vjcm/V0IHRva2Vu5Q== bad", "token=<id> bad"),
    ("/usr/local/lib/python3/site-packages", "/usr/local/lib/python3/site-packages"),
    ("SomeVeryLongClassName/WithAPath2/AndMoreOfIt", "SomeVeryLongClassName/WithAPath2/AndMoreOfIt"),
    // Quotes.
    ("no 'a b' in \"c\" or `d`", "no <str> in <str> or <str>"),
    ("can't read the users' data isn't it", "can't read the users' data isn't it"),
    ("name='x', key=b'y'", "name=<str>, key=<str>"),
    ("“a” „b“ ‘c’ «d» don’t", "<str> <str> <str> <str> don’t"),
    ("'it''s' and \"a \\\" b\"", "<str> and <str>"),
    ("undefined method `pay' for nil", "undefined method <str> for nil"),
    ("12'abc' and 'abc'", "<number><str> and <str>"),
    ("an open \" quote", "an open \" quote"),
    ("enabled=true, ok: False, true", "enabled=<bool>, ok: <bool>, true"),
    // The form.
    ("\n\n  a \t b\r\n\n c 1 \n d\n", "a b c <number>"),
    ("\u{1b}[31mred\u{1b}[0m \u{0}", "red"),
    ("unexpected \"<html>\n<head>\n<title>", "unexpected <str>"),
    ("", ""),
    ("<number> <nothing> <str>5", "<number> <nothing> <str><number>"),
];

#[test]
fn every_kind_of_value_is_replaced_and_words_stay() {
    for (message, expected) in TABLE {
        assert_eq!(normalise(message), *expected, "{message:?}");
    }
}

#[test]
fn a_long_message_is_cut_between_its_tokens() {
    let result = normalise(&"order 17, ".repeat(1000));
    assert_eq!(result.chars().count(), 495);
    assert!(result.ends_with("<number>,"), "{result}");
    assert_eq!(normalise(&"字".repeat(1000)).chars().count(), MAX_WORD_OR_RESULT);
    assert_eq!(normalise(&"x".repeat(1000)).chars().count(), MAX_WORD);
}

/// Such scripts have no words, so that only the length of the result matters.
const MAX_WORD_OR_RESULT: usize = MAX_RESULT;

/// What readers would read again and again if nothing stopped them.
const HOSTILE: [&str; 26] = [
    "a", "1", "f", "1,", "1,111,", "1.", "1.1.1.", "1m", "'", "\"a", "`", "„", "«x", "\\", "a@", "a@b.",
    "a-", "1:", "::", "ab:", "[1", "0x", "PT", "http://)", "Nov 1 ", "12:30:",
];

#[test]
fn the_steps_grow_with_the_length_and_no_faster() {
    for hostile in HOSTILE {
        for tail in ["", "x", "\"", " '"] {
            let text = |length: usize| hostile.repeat(length / hostile.chars().count()) + tail;
            let steps = |text: &str| cursor::steps::of(|| drop(read(text, false)));
            let (short, long) = (steps(&text(120)), steps(&text(480)));
            assert!(long < 6 * short + 2000, "{hostile:?}: {short} and {long}");
            let all = cursor::steps::of(|| drop(normalise(&text(1_000_000))));
            assert!(all < 200 * (MAX_READ + 2 * MAX_RESULT), "{hostile:?}: {all}");
        }
    }
}

/// Texts made of what the readers look for.
fn texts() -> impl Strategy<Value = String> {
    let parts = TABLE.iter().flat_map(|(message, _)| message.split_inclusive([' ', ':', '-', '\'', '"']));
    let parts: Vec<&str> = parts.chain(HOSTILE).collect();
    let mixed = prop::collection::vec(prop::sample::select(parts), 0..40).prop_map(|parts| parts.concat());
    let dense = "[0-9a-fx:.,'\"`<> @=+/TZP%-]{0,120}";
    prop_oneof![any::<String>(), "\\PC{0,600}", mixed, dense]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_the_result_is_bounded_and_has_single_spaces(text in texts()) {
        let result = normalise(&text);
        prop_assert!(result.chars().count() <= MAX_RESULT);
        prop_assert!(!result.contains("  ") && result.trim() == result, "{:?}", result);
        prop_assert!(!result.chars().any(char::is_control));
    }

    #[test]
    fn fuzz_a_result_stays_as_it_is(text in texts()) {
        let result = normalise(&text);
        prop_assert_eq!(normalise(&result), result);
    }

    #[test]
    fn fuzz_settling_takes_few_readings(text in texts()) {
        let (mut last, cut) = excerpt(&text);
        last = read(&last, cut);
        let mut readings = 1;
        loop {
            let next = read(&last, false);
            if next == last {
                break;
            }
            readings += 1;
            last = next;
        }
        prop_assert!(readings < 12, "{}: {:?}", readings, text);
    }

    #[test]
    fn fuzz_another_integer_changes_nothing(
        before in "[a-z]{1,9}[ =(\\[#:/_-]",
        (a, b) in (any::<i64>(), any::<i64>()),
        after in "([ )\\];!?%_-][a-z]{0,9})?",
    ) {
        let text = |number: i64| normalise(&format!("{before}{number}{after}"));
        prop_assert_eq!(text(a), text(b));
        prop_assert!(text(a).contains("<number>"), "{}", text(a));
    }

    #[test]
    fn fuzz_other_integers_in_a_list_change_nothing(
        first in prop::collection::vec(0..5000_u32, 1..9),
        second in prop::collection::vec(0..5000_u32, 1..9),
        separator in ", ?",
    ) {
        let text = |numbers: &[u32]| {
            let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
            normalise(&format!("no rows with [{}] found", words.join(&separator)))
        };
        prop_assert_eq!(text(&first), text(&second));
    }
}
