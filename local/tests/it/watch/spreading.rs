//! The schedule: which orgs are read, and at which moment of the slot.

use std::collections::{BTreeMap, BTreeSet};

use local::salesforce::faults::Fault;
use serde_json::{Value, json};
use shared::org::OrgId;
use shared::watch::SLOT;

use super::{Owner, poll};
use crate::world::{BUSY, Instance, World};

const QUEUE: &str = "CollectQueue";

/// Runs the schedule for this moment, and gives after how many seconds each org's message is due. The queue is
/// empty afterwards.
async fn run(world: &World, instance: &Instance) -> BTreeMap<String, i64> {
    let tick = json!({ "scheduledAt": world.now().to_string() });
    instance.invoke("limits-poll", tick).await.unwrap();
    let queues = &world.around.stand_ins.queues;
    let due = |message: &local::aws::Message| {
        let body: Value = serde_json::from_str(&message.body).unwrap();
        let org = body["org"].as_str().unwrap().to_owned();
        (org, message.visible_at.duration_since(world.now()).as_secs())
    };
    let messages = queues.messages(QUEUE);
    messages.iter().for_each(|message| queues.delete(QUEUE, &message.id));
    messages.iter().map(due).collect()
}

/// Puts so many orgs in place that are to be read.
fn many(world: &World, count: usize) {
    let table = world.around.template.tables.iter().find(|table| table.name.ends_with("-orgs")).unwrap();
    for at in 0..count {
        let org = OrgId::parse(&format!("00D{at:012}")).unwrap();
        let item = json!({ "org": { "S": org.as_str() }, "part": { "S": "watch" }, "due": { "S": "yes" },
            "orgName": { "S": "x".repeat(300) }, "failures": { "N": "0" } });
        world.around.dynamodb.put(&table.name, item).unwrap();
    }
}

#[tokio::test]
async fn orgs_are_spread_over_the_slot_and_each_keeps_its_place() {
    let world = World::new().await;
    let instance = world.instance();
    many(&world, 300);
    let first = run(&world, &instance).await;
    assert_eq!(first.len(), 300);
    assert!(first.values().all(|delay| (0..=240).contains(delay)));
    let places: BTreeSet<_> = first.values().collect();
    assert!(places.len() > 120, "{} places", places.len());
    let early = first.values().filter(|delay| **delay < 120).count();
    assert!((110..=190).contains(&early), "{early} in the first half");
    world.pass(SLOT);
    assert_eq!(run(&world, &instance).await, first);
}

#[tokio::test]
async fn a_run_that_comes_late_names_the_same_slot_and_puts_nobody_off_longer() {
    let world = World::new().await;
    let instance = world.instance();
    many(&world, 20);
    let punctual = run(&world, &instance).await;
    let tick = json!({ "scheduledAt": world.now().to_string() });
    world.pass(100);
    instance.invoke("limits-poll", tick).await.unwrap();
    for message in world.around.stand_ins.queues.messages(QUEUE) {
        let body: Value = serde_json::from_str(&message.body).unwrap();
        assert_eq!(body["slot"], super::consent::slot(&world));
        let delay = message.visible_at.duration_since(world.now()).as_secs();
        assert_eq!(delay, (punctual[body["org"].as_str().unwrap()] - 100).max(0));
    }
}

#[tokio::test]
async fn all_pages_are_read_and_nothing_but_messages_is_written() {
    let world = World::new().await;
    let instance = world.instance();
    // More than a page of one megabyte.
    many(&world, 4000);
    world.proxy.calls();
    assert_eq!(run(&world, &instance).await.len(), 4000);
    let calls = world.proxy.calls();
    assert!(calls.iter().all(|operation| operation == "Query"), "{calls:?}");
}

#[tokio::test]
async fn an_org_that_is_left_alone_is_looked_at_in_every_third_slot() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    owner.watch(&world, BUSY).await;
    world.around.simulator.set_fault(BUSY, Fault::MissingPermission);
    poll(&world, &instance).await;
    let mut looks = Vec::new();
    for _ in 0..6 {
        looks.push(run(&world, &instance).await.len());
        world.pass(SLOT);
    }
    assert_eq!(looks.iter().sum::<usize>(), 2, "{looks:?}");
    assert!(looks.windows(3).all(|three| three.iter().sum::<usize>() == 1), "{looks:?}");
}
