//! What an event costs, what is kept of many, and a storm.

use serde_json::json;
use shared::errors::project::Quota;

use super::{Reporter, enveloped, numbered};
use crate::proxy::Trouble;
use crate::world::World;

const WIDE: Quota = Quota { per_five_minutes: 100_000, per_hour: 1_000_000 };

#[tokio::test]
async fn an_event_costs_two_writes_at_most_beside_what_is_kept_of_it() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, WIDE).await;
    let (mut kept, mut writes) = (0, 0);
    shop.says("x").await;
    for n in 0..200 {
        world.proxy.calls();
        let before = world.around.dynamodb.items("local-error-events").unwrap();
        let answer = shop.envelope(enveloped(&numbered(n)), &[]).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let calls = world.proxy.calls();
        let after = world.around.dynamodb.items("local-error-events").unwrap();
        let in_full =
            |items: &[serde_json::Value]| items.iter().filter(|item| item["event"].is_object()).count();
        let is_kept = in_full(&after) - in_full(&before);
        let written = calls.iter().filter(|call| ["PutItem", "UpdateItem"].contains(&call.as_str())).count();
        assert!(written - is_kept <= 2, "{n}: {calls:?}");
        assert_eq!(calls.iter().filter(|call| *call == "BatchGetItem").count(), 1, "{calls:?}");
        kept += is_kept;
        writes += written;
    }
    assert!((20..80).contains(&kept), "{kept}");
    assert!(writes < 200 * 2 + kept, "{writes}");
}

#[tokio::test]
async fn a_groups_item_takes_one_write_unit_however_long_its_texts_are() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, WIDE).await;
    for n in 0..60 {
        let event = json!({
            "event_id": format!("{n:032x}"),
            "message": "ü".repeat(5000),
            "logger": "ß".repeat(64),
            "transaction": "/".repeat(200),
            "release": "r".repeat(250),
            "platform": "p".repeat(64),
            "environment": format!("{n}{}", "e".repeat(60)),
            "user": { "id": format!("user {n}") },
        });
        assert_eq!(shop.envelope(enveloped(&event), &[]).await.status, 200);
        world.pass(1800);
    }
    let items = world.around.dynamodb.items("local-error-groups").unwrap();
    let [item] = items.as_slice() else { panic!("{items:?}") };
    let size: usize = item.as_object().unwrap().iter().map(|(name, value)| name.len() + size_of(value)).sum();
    assert!(size <= 1024, "{size}: {item}");
}

/// An attribute's size as DynamoDB counts it, a little too large.
fn size_of(value: &serde_json::Value) -> usize {
    let (kind, value) = value.as_object().unwrap().iter().next().unwrap();
    let number = |text: &serde_json::Value| text.as_str().unwrap().len().div_ceil(2) + 1;
    match (kind.as_str(), value) {
        ("N", text) => number(text),
        ("NS", list) => list.as_array().unwrap().iter().map(number).sum::<usize>() + 3,
        ("SS", list) => {
            list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().len()).sum::<usize>() + 3
        }
        (_, text) => text.as_str().unwrap().len(),
    }
}

#[tokio::test]
async fn the_first_ten_are_kept_and_of_a_thousand_a_few_more() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, WIDE).await;
    for n in 0..10 {
        shop.envelope(enveloped(&numbered(n)), &[]).await;
    }
    let group = shop.group().await["id"].as_str().unwrap().to_owned();
    let events = shop.events(&group).await;
    let ids: Vec<_> = (0..10).rev().map(|n| format!("{n:032x}")).collect();
    assert_eq!(events.iter().map(|event| event["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>(), ids);
    for n in 10..1000 {
        shop.envelope(enveloped(&numbered(n)), &[]).await;
    }
    assert_eq!(shop.group().await["count"], 1000);
    let items = world.around.dynamodb.items("local-error-events").unwrap();
    let kept = items.iter().filter(|item| item["event"].is_object()).count();
    assert!((40..140).contains(&kept), "{kept}");
    // Of a group that was quiet the next one is kept.
    world.pass(3600);
    shop.envelope(enveloped(&numbered(5000)), &[]).await;
    assert_eq!(shop.events(&group).await[0]["id"], format!("{:032x}", 5000));
}

#[tokio::test]
async fn two_thousand_in_one_second_lose_no_count_although_an_item_takes_a_thousand() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, WIDE).await;
    shop.envelope(enveloped(&numbered(1_000_000)), &[]).await;
    world.proxy.make("UpdateItem", Trouble::Overheats(1000));
    let tasks: Vec<_> = (0..8)
        .map(|part| {
            let (instance, project) = (world.instance(), shop.project.clone());
            tokio::spawn(async move {
                for n in part * 250..(part + 1) * 250 {
                    let path = format!("/api/{}/envelope/?sentry_key={}", project.id, project.key);
                    let body = enveloped(&numbered(n)).into();
                    let answer = instance.request("POST", &path, &[], body).await;
                    assert_eq!(answer.status, 200, "{answer:?}");
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert!(world.proxy.overheated() > 0, "nothing was too hot");
    let group = shop.group().await;
    assert_eq!(group["count"], 2001);
    assert_eq!(group["hours"][23], 2001);
    let items = world.around.dynamodb.items("local-error-groups").unwrap();
    assert!((2..=17).contains(&items.len()), "{}", items.len());
}

#[tokio::test]
async fn a_group_that_comes_every_second_day_is_counted_each_time() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    for seen in 1..8 {
        shop.says("the job failed").await;
        let group = shop.group().await;
        assert_eq!((&group["count"], &group["hours"][23]), (&json!(seen), &json!(1)));
        world.pass(48 * 3600);
    }
}

#[tokio::test]
async fn everything_is_forgotten_after_thirty_days() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    shop.says("x").await;
    for table in ["local-error-events", "local-error-groups"] {
        for item in world.around.dynamodb.items(table).unwrap() {
            let ttl: i64 = item["ttl"]["N"].as_str().unwrap().parse().unwrap();
            assert_eq!(ttl - world.now().as_second(), 30 * 24 * 3600, "{table}");
        }
    }
}
