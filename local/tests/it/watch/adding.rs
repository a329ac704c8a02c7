//! Adding and removing.

use serde_json::json;

use super::{Owner, own_app, poll};
use crate::world::{BUSY, SANDBOX, World};

#[tokio::test]
async fn an_org_is_added_with_its_own_app_and_says_what_may_be_read() {
    let world = World::new().await;
    let owner = Owner::before(&world, &world.instance());
    let answer = owner.post("/api/orgs", &own_app(&world, SANDBOX)).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let org = answer.json();
    assert_eq!((org["org"]["kind"].as_str(), org["ownApp"].as_bool()), (Some("sandbox"), Some(true)));
    assert_eq!(org["check"]["readable"], json!(["limits", "name"]));
    assert_eq!(org["check"]["missing"][0]["permission"], "Manage Users");
    assert!(org["check"]["request"].as_str().unwrap().contains("\"Manage Users\""), "{org}");
}

#[tokio::test]
async fn what_salesforce_does_not_take_is_told_and_nothing_is_kept() {
    let world = World::new().await;
    let owner = Owner::before(&world, &world.instance());
    let mut wrong = own_app(&world, BUSY);
    wrong["clientSecret"] = "wrong".into();
    let answer = owner.post("/api/orgs", &wrong).await;
    assert_eq!((answer.status, answer.problem().as_str()), (400, "salesforce_refused"));
    for (field, value) in [("host", json!("evil.example")), ("host", json!("login")), ("clientId", json!(""))]
    {
        let mut bad = own_app(&world, BUSY);
        bad[field] = value;
        assert_eq!(owner.post("/api/orgs", &bad).await.problem(), "invalid", "{bad}");
    }
    assert_eq!(owner.get("/api/orgs").await.json()["orgs"], json!([]));
}

#[tokio::test]
async fn a_removed_org_leaves_nothing_in_any_table() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = owner.watch(&world, BUSY).await;
    for _ in 0..3 {
        poll(&world, &instance).await;
    }
    let share = json!({ "name": "Wall", "org": org.as_str() });
    assert_eq!(owner.post("/api/shares", &share).await.status, 201);
    assert!(world.stored().contains(org.as_str()));

    assert_eq!(owner.delete(&format!("/api/orgs/{org}")).await.status, 204);
    assert_eq!(owner.get("/api/orgs").await.json()["orgs"], json!([]));
    assert_eq!(owner.post("/api/orgs", &own_app(&world, BUSY)).await.problem(), "erasing");
    world.pass(120);
    instance.deliver_due().await;

    assert!(!world.stored().contains(org.as_str()), "{}", world.stored());
    assert_eq!(owner.post("/api/orgs", &own_app(&world, BUSY)).await.status, 201);
}
