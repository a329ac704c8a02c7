use super::*;
use crate::limits::catalogue::Category;

fn scoped(id: &str, scope: Scope, warning: u8) -> Rule {
    Rule { id: id.into(), scope, ..rule(Condition::Level { warning, critical: 99 }) }
}

#[test]
fn the_most_specific_rule_of_a_kind_holds_for_a_limit() {
    let rules = vec![
        scoped("org", Scope::Org(true), 60),
        scoped("api", Scope::Category(Category::Api), 70),
        scoped("one", Scope::Limit(API.into()), 80),
        Rule { id: "left".into(), ..rule(Condition::TimeLeft { minutes: 60 }) },
    ];
    let settings = Settings { rules, ..levels() };
    let of = |kind, limit| settings.governing(kind, limit).map(|rule| rule.id.as_str());
    assert_eq!(of(Kind::Level, Some(API)), Some("one"));
    assert_eq!(of(Kind::Level, Some("DailyBulkApiBatches")), Some("api"));
    assert_eq!(of(Kind::Level, Some("MassEmail")), Some("org"));
    assert_eq!(of(Kind::TimeLeft, Some(API)), Some("left"));
    assert_eq!(of(Kind::Jump, Some(API)), None);
    let mut run = Run::new(settings);
    for _ in 0..2 {
        run.poll([API, "DailyBulkApiBatches", "MassEmail"].map(|name| limit(name, 75)).to_vec());
    }
    let keys: Vec<_> = run.states.open().map(|alert| alert.key.to_string()).collect();
    assert_eq!(keys, ["api:DailyBulkApiBatches", "org:MassEmail"]);
}

#[test]
fn a_document_reads_as_it_is_described() {
    let settings: Settings = serde_json::from_value(serde_json::json!({
        "rules": [
            { "id": "a", "scope": { "limit": API }, "condition": { "kind": "level", "warning": 50, "critical": 90 },
              "channels": ["ops"], "more": 1 },
            { "id": "b", "scope": { "category": "api" }, "condition": { "kind": "jump", "pointsPerHour": 7.5 },
              "coolDownMinutes": 5, "mute": { "until": "2026-11-22T00:00:00Z", "note": "x" },
              "temporary": { "condition": { "kind": "jump", "pointsPerHour": 20 },
                             "until": "2026-11-22T00:00:00Z" } },
            { "id": "c", "scope": { "org": true }, "condition": { "kind": "connectionLost" } },
        ],
        "channels": [{ "kind": "webhook", "id": "ops", "name": "Ops", "url": "https://example.com/x" }],
        "quietHours": { "from": "22:00", "to": "07:00", "timeZone": "Europe/Berlin", "days": ["friday"] },
        "more": {},
    }))
    .unwrap();
    settings.validate().unwrap();
    assert_eq!((settings.rules[0].cool_down_minutes, settings.rules[1].cool_down_minutes), (60, 5));
    let written = serde_json::to_value(&settings).unwrap();
    assert_eq!(serde_json::from_value::<Settings>(written).unwrap(), settings);
}
