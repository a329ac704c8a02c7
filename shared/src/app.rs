//! What a handler works with: the configuration, the clients, the clock. Built once per process.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::aws::{Aws, BadSetup};
use crate::config::{BadEnvironment, Config};
use crate::error::{Error, Source};
use crate::salesforce::Salesforce;
use crate::seal::SealError;
use crate::secrets::{SecretStore, Secrets};
use crate::store::Store;

/// Time as a value: a test hands in a clock that stands still.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Everything a handler may use. The store is ready from the start, because nearly every route reads it; the
/// other clients are made when they are first used, so that a function pays only for what it does.
pub struct App {
    /// What the process was told from outside.
    pub config: Config,
    /// The tables.
    pub store: Store,
    clock: Clock,
    aws: Aws,
    salesforce: OnceLock<Salesforce>,
    secrets: OnceLock<SecretStore>,
}

/// The process cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Variables are missing or wrong.
    #[error(transparent)]
    Environment(#[from] BadEnvironment),
    /// AWS cannot be reached as configured.
    #[error(transparent)]
    Aws(#[from] BadSetup),
}

impl App {
    /// Builds the app from the environment and the system's clock.
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the clock is chosen")]
    pub fn load() -> Result<Self, StartError> {
        Self::new(Config::from_env()?, Arc::new(Timestamp::now))
    }

    /// Builds the app from a configuration and a clock.
    pub fn new(config: Config, clock: Clock) -> Result<Self, StartError> {
        let aws = Aws::new(config.aws.clone());
        let store = Store::new(aws.dynamodb()?, config.table_prefix.clone());
        Ok(Self { config, store, clock, aws, salesforce: OnceLock::new(), secrets: OnceLock::new() })
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The client for Salesforce.
    pub fn salesforce(&self) -> Result<&Salesforce, Error> {
        get_or_try_init(&self.salesforce, || Salesforce::new(self.config.salesforce.clone()))
            .map_err(Source::from)
            .map_err(Error::internal("set up the client for Salesforce"))
    }

    /// The environment's secret, read once per process.
    pub async fn secrets(&self) -> Result<Arc<Secrets>, Error> {
        self.secret_store()?.get().await
    }

    /// The environment's secret as it is now, because `refused` was refused.
    pub async fn newer_secrets(&self, refused: &Arc<Secrets>) -> Result<Arc<Secrets>, Error> {
        self.secret_store()?.get_newer(refused).await
    }

    /// Opens a sealed text of `owner`, reading the secret again if the text was sealed by a key that is newer
    /// than it.
    pub async fn unseal(&self, sealed: &str, owner: &str) -> Result<Result<String, SealError>, Error> {
        let secrets = self.secrets().await?;
        match secrets.sealer.open(sealed, owner) {
            Err(SealError::UnknownKey) => Ok(self.newer_secrets(&secrets).await?.sealer.open(sealed, owner)),
            outcome => Ok(outcome),
        }
    }

    fn secret_store(&self) -> Result<&SecretStore, Error> {
        let new =
            || Ok::<_, Source>(SecretStore::new(self.aws.secrets_manager()?, self.config.secret_id.clone()));
        get_or_try_init(&self.secrets, new).map_err(Error::internal("set up the client for Secrets Manager"))
    }
}

/// What `OnceLock::get_or_try_init` will do once it is stable.
pub(crate) fn get_or_try_init<T, E>(
    cell: &OnceLock<T>,
    init: impl FnOnce() -> Result<T, E>,
) -> Result<&T, E> {
    match cell.get() {
        Some(value) => Ok(value),
        None => {
            let value = init()?;
            Ok(cell.get_or_init(|| value))
        }
    }
}
