//! What other sites can make a browser do here: nothing.

use axum::body::Body;
use local::system::HANDLERS;
use serde_json::{Value, json};
use shared::http::Route;

use crate::person::{
    CHANGE, FORGOT, LOGIN, OTHER, PASSWORD, Person, REFRESH, REGISTER, RESET, VALIDATE, VERIFY, reset_token,
};
use crate::world::{Answer, BUSY, Instance, World};

const ADA: &str = "ada@example.com";

/// The largest body that is read.
const LARGEST: usize = 64 * 1024;

/// It says whether a token is good, by whatever method, and changes nothing; so anybody may ask.
const ONLY_READS: (&str, &str) = ("POST", VALIDATE);

/// What takes errors is open to every origin, and looks at no cookie (`it/errors/reporting.rs`).
const OPEN: [&str; 2] = ["errors-log", "errors-envelope"];

/// Every route but those that read and those that are open, of all areas.
fn state_changing() -> Vec<&'static Route> {
    let routes = HANDLERS.iter().copied().flatten();
    let changing = routes.filter(|route| route.method != "GET" && (route.method, route.path) != ONLY_READS);
    let changing: Vec<_> = changing.filter(|route| !OPEN.contains(&route.function)).collect();
    let has = |path: &str| changing.iter().any(|route| route.path == path);
    assert!(changing.len() >= 18 && has("/api/session"));
    assert!(has("/api/orgs/{org}/alerts") && has("/api/orgs/{org}") && has("/api/shares/{share}"));
    changing
}

/// The routes of accounts and of the reset that take a body.
fn posted() -> Vec<&'static str> {
    let routes = accounts::ROUTES.iter().chain(reset::ROUTES);
    routes.filter(|route| route.method == "POST").map(|route| route.path).collect()
}

/// Whether there is such a route.
fn route_of(method: &str, path: &str) -> bool {
    HANDLERS.iter().copied().flatten().any(|route| (route.method, route.path) == (method, path))
}

/// A path that a request can have.
fn path_of(route: &Route) -> String {
    let path = route.path.replace("{id}", "others").replace("{group}", &"A".repeat(22));
    path.replace("{org}", "00D000000000001EAA").replace("{share}", &"A".repeat(43))
}

/// What a browser can say of where a request comes from, beside the origins below.
const SITES: [Option<&str>; 5] =
    [None, Some("same-origin"), Some("same-site"), Some("cross-site"), Some("none")];

const ORIGINS: [Option<&str>; 10] = [
    None,
    Some("https://fm.example"),
    Some("https://fm.example:8443"),
    Some("http://fm.example"),
    Some("https://evil.fm.example"),
    Some("https://fm.example.evil.test"),
    Some("https://fm.exampl"),
    Some("https:"),
    Some("null"),
    Some(""),
];

/// What becomes of a request for each site (lines) and origin (columns, in the order above).
const OUTCOMES: [&str; 5] = [
    // Neither is said: by programs, which send no cookies. Else the origin has to be ours, whole.
    "c+--------",
    // Fetch Metadata cannot be forged by a page, so it is believed whatever the origin says.
    "++++++++++",
    "----------",
    "----------",
    // Typed into the address bar, or a bookmark: no way to send anything but GET.
    "----------",
];

/// Whether a request is let through: always (`+`), never (`-`), or if it has no cookies (`c`).
fn passes(site: usize, origin: usize, has_cookies: bool) -> bool {
    match OUTCOMES[site].as_bytes()[origin] {
        b'+' => true,
        b'c' => !has_cookies,
        _ => false,
    }
}

fn headers(site: usize, origin: usize, cookies: &str) -> Vec<(&'static str, &str)> {
    let site = SITES[site].map(|site| ("sec-fetch-site", site));
    let origin = ORIGINS[origin].map(|origin| ("origin", origin));
    let cookies = Some(("cookie", cookies)).filter(|(_, cookies)| !cookies.is_empty());
    site.into_iter().chain(origin).chain(cookies).collect()
}

async fn send(instance: &Instance, route: &Route, body: &Value, headers: &[(&str, &str)]) -> Answer {
    let headers = [&[("content-type", "application/json")], headers].concat();
    instance.request(route.method, &path_of(route), &headers, Body::from(body.to_string())).await
}

/// A browser that is logged in and connected, and a body that is good for every route.
async fn ready(world: &World, instance: &Instance) -> (String, Value) {
    let person = Person::logged_in(world, instance, ADA).await;
    let token = reset_token(world, instance, ADA).await;
    let cookie = |name: &str| format!("{name}={}", person.cookie(name).unwrap());
    let session = world.session(BUSY).await;
    let cookies =
        [cookie("__Host-access"), cookie("__Secure-refresh"), format!("__Host-session={}", session.value())];
    let body = json!({
        "email": ADA, "password": PASSWORD, "token": token, "newPassword": OTHER, "currentPassword": PASSWORD,
    });
    (cookies.join("; "), body)
}

#[tokio::test]
async fn what_another_site_may_have_caused_is_refused_on_every_route_and_changes_nothing() {
    let world = World::new().await;
    let instance = world.instance();
    let (cookies, body) = ready(&world, &instance).await;
    let (stored, mut refused) = (world.stored(), 0);
    world.proxy.calls();
    for route in state_changing() {
        for (site, origin) in (0..SITES.len()).flat_map(|s| (0..ORIGINS.len()).map(move |o| (s, o))) {
            for cookies in ["", &cookies] {
                if passes(site, origin, !cookies.is_empty()) {
                    continue;
                }
                let headers = headers(site, origin, cookies);
                let answer = send(&instance, route, &body, &headers).await;
                let told = (answer.status, answer.problem());
                assert_eq!(told, (403, "cross_site".into()), "{} {} {headers:?}", route.method, route.path);
                assert!(answer.headers.get("set-cookie").is_none());
                refused += 1;
            }
        }
    }
    assert!(world.proxy.calls().is_empty(), "it was not even looked at");
    assert_eq!(world.stored(), stored);
    // Of a hundred combinations 23 pass: 20 of our own pages, two of our origin, one of programs.
    assert_eq!(refused, state_changing().len() * 77);
}

#[tokio::test]
async fn what_our_own_pages_or_programs_send_is_let_through_on_every_route() {
    let world = World::new().await;
    let instance = world.instance();
    for route in state_changing() {
        for (site, origin) in (0..SITES.len()).flat_map(|s| (0..ORIGINS.len()).map(move |o| (s, o))) {
            for cookies in ["", "__Host-access=nonsense"] {
                if passes(site, origin, !cookies.is_empty()) {
                    let headers = headers(site, origin, cookies);
                    let answer = send(&instance, route, &json!({}), &headers).await;
                    let told = (answer.status, &answer.body);
                    assert!([200, 204, 400, 401].contains(&answer.status), "{} {told:?}", route.path);
                }
            }
        }
    }
}

#[tokio::test]
async fn no_route_changes_anything_by_get_or_head() {
    let world = World::new().await;
    let instance = world.instance();
    let (cookies, _) = ready(&world, &instance).await;
    let stored = world.stored();
    let headers = [("cookie", cookies.as_str()), ("sec-fetch-site", "same-origin")];
    let readable: Vec<_> = HANDLERS.iter().copied().flatten().filter(|route| route.method == "GET").collect();
    for route in state_changing() {
        let others = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH"];
        let known = |method: &str| route_of(method, route.path);
        for method in others.into_iter().filter(|method| !known(method)) {
            let answer = instance.send(method, &path_of(route), &headers).await;
            assert_eq!(answer.status, 404, "{method} {}", route.path);
        }
    }
    let areas = ["accounts-", "reset-"];
    for route in readable.iter().filter(|route| areas.iter().any(|area| route.function.starts_with(area))) {
        let token = "A".repeat(43);
        for method in ["GET", "HEAD"] {
            instance.send(method, &format!("{}?token={token}", route.path), &headers).await;
        }
    }
    assert_eq!(world.stored(), stored);
}

#[tokio::test]
async fn a_body_is_json_and_called_so_or_it_is_not_read() {
    let world = World::new().await;
    let instance = world.instance();
    let (_, body) = ready(&world, &instance).await;
    let stored = world.stored();
    world.proxy.calls();
    for path in posted() {
        for media_type in [
            "text/plain",
            "text/plain; charset=application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json-patch+json",
            "text/json",
            "*/*",
            "",
        ] {
            let headers = [("content-type", media_type)];
            let answer = instance.request("POST", path, &headers, Body::from(body.to_string())).await;
            let told = (answer.status, answer.problem());
            assert_eq!(told, (415, "unsupported_media_type".into()), "{path} {media_type}");
        }
    }
    assert!(world.proxy.calls().is_empty());
    assert_eq!(world.stored(), stored);
}

#[tokio::test]
async fn a_body_has_at_most_64_kib() {
    let world = World::new().await;
    let instance = world.instance();
    for path in posted() {
        for (length, refused) in [(LARGEST, false), (LARGEST + 1, true), (1 << 20, true)] {
            let mut body = json!({ "more": "" }).to_string();
            body.insert_str(body.len() - 2, &"x".repeat(length - body.len()));
            let headers = [("content-type", "application/json")];
            let answer = instance.request("POST", path, &headers, Body::from(body)).await;
            let is_refused = answer.status == 413;
            assert_eq!(is_refused, refused, "{path} {length}: {answer:?}");
            assert!(!refused || answer.problem() == "too_large");
        }
    }
}

#[tokio::test]
async fn a_field_of_the_wrong_type_is_named_and_its_value_is_not_repeated() {
    let world = World::new().await;
    let instance = world.instance();
    for (path, body, told) in [
        (LOGIN, json!({ "email": 7, "password": "secret" }), "email: expected a string"),
        (LOGIN, json!({ "email": ADA, "password": ["secret"] }), "password: expected a string"),
        (LOGIN, json!({ "email": ADA, "password": null }), "password: expected a string"),
        (LOGIN, json!({ "email": ADA }), "password: is missing"),
        (LOGIN, json!({ "email": ADA, "password": "secret", "client": 7 }), "client: has the wrong type"),
        (LOGIN, json!({ "email": ADA, "password": "", "client": "secret" }), "`browser` or `api`"),
        (REGISTER, json!({ "email": { "secret": 1 }, "password": "x" }), "email: expected a string"),
        (VERIFY, json!({ "token": true }), "token: expected a string"),
        (REFRESH, json!({ "refreshToken": 7 }), "refreshToken: expected a string"),
        (CHANGE, json!({ "currentPassword": "secret" }), "newPassword: is missing"),
        (FORGOT, json!("secret"), "body: this is not a JSON object"),
        (FORGOT, json!([ADA]), "body: this is not a JSON object"),
        (VALIDATE, json!({}), "token: is missing"),
        (RESET, json!({ "token": "secret", "newPassword": {} }), "newPassword: expected a string"),
    ] {
        let answer = instance.post(path, &body, &[]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{path} {body}");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(told) && !detail.contains("secret"), "{path} {body}: {detail}");
    }
    for text in ["", "{", "email=ada", "{} {}", "\u{feff}{}", r#"{"email":"a","email":"b"}"#] {
        let headers = [("content-type", "application/json")];
        let answer = instance.request("POST", LOGIN, &headers, Body::from(text)).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{text}");
    }
}
