//! Erasing an org that nobody watches any more, in steps that a queue repeats until nothing is left.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::error::Error;
use shared::org::OrgId;
use shared::queue;

/// Longer than any reading of the org may still run once it is marked.
pub(crate) const AFTER_READINGS: Duration = Duration::from_secs(90);

/// How many items one invocation erases at most, so that it stays within its time.
const STEP: usize = 5000;

/// What the queue holds: an org of which everything goes.
#[derive(Serialize, Deserialize)]
pub(crate) struct Erasure {
    org: OrgId,
}

impl Erasure {
    /// Of this org.
    pub(crate) fn of(org: &OrgId) -> Self {
        Self { org: org.clone() }
    }

    /// Has it begun after `delay`.
    pub(crate) async fn send(&self, app: &App, delay: Duration) -> Result<(), Error> {
        let body = serde_json::to_string(self).map_err(|e| Error::internal("write the message")(e.into()))?;
        app.queues()?.send(app.config.queues.erase()?, &body, delay).await
    }
}

/// Erases what is left of an org, or some of it and asks for the rest. Being repeated does no harm: only what
/// is marked as being erased is touched.
pub async fn erase(app: &App, message: queue::Message) -> Result<(), Error> {
    let erasure: Erasure = message.read()?;
    let org = &erasure.org;
    if !app.store.is_erasing(org).await? {
        return Ok(());
    }
    if app.store.erase_org(org, STEP).await? {
        return erasure.send(app, Duration::ZERO).await;
    }
    app.store.forget_org(org).await?;
    tracing::info!(event = "org_erased", %org);
    Ok(())
}
