//! Accounts that may read errors, beside whoever has the operator's token.

use axum::body::Body;
use serde_json::json;
use shared::http::ACCESS_COOKIE;

use super::Reporter;
use crate::contract::allowed;
use crate::person::{LOGIN, ME, PASSWORD, Person, open_account};
use crate::world::{Answer, Instance, World};

const OPERATOR: &str = "ada@example.com";
const SOMEBODY: &str = "bob@example.org";

/// An instance that names the one as an operator and not the other.
fn instance(world: &World) -> Instance {
    let mut config = world.config();
    config.operators = OPERATOR.parse().unwrap();
    world.instance_with(config)
}

/// Muting a group as a script of a page does.
async fn mute(person: &Person, group: &str, from: (&str, &str)) -> Answer {
    let cookie = format!("{ACCESS_COOKIE}={}", person.cookie(ACCESS_COOKIE).unwrap());
    let headers = [("cookie", cookie.as_str()), ("content-type", "application/json"), from];
    let body = Body::from(json!({ "status": "muted" }).to_string());
    person.instance.request("PATCH", &format!("/api/errors/{group}?project=2"), &headers, body).await
}

#[tokio::test]
async fn an_account_whose_address_is_named_reads_and_decides_by_its_cookie() {
    let world = World::new().await;
    let instance = instance(&world);
    let shop = Reporter::new(&world).await.at(instance.clone());
    assert_eq!(shop.project.id, "2");
    let group = shop.says("the cart is full").await;
    let ada = Person::logged_in(&world, &instance, OPERATOR).await;
    assert_eq!(ada.send("GET", ME).await.json()["operator"], true);
    world.proxy.permissions();
    let list = ada.send("GET", "/api/errors?project=2").await;
    assert_eq!((list.status, list.json()["total"].as_u64()), (200, Some(1)), "{list:?}");
    allowed(&world, "errors-list");
    assert_eq!(ada.send("GET", &format!("/api/errors/{group}?project=2")).await.status, 200);
    allowed(&world, "errors-group");
    let muted = mute(&ada, &group, ("sec-fetch-site", "same-origin")).await;
    assert_eq!(muted.json()["status"], "muted", "{muted:?}");
    allowed(&world, "errors-change");
    assert_eq!(ada.send("GET", "/api/projects").await.status, 200);
    allowed(&world, "errors-projects");
    assert_eq!(ada.post("/api/projects", &json!({ "name": "x" })).await.status, 201);
    allowed(&world, "errors-project");
}

#[tokio::test]
async fn a_program_of_such_an_account_sends_its_access_token() {
    let world = World::new().await;
    let instance = instance(&world);
    open_account(&world, &instance, OPERATOR, PASSWORD).await;
    let ask = json!({ "email": OPERATOR, "password": PASSWORD, "client": "api" });
    let token = instance.post(LOGIN, &ask, &[]).await.json()["accessToken"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    let list = instance.send("GET", "/api/errors", &[("authorization", &bearer)]).await;
    assert_eq!(list.status, 200, "{list:?}");
    let forged = format!("{}x", &bearer[..bearer.len() - 1]);
    let list = instance.send("GET", "/api/errors", &[("authorization", &forged)]).await;
    assert_eq!((list.status, list.problem().as_str()), (401, "ops_token_required"));
}

#[tokio::test]
async fn another_account_is_told_that_it_may_not() {
    let world = World::new().await;
    let instance = instance(&world);
    let group = Reporter::new(&world).await.at(instance.clone()).says("the cart is full").await;
    let bob = Person::logged_in(&world, &instance, SOMEBODY).await;
    assert_eq!(bob.send("GET", ME).await.json()["operator"], false);
    for answer in [
        bob.send("GET", "/api/errors").await,
        bob.send("GET", "/api/projects").await,
        bob.post("/api/projects", &json!({ "name": "x" })).await,
        mute(&bob, &group, ("sec-fetch-site", "same-origin")).await,
    ] {
        assert_eq!((answer.status, answer.problem().as_str()), (403, "operator_only"), "{answer:?}");
    }
}

#[tokio::test]
async fn where_nobody_is_named_no_account_may() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, OPERATOR).await;
    assert_eq!(ada.send("GET", ME).await.json()["operator"], false);
    assert_eq!(ada.send("GET", "/api/errors").await.problem(), "operator_only");
}

#[tokio::test]
async fn a_change_that_another_site_causes_is_refused_though_the_cookie_comes_along() {
    let world = World::new().await;
    let instance = instance(&world);
    let shop = Reporter::new(&world).await.at(instance.clone());
    let group = shop.says("the cart is full").await;
    let ada = Person::logged_in(&world, &instance, OPERATOR).await;
    for from in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
        ("origin", "https://evil.example"),
        ("user-agent", "a browser that says nothing"),
    ] {
        let answer = mute(&ada, &group, from).await;
        assert_eq!((answer.status, answer.problem().as_str()), (403, "cross_site"), "{from:?}");
    }
    assert_eq!(shop.group().await["status"], "open");
}

#[tokio::test]
async fn whoever_is_logged_out_is_asked_to_log_in_and_whoever_shows_nothing_for_the_token() {
    let world = World::new().await;
    let instance = instance(&world);
    let ada = Person::logged_in(&world, &instance, OPERATOR).await;
    let nobody = Person::before(&instance);
    assert_eq!(nobody.send("GET", "/api/errors").await.problem(), "ops_token_required");
    world.pass(901);
    let late = ada.send("GET", "/api/errors").await;
    assert_eq!((late.status, late.problem().as_str()), (401, "session_required"));
    let bearer = [("authorization", "Bearer not-the-operator-s")];
    let wrong = instance.send("GET", "/api/errors", &bearer).await;
    assert_eq!((wrong.status, wrong.problem().as_str()), (401, "ops_token_required"));
}
