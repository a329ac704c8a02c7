//! The local run's clock: the machine's own, which can be moved forward where nothing is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use shared::app::Clock;

/// A clock that goes on from another one, so many minutes later.
#[derive(Clone)]
pub struct MovableClock {
    base: Clock,
    minutes: Arc<AtomicI64>,
}

/// The farthest that the clock is moved at once: a week.
pub const FARTHEST: i64 = 7 * 24 * 60;

impl MovableClock {
    /// Over another clock, with its time.
    pub fn over(base: Clock) -> Self {
        Self { base, minutes: Arc::default() }
    }

    /// What it shows.
    pub fn now(&self) -> Timestamp {
        let moved = SignedDuration::from_mins(self.minutes.load(Ordering::Relaxed));
        let base = (self.base)();
        base.checked_add(moved).unwrap_or(base)
    }

    /// Moves it forward by at most [`FARTHEST`] minutes; never back, because nobody expects a past that comes
    /// again.
    pub fn forward(&self, minutes: i64) {
        self.minutes.fetch_add(minutes.clamp(0, FARTHEST), Ordering::Relaxed);
    }

    /// The same for whoever only asks.
    pub fn clock(&self) -> Clock {
        let this = self.clone();
        Arc::new(move || this.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_forward_for_everybody_and_never_back() {
        let start: Timestamp = "2026-11-21T14:30:00Z".parse().unwrap();
        let movable = MovableClock::over(Arc::new(move || start));
        let clock = movable.clock();
        assert_eq!(clock(), start);
        movable.forward(5);
        movable.forward(-5);
        assert_eq!(clock(), start + SignedDuration::from_mins(5));
        movable.forward(i64::MAX);
        assert_eq!(clock(), start + SignedDuration::from_mins(5 + FARTHEST));
    }
}
