//! AWS on one machine: an embedded DynamoDB in a file, and stand-ins for SES and Secrets Manager behind one
//! address. The SDK's own clients talk to them over HTTP, as they would to AWS.

mod mail;
mod secrets;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;
use dynoxide::Database;
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub use self::mail::{Mail, Mailbox};
pub use self::secrets::SecretBox;
use crate::template::Table;

/// The engine and the tables that it has.
#[derive(Clone)]
pub struct DynamoDb {
    engine: Database,
}

/// The engine refused something.
#[derive(Debug, thiserror::Error)]
#[error("the embedded DynamoDB: {0}")]
pub struct EngineError(String);

impl DynamoDb {
    /// Opens the database in a file, or one in memory.
    pub fn open(file: Option<&Path>) -> Result<Self, EngineError> {
        let engine = match file {
            Some(file) => Database::new(&file.to_string_lossy()),
            None => Database::memory(),
        };
        Ok(Self { engine: engine.map_err(told)? })
    }

    /// Creates the tables that are not there yet.
    pub fn create(&self, tables: &[Table]) -> Result<(), EngineError> {
        for table in tables {
            if self.engine.get_table_metadata(&table.name).map_err(told)?.is_some() {
                continue;
            }
            self.engine.create_table(request(table.create.clone())?).map_err(told)?;
            if let Some(ttl) = &table.ttl {
                let spec = json!({ "AttributeName": ttl, "Enabled": true });
                let update = json!({ "TableName": table.name, "TimeToLiveSpecification": spec });
                self.engine.update_time_to_live(request(update)?).map_err(told)?;
            }
        }
        Ok(())
    }

    /// Every item of a table: for tests that look at what is stored.
    pub fn items(&self, table: &str) -> Result<Vec<Value>, EngineError> {
        let found = self.engine.scan(request(json!({ "TableName": table }))?).map_err(told)?;
        let items = serde_json::to_value(found).map_err(told)?;
        Ok(items["Items"].as_array().cloned().unwrap_or_default())
    }

    /// Puts an item in place of what was there: for tests that prepare what is stored.
    pub fn put(&self, table: &str, item: Value) -> Result<(), EngineError> {
        self.engine.put_item(request(json!({ "TableName": table, "Item": item }))?).map_err(told)?;
        Ok(())
    }

    /// Serves DynamoDB's API until the process ends.
    pub async fn serve(self, listener: TcpListener) {
        dynoxide::server::serve_on(listener, self.engine).await;
    }

    /// Removes expired items now and then, as DynamoDB does on its own.
    pub async fn sweep(self, every: Duration) {
        let mut ticks = tokio::time::interval(every);
        loop {
            ticks.tick().await;
            if let Err(error) = self.engine.sweep_ttl() {
                tracing::warn!(%error, "expired items could not be removed");
            }
        }
    }
}

fn request<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, EngineError> {
    serde_json::from_value(value).map_err(told)
}

fn told(error: impl std::fmt::Display) -> EngineError {
    EngineError(error.to_string())
}

/// The stand-ins for SES (version 1, the Query protocol) and Secrets Manager (JSON).
#[derive(Clone, Default)]
pub struct StandIns {
    /// Mails that were sent.
    pub mailbox: Arc<Mailbox>,
    /// Secrets that can be read.
    pub secrets: Arc<SecretBox>,
}

impl StandIns {
    /// Both services behind one path, told apart as AWS's protocols are.
    pub fn router(&self) -> Router {
        Router::new().route("/", post(answer)).with_state(self.clone())
    }
}

async fn answer(State(services): State<StandIns>, headers: HeaderMap, body: Bytes) -> Response {
    match headers.get("x-amz-target").and_then(|target| target.to_str().ok()) {
        Some(target) => services.secrets.answer(target, &body),
        None => services.mailbox.answer(&body),
    }
}
