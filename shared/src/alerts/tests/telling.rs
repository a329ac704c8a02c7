use super::*;
use crate::limits::{Org, OrgKind};
use crate::org::OrgId;
use crate::watch::Trouble;

fn alert(limit: Option<&str>, facts: Facts) -> Alert {
    let key = Key { rule: "r".into(), limit: limit.map(Into::into) };
    Alert { key, level: Level::Critical, opened_at: at(0), facts }
}

fn told(limit: &str, facts: Facts) -> String {
    words::sentence(&alert(Some(limit), facts), "Acme", at(0))
}

fn level(used_percent: f64, remaining: i64, max: i64) -> Facts {
    let exceeded = remaining <= 0;
    Facts::Level { used_percent: Some(used_percent), remaining: Some(remaining), max: Some(max), exceeded }
}

fn time_left(minutes: i64, earliest: i64, latest: i64) -> Facts {
    let time = |minutes| Some(at(minutes));
    let (runs_out_at, earliest, latest) = (time(minutes), time(earliest), time(latest));
    Facts::TimeLeft { used_percent: Some(90.0), runs_out_at, earliest, latest }
}

#[test]
fn nothing_is_called_used_up_that_is_not() {
    assert_eq!(told(API, level(99.99, 1, 15_000)), "Daily API requests: 99.9 % used, 1 of 15,000 left.");
    assert_eq!(told(API, level(100.0, 0, 15_000)), "Daily API requests: used up, none of 15,000 left.");
    assert_eq!(
        told("DataStorageMB", level(100.23, -12, 5_120)),
        "Data storage: used up, 12 over the 5,120 MB allowed."
    );
}

#[test]
fn the_verb_fits_the_limit_and_far_times_have_their_day() {
    assert_eq!(
        told(API, time_left(129, 110, 150)),
        "Daily API requests run out at 14:09 UTC, in 2 h 9 min (likely 13:50 to 14:30)."
    );
    assert_eq!(
        told("DataStorageMB", time_left(4 * 24 * 60, 3 * 24 * 60, 9 * 24 * 60)),
        "Data storage runs out on 25 November, in 4 days (likely 24 November to 30 November)."
    );
    assert_eq!(told(API, time_left(0, 0, 0)), "Daily API requests run out now.");
    let with = told("DailyMetadataRetrievesWithDependencies", time_left(60, 50, 70));
    assert!(with.starts_with("Daily metadata retrieves with dependencies run out at"), "{with}");
}

#[test]
fn the_subject_is_the_worst_and_how_much_else_is_wrong() {
    let mut run = Run::new(Settings::default());
    let mut notice = None;
    for _ in 0..2 {
        let (at, margin) = (at(130), SignedDuration::from_mins(5));
        let runs_out = Some(RunsOut { at, earliest: at - margin, latest: at + margin });
        let storage = Observed { runs_out, ..limit("DataStorageMB", 50) };
        let limits = vec![limit("MassEmail", 70), storage, limit(API, 95), limit("SingleEmail", 100)];
        let observed = observation(run.minute + 10, limits);
        let taken = step(&run.settings, &run.states, &observed);
        (run.states, run.minute, notice) = (taken.states, run.minute + 5, taken.notice);
    }
    let mut notice = notice.unwrap();
    assert_eq!(words::subject(&notice, "Acme"), "Acme: Daily single emails used up, and 3 more");
    notice.alerts.remove(0);
    assert_eq!(words::subject(&notice, "Acme"), "Acme: Data storage runs out in 1 h 55 min, and 2 more");
    notice.alerts.remove(0);
    assert_eq!(words::subject(&notice, "Acme"), "Acme: Daily API requests, 95 % used, and 1 more");
}

#[test]
fn an_org_that_is_not_what_people_work_in_is_called_so() {
    let org = |kind, name: &str| Org {
        id: OrgId::parse("00D000000000001").unwrap(),
        name: name.into(),
        kind,
        instance_url: String::new(),
    };
    assert_eq!(words::title(&org(OrgKind::Production, "Acme")), "Acme");
    assert_eq!(words::title(&org(OrgKind::Sandbox, "Acme")), "Acme (sandbox)");
    assert_eq!(words::title(&org(OrgKind::Production, &"é".repeat(61))), format!("{}…", "é".repeat(60)));
}

#[test]
fn each_channel_is_told_what_its_rules_say() {
    let mut settings = Settings::default();
    let mut run = Run::new(settings.clone());
    run.poll(vec![limit(API, 70)]);
    let mut observed = observation(5, vec![limit(API, 70)]);
    observed.connection = Connection::Lost { since: at(5), reason: Trouble::Refused };
    let notice = step(&settings, &run.states, &observed).notice.unwrap();
    let of_account = settings.route(&notice);
    assert_eq!(of_account.len(), 1);
    assert_eq!((of_account[0].0.as_ref(), &of_account[0].1), (&Channel::of_account(), &notice));
    let slack = |id: &str| Channel::Slack { id: id.into(), name: id.into(), url: "https://x.example".into() };
    settings.channels = vec![slack("all"), slack("level"), slack("none")];
    settings.rules[0].channels = Some(vec!["all".into(), "level".into()]);
    settings.rules[2].channels = Some(vec!["all".into()]);
    let routed: Vec<_> = settings
        .route(&notice)
        .into_iter()
        .map(|(to, part)| (to.id().to_owned(), part.alerts.len()))
        .collect();
    assert_eq!(routed, [("all".to_owned(), 2), ("level".to_owned(), 1)]);
}
