//! Each function may call what it calls, and no test sees it call more.

use local::salesforce::orgs::Story;
use serde_json::json;

use super::own_app;
use super::scene::{Scene, level, on_call};
use crate::contract::allowed;
use crate::webhooks::receiver::Receiver;
use crate::world::BUSY;

#[tokio::test]
async fn what_looks_at_orgs_and_changes_their_alerts_may_do_so() {
    let scene = Scene::new().await;
    let may = |function: &str| allowed(&scene.world, function);
    scene.world.proxy.permissions();
    scene.owner.post("/api/orgs", &own_app(&scene.world, BUSY)).await;
    may("orgs-add");
    let receiver = Receiver::new(&[]).await;
    let hook = json!({ "kind": "webhook", "id": "h", "name": "Pager", "url": receiver.url });
    scene.set(&json!({ "rules": [level(60, 80)], "channels": [hook, on_call()] })).await;
    scene.set(&json!({ "rules": [level(60, 80)], "channels": [on_call()] })).await;
    may("orgs-alerts-set");
    scene.get("/alerts").await;
    may("orgs-alerts");
    scene.owner.post(&scene.path("/alerts/test"), &json!({ "channel": "mail" })).await;
    may("orgs-alerts-test");
    scene.story(Story::Over);
    assert!(scene.instance.schedules.run_due(scene.world.now()).await > 0);
    may("limits-poll");
    for _ in 0..3 {
        let slot = shared::watch::slot_of(scene.world.now());
        scene.collect(&scene.instance, slot).await;
        scene.world.pass(300);
    }
    may("limits-collect");
    let left =
        json!([{ "id": "l", "scope": { "org": true }, "condition": { "kind": "timeLeft", "minutes": 60 } }]);
    scene.owner.post(&scene.path("/alerts/backtest"), &json!({ "rules": left })).await;
    may("orgs-backtest");
    let share = scene.owner.post("/api/shares", &json!({ "name": "Wall", "org": scene.org })).await.json();
    may("shares-add");
    scene.owner.get("/api/shares").await;
    may("shares-list");
    for (path, function) in [
        ("/limits", "orgs-limits"),
        ("/limits/DailyApiRequests/history", "orgs-history"),
        ("/limits/DailyApiRequests/history?from=2026-10-20T00:00:00Z", "orgs-history"),
        ("/events", "orgs-events"),
    ] {
        scene.get(path).await;
        may(function);
    }
    for (path, function) in [("/api/orgs", "orgs-list"), ("/metrics", "metrics")] {
        assert_eq!(scene.owner.get(path).await.status, 200);
        may(function);
    }
    scene.owner.delete(&format!("/api/shares/{}", share["id"].as_str().unwrap())).await;
    may("shares-remove");
    scene.owner.delete(&scene.path("")).await;
    may("orgs-remove");
}
