//! What a limit was: in columns and rows, thinned, under old and new names.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::{SignedDuration, ToSpan};
use serde_json::{Value, json};
use shared::history::day_of;

use super::past::{keep, last_hours, put_polls, reading, slots_of};
use super::scene::{REQUESTS, Scene};
use crate::world::Answer;

const OLD: &str = "MonthlyPlatformEvents";
const NEW: &str = "MonthlyPlatformEventsUsageEntitlement";

/// The use at a slot: some noise, and one spike.
fn used(slot: i64, spike: i64) -> i64 {
    if slot == spike { 9_000 } else { 1_000 + slot / 300 % 7 * 13 }
}

async fn ask(scene: &Scene, name: &str, query: &str, accept: &str) -> Answer {
    let token = format!("Bearer {}", scene.world.around.ops_token);
    let headers = [("authorization", token.as_str()), ("accept", accept)];
    scene.instance.send("GET", &scene.path(&format!("/limits/{name}/history{query}")), &headers).await
}

/// An org with six hours of one limit, and the slot of its spike.
async fn with_spike() -> (Scene, i64) {
    let scene = Scene::new().await;
    let spike = last_hours(&scene, 6).nth(33).unwrap();
    let of = |slot| vec![reading(REQUESTS, 15_000, used(slot, spike))];
    let (_, stored) = keep(&scene, last_hours(&scene, 6), of).await;
    put_polls(&scene, &stored).await;
    (scene, spike)
}

#[tokio::test]
async fn columns_and_rows_say_the_same() {
    let (scene, _) = with_spike().await;
    let columns = ask(&scene, REQUESTS, "", "application/json").await.json();
    let rows = ask(&scene, REQUESTS, "", "text/csv").await;
    assert!(rows.header("content-type").starts_with("text/csv"));
    let rows: Vec<Vec<_>> = rows.body.lines().map(|row| row.split(',').collect()).collect();
    assert_eq!(rows[0], ["at", "used", "max", "remaining"]);
    assert_eq!(rows.len(), 1 + 72);
    for (n, row) in rows[1..].iter().enumerate() {
        let at = row[0].parse::<jiff::Timestamp>().unwrap().as_second();
        let number = |n: usize| row[n].parse::<i64>().unwrap();
        assert_eq!(columns["at"][n], at);
        assert_eq!((&columns["used"][n], &columns["max"][n]), (&json!(number(1)), &json!(number(2))));
        assert_eq!(number(3), number(2) - number(1));
    }
    assert_eq!((&columns["label"], &columns["unit"]), (&json!("Daily API requests"), &json!("count")));
}

#[tokio::test]
async fn thinning_keeps_the_spike_and_both_ends_and_as_few_points_as_are_asked_for() {
    let (scene, spike) = with_spike().await;
    let all = ask(&scene, REQUESTS, "", "*/*").await.json();
    for points in [8, 16, 40] {
        let few = ask(&scene, REQUESTS, &format!("?points={points}"), "*/*").await.json();
        let at = few["at"].as_array().unwrap();
        assert!(at.len() <= points && at.len() >= points / 2, "{points}: {}", at.len());
        assert_eq!(
            (at.first(), at.last()),
            (all["at"].as_array().unwrap().first(), all["at"].as_array().unwrap().last())
        );
        let most =
            at.iter().zip(few["used"].as_array().unwrap()).max_by_key(|(_, used)| used.as_i64()).unwrap();
        assert_eq!((most.0, most.1), (&json!(spike + 2), &json!(9_000)));
    }
}

#[tokio::test]
async fn a_renamed_limit_goes_on_and_answers_to_both_names() {
    let scene = Scene::new().await;
    let hours: Vec<_> = last_hours(&scene, 2).collect();
    for (part, name) in [(&hours[..12], OLD), (&hours[12..], NEW)] {
        let of = |slot| vec![reading(name, 300_000, used(slot, 0))];
        let (_, stored) = keep(&scene, part.iter().copied(), of).await;
        put_polls(&scene, &stored).await;
    }
    let (old, new) = (ask(&scene, OLD, "", "*/*").await.json(), ask(&scene, NEW, "", "*/*").await.json());
    assert_eq!(new["at"].as_array().unwrap().len(), 24);
    assert_eq!((&old, &new["name"]), (&new, &json!(NEW)));
}

#[tokio::test]
async fn the_part_of_an_app_has_a_history_of_its_own() {
    let scene = Scene::new().await;
    let of = |slot| {
        let mut whole = reading(REQUESTS, 15_000, used(slot, 0));
        whole.apps = vec![reading("Workbench", 0, 40)];
        vec![whole]
    };
    let (_, stored) = keep(&scene, last_hours(&scene, 1), of).await;
    put_polls(&scene, &stored).await;
    let part = ask(&scene, REQUESTS, "?app=Workbench", "*/*").await.json();
    assert_eq!((&part["app"], part["used"].as_array().unwrap().len()), (&json!("Workbench"), 12));
    assert!(part["used"].as_array().unwrap().iter().all(|used| *used == 40), "{part}");
    for (name, query) in [(REQUESTS, "?app=Another"), ("NoSuchLimit", "")] {
        assert_eq!(ask(&scene, name, query, "*/*").await.problem(), "not_found", "{name}{query}");
    }
}

#[tokio::test]
async fn times_and_numbers_that_make_no_sense_are_named() {
    let (scene, _) = with_spike().await;
    for (query, field) in [
        ("?from=yesterday", "from"),
        ("?to=2026-11-20", "to"),
        ("?from=2026-11-20T12:00:00Z&to=2026-11-20T11:00:00Z", "from"),
        ("?from=2026-11-21T12:00:00Z", "from"),
        ("?points=0", "points"),
        ("?points=10001", "points"),
        ("?points=many", "points"),
    ] {
        let answer = ask(&scene, REQUESTS, query, "*/*").await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{query}");
        assert!(answer.json()["detail"].as_str().unwrap().starts_with(&format!("{field}: ")), "{answer:?}");
    }
    let hour = "?from=2026-11-20T12:00:00Z&to=2026-11-20T12:59:59Z";
    let part = ask(&scene, REQUESTS, hour, "*/*").await.json();
    assert_eq!(part["at"].as_array().unwrap().len(), 12);
    assert_eq!(
        (&part["from"], &part["to"]),
        (&json!("2026-11-20T12:00:00Z"), &json!("2026-11-20T12:59:59Z"))
    );
}

#[tokio::test]
async fn ten_thousand_points_are_sixty_kilobytes_on_the_way() {
    let scene = Scene::new().await;
    let today = day_of(scene.world.now());
    for back in 1..209 {
        let date = today.saturating_sub(back.days());
        let of = |slot: i64| {
            // A day with its hump, and noise that nothing repeats.
            let noise = slot.wrapping_mul(2_654_435_761).rem_euclid(4_294_967_296) >> 24;
            let hump = (slot / 300 % 288 - 144).abs();
            vec![reading(REQUESTS, 100_000, 60_000 - hump * 300 + noise)]
        };
        let (_, stored) = keep(&scene, slots_of(date), of).await;
        let store = &scene.instance.app.store;
        store.put_series_days(&scene.org, date, &stored).await.unwrap();
    }
    let from = scene.world.now() - SignedDuration::from_hours(209 * 24);
    let answer = ask(&scene, REQUESTS, &format!("?points=10000&from={from}"), "*/*").await;
    let count = answer.json()["at"].as_array().map(Vec::len).unwrap();
    assert!((9_000..=10_000).contains(&count), "{count}");
    let mut zipped = GzEncoder::new(Vec::new(), Compression::default());
    zipped.write_all(answer.body.as_bytes()).unwrap();
    let length = zipped.finish().unwrap().len();
    println!("{count} points: {} bytes, zipped {length}", answer.body.len());
    assert!(length <= 60 * 1024, "{count} points, {length} bytes");
    assert!(matches!(answer.json()["max"][0], Value::Number(_)));
}
