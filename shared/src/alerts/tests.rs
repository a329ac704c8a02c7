//! Polls of an org every five minutes, and what is told of them.

mod backtesting;
mod closing;
mod events;
mod fuzz;
mod holding;
mod opening;
mod scopes;
mod telling;
mod validating;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::limits::{Limit, Reading};

const API: &str = "DailyApiRequests";

/// Some minutes after a Saturday's noon.
fn at(minutes: i64) -> Timestamp {
    "2026-11-21T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes)
}

/// A limit of 1,000 of which so many percent are used.
fn limit(name: &str, percent: i64) -> Observed {
    read(name, 1000, 1000 - 10 * percent)
}

fn read(name: &str, max: i64, remaining: i64) -> Observed {
    let reading = Reading { name: name.into(), max: Some(max), remaining: Some(remaining), apps: Vec::new() };
    Observed::from(&Limit::of(&reading))
}

fn observation(minutes: i64, limits: Vec<Observed>) -> Observation {
    Observation {
        at: at(minutes),
        limits,
        maximum_changed: Vec::new(),
        appeared: Vec::new(),
        vanished: Vec::new(),
        connection: Connection::Ok,
        last_reading_at: Some(at(minutes)),
    }
}

fn rule(condition: Condition) -> Rule {
    Rule {
        id: "r".into(),
        scope: Scope::Org(true),
        condition,
        cool_down_minutes: 0,
        mute: None,
        temporary: None,
        channels: None,
    }
}

/// One rule for the org.
fn only(condition: Condition) -> Settings {
    Settings { rules: vec![rule(condition)], channels: Vec::new(), quiet_hours: None }
}

/// The usual levels, without anything else.
fn levels() -> Settings {
    only(Condition::Level { warning: 60, critical: 80 })
}

/// An org that is polled, with what came of it: minutes and what happened.
struct Run {
    settings: Settings,
    states: States,
    minute: i64,
    changes: Vec<(i64, Change)>,
    told: Vec<(i64, Vec<String>)>,
    closed: Vec<String>,
}

impl Run {
    fn new(settings: Settings) -> Self {
        let states = States::default();
        Self { settings, states, minute: 0, changes: Vec::new(), told: Vec::new(), closed: Vec::new() }
    }

    /// Takes an observation, as a collector does that stores the states and sends the notice.
    fn take(&mut self, observation: &Observation) {
        // What is stored is read again.
        let stored = serde_json::to_string(&self.states).unwrap();
        let states = serde_json::from_str(&stored).unwrap();
        let taken = step(&self.settings, &states, observation);
        let minute = observation.at.duration_since(at(0)).as_mins();
        self.changes.extend(taken.transitions.iter().map(|transition| (minute, transition.change)));
        if let Some(notice) = taken.notice {
            let sentences = notice.alerts.iter().map(|alert| words::told(alert, "Acme")).collect();
            self.told.push((minute, sentences));
            self.closed = notice.closed.iter().map(|alert| words::told(alert, "Acme")).collect();
        }
        self.states = taken.states;
    }

    /// One more poll, five minutes after the last.
    fn poll(&mut self, limits: Vec<Observed>) {
        self.with(limits, |_| {});
    }

    fn with(&mut self, limits: Vec<Observed>, more: impl FnOnce(&mut Observation)) {
        let mut observation = observation(self.minute, limits);
        more(&mut observation);
        self.take(&observation);
        self.minute += 5;
    }

    /// Polls with these percentages of the API requests used.
    fn percents(mut self, percents: &[i64]) -> Self {
        for percent in percents {
            self.poll(vec![limit(API, *percent)]);
        }
        self
    }

    /// The minutes at which a message was sent.
    fn minutes(&self) -> Vec<i64> {
        self.told.iter().map(|(minute, _)| *minute).collect()
    }
}

/// What rules would have done.
fn tried(settings: &Settings, observations: impl IntoIterator<Item = Observation>, org: &str) -> Vec<Fired> {
    let mut test = Backtest::new(settings, org);
    observations.into_iter().for_each(|observation| test.observe(&observation));
    test.fired()
}
