use jiff::SignedDuration;
use serde_json::Value;

use super::*;
use crate::alerts::{Alert, Key};
use crate::watch::Trouble;

const URL: &str = "https://fm.example/orgs/00D000000000001EAA";

fn at(minutes: i64) -> Timestamp {
    "2026-11-21T14:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes)
}

fn org(name: &str) -> Org {
    Org {
        id: OrgId::parse("00D000000000001").unwrap(),
        name: name.into(),
        kind: OrgKind::Production,
        instance_url: "https://acme.my.salesforce.com".into(),
    }
}

fn transition(change: Change, limit: Option<&str>, facts: Facts) -> Transition {
    let key = Key { rule: "r".into(), limit: limit.map(Into::into) };
    Transition { change, at: at(0), alert: Alert { key, level: Level::Critical, opened_at: at(-30), facts } }
}

fn time_left() -> Facts {
    let (runs_out_at, earliest, latest) = (Some(at(129)), Some(at(110)), Some(at(150)));
    Facts::TimeLeft { used_percent: Some(94.12), runs_out_at, earliest, latest }
}

fn notice() -> Notice {
    let level =
        Facts::Level { used_percent: Some(40.0), remaining: Some(60), max: Some(100), exceeded: false };
    Notice {
        at: at(0),
        alerts: vec![transition(Change::Opened, Some("DailyApiRequests"), time_left())],
        closed: vec![transition(Change::Closed, Some("MassEmail"), level)],
    }
}

/// As many alerts as a page has limits, with names that try to be markup.
fn hostile() -> (Notice, Org) {
    let evil = "<!channel> & [x](https://evil.example) *<https://evil.example|y>*";
    let alerts = (0..300).map(|at| transition(Change::Opened, Some(&format!("{evil}{at}")), time_left()));
    let lost = Facts::ConnectionLost { since: at(0), reason: Trouble::Revoked };
    let alerts = std::iter::once(transition(Change::Opened, None, lost)).chain(alerts).collect();
    let closed = vec![transition(Change::Closed, Some(evil), time_left()); 20];
    (Notice { at: at(0), alerts, closed }, org(evil))
}

#[test]
fn a_program_is_told_everything_in_stable_fields() {
    let expected = serde_json::json!({
        "type": "alert",
        "version": 1,
        "org": { "id": "00D000000000001EAA", "name": "Acme", "kind": "production" },
        "at": "2026-11-21T14:00:00Z",
        "summary": "Acme: Daily API requests run out in 2 h 9 min",
        "alerts": [{
            "key": "r:DailyApiRequests",
            "rule": "r",
            "limit": "DailyApiRequests",
            "label": "Daily API requests",
            "level": "critical",
            "state": "opened",
            "openedAt": "2026-11-21T13:30:00Z",
            "at": "2026-11-21T14:00:00Z",
            "sentence":
                "Daily API requests run out at 16:09 UTC, in 2 h 9 min (likely 15:50 to 16:30).",
            "kind": "timeLeft",
            "usedPercent": 94.12,
            "runsOutAt": "2026-11-21T16:09:00Z",
            "earliest": "2026-11-21T15:50:00Z",
            "latest": "2026-11-21T16:30:00Z",
        }],
        "closed": [{
            "key": "r:MassEmail",
            "rule": "r",
            "limit": "MassEmail",
            "label": "Daily mass emails",
            "level": "critical",
            "state": "closed",
            "openedAt": "2026-11-21T13:30:00Z",
            "at": "2026-11-21T14:00:00Z",
            "sentence": "Daily mass emails: back at 40 % after 30 min.",
            "kind": "level",
            "usedPercent": 40.0,
            "remaining": 60,
            "max": 100,
            "exceeded": false,
        }],
        "url": URL,
    });
    assert_eq!(json(&notice(), &org("Acme"), URL), expected);
}

#[test]
fn slack_gets_a_text_and_blocks() {
    let message = slack(&notice(), &org("Acme & Sons"), URL);
    assert_eq!(message["text"], "Acme &amp; Sons: Daily API requests run out in 2 h 9 min");
    let texts: Vec<_> =
        message["blocks"].as_array().unwrap().iter().map(|block| &block["text"]["text"]).collect();
    assert_eq!(
        texts,
        [
            "Acme & Sons: Daily API requests run out in 2 h 9 min",
            ":red_circle: Daily API requests run out at 16:09 UTC, in 2 h 9 min (likely 15:50 to 16:30).",
            "Over:\nDaily mass emails: back at 40 % after 30 min.",
            "<https://fm.example/orgs/00D000000000001EAA|Open in Force Monitor>",
        ]
    );
}

#[test]
fn a_hostile_name_is_text_in_slack_and_the_bounds_hold() {
    let (notice, org) = hostile();
    let message = slack(&notice, &org, URL);
    let blocks = message["blocks"].as_array().unwrap();
    assert!(blocks.len() <= 50, "{}", blocks.len());
    let (header, sections) = blocks.split_first().unwrap();
    let text = |block: &Value| block["text"]["text"].as_str().unwrap().to_owned();
    assert_eq!(header["text"]["type"], "plain_text");
    assert!(text(header).chars().count() <= 150);
    let (link, sections) = sections.split_last().unwrap();
    assert_eq!(text(link), format!("<{URL}|Open in Force Monitor>"));
    for section in sections {
        assert!(!text(section).contains(['<', '>']), "{section}");
        assert!(text(section).chars().count() <= 3000 && section["text"]["verbatim"] == true);
    }
    assert!(!message["text"].as_str().unwrap().contains(['<', '>']));
    assert_eq!(text(&sections[40]), "And 261 more.");
}

#[test]
fn teams_gets_one_card_whose_texts_are_no_markdown() {
    for (notice, org) in [(notice(), org("Acme")), hostile()] {
        let message = teams(&notice, &org, URL);
        assert_eq!(
            (&message["type"], message["attachments"].as_array().unwrap().len()),
            (&"message".into(), 1)
        );
        let attachment = &message["attachments"][0];
        assert_eq!(attachment["contentType"], "application/vnd.microsoft.card.adaptive");
        let card = &attachment["content"];
        assert_eq!((&card["type"], &card["version"]), (&"AdaptiveCard".into(), &"1.4".into()));
        for block in card["body"].as_array().unwrap() {
            assert_eq!(
                (&block["type"], &block["inlines"][0]["type"]),
                (&"RichTextBlock".into(), &"TextRun".into())
            );
        }
        assert_eq!(card["actions"][0]["url"], URL);
        assert!(message.to_string().len() < 28 * 1024, "{}", message.to_string().len());
    }
}
