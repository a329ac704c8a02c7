//! The plain way in.

use axum::body::Body;
use serde_json::json;

use super::{LOG, Reporter};
use crate::world::World;

const ID: &str = "9ec79c33ec9942ab8353589fcb2e04dc";

#[tokio::test]
async fn a_report_is_kept_with_all_it_says() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let report = json!({
        "message": "TypeError: cart is undefined",
        "stack": "TypeError: cart is undefined\n    at pay (https://shop.example/checkout.js:12:7)",
        "source": "checkout",
        "severity": "high",
        "timestamp": "2026-11-20T14:29:59Z",
        "metadata": { "step": 3 },
        "eventId": ID,
        "release": "shop@1.4.0",
        "environment": "production",
        "user": { "id": "u-7" },
    });
    let answer = shop.log(&report).await;
    assert_eq!((answer.status, &answer.json()["id"]), (202, &json!(ID)), "{answer:?}");
    let group = shop.group().await;
    assert_eq!(group["id"], answer.json()["group"]);
    for (name, value) in [
        ("title", json!("TypeError: cart is undefined")),
        ("severity", json!("error")),
        ("status", json!("open")),
        ("source", json!("checkout")),
        ("count", json!(1)),
        ("users", json!(1)),
        ("release", json!("shop@1.4.0")),
        ("environments", json!(["production"])),
        ("firstSeen", json!("2026-11-20T14:30:00Z")),
        ("lastSeen", json!("2026-11-20T14:30:00Z")),
    ] {
        assert_eq!(group[name], value, "{name}");
    }
    let event = &shop.events(group["id"].as_str().unwrap()).await[0];
    assert_eq!((&event["id"], &event["timestamp"]), (&json!(ID), &json!("2026-11-20T14:29:59Z")));
    assert_eq!((&event["exceptions"][0]["type"], &event["extra"]["step"]), (&json!("TypeError"), &json!(3)));
    let frame = &event["exceptions"][0]["frames"][0];
    assert_eq!((&frame["function"], &frame["lineno"]), (&json!("pay"), &json!(12)), "{event}");
    assert_eq!(event["whyGrouped"]["by"], "stack", "{event}");
}

#[tokio::test]
async fn the_older_words_for_severity_mean_what_they_did() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    for (given, meant) in
        [("fatal", "fatal"), ("HIGH", "error"), ("medium", "warning"), ("low", "info"), ("debug", "debug")]
    {
        let group =
            shop.log(&json!({ "message": format!("severity {meant} it is"), "severity": given })).await;
        let groups = shop.groups().await;
        let found = groups.iter().find(|known| known["id"] == group.json()["group"]).unwrap();
        assert_eq!(found["severity"], meant, "{given}");
    }
}

#[tokio::test]
async fn a_report_that_is_repeated_changes_nothing() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let report = json!({ "message": "once", "eventId": ID });
    let first = shop.log(&report).await.json();
    // From elsewhere, and when the group has many others so that not every event is kept.
    let elsewhere = shop.at(world.instance());
    for _ in 0..30 {
        shop.says("once").await;
    }
    for _ in 0..3 {
        assert_eq!(elsewhere.log(&report).await.json(), first);
    }
    let unkept = json!({ "message": "once", "eventId": "0".repeat(32) });
    for _ in 0..3 {
        shop.log(&unkept).await;
    }
    assert_eq!(shop.group().await["count"], 32);
}

#[tokio::test]
async fn of_a_report_that_comes_many_times_at_once_one_counts() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let report = json!({ "message": "once", "eventId": ID });
    let mut answers = Vec::new();
    for _ in 0..20 {
        answers.push(shop.log(&report));
    }
    for answer in futures_of(answers).await {
        assert_eq!(answer.status, 202, "{answer:?}");
    }
    assert_eq!(shop.group().await["count"], 1);
}

/// Waits for all of them at once.
async fn futures_of<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut pinned: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        for (future, outcome) in &mut pinned {
            if outcome.is_none()
                && let std::task::Poll::Ready(done) = future.as_mut().poll(context)
            {
                *outcome = Some(done);
            }
        }
        if pinned.iter().all(|(_, outcome)| outcome.is_some()) {
            return std::task::Poll::Ready(());
        }
        std::task::Poll::Pending
    })
    .await;
    pinned.into_iter().filter_map(|(_, outcome)| outcome).collect()
}

#[tokio::test]
async fn a_beacon_is_plain_text() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let path = format!("{LOG}?sentry_key={}", shop.project.key);
    let headers = [("content-type", "text/plain;charset=UTF-8"), ("origin", "https://shop.example")];
    let body = Body::from(json!({ "message": "the page was left" }).to_string());
    let answer = shop.instance.request("POST", &path, &headers, body).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (202, "*"), "{answer:?}");
    assert_eq!(shop.group().await["title"], "the page was left");
}

#[tokio::test]
async fn a_text_that_was_cut_in_the_middle_of_an_emoji_is_no_reason_to_lose_the_report() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let path = format!("{LOG}?sentry_key={}", shop.project.key.to_ascii_uppercase());
    let headers = [("content-type", "application/json")];
    let body = Body::from(r#"{"message":"so sad \ud83d"}"#);
    assert_eq!(shop.instance.request("POST", &path, &headers, body).await.status, 202);
    assert_eq!(shop.group().await["title"], "so sad \u{fffd}");
}

#[tokio::test]
async fn who_names_no_key_reports_to_the_first_project() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let answer = shop.instance.post(LOG, &json!({ "message": "no key" }), &[]).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    assert!(shop.groups().await.is_empty());
    let first = world.instance().app.store.list_groups("1").await.unwrap();
    assert_eq!(first[0].title, "no key");
}

#[tokio::test]
async fn what_cannot_be_understood_is_told_and_every_page_may_read_it() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let long = "x".repeat(70_000);
    for (report, status, told) in [
        (json!({ "stack": "x" }), 400, "message"),
        (json!({ "message": "  " }), 400, "message"),
        (json!({ "message": 7 }), 400, "message"),
        (json!({ "message": "x", "severity": "terrible" }), 400, "severity"),
        (json!({ "message": "x", "eventId": "secret" }), 400, "eventId"),
        (json!({ "message": "x", "timestamp": "yesterday" }), 400, "timestamp"),
        (json!({ "message": "x", "metadata": [1] }), 400, "metadata"),
        (json!(["message"]), 400, "body"),
        (json!({ "message": long }), 413, "64 KiB"),
    ] {
        let answer = shop.log(&report).await;
        assert_eq!(answer.status, status, "{answer:?}");
        assert!(answer.json()["detail"].as_str().unwrap().contains(told), "{answer:?}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{answer:?}");
        assert!(!answer.body.contains("secret") && !answer.body.contains("yesterday"), "{answer:?}");
        answer.problem();
    }
    for key in ["0".repeat(32), "x".into()] {
        let answer =
            shop.instance.post(&format!("{LOG}?sentry_key={key}"), &json!({ "message": "x" }), &[]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (403, "key_unknown"));
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{answer:?}");
    }
    assert!(shop.groups().await.is_empty());
}

#[tokio::test]
async fn a_browser_that_asks_first_hears_that_it_may() {
    let world = World::new().await;
    for path in [LOG, "/api/1/envelope", "/api/1/envelope/"] {
        let answer = world.instance().send("OPTIONS", path, &[("origin", "https://shop.example")]).await;
        assert_eq!(answer.status, 204, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("access-control-allow-methods"), "POST");
        assert_eq!(answer.header("access-control-max-age"), "3600");
        for name in ["content-type", "x-sentry-auth", "content-encoding"] {
            assert!(answer.header("access-control-allow-headers").contains(name), "{name}");
        }
        for name in ["x-sentry-error", "x-sentry-rate-limits", "retry-after"] {
            assert!(answer.header("access-control-expose-headers").contains(name), "{name}");
        }
    }
}
