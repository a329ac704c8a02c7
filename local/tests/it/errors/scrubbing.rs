//! Nothing that must not be kept is in the tables.

use serde_json::{Value, json};

use super::{Reporter, enveloped};
use crate::world::World;

/// Secrets, each in the words around it.
const SECRETS: [(&str, &str); 12] = [
    ("my password=hunter2-and-more is", "hunter2-and-more"),
    ("Authorization: Bearer abcdefghij0123456789", "abcdefghij0123456789"),
    ("paid with 4111 1111 1111 1111 today", "4111 1111 1111 1111"),
    ("https://ada:open-sesame@db.example/x", "open-sesame"),
    ("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----", "MIIEvQIBADANBg"),
    (
        "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
        "dozjgNryP4J3jVmNHl0w5N",
    ),
    ("key AKIAIOSFODNN7EXAMPLE found", "AKIAIOSFODNN7EXAMPLE"),
    ("ghp_16C7e42F292c6912E7710c838347Ae178B4a pushed", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
    ("session 00D1t0000008BzY!AQEAQHDj.dXkpZx0Ea5 used", "AQEAQHDj.dXkpZx0Ea5"),
    ("wrote to ada@example.com twice", "ada@example.com"),
    ("called from 203.0.113.77 again", "203.0.113.77"),
    ("IBAN DE89370400440532013000 charged", "DE89370400440532013000"),
];

/// An event with a text in every place that has room for one.
fn everywhere(id: usize, text: &str) -> Value {
    json!({
        "event_id": format!("{id:032x}"),
        "message": text,
        "transaction": text,
        "logger": text,
        "server_name": text,
        "exception": { "values": [{ "type": "Error", "value": text, "stacktrace": { "frames": [{
            "function": "f", "filename": "a.js", "lineno": 1, "context_line": text,
            "pre_context": [text], "post_context": [text], "vars": { "x": text, "deep": { "list": [text] } } }] } }] },
        "breadcrumbs": [{ "message": text, "data": { "url": text } }],
        "tags": { "a": text },
        "extra": { "x": text, "json": json!({ "inner": text }).to_string() },
        "contexts": { "app": { "note": text } },
        "request": { "url": "https://shop.example/", "query_string": text, "data": text,
            "headers": { "X-Note": text, "Cookie": text, "Authorization": text }, "env": { "NOTE": text } },
        "user": { "id": "u-1", "email": "ada@example.com", "ip_address": "203.0.113.77", "username": text },
        "fingerprint": ["{{ default }}", text],
    })
}

#[tokio::test]
async fn no_secret_is_in_the_tables_wherever_it_stood_and_whichever_way_it_came() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    for (n, (text, _)) in SECRETS.iter().enumerate() {
        assert_eq!(shop.envelope(enveloped(&everywhere(n, text)), &[]).await.status, 200);
        let report = json!({
            "message": format!("Error: {text} {n}"), "stack": text, "source": text,
            "metadata": { "x": text, "password": "in-clear-text" }, "user": { "email": "ada@example.com" },
        });
        assert_eq!(shop.log(&report).await.status, 202);
    }
    let stored: Vec<String> = ["error-events", "error-groups", "error-quotas"]
        .iter()
        .flat_map(|table| world.around.dynamodb.items(&format!("local-{table}")).unwrap())
        .flat_map(|item| {
            let event = item["event"]["S"].as_str().unwrap_or_default().to_owned();
            [item.to_string(), event]
        })
        .collect();
    assert!(stored.iter().filter(|text| text.contains("\"frames\"")).count() >= SECRETS.len());
    for (text, secret) in SECRETS.iter().chain(&[("", "in-clear-text")]) {
        let found = stored.iter().find(|stored| stored.contains(secret));
        assert!(found.is_none(), "{secret} of {text:?} in {}", found.unwrap());
    }
    let logged = crate::logs::lines().iter().map(Value::to_string).collect::<String>();
    assert!(SECRETS.iter().all(|(_, secret)| !logged.contains(secret)));
}
