//! The approval: who asks, what for, and what the user answers.

use jiff::Timestamp;
use shared::salesforce::oauth::SIMULATED_ORG;
use url::Url;

use super::apps::App;
use super::counts::Asked;
use super::faults::{self, Point};
use super::http::{Answer, Call, Form, Reply};
use super::ledger::Code;
use super::pages;
use super::refusals::{self as refused, Refusal};
use super::world::World;

/// A request that may be shown to the user.
struct Request {
    app: App,
    redirect: Url,
    redirect_uri: String,
    scopes: Vec<String>,
    state: Option<String>,
    challenge: Option<String>,
}

/// What a request is, once it is known where its answer may go.
enum Checked {
    /// Nowhere: the user reads the error, because an address that nobody vouches for gets nothing.
    Shown(Refusal),
    /// To the client, as an error.
    Sent(Refusal, Url, Option<String>),
    Good(Box<Request>),
}

/// Shows the approval page, or answers it; an org that is named in the address approves without the page.
pub(crate) fn answer(world: &mut World, call: &Call, now: Timestamp) -> Reply {
    let form = call.form();
    let (decision, org) = match (call.method.as_str(), form.get(SIMULATED_ORG)) {
        ("POST", _) => (form.or_empty("decision"), form.or_empty("org")),
        (_, Some(org)) => ("approve", org),
        (_, None) => ("", ""),
    };
    let org = world.find_org(org).filter(|_| !decision.is_empty()).cloned();
    world.counts.add(org.as_ref().map_or("", |org| &org.id), Asked::Authorize);
    let request = match check(world, &form) {
        Checked::Shown(refusal) => return Reply::Now(Answer::html(400, pages::refused(refusal))),
        Checked::Sent(Refusal(error, description), to, state) => {
            return Reply::Now(send(
                to,
                &[("error", error), ("error_description", description)],
                state.as_deref(),
            ));
        }
        Checked::Good(request) => request,
    };
    if decision.is_empty() {
        return Reply::Now(Answer::html(200, pages::approval(world, &request.app, &request.scopes, &form)));
    }
    let Some(org) = org else {
        return Reply::Now(Answer::html(400, pages::no_org()));
    };
    let fault = world.faults.take(&org.id, Point::Authorize);
    if let Some((error, description)) = fault.as_ref().and_then(faults::Fault::as_redirect) {
        return Reply::Now(request.refuse(&error, &description));
    }
    faults::answer(fault, || decide(world, &request, (decision, &form), &org.id, now))
}

impl Request {
    fn refuse(&self, error: &str, description: &str) -> Answer {
        let pairs = [("error", error), ("error_description", description)];
        send(self.redirect.clone(), &pairs, self.state.as_deref())
    }
}

fn decide(
    world: &mut World,
    request: &Request,
    (decision, form): (&str, &Form),
    org: &str,
    now: Timestamp,
) -> Answer {
    match decision {
        "approve" => {
            let code = world.ledger.issue_code(Code {
                client_id: request.app.client_id.clone(),
                org: org.to_owned(),
                redirect_uri: request.redirect_uri.clone(),
                scopes: request.scopes.clone(),
                challenge: request.challenge.clone(),
                at: now,
                used: false,
            });
            send(request.redirect.clone(), &[("code", &code)], request.state.as_deref())
        }
        "error" => {
            let row = form.or_empty("error").parse().ok().and_then(|at: usize| refused::ALL.get(at));
            let Refusal(error, description) = row.copied().unwrap_or(refused::DENIED);
            request.refuse(error, description)
        }
        _ => request.refuse(refused::DENIED.0, refused::DENIED.1),
    }
}

fn check(world: &World, form: &Form) -> Checked {
    let Some(app) = world.find_app(form.or_empty("client_id")) else {
        return Checked::Shown(refused::CLIENT_UNKNOWN);
    };
    let Some(redirect_uri) = form.get("redirect_uri") else {
        return Checked::Shown(refused::REDIRECT_MISSING);
    };
    let redirect = match Url::parse(redirect_uri) {
        Ok(url) if app.sends_to(redirect_uri) && url.fragment().is_none() => url,
        _ => return Checked::Shown(refused::REDIRECT_MISMATCH),
    };
    let state = form.get("state").map(str::to_owned);
    match params(app, form) {
        Err(refusal) => Checked::Sent(refusal, redirect, state),
        Ok((scopes, challenge)) => Checked::Good(Box::new(Request {
            app: app.clone(),
            redirect,
            redirect_uri: redirect_uri.to_owned(),
            scopes,
            state,
            challenge,
        })),
    }
}

/// Scopes and challenge of a request whose answer may go to its redirect URI.
fn params(app: &App, form: &Form) -> Result<(Vec<String>, Option<String>), Refusal> {
    if form.get("response_type") != Some("code") {
        return Err(refused::RESPONSE_TYPE);
    }
    let scopes = app.scopes_for(form.or_empty("scope")).ok_or(refused::SCOPE)?;
    let challenge = form.get("code_challenge");
    if challenge.is_none() && app.require_pkce {
        return Err(refused::CHALLENGE_MISSING);
    }
    if form.get("code_challenge_method").is_some_and(|method| method != "S256") {
        return Err(refused::METHOD_WRONG);
    }
    // A SHA-256 in base64url without padding has 43 characters.
    if challenge.is_some_and(|text| text.len() != 43) {
        return Err(refused::CHALLENGE_WRONG);
    }
    if form.get("immediate") == Some("true") || form.get("prompt") == Some("none") {
        return Err(refused::IMMEDIATE);
    }
    Ok((scopes, challenge.map(str::to_owned)))
}

/// Sends the browser back to the client with the result in the query.
fn send(mut to: Url, pairs: &[(&str, &str)], state: Option<&str>) -> Answer {
    let state = state.map(|state| ("state", state));
    to.query_pairs_mut().extend_pairs(pairs).extend_pairs(state);
    Answer::redirect(302, to.as_str())
}

#[cfg(test)]
mod tests;
