//! Items of the history as they stand in the table, for whoever writes months of them past DynamoDB's API.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::{KEEP_DAYS, KEEP_HOURS, KEEP_POLLS, day_key, poll_key, second, series_key};
use crate::history::{Day, Stored, encode_hours, every_series, hours};

/// An item without its org.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The sort key.
    pub at: String,
    /// What it holds.
    pub v: Vec<u8>,
    /// When it goes, in Unix seconds.
    pub ttl: i64,
}

/// The item of a poll.
pub fn of_poll(poll: &Stored) -> Row {
    row(poll_key(poll.slot), poll.bytes.clone(), poll.slot, KEEP_POLLS)
}

/// The item of a day.
pub fn of_day(day: &Day) -> Row {
    row(day_key(day.date()), day.encode(), second(day.date()), KEEP_DAYS)
}

/// The items of each series on a day that is over.
pub fn of_series(date: Date, polls: &[Stored]) -> Vec<Row> {
    let row = |(position, samples): (usize, Vec<_>)| {
        row(series_key(position, date), encode_hours(date, &hours(&samples)), second(date), KEEP_HOURS)
    };
    every_series(polls).into_iter().map(row).collect()
}

fn row(at: String, v: Vec<u8>, second: i64, keep: SignedDuration) -> Row {
    Row { at, v, ttl: second.saturating_add(keep.as_secs()) }
}
