//! The plain way in: one JSON object for each error.

use serde::Serialize;
use shared::app::App;
use shared::error::answers::Limited;
use shared::error::{Error, Problem};
use shared::errors::report::Report;
use shared::http::{self, Request, Response};
use utoipa::ToSchema;

use crate::{access, take};

/// An error that was taken.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Logged {
    /// Its id: the one that came with it, or a new one.
    #[schema(example = "9ec79c33ec9942ab8353589fcb2e04dc")]
    pub id: String,
    /// The group that it is counted in.
    pub group: String,
}

/// Reports an error. `sentry_key` names the project; without a key it is the first one. Repeating a report
/// with the same `eventId` changes nothing. Pages of every origin may call this, also by
/// `navigator.sendBeacon`.
#[utoipa::path(post, path = "/api/errors/log", operation_id = "errorLog", tag = "errors",
    params(("sentry_key" = Option<String>, Query, description = "The project's public key.")),
    request_body(description = "The error; as `application/json` or as `text/plain`.", content(
        (Report = "application/json"), (String = "text/plain"))),
    responses(
        (status = 202, description = "The error is counted.", body = Logged),
        (status = 400, description = "It cannot be understood.", body = Problem,
            content_type = "application/problem+json"),
        (status = 403, description = "There is no project with this key.", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, description = "It has more than 64 KiB.", body = Problem,
            content_type = "application/problem+json"),
        (status = 415, description = "It is neither JSON nor text.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "Not now.", body = Problem, content_type = "application/problem+json"),
        Limited))]
pub async fn log(app: &App, request: Request) -> Result<Response, Error> {
    match http::preflight(&request) {
        Some(answer) => Ok(answer),
        None => Ok(http::open_to_all(&request, receive(app, &request).await)),
    }
}

async fn receive(app: &App, request: &Request) -> Result<Response, Error> {
    let project = access::project_of_key(app, access::key_of(request).as_deref()).await?;
    let ticket = access::admit(app, &project).await?;
    let report: Report = http::beacon(request)?;
    let taken = take::take(app, &project.id, report.into_event(), ticket.take()).await?;
    http::accepted(&Logged { id: taken.id, group: taken.group })
}
