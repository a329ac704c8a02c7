//! Routes that pages of every origin may call: those that take errors.

use lambda_http::Body;
use lambda_http::http::{HeaderName, HeaderValue, StatusCode, header};

use super::{Request, Response};
use crate::error::Error;

/// What Sentry's SDKs send, and what plain `fetch` does.
const ALLOWED_HEADERS: &str = "x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, \
                               content-type, authentication, authorization, content-encoding, \
                               transfer-encoding, sentry-trace, baggage";

/// What a page may read of an answer.
const EXPOSED_HEADERS: &str = "x-sentry-error, x-sentry-rate-limits, retry-after, x-request-id";

/// Makes an answer of an outcome, refusals included, that pages of every origin may read.
pub fn open_to_all(request: &Request, outcome: Result<Response, Error>) -> Response {
    let mut response = outcome.unwrap_or_else(|error| super::refusal(&error, &super::request_id(request)));
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED_HEADERS));
    // Without it a page that demands such isolation would not get to read the answer.
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("cross-origin"));
    response
}

/// The answer to a browser that asks first (Fetch, CORS protocol); `None` if this is no such question.
pub fn preflight(request: &Request) -> Option<Response> {
    if request.method() != "OPTIONS" {
        return None;
    }
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(ALLOWED_HEADERS));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("3600"));
    Some(open_to_all(request, Ok(response)))
}
