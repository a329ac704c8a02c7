//! What a poll says beside those before it: the observation that alerts are made of, and the org in short.

use jiff::{SignedDuration, Timestamp};

use super::{Outlooks, Summary, Worst};
use crate::alerts::{Connection, MaximumChange, Observation, Observed, RunsOut, words};
use crate::history::Poll;
use crate::limits::{self, Limit, Reading, State};

/// How far back a rate looks, and how far it has to.
const HOUR: SignedDuration = SignedDuration::from_mins(65);
const LEAST: SignedDuration = SignedDuration::from_mins(10);

/// A slot and the polls up to it.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The polls in order of time; that of the slot is the last one, if there is one.
    pub polls: &'a [Poll],
    /// The slot.
    pub slot: i64,
    /// When the org was read last, as far as these polls do not say it; for one that never was, when it was
    /// connected.
    pub read_before: Option<Timestamp>,
}

/// Observes a slot, as if the connection worked.
pub fn observe(scene: &Scene<'_>, ahead: &Outlooks) -> Observation {
    let (current, before) = match scene.polls.split_last() {
        Some((last, before)) if last.slot == scene.slot => (Some(last), before),
        _ => (None, scene.polls),
    };
    let is_reading = |poll: &&Poll| !poll.readings.is_empty();
    let previous = before.iter().rev().find(is_reading);
    let present = current.filter(is_reading);
    let changes = present.zip(previous).map(|(present, previous)| Changes::between(previous, present));
    let changes = changes.unwrap_or_default();
    Observation {
        at: Timestamp::from_second(scene.slot).unwrap_or_default(),
        limits: match current {
            Some(poll) if poll.exhausted => used_up(previous),
            _ => present.map(|poll| observed(poll, before, ahead)).unwrap_or_default(),
        },
        maximum_changed: changes.maximum_changed,
        appeared: changes.appeared,
        vanished: changes.vanished,
        connection: Connection::Ok,
        last_reading_at: present.or(previous).map(|poll| poll.read_at).or(scene.read_before),
    }
}

/// The org in short, out of the last of some polls. If that one was refused, the reading before it has to do,
/// with what the refusal says.
pub fn summary(polls: &[Poll], ahead: &Outlooks, now: Timestamp) -> Option<Summary> {
    let is_exhausted = polls.last()?.exhausted;
    let readings = polls.iter().rev().find(|poll| !poll.readings.is_empty());
    let readings = readings.map_or(&[][..], |poll| &poll.readings);
    let limits = limits::judged(readings, is_exhausted, ahead, now);
    let worst = limits.first().filter(|worst| worst.state != State::NotProvisioned);
    Some(Summary { counts: limits::Counts::of(&limits), worst: worst.map(|limit| worst_of(limit, now)) })
}

fn worst_of(limit: &Limit, now: Timestamp) -> Worst {
    let ahead = limit.ahead.as_ref().and_then(|ahead| ahead.forecast.as_ref());
    Worst {
        name: limit.name.clone(),
        label: limit.label.to_string(),
        unit: limit.unit,
        state: limit.state,
        max: limit.max,
        remaining: limit.remaining,
        used_percent: limit.used_percent,
        sentence: Some(words::of_limit(limit, now)),
        runs_out_at: ahead.map(|end| end.runs_out_at),
        earliest: ahead.map(|end| end.earliest),
        latest: ahead.map(|end| end.latest),
    }
}

/// What a reading has that the one before had not, and the reverse.
#[derive(Default)]
struct Changes {
    maximum_changed: Vec<MaximumChange>,
    appeared: Vec<String>,
    vanished: Vec<String>,
}

impl Changes {
    fn between(before: &Poll, now: &Poll) -> Self {
        let mut changes = Self::default();
        for reading in &now.readings {
            match find(before, &reading.name) {
                None => changes.appeared.push(reading.name.clone()),
                Some(old) => changes.maximum_changed.extend(maximum_change(old, reading)),
            }
        }
        let is_gone = |old: &&Reading| find(now, &old.name).is_none();
        changes.vanished.extend(before.readings.iter().filter(is_gone).map(|old| old.name.clone()));
        changes
    }
}

fn maximum_change(before: &Reading, now: &Reading) -> Option<MaximumChange> {
    let (from, to) = (before.max?, now.max?);
    (from != to).then(|| MaximumChange { limit: now.name.clone(), from, to })
}

fn observed(poll: &Poll, before: &[Poll], ahead: &Outlooks) -> Vec<Observed> {
    let since = before.iter().find(|old| {
        let age = poll.read_at.duration_since(old.read_at);
        !old.readings.is_empty() && LEAST <= age && age <= HOUR
    });
    let one = |reading: &Reading| {
        let outlook = ahead.get(&reading.name);
        let pace = outlook.and_then(|outlook| outlook.pace.as_ref());
        let runs_out = outlook.and_then(|outlook| outlook.runs_out.as_ref());
        Observed {
            points_per_hour: since.and_then(|old| points_per_hour(old, poll, reading)),
            per_hour: pace.map(|pace| pace.per_hour),
            factor: pace.and_then(|pace| pace.factor),
            runs_out: runs_out.map(|r| RunsOut { at: r.at, earliest: r.earliest, latest: r.latest }),
            ..Observed::from(&Limit::of(reading))
        }
    };
    poll.readings.iter().map(one).collect()
}

/// The API refuses, so the daily calls are used up whatever was read last; of other limits nothing is known.
fn used_up(previous: Option<&Poll>) -> Vec<Observed> {
    let name = limits::API_REQUESTS;
    let before = previous.and_then(|poll| find(poll, name));
    // The refusal says that nothing is left, and nothing of how much too much was used.
    let remaining = before.and_then(|reading| reading.remaining).map(|remaining| remaining.min(0));
    let max = before.and_then(|reading| reading.max);
    let reading = Reading { name: name.into(), max, remaining, apps: Vec::new() };
    vec![Observed { state: State::Exceeded, ..Observed::from(&Limit::of(&reading)) }]
}

/// By how many percentage points of the maximum a limit's use has risen in an hour.
fn points_per_hour(old: &Poll, poll: &Poll, reading: &Reading) -> Option<f64> {
    let used = |reading: &Reading| Some(reading.max? as f64 - reading.remaining? as f64);
    let max = reading.max.filter(|max| *max > 0)? as f64;
    let hours = poll.read_at.duration_since(old.read_at).as_secs_f64() / 3600.0;
    let risen = used(reading)? - used(find(old, &reading.name)?)?;
    Some(risen / max * 100.0 / hours)
}

fn find<'a>(poll: &'a Poll, name: &str) -> Option<&'a Reading> {
    poll.readings.iter().find(|reading| reading.name == name)
}

#[cfg(test)]
mod tests;
