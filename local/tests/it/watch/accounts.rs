//! Two accounts that watch one org.

use local::salesforce::counts::Asked;
use local::salesforce::faults::Fault;
use shared::org::OrgId;
use shared::watch::{SLOT, Trouble};

use super::consent::{Member, polls, slot};
use super::poll;
use crate::world::{BUSY, Instance, World};

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";

/// Two who watch the same org, the first one for longer.
async fn two(world: &World, instance: &Instance) -> (Member, Member, OrgId) {
    let ada = Member::new(world, instance, ADA).await;
    let bob = Member::new(world, instance, BOB).await;
    let org = ada.approve(BUSY).await;
    world.pass(SLOT);
    assert_eq!(bob.approve(BUSY).await, org);
    (ada, bob, org)
}

/// Why the member's connection does not work; null if it does.
async fn trouble(member: &Member) -> serde_json::Value {
    member.get("/api/orgs").await.json()["orgs"][0]["trouble"]["reason"].clone()
}

/// How many mails have said that the connection is lost.
fn told(world: &World, address: &str) -> usize {
    let mails = world.mails_to(address);
    let text = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    mails
        .iter()
        .filter(|mail| text(&mail.text).contains("The connection to Northwind Freight is lost"))
        .count()
}

#[tokio::test]
async fn an_org_that_two_watch_is_read_once_and_both_see_it() {
    let world = World::new().await;
    let instance = world.instance();
    let (ada, bob, org) = two(&world, &instance).await;
    world.around.simulator.reset_calls();
    for _ in 0..3 {
        poll(&world, &instance).await;
    }
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 3);
    assert_eq!(polls(&world, &org).len(), 3);
    for member in [&ada, &bob] {
        let report = member.get(&format!("/api/orgs/{org}/limits")).await.json();
        assert_eq!(report["freshness"], "fresh", "{report}");
    }
}

#[tokio::test]
async fn one_who_leaves_takes_nothing_from_the_other() {
    let world = World::new().await;
    let instance = world.instance();
    let (ada, bob, org) = two(&world, &instance).await;
    poll(&world, &instance).await;
    assert_eq!(ada.delete(&format!("/api/orgs/{org}")).await.status, 204);
    for _ in 0..2 {
        poll(&world, &instance).await;
    }
    assert_eq!(polls(&world, &org).len(), 3, "the history goes on");
    assert!(trouble(&bob).await.is_null());
    assert_eq!(ada.get(&format!("/api/orgs/{org}/limits")).await.status, 404);
    assert_eq!(bob.delete(&format!("/api/orgs/{org}")).await.status, 204);
    world.pass(120);
    instance.deliver_due().await;
    assert!(!world.stored().contains(org.as_str()));
}

#[tokio::test]
async fn if_one_connection_is_lost_the_other_is_used_and_only_its_owner_is_told() {
    let world = World::new().await;
    let instance = world.instance();
    let (ada, bob, org) = two(&world, &instance).await;
    poll(&world, &instance).await;
    let (_, first) = instance.app.store.find_watched(&org).await.unwrap().unwrap();
    let first = first.into_iter().min_by_key(|link| link.connected_at).unwrap();
    let token = instance.app.unseal(&first.sealed_refresh.clone().unwrap(), &first.owner()).await.unwrap();
    assert!(world.around.simulator.revoke(&token.unwrap()), "an administrator revokes the first approval");
    for _ in 0..3 {
        poll(&world, &instance).await;
    }
    assert_eq!((trouble(&ada).await, trouble(&bob).await), ("revoked".into(), serde_json::Value::Null));
    assert_eq!(polls(&world, &org).len(), 4, "no slot was missed");
    assert_eq!([ADA, BOB].map(|address| told(&world, address)), [1, 0]);
    // Whose a revoked token was is not known any more.
    assert_eq!(world.around.simulator.calls(Asked::Refresh), 1);
}

#[tokio::test]
async fn a_connection_that_lacks_a_permission_costs_one_call_an_hour_beside_one_that_works() {
    let world = World::at("2026-11-20T14:05:00Z".parse().unwrap()).await;
    let instance = world.instance();
    let (ada, _, org) = two(&world, &instance).await;
    let (_, links) = instance.app.store.find_watched(&org).await.unwrap().unwrap();
    let first = links.into_iter().min_by_key(|link| link.connected_at).unwrap();
    let store = &instance.app.store;
    assert!(store.lose_connection(&first, None, Trouble::PermissionMissing, world.now()).await.unwrap());
    world.around.simulator.reset_calls();
    while slot(&world) % 3600 != 0 {
        poll(&world, &instance).await;
    }
    let reads = world.around.simulator.calls_of(BUSY, Asked::Limits);
    assert_eq!(reads, polls(&world, &org).len() as u64, "through the other alone");
    assert_eq!(trouble(&ada).await, "permissionMissing");

    poll(&world, &instance).await;
    assert!(trouble(&ada).await.is_null(), "the hour's probe finds that it works again");
    let events = ada.get(&format!("/api/orgs/{org}/events")).await;
    assert!(events.body.contains("connectionRestored"), "{events:?}");
}

#[tokio::test]
async fn both_are_told_once_if_nobody_may_read_any_more() {
    let world = World::new().await;
    let instance = world.instance();
    let (ada, bob, _) = two(&world, &instance).await;
    poll(&world, &instance).await;
    world.around.simulator.set_fault(BUSY, Fault::ApiDisabled);
    for _ in 0..5 {
        poll(&world, &instance).await;
    }
    for member in [&ada, &bob] {
        assert_eq!(trouble(member).await, "apiDisabled");
        assert_eq!(told(&world, member.address), 1, "{}", member.address);
    }
}
