//! A past for a watched org, as the collector would have left it.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use shared::history::{Day, Names, Poll, SLOT, Stored, day_of, encode, every_series, start_of};
use shared::limits::{Reading, parse};

use super::scene::Scene;
use crate::world::BUSY;

/// A reading of one limit.
pub fn reading(name: &str, max: i64, used: i64) -> Reading {
    Reading { name: name.into(), max: Some(max), remaining: Some(max - used), apps: Vec::new() }
}

/// Stores what was read at these slots, and gives the names and what is stored.
pub async fn keep(
    scene: &Scene,
    slots: impl Iterator<Item = i64>,
    readings: impl Fn(i64) -> Vec<Reading>,
) -> (Names, Vec<Stored>) {
    let store = &scene.instance.app.store;
    let mut names = store.find_names(&scene.org).await.unwrap();
    let (mut stored, mut before): (_, Option<Poll>) = (Vec::new(), None);
    for slot in slots {
        let read_at = Timestamp::from_second(slot + 2).unwrap();
        let poll = Poll { slot, read_at, readings: readings(slot), usage: None, exhausted: false };
        if before.is_none() {
            names = store.extend_names(&scene.org, names, &poll.readings).await.unwrap();
        }
        stored.push(Stored { slot, bytes: encode(&names, &poll, before.as_ref()) });
        before = Some(poll);
    }
    (names, stored)
}

/// Stores polls, each as its own item.
pub async fn put_polls(scene: &Scene, stored: &[Stored]) {
    for item in stored {
        let store = &scene.instance.app.store;
        assert!(store.put_poll(&scene.org, item.slot, item.bytes.clone()).await.unwrap());
    }
}

/// The slots of the last `count` whole hours before this one.
pub fn last_hours(scene: &Scene, count: i64) -> impl Iterator<Item = i64> + use<> {
    let now = scene.world.now().as_second();
    let end = now - now.rem_euclid(3600);
    (-count * 12..0).map(move |n| end + n * SLOT)
}

/// All slots of a day.
pub fn slots_of(date: Date) -> impl Iterator<Item = i64> {
    let start = start_of(date).as_second();
    (0..288).map(move |n| start + n * SLOT)
}

/// Gives the org so many days of what the simulation says that it read, a quarter of an hour at a time.
pub async fn live(scene: &Scene, days: i32) {
    let store = &scene.instance.app.store;
    let today = day_of(scene.world.now());
    let now = scene.world.now() - SignedDuration::from_mins(5);
    for back in (0..=days).rev() {
        let date = today.saturating_sub(back.days());
        let past = slots_of(date).filter(|slot| *slot < now.as_second() && slot % 900 == 600);
        let simulated = |slot: i64| {
            let at = Timestamp::from_second(slot + 240).unwrap();
            let limits = scene.world.around.simulator.limits_at(BUSY, 67, at).unwrap();
            parse(limits.to_string().as_bytes()).unwrap()
        };
        let (_, stored) = keep(scene, past, simulated).await;
        let mut day = Day::new(date);
        day.merge(&every_series(&stored));
        store.put_day(&scene.org, &day).await.unwrap();
    }
}
