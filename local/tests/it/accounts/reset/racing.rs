//! Resets that meet each other, and the mails that bring new tokens.

use std::sync::Arc;

use serde_json::json;
use shared::error::Error;
use shared::store::logins::failures_of;
use shared::store::mailed_tokens::{Purpose, Reset};
use shared::store::outbox::{Mail, Matter};
use shared::token;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::{ADA, kept_tokens, validity};
use crate::accounts::mailing::{event, ids_of, named};
use crate::accounts::registering::futures_of;
use crate::person::{OTHER, PASSWORD, Person, RESET, last_reset_token, open_account, reset_token};
use crate::proxy::Trouble;
use crate::world::World;

/// So many resets are on their way at any moment: each has connections of its own.
const AT_ONCE: usize = 100;

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_resets_with_one_token_one_succeeds() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let token = reset_token(&world, &instance, ADA).await;
    let instances: Vec<_> = (0..8).map(|_| world.instance()).collect();
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let reset = |i: usize| {
        let (instance, token, room) = (instances[i % 8].clone(), token.clone(), room.clone());
        async move {
            let _place = room.acquire().await.unwrap();
            let body = json!({ "token": token, "newPassword": format!("{OTHER} {i}") });
            let answer = instance.post(RESET, &body, &[]).await;
            assert!(answer.status == 200 || answer.problem() == "token_invalid", "{answer:?}");
            (answer.status == 200).then_some(i)
        }
    };
    let winners: Vec<_> = futures_of((0..1000).map(reset)).await.into_iter().flatten().collect();
    assert_eq!(winners.len(), 1, "{winners:?}");
    let person = Person::before(&instance);
    assert_eq!(person.login(ADA, &format!("{OTHER} {}", winners[0])).await.status, 200);
    assert_eq!(instance.deliver_due().await, 1, "one mail tells of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_resets_that_have_all_found_the_token_good_and_whose_transactions_conflict_one_succeeds() {
    let world = World::new().await;
    let instances: Vec<_> = (0..8).map(|_| world.instance()).collect();
    open_account(&world, &instances[0], ADA, PASSWORD).await;
    let token = token::digest(&reset_token(&world, &instances[0], ADA).await);
    let found = instances[0].app.store.find_token(&token, world.now()).await.unwrap().unwrap();
    let reset = |i: usize| {
        let (app, token, now) = (instances[i % 8].app, found.clone(), world.now());
        async move {
            let Purpose::Reset { user, .. } = &token.purpose else { panic!("{token:?}") };
            let mail = Mail::new(token.address.clone(), Matter::Reset, now).unwrap();
            let (hash, failures) = (format!("hash {i}"), failures_of("ada"));
            let reset = Reset { token: &token, user, hash: &hash, failures: &failures, mail: &mail };
            app.store.reset_password(reset, now).await
        }
    };
    world.proxy.make("TransactWriteItems", Trouble::Conflicts);
    let outcomes = futures_of((0..AT_ONCE).map(reset)).await;
    world.proxy.heal();
    let of = |is: fn(&Result<bool, Error>) -> bool| -> Vec<usize> {
        outcomes.iter().enumerate().filter(|(_, outcome)| is(outcome)).map(|(i, _)| i).collect()
    };
    let (winners, used) =
        (of(|outcome| matches!(outcome, Ok(true))), of(|outcome| matches!(outcome, Ok(false))));
    let conflicted = of(|outcome| matches!(outcome, Err(Error::Unavailable { .. })));
    assert_eq!((winners.len(), winners.len() + used.len() + conflicted.len()), (1, AT_ONCE), "{outcomes:?}");
    assert!(!conflicted.is_empty(), "some met others again and again");
    for again in conflicted {
        assert!(!reset(again).await.unwrap());
    }
    assert!(world.stored().contains(&format!("\"hash {}\"", winners[0])));
    assert_eq!(instances[0].deliver_due().await, 1, "one mail tells of it");
}

/// Two requests that wait before their transactions and are let through one after the other.
struct Meeting {
    gate: Arc<Semaphore>,
}

impl Meeting {
    fn at(world: &World) -> Self {
        let gate = Arc::new(Semaphore::new(0));
        world.proxy.make("TransactWriteItems", Trouble::Waits(gate.clone()));
        Self { gate }
    }

    /// Starts a request and waits until it is the last of so many before the gate.
    async fn arrives<T: Send + 'static>(
        &self,
        world: &World,
        request: impl Future<Output = T> + Send + 'static,
        place: usize,
    ) -> JoinHandle<T> {
        let request = tokio::spawn(request);
        while world.proxy.waiting() < place {
            tokio::task::yield_now().await;
        }
        request
    }
}

#[tokio::test]
async fn a_reset_and_a_mail_with_a_new_token_that_meet_leave_one_token_and_one_password() {
    for reset_is_first in [true, false] {
        let world = World::new().await;
        let instance = world.instance();
        let person = Person::before(&instance);
        open_account(&world, &instance, ADA, PASSWORD).await;
        let first = reset_token(&world, &instance, ADA).await;
        world.pass(60);
        assert_eq!(person.at("198.51.100.251").forgot(ADA).await.status, 200);

        let meeting = Meeting::at(&world);
        let body = json!({ "token": first, "newPassword": OTHER });
        let (resetting, mailing) = (instance.clone(), instance.clone());
        let reset = async move { resetting.post(RESET, &body, &[]).await.status };
        let mail = async move { mailing.deliver_due().await };
        let status = if reset_is_first {
            let reset = meeting.arrives(&world, reset, 1).await;
            let mail = meeting.arrives(&world, mail, 2).await;
            meeting.gate.add_permits(1);
            let status = reset.await.unwrap();
            meeting.gate.add_permits(10);
            mail.await.unwrap();
            status
        } else {
            let mail = meeting.arrives(&world, mail, 1).await;
            let reset = meeting.arrives(&world, reset, 2).await;
            meeting.gate.add_permits(1);
            mail.await.unwrap();
            meeting.gate.add_permits(10);
            reset.await.unwrap()
        };
        world.proxy.heal();

        assert_eq!(status, if reset_is_first { 200 } else { 400 });
        let (good, dead) = if reset_is_first { (OTHER, PASSWORD) } else { (PASSWORD, OTHER) };
        assert_eq!(person.login(ADA, dead).await.status, 401, "{reset_is_first}");
        assert_eq!(person.login(ADA, good).await.status, 200, "{reset_is_first}");
        // The mail that found another token than it had read is sent when the queue delivers it again.
        world.pass(720);
        instance.deliver_due().await;
        let second = last_reset_token(&world, ADA);
        assert_eq!(
            (validity(&instance, &first).await["valid"].as_bool(), kept_tokens(&world).len()),
            (Some(false), 1)
        );
        assert_eq!(person.reset(&second, "a third one of several words").await.status, 200);
    }
}

#[tokio::test]
async fn of_two_mails_with_new_tokens_that_meet_the_one_sent_last_has_the_good_one() {
    let world = World::new().await;
    let instances = [world.instance(), world.instance()];
    let person = Person::before(&instances[0]);
    open_account(&world, &instances[0], ADA, PASSWORD).await;
    for _ in 0..2 {
        world.pass(60);
        assert_eq!(person.forgot(ADA).await.status, 200);
    }
    let meeting = Meeting::at(&world);
    let mut mails = Vec::new();
    for (i, id) in ids_of(&world, "forgot").into_iter().enumerate() {
        let instance = instances[i].clone();
        let send = async move { instance.invoke("mail-send", event(&[&named(&id)])).await.unwrap() };
        mails.push(meeting.arrives(&world, send, i + 1).await);
    }
    meeting.gate.add_permits(10);
    let mut failed = 0;
    for mail in mails {
        failed += mail.await.unwrap()["batchItemFailures"].as_array().unwrap().len();
    }
    world.proxy.heal();
    assert_eq!((failed, kept_tokens(&world).len()), (1, 1));
    let first = last_reset_token(&world, ADA);
    assert_eq!(validity(&instances[0], &first).await["valid"], true);

    assert_eq!(instances[1].deliver_due().await, 1, "the one that was not sent");
    assert_eq!(kept_tokens(&world).len(), 1);
    assert_eq!(validity(&instances[0], &first).await["valid"], false);
    assert_eq!(person.reset(&last_reset_token(&world, ADA), OTHER).await.status, 200);
}

#[tokio::test]
async fn whoever_asks_for_links_again_and_again_does_not_kill_the_one_that_the_owner_got() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let link = reset_token(&world, &instance, ADA).await;
    for n in 0..14 {
        world.pass(61);
        let eve = Person::before(&instance.at_ip(&format!("203.0.113.{n}")));
        assert_eq!(eve.forgot(ADA).await.status, 200);
        instance.deliver_due().await;
    }
    assert_eq!(last_reset_token(&world, ADA), link, "no other was mailed");
    assert_eq!(Person::before(&instance).reset(&link, OTHER).await.status, 200);

    // Who asks from the same place gets a new one after a minute, and after a quarter of an hour anybody
    // does.
    let first = reset_token(&world, &instance, ADA).await;
    let second = reset_token(&world, &instance, ADA).await;
    assert_ne!(first, second);
    world.pass(900);
    Person::before(&instance.at_ip("203.0.113.99")).forgot(ADA).await;
    instance.deliver_due().await;
    assert_ne!(last_reset_token(&world, ADA), second);
}
