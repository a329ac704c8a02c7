//! Every mail is held to a committed file, and to what holds for all of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;
use crate::alerts::{Alert, Change, Facts, Key, Level, Notice, Transition};
use crate::limits::{Org, OrgKind};
use crate::org::OrgId;
use crate::watch::Trouble;

const PUBLIC_URL: &str = "https://limits.example.com/production";
const TOKEN: &str = "w0vRkmZ2sYp4TnJ7hQeXbLc1Ud9fGaKi8oN3xVtE5yA";

/// A day and a month with the longest names.
fn at() -> Timestamp {
    "2026-09-21T14:05:59.9Z".parse().unwrap()
}

fn messages() -> Vec<(&'static str, Message)> {
    let links = Links::new(PUBLIC_URL);
    vec![
        ("verify", verify(&links.verify_email(TOKEN), 24)),
        ("reset", reset(&links.reset_password(TOKEN))),
        ("password_changed", password_changed(at(), How::Changed, PUBLIC_URL)),
        ("password_reset", password_changed(at(), How::Reset, PUBLIC_URL)),
        ("new_device", new_device("Firefox on Linux", at(), PUBLIC_URL)),
        ("registered_already", registered_already(PUBLIC_URL)),
        ("failed_logins", failed_logins(at(), PUBLIC_URL)),
        ("alert", alert(&notice(), &org("Northwind Freight"), PUBLIC_URL)),
    ]
}

fn org(name: &str) -> Org {
    Org {
        id: OrgId::parse("00D000000000001").unwrap(),
        name: name.into(),
        kind: OrgKind::Production,
        instance_url: "https://northwind.my.salesforce.com".into(),
    }
}

/// Two limits near their end, a lost connection, and one that is over.
fn notice() -> Notice {
    let time = |text: &str| text.parse().unwrap();
    let transition = |change, rule: &str, limit: Option<&str>, level, facts| {
        let key = Key { rule: rule.into(), limit: limit.map(Into::into) };
        let opened_at = time("2026-09-21T12:25:00Z");
        Transition { change, at: time("2026-09-21T14:05:00Z"), alert: Alert { key, level, opened_at, facts } }
    };
    let runs_out = Facts::TimeLeft {
        used_percent: Some(94.98),
        runs_out_at: Some(time("2026-09-21T16:14:59Z")),
        earliest: Some(time("2026-09-21T15:50:00Z")),
        latest: Some(time("2026-09-21T16:45:00Z")),
    };
    let level = |used_percent, remaining, max| Facts::Level {
        used_percent: Some(used_percent),
        remaining: Some(remaining),
        max: Some(max),
        exceeded: false,
    };
    let lost = Facts::ConnectionLost { since: time("2026-09-21T14:00:00Z"), reason: Trouble::Revoked };
    let (critical, warning) = (Level::Critical, Level::Warning);
    Notice {
        at: time("2026-09-21T14:05:00Z"),
        alerts: vec![
            transition(Change::Opened, "time-left", Some("DailyApiRequests"), critical, runs_out),
            transition(Change::Opened, "connection", None, critical, lost),
            transition(Change::Opened, "level", Some("DataStorageMB"), warning, level(61.27, 1_984, 5_120)),
        ],
        closed: vec![transition(
            Change::Closed,
            "level",
            Some("MassEmail"),
            warning,
            level(54.0, 2_300, 5_000),
        )],
    }
}

/// Markup, places of a template, lines of a header, and a change of direction.
const EVIL: &str = "\"><script>x</script>{{link}}{{body}}\r\n\r\nBcc: all@example.org'&\u{202e}";

/// Mails whose every value is hostile.
fn attacked() -> Vec<Message> {
    vec![
        verify(EVIL, 1),
        reset(EVIL),
        password_changed(at(), How::Reset, EVIL),
        new_device(EVIL, at(), EVIL),
        registered_already(EVIL),
        failed_logins(at(), EVIL),
        alert(&notice(), &org(EVIL), EVIL),
    ]
}

/// Holds a committed file to what was generated; `make update` writes it instead.
fn hold(name: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mail/snapshots").join(name);
    if option_env!("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, generated).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == generated, "{name} is stale: run `make update` and look at what it changes");
}

#[test]
fn every_mail_is_the_committed_one() {
    for (name, message) in messages() {
        hold(&format!("{name}.txt"), &format!("Subject: {}\n\n{}", message.subject, message.text));
        hold(&format!("{name}.html"), &message.html);
    }
}

#[test]
fn html_is_well_formed_whatever_the_values() {
    for message in messages().into_iter().map(|(_, message)| message).chain(attacked()) {
        elements(&message.html);
    }
}

#[test]
fn a_hostile_value_adds_neither_an_element_nor_a_line() {
    // As long as the hostile one, because lines are wrapped.
    let tame = org(&EVIL.replace(|c: char| c.is_ascii_punctuation(), "x"));
    let benign = [
        verify("link", 1),
        reset("link"),
        password_changed(at(), How::Reset, PUBLIC_URL),
        new_device("Firefox on Linux", at(), PUBLIC_URL),
        registered_already(PUBLIC_URL),
        failed_logins(at(), PUBLIC_URL),
        alert(&notice(), &tame, PUBLIC_URL),
    ];
    for (attacked, benign) in attacked().iter().zip(&benign) {
        let names = |html| elements(html).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(&attacked.html), names(&benign.html));
        assert_eq!(attacked.text.lines().count(), benign.text.lines().count(), "{}", attacked.text);
        // What looks like a place in a value stays as it was.
        assert!(attacked.text.contains("</script>{{link}}{{body}}Bcc:"), "{}", attacked.text);
        assert!(attacked.html.contains("&lt;/script&gt;{{link}}{{body}}Bcc:"), "{}", attacked.html);
    }
}

#[test]
fn html_says_what_the_text_says() {
    for (name, message) in messages() {
        let text = message.text.replace("---\n", "");
        assert_eq!(words(&shown(&message.html)), words(&text), "{name}");
    }
}

#[test]
fn every_link_of_the_html_stands_in_the_text_and_behind_its_button() {
    for (name, message) in messages() {
        let links: BTreeSet<_> = elements(&message.html)
            .into_iter()
            .filter_map(|(_, tag)| tag.split_once("href=\"").map(|(_, rest)| rest.split('"').next().unwrap()))
            .collect();
        assert!(!links.is_empty());
        for link in links {
            assert!(link.starts_with(PUBLIC_URL), "{name} leads to {link}");
            assert!(message.text.lines().any(|line| line == link), "{name} has no {link} in its text");
            assert!(message.html.contains(&format!(">{link}</a>")), "{name} hides {link}");
        }
    }
}

#[test]
fn html_fetches_nothing_and_runs_nothing() {
    for (name, message) in messages() {
        let html = message.html.to_lowercase();
        for foreign in ["<img", "<link", "<script", "<form", "<iframe", "src=", "url(", "@import", "onclick"]
        {
            assert!(!html.contains(foreign), "{name} has {foreign}");
        }
        for wanted in ["<html lang=\"en\"", "name=\"color-scheme\" content=\"light dark\"", "<title>"] {
            assert!(html.contains(wanted), "{name} has no {wanted}");
        }
    }
}

#[test]
fn text_is_narrow_enough_for_every_reader() {
    for (name, message) in messages() {
        for line in message.text.lines().filter(|line| !line.starts_with("https://")) {
            assert!(line.chars().count() <= 78 && line == line.trim_end(), "{name}: {line:?}");
        }
        assert!(message.text.ends_with("Replies to this mail are not read.\n"), "{name}");
    }
}

#[test]
fn times_are_written_for_people() {
    for (at, told) in [
        ("2026-11-21T14:30:00Z", "21 November 2026, 14:30 UTC"),
        ("2027-01-01T00:05:59+01:00", "31 December 2026, 23:05 UTC"),
        ("2028-02-01T09:07:00Z", "1 February 2028, 09:07 UTC"),
    ] {
        assert_eq!(time(at.parse().unwrap()), told);
    }
}

#[test]
fn one_hour_is_not_one_hours() {
    assert!(verify("link", 1).text.contains("once, for one hour."));
    assert!(verify("link", 48).text.contains("once, for 48 hours."));
}

#[test]
fn debug_output_keeps_the_token() {
    let shown = format!("{:?}", reset(&Links::new(PUBLIC_URL).reset_password(TOKEN)));
    assert!(shown.contains("Reset your password") && !shown.contains(TOKEN), "{shown}");
}

/// Name and whole tag of each element, in order. Fails if one is not closed where it has to be.
fn elements(html: &str) -> Vec<(&str, &str)> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or_else(|| panic!("<{part} has no end"));
        assert!(!text.contains('>') || open.last() == Some(&"style"), "a bare > in {text}");
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}> has an open quote");
        let name = tag.split_ascii_whitespace().next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{html}"),
            None => found.push((name, tag)),
        }
        if !name.starts_with(['/', '!']) && !["br", "meta"].contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} not closed");
    found
}

/// What a reader sees of a mail, without the button: its link follows it.
fn shown(html: &str) -> String {
    let (_, body) = html.split_once("<body>").unwrap();
    let mut text = String::new();
    let mut hidden = false;
    for part in body.split('<').skip(1) {
        let (tag, after) = part.split_once('>').unwrap();
        match tag {
            _ if tag.starts_with("p class=\"button\"") || tag.starts_with("div class=\"preview\"") => {
                hidden = true
            }
            "/p" | "/div" => hidden = false,
            _ => {}
        }
        if !hidden {
            text.push_str(&format!(" {after}"));
        }
    }
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
