//! What is started by something else than a request: by queues, logs and the clock.

use std::collections::BTreeSet;
use std::fs;

use local::system::{CONSUMERS, TASKS};
use local::template::{STACK, Template};
use shared::subscription::Lines;

use super::{at, functions};

/// The area and the source of a function's binary.
fn binary(function: &str) -> (String, String) {
    let file = format!("src/bin/{function}.rs");
    let areas = fs::read_dir(at("functions")).unwrap().map(|area| area.unwrap().path());
    let area = areas.into_iter().find(|area| area.join(&file).exists()).unwrap();
    (area.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(area.join(file)).unwrap())
}

#[test]
fn every_binary_of_a_queue_serves_its_handler_and_says_which_queue_it_is() {
    let template = Template::read(&at("template.yaml")).unwrap();
    for consumer in CONSUMERS.iter().copied().flatten() {
        let (area, text) = binary(consumer.function);
        let fed = template.consumers.iter().find(|known| known.function == consumer.function).unwrap();
        assert!(text.lines().next().unwrap().contains(&fed.queue), "{text}");
        assert!(text.contains(&format!("queue::serve({area}::{})", consumer.name)), "{text}");
    }
}

#[test]
fn a_queue_waits_six_times_as_long_as_its_function_and_keeps_what_nobody_can_handle() {
    let template = Template::read(&at("template.yaml")).unwrap();
    for consumer in &template.consumers {
        let queue = template.queues.iter().find(|queue| queue.id == consumer.queue).unwrap();
        assert!(queue.visibility >= consumer.timeout * 6, "{queue:?}");
        assert!(queue.redrive.as_ref().is_some_and(|redrive| redrive.after >= 5), "{queue:?}");
    }
}

#[test]
fn every_binary_of_a_schedule_serves_its_handler_and_says_how_often() {
    let template = Template::read(&at("template.yaml")).unwrap();
    for task in TASKS.iter().copied().flatten() {
        let (area, text) = binary(task.function);
        let schedule = template.schedules.iter().find(|known| known.function == task.function).unwrap();
        assert!(text.lines().next().unwrap().contains(&schedule.expression), "{text}");
        assert!(text.contains(&format!("schedule::serve({area}::{})", task.name)), "{text}");
    }
}

#[test]
fn a_schedule_has_no_name_of_its_own_and_is_given_up_before_its_next_run() {
    let template = Template::read(&at("template.yaml")).unwrap();
    for schedule in &template.schedules {
        // SAM's name for it would be the same in staging and in production, which share an account.
        assert!(schedule.omits_name, "OmitName: true is missing: {schedule:?}");
        assert!(schedule.window + schedule.retried_for <= schedule.period, "{schedule:?}");
    }
}

#[test]
fn every_area_has_a_log_and_every_function_writes_into_its_areas_but_the_reader_of_them_all() {
    let template = Template::read(&at("template.yaml")).unwrap();
    assert_eq!(template.logs.keys().cloned().collect::<BTreeSet<_>>(), functions());
    for (function, log) in &template.logs {
        let (area, _) = binary(function);
        let expected = if function == "errors-own" { function.clone() } else { area };
        assert_eq!(log.group, format!("/aws/lambda/{STACK}/{expected}"), "{function}");
    }
}

#[test]
fn a_function_is_known_by_the_name_that_cloudformation_makes_for_it() {
    let template = Template::read(&at("template.yaml")).unwrap();
    for (function, log) in &template.logs {
        let id = log.writer.split('-').nth(1).unwrap();
        let name = format!("force-monitor-production-{id}-0123456789Ab");
        // Lambda takes no more, so CloudFormation would cut the part in the middle.
        assert!(name.len() <= 64, "{name}");
        let lines = Lines {
            message_type: "DATA_MESSAGE".into(),
            log_group: log.group.clone(),
            log_stream: format!("2026/11/20/{name}[7]0123456789abcdef"),
            log_events: Vec::new(),
        };
        assert_eq!(&lines.function(), function);
    }
}

#[test]
fn every_log_but_the_readers_own_is_read_and_by_the_same_pattern() {
    let template = Template::read(&at("template.yaml")).unwrap();
    let read: Vec<_> = template.subscriptions.iter().map(|known| &known.log).collect();
    let mut written: BTreeSet<_> = template.logs.values().map(|log| &log.group).collect();
    written.remove(&template.logs["errors-own"].group);
    assert_eq!(read.iter().copied().collect::<BTreeSet<_>>(), written);
    assert_eq!(read.len(), written.len(), "a log is read twice");
    assert!(template.subscriptions.iter().all(|known| known.function == "errors-own"));
    assert!(template.subscriptions.iter().all(|known| known.pattern == template.subscriptions[0].pattern));
    assert!(binary("errors-own").1.contains("subscription::serve(errors::own)"));
}
