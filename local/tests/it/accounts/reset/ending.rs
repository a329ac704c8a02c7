//! What a reset ends: every session of the account, and the lock after failed logins; nothing of others.

use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::app::App;

use super::ADA;
use crate::person::{
    CHANGE, LOGIN, ME, OTHER, PASSWORD, Person, REFRESH, SESSIONS, open_account, reset_token,
};
use crate::world::{Instance, World};

/// A program that is logged in.
struct Program {
    instance: Instance,
    tokens: Value,
}

impl Program {
    async fn logged_in(instance: &Instance, password: &str) -> Self {
        let body = json!({ "email": ADA, "password": password, "client": "api" });
        let answer = instance.post(LOGIN, &body, &[]).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        Self { instance: instance.clone(), tokens: answer.json() }
    }

    /// What its access token and its refresh token are good for.
    async fn statuses(&self) -> (u16, u16) {
        let bearer = format!("Bearer {}", self.tokens["accessToken"].as_str().unwrap());
        let me = self.instance.send("GET", ME, &[("authorization", &bearer)]).await;
        let body = json!({ "refreshToken": self.tokens["refreshToken"] });
        (me.status, self.instance.post(REFRESH, &body, &[]).await.status)
    }
}

#[tokio::test]
async fn all_sessions_end_however_many_there_are_at_the_same_number_of_calls() {
    let world = World::new().await;
    let instance = world.instance();
    let bob = Person::logged_in(&world, &instance, "bob@example.com").await;
    open_account(&world, &instance, ADA, PASSWORD).await;
    let (mut password, mut next) = (PASSWORD, OTHER);
    for devices in [1, 20] {
        let (mut people, mut programs) = (Vec::new(), Vec::new());
        for _ in 0..devices {
            let person = Person::before(&instance);
            assert_eq!(person.login(ADA, password).await.status, 200);
            people.push(person);
            programs.push(Program::logged_in(&instance, password).await);
        }
        instance.deliver_due().await;
        let token = reset_token(&world, &instance, ADA).await;
        world.proxy.calls();
        assert_eq!(Person::before(&instance).reset(&token, next).await.status, 200);
        assert_eq!(world.proxy.calls(), ["GetItem", "TransactWriteItems"], "{devices}");
        for person in &people {
            assert!(!person.is_in().await);
            assert_eq!(person.send("POST", REFRESH).await.status, 401);
        }
        for program in &programs {
            assert_eq!(program.statuses().await, (401, 401));
        }
        (password, next) = (next, password);
    }
    assert!(bob.is_in().await, "the sessions of others live");
    assert_eq!(bob.send("POST", REFRESH).await.status, 200);
}

#[tokio::test]
async fn a_login_in_the_same_millisecond_after_the_reset_lives() {
    let world = World::new().await;
    let instance = world.instance();
    let before = Person::logged_in(&world, &instance, ADA).await;
    let token = reset_token(&world, &instance, ADA).await;
    assert_eq!(before.login(ADA, PASSWORD).await.status, 200);
    assert_eq!(before.reset(&token, OTHER).await.status, 200);
    let after = Person::before(&instance);
    assert_eq!(after.login(ADA, OTHER).await.status, 200);
    assert!(!before.is_in().await && after.is_in().await);
    assert_eq!(after.send("POST", REFRESH).await.status, 200);
    assert!(after.is_in().await);
    assert_eq!(Program::logged_in(&instance, OTHER).await.statuses().await, (200, 200));
}

#[tokio::test]
async fn a_session_that_an_instance_with_a_faster_clock_has_opened_ends_too() {
    for way in ["reset", "change", "end others"] {
        let world = World::new().await;
        let instance = world.instance();
        let owner = Person::logged_in(&world, &instance, ADA).await;
        let token = reset_token(&world, &instance, ADA).await;
        let ahead = world.now() + SignedDuration::from_secs(2);
        let app = App::new(world.config(), Arc::new(move || ahead)).unwrap();
        let thief = Person::before(&Instance::new(&world.around, app));
        assert_eq!(thief.login(ADA, PASSWORD).await.status, 200);
        let change = json!({ "currentPassword": PASSWORD, "newPassword": OTHER });
        let answer = match way {
            "reset" => owner.reset(&token, OTHER).await,
            "change" => owner.post(CHANGE, &change).await,
            _ => owner.send("DELETE", &format!("{SESSIONS}/others")).await,
        };
        assert_eq!(answer.status, 200, "{way}: {answer:?}");
        assert!(!thief.is_in().await, "{way}");
        assert_eq!(thief.send("POST", REFRESH).await.status, 401, "{way}");
        assert_eq!(owner.is_in().await, way != "reset", "{way}");
    }
}

#[tokio::test]
async fn a_reset_opens_what_failed_logins_have_locked() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let person = Person::before(&instance);
    let token = reset_token(&world, &instance, ADA).await;
    for _ in 0..5 {
        assert_eq!(person.login(ADA, OTHER).await.problem(), "credentials_wrong");
    }
    assert_eq!(person.login(ADA, PASSWORD).await.problem(), "too_many_requests");
    assert_eq!(person.reset(&token, OTHER).await.status, 200);
    assert_eq!(person.login(ADA, OTHER).await.status, 200);
    for _ in 0..5 {
        assert_eq!(person.login(ADA, PASSWORD).await.problem(), "credentials_wrong", "counted anew");
    }
}
