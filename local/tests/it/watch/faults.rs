//! Faults of our own side.

use local::salesforce::counts::Asked;
use local::system::SECRET;
use serde_json::json;
use shared::watch::SLOT;

use super::consent::{approve, collect, polls, slot, trouble};
use super::{Owner, poll};
use crate::proxy::{ANY, Trouble};
use crate::world::{BUSY, World};

#[tokio::test]
async fn dynamodb_out_of_reach_at_any_call_of_a_reading_loses_and_doubles_nothing() {
    let world = World::at("2026-11-20T13:50:00Z".parse().unwrap()).await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = owner.watch(&world, BUSY).await;
    let refuses = Trouble::Refuses("AccessDeniedException");
    for call in 0.. {
        world.pass(SLOT);
        let now = slot(&world);
        world.around.simulator.reset_calls();
        world.proxy.make_at(ANY, call..usize::MAX, refuses.clone());
        let done = collect(&instance, &org, now).await;
        world.proxy.heal();
        world.pass(60);
        assert!(collect(&instance, &org, now).await, "call {call}: the message comes again");
        assert_eq!(polls(&world, &org).iter().filter(|slot| **slot == now).count(), 1, "call {call}");
        let reads = world.around.simulator.calls_of(BUSY, Asked::Limits);
        assert!((1..=2).contains(&reads), "call {call}: {reads} reads");
        world.pass(-60);
        if done {
            assert!(call > 5, "a reading takes more calls than {call}");
            break;
        }
    }
    assert!(trouble(&owner).await.is_null());
}

#[tokio::test]
async fn an_answer_of_dynamodb_that_is_lost_at_any_call_loses_and_doubles_nothing() {
    let world = World::at("2026-11-20T13:50:00Z".parse().unwrap()).await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = approve(&owner, BUSY).await;
    for call in 0..20 {
        world.pass(SLOT);
        world.around.simulator.reset_calls();
        world.around.simulator.expire_access_tokens(BUSY);
        world.proxy.make_at(ANY, call..call + 1, Trouble::Loses);
        assert!(collect(&instance, &org, slot(&world)).await, "call {call}");
        world.proxy.heal();
        assert_eq!(polls(&world, &org).last(), Some(&slot(&world)), "call {call}");
        assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Refresh), 1, "call {call}");
        let seen = super::consent::seen(&owner).await;
        assert_eq!(seen["ageSeconds"], 0, "call {call}: it is finished, too");
    }
    assert_eq!(world.around.simulator.reuses(), 0);
    assert!(trouble(&owner).await.is_null());
}

#[tokio::test]
async fn without_the_secret_the_message_comes_again() {
    let world = World::new().await;
    let instance = world.instance();
    let org = Owner::before(&world, &instance).watch(&world, BUSY).await;
    world.around.simulator.reset_calls();
    let fresh = {
        let mut config = world.config();
        config.secret_id = "nothing".into();
        world.instance_with(config)
    };
    assert_ne!(fresh.app.config.secret_id, SECRET);
    assert!(!collect(&fresh, &org, slot(&world)).await);
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 0);
    world.pass(60);
    assert!(collect(&instance, &org, slot(&world)).await);
    assert_eq!(polls(&world, &org).len(), 1);
}

#[tokio::test]
async fn a_schedule_that_reaches_no_queue_fails_and_the_next_run_makes_it_good() {
    let world = World::new().await;
    let instance = world.instance();
    let org = Owner::before(&world, &instance).watch(&world, BUSY).await;
    let mut config = world.config();
    config.queues.collect = Some(format!("{}/queue/Nowhere", world.around.stand_ins_url));
    let broken = world.instance_with(config);
    let tick = json!({ "scheduledAt": world.now().to_string() });
    assert!(broken.invoke("limits-poll", tick.clone()).await.is_err());
    world.proxy.make("Query", Trouble::Refuses("AccessDeniedException"));
    assert!(instance.invoke("limits-poll", tick).await.is_err());
    world.proxy.heal();
    poll(&world, &instance).await;
    assert_eq!(polls(&world, &org).len(), 1);
}
