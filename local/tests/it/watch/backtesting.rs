//! Rules that are tried on the past.

use jiff::{SignedDuration, Timestamp};
use local::salesforce::faults::Fault;
use local::salesforce::orgs::Story;
use serde_json::{Value, json};

use super::past::{keep, last_hours, put_polls, reading};
use super::scene::{REQUESTS, Scene, level, of_org};
use crate::world::BUSY;

async fn fired(scene: &Scene, rules: Value) -> Value {
    let answer = scene.owner.post(&scene.path("/alerts/backtest"), &json!({ "rules": rules })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

#[tokio::test]
async fn a_backtest_says_of_a_rule_what_it_did() {
    let rules = json!([level(60, 80), of_org("silent", json!({ "kind": "noReading", "minutes": 30 }))]);
    let scene = Scene::with_rules(rules.clone()).await;
    scene.poll(2).await;
    for _ in 0..2 {
        scene.story(Story::Over);
        scene.poll(3).await;
        scene.story(Story::Quiet);
        scene.poll(4).await;
    }
    scene.world.around.simulator.set_fault(BUSY, Fault::Unavailable);
    scene.poll(9).await;
    scene.world.around.simulator.clear_faults(BUSY);
    scene.poll(9).await;
    let happened = scene.get("/events").await;
    let of = |kind: &str| {
        let events = happened["events"].as_array().unwrap().iter().rev();
        let events = events.filter(|event| event["kind"] == kind);
        let of_limits = events.filter(|event| !event["limit"].is_null());
        of_limits.map(|event| (event["at"].clone(), event["limit"].clone())).collect::<Vec<_>>()
    };
    let tried = fired(&scene, rules).await;
    let tried_of = |time: &str| {
        let fired = tried["fired"].as_array().unwrap().iter().filter(|one| !one["limit"].is_null());
        fired.map(|one| (one[time].clone(), one["limit"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(of("alertOpened").len(), 2, "{happened}");
    assert_eq!(tried_of("openedAt"), of("alertOpened"));
    assert_eq!(tried_of("closedAt"), of("alertClosed"));
    assert_eq!(tried["fired"][0]["level"], "critical");
    // An org that fails is looked at in every third slot, while a test on the past looks at each.
    let silent = tried["fired"].as_array().unwrap().iter().find(|one| one["rule"] == "silent").unwrap();
    let told = happened["events"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["kind"] == "alertOpened" && event["limit"].is_null());
    let time = |value: &Value| value.as_str().unwrap().parse::<Timestamp>().unwrap();
    let late = time(&told.unwrap()["at"]).duration_since(time(&silent["openedAt"]));
    assert!((0..=10).contains(&late.as_mins()), "{late}");
    assert!(silent["closedAt"].is_string());
}

#[tokio::test]
async fn another_threshold_would_have_fired_earlier_and_mutes_do_not_count() {
    let scene = Scene::new().await;
    let first = last_hours(&scene, 10).next().unwrap();
    // A percent more with each slot.
    let of = |slot: i64| vec![reading(REQUESTS, 1000, (slot - first) / 300 * 10)];
    let (_, stored) = keep(&scene, last_hours(&scene, 10), of).await;
    put_polls(&scene, &stored).await;
    let at = |slots: i64| Timestamp::from_second(first + slots * 300).unwrap().to_string();
    for (warning, opened) in [(60, at(62)), (30, at(32))] {
        let mut rule = level(warning, 100);
        rule["mute"] = json!({ "until": scene.world.now() + SignedDuration::from_hours(1) });
        let tried = fired(&scene, json!([rule])).await;
        assert_eq!(tried["fired"][0]["openedAt"], opened, "{tried}");
        assert_eq!((&tried["polls"], &tried["fired"][0]["limit"]), (&json!(120), &json!(REQUESTS)));
    }
    let jump = of_org("jump", json!({ "kind": "jump", "pointsPerHour": 11.5 }));
    assert_eq!(fired(&scene, json!([jump])).await["fired"][0]["rule"], "jump");
    let mut another = level(30, 100);
    another["scope"] = json!({ "limit": "DataStorageMB" });
    assert_eq!(fired(&scene, json!([another])).await["fired"], json!([]));
    let left = of_org("left", json!({ "kind": "timeLeft", "minutes": 60 }));
    assert_eq!(fired(&scene, json!([left])).await["polls"], 120);
    // Trying changes nothing.
    assert_eq!((scene.get("/alerts").await["revision"].clone(), scene.happened().await.len()), (json!(0), 0));
}

#[tokio::test]
async fn a_rule_that_cannot_be_used_is_named() {
    let scene = Scene::new().await;
    let ask = json!({ "rules": [level(90, 80)] });
    let answer = scene.owner.post(&scene.path("/alerts/backtest"), &ask).await;
    assert_eq!(answer.status, 400);
    assert!(answer.json()["detail"].as_str().unwrap().starts_with("rules[0].condition.critical: "));
}
