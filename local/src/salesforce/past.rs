//! An org's limits time after time. Each bucket of inflow is added up once, and not again for every time
//! whose window it is in, which makes months of readings a matter of seconds.

use std::collections::HashMap;
use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use shared::limits::Reading;

use super::limits::read_by;
use super::orgs::Org;
use super::usage::Track;

/// One org, to be read in order of time.
pub struct Past {
    org: Org,
    anchor: Date,
    tallies: HashMap<u64, Tally>,
}

/// How much has flowed in from a bucket on, up to each one after it.
#[derive(Default)]
struct Tally {
    first: i64,
    totals: Vec<i64>,
}

impl Past {
    pub(crate) fn new(org: Org, anchor: Date) -> Self {
        Self { org, anchor, tallies: HashMap::new() }
    }

    /// The limits at a time, as version `version` reports them and as they are read out of the reply. A time
    /// before one that was asked for costs more.
    pub fn readings(&mut self, version: u16, at: Timestamp) -> Vec<Reading> {
        let Self { org, anchor, tallies } = self;
        let sum = &mut |track: &Track, buckets: Range<i64>| {
            tallies.entry(track.seed).or_default().sum(track, buckets)
        };
        read_by(org, *anchor, at, version, sum).readings()
    }
}

impl Tally {
    fn sum(&mut self, track: &Track, buckets: Range<i64>) -> i64 {
        if self.totals.is_empty() || buckets.start < self.first {
            *self = Self { first: buckets.start, totals: vec![0] };
        }
        while let Some(last) = self.totals.last().filter(|_| self.end() < buckets.end) {
            self.totals.push(last + track.inflow(self.end()));
        }
        self.total(buckets.end) - self.total(buckets.start)
    }

    /// The bucket before which all is added up.
    fn end(&self) -> i64 {
        self.first + self.totals.len() as i64 - 1
    }

    fn total(&self, bucket: i64) -> i64 {
        usize::try_from(bucket - self.first)
            .ok()
            .and_then(|at| self.totals.get(at))
            .copied()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::salesforce::limits::read;
    use crate::salesforce::orgs::{Story, all};

    #[test]
    fn the_past_is_what_would_have_been_answered_then() {
        let anchor = Date::constant(2026, 6, 10);
        for story in Story::ALL {
            let org = all(2).into_iter().find(|org| org.story == story).unwrap();
            let mut past = Past::new(org.clone(), anchor);
            for at in [
                "2026-05-31T21:00:00Z",
                "2026-05-31T23:59:59Z",
                "2026-06-09T12:03:00Z",
                "2026-06-01T00:00:00Z",
            ] {
                let at = at.parse().unwrap();
                let reply = serde_json::to_vec(&read(&org, anchor, at, 67, 0)).unwrap();
                assert_eq!(
                    past.readings(67, at),
                    shared::limits::parse(&reply).unwrap(),
                    "{story:?} at {at}"
                );
            }
        }
    }
}
