//! Limits: what an org has left of each of its limits, now.
//!
//! A cached answer is one read. For a newer one the caller takes the org's lease, asks Salesforce, and keeps
//! what it said; callers that come meanwhile wait a moment for that reading or get the last one, marked with
//! its age.

use jiff::SignedDuration;
use shared::app::App;
use shared::error::{Error, Problem};
use shared::http::{self, Request, Response, Route};
use shared::limits::{self, CSV, Exhausted, Known, OPENMETRICS, Report};
use shared::route;
use shared::salesforce::{Failure, LimitsReply, RequestLimit};
use shared::store::sessions::{ENDED, Session};
use shared::store::snapshots::{Kept, Lease, Snapshot};

/// The area's routes.
pub const ROUTES: &[Route] = &[route!(GET "/api/limits" => "limits-now", now)];

/// For so long a reading is answered again without asking Salesforce, which counts our calls too.
const FRESH: SignedDuration = SignedDuration::from_secs(60);

/// How often somebody who waits for another's reading looks for it: with an old reading to fall back on, or
/// without.
const LOOKS_WITH_READING: u32 = 5;
const LOOKS_WITHOUT: u32 = 25;

/// The limits of the session's org, the most urgent first.
///
/// JSON, CSV (RFC 4180) or OpenMetrics, by the `Accept` header. A reading of the last minute is answered
/// again unless `fresh=true`. If Salesforce refuses because the org's API requests are used up, that is the
/// answer: `exhausted` is set and the last reading comes with it.
#[utoipa::path(get, path = "/api/limits", operation_id = "limitsNow", tag = "limits",
    params(
        ("fresh" = Option<bool>, Query, description = "Ask Salesforce again."),
        ("explain" = Option<bool>, Query, description = "Say of each limit what it counts and what breaks \
            when it is full.")),
    responses(
        (status = 200, description = "The limits.", content(
            (Report = "application/json"), (String = "text/csv"), (String = "application/openmetrics-text"))),
        (status = 400, description = "A session in the URL.", body = Problem,
            content_type = "application/problem+json"),
        (status = 401, description = "No session, or it has ended, here or at Salesforce.", body = Problem,
            content_type = "application/problem+json"),
        (status = 403, description = "Salesforce lets this user not read limits.", body = Problem,
            content_type = "application/problem+json"),
        (status = 406, description = "None of the accepted media types.", body = Problem,
            content_type = "application/problem+json"),
        (status = 502, description = "Salesforce's answer cannot be used.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "Salesforce or a service of ours is not available.", body = Problem,
            content_type = "application/problem+json"),
        (status = 504, description = "Salesforce did not answer in time.", body = Problem,
            content_type = "application/problem+json")),
    security(("session" = []), ("bearer" = [])))]
pub async fn now(app: &App, request: Request) -> Result<Response, Error> {
    let form = http::preferred(&request, &["application/json", "text/csv", "application/openmetrics-text"])?;
    let token = http::session_token(&request)?;
    let (session, kept) = app.store.session_and_snapshot(&token, app.now()).await?;
    let session = session.ok_or(Error::Unauthorized(ENDED))?;
    let wants = |name| http::query(&request, name).is_some_and(|value| value == "true");

    let kept = latest(app, &session, kept, wants("fresh")).await?;

    let report = judge(app, &session, &kept);
    match form {
        1 => Ok(http::content(CSV, limits::csv(&report).map_err(Error::internal("write CSV"))?)),
        2 => Ok(http::content(OPENMETRICS, limits::openmetrics(&report))),
        _ if wants("explain") => http::json(&report),
        _ => http::json(&report.without_explanations()),
    }
}

fn judge(app: &App, session: &Session, kept: &Kept) -> Report {
    let snapshot = kept.snapshot.as_ref();
    let known = Known {
        readings: snapshot.map(|snapshot| (snapshot.read_at, &snapshot.readings[..])),
        exhausted: kept.exhausted.clone(),
        api_usage: snapshot.and_then(|snapshot| snapshot.usage),
        api_version: snapshot.map(|snapshot| snapshot.api_version.clone()),
    };
    limits::report(session.org.clone(), known, app.now(), FRESH.as_secs())
}

/// What is kept if it is new enough, else what Salesforce says now, else the last that is kept.
async fn latest(app: &App, session: &Session, kept: Kept, insist: bool) -> Result<Kept, Error> {
    let now = app.now();
    if !insist && kept.checked_at.is_some_and(|at| now < at + FRESH) {
        if session.wants_touch(now) {
            app.store.touch_session(session, now).await?;
        }
        return Ok(kept);
    }
    let seen = kept.checked_at;
    // Longer than any call may take, so that it runs out only if its holder has died.
    let length = SignedDuration::try_from(app.config.salesforce.timeout).unwrap_or(FRESH) * 2;
    match app.store.take_lease(&session.org.id, seen, now, length).await? {
        Ok(lease) => ask(app, session, kept, &lease).await,
        Err(newer) if newer.is_newer_than(seen) => Ok(newer),
        Err(_) => wait(app, session, kept).await,
    }
}

/// Asks Salesforce, keeps the answer, and gives the lease back whatever happened.
async fn ask(app: &App, session: &Session, kept: Kept, lease: &Lease) -> Result<Kept, Error> {
    match call(app, session).await {
        Ok(reply) => keep(app, session, lease, reply).await,
        Err(Error::Salesforce(Failure::RequestLimit(limit))) => keep_refusal(app, kept, lease, limit).await,
        Err(error) => {
            app.store.release_lease(lease).await?;
            if matches!(error, Error::Salesforce(failure) if failure.wants_new_token()) {
                app.store.take_session(&session.id).await?;
            }
            Err(error)
        }
    }
}

async fn call(app: &App, session: &Session) -> Result<LimitsReply, Error> {
    let token = app.unseal(&session.sealed_token, session.org.id.as_str()).await?;
    Ok(app.salesforce()?.limits(&session.org.instance_url, &token).await?)
}

async fn keep(app: &App, session: &Session, lease: &Lease, reply: LimitsReply) -> Result<Kept, Error> {
    let Ok(readings) = limits::parse(&reply.body) else {
        app.store.release_lease(lease).await?;
        return Err(Failure::Unreadable.into());
    };
    let read_at = app.now();
    let snapshot = Snapshot { read_at, readings, usage: reply.usage, api_version: reply.api_version };
    let touched = session.wants_touch(read_at).then_some(session);
    app.store.put_snapshot(lease, &snapshot, touched).await?;
    Ok(Kept::of(snapshot))
}

/// Salesforce's refusal is news about the org: it is kept like a reading, and answered with the last one.
async fn keep_refusal(app: &App, kept: Kept, lease: &Lease, limit: RequestLimit) -> Result<Kept, Error> {
    let now = app.now();
    let since = kept.exhausted.as_ref().map_or(now, |exhausted| exhausted.since);
    let exhausted = Exhausted { limit: limit.into(), since };
    tracing::warn!(event = "salesforce_request_limit", limit = ?exhausted.limit, "Salesforce refuses calls");
    app.store.put_exhausted(lease, &exhausted, now).await?;
    Ok(kept.refused(exhausted, now))
}

/// Waits a moment for the reading that somebody else is getting; then the last one has to do.
async fn wait(app: &App, session: &Session, kept: Kept) -> Result<Kept, Error> {
    let seen = kept.checked_at;
    let looks = if kept.snapshot.is_some() { LOOKS_WITH_READING } else { LOOKS_WITHOUT };
    for _ in 0..looks {
        tokio::time::sleep(app.config.salesforce.pause).await;
        let found = app.store.find_snapshot(&session.org.id).await?;
        if found.is_newer_than(seen) {
            return Ok(found);
        }
        if !found.is_leased(app.now()) {
            break;
        }
    }
    if kept.snapshot.is_some() { Ok(kept) } else { Err(Failure::Unavailable.into()) }
}
