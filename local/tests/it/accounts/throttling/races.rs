//! Many attempts at once, through several instances: no more are told anything than the budgets allow.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::{ADA, guess, wait_of};
use crate::accounts::registering::futures_of;
use crate::person::{FORGOT, LOGIN, OTHER, PASSWORD, Person, REGISTER, hash_of, open_account, put_account};
use crate::proxy::Trouble;
use crate::world::{Answer, Instance, World};

/// Sends 200 requests at once through four instances, and gives their statuses, sorted.
async fn at_once(world: &World, path: &'static str, nth: impl Fn(usize) -> (Value, String)) -> Vec<u16> {
    let instances: Vec<_> = (0..4).map(|_| world.instance()).collect();
    let requests = (0..200).map(|n| {
        let (body, ip) = nth(n);
        let instance = instances[n % 4].at_ip(&ip);
        async move { instance.post(path, &body, &[]).await.status }
    });
    let mut statuses = futures_of(requests).await;
    statuses.sort_unstable();
    statuses
}

/// So many of the first status, the rest refused as too many.
fn split(statuses: &[u16]) -> (usize, usize) {
    let refused = statuses.iter().filter(|status| **status == 429).count();
    (statuses.len() - refused, refused)
}

#[tokio::test]
async fn of_two_hundred_failing_logins_at_once_no_more_are_told_so_than_the_budget_has() {
    let wrong = |address: &str| json!({ "email": address, "password": OTHER });
    for (nth, told) in [
        (&(|_| (wrong(ADA), "192.0.2.7".into())) as &dyn Fn(usize) -> (Value, String), 5),
        (&|n| (wrong(ADA), format!("192.0.2.{n}")), 20),
        (&|n| (wrong(&format!("a{n}@example.com")), format!("2001:db8:7:7::{n:x}")), 50),
    ] {
        let world = World::new().await;
        let instance = world.instance();
        put_account(&instance, ADA, &hash_of(&instance, PASSWORD).await).await;
        let statuses = at_once(&world, LOGIN, nth).await;
        assert_eq!((split(&statuses), statuses[0]), ((told, 200 - told), 401));
    }
}

#[tokio::test]
async fn of_two_hundred_requests_for_a_mail_at_once_the_budget_s_number_is_admitted_and_one_mail_sent() {
    let nobody = |n: usize| json!({ "email": format!("a{n}@example.com"), "password": PASSWORD });
    let ada = json!({ "email": ADA });
    for (path, nth, admitted, outgoing) in [
        (FORGOT, &(|_| (ada.clone(), "192.0.2.7".into())) as &dyn Fn(usize) -> (Value, String), 5, 1),
        (FORGOT, &|n| (ada.clone(), format!("192.0.2.{n}")), 20, 1),
        (FORGOT, &|n| (nobody(n), "192.0.2.7".into()), 50, 50),
        (REGISTER, &|n| (nobody(n), "192.0.2.7".into()), 10, 10),
    ] {
        let world = World::new().await;
        let statuses = at_once(&world, path, nth).await;
        assert_eq!((split(&statuses), statuses[0] / 100), ((admitted, 200 - admitted), 2), "{path}");
        assert_eq!(world.around.dynamodb.items("local-outbox").unwrap().len(), outgoing, "{path}");
    }
}

/// Whoever has shown the password has nothing left to guess, so a login that succeeds forgives its place.
/// Up to then at most five outcomes are told, the success included, and after it a new row of five.
#[tokio::test]
async fn a_right_password_among_two_hundred_attempts_is_found_only_within_the_budget() {
    for position in [3, 50] {
        let world = World::new().await;
        open_account(&world, &world.instance(), ADA, PASSWORD).await;
        let statuses = at_once(&world, LOGIN, |n| {
            let password = if n == position { PASSWORD } else { OTHER };
            (json!({ "email": ADA, "password": password }), "192.0.2.7".into())
        })
        .await;
        let (told, _) = split(&statuses);
        match statuses[0] {
            200 => assert!(statuses[1] > 200 && told <= 4 + 1 + 5, "{position}: {told}"),
            status => assert_eq!((status, told), (401, 5), "{position}"),
        }
    }
}

#[tokio::test]
async fn a_right_password_from_a_new_place_is_refused_as_well_once_the_address_s_budget_is_used_up() {
    let world = World::new().await;
    open_account(&world, &world.instance(), ADA, PASSWORD).await;
    let statuses = at_once(&world, LOGIN, |n| {
        let password = if n == 100 { PASSWORD } else { OTHER };
        (json!({ "email": ADA, "password": password }), format!("192.0.2.{n}"))
    })
    .await;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 20);
    wait_of(&Person::before(&world.instance()).login(ADA, PASSWORD).await);
}

/// Attempts whose last write waits at the gate until the test lets it pass, one after the other.
struct Gated<'a> {
    world: &'a World,
    gate: Arc<Semaphore>,
}

impl<'a> Gated<'a> {
    fn new(world: &'a World) -> Self {
        let gate = Arc::new(Semaphore::new(0));
        world.proxy.make("TransactWriteItems", Trouble::Waits(gate.clone()));
        Self { world, gate }
    }

    /// Starts an attempt of another instance and waits until it waits.
    async fn start(&self, password: &'static str) -> JoinHandle<Answer> {
        let (waiting, instance) = (self.world.proxy.waiting(), self.world.instance().at_ip("192.0.2.7"));
        let body = json!({ "email": ADA, "password": password });
        let attempt = tokio::spawn(async move { instance.post(LOGIN, &body, &[]).await });
        while self.world.proxy.waiting() == waiting {
            tokio::task::yield_now().await;
        }
        attempt
    }

    async fn finish(&self, attempt: JoinHandle<Answer>) -> Answer {
        self.gate.add_permits(1);
        attempt.await.unwrap()
    }
}

async fn after_four_failures(world: &World) -> Instance {
    let instance = world.instance();
    open_account(world, &instance, ADA, PASSWORD).await;
    for _ in 0..4 {
        assert_eq!(guess(&instance, "192.0.2.7", ADA).await.status, 401);
    }
    instance
}

#[tokio::test]
async fn a_right_password_that_was_compared_before_the_last_failure_and_written_after_it_is_not_told() {
    let world = World::new().await;
    after_four_failures(&world).await;
    let gated = Gated::new(&world);
    let (wrong, right) = (gated.start(OTHER).await, gated.start(PASSWORD).await);
    assert_eq!(gated.finish(wrong).await.status, 401);
    world.proxy.heal();
    assert_eq!(wait_of(&gated.finish(right).await), 900);
    assert!(world.around.dynamodb.items("local-account-sessions").unwrap().is_empty());
}

#[tokio::test]
async fn a_failure_that_was_on_its_way_when_the_owner_got_in_is_counted_from_the_start() {
    let world = World::new().await;
    let instance = after_four_failures(&world).await;
    let gated = Gated::new(&world);
    let (right, wrong) = (gated.start(PASSWORD).await, gated.start(OTHER).await);
    assert_eq!(gated.finish(right).await.status, 200);
    world.proxy.heal();
    assert_eq!(gated.finish(wrong).await.status, 401);
    for _ in 0..4 {
        assert_eq!(guess(&instance, "192.0.2.7", ADA).await.status, 401);
    }
    wait_of(&guess(&instance, "192.0.2.7", ADA).await);
}
