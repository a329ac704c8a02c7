//! What the people of a project want to know at once: one line each in the log.

use jiff::Timestamp;
use shared::errors::group::{Group, hour_of};
use shared::store::error_groups::Sighting;

/// Tells of a new group, of one that was resolved and is back, and of one that comes unusually often. What
/// was there `before` this event decides, so that of many events at once one tells.
pub(crate) fn tell(sighting: &Sighting<'_>, before: Option<&Group>, now: Timestamp) {
    let Sighting { project, group, .. } = *sighting;
    let release = sighting.event.release.as_deref();
    let Some(before) = before else {
        tracing::info!(event = "error_group_new", project, group, release, "operations event");
        return;
    };
    let Some(known) = sighting.known else { return };
    if known.is_regression(release) && before.is_regression(release) {
        tracing::warn!(event = "error_group_regression", project, group, release, "operations event");
    }
    let told = before.spiked_at.is_some_and(|at| hour_of(at) == hour_of(now));
    if known.is_loud(now) && known.spikes(now) && !told {
        tracing::warn!(
            event = "error_group_spike",
            project,
            group,
            count = before.count + 1,
            "operations event"
        );
    }
}
