//! AWS on one machine: an embedded DynamoDB in a file, and stand-ins for SES, SQS and Secrets Manager behind
//! one address. The SDK's own clients talk to them over HTTP, as they would to AWS.

mod mail;
mod pipes;
mod queues;
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
pub use dynoxide::types::AttributeValue;
use dynoxide::types::Item;
use dynoxide::{Database, ImportOptions};
use serde_json::{Value, json};
use shared::app::Clock;
use tokio::net::TcpListener;

pub use self::mail::{Mail, Mailbox, Trouble};
pub use self::pipes::Pipes;
pub use self::queues::{Message, Queues};
pub use self::secrets::SecretBox;
use crate::template::{Queue, Table};

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

    /// Every item of a table: for pipes, and for tests that look at what is stored.
    pub fn items(&self, table: &str) -> Result<Vec<Value>, EngineError> {
        let (mut items, mut start) = (Vec::new(), Value::Null);
        loop {
            let mut scan = json!({ "TableName": table });
            if !start.is_null() {
                scan["ExclusiveStartKey"] = start;
            }
            let mut page =
                serde_json::to_value(self.engine.scan(request(scan)?).map_err(told)?).map_err(told)?;
            items.extend(page["Items"].as_array_mut().map(std::mem::take).unwrap_or_default());
            start = page["LastEvaluatedKey"].take();
            if start.is_null() {
                return Ok(items);
            }
        }
    }

    /// Puts an item in place of what was there: for tests that prepare what is stored.
    pub fn put(&self, table: &str, item: Value) -> Result<(), EngineError> {
        self.engine.put_item(request(json!({ "TableName": table, "Item": item }))?).map_err(told)?;
        Ok(())
    }

    /// Puts what is many in one transaction, past the API and its pipes.
    pub fn import(&self, table: &str, items: Vec<Item>) -> Result<(), EngineError> {
        self.engine.import_items(table, items, ImportOptions::default()).map_err(told)?;
        Ok(())
    }

    /// Removes an item by its key `id`: for tests in which something is gone.
    pub fn remove(&self, table: &str, id: &Value) -> Result<(), EngineError> {
        self.engine
            .delete_item(request(json!({ "TableName": table, "Key": { "id": id } }))?)
            .map_err(told)?;
        Ok(())
    }

    /// Serves DynamoDB's API until the process ends.
    pub async fn serve(self, listener: TcpListener) {
        dynoxide::server::serve_on(listener, self.engine).await;
    }

    /// Removes expired items now and then, as DynamoDB does on its own.
    pub async fn sweep(self, every: Duration) {
        loop {
            tokio::time::sleep(every).await;
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

/// The stand-ins for SES (version 1, the Query protocol), SQS and Secrets Manager (JSON).
#[derive(Clone)]
pub struct StandIns {
    /// Mails that were sent.
    pub mailbox: Arc<Mailbox>,
    /// Messages that are to be delivered.
    pub queues: Arc<Queues>,
    /// Secrets that can be read.
    pub secrets: Arc<SecretBox>,
    clock: Clock,
}

impl StandIns {
    /// Empty ones, with the queues of a template.
    pub fn new(clock: Clock, queues: &[Queue]) -> Self {
        let queues = Arc::new(Queues::new(queues));
        Self { mailbox: Arc::default(), queues, secrets: Arc::default(), clock }
    }

    /// All services behind one path, told apart as AWS's protocols are.
    pub fn router(&self) -> Router {
        Router::new().route("/", post(answer)).with_state(self.clone())
    }
}

async fn answer(State(services): State<StandIns>, headers: HeaderMap, body: Bytes) -> Response {
    match headers.get("x-amz-target").and_then(|target| target.to_str().ok()) {
        Some(target) if target.starts_with("AmazonSQS.") => {
            services.queues.answer(target, &body, (services.clock)())
        }
        Some(target) => services.secrets.answer(target, &body),
        None => services.mailbox.answer(&body).await,
    }
}
