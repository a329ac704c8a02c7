mod days;
mod fuzz;

use super::*;
use crate::limits::{ApiUsage, Reading, catalogue};

/// The start of an hour: 2026-11-20T14:00:00Z.
const START: i64 = 1_795_183_200;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn reading(name: &str, max: i64, remaining: i64) -> Reading {
    Reading { name: name.into(), max: Some(max), remaining: Some(remaining), apps: Vec::new() }
}

/// A poll so many slots after the start, answered two seconds into its slot.
fn poll(slots: i64, readings: Vec<Reading>) -> Poll {
    let slot = START + slots * SLOT;
    Poll { slot, read_at: at(slot + 2), readings, usage: None, exhausted: false }
}

/// An org of 60 limits, 15 of which move with each poll, and of `apps` entries without a value.
fn busy_org(apps: usize) -> impl Fn(i64) -> Poll {
    let limits = catalogue::all().map(|entry| entry.name).filter(|name| catalogue::canonical(name) == *name);
    let limits: Vec<_> = limits.map(str::to_owned).chain((0..60).map(|n| format!("More{n}"))).collect();
    move |slots| {
        let limit = |n: usize| {
            let used = if n < 15 { 3_000 + slots * 7 * (n as i64 + 1) } else { n as i64 * 11 };
            let max = [15_000, 250_000, 5_000_000, 100][n % 4];
            let of_limit = (0..apps).filter(|app| app % 6 == n);
            let apps = of_limit.map(|app| reading(&format!("Application {app}"), 0, 0)).collect();
            Reading { apps, ..reading(&limits[n], max, max - used) }
        };
        let usage = Some(ApiUsage { used: 3_000 + slots * 7, max: 250_000 });
        Poll { usage, ..poll(slots, (0..60).map(limit).collect()) }
    }
}

/// Encodes polls one after the other, each as what changed since the one before.
fn stored(names: &Names, polls: &[Poll]) -> Vec<Stored> {
    let befores = std::iter::once(None).chain(polls.iter().map(Some));
    let item = |(poll, before)| -> Stored {
        let poll: &Poll = poll;
        Stored { slot: poll.slot, bytes: encode(names, poll, before) }
    };
    polls.iter().zip(befores).map(item).collect()
}

fn names_of(polls: &[Poll]) -> Names {
    polls.iter().fold(Names::default(), |names, poll| names.extended_by(&poll.readings).unwrap_or(names))
}

#[test]
fn polls_come_back_as_they_were() {
    let app = Reading { apps: vec![reading("An/App", 5, 7)], ..reading("A", 10, 3) };
    let bare = Reading { name: "C".into(), ..Reading::default() };
    let half = |max, remaining| Reading { max, remaining, ..bare.clone() };
    let mut polls = vec![
        poll(0, vec![app.clone(), reading("B", i64::MAX, i64::MIN), bare.clone()]),
        poll(1, vec![app.clone(), reading("B", i64::MIN, i64::MAX), half(Some(0), None)]),
        poll(2, vec![app, reading("B", -1, -12), half(None, Some(-3))]),
        poll(5, vec![reading("A", 10, 3), reading("B", 0, 0), bare]),
        poll(13, vec![reading("A", 10, 3)]),
    ];
    polls[2].usage = Some(ApiUsage { used: 10_018, max: 100_000 });
    polls[3].exhausted = true;
    let names = names_of(&polls);
    assert_eq!(decode(&names, &stored(&names, &polls)), polls);
}

#[test]
fn a_whole_poll_of_60_limits_and_96_entries_of_apps_is_within_one_write_unit() {
    for (apps, most_whole, most_change) in [(0, 600, 80), (96, 700, 80)] {
        let org = busy_org(apps);
        let polls: Vec<_> = (0..24).map(&org).collect();
        let names = names_of(&polls);
        assert_eq!(names.len(), 60 + apps);
        let items = stored(&names, &polls);
        for (n, item) in items.iter().enumerate() {
            let most = if n % 12 == 0 { most_whole } else { most_change };
            assert!(item.bytes.len() <= most, "{n}: {}", item.bytes.len());
        }
        assert_eq!(decode(&names, &items), polls);
    }
}

#[test]
fn what_did_not_change_costs_nothing() {
    let org = busy_org(96);
    let (first, again) = (org(0), Poll { usage: None, ..org(0) });
    let names = names_of(std::slice::from_ref(&first));
    let again = Poll { slot: START + SLOT, read_at: at(START + SLOT + 2), ..again };
    assert_eq!(encode(&names, &again, Some(&first)).len(), 4);
}

#[test]
fn an_unreadable_item_spoils_no_more_than_what_changes_it() {
    let polls: Vec<_> =
        (0..30).map(|n| poll(n, vec![reading("A", 1000, 1000 - n), reading("B", 9, 9)])).collect();
    let names = names_of(&polls);
    let items = stored(&names, &polls);
    for spoil in [vec![], vec![0], vec![99, 0, 4], vec![1, 0, 4, 0xff], vec![1, 0, 4, 0xff, 0xff, 0x7f, 1]] {
        let mut items = items.clone();
        items[5].bytes = spoil;
        let slots: Vec<_> = decode(&names, &items).iter().map(|poll| (poll.slot - START) / SLOT).collect();
        assert_eq!(slots, (0..5).chain(12..30).collect::<Vec<_>>());
    }
    let mut gap = items;
    gap.drain(10..13);
    let slots: Vec<_> = decode(&names, &gap).iter().map(|poll| (poll.slot - START) / SLOT).collect();
    assert_eq!(slots, (0..10).chain(24..30).collect::<Vec<_>>(), "the whole one of the hour is missing");
}

#[test]
fn a_poll_that_comes_late_is_whole_and_spoils_nothing() {
    let polls: Vec<_> = (0..6).map(|n| poll(n, vec![reading("A", 1000, 1000 - n)])).collect();
    let names = names_of(&polls);
    let mut in_time = polls.clone();
    let late = in_time.remove(3);
    let mut items = stored(&names, &in_time);
    items.push(Stored { slot: late.slot, bytes: encode(&names, &late, Some(&polls[5])) });
    items.sort_by_key(|item| item.slot);
    assert_eq!(decode(&names, &items), polls);
}

#[test]
fn a_limit_that_vanished_and_came_back_leaves_a_gap_in_its_series() {
    let with = |n| poll(n, vec![reading("A", 5, 5), reading("B", 100, 90 - n)]);
    let without = |n| poll(n, vec![reading("A", 5, 5)]);
    let polls = [with(0), with(1), without(2), without(3), with(4)];
    let names = names_of(&polls);
    let samples = series(&names, "B", &stored(&names, &polls));
    let seen: Vec<_> = samples.iter().map(|s| ((s.at.as_second() - START) / SLOT, s.remaining)).collect();
    assert_eq!(seen, [(0, Some(90)), (1, Some(89)), (4, Some(86))]);
}

#[test]
fn a_renamed_limit_continues_its_series() {
    let polls = [
        poll(0, vec![reading("DailyBulkApiRequests", 100, 90)]),
        poll(1, vec![reading("DailyBulkApiBatches", 100, 80), reading("DailyBulkApiRequests", 100, 1)]),
        poll(2, vec![reading("DailyBulkApiRequests", 100, 2), reading("DailyBulkApiBatches", 100, 70)]),
    ];
    let names = names_of(&polls);
    assert_eq!(names.since(0), ["DailyBulkApiBatches"]);
    for name in ["DailyBulkApiRequests", "DailyBulkApiBatches"] {
        let samples = series(&names, name, &stored(&names, &polls));
        assert_eq!(samples.iter().filter_map(|s| s.remaining).collect::<Vec<_>>(), [90, 80, 70]);
    }
}

#[test]
fn what_was_recorded_under_two_names_before_they_were_known_to_be_one_is_one_series() {
    let new = "DailyBulkApiBatches";
    let polls = [
        poll(0, vec![reading("Old", 9, 8)]),
        poll(12, vec![reading("Old", 9, 7), reading(new, 9, 6)]),
        poll(24, vec![reading(new, 9, 5)]),
    ];
    let then = names_of(&polls);
    let items = stored(&then, &polls);
    let now = Names::new(then.since(0).iter().map(|name| name.replace("Old", "DailyBulkApiRequests")));
    assert_eq!((now.positions(new).len(), now.extended_by(&polls[2].readings)), (2, None));
    let samples = series(&now, new, &items);
    assert_eq!(samples.iter().filter_map(|s| s.remaining).collect::<Vec<_>>(), [8, 6, 5]);
    let read: Vec<_> = decode(&now, &items).into_iter().map(|poll| poll.readings).collect();
    assert_eq!(read, [8, 6, 5].map(|left| vec![reading(new, 9, left)]));
}

#[test]
fn names_only_grow_and_nonsense_is_none() {
    let long = "x".repeat(300);
    let odd = vec![reading("A/B", 1, 1), reading(&long, 1, 1)];
    assert_eq!(Names::default().extended_by(&odd), None);
    let many: Vec<_> = (0..1200).map(|n| reading(&format!("L{n}"), 1, 1)).collect();
    let names = Names::default().extended_by(&many).unwrap();
    assert_eq!((names.len(), names.extended_by(&many)), (1000, None));
    let grown = Names::new(["B".to_owned()]).extended_by(&[reading("A", 1, 1), reading("B", 1, 1)]).unwrap();
    assert_eq!(grown.since(0), ["B", "A"]);
}
