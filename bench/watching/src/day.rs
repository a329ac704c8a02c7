//! One day of one org.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use jiff::SignedDuration;
use local::salesforce::orgs::Story;
use local::seeding::Seeding;
use serde::Serialize;
use serde_json::Value;

use crate::Failure;
use crate::meter::Used;
use crate::world::World;

/// Slots of a day.
const SLOTS: usize = 288;

/// What DynamoDB adds to each item that it stores.
const OVERHEAD: usize = 100;

/// What a day took.
#[derive(Serialize)]
pub(crate) struct Day {
    org: String,
    write_units: f64,
    read_units: f64,
    calls: usize,
    /// The most that a poll's item took which holds what changed, and one that is whole.
    changed_item_units: f64,
    whole_item_units: f64,
    /// What the API reads of the history for 24 hours and for 90 days of one limit.
    read_24_hours: f64,
    read_90_days: f64,
    /// Mean bytes of a stored item by its kind, and how many of each a day adds.
    stored: BTreeMap<char, Stored>,
}

#[derive(Default, Serialize)]
struct Stored {
    items: usize,
    bytes: usize,
}

/// Watches the org with that story for a day, after a past of 90 days.
pub(crate) async fn watch(story: Story) -> Result<Day, Failure> {
    let world = World::new().await?;
    let org =
        world.around.simulator.orgs().into_iter().find(|org| org.story == story).ok_or("no such org")?;
    let gateway = world.around.gateway(world.app)?;
    Seeding::new(world.app, gateway.clone(), &world.around).seed(&org).await?;
    let (schedules, deliveries) = (world.around.schedules(world.app)?, world.around.deliveries(world.app)?);
    world.meter.take();
    for _ in 0..SLOTS {
        schedules.run_due(world.app.now()).await;
        world.pass(240);
        deliveries.deliver_due(world.app.now()).await?;
        world.pass(60);
    }
    let used = world.meter.take();
    let read = async |hours| -> Result<f64, Failure> {
        let from = world.app.now() - SignedDuration::from_hours(hours);
        let path = format!("/api/orgs/{}/limits/DailyApiRequests/history?from={from}", org.id);
        get(&gateway, &path, &world.around.ops_token).await?;
        Ok(sum(&world.meter.take(), |call| call.is_of("readings")))
    };
    let (changed, whole): (Vec<_>, Vec<_>) =
        used.iter().filter(|call| is_poll(call)).partition(|call| is_changed(call));
    let most = |calls: &[&Used]| calls.iter().map(|call| call.units).fold(0.0, f64::max);
    Ok(Day {
        org: org.name.to_owned(),
        write_units: sum(&used, Used::is_write),
        read_units: sum(&used, |call| !call.is_write()),
        calls: used.len(),
        changed_item_units: most(&changed),
        whole_item_units: most(&whole),
        read_24_hours: read(24).await?,
        read_90_days: read(90 * 24).await?,
        stored: stored(&world)?,
    })
}

async fn get(gateway: &Arc<local::gateway::Gateway>, path: &str, token: &str) -> Result<(), Failure> {
    let request = Request::get(path).header("authorization", format!("Bearer {token}")).body(Body::empty())?;
    let answer = gateway.clone().call(request).await;
    if answer.status().is_success() {
        return Ok(());
    }
    let told = to_bytes(answer.into_body(), 10_000).await?;
    Err(format!("{path}: {}", String::from_utf8_lossy(&told)).into())
}

fn sum(calls: &[Used], is_counted: impl Fn(&Used) -> bool) -> f64 {
    calls.iter().filter(|call| is_counted(call)).map(|call| call.units).sum()
}

fn is_poll(call: &Used) -> bool {
    let at = call.request["Item"]["at"]["S"].as_str().unwrap_or_default();
    call.operation == "PutItem" && call.is_of("readings") && at.starts_with("p#")
}

/// Whole polls are the first of their hours.
fn is_changed(call: &Used) -> bool {
    let slot = call.request["Item"]["at"]["S"].as_str().and_then(|at| at.get(2..)?.parse::<i64>().ok());
    slot.is_some_and(|slot| slot.rem_euclid(3600) != 0)
}

/// What is stored of the history, by the first letter of the sort key.
fn stored(world: &World) -> Result<BTreeMap<char, Stored>, Failure> {
    let mut all: BTreeMap<char, Stored> = BTreeMap::new();
    for item in world.around.dynamodb.items("local-readings")? {
        let at = item["at"]["S"].as_str().unwrap_or_default();
        let kind = at.chars().next().unwrap_or('?');
        let one = all.entry(kind).or_default();
        one.items += 1;
        one.bytes += OVERHEAD + size(&item);
    }
    Ok(all)
}

/// The size of an item as DynamoDB counts it: names and values, binary ones as what they stand for.
fn size(item: &Value) -> usize {
    let text = |value: &Value| value.as_str().map_or(0, str::len);
    let value = |value: &Value| match value.as_object().and_then(|value| value.iter().next()) {
        Some((kind, value)) if kind == "B" => text(value) / 4 * 3,
        Some((kind, value)) if kind == "N" => text(value).div_ceil(2) + 1,
        Some((_, Value::Array(list))) => list.iter().map(|one| text(&one["S"]) + 1).sum(),
        Some((_, value)) => text(value),
        None => 0,
    };
    item.as_object().into_iter().flatten().map(|(name, held)| name.len() + value(held)).sum()
}
