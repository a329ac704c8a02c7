//! EventBridge Scheduler's part: the functions that the clock starts.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use shared::app::App;
use shared::schedule::{self, Task};
use tracing::Instrument;

use crate::deliveries::in_its_time;
use crate::gateway::Fault;
use crate::id;
use crate::template::{self, Mismatch, Template};

/// The functions that the clock starts, each with its schedule.
pub struct Schedules {
    app: &'static App,
    bound: Vec<Bound>,
}

/// A schedule of the template and its handler.
struct Bound {
    settings: template::Schedule,
    task: &'static Task,
    /// The time of the last run.
    last: Mutex<Option<Timestamp>>,
}

impl Schedules {
    /// Binds every schedule of the template to its handler.
    pub fn new(
        app: &'static App,
        template: &Template,
        tasks: &'static [&'static [Task]],
    ) -> Result<Self, Mismatch> {
        let tasks: Vec<_> = tasks.iter().copied().flatten().collect();
        check(template, &tasks)?;
        let bound = template.schedules.iter().filter_map(|settings| {
            let task = tasks.iter().find(|task| task.function == settings.function)?;
            Some(Bound { settings: settings.clone(), task, last: Mutex::default() })
        });
        Ok(Self { app, bound: bound.collect() })
    }

    /// Runs what is due, until the process ends.
    pub async fn play(&self, every: Duration) {
        let mut ticks = tokio::time::interval(every);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            self.run_due(self.app.now()).await;
        }
    }

    /// Runs what is due at `now`, and gives how many runs succeeded. A function is due at once and then
    /// whenever a period has begun; of several that have gone by it runs for the last one only. A run that
    /// fails is not repeated as by Lambda: the next one comes in its time.
    pub async fn run_due(&self, now: Timestamp) -> usize {
        let mut succeeded = 0;
        for bound in &self.bound {
            let Some(scheduled_at) = bound.take_due(now) else { continue };
            match self.invoke(bound, bound.settings.event(scheduled_at)).await {
                Ok(_) => succeeded += 1,
                Err(fault) => {
                    tracing::error!(%fault, function = bound.task.function, "an invocation failed");
                }
            }
        }
        succeeded
    }

    /// Invokes a function by name with an event, as Lambda would, and gives its answer as Lambda would hand
    /// it back.
    pub async fn invoke_function(&self, function: &str, event: Value) -> Result<Value, Fault> {
        let found = self.bound.iter().find(|bound| bound.task.function == function);
        self.invoke(found.ok_or_else(|| Fault::NoFunction(function.to_owned()))?, event).await
    }

    async fn invoke(&self, bound: &Bound, event: Value) -> Result<Value, Fault> {
        let tick = serde_json::from_value(event)?;
        let (app, handler) = (self.app, bound.task.handler);
        let run = schedule::handle(tick, id::uuid(), move |tick| handler(app, tick));
        // At the highest level, so that no filter for lines loses it.
        let span = tracing::error_span!("invocation", function = bound.task.function);
        in_its_time(bound.settings.timeout, run.instrument(span)).await?.map_err(|_| Fault::Crashed)?;
        Ok(Value::Null)
    }
}

impl Bound {
    /// The time of the run that is due, which is not due any more after that.
    fn take_due(&self, now: Timestamp) -> Option<Timestamp> {
        let due = self.settings.due_at(now);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = self.settings.is_enabled && last.is_none_or(|last| last < due);
        is_due.then(|| *last.insert(due))
    }
}

/// Names every schedule that the template has and the code has not, and the reverse.
fn check(template: &Template, tasks: &[&'static Task]) -> Result<(), Mismatch> {
    let is_handled = |function: &str| tasks.iter().any(|task| task.function == function);
    let is_started = |function: &str| template.schedules.iter().any(|known| known.function == function);
    let without_handler = template.schedules.iter().filter(|known| !is_handled(&known.function));
    let without_template = tasks.iter().filter(|task| !is_started(task.function));
    let faults = without_handler
        .map(|known| format!("the schedule of {} has no handler", known.function))
        .chain(without_template.map(|task| format!("{} has no schedule in the template", task.function)));
    Mismatch::unless_empty(faults.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_on_one_side_only_is_an_error_that_names_it() {
        let template = Template::parse(
            "Resources: { F: { Type: AWS::Serverless::Function, Properties: { CodeUri: target/lambda/a-poll/,
                Events: { Clock: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 hour),
                    Input: '{\"scheduledAt\": \"<aws.scheduler.scheduled-time>\"}' } } } } } }",
        )
        .unwrap();
        static OTHER: Task =
            Task { function: "b-poll", name: "poll", handler: |_, _| Box::pin(async { Ok(()) }) };
        let error = check(&template, &[&OTHER]).unwrap_err().to_string();
        for told in ["the schedule of a-poll has no handler", "b-poll has no schedule in the template"] {
            assert!(error.contains(told), "{error}");
        }
        assert_eq!(check(&Template::default(), &[]), Ok(()));
    }
}
