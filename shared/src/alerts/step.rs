//! One step of the fold: an observation turns states into states, and says what became news.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entry::{Entry, Open};
use super::measure::{Verdict, measure};
use super::{Alert, Connection, Key, Kind, Level, Observation, Rule, Settings, States, words};

/// A limit that other readings have left out for so long is gone, and so are its alerts; what was not told
/// for so long is no news any more.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(24);
/// The most closed alerts that wait to be told of.
const MOST_CLOSED: usize = 20;

/// What came of one observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What to remember.
    pub states: States,
    /// What happened, for the list of events.
    pub transitions: Vec<Transition>,
    /// What to send, if anything became news.
    pub notice: Option<Notice>,
}

/// An alert that opened, became worse or closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertTransition)]
#[serde(rename_all = "camelCase")]
pub struct Transition {
    /// What happened.
    pub change: Change,
    /// When: a slot.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// To which alert.
    pub alert: Alert,
}

/// What can happen to an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertChange)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// It opened.
    Opened,
    /// From a warning it became critical.
    Escalated,
    /// It closed.
    Closed,
}

/// One message: all that became news in one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// When: a slot.
    pub at: Timestamp,
    /// What is wrong and was not told yet, the worst first; never empty.
    pub alerts: Vec<Transition>,
    /// What was told before and has closed since the last message.
    pub closed: Vec<Transition>,
}

/// Folds one observation. One of a slot that was looked at, or of an older one, changes nothing and tells
/// nothing, so that a repeated poll does not repeat a message.
pub fn step(settings: &Settings, states: &States, observation: &Observation) -> Step {
    if states.slot.is_some_and(|slot| observation.at <= slot) {
        return Step { states: states.clone(), transitions: Vec::new(), notice: None };
    }
    let mut round = Round {
        settings,
        observation,
        before: states.entries.iter().map(|entry| (entry.key.clone(), entry.clone())).collect(),
        after: Vec::new(),
        transitions: Vec::new(),
        news: Vec::new(),
        closed: states.closed.clone(),
    };
    for (kind, limit) in subjects(states, observation) {
        round.visit(kind, limit);
    }
    round.finish()
}

/// Everything that a rule may be about, in an order that does not depend on that of the reading.
fn subjects<'a>(states: &'a States, observation: &'a Observation) -> Vec<(Kind, Option<&'a str>)> {
    let names: BTreeSet<&str> = observation
        .limits
        .iter()
        .map(|limit| limit.name.as_str())
        .chain(observation.maximum_changed.iter().map(|change| change.limit.as_str()))
        .chain(observation.appeared.iter().chain(&observation.vanished).map(String::as_str))
        .chain(states.entries.iter().filter_map(|entry| entry.key.limit.as_deref()))
        .collect();
    let limits = |kind| names.iter().map(move |name| (kind, Some(*name)));
    let (of_org, of_limits): (Vec<Kind>, Vec<Kind>) =
        Kind::ALL.into_iter().partition(|kind| kind.is_of_org());
    of_org.into_iter().map(|kind| (kind, None)).chain(of_limits.into_iter().flat_map(limits)).collect()
}

/// A step that is being made.
struct Round<'a> {
    settings: &'a Settings,
    observation: &'a Observation,
    /// The entries that were not visited yet.
    before: BTreeMap<Key, Entry>,
    after: Vec<Entry>,
    transitions: Vec<Transition>,
    news: Vec<Transition>,
    closed: Vec<Transition>,
}

impl Round<'_> {
    /// Looks at what one kind of rule says about a limit, or about the org.
    fn visit(&mut self, kind: Kind, limit: Option<&str>) {
        let at = self.observation.at;
        let Some(rule) = self.settings.governing(kind, limit) else { return };
        let key = Key { rule: rule.id.clone(), limit: limit.map(str::to_owned) };
        // The rule may have been of another kind before.
        let is_same = self.before.get(&key).is_some_and(|entry| entry.facts.kind() == kind);
        let entry = if is_same { self.before.remove(&key) } else { None };
        let standing = entry.as_ref().and_then(Entry::standing);
        let Some((verdict, facts)) = measure(rule.condition_at(at), limit, self.observation, standing) else {
            return self.keep_unread(entry);
        };
        let mut entry = match (entry, &facts) {
            (Some(entry), _) => entry,
            (None, Some(facts)) if verdict != Verdict::Below => Entry::new(key, facts.clone(), at),
            _ => return,
        };
        entry.count(verdict, at);
        entry.facts = facts.unwrap_or(entry.facts);
        self.change(&mut entry, rule, kind);
        if verdict != Verdict::Below && !self.is_told_otherwise(kind) {
            self.tell(&mut entry, rule);
        }
        if kind.is_event() {
            self.pass(&mut entry, rule);
        }
        self.keep(entry);
    }

    /// Nothing was read, so nothing opens or closes. Only what will not be read any more closes.
    fn keep_unread(&mut self, entry: Option<Entry>) {
        let Some(mut entry) = entry else { return };
        let unseen = self.observation.at.duration_since(entry.seen);
        if self.observation.is_reading() && unseen >= TOO_OLD {
            self.close(&mut entry, 0);
        }
        self.keep(entry);
    }

    /// Opens, escalates or closes.
    fn change(&mut self, entry: &mut Entry, rule: &Rule, kind: Kind) {
        let at = self.observation.at;
        match (entry.open, entry.reached(kind)) {
            (None, Some(level)) => {
                entry.open = Some(Open { since: at, level, told: None });
                self.record(Change::Opened, entry);
            }
            (Some(open), Some(Level::Critical)) if open.level == Level::Warning => {
                entry.open = Some(Open { level: Level::Critical, ..open });
                self.record(Change::Escalated, entry);
            }
            (Some(open), _) if entry.below >= kind.closes_after() => {
                let closed = self.close(entry, rule.cool_down_minutes);
                if open.told.is_some() {
                    self.closed.extend(closed);
                }
            }
            _ => {}
        }
    }

    /// Puts an open alert into the message, once for each level, unless something holds it back.
    fn tell(&mut self, entry: &mut Entry, rule: &Rule) {
        let at = self.observation.at;
        let Some(open) = entry.open.filter(|open| open.told < Some(open.level)) else { return };
        let quiet = self.settings.quiet_hours.as_ref().is_some_and(|hours| {
            let is_allowed = hours.allow_critical && open.level == Level::Critical;
            !is_allowed && hours.hold(at)
        });
        if quiet || rule.is_muted(at) || entry.is_cooling(at) {
            return;
        }
        entry.open = Some(Open { told: Some(open.level), ..open });
        let change = if open.told.is_some() { Change::Escalated } else { Change::Opened };
        self.news.extend(entry.alert().map(|alert| Transition { change, at, alert }));
    }

    /// Closes an event: it is over once it was told, and nobody is told of it who did not want to hear it.
    fn pass(&mut self, entry: &mut Entry, rule: &Rule) {
        let at = self.observation.at;
        let Some(open) = entry.open else { return };
        let is_old = at.duration_since(open.since) >= TOO_OLD;
        if open.told.is_some() || rule.is_muted(at) || is_old {
            self.close(entry, rule.cool_down_minutes);
        }
    }

    /// A lost connection says why there are no readings: one message is enough.
    fn is_told_otherwise(&self, kind: Kind) -> bool {
        kind == Kind::NoReading
            && self.observation.connection != Connection::Ok
            && self.settings.governing(Kind::ConnectionLost, None).is_some()
    }

    fn close(&mut self, entry: &mut Entry, cool_down_minutes: u32) -> Option<Transition> {
        let at = self.observation.at;
        let open = entry.open?;
        let closed = self.record(Change::Closed, entry);
        entry.open = None;
        entry.reset();
        let cool_down = SignedDuration::from_mins(i64::from(cool_down_minutes));
        // Only what was told can be told again.
        entry.cools_until = open.told.and_then(|_| at.checked_add(cool_down).ok());
        closed
    }

    fn record(&mut self, change: Change, entry: &Entry) -> Option<Transition> {
        let transition = Transition { change, at: self.observation.at, alert: entry.alert()? };
        self.transitions.push(transition.clone());
        Some(transition)
    }

    fn keep(&mut self, entry: Entry) {
        if !entry.is_at_rest(self.observation.at) {
            self.after.push(entry);
        }
    }

    fn finish(mut self) -> Step {
        let at = self.observation.at;
        // Their rule is gone, or another one holds for them now.
        for mut entry in std::mem::take(&mut self.before).into_values() {
            self.close(&mut entry, 0);
        }
        self.after.sort_by(|a, b| a.key.cmp(&b.key));
        let after = &self.after;
        self.closed.retain(|closed| {
            let is_open = |entry: &Entry| entry.key == closed.alert.key && entry.open.is_some();
            at.duration_since(closed.at) < TOO_OLD && !after.iter().any(is_open)
        });
        let surplus = self.closed.len().saturating_sub(MOST_CLOSED);
        self.closed.drain(..surplus);
        let notice = (!self.news.is_empty()).then(|| {
            self.news.sort_by_cached_key(|news| words::urgency(&news.alert));
            Notice { at, alerts: self.news, closed: std::mem::take(&mut self.closed) }
        });
        let states = States { slot: Some(at), entries: self.after, closed: self.closed };
        Step { states, transitions: self.transitions, notice }
    }
}
