//! A stand-in for Secrets Manager: `GetSecretValue`, and its refusals.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

/// Secrets by their id.
#[derive(Default)]
pub struct SecretBox {
    secrets: Mutex<HashMap<String, String>>,
    reads: AtomicUsize,
}

impl SecretBox {
    /// Puts a secret in place of what was there.
    pub fn put(&self, id: &str, text: &str) {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), text.to_owned());
    }

    /// How often a secret was read.
    pub fn reads(&self) -> usize {
        self.reads.load(Ordering::SeqCst)
    }

    pub(super) fn answer(&self, target: &str, body: &[u8]) -> Response {
        if target != "secretsmanager.GetSecretValue" {
            return json(StatusCode::BAD_REQUEST, json!({ "__type": "UnknownOperationException" }));
        }
        self.reads.fetch_add(1, Ordering::SeqCst);
        let request: Value = serde_json::from_slice(body).unwrap_or_default();
        let id = request["SecretId"].as_str().unwrap_or_default();
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        match secrets.get(id) {
            Some(text) => {
                let arn = format!("arn:aws:secretsmanager:local:000000000000:secret:{id}");
                json(StatusCode::OK, json!({ "ARN": arn, "Name": id, "SecretString": text }))
            }
            None => {
                let message = "Secrets Manager can't find the specified secret.";
                json(
                    StatusCode::BAD_REQUEST,
                    json!({ "__type": "ResourceNotFoundException", "Message": message }),
                )
            }
        }
    }
}

fn json(status: StatusCode, value: Value) -> Response {
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    let media_type = header::HeaderValue::from_static("application/x-amz-json-1.1");
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    response
}
