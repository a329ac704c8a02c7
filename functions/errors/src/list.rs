//! The groups of a project, those that were seen last first.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::Serialize;
use shared::app::App;
use shared::error::answers::Read;
use shared::error::{Error, Problem};
use shared::errors::event::Level;
use shared::errors::group::{Group, NAME, Status, cut};
use shared::errors::project::{OWN, is_project_id};
use shared::http::{self, Request, Response};
use shared::store::error_quotas::Losses;
use utoipa::ToSchema;

use crate::view::GroupView;

/// Groups on a page, unless told otherwise, and at most.
const PAGE: usize = 25;
const LARGEST_PAGE: usize = 100;

/// A page of groups.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Groups {
    /// The groups, those that were seen last first.
    pub groups: Vec<GroupView>,
    /// Where the next page begins; `null` on the last one.
    pub next: Option<String>,
    /// How many there are on all pages.
    pub total: usize,
    /// What SDKs say they lost in the last week, by reason and category.
    #[schema(value_type = std::collections::BTreeMap<String, u64>)]
    pub lost: Losses,
}

/// Which groups somebody wants to see.
struct Filter {
    levels: Vec<Level>,
    status: Option<Status>,
    source: Option<String>,
    environment: Option<String>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    /// In lower case.
    text: Option<String>,
}

/// The groups of a project's errors, those that were seen last first. A page that was fetched stays where it
/// is: the next one begins behind its last group, whatever was seen meanwhile.
#[utoipa::path(get, path = "/api/errors", operation_id = "errorGroups", tag = "errors",
    params(
        ("project" = Option<String>, Query, description = "The project; the first one unless given."),
        ("severity" = Option<String>, Query,
            description = "`fatal`, `error`, `warning`, `info`, `debug`; several with commas."),
        ("status" = Option<Status>, Query),
        ("source" = Option<String>, Query, description = "The part of the program that reports, exactly."),
        ("environment" = Option<String>, Query,
            description = "Where it happened, exactly; the first four are known of a group."),
        ("from" = Option<String>, Query, description = "Seen at this time or later (RFC 3339)."),
        ("to" = Option<String>, Query, description = "Seen at this time or before (RFC 3339)."),
        ("text" = Option<String>, Query,
            description = "A part of the title, the place or the source, in either case."),
        ("limit" = Option<usize>, Query, description = "25 unless given, 100 at most."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses(
        (status = 200, description = "A page of groups.", body = Groups),
        (status = 400, description = "A parameter cannot be used.", body = Problem,
            content_type = "application/problem+json"),
        (status = 401, description = "This is for the operator.", body = Problem,
            content_type = "application/problem+json"),
        Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn list(app: &App, request: Request) -> Result<Response, Error> {
    http::operator(app, &request).await?;
    let now = app.now();
    let project = project_of(&request)?;
    let (filter, limit) = (Filter::read(&request)?, limit(&request, PAGE, LARGEST_PAGE)?);
    let after = http::query(&request, "cursor").map(|cursor| place(&cursor)).transpose()?;
    let mut groups = app.store.list_groups(&project).await?;
    groups.retain(|group| filter.takes(group, now));
    groups.sort_by(|a, b| rank(a).cmp(&rank(b)));
    let total = groups.len();
    if let Some((last_seen, id)) = after {
        let after = (std::cmp::Reverse(last_seen), id);
        groups
            .retain(|group| (std::cmp::Reverse(group.last_seen.as_millisecond()), group.id.clone()) > after);
    }
    let more = groups.len() > limit;
    groups.truncate(limit);
    let next = groups.last().filter(|_| more).map(cursor);
    let lost = app.store.losses(&project, now).await?;
    let groups = groups.into_iter().map(|group| GroupView::of(group, now)).collect();
    http::json(&Groups { groups, next, total, lost })
}

fn rank(group: &Group) -> (std::cmp::Reverse<i64>, &str) {
    (std::cmp::Reverse(group.last_seen.as_millisecond()), &group.id)
}

fn cursor(group: &Group) -> String {
    cursor_at(group.last_seen, &group.id)
}

/// A cursor for the entry of this time and id.
pub(crate) fn cursor_at(time: Timestamp, id: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}.{id}", time.as_millisecond()))
}

/// The time and id behind which a page begins.
pub(crate) fn place(cursor: &str) -> Result<(i64, String), Error> {
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        let (time, id) = text.split_once('.')?;
        Some((time.parse().ok()?, id.to_owned()))
    };
    read().ok_or_else(|| Error::invalid("cursor", "this is no cursor of ours"))
}

/// The project that a request is about.
pub(crate) fn project_of(request: &Request) -> Result<String, Error> {
    let project = http::query(request, "project").unwrap_or_else(|| OWN.into());
    if is_project_id(&project) {
        Ok(project)
    } else {
        Err(Error::invalid("project", "an id has digits only"))
    }
}

/// How many entries a page has.
pub(crate) fn limit(request: &Request, usual: usize, most: usize) -> Result<usize, Error> {
    let Some(text) = http::query(request, "limit") else { return Ok(usual) };
    let limit = text.parse().ok().filter(|limit| (1..=most).contains(limit));
    limit.ok_or_else(|| Error::invalid("limit", format!("expected a number from 1 to {most}")))
}

impl Filter {
    fn read(request: &Request) -> Result<Self, Error> {
        let query = |name| http::query(request, name).filter(|value| !value.is_empty());
        let time = |name: &'static str| {
            let parse =
                |text: String| text.parse().map_err(|_| Error::invalid(name, "expected an RFC 3339 time"));
            query(name).map(parse).transpose()
        };
        let levels = query("severity").unwrap_or_default();
        let levels = levels.split(',').map(str::trim).filter(|word| !word.is_empty());
        Ok(Self {
            levels: levels.map(|level| word("severity", level)).collect::<Result<_, _>>()?,
            status: query("status").map(|status| word("status", &status)).transpose()?,
            source: query("source"),
            environment: query("environment").map(|name| cut(&name, NAME).to_owned()),
            from: time("from")?,
            to: time("to")?,
            text: query("text").map(|text| text.to_lowercase()),
        })
    }

    fn takes(&self, group: &Group, now: Timestamp) -> bool {
        let contains = |text: &Option<String>, part: &str| {
            text.as_ref().is_some_and(|text| text.to_lowercase().contains(part))
        };
        (self.levels.is_empty() || self.levels.contains(&group.level))
            && self.status.is_none_or(|status| group.status(now) == status)
            && self.source.as_ref().is_none_or(|source| group.source.as_ref() == Some(source))
            && self.environment.as_ref().is_none_or(|environment| group.environments.contains(environment))
            && self.from.is_none_or(|from| group.last_seen >= from)
            && self.to.is_none_or(|to| group.first_seen <= to)
            && self.text.as_ref().is_none_or(|part| {
                group.title.to_lowercase().contains(part)
                    || contains(&group.culprit, part)
                    || contains(&group.source, part)
            })
    }
}

/// One of some words that serde knows.
fn word<T: serde::de::DeserializeOwned>(field: &'static str, text: &str) -> Result<T, Error> {
    serde_json::from_value(text.into()).map_err(|error| {
        let words = error.to_string();
        let words = words.split_once("expected ").map_or("another word", |(_, words)| words).to_owned();
        Error::invalid(field, format!("expected {words}"))
    })
}
