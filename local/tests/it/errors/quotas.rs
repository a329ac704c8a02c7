//! How many events a project may send.

use axum::body::Body;
use serde_json::json;
use shared::errors::project::Quota;

use super::{LOG, Reporter, enveloped, numbered};
use crate::world::{Instance, World};

fn quota(per_five_minutes: u32, per_hour: u32) -> Quota {
    Quota { per_five_minutes, per_hour }
}

#[tokio::test]
async fn what_is_over_the_quota_is_refused_until_the_window_is_over() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, quota(5, 8)).await;
    for _ in 0..5 {
        shop.says("x").await;
    }
    let answer = shop.log(&json!({ "message": "x" })).await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, "300"), "{answer:?}");
    world.pass(299);
    assert_eq!(shop.log(&json!({ "message": "x" })).await.header("retry-after"), "1");
    world.pass(1);
    for _ in 0..3 {
        shop.says("x").await;
    }
    let answer = shop.log(&json!({ "message": "x" })).await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, "1500"), "the hour is full: {answer:?}");
    world.pass(1500);
    shop.says("x").await;
    assert_eq!(shop.group().await["count"], 9);
}

#[tokio::test]
async fn an_sdk_hears_what_to_stop_and_nothing_of_the_body_is_read() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, quota(1, 100)).await;
    shop.says("x").await;
    let mut reported = false;
    for body in [enveloped(&numbered(1)), "this is no envelope".into()] {
        let answer = shop.envelope(body, &[("content-encoding", "gzip")]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (429, "too_many_requests"));
        assert_eq!(answer.header("x-sentry-rate-limits"), "300:error;default;security:key:quota");
        assert_eq!(answer.header("retry-after"), "300");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        // The second time the instance knows it.
        assert!(!reported || world.proxy.calls().is_empty());
        world.proxy.calls();
        reported = true;
    }
}

#[tokio::test]
async fn no_number_of_instances_takes_more_than_the_quota_or_leaves_much_of_it() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, quota(100, 1000)).await;
    let instances: Vec<_> = (0..8).map(|_| shop.at(world.instance())).collect();
    let mut taken = 0;
    for n in 0..200 {
        let answer = instances[n % 8].log(&json!({ "message": "x" })).await;
        assert!([202, 429].contains(&answer.status), "{answer:?}");
        taken += usize::from(answer.status == 202);
    }
    assert_eq!(taken, 100, "what one has leased and not used is lost to others only while it lasts");
    assert_eq!(shop.group().await["count"], 100);
}

/// Reports by all of these at once, and gives how many reports were taken.
async fn at_once(instances: Vec<Instance>, key: &str) -> usize {
    let path = format!("{LOG}?sentry_key={key}");
    let report = |(n, instance): (usize, Instance)| {
        let path = path.clone();
        let post =
            async move { instance.post(&path, &json!({ "message": format!("x {n}") }), &[]).await.status };
        tokio::spawn(post)
    };
    let tasks: Vec<_> = instances.into_iter().enumerate().map(report).collect();
    let mut taken = 0;
    for task in tasks {
        taken += usize::from(task.await.unwrap() == 202);
    }
    taken
}

#[tokio::test]
async fn at_the_same_moment_no_more_are_taken_than_there_is_room_for() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, quota(10, 1000)).await;
    let taken = at_once((0..40).map(|_| world.instance()).collect(), &shop.project.key).await;
    assert_eq!(taken, 10);
}

#[tokio::test]
async fn what_one_request_has_leased_is_not_lost_to_another_that_finds_no_room() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, quota(100, 1000)).await;
    let taken = at_once(vec![shop.instance.clone(); 200], &shop.project.key).await;
    // What was refused while others leased may come again.
    for _ in taken..100 {
        shop.says("again").await;
    }
    assert_eq!(shop.log(&json!({ "message": "x" })).await.status, 429);
}

#[tokio::test]
async fn what_was_not_an_event_costs_nothing_of_the_quota() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, quota(2, 10)).await;
    for body in ["{}\n{\"type\":\"session\"}\n{}\n", "junk", "{}\n{\"type\":\"event\"}\n[]\n"] {
        for _ in 0..3 {
            assert_ne!(shop.envelope(Body::from(body), &[]).await.status, 429, "{body}");
        }
    }
    assert_eq!(shop.log(&json!({ "message": 7 })).await.status, 400);
    shop.says("x").await;
    shop.says("x").await;
    assert_eq!(shop.log(&json!({ "message": "x" })).await.status, 429);
}

#[tokio::test]
async fn a_project_with_no_quota_at_all_takes_nothing() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, quota(0, 0)).await;
    assert_eq!(shop.log(&json!({ "message": "x" })).await.status, 429);
    world.proxy.calls();
    assert_eq!(shop.log(&json!({ "message": "x" })).await.status, 429);
    assert!(!world.proxy.calls().iter().any(|call| call == "UpdateItem"));
}
