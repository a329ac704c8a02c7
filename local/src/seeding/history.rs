//! The readings of an org's past, written as the collector writes them.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use shared::alerts::{Settings, States};
use shared::history::{Day, Names, Poll, SLOT, Stored, day_of, decode, encode, every_series, start_of};
use shared::limits::{API_REQUESTS, ApiUsage, Reading};
use shared::org::OrgId;
use shared::store::alerts::Alerts;
use shared::store::readings::rows::{self, Row};

use super::happened::{Fold, Told};
use crate::aws::{AttributeValue, DynamoDb, EngineError};
use crate::salesforce::Past;

/// The version of the API that is read.
pub(super) const VERSION: u16 = 67;

/// How many days ago the polls and the quarters begin.
const DAYS_OF_POLLS: i32 = 30;
const DAYS_OF_QUARTERS: i32 = 35;

const QUARTER: i64 = 900;
const HOUR: i64 = 3600;

/// So long after the start of its slot an org is read.
const DELAY: SignedDuration = SignedDuration::from_secs(75);

/// Polls of so many slots are looked at once more when all is written.
const LAST: usize = 13;

/// What is there of an org's history.
pub(super) struct Known {
    /// All series.
    pub(super) names: Names,
    /// The first slot that is to be filled in.
    pub(super) from: i64,
    /// The first day that is to be summed up.
    pub(super) first: Date,
    /// The polls from that day on.
    pub(super) polls: Vec<Stored>,
}

/// What was filled in.
pub(super) struct Filled {
    /// How many polls.
    pub(super) count: usize,
    pub(super) names: Names,
    /// The last polls, in order of time.
    pub(super) polls: Vec<Poll>,
    /// What became of the alerts of each account.
    pub(super) told: Vec<Told>,
}

/// An org's past and where it is written.
pub(super) struct History {
    pub(super) org: OrgId,
    pub(super) table: String,
    pub(super) dynamodb: DynamoDb,
    pub(super) past: Past,
}

impl History {
    /// Fills in all slots from the first to be filled in until `until`: polls and quarters where they are
    /// still kept, hours of each day that is over.
    pub(super) fn fill(
        mut self,
        known: Known,
        until: i64,
        alerts: Vec<Alerts<Option<Settings>, States>>,
    ) -> Result<Filled, EngineError> {
        let today = day_of(at(until));
        let mut fold = Fold::new(alerts);
        let (mut count, mut last, mut date) = (0, Vec::new(), known.first);
        while date <= today {
            let step = step(date, today);
            let mut stored: Vec<_> =
                known.polls.iter().filter(|poll| day_of(at(poll.slot)) == date).cloned().collect();
            let polls = self.polls(&known, date, step, until);
            let new = encoded(&known.names, &polls, &stored);
            let mut rows = Vec::new();
            if step == SLOT {
                rows.extend(new.iter().map(rows::of_poll));
                count += polls.len();
                polls.iter().for_each(|poll| fold.observe(poll));
                last.extend(polls);
                last.drain(..last.len().saturating_sub(LAST));
            }
            stored.extend(new);
            if step < HOUR {
                let mut day = Day::new(date);
                day.merge(&every_series(&stored));
                rows.push(rows::of_day(&day));
            }
            if date < today {
                rows.extend(rows::of_series(date, &stored));
            }
            self.write(rows)?;
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        Ok(Filled { count, names: known.names, polls: last, told: fold.end() })
    }

    /// The polls of a day as far as they are to be filled in, one in each step.
    fn polls(&mut self, known: &Known, date: Date, step: i64, until: i64) -> Vec<Poll> {
        let start = start_of(date).as_second();
        let slots = (start..start + 86_400).step_by(usize::try_from(step).unwrap_or(1));
        let slots = slots.map(|slot| slot + step - SLOT).filter(|slot| (known.from..=until).contains(slot));
        slots.map(|slot| self.poll(slot)).collect()
    }

    fn poll(&mut self, slot: i64) -> Poll {
        let read_at = at(slot) + DELAY;
        let readings = self.past.readings(VERSION, read_at);
        Poll { slot, read_at, usage: usage(&readings), readings, exhausted: false }
    }

    fn write(&self, rows: Vec<Row>) -> Result<(), EngineError> {
        let item = |row: Row| {
            HashMap::from([
                ("org".to_owned(), AttributeValue::S(self.org.as_str().to_owned())),
                ("at".to_owned(), AttributeValue::S(row.at)),
                ("v".to_owned(), AttributeValue::B(row.v)),
                ("ttl".to_owned(), AttributeValue::N(row.ttl.to_string())),
            ])
        };
        self.dynamodb.import(&self.table, rows.into_iter().map(item).collect())
    }
}

/// How far apart readings of a day are: no closer than they are kept.
fn step(date: Date, today: Date) -> i64 {
    let before = |days: i32| date < today.saturating_sub(days.days());
    match () {
        () if before(DAYS_OF_QUARTERS) => HOUR,
        () if before(DAYS_OF_POLLS) => QUARTER,
        () => SLOT,
    }
}

/// Polls as they are stored after those of the same day.
fn encoded(names: &Names, polls: &[Poll], before: &[Stored]) -> Vec<Stored> {
    let mut previous = decode(names, before).pop();
    let mut all = Vec::with_capacity(polls.len());
    for poll in polls {
        all.push(Stored { slot: poll.slot, bytes: encode(names, poll, previous.as_ref()) });
        previous = Some(poll.clone());
    }
    all
}

/// The usage as the reply's header tells it.
fn usage(readings: &[Reading]) -> Option<ApiUsage> {
    let calls = readings.iter().find(|reading| reading.name == API_REQUESTS)?;
    Some(ApiUsage { used: calls.max? - calls.remaining?, max: calls.max? })
}

fn at(slot: i64) -> Timestamp {
    Timestamp::from_second(slot).unwrap_or_default()
}
