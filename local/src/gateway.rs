//! API Gateway's part: an HTTP request becomes the REST proxy event that Lambda would get, and the function's
//! answer becomes an HTTP response. The handlers run behind the same adapter as in Lambda.

mod compression;
mod event;
mod paths;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use lambda_http::{Adapter, Context, LambdaEvent, Service, service_fn};
use serde_json::Value;
use shared::app::App;
use shared::http;
use tokio::task::JoinSet;
use tracing::Instrument;

use self::paths::{matched, rank};
use crate::id;
use crate::template::{GatewayResponse, Mismatch, Template};

/// What API Gateway takes at most.
const MAX_BODY: usize = 10 * 1024 * 1024;

/// How long API Gateway waits for a function.
const TIMEOUT: Duration = Duration::from_secs(29);

/// The routes with their handlers, and what is said where there is none.
pub struct Gateway {
    app: &'static App,
    routes: Vec<Bound>,
    responses: BTreeMap<String, GatewayResponse>,
    binary_media_types: Vec<String>,
    minimum_compression_size: Option<usize>,
}

/// A route of the template and its handler.
struct Bound {
    route: &'static http::Route,
    pattern: Vec<String>,
}

/// Where a request comes from, in its extensions: as at API Gateway, the address of the connection and never
/// what a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceIp(pub IpAddr);

impl Default for SourceIp {
    /// This machine.
    fn default() -> Self {
        Self(Ipv4Addr::LOCALHOST.into())
    }
}

/// A function that cannot be invoked, or an answer that API Gateway would not take.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// No function has this name.
    #[error("there is no function {0}")]
    NoFunction(String),
    /// The event or the answer has not the shape that it must have.
    #[error("an event or answer is malformed: {0}")]
    Malformed(#[from] serde_json::Error),
    /// The function ended without an answer.
    #[error("the function crashed")]
    Crashed,
    /// The function took longer than it may.
    #[error("the function timed out")]
    TimedOut,
}

impl Gateway {
    /// Binds every route of the template to its handler.
    pub fn new(
        app: &'static App,
        template: &Template,
        handlers: &'static [&'static [http::Route]],
    ) -> Result<Self, Mismatch> {
        let handlers: Vec<_> = handlers.iter().copied().flatten().collect();
        check(template, &handlers)?;
        let pattern = |path: &str| path.split('/').map(str::to_owned).collect();
        let routes =
            handlers.into_iter().map(|route| Bound { route, pattern: pattern(route.path) }).collect();
        let responses = template.responses.clone();
        Ok(Self {
            app,
            routes,
            responses,
            binary_media_types: template.binary_media_types.clone(),
            minimum_compression_size: template.minimum_compression_size,
        })
    }

    /// Answers an HTTP request as API Gateway and the route's function would.
    pub async fn call(self: Arc<Self>, request: Request<Body>) -> Response<Body> {
        let accepted = compression::accepted(request.headers());
        let least = self.minimum_compression_size.filter(|_| accepted);
        let response = self.answer(request).await;
        match least {
            Some(least) => compression::compressed(response, least).await,
            None => response,
        }
    }

    async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let request_id = id::uuid();
        let (parts, body) = request.into_parts();
        let Some((route, parameters)) = self.find(parts.method.as_str(), parts.uri.path()) else {
            return self.own("MISSING_AUTHENTICATION_TOKEN", &request_id);
        };
        let Ok(body) = to_bytes(body, MAX_BODY).await else {
            return self.own("REQUEST_TOO_LARGE", &request_id);
        };
        let event = event::Incoming {
            parts: &parts,
            body: &body,
            resource: route.path,
            parameters,
            source_ip: parts.extensions.get::<SourceIp>().copied().unwrap_or_default().0,
            now: self.app.now(),
        };
        let event = event.to_json(&request_id, &self.binary_media_types);

        match tokio::time::timeout(TIMEOUT, self.invoke(route, event)).await {
            Ok(Ok(answer)) => {
                let response = event::response(&answer, &self.binary_media_types);
                response.unwrap_or_else(|| self.own("DEFAULT_5XX", &request_id))
            }
            Ok(Err(fault)) => {
                tracing::error!(%fault, function = route.function, "an invocation failed");
                self.own("DEFAULT_5XX", &request_id)
            }
            Err(_) => self.own("INTEGRATION_TIMEOUT", &request_id),
        }
    }

    /// Invokes a function by name with an event, as Lambda would, and gives its answer as Lambda would hand
    /// it back.
    pub async fn invoke_function(&self, function: &str, event: Value) -> Result<Value, Fault> {
        let found = self.routes.iter().find(|bound| bound.route.function == function);
        let bound = found.ok_or_else(|| Fault::NoFunction(function.to_owned()))?;
        self.invoke(bound.route, event).await
    }

    async fn invoke(&self, route: &'static http::Route, event: Value) -> Result<Value, Fault> {
        let app = self.app;
        let answer = move |request| http::answer(request, move |request| (route.handler)(app, request));
        let mut function = Adapter::from(service_fn(answer));
        let event = LambdaEvent::new(serde_json::from_str(&event.to_string())?, Context::default());
        // In a task of its own, so that its panic ends nothing else.
        let mut task = JoinSet::new();
        // At the highest level, so that no filter for lines loses it.
        let span = tracing::error_span!("invocation", function = route.function);
        task.spawn(async move { function.call(event).await }.instrument(span));
        match task.join_next().await {
            Some(Ok(Ok(response))) => Ok(serde_json::to_value(response)?),
            Some(Ok(Err(never))) => match never {},
            _ => Err(Fault::Crashed),
        }
    }

    /// The path decides first, then the method: as at API Gateway, a path that is written out keeps others from
    /// a wider one even for methods that it does not have.
    fn find(&self, method: &str, path: &str) -> Option<(&'static http::Route, Vec<(String, String)>)> {
        let fitting = self.routes.iter().filter_map(|bound| Some((bound, matched(&bound.pattern, path)?)));
        let fitting: Vec<_> = fitting.collect();
        let closest = fitting.iter().map(|(bound, _)| rank(&bound.pattern)).min()?;
        let mut closest = fitting.into_iter().filter(|(bound, _)| rank(&bound.pattern) == closest);
        closest.find(|(bound, _)| bound.route.method == method).map(|(bound, found)| (bound.route, found))
    }

    /// What API Gateway says by itself.
    fn own(&self, name: &str, request_id: &str) -> Response<Body> {
        let fill = |text: &str| text.replace("$context.requestId", request_id);
        let fallback = || self.responses.get("DEFAULT_5XX");
        let Some(found) = self.responses.get(name).or_else(fallback) else { return Response::default() };
        let mut response = Response::new(Body::from(fill(&found.body)));
        *response.status_mut() =
            StatusCode::from_u16(found.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in &found.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(fill(value))) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Names every route that the template has and the code has not, and the reverse.
fn check(template: &Template, handlers: &[&'static http::Route]) -> Result<(), Mismatch> {
    let named = |method: &str, path: &str, function: &str| format!("{method} {path} of {function}");
    let templated: Vec<_> = template.routes.iter().map(|r| named(&r.method, &r.path, &r.function)).collect();
    let handled: Vec<_> = handlers.iter().map(|r| named(r.method, r.path, r.function)).collect();
    let without_handler = templated.iter().filter(|route| !handled.contains(route));
    let without_template = handled.iter().filter(|route| !templated.contains(route));
    let faults: Vec<_> = without_handler
        .map(|route| format!("{route} has no handler"))
        .chain(without_template.map(|route| format!("{route} is not in the template")))
        .collect();
    Mismatch::unless_empty(faults)
}

#[cfg(test)]
mod tests;
