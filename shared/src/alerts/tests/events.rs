use super::*;
use crate::watch::Trouble;

fn changed(from: i64, to: i64) -> impl Fn(&mut Observation) {
    move |observation| {
        observation.maximum_changed = vec![MaximumChange { limit: API.into(), from, to }];
    }
}

fn vanished(observation: &mut Observation) {
    observation.vanished = vec![API.into()];
}

fn appeared(observation: &mut Observation) {
    observation.appeared = vec![API.into()];
}

fn there() -> Vec<Observed> {
    vec![limit(API, 10), limit("MassEmail", 10)]
}

fn gone() -> Vec<Observed> {
    vec![limit("MassEmail", 10)]
}

#[test]
fn another_maximum_is_told_at_once_and_is_over_then() {
    let mut run = Run::new(only(Condition::MaximumChanged));
    run.poll(there());
    run.with(there(), changed(15_000, 20_000));
    run.poll(there());
    assert_eq!(run.changes, [(5, Change::Opened), (5, Change::Closed)]);
    let sentence = "Daily API requests: the maximum changed from 15,000 to 20,000.";
    assert_eq!(run.told, [(5, vec![sentence.to_owned()])]);
    assert!(run.states.entries.is_empty() && run.states.closed.is_empty());
}

#[test]
fn changes_in_quiet_hours_are_told_together_unless_they_were_taken_back() {
    let hours = QuietHours {
        from: jiff::civil::time(12, 0, 0, 0),
        to: jiff::civil::time(12, 30, 0, 0),
        time_zone: "UTC".into(),
        days: vec![Day::Saturday],
        allow_critical: true,
    };
    let run = |second: (i64, i64)| {
        let mut run =
            Run::new(Settings { quiet_hours: Some(hours.clone()), ..only(Condition::MaximumChanged) });
        run.with(there(), changed(100, 200));
        run.with(there(), changed(second.0, second.1));
        for _ in 0..10 {
            run.poll(there());
        }
        run
    };
    let sentence = "Daily API requests: the maximum changed from 100 to 300.";
    assert_eq!(run((200, 300)).told, [(30, vec![sentence.to_owned()])]);
    let back = run((200, 100));
    assert_eq!(
        (back.told.len(), back.changes.as_slice()),
        (0, &[(0, Change::Opened), (5, Change::Closed)][..])
    );
}

#[test]
fn a_muted_event_is_never_told() {
    let mut settings = only(Condition::MaximumChanged);
    settings.rules[0].mute = Some(Mute { until: at(10), note: String::new() });
    let mut run = Run::new(settings);
    run.with(there(), changed(100, 200));
    for _ in 0..10 {
        run.poll(there());
    }
    assert_eq!((run.changes.len(), run.told.len()), (2, 0));
}

#[test]
fn a_limit_that_came_or_went_is_told_when_a_second_reading_says_the_same() {
    let mut run = Run::new(only(Condition::AppearedOrVanished));
    run.poll(there());
    run.with(gone(), vanished);
    run.poll(gone());
    run.poll(gone());
    run.with(there(), appeared);
    run.poll(there());
    run.poll(there());
    assert_eq!(
        run.told,
        [
            (10, vec!["Daily API requests: Salesforce lists it no more.".to_owned()]),
            (25, vec!["Daily API requests: a limit that Salesforce did not list before.".to_owned()]),
        ]
    );
    assert!(run.states.entries.is_empty());
}

#[test]
fn a_limit_that_one_reading_leaves_out_is_no_news_and_neither_is_its_return() {
    let mut run = Run::new(only(Condition::AppearedOrVanished));
    for _ in 0..3 {
        run.poll(there());
        run.with(gone(), vanished);
        run.with(there(), appeared);
        run.poll(there());
        run.poll(there());
    }
    assert!(run.changes.is_empty() && run.states.entries.is_empty());
}

#[test]
fn a_poll_without_a_reading_says_nothing_about_which_limits_there_are() {
    let mut run = Run::new(only(Condition::AppearedOrVanished));
    run.with(gone(), vanished);
    run.poll(vec![]);
    assert!(run.told.is_empty());
    run.poll(gone());
    assert_eq!(run.minutes(), [10]);
}

#[test]
fn a_lost_connection_is_told_at_once_and_closes_after_three_polls_with_one() {
    let mut run = Run::new(only(Condition::ConnectionLost));
    let lost = |observation: &mut Observation| {
        observation.connection = Connection::Lost { since: at(0), reason: Trouble::Revoked };
    };
    run.poll(there());
    run.with(vec![], lost);
    run.poll(there());
    run.with(vec![], lost);
    for _ in 0..3 {
        run.poll(there());
    }
    assert_eq!(run.changes, [(5, Change::Opened), (30, Change::Closed)]);
    let sentence =
        "The connection to Acme is lost: its approval was revoked or has expired. Connect the org again.";
    assert_eq!(run.told, [(5, vec![sentence.to_owned()])]);
}

#[test]
fn an_org_that_is_not_read_is_told_after_so_many_minutes() {
    let mut run = Run::new(only(Condition::NoReading { minutes: 30 }));
    for _ in 0..10 {
        run.with(vec![], |observation| observation.last_reading_at = Some(at(0)));
    }
    let sentence = "Acme has not been read for 30 min, since 12:00 UTC.";
    assert_eq!(run.told, [(30, vec![sentence.to_owned()])]);
}

#[test]
fn a_lost_connection_is_reason_enough_for_missing_readings() {
    let mut run = Run::new(Settings::default());
    for _ in 0..20 {
        run.with(vec![], |observation| {
            observation.last_reading_at = Some(at(-10));
            observation.connection = Connection::Lost { since: at(-5), reason: Trouble::HostMoved };
        });
    }
    assert_eq!(run.minutes(), [0]);
    assert_eq!(run.told[0].1.len(), 1);
}
