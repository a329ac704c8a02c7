//! Refresh tokens are good once, and none is ever lost to a race of ours.

use jiff::SignedDuration;
use local::salesforce::apps::{App as SalesforceApp, DEFAULT_CLIENT_ID};
use local::salesforce::counts::Asked;
use local::system::SECRET;
use serde_json::json;
use shared::store::connections::Turned;
use shared::watch::{SLOT, Trouble};
use tokio::task::JoinSet;

use super::Owner;
use super::consent::{approve, collect, connection, next, polls, slot, trouble};
use crate::world::{BUSY, World};

const TURN: SignedDuration = SignedDuration::from_secs(45);

#[tokio::test(flavor = "multi_thread")]
async fn fifty_collectors_make_one_refresh_for_each_expiry_and_never_use_a_token_twice() {
    let world = World::new().await;
    let instances = [(); 5].map(|()| world.instance());
    let owner = Owner::before(&world, &instances[0]);
    let org = approve(&owner, BUSY).await;
    let simulator = &world.around.simulator;
    for expiry in 1..=12 {
        world.pass(4 * SLOT);
        assert!(simulator.expire_access_tokens(BUSY) > 0);
        let now = slot(&world);
        let mut collectors = JoinSet::new();
        for at in 0..50 {
            let (instance, org) = (instances[at % 5].clone(), org.clone());
            let slot = now + [-SLOT, 0, SLOT][at % 3];
            collectors.spawn(async move { collect(&instance, &org, slot).await });
        }
        assert!(collectors.join_all().await.into_iter().all(|done| done));
        assert_eq!(simulator.calls_of(BUSY, Asked::Refresh), expiry);
        assert_eq!(simulator.reuses(), 0);
    }
    assert!(trouble(&owner).await.is_null());
    assert!(polls(&world, &org).len() >= 12, "each round was read");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_want_to_refresh_one_may() {
    let world = World::new().await;
    let instances = [(); 5].map(|()| world.instance());
    let org = approve(&Owner::before(&world, &instances[0]), BUSY).await;
    let (seen, now) = (connection(&instances[0], &org).await, world.now());
    let mut takers = JoinSet::new();
    for at in 0..50 {
        let (store, seen) = (&instances[at % 5].app.store, seen.clone());
        takers.spawn(async move { store.take_turn(&seen, now, TURN).await.unwrap() });
    }
    let turns = takers.join_all().await;
    assert_eq!(turns.iter().filter(|turn| matches!(turn, Turned::Yours(..))).count(), 1);
    assert_eq!(turns.iter().filter(|turn| matches!(turn, Turned::Taken)).count(), 49);
}

#[tokio::test]
async fn who_finds_no_permission_leaves_the_turn_of_whoever_refreshes_alone() {
    let world = World::new().await;
    let instance = world.instance();
    let org = approve(&Owner::before(&world, &instance), BUSY).await;
    let (store, seen) = (&instance.app.store, connection(&instance, &org).await);
    assert!(matches!(store.take_turn(&seen, world.now(), TURN).await.unwrap(), Turned::Yours(..)));
    assert!(store.lose_connection(&seen, None, Trouble::PermissionMissing, world.now()).await.unwrap());
    let seen = connection(&instance, &org).await;
    assert!(matches!(store.take_turn(&seen, world.now(), TURN).await.unwrap(), Turned::Taken));
}

#[tokio::test]
async fn who_was_overtaken_cannot_say_that_the_connection_is_lost() {
    let world = World::new().await;
    let instance = world.instance();
    let org = approve(&Owner::before(&world, &instance), BUSY).await;
    let (store, seen) = (&instance.app.store, connection(&instance, &org).await);
    let Turned::Yours(first, _) = store.take_turn(&seen, world.now(), TURN).await.unwrap() else { panic!() };
    world.pass(46);
    let Turned::Yours(second, _) = store.take_turn(&seen, world.now(), TURN).await.unwrap() else { panic!() };
    assert!(second.unsettled && !first.unsettled);
    let lose = |turn| store.lose_connection(&seen, Some(turn), Trouble::Revoked, world.now());
    assert!(!lose(&first).await.unwrap());
    assert!(lose(&second).await.unwrap());
}

#[tokio::test]
async fn a_trouble_that_passes_gives_way_to_one_that_does_not() {
    let world = World::new().await;
    let instance = world.instance();
    let org = approve(&Owner::before(&world, &instance), BUSY).await;
    let store = &instance.app.store;
    let seen = connection(&instance, &org).await;
    assert!(store.lose_connection(&seen, None, Trouble::PermissionMissing, world.now()).await.unwrap());
    let seen = connection(&instance, &org).await;
    let Turned::Yours(turn, seen) = store.take_turn(&seen, world.now(), TURN).await.unwrap() else {
        panic!()
    };
    assert!(store.lose_connection(&seen, Some(&turn), Trouble::Revoked, world.now()).await.unwrap());
    assert!(!connection(&instance, &org).await.is_usable(), "it is not tried for ever");
}

/// Gives our own app another secret at Salesforce, and later here too.
fn rotate(world: &World) -> impl Fn() {
    let app = SalesforceApp { client_secret: "rotated".into(), ..SalesforceApp::default() };
    world.around.simulator.register_app(app);
    let kept = json!({ "salesforceClientId": DEFAULT_CLIENT_ID, "salesforceClientSecret": "rotated",
        "sealingKey": "the-sealing-key-of-this-year-0002",
        "previousSealingKey": "the-sealing-key-of-last-year-0001" });
    move || world.around.stand_ins.secrets.put(SECRET, &kept.to_string())
}

/// A world whose secret has a key that is known here.
async fn world_with_key() -> World {
    let world = World::new().await;
    let app = SalesforceApp::default();
    let kept = json!({ "salesforceClientId": DEFAULT_CLIENT_ID, "salesforceClientSecret": app.client_secret,
        "sealingKey": "the-sealing-key-of-last-year-0001" });
    world.around.stand_ins.secrets.put(SECRET, &kept.to_string());
    world
}

#[tokio::test]
async fn a_refusal_of_our_own_app_loses_nothing_and_its_new_secret_is_found() {
    let world = world_with_key().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = approve(&owner, BUSY).await;
    let publish = rotate(&world);
    world.around.simulator.expire_access_tokens(BUSY);
    for _ in 0..2 {
        assert!(next(&world, &instance, &org).await);
        assert!(trouble(&owner).await.is_null());
    }
    publish();
    for _ in 0..2 {
        world.pass(3600);
        assert!(next(&world, &instance, &org).await);
    }
    assert_eq!(polls(&world, &org).last(), Some(&slot(&world)));
    assert_eq!(world.around.simulator.reuses(), 0);
}

#[tokio::test]
async fn a_new_secret_of_our_own_app_is_found_even_if_somebody_vanished_in_between() {
    let world = world_with_key().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = approve(&owner, BUSY).await;
    let seen = connection(&instance, &org).await;
    instance.app.store.take_turn(&seen, world.now(), TURN).await.unwrap();
    rotate(&world)();
    world.around.simulator.expire_access_tokens(BUSY);
    for _ in 0..2 {
        assert!(next(&world, &instance, &org).await);
    }
    assert_eq!(polls(&world, &org).last(), Some(&slot(&world)));
    assert!(trouble(&owner).await.is_null());
}
