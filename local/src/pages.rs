//! What a browser sees on one machine: a plain page to connect an org and read its limits, one for accounts,
//! one for each watched org, the pages that explain a failed login, and the mails that were sent.

mod mail;

use auth::{CAUSES, Cause};
use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use shared::app::App;

use crate::system::Surroundings;

const INDEX: &str = include_str!("pages/index.html");
const STYLE: &str = include_str!("pages/style.css");
const SCRIPT: &str = include_str!("pages/limits.js");
const ACCOUNT: &str = include_str!("pages/account.html");
const ACCOUNT_SCRIPT: &str = include_str!("pages/account.js");
const ORG: &str = include_str!("pages/org.html");
const ORG_SCRIPT: &str = include_str!("pages/org.js");
const ICON: &str = include_str!("pages/icon.svg");

/// Where the page of accounts is: at every path that a mail leads to.
const ACCOUNT_PATHS: [&str; 7] =
    ["/account", "/devices", "/forgot-password", "/login", "/register", "/reset-password", "/verify-email"];

/// The pages.
pub fn router(app: &'static App, surroundings: &Surroundings) -> Router {
    let mailbox = surroundings.stand_ins.mailbox.clone();
    let html_mailbox = mailbox.clone();
    let at_home =
        |html| get(move |uri: Uri, headers: HeaderMap| async move { at_home(app, &uri, &headers, html) });
    let accounts =
        ACCOUNT_PATHS.iter().fold(Router::new(), |router, path| router.route(path, at_home(ACCOUNT)));
    accounts
        .route("/", at_home(INDEX))
        .route("/dashboard", at_home(INDEX))
        .route("/orgs/{org}", at_home(ORG))
        .route("/share", at_home(ORG))
        .route("/connect/{slug}", get(explain))
        .route("/dev/mail", get(move || async move { mail::list(&mailbox) }))
        .route("/dev/mail/{id}", get(move |id: Path<String>| async move { mail::html(&html_mailbox, &id) }))
        .route("/favicon.ico", get(|| async { file("image/svg+xml", ICON) }))
        .route("/local/icon.svg", get(|| async { file("image/svg+xml", ICON) }))
        .route("/local/style.css", get(|| async { file("text/css; charset=utf-8", STYLE) }))
        .route("/local/limits.js", get(|| async { file("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/local/org.js", get(|| async { file("text/javascript; charset=utf-8", ORG_SCRIPT) }))
        .route("/local/account.js", get(|| async { file("text/javascript; charset=utf-8", ACCOUNT_SCRIPT) }))
        .layer(map_response(secured))
}

/// A page. Cookies belong to one host name, so whoever came by another one (`localhost`) is sent to the one
/// that Salesforce will send him back to, and that mails lead to.
fn at_home(app: &App, uri: &Uri, headers: &HeaderMap, html: &'static str) -> Response {
    let public = &app.config.public_url;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_local = host.starts_with("localhost:") || host.starts_with("127.0.0.1:");
    if is_local && !public.contains(host) {
        return Redirect::temporary(&format!("{public}{}", uri.path())).into_response();
    }
    page(StatusCode::OK, html.to_owned())
}

async fn explain(Path(slug): Path<String>) -> Response {
    let Some(cause) = CAUSES.iter().find(|cause| cause.slug == slug) else {
        return page(StatusCode::NOT_FOUND, frame("Not found", "<h1>There is no such page</h1>"));
    };
    page(StatusCode::OK, frame(cause.title, &cause_html(cause)))
}

fn cause_html(cause: &Cause) -> String {
    let admin = cause.admin.map(|text| {
        format!(
            "<h2>For your Salesforce admin</h2><p>Copy this:</p><blockquote>{}</blockquote>",
            escaped(text)
        )
    });
    format!(
        "<h1>{}</h1><p>{}</p><p>{}</p>{}<p><a href=\"/\">Back to connecting</a></p>",
        escaped(cause.title),
        escaped(cause.meaning),
        escaped(cause.remedy),
        admin.unwrap_or_default()
    )
}

fn frame(title: &str, main: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{} - Force Monitor</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"/local/style.css\"><main>{main}</main></html>",
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
