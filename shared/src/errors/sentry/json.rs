//! JSON as SDKs write it: bounded before anything is built of it, and with the faults that they make mended.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::BadEvent;

/// How deep objects and arrays may lie in one another.
const MAX_DEPTH: usize = 32;
/// How many values there may be.
const MAX_VALUES: usize = 20_000;

/// Reads an object. Of keys that stand there twice, the last one counts.
pub(in crate::errors) fn object(bytes: &[u8]) -> Result<Map<String, Value>, BadEvent> {
    measure(bytes)?;
    let text = String::from_utf8_lossy(bytes);
    serde_json::from_str(&mend(&text)).map_err(|_| BadEvent::NotAnObject)
}

/// Walks over the bytes and builds nothing. What is not JSON is measured wrongly, but only behind the place
/// at which reading it ends.
fn measure(bytes: &[u8]) -> Result<(), BadEvent> {
    let (mut depth, mut values) = (0_usize, 1_usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            // The first value inside; each further one follows a comma.
            b'{' | b'[' => (depth, values) = (depth + 1, values + 1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(BadEvent::TooDeep);
        }
        if values > MAX_VALUES {
            return Err(BadEvent::TooMany);
        }
    }
    Ok(())
}

/// Writes U+FFFD for escapes of half a surrogate pair, which JavaScript produces where it cuts a text in the
/// middle of an emoji (RFC 8259, section 8.2) and which are no text here.
pub(in crate::errors) fn mend(text: &str) -> Cow<'_, str> {
    let (mut mended, mut kept, mut at) = (String::new(), 0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        let here = at + found;
        at = here + 6;
        match unit(text, here) {
            Some(0xD800..=0xDBFF) if matches!(unit(text, at), Some(0xDC00..=0xDFFF)) => at += 6,
            Some(0xD800..=0xDFFF) => {
                mended.push_str(text.get(kept..here).unwrap_or_default());
                mended.push_str("\\ufffd");
                kept = at;
            }
            Some(_) => {}
            None => at = here + 2,
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    mended.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(mended)
}

/// The UTF-16 unit that is escaped here.
fn unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    // The number parser would take a sign.
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(json: &str) -> String {
        object(json.as_bytes()).unwrap()["a"].as_str().unwrap().to_owned()
    }

    #[test]
    fn half_a_surrogate_pair_becomes_a_replacement_character() {
        assert_eq!(text(r#"{"a":"x\ud83d\ude00y"}"#), "x😀y");
        assert_eq!(text(r#"{"a":"x\ud83d"}"#), "x\u{fffd}");
        assert_eq!(text(r#"{"a":"\uDE00\ud83dz\u0041"}"#), "\u{fffd}\u{fffd}zA");
        assert_eq!(text(r#"{"a":"\ud83d\ud83d\ude00"}"#), "\u{fffd}😀");
        assert_eq!(text(r#"{"a":"\ud83d\n\ude00"}"#), "\u{fffd}\n\u{fffd}");
        assert_eq!(text(r#"{"a":"\\ud83d"}"#), "\\ud83d");
        assert!(matches!(mend(r#"{"a":"\ud83d\ude00"}"#), Cow::Borrowed(_)));
        assert_eq!(object(br#"{"a":"\ud8"}"#), Err(BadEvent::NotAnObject));
        assert_eq!(object(r#"{"a":"\é"}"#.as_bytes()), Err(BadEvent::NotAnObject));
    }

    #[test]
    fn bytes_that_are_not_utf_8_become_replacement_characters() {
        assert_eq!(object(b"{\"a\":\"\xff\"}").unwrap()["a"], "\u{fffd}");
    }

    #[test]
    fn depth_and_number_of_values_are_bounded_exactly() {
        let deep = |depth: usize| format!(r#"{{"a":{}1{}}}"#, "[".repeat(depth - 1), "]".repeat(depth - 1));
        assert!(object(deep(MAX_DEPTH).as_bytes()).is_ok());
        assert_eq!(object(deep(MAX_DEPTH + 1).as_bytes()), Err(BadEvent::TooDeep));
        assert_eq!(object("[".repeat(1_000_000).as_bytes()), Err(BadEvent::TooDeep));
        // The object, the list and the numbers.
        let wide = |values: usize| format!(r#"{{"a":[1{}]}}"#, ",1".repeat(values - 3));
        assert!(object(wide(MAX_VALUES).as_bytes()).is_ok());
        assert_eq!(object(wide(MAX_VALUES + 1).as_bytes()), Err(BadEvent::TooMany));
    }

    #[test]
    fn brackets_and_commas_in_texts_do_not_count() {
        assert_eq!(text(&format!(r#"{{"a":"\"{}"}}"#, "[,\\\\".repeat(30_000))).len(), 1 + 3 * 30_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn fuzz_whatever_is_escaped_how_is_read_as_javascript_reads_it(
            units in proptest::collection::vec(prop_oneof![any::<u16>(), 0xD7F0_u16..0xE010], 0..20),
        ) {
            let escapes: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            prop_assert_eq!(text(&format!(r#"{{"a":"{escapes}"}}"#)), String::from_utf16_lossy(&units));
        }

        #[test]
        fn fuzz_arbitrary_text_never_panics(text in r#"[\\u"{}\[\],:d8ecDé0-9+\n]{0,60}"#, bytes: Vec<u8>) {
            let _ = object(text.as_bytes());
            let _ = object(&bytes);
            let _ = object(format!(r#"{{"a":"{text}"}}"#).as_bytes());
        }
    }
}
