use super::*;

#[test]
fn an_alert_closes_after_three_readings_two_points_below_the_threshold() {
    let run = Run::new(levels()).percents(&[61, 61, 57, 57, 58, 57, 57, 57]);
    assert_eq!(run.changes, [(5, Change::Opened), (35, Change::Closed)]);
    assert_eq!(run.minutes(), [5]);
    assert!(run.states.entries.is_empty());
}

#[test]
fn usage_that_flaps_around_the_threshold_sends_one_message() {
    let flapping: Vec<_> = [61, 61].into_iter().chain((0..100).map(|at| 59 + at % 3)).collect();
    assert_eq!(Run::new(levels()).percents(&flapping).minutes(), [5]);
    let critical: Vec<_> = [81, 81].into_iter().chain((0..100).map(|at| 79 + at % 4)).collect();
    assert_eq!(Run::new(levels()).percents(&critical).minutes(), [5]);
}

#[test]
fn what_closed_is_the_second_section_of_the_next_message() {
    let mut run = Run::new(levels()).percents(&[61, 61, 40, 40, 40]);
    for _ in 0..2 {
        run.poll(vec![limit(API, 40), limit("MassEmail", 90)]);
    }
    assert_eq!(run.minutes(), [5, 30]);
    assert_eq!(run.told[1].1, ["Daily mass emails: 90 % used, 100 of 1,000 left."]);
    assert_eq!(run.closed, ["Daily API requests: back at 40 % after 15 min."]);
    assert!(run.states.closed.is_empty());
}

#[test]
fn what_opened_again_is_not_told_as_closed() {
    let run = Run::new(levels()).percents(&[61, 61, 40, 40, 40, 61, 61]);
    assert_eq!((run.minutes(), run.closed.len()), (vec![5, 30], 0));
}

#[test]
fn an_alert_whose_rule_was_deleted_or_is_of_another_kind_closes_silently() {
    for settings in [
        Settings { rules: Vec::new(), ..levels() },
        only(Condition::TimeLeft { minutes: 60 }),
        Settings {
            rules: vec![Rule {
                scope: Scope::Limit("MassEmail".into()),
                ..rule(Condition::Level { warning: 60, critical: 80 })
            }],
            ..levels()
        },
    ] {
        let mut run = Run::new(levels()).percents(&[61, 61]);
        run.settings = settings;
        run.poll(vec![limit(API, 70)]);
        assert_eq!(run.changes, [(5, Change::Opened), (10, Change::Closed)]);
        assert_eq!((run.minutes(), run.states.entries.len(), run.states.closed.len()), (vec![5], 0, 0));
    }
}

#[test]
fn an_alert_of_a_limit_that_is_gone_closes_after_a_day() {
    let mut run = Run::new(levels()).percents(&[61, 61]);
    for _ in 0..300 {
        run.poll(vec![limit("MassEmail", 1)]);
    }
    assert_eq!(run.changes, [(5, Change::Opened), (5 + 24 * 60, Change::Closed)]);
    // As long as the org is not read, nothing is known.
    let mut run = Run::new(levels()).percents(&[61, 61]);
    for _ in 0..300 {
        run.poll(vec![]);
    }
    assert_eq!(run.changes.len(), 1);
}

#[test]
fn a_closed_alert_is_not_told_again_before_the_cool_down_ends() {
    let mut settings = levels();
    settings.rules[0].cool_down_minutes = 60;
    // Told at 5, closed at 20, open again at 30, cool until 80.
    let mut run = Run::new(settings).percents(&[61, 61, 40, 40, 40]).percents(&[61; 20]);
    assert_eq!(run.changes[2..], [(30, Change::Opened)]);
    assert_eq!(run.minutes(), [5, 80]);
    // What closes before the cool-down ends is never told.
    run = run.percents(&[40, 40, 40, 61, 61, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40]);
    assert_eq!((run.changes.len(), run.minutes().len()), (6, 2));
}

#[test]
fn an_alert_that_nobody_was_told_of_has_no_cool_down() {
    let mut settings = levels();
    settings.rules[0].cool_down_minutes = 600;
    settings.rules[0].mute = Some(Mute { until: at(20), note: String::new() });
    let run = Run::new(settings).percents(&[61, 61, 40, 40, 40, 61, 61]);
    assert_eq!(run.minutes(), [30]);
}

#[test]
fn what_is_remembered_is_small() {
    let at_rest = Run::new(Settings::default()).percents(&[10; 20]);
    assert!(serde_json::to_string(&at_rest.states).unwrap().len() < 100);
    let conditions = [
        Condition::Level { warning: 60, critical: 80 },
        Condition::TimeLeft { minutes: 120 },
        Condition::Jump { points_per_hour: 10.0 },
        Condition::UnusualRate { factor: 3.0, least: 100 },
    ];
    let named = |(index, condition)| Rule { id: format!("rule-{index}"), ..rule(condition) };
    let rules = conditions.into_iter().enumerate().map(named).collect();
    let mut run = Run::new(Settings { rules, ..levels() });
    let all = |minute: i64, count: usize| {
        let wrong = |index: usize| Observed {
            points_per_hour: Some(12.345_678_9),
            per_hour: Some(1_234.567_89),
            factor: Some(4.567_890_1),
            runs_out: Some(RunsOut {
                at: at(minute + 60),
                earliest: at(minute + 50),
                latest: at(minute + 70),
            }),
            ..read(&format!("DailyLimitWithAVeryLongNameIndeed{index:02}"), 1_500_000, 12_345)
        };
        (0..count).map(wrong).collect()
    };
    for _ in 0..3 {
        let limits = all(run.minute, 3);
        run.poll(limits);
    }
    // Three limits with every kind of alert at once are more than a usual bad day.
    let usual = serde_json::to_string(&run.states).unwrap().len();
    for _ in 0..3 {
        let limits = all(run.minute, 60);
        run.poll(limits);
    }
    let worst = serde_json::to_string(&run.states).unwrap().len();
    assert_eq!(run.states.entries.len(), 240);
    assert!(usual < 5_000 && worst < 100_000, "{usual} {worst}");
    println!("states: {usual} {worst}");
}
