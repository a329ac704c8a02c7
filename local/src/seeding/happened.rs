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

/// The alerts of some accounts, folded over polls in order of time. Rules about the time left are not: a
/// forecast for every quarter of an hour of a month would take minutes.
pub(super) struct Fold {
    window: VecDeque<Poll>,
    told: Vec<Told>,
    settings: Vec<Settings>,
}

/// What became of an account's alerts, and the states to be stored.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) changes: Vec<Transition>,
    pub(super) states: Revised<States>,
}

impl Fold {
    /// From what the accounts have.
    pub(super) fn new(alerts: Vec<Alerts<Option<Settings>, States>>) -> Self {
        let (settings, states): (Vec<_>, Vec<_>) =
            alerts.into_iter().map(|alerts| (alerts.settings.document, alerts.states)).unzip();
        Self {
            window: VecDeque::new(),
            told: states.into_iter().map(|states| Told { changes: Vec::new(), states }).collect(),
            settings: settings.into_iter().map(Option::unwrap_or_default).collect(),
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
        let observation = observe(&scene, &Outlooks::new());
        for (settings, told) in self.settings.iter().zip(&mut self.told) {
            let taken = step(settings, &told.states.document, &observation);
            told.states.document = taken.states;
            told.changes.extend(taken.transitions);
        }
    }

    /// What became of the alerts of each account.
    pub(super) fn end(mut self) -> Vec<Told> {
        self.told.iter_mut().for_each(|told| told.states.revision += 1);
        self.told
    }
}
