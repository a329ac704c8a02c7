//! The list of groups, and one group.

use serde_json::{Value, json};

use super::{LOG, Reporter};
use crate::world::World;

fn titles(list: &Value) -> Vec<&str> {
    list["groups"].as_array().unwrap().iter().map(|group| group["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn groups_come_with_those_that_were_seen_last_first_and_each_hour_of_a_day() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    shop.says("old").await;
    shop.says("often").await;
    world.pass(3600 * 20);
    shop.says("often").await;
    shop.says("often").await;
    world.pass(3600 * 3);
    shop.says("new").await;
    let list = shop.ask("GET", "/api/errors", None).await.json();
    assert_eq!(titles(&list), ["new", "often", "old"]);
    assert_eq!(list["total"], 3);
    let mut hours = vec![0; 24];
    (hours[0], hours[20]) = (1, 2);
    assert_eq!(list["groups"][1]["hours"], json!(hours));
    world.pass(3600);
    let list = shop.ask("GET", "/api/errors", None).await.json();
    assert_eq!(list["groups"][2]["hours"], json!(vec![0; 24]), "a day is over");
    assert_eq!(list["groups"][2]["count"], 1);
}

#[tokio::test]
async fn each_filter_leaves_what_it_is_asked_for() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let report = |message: &str, more: Value| {
        let mut report = json!({ "message": message });
        report.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        report
    };
    shop.log(&report("cart is full", json!({ "severity": "fatal", "source": "checkout" }))).await;
    world.pass(60);
    shop.log(&report("mail is late", json!({ "severity": "low", "environment": "staging" }))).await;
    world.pass(60);
    let last = shop.log(&report("CART is empty", json!({ "source": "search" }))).await.json();
    shop.decide(last["group"].as_str().unwrap(), &json!({ "status": "resolved" })).await;
    for (query, expected) in [
        ("", vec!["CART is empty", "mail is late", "cart is full"]),
        ("severity=fatal", vec!["cart is full"]),
        ("severity=fatal,info", vec!["mail is late", "cart is full"]),
        ("source=checkout", vec!["cart is full"]),
        ("environment=staging", vec!["mail is late"]),
        ("text=Cart", vec!["CART is empty", "cart is full"]),
        ("text=checkout", vec!["cart is full"]),
        ("status=open", vec!["mail is late", "cart is full"]),
        ("status=resolved", vec!["CART is empty"]),
        ("from=2026-11-20T14:31:00Z", vec!["CART is empty", "mail is late"]),
        ("to=2026-11-20T14:31:00Z", vec!["mail is late", "cart is full"]),
        ("text=cart&severity=fatal&source=search", vec![]),
    ] {
        let list = shop.ask("GET", &format!("/api/errors?{query}"), None).await.json();
        assert_eq!(titles(&list), expected, "{query}");
        assert_eq!(list["total"], expected.len(), "{query}");
    }
    for query in [
        "severity=x",
        "status=x",
        "from=x",
        "to=7",
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=x",
        "project=x",
    ] {
        let answer = shop.ask("GET", &format!("/api/errors?{query}"), None).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{query}");
    }
}

#[tokio::test]
async fn pages_neither_repeat_nor_leave_out_what_stays_where_it_is() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let names = ["a b", "c d", "e f", "g h", "i j", "k l", "m n"];
    for (n, name) in names.iter().enumerate() {
        shop.says(name).await;
        // Some are seen in the same millisecond.
        world.pass(i64::from(n % 3 == 0));
    }
    let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let list = shop.ask("GET", &format!("/api/errors?limit=2{cursor}"), None).await.json();
        seen.extend(titles(&list).iter().map(|title| (*title).to_owned()));
        pages += 1;
        // What is seen meanwhile goes to the top, which was shown already.
        world.pass(1);
        if pages == 1 {
            shop.says(&seen[0].clone()).await;
            shop.says("brand new").await;
        }
        match list["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let mut expected: Vec<_> = names.iter().map(ToString::to_string).collect();
    seen.sort();
    expected.sort();
    assert_eq!((seen, pages), (expected, 4));
}

#[tokio::test]
async fn a_groups_events_come_page_by_page_the_newest_first() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let mut group = String::new();
    for n in 0..9 {
        let report =
            json!({ "message": "x", "metadata": { "n": n }, "user": { "id": format!("user {}", n % 3) } });
        group = shop.log(&report).await.json()["group"].as_str().unwrap().to_owned();
        world.pass(i64::from(n % 2 == 0));
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = shop.ask("GET", &format!("/api/errors/{group}?limit=4{cursor}"), None).await.json();
        assert_eq!((&page["group"]["count"], &page["group"]["users"]), (&json!(9), &json!(3)));
        let events = page["events"].as_array().unwrap();
        seen.extend(events.iter().map(|event| event["extra"]["n"].as_i64().unwrap()));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 9);
    let when = |n: i64| (n + 1) / 2;
    assert!(seen.windows(2).all(|pair| when(pair[0]) >= when(pair[1])), "{seen:?}");
    assert_eq!(shop.ask("GET", &format!("/api/errors/{group}?limit=26"), None).await.status, 400);
    for unknown in ["A".repeat(22), "x".into(), "A".repeat(3000)] {
        assert_eq!(shop.ask("GET", &format!("/api/errors/{unknown}"), None).await.status, 404);
    }
}

#[tokio::test]
async fn only_the_operator_reads_and_decides() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let group = shop.says("x").await;
    let token = world.around.ops_token.clone();
    for (method, path) in [
        ("GET", "/api/errors".to_owned()),
        ("GET", format!("/api/errors/{group}")),
        ("PATCH", format!("/api/errors/{group}")),
        ("GET", "/api/projects".to_owned()),
        ("POST", "/api/projects".to_owned()),
    ] {
        for given in ["", "Bearer nobody", &format!("Basic {token}"), &format!("Bearer {}", &token[1..])] {
            let headers: Vec<_> =
                Some(("authorization", given)).into_iter().filter(|(_, v)| !v.is_empty()).collect();
            let answer = shop.instance.send(method, &path, &headers).await;
            assert_eq!(
                (answer.status, answer.problem().as_str()),
                (401, "ops_token_required"),
                "{method} {path}"
            );
            assert_eq!(answer.header("access-control-allow-origin"), "", "closed but for what takes errors");
        }
    }
    assert_eq!(crate::logs::lines_of("authz_fail").len(), 10, "those who show a token");
}

#[tokio::test]
async fn what_is_hostile_comes_out_as_data() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let script = "<script>alert(1)</script>";
    let report = json!({
        "message": format!("{script} \u{202e}evil\u{202c} \u{0}\u{7}\u{1b}[31m"),
        "source": "\u{2066}checkout\u{2069}",
        "stack": format!("at {script} (https://x.example/{}.js:1:1)", "a".repeat(40_000)),
        "metadata": { script: script, "__proto__": { "x": 1 } },
    });
    let answer = shop.log(&report).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let list = shop.ask("GET", "/api/errors", None).await;
    let group =
        shop.ask("GET", &format!("/api/errors/{}", answer.json()["group"].as_str().unwrap()), None).await;
    for answer in [&list, &group] {
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let text = answer.json().to_string();
        assert!(text.contains("<script>alert(1)"), "{text}");
        for hidden in ['\u{202e}', '\u{2066}', '\u{0}', '\u{1b}', '\u{7}'] {
            assert!(!answer.body.contains(hidden) && !has(&answer.json(), hidden), "{hidden:?} in {text}");
        }
    }
    assert!(group.body.len() < 20_000, "{}", group.body.len());
}

/// Whether a character is anywhere in a document.
fn has(value: &Value, character: char) -> bool {
    match value {
        Value::String(text) => text.contains(character),
        Value::Array(values) => values.iter().any(|value| has(value, character)),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.contains(character) || has(value, character))
        }
        _ => false,
    }
}

#[tokio::test]
async fn a_line_of_ten_megabytes_is_refused_at_the_door_and_one_of_half_a_megabyte_is_cut() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let event = |bytes: usize| {
        let event = json!({ "event_id": "9ec79c33ec9942ab8353589fcb2e04dc", "message": "x".repeat(bytes) });
        super::enveloped(&event)
    };
    assert_eq!(shop.envelope(event(10 * 1024 * 1024 - 1000), &[]).await.status, 413);
    assert_eq!(shop.envelope(event(500 * 1024), &[]).await.status, 200);
    let group = shop.group().await;
    let events = shop.events(group["id"].as_str().unwrap()).await;
    assert!(events[0]["message"].as_str().unwrap().len() <= 8200, "{}", events[0].to_string().len());
    assert!(world.stored().len() < 40_000);
    let answer =
        shop.instance.request("POST", LOG, &[], axum::body::Body::from(vec![b'x'; 11 * 1024 * 1024])).await;
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (413, "*"),
        "the gateway's own"
    );
}
