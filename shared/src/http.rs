//! Requests and answers: the only file that knows the Lambda runtime, with the guards that say who may call.

mod accept;
mod body;
mod cookie;
mod cors;
mod etag;
mod guard;
mod operator;
mod watcher;

use std::convert::Infallible;
use std::future::ready;
use std::pin::Pin;

use jiff::Timestamp;
use lambda_http::http::{HeaderValue, StatusCode, header};
use lambda_http::request::RequestContext;
use lambda_http::{Body, IntoResponse, RequestExt, service_fn};
use serde::Serialize;

pub use self::accept::{preferred, wants_page};
pub use self::body::{beacon, body, bytes, maybe_body};
pub use self::cookie::{
    ACCESS_COOKIE, DEVICE_COOKIE, LOGIN_COOKIE, REFRESH_COOKIE, SESSION_COOKIE, clear_cookie, cookie,
    set_cookie, set_strict_cookie,
};
pub use self::cors::{open_to_all, preflight};
pub use self::etag::{revalidated, strong_etag, tagged_json};
pub use self::guard::{Caller, account, claims, maybe_session_token, place, same_site, session_token};
pub use self::operator::{Operator, operator};
pub use self::watcher::{Reader, Watcher, reader, watcher};
use crate::app::App;
use crate::error::{Error, Problem};
use crate::{config, log};

/// Why a function ended instead of serving.
pub type StartFailure = lambda_http::Error;

/// A request, from API Gateway's REST event or its HTTP API event.
pub type Request = lambda_http::Request;

/// An answer.
pub type Response = lambda_http::Response<Body>;

/// A handler as a value, for whoever dispatches to many of them.
pub type Handler = fn(&'static App, Request) -> Pin<Box<dyn Future<Output = Result<Response, Error>> + Send>>;

/// One route: what an area declares beside its handlers, and what the template must say too.
pub struct Route {
    /// The method in capitals.
    pub method: &'static str,
    /// The path, as API Gateway writes it.
    pub path: &'static str,
    /// The binary, and so the function, that answers.
    pub function: &'static str,
    /// The handler's name in its area.
    pub name: &'static str,
    /// The handler that the binary serves.
    pub handler: Handler,
}

/// Declares a [`Route`]: `route!(GET "/api/limits" => "limits-now", now)`; `plain` before a handler that
/// takes no app.
#[macro_export]
macro_rules! route {
    ($method:ident $path:literal => $function:literal, plain $handler:ident) => {
        $crate::route!($method $path => $function, $handler: |_, request| Box::pin($handler(request)))
    };
    ($method:ident $path:literal => $function:literal, $handler:ident) => {
        $crate::route!($method $path => $function, $handler: |app, request| Box::pin($handler(app, request)))
    };
    ($method:ident $path:literal => $function:literal, $name:ident: $handler:expr) => {
        $crate::http::Route {
            method: stringify!($method),
            path: $path,
            function: $function,
            name: stringify!($name),
            handler: $handler,
        }
    };
}

/// Every answer, pages included, says how browsers may treat it.
pub const SECURITY_HEADERS: [(header::HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// Runs a function: the environment is read and the clients are made before the first event.
pub async fn serve<F, Fut>(handler: F) -> Result<(), StartFailure>
where
    F: Fn(&'static App, Request) -> Fut + Copy + Send,
    Fut: Future<Output = Result<Response, Error>> + Send,
{
    log::start(config::log_level().as_deref());
    let app: &'static App = Box::leak(Box::new(App::load()?));
    lambda_http::run(service_fn(move |request| answer(request, move |request| handler(app, request)))).await
}

/// Runs a function that needs neither configuration nor clients.
pub async fn serve_plain<F, Fut>(handler: F) -> Result<(), StartFailure>
where
    F: Fn(Request) -> Fut + Copy + Send,
    Fut: Future<Output = Result<Response, Error>> + Send,
{
    log::start(config::log_level().as_deref());
    lambda_http::run(service_fn(move |request| answer(request, handler))).await
}

/// Calls a handler and makes its outcome an answer; what every route has in common is here.
pub async fn answer<Fut>(request: Request, handler: impl FnOnce(Request) -> Fut) -> Result<Answer, Infallible>
where
    Fut: Future<Output = Result<Response, Error>>,
{
    let id = request_id(&request);
    let outcome = match guard::no_session_in_url(&request) {
        Ok(()) => log::of_request(id.clone(), handler(request)).await,
        Err(error) => Err(error),
    };
    let mut response = outcome.unwrap_or_else(|error| refusal(&error, &id));
    let headers = response.headers_mut();
    for (name, value) in SECURITY_HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", id);
    }
    Ok(Answer(response))
}

/// An answer on its way out, as it is. The adapter's own rule would encode every media type that it does not
/// know as text in base64, which a REST API without binary media types hands on as it came.
pub struct Answer(Response);

impl IntoResponse for Answer {
    fn into_response(self) -> Pin<Box<dyn Future<Output = Response> + Send>> {
        Box::pin(ready(self.0))
    }
}

/// An answer in JSON.
pub fn json(value: &impl Serialize) -> Result<Response, Error> {
    let body = serde_json::to_string(value).map_err(|e| Error::internal("write the answer")(e.into()))?;
    Ok(content("application/json", body))
}

/// 202 with JSON: taken up, and what comes of it is told elsewhere.
pub fn accepted(value: &impl Serialize) -> Result<Response, Error> {
    let mut response = json(value)?;
    *response.status_mut() = StatusCode::ACCEPTED;
    Ok(response)
}

/// 201 with JSON: made.
pub fn created(value: &impl Serialize) -> Result<Response, Error> {
    let mut response = json(value)?;
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// Sets a header, if its value can stand in one.
pub fn set_header(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Has the browser forget what it has cached of us.
pub fn forget_cached(response: &mut Response) {
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
}

/// An answer of any media type.
pub fn content(media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// 503 with a page of its own in place of a problem.
pub fn unavailable(media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = content(media_type, body);
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response
}

/// 204: done, and nothing to say.
pub fn no_content() -> Response {
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// 302 to an address that is ours or has been checked.
pub fn redirect(location: &str) -> Result<Response, Error> {
    let location = HeaderValue::from_str(location).map_err(|e| Error::internal("redirect")(e.into()))?;
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = StatusCode::FOUND;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

/// A parameter of the query, decoded; the first if there are several.
pub fn query(request: &Request, name: &str) -> Option<String> {
    request.query_string_parameters_ref()?.first(name).map(str::to_owned)
}

/// Whether the request only wants to read: `GET` or `HEAD`.
pub fn only_reads(request: &Request) -> bool {
    request.method().is_safe()
}

/// A parameter of the path.
pub fn path_parameter(request: &Request, name: &str) -> Option<String> {
    request.path_parameters_ref()?.first(name).map(str::to_owned)
}

/// What stands before the route's `path` in the address that was asked for: a stage (`/prod`) or the base
/// path of a domain, nothing at a domain's root. It may be written into a page, so it is of harmless
/// characters.
pub fn path_prefix(request: &Request, path: &str) -> String {
    let whole = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV1(context)) => context.path.clone(),
        Some(RequestContext::ApiGatewayV2(context)) => context.http.path.clone(),
        _ => None,
    };
    let whole = whole.unwrap_or_default();
    let parts = |path: &str| path.split('/').filter(|part| !part.is_empty()).count();
    let length = parts(&whole).saturating_sub(parts(path));
    let before: Vec<_> = whole.split('/').filter(|part| !part.is_empty()).take(length).collect();
    let is_harmless = |part: &&str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if before.iter().all(is_harmless) {
        before.iter().map(|part| format!("/{part}")).collect()
    } else {
        String::new()
    }
}

/// When API Gateway received the request: the one clock that a function without an app has.
pub fn received_at(request: &Request) -> Timestamp {
    let millisecond = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV1(context)) => context.request_time_epoch,
        Some(RequestContext::ApiGatewayV2(context)) => context.time_epoch,
        _ => 0,
    };
    Timestamp::from_millisecond(millisecond).unwrap_or_default()
}

/// The header `name` as text.
pub fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}

/// API Gateway's id of the request; without one, the Lambda runtime's id of the invocation.
pub fn request_id(request: &Request) -> String {
    let of_gateway = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV1(context)) => context.request_id.clone(),
        Some(RequestContext::ApiGatewayV2(context)) => context.request_id.clone(),
        _ => None,
    };
    let of_runtime = || request.lambda_context_ref().map(|context| context.request_id.clone());
    of_gateway.or_else(of_runtime).unwrap_or_default()
}

fn refusal(error: &Error, request_id: &str) -> Response {
    error.log(request_id);
    let verdict = error.verdict();
    let status = StatusCode::from_u16(verdict.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let problem = Problem {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or("Error"),
        status: status.as_u16(),
        detail: verdict.detail,
        code: verdict.code,
        request_id: request_id.to_owned(),
    };
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let mut response = content("application/problem+json", body);
    *response.status_mut() = status;
    if let Some(seconds) = verdict.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
