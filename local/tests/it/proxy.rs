//! Stands between the functions and DynamoDB: counts the calls, and breaks or holds them on demand.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Response, StatusCode};
use local::system;
use serde_json::Value;
use tokio::sync::Semaphore;

/// What happens to the calls of one operation.
#[derive(Clone)]
pub enum Trouble {
    /// DynamoDB refuses with this code: nothing is done.
    Refuses(&'static str),
    /// DynamoDB never answers.
    Hangs,
    /// DynamoDB answers with something that is no answer.
    Nonsense,
    /// The call waits until the test lets it pass.
    Waits(Arc<Semaphore>),
}

/// The proxy.
pub struct Proxy {
    /// Its address, which the functions take for DynamoDB's.
    pub url: String,
    state: Arc<State>,
}

struct State {
    upstream: String,
    client: reqwest::Client,
    calls: Mutex<Vec<String>>,
    permissions: Mutex<BTreeSet<(String, String)>>,
    trouble: Mutex<Option<(&'static str, Trouble)>>,
    waiting: AtomicUsize,
}

impl Proxy {
    /// Starts a proxy before a DynamoDB.
    pub async fn start(upstream: &str) -> Arc<Self> {
        let state = Arc::new(State {
            upstream: upstream.to_owned(),
            client: client(),
            calls: Mutex::default(),
            permissions: Mutex::default(),
            trouble: Mutex::default(),
            waiting: AtomicUsize::new(0),
        });
        let shared = state.clone();
        let router = Router::new().fallback(move |headers, body| pass(shared.clone(), headers, body));
        Arc::new(Self { url: system::serve(router, 0).await.unwrap(), state })
    }

    /// The operations that were called since the last time somebody asked, in order.
    pub fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.state.calls.lock().unwrap())
    }

    /// What IAM would have to allow for the calls since the last time: operation and table, sorted.
    pub fn permissions(&self) -> BTreeSet<(String, String)> {
        std::mem::take(&mut self.state.permissions.lock().unwrap())
    }

    /// Makes trouble for one operation, until told otherwise.
    pub fn make(&self, operation: &'static str, trouble: Trouble) {
        *self.state.trouble.lock().unwrap() = Some((operation, trouble));
    }

    /// How many calls wait to be let through.
    pub fn waiting(&self) -> usize {
        self.state.waiting.load(Ordering::SeqCst)
    }

    /// Lets everything pass again.
    pub fn heal(&self) {
        *self.state.trouble.lock().unwrap() = None;
    }
}

/// A plain HTTP client that follows no redirects.
pub fn client() -> reqwest::Client {
    // Only one test gets to install the provider; all of them want the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap()
}

async fn pass(state: Arc<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let target =
        headers.get("x-amz-target").map(|target| target.to_str().unwrap().to_owned()).unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
    state.calls.lock().unwrap().push(operation.clone());
    let request = serde_json::from_slice(&body).unwrap_or_default();
    state.permissions.lock().unwrap().extend(permissions(&operation, &request));
    let trouble = state.trouble.lock().unwrap().clone().filter(|(of, _)| *of == operation);
    match trouble.map(|(_, trouble)| trouble) {
        Some(Trouble::Refuses(code)) => {
            let body = format!(r#"{{"__type":"com.amazonaws.dynamodb.v20120810#{code}","message":"no"}}"#);
            return answer(StatusCode::BAD_REQUEST, body);
        }
        Some(Trouble::Hangs) => std::future::pending().await,
        Some(Trouble::Nonsense) => return answer(StatusCode::OK, "<html>".into()),
        Some(Trouble::Waits(gate)) => {
            state.waiting.fetch_add(1, Ordering::SeqCst);
            gate.acquire().await.unwrap().forget();
            state.waiting.fetch_sub(1, Ordering::SeqCst);
        }
        None => {}
    }
    let mut request = state.client.post(&state.upstream).body(body);
    for (name, value) in headers.iter().filter(|(name, _)| *name != "host") {
        request = request.header(name, value);
    }
    let reply = request.send().await.unwrap();
    let status = reply.status();
    answer(status, reply.text().await.unwrap())
}

/// A transaction needs the permission of each of its parts, a batch its own for each table.
fn permissions(operation: &str, request: &Value) -> Vec<(String, String)> {
    let of = |operation: &str, table: &Value| {
        (operation.to_owned(), table.as_str().unwrap_or_default().to_owned())
    };
    match operation {
        "TransactWriteItems" => {
            let parts = request["TransactItems"].as_array().into_iter().flatten();
            let parts = parts.filter_map(|part| part.as_object()?.iter().next());
            let operation = |part: &str| match part {
                "ConditionCheck" => "ConditionCheckItem".to_owned(),
                other => format!("{other}Item"),
            };
            parts.map(|(part, details)| of(&operation(part), &details["TableName"])).collect()
        }
        "BatchGetItem" => {
            let tables = request["RequestItems"].as_object().into_iter().flatten();
            tables.map(|(table, _)| (operation.to_owned(), table.clone())).collect()
        }
        _ => vec![of(operation, &request["TableName"])],
    }
}

fn answer(status: StatusCode, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0".parse().unwrap());
    response
}
