//! What happens after a post that failed: another attempt later, or none.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How often a post is attempted at most; with the pauses between, that takes up to 41 minutes.
pub const ATTEMPTS: u32 = 6;

/// The pause after the first attempt; each further one is four times as long.
const FIRST_PAUSE: Duration = Duration::from_secs(30);

/// The longest pause, and the longest that a receiver can ask for: what SQS takes as a delay.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// A post that was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// How long the receiver asked us to wait, if it did.
    pub retry_after: Option<Duration>,
}

/// Why a post was not accepted. The words are stored, and shown to the channel's owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// The URL is none that is posted to.
    Url,
    /// The name leads to an address that is not on the public internet.
    Address,
    /// No connection: no such name, nobody there, or no TLS that we trust.
    Connection,
    /// No answer in time.
    Timeout,
    /// An answer that is not HTTP, or none.
    Unreadable,
    /// 3xx: redirects are not followed.
    Redirected,
    /// 410: the receiver wants nothing more.
    Gone,
    /// Another 4xx: the receiver does not take this.
    Refused,
    /// 429: more than the receiver takes now.
    TooMany,
    /// 408 or 5xx: the receiver cannot take it now.
    Unavailable,
    /// The secret of the channel cannot be opened here.
    Sealed,
}

/// What to do after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Try again after so long, in whole seconds.
    Again(Duration),
    /// Give up: it was tried often enough.
    GiveUp,
    /// Give up at once: the same post would fail again.
    Refused,
}

impl Failure {
    /// A failure without an answer.
    pub fn of(reason: Reason) -> Self {
        Self { reason, status: None, retry_after: None }
    }

    /// What an answer's status means, with its `Retry-After`; `None` for 2xx.
    pub fn of_answer(status: u16, retry_after: Option<&str>, now: Timestamp) -> Option<Self> {
        let reason = match status {
            200..=299 => return None,
            300..=399 => Reason::Redirected,
            410 => Reason::Gone,
            429 => Reason::TooMany,
            408 | 500.. => Reason::Unavailable,
            400..=499 => Reason::Refused,
            _ => Reason::Unreadable,
        };
        let retry_after = retry_after.and_then(|text| wait_of(text, now));
        Some(Self { reason, status: Some(status), retry_after })
    }

    /// What to do after this was the attempt of this number, counted from one. `chance` spreads those who
    /// failed together.
    pub fn next(&self, attempt: u32, chance: u8) -> Next {
        match self.reason {
            Reason::Connection
            | Reason::Timeout
            | Reason::Unreadable
            | Reason::TooMany
            | Reason::Unavailable => {}
            Reason::Url
            | Reason::Address
            | Reason::Redirected
            | Reason::Gone
            | Reason::Refused
            | Reason::Sealed => return Next::Refused,
        }
        if attempt >= ATTEMPTS {
            return Next::GiveUp;
        }
        let asked = self.retry_after.unwrap_or_default().min(LONGEST_PAUSE);
        Next::Again(asked.max(pause(attempt, chance)))
    }
}

/// The pause after an attempt, in whole seconds: each time four times as long, and by chance up to a half
/// less.
fn pause(attempt: u32, chance: u8) -> Duration {
    let longest = FIRST_PAUSE.saturating_mul(4_u32.saturating_pow(attempt.saturating_sub(1)));
    let longest = longest.min(LONGEST_PAUSE).as_secs();
    Duration::from_secs(longest - longest * u64::from(chance) / 512)
}

/// `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. What is past or cannot be read asks for nothing.
fn wait_of(text: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = DateTimeParser::new().parse_timestamp(text).ok()?;
    u64::try_from(at.duration_since(now).as_secs()).ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-20T14:30:00Z";

    fn answer(status: u16, retry_after: Option<&str>) -> Failure {
        Failure::of_answer(status, retry_after, NOW.parse().unwrap()).unwrap()
    }

    #[test]
    fn what_passes_by_itself_is_tried_again_and_the_rest_is_not() {
        for status in [200, 201, 202, 204, 299] {
            assert_eq!(Failure::of_answer(status, None, NOW.parse().unwrap()), None, "{status}");
        }
        for (status, reason, again) in [
            (301, Reason::Redirected, false),
            (307, Reason::Redirected, false),
            (400, Reason::Refused, false),
            (404, Reason::Refused, false),
            (408, Reason::Unavailable, true),
            (410, Reason::Gone, false),
            (429, Reason::TooMany, true),
            (500, Reason::Unavailable, true),
            (503, Reason::Unavailable, true),
            (999, Reason::Unavailable, true),
        ] {
            let failure = answer(status, None);
            let next = failure.next(1, 0);
            assert_eq!((failure.reason, matches!(next, Next::Again(_))), (reason, again), "{status}");
        }
    }

    #[test]
    fn pauses_grow_to_a_quarter_of_an_hour_and_end_after_six_attempts() {
        let failure = Failure::of(Reason::Timeout);
        for (attempt, seconds) in [(1, 30), (2, 120), (3, 480), (4, 900), (5, 900)] {
            assert_eq!(failure.next(attempt, 0), Next::Again(Duration::from_secs(seconds)));
            let Next::Again(shortest) = failure.next(attempt, 255) else { panic!("{attempt}") };
            assert!((seconds / 2..seconds / 2 + 3).contains(&shortest.as_secs()), "{shortest:?}");
        }
        assert_eq!((failure.next(6, 0), failure.next(u32::MAX, 0)), (Next::GiveUp, Next::GiveUp));
    }

    #[test]
    fn the_receiver_may_ask_for_a_longer_pause_but_not_for_more_than_a_quarter_of_an_hour() {
        for (asked, seconds) in [
            ("7", 30),
            ("600", 600),
            ("100000", 900),
            ("18446744073709551615", 900),
            ("Fri, 20 Nov 2026 14:40:00 GMT", 600),
            ("Fri, 20 Nov 2026 14:29:00 GMT", 30),
            ("soon", 30),
            ("-5", 30),
            ("", 30),
        ] {
            let next = answer(429, Some(asked)).next(1, 0);
            assert_eq!(next, Next::Again(Duration::from_secs(seconds)), "{asked}");
        }
    }
}
