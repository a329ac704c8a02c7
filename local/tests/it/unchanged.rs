//! An answer that says nothing new is not sent again, though its age is another one.

use crate::watch::{Owner, poll};
use crate::world::{BUSY, World};

#[tokio::test]
async fn the_limits_now_are_sent_again_only_with_a_new_reading() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    let owner = Owner::with(&instance, session.value());
    for path in ["/api/limits", "/api/limits?explain=true"] {
        let first = instance.get(path, &session).await;
        assert!(first.header("etag").starts_with("W/\""), "{first:?}");
        world.pass(20);
        let same = owner.get_again(path, &first).await;
        assert_eq!((same.status, same.body.as_str()), (304, ""), "{path}");
        for name in ["etag", "cache-control", "content-security-policy"] {
            assert_eq!(same.header(name), first.header(name), "{path}: {name}");
        }
        assert_eq!(same.header("cache-control"), "no-store");
        let older = instance.get(path, &session).await.json();
        assert_eq!(older["ageSeconds"], first.json()["ageSeconds"].as_i64().unwrap() + 20);
    }
    let first = instance.get("/api/limits", &session).await;
    world.pass(3600);
    let newer = owner.get_again("/api/limits", &first).await;
    assert_eq!((newer.status, newer.json()["ageSeconds"].as_i64()), (200, Some(0)));
    assert_ne!(newer.json()["readAt"], first.json()["readAt"]);
}

#[tokio::test]
async fn a_reading_that_has_become_stale_is_news() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = owner.watch(&world, BUSY).await;
    poll(&world, &instance).await;
    let path = format!("/api/orgs/{org}/limits");
    let first = owner.get(&path).await;
    assert_eq!(first.json()["freshness"], "fresh");
    world.pass(3600);
    let stale = owner.get_again(&path, &first).await;
    assert_eq!((stale.status, stale.json()["freshness"].as_str()), (200, Some("stale")));
}

#[tokio::test]
async fn watched_orgs_are_sent_again_only_after_a_poll() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = owner.watch(&world, BUSY).await;
    poll(&world, &instance).await;
    for path in ["/api/orgs".to_owned(), format!("/api/orgs/{org}/limits")] {
        let first = owner.get(&path).await;
        world.pass(10);
        assert_eq!(owner.get_again(&path, &first).await.status, 304, "{path}");
        poll(&world, &instance).await;
        assert_eq!(owner.get_again(&path, &first).await.status, 200, "{path}");
    }
}
