//! Stands between a store and DynamoDB, has the engine tell the capacity of each call, and adds up.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use local::system;
use serde_json::{Value, json};
use shared::store::Store;

use crate::proxy::client;
use crate::world::World;

/// What was used since it was last asked.
pub struct Meter {
    url: String,
    state: Arc<State>,
}

struct State {
    upstream: String,
    client: reqwest::Client,
    used: Mutex<Vec<(String, f64)>>,
    left: AtomicUsize,
}

impl Meter {
    /// A meter before a world's DynamoDB.
    pub async fn before(world: &World) -> Self {
        let upstream = world.around.dynamodb_url.clone();
        let (used, left) = (Mutex::default(), AtomicUsize::new(0));
        let state = Arc::new(State { upstream, client: client(), used, left });
        let shared = state.clone();
        let router = Router::new().fallback(move |headers, body| pass(shared.clone(), headers, body));
        Self { url: system::serve(router, 0).await.unwrap(), state }
    }

    /// A store that is metered.
    pub fn store(&self, world: &World) -> &'static Store {
        let mut config = world.config();
        config.aws.dynamodb = Some(self.url.clone());
        &world.instance_with(config).app.store
    }

    /// The units of each call since it was last asked, of one operation or, by an empty name, of all.
    pub fn units(&self, operation: &str) -> Vec<f64> {
        let used = std::mem::take(&mut *self.state.used.lock().unwrap());
        used.into_iter()
            .filter(|(name, _)| operation.is_empty() || name == operation)
            .map(|(_, u)| u)
            .collect()
    }

    /// Has the next batches left undone.
    pub fn leave_batches(&self, count: usize) {
        self.state.left.store(count, Ordering::SeqCst);
    }
}

async fn pass(state: Arc<State>, headers: HeaderMap, body: Bytes) -> (StatusCode, String) {
    let target = headers["x-amz-target"].to_str().unwrap();
    let operation = target.rsplit('.').next().unwrap().to_owned();
    let mut request: Value = serde_json::from_slice(&body).unwrap();
    if operation == "BatchWriteItem" && state.left.load(Ordering::SeqCst) > 0 {
        state.left.fetch_sub(1, Ordering::SeqCst);
        return (StatusCode::OK, json!({ "UnprocessedItems": request["RequestItems"] }).to_string());
    }
    request["ReturnConsumedCapacity"] = "TOTAL".into();
    let mut call = state.client.post(&state.upstream).body(request.to_string());
    for (name, value) in
        headers.iter().filter(|(name, _)| !["host", "content-length"].contains(&name.as_str()))
    {
        call = call.header(name, value);
    }
    let reply = call.send().await.unwrap();
    let (status, body) = (reply.status(), reply.text().await.unwrap());
    let reply: Value = serde_json::from_str(&body).unwrap();
    let told = &reply["ConsumedCapacity"];
    let one = || told["CapacityUnits"].as_f64();
    let many =
        || told.as_array().map(|list| list.iter().filter_map(|one| one["CapacityUnits"].as_f64()).sum());
    if status.is_success() {
        let units: f64 =
            one().or_else(many).unwrap_or_else(|| panic!("{operation} tells no capacity: {body}"));
        state.used.lock().unwrap().push((operation, units));
    }
    (status, body)
}
