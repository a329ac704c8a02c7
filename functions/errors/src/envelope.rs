//! The way in for Sentry's SDKs: envelopes, as Sentry's documentation for SDK developers describes them.
//!
//! Errors are taken, losses that an SDK reports are counted, everything else is discarded and the SDK told
//! not to send it again for a day.

use std::collections::BTreeSet;

use serde::Serialize;
use shared::app::App;
use shared::error::answers::Limited;
use shared::error::{Error, Problem, Refusal};
use shared::errors::decode::{self, Undecodable};
use shared::errors::envelope::{BadEnvelope, Envelope, Item, client_report, parse, public_key};
use shared::errors::project::{Project, is_project_id};
use shared::errors::sentry;
use shared::http::{self, Request, Response};
use shared::intake::Ticket;
use shared::store::error_quotas::Losses;
use utoipa::ToSchema;

use crate::{access, take};

const TOO_LARGE: Refusal = Refusal::new(
    413,
    "too_large",
    "An envelope may have 512 KiB as it is sent and 1 MiB when it is unpacked.",
);

const NO_ROUTE: Refusal = Refusal::new(404, "not_found", "There is no such route.");

/// The header in which an SDK looks for what it must not send for now.
const RATE_LIMITS: &str = "x-sentry-rate-limits";

/// What became of an envelope.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Received {
    /// The event's id, if there was an event.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "9ec79c33ec9942ab8353589fcb2e04dc")]
    pub id: Option<String>,
}

/// Takes an envelope of a Sentry SDK, with or without a slash behind the path: events are kept and counted,
/// what an SDK says it lost is counted, other items are discarded and `X-Sentry-Rate-Limits` names their
/// categories. The key stands in `sentry_key`, in `X-Sentry-Auth` or in the envelope's `dsn`. The body may be
/// packed by gzip, deflate, br or zstd.
#[utoipa::path(post, path = "/api/{project}/envelope", operation_id = "errorEnvelope", tag = "errors",
    params(
        ("project" = String, Path, description = "The project's id."),
        ("sentry_key" = Option<String>, Query, description = "The project's public key."),
        ("X-Sentry-Auth" = Option<String>, Header, description = "`Sentry sentry_key=KEY, sentry_version=7`.")),
    request_body(content = String, content_type = "text/plain",
        description = "The envelope, with any content type or none."),
    responses(
        (status = 200, description = "The envelope is taken.", body = Received),
        (status = 400, description = "It is malformed.", body = Problem,
            content_type = "application/problem+json"),
        (status = 403, description = "There is no project with this id and key.", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "Not a project's id, or another path.", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, description = "It is too large.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "Not now.", body = Problem, content_type = "application/problem+json"),
        Limited))]
pub async fn envelope(app: &App, request: Request) -> Result<Response, Error> {
    let outcome = match (project_in(&request), http::preflight(&request)) {
        (Ok(_), Some(answer)) => return Ok(answer),
        (Ok(id), None) => receive(app, &request, &id).await,
        (Err(unknown), _) => Err(unknown),
    };
    let told = outcome.as_ref().err().map(told);
    let mut response = http::open_to_all(&request, outcome);
    for (name, value) in told.into_iter().flatten() {
        http::set_header(&mut response, name, &value);
    }
    Ok(response)
}

/// What a refusal says in the headers that SDKs read: the reason, and what not to send for how long. Without
/// categories an SDK would stop everything, its reports of losses included.
fn told(error: &Error) -> Vec<(&'static str, String)> {
    match error {
        Error::TooMany(wait) => {
            let limits = format!("{}:error;default;security:key:quota", wait.seconds());
            vec![(RATE_LIMITS, limits), ("x-sentry-error", "over quota".into())]
        }
        Error::Internal { .. } | Error::Unavailable { .. } => Vec::new(),
        refused => vec![("x-sentry-error", refused.to_string())],
    }
}

/// The project's id in a path that is one of envelopes.
fn project_in(request: &Request) -> Result<String, Error> {
    let id = http::path_parameter(request, "project").filter(|id| is_project_id(id)).ok_or(NO_ROUTE)?;
    match http::path_parameter(request, "route") {
        Some(route) if route.trim_end_matches('/') != "envelope" => Err(NO_ROUTE.into()),
        _ => Ok(id),
    }
}

async fn receive(app: &App, request: &Request, id: &str) -> Result<Response, Error> {
    let packed = http::bytes(request);
    if packed.len() > decode::MAX_WIRE {
        return Err(TOO_LARGE.into());
    }
    // A key beside the body lets nothing of the body be read before there is room for it.
    let early = match access::key_of(request) {
        Some(key) => {
            let project = access::project_with_key(app, id, Some(&key)).await?;
            match access::admit(app, &project).await {
                Ok(ticket) => Some((project, ticket)),
                Err(full) => return losses_alone(app, &project, request).await?.ok_or(full),
            }
        }
        None => None,
    };
    let unpacked = decode::decode(http::header(request, "content-encoding"), packed);
    let unpacked = unpacked.map_err(undecodable)?;
    let envelope = parse(&unpacked).map_err(malformed)?;
    let (project, ticket) = match early {
        Some(entered) => entered,
        None => {
            let named = envelope.dsn.as_deref().and_then(public_key);
            let key = named.filter(|(_, project)| project == id).map(|(key, _)| key);
            let project = access::project_with_key(app, id, key.as_deref()).await?;
            let ticket = access::admit(app, &project).await?;
            (project, ticket)
        }
    };
    take_items(app, &project, ticket, envelope).await
}

/// What is no larger than an SDK's report of losses is looked at although there is no room for events: just
/// then the SDK loses some, and it reports each loss once.
async fn losses_alone(app: &App, project: &Project, request: &Request) -> Result<Option<Response>, Error> {
    const MOST_BYTES: usize = 8 * 1024;
    let packed = http::bytes(request);
    if packed.len() > MOST_BYTES {
        return Ok(None);
    }
    let Ok(bytes) = decode::decode(http::header(request, "content-encoding"), packed) else {
        return Ok(None);
    };
    let Ok(envelope) = parse(&bytes) else { return Ok(None) };
    let lost = losses_in(&envelope);
    if lost.is_empty() || envelope.items.iter().any(|item| matches!(category(item), Category::Event)) {
        return Ok(None);
    }
    app.store.count_losses(&project.id, &lost, app.now()).await?;
    http::json(&Received::default()).map(Some)
}

async fn take_items(
    app: &App,
    project: &Project,
    ticket: Ticket<'_>,
    envelope: Envelope<'_>,
) -> Result<Response, Error> {
    let mut ticket = Some(ticket);
    // The id in the header is that of one event.
    let mut given = envelope.event_id.clone();
    let (mut received, mut discarded) = (Received { id: given.clone() }, BTreeSet::new());
    for item in &envelope.items {
        match category(item) {
            Category::Unknown => {}
            Category::Event => {
                let mut event =
                    sentry::read(item.payload).map_err(|error| Error::invalid("event", error.to_string()))?;
                let given = given.take();
                if event.id.is_empty() {
                    event.id = given.unwrap_or_default();
                }
                let admitted = match ticket.take() {
                    Some(ticket) => ticket,
                    None => access::admit(app, project).await?,
                };
                let taken = take::take(app, &project.id, event, admitted.take()).await?;
                received.id.get_or_insert(taken.id);
            }
            Category::Losses => {}
            Category::Discarded(category) => {
                discarded.insert(category);
            }
        }
    }
    app.store.count_losses(&project.id, &losses_in(&envelope), app.now()).await?;
    let mut response = http::json(&received)?;
    if !discarded.is_empty() {
        let categories = discarded.into_iter().collect::<Vec<_>>().join(";");
        http::set_header(&mut response, RATE_LIMITS, &format!("86400:{categories}:organization:discarded"));
    }
    Ok(response)
}

/// What all reports of an envelope say, for one write.
fn losses_in(envelope: &Envelope<'_>) -> Losses {
    let mut lost = Losses::new();
    let reports = envelope.items.iter().filter(|item| matches!(category(item), Category::Losses));
    for discarded in reports.filter_map(|item| client_report(item.payload)).flatten() {
        let known = lost.entry(format!("{}:{}", discarded.reason, discarded.category)).or_default();
        *known = known.saturating_add(discarded.quantity);
    }
    lost
}

/// What an item is to us.
enum Category {
    Event,
    Losses,
    /// Nothing; by these names SDKs know what they need not send.
    Discarded(&'static str),
    /// Nothing either; the name that SDKs have for the rest is also that of their reports of losses.
    Unknown,
}

fn category(item: &Item<'_>) -> Category {
    Category::Discarded(match &*item.kind {
        "event" => return Category::Event,
        "client_report" => return Category::Losses,
        "session" | "sessions" => "session",
        "transaction" => "transaction",
        "span" => "span",
        "attachment" => "attachment",
        "profile" => "profile",
        // JavaScript's SDKs call both by the first name.
        "profile_chunk" => "profile;profile_chunk",
        "replay_event" | "replay_recording" | "replay_video" => "replay",
        "check_in" => "monitor",
        "log" | "otel_log" => "log_item",
        "feedback" | "user_report" => "feedback",
        "statsd" | "metric_buckets" | "trace_metric" => "trace_metric",
        _ => return Category::Unknown,
    })
}

fn undecodable(error: Undecodable) -> Error {
    match error {
        Undecodable::TooLarge => TOO_LARGE.into(),
        other => Error::invalid("body", other.to_string()),
    }
}

fn malformed(error: BadEnvelope) -> Error {
    Error::invalid("body", error.to_string())
}
