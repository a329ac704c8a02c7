//! History: what was read of an org, written so small that keeping it costs next to nothing.
//!
//! An org is read once in a [slot](SLOT). A [`Poll`] becomes one item of a few dozen bytes that holds what
//! changed since the poll before it; the first of each hour is whole, so that decoding can start there. A day
//! becomes a [`Day`] of all series in quarters of an hour, and when it is over, [`Hour`]s of each series.
//! Series are known by their positions in the org's [`Names`]. All times are UTC.
//!
//! Each record begins with a byte that tells its form. What is unreadable, or of a form that only a later
//! version knows, is passed over and spoils nothing else.

mod bytes;
mod cell;
mod day;
mod hours;
mod names;
mod poll;
#[cfg(test)]
mod tests;
mod thin;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

pub use self::day::Day;
pub use self::hours::{Hour, decode_hours, encode_hours, hours};
pub use self::names::Names;
pub use self::poll::{Poll, Stored, decode, encode, every_series, series};
pub use self::thin::thin;

/// The length of a slot, in seconds: an org has at most one poll in each.
pub const SLOT: i64 = 300;

/// Samples of many series by their positions in the org's [`Names`], each series in order of time.
pub type Samples = BTreeMap<usize, Vec<Sample>>;

/// One series at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// When Salesforce gave the values, to the second.
    pub at: Timestamp,
    /// The allowance, if Salesforce gave one.
    pub max: Option<i64>,
    /// What is left, if Salesforce said so; negative when more was used than allowed.
    pub remaining: Option<i64>,
}

impl Sample {
    /// What is used; `None` unless both values are there.
    pub fn used(&self) -> Option<i64> {
        Some(self.max?.saturating_sub(self.remaining?))
    }
}

/// The slot of a time: the start of its five minutes, in Unix seconds.
pub fn slot_of(at: Timestamp) -> i64 {
    floor(at.as_second(), SLOT)
}

/// The start of a slot's hour, in Unix seconds: its first poll is whole.
pub fn hour_of(slot: i64) -> i64 {
    floor(slot, 3600)
}

/// The UTC day of a time.
pub fn day_of(at: Timestamp) -> Date {
    Offset::UTC.to_datetime(at).date()
}

/// When a UTC day begins.
pub fn start_of(date: Date) -> Timestamp {
    // Fails only at the ends of the calendar, some thousand years from any reading.
    date.to_zoned(TimeZone::UTC).map(|start| start.timestamp()).unwrap_or_default()
}

fn floor(seconds: i64, length: i64) -> i64 {
    seconds.saturating_sub(seconds.rem_euclid(length))
}

/// Some seconds later; the same time where the calendar ends.
fn after(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(at)
}
