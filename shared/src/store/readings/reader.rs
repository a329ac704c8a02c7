//! One series over any time, from whatever tells it at the least cost.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::error::Error;
use crate::history::{Hour, Names, Sample, day_of, hour_of, series, slot_of, thin};
use crate::org::OrgId;
use crate::store::Store;

/// The longest time that is read poll by poll: each day of it costs up to nine read units.
const POLL_BY_POLL: SignedDuration = SignedDuration::from_hours(72);

/// How far back polls may fill in for a day's item that was not rewritten lately.
const FILL_IN: SignedDuration = SignedDuration::from_hours(24);

/// How many days may wait for being summed up by the hour, until then they are read by the quarter.
const WAITING_DAYS: i64 = 7;

impl Store {
    /// At most `points` samples of a series between two times, both included, in order of time and with all
    /// spikes of what they are made of ([`thin`]): polls for up to three days of which there still are some;
    /// else hours, today's quarters, and the polls since then. `name` is a limit by any of its names, or an
    /// app's entry as `LIMIT/APP`; `None` of one that was never read.
    ///
    /// 24 hours cost at most 10 read units, 90 days at most 30.
    pub async fn history(
        &self,
        org: &OrgId,
        name: &str,
        (from, to): (Timestamp, Timestamp),
        points: usize,
    ) -> Result<Option<Vec<Sample>>, Error> {
        let names = self.find_names(org).await?;
        let positions = names.positions(name);
        if positions.is_empty() {
            return Ok(None);
        }
        if from > to {
            return Ok(Some(Vec::new()));
        }
        let mut samples = Vec::new();
        if to.duration_since(from) <= POLL_BY_POLL {
            samples = self.poll_by_poll(org, &names, name, (from, to)).await?;
        }
        if samples.is_empty() {
            samples = self.by_the_hour(org, &positions, (day_of(from), day_of(to))).await?;
            // The last hour that is summed up may lack its last polls; they tell it themselves.
            let known = samples.iter().map(|sample| sample.at).max().unwrap_or(from).min(to);
            let hour = Timestamp::from_second(hour_of(known.as_second())).unwrap_or(known);
            let since = hour.max(to.checked_sub(FILL_IN).unwrap_or(hour));
            let polls = self.poll_by_poll(org, &names, name, (since, to)).await?;
            if let Some(first) = polls.first() {
                samples.retain(|sample| sample.at < first.at);
            }
            samples.extend(polls);
        }
        samples.retain(|sample| from <= sample.at && sample.at <= to);
        Ok(Some(thin(samples, points)))
    }

    async fn poll_by_poll(
        &self,
        org: &OrgId,
        names: &Names,
        name: &str,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<Sample>, Error> {
        let polls = self.polls(org, slot_of(from), slot_of(to)).await?;
        Ok(series(names, name, &polls))
    }

    /// The hours of the days that are summed up, and the quarters of those after them.
    async fn by_the_hour(
        &self,
        org: &OrgId,
        positions: &[usize],
        (from, to): (Date, Date),
    ) -> Result<Vec<Sample>, Error> {
        let (mut samples, mut waiting) = (Vec::new(), from.max(to.saturating_sub(WAITING_DAYS.days())));
        for position in positions {
            for (date, hours) in self.series_days(org, *position, from, to).await? {
                samples.extend(hours.iter().flat_map(Hour::samples));
                waiting = waiting.max(date.saturating_add(1.day()));
            }
        }
        for day in self.days(org, waiting, to).await? {
            samples.extend(positions.iter().flat_map(|position| day.samples(*position)));
        }
        Ok(samples)
    }
}
