//! What the session's org has left of each of its limits, now.
//!
//! A cached answer is one read. For a newer one the caller takes the org's lease, asks Salesforce, and keeps
//! what it said; callers that come meanwhile wait a moment for that reading or get the last one, marked with
//! its age.

use jiff::{SignedDuration, Timestamp};
use shared::app::App;
use shared::error::answers::Unchanged;
use shared::error::{Error, Problem};
use shared::http::{self, Request, Response};
use shared::limits::{self, Exhausted, Known, Report};
use shared::salesforce::{Failure, LimitsReply, RequestLimit};
use shared::store::sessions::{ENDED, Session};
use shared::store::snapshots::{Kept, Lease, Snapshot};

use crate::forms;

/// For so long a reading is answered again without asking Salesforce, which counts our calls too.
const FRESH: SignedDuration = SignedDuration::from_secs(60);

/// For so long it is answered again even to somebody who insists on a new one.
const INSISTED: SignedDuration = SignedDuration::from_secs(10);

/// Longer than a call to Salesforce and the write after it may take, so that it runs out only if its holder
/// has died.
const LEASE: SignedDuration = SignedDuration::from_secs(10);

/// How often somebody who waits for another's reading looks for it: with an old reading to fall back on, or
/// without.
const LOOKS_WITH_READING: u32 = 5;
const LOOKS_WITHOUT: u32 = 25;

/// The limits of the session's org, the most urgent first.
///
/// JSON, CSV (RFC 4180) or OpenMetrics, by the `Accept` header. A reading of the last minute is answered
/// again; with `fresh=true`, one of the last ten seconds. If Salesforce refuses because the org's API
/// requests are used up, that is the answer: `exhausted` is set and the last reading comes with it.
#[utoipa::path(get, path = "/api/limits", operation_id = "limitsNow", tag = "limits",
    params(
        ("fresh" = Option<bool>, Query, description = "Ask Salesforce again, if the last reading is more than \
            ten seconds old."),
        ("explain" = Option<bool>, Query, description = "Say of each limit what it counts and what breaks \
            when it is full."),
        ("If-None-Match" = Option<String>, Header, description = "The tag of an answer in JSON that the \
            caller has already.")),
    responses(
        (status = 200, description = "The limits.", content(
            (Report = "application/json"), (String = "text/csv"), (String = "application/openmetrics-text"))),
        Unchanged,
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
    let form = forms::form_for(&request)?;
    let token = http::session_token(&request)?;
    let (session, kept) = app.store.session_and_snapshot(&token, app.now()).await?;
    let session = session.ok_or(Error::Unauthorized(ENDED))?;
    let insists = http::query(&request, "fresh").is_some_and(|value| value == "true");

    let kept = latest(app, &session, kept, insists).await?;

    forms::answer(&request, form, judge(app, &session, &kept), app.now())
}

fn judge(app: &App, session: &Session, kept: &Kept) -> Report {
    let snapshot = kept.snapshot.as_ref();
    let known = Known {
        readings: snapshot.map(|snapshot| (snapshot.read_at, &snapshot.readings[..])),
        exhausted: kept.exhausted.clone(),
        api_usage: snapshot.and_then(|snapshot| snapshot.usage),
        api_version: snapshot.map(|snapshot| snapshot.api_version.clone()),
        ahead: limits::NO_OUTLOOKS,
    };
    limits::report(session.org.clone(), known, app.now(), FRESH.as_secs())
}

/// What is kept if it is new enough, else what Salesforce says now, else the last that is kept.
async fn latest(app: &App, session: &Session, kept: Kept, insist: bool) -> Result<Kept, Error> {
    let now = app.now();
    let fresh = if insist { INSISTED } else { FRESH };
    if kept.checked_at().is_some_and(|at| now < at + fresh) {
        touch(app, session, now).await;
        return Ok(kept);
    }
    // Opened before the lease is taken, so that the lease covers Salesforce and one write only.
    let token = unseal(app, session).await?;
    match app.store.take_lease(&session.org.id, &kept, now, LEASE).await? {
        Ok(lease) => ask(app, session, &token, kept, &lease).await,
        Err(newer) if newer.is_newer_than(&kept) => Ok(newer),
        Err(_) => wait(app, session, &token, kept).await,
    }
}

/// Writes down the session's use now and then. The answer is there already, so a failure costs nobody
/// anything.
async fn touch(app: &App, session: &Session, now: Timestamp) {
    if session.wants_touch(now)
        && let Err(error) = app.store.touch_session(session, now).await
    {
        tracing::warn!(%error, "a session's use was not written down");
    }
}

/// Opens the session's access token. One that no live key opens is as good as none: the session ends.
async fn unseal(app: &App, session: &Session) -> Result<String, Error> {
    match app.unseal(&session.sealed_token, session.org.id.as_str()).await? {
        Ok(token) => Ok(token),
        Err(error) => {
            tracing::error!(%error, org = %session.org.id, "a session's token cannot be opened");
            end(app, session).await;
            Err(Error::Unauthorized(ENDED))
        }
    }
}

/// Asks Salesforce, keeps the answer, and gives the lease back whatever happened. What goes wrong with
/// keeping does not take the answer away.
async fn ask(app: &App, session: &Session, token: &str, kept: Kept, lease: &Lease) -> Result<Kept, Error> {
    let reply = app.salesforce()?.limits(&session.org.instance_url, token).await;
    match reply.and_then(|reply| read(app, reply)) {
        Ok(snapshot) => {
            let touched = session.wants_touch(snapshot.read_at).then_some(session);
            told(app.store.put_snapshot(lease, &snapshot, touched).await);
            Ok(Kept::of(snapshot))
        }
        Err(Failure::RequestLimit(limit)) => Ok(keep_refusal(app, kept, lease, limit).await),
        Err(failure) => {
            told(app.store.release_lease(lease).await);
            if failure.wants_new_token() {
                end(app, session).await;
            }
            Err(failure.into())
        }
    }
}

fn read(app: &App, reply: LimitsReply) -> Result<Snapshot, Failure> {
    let readings = limits::parse(&reply.body).map_err(|_| Failure::Unreadable)?;
    Ok(Snapshot { read_at: app.now(), readings, usage: reply.usage, api_version: reply.api_version })
}

/// Salesforce's refusal is news about the org: it is kept like a reading, and answered with the last one.
async fn keep_refusal(app: &App, kept: Kept, lease: &Lease, limit: RequestLimit) -> Kept {
    let (now, limit) = (app.now(), limit.into());
    let standing = kept.exhausted.as_ref().filter(|exhausted| exhausted.limit == limit);
    let exhausted = Exhausted { limit, since: standing.map_or(now, |exhausted| exhausted.since) };
    tracing::warn!(event = "salesforce_request_limit", limit = ?exhausted.limit, "Salesforce refuses calls");
    told(app.store.put_exhausted(lease, &exhausted, now).await);
    kept.refused(exhausted, now)
}

/// Waits a moment for the reading that somebody else is getting; then the last one has to do. Who has none to
/// fall back on asks for himself as soon as the other has come back with nothing.
async fn wait(app: &App, session: &Session, token: &str, kept: Kept) -> Result<Kept, Error> {
    let looks = if kept.snapshot.is_some() { LOOKS_WITH_READING } else { LOOKS_WITHOUT };
    for _ in 0..looks {
        tokio::time::sleep(app.config.salesforce.pause).await;
        let found = app.store.find_snapshot(&session.org.id, app.now()).await?;
        if found.is_newer_than(&kept) {
            return Ok(found);
        }
        if !found.is_leased(app.now()) {
            break;
        }
    }
    if kept.snapshot.is_some() {
        return Ok(kept);
    }
    match app.store.take_lease(&session.org.id, &kept, app.now(), LEASE).await? {
        Ok(lease) => ask(app, session, token, kept, &lease).await,
        Err(newer) if newer.is_newer_than(&kept) => Ok(newer),
        Err(_) => Err(Error::Busy),
    }
}

/// Ends a session whose token is of no use any more.
async fn end(app: &App, session: &Session) {
    told(app.store.take_session(&session.id).await.map(drop));
}

/// Leaves a failed clean-up to the log: whatever it was, the caller's own outcome comes first.
fn told(outcome: Result<(), Error>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "a reading's after-work failed");
    }
}
