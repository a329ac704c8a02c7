use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// A value as Salesforce sends it, or the worst that it could.
fn value() -> impl Strategy<Value = Option<i64>> {
    let extreme = prop::sample::select(vec![i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX]);
    prop_oneof![
        4 => (0_i64..50).prop_map(Some),
        2 => extreme.prop_map(Some),
        2 => any::<i64>().prop_map(Some),
        1 => Just(None),
    ]
}

fn entry(name: &'static str, apps: &'static [&'static str]) -> BoxedStrategy<Option<Reading>> {
    let apps: Vec<_> = apps.iter().map(|app| entry(app, &[])).collect();
    let reading = (value(), value(), apps).prop_map(move |(max, remaining, apps)| {
        let apps = apps.into_iter().flatten().collect();
        Reading { name: name.into(), max, remaining, apps }
    });
    prop::option::weighted(0.8, reading).boxed()
}

/// Polls in order of time, some slots without one, over some hours.
fn polls() -> impl Strategy<Value = Vec<Poll>> {
    let readings = (entry("A", &["x", "y/z", ""]), entry("B", &[]), entry("C", &["x"]), entry("D", &[]));
    let usage = (value(), value()).prop_map(|(used, max)| Some(ApiUsage { used: used?, max: max? }));
    let one = (1_i64..5, 0_i64..300, readings, usage, any::<bool>());
    vec(one, 0..40).prop_map(|all| {
        let mut slots = -1;
        let poll = |(gap, offset, (a, b, c, d), usage, exhausted)| {
            slots += gap;
            let readings = [a, b, c, d].into_iter().flatten().collect();
            let poll = poll(slots, readings);
            Poll { read_at: at(poll.slot + offset), usage, exhausted, ..poll }
        };
        all.into_iter().map(poll).collect()
    })
}

/// The names in the order of the readings above, so that decoding gives that order.
fn names() -> Names {
    Names::new(["A", "A/x", "A/y/z", "A/", "B", "C", "C/x", "D"].map(str::to_owned))
}

fn samples() -> impl Strategy<Value = Vec<Sample>> {
    let one = (0_i64..90_000, value(), value());
    vec(one.prop_map(|(second, max, remaining)| Sample { at: at(START + second), max, remaining }), 0..400)
        .prop_map(|mut samples| {
            samples.sort_by_key(|sample| sample.at);
            samples
        })
}

/// Records of every form that go wrong somewhere.
fn records() -> impl Strategy<Value = Vec<Stored>> {
    let bytes = (0_u8..4, vec(any::<u8>(), 0..60)).prop_map(|(form, rest)| [vec![form], rest].concat());
    let slot = prop_oneof![(0_i64..20).prop_map(|n| START + n * SLOT), any::<i64>()];
    vec((slot, bytes).prop_map(|(slot, bytes)| Stored { slot, bytes }), 0..30)
}

fn level(sample: &Sample) -> Option<i128> {
    Some(i128::from(sample.max?) - i128::from(sample.remaining?))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_polls_come_back_as_they_were(polls in polls()) {
        let names = names();
        let items = stored(&names, &polls);
        prop_assert_eq!(decode(&names, &items), polls);
        for (position, samples) in every_series(&items) {
            prop_assert_eq!(series(&names, names.get(position).unwrap(), &items), samples);
        }
    }

    #[test]
    fn fuzz_what_is_read_after_a_loss_is_what_was_written(
        polls in polls(),
        lost in any::<prop::sample::Index>(),
    ) {
        let names = names();
        let mut items = stored(&names, &polls);
        if !items.is_empty() {
            items.remove(lost.index(polls.len()));
        }
        for poll in decode(&names, &items) {
            prop_assert!(polls.contains(&poll));
        }
    }

    #[test]
    fn fuzz_no_bytes_are_too_strange(records in records(), slot in any::<i64>()) {
        decode(&names(), &records);
        every_series(&records);
        series(&names(), "A/x", &records);
        for record in records {
            for date in [Date::MIN, Date::MAX, day_of(at(START))] {
                if let Some(day) = Day::decode(date, &record.bytes) {
                    prop_assert_eq!(Day::decode(date, &day.encode()), Some(day.clone()));
                    day.samples(0);
                }
                let by_hour = decode_hours(date, &record.bytes).unwrap_or_default();
                by_hour.iter().for_each(|hour| drop(hour.samples()));
                encode_hours(date, &by_hour);
            }
        }
        encode(&names(), &Poll { slot, ..poll(0, Vec::new()) }, Some(&poll(1, Vec::new())));
    }

    #[test]
    fn fuzz_days_and_hours_come_back_as_they_were(samples in samples()) {
        let date = day_of(at(START));
        let mut day = Day::new(date);
        day.merge(&Samples::from([(3, samples.clone()), (700, samples.clone())]));
        prop_assert_eq!(Day::decode(date, &day.encode()), Some(day));
        let by_hour: Vec<_> = hours(&samples).into_iter().filter(|hour| day_of(hour.at) == date).collect();
        prop_assert_eq!(decode_hours(date, &encode_hours(date, &by_hour)), Some(by_hour));
    }

    #[test]
    fn fuzz_thinning_keeps_both_ends_and_both_extremes(samples in samples(), points in 0_usize..60) {
        // Levels with and without an allowance are not compared.
        let samples: Vec<_> = samples.into_iter().filter(|sample| level(sample).is_some()).collect();
        let thinned = thin(samples.clone(), points);
        prop_assert!(thinned.len() <= points);
        prop_assert!(thinned.iter().all(|sample| samples.contains(sample)));
        prop_assert!(thinned.windows(2).all(|pair| pair[0].at <= pair[1].at));
        if points >= 1 {
            prop_assert_eq!(thinned.iter().filter_map(level).max(), samples.iter().filter_map(level).max());
        }
        if points >= 4 {
            prop_assert_eq!(thinned.iter().filter_map(level).min(), samples.iter().filter_map(level).min());
            prop_assert_eq!((thinned.first(), thinned.last()), (samples.first(), samples.last()));
        }
    }
}
