//! Rules: what opens an alert, what closes it, and what holds a message back.

use jiff::{SignedDuration, Timestamp};
use local::salesforce::faults::Fault;
use local::salesforce::orgs::Story;
use serde_json::json;

use super::scene::{REQUESTS, Scene, level, of_org, on_call, when_over};
use crate::world::{BUSY, NOW, World};

#[tokio::test]
async fn a_limit_that_runs_over_is_told_once_after_two_readings_and_is_over_after_three() {
    let scene = Scene::with_rules(json!([level(60, 80)])).await;
    scene.poll(2).await;
    scene.story(Story::Over);
    scene.poll(1).await;
    assert!(scene.mails().is_empty() && scene.open().await.is_empty(), "after one reading");
    scene.poll(1).await;
    assert_eq!(scene.open().await, [REQUESTS]);
    scene.poll(3).await;
    let mails = scene.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(mails[0].subject, "Northwind Freight: Daily API requests used up");
    assert!(
        mails[0].text.contains("\nDaily API requests: used up, 17 over the 15,000 allowed.\n"),
        "{mails:?}"
    );

    scene.story(Story::Quiet);
    scene.poll(2).await;
    assert_eq!(scene.open().await, [REQUESTS], "after two readings");
    scene.poll(1).await;
    assert!(scene.open().await.is_empty());
    assert_eq!(scene.mails().len(), 1, "that it is over is no news of its own");
    let kinds = scene.happened().await.into_iter().filter(|(_, limit)| limit == REQUESTS);
    assert_eq!(kinds.map(|(kind, _)| kind).collect::<Vec<_>>(), ["alertClosed", "alertOpened"]);
}

#[tokio::test]
async fn a_mail_lists_what_is_wrong_and_nothing_else() {
    let scene = Scene::new().await;
    scene.story(Story::Over);
    let rule = of_org("level", json!({ "kind": "level", "warning": 60, "critical": 80 }));
    scene.set(&json!({ "rules": [rule], "channels": [on_call()] })).await;
    scene.poll(2).await;
    let mails = scene.mails();
    assert_eq!(mails.len(), 1);
    let report = scene.get("/limits").await;
    let (mut wrong, mut right) = (0, 0);
    for limit in report["limits"].as_array().unwrap() {
        let is_wrong = limit["usedPercent"].as_f64().is_some_and(|used| used > 60.0);
        let label = format!("{}:", limit["label"].as_str().unwrap());
        let is_told = mails[0].text.replace('\n', " ").contains(&label);
        assert_eq!(is_told, is_wrong, "{limit}");
        if is_wrong { wrong += 1 } else { right += 1 }
    }
    assert!(wrong > 1 && right > 40, "{wrong} {right}");
    let more = format!("and {} more", wrong - 1);
    assert!(mails[0].subject.ends_with(&more), "{}", mails[0].subject);
}

#[tokio::test]
async fn a_warning_that_becomes_critical_is_told_once_more() {
    let start: Timestamp = NOW.parse().unwrap();
    let probe = World::at(start).await;
    let midnight = start - SignedDuration::from_mins(14 * 60 + 30);
    let (sixty, eighty) = (when_over(&probe, midnight, 60), when_over(&probe, midnight, 80));
    let scene = Scene::at(sixty - SignedDuration::from_mins(10), Story::RunsOut).await;
    scene.set(&json!({ "rules": [level(60, 80)], "channels": [on_call()] })).await;
    while scene.world.now() < eighty + SignedDuration::from_mins(30) {
        scene.poll(1).await;
    }
    let subjects: Vec<_> = scene.mails().into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects.len(), 2, "{subjects:?}");
    assert!(subjects[0].contains("Daily API requests, 60"), "{subjects:?}");
    assert!(subjects[1].contains("Daily API requests, 8"), "{subjects:?}");
    let alert = &scene.get("/alerts").await["open"][0];
    assert_eq!((alert["level"].as_str(), alert["limit"].as_str()), (Some("critical"), Some(REQUESTS)));
    let kinds: Vec<_> = scene.happened().await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["alertEscalated", "alertOpened"]);
}

#[tokio::test]
async fn a_muted_rule_tells_nothing_until_it_ends_and_then_what_is_still_wrong() {
    let scene = Scene::new().await;
    scene.story(Story::Over);
    let until = scene.world.now() + SignedDuration::from_mins(30);
    let mut rule = level(60, 80);
    rule["mute"] = json!({ "until": until, "note": "migration, ask Ada" });
    let set = scene.set(&json!({ "rules": [rule], "channels": [on_call()] })).await;
    assert_eq!(set["rules"][0]["mute"]["note"], "migration, ask Ada");
    scene.poll(5).await;
    assert_eq!((scene.open().await.len(), scene.mails().len()), (1, 0));
    scene.poll(2).await;
    assert_eq!(scene.mails().len(), 1, "the mute has ended");
    scene.poll(2).await;
    assert_eq!(scene.mails().len(), 1);
}

#[tokio::test]
async fn quiet_hours_hold_a_warning_back_and_let_a_critical_alert_through_if_that_is_allowed() {
    for (is_allowed, told) in [(true, 1), (false, 0)] {
        let scene = Scene::new().await;
        scene.story(Story::Over);
        // It is 14:30 UTC, half past three in Berlin.
        let hours = json!({
            "from": "15:00", "to": "16:00", "timeZone": "Europe/Berlin", "allowCritical": is_allowed,
        });
        let settings = json!({ "rules": [level(60, 80)], "channels": [on_call()], "quietHours": hours });
        assert_eq!(scene.set(&settings).await["quietHours"]["timeZone"], "Europe/Berlin");
        scene.poll(5).await;
        assert_eq!((scene.open().await.len(), scene.mails().len()), (1, told));
        scene.poll(3).await;
        assert_eq!(scene.mails().len(), 1, "at four o'clock it is quiet no more");
    }
}

#[tokio::test]
async fn a_temporary_threshold_falls_back_by_itself() {
    let scene = Scene::new().await;
    scene.story(Story::Over);
    let mut rule = of_org("few", json!({ "kind": "noReading", "minutes": 30 }));
    let until = scene.world.now() + SignedDuration::from_mins(60);
    rule["temporary"] = json!({ "condition": { "kind": "noReading", "minutes": 1440 }, "until": until });
    scene.set(&json!({ "rules": [rule], "channels": [on_call()] })).await;
    scene.poll(1).await;
    scene.world.around.simulator.set_fault(BUSY, Fault::Unavailable);
    scene.poll(11).await;
    assert!(scene.mails().is_empty(), "55 minutes are few while a day is the threshold");
    scene.poll(4).await;
    let subjects: Vec<_> = scene.mails().into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects.len(), 1, "{subjects:?}");
    assert!(subjects[0].contains("no reading for 56 min"), "{subjects:?}");
}

#[tokio::test]
async fn an_alert_that_comes_back_within_its_cool_down_is_told_after_it() {
    let mut rule = level(60, 80);
    rule["coolDownMinutes"] = json!(45);
    let scene = Scene::with_rules(json!([rule])).await;
    scene.story(Story::Over);
    scene.poll(2).await;
    scene.story(Story::Quiet);
    scene.poll(3).await;
    scene.story(Story::Over);
    scene.poll(3).await;
    assert_eq!((scene.open().await.len(), scene.mails().len()), (1, 1), "it cools down");
    scene.poll(7).await;
    assert_eq!(scene.mails().len(), 2);
}

#[tokio::test]
async fn a_lost_connection_is_told_once_and_no_second_time_as_a_missing_reading() {
    let scene = Scene::new().await;
    // The usual rules, and an address.
    let rules = scene.get("/alerts").await["rules"].clone();
    scene.set(&json!({ "rules": rules, "channels": [on_call()] })).await;
    scene.poll(1).await;
    scene.world.around.simulator.set_fault(BUSY, Fault::ApiDisabled);
    scene.poll(12).await;
    let mails = scene.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(mails[0].subject, "Northwind Freight: connection lost");
    assert!(mails[0].text.contains("API Enabled"), "{}", mails[0].text);
    scene.world.around.simulator.clear_faults(BUSY);
    // The next probe comes within an hour, by chance a little earlier; then three polls close what is open.
    scene.poll(12 + 4).await;
    assert_eq!((scene.open().await.len(), scene.mails().len()), (0, 1));
    let kinds: Vec<_> = scene.happened().await.into_iter().map(|(kind, _)| kind).collect();
    for (kind, times) in [("connectionLost", 1), ("connectionRestored", 1)] {
        assert_eq!(kinds.iter().filter(|known| *known == kind).count(), times, "{kinds:?}");
    }
}

#[tokio::test]
async fn an_org_that_cannot_be_read_for_half_an_hour_is_told_once() {
    let scene =
        Scene::with_rules(json!([of_org("silent", json!({ "kind": "noReading", "minutes": 30 }))])).await;
    scene.poll(1).await;
    scene.world.around.simulator.set_fault(BUSY, Fault::Unavailable);
    scene.poll(5).await;
    assert!(scene.mails().is_empty());
    scene.poll(8).await;
    let mails = scene.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].subject.contains("no reading for"), "{}", mails[0].subject);
    assert_eq!(scene.open().await, ["org"]);
}
