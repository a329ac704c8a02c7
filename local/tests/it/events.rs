//! Each file in `events/` is what API Gateway sends; here it meets its function, as a handler and as the real
//! binary under AWS's Runtime Interface Emulator.

mod emulator;
mod watched;

use std::collections::BTreeMap;
use std::fs;

use jiff::Timestamp;
use local::salesforce::apps::DEFAULT_CLIENT_ID;
use serde_json::{Value, json};
use shared::errors::project::{Quota, is_project_key};
use shared::store::oauth_states::OauthState;
use shared::token::{self, SessionToken};

use self::watched::watched;
use crate::contract::{at, hold};
use crate::person::{LOGIN, PASSWORD, REGISTER, SESSIONS, open_account, reset_token, token_of};
use crate::proxy::client;
use crate::world::{BUSY, NOW, PUBLIC_URL, World};

/// What every event is answered, one line each.
const ANSWERS: &str = "local/tests/it/events/answers.txt";

/// The values that the event files carry in place of drawn ones.
const SESSION: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.00D1t0000008BzYEAU";
const BROWSER: &str = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";
const STATE: &str = "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// All events, as FUNCTION/CASE.
fn events() -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for folder in fs::read_dir(at("events")).unwrap().map(|folder| folder.unwrap().path()) {
        for file in fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()) {
            let name = |path: &std::path::Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
            let event = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            found.insert(format!("{}/{}", name(&folder), name(&file)), event);
        }
    }
    found
}

/// A world in which the events' session, login and account exist; gives the event with what was issued there
/// in place of the names that it carries.
async fn prepare(event: &Value, start: Timestamp) -> (World, Value) {
    let world = World::at(start).await;
    let real = world.session(BUSY).await;
    let store = &world.instance().app.store;
    let mut session = store.take_session(&real.id()).await.unwrap().unwrap();
    session.id = SessionToken::parse(SESSION).unwrap().id();
    store.put_session(&session).await.unwrap();
    let state = OauthState {
        id: token::digest(STATE),
        browser: token::digest(BROWSER),
        verifier: VERIFIER.into(),
        login_host: "login.salesforce.com".into(),
        watching: None,
    };
    store.put_oauth_state(state, world.now()).await.unwrap();
    let mut text = event.to_string();
    if text.contains("\"CODE\"") {
        text = text.replace("\"CODE\"", &json!(code(&world).await).to_string());
    }
    let issued =
        [account(&world, &text).await, watched(&world, &text).await, project(&world, &text).await].concat();
    for (name, value) in issued {
        text = text.replace(name, &value);
    }
    (world, serde_json::from_str(&text).unwrap())
}

/// The account of the events, and what was issued to it of that which an event names.
async fn account(world: &World, event: &str) -> Vec<(&'static str, String)> {
    const ADA: &str = "ada@example.com";
    if !["ADA", "ada@", "ACCESS", "REFRESH", "RESET", "VERIFY", "MAIL"]
        .iter()
        .any(|name| event.contains(name))
    {
        return Vec::new();
    }
    let instance = world.instance();
    let elsewhere = instance.at_ip("198.51.100.1");
    open_account(world, &instance, ADA, PASSWORD).await;
    let ask = json!({ "email": ADA, "password": PASSWORD, "client": "api" });
    let tokens = elsewhere.post(LOGIN, &ask, &[]).await.json();
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {}", text("accessToken"));
    let devices = instance.send("GET", SESSIONS, &[("authorization", &bearer)]).await.json();
    let mut issued = vec![
        ("ACCESS", text("accessToken")),
        ("REFRESH", text("refreshToken")),
        ("DEVICE", devices[0]["id"].as_str().unwrap().to_owned()),
    ];
    if event.contains("RESET") {
        issued.push(("RESET", reset_token(world, &instance, ADA).await));
    }
    if event.contains("VERIFY") {
        elsewhere.post(REGISTER, &json!({ "email": "bob@example.org", "password": PASSWORD }), &[]).await;
        instance.deliver_due().await;
        issued.push(("VERIFY", token_of(&world.mails_to("bob@example.org").pop().unwrap().text)));
    }
    if event.contains("MAIL") {
        elsewhere.post(REGISTER, &json!({ "email": "bob@example.org", "password": PASSWORD }), &[]).await;
        let mails = world.around.dynamodb.items("local-outbox").unwrap();
        let waiting = mails.iter().find(|mail| mail["state"]["S"] == "pending").unwrap();
        issued.push(("MAIL", waiting["id"]["S"].as_str().unwrap().to_owned()));
    }
    issued
}

/// A project with one error, and the operator's token, if an event names them.
async fn project(world: &World, event: &str) -> Vec<(&'static str, String)> {
    if !["ERRORKEY", "ERRORGROUP", "OPSTOKEN"].iter().any(|name| event.contains(name)) {
        return Vec::new();
    }
    let instance = world.instance();
    let project = instance.app.store.add_project("Shop".into(), Quota::default(), world.now()).await.unwrap();
    let ask = json!({ "message": "RangeError: the cart is full", "source": "checkout" });
    let logged =
        instance.post(&format!("/api/errors/log?sentry_key={}", project.key), &ask, &[]).await.json();
    vec![
        ("ERRORKEY", project.key),
        ("ERRORGROUP", logged["group"].as_str().unwrap().to_owned()),
        ("OPSTOKEN", world.around.ops_token.clone()),
    ]
}

/// A code that Salesforce issues for the login of [`STATE`].
async fn code(world: &World) -> String {
    let callback = format!("{PUBLIC_URL}/auth/salesforce/callback");
    let challenge = token::digest(VERIFIER);
    let form = [
        ("response_type", "code"),
        ("client_id", DEFAULT_CLIENT_ID),
        ("redirect_uri", &callback),
        ("scope", "api id"),
        ("code_challenge", &challenge),
        ("org", BUSY),
        ("decision", "approve"),
    ];
    let url = world.around.simulator_url.join("/services/oauth2/authorize").unwrap();
    let reply = client().post(url).form(&form).send().await.unwrap();
    let back: url::Url = reply.headers()["location"].to_str().unwrap().parse().unwrap();
    back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned()
}

/// Status, place and body of a function's answer, with what differs from run to run named instead of shown;
/// of a queue's function all of it.
fn summary(answer: &Value) -> String {
    if answer["statusCode"].is_null() {
        return answer.to_string();
    }
    let header = |name: &str| {
        answer["headers"][name]
            .as_str()
            .or_else(|| answer["multiValueHeaders"][name][0].as_str())
            .unwrap_or_default()
    };
    let body = answer["body"].as_str().unwrap_or_default();
    // What it says depends on whether the page has been built.
    if header("content-type").starts_with("text/html") {
        return "a page".to_owned();
    }
    let shown: Value = match header("content-type") {
        "application/json" => without_values(&serde_json::from_str(body).unwrap()),
        "application/problem+json" => serde_json::from_str(body).unwrap(),
        _ => body.lines().next().unwrap_or_default().into(),
    };
    let place = header("location").split("&state=").next().unwrap();
    let place = place.find("/services/").map_or(place, |start| &place[start..]);
    format!("{} {place} {shown}", answer["statusCode"])
}

/// What differs by the hour is named instead of shown: numbers, times, the length of lists, ports.
fn without_values(value: &Value) -> Value {
    match value {
        Value::Array(_) => json!("a list"),
        Value::Number(_) => json!("a number"),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), without_values(value)));
            fields.collect::<serde_json::Map<_, _>>().into()
        }
        Value::String(text) if text.parse::<Timestamp>().is_ok() => json!("a time"),
        Value::String(text) if is_project_key(text) => json!("32 digits"),
        Value::String(text) if text.starts_with("https://") && text.contains('@') => json!("a DSN"),
        Value::String(text) if text.len() == 22 && !text.contains([' ', '.']) => json!("an id"),
        Value::String(text) if text.starts_with("http://127.0.0.1:") => {
            let path = text.splitn(4, '/').nth(3).unwrap_or_default();
            json!(path.split('?').next())
        }
        Value::String(text) if is_secret(text) => json!("a secret"),
        Value::String(text) if text.len() > 80 && !text.contains(' ') => json!("a token"),
        other => other.clone(),
    }
}

/// Whether a text is 256 bits in base64url, with the prefix of a link's token or without.
fn is_secret(text: &str) -> bool {
    let text = text.strip_prefix("fm_share_").unwrap_or(text);
    text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[tokio::test]
async fn every_event_gets_its_answer() {
    let mut answers = String::new();
    for (name, event) in events() {
        let (world, event) = prepare(&event, NOW.parse().unwrap()).await;
        let function = name.split('/').next().unwrap();
        let answer = world.instance().invoke(function, event).await.unwrap();
        answers += &format!("{name}: {}\n", summary(&answer));
    }
    hold(ANSWERS, &answers);
}
