//! The REST API: versions, the resources of a version, limits, and the errors in front of them.

use jiff::Timestamp;
use serde_json::json;

use super::counts::Asked;
use super::faults::{self, Fault, Point, error};
use super::http::{Answer, Call, Reply};
use super::ledger::Access;
use super::limits;
use super::orgs::{Kind, Org};
use super::world::World;

/// The oldest version that is listed, the oldest that still answers, and the newest.
const FIRST: u16 = 20;
const OLDEST: u16 = 31;
pub(crate) const NEWEST: u16 = 67;
/// Versions below this one never were.
const EVER: u16 = 7;
/// How long a URI, and all headers together, may be.
const MOST_BYTES: usize = 16_384;

/// Answers everything below `/services/data`.
pub(crate) fn answer(world: &mut World, call: &Call, now: Timestamp) -> Reply {
    if let Some(fault) = too_large(call) {
        return Reply::Now(fault.refusal());
    }
    let segments = call.segments();
    let Some(rest) = segments.get(2..).filter(|rest| !rest.is_empty()) else {
        world.counts.add("", Asked::Versions);
        return Reply::Now(versions(call));
    };
    let org = world.org_of_access(call.token().unwrap_or_default());
    let fault = org.as_deref().and_then(|org| world.faults.take(org, Point::Rest));
    world.counts.add(org.as_deref().unwrap_or_default(), kind(rest));
    let (refusal, around) = match fault {
        Some(fault) if fault.comes_after_login() => (Some(fault), None),
        fault => (None, fault),
    };
    faults::answer(around, || work(world, call, rest, refusal, now))
}

/// Checks the session, counts the call, and adds the usage header to whatever the call leads to.
fn work(world: &mut World, call: &Call, rest: &[&str], refusal: Option<Fault>, now: Timestamp) -> Answer {
    let access = match authenticate(world, call, now) {
        Ok(access) => access,
        Err(refusal) => return refusal,
    };
    let Some(org) = world.find_org(&access.org).cloned() else {
        return session_error();
    };
    let own_calls = world.counts.spend(&org.id, now);
    let answer = match refusal {
        Some(fault) => fault.refusal(),
        None => serve(world, call, &org, rest, own_calls, now),
    };
    let (used, max) = limits::api_usage(&org, world.anchor, now, own_calls);
    answer.with("sforce-limit-info", &format!("api-usage={used}/{max}"))
}

fn authenticate(world: &mut World, call: &Call, now: Timestamp) -> Result<Access, Answer> {
    if !call.header("authorization").is_empty() && call.token().is_none() {
        return Err(error(401, "INVALID_AUTH_HEADER", "INVALID_AUTH_HEADER"));
    }
    let token = call.token().unwrap_or_default();
    let access = world.ledger.touch(token, now).ok_or_else(session_error)?;
    if !access.has(&["api", "full", "web"]) {
        return Err(Fault::SessionNotForRest.refusal());
    }
    Ok(access)
}

fn serve(world: &World, call: &Call, org: &Org, rest: &[&str], own_calls: i64, now: Timestamp) -> Answer {
    let Some(version) = version_of(rest[0]) else {
        return not_found();
    };
    match version {
        ..EVER => return not_found(),
        EVER..OLDEST => return Fault::Gone.refusal(),
        OLDEST..=NEWEST => {}
        _ => return not_found(),
    }
    let resource = rest.get(1..).unwrap_or_default().join("/");
    if !matches!(resource.as_str(), "" | "limits" | "limits.json" | "limits.xml" | "query") {
        return not_found();
    }
    if call.method != "GET" && call.method != "HEAD" {
        let message = format!("HTTP Method '{}' not allowed. Allowed are HEAD,GET", call.method);
        return error(405, "METHOD_NOT_ALLOWED", &message).with("allow", "HEAD,GET");
    }
    let accept = call.header("accept");
    let refuses_json = accept.contains("xml") && !accept.contains("json") && !accept.contains("*/*");
    if resource == "limits.xml" || refuses_json {
        return error(406, "NOT_ACCEPTABLE", "This simulation answers in JSON only");
    }
    match resource.as_str() {
        "" => return resources(world, org, rest[0]),
        "query" => return query(call, org, rest[0]),
        _ => {}
    }
    Answer::json(200, &limits::read(org, world.anchor, now, version, own_calls))
}

/// The number in `v67.0`; nothing for every other spelling.
fn version_of(segment: &str) -> Option<u16> {
    let digits = segment.strip_prefix('v')?.strip_suffix(".0")?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    if plain { digits.parse().ok() } else { None }
}

fn kind(rest: &[&str]) -> Asked {
    match rest.get(1) {
        None => Asked::Resources,
        Some(name) if name.starts_with("limits") => Asked::Limits,
        Some(_) => Asked::Other,
    }
}

/// The versions with their labels, whose apostrophe is the typographic one.
fn versions(call: &Call) -> Answer {
    if call.method != "GET" && call.method != "HEAD" {
        return error(405, "METHOD_NOT_ALLOWED", "Allowed are HEAD,GET").with("allow", "HEAD,GET");
    }
    let rows: Vec<_> = (FIRST..=NEWEST)
        .map(|version| {
            let (release, year) = release(version);
            json!({
                "label": format!("{release} \u{2019}{year:02}"),
                "url": format!("/services/data/v{version}.0"),
                "version": format!("{version}.0"),
            })
        })
        .collect();
    Answer::json(200, &rows)
}

/// The season and the year of a version: three a year, and 20 was Winter '11.
fn release(version: u16) -> (&'static str, u16) {
    let seasons = ["Winter", "Spring", "Summer"];
    let since = version - FIRST;
    (seasons[usize::from(since % 3)], 11 + since / 3)
}

fn resources(world: &World, org: &Org, version: &str) -> Answer {
    let root = format!("/services/data/{version}");
    let names =
        ["limits", "query", "queryAll", "search", "sobjects", "tooling", "recent", "composite", "actions"];
    let mut body: serde_json::Map<_, _> =
        names.iter().map(|name| ((*name).to_owned(), json!(format!("{root}/{name}")))).collect();
    body.insert("identity".to_owned(), json!(world.id_url(org)));
    Answer::json(200, &body)
}

/// The one query that is understood: what the org says of itself.
fn query(call: &Call, org: &Org, version: &str) -> Answer {
    let form = call.form();
    let asked = form.or_empty("q");
    if !asked.to_ascii_lowercase().trim_end().ends_with("from organization") {
        return error(400, "MALFORMED_QUERY", "This simulation knows one object: Organization");
    }
    let edition = if org.kind == Kind::Developer { "Developer Edition" } else { "Enterprise Edition" };
    let url = format!("/services/data/{version}/sobjects/Organization/{}", org.id);
    let record = json!({
        "attributes": { "type": "Organization", "url": url },
        "Id": org.id, "Name": org.name, "OrganizationType": edition, "IsSandbox": org.kind == Kind::Sandbox,
    });
    Answer::json(200, &json!({ "totalSize": 1, "done": true, "records": [record] }))
}

fn too_large(call: &Call) -> Option<Fault> {
    if call.path.len() + call.query.len() > MOST_BYTES {
        return Some(Fault::UriTooLong);
    }
    let headers = call.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    (headers.sum::<usize>() > MOST_BYTES).then_some(Fault::HeadersTooLarge)
}

fn session_error() -> Answer {
    Fault::SessionExpired.refusal()
}

fn not_found() -> Answer {
    Fault::NotFound.refusal()
}

#[cfg(test)]
mod tests;
