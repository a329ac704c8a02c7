//! The environment's one secret in Secrets Manager: the Salesforce app's client and the sealing keys.
//!
//! It is read when it is first needed and then kept. After an authentication failure it is read once more,
//! because the failure may mean that it was changed meanwhile.

use std::sync::Arc;

use aws_sdk_secretsmanager::Client;
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::error::Error;
use crate::seal::{SealError, Sealer};

/// What the secret holds.
pub struct Secrets {
    /// The Salesforce app's consumer key.
    pub salesforce_client_id: String,
    /// The Salesforce app's consumer secret.
    pub salesforce_client_secret: String,
    /// The keys that seal access tokens.
    pub sealer: Sealer,
}

impl Secrets {
    /// Whether both name the same Salesforce client with the same secret.
    pub fn same_client(&self, other: &Self) -> bool {
        self.salesforce_client_id == other.salesforce_client_id
            && self.salesforce_client_secret == other.salesforce_client_secret
    }
}

/// The secret as JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    salesforce_client_id: String,
    salesforce_client_secret: String,
    sealing_key: String,
    previous_sealing_key: Option<String>,
}

/// Why the secret cannot be used; never says what it holds.
#[derive(Debug, thiserror::Error)]
enum BadSecret {
    #[error("the secret has no text")]
    NoText,
    #[error("the secret is not the JSON that is expected")]
    NotJson,
    #[error(transparent)]
    Key(#[from] SealError),
}

/// The secret and how to get it.
pub(crate) struct SecretStore {
    client: Client,
    id: String,
    kept: Mutex<Option<Arc<Secrets>>>,
}

impl SecretStore {
    pub(crate) fn new(client: Client, id: String) -> Self {
        Self { client, id, kept: Mutex::new(None) }
    }

    /// The secret, from Secrets Manager the first time. Requests that come together read it once. One that
    /// has no client yet is read again each time, so that a new deployment need not be restarted when it gets
    /// one.
    pub(crate) async fn get(&self) -> Result<Arc<Secrets>, Error> {
        let mut kept = self.kept.lock().await;
        match &*kept {
            Some(secrets) if !secrets.salesforce_client_id.is_empty() => Ok(secrets.clone()),
            _ => Ok(kept.insert(Arc::new(self.read().await?)).clone()),
        }
    }

    /// The secret as it is now, after `refused` was not good enough. Requests that were refused together read
    /// it once.
    pub(crate) async fn get_newer(&self, refused: &Arc<Secrets>) -> Result<Arc<Secrets>, Error> {
        let mut kept = self.kept.lock().await;
        match &*kept {
            Some(secrets) if !Arc::ptr_eq(secrets, refused) => Ok(secrets.clone()),
            _ => Ok(kept.insert(Arc::new(self.read().await?)).clone()),
        }
    }

    async fn read(&self) -> Result<Secrets, Error> {
        const DOING: &str = "read the secret";
        let output = self.client.get_secret_value().secret_id(&self.id).send().await;
        let output = output.map_err(|error| Error::Unavailable { doing: DOING, source: error.into() })?;
        parse(output.secret_string()).map_err(|error| Error::internal(DOING)(error.into()))
    }
}

fn parse(text: Option<&str>) -> Result<Secrets, BadSecret> {
    let document: Document =
        serde_json::from_str(text.ok_or(BadSecret::NoText)?).map_err(|_| BadSecret::NotJson)?;
    let previous = document.previous_sealing_key.as_deref().filter(|key| !key.is_empty());
    let sealer = Sealer::new(std::iter::once(document.sealing_key.as_str()).chain(previous))?;
    Ok(Secrets {
        salesforce_client_id: document.salesforce_client_id,
        salesforce_client_secret: document.salesforce_client_secret,
        sealer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_needs_a_client_and_a_strong_key() {
        let good = r#"{"salesforceClientId":"i","salesforceClientSecret":"s",
            "sealingKey":"0123456789abcdef0123456789abcdef","previousSealingKey":"","more":1}"#;
        assert_eq!(parse(Some(good)).ok().unwrap().salesforce_client_id, "i");
        for (text, told) in [
            (None, "no text"),
            (Some("not json: hunter2"), "not the JSON"),
            (Some(r#"{"sealingKey":"0123456789abcdef0123456789abcdef"}"#), "not the JSON"),
            (Some(&good.replace("0123456789abcdef0123", "0123")), "at least 32"),
        ] {
            let error = parse(text).err().unwrap().to_string();
            assert!(error.contains(told) && !error.contains("hunter2"), "{error}");
        }
    }
}
