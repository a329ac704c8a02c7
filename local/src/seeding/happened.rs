//! What an account would have been told of in an org's past.

use std::collections::VecDeque;

use shared::alerts::{Settings, States, Transition, step};
use shared::history::{Poll, SLOT};
use shared::store::alerts::{Alerts, Revised};
use shared::watch::{Outlooks, Scene, observe};

/// Looked at are polls that are as far apart as two in a row may be.
const EVERY: i64 = 3 * SLOT;

/// A rate looks back over the polls of an hour.
const WINDOW: usize = 5;

/// An account's alerts, folded over polls in order of time. Rules about the time left are not: a forecast for
/// every quarter of an hour of a month would take minutes.
pub(super) struct Fold {
    settings: Settings,
    states: States,
    revision: i64,
    window: VecDeque<Poll>,
    changes: Vec<Transition>,
}

impl Fold {
    /// From what the account has.
    pub(super) fn new(alerts: Alerts<Option<Settings>, States>) -> Self {
        Self {
            settings: alerts.settings.document.unwrap_or_default(),
            states: alerts.states.document,
            revision: alerts.states.revision,
            window: VecDeque::new(),
            changes: Vec::new(),
        }
    }

    /// Takes the next poll.
    pub(super) fn observe(&mut self, poll: &Poll) {
        if poll.slot.rem_euclid(EVERY) != 0 {
            return;
        }
        if self.window.len() == WINDOW {
            self.window.pop_front();
        }
        self.window.push_back(poll.clone());
        let scene = Scene { polls: self.window.make_contiguous(), slot: poll.slot, read_before: None };
        let taken = step(&self.settings, &self.states, &observe(&scene, &Outlooks::new()));
        self.states = taken.states;
        self.changes.extend(taken.transitions);
    }

    /// What became of alerts, and the states to be stored.
    pub(super) fn end(self) -> (Vec<Transition>, Revised<States>) {
        (self.changes, Revised { document: self.states, revision: self.revision + 1 })
    }
}
