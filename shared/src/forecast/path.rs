//! Usage as it is expected to go on, slot by slot.

use super::flow::{DAY_SLOTS, SLOT};

/// How far ahead a path goes, in slots: two days.
pub(super) const AHEAD: usize = 2 * DAY_SLOTS;

/// How a limit gives back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Recovery<'a> {
    /// Each use after 24 hours: the inflows of the last day, oldest first.
    Rolling(&'a [f64]),
    /// All at once every 24 hours, first after so many slots.
    Reset(usize),
}

/// Expected usage at the end of each slot ahead.
#[derive(Debug)]
pub(super) struct Path {
    from: (i64, f64),
    used: Vec<f64>,
}

impl Path {
    /// From usage at a moment over the expected inflows.
    pub(super) fn roll(from: (i64, f64), inflow: &[f64], recovery: Recovery<'_>) -> Self {
        let mut now = from.1;
        let leaves = |slot: usize, used: f64| match recovery {
            Recovery::Rolling(day) => {
                let ahead = || inflow.get(slot.checked_sub(day.len())?);
                day.get(slot).or_else(ahead).copied().unwrap_or_default()
            }
            Recovery::Reset(first) if slot >= first && (slot - first).is_multiple_of(DAY_SLOTS) => used,
            Recovery::Reset(_) => 0.0,
        };
        let step = |(slot, came): (usize, &f64)| {
            now = (now - leaves(slot, now) + came).max(0.0);
            now
        };
        Self { from, used: inflow.iter().enumerate().map(step).collect() }
    }

    /// When usage, moved by `shift(slots ahead)`, reaches `max`.
    pub(super) fn reaches(&self, max: f64, shift: impl Fn(usize) -> f64) -> Option<i64> {
        self.crosses(0, max, |used| used >= max, shift)
    }

    /// When usage is below `max` again, after it reached it at `since`.
    pub(super) fn falls_below(&self, max: f64, since: i64) -> Option<i64> {
        let slots = (since - self.from.0).max(0) as usize / SLOT as usize;
        self.crosses(slots, max, |used| used < max, |_| 0.0)
    }

    fn crosses(
        &self,
        skip: usize,
        max: f64,
        holds: impl Fn(f64) -> bool,
        shift: impl Fn(usize) -> f64,
    ) -> Option<i64> {
        let moved = |slot: usize| Some(self.used.get(slot)? + shift(slot + 1));
        let slot = (skip..self.used.len()).find(|slot| moved(*slot).is_some_and(&holds))?;
        let before = slot.checked_sub(1).and_then(moved).unwrap_or(self.from.1);
        // Within the slot usage is taken to go straight.
        let part = (max - before) / (moved(slot)? - before);
        let part = if part.is_finite() { part.clamp(0.0, 1.0) } else { 1.0 };
        Some(self.from.0 + slot as i64 * SLOT + (SLOT as f64 * part) as i64)
    }
}
