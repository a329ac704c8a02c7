//! Secrets in Secrets Manager. This one holds the Salesforce app's client and the sealing keys; that of
//! accounts is in [`crate::keys`].
//!
//! A secret is read when it is first needed and then kept. After an authentication failure it is read once
//! more, because the failure may mean that it was changed meanwhile.

use std::sync::Arc;

use aws_sdk_secretsmanager::Client;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::error::{Error, Source};
use crate::salesforce::ClientPair;
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
    /// Reads the secret's text.
    pub(crate) fn parse(text: &str) -> Result<Self, Source> {
        Ok(parse(text)?)
    }

    /// Whether somebody has put a client in place. One without is read again each time, so that a new
    /// deployment need not be restarted when it gets one.
    pub(crate) fn has_client(&self) -> bool {
        !self.salesforce_client_id.is_empty()
    }

    /// The app's client, as it proves itself.
    pub fn client(&self) -> ClientPair<'_> {
        ClientPair { id: &self.salesforce_client_id, secret: &self.salesforce_client_secret }
    }

    /// Seals a text so that it opens for this `owner` only; [`crate::app::App::unseal`] opens it.
    pub fn seal(&self, text: &str, owner: &str) -> Result<String, Error> {
        self.sealer.seal(text, owner).map_err(|error| Error::internal("seal a secret")(error.into()))
    }

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

/// A secret and how to get it.
pub(crate) struct SecretStore<T> {
    client: Client,
    id: String,
    parse: Parse<T>,
    kept: Mutex<Option<(Arc<T>, Timestamp)>>,
}

/// Makes of the secret's text what is kept of it.
type Parse<T> = Box<dyn Fn(&str) -> Result<T, Source> + Send + Sync>;

/// Whoever shows a token of an unknown key makes us look for a newer secret; so often at most.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_secs(10);

impl<T> SecretStore<T> {
    pub(crate) fn new(client: Client, id: String, parse: Parse<T>) -> Self {
        Self { client, id, parse, kept: Mutex::new(None) }
    }

    /// The secret, from Secrets Manager the first time, and each time as long as what is kept is not
    /// `complete`. Requests that come together read it once.
    pub(crate) async fn get(&self, now: Timestamp, complete: impl Fn(&T) -> bool) -> Result<Arc<T>, Error> {
        let mut kept = self.kept.lock().await;
        match &*kept {
            Some((secret, _)) if complete(secret) => Ok(secret.clone()),
            _ => Ok(kept.insert((Arc::new(self.read().await?), now)).0.clone()),
        }
    }

    /// The secret as it was `max_age` ago at most, so that a key which was taken out is forgotten everywhere
    /// by then. If Secrets Manager does not answer, the old one has to do a little longer.
    pub(crate) async fn get_recent(&self, now: Timestamp, max_age: SignedDuration) -> Result<Arc<T>, Error> {
        let mut kept = self.kept.lock().await;
        match &*kept {
            Some((secret, read_at)) if now < *read_at + max_age => return Ok(secret.clone()),
            _ => {}
        }
        match (self.read().await, &mut *kept) {
            (Ok(secret), kept) => Ok(kept.insert((Arc::new(secret), now)).0.clone()),
            (Err(error), Some((secret, read_at))) => {
                error.log("");
                *read_at = now - max_age + LOOK_AGAIN;
                Ok(secret.clone())
            }
            (Err(error), None) => Err(error),
        }
    }

    /// The secret as it is now, after `refused` was not good enough. Requests that were refused together read
    /// it once.
    pub(crate) async fn get_newer(&self, refused: &Arc<T>, now: Timestamp) -> Result<Arc<T>, Error> {
        let mut kept = self.kept.lock().await;
        match &*kept {
            Some((secret, _)) if !Arc::ptr_eq(secret, refused) => Ok(secret.clone()),
            _ => Ok(kept.insert((Arc::new(self.read().await?), now)).0.clone()),
        }
    }

    /// The same for refusals that anybody can cause: `None` if the secret was read a moment ago.
    pub(crate) async fn maybe_newer(
        &self,
        refused: &Arc<T>,
        now: Timestamp,
    ) -> Result<Option<Arc<T>>, Error> {
        let is_recent = |(secret, read_at): &(Arc<T>, Timestamp)| {
            Arc::ptr_eq(secret, refused) && now < *read_at + LOOK_AGAIN
        };
        if self.kept.lock().await.as_ref().is_some_and(is_recent) {
            return Ok(None);
        }
        self.get_newer(refused, now).await.map(Some)
    }

    async fn read(&self) -> Result<T, Error> {
        const DOING: &str = "read the secret";
        let output = self.client.get_secret_value().secret_id(&self.id).send().await;
        let output = output.map_err(|error| Error::Unavailable { doing: DOING, source: error.into() })?;
        let text = output.secret_string().ok_or(BadSecret::NoText);
        let parsed = text.map_err(Source::from).and_then(|text| (self.parse)(text));
        parsed.map_err(Error::internal(DOING))
    }
}

fn parse(text: &str) -> Result<Secrets, BadSecret> {
    let document: Document = serde_json::from_str(text).map_err(|_| BadSecret::NotJson)?;
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
        assert_eq!(parse(good).ok().unwrap().salesforce_client_id, "i");
        for (text, told) in [
            ("not json: hunter2", "not the JSON"),
            (r#"{"sealingKey":"0123456789abcdef0123456789abcdef"}"#, "not the JSON"),
            (&good.replace("0123456789abcdef0123", "0123"), "at least 32"),
        ] {
            let error = parse(text).err().unwrap().to_string();
            assert!(error.contains(told) && !error.contains("hunter2"), "{error}");
        }
    }
}
