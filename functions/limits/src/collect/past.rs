//! What an org's history says around a slot, and what a new poll adds to it.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use shared::app::App;
use shared::error::Error;
use shared::history::{self, Day, Names, Poll, Stored, day_of, hour_of, start_of};
use shared::org::OrgId;
use shared::watch::{SLOT, Watch, slot_of};

/// Polls of the last hour at least are looked at, and after a gap those since the last reading, so that the
/// day that it belongs to is completed; of no longer gap than this, in seconds.
const LONGEST_GAP: i64 = 26 * 3600;

/// How many days are summed up at once after a gap; the next poll goes on.
const DAYS_AT_ONCE: usize = 2;

/// The polls before a slot and in it.
pub(super) struct Past {
    pub(super) org: OrgId,
    slot: i64,
    pub(super) names: Names,
    stored: Vec<Stored>,
    polls: Vec<Poll>,
}

impl Past {
    /// Reads what is kept of the last hour or so.
    pub(super) async fn load(app: &App, watch: &Watch, slot: i64) -> Result<Self, Error> {
        let last = watch.read_at.map_or(slot, slot_of);
        let from = last.min(slot - 12 * SLOT).max(slot - LONGEST_GAP);
        let org = watch.org.id.clone();
        let (names, stored) =
            tokio::try_join!(app.store.find_names(&org), app.store.polls(&org, from, slot))?;
        let polls = history::decode(&names, &stored);
        Ok(Self { org, slot, names, stored, polls })
    }

    /// The poll of a slot.
    pub(super) fn poll_of(&self, slot: i64) -> Option<&Poll> {
        self.polls.iter().rev().find(|poll| poll.slot == slot)
    }

    /// All polls, in order of time.
    pub(super) fn polls(&self) -> &[Poll] {
        &self.polls
    }

    /// Keeps the poll of the slot; `false` if somebody else has kept one meanwhile.
    pub(super) async fn keep(&mut self, app: &App, poll: Poll) -> Result<bool, Error> {
        self.names =
            app.store.extend_names(&self.org, std::mem::take(&mut self.names), &poll.readings).await?;
        let previous = self.polls.iter().rev().find(|previous| !previous.exhausted);
        let bytes = history::encode(&self.names, &poll, previous);
        if !app.store.put_poll(&self.org, self.slot, bytes.clone()).await? {
            return Ok(false);
        }
        self.stored.push(Stored { slot: self.slot, bytes });
        // As it will be read: limits under their present names.
        self.polls = history::decode(&self.names, &self.stored);
        Ok(true)
    }

    /// Whether the slot's poll is the first of its hour.
    pub(super) fn begins_hour(&self) -> bool {
        let before = self.polls.iter().rev().find(|poll| poll.slot < self.slot);
        before.is_none_or(|before| hour_of(before.slot) != hour_of(self.slot))
    }

    /// Writes down what is over: the quarters of the hour before, at the first poll of an hour, and the hours
    /// of the days before. All of it may be repeated.
    pub(super) async fn sum_up(&self, app: &App, watch: &Watch) -> Result<(), Error> {
        if self.poll_of(self.slot).is_none() || !self.begins_hour() {
            return Ok(());
        }
        let today = day_of(at(self.slot));
        let samples = history::every_series(&self.stored);
        let first = self.stored.first().map_or(today, |stored| day_of(at(stored.slot)));
        let known = app.store.days(&self.org, first, today).await?;
        let mut date = first;
        while date <= today {
            let mut day =
                known.iter().find(|day| day.date() == date).cloned().unwrap_or_else(|| Day::new(date));
            day.merge(&samples);
            app.store.put_day(&self.org, &day).await?;
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        self.finish_days(app, watch, today).await
    }

    /// Sums up the days that are over, each out of all its polls.
    async fn finish_days(&self, app: &App, watch: &Watch, today: Date) -> Result<(), Error> {
        let yesterday = today.saturating_sub(1.day());
        let Some(rolled) = watch.rolled.as_ref().and_then(|text| text.parse::<Date>().ok()) else {
            return app.store.set_rolled(&self.org, &yesterday.to_string()).await;
        };
        // Of days before these there are no polls any more.
        let mut date = rolled.tomorrow().unwrap_or(today).max(today.saturating_sub(29.days()));
        for _ in 0..DAYS_AT_ONCE {
            if date > yesterday {
                break;
            }
            let (from, to) = (start_of(date).as_second(), start_of(date).as_second() + 86_400 - SLOT);
            let polls = app.store.polls(&self.org, from, to).await?;
            if !polls.is_empty() {
                let mut day = Day::new(date);
                day.merge(&history::every_series(&polls));
                app.store.put_day(&self.org, &day).await?;
                app.store.put_series_days(&self.org, date, &polls).await?;
            }
            app.store.set_rolled(&self.org, &date.to_string()).await?;
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        Ok(())
    }
}

fn at(slot: i64) -> Timestamp {
    Timestamp::from_second(slot).unwrap_or_default()
}
