//! Each function's policy, held against what the function is seen to call.

use serde_json::json;

use super::{Reporter, enveloped, numbered};
use crate::contract::allowed;
use crate::proxy::Trouble;
use crate::world::World;

#[tokio::test]
async fn what_takes_shows_and_decides_may_call_what_it_calls() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    world.proxy.permissions();
    let (a, b) = (shop.says("a b").await, shop.says("c d").await);
    shop.log(&json!({ "message": "a b", "eventId": "0".repeat(32) })).await;
    // One that cannot be counted is taken back.
    world.proxy.make_at("UpdateItem", 1..3, Trouble::Refuses("InternalServerError"));
    assert_eq!(shop.log(&json!({ "message": "a b" })).await.status, 503);
    world.proxy.heal();
    allowed(&world, "errors-log");
    let other = shop.at(world.instance());
    other.envelope(enveloped(&numbered(1)), &[]).await;
    let lost = "{}\n{\"type\":\"client_report\"}\n{\"discarded_events\":[{\"reason\":\"a\",\"category\":\"b\",\"quantity\":1}]}\n";
    other.envelope(lost, &[]).await;
    allowed(&world, "errors-envelope");
    shop.ask("GET", "/api/errors", None).await;
    allowed(&world, "errors-list");
    shop.decide(&a, &json!({ "status": "muted" })).await;
    shop.decide(&a, &json!({ "mergeInto": b })).await;
    allowed(&world, "errors-change");
    shop.events(&b).await;
    allowed(&world, "errors-group");
    shop.ask("POST", "/api/projects", Some(&json!({ "name": "x" }))).await;
    allowed(&world, "errors-project");
    shop.ask("GET", "/api/projects", None).await;
    allowed(&world, "errors-projects");
}
