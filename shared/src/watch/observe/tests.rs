use super::*;

const NOON: i64 = 1_760_011_200;

fn reading(name: &str, max: i64, remaining: i64) -> Reading {
    Reading { name: name.into(), max: Some(max), remaining: Some(remaining), apps: Vec::new() }
}

/// A poll so many slots after noon.
fn poll(slots: i64, readings: &[Reading]) -> Poll {
    let slot = NOON + slots * 300;
    let read_at = Timestamp::from_second(slot + 2).unwrap();
    Poll { slot, read_at, readings: readings.to_vec(), usage: None, exhausted: false }
}

fn seen(polls: &[Poll], slots: i64) -> Observation {
    observe(&Scene { polls, slot: NOON + slots * 300, read_before: None }, &Outlooks::new())
}

#[test]
fn a_first_poll_changes_nothing_and_makes_nothing_appear() {
    let observation = seen(&[poll(0, &[reading("A", 10, 5)])], 0);
    assert_eq!((observation.limits.len(), observation.limits[0].used), (1, Some(5)));
    assert!(observation.maximum_changed.is_empty() && observation.appeared.is_empty());
    assert_eq!(observation.last_reading_at.unwrap().as_second(), NOON + 2);
}

#[test]
fn what_differs_from_the_reading_before_is_told() {
    let polls = [
        poll(0, &[reading("A", 10, 5), reading("B", 1, 1)]),
        poll(1, &[reading("A", 20, 5), reading("C", 1, 1)]),
    ];
    let observation = seen(&polls, 1);
    assert_eq!(observation.maximum_changed, [MaximumChange { limit: "A".into(), from: 10, to: 20 }]);
    assert_eq!((observation.appeared, observation.vanished), (vec!["C".to_owned()], vec!["B".to_owned()]));
}

#[test]
fn a_poll_that_was_refused_between_two_readings_is_neither_change_nor_reading() {
    let refused = Poll { exhausted: true, ..poll(1, &[]) };
    let polls = [poll(0, &[reading("DailyApiRequests", 100, 5)]), refused];
    let observation = seen(&polls, 1);
    let api = &observation.limits[0];
    assert_eq!((api.name.as_str(), api.state, api.remaining), ("DailyApiRequests", State::Exceeded, Some(0)));
    assert_eq!((observation.limits.len(), observation.vanished.len()), (1, 0));
    assert_eq!(observation.last_reading_at.unwrap().as_second(), NOON + 2, "that was the last reading");

    let next = [polls[0].clone(), polls[1].clone(), poll(2, &[reading("DailyApiRequests", 100, 5)])];
    assert!(seen(&next, 2).appeared.is_empty());
}

#[test]
fn without_a_poll_in_its_slot_nothing_was_read_and_the_last_reading_stays() {
    let observation = seen(&[poll(0, &[reading("A", 10, 5)])], 3);
    assert!(observation.limits.is_empty());
    assert_eq!(observation.last_reading_at.unwrap().as_second(), NOON + 2);
    let connected = Timestamp::from_second(NOON).unwrap();
    let never = observe(&Scene { polls: &[], slot: NOON, read_before: Some(connected) }, &Outlooks::new());
    assert_eq!(never.last_reading_at, Some(connected));
}

#[test]
fn a_rate_takes_ten_minutes_and_looks_back_an_hour() {
    let rise = |slots: i64| reading("A", 100, 100 - slots);
    let polls: Vec<_> = (0..=24).map(|slots| poll(slots, &[rise(slots)])).collect();
    assert_eq!(seen(&polls[..2], 1).limits[0].points_per_hour, None);
    for last in [2_usize, 12, 24] {
        let rate = seen(&polls[..=last], i64::try_from(last).unwrap()).limits[0].points_per_hour.unwrap();
        assert!((rate - 12.0).abs() < 0.001, "{rate}");
    }
}

#[test]
fn the_org_in_short_names_the_worst_and_counts_the_rest() {
    let readings = [reading("DataStorageMB", 100, 50), reading("FileStorageMB", 100, 5), reading("A", 0, 0)];
    let now = Timestamp::from_second(NOON).unwrap();
    let short = summary(&[poll(0, &readings)], &Outlooks::new(), now).unwrap();
    assert_eq!((short.counts.critical, short.counts.ok, short.counts.not_provisioned), (1, 1, 1));
    let worst = short.worst.unwrap();
    assert_eq!((worst.name.as_str(), worst.used_percent), ("FileStorageMB", Some(95.0)));
    assert_eq!(worst.sentence.as_deref(), Some("File storage: 95 % used, 5 of 100 MB left."));

    let refused = Poll { exhausted: true, ..poll(1, &[]) };
    let short = summary(&[poll(0, &readings), refused], &Outlooks::new(), now).unwrap();
    assert_eq!((short.counts.exceeded, short.counts.critical, short.counts.ok), (1, 1, 1));
    assert_eq!(short.worst.unwrap().name, "DailyApiRequests");
}
