use proptest::prelude::*;

use super::*;

const ID: &str = "9ec79c33ec9942ab8353589fcb2e04dc";

fn item(kind: &str, payload: &'static str) -> Item<'static> {
    Item { kind: kind.to_owned(), payload: payload.as_bytes() }
}

fn failure(text: &str) -> String {
    parse(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn items_end_where_their_length_or_their_line_ends() {
    let text = concat!(
        r#"{"event_id":"9ec79c33ec9942ab8353589fcb2e04dc","dsn":"https://e12d836b15bb49d7bbf99e64295d995b"#,
        "@sentry.io/42\",\"sent_at\":7,\"sdk\":[],\"trace\":\"\\ud83d\"}\n",
        r#"{"type":"attachment","length":10,"content_type":"text/plain","filename":"hello.txt"}"#,
        "\n\u{feff}Hello\r\n\n",
        r#"{"type":"event","length":41,"content_type":"application/json","filename":"application.log"}"#,
        "\n{\"message\":\"hello world\",\"level\":\"error\"}\n",
        "{\"type\":\"session\"}\n{\"started\":\n",
        "{\"type\":\"unheard_of\",\"length\":null}\n\n",
        "{\"type\":\"empty\",\"length\":0}\n\n",
        "{\"type\":\"last\",\"length\":0}",
    );
    let envelope = parse(text.as_bytes()).unwrap();
    assert_eq!(envelope.event_id.as_deref(), Some(ID));
    let dsn = envelope.dsn.as_deref().unwrap();
    assert_eq!(public_key(dsn), Some(("e12d836b15bb49d7bbf99e64295d995b".into(), "42".into())));
    let expected = [
        item("attachment", "\u{feff}Hello\r\n"),
        item("event", r#"{"message":"hello world","level":"error"}"#),
        item("session", r#"{"started":"#),
        item("unheard_of", ""),
        item("empty", ""),
        item("last", ""),
    ];
    assert_eq!(envelope.items, expected);
}

#[test]
fn an_envelope_may_be_only_a_header_and_lines_may_end_with_a_carriage_return() {
    for text in ["{}", "{}\n", "{}\r\n\r\n", "{}\n\n\n\n", r#"{"event_id":null,"dsn":7}"#] {
        let nothing = Envelope { event_id: None, dsn: None, items: Vec::new() };
        assert_eq!(parse(text.as_bytes()).unwrap(), nothing, "{text:?}");
    }
    let text = "{}\r\n{\"type\":\"a\",\"length\":2}\r\n{}\n{\"type\":\"b\"}\r\n{}\n\r\n\n";
    assert_eq!(parse(text.as_bytes()).unwrap().items, [item("a", "{}"), item("b", "{}")]);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_without_its_content() {
    assert_eq!(failure(""), "envelope: it is empty");
    let not_an_object = "envelope: the header is not a JSON object in one line";
    for text in ["\n", "secret", "[]", "null", "{", "{}{}", "{}secret", "\n{}", "{\n}", "{\"a\":\"\u{1}\"}"] {
        assert_eq!(failure(text), not_an_object, "{text:?}");
    }
    assert_eq!(parse(b"{\"a\":\"\xff\"}").unwrap_err().fault, Fault::NotAnObject);
    for id in ["7", r#""""#, r#""secret""#, "[]", r#""9ec79c33-ec99-42ab-8353-589fcb2e04d-""#] {
        let told = failure(&format!(r#"{{"event_id":{id}}}"#));
        assert_eq!(told, "envelope: event_id is not 32 hexadecimal digits");
    }
    let one = "{}\n{\"type\":\"a\"}\n\n";
    assert_eq!(
        failure(&format!("{one}\n{{\"type\":\"b\"}}")),
        not_an_object.replace("envelope", "item 2 of the envelope")
    );
    for header in ["{}", r#"{"type":null}"#, r#"{"type":7}"#] {
        assert_eq!(failure(&format!("{one}{header}\nx")), "item 2 of the envelope: type is not a text");
    }
    for length in ["4", "-1", "1.5", "1e2", r#""3""#, "[3]", "true", "18446744073709551615", "1e40"] {
        let told = failure(&format!("{one}{{\"type\":\"a\",\"length\":{length}}}\nabc"));
        assert_eq!(told, "item 2 of the envelope: length is not a number of bytes that follow", "{length}");
    }
    for behind in ["x", "x\n", "\r\n", "{\"type\":\"b\"}\n"] {
        let told = failure(&format!("{one}{{\"type\":\"a\",\"length\":3}}\nabc{behind}"));
        assert_eq!(told, "item 2 of the envelope: there is no line feed behind the payload");
    }
    assert!(failure(&format!("{one}secret")).starts_with("item 2"));
}

#[test]
fn headers_and_the_number_of_items_are_bounded() {
    let header = |len: usize| format!("{{\"x\":\"{}\"}}", "x".repeat(len - 8));
    assert!(parse(header(MAX_HEADER).as_bytes()).is_ok());
    assert_eq!(failure(&header(MAX_HEADER + 1)), "envelope: the header has more than 8 KiB");
    assert_eq!(
        failure(&format!("{{}}\n{}", header(MAX_HEADER + 1))),
        "item 1 of the envelope: the header has more than 8 KiB"
    );
    let many = |items: usize| format!("{{}}\n{}", "{\"type\":\"a\"}\n{}\n".repeat(items));
    assert_eq!(parse(many(MAX_ITEMS).as_bytes()).unwrap().items.len(), MAX_ITEMS);
    assert_eq!(failure(&many(MAX_ITEMS + 1)), "envelope: there are more than 100 items");
}

#[test]
fn an_id_is_kept_without_hyphens_and_in_lower_case() {
    assert_eq!(event_id("9EC79C33EC9942AB8353589FCB2E04DC").as_deref(), Some(ID));
    assert_eq!(event_id("9ec79c33-ec99-42ab-8353-589fcb2e04DC").as_deref(), Some(ID));
    for text in ["", "9ec79c33", "9ec79c33-ec9942ab-8353589f-cb2e04dc", "9ec79c33ec9942ab8353589fcb2e04dg"] {
        assert_eq!(event_id(text), None, "{text}");
    }
    // 32 and 36 bytes, of which some are no digits.
    assert_eq!(event_id(&"é".repeat(16)), None);
    assert_eq!(event_id(&"é".repeat(18)), None);
    assert_eq!(event_id("9ec79c33ec9942ab8353589fcb2e04dc0000"), None);
}

#[test]
fn a_dsn_has_a_key_and_a_project() {
    let key = "E12D836B15BB49D7BBF99E64295D995B";
    let read = |dsn: &str| public_key(&dsn.replace("KEY", key)).map(|(key, project)| key + " " + &project);
    let expected = |project: &str| Some(format!("e12d836b15bb49d7bbf99e64295d995b {project}"));
    assert_eq!(read("https://KEY@example.com/1"), expected("1"));
    assert_eq!(read("http://KEY:secret@localhost:3000/api/errors/77"), expected("77"));
    let wrong = [
        "",
        "KEY",
        "https://example.com/1",
        "https://key@example.com/1",
        "https://KEY@example.com/",
        "https://KEY@example.com/one",
        "https://KEY@example.com",
        "ftp://KEY@example.com/1",
        "https://KEY@/1",
        "https://KEY@example.com/111111111111111111111",
    ];
    for dsn in wrong {
        assert_eq!(read(dsn), None, "{dsn}");
    }
}

#[test]
fn a_client_report_is_read_and_what_is_not_understood_is_left_out() {
    let text = r#"{"timestamp":1.5,"discarded_events":[
        {"reason":"ratelimit_backoff","category":"error","quantity":3},
        {"reason":"<Before> send!","category":"log_item2","quantity":1},
        {"reason":"x","category":"error","quantity":-1}, {"reason":"x","quantity":1}, 7, null,
        {"reason":7,"category":"error","quantity":1}, {"reason":"!","category":"error","quantity":1}
    ],"rate_limited_events":[{"reason":"a","category":"b","quantity":9}]}"#;
    let discarded = |reason: &str, category: &str, quantity| Discarded {
        reason: reason.to_owned(),
        category: category.to_owned(),
        quantity,
    };
    let expected = vec![
        discarded("ratelimit_backoff", "error", 3),
        discarded("other", "other", 1),
        discarded("other", "error", 1),
    ];
    assert_eq!(client_report(text.as_bytes()), Some(expected));
    assert_eq!(client_report(b"{}"), Some(Vec::new()));
    for text in ["", "[]", "7", r#"{"discarded_events":7}"#, "{"] {
        assert_eq!(client_report(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn a_client_report_is_bounded() {
    let entry = |len: usize| format!(r#"{{"reason":"{}","category":"c","quantity":1}}"#, "r".repeat(len));
    let huge = r#"{"discarded_events":[{"reason":"x","category":"error","quantity":18446744073709551615}]}"#;
    assert_eq!(client_report(huge.as_bytes()).unwrap()[0].quantity, MAX_QUANTITY);
    let many = format!(r#"{{"discarded_events":[{}]}}"#, vec![entry(1); MAX_DISCARDED + 5].join(","));
    assert_eq!(client_report(many.as_bytes()).unwrap().len(), MAX_DISCARDED);
    let large = format!("{}{}", " ".repeat(MAX_REPORT), "{}");
    assert_eq!(client_report(large.as_bytes()), None);
}

fn some_items() -> impl Strategy<Value = Vec<(String, Vec<u8>, bool)>> {
    proptest::collection::vec((".{0,20}", any::<Vec<u8>>(), any::<bool>()), 0..8)
}

/// Writes an envelope; where the length may be left out, it is if that is wanted.
fn written(items: &[(String, Vec<u8>, bool)]) -> Vec<u8> {
    let mut bytes = format!("{{\"event_id\":\"{ID}\"}}\n").into_bytes();
    for (kind, payload, implicit) in items {
        let mut header = serde_json::json!({ "type": kind, "length": payload.len() });
        if *implicit && !payload.contains(&b'\n') {
            header.as_object_mut().unwrap().remove("length");
        }
        bytes.extend_from_slice(header.to_string().as_bytes());
        bytes.push(b'\n');
        bytes.extend_from_slice(payload);
        bytes.push(b'\n');
    }
    bytes
}

/// Whether the payloads lie in the bytes, one behind the other.
fn lie_inside(envelope: &Envelope<'_>, bytes: &[u8]) -> bool {
    let mut free = bytes.as_ptr_range();
    envelope.items.iter().all(|item| {
        let range = item.payload.as_ptr_range();
        let inside = item.payload.is_empty() || (free.start < range.start && range.end <= free.end);
        free.start = if item.payload.is_empty() { free.start } else { range.end };
        inside
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_what_was_written_is_read_again(items in some_items(), ends in 0..3_usize) {
        let mut bytes = written(&items);
        bytes.extend_from_slice(&b"\n\n"[..ends.min(2)]);
        let envelope = parse(&bytes).unwrap();
        prop_assert!(lie_inside(&envelope, &bytes));
        prop_assert_eq!(envelope.event_id.as_deref(), Some(ID));
        prop_assert_eq!(envelope.items.len(), items.len());
        for (item, (kind, payload, _)) in envelope.items.iter().zip(&items) {
            prop_assert_eq!(&item.kind, kind);
            prop_assert_eq!(item.payload, payload.as_slice());
        }
    }

    #[test]
    fn fuzz_damaged_envelopes_never_panic(
        items in some_items(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        end in any::<prop::sample::Index>(),
    ) {
        let mut bytes = written(&items);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(end.index(bytes.len() + 1));
        if let Ok(envelope) = parse(&bytes) {
            prop_assert!(lie_inside(&envelope, &bytes));
        }
    }

    #[test]
    fn fuzz_arbitrary_bytes_never_panic(bytes: Vec<u8>, text in ".{0,80}", dsn in "(https?|ftp)://.{0,60}") {
        let _ = parse(&bytes);
        let _ = parse(&[b"{}\n".as_slice(), &bytes].concat());
        let _ = client_report(&bytes);
        let _ = client_report(format!(r#"{{"discarded_events":[{text}]}}"#).as_bytes());
        let _ = (event_id(&text), public_key(&text), public_key(&dsn));
    }
}
