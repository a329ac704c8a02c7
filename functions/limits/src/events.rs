//! What happened to a watched org.

use serde::Serialize;
use shared::app::App;
use shared::error::answers::{Looked, Read};
use shared::error::{Error, Problem};
use shared::http::{self, Request, Response};
use shared::watch::Event;
use utoipa::ToSchema;

/// As many events as are given at once.
const MOST: usize = 100;

/// What happened, the newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Events {
    /// The events.
    pub events: Vec<Event>,
    /// To be sent as `before` for those that came earlier; null if there are none.
    pub next: Option<String>,
}

/// What happened to a watched org, the newest first: alerts opened and closed, maxima changed, limits that
/// appeared or vanished, connections lost and restored. Kept for 13 months.
#[utoipa::path(get, path = "/api/orgs/{org}/events", operation_id = "orgEvents", tag = "orgs",
    params(
        ("org" = String, Path, description = "The org's id.", example = "00D000000000001EAA"),
        ("before" = Option<String>, Query, description = "What an earlier answer gave as `next`.")),
    responses(
        (status = 200, description = "The events.", body = Events),
        (status = 400, description = "A value cannot be used.", body = Problem,
            content_type = "application/problem+json"),
        Looked, Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn events(app: &App, request: Request) -> Result<Response, Error> {
    let reader = http::reader(app, &request).await?;
    let (watch, _) = reader.org(app, &http::path_parameter(&request, "org").unwrap_or_default()).await?;
    let before = http::query(&request, "before");
    if before.as_ref().is_some_and(|before| before.is_empty() || before.len() > 200) {
        return Err(Error::invalid("before", "expected what an earlier answer gave as next"));
    }
    // A link shows what happened to the org, and not what its owner is told of.
    let account = if reader.share.is_some() { "" } else { &reader.account };
    let (events, next) = app.store.events_of(&watch.org.id, account, before.as_deref(), MOST).await?;
    http::json(&Events { events, next })
}
