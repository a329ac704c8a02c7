//! Looking at a token, which changes nothing, and what each request asks of DynamoDB.

use serde_json::{Value, json};

use super::{ADA, validity};
use crate::person::{FORGOT, OTHER, PASSWORD, Person, VALIDATE, open_account, reset_token};
use crate::world::{Instance, World};

/// What a mail scanner sends that follows a link with HEAD, which the gateway itself does not route.
async fn head(instance: &Instance, token: &str) -> Value {
    let event = json!({
        "resource": VALIDATE, "path": VALIDATE, "httpMethod": "HEAD",
        "headers": {}, "multiValueHeaders": {},
        "queryStringParameters": { "token": token },
        "multiValueQueryStringParameters": { "token": [token] },
        "requestContext": { "requestId": "r", "httpMethod": "HEAD", "path": VALIDATE },
        "body": null, "isBase64Encoded": false,
    });
    instance.invoke("reset-validate", event).await.unwrap()
}

#[tokio::test]
async fn a_token_is_as_good_after_a_hundred_looks_by_any_method() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let token = reset_token(&world, &instance, ADA).await;
    let (kept, path) = (world.stored(), format!("{VALIDATE}?token={token}"));
    let good = json!({ "valid": true, "email": "a***@e***.com" });
    world.proxy.calls();
    for _ in 0..100 {
        let answer = instance.send("GET", &path, &[]).await;
        assert_eq!((answer.json(), answer.header("set-cookie")), (good.clone(), ""));
        assert_eq!(validity(&instance, &token).await, good);
        assert_eq!(head(&instance, &token).await["statusCode"], 200);
        assert_eq!(instance.send("HEAD", &path, &[]).await.status, 404);
    }
    assert_eq!(world.proxy.calls(), vec!["GetItem"; 300]);
    assert_eq!(world.stored(), kept);
    assert_eq!(Person::before(&instance).reset(&token, OTHER).await.status, 200);
    assert_eq!(validity(&instance, &token).await, json!({ "valid": false, "email": null }));
}

#[tokio::test]
async fn looking_at_a_token_needs_one() {
    let world = World::new().await;
    let instance = world.instance();
    assert_eq!(instance.send("GET", VALIDATE, &[]).await.problem(), "invalid");
    assert_eq!(instance.post(VALIDATE, &json!({}), &[]).await.problem(), "invalid");
    let unknown = instance.send("GET", &format!("{VALIDATE}?token=nonsense"), &[]).await;
    assert_eq!(unknown.json(), json!({ "valid": false, "email": null }));
}

/// Forgets the password of an address in every state of its limits, and gives the calls of each request.
async fn calls_of_forgetting(address: &str) -> Vec<Vec<String>> {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    world.pass(3600);
    let mut calls = Vec::new();
    // Fresh, cooling, until the window is full; then with hits that are over, some or all, cooling or not.
    for pause in [0, 1, 60, 60, 60, 60, 900, 1, 1, 1, 1, 900, 1, 1, 1, 899, 1, 1, 60] {
        world.pass(pause);
        world.proxy.calls();
        let answer = Person::before(&instance).post(FORGOT, &json!({ "email": address })).await;
        assert!([200, 429].contains(&answer.status), "{answer:?}");
        calls.push(world.proxy.calls());
    }
    calls
}

#[tokio::test]
async fn forgetting_costs_three_calls_at_most_and_the_same_for_an_unknown_address() {
    let known = calls_of_forgetting(ADA).await;
    assert_eq!(known[0], ["UpdateItem", "TransactWriteItems"]);
    assert_eq!(known[1], ["UpdateItem", "TransactWriteItems", "UpdateItem"]);
    for calls in &known {
        assert!(calls.len() <= 3, "{known:?}");
    }
    assert_eq!(known, calls_of_forgetting("eve@example.com").await);
}

#[tokio::test]
async fn a_reset_is_one_read_and_one_transaction_and_a_guess_one_read() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    open_account(&world, &instance, ADA, PASSWORD).await;
    let token = reset_token(&world, &instance, ADA).await;
    for (token, calls) in [
        ("nonsense", vec!["GetItem"]),
        (&token, vec!["GetItem", "TransactWriteItems"]),
        (&token, vec!["GetItem"]),
    ] {
        world.proxy.calls();
        person.reset(token, OTHER).await;
        assert_eq!(world.proxy.calls(), calls);
    }
}
