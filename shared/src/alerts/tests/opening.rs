use super::*;
use crate::limits::State;

#[test]
fn an_alert_opens_after_two_readings_in_a_row_over_the_threshold() {
    let run = Run::new(levels()).percents(&[61, 60, 61, 62]);
    assert_eq!(run.changes, [(15, Change::Opened)]);
    assert_eq!(run.told, [(15, vec!["Daily API requests: 62 % used, 380 of 1,000 left.".to_owned()])]);
}

#[test]
fn exactly_the_threshold_is_not_over_it() {
    assert!(Run::new(levels()).percents(&[60, 60, 60]).changes.is_empty());
    // 60.004 % is shown as 60 and is over it all the same.
    let mut run = Run::new(levels());
    for _ in 0..2 {
        run.poll(vec![read(API, 100_000, 39_996)]);
    }
    assert_eq!(run.minutes(), [5]);
}

#[test]
fn a_warning_escalates_with_a_message_of_its_own() {
    let run = Run::new(levels()).percents(&[61, 61, 81, 79, 81, 81, 90, 95]);
    assert_eq!(run.changes, [(5, Change::Opened), (25, Change::Escalated)]);
    assert_eq!(run.minutes(), [5, 25]);
}

#[test]
fn what_is_critical_from_the_start_is_told_once() {
    let run = Run::new(levels()).percents(&[90, 90, 90, 70, 70, 90, 90]);
    assert_eq!((run.changes.as_slice(), run.minutes()), (&[(5, Change::Opened)][..], vec![5]));
    assert_eq!(run.states.open().next().unwrap().level, Level::Critical);
}

#[test]
fn the_same_slot_twice_counts_once_and_an_older_one_changes_nothing() {
    let mut run = Run::new(levels());
    let over = |minutes| observation(minutes, vec![limit(API, 70)]);
    run.take(&over(5));
    let states = run.states.clone();
    for minutes in [5, 0, 5] {
        run.take(&over(minutes));
    }
    assert_eq!((&run.states, run.changes.len()), (&states, 0));
    run.take(&over(10));
    assert_eq!(run.minutes(), [10]);
}

#[test]
fn one_open_alert_sends_one_message_however_often_the_collector_runs() {
    let mut run = Run::new(Settings::default());
    for minute in 0..600 {
        let observation = observation(minute / 5 * 5, vec![limit(API, 70)]);
        for _ in 0..3 {
            run.take(&observation);
        }
    }
    assert_eq!((run.minutes(), run.changes.as_slice()), (vec![5], &[(5, Change::Opened)][..]));
}

#[test]
fn a_gap_of_more_than_a_quarter_of_an_hour_restarts_the_count() {
    let over = |minutes| observation(minutes, vec![limit(API, 70)]);
    let opened = |second| {
        let mut run = Run::new(levels());
        run.take(&over(0));
        run.take(&over(second));
        run.take(&over(second + 5));
        run.minutes()
    };
    assert_eq!((opened(15), opened(16)), (vec![15], vec![21]));
}

#[test]
fn what_was_not_read_neither_opens_nor_closes() {
    let mut run = Run::new(levels());
    let unread = || Observed { used: None, used_percent: None, state: State::Unknown, ..limit(API, 0) };
    run.poll(vec![limit(API, 70)]);
    run.poll(vec![unread()]);
    run.poll(vec![limit(API, 70)]);
    assert_eq!(run.minutes(), [10]);
    for limits in [vec![], vec![limit(API, 10)], vec![unread()], vec![limit(API, 10)]] {
        run.poll(limits);
    }
    assert_eq!(run.changes.len(), 1);
    run.poll(vec![limit(API, 10)]);
    assert_eq!(run.changes[1..], [(35, Change::Closed)]);
}

#[test]
fn what_has_no_bound_never_alerts_and_what_gets_none_closes() {
    let mut run = Run::new(levels());
    let bare = |state| Observed { state, used_percent: None, ..limit(API, 99) };
    for state in [State::Unlimited, State::NotProvisioned, State::Unlimited] {
        run.poll(vec![bare(state)]);
    }
    assert!(run.changes.is_empty() && run.states.entries.is_empty());
    let mut run = Run::new(levels()).percents(&[90, 90]);
    for _ in 0..3 {
        run.poll(vec![bare(State::Unlimited)]);
    }
    assert_eq!(run.changes, [(5, Change::Opened), (20, Change::Closed)]);
    let sentence = words::told(&run.states.closed[0], "Acme");
    assert_eq!(sentence, "Daily API requests: no longer near the maximum, after 15 min.");
}

#[test]
fn what_is_used_up_is_critical_whatever_the_numbers_say() {
    // Salesforce refuses calls, so the numbers are those of an older reading.
    let refused = Observed { state: State::Exceeded, ..limit(API, 40) };
    let mut run = Run::new(levels());
    for _ in 0..2 {
        run.poll(vec![refused.clone(), read("MassEmail", 0, -3)]);
    }
    assert!(run.states.open().all(|alert| alert.level == Level::Critical));
    assert_eq!(
        run.told[0].1,
        [
            "Daily API requests: used up: Salesforce refuses further use.",
            "Daily mass emails: used up, 3 over the 0 allowed."
        ]
    );
}

#[test]
fn time_left_opens_at_the_threshold_and_closes_beyond_five_quarters_of_it() {
    let mut run = Run::new(only(Condition::TimeLeft { minutes: 120 }));
    let poll = |run: &mut Run, left: Option<i64>| {
        let runs_out = left.map(|left| {
            let (at, margin) = (at(run.minute + left), SignedDuration::from_mins(20));
            RunsOut { at, earliest: at - margin, latest: at + margin }
        });
        run.poll(vec![Observed { runs_out, ..limit(API, 85) }]);
    };
    for left in [Some(121), Some(120), Some(119), Some(150), Some(151), Some(151), Some(149), None, None] {
        poll(&mut run, left);
    }
    assert_eq!(
        run.told,
        [(
            10,
            vec![
                "Daily API requests run out at 14:09 UTC, in 1 h 59 min (likely 13:49 to 14:29).".to_owned()
            ]
        )]
    );
    assert_eq!(run.changes.len(), 1);
    poll(&mut run, None);
    assert_eq!(run.changes[1..], [(45, Change::Closed)]);
}

#[test]
fn a_jump_and_an_unusual_rate_are_told_with_their_numbers() {
    let jump = Run::new(only(Condition::Jump { points_per_hour: 10.0 }));
    let unusual = Run::new(only(Condition::UnusualRate { factor: 3.0, least: 100 }));
    let fast = Observed {
        points_per_hour: Some(12.58),
        per_hour: Some(1258.9),
        factor: Some(4.0),
        ..limit(API, 50)
    };
    for (mut run, sentence) in [
        (jump, "Daily API requests: up 12.5 percentage points in an hour, 50 % used."),
        (unusual, "Daily API requests: 1,258 in an hour, 4 times the usual, 50 % used."),
    ] {
        let few = Observed { per_hour: Some(99.0), points_per_hour: Some(9.9), ..fast.clone() };
        let none = Observed { per_hour: None, points_per_hour: Some(f64::NAN), ..fast.clone() };
        for limits in [&fast, &few, &fast, &none, &fast] {
            run.poll(vec![limits.clone()]);
        }
        assert_eq!(run.told, [(20, vec![sentence.to_owned()])]);
    }
}
