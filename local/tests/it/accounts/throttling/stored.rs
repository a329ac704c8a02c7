//! What throttling writes and keeps: little, for a while, and nothing that names anybody.

use serde_json::{Value, json};

use super::{ADA, guess, wait_of};
use crate::person::{FORGOT, OTHER, PASSWORD, Person, REGISTER, hash_of, open_account, put_account};
use crate::world::World;

const LIMITS: &str = "local-rate-limits";

/// DynamoDB's size of a value.
fn size(value: &Value) -> usize {
    let (kind, value) = value.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "S" => value.as_str().unwrap().len(),
        "N" => value.as_str().unwrap().len().div_ceil(2) + 1,
        "L" => 3 + value.as_array().unwrap().iter().map(|value| size(value) + 1).sum::<usize>(),
        other => panic!("{other}"),
    }
}

/// DynamoDB's size of an item: a write of at most 1,024 bytes costs one unit.
fn item_size(item: &Value) -> usize {
    item.as_object().unwrap().iter().map(|(name, value)| name.len() + size(value)).sum()
}

fn limits(world: &World) -> Vec<Value> {
    world.around.dynamodb.items(LIMITS).unwrap()
}

/// The writes to the table of limits since the last time, parts of transactions included.
fn writes(world: &World) -> Vec<String> {
    let permissions = world.proxy.permissions();
    let of_limits = permissions.into_iter().filter(|(_, table)| table == LIMITS);
    let reads = ["BatchGetItem", "ConditionCheckItem"];
    of_limits.map(|(operation, _)| operation).filter(|name| !reads.contains(&name.as_str())).collect()
}

#[tokio::test]
async fn a_login_that_succeeds_writes_nothing_to_the_limits_unless_failures_came_before() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let (before, person) = (limits(&world), Person::before(&instance));
    writes(&world);
    for _ in 0..3 {
        assert_eq!(person.login(ADA, PASSWORD).await.status, 200);
        assert_eq!((writes(&world), limits(&world)), (vec![], before.clone()));
    }
    assert_eq!(person.login(ADA, OTHER).await.status, 401);
    assert_eq!(writes(&world), ["UpdateItem"]);
    assert_eq!(person.login(ADA, PASSWORD).await.status, 200);
    assert_eq!(writes(&world), ["UpdateItem"]);
}

#[tokio::test]
async fn asking_for_a_mail_is_one_write_at_the_place_and_one_transaction() {
    let world = World::new().await;
    let instance = world.instance();
    for (path, n) in [(FORGOT, 1), (REGISTER, 2)] {
        world.proxy.calls();
        let body = json!({ "email": format!("a{n}@example.com"), "password": PASSWORD });
        assert!(instance.post(path, &body, &[]).await.status < 300);
        assert_eq!(world.proxy.calls(), ["UpdateItem", "TransactWriteItems"], "{path}");
    }
}

#[tokio::test]
async fn each_write_is_of_one_unit_even_where_a_place_or_a_person_has_used_up_the_budget() {
    let world = World::new().await;
    let instance = world.instance();
    for n in 0..50 {
        assert_eq!(guess(&instance, "192.0.2.7", &format!("a{n}@example.com")).await.status, 401);
    }
    wait_of(&guess(&instance, "192.0.2.7", ADA).await);
    for _ in 0..5 {
        assert_eq!(guess(&instance, "192.0.2.8", ADA).await.status, 401);
    }
    for n in 0..50 {
        let body = json!({ "email": format!("a{n}@example.com") });
        assert_eq!(instance.post(FORGOT, &body, &[]).await.status, 200);
    }
    let sizes: Vec<_> = limits(&world).iter().map(item_size).collect();
    assert!(sizes.len() > 100 && sizes.iter().all(|size| *size <= 1024), "{sizes:?}");

    // A place whose hits are over all at once is no more work.
    world.pass(900);
    world.proxy.calls();
    assert_eq!(guess(&instance, "192.0.2.7", ADA).await.status, 401);
    assert_eq!(world.proxy.calls().len(), 4);
    assert_eq!(instance.post(FORGOT, &json!({ "email": ADA }), &[]).await.status, 200);
    assert_eq!(world.proxy.calls(), ["UpdateItem", "UpdateItem", "TransactWriteItems"]);
}

#[tokio::test]
async fn no_attempt_needs_more_calls_than_promised_also_after_a_window_has_passed() {
    let world = World::new().await;
    let instance = world.instance();
    put_account(&instance, ADA, &hash_of(&instance, PASSWORD).await).await;
    let calls = async |address: &str| {
        world.proxy.calls();
        let mut calls = Vec::new();
        // The address's lists fill up with hits that are over, those of every place and that of all.
        for round in 0..6 {
            for n in 0..6 {
                guess(&instance, &format!("192.0.2.{}", n + round % 2), address).await;
                calls.push(world.proxy.calls());
                let place = format!("198.51.100.{n}");
                instance.at_ip(&place).post(FORGOT, &json!({ "email": address }), &[]).await;
                calls.push(world.proxy.calls());
            }
            world.pass([61, 907, 300][round % 3]);
        }
        calls
    };
    let of_known = calls(ADA).await;
    for pair in of_known.chunks(2) {
        assert!(pair[0].len() <= 4, "{:?}", pair[0]);
        assert!(pair[1].len() <= 3, "{:?}", pair[1]);
    }
    world.pass(48 * 3600);
    assert_eq!(of_known, calls("eve@example.com").await);
}

#[tokio::test]
async fn what_is_kept_names_nobody_and_goes_away_by_itself() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    for ip in ["192.0.2.77", "2001:db8:7:7::1"] {
        for _ in 0..6 {
            guess(&instance, ip, ADA).await;
            instance.at_ip(ip).post(FORGOT, &json!({ "email": ADA }), &[]).await;
        }
    }
    let items = limits(&world);
    // One each of the address and of its place for registering; and of logins and resets, of two places.
    assert_eq!(items.len(), 2 + 2 * (1 + 2));
    let text = Value::from(items.clone()).to_string();
    for clear in ["ada", "example", "@", "192.0.2", "2001:db8", "198.51.100"] {
        assert!(!text.contains(clear), "{clear} in {text}");
    }
    for item in items {
        let ttl: i64 = item["ttl"]["N"].as_str().unwrap().parse().unwrap();
        let after = ttl - world.now().as_second();
        assert!((900..=25 * 3600).contains(&after), "{after}: neither too early nor much too late");
    }
}
