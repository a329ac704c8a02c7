//! A request and an answer as plain values, so that every rule of the simulation is a synchronous function.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use url::form_urlencoded;

/// How much white space follows half a body: more than the server buffers, because what it still buffers when
/// the body breaks off never leaves it.
const FLUSHED: usize = 512 * 1024;

/// What a client asked.
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Call {
    pub(crate) fn new(parts: Parts, body: Vec<u8>) -> Self {
        Self {
            method: parts.method.as_str().to_owned(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers,
            body,
        }
    }

    /// The path without its slashes at either end, cut at the others.
    pub(crate) fn segments(&self) -> Vec<&str> {
        self.path.trim_matches('/').split('/').collect()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The form of a POST, or of anything else the query.
    pub(crate) fn form(&self) -> Form {
        let bytes = if self.method == "POST" { self.body.as_slice() } else { self.query.as_bytes() };
        Form(form_urlencoded::parse(bytes).into_owned().collect())
    }

    pub(crate) fn query(&self) -> Form {
        Form(form_urlencoded::parse(self.query.as_bytes()).into_owned().collect())
    }

    /// The access token, whichever of the two schemes names it.
    pub(crate) fn token(&self) -> Option<&str> {
        let (scheme, token) = self.header("authorization").split_once(' ')?;
        let known = scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("oauth");
        known.then_some(token.trim()).filter(|token| !token.is_empty())
    }

    /// Client id and secret of a Basic header.
    pub(crate) fn basic(&self) -> Option<(String, String)> {
        let (scheme, encoded) = self.header("authorization").split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
        let (id, secret) = text.split_once(':')?;
        Some((id.to_owned(), secret.to_owned()))
    }
}

/// Names and values of a form or a query, in the order they were sent.
pub(crate) struct Form(pub(crate) Vec<(String, String)>);

impl Form {
    /// The first value of that name; an empty one counts as not sent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let pair = self.0.iter().find(|(key, value)| key == name && !value.is_empty())?;
        Some(&pair.1)
    }

    pub(crate) fn or_empty(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }
}

/// What the client gets, and when.
pub(crate) enum Reply {
    Now(Answer),
    After(Duration, Answer),
    /// Waits until the client goes away, which drops the request.
    Never,
}

/// Status, headers and body.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Vec<u8>,
    /// Announces the whole body and breaks the connection in the middle of it.
    pub(crate) cut: bool,
}

impl Answer {
    pub(crate) fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let no_store = (header::CACHE_CONTROL, HeaderValue::from_static("no-cache,must-revalidate,no-store"));
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        Self { status, headers: vec![kind, no_store], body: body.into(), cut: false }
    }

    pub(crate) fn json(status: u16, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => Self::new(status, "application/json;charset=UTF-8", body),
            Err(error) => Self::new(500, "text/plain", error.to_string()),
        }
    }

    pub(crate) fn html(status: u16, page: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "text/html;charset=UTF-8", page)
    }

    pub(crate) fn redirect(status: u16, to: &str) -> Self {
        Self::new(status, "text/html;charset=UTF-8", "").with("location", to)
    }

    /// Adds a header; one whose value cannot stand in a header is left out.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((HeaderName::from_static(name), value));
        }
        self
    }

    #[cfg(test)]
    pub(crate) fn value(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    #[cfg(test)]
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.to_str().unwrap())
    }

    pub(crate) fn into_response(self) -> Response {
        let Self { status, mut headers, mut body, cut } = self;
        let announced = body.len() + FLUSHED;
        if cut {
            body.truncate(body.len() / 2);
            body.resize(body.len() + FLUSHED, b' ');
        }
        let mut body = Body::from(body);
        if cut {
            // As a stream the body does not tell its length, so that the announced one stays and is not met.
            body = Body::from_stream(body.into_data_stream());
            headers.push((header::CONTENT_LENGTH, HeaderValue::from(announced)));
        }
        let mut response = Response::new(body);
        *response.status_mut() = status;
        response.headers_mut().extend(headers);
        response
    }
}
