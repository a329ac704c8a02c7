use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::watch::Trouble;

const NAMES: [&str; 3] = [API, "MassEmail", "Hostile\u{202e}<Name>"];

fn rate() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![Just(None), Just(Some(f64::NAN)), Just(Some(f64::INFINITY)), (-9.0..99.0).prop_map(Some)]
}

fn observed() -> impl Strategy<Value = Observed> {
    let numbers = prop_oneof![8 => (Just(1000), 0..1000i64), 1 => any::<(i64, i64)>()];
    let far = prop_oneof![9 => -60..600i64, 1 => -9_000_000..9_000_000i64];
    (0..3usize, numbers, rate(), rate(), rate(), prop::option::of(far)).prop_map(
        |(name, (max, remaining), points_per_hour, per_hour, factor, left)| {
            let runs_out =
                left.map(|left| RunsOut { at: at(left), earliest: at(left - 5), latest: at(left + 9) });
            Observed { points_per_hour, per_hour, factor, runs_out, ..read(NAMES[name], max, remaining) }
        },
    )
}

fn observations() -> impl Strategy<Value = Vec<Observation>> {
    let names = || prop::collection::vec((0..3usize).prop_map(|name| NAMES[name].to_owned()), 0..2);
    let change = (0..3usize, any::<i64>(), any::<i64>());
    let one = (
        prop_oneof![8 => Just(5i64), 1 => -20..40i64, 1 => 0..3000i64],
        prop::collection::vec(observed(), 0..4),
        prop::collection::vec(change, 0..2),
        (names(), names()),
        any::<bool>(),
        prop::option::of(-100..100i64),
    );
    prop::collection::vec(one, 1..40).prop_map(|polls| {
        let mut minute = 0;
        let observation = |(after, limits, changes, (appeared, vanished), is_lost, read): (
            i64,
            _,
            Vec<_>,
            _,
            bool,
            Option<i64>,
        )| {
            minute += after;
            let changed =
                |(name, from, to): (usize, i64, i64)| MaximumChange { limit: NAMES[name].into(), from, to };
            let lost = Connection::Lost { since: at(minute), reason: Trouble::HostMoved };
            Observation {
                maximum_changed: changes.into_iter().map(changed).collect(),
                appeared,
                vanished,
                connection: if is_lost { lost } else { Connection::Ok },
                last_reading_at: read.map(|read| at(minute + read)),
                ..observation(minute, limits)
            }
        };
        polls.into_iter().map(observation).collect()
    })
}

/// One rule of every kind, some of them held back at times.
fn settings() -> Settings {
    let conditions = [
        Condition::Level { warning: 60, critical: 80 },
        Condition::TimeLeft { minutes: 120 },
        Condition::Jump { points_per_hour: 10.0 },
        Condition::UnusualRate { factor: 3.0, least: 10 },
        Condition::MaximumChanged,
        Condition::AppearedOrVanished,
        Condition::ConnectionLost,
        Condition::NoReading { minutes: 30 },
    ];
    let named = |(index, condition): (usize, Condition)| Rule {
        id: format!("r{index}"),
        cool_down_minutes: 7 * index as u32,
        mute: (index % 3 == 1).then(|| Mute { until: at(60), note: String::new() }),
        ..rule(condition)
    };
    let hours = r#"{ "from": "13:00", "to": "14:00", "timeZone": "UTC", "allowCritical": false }"#;
    Settings {
        rules: conditions.into_iter().enumerate().map(named).collect(),
        channels: Vec::new(),
        quiet_hours: Some(serde_json::from_str(hours).unwrap()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_one_alert_is_told_at_most_twice_before_it_closes(observations in observations()) {
        let settings = settings();
        let mut states = States::default();
        let mut told: BTreeMap<Key, u32> = BTreeMap::new();
        for observation in observations {
            let taken = step(&settings, &states, &observation);
            let again = step(&settings, &taken.states, &observation);
            prop_assert_eq!(&again.states, &taken.states);
            prop_assert!(again.transitions.is_empty() && again.notice.is_none());
            let stored = serde_json::to_string(&taken.states).unwrap();
            prop_assert!(stored.len() < 100_000);
            states = serde_json::from_str(&stored).unwrap();
            for transition in taken.notice.iter().flat_map(|notice| &notice.alerts) {
                let count = told.entry(transition.alert.key.clone()).or_default();
                *count += 1;
                prop_assert!(*count <= 2, "{} is told {count} times", transition.alert.key);
            }
            for transition in taken.transitions {
                prop_assert!(!words::told(&transition, "Acme").is_empty());
                if transition.change == Change::Closed {
                    told.remove(&transition.alert.key);
                }
            }
        }
    }

    #[test]
    fn fuzz_every_alert_of_a_backtest_opens_before_it_closes(observations in observations()) {
        for fired in tried(&settings(), observations, "Acme") {
            prop_assert!(fired.closed_at.is_none_or(|closed| closed >= fired.opened_at));
        }
    }
}
