//! Stands before DynamoDB, has it tell the capacity of each call, and writes that down.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use local::system;
use serde_json::{Value, json};

use crate::Failure;

pub(crate) struct Meter {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Used>>>,
}

/// One call.
pub(crate) struct Used {
    pub(crate) operation: String,
    pub(crate) request: Value,
    pub(crate) units: f64,
}

impl Used {
    /// Whether it is of writes; each of both kinds has a price of its own.
    pub(crate) fn is_write(&self) -> bool {
        !["GetItem", "BatchGetItem", "Query", "Scan"].contains(&self.operation.as_str())
    }

    /// Whether it is about that table alone.
    pub(crate) fn is_of(&self, table: &str) -> bool {
        self.request["TableName"].as_str().is_some_and(|name| name.ends_with(table))
    }
}

impl Meter {
    pub(crate) async fn before(upstream: &str) -> Result<Self, Failure> {
        let client = reqwest::Client::builder().no_proxy().build()?;
        let seen: Arc<Mutex<Vec<Used>>> = Arc::default();
        let (shared, upstream) = (seen.clone(), upstream.to_owned());
        let pass = move |headers: HeaderMap, body: Bytes| {
            let (client, upstream, seen) = (client.clone(), upstream.clone(), shared.clone());
            async move {
                match pass(&client, &upstream, headers, &body).await {
                    Ok((status, body, used)) => {
                        seen.lock().unwrap_or_else(PoisonError::into_inner).extend(used);
                        (status, body)
                    }
                    Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()),
                }
            }
        };
        let url = system::serve(Router::new().fallback(pass), 0).await?;
        Ok(Self { url, seen })
    }

    /// The calls since somebody asked last.
    pub(crate) fn take(&self) -> Vec<Used> {
        std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn pass(
    client: &reqwest::Client,
    upstream: &str,
    headers: HeaderMap,
    body: &[u8],
) -> Result<(StatusCode, String, Option<Used>), Failure> {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
    let mut request: Value = serde_json::from_slice(body)?;
    request["ReturnConsumedCapacity"] = json!("TOTAL");
    let mut call = client.post(upstream).body(request.to_string());
    for (name, value) in
        headers.iter().filter(|(name, _)| !["host", "content-length"].contains(&name.as_str()))
    {
        call = call.header(name, value);
    }
    let reply = call.send().await?;
    let (status, text) = (reply.status(), reply.text().await?);
    let reply: Value = serde_json::from_str(&text)?;
    let told = &reply["ConsumedCapacity"];
    let each = told.as_array().map_or_else(|| vec![told.clone()], Clone::clone);
    let units: f64 = each.iter().filter_map(|one| one["CapacityUnits"].as_f64()).sum();
    // A write whose condition does not hold is paid for like one that is made.
    let units = if status.is_success() { units } else { units.max(1.0) };
    Ok((status, text, Some(Used { operation, request, units })))
}
