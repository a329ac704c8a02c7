//! What every event goes through: scrubbed, grouped, written, counted.

use shared::app::App;
use shared::error::Error;
use shared::errors::event::Event;
use shared::errors::group::Group;
use shared::errors::grouping::{self, Grouping, Groupings};
use shared::errors::{sampling, scrub, users};
use shared::store::error_events::{Kept, Written};
use shared::store::error_groups::{Counted, Sighting};
use shared::token;

use crate::ops_events;

/// So many further items a hot group is counted in: sixteen thousand events a second.
const SHARDS: u8 = 16;

/// How many further items are tried.
const TRIES: usize = 4;

/// The largest event that is kept, in bytes of JSON.
const MOST_BYTES: usize = 100 * 1024;

/// An event that was taken.
#[derive(Debug)]
pub struct Taken {
    /// Its id.
    pub id: String,
    /// The group that it is counted in.
    pub group: String,
}

/// Takes an event of a project. One that was taken before, by its id, changes nothing. `keeps` says that it
/// is kept in full whatever its group.
pub async fn take(app: &App, project: &str, mut event: Event, keeps: bool) -> Result<Taken, Error> {
    if event.id.is_empty() {
        event.id = token::random_hex()?;
    }
    let now = app.now();
    let mark = users::mark(project, &event);
    scrub::scrub(&mut event);
    bound(&mut event);
    let Groupings { current, previous } = grouping::groupings(project, &event);
    let (group, known) = find(app, project, &current, &previous).await?;
    let kept_at = known.as_ref().and_then(|known| known.kept_at);
    let count = known.as_ref().map_or(0, |known| known.count);
    let is_kept = keeps || sampling::is_kept(&event.id, count, kept_at, now);
    let id = event.id.clone();
    let kept = Kept { group: group.clone(), received_at: now, why: current.why, event };
    let written = app.store.put_event(project, &id, &group, is_kept.then_some(&kept), now).await?;
    if let Written::Known(group) = written {
        return Ok(Taken { id, group });
    }
    let event = &kept.event;
    let (title, culprit) = (grouping::title(event), grouping::culprit(event));
    let sighting = Sighting {
        project,
        group: &group,
        known: known.as_ref(),
        event,
        title: &title,
        culprit: culprit.as_deref(),
        version: current.version,
        mark,
        is_kept,
    };
    if let Err(error) = count_once(app, &sighting).await {
        // It can be sent again; if that fails as well, what is lost is one count.
        let _ = app.store.remove_event(project, &id).await;
        return Err(error);
    }
    Ok(Taken { id, group })
}

/// The group of an event and what is known of it: under its present key, else under one of an earlier version
/// of the grouping, and always where it was merged into.
pub async fn find(
    app: &App,
    project: &str,
    current: &Grouping,
    previous: &[String],
) -> Result<(String, Option<Group>), Error> {
    let keys: Vec<_> = std::iter::once(&current.key).chain(previous).cloned().collect();
    let Some(found) = app.store.find_first_group(project, &keys).await? else {
        return Ok((current.key.clone(), None));
    };
    match &found.merged_into {
        None => Ok((found.id.clone(), Some(found))),
        Some(into) => {
            let whole = app.store.find_first_group(project, std::slice::from_ref(into)).await?;
            Ok((into.clone(), whole))
        }
    }
}

/// Counts an event, in a further item if the group's own takes no more writes.
async fn count_once(app: &App, sighting: &Sighting<'_>) -> Result<(), Error> {
    let now = app.now();
    let mut shard = if app.intake.is_hot(sighting.group, now) { Some(draw()?) } else { None };
    for _ in 0..TRIES {
        match app.store.count_event(sighting, shard, now).await? {
            Counted::Before(before) => {
                if shard.is_none() {
                    ops_events::tell(sighting, before.as_deref(), now);
                }
                return Ok(());
            }
            Counted::TooHot => {
                app.intake.found_hot(sighting.group, now);
                shard = Some(draw()?);
            }
        }
    }
    Err(Error::Unavailable {
        doing: "count the event",
        source: "all of the group's items are too hot".into(),
    })
}

fn draw() -> Result<u8, Error> {
    let [byte] = token::random::<1>()?;
    Ok(byte % SHARDS)
}

/// Leaves out what is bulky and least telling until the event is small enough to be kept.
fn bound(event: &mut Event) {
    let leave_out: [fn(&mut Event); 5] = [
        |event| event.exceptions.iter_mut().flat_map(|e| &mut e.frames).for_each(|frame| frame.vars.clear()),
        |event| event.breadcrumbs.clear(),
        |event| event.extra.clear(),
        |event| event.contexts.clear(),
        |event| event.request.clear(),
    ];
    for leave_out in leave_out {
        let bytes = serde_json::to_vec(event).map_or(usize::MAX, |json| json.len());
        if bytes <= MOST_BYTES {
            return;
        }
        leave_out(event);
        event.tags.insert("force_monitor.cut".into(), "too large".into());
    }
}
