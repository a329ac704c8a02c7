//! Links that are shared: they look, at what they are for, until they end.

use jiff::SignedDuration;
use local::salesforce::orgs::Story;
use serde_json::{Value, json};

use super::scene::{Scene, account};
use super::{Owner, own_app};
use crate::world::{Answer, BUSY, OVER};

const ADA: &str = "ada@example.com";

/// A new link, and whoever has it.
async fn share(scene: &Scene, wanted: &Value) -> (Value, Owner) {
    let answer = scene.owner.post("/api/shares", wanted).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let share = answer.json();
    let holder = Owner::with(&scene.instance, share["token"].as_str().unwrap());
    (share, holder)
}

fn is_refused(answer: &Answer) -> bool {
    (answer.status, answer.problem().as_str()) == (401, "session_required")
}

#[tokio::test]
async fn a_link_is_256_random_bits_of_which_only_the_digest_is_kept() {
    let scene = Scene::new().await;
    let (first, _) = share(&scene, &json!({ "name": "Wall" })).await;
    let (second, _) = share(&scene, &json!({ "name": "Wall" })).await;
    let token = first["token"].as_str().unwrap();
    assert_eq!(token.strip_prefix("fm_share_").unwrap().len(), 43);
    assert_ne!(token, second["token"]);
    assert!(first["url"].as_str().unwrap().ends_with(&format!("/share#{token}")), "no server sees it");
    assert!(!scene.world.stored().contains(&token["fm_share_".len()..]));
    let listed = scene.owner.get("/api/shares").await.body;
    assert!(listed.contains(first["id"].as_str().unwrap()) && !listed.contains("fm_share_"), "{listed}");
}

#[tokio::test]
async fn a_link_looks_and_does_nothing_else() {
    let scene = Scene::new().await;
    scene.poll(1).await;
    let (known, holder) = share(&scene, &json!({ "name": "Wall" })).await;
    let history = scene.path("/limits/DailyApiRequests/history");
    for path in ["/api/orgs", "/metrics", &scene.path("/limits"), &scene.path("/events"), &history] {
        assert_eq!(holder.get(path).await.status, 200, "{path}");
    }
    assert_eq!(holder.get("/api/orgs").await.json()["share"], json!({ "expiresAt": known["expiresAt"] }));
    assert!(scene.owner.get("/api/orgs").await.json()["share"].is_null(), "the owner needs no link");
    let stored = scene.world.stored();
    let settings = json!({ "rules": [] });
    let id = known["id"].as_str().unwrap();
    for answer in [
        holder.get("/api/shares").await,
        holder.get(&scene.path("/alerts")).await,
        holder.put(&scene.path("/alerts"), &settings).await,
        holder.post(&scene.path("/alerts/backtest"), &settings).await,
        holder.post(&scene.path("/alerts/test"), &json!({ "channel": "email" })).await,
        holder.post("/api/shares", &json!({ "name": "More" })).await,
        holder.post("/api/orgs", &own_app(&scene.world, OVER)).await,
        holder.delete(&format!("/api/shares/{id}")).await,
        holder.delete(&scene.path("")).await,
    ] {
        assert!(is_refused(&answer), "{answer:?}");
    }
    assert_eq!(scene.world.stored(), stored);
}

#[tokio::test]
async fn a_link_ends_at_its_time_and_when_it_is_revoked() {
    let scene = Scene::new().await;
    let (_, short) = share(&scene, &json!({ "name": "Short", "days": 1 })).await;
    let (long, holder) = share(&scene, &json!({ "name": "Long" })).await;
    scene.world.pass(24 * 3600 - 1);
    assert_eq!(short.get("/api/orgs").await.status, 200);
    scene.world.pass(1);
    assert!(is_refused(&short.get("/api/orgs").await));
    let names = |answer: Answer| {
        let shares = answer.json()["shares"].as_array().unwrap().clone();
        shares.iter().map(|share| share["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(scene.owner.get("/api/shares").await), ["Long"]);
    assert_eq!(holder.get("/api/orgs").await.status, 200);
    let path = format!("/api/shares/{}", long["id"].as_str().unwrap());
    assert_eq!(scene.owner.delete(&path).await.status, 204);
    assert!(is_refused(&holder.get("/api/orgs").await));
    assert_eq!(scene.owner.delete(&path).await.problem(), "not_found");
}

#[tokio::test]
async fn a_link_to_one_org_shows_no_other() {
    let scene = Scene::new().await;
    let other = scene.owner.watch(&scene.world, OVER).await;
    scene.poll(1).await;
    let (_, holder) = share(&scene, &json!({ "name": "Wall", "org": scene.org })).await;
    let listed = holder.get("/api/orgs").await;
    assert_eq!(listed.json()["orgs"].as_array().unwrap().len(), 1);
    let metrics = holder.get("/metrics").await.body;
    assert!(metrics.contains(scene.org.as_str()));
    for text in [listed.body, metrics] {
        assert!(!text.contains(other.as_str()), "{text}");
    }
    for path in ["/limits", "/events", "/limits/DailyApiRequests/history"] {
        assert_eq!(holder.get(&format!("/api/orgs/{other}{path}")).await.problem(), "not_found", "{path}");
    }
    let (_, all) = share(&scene, &json!({ "name": "All" })).await;
    assert_eq!(all.get("/api/orgs").await.json()["orgs"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_masked_link_says_neither_name_nor_host_nor_what_alerts_there_are() {
    let scene = Scene::new().await;
    scene.story(Story::Over);
    scene.poll(3).await;
    scene.story(Story::Quiet);
    scene.poll(1).await;
    let (_, holder) = share(&scene, &json!({ "name": "Wall", "masked": true })).await;
    let (_, plain) = share(&scene, &json!({ "name": "Plain" })).await;
    let instance_url = scene.world.around.simulator_url.as_str().trim_end_matches('/').to_owned();
    let history = scene.path("/limits/DailyApiRequests/history");
    for path in ["/api/orgs", &scene.path("/limits"), &scene.path("/events"), &history, "/metrics"] {
        let answer = holder.get(path).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        for text in ["orthwind", &instance_url, "operator", "simulated"] {
            assert!(!answer.body.contains(text), "{text} in {answer:?}");
        }
    }
    assert!(plain.get("/api/orgs").await.body.contains("Northwind"));
    let kinds = |answer: Answer| {
        let events = answer.json()["events"].as_array().unwrap().clone();
        events.iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let own = kinds(scene.owner.get(&scene.path("/events")).await);
    assert!(own.iter().any(|kind| kind == "alertOpened"), "{own:?}");
    let seen = kinds(plain.get(&scene.path("/events")).await);
    assert!(!seen.is_empty() && seen.iter().all(|kind| kind == "maximumChanged"), "{seen:?}");
}

#[tokio::test]
async fn an_account_has_a_hundred_links_at_most_and_revokes_its_own_only() {
    let scene = Scene::new().await;
    let (known, holder) = share(&scene, &json!({ "name": "Wall" })).await;
    let ada = account(&scene.world, &scene.instance, ADA).await;
    let path = format!("/api/shares/{}", known["id"].as_str().unwrap());
    assert_eq!(ada.delete(&path).await.problem(), "not_found");
    assert_eq!(holder.get("/api/orgs").await.status, 200);
    assert_eq!(ada.get("/api/shares").await.json()["shares"], json!([]));
    // Nor does an account share an org that it does not watch.
    let foreign = ada.post("/api/shares", &json!({ "name": "Wall", "org": scene.org })).await;
    assert_eq!((foreign.status, foreign.problem().as_str()), (404, "not_found"));

    for n in 1..100 {
        share(&scene, &json!({ "name": format!("Wall {n}"), "days": 1 })).await;
    }
    let one_more = scene.owner.post("/api/shares", &json!({ "name": "Wall" })).await;
    assert_eq!((one_more.status, one_more.problem().as_str()), (409, "too_many_shares"));
    assert_eq!(ada.post("/api/shares", &json!({ "name": "Mine" })).await.status, 201);
    scene.world.pass(SignedDuration::from_hours(24).as_secs());
    share(&scene, &json!({ "name": "Those that have ended do not count" })).await;
}

#[tokio::test]
async fn a_link_that_makes_no_sense_is_refused_by_the_name_of_the_field() {
    let scene = Scene::new().await;
    for (wanted, field) in [
        (json!({}), "name"),
        (json!({ "name": " " }), "name"),
        (json!({ "name": "a".repeat(81) }), "name"),
        (json!({ "name": "two\nlines" }), "name"),
        (json!({ "name": "Wall", "days": 0 }), "days"),
        (json!({ "name": "Wall", "days": 367 }), "days"),
        (json!({ "name": "Wall", "masked": "yes" }), "masked"),
    ] {
        let answer = scene.owner.post("/api/shares", &wanted).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{wanted}");
        assert!(answer.json()["detail"].as_str().unwrap().starts_with(&format!("{field}: ")), "{answer:?}");
    }
    assert!(scene.owner.post("/api/orgs", &own_app(&scene.world, BUSY)).await.status == 201);
}
