//! The schedule: hands each org that is due to the collector, through a queue, spread over the slot.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::error::Error;
use shared::org::OrgId;
use shared::schedule::Tick;
use shared::store::orgs::Due;
use shared::token;
use shared::watch::{SLOT, slot_of};

/// Orgs are spread over so many seconds of the slot. What is left of it is for those that take longer.
const SPREAD: u64 = 240;

/// An org that is left alone is looked at in every third slot all the same, because its silence may be news.
const LOOK: i64 = 3 * SLOT;

/// What the queue holds: an org and the slot it is to be read for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    pub(crate) org: OrgId,
    pub(crate) slot: i64,
}

/// Sends a message for each org that is due, and writes nothing else. Being run twice sends each twice, of
/// which the collector makes one reading.
pub async fn poll(app: &App, tick: Tick) -> Result<(), Error> {
    let slot = slot_of(tick.scheduled_at);
    let (mut from, mut count) = (None, 0_usize);
    loop {
        let (page, next) = app.store.due_orgs(from.as_ref()).await?;
        let now = app.now();
        let due: Vec<_> = page.iter().filter(|due| is_due(due, slot)).collect();
        let messages = due.iter().map(|due| message(&due.org, slot, now)).collect::<Result<Vec<_>, _>>()?;
        app.queues()?.send_all(app.config.queues.collect()?, &messages).await?;
        count += messages.len();
        match next {
            Some(last) => from = Some(last),
            None => break,
        }
    }
    tracing::info!(event = "orgs_polled", count, slot);
    Ok(())
}

fn is_due(due: &Due, slot: i64) -> bool {
    let is_paused = due.paused_until.is_some_and(|until| until.as_second() > slot);
    !is_paused || slot.rem_euclid(LOOK) == 0
}

fn message(org: &OrgId, slot: i64, now: Timestamp) -> Result<(String, std::time::Duration), Error> {
    let job = Job { org: org.clone(), slot };
    let body = serde_json::to_string(&job).map_err(|e| Error::internal("write the message")(e.into()))?;
    let at = Timestamp::from_second(slot).unwrap_or(now) + SignedDuration::from_secs(place(org));
    let wait = at.duration_since(now).max(SignedDuration::ZERO);
    Ok((body, wait.try_into().unwrap_or_default()))
}

/// The second of the slot in which an org is read: always the same for one org, and as good as random among
/// many.
fn place(org: &OrgId) -> i64 {
    let digest = token::digest(org.as_str());
    let number = digest.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    i64::try_from(number % SPREAD).unwrap_or_default()
}
