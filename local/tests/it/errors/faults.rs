//! What happens when DynamoDB or the secret's keeper does not do its part.

use serde_json::json;

use super::{LOG, Reporter, enveloped, numbered};
use crate::proxy::{ANY, Trouble};
use crate::world::World;

#[tokio::test]
async fn what_could_not_be_counted_can_be_sent_again_and_counts_once() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    shop.says("x").await;
    let report = json!({ "message": "x", "eventId": "9ec79c33ec9942ab8353589fcb2e04dc" });
    // A lease, then the count in two attempts of the SDK.
    world.proxy.make_at("UpdateItem", 1..3, Trouble::Refuses("InternalServerError"));
    let answer = shop.log(&report).await;
    assert_eq!((answer.status, answer.problem().as_str()), (503, "unavailable"));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    world.proxy.heal();
    assert_eq!(shop.group().await["count"], 1);
    for _ in 0..2 {
        assert_eq!(shop.log(&report).await.status, 202);
    }
    let group = shop.group().await;
    assert_eq!(group["count"], 2);
    assert_eq!(shop.events(group["id"].as_str().unwrap()).await.len(), 2);
}

#[tokio::test]
async fn a_database_that_refuses_hangs_or_talks_nonsense_is_a_503_or_500_that_every_page_may_read() {
    for (trouble, statuses) in [
        (Trouble::Refuses("ThrottlingException"), [503, 503]),
        (Trouble::Refuses("AccessDeniedException"), [500, 500]),
        (Trouble::Nonsense, [500, 503]),
        (Trouble::Hangs, [503, 503]),
    ] {
        let world = World::new().await;
        let shop = Reporter::new(&world).await;
        let hasty = shop.at(world.hasty_instance());
        world.proxy.make(ANY, trouble);
        for answer in
            [hasty.log(&json!({ "message": "x" })).await, hasty.envelope(enveloped(&numbered(1)), &[]).await]
        {
            assert!(statuses.contains(&answer.status), "{answer:?}");
            assert_eq!(answer.header("access-control-allow-origin"), "*");
            answer.problem();
        }
        world.proxy.heal();
        assert!(shop.groups().await.is_empty());
        shop.says("x").await;
    }
}

#[tokio::test]
async fn each_step_may_fail_and_nothing_is_counted_that_is_not_there() {
    for operation in ["GetItem", "UpdateItem", "BatchGetItem", "PutItem"] {
        let world = World::new().await;
        let shop = Reporter::new(&world).await;
        world.proxy.make(operation, Trouble::Refuses("InternalServerError"));
        assert_eq!(shop.log(&json!({ "message": "x" })).await.status, 503, "{operation}");
        world.proxy.heal();
        assert!(shop.groups().await.is_empty(), "{operation}");
        shop.says("x").await;
        assert_eq!(shop.group().await["count"], 1, "{operation}");
    }
}

#[tokio::test]
async fn an_event_whose_answer_was_lost_counts_once_when_it_is_sent_again() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    shop.says("x").await;
    let report = json!({ "message": "x", "eventId": "9ec79c33ec9942ab8353589fcb2e04dc" });
    world.proxy.make("PutItem", Trouble::Loses);
    // The SDK's second attempt finds the first one's event.
    let first = shop.log(&report).await.status;
    world.proxy.heal();
    let second = shop.log(&report).await.status;
    assert!([202, 503].contains(&first) && second == 202, "{first} {second}");
    assert!(shop.group().await["count"].as_u64() <= Some(2));
}

#[tokio::test]
async fn a_group_that_is_too_hot_everywhere_is_told_to_come_later_and_loses_nothing() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    shop.says("x").await;
    world.proxy.make("UpdateItem", Trouble::Overheats(0));
    let report = json!({ "message": "x", "eventId": "9ec79c33ec9942ab8353589fcb2e04dc" });
    assert_eq!(shop.log(&report).await.status, 503);
    world.proxy.heal();
    assert_eq!(shop.log(&report).await.status, 202);
    assert_eq!(shop.group().await["count"], 2);
}

#[tokio::test]
async fn without_the_operators_secret_nobody_reads_and_everybody_reports() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    world.around.stand_ins.secrets.put(local::system::OPS_SECRET, "not json");
    let other = shop.at(world.instance());
    let answer = other.ask("GET", "/api/errors", None).await;
    assert_eq!((answer.status, answer.problem().as_str()), (500, "internal"));
    assert_eq!(other.log(&json!({ "message": "x" })).await.status, 202);
    // A new token is known at once to whoever has not been asked for a while.
    world
        .around
        .stand_ins
        .secrets
        .put(local::system::OPS_SECRET, &json!({ "token": "n".repeat(40) }).to_string());
    let token = format!("Bearer {}", "n".repeat(40));
    world.pass(11);
    let answer = other.instance.send("GET", "/api/errors", &[("authorization", &token)]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(shop.instance.post(LOG, &json!({ "message": "x" }), &[]).await.status, 202);
}
