//! What rules would have done in the past.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Change, Key, Level, Observation, Rule, Settings, States, Transition, step, words};

/// An alert that would have opened.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = AlertFired)]
#[serde(rename_all = "camelCase")]
pub struct Fired {
    /// The rule's id.
    pub rule: String,
    /// Salesforce's name for the limit; null if it is about the org.
    pub limit: Option<String>,
    /// When it would have opened.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// When it would have closed; null if it would still be open.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
    /// How bad it would have become.
    pub level: Level,
    /// What it would have said when it became so bad.
    pub sentence: String,
}

/// Rules that are tried on the past: [`step`] folded over observations in order of time, as if no rule were
/// muted, no threshold temporary and no hour quiet. It tells when a rule fires, not when it would have been heard.
#[derive(Debug)]
pub struct Backtest {
    settings: Settings,
    title: String,
    states: States,
    fired: Vec<Fired>,
    /// The places in `fired` of those that are open.
    open: BTreeMap<Key, usize>,
}

impl Backtest {
    /// Of these rules, for an org that is called so.
    pub fn new(settings: &Settings, title: &str) -> Self {
        let lasting = |rule: &Rule| Rule { mute: None, temporary: None, ..rule.clone() };
        let rules = settings.rules.iter().map(lasting).collect();
        Self {
            settings: Settings { rules, channels: Vec::new(), quiet_hours: None },
            title: title.to_owned(),
            states: States::default(),
            fired: Vec::new(),
            open: BTreeMap::new(),
        }
    }

    /// Takes the next observation.
    pub fn observe(&mut self, observation: &Observation) {
        let taken = step(&self.settings, &self.states, observation);
        self.states = taken.states;
        for transition in taken.transitions {
            self.note(transition);
        }
    }

    /// The alerts that would have opened, in order of time.
    pub fn fired(self) -> Vec<Fired> {
        self.fired
    }

    fn note(&mut self, transition: Transition) {
        let sentence = words::told(&transition, &self.title);
        let (at, level, key) = (transition.at, transition.alert.level, transition.alert.key);
        if transition.change == Change::Opened {
            self.open.insert(key.clone(), self.fired.len());
            let Key { rule, limit } = key;
            self.fired.push(Fired { rule, limit, opened_at: at, closed_at: None, level, sentence });
            return;
        }
        let Some(one) = self.open.get(&key).and_then(|index| self.fired.get_mut(*index)) else { return };
        match transition.change {
            Change::Closed => one.closed_at = Some(at),
            _ => (one.level, one.sentence) = (level, sentence),
        }
    }
}
