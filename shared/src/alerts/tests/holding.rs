use serde_json::json;

use super::*;

fn quiet(from: &str, to: &str, zone: &str, allow_critical: bool) -> Option<QuietHours> {
    let hours = json!({ "from": from, "to": to, "timeZone": zone, "allowCritical": allow_critical });
    Some(serde_json::from_value(hours).unwrap())
}

#[test]
fn a_muted_alert_opens_and_is_told_once_when_the_mute_ends() {
    let mut settings = levels();
    settings.rules[0].mute = Some(Mute { until: at(60), note: "migration".into() });
    let run = Run::new(settings).percents(&[61; 30]);
    assert_eq!((run.changes.as_slice(), run.minutes()), (&[(5, Change::Opened)][..], vec![60]));
}

#[test]
fn a_muted_alert_that_closes_is_never_told() {
    let mut settings = levels();
    settings.rules[0].mute = Some(Mute { until: at(60), note: String::new() });
    let run = Run::new(settings).percents(&[61, 61, 40, 40, 40]).percents(&[40; 30]);
    assert_eq!((run.changes.len(), run.minutes().len(), run.states.closed.len()), (2, 0, 0));
}

#[test]
fn a_mute_that_ends_while_usage_is_falling_waits_for_what_comes_of_it() {
    let mut settings = levels();
    settings.rules[0].mute = Some(Mute { until: at(15), note: String::new() });
    let below = Run::new(settings.clone()).percents(&[61, 61, 61, 40, 40, 40]);
    assert!(below.told.is_empty());
    let back = Run::new(settings).percents(&[61, 61, 61, 40, 40, 61]);
    assert_eq!(back.minutes(), [25]);
}

#[test]
fn in_quiet_hours_messages_wait_and_what_is_still_open_is_told_once() {
    // Noon UTC is 13:00 in Berlin.
    let hours = quiet("12:30", "14:00", "Europe/Berlin", true);
    let run = Run::new(Settings { quiet_hours: hours, ..levels() });
    let mut run = run.percents(&[61; 10]);
    run.poll(vec![limit(API, 61), limit("MassEmail", 61)]);
    for _ in 0..5 {
        run.poll(vec![limit(API, 61), limit("MassEmail", 61)]);
    }
    assert_eq!(run.minutes(), [60]);
    assert_eq!(run.told[0].1.len(), 2);
}

#[test]
fn critical_alerts_are_told_in_quiet_hours_only_if_that_is_wanted() {
    for (allowed, told) in [(true, vec![10, 60]), (false, vec![60])] {
        let hours = quiet("12:30", "14:00", "Europe/Berlin", allowed);
        let mut run = Run::new(Settings { quiet_hours: hours, ..levels() });
        for minute in 0..20 {
            let critical = limit(API, if minute == 0 { 70 } else { 90 });
            run.poll(vec![critical, limit("MassEmail", 61)]);
        }
        assert_eq!(run.minutes(), told, "{allowed}");
        assert_eq!(run.told.iter().map(|(_, sentences)| sentences.len()).sum::<usize>(), 2);
    }
}

#[test]
fn a_night_on_which_the_clocks_change_ends_when_the_clock_says_so() {
    for (zone, night, end) in [
        ("Europe/Berlin", "2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z"),
        ("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z"),
        ("America/New_York", "2026-03-08T04:00:00Z", "2026-03-08T11:00:00Z"),
        ("America/New_York", "2026-11-01T04:00:00Z", "2026-11-01T12:00:00Z"),
    ] {
        let hours = quiet("22:00", "07:00", zone, false);
        let mut run = Run::new(Settings { quiet_hours: hours, ..levels() });
        let (night, end): (Timestamp, Timestamp) = (night.parse().unwrap(), end.parse().unwrap());
        run.minute = night.duration_since(at(0)).as_mins();
        let run = run.percents(&[61; 12 * 10]);
        assert_eq!(run.minutes(), [end.duration_since(at(0)).as_mins()], "{zone} {end}");
    }
}

#[test]
fn temporary_thresholds_fall_back_by_themselves() {
    let mut settings = levels();
    let condition = Condition::Level { warning: 90, critical: 95 };
    settings.rules[0].temporary = Some(Temporary { condition, until: at(60) });
    let run = Run::new(settings).percents(&[70; 20]);
    assert_eq!(run.minutes(), [65]);
}
