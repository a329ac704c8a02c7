//! From a reading to a message: one for each account, however often collectors run.

use std::sync::Arc;

use local::salesforce::counts::Asked;
use local::salesforce::orgs::Story;
use serde_json::{Value, json};
use shared::watch::slot_of;
use tokio::sync::Semaphore;

use super::scene::{REQUESTS, Scene, account, level, on_call};
use super::{own_app, poll};
use crate::proxy::Trouble;
use crate::webhooks::is_signed_with;
use crate::webhooks::receiver::Receiver;
use crate::world::BUSY;

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn however_often_and_by_whom_a_slot_is_collected_there_is_one_message() {
    let scene = Scene::with_rules(json!([level(60, 80)])).await;
    let other = scene.world.instance();
    scene.story(Story::Over);
    let calls = || scene.world.around.simulator.calls_of(BUSY, Asked::Limits);
    let before = calls();
    for _ in 0..4 {
        let slot = slot_of(scene.world.now());
        // Both instances run the schedule, and what they have sent is delivered to both.
        assert!(other.schedules.run_due(scene.world.now()).await > 0);
        poll(&scene.world, &scene.instance).await;
        other.deliver_due().await;
        for instance in [&scene.instance, &other, &other] {
            scene.collect(instance, slot).await;
        }
        scene.instance.deliver_due().await;
    }
    assert_eq!(calls() - before, 4, "one reading for each slot");
    assert_eq!(scene.mails().len(), 1);
    assert_eq!(scene.happened().await.len(), 1 + scene_changes(&scene).await);
}

/// How many things happened to the org itself.
async fn scene_changes(scene: &Scene) -> usize {
    scene.happened().await.iter().filter(|(kind, _)| !kind.starts_with("alert")).count()
}

#[tokio::test]
async fn two_collectors_that_fold_the_same_slot_at_once_send_one_message() {
    let scene = Scene::with_rules(json!([level(60, 80)])).await;
    let other = scene.world.instance();
    scene.story(Story::Over);
    scene.poll(1).await;
    let slot = slot_of(scene.world.now());
    let gate = Arc::new(Semaphore::new(0));
    scene.world.proxy.make("TransactWriteItems", Trouble::Waits(gate.clone()));
    let held = async |count: usize| {
        while scene.world.proxy.waiting() < count {
            tokio::task::yield_now().await;
        }
    };
    let late = async {
        held(1).await;
        // The first one takes so long that the message is delivered once more.
        scene.world.pass(61);
        scene.collect(&other, slot).await;
    };
    let open = async {
        held(2).await;
        scene.world.proxy.heal();
        gate.add_permits(2);
    };
    tokio::join!(scene.collect(&scene.instance, slot), late, open);
    scene.instance.deliver_due().await;
    assert_eq!(scene.open().await, [REQUESTS]);
    assert_eq!(scene.mails().len(), 1);
}

#[tokio::test]
async fn a_message_that_could_not_be_written_is_told_with_the_next_delivery() {
    let scene = Scene::with_rules(json!([level(60, 80)])).await;
    scene.story(Story::Over);
    scene.poll(1).await;
    let slot = slot_of(scene.world.now());
    scene.world.proxy.make("TransactWriteItems", Trouble::Refuses("InternalServerError"));
    let body = json!({ "org": scene.org, "slot": slot }).to_string();
    let batch = json!({ "Records": [{ "messageId": "1", "body": body }] });
    let outcome = scene.instance.invoke("limits-collect", batch).await.unwrap();
    assert_eq!(outcome["batchItemFailures"][0]["itemIdentifier"], "1", "it comes again");
    scene.world.proxy.heal();
    scene.world.pass(180);
    scene.collect(&scene.instance, slot).await;
    scene.instance.deliver_due().await;
    assert_eq!(scene.mails().len(), 1);
}

#[tokio::test]
async fn a_webhook_gets_the_alert_signed_and_nothing_of_it_is_left_here() {
    let scene = Scene::new().await;
    let receiver = Receiver::new(&[]).await;
    let hook = json!({ "kind": "webhook", "id": "h", "name": "Pager", "url": receiver.url });
    let settings = json!({ "rules": [level(60, 80)], "channels": [hook, on_call()] });
    let set = scene.set(&settings).await;
    scene.story(Story::Over);
    scene.poll(4).await;
    let got = receiver.got();
    assert_eq!((got.len(), scene.mails().len()), (1, 1));
    assert!(is_signed_with(set["secrets"]["h"].as_str().unwrap(), &got[0]));
    let body: Value = serde_json::from_str(&got[0].body).unwrap();
    assert_eq!((&body["type"], &body["org"]["id"]), (&json!("alert"), &json!(scene.org)));
    assert_eq!(body["summary"], scene.mails()[0].subject);
    let alert = &body["alerts"][0];
    assert_eq!((&alert["key"], &alert["state"]), (&json!(format!("level:{REQUESTS}")), &json!("opened")));
    assert!(alert["remaining"].as_i64().is_some_and(|remaining| remaining < 0), "{alert}");
    let outbox = scene.world.around.dynamodb.items("local-outbox").unwrap();
    assert_eq!(outbox.len(), 2);
    let left = Value::from(outbox).to_string();
    for text in ["used up", "Daily API requests", "Northwind"] {
        assert!(!left.contains(text), "{left}");
    }
}

#[tokio::test]
async fn two_accounts_with_other_rules_get_other_messages_for_one_reading() {
    let scene = Scene::with_rules(json!([level(60, 80)])).await;
    let ada = account(&scene.world, &scene.instance, ADA).await;
    assert_eq!(ada.post("/api/orgs", &own_app(&scene.world, BUSY)).await.status, 201);
    // Ada's address is told unless she says otherwise, and of platform events alone.
    let mut rule = level(60, 80);
    rule["scope"] = json!({ "limit": "MonthlyPlatformEventsUsageEntitlement" });
    assert_eq!(ada.put(&scene.path("/alerts"), &json!({ "rules": [rule] })).await.status, 200);
    scene.story(Story::Over);
    let before = scene.world.around.simulator.calls_of(BUSY, Asked::Limits);
    scene.poll(3).await;
    assert_eq!(scene.world.around.simulator.calls_of(BUSY, Asked::Limits) - before, 3);
    let mut to_ada = scene.world.mails_to(ADA);
    to_ada.retain(|mail| mail.subject.starts_with("Northwind"));
    let to_operator = scene.mails();
    assert_eq!((to_ada.len(), to_operator.len()), (1, 1), "{to_ada:?}");
    assert!(to_operator[0].subject.contains("Daily API requests"), "{to_operator:?}");
    assert!(to_ada[0].subject.contains("platform event"), "{to_ada:?}");
    assert!(!to_ada[0].text.contains("Daily API requests"), "{to_ada:?}");
    // Of each other's alerts they see nothing.
    assert!(scene.happened().await.iter().all(|(_, limit)| limit != "MonthlyPlatformEventsUsageEntitlement"));
}
