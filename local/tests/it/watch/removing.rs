//! Removing an org while it is read, or while somebody else begins to watch it.

use std::sync::Arc;

use shared::org::OrgId;
use shared::watch::SLOT;
use tokio::sync::Semaphore;

use super::consent::{approve, next, polls, slot, try_collect};
use super::{Owner, own_app, poll};
use crate::proxy::Trouble;
use crate::world::{BUSY, Instance, World};

/// Gives everything time that was put off.
async fn settle(world: &World, instance: &Instance) {
    world.pass(120);
    instance.deliver_due().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_org_that_is_removed_while_it_is_read_leaves_nothing_whatever_step_the_reader_is_at() {
    // Before the names, the poll and the day are written, before the events are, and before the end.
    for (operation, call) in
        [("UpdateItem", 1), ("PutItem", 0), ("PutItem", 1), ("Query", 3), ("UpdateItem", 2)]
    {
        let world = World::new().await;
        let (instance, reader) = (world.instance(), world.instance());
        let owner = Owner::before(&world, &instance);
        let org = owner.watch(&world, BUSY).await;
        let gate = Arc::new(Semaphore::new(0));
        world.proxy.make_at(operation, call..call + 1, Trouble::Waits(gate.clone()));
        let (at, of) = (slot(&world), org.clone());
        let late = tokio::spawn(async move { try_collect(&reader, &of, at).await.unwrap() });
        while world.proxy.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(owner.delete(&format!("/api/orgs/{org}")).await.status, 204);
        world.pass(30);
        gate.add_permits(1);
        assert!(late.await.unwrap(), "{operation} {call}");
        settle(&world, &instance).await;
        assert!(!world.stored().contains(org.as_str()), "{operation} {call}: {}", world.stored());
    }
}

#[tokio::test]
async fn who_begins_to_watch_while_the_last_one_leaves_goes_on_watching() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = owner.watch(&world, BUSY).await;
    let (seen, _) = instance.app.store.find_watched(&org).await.unwrap().unwrap();
    owner.watch(&world, BUSY).await;
    instance.app.store.end_watch(&seen).await.unwrap();
    poll(&world, &instance).await;
    assert_eq!(polls(&world, &org).len(), 1);
}

#[tokio::test]
async fn who_connects_an_org_again_while_it_is_found_lost_has_it_read() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = approve(&owner, BUSY).await;
    let (seen, _) = instance.app.store.find_watched(&org).await.unwrap().unwrap();
    approve(&owner, BUSY).await;
    instance.app.store.rest_watch(&seen).await.unwrap();
    poll(&world, &instance).await;
    assert_eq!(polls(&world, &org).len(), 1);
}

/// An instance whose messages about erasing go nowhere.
fn without_erase_queue(world: &World) -> Instance {
    let mut config = world.config();
    config.queues.erase = Some(format!("{}/queue/Nowhere", world.around.stand_ins_url));
    world.instance_with(config)
}

#[tokio::test]
async fn an_org_whose_removal_ends_halfway_is_erased_all_the_same() {
    let world = World::new().await;
    let (instance, broken) = (world.instance(), without_erase_queue(&world));
    let owner = Owner::before(&world, &instance);
    let org = owner.watch(&world, BUSY).await;
    poll(&world, &instance).await;
    let answer = Owner::before(&world, &broken).delete(&format!("/api/orgs/{org}")).await;
    assert_eq!((answer.status, answer.problem().as_str()), (503, "unavailable"));
    assert!(!next(&world, &broken, &org).await, "whoever finds it cannot go on either");
    poll(&world, &instance).await;
    settle(&world, &instance).await;
    assert!(!world.stored().contains(org.as_str()), "{}", world.stored());
}

#[tokio::test]
async fn a_lost_org_whose_removal_ends_halfway_is_erased_all_the_same() {
    let world = World::new().await;
    let (instance, broken) = (world.instance(), without_erase_queue(&world));
    let owner = Owner::before(&world, &instance);
    let org = approve(&owner, BUSY).await;
    poll(&world, &instance).await;
    lose(&world, &instance, &org).await;
    let answer = Owner::before(&world, &broken).delete(&format!("/api/orgs/{org}")).await;
    assert_eq!(answer.status, 503);
    // What is left alone is looked at in every third slot.
    for _ in 0..3 {
        poll(&world, &instance).await;
    }
    settle(&world, &instance).await;
    assert!(!world.stored().contains(org.as_str()), "{}", world.stored());
}

/// Has the approval revoked and found lost, so that the clock leaves the org alone.
async fn lose(world: &World, instance: &Instance, org: &OrgId) {
    let link = super::consent::connection(instance, org).await;
    let token = instance.app.unseal(&link.sealed_refresh.clone().unwrap(), &link.owner()).await.unwrap();
    assert!(world.around.simulator.revoke(&token.unwrap()));
    poll(world, instance).await;
    let before = polls(world, org).len();
    world.pass(SLOT);
    poll(world, instance).await;
    assert_eq!(polls(world, org).len(), before);
}

#[tokio::test]
async fn a_removal_that_dynamodb_stops_at_any_call_is_made_good_by_asking_again_or_by_the_clock() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    for call in 0.. {
        let org = owner.watch(&world, BUSY).await;
        assert!(next(&world, &instance, &org).await);
        let path = format!("/api/orgs/{org}");
        world.proxy.make_at(crate::proxy::ANY, call..usize::MAX, Trouble::Refuses("AccessDeniedException"));
        let status = owner.delete(&path).await.status;
        world.proxy.heal();
        if status != 204 {
            assert!([204, 404].contains(&owner.delete(&path).await.status), "call {call}");
        }
        world.pass(SLOT);
        poll(&world, &instance).await;
        settle(&world, &instance).await;
        assert!(!world.stored().contains(org.as_str()), "call {call}: {}", world.stored());
        if status == 204 {
            assert!(call > 5, "it takes more calls than {call}");
            break;
        }
        assert_eq!(owner.post("/api/orgs", &own_app(&world, BUSY)).await.status, 201);
    }
}
