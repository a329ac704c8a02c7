//! What history costs, and that none of it is lost.

mod meter;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::json;
use shared::history::{Day, Names, Poll, SLOT, Sample, Stored, day_of, encode, every_series, start_of};
use shared::limits::{ApiUsage, Reading};
use shared::org::OrgId;
use shared::store::Store;

use self::meter::Meter;
use crate::world::World;

const TABLE: &str = "local-readings";

/// The limit that is read here, of those that move.
const LIMIT: &str = "DailyApiRequestsOfKind07";

fn org() -> OrgId {
    OrgId::parse("00D000000000001EAA").unwrap()
}

fn reading(name: &str, max: i64, remaining: i64) -> Reading {
    Reading { name: name.into(), max: Some(max), remaining: Some(remaining), apps: Vec::new() }
}

fn poll(slot: i64, readings: Vec<Reading>) -> Poll {
    let read_at = Timestamp::from_second(slot + 2).unwrap();
    Poll {
        slot,
        read_at,
        readings,
        usage: Some(ApiUsage { used: slot / 300, max: 100_000 }),
        exhausted: false,
    }
}

/// An org of 60 limits, 15 of which move with each poll, and of `apps` entries without a value.
fn busy(slot: i64, apps: usize) -> Poll {
    let limit = |n: usize| {
        let moving = if n < 15 { slot / SLOT % 2000 * (n as i64 + 3) } else { 7 };
        let max = [15_000, 250_000, 5_000_000, 100][n % 4];
        let of_limit = (0..apps).filter(|app| app % 6 == n);
        let apps = of_limit.map(|app| reading(&format!("Connected Application {app}"), 0, 0)).collect();
        Reading { apps, ..reading(&format!("DailyApiRequestsOfKind{n:02}"), max, max - moving) }
    };
    poll(slot, (0..60).map(limit).collect())
}

/// All slots of a day.
fn slots(date: Date) -> impl Iterator<Item = i64> {
    let start = start_of(date).as_second();
    (0..288).map(move |n| start + n * SLOT)
}

/// Polls as they are stored, each as what changed since the one before.
fn stored(names: &Names, polls: &[Poll]) -> Vec<Stored> {
    let before = |n: usize| n.checked_sub(1).map(|before| &polls[before]);
    let item = |(n, poll): (usize, &Poll)| Stored { slot: poll.slot, bytes: encode(names, poll, before(n)) };
    polls.iter().enumerate().map(item).collect()
}

/// Stores polls as the collector does.
async fn keep(store: &Store, polls: &[Poll]) -> Names {
    let mut names = store.find_names(&org()).await.unwrap();
    for poll in polls {
        names = store.extend_names(&org(), names, &poll.readings).await.unwrap();
    }
    for item in stored(&names, polls) {
        assert!(store.put_poll(&org(), item.slot, item.bytes).await.unwrap());
    }
    names
}

fn used(samples: &[Sample]) -> Vec<i64> {
    samples.iter().filter_map(Sample::used).collect()
}

#[tokio::test]
async fn a_poll_costs_one_write_unit_and_a_day_of_one_limit_ten_read_units() {
    for apps in [0, 96] {
        let world = World::new().await;
        let meter = Meter::before(&world).await;
        let store = meter.store(&world);
        let start = world.now().as_second() - 25 * 3600;
        let polls: Vec<_> = (0..=300).map(|n| busy(start + n * SLOT, apps)).collect();
        let names = keep(store, &polls).await;
        assert_eq!(names.len(), 60 + apps);
        let writes = meter.units("PutItem");
        assert!(writes.len() == 301 && writes.iter().all(|units| *units == 1.0), "{writes:?}");
        let now = world.now();
        let day = store
            .history(&org(), LIMIT, (now - SignedDuration::from_hours(24), now), 1000)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(day.len(), 288);
        let units: f64 = meter.units("").iter().sum();
        assert!(units <= 10.0, "{units}");
    }
}

#[tokio::test]
async fn ninety_days_of_one_limit_cost_thirty_read_units_even_if_a_week_is_not_summed_up_yet() {
    let world = World::new().await;
    let meter = Meter::before(&world).await;
    let store = meter.store(&world);
    let (now, today) = (world.now(), day_of(world.now()));
    let last_day: Vec<_> = (0..=288).rev().map(|n| now.as_second() - n * SLOT).collect();
    let names = keep(store, &last_day.iter().map(|slot| busy(*slot, 96)).collect::<Vec<_>>()).await;
    for back in 0..90 {
        let date = today.saturating_sub(back.days());
        if back <= 7 {
            let polls: Vec<_> = slots(date).map(|slot| busy(slot, 96)).collect();
            let mut day = Day::new(date);
            day.merge(&every_series(&stored(&names, &polls)));
            store.put_day(&org(), &day).await.unwrap();
        } else {
            // What other series there are makes no difference.
            let only = |slot| poll(slot, vec![busy(slot, 0).readings.swap_remove(7)]);
            let polls: Vec<_> = slots(date).map(only).collect();
            store.put_series_days(&org(), date, &stored(&names, &polls)).await.unwrap();
        }
    }
    meter.units("");
    let from = now - SignedDuration::from_hours(90 * 24);
    let samples = store.history(&org(), LIMIT, (from, now), 5000).await.unwrap().unwrap();
    let units: f64 = meter.units("").iter().sum();
    assert!(units <= 30.0, "{units}");
    let gaps = samples.windows(2).map(|pair| pair[1].at.duration_since(pair[0].at));
    assert!(gaps.max().unwrap() <= SignedDuration::from_hours(1), "no hour is missing");
    let ends = [&samples[0], samples.last().unwrap()].map(|sample| sample.at);
    assert!(ends[0] < from + SignedDuration::from_hours(24) && ends[1] > now - SignedDuration::from_mins(10));
}

#[tokio::test]
async fn there_is_one_reading_per_org_and_slot_whatever_is_repeated() {
    let world = World::new().await;
    let store = &world.instance().app.store;
    let slot = slots(day_of(world.now())).next().unwrap();
    let names = keep(store, &[poll(slot, vec![reading("A", 10, 9)])]).await;
    let other = encode(&names, &poll(slot, vec![reading("A", 10, 1)]), None);
    assert!(!store.put_poll(&org(), slot, other).await.unwrap());
    let kept =
        store.history(&org(), "A", (world.now() - SignedDuration::from_hours(24), world.now()), 9).await;
    assert_eq!(used(&kept.unwrap().unwrap()), [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_find_new_names_at_once_lose_none_and_agree() {
    let world = World::new().await;
    let instance = world.instance();
    let store = &instance.app.store;
    let mut known = Names::default();
    for round in 0..5 {
        let new =
            |kind: &str| (0..3).map(|n| reading(&format!("{kind}{round}{n}"), 1, 1)).collect::<Vec<_>>();
        let (one, other) = (new("One"), new("Other"));
        let org = org();
        let both = tokio::join!(
            store.extend_names(&org, known.clone(), &one),
            store.extend_names(&org, known.clone(), &other)
        );
        known = store.find_names(&org).await.unwrap();
        assert_eq!(known.len(), 6 * (round + 1));
        for names in [both.0.unwrap(), both.1.unwrap()] {
            assert_eq!(names.since(0), &known.since(0)[..names.len()]);
        }
    }
}

#[tokio::test]
async fn a_series_goes_on_from_hours_over_quarters_to_polls_and_keeps_its_spikes_and_gaps() {
    let world = World::new().await;
    let store = &world.instance().app.store;
    let (now, today) = (world.now(), day_of(world.now()));
    let day = |back: i64| today.saturating_sub(back.days());
    let at =
        |slot: i64, spike: i64| poll(slot, vec![reading("A", 1000, if slot == spike { 1 } else { 900 })]);
    let noon = |back: i64| start_of(day(back)).as_second() + 12 * 3600;
    let recent: Vec<_> = slots(today).filter(|slot| *slot < now.as_second()).collect();
    let names =
        keep(store, &recent.iter().map(|slot| at(*slot, recent[recent.len() - 2])).collect::<Vec<_>>()).await;
    // Four days ago there were no polls.
    for back in [6, 5, 3, 2] {
        let polls: Vec<_> = slots(day(back)).map(|slot| at(slot, noon(5))).collect();
        store.put_series_days(&org(), day(back), &stored(&names, &polls)).await.unwrap();
    }
    for back in [1, 0] {
        let seen = slots(day(back)).filter(|slot| *slot < now.as_second() - 3600);
        let mut of_day = Day::new(day(back));
        let polls: Vec<_> = seen.map(|slot| at(slot, noon(1) + 2 * SLOT)).collect();
        of_day.merge(&every_series(&stored(&names, &polls)));
        store.put_day(&org(), &of_day).await.unwrap();
    }
    let samples = store.history(&org(), "A", (start_of(day(6)), now), 60).await.unwrap().unwrap();
    assert!(samples.len() <= 60);
    let spikes: Vec<_> = samples.iter().filter(|s| s.used() == Some(999)).map(|s| day_of(s.at)).collect();
    assert_eq!(spikes, [day(5), day(1), today]);
    assert!(samples.iter().all(|sample| day_of(sample.at) != day(4)));
    let last = samples.last().unwrap();
    assert_eq!(last.at.as_second(), recent.last().unwrap() + 2);
}

#[tokio::test]
async fn a_renamed_limit_is_read_by_either_name() {
    let world = World::new().await;
    let store = &world.instance().app.store;
    let slot = slots(day_of(world.now())).next().unwrap();
    let polls = ["DailyBulkApiRequests", "DailyBulkApiBatches"].map(|name| vec![reading(name, 10, 5)]);
    let [old, new] = polls;
    keep(store, &[poll(slot, old), poll(slot + SLOT, new)]).await;
    for name in ["DailyBulkApiRequests", "DailyBulkApiBatches", "Unknown"] {
        let time = (world.now() - SignedDuration::from_hours(24), world.now());
        let samples = store.history(&org(), name, time, 100).await.unwrap();
        assert_eq!(samples.map(|s| s.len()), if name == "Unknown" { None } else { Some(2) }, "{name}");
    }
}

#[tokio::test]
async fn a_day_is_summed_up_twice_to_the_same_items_though_dynamodb_leaves_some_undone() {
    let world = World::new().await;
    let meter = Meter::before(&world).await;
    let store = meter.store(&world);
    let date = day_of(world.now());
    let polls: Vec<_> = slots(date).step_by(12).map(|slot| busy(slot, 96)).collect();
    let names = Names::default().extended_by(&polls[0].readings).unwrap();
    let polls = stored(&names, &polls);
    meter.leave_batches(3);
    store.put_series_days(&org(), date, &polls).await.unwrap();
    let once = world.around.dynamodb.items(TABLE).unwrap();
    assert_eq!(once.len(), 156);
    store.put_series_days(&org(), date, &polls).await.unwrap();
    assert_eq!(world.around.dynamodb.items(TABLE).unwrap(), once);
    meter.leave_batches(usize::MAX);
    assert!(store.put_series_days(&org(), date, &polls).await.is_err());
}

#[tokio::test]
async fn what_a_later_version_wrote_is_passed_over() {
    let world = World::new().await;
    let store = &world.instance().app.store;
    let date = day_of(world.now());
    let first = slots(date).next().unwrap();
    let polls: Vec<_> = (0..3).map(|n| poll(first + n * 3600, vec![reading("A", 10, n)])).collect();
    keep(store, &polls).await;
    for at in [format!("p#{:010}", first + 600), "p#odd".into(), format!("d#{}", date.strftime("%Y%m%d"))] {
        let strange = json!({ "org": { "S": org().as_str() }, "at": { "S": at }, "v": { "B": "YwAB" } });
        world.around.dynamodb.put(TABLE, strange).unwrap();
    }
    for days in [1, 20] {
        let time = (world.now() - SignedDuration::from_hours(days * 24), world.now());
        assert_eq!(used(&store.history(&org(), "A", time, 100).await.unwrap().unwrap()), [10, 9, 8]);
    }
}

#[tokio::test]
async fn erasing_goes_on_in_steps_until_nothing_of_the_org_is_left() {
    let world = World::new().await;
    let store = &world.instance().app.store;
    let slot = slots(day_of(world.now())).next().unwrap();
    keep(store, &(0..70).map(|n| busy(slot + n * SLOT, 0)).collect::<Vec<_>>()).await;
    let other = OrgId::parse("00D000000000002EAA").unwrap();
    assert!(store.put_poll(&other, slot, vec![1]).await.unwrap());
    let mut steps = 1;
    while store.erase_history(&org(), 30).await.unwrap() {
        let left = world.around.dynamodb.items(TABLE).unwrap();
        assert!(left.iter().any(|item| item["at"]["S"] == "names"), "the names go last");
        steps += 1;
    }
    assert!(steps < 6, "{steps}");
    assert_eq!(world.around.dynamodb.items(TABLE).unwrap().len(), 1);
    assert!(!store.erase_history(&org(), 30).await.unwrap());
}
