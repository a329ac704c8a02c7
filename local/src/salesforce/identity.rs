//! Who a token belongs to: the identity URL, userinfo, and the description of all endpoints.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::counts::Asked;
use super::faults::{self, Point};
use super::http::{Answer, Call, Reply};
use super::orgs::Org;
use super::rest::NEWEST;
use super::world::World;

/// Answers `/id/ORG/USER`; its errors are one word of text and never JSON.
pub(crate) fn answer(world: &mut World, call: &Call, org: &str, user: &str, now: Timestamp) -> Reply {
    let fault = enter(world, call);
    let place = (org.to_owned(), user.to_owned());
    faults::answer(fault, || match owner(world, call, now) {
        Err(word) => refusal(word),
        Ok(owner) if (owner.id.as_str(), owner.user_id.as_str()) != (&place.0, &place.1) => {
            refusal("Wrong_Org")
        }
        Ok(owner) => Answer::json(200, &identity(world, &owner, call.query().get("version"))),
    })
}

/// Answers userinfo, the same under the names of `OpenID` Connect.
pub(crate) fn userinfo(world: &mut World, call: &Call, now: Timestamp) -> Reply {
    let fault = enter(world, call);
    faults::answer(fault, || match owner(world, call, now) {
        Err(word) => refusal(word),
        Ok(org) => Answer::json(
            200,
            &json!({
                "sub": world.id_url(&org), "user_id": org.user_id, "organization_id": org.id,
                "preferred_username": org.username, "name": org.user, "email": org.username,
                "email_verified": true, "zoneinfo": "UTC", "user_type": "STANDARD", "active": true,
                "utcOffset": i64::from(org.utc_offset_hours) * 3_600_000,
            }),
        ),
    })
}

/// Where everything is.
pub(crate) fn configuration(world: &World) -> Answer {
    let base = &world.base_url;
    let at = |name: &str| format!("{base}/services/oauth2/{name}");
    Answer::json(
        200,
        &json!({
            "issuer": base, "authorization_endpoint": at("authorize"), "token_endpoint": at("token"),
            "revocation_endpoint": at("revoke"), "userinfo_endpoint": at("userinfo"),
            "introspection_endpoint": at("introspect"), "response_types_supported": ["code"],
            "scopes_supported": ["api", "id", "web", "openid", "refresh_token", "offline_access"],
            "subject_types_supported": ["public"], "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }),
    )
}

/// Counts the call and takes the fault that waits for it.
fn enter(world: &mut World, call: &Call) -> Option<faults::Fault> {
    let org = world.org_of_access(&token(call)).unwrap_or_default();
    world.counts.add(&org, Asked::Identity);
    world.faults.take(&org, Point::Identity)
}

fn owner(world: &mut World, call: &Call, now: Timestamp) -> Result<Org, &'static str> {
    let token = token(call);
    if token.is_empty() {
        return Err("Missing_OAuth_Token");
    }
    let access = world.ledger.touch(&token, now).ok_or("Bad_OAuth_Token")?;
    world.find_org(&access.org).cloned().ok_or("Bad_OAuth_Token")
}

/// The token of the header, or of the query, where one client puts it.
fn token(call: &Call) -> String {
    call.token().map(str::to_owned).unwrap_or_else(|| call.query().or_empty("oauth_token").to_owned())
}

fn refusal(word: &str) -> Answer {
    Answer::new(403, "text/html;charset=UTF-8", word)
}

/// The identity; its URLs hold `{version}` unless a version is asked for.
fn identity(world: &World, org: &Org, version: Option<&str>) -> Value {
    let base = &world.base_url;
    let version = match version {
        None => "{version}".to_owned(),
        Some("latest") => format!("{NEWEST}.0"),
        Some(other) => other.to_owned(),
    };
    let soap = |kind: &str| format!("{base}/services/Soap/{kind}/{version}/{}", org.short_id());
    let data = |path: &str| format!("{base}/services/data/v{version}/{path}");
    json!({
        "id": world.id_url(org), "asserted_user": true, "user_id": org.user_id, "organization_id": org.id,
        "username": org.username, "nick_name": org.my_domain, "display_name": org.user, "email": org.username,
        "email_verified": true,
        "urls": {
            "enterprise": soap("c"), "metadata": soap("m"), "partner": soap("u"),
            "rest": data(""), "sobjects": data("sobjects/"), "search": data("search/"),
            "query": data("query/"),
            "profile": format!("{base}/{}", org.user_id),
        },
        "active": true, "user_type": "STANDARD", "language": "en_US", "locale": "en_GB",
        "utcOffset": i64::from(org.utc_offset_hours) * 3_600_000, "is_app_installed": true,
    })
}
