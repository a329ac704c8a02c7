//! What a browser sees on one machine: what the deployed gateway serves, and beside it the mails that were sent.

mod mail;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{map_request, map_response};
use axum::response::{Redirect, Response};
use axum::routing::get;
use shared::app::App;

use crate::gateway::Gateway;
use crate::system::{Surroundings, api};

const ICON: &str = include_str!("pages/icon.svg");
const STYLE: &str = include_str!("pages/mail.css");

/// Everything under one address: the functions behind their gateway, and the mails.
pub fn router(app: &'static App, surroundings: &Surroundings, gateway: Arc<Gateway>) -> Router {
    let mailbox = surroundings.stand_ins.mailbox.clone();
    let html_mailbox = mailbox.clone();
    let mails = Router::new()
        .route("/dev/mail", get(move || async move { mail::list(&mailbox) }))
        .route("/dev/mail/{id}", get(move |id: Path<String>| async move { mail::html(&html_mailbox, &id) }))
        .route("/dev/icon.svg", get(|| async { file("image/svg+xml", ICON) }))
        .route("/dev/mail.css", get(|| async { file("text/css; charset=utf-8", STYLE) }))
        .layer(map_response(secured));
    let public_url = &app.config.public_url;
    mails.merge(api(gateway)).layer(map_request(move |request: Request| async move {
        match way_home(public_url, &request) {
            Some(redirect) => Err(redirect),
            None => Ok(request),
        }
    }))
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
