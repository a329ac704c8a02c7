use super::*;

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second((490_000 + hours) * 3600).unwrap()
}

fn group() -> Group {
    Group {
        id: "g".into(),
        title: "TypeError: x".into(),
        culprit: None,
        level: Level::Error,
        platform: None,
        source: None,
        version: 1,
        count: 3,
        hours: vec![(490_000, 3)],
        first_seen: at(0),
        last_seen: at(0),
        first_release: Some("1.0".into()),
        release: Some("1.0".into()),
        environments: BTreeSet::new(),
        users: Sketch::new(),
        kept_at: None,
        spiked_at: None,
        decision: Decision::Open,
        merged_into: None,
        merged: BTreeSet::new(),
    }
}

#[test]
fn a_mute_ends_with_its_time_or_with_its_count() {
    let muted = |until, until_count| Group { decision: Decision::Muted { until, until_count }, ..group() };
    assert_eq!(muted(None, None).status(at(9)), Status::Muted);
    assert_eq!(muted(Some(at(2)), None).status(at(1)), Status::Muted);
    assert_eq!(muted(Some(at(2)), None).status(at(2)), Status::Open);
    assert_eq!(muted(None, Some(4)).status(at(1)), Status::Muted);
    assert_eq!(muted(None, Some(3)).status(at(1)), Status::Open);
}

#[test]
fn what_is_resolved_in_the_next_release_may_come_from_the_present_one() {
    let resolved = |except_in: Option<&str>| Group {
        decision: Decision::Resolved { at: at(0), except_in: except_in.map(str::to_owned) },
        ..group()
    };
    assert!(resolved(None).is_regression(None));
    assert!(resolved(None).is_regression(Some("1.0")));
    assert!(!resolved(Some("1.0")).is_regression(Some("1.0")));
    assert!(!resolved(Some("1.0")).is_regression(None));
    assert!(resolved(Some("1.0")).is_regression(Some("1.1")));
    assert!(!group().is_regression(Some("1.1")));
    for (known, new, later) in [
        ("shop@1.9.0", "shop@1.10.0", true),
        ("1.1", "1.0.9", false),
        ("v2", "v1.9", false),
        ("1.0-beta", "1.0+build7", false),
        ("3f2a1b9", "9b1a2f3", true),
    ] {
        assert_eq!(resolved(Some(known)).is_regression(Some(new)), later, "{known} {new}");
    }
    let long = "r".repeat(100);
    assert!(!resolved(Some(short(&long))).is_regression(Some(&long)));
}

#[test]
fn a_spike_is_ten_times_an_average_hour_and_told_once_an_hour() {
    let hour = 490_024;
    let mut spiking = Group { hours: vec![(hour, 49), (hour - 1, 23)], ..group() };
    assert!(spiking.spikes(at(24)));
    spiking.hours[1].1 = 200;
    assert!(!spiking.spikes(at(24)), "nine times as many as in an average hour");
    spiking.hours = vec![(hour, 48)];
    assert!(!spiking.spikes(at(24)), "49 are few");
    spiking.hours = vec![(hour, 400)];
    spiking.spiked_at = Some(at(24));
    assert!(!spiking.spikes(at(24)), "it was told");
    spiking.spiked_at = Some(at(23));
    assert!(spiking.spikes(at(24)));
    spiking.first_seen = at(24);
    assert!(!spiking.spikes(at(24)), "new groups are told as new");
}

#[test]
fn hours_fall_out_of_their_slots_after_a_day_however_long_nothing_came() {
    let mut slots: Vec<(i64, u64)> = Vec::new();
    let mut last_seen = at(0);
    let mut truth: Vec<i64> = Vec::new();
    for step in [0, 0, 1, 5, 23, 24, 25, 1, 47, 48, 49, 48, 96, 2, 100, 720, 3, 3, 24, 23, 1] {
        let now = Timestamp::from_second(last_seen.as_second() + step * 3600).unwrap();
        let slot = hour_of(now).rem_euclid(SLOTS);
        let stale = stale_slots(slots.iter().map(|(slot, _)| *slot), last_seen, now);
        assert!(!stale.contains(&slot), "one update cannot count in a slot and empty it");
        slots.retain(|(slot, _)| !stale.contains(slot));
        match slots.iter_mut().find(|(known, _)| *known == slot) {
            Some((_, count)) => *count += 1,
            None => slots.push((slot, 1)),
        }
        last_seen = now;
        truth.push(hour_of(now));
        let hours = slots.iter().map(|(slot, count)| (hour_in(*slot, last_seen), *count)).collect();
        let shown = Group { hours, ..group() }.last_day(now);
        let expected: Vec<_> = (hour_of(now) - 23..=hour_of(now))
            .map(|hour| truth.iter().filter(|known| **known == hour).count() as u64)
            .collect();
        assert_eq!(shown, expected, "after {step} hours");
        assert!(slots.len() <= HOURS, "{slots:?}");
    }
}

#[test]
fn parts_add_up_and_the_newest_says_how_it_is_now() {
    let mut whole = group();
    let part = Group {
        count: 5,
        hours: vec![(490_000, 1), (490_001, 4)],
        last_seen: at(1),
        level: Level::Fatal,
        release: Some("1.1".into()),
        environments: BTreeSet::from(["production".to_owned()]),
        users: Sketch::from([65]),
        ..group()
    };
    whole.add(&part);
    assert_eq!((whole.count, whole.last_seen, whole.level), (8, at(1), Level::Fatal));
    assert_eq!((whole.first_release.as_deref(), whole.release.as_deref()), (Some("1.0"), Some("1.1")));
    assert_eq!(whole.last_day(at(1))[22..], [4, 4]);
}
