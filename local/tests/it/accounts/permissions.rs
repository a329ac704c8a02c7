//! Each function's policy, held against what the function is seen to call.

use serde_json::json;

use crate::contract::allowed;
use crate::person::{
    CHANGE, FORGOT, LOGOUT, ME, OTHER, PASSWORD, Person, REFRESH, REGISTER, SESSIONS, VALIDATE, VERIFY,
    open_account, reset_token, token_of,
};
use crate::world::World;

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn what_opens_an_account_may_call_what_it_calls() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    for _ in 0..2 {
        person.post(REGISTER, &json!({ "email": ADA, "password": PASSWORD })).await;
    }
    allowed(&world, "accounts-register");
    instance.deliver_due().await;
    allowed(&world, "mail-send");
    person.post(VERIFY, &json!({ "token": token_of(&world.mails_to(ADA)[0].text) })).await;
    allowed(&world, "accounts-verify");
}

#[tokio::test]
async fn what_a_session_does_may_call_what_it_calls() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    world.proxy.permissions();
    let (person, other) = (Person::before(&instance), Person::before(&instance));
    for _ in 0..5 {
        person.login(ADA, OTHER).await;
    }
    world.pass(900);
    for person in [&person, &other] {
        person.login(ADA, PASSWORD).await;
    }
    allowed(&world, "accounts-login");
    let old = person.clone();
    person.send("POST", REFRESH).await;
    world.pass(10);
    old.send("POST", REFRESH).await;
    person.login(ADA, PASSWORD).await;
    world.proxy.permissions();
    person.send("POST", REFRESH).await;
    allowed(&world, "accounts-refresh");
    person.send("GET", ME).await;
    allowed(&world, "accounts-me");
    let devices = person.send("GET", SESSIONS).await.json();
    allowed(&world, "accounts-sessions");
    let other = devices.as_array().unwrap().iter().find(|device| device["current"] == false).unwrap();
    person.send("DELETE", &format!("{SESSIONS}/{}", other["id"].as_str().unwrap())).await;
    person.send("DELETE", &format!("{SESSIONS}/others")).await;
    allowed(&world, "accounts-end");
    person.post(CHANGE, &json!({ "currentPassword": OTHER, "newPassword": OTHER })).await;
    person.post(CHANGE, &json!({ "currentPassword": PASSWORD, "newPassword": OTHER })).await;
    allowed(&world, "accounts-password");
    person.send("POST", LOGOUT).await;
    allowed(&world, "accounts-logout");
    world.pass(60);
    person.post(FORGOT, &json!({ "email": ADA })).await;
    person.post(FORGOT, &json!({ "email": ADA })).await;
    allowed(&world, "reset-forgot");
}

#[tokio::test]
async fn what_resets_a_password_may_call_what_it_calls() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    open_account(&world, &instance, ADA, PASSWORD).await;
    reset_token(&world, &instance, ADA).await;
    let token = reset_token(&world, &instance, ADA).await;
    for _ in 0..5 {
        person.login(ADA, OTHER).await;
    }
    world.proxy.permissions();
    person.post(VALIDATE, &json!({ "token": token })).await;
    allowed(&world, "reset-validate");
    person.reset(&token, OTHER).await;
    allowed(&world, "reset-password");
    instance.deliver_due().await;
    person.forgot(ADA).await;
    world.pass(60);
    person.forgot(ADA).await;
    world.proxy.permissions();
    instance.deliver_due().await;
    allowed(&world, "mail-send");
}
