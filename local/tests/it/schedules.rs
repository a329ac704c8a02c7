//! Schedules: what the clock starts, when, and what becomes of that which fails.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use local::gateway::Fault;
use local::schedules::Schedules;
use local::system::{Plan, Surroundings};
use local::template::{Schedule, Template};
use serde_json::json;
use shared::app::App;
use shared::error::Error;
use shared::schedule::{Task, Tick};

use crate::logs;
use crate::world::{NOW, PUBLIC_URL};

/// A function that looks every five minutes, and one that counts every hour.
const TEMPLATE: &str = r#"
Resources:
  TideLook:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: target/lambda/tide-look/
      Events:
        Clock:
          Type: ScheduleV2
          Properties:
            ScheduleExpression: rate(5 minutes)
            Input: &input '{"scheduledAt": "<aws.scheduler.scheduled-time>"}'
  TideCount:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: target/lambda/tide-count/
      Events:
        Clock: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 hour), Input: *input } }
"#;

const TASKS: &[&[Task]] = &[&[shared::task!("tide-look", look), shared::task!("tide-count", count)]];

thread_local! {
    /// What ran, and for which time. Each test has a thread of its own.
    static RAN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// What becomes of the function that looks.
    static TROUBLE: RefCell<&'static str> = const { RefCell::new("") };
}

async fn look(_: &'static App, tick: Tick) -> Result<(), Error> {
    RAN.with_borrow_mut(|ran| ran.push(format!("look {}", tick.scheduled_at)));
    match TROUBLE.with_borrow(|trouble| *trouble) {
        "fail" => Err(Error::internal("look at the tide")("fog".into())),
        "panic" => panic!("a wave"),
        "hang" => std::future::pending().await,
        _ => Ok(()),
    }
}

async fn count(_: &'static App, tick: Tick) -> Result<(), Error> {
    RAN.with_borrow_mut(|ran| ran.push(format!("count {}", tick.scheduled_at)));
    Ok(())
}

/// What ran since the last time.
fn ran() -> Vec<String> {
    RAN.take()
}

fn after(seconds: i64) -> Timestamp {
    NOW.parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}

/// What the clock starts by a template, in surroundings that have nothing else.
async fn schedules(template: Template) -> Schedules {
    logs::start();
    let clock: shared::app::Clock = Arc::new(|| NOW.parse().unwrap());
    let plan = Plan { data: None, simulator_port: 0, clock: clock.clone() };
    let around = Surroundings::of(template, plan, None).await.unwrap();
    let app = Box::leak(Box::new(App::new(around.config(PUBLIC_URL), clock).unwrap()));
    Schedules::new(app, &around.template, TASKS).unwrap()
}

fn template() -> Template {
    Template::parse(TEMPLATE).unwrap()
}

#[tokio::test]
async fn the_first_run_is_at_once_and_the_next_one_when_a_period_has_begun() {
    let schedules = schedules(template()).await;
    assert_eq!(schedules.run_due(after(61)).await, 2);
    assert_eq!(ran(), ["count 2026-11-20T14:00:00Z", "look 2026-11-20T14:30:00Z"]);
    assert_eq!(schedules.run_due(after(299)).await, 0);
    assert_eq!(
        (schedules.run_due(after(300)).await, ran()),
        (1, vec!["look 2026-11-20T14:35:00Z".to_owned()])
    );
    assert_eq!(schedules.run_due(after(300)).await, 0);
}

#[tokio::test]
async fn after_a_pause_a_function_runs_once_for_the_last_time_that_has_gone_by() {
    let schedules = schedules(template()).await;
    schedules.run_due(after(0)).await;
    ran();
    assert_eq!(schedules.run_due(after(2 * 3600 + 1)).await, 2);
    assert_eq!(ran(), ["count 2026-11-20T16:00:00Z", "look 2026-11-20T16:30:00Z"]);
}

#[tokio::test]
async fn a_schedule_that_is_switched_off_starts_nothing() {
    let mut template = template();
    let counts = |schedule: &&mut Schedule| schedule.function == "tide-count";
    template.schedules.iter_mut().find(counts).unwrap().is_enabled = false;
    let schedules = schedules(template).await;
    assert_eq!((schedules.run_due(after(0)).await, ran()), (1, vec!["look 2026-11-20T14:30:00Z".to_owned()]));
}

#[tokio::test]
async fn a_run_that_fails_panics_or_hangs_is_told_and_stops_neither_others_nor_the_next_one() {
    let mut template = template();
    for schedule in &mut template.schedules {
        schedule.timeout = Duration::from_millis(20);
    }
    let schedules = schedules(template).await;
    for (hour, trouble) in ["fail", "panic", "hang"].into_iter().enumerate() {
        TROUBLE.set(trouble);
        let now = after(3600 * i64::try_from(hour).unwrap());
        assert_eq!((schedules.run_due(now).await, ran().len()), (1, 2), "{trouble}");
    }
    let told: Vec<_> = logs::lines().into_iter().filter(|line| line["level"] == "ERROR").collect();
    assert_eq!((&told[0]["code"], &told[0]["cause"]), (&json!("internal"), &json!("fog")));
    assert!(!told[0]["request_id"].as_str().unwrap().is_empty());
    for fault in ["crashed", "timed out"] {
        assert!(told.iter().any(|line| line["fault"] == format!("the function {fault}")), "{told:?}");
    }
}

#[tokio::test]
async fn a_function_is_invoked_by_name_with_an_event_of_its_schedule_and_no_other() {
    let schedules = schedules(template()).await;
    let event = json!({ "scheduledAt": "2026-11-20T09:00:00Z" });
    schedules.invoke_function("tide-count", event.clone()).await.unwrap();
    assert_eq!(ran(), ["count 2026-11-20T09:00:00Z"]);
    let malformed = schedules.invoke_function("tide-count", json!({ "time": "now" })).await;
    assert!(matches!(malformed, Err(Fault::Malformed(_))), "{malformed:?}");
    let unknown = schedules.invoke_function("tide-turn", event).await;
    assert!(matches!(unknown, Err(Fault::NoFunction(_))), "{unknown:?}");
}
