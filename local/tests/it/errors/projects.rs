//! Projects and their keys.

use serde_json::{Value, json};
use shared::errors::project::{OWN, is_project_key};

use super::Reporter;
use crate::world::{PUBLIC_URL, World};

#[tokio::test]
async fn a_project_gets_the_next_number_a_key_and_a_dsn_that_reports_to_it() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let answer =
        shop.ask("POST", "/api/projects", Some(&json!({ "name": " Back office ", "perHour": 7 }))).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let made = answer.json();
    let key = made["key"].as_str().unwrap();
    assert!(is_project_key(key), "{made}");
    assert_eq!((&made["id"], &made["name"]), (&json!("3"), &json!("Back office")));
    assert_eq!(made["dsn"], format!("https://{key}@{}/3", PUBLIC_URL.trim_start_matches("https://")));
    assert_eq!(made["quota"], json!({ "perFiveMinutes": 1000, "perHour": 7 }));
    let path = format!("/api/3/envelope/?sentry_key={key}");
    assert_eq!(shop.instance.request("POST", &path, &[], "{}".into()).await.status, 200);
    let list = shop.ask("GET", "/api/projects", None).await.json();
    let ids: Vec<_> = list.as_array().unwrap().iter().map(|project| project["id"].clone()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
}

#[tokio::test]
async fn the_first_project_is_made_once_whoever_asks_for_it() {
    let world = World::new().await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (instance, now) = (world.instance(), world.now());
            tokio::spawn(async move { instance.app.store.ensure_own_project(now).await.unwrap() })
        })
        .collect();
    let mut keys = std::collections::BTreeSet::new();
    for task in tasks {
        let project = task.await.unwrap();
        assert_eq!(project.id, OWN);
        keys.insert(project.key);
    }
    assert_eq!(keys.len(), 1);
}

#[tokio::test]
async fn projects_that_are_made_at_once_have_numbers_of_their_own() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let (instance, token) = (world.instance(), world.around.ops_token.clone());
            tokio::spawn(async move {
                let headers = [("authorization", format!("Bearer {token}"))];
                let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
                instance.post("/api/projects", &json!({ "name": "x" }), &headers).await.json()["id"].clone()
            })
        })
        .collect();
    let mut ids: Vec<Value> = Vec::new();
    for task in tasks {
        let id = task.await.unwrap();
        assert!(!ids.contains(&id), "{id}");
        ids.push(id);
    }
    assert_eq!(shop.ask("GET", "/api/projects", None).await.json().as_array().unwrap().len(), 12);
}

#[tokio::test]
async fn a_name_is_one_short_line() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    for name in [json!(""), json!(" "), json!("a\nb"), json!("x".repeat(101)), json!(7)] {
        let answer = shop.ask("POST", "/api/projects", Some(&json!({ "name": name }))).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{name}");
    }
}

#[tokio::test]
async fn one_project_never_sees_the_errors_of_another() {
    let world = World::new().await;
    let (shop, office) = (Reporter::new(&world).await, Reporter::new(&world).await);
    let group = shop.says("same words").await;
    let other = office.says("same words").await;
    assert_ne!(group, other);
    assert_eq!(office.ask("GET", &format!("/api/errors/{group}"), None).await.status, 404);
    assert_eq!(office.decide(&group, &json!({ "status": "resolved" })).await.status, 404);
    assert_eq!(office.decide(&other, &json!({ "mergeInto": group })).await.status, 409);
    assert_eq!((shop.groups().await.len(), office.groups().await.len()), (1, 1));
}
