//! Revocation and introspection of tokens.

use jiff::Timestamp;
use serde_json::json;

use super::counts::Asked;
use super::http::{Answer, Call};
use super::token;
use super::world::World;

/// Ends a token; a refresh token takes its access tokens with it. Errors come as a form, as the vendor
/// shows them.
pub(crate) fn revoke(world: &mut World, call: &Call) -> Answer {
    let form = call.form();
    let token = form.or_empty("token");
    let org = world.ledger.org_of(token).unwrap_or_default().to_owned();
    world.counts.add(&org, Asked::Revoke);
    if world.ledger.revoke(token) {
        world.save();
        return Answer::new(200, "text/plain", "");
    }
    let body = "error=invalid_token&error_description=invalid%20token";
    Answer::new(400, "application/x-www-form-urlencoded", body)
}

/// Tells an app what one of its own tokens is still worth, without lengthening its life.
pub(crate) fn introspect(world: &mut World, call: &Call, now: Timestamp) -> Answer {
    let form = call.form();
    let token = form.or_empty("token");
    let org = world.ledger.org_of(token).unwrap_or_default().to_owned();
    world.counts.add(&org, Asked::Introspect);
    let app = match token::client(world, call, &form, true) {
        Ok(app) => app,
        Err(refusal) => {
            return Answer { status: axum::http::StatusCode::UNAUTHORIZED, ..refusal.answer() };
        }
    };
    let Some(org) = world.find_org(&org) else {
        return Answer::json(200, &json!({ "active": false }));
    };
    let about = |scopes: &[String], kind: &str, at: Timestamp, exp: i64| {
        let (iat, sub) = (at.as_second(), world.id_url(org));
        json!({
            "active": true, "scope": scopes.join(" "), "client_id": app.client_id, "username": org.username,
            "sub": sub, "token_type": kind, "exp": exp, "iat": iat, "nbf": iat,
        })
    };
    let access = world.ledger.access.get(token).filter(|access| access.expires_at() > now.as_second());
    if let Some(access) = access.filter(|access| access.client_id == app.client_id) {
        return Answer::json(200, &about(&access.scopes, "access_token", access.at, access.expires_at()));
    }
    let mut grants = world.ledger.grants.iter().filter(|grant| grant.client_id == app.client_id);
    match grants.find(|grant| grant.refresh.as_deref() == Some(token)) {
        Some(grant) => {
            let year = 365 * 24 * 60 * 60;
            Answer::json(200, &about(&grant.scopes, "refresh_token", grant.at, now.as_second() + year))
        }
        None => Answer::json(200, &json!({ "active": false })),
    }
}
