//! The contract of Sentry's envelopes, line by line.

use std::io::Write;

use axum::body::Body;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use serde_json::{Value, json};
use shared::errors::project::Quota;

use super::{Reporter, enveloped, numbered};
use crate::world::World;

const ID: &str = "9ec79c33ec9942ab8353589fcb2e04dc";

fn event() -> Value {
    json!({ "event_id": ID, "message": "hello", "level": "error" })
}

/// An envelope of one event as `brotli` and `zstd` pack it.
const BROTLI: &[u8] = include_bytes!("envelope.br");
const ZSTD: &[u8] = include_bytes!("envelope.zst");

#[tokio::test]
async fn the_path_may_end_with_a_slash_and_the_key_may_stand_in_three_places() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let (id, key) = (&shop.project.id, &shop.project.key);
    let auth = format!("Sentry sentry_version=7, sentry_client=sentry.python/2.75.0, sentry_key={key}");
    let header = [("x-sentry-auth", auth.as_str())];
    let query =
        format!("?sentry_version=7&sentry_key={key}&sentry_client=sentry.javascript.browser%2F11.12.0");
    let dsn = json!({ "event_id": ID, "dsn": format!("https://{key}@fm.example/prod/{id}") });
    let with_dsn = format!("{dsn}\n{{\"type\":\"event\"}}\n{}\n", event());
    let cases = [
        (String::new(), &header[..], enveloped(&event())),
        (query.clone(), &[], enveloped(&event())),
        (String::new(), &[], with_dsn),
    ];
    for path in [format!("/api/{id}/envelope"), format!("/api/{id}/envelope/")] {
        for (query, headers, body) in &cases {
            let url = format!("{path}{query}");
            let answer = shop.instance.request("POST", &url, headers, Body::from(body.clone())).await;
            assert_eq!((answer.status, answer.json()), (200, json!({ "id": ID })), "{url} {answer:?}");
        }
    }
    assert_eq!(shop.group().await["count"], 1, "it was one and the same event");
}

#[tokio::test]
async fn every_packing_is_unpacked_and_none_that_is_too_large_or_broken() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let plain = enveloped(&event());
    let gzip = packed(GzEncoder::new(Vec::new(), Compression::best()), plain.as_bytes(), GzEncoder::finish);
    let zlib =
        packed(ZlibEncoder::new(Vec::new(), Compression::best()), plain.as_bytes(), ZlibEncoder::finish);
    let raw = packed(
        DeflateEncoder::new(Vec::new(), Compression::best()),
        plain.as_bytes(),
        DeflateEncoder::finish,
    );
    let binary = ("content-type", "application/x-sentry-envelope");
    for (encoding, body) in [
        ("identity", plain.clone().into_bytes()),
        ("gzip", gzip.clone()),
        ("deflate", zlib),
        ("deflate", raw),
        ("br", BROTLI.to_vec()),
        ("zstd", ZSTD.to_vec()),
        // API Gateway unpacks gzip by itself and leaves the header.
        ("gzip", plain.clone().into_bytes()),
    ] {
        let answer = shop.envelope(body, &[binary, ("content-encoding", encoding)]).await;
        assert_eq!((answer.status, answer.json()), (200, json!({ "id": ID })), "{encoding}: {answer:?}");
    }
    let bomb = format!("{}{}", enveloped(&event()), "\n".repeat(2 * 1024 * 1024));
    let bomb = packed(GzEncoder::new(Vec::new(), Compression::best()), bomb.as_bytes(), GzEncoder::finish);
    for (encoding, body, status) in [
        ("gzip", bomb, 413),
        ("identity", vec![b'x'; 600 * 1024], 413),
        ("gzip", gzip[..gzip.len() / 2].to_vec(), 400),
        ("br", vec![0xff; 50], 400),
        ("zstd", ZSTD[..20].to_vec(), 400),
        ("compress", gzip, 400),
    ] {
        let answer = shop.envelope(body, &[binary, ("content-encoding", encoding)]).await;
        assert_eq!(answer.status, status, "{encoding}: {answer:?}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(!answer.header("x-sentry-error").is_empty());
        answer.problem();
    }
}

fn packed<W: Write>(mut encoder: W, plain: &[u8], finish: fn(W) -> std::io::Result<Vec<u8>>) -> Vec<u8> {
    encoder.write_all(plain).unwrap();
    finish(encoder).unwrap()
}

#[tokio::test]
async fn items_have_a_length_or_end_with_their_line_and_what_is_unknown_is_skipped() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let event = event().to_string();
    let with_length =
        format!("{{\"type\":\"event\",\"length\":{},\"content_type\":\"application/json\"}}", event.len());
    for body in [
        format!("{{}}\n{{\"type\":\"event\"}}\n{event}"),
        format!("{{}}\n{with_length}\n{event}\n"),
        format!("{{}}\n{with_length}\n{event}"),
        format!(
            "{{\"sent_at\":7,\"trace\":[]}}\n{{\"type\":\"new_thing\",\"x\":1}}\nwhatever\n{with_length}\n{event}\n"
        ),
        format!("{{}}\n{{\"type\":\"new_thing\",\"length\":5}}\na\nb\nc\n{{\"type\":\"event\"}}\n{event}\n"),
    ] {
        let answer = shop.envelope(body.clone(), &[]).await;
        assert_eq!((answer.status, answer.json()), (200, json!({ "id": ID })), "{body}");
    }
    let answer = shop.envelope("{}", &[]).await;
    assert_eq!((answer.status, answer.json()), (200, json!({})), "a header alone is legal");
    assert_eq!(shop.group().await["count"], 1);
}

#[tokio::test]
async fn any_content_type_will_do() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    for (n, media_type) in [
        None,
        Some("text/plain;charset=UTF-8"),
        Some("application/x-sentry-envelope"),
        Some("multipart/form-data; boundary=x"),
        Some("application/x-www-form-urlencoded"),
    ]
    .into_iter()
    .enumerate()
    {
        let headers: Vec<_> = media_type.into_iter().map(|media_type| ("content-type", media_type)).collect();
        let answer = shop.envelope(enveloped(&numbered(n)), &headers).await;
        assert_eq!(answer.status, 200, "{media_type:?}: {answer:?}");
    }
    assert_eq!(shop.group().await["count"], 5);
}

#[tokio::test]
async fn what_is_no_error_is_discarded_and_named_so_that_it_is_not_sent_again() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    for (kind, category) in [
        ("session", "session"),
        ("sessions", "session"),
        ("transaction", "transaction"),
        ("check_in", "monitor"),
        ("attachment", "attachment"),
        ("log", "log_item"),
        ("replay_recording", "replay"),
        ("profile_chunk", "profile;profile_chunk"),
        ("feedback", "feedback"),
        ("span", "span"),
    ] {
        let body = format!("{{}}\n{{\"type\":\"{kind}\"}}\n{{}}\n");
        let answer = shop.envelope(body, &[]).await;
        assert_eq!(answer.status, 200, "{kind}: {answer:?}");
        let limits = answer.header("x-sentry-rate-limits");
        assert_eq!(limits, format!("86400:{category}:organization:discarded"), "{kind}");
    }
    let unknown = shop.envelope("{}\n{\"type\":\"new_thing\"}\n{}\n", &[]).await;
    assert_eq!((unknown.status, unknown.header("x-sentry-rate-limits")), (200, ""));
    let both = format!("{}{{\"type\":\"attachment\",\"length\":3}}\nabc\n", enveloped(&event()));
    let answer = shop.envelope(both, &[]).await;
    assert_eq!(answer.json(), json!({ "id": ID }));
    assert_eq!(answer.header("x-sentry-rate-limits"), "86400:attachment:organization:discarded");
    let answer = shop.envelope(enveloped(&numbered(1)), &[]).await;
    assert_eq!(answer.header("x-sentry-rate-limits"), "", "errors are wanted");
}

#[tokio::test]
async fn what_an_sdk_lost_is_counted_and_shown() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let report = |quantity: i64| {
        let lost = json!({ "timestamp": 1_795_185_000, "discarded_events": [
            { "reason": "ratelimit_backoff", "category": "error", "quantity": quantity },
            { "reason": "queue_overflow", "category": "session", "quantity": 1 }] });
        format!("{{}}\n{{\"type\":\"client_report\"}}\n{lost}\n")
    };
    shop.envelope(report(3), &[]).await;
    world.pass(24 * 3600);
    shop.envelope(report(4), &[]).await;
    let list = shop.ask("GET", "/api/errors", None).await.json();
    assert_eq!(list["lost"], json!({ "queue_overflow:session": 2, "ratelimit_backoff:error": 7 }));
    world.pass(9 * 24 * 3600);
    assert_eq!(shop.ask("GET", "/api/errors", None).await.json()["lost"], json!({}));
}

#[tokio::test]
async fn what_was_lost_is_counted_also_when_there_is_no_room_and_once_for_an_envelope() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, Quota { per_five_minutes: 1, per_hour: 10 }).await;
    shop.says("x").await;
    let report =
        json!({ "discarded_events": [{ "reason": "made up", "category": "error", "quantity": u64::MAX }] });
    let item = format!("{{\"type\":\"client_report\"}}\n{report}\n");
    world.proxy.calls();
    let answer = shop.envelope(format!("{{}}\n{}", item.repeat(50)), &[]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    // A lease that is refused, and one write for all fifty.
    assert_eq!(world.proxy.calls().iter().filter(|call| *call == "UpdateItem").count(), 2);
    let answer = shop.envelope(format!("{{}}\n{item}{{\"type\":\"event\"}}\n{{}}\n"), &[]).await;
    assert_eq!(answer.status, 429);
    let list = shop.ask("GET", "/api/errors", None).await.json();
    assert_eq!(list["lost"], json!({ "other:error": 50_000_000 }));
}

#[tokio::test]
async fn several_events_of_an_envelope_are_several() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let item = |text: &str| format!("{{\"type\":\"event\"}}\n{}\n", json!({ "message": text }));
    let body = format!("{{\"event_id\":\"{ID}\"}}\n{}{}", item("a b"), item("c d"));
    assert_eq!(shop.envelope(body, &[]).await.json(), json!({ "id": ID }));
    assert_eq!(shop.groups().await.len(), 2);
}

#[tokio::test]
async fn malformed_is_400_and_without_a_good_key_403_and_never_500() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let other = Reporter::new(&world).await;
    for body in [
        "",
        "hello",
        "[]",
        "{}\nhello\n",
        "{}\n{\"type\":\"event\",\"length\":1000}\n{}\n",
        "{}\n{\"type\":\"event\",\"length\":2}\n{}junk\n",
        "{}\n{\"type\":\"event\",\"length\":-1}\n{}\n",
        "{}\n{\"type\":\"event\"}\n[1]\n",
        "{}\n{\"type\":\"event\"}\nnull\n",
        "{\"event_id\":\"not an id\"}\n{\"type\":\"event\"}\n{}\n",
    ] {
        let answer = shop.envelope(body, &[]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{body}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
    let deep = format!("{{\"extra\":{}1{}}}", "[".repeat(100), "]".repeat(100));
    assert_eq!(shop.envelope(format!("{{}}\n{{\"type\":\"event\"}}\n{deep}\n"), &[]).await.status, 400);
    let body = enveloped(&event());
    for (path, code) in [
        (format!("/api/{}/envelope/", shop.project.id), "key_required"),
        (format!("/api/{}/envelope/?sentry_key={}", shop.project.id, other.project.key), "key_unknown"),
        (format!("/api/{}/envelope/?sentry_key={}", shop.project.id, "0".repeat(32)), "key_unknown"),
        (format!("/api/99/envelope/?sentry_key={}", shop.project.key), "key_unknown"),
    ] {
        let answer = shop.instance.request("POST", &path, &[], Body::from(body.clone())).await;
        assert_eq!((answer.status, answer.problem().as_str()), (403, code), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
    for path in ["/api/x/envelope/", "/api/1/store/", "/api/1/envelope/x"] {
        assert_eq!(shop.instance.request("POST", path, &[], Body::empty()).await.status, 404, "{path}");
    }
    assert!(shop.groups().await.is_empty());
}
