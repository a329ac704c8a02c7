//! What the events of watched orgs name: an org that is watched, and a link that was shared.

use serde_json::{Value, json};
use shared::watch::slot_of;

use crate::watch::Owner;
use crate::world::{BUSY, Instance, World};

/// Events that name one of these, or that list what the operator has, need an org that is watched.
const NEEDED_BY: [&str; 8] = [
    "WATCHED",
    "UNREAD",
    "REMOVED",
    "SHARE",
    "\"scheduledAt\"",
    "\"path\":\"/api/orgs\"",
    "\"path\":\"/api/shares\"",
    "\"path\":\"/metrics\"",
];

/// An org that the operator watches, with a mail channel and a link to it that hides its name, if an event needs
/// one: it was read once unless the event says otherwise.
pub async fn watched(world: &World, event: &str) -> Vec<(&'static str, String)> {
    // Who adds an org has none yet.
    let adds = event.contains("\"path\":\"/api/orgs\"") && event.contains("\"httpMethod\":\"POST\"");
    if adds || !NEEDED_BY.iter().any(|name| event.contains(name)) {
        return Vec::new();
    }
    let instance = world.instance();
    let owner = Owner::before(world, &instance);
    let org = owner.watch(world, BUSY).await.to_string();
    let slot = slot_of(world.now());
    if !event.contains("UNREAD") {
        read(&instance, &org, slot).await;
    }
    let mail = json!({ "kind": "email", "id": "mail", "name": "On call", "to": "oncall@example.org" });
    let settings = json!({ "rules": [], "channels": [mail] });
    assert_eq!(owner.put(&format!("/api/orgs/{org}/alerts"), &settings).await.status, 200);
    let share = json!({ "name": "Wallboard", "org": org, "masked": true });
    let share = owner.post("/api/shares", &share).await.json();
    if event.contains("REMOVED") {
        assert_eq!(owner.delete(&format!("/api/orgs/{org}")).await.status, 204);
    }
    let text = |name: &str| share[name].as_str().unwrap().to_owned();
    vec![
        ("WATCHED", org.clone()),
        ("UNREAD", org.clone()),
        ("REMOVED", org),
        ("SLOT", slot.to_string()),
        ("SHAREID", text("id")),
        ("SHARETOKEN", text("token")),
        ("OPSTOKEN", world.around.ops_token.clone()),
    ]
}

/// Reads the org as its queue's message asks for it.
async fn read(instance: &Instance, org: &str, slot: i64) {
    let body = json!({ "org": org, "slot": slot }).to_string();
    let batch = json!({ "Records": [{ "messageId": "1", "body": body }] });
    let outcome: Value = instance.invoke("limits-collect", batch).await.unwrap();
    assert_eq!(outcome, json!({ "batchItemFailures": [] }));
}
