//! At least once becomes exactly once.

use local::salesforce::counts::Asked;
use local::salesforce::faults::Fault;
use serde_json::json;
use shared::watch::SLOT;
use tokio::task::JoinSet;

use super::consent::{approve, collect, next, polls, slot};
use super::{Owner, poll};
use crate::world::{BUSY, World};

#[tokio::test]
async fn a_message_that_comes_many_times_makes_one_reading() {
    let world = World::new().await;
    let instances = [(); 2].map(|()| world.instance());
    let org = Owner::before(&world, &instances[0]).watch(&world, BUSY).await;
    world.around.simulator.reset_calls();
    let now = slot(&world);
    for times in 0..6 {
        assert!(collect(&instances[times % 2], &org, now).await);
        world.pass(45);
    }
    assert_eq!(polls(&world, &org), [now]);
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_collectors_at_once_make_one_reading() {
    let world = World::new().await;
    let instances = [(); 5].map(|()| world.instance());
    let org = Owner::before(&world, &instances[0]).watch(&world, BUSY).await;
    world.around.simulator.reset_calls();
    let now = slot(&world);
    let mut collectors = JoinSet::new();
    for at in 0..10 {
        let (instance, org) = (instances[at % 5].clone(), org.clone());
        collectors.spawn(async move { collect(&instance, &org, now).await });
    }
    assert!(collectors.join_all().await.into_iter().all(|done| done));
    assert_eq!(polls(&world, &org), [now]);
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 1);
}

#[tokio::test]
async fn a_schedule_that_runs_twice_has_each_org_read_once() {
    let world = World::new().await;
    let instance = world.instance();
    let org = Owner::before(&world, &instance).watch(&world, BUSY).await;
    world.around.simulator.reset_calls();
    let tick = json!({ "scheduledAt": world.now().to_string() });
    for _ in 0..2 {
        instance.invoke("limits-poll", tick.clone()).await.unwrap();
        world.pass(100);
    }
    world.pass(60);
    assert_eq!(instance.deliver_due().await, 2);
    assert_eq!(polls(&world, &org).len(), 1);
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 1);
}

#[tokio::test]
async fn a_slot_that_failed_at_salesforce_is_not_tried_again_by_a_second_message() {
    let world = World::new().await;
    let instance = world.instance();
    let org = Owner::before(&world, &instance).watch(&world, BUSY).await;
    world.around.simulator.set_fault(BUSY, Fault::MissingPermission);
    world.around.simulator.reset_calls();
    let now = slot(&world);
    for _ in 0..3 {
        assert!(collect(&instance, &org, now).await);
        world.pass(90);
    }
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 1);
}

#[tokio::test]
async fn an_older_slot_that_comes_after_a_newer_one_changes_nothing() {
    let world = World::new().await;
    let instance = world.instance();
    let org = Owner::before(&world, &instance).watch(&world, BUSY).await;
    world.pass(SLOT);
    let now = slot(&world);
    assert!(collect(&instance, &org, now).await);
    let (before, calls) = (world.stored(), world.around.simulator.calls_of(BUSY, Asked::Limits));
    assert!(collect(&instance, &org, now - SLOT).await);
    assert_eq!(polls(&world, &org), [now]);
    assert_eq!((world.stored(), world.around.simulator.calls_of(BUSY, Asked::Limits)), (before, calls));
}

#[tokio::test]
async fn a_clock_that_is_a_little_off_is_forgiven_and_a_message_out_of_time_changes_nothing() {
    let world = World::new().await;
    let instance = world.instance();
    let org = Owner::before(&world, &instance).watch(&world, BUSY).await;
    let (now, before) = (slot(&world), world.stored());
    for wrong in
        [now - 3 * SLOT, now - 10 * SLOT, now + 2 * SLOT, now + 86_400, now + 1, i64::MAX, i64::MIN, 0]
    {
        assert!(collect(&instance, &org, wrong).await, "it is done with: {wrong}");
    }
    assert_eq!(world.stored(), before);
    for right in [now - 2 * SLOT, now + SLOT] {
        assert!(collect(&instance, &org, right).await);
    }
    assert_eq!(polls(&world, &org), [now - 2 * SLOT, now + SLOT]);
    world.pass(SLOT);
    assert!(collect(&instance, &org, now + SLOT).await, "the clock caught up, and the slot is read");
    assert_eq!(polls(&world, &org).len(), 2);
}

#[tokio::test]
async fn a_message_that_is_none_is_handed_back() {
    let world = World::new().await;
    let instance = world.instance();
    for body in ["", "{}", r#"{"org":"00D1t0000008BzYEAU"}"#, r#"{"org":"x","slot":0}"#] {
        let event = json!({ "Records": [{ "messageId": "one", "body": body }] });
        let answer = instance.invoke("limits-collect", event).await.unwrap();
        assert_eq!(answer["batchItemFailures"][0]["itemIdentifier"], "one", "{body}");
    }
}

#[tokio::test]
async fn two_days_without_polls_are_a_gap_with_whole_days_on_both_sides() {
    let world = World::at("2026-11-20T22:00:00Z".parse().unwrap()).await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = owner.watch(&world, BUSY).await;
    for _ in 0..6 {
        assert!(next(&world, &instance, &org).await);
    }
    let last = slot(&world);
    world.pass(2 * 86_400);
    let back = slot(&world) + SLOT;
    for _ in 0..36 {
        assert!(next(&world, &instance, &org).await);
    }

    let rolled = instance.app.store.find_watched(&org).await.unwrap().unwrap().0.rolled;
    assert_eq!(rolled.as_deref(), Some("2026-11-22"), "the days of the gap are over too");
    let path = format!("/api/orgs/{org}/limits/DailyApiRequests/history?from=2026-11-20T00:00:00Z");
    let history = owner.get(&path).await.json();
    let at: Vec<i64> = history["at"].as_array().unwrap().iter().filter_map(second).collect();
    assert!(at.windows(2).all(|pair| pair[0] < pair[1]), "{at:?}");
    let gap = at.windows(2).find(|pair| pair[1] - pair[0] > 86_400).unwrap_or_else(|| panic!("{history}"));
    assert!(gap[0] >= last - 3600 && gap[1] <= back + 3600, "{gap:?} around {last} and {back}");
}

/// A time of a history, whatever its form.
fn second(at: &serde_json::Value) -> Option<i64> {
    at.as_i64().or_else(|| Some(at.as_str()?.parse::<jiff::Timestamp>().ok()?.as_second()))
}

#[tokio::test]
async fn an_org_with_new_tokens_is_read_on_by_the_clock() {
    let world = World::new().await;
    let instance = world.instance();
    let org = approve(&Owner::before(&world, &instance), BUSY).await;
    for read in 1..=3 {
        world.around.simulator.expire_access_tokens(BUSY);
        poll(&world, &instance).await;
        assert_eq!(polls(&world, &org).len(), read);
    }
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Refresh), 3);
}
