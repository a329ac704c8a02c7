//! A forgotten password: asked for, mailed, set anew.

mod asking;
mod ending;
mod links;
mod racing;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use shared::token;

use crate::logs;
use crate::person::{
    CHANGE, OTHER, PASSWORD, Person, REGISTER, RESET, VALIDATE, VERIFY, open_account, reset_token, token_of,
};
use crate::world::{Instance, World};

const ADA: &str = "ada@example.com";

/// What is said of a token, asked by POST.
async fn validity(instance: &Instance, token: &str) -> Value {
    let answer = instance.post(VALIDATE, &json!({ "token": token }), &[]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// The tokens that are stored.
fn kept_tokens(world: &World) -> Vec<Value> {
    world.around.dynamodb.items("local-mailed-tokens").unwrap()
}

#[tokio::test]
async fn a_person_forgets_the_password_and_sets_a_new_one_from_the_mail() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let person = Person::before(&instance);
    world.pass(60);
    let answer = person.forgot(" Ada@Example.COM ").await;
    assert_eq!((answer.status, &answer.json()["success"]), (200, &json!(true)));
    assert_eq!(instance.deliver_due().await, 1);
    let mail = world.mails_to(ADA).pop().unwrap();
    assert_eq!(mail.subject, "Reset your password");

    let answer = person.reset(&token_of(&mail.text), OTHER).await;
    assert_eq!((answer.status, &answer.json()["success"]), (200, &json!(true)));
    assert_eq!(person.login(ADA, PASSWORD).await.problem(), "credentials_wrong", "the old password is dead");
    assert_eq!(person.login(ADA, OTHER).await.status, 200);

    instance.deliver_due().await;
    let mail = world.mails_to(ADA).pop().unwrap();
    assert_eq!(mail.subject, "Your password was changed");
    assert!(mail.text.contains("with a link that was mailed to you"), "{}", mail.text);
    assert!(!mail.text.contains("token=") && !mail.html.contains("token="), "{}", mail.text);
}

#[tokio::test]
async fn a_token_has_256_bits_and_is_stored_as_its_sha_256_alone() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let token = reset_token(&world, &instance, ADA).await;
    assert_eq!(URL_SAFE_NO_PAD.decode(&token).unwrap().len(), 32);
    let ids: Vec<_> = kept_tokens(&world).iter().map(|item| item["id"]["S"].clone()).collect();
    assert_eq!(ids, [token::digest(&token)]);

    let person = Person::before(&instance);
    let unseen = || {
        let logged = logs::lines().iter().map(Value::to_string).collect::<String>();
        assert!(!world.stored().contains(&token) && !logged.contains(&token));
    };
    unseen();
    validity(&instance, &token).await;
    person.reset(&token, "too short").await;
    unseen();
    assert_eq!(person.reset(&token, OTHER).await.status, 200);
    instance.deliver_due().await;
    unseen();
    assert_ne!(reset_token(&world, &instance, ADA).await, token);
}

#[tokio::test]
async fn a_token_is_good_for_one_hour_to_the_second() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    open_account(&world, &instance, ADA, PASSWORD).await;
    for (seconds, good) in [(3600, false), (3599, true)] {
        let token = reset_token(&world, &instance, ADA).await;
        world.pass(seconds);
        assert_eq!(validity(&instance, &token).await["valid"], good, "{seconds}");
        let answer = person.reset(&token, OTHER).await;
        assert_eq!(answer.status, if good { 200 } else { 400 }, "{seconds}: {answer:?}");
    }
}

#[tokio::test]
async fn a_second_mail_kills_the_token_of_the_first() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    open_account(&world, &instance, ADA, PASSWORD).await;
    let first = reset_token(&world, &instance, ADA).await;
    let second = reset_token(&world, &instance, ADA).await;
    assert_eq!(kept_tokens(&world).len(), 1);
    assert_eq!(validity(&instance, &first).await["valid"], false);
    assert_eq!(person.reset(&first, OTHER).await.problem(), "token_invalid");
    assert_eq!(person.reset(&second, OTHER).await.status, 200);
    assert_eq!(kept_tokens(&world), Vec::<Value>::new(), "a token that was used is gone");
    assert_eq!(person.reset(&second, PASSWORD).await.problem(), "token_invalid");
}

#[tokio::test]
async fn a_changed_password_kills_the_token_that_was_mailed_before() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::logged_in(&world, &instance, ADA).await;
    let token = reset_token(&world, &instance, ADA).await;
    let change = json!({ "currentPassword": PASSWORD, "newPassword": OTHER });
    assert_eq!(person.post(CHANGE, &change).await.status, 200);
    assert_eq!(validity(&instance, &token).await, json!({ "valid": false, "email": null }));
    assert_eq!(person.reset(&token, PASSWORD).await.problem(), "token_invalid");
}

#[tokio::test]
async fn a_refused_password_leaves_the_token_as_good_as_it_was() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    open_account(&world, &instance, ADA, PASSWORD).await;
    let token = reset_token(&world, &instance, ADA).await;
    let kept = world.stored();
    for (password, code) in [
        ("too short", "password_weak"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_weak"),
        ("forcemonitorforcemonitor", "password_weak"),
        (ADA, "password_weak"),
        ("ADA@example.com", "password_weak"),
        (&"walnut umbrella ".repeat(9), "password_weak"),
    ] {
        assert_eq!(person.reset(&token, password).await.problem(), code, "{password}");
    }
    for body in [json!({ "token": token }), json!({ "token": token, "newPassword": 7 }), json!([])] {
        assert_eq!(person.post(RESET, &body).await.problem(), "invalid", "{body}");
    }
    assert_eq!(world.stored(), kept, "nothing has changed");
    assert_eq!(person.reset(&token, OTHER).await.status, 200);
}

#[tokio::test]
async fn a_reset_logs_nobody_in() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    open_account(&world, &instance, ADA, PASSWORD).await;
    let token = reset_token(&world, &instance, ADA).await;
    let answer = person.reset(&token, OTHER).await;
    assert_eq!((answer.status, answer.header("set-cookie")), (200, ""));
    let body = answer.json();
    assert_eq!(body.as_object().unwrap().keys().collect::<Vec<_>>(), ["message", "success"]);
    assert!(!person.is_in().await);
    assert_eq!(world.around.dynamodb.items("local-account-sessions").unwrap(), Vec::<Value>::new());
}

#[tokio::test]
async fn what_is_no_live_token_for_a_reset_sets_no_password() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let live = reset_token(&world, &instance, ADA).await;
    let person = Person::before(&instance);
    person.post(REGISTER, &json!({ "email": "bob@example.com", "password": PASSWORD })).await;
    instance.deliver_due().await;
    let verify = token_of(&world.mails_to("bob@example.com").pop().unwrap().text);
    let digest = token::digest(&live);
    let (shorter, longer, spaced) = (&live[..42], format!("{live}A"), format!(" {live}"));
    for token in ["", "nonsense", &verify, &digest, shorter, &longer, &spaced, &"A".repeat(43), "\0"] {
        assert_eq!(validity(&instance, token).await, json!({ "valid": false, "email": null }), "{token}");
        assert_eq!(person.reset(token, OTHER).await.problem(), "token_invalid", "{token}");
    }
    assert_eq!(person.post(VERIFY, &json!({ "token": verify })).await.status, 200);
    assert_eq!(person.login(ADA, PASSWORD).await.status, 200);
    assert_eq!(person.reset(&live, OTHER).await.status, 200);
}
