//! When an org is left alone: a circuit breaker for each.
//!
//! After a setback the breaker opens, for longer each time; when its time is over, the next reading is the
//! probe (half open), and its outcome closes the breaker or opens it again.

use jiff::{SignedDuration, Timestamp};

/// Why a reading came to nothing, as far as the next one is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setback {
    /// Salesforce refuses calls because a request limit is used up. Each further call would make it worse.
    RequestLimit,
    /// Salesforce, or the way to it, failed. Often it is over a moment later.
    Unavailable,
    /// The user may not read, until somebody changes that.
    NotPermitted,
}

/// An org's setbacks in a row, and until when it is left alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Breaker {
    /// Setbacks since the last success.
    pub failures: u32,
    /// Until when no call is made.
    pub paused_until: Option<Timestamp>,
}

const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// So many failures in a row are taken for a passing fault.
const PASSING: u32 = 2;

impl Breaker {
    /// Whether a call may be made at `now`.
    pub fn allows(self, now: Timestamp) -> bool {
        self.paused_until.is_none_or(|until| now >= until)
    }

    /// The breaker after a setback at `now`. `chance` shortens the pause by up to an eighth, so that orgs
    /// that failed together do not come back together.
    pub fn after(self, setback: Setback, now: Timestamp, chance: u8) -> Self {
        let failures = self.failures.saturating_add(1);
        let pause = match setback {
            Setback::RequestLimit => doubled(SignedDuration::from_mins(15), failures - 1),
            Setback::Unavailable if failures <= PASSING => return Self { failures, paused_until: None },
            Setback::Unavailable => doubled(SignedDuration::from_mins(10), failures - 1 - PASSING),
            Setback::NotPermitted => LONGEST,
        };
        let pause = pause - pause / 8 * i32::from(chance) / 256;
        Self { failures, paused_until: Some(now + pause) }
    }
}

fn doubled(first: SignedDuration, times: u32) -> SignedDuration {
    first.saturating_mul(1 << times.min(8)).min(LONGEST)
}
