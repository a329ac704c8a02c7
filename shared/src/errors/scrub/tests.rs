mod corpus;
mod fuzz;
mod positions;

use serde_json::json;

use self::corpus::{INNOCENT, SECRETS};
use super::*;

fn scrubbed(text: &str) -> String {
    let mut text = text.to_owned();
    scrub_text(&mut text);
    text
}

#[test]
fn no_secret_remains_wherever_it_stands() {
    let mut left = Vec::new();
    for (name, text, secret, place) in SECRETS {
        assert!(text.contains(secret), "{name}");
        for (position, put) in positions::of(place) {
            let mut event = Event::default();
            put(&mut event, text.to_owned());
            scrub(&mut event);
            let kept = serde_json::to_string(&event).unwrap();
            if kept.contains(secret) {
                left.push(format!("{name} in {position}: {kept}"));
            }
        }
    }
    assert!(left.is_empty(), "{} left:\n{}", left.len(), left.join("\n"));
}

#[test]
fn innocent_texts_stay_as_they_are() {
    let changed: Vec<_> = INNOCENT
        .into_iter()
        .flat_map(|text| [(text, scrubbed(text)), (text, scrubbed(&format!("({text})")))])
        .filter(|(text, after)| after != text && *after != format!("({text})"))
        .collect();
    assert!(changed.is_empty(), "{changed:#?}");
}

#[test]
fn what_is_around_a_secret_stays() {
    for (text, expected) in [
        ("login with password=hunter2 failed", "login with password=[Filtered] failed"),
        (r#"{"a":1,"token":"x\"y","b":2}"#, r#"{"a":1,"token":"[Filtered]","b":2}"#),
        (r#"{\"token\":\"x\\\"y\",\"b\":2}"#, r#"{\"token\":\"[Filtered]\",\"b\":2}"#),
        ("https://ada:hunter2@x.test/a?token=b&c=d", "https://[Filtered]@x.test/a?token=[Filtered]&c=d"),
        ("f(token=abc)", "f(token=[Filtered])"),
        ("auth: Bearer abc, next", "auth: [Filtered], next"),
        ("-H 'Authorization: Bearer x y' -v", "-H 'Authorization: [Filtered]' -v"),
        ("<password>x</password>", "<password>[Filtered]</password>"),
        ("mail ada@example.com, or eve@example.org.", "mail [email], or [email]."),
        ("10.0.0.1-10.0.0.5 and 10.0.0.0/8", "[ip]-[ip] and [ip]/8"),
        ("http://[::1]:8080 from fe80::1: reset", "http://[[ip]]:8080 from [ip]: reset"),
        ("/home/ada/x:/Users/eve/y", "/home/[user]/x:/Users/[user]/y"),
        (r"C:\\Users\\Ada L\\x C:\Users\eve", r"C:\\Users\\[user]\\x C:\Users\[user]"),
        ("name=\"password\"\r\n\r\nhunter two\r\n--x", "name=\"password\"\n\n[Filtered]\n--x"),
        ("paid with 4111 1111 1111 1111 12/25", "paid with [Filtered] 12/25"),
    ] {
        assert_eq!(scrubbed(text), expected);
        assert_eq!(scrubbed(expected), expected);
    }
}

#[test]
fn names_of_files_and_functions_stay_as_they_are() {
    for name in
        ["/home/ada/auth.py", "10.0.0.1/app.js", "login(password: String)", "ada@example.com", "token=x"]
    {
        for (position, put) in positions::NAMES {
            let mut event = Event::default();
            put(&mut event, name.to_owned());
            let before = event.clone();
            scrub(&mut event);
            assert_eq!(event, before, "{position}");
        }
    }
}

#[test]
fn how_to_reach_a_user_is_not_kept() {
    let text = |text: &str| Some(text.to_owned());
    let id = text("7");
    let mut event = Event {
        user: Some(User { id, username: text("ada@example.com"), email: text("x"), ip_address: text("::1") }),
        ..Event::default()
    };
    scrub(&mut event);
    assert_eq!(json!(event.user), json!({"id": "7", "username": "[email]", "email": "[email]"}));
}

#[test]
fn a_request_keeps_what_it_was_about() {
    let request = json!({
        "url": "https://x.test/home/a?token=b",
        "method": "POST",
        "cookies": {"a": "b"},
        "headers": [["Host", "x.test"], ["Cookie", "a=b"], ["X-Forwarded-For", "1.2.3.4"]],
        "env": {"REMOTE_ADDR": "1.2.3.4", "SERVER_PORT": "80"},
        "data": "{\"name\":\"x\",\"password\":\"y\"}",
        "query_string": [["token", "b"], ["page", "2"]],
    });
    let mut event = Event { request: request.as_object().unwrap().clone(), ..Event::default() };
    scrub(&mut event);
    let expected = json!({
        "url": "https://x.test/home/a?token=[Filtered]",
        "method": "POST",
        "cookies": "[Filtered]",
        "headers": [["Host", "x.test"], ["Cookie", "[Filtered]"], ["X-Forwarded-For", "[Filtered]"]],
        "env": {"REMOTE_ADDR": "[Filtered]", "SERVER_PORT": "80"},
        "data": "{\"name\":\"x\",\"password\":\"[Filtered]\"}",
        "query_string": [["token", "[Filtered]"], ["page", "2"]],
    });
    assert_eq!(json!(event.request), expected);
}
