//! The past of the simulated orgs.

use jiff::{Timestamp, ToSpan};
use local::salesforce::orgs::Org;
use local::seeding::Seeding;
use serde_json::Value;
use shared::history::{day_of, decode, start_of};
use shared::org::OrgId;

use crate::watch::{Owner, poll};
use crate::world::{BUSY, Instance, NOW, OVER, World};

fn org(world: &World, name: &str) -> Org {
    world.around.simulator.orgs().into_iter().find(|org| org.my_domain == name).unwrap()
}

fn seeding(world: &World, instance: &Instance, days: i32) -> Seeding {
    Seeding::new(instance.app, instance.gateway.clone(), &world.around).of_days(days)
}

async fn report(owner: &Owner, org: &Org, limit: &str) -> Value {
    let report = owner.get(&format!("/api/orgs/{}/limits", org.id)).await.json();
    let limits = report["limits"].as_array().unwrap();
    limits.iter().find(|known| known["name"] == limit).unwrap_or_else(|| panic!("{report}")).clone()
}

#[tokio::test]
async fn a_seeded_org_is_watched_and_its_forecast_history_and_events_are_there_at_once() {
    let world = World::new().await;
    let instance = world.instance();
    let busy = org(&world, BUSY);
    let polls = seeding(&world, &instance, 35).seed(&busy).await.unwrap();
    assert_eq!(polls, 30 * 288 + 14 * 12 + 6, "30 days, and today to the slot before this one");

    let owner = Owner::before(&world, &instance);
    let orgs = owner.get("/api/orgs").await.json();
    assert_eq!(orgs["orgs"][0]["readAt"], "2026-11-20T14:26:15Z", "{orgs}");
    assert_eq!(orgs["orgs"][0]["summary"]["worst"]["name"], "DailyApiRequests", "{orgs}");
    let calls = report(&owner, &busy, "DailyApiRequests").await;
    let at: Timestamp =
        calls["forecast"]["runsOutAt"].as_str().unwrap_or_else(|| panic!("{calls}")).parse().unwrap();
    let wanted: Timestamp = "2026-11-20T16:40:00Z".parse().unwrap();
    assert!(at.duration_since(wanted).abs().as_mins() <= 45, "{calls}");

    let path = format!("/api/orgs/{}/limits/DailyApiRequests/history?from=2026-10-20T00:00:00Z", busy.id);
    let history = owner.get(&path).await.json();
    assert!(history["at"].as_array().unwrap().len() > 200, "{history}");
    let events = owner.get(&format!("/api/orgs/{}/events", busy.id)).await.json();
    let kinds =
        events["events"].as_array().unwrap().iter().filter(|event| event["limit"] == "DailyApiRequests");
    let kinds: Vec<_> = kinds.map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[..3], ["alertEscalated", "alertOpened", "alertClosed"], "{events}");
}

#[tokio::test]
async fn the_clock_goes_on_from_the_seeded_past() {
    let world = World::new().await;
    let instance = world.instance();
    let over = org(&world, OVER);
    seeding(&world, &instance, 2).seed(&over).await.unwrap();
    let owner = Owner::before(&world, &instance);
    let events = owner.get(&format!("/api/orgs/{}/events", over.id)).await.json();
    for _ in 0..3 {
        poll(&world, &instance).await;
    }
    let id = OrgId::parse(&over.id).unwrap();
    let names = instance.app.store.find_names(&id).await.unwrap();
    let now = world.now().as_second();
    let polls = decode(&names, &instance.app.store.polls(&id, now - 2400, now).await.unwrap());
    let slots: Vec<_> = polls.windows(2).map(|two| two[1].slot - two[0].slot).collect();
    assert!(slots.len() > 5 && slots.iter().all(|apart| *apart == 300), "{slots:?}");
    let later = owner.get(&format!("/api/orgs/{}/events", over.id)).await.json();
    assert_eq!(later, events, "what was open in the past is no news");
}

#[tokio::test]
async fn a_later_start_fills_in_what_is_missing_and_leaves_the_rest() {
    let world = World::new().await;
    let instance = world.instance();
    let over = org(&world, OVER);
    let seeding = seeding(&world, &instance, 4);
    seeding.seed(&over).await.unwrap();
    assert_eq!(seeding.seed(&over).await.unwrap(), 0, "nothing is missing");
    world.pass(40 * 3600);
    assert_eq!(seeding.seed(&over).await.unwrap(), 40 * 12);

    let (store, id) = (&instance.app.store, OrgId::parse(&over.id).unwrap());
    let now: Timestamp = NOW.parse().unwrap();
    let names = store.find_names(&id).await.unwrap();
    let polls = store.polls(&id, now.as_second() - 3600, world.now().as_second()).await.unwrap();
    assert_eq!(decode(&names, &polls).len(), 41 * 12 + 6, "each can be read");
    let position = names.positions("DailyApiRequests")[0];
    let today = day_of(world.now());
    let days = store.series_days(&id, position, today.saturating_sub(9.days()), today).await.unwrap();
    assert!(days.len() == 6 && days.iter().all(|(_, hours)| hours.len() == 24), "{days:?}");
    let quarters = store.days(&id, today.saturating_sub(2.days()), today).await.unwrap();
    let quarters: Vec<_> = quarters.iter().map(|day| day.samples(position).len()).collect();
    let minutes = world.now().duration_since(start_of(today)).as_mins();
    assert_eq!(quarters, [96, 96, usize::try_from(minutes / 15).unwrap()]);
}
