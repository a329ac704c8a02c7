//! One wording: what mails, CSV and the API say of a limit, for every simulated org; and the page too, whose own
//! words are held to the committed file `web/src/generated/sentences.json`.

use jiff::Timestamp;
use local::seeding::Seeding;
use serde_json::{Value, json};
use shared::org::OrgId;

use super::Owner;
use super::scene::{ON_CALL, of_org, on_call};
use crate::contract::hold;
use crate::world::{Instance, World};

/// What the page is held to.
const SENTENCES: &str = "web/src/generated/sentences.json";

/// Long enough for a forecast to know a week.
const DAYS: i32 = 9;

/// Rules under which nearly everything is told.
fn eager() -> Value {
    let level = json!({ "kind": "level", "warning": 1, "critical": 2 });
    let time_left = json!({ "kind": "timeLeft", "minutes": 7 * 24 * 60 });
    json!({ "rules": [of_org("level", level), of_org("time-left", time_left)], "channels": [on_call()] })
}

/// All simulated orgs, each with its past, read at this moment as the clock would.
async fn orgs(world: &World, instance: &Instance, owner: &Owner) -> Vec<OrgId> {
    Seeding::new(instance.app, instance.gateway.clone(), &world.around).of_days(DAYS).run().await;
    let ids = world.around.simulator.orgs().into_iter().map(|org| OrgId::parse(&org.id).unwrap());
    let ids: Vec<_> = ids.collect();
    for id in &ids {
        let answer = owner.put(&format!("/api/orgs/{id}/alerts"), &eager()).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    for _ in 0..2 {
        assert!(instance.schedules.run_due(world.now()).await > 0);
        world.pass(240);
        instance.deliver_due().await;
        if world.mails_to(ON_CALL).is_empty() {
            world.pass(60);
        }
    }
    ids
}

/// The rows of a CSV as objects, without those of apps.
fn rows(csv: &str) -> Vec<Value> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows = reader.deserialize::<std::collections::BTreeMap<String, String>>();
    let rows = rows.map(|row| json!(row.unwrap()));
    rows.filter(|row| row["app"] == "").collect()
}

/// What a program has of a number, or of a time, as CSV writes it.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string().trim_end_matches(".0").to_owned(),
    }
}

/// A sentence without what the clock changes by itself.
fn lasting(sentence: &str) -> String {
    match sentence.split_once(", in ") {
        Some((before, after)) => {
            let rest = after.find(" (").map_or(".", |at| &after[at..]);
            format!("{before}{rest}")
        }
        None => sentence.to_owned(),
    }
}

#[tokio::test]
async fn the_api_and_csv_and_mails_say_the_same_of_every_limit_of_every_simulated_org() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let mut told = Vec::new();
    for org in orgs(&world, &instance, &owner).await {
        let path = format!("/api/orgs/{org}/limits");
        let report = owner.get(&path).await.json();
        let csv = rows(&owner.get_as(&path, "text/csv").await.body);
        let limits = report["limits"].as_array().unwrap();
        assert_eq!(csv.len(), limits.len());
        for (limit, row) in limits.iter().zip(&csv) {
            for name in ["name", "label", "unit", "max", "remaining", "used", "usedPercent", "state"] {
                assert_eq!(row[name], written(&limit[name]), "{row}");
            }
            for name in ["runsOutAt", "earliest", "latest", "confidence"] {
                assert_eq!(row[name], written(&limit["forecast"][name]), "{row}");
            }
            assert!(is_definite(&limit["forecast"], world.now()), "{limit}");
            told.push(about(limit, world.now(), row));
        }
        let mails: Vec<_> =
            world.mails_to(ON_CALL).into_iter().filter(|mail| mail.text.contains(org.as_str())).collect();
        let [mail] = &mails[..] else { panic!("{mails:?}") };
        held(mail.text.as_str(), &owner, &org, &csv).await;
    }
    let lines: Vec<_> = told.iter().map(|told| format!("  {told}")).collect();
    hold(SENTENCES, &format!("[\n{}\n]\n", lines.join(",\n")));
}

/// Whether what is said to end today is not said to end as well on another day: three uses of six are no trend.
fn is_definite(forecast: &Value, now: Timestamp) -> bool {
    let time = |name: &str| forecast[name].as_str().map(|at| at.parse::<Timestamp>().unwrap());
    let Some((ends, latest)) = time("runsOutAt").zip(time("latest")) else { return true };
    ends.duration_since(now).as_hours() >= 24 || latest.duration_since(ends).as_hours() < 24
}

/// What a limit is said to be, and by what.
fn about(limit: &Value, now: Timestamp, row: &Value) -> Value {
    let names = ["label", "unit", "state", "usedPercent", "remaining", "max"];
    let mut known: serde_json::Map<_, _> =
        names.iter().map(|name| ((*name).to_owned(), limit[*name].clone())).collect();
    let forecast = &limit["forecast"];
    if !forecast.is_null() {
        let times = ["runsOutAt", "earliest", "latest"].map(|name| (name.to_owned(), forecast[name].clone()));
        known.insert("forecast".to_owned(), times.into_iter().collect());
    }
    json!({ "limit": known, "now": now, "sentence": row["sentence"] })
}

/// Holds the mail and the list of orgs to the sentences of the CSV.
async fn held(mail: &str, owner: &Owner, org: &OrgId, csv: &[Value]) {
    let sentence = |row: &Value| lasting(&written(&row["sentence"]));
    let row_of = |line: &str| csv.iter().find(|row| is_about(line, row["label"].as_str().unwrap()));
    // A mail tells the worst ones; of a limit that runs out, the rule about its level says what is used.
    let told: Vec<_> = mail
        .lines()
        .filter(|line| line.ends_with('.'))
        .filter_map(|line| Some((line, row_of(line)?)))
        .collect();
    let told: Vec<_> =
        told.iter().filter(|(line, row)| row["runsOutAt"] == "" || line.contains(" out ")).collect();
    assert!(!told.is_empty(), "{mail}");
    for (line, row) in told {
        assert_eq!(lasting(line), sentence(row), "{mail}");
    }
    let orgs = owner.get("/api/orgs").await.json();
    let own = orgs["orgs"].as_array().unwrap().iter().find(|own| own["org"]["id"] == org.as_str()).unwrap();
    let worst = &own["summary"]["worst"];
    let row = csv.iter().find(|row| row["name"] == worst["name"]).unwrap();
    assert_eq!(lasting(worst["sentence"].as_str().unwrap()), sentence(row));
}

/// Whether a sentence is about the limit of this label.
fn is_about(line: &str, label: &str) -> bool {
    line.strip_prefix(label).is_some_and(|rest| rest.starts_with(':') || rest.starts_with(" run"))
}
