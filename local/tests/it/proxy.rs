//! Stands between the functions and DynamoDB: counts the calls, and breaks or holds them on demand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Response, StatusCode};
use local::system;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

/// Stands for every operation.
pub const ANY: &str = "";

/// What happens to the calls of one operation.
#[derive(Clone)]
pub enum Trouble {
    /// DynamoDB refuses with this code: nothing is done.
    Refuses(&'static str),
    /// DynamoDB cancels the transaction, for this reason at its first part: nothing is done.
    Cancels(&'static str),
    /// DynamoDB cancels the transaction if another one has one of its items at this moment.
    Conflicts,
    /// DynamoDB answers a batch without having looked at any key.
    LeavesKeys,
    /// DynamoDB does what it is asked, and says that it failed.
    Loses,
    /// DynamoDB never answers.
    Hangs,
    /// DynamoDB answers with something that is no answer.
    Nonsense,
    /// DynamoDB takes so many calls for each item and no more: all of the test is one second.
    Overheats(usize),
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
    calls: Mutex<Vec<(String, usize)>>,
    permissions: Mutex<BTreeSet<(String, String)>>,
    trouble: Mutex<Option<Plan>>,
    waiting: AtomicUsize,
    held: Mutex<Vec<String>>,
    heat: Mutex<BTreeMap<String, usize>>,
    overheated: AtomicUsize,
}

/// Trouble for some of the calls of an operation, counted from now on.
struct Plan {
    operation: &'static str,
    trouble: Trouble,
    calls: Range<usize>,
    seen: usize,
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
            held: Mutex::default(),
            heat: Mutex::default(),
            overheated: AtomicUsize::new(0),
        });
        let shared = state.clone();
        let router = Router::new().fallback(move |headers, body| pass(shared.clone(), headers, body));
        Arc::new(Self { url: system::serve(router, 0).await.unwrap(), state })
    }

    /// The operations that were called since the last time somebody asked, in order.
    pub fn calls(&self) -> Vec<String> {
        self.sized_calls().into_iter().map(|(operation, _)| operation).collect()
    }

    /// The same, each with the length of its request in bytes.
    pub fn sized_calls(&self) -> Vec<(String, usize)> {
        std::mem::take(&mut self.state.calls.lock().unwrap())
    }

    /// What IAM would have to allow for the calls since the last time: operation and table, sorted.
    pub fn permissions(&self) -> BTreeSet<(String, String)> {
        std::mem::take(&mut self.state.permissions.lock().unwrap())
    }

    /// Makes trouble for one operation, until told otherwise.
    pub fn make(&self, operation: &'static str, trouble: Trouble) {
        self.make_at(operation, 0..usize::MAX, trouble);
    }

    /// Makes trouble for some calls of one operation: `0..1` for the next one.
    pub fn make_at(&self, operation: &'static str, calls: Range<usize>, trouble: Trouble) {
        *self.state.trouble.lock().unwrap() = Some(Plan { operation, trouble, calls, seen: 0 });
    }

    /// How many calls wait to be let through.
    pub fn waiting(&self) -> usize {
        self.state.waiting.load(Ordering::SeqCst)
    }

    /// How many calls were too many for their item.
    pub fn overheated(&self) -> usize {
        self.state.overheated.load(Ordering::SeqCst)
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

impl State {
    /// The trouble for a call of this operation.
    fn trouble_of(&self, operation: &str) -> Option<Trouble> {
        let mut plan = self.trouble.lock().unwrap();
        let plan = plan.as_mut().filter(|plan| [ANY, operation].contains(&plan.operation))?;
        let call = plan.seen;
        plan.seen += 1;
        plan.calls.contains(&call).then(|| plan.trouble.clone())
    }
}

impl State {
    /// Whether an item has had as many calls as it takes.
    fn is_too_hot(&self, request: &Value, most: usize) -> bool {
        let mut heat = self.heat.lock().unwrap();
        let calls = heat.entry(request["Key"].to_string()).or_default();
        *calls += 1;
        let is_too_hot = *calls > most;
        self.overheated.fetch_add(usize::from(is_too_hot), Ordering::SeqCst);
        is_too_hot
    }
}

async fn pass(state: Arc<State>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let target =
        headers.get("x-amz-target").map(|target| target.to_str().unwrap().to_owned()).unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
    state.calls.lock().unwrap().push((operation.clone(), body.len()));
    let request: Value = serde_json::from_slice(&body).unwrap_or_default();
    state.permissions.lock().unwrap().extend(permissions(&operation, &request));
    let trouble = state.trouble_of(&operation);
    let mut held = None;
    match &trouble {
        Some(Trouble::Refuses(code)) => return refusal(StatusCode::BAD_REQUEST, code, json!({})),
        Some(Trouble::Cancels(code)) => return cancelled(code, &request),
        Some(Trouble::Conflicts) => match Held::take(&state, &request) {
            None => return cancelled("TransactionConflict", &request),
            taken => {
                held = taken;
                // As long as a transaction takes, others come.
                for _ in 0..100 {
                    tokio::task::yield_now().await;
                }
            }
        },
        Some(Trouble::Overheats(most)) if state.is_too_hot(&request, *most) => {
            return refusal(StatusCode::BAD_REQUEST, "ProvisionedThroughputExceededException", json!({}));
        }
        Some(Trouble::LeavesKeys) => {
            let left = json!({ "Responses": {}, "UnprocessedKeys": request["RequestItems"] });
            return answer(StatusCode::OK, left.to_string());
        }
        Some(Trouble::Hangs) => std::future::pending().await,
        Some(Trouble::Nonsense) => return answer(StatusCode::OK, "<html>".into()),
        Some(Trouble::Waits(gate)) => {
            state.waiting.fetch_add(1, Ordering::SeqCst);
            gate.acquire().await.unwrap().forget();
            state.waiting.fetch_sub(1, Ordering::SeqCst);
        }
        Some(Trouble::Loses | Trouble::Overheats(_)) | None => {}
    }
    let mut request = state.client.post(&state.upstream).body(body);
    for (name, value) in headers.iter().filter(|(name, _)| *name != "host") {
        request = request.header(name, value);
    }
    let reply = request.send().await.unwrap();
    let status = reply.status();
    let body = reply.text().await.unwrap();
    drop(held);
    match trouble {
        Some(Trouble::Loses) => refusal(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", json!({})),
        _ => answer(status, body),
    }
}

/// The items that a transaction has until it is done.
struct Held<'a> {
    state: &'a State,
    items: Vec<String>,
}

impl<'a> Held<'a> {
    /// Takes the items of a transaction; `None` if another one has one of them.
    fn take(state: &'a State, request: &Value) -> Option<Self> {
        let parts = request["TransactItems"].as_array().into_iter().flatten();
        let details = parts.filter_map(|part| part.as_object()?.values().next());
        let items: Vec<_> = details
            .map(|details| {
                format!("{} {}{}", details["TableName"], details["Key"]["id"], details["Item"]["id"])
            })
            .collect();
        let mut held = state.held.lock().unwrap();
        if items.iter().any(|item| held.contains(item)) {
            return None;
        }
        held.extend(items.iter().cloned());
        Some(Self { state, items })
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.state.held.lock().unwrap().retain(|item| !self.items.contains(item));
    }
}

/// The answer to a transaction whose first part is to blame.
fn cancelled(code: &str, request: &Value) -> Response<Body> {
    let parts = request["TransactItems"].as_array().map_or(0, Vec::len);
    let mut reasons = vec![json!({ "Code": "None" }); parts];
    reasons[0] = json!({ "Code": code, "Message": "no" });
    let more = json!({ "CancellationReasons": reasons });
    refusal(StatusCode::BAD_REQUEST, "TransactionCanceledException", more)
}

fn refusal(status: StatusCode, code: &str, mut body: Value) -> Response<Body> {
    body["__type"] = format!("com.amazonaws.dynamodb.v20120810#{code}").into();
    body["message"] = "no".into();
    answer(status, body.to_string())
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
        "BatchGetItem" | "BatchWriteItem" => {
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
