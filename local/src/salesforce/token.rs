//! The token endpoint: a code, a refresh token or the client's own credentials for an access token.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use ring::{digest, hmac};
use serde::Serialize;

use super::apps::App;
use super::counts::Asked;
use super::faults::{self, Point};
use super::http::{Answer, Call, Form, Reply};
use super::ledger::{self, Stale};
use super::refusals::{self as refused, Refusal};
use super::world::World;

/// How short a code verifier may be; there is no longest, because a popular client sends 171 characters.
const SHORTEST_VERIFIER: usize = 43;

/// The reply, whose keys stand in the order in which Salesforce sends them. It never tells when the token
/// expires.
#[derive(Serialize)]
struct Issued {
    access_token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    signature: String,
    scope: String,
    instance_url: String,
    id: String,
    token_type: &'static str,
    issued_at: String,
}

/// What a request with that kind of grant led to.
struct Outcome {
    grant: u64,
    /// Whether the reply shows the refresh token, which it does when that is new.
    show_refresh: bool,
}

/// Answers the token endpoint.
pub(crate) fn answer(world: &mut World, call: &Call, now: Timestamp) -> Reply {
    let form = call.form();
    let org = org_of(world, call, &form);
    let asked = match form.or_empty("grant_type") {
        "refresh_token" => Asked::Refresh,
        "client_credentials" => Asked::ClientCredentials,
        _ => Asked::Token,
    };
    world.counts.add(org.as_deref().unwrap_or_default(), asked);
    let fault = org.and_then(|org| world.faults.take(&org, Point::Token));
    faults::answer(fault, || match issue(world, call, &form, now) {
        Ok(issued) => Answer::json(200, &issued),
        // A client that came with the header is told so by the status, as RFC 6749 asks for.
        Err(error @ Refusal("invalid_client", _)) if call.basic().is_some() => {
            Answer { status: axum::http::StatusCode::UNAUTHORIZED, ..error.answer() }
        }
        Err(error) => error.answer(),
    })
}

/// The app that the request proves to be; credentials in the form outweigh those in the header.
pub(crate) fn client(world: &World, call: &Call, form: &Form, secret_needed: bool) -> Result<App, Refusal> {
    let basic = call.basic();
    let header = |at: fn(&(String, String)) -> &String| basic.as_ref().map(|pair| at(pair).as_str());
    let id = form.get("client_id").or_else(|| header(|pair| &pair.0)).unwrap_or_default();
    let app = world.find_app(id).ok_or(refused::CLIENT_UNKNOWN)?;
    match form.get("client_secret").or_else(|| header(|pair| &pair.1)) {
        Some(secret) if secret == app.client_secret => Ok(app.clone()),
        None if !secret_needed && !app.require_secret => Ok(app.clone()),
        _ => Err(refused::CLIENT_WRONG),
    }
}

fn issue(world: &mut World, call: &Call, form: &Form, now: Timestamp) -> Result<Issued, Refusal> {
    if call.method != "POST" {
        return Err(refused::MUST_POST);
    }
    let grant_type = form.or_empty("grant_type");
    if !matches!(grant_type, "authorization_code" | "refresh_token" | "client_credentials") {
        return Err(refused::GRANT_TYPE);
    }
    let app = client(world, call, form, grant_type == "client_credentials")?;
    let outcome = match grant_type {
        "authorization_code" => exchange(world, &app, form, now)?,
        "refresh_token" => refresh(world, &app, form)?,
        _ => own_credentials(world, &app, now)?,
    };
    reply(world, &app, &outcome, now).ok_or(refused::TOKEN_EXPIRED)
}

fn exchange(world: &mut World, app: &App, form: &Form, now: Timestamp) -> Result<Outcome, Refusal> {
    let code = world.ledger.codes.get_mut(form.or_empty("code")).ok_or(refused::CODE_UNKNOWN)?;
    if code.client_id != app.client_id {
        return Err(refused::CODE_UNKNOWN);
    }
    if code.is_over(now) {
        return Err(refused::CODE_EXPIRED);
    }
    if form.get("redirect_uri").ok_or(refused::REDIRECT_MISSING)? != code.redirect_uri {
        return Err(refused::REDIRECT_MISMATCH);
    }
    verify(code.challenge.as_deref(), form.get("code_verifier"))?;
    code.used = true;
    let (org, scopes) = (code.org.clone(), code.scopes.clone());
    let refresh = ledger::with_refresh(&scopes);
    let grant = world.ledger.grant(&app.client_id, &org, scopes, refresh, now);
    Ok(Outcome { grant, show_refresh: true })
}

fn refresh(world: &mut World, app: &App, form: &Form) -> Result<Outcome, Refusal> {
    let token = form.or_empty("refresh_token");
    match world.ledger.refresh(token, &app.client_id, app.rotation) {
        Ok(grant) => Ok(Outcome { grant, show_refresh: app.rotation }),
        // The end of a grant must survive a restart, too.
        Err(Stale::Reused) => {
            world.save();
            Err(refused::TOKEN_EXPIRED)
        }
        Err(Stale::Unknown) => Err(refused::TOKEN_EXPIRED),
    }
}

fn own_credentials(world: &mut World, app: &App, now: Timestamp) -> Result<Outcome, Refusal> {
    let org = app.runs_as.as_deref().and_then(|id| world.find_org(id)).ok_or(refused::NO_RUN_AS)?.id.clone();
    let never = ["full", "web", "refresh_token", "offline_access"];
    let scopes = app.scopes.iter().filter(|scope| !never.contains(&scope.as_str())).cloned().collect();
    let grant = world.ledger.grant(&app.client_id, &org, scopes, false, now);
    Ok(Outcome { grant, show_refresh: false })
}

/// Checks the verifier against the challenge, which is S256 whether or not the client said so.
fn verify(challenge: Option<&str>, verifier: Option<&str>) -> Result<(), Refusal> {
    let Some(challenge) = challenge else { return Ok(()) };
    let verifier = verifier.ok_or(refused::VERIFIER_MISSING)?;
    let hash = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()));
    if verifier.len() < SHORTEST_VERIFIER || hash != challenge {
        return Err(refused::VERIFIER_WRONG);
    }
    Ok(())
}

fn reply(world: &mut World, app: &App, outcome: &Outcome, now: Timestamp) -> Option<Issued> {
    let access_token = world.ledger.issue_access(outcome.grant, app.session_timeout_secs, now)?;
    world.save();
    let grant = world.ledger.find_grant(outcome.grant)?;
    let id = world.id_url(world.find_org(&grant.org)?);
    let issued_at = now.as_millisecond().to_string();
    Some(Issued {
        access_token,
        refresh_token: grant.refresh.clone().filter(|_| outcome.show_refresh),
        signature: sign(&app.client_secret, &id, &issued_at),
        scope: grant.scopes.join(" "),
        instance_url: world.base_url.clone(),
        id,
        token_type: "Bearer",
        issued_at,
    })
}

/// The signature by which a client can tell that the id came from the holder of its secret.
fn sign(secret: &str, id: &str, issued_at: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    STANDARD.encode(hmac::sign(&key, [id, issued_at].concat().as_bytes()))
}

/// The org that the request is about, as far as its code, its token or its client tells.
fn org_of(world: &World, call: &Call, form: &Form) -> Option<String> {
    let named = ["code", "refresh_token"].iter().find_map(|key| world.ledger.org_of(form.get(key)?));
    if named.is_some() {
        return named.map(str::to_owned);
    }
    let id = form.get("client_id").map(str::to_owned).or_else(|| Some(call.basic()?.0))?;
    world.find_app(&id)?.runs_as.clone()
}

#[cfg(test)]
mod tests;
