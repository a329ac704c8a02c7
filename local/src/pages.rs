//! What a browser sees on one machine: what the deployed gateway serves, and beside it the mails that were sent.

mod mail;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{map_request, map_response};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use shared::app::App;

use crate::clock::MovableClock;
use crate::demo::Demo;
use crate::gateway::Gateway;
use crate::system::{Surroundings, api};

const ICON: &str = include_str!("pages/icon.svg");
const STYLE: &str = include_str!("pages/mail.css");

/// What a local run has beside what is deployed.
#[derive(Clone, Default)]
pub struct Extras {
    /// The account that one click logs in to, where there is one.
    pub demo: Option<Demo>,
    /// The clock, where it may be moved.
    pub clock: Option<MovableClock>,
}

/// Everything under one address: the functions behind their gateway, the mails, and what else helps to try it.
pub fn router(
    app: &'static App,
    surroundings: &Surroundings,
    gateway: Arc<Gateway>,
    extras: Extras,
) -> Router {
    let mailbox = surroundings.stand_ins.mailbox.clone();
    let html_mailbox = mailbox.clone();
    let mut pages = Router::new()
        .route("/dev/mail", get(move || async move { mail::list(&mailbox) }))
        .route("/dev/mail/{id}", get(move |id: Path<String>| async move { mail::html(&html_mailbox, &id) }))
        .route("/dev/icon.svg", get(|| async { file("image/svg+xml", ICON) }))
        .route("/dev/mail.css", get(|| async { file("text/css; charset=utf-8", STYLE) }));
    let public_url = &app.config.public_url;
    if let Some(demo) = extras.demo {
        pages =
            pages.route("/dev/fleet", get(|headers: HeaderMap| async move { fleet(&demo, &headers).await }));
    }
    if let Some(clock) = extras.clock {
        let forward =
            move |headers: HeaderMap, Query(by): Query<Forward>| async move { moved(&clock, &headers, &by) };
        pages = pages.route("/dev/clock", post(forward));
    }
    let home = move |request: Request| async move {
        match way_home(public_url, &request) {
            Some(redirect) => Err(redirect),
            None => Ok(request),
        }
    };
    let pages = pages.layer(map_response(secured)).merge(api(gateway));
    pages.layer(map_request(home)).layer(map_response(async |response| dated(app, response)))
}

/// Logs the browser in to the demo's account, and sends it to the orgs.
async fn fleet(demo: &Demo, headers: &HeaderMap) -> Response {
    demo.sent_on(headers).await.unwrap_or_else(|error| {
        let why = format!("<p>The demo cannot be opened: {}</p>", escaped(&error.to_string()));
        page(StatusCode::SERVICE_UNAVAILABLE, frame("No demo", &why))
    })
}

/// By how much the clock is to be moved.
#[derive(Deserialize)]
struct Forward {
    minutes: i64,
}

/// Moves the clock, unless another site asks for it, and says what it shows then.
fn moved(clock: &MovableClock, headers: &HeaderMap, by: &Forward) -> Response {
    let site = headers.get("sec-fetch-site").map_or(&b"none"[..], HeaderValue::as_bytes);
    if !matches!(site, b"same-origin" | b"none") {
        return page(StatusCode::FORBIDDEN, frame("Refused", "<p>Another site may not move the clock.</p>"));
    }
    clock.forward(by.minutes);
    file("application/json", format!("{{\"now\":\"{}\"}}", clock.now()))
}

/// An answer under the time that everything here goes by (RFC 9110, 6.6.1): the page takes it for the present.
fn dated(app: &App, mut response: Response) -> Response {
    let now = app.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(now) = HeaderValue::from_str(&now) {
        response.headers_mut().insert(header::DATE, now);
    }
    response
}

/// Cookies belong to one host name, so a person who came by another one (`localhost`) is sent to the one that
/// Salesforce will send him back to, and that mails lead to. Programs may use any.
fn way_home(public_url: &str, request: &Request) -> Option<Redirect> {
    let named = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let host = named(header::HOST).unwrap_or_default();
    let is_local = host.starts_with("localhost:") || host.starts_with("127.0.0.1:");
    if !is_local || public_url.contains(host) || !is_navigation(request.headers()) {
        return None;
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    Some(Redirect::temporary(&format!("{public_url}{path}")))
}

/// Whether a browser asks for a page to show.
fn is_navigation(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"text/html"))
}

fn frame(title: &str, main: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{} - Force Monitor</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <link rel=\"icon\" href=\"/dev/icon.svg\"><link rel=\"stylesheet\" href=\"/dev/mail.css\"></head>\
         <body><header><a href=\"/\">Force Monitor</a></header><main>{main}</main></body></html>",
        escaped(title)
    )
}

fn page(status: StatusCode, html: String) -> Response {
    let mut response = file("text/html; charset=utf-8", html);
    *response.status_mut() = status;
    response
}

fn file(media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// What every answer says to browsers, also one that the router gives by itself, unless it says otherwise.
async fn secured(mut response: Response) -> Response {
    for (name, value) in shared::http::SECURITY_HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
