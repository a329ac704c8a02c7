use super::*;

fn day(percents: &[i64]) -> Vec<Observation> {
    let polls = percents.iter().enumerate();
    polls.map(|(index, percent)| observation(5 * index as i64, vec![limit(API, *percent)])).collect()
}

#[test]
fn a_backtest_says_when_a_rule_would_have_fired() {
    let fired = tried(&levels(), day(&[50, 61, 62, 81, 82, 40, 40, 40, 40, 70, 70]), "Acme");
    let told: Vec<_> = fired.iter().map(|one| (one.opened_at, one.closed_at, one.level)).collect();
    assert_eq!(told, [(at(10), Some(at(35)), Level::Critical), (at(50), None, Level::Warning)]);
    assert_eq!(fired[0].sentence, "Daily API requests: 82 % used, 180 of 1,000 left.");
    assert_eq!((fired[0].rule.as_str(), fired[0].limit.as_deref()), ("r", Some(API)));
}

#[test]
fn a_backtest_knows_neither_mutes_nor_temporary_thresholds_nor_quiet_hours() {
    let mut settings = levels();
    let condition = Condition::Level { warning: 98, critical: 99 };
    settings.rules[0].temporary = Some(Temporary { condition, until: at(10_000) });
    settings.rules[0].mute = Some(Mute { until: at(10_000), note: String::new() });
    let loud = tried(&levels(), day(&[70; 5]), "Acme");
    assert_eq!((tried(&settings, day(&[70; 5]), "Acme"), loud.len()), (loud.clone(), 1));
}
