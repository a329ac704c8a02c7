//! Whoever refreshes may vanish at any step.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use local::salesforce::counts::Asked;
use local::salesforce::faults::{Fault, Point, Trouble as Sick};
use serde_json::{Value, json};
use shared::org::OrgId;
use shared::watch::SLOT;
use tokio::sync::Semaphore;

use super::Owner;
use super::consent::{Member, approve, collect, connection, next, polls, seen, slot, trouble, try_collect};
use crate::proxy::Trouble;
use crate::world::{BUSY, Instance, World};

/// Of the updates for one reading: taking the slot, taking the turn, keeping the new tokens.
const TAKING: Range<usize> = 1..2;
const KEEPING: Range<usize> = 2..3;

/// An org that was read once, and whose access token has expired.
struct Scene {
    world: World,
    owner: Owner,
    org: OrgId,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        let owner = Owner::before(&world, &world.instance());
        let org = approve(&owner, BUSY).await;
        assert!(next(&world, &owner.instance, &org).await);
        world.pass(SLOT);
        assert!(world.around.simulator.expire_access_tokens(BUSY) > 0);
        Self { world, owner, org }
    }

    /// An instance that waits for Salesforce, or for DynamoDB, a second or so only: as short as a busy machine lets
    /// it be.
    fn hasty(&self) -> Instance {
        let mut config = self.world.config();
        config.salesforce.timeout = Duration::from_secs(1);
        config.aws.attempt_timeout = Duration::from_millis(1500);
        self.world.instance_with(config)
    }

    fn refreshes(&self) -> u64 {
        self.world.around.simulator.calls_of(BUSY, Asked::Refresh)
    }

    fn calls(&self) -> u64 {
        let asked = [Asked::Limits, Asked::Refresh, Asked::Introspect];
        asked.into_iter().map(|asked| self.world.around.simulator.calls_of(BUSY, asked)).sum()
    }

    /// The org is read again, with one token more than before and none used twice.
    async fn works(&self, why: &str) {
        for _ in 0..2 {
            assert!(next(&self.world, &self.owner.instance, &self.org).await, "{why}");
        }
        assert_eq!(polls(&self.world, &self.org).last(), Some(&slot(&self.world)), "{why}");
        assert!(trouble(&self.owner).await.is_null(), "{why}");
        assert_eq!(self.world.around.simulator.reuses(), 0, "{why}");
    }

    /// The connection says that the reply was lost, nobody asks Salesforce any more, and a new approval heals it.
    async fn is_lost_until_it_is_approved_again(&self, why: &str) {
        for _ in 0..2 {
            assert!(next(&self.world, &self.owner.instance, &self.org).await, "{why}");
        }
        let told = &seen(&self.owner).await["trouble"];
        assert_eq!(
            (&told["reason"], &told["remedy"]),
            (&json!("replyLost"), &json!("Connect the org again."))
        );
        let calls = self.calls();
        for _ in 0..3 {
            super::poll(&self.world, &self.owner.instance).await;
        }
        assert_eq!(self.calls(), calls, "{why}");
        approve(&self.owner, BUSY).await;
        self.works(why).await;
    }
}

#[tokio::test]
async fn a_crash_before_the_call_costs_nothing() {
    let scene = Scene::new().await;
    let (world, instance) = (&scene.world, scene.world.impatient_instance());
    let seen = connection(&instance, &scene.org).await;
    instance.app.store.take_turn(&seen, world.now(), jiff::SignedDuration::from_secs(45)).await.unwrap();
    assert!(collect(&instance, &scene.org, slot(world)).await, "the turn is taken");
    assert_eq!(scene.refreshes(), 0);
    scene.works("the turn has run out").await;
    assert_eq!(scene.refreshes(), 1);
}

#[tokio::test]
async fn a_failed_refresh_that_used_nothing_up_is_made_good_and_one_whose_reply_is_lost_is_told() {
    let passing = |error: &str| Fault::OauthError { error: error.into(), description: None };
    for (fault, is_lost) in [
        (Fault::Hang, false),
        (Fault::Unavailable, false),
        (Fault::UnavailablePage, false),
        (Fault::BadGateway, false),
        (Fault::NonsenseBody, false),
        (passing("server_error"), false),
        (passing("slow_down"), false),
        (Fault::LoseReply, true),
        (Fault::CutBody, true),
        (Fault::WrongSignature, true),
        (Fault::ForeignInstanceUrl, true),
    ] {
        let scene = Scene::new().await;
        let why = format!("{fault:?}");
        let sick = Sick { fault, at: Some(Point::Token), times: Some(1) };
        assert!(scene.world.around.simulator.set_fault(BUSY, sick));
        assert!(collect(&scene.hasty(), &scene.org, slot(&scene.world)).await, "{why}");
        match is_lost {
            true => scene.is_lost_until_it_is_approved_again(&why).await,
            false => scene.works(&why).await,
        }
        assert_eq!(scene.world.around.simulator.reuses(), 0, "{why}");
    }
}

#[tokio::test]
async fn new_tokens_that_dynamodb_does_not_take_at_first_or_says_so_are_kept_all_the_same() {
    for (trouble, calls) in [
        (Trouble::Refuses("ThrottlingException"), 2..5),
        (Trouble::Refuses("TransactionConflictException"), 2..5),
        (Trouble::Loses, KEEPING),
        (Trouble::Hangs, KEEPING),
        (Trouble::Nonsense, KEEPING),
    ] {
        let scene = Scene::new().await;
        scene.world.proxy.make_at("UpdateItem", calls, trouble);
        assert!(collect(&scene.hasty(), &scene.org, slot(&scene.world)).await);
        scene.world.proxy.heal();
        assert_eq!(polls(&scene.world, &scene.org).last(), Some(&slot(&scene.world)));
        scene.works("kept").await;
        assert_eq!(scene.refreshes(), 1);
    }
}

#[tokio::test]
async fn a_crash_between_the_call_and_the_write_is_told_and_nothing_is_used_twice() {
    let scene = Scene::new().await;
    let refuses = Trouble::Refuses("ThrottlingException");
    scene.world.proxy.make_at("UpdateItem", 2..usize::MAX, refuses);
    assert!(!collect(&scene.owner.instance, &scene.org, slot(&scene.world)).await, "it comes again");
    scene.world.proxy.heal();
    scene.is_lost_until_it_is_approved_again("not kept").await;
    assert_eq!(scene.refreshes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_late_with_the_new_tokens_wins_over_whoever_has_called_them_lost() {
    let scene = Scene::new().await;
    let gate = Arc::new(Semaphore::new(0));
    scene.world.proxy.make_at("UpdateItem", KEEPING, Trouble::Waits(gate.clone()));
    let late = held(&scene).await;
    let prompt = scene.world.instance();
    assert!(next(&scene.world, &prompt, &scene.org).await);
    assert_eq!(trouble(&scene.owner).await, "replyLost");

    gate.add_permits(1);
    assert!(late.await.unwrap());

    assert!(trouble(&scene.owner).await.is_null());
    let before = polls(&scene.world, &scene.org).len();
    scene.world.pass(SLOT);
    super::poll(&scene.world, &prompt).await;
    assert_eq!(polls(&scene.world, &scene.org).len(), before + 1, "and the clock has it read again");
    assert_eq!((scene.refreshes(), scene.world.around.simulator.reuses()), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_held_up_before_the_call_does_not_make_it() {
    let scene = Scene::new().await;
    let gate = Arc::new(Semaphore::new(0));
    scene.world.proxy.make_at("UpdateItem", TAKING, Trouble::Waits(gate.clone()));
    let late = held(&scene).await;
    scene.world.pass(20);
    gate.add_permits(1);
    assert!(late.await.unwrap());
    assert_eq!(scene.refreshes(), 0);
    scene.works("the turn was given back").await;
    assert_eq!(scene.world.around.simulator.calls_of(BUSY, Asked::Introspect), 0, "as settled");
}

/// A collector that waits at the gate.
async fn held(scene: &Scene) -> tokio::task::JoinHandle<bool> {
    let (instance, org, at) = (scene.world.instance(), scene.org.clone(), slot(&scene.world));
    let late = tokio::spawn(async move { try_collect(&instance, &org, at).await.unwrap() });
    while scene.world.proxy.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    late
}

#[tokio::test]
async fn the_owner_of_a_lost_connection_gets_one_mail_and_one_event() {
    let world = World::new().await;
    let instance = world.instance();
    let member = Member::new(&world, &instance, "ada@example.com").await;
    let org = member.approve(BUSY).await;
    super::poll(&world, &instance).await;
    let mails = world.mails_to(member.address).len();
    world.around.simulator.expire_access_tokens(BUSY);
    let sick = Fault::OauthError { error: "invalid_grant".into(), description: None };
    world.around.simulator.set_fault(BUSY, sick);
    for _ in 0..6 {
        super::poll(&world, &instance).await;
    }
    let new: Vec<_> = world.mails_to(member.address).into_iter().skip(mails).collect();
    let subjects: Vec<_> = new.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(subjects, ["Northwind Freight: connection lost"]);
    let events = member.get(&format!("/api/orgs/{org}/events")).await.json();
    let lost = |event: &&Value| event["kind"] == "connectionLost";
    assert_eq!(events["events"].as_array().unwrap().iter().filter(lost).count(), 1, "{events}");
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Refresh), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_come_after_the_connection_was_removed_are_revoked() {
    let scene = Scene::new().await;
    let gate = Arc::new(Semaphore::new(0));
    scene.world.proxy.make_at("UpdateItem", KEEPING, Trouble::Waits(gate.clone()));
    let late = held(&scene).await;
    assert_eq!(scene.owner.delete(&format!("/api/orgs/{}", scene.org)).await.status, 204);
    let before = scene.world.around.simulator.calls_of(BUSY, Asked::Revoke);
    gate.add_permits(1);
    assert!(late.await.unwrap());
    assert_eq!(scene.world.around.simulator.calls_of(BUSY, Asked::Revoke), before + 1);
    assert_eq!(scene.world.around.simulator.expire_access_tokens(BUSY), 0, "the grant has ended");
}
