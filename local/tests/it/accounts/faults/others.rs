//! Secrets Manager and SES that fail: the one stops a request that needs a key, the other stops none.

use std::sync::Arc;

use axum::Router;
use local::aws::Trouble;
use local::system::{self, ACCOUNTS_SECRET};
use serde_json::json;

use super::{ADA, ROWS, Ready, all_at_once, assert_refusal};
use crate::person::{CHANGE, FORGOT, LOGIN, OTHER, PASSWORD, Person, REGISTER, reset_token};
use crate::world::{Answer, World};

/// An address where somebody answers with this, or never.
async fn somewhere(answer: Option<&'static str>) -> String {
    let router = Router::new().fallback(move || async move {
        match answer {
            Some(answer) => answer,
            None => std::future::pending().await,
        }
    });
    system::serve(router, 0).await.unwrap()
}

#[tokio::test]
async fn without_its_keys_no_route_does_anything_but_the_one_that_needs_none() {
    let (silent, nonsense) = (somewhere(None).await, somewhere(Some("<html>")).await);
    let addresses = Arc::new([silent, nonsense, "http://127.0.0.1:9".to_owned()]);
    all_at_once(ROWS.iter(), move |row| {
        let addresses = addresses.clone();
        async move {
            let ready = Ready::new(row).await;
            let kept = ready.world.stored();
            for (i, address) in addresses.iter().enumerate() {
                let mut config = ready.world.config();
                config.aws.secrets_manager = Some(address.clone());
                config.aws.attempt_timeout = std::time::Duration::from_secs(1);
                let answer = ready.send(&ready.world.instance_with(config), i).await;
                match row.0.starts_with("validate") {
                    true => assert!([200, 503].contains(&answer.status), "{answer:?}"),
                    false => assert_refusal(&answer, 503, row.0),
                }
            }
            let mut config = ready.world.config();
            config.accounts_secret_id = "another".into();
            let answer = ready.send(&ready.world.instance_with(config), 9).await;
            match row.0.starts_with("validate") {
                true => assert_eq!(answer.status, 200, "{answer:?}"),
                false => assert_refusal(&answer, 503, row.0),
            }
            assert_eq!(ready.world.stored(), kept, "{}", row.0);
            assert_eq!(ready.send(&ready.world.instance(), 10).await.status, row.3, "{}", row.0);
        }
    })
    .await;
}

#[tokio::test]
async fn a_secret_that_is_none_is_told_as_our_fault_without_it_and_read_again_until_it_is_good() {
    let world = World::new().await;
    let secrets = &world.around.stand_ins.secrets;
    let good = json!({ "key": "a-generated-key-of-more-than-32-characters" }).to_string();
    secrets.put(ACCOUNTS_SECRET, &good);
    let person = Person::logged_in(&world, &world.instance(), ADA).await;
    let mut late = person.clone();
    late.instance = world.instance();
    for bad in ["hunter2", "{}", r#"{"key":"hunter2"}"#, r#"{"key":7}"#, "", "null"] {
        secrets.put(ACCOUNTS_SECRET, bad);
        for answer in [late.send("POST", "/api/auth/refresh").await, late.login(ADA, PASSWORD).await] {
            assert_refusal(&answer, 500, bad);
            assert!(!answer.body.contains("hunter2"), "{answer:?}");
        }
    }
    let told = crate::logs::lines().iter().map(ToString::to_string).collect::<String>();
    assert!(!told.contains("hunter2"), "{told}");
    assert!(person.is_in().await, "who has read it before needs nothing");
    secrets.put(ACCOUNTS_SECRET, &good);
    assert_eq!(late.send("POST", "/api/auth/refresh").await.status, 200);
}

#[tokio::test]
async fn no_request_waits_for_ses_or_a_queue_or_notices_that_they_fail() {
    for trouble in
        [Trouble::SENDING_RATE, Trouble::DAILY_QUOTA, Trouble::REJECTED, Trouble::Hangs, Trouble::Nonsense]
    {
        let world = World::new().await;
        let sender = world.instance();
        let person = Person::logged_in(&world, &sender, ADA).await;
        sender.deliver_due().await;
        let token = reset_token(&world, &sender, ADA).await;
        world.pass(60);
        let mailbox = &world.around.stand_ins.mailbox;
        let before = mailbox.calls();
        mailbox.fail_next(100, &trouble);
        let mut config = world.config();
        config.aws.sqs = Some("http://127.0.0.1:9".into());
        let mut at_work = person;
        at_work.instance = world.instance_with(config);
        let elsewhere = Person::before(&at_work.instance);
        let ask = |email: &str| json!({ "email": email, "password": PASSWORD });
        let answers: Vec<(&str, Answer, u16)> = vec![
            ("register", elsewhere.post(REGISTER, &ask("new@example.com")).await, 202),
            ("forgot", elsewhere.post(FORGOT, &ask(ADA)).await, 200),
            ("new device", elsewhere.post(LOGIN, &ask(ADA)).await, 200),
            (
                "change",
                at_work.post(CHANGE, &json!({ "currentPassword": PASSWORD, "newPassword": PASSWORD })).await,
                200,
            ),
            ("wrong", elsewhere.login(ADA, OTHER).await, 401),
        ];
        for (name, answer, status) in answers {
            assert_eq!(answer.status, status, "{name}, {trouble:?}: {answer:?}");
        }
        assert_eq!(elsewhere.reset(&token, OTHER).await.problem(), "token_invalid", "the change was later");
        assert_eq!(mailbox.calls(), before, "{trouble:?}: whoever answers sends nothing");
        mailbox.heal();
        assert_eq!(sender.deliver_due().await, 4, "{trouble:?}: all of it is sent afterwards");
    }
}
