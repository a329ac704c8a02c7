//! The poller before many orgs that are due.

use std::time::Instant;

use serde::Serialize;
use serde_json::json;
use shared::schedule::Tick;

use crate::Failure;
use crate::world::World;

/// The best of so many runs is told: the machine may be busy.
const ROUNDS: usize = 3;

/// One run.
#[derive(Serialize)]
pub(crate) struct Round {
    orgs: usize,
    seconds: f64,
    read_units: f64,
    queries: usize,
    messages: usize,
}

/// Runs the poller with so many orgs.
pub(crate) async fn poll(orgs: usize) -> Result<Round, Failure> {
    let world = World::new().await?;
    for number in 0..orgs {
        let item = json!({
            "org": { "S": format!("00D{number:012}EAA") }, "part": { "S": "watch" }, "due": { "S": "yes" },
            "orgName": { "S": "An org of the bench" }, "orgKind": { "S": "production" },
            "instanceUrl": { "S": "https://bench.my.salesforce.com" }, "failures": { "N": "0" },
        });
        world.around.dynamodb.put("local-orgs", item)?;
    }
    let mut seconds = f64::INFINITY;
    let mut used = Vec::new();
    for _ in 0..ROUNDS {
        world.meter.take();
        let tick = Tick { scheduled_at: world.app.now() };
        let start = Instant::now();
        limits::poll(world.app, tick).await?;
        seconds = seconds.min(start.elapsed().as_secs_f64());
        used = world.meter.take();
    }
    let messages = world.around.stand_ins.queues.messages("CollectQueue").len() / ROUNDS;
    if messages != orgs {
        return Err(format!("{messages} messages for {orgs} orgs").into());
    }
    if used.iter().any(crate::meter::Used::is_write) {
        return Err("the poller writes".into());
    }
    let read_units = used.iter().map(|call| call.units).sum();
    Ok(Round { orgs, seconds, read_units, queries: used.len(), messages })
}
