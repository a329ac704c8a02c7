//! One group: its events, and what people decide about it.

use jiff::Timestamp;
use serde::Deserialize;
use shared::app::App;
use shared::error::answers::{Posted, Read};
use shared::error::{Error, Problem, Refusal};
use shared::errors::group::{Decision, Group, Status};
use shared::http::{self, Request, Response};
use shared::store::error_events::{Kept, Place};
use shared::store::error_groups::Merged;
use utoipa::ToSchema;

use crate::list::{limit, place, project_of};
use crate::view::{EventView, GroupView, GroupWithEvents};

const UNKNOWN: Refusal = Refusal::new(404, "not_found", "There is no such group in this project.");

const CANNOT_MERGE: Refusal = Refusal::new(
    409,
    "conflict",
    "One of the two groups is not there, is merged already, or has others merged into it.",
);

const IS_MERGED: Refusal =
    Refusal::new(409, "conflict", "This group was merged: decide about the one that it was merged into.");

/// The longest mute by a count.
const MOST_MORE: u64 = 1_000_000_000;

/// Events on a page, unless told otherwise, and at most.
const PAGE: usize = 10;
const LARGEST_PAGE: usize = 25;

/// One group with its events, the newest first: the first ten that came, then ever fewer of many.
#[utoipa::path(get, path = "/api/errors/{group}", operation_id = "errorGroup", tag = "errors",
    params(
        ("group" = String, Path, description = "The group's id."),
        ("project" = Option<String>, Query, description = "The project; the first one unless given."),
        ("limit" = Option<usize>, Query, description = "10 unless given, 25 at most."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses(
        (status = 200, description = "The group.", body = GroupWithEvents),
        (status = 400, description = "A parameter cannot be used.", body = Problem,
            content_type = "application/problem+json"),
        (status = 401, description = "This is for the operator.", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "There is no such group.", body = Problem,
            content_type = "application/problem+json"),
        Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn group(app: &App, request: Request) -> Result<Response, Error> {
    http::operator(app, &request).await?;
    let (project, limit) = (project_of(&request)?, limit(&request, PAGE, LARGEST_PAGE)?);
    let after = http::query(&request, "cursor").map(|cursor| event_place(&cursor)).transpose()?;
    let group = find(app, &project, &id_of(&request)?).await?;
    let ids: Vec<_> = std::iter::once(&group.id).chain(&group.merged).cloned().collect();
    let mut events = app.store.list_events(&project, &ids, after.as_ref(), limit + 1).await?;
    let more = events.len() > limit;
    events.truncate(limit);
    let next = events.last().filter(|_| more).map(cursor);
    let events = events.into_iter().map(EventView::of).collect();
    http::json(&GroupWithEvents { group: GroupView::of(group, app.now()), events, next })
}

/// What somebody decides about a group: one of the three.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Change {
    /// `resolved`, `muted`, or `open` again.
    pub status: Option<Status>,
    /// Resolved, but may still come from the release that had it last.
    pub in_next_release: bool,
    /// Muted until then.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// Muted until it was seen so many times more.
    #[schema(minimum = 1)]
    pub for_more: Option<u64>,
    /// Merged into this group: its events are counted there from now on.
    pub merge_into: Option<String>,
    /// Taken out again of the group that it was merged into.
    pub unmerge: bool,
}

/// Resolves, mutes, reopens, merges or unmerges a group.
#[utoipa::path(patch, path = "/api/errors/{group}", operation_id = "errorGroupChange", tag = "errors",
    params(
        ("group" = String, Path, description = "The group's id."),
        ("project" = Option<String>, Query, description = "The project; the first one unless given.")),
    request_body = Change,
    responses(
        (status = 200, description = "The group as it is now.", body = GroupView),
        (status = 400, description = "This is no decision.", body = Problem,
            content_type = "application/problem+json"),
        (status = 401, description = "This is for the operator.", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "There is no such group.", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "The groups cannot be merged.", body = Problem,
            content_type = "application/problem+json"),
        Posted),
    security(("access" = []), ("bearer" = [])))]
pub async fn change(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    http::operator(app, &request).await?;
    let (project, change): (_, Change) = (project_of(&request)?, http::body(&request)?);
    if change.merge_into.as_deref().is_some_and(|id| !is_group_id(id)) {
        return Err(Error::invalid("mergeInto", "expected a group's id"));
    }
    let group = find(app, &project, &id_of(&request)?).await?;
    let given = [change.status.is_some(), change.merge_into.is_some(), change.unmerge];
    if given.iter().filter(|given| **given).count() != 1 {
        return Err(Error::invalid("body", "expected one of status, mergeInto and unmerge"));
    }
    let merged = match (&change.merge_into, &group.merged_into) {
        (Some(into), _) if *into == group.id => Merged::Refused,
        (Some(into), _) => app.store.merge(&project, &group.id, into, app.now()).await?,
        (None, Some(from)) if change.unmerge => {
            app.store.unmerge(&project, &group.id, from, app.now()).await?
        }
        (None, None) if change.unmerge => Merged::Refused,
        // Its events are counted elsewhere, so there is nothing to decide about.
        (None, Some(_)) => return Err(IS_MERGED.into()),
        _ => {
            let decision = decision(&change, &group, app.now())?;
            if !app.store.decide(&project, &group.id, &decision).await? {
                return Err(UNKNOWN.into());
            }
            Merged::Done
        }
    };
    if merged == Merged::Refused {
        return Err(CANNOT_MERGE.into());
    }
    let group = find(app, &project, &group.id).await?;
    http::json(&GroupView::of(group, app.now()))
}

fn decision(change: &Change, group: &Group, now: Timestamp) -> Result<Decision, Error> {
    match change.status {
        Some(Status::Resolved) if change.in_next_release && group.release.is_none() => {
            Err(Error::invalid("inNextRelease", "no release is known of this group"))
        }
        Some(Status::Resolved) => {
            let except_in = group.release.clone().filter(|_| change.in_next_release);
            Ok(Decision::Resolved { at: now, except_in })
        }
        Some(Status::Muted) if change.until.is_some_and(|until| until <= now) => {
            Err(Error::invalid("until", "expected a time to come"))
        }
        Some(Status::Muted) if change.for_more.is_some_and(|more| !(1..=MOST_MORE).contains(&more)) => {
            Err(Error::invalid("forMore", "expected a number from 1 to a billion"))
        }
        Some(Status::Muted) => {
            let until_count = change.for_more.map(|more| group.count.saturating_add(more));
            Ok(Decision::Muted { until: change.until, until_count })
        }
        _ => Ok(Decision::Open),
    }
}

async fn find(app: &App, project: &str, id: &str) -> Result<Group, Error> {
    Ok(app.store.find_group(project, id).await?.ok_or(UNKNOWN)?)
}

/// The id in the path. Other texts are none of ours, and may be longer than DynamoDB takes.
fn id_of(request: &Request) -> Result<String, Error> {
    let id = http::path_parameter(request, "group").unwrap_or_default();
    if is_group_id(&id) { Ok(id) } else { Err(UNKNOWN.into()) }
}

fn is_group_id(id: &str) -> bool {
    id.len() == 22 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn event_place(cursor: &str) -> Result<Place, Error> {
    let (time, id) = place(cursor)?;
    let received_at = Timestamp::from_millisecond(time);
    let received_at = received_at.map_err(|_| Error::invalid("cursor", "this is no cursor of ours"))?;
    Ok(Place { received_at, id })
}

fn cursor(kept: &Kept) -> String {
    crate::list::cursor_at(kept.received_at, &kept.event.id)
}
