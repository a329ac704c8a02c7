//! What runs by the clock: EventBridge Scheduler's schedules, as events of functions (SAM's `ScheduleV2`).

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use shared::schedule::Tick;

use super::queues::timeout_of;
use super::yaml::{number, reference, text};
use super::{BadTemplate, Template, binary};

/// One schedule of one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The function, by the name of its binary.
    pub function: String,
    /// For example `rate(5 minutes)`.
    pub expression: String,
    /// What the expression says: how long it is from one run to the next.
    pub period: SignedDuration,
    /// What the function gets, with [`SCHEDULED_TIME`] in place of the time.
    pub input: String,
    /// Whether it runs at all.
    pub is_enabled: bool,
    /// Whether CloudFormation may choose its name. SAM would choose one that is the same in every stack.
    pub omits_name: bool,
    /// How much later than planned Scheduler may start it.
    pub window: SignedDuration,
    /// How often Scheduler tries again to leave the event with Lambda, at most.
    pub retries: u32,
    /// For how long it does.
    pub retried_for: SignedDuration,
    /// The queue, by its logical id, for events that it could not leave there.
    pub dead_letters: Option<String>,
    /// How long the function may take.
    pub timeout: Duration,
}

/// What Scheduler replaces by the time for which a run was planned ("Adding context attributes in EventBridge
/// Scheduler").
const SCHEDULED_TIME: &str = "<aws.scheduler.scheduled-time>";

/// What Scheduler takes if nothing is said of tries: so many, for a day.
const RETRIES: u32 = 185;
const RETRIED_FOR: u32 = 86_400;

impl Schedule {
    /// Reads an event of the function `id`.
    pub(super) fn read(id: &str, event: &Value, document: &Value) -> Result<Self, BadTemplate> {
        let expression = text(id, event, "ScheduleExpression")?;
        let retry = &event["RetryPolicy"];
        let retried_for = number(id, retry, "MaximumEventAgeInSeconds")?.unwrap_or(RETRIED_FOR);
        let dead_letters = &event["DeadLetterConfig"];
        let schedule = Self {
            function: binary(id, &document["Resources"][id]["Properties"])?,
            period: period(&expression).ok_or_else(|| BadTemplate::part(id, "ScheduleExpression"))?,
            expression,
            input: text(id, event, "Input")?,
            is_enabled: event["State"] != "DISABLED",
            omits_name: event["OmitName"] == true,
            window: window(id, &event["FlexibleTimeWindow"])?,
            retries: number(id, retry, "MaximumRetryAttempts")?.unwrap_or(RETRIES),
            retried_for: SignedDuration::from_secs(retried_for.into()),
            dead_letters: match dead_letters {
                Value::Null => None,
                _ => Some(reference(id, dead_letters, "Arn")?),
            },
            timeout: timeout_of(id, document)?,
        };
        let tick = serde_json::from_value::<Tick>(schedule.event(Timestamp::UNIX_EPOCH));
        tick.map_err(|_| BadTemplate::part(id, "Input"))?;
        Ok(schedule)
    }

    /// The time of the last run that is due at `now`. The first one is never far: runs are counted from the
    /// beginning of 1970 here, by Scheduler from when the schedule was made.
    pub fn due_at(&self, now: Timestamp) -> Timestamp {
        let since = now.as_second().rem_euclid(self.period.as_secs());
        Timestamp::from_second(now.as_second().saturating_sub(since)).unwrap_or(now)
    }

    /// The event of a run that was planned for a time; null if the input is no JSON.
    pub fn event(&self, scheduled_at: Timestamp) -> Value {
        let text = self.input.replace(SCHEDULED_TIME, &scheduled_at.to_string());
        serde_json::from_str(&text).unwrap_or_default()
    }
}

/// `rate(5 minutes)`, `rate(1 hour)`. Nothing of ours runs on certain days or at an hour of the day.
fn period(expression: &str) -> Option<SignedDuration> {
    let rate = expression.strip_prefix("rate(")?.strip_suffix(')')?;
    let (number, unit) = rate.split_once(' ')?;
    let number = number.parse::<u16>().ok().filter(|number| *number > 0)?;
    match unit {
        "minute" | "minutes" => Some(SignedDuration::from_mins(number.into())),
        "hour" | "hours" => Some(SignedDuration::from_hours(number.into())),
        _ => None,
    }
}

fn window(id: &str, window: &Value) -> Result<SignedDuration, BadTemplate> {
    if window["Mode"] != "FLEXIBLE" {
        return Ok(SignedDuration::ZERO);
    }
    let minutes = number(id, window, "MaximumWindowInMinutes")?;
    let minutes = minutes.ok_or_else(|| BadTemplate::part(id, "MaximumWindowInMinutes"))?;
    Ok(SignedDuration::from_mins(minutes.into()))
}

/// Finds the schedule whose dead letters have no queue.
pub(super) fn check(template: &Template) -> Result<(), BadTemplate> {
    for schedule in &template.schedules {
        let is_there = |id: &String| template.queues.iter().any(|queue| queue.id == *id);
        if !schedule.dead_letters.iter().all(is_there) {
            return Err(BadTemplate::part(&schedule.function, "DeadLetterConfig"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
