//! The account and its devices: shown, ended, and outlived by one when the password changes.

use serde_json::{Value, json};

use super::registering::futures_of;
use crate::person::{
    CHANGE, ME, OTHER, PASSWORD, Person, REFRESH, SESSIONS, VALIDATE, open_account, reset_token,
};
use crate::world::World;

const ADA: &str = "ada@example.com";
const CHROME: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";

/// The devices that a person sees.
async fn devices(person: &Person) -> Vec<Value> {
    let answer = person.send("GET", SESSIONS).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json().as_array().unwrap().clone()
}

fn change(current: &str, new: &str) -> Value {
    json!({ "currentPassword": current, "newPassword": new })
}

#[tokio::test]
async fn the_account_says_who_it_is_in_one_read() {
    let world = World::new().await;
    let ada = Person::logged_in(&world, &world.instance(), ADA).await;
    world.proxy.calls();
    let me = ada.send("GET", ME).await.json();
    assert_eq!(world.proxy.calls(), ["BatchGetItem"]);
    assert_eq!((&me["email"], &me["createdAt"]), (&json!(ADA), &json!("2026-11-20T14:30:00Z")));
    assert_eq!(me["operator"], false);
    assert!(me.get("password").is_none() && me.as_object().unwrap().len() == 4, "{me}");
}

#[tokio::test]
async fn each_device_is_shown_coarsely_with_its_times() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, ADA).await;
    world.pass(60);
    let mut second = Person::before(&instance);
    second.agent = CHROME;
    second.login(ADA, PASSWORD).await;
    world.pass(60);
    ada.send("POST", REFRESH).await;
    let devices = devices(&ada).await;
    let seen = |i: usize| {
        let device = &devices[i];
        ["agent", "client", "createdAt", "lastUsedAt"].map(|name| device[name].as_str().unwrap().to_owned())
    };
    assert_eq!(seen(0), ["Firefox on Linux", "browser", "2026-11-20T14:30:00Z", "2026-11-20T14:32:00Z"]);
    assert_eq!(seen(1), ["Chrome on Windows", "browser", "2026-11-20T14:31:00Z", "2026-11-20T14:31:00Z"]);
    assert_eq!((&devices[0]["current"], &devices[1]["current"]), (&json!(true), &json!(false)));
    assert_eq!(devices[0]["expiresAt"], "2026-12-20T14:32:00Z");
}

#[tokio::test]
async fn one_device_ends_another_and_only_its_own_account_s() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, ADA).await;
    let second = Person::before(&instance);
    second.login(ADA, PASSWORD).await;
    let bob = Person::logged_in(&world, &instance, "bob@example.com").await;
    let id = devices(&second).await.iter().find(|device| device["current"] == true).unwrap()["id"].clone();
    let path = format!("{SESSIONS}/{}", id.as_str().unwrap());
    assert_eq!(bob.send("DELETE", &path).await.problem(), "not_found", "of somebody else");
    assert!(second.is_in().await);
    assert_eq!(ada.send("DELETE", &path).await.status, 204);
    assert!(!second.is_in().await && ada.is_in().await);
    assert_eq!(second.send("POST", REFRESH).await.status, 401);
    assert_eq!(ada.send("DELETE", &path).await.problem(), "not_found", "there is none any more");
    let long = format!("{SESSIONS}/{}", "x".repeat(3000));
    assert_eq!(ada.send("DELETE", &long).await.problem(), "not_found");
    assert_eq!(devices(&ada).await.len(), 1);
}

#[tokio::test]
async fn all_others_end_at_once_however_many_and_the_one_that_asks_goes_on() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, ADA).await;
    let mut others = Vec::new();
    for _ in 0..12 {
        let other = Person::before(&instance);
        other.login(ADA, PASSWORD).await;
        others.push(other);
    }
    world.proxy.calls();
    let answer = ada.send("DELETE", &format!("{SESSIONS}/others")).await;
    assert_eq!((answer.status, world.proxy.calls().len()), (200, 2));
    for other in &others {
        assert!(!other.is_in().await);
        assert_eq!(other.send("POST", REFRESH).await.status, 401);
    }
    assert!(ada.is_in().await);
    assert_eq!(ada.send("POST", REFRESH).await.status, 200);
    assert_eq!(devices(&ada).await.len(), 1);
}

#[tokio::test]
async fn the_password_is_changed_by_who_knows_it_and_ends_every_other_device() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, ADA).await;
    let other = Person::before(&instance);
    other.login(ADA, PASSWORD).await;
    assert_eq!(ada.post(CHANGE, &change("not the password", OTHER)).await.problem(), "password_wrong");
    assert_eq!(ada.post(CHANGE, &change(PASSWORD, "short")).await.problem(), "password_weak");
    assert!(other.is_in().await, "nothing has changed so far");

    let answer = ada.post(CHANGE, &change(PASSWORD, OTHER)).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"expiresIn":900}"#));
    assert!(ada.is_in().await && !other.is_in().await);
    assert_eq!(ada.send("POST", REFRESH).await.status, 200);
    assert_eq!(other.send("POST", REFRESH).await.status, 401);
    assert_eq!(other.login(ADA, PASSWORD).await.problem(), "credentials_wrong");
    assert_eq!(other.login(ADA, OTHER).await.status, 200);
    instance.deliver_due().await;
    let mail =
        world.mails_to(ADA).into_iter().find(|mail| mail.subject == "Your password was changed").unwrap();
    assert!(mail.text.contains("Every other device"), "{}", mail.text);
}

#[tokio::test]
async fn of_two_changes_at_once_one_counts_and_no_device_is_left_with_a_dead_session() {
    let world = World::new().await;
    let instances = [world.instance(), world.instance()];
    open_account(&world, &instances[0], ADA, PASSWORD).await;
    let mut cookies = Vec::new();
    for instance in &instances {
        let person = Person::before(instance);
        person.login(ADA, PASSWORD).await;
        cookies.push(person.cookie(shared::http::ACCESS_COOKIE).unwrap());
    }
    let answers = futures_of((0..2).map(|i| {
        let (instance, token) = (instances[i].clone(), format!("Bearer {}", cookies[i]));
        let body = change(PASSWORD, [OTHER, "eleven grey boats in the harbour"][i]);
        async move { instance.post(CHANGE, &body, &[("authorization", &token)]).await.status }
    }))
    .await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    let person = Person::before(&instances[0]);
    let winner = [OTHER, "eleven grey boats in the harbour"][answers.iter().position(|s| *s == 200).unwrap()];
    assert_eq!(person.login(ADA, winner).await.status, 200);
}

#[tokio::test]
async fn guessing_the_present_password_from_a_session_is_limited_like_logging_in() {
    let world = World::new().await;
    let ada = Person::logged_in(&world, &world.instance(), ADA).await;
    for _ in 0..5 {
        assert_eq!(ada.post(CHANGE, &change("not the password", OTHER)).await.problem(), "password_wrong");
    }
    let answer = ada.post(CHANGE, &change(PASSWORD, OTHER)).await;
    assert_eq!((answer.problem().as_str(), answer.header("retry-after")), ("too_many_requests", "900"));
    world.pass(900);
    assert_eq!(ada.send("POST", REFRESH).await.status, 200);
    assert_eq!(ada.post(CHANGE, &change(PASSWORD, OTHER)).await.status, 200);
}

#[tokio::test]
async fn nobody_reads_or_changes_an_account_without_its_token() {
    let world = World::new().await;
    let instance = world.instance();
    let nobody = Person::before(&instance);
    for (method, path) in [("GET", ME), ("GET", SESSIONS), ("DELETE", "/api/auth/sessions/others")] {
        assert_eq!(nobody.send(method, path).await.problem(), "session_required", "{path}");
    }
    assert_eq!(nobody.post(CHANGE, &change(PASSWORD, OTHER)).await.problem(), "session_required");
    assert!(world.proxy.calls().is_empty());
}

#[tokio::test]
async fn logging_in_again_in_the_same_browser_ends_the_session_that_it_had() {
    let world = World::new().await;
    let ada = Person::logged_in(&world, &world.instance(), ADA).await;
    let before = ada.clone();
    world.proxy.calls();
    ada.login(ADA, PASSWORD).await;
    assert!(world.proxy.calls().len() <= 4);
    assert!(ada.is_in().await && !before.is_in().await);
    assert_eq!(devices(&ada).await.len(), 1);
}

#[tokio::test]
async fn a_link_that_was_mailed_before_the_password_was_changed_is_worth_nothing() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, ADA).await;
    let token = reset_token(&world, &instance, ADA).await;
    assert_eq!(ada.post(CHANGE, &change(PASSWORD, OTHER)).await.status, 200);
    assert_eq!(ada.post(VALIDATE, &json!({ "token": token })).await.json()["valid"], false);
    assert_eq!(ada.reset(&token, PASSWORD).await.problem(), "token_invalid");
}

#[tokio::test]
async fn an_operator_ends_all_sessions_with_one_write_and_an_account_that_is_gone_has_none() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, ADA).await;
    let table = "local-users";
    let account = |world: &World| {
        let items = world.around.dynamodb.items(table).unwrap();
        items.into_iter().find(|item| item["address"]["S"] == ADA).unwrap()
    };
    // What docs/security.md tells an operator to write.
    let mut item = account(&world);
    item["sessionsValidAfter"] = json!({ "N": world.now().as_millisecond().to_string() });
    world.around.dynamodb.put(table, item).unwrap();
    assert!(!ada.is_in().await);
    assert_eq!(ada.send("POST", REFRESH).await.status, 401);
    assert_eq!(ada.login(ADA, PASSWORD).await.status, 200, "and nothing keeps the owner out");

    world.around.dynamodb.remove(table, &account(&world)["id"]).unwrap();
    assert!(!ada.is_in().await);
    assert_eq!(ada.send("POST", REFRESH).await.status, 401);
    assert_eq!(ada.login(ADA, PASSWORD).await.problem(), "credentials_wrong");
}
