//! The control of the simulation, as a page for people and as JSON for programs:
//!
//! | request | what it does |
//! |---|---|
//! | `GET /_sim` | the page |
//! | `GET /_sim/state` | orgs with stories, faults and counts; apps; the names of all faults |
//! | `POST /_sim/orgs/ORG/fault` | `{"fault": "delay", "ms": 500, "at": "rest", "times": 2}`, see below |
//! | `POST /_sim/orgs/ORG/clear` | no more faults |
//! | `POST /_sim/orgs/ORG/story` | `{"story": "quiet"}`, or runsOut, noStorage, over, fillsUp |
//! | `POST /_sim/orgs/ORG/expire` | ends the org's access tokens; its refresh tokens live on |
//! | `POST /_sim/orgs/ORG/connect` | tokens without a login: `{"clientId": "...", "scope": "api id"}` |
//! | `GET /_sim/orgs/ORG/limits?at=TIME&version=67` | the limits of any hour; costs nothing |
//! | `POST /_sim/calls/reset` | counters to zero |
//! | `POST /_sim/apps` | registers an app: `{"clientId", "clientSecret", "redirectUris", "rotation", ...}` |
//!
//! A fault may name its place, `at`: authorize, token, identity, rest; and for how many calls it stays,
//! `times`. Two faults take more: `delay` its `ms`, and `oauthError` the `error` and a `description` if the
//! usual one will not do: `{"fault": "oauthError", "error": "invalid_grant"}`.
//!
//! ORG is an org id, a username or a My Domain name. A browser gets a redirect to the page, a program JSON.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::apps::{App, DEFAULT_CLIENT_ID};
use super::faults::{Fault, Trouble};
use super::http::{Answer, Call};
use super::orgs::{Org, Story};
use super::rest::NEWEST;
use super::world::World;
use super::{limits, pages};

/// Answers everything below `/_sim`.
pub(crate) fn answer(world: &mut World, call: &Call, now: Timestamp) -> Answer {
    if call.method == "POST" && !matches!(call.header("sec-fetch-site"), "" | "same-origin" | "none") {
        return problem(403, "another site may not control the simulation");
    }
    let segments = call.segments();
    let done = match (call.method.as_str(), segments.get(1..).unwrap_or_default()) {
        ("GET", []) => return Answer::html(200, pages::control(world)),
        ("GET", ["state"]) => return Answer::json(200, &state(world, now)),
        ("GET", ["orgs", org, "limits"]) => return limits_at(world, call, org, now),
        ("POST", ["calls", "reset"]) => {
            world.counts.reset();
            Ok(json!({}))
        }
        ("POST", ["apps"]) => register(world, &wanted(call)),
        ("POST", ["orgs", org, act]) => match world.find_org(org).cloned() {
            Some(org) => change(world, &org, act, &wanted(call), now),
            None => return problem(404, "no such org"),
        },
        _ => return problem(404, "no such control"),
    };
    match done {
        Err(why) => problem(400, &why),
        Ok(_) if call.header("accept").contains("text/html") => Answer::redirect(303, "/_sim"),
        Ok(value) => Answer::json(200, &value),
    }
}

fn change(world: &mut World, org: &Org, act: &str, wanted: &Value, now: Timestamp) -> Result<Value, String> {
    match act {
        "fault" => {
            let trouble: Trouble = parse(wanted.clone())?;
            world.faults.set(&org.id, trouble);
        }
        "clear" => world.faults.clear(&org.id),
        "story" => {
            let story: Story = parse(wanted["story"].clone())?;
            world.orgs.iter_mut().filter(|other| other.id == org.id).for_each(|org| org.story = story);
        }
        "expire" => {
            let ended = world.ledger.expire(&org.id);
            world.save();
            return Ok(json!({ "ended": ended }));
        }
        "connect" => {
            let client = wanted["clientId"].as_str().unwrap_or(DEFAULT_CLIENT_ID);
            let scope = wanted["scope"].as_str().unwrap_or("api id refresh_token");
            let tokens = world.connect(&org.id, client, scope, now).ok_or("no such app")?;
            return Ok(json!({
                "accessToken": tokens.access, "refreshToken": tokens.refresh, "instanceUrl": world.base_url,
                "id": world.id_url(org),
            }));
        }
        _ => return Err("no such change".to_owned()),
    }
    Ok(json!({}))
}

fn register(world: &mut World, wanted: &Value) -> Result<Value, String> {
    let app: App = parse(wanted.clone())?;
    let id = app.client_id.clone();
    world.register(app);
    Ok(json!({ "clientId": id }))
}

fn limits_at(world: &World, call: &Call, org: &str, now: Timestamp) -> Answer {
    let query = call.query();
    let Some(org) = world.find_org(org) else {
        return problem(404, "no such org");
    };
    let Ok(at) = query.get("at").map_or(Ok(now), str::parse) else {
        return problem(400, "at is no time");
    };
    let Ok(version) = query.get("version").map_or(Ok(NEWEST), str::parse) else {
        return problem(400, "version is no number");
    };
    Answer::json(200, &limits::read(org, world.anchor, at, version, 0))
}

fn state(world: &mut World, now: Timestamp) -> Value {
    let orgs = world.orgs.clone();
    let orgs: Vec<_> = orgs.iter().map(|org| about(world, org, now)).collect();
    let apps: Vec<_> = world
        .apps
        .iter()
        .map(|app| {
            json!({
                "clientId": app.client_id, "name": app.name, "rotation": app.rotation, "runsAs": app.runs_as,
            })
        })
        .collect();
    json!({
        "now": now, "anchor": world.anchor, "baseUrl": world.base_url, "orgs": orgs, "apps": apps,
        "calls": world.counts.all_of(""), "reuses": world.ledger.reuses, "fileError": world.file_error,
        "faults": Fault::NAMES,
    })
}

fn about(world: &mut World, org: &Org, now: Timestamp) -> Value {
    json!({
        "id": org.id, "userId": org.user_id, "name": org.name, "username": org.username,
        "myDomain": org.my_domain, "kind": org.kind, "story": org.story, "clientId": org.client_id(),
        "faults": world.faults.of(&org.id),
        "calls": world.counts.all_of(&org.id), "apiCallsToday": world.counts.spent(&org.id, now),
    })
}

/// What the body asks for. A form has only text, so that its numbers are made numbers here.
fn wanted(call: &Call) -> Value {
    if call.body.starts_with(b"{") {
        return serde_json::from_slice(&call.body).unwrap_or(Value::Null);
    }
    let pairs = call.form().0.into_iter().filter(|(_, value)| !value.is_empty());
    let value = |(name, text): (String, String)| {
        let number = matches!(name.as_str(), "ms" | "times").then(|| text.parse::<u64>().ok()).flatten();
        (name, number.map_or(Value::String(text), Value::from))
    };
    Value::Object(pairs.map(value).collect::<Map<_, _>>())
}

fn parse<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn problem(status: u16, why: &str) -> Answer {
    Answer::json(status, &json!({ "error": why }))
}

#[cfg(test)]
mod tests;
