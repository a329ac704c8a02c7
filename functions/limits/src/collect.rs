//! One reading of one org, for the slot that a message names.
//!
//! The slot is taken by a conditional write and its poll is kept by another, so that there is one reading per
//! org and slot, whatever is delivered twice. What follows from a poll (alerts, the summary, sums of hours
//! and days) is worked out from what is kept and may be repeated.

mod attempt;
mod happened;
mod past;
mod tell;

use jiff::{SignedDuration, Timestamp};
use shared::app::App;
use shared::error::Error;
use shared::history::Poll;
use shared::queue;
use shared::store::orgs::Outcome;
use shared::token;
use shared::watch::{Breaker, Connection, Setback, Watch};

use self::attempt::{Attempt, Found};
pub use self::happened::to_alert;
use self::past::Past;
use crate::erase::{AFTER_READINGS, Erasure};
use crate::poll::Job;

/// How long nobody else reads the org for this slot: longer than this function may run for one message.
const HOLD: SignedDuration = SignedDuration::from_secs(60);

/// A message that comes so long after its slot is of no use: the next one is there.
const TOO_LATE: SignedDuration = SignedDuration::from_mins(15);

/// So far may the clock of whoever sent a message be ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// Reads an org for a slot, if nobody has, and does what follows from it.
pub async fn collect(app: &App, message: queue::Message) -> Result<(), Error> {
    let job: Job = message.read()?;
    if !is_timely(job.slot, app.now()) {
        tracing::warn!(org = %job.org, slot = job.slot, "a slot came at the wrong time");
        return Ok(());
    }
    let Some(watch) = app.store.take_slot(&job.org, job.slot, app.now(), HOLD).await? else { return Ok(()) };
    let Some((_, connections)) = app.store.find_watched(&job.org).await? else { return Ok(()) };
    if connections.is_empty() {
        return abandon(app, &watch).await;
    }
    measure(&watch, &connections, app.now());
    let mut past = Past::load(app, &watch, job.slot).await?;
    let attempt = match past.poll_of(job.slot) {
        None if watch.breaker.allows(app.now()) => attempt::read(app, connections, job.slot).await?,
        _ => Attempt::untried(connections),
    };
    if let Some(poll) = poll_of(app, job.slot, &attempt.found)
        && !past.keep(app, poll).await?
    {
        return Ok(());
    }
    let summary = tell::tell(app, &watch, &attempt, &past, job.slot).await?;
    let outcome = Outcome {
        read_at: past.poll_of(job.slot).filter(|poll| !poll.exhausted).map(|poll| poll.read_at),
        summary,
        breaker: breaker(&watch, &attempt, past.poll_of(job.slot), app.now()),
        calls: watch.calls.plus(attempt.calls, app.now()),
        is_due: attempt.connections.iter().any(Connection::is_usable),
    };
    past.sum_up(app, &watch).await?;
    app.store.finish_slot(&job.org, job.slot, &outcome).await?;
    if outcome.is_due { Ok(()) } else { app.store.rest_watch(&watch).await }
}

fn is_timely(slot: i64, now: Timestamp) -> bool {
    Timestamp::from_second(slot).is_ok_and(|at| at <= now + AHEAD && now < at + TOO_LATE) && slot % 300 == 0
}

/// An org without any connection: its last one was removed, and whoever did it did not get to the end. The
/// message goes first: without it an org that is marked would be so for ever.
async fn abandon(app: &App, watch: &Watch) -> Result<(), Error> {
    Erasure::of(&watch.org.id).send(app, AFTER_READINGS).await?;
    app.store.end_watch(watch).await
}

/// What there is to keep. A refusal for used-up API calls is a reading too: it says that nothing is left.
fn poll_of(app: &App, slot: i64, found: &Found) -> Option<Poll> {
    let read_at = app.now();
    match found {
        Found::Reading(reading) => Some(Poll {
            slot,
            read_at,
            readings: reading.readings.clone(),
            usage: reading.usage,
            exhausted: false,
        }),
        Found::Exhausted => Some(Poll { slot, read_at, readings: Vec::new(), usage: None, exhausted: true }),
        Found::Nothing(_) | Found::Untried => None,
    }
}

/// The breaker from now on. Who finds the slot's poll kept goes on where somebody stopped after keeping it.
fn breaker(watch: &Watch, attempt: &Attempt, poll: Option<&Poll>, now: Timestamp) -> Breaker {
    let after = |setback| watch.breaker.after(setback, now, token::random::<1>().map_or(128, |[byte]| byte));
    match attempt.found {
        Found::Reading(_) => Breaker::default(),
        Found::Exhausted => after(Setback::RequestLimit),
        Found::Nothing(setback) => after(setback),
        Found::Untried => match poll {
            Some(poll) if poll.exhausted => after(Setback::RequestLimit),
            Some(_) => Breaker::default(),
            None => watch.breaker,
        },
    }
}

/// One line for each slot that is taken, of which a metric is made: how old the last reading is, whatever
/// becomes of this one. An org that was never read is as old as its first connection.
fn measure(watch: &Watch, connections: &[Connection], now: Timestamp) {
    let since = watch.read_at.or_else(|| connections.iter().map(|link| link.connected_at).min());
    let age = since.map_or(0, |at| now.duration_since(at).as_secs().max(0));
    tracing::info!(event = "slot_taken", org = %watch.org.id, age_seconds = age);
}
