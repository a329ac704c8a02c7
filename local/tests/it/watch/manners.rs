//! How Salesforce is treated that refuses or fails.

use std::time::Duration;

use local::salesforce::counts::Asked;
use local::salesforce::faults::{Fault, Point, Trouble as Sick};
use shared::watch::SLOT;

use super::consent::{approve, next, polls, seen, slot, trouble};
use super::{Owner, poll};
use crate::world::{BUSY, OVER, World};

fn at_rest(fault: Fault, times: Option<u32>) -> Sick {
    Sick { fault, at: Some(Point::Rest), times }
}

#[tokio::test]
async fn used_up_calls_are_a_reading_and_the_org_is_left_alone_until_one_probe_finds_calls_again() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let (org, other) = (owner.watch(&world, BUSY).await, owner.watch(&world, OVER).await);
    let simulator = &world.around.simulator;
    poll(&world, &instance).await;
    simulator.set_fault(BUSY, Fault::DailyLimitExceeded);
    simulator.reset_calls();
    poll(&world, &instance).await;
    assert_eq!(polls(&world, &org).len(), 2, "a refusal is kept");
    let report = owner.get(&format!("/api/orgs/{org}/limits")).await.json();
    assert_eq!(report["exhausted"]["limit"], "dailyApiRequests", "{report}");
    let orgs = owner.get("/api/orgs").await.json();
    let paused = orgs["orgs"].as_array().unwrap().iter().find(|seen| seen["org"]["id"] == org.as_str());
    assert!(paused.unwrap()["pausedUntil"].is_string(), "{orgs}");

    for _ in 0..2 {
        poll(&world, &instance).await;
    }
    assert_eq!(simulator.calls_of(BUSY, Asked::Limits), 1, "nobody asks while it is open");
    assert_eq!(simulator.calls_of(OVER, Asked::Limits), 3, "other orgs are read on");
    world.pass(SLOT);
    poll(&world, &instance).await;
    assert_eq!(simulator.calls_of(BUSY, Asked::Limits), 2, "one probe, which finds the same");
    simulator.clear_faults(BUSY);
    world.pass(30 * 60);
    for _ in 0..2 {
        poll(&world, &instance).await;
    }
    assert_eq!(simulator.calls_of(BUSY, Asked::Limits), 4, "closed again");
    let report = owner.get(&format!("/api/orgs/{org}/limits")).await.json();
    assert!(report["exhausted"].is_null(), "{report}");
    assert!(trouble(&owner).await.is_null());
    assert!(!polls(&world, &other).is_empty());
}

#[tokio::test]
async fn too_many_long_calls_at_once_pause_the_org_and_leave_no_reading() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = owner.watch(&world, BUSY).await;
    world.around.simulator.set_fault(BUSY, Fault::ConcurrentLimitExceeded);
    world.around.simulator.reset_calls();
    for _ in 0..2 {
        assert!(next(&world, &instance, &org).await);
    }
    assert!(polls(&world, &org).is_empty());
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 1);
    assert!(trouble(&owner).await.is_null(), "it is no fault of the connection");
}

#[tokio::test]
async fn a_passing_fault_is_tried_once_more_and_then_twice_before_the_org_is_left_alone() {
    for fault in [Fault::Unavailable, Fault::UnavailablePage, Fault::BadGateway, Fault::ServerError] {
        let world = World::new().await;
        let instance = world.impatient_instance();
        let owner = Owner::before(&world, &instance);
        let org = owner.watch(&world, BUSY).await;
        world.around.simulator.set_fault(BUSY, at_rest(fault.clone(), Some(1)));
        world.around.simulator.reset_calls();
        assert!(next(&world, &instance, &org).await);
        assert_eq!(polls(&world, &org).len(), 1, "{fault:?}");
        assert_eq!(seen(&owner).await["callsToday"], 2, "the second try counts too: {fault:?}");

        world.around.simulator.set_fault(BUSY, at_rest(fault.clone(), None));
        world.around.simulator.reset_calls();
        for _ in 0..3 {
            assert!(next(&world, &instance, &org).await);
        }
        assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 6, "{fault:?}");
        assert!(next(&world, &instance, &org).await);
        assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 6, "it is left alone: {fault:?}");
        assert_eq!(seen(&owner).await["callsToday"], 8, "{fault:?}");
        assert!(trouble(&owner).await.is_null(), "{fault:?}");
    }
}

#[tokio::test]
async fn an_org_that_does_not_answer_in_time_is_asked_once_in_a_slot_and_then_left_alone() {
    let world = World::new().await;
    let mut config = world.config();
    config.salesforce.timeout = Duration::from_millis(200);
    let hasty = world.instance_with(config);
    let owner = Owner::before(&world, &world.instance());
    let org = owner.watch(&world, BUSY).await;
    world.around.simulator.set_fault(BUSY, Fault::Hang);
    world.around.simulator.reset_calls();
    for _ in 0..4 {
        assert!(next(&world, &hasty, &org).await);
    }
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 3);
    assert_eq!(seen(&owner).await["callsToday"], 3);
}

#[tokio::test]
async fn only_an_expired_session_asks_for_a_new_token() {
    for (fault, refreshes, reason) in [
        (Fault::SessionExpired, 1, None),
        (Fault::BadOauthToken, 1, None),
        (Fault::SessionNotForRest, 0, Some("sessionNotForApi")),
        (Fault::NotAttachedToAgent, 0, Some("sessionNotForApi")),
        (Fault::ApiDisabled, 0, Some("apiDisabled")),
        (Fault::MissingPermission, 0, Some("permissionMissing")),
        (Fault::DailyLimitExceeded, 0, None),
        (Fault::ConcurrentLimitExceeded, 0, None),
        (Fault::ServerError, 0, None),
        (Fault::NotFound, 0, None),
        (Fault::Gone, 0, None),
        (Fault::UriTooLong, 0, None),
        (Fault::CutBody, 0, None),
        (Fault::NonsenseBody, 0, None),
        // Its new host comes with a new token.
        (Fault::NoRoute, 1, Some("hostMoved")),
    ] {
        let world = World::new().await;
        let instance = world.impatient_instance();
        let owner = Owner::before(&world, &instance);
        let org = approve(&owner, BUSY).await;
        world.around.simulator.set_fault(BUSY, at_rest(fault.clone(), None));
        assert!(next(&world, &instance, &org).await, "{fault:?}");
        assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Refresh), refreshes, "{fault:?}");
        assert_eq!(trouble(&owner).await.as_str(), reason, "{fault:?}");
        assert_eq!(world.around.simulator.reuses(), 0, "{fault:?}");
    }
}

#[tokio::test]
async fn a_missing_permission_is_looked_for_once_an_hour_and_found_when_it_is_there() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = approve(&owner, BUSY).await;
    world.around.simulator.set_fault(BUSY, Fault::MissingPermission);
    world.around.simulator.reset_calls();
    for _ in 0..24 {
        poll(&world, &instance).await;
    }
    let calls = world.around.simulator.calls_of(BUSY, Asked::Limits);
    assert!((2..=3).contains(&calls), "{calls} calls in two hours");
    let told = seen(&owner).await["trouble"].clone();
    assert!(told["remedy"].as_str().unwrap().contains("View Setup and Configuration"), "{told}");
    world.around.simulator.clear_faults(BUSY);
    for _ in 0..13 {
        poll(&world, &instance).await;
    }
    assert!(trouble(&owner).await.is_null());
    assert_eq!(polls(&world, &org).last(), Some(&(slot(&world) - SLOT)));
    let events = owner.get(&format!("/api/orgs/{org}/events")).await.body;
    assert_eq!(events.matches("connectionLost").count(), 1, "{events}");
    assert_eq!(events.matches("connectionRestored").count(), 1, "{events}");
}

#[tokio::test]
async fn our_own_calls_of_the_day_are_counted() {
    let world = World::at("2026-11-20T23:50:00Z".parse().unwrap()).await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = approve(&owner, BUSY).await;
    world.around.simulator.reset_calls();
    assert!(next(&world, &instance, &org).await);
    assert_eq!(seen(&owner).await["callsToday"], 1);
    world.around.simulator.reset_calls();
    world.pass(SLOT);
    for read in 1..=3 {
        world.around.simulator.expire_access_tokens(BUSY);
        assert!(super::consent::collect(&instance, &org, slot(&world)).await);
        world.pass(SLOT);
        let made = world.around.simulator.calls_of(BUSY, Asked::Limits);
        assert_eq!(made, 2 * read, "one with the old token, one with the new one");
        assert_eq!(seen(&owner).await["callsToday"], made, "midnight has passed");
    }
}
