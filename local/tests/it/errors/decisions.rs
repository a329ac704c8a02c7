//! What people decide about a group, and what the log tells them.

use serde_json::json;

use super::Reporter;
use crate::logs::lines_of;
use crate::world::World;

#[tokio::test]
async fn what_is_resolved_and_comes_again_is_open_again_and_that_is_told_once() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let group = shop.says("x").await;
    assert_eq!(lines_of("error_group_new").len(), 1);
    let answer = shop.decide(&group, &json!({ "status": "resolved" })).await;
    assert_eq!((answer.status, &answer.json()["status"]), (200, &json!("resolved")), "{answer:?}");
    assert_eq!(answer.json()["resolvedAt"], "2026-11-20T14:30:00Z");
    shop.says("x").await;
    shop.says("x").await;
    let group = shop.group().await;
    assert_eq!((&group["status"], &group["count"]), (&json!("open"), &json!(3)));
    assert_eq!(group["resolvedAt"], json!(null));
    let told = lines_of("error_group_regression");
    assert_eq!((told.len(), told[0]["level"].as_str(), &told[0]["group"]), (1, Some("WARN"), &group["id"]));
    assert_eq!(lines_of("error_group_new").len(), 1);
}

#[tokio::test]
async fn of_many_that_come_at_once_after_it_was_resolved_one_is_the_regression() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let group = shop.says("x").await;
    shop.decide(&group, &json!({ "status": "resolved" })).await;
    let gate = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
    world.proxy.make("UpdateItem", crate::proxy::Trouble::Waits(gate.clone()));
    let tasks: Vec<_> = (0..5)
        .map(|_| {
            let (instance, key) = (shop.instance.clone(), shop.project.key.clone());
            tokio::spawn(async move {
                let path = format!("/api/errors/log?sentry_key={key}");
                instance.post(&path, &json!({ "message": "x" }), &[]).await.status
            })
        })
        .collect();
    // All of them have read that it is resolved, or are about to take a lease.
    gate.add_permits(1000);
    for task in tasks {
        assert_eq!(task.await.unwrap(), 202);
    }
    world.proxy.heal();
    assert_eq!(lines_of("error_group_regression").len(), 1);
    assert_eq!(shop.group().await["count"], 6);
}

#[tokio::test]
async fn what_is_resolved_in_the_next_release_may_still_come_from_this_one() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let report = |release: &str| json!({ "message": "x", "release": release });
    let group = shop.log(&report("1.0")).await.json()["group"].as_str().unwrap().to_owned();
    let answer = shop.decide(&group, &json!({ "status": "resolved", "inNextRelease": true })).await.json();
    assert_eq!(answer["resolvedExceptIn"], "1.0");
    shop.log(&report("1.0")).await;
    shop.says("x").await;
    assert_eq!(shop.group().await["status"], "resolved");
    shop.log(&report("1.1")).await;
    let group = shop.group().await;
    assert_eq!(
        (&group["status"], &group["firstRelease"], &group["release"]),
        (&json!("open"), &json!("1.0"), &json!("1.1"))
    );
    assert_eq!(lines_of("error_group_regression")[0]["release"], "1.1");
}

#[tokio::test]
async fn a_mute_lasts_until_its_time_or_for_so_many_more() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let group = shop.says("x").await;
    let status = async || shop.group().await["status"].clone();
    shop.decide(&group, &json!({ "status": "muted", "until": "2026-11-20T15:30:00Z" })).await;
    shop.says("x").await;
    assert_eq!(status().await, "muted");
    world.pass(3600);
    assert_eq!(status().await, "open");
    let answer = shop.decide(&group, &json!({ "status": "muted", "forMore": 2 })).await.json();
    assert_eq!((&answer["mutedUntilCount"], &answer["mutedUntil"]), (&json!(4), &json!(null)));
    shop.says("x").await;
    assert_eq!(status().await, "muted");
    shop.says("x").await;
    assert_eq!(status().await, "open");
    shop.decide(&group, &json!({ "status": "muted" })).await;
    world.pass(3600 * 24);
    shop.says("x").await;
    assert_eq!(status().await, "muted", "until somebody opens it");
    shop.decide(&group, &json!({ "status": "open" })).await;
    assert_eq!(status().await, "open");
}

#[tokio::test]
async fn merged_groups_are_one_with_all_their_events_until_they_are_taken_apart() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let (a, b) = (shop.says("cart is full").await, shop.says("basket is full").await);
    let answer = shop.decide(&b, &json!({ "mergeInto": a })).await;
    assert_eq!((answer.status, &answer.json()["mergedInto"]), (200, &json!(a)), "{answer:?}");
    assert_eq!(shop.says("basket is full").await, a, "counted in the whole from now on");
    let group = shop.group().await;
    assert_eq!((&group["id"], &group["count"], &group["merged"]), (&json!(a), &json!(3), &json!([b])));
    let messages: Vec<_> = shop.events(&a).await.iter().map(|event| event["message"].clone()).collect();
    assert_eq!(messages.len(), 3);
    assert!(messages.contains(&json!("basket is full")) && messages.contains(&json!("cart is full")));
    assert_eq!(shop.ask("GET", &format!("/api/errors/{a}"), None).await.json()["group"]["count"], 3);
    let answer = shop.decide(&b, &json!({ "unmerge": true })).await;
    assert_eq!((answer.status, &answer.json()["mergedInto"]), (200, &json!(null)), "{answer:?}");
    assert_eq!(shop.says("basket is full").await, b);
    assert_eq!(shop.groups().await.len(), 2);
}

#[tokio::test]
async fn a_merge_holds_as_long_as_the_whole_is_seen() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let (a, b) = (shop.says("a b").await, shop.says("c d").await);
    shop.decide(&b, &json!({ "mergeInto": a })).await;
    for _ in 0..3 {
        world.pass(20 * 24 * 3600);
        assert_eq!(shop.says("c d").await, a);
    }
    let ends = |id: &str| {
        let items = world.around.dynamodb.items("local-error-groups").unwrap();
        let item = items.into_iter().find(|item| item["group"]["S"] == id).unwrap();
        item["ttl"]["N"].as_str().unwrap().parse::<i64>().unwrap()
    };
    assert!(ends(&b) > world.now().as_second() + 300 * 24 * 3600);
    shop.decide(&b, &json!({ "unmerge": true })).await;
    assert_eq!(ends(&b), world.now().as_second() + 30 * 24 * 3600);
}

#[tokio::test]
async fn no_merge_makes_a_chain_or_a_circle_whoever_comes_first() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let (a, b, c) = (shop.says("a b").await, shop.says("c d").await, shop.says("e f").await);
    let merge = async |id: &String, into: &String| shop.decide(id, &json!({ "mergeInto": into })).await;
    assert_eq!(merge(&a, &a).await.problem(), "conflict");
    assert_eq!(merge(&a, &"A".repeat(22)).await.problem(), "conflict");
    assert_eq!(shop.decide(&a, &json!({ "unmerge": true })).await.problem(), "conflict");
    let (first, second) = tokio::join!(merge(&a, &b), merge(&b, &a));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{first:?} {second:?}");
    let (part, whole) = if first.status == 200 { (&a, &b) } else { (&b, &a) };
    assert_eq!(merge(&c, part).await.problem(), "conflict", "into a part");
    assert_eq!(merge(whole, &c).await.problem(), "conflict", "with parts of its own");
    assert_eq!(merge(part, &c).await.problem(), "conflict", "merged already");
    let decided = shop.decide(part, &json!({ "status": "resolved" })).await;
    assert_eq!(decided.problem(), "conflict", "there is nothing to decide about a part");
    assert_eq!(merge(&c, whole).await.status, 200);
    assert_eq!(shop.group().await["count"], 3);
}

#[tokio::test]
async fn what_is_no_decision_is_told_and_changes_nothing() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let group = shop.says("x").await;
    for (change, told) in [
        (json!({}), "one of status"),
        (json!({ "status": "open", "unmerge": true }), "one of status"),
        (json!({ "status": "gone" }), "status"),
        (json!({ "status": "muted", "until": "2026-11-20T14:30:00Z" }), "until"),
        (json!({ "status": "muted", "until": "soon" }), "until"),
        (json!({ "status": "muted", "forMore": 0 }), "forMore"),
        (json!({ "status": "muted", "forMore": -1 }), "forMore"),
        (json!({ "status": "muted", "forMore": u64::MAX }), "forMore"),
        (json!({ "mergeInto": "" }), "mergeInto"),
        (json!({ "mergeInto": "x".repeat(3000) }), "mergeInto"),
        (json!({ "status": "resolved", "inNextRelease": true }), "inNextRelease"),
    ] {
        let answer = shop.decide(&group, &change).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{change}");
        assert!(answer.json()["detail"].as_str().unwrap().contains(told), "{answer:?}");
    }
    assert_eq!(shop.decide(&"A".repeat(22), &json!({ "status": "open" })).await.status, 404);
    assert_eq!(shop.group().await["status"], "open");
}

#[tokio::test]
async fn an_hour_with_ten_times_as_many_as_usual_is_told_once() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    for _ in 0..24 {
        shop.says("x").await;
        world.pass(3600);
    }
    for _ in 0..200 {
        shop.says("x").await;
    }
    let told = lines_of("error_group_spike");
    assert_eq!((told.len(), &told[0]["count"]), (1, &json!(24 + 50)), "{told:?}");
    world.pass(3600);
    for _ in 0..60 {
        shop.says("x").await;
    }
    assert_eq!(
        lines_of("error_group_spike").len(),
        1,
        "not ten times as many as in an average hour any more"
    );
}
