//! What a handler works with: the configuration, the clients, the clock. Built once per process.

use std::sync::{Arc, OnceLock};

use jiff::{SignedDuration, Timestamp};

use crate::aws::{Aws, BadSetup};
use crate::config::{BadEnvironment, Config};
use crate::error::{Error, Source};
use crate::intake::Intake;
use crate::keys::Keys;
use crate::ops::OpsToken;
use crate::outbound;
use crate::password::{Password, Verdict};
use crate::salesforce::Salesforce;
use crate::seal::SealError;
use crate::secrets::{SecretStore, Secrets};
use crate::ses::Mailer;
use crate::sqs::Sender;
use crate::store::Store;
use crate::webhook;

/// Time as a value: a test hands in a clock that stands still.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A key that was taken out is good for so much longer.
const MAX_AGE_OF_KEYS: SignedDuration = SignedDuration::from_mins(5);

/// Everything a handler may use. The store is ready from the start, because nearly every route reads it; the
/// other clients are made when they are first used, so that a function pays only for what it does.
pub struct App {
    /// What the process was told from outside.
    pub config: Config,
    /// The tables.
    pub store: Store,
    /// What this instance remembers of those who report errors.
    pub intake: Intake,
    clock: Clock,
    aws: Aws,
    salesforce: OnceLock<Salesforce>,
    secrets: OnceLock<SecretStore<Secrets>>,
    keys: OnceLock<SecretStore<Keys>>,
    ops_token: OnceLock<SecretStore<OpsToken>>,
    breaches: OnceLock<reqwest::Client>,
    mailer: OnceLock<Mailer>,
    queues: OnceLock<Sender>,
    webhooks: OnceLock<webhook::Client>,
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
        let started = Config::from_env().map_err(StartError::from);
        let started = started.and_then(|config| Self::new(config, Arc::new(Timestamp::now)));
        // A line like that of any failure, so that it is reported like one.
        started.inspect_err(|error| {
            tracing::error!(status = 500_u16, code = "start_failed", error = %error);
        })
    }

    /// Builds the app from a configuration and a clock.
    pub fn new(config: Config, clock: Clock) -> Result<Self, StartError> {
        let aws = Aws::new(config.aws.clone());
        let store = Store::new(aws.dynamodb()?, config.table_prefix.clone());
        Ok(Self {
            config,
            store,
            intake: Intake::default(),
            clock,
            aws,
            salesforce: OnceLock::new(),
            secrets: OnceLock::new(),
            keys: OnceLock::new(),
            ops_token: OnceLock::new(),
            breaches: OnceLock::new(),
            mailer: OnceLock::new(),
            queues: OnceLock::new(),
            webhooks: OnceLock::new(),
        })
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

    /// The client that asks whether passwords are known to be public.
    pub(crate) fn breach_client(&self) -> Result<&reqwest::Client, reqwest::Error> {
        get_or_try_init(&self.breaches, || outbound::client(self.config.passwords.breach_timeout).build())
    }

    /// The client that sends mail.
    pub fn mailer(&self) -> Result<&Mailer, Error> {
        let new = || Mailer::new(self.aws.ses()?, self.config.mail.clone()).map_err(Source::from);
        get_or_try_init(&self.mailer, new).map_err(Error::internal("set up the client for SES"))
    }

    /// The client that sends to queues.
    pub fn queues(&self) -> Result<&Sender, Error> {
        let new = || Ok::<_, Source>(Sender::new(self.aws.sqs()?));
        get_or_try_init(&self.queues, new).map_err(Error::internal("set up the client for SQS"))
    }

    /// The client that posts to webhooks.
    pub fn webhooks(&self) -> Result<&webhook::Client, Error> {
        let new = || webhook::Client::new(self.config.webhooks.clone()).map_err(Source::from);
        get_or_try_init(&self.webhooks, new).map_err(Error::internal("set up the client for webhooks"))
    }

    /// The environment's secret, read once per process.
    pub async fn secrets(&self) -> Result<Arc<Secrets>, Error> {
        self.secret_store()?.get(self.now(), Secrets::has_client).await
    }

    /// The environment's secret as it is now, because `refused` was refused.
    pub async fn newer_secrets(&self, refused: &Arc<Secrets>) -> Result<Arc<Secrets>, Error> {
        self.secret_store()?.get_newer(refused, self.now()).await
    }

    /// The keys of accounts, as they were five minutes ago at most.
    pub async fn keys(&self) -> Result<Arc<Keys>, Error> {
        self.key_store()?.get_recent(self.now(), MAX_AGE_OF_KEYS).await
    }

    /// The keys of accounts as they are now, because somebody showed what `old` ones do not know; `None` if
    /// they were read a moment ago.
    pub async fn newer_keys(&self, old: &Arc<Keys>) -> Result<Option<Arc<Keys>>, Error> {
        self.key_store()?.maybe_newer(old, self.now()).await
    }

    /// The operator's token, as it was five minutes ago at most.
    pub async fn ops_token(&self) -> Result<Arc<OpsToken>, Error> {
        self.ops_store()?.get_recent(self.now(), MAX_AGE_OF_KEYS).await
    }

    /// The operator's token as it is now, because somebody showed another than `old`; `None` if it was read a
    /// moment ago.
    pub async fn newer_ops_token(&self, old: &Arc<OpsToken>) -> Result<Option<Arc<OpsToken>>, Error> {
        self.ops_store()?.maybe_newer(old, self.now()).await
    }

    /// Compares a password with a kept hash, or works as long for none. A hash of a pepper that is newer than
    /// ours makes us look for it.
    pub async fn compare(
        &self,
        keys: &Arc<Keys>,
        password: &Password,
        kept: Option<&str>,
    ) -> Result<Verdict, Error> {
        let with = |keys: Arc<Keys>| {
            let (password, kept) = (password.clone(), kept.map(str::to_owned));
            self.aside(move || keys.hasher.verify(&password, kept.as_deref()))
        };
        let verdict = with(keys.clone()).await?;
        match verdict {
            Verdict::Unusable => match self.newer_keys(keys).await? {
                Some(newer) => with(newer).await,
                None => Ok(verdict),
            },
            verdict => Ok(verdict),
        }
    }

    /// The hash to keep of a password.
    pub async fn hash(&self, keys: &Arc<Keys>, password: &Password) -> Result<String, Error> {
        let (keys, password) = (keys.clone(), password.clone());
        Ok(self.aside(move || keys.hasher.hash(&password)).await??)
    }

    /// Does work that takes long, such as a hash, beside the thread that answers.
    pub async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|error| Error::internal("do some work aside")(error.into()))
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

    fn secret_store(&self) -> Result<&SecretStore<Secrets>, Error> {
        let id = self.config.secret_id.clone();
        self.secret_of(&self.secrets, id, Secrets::parse)
    }

    fn key_store(&self) -> Result<&SecretStore<Keys>, Error> {
        let (issuer, cost) = (self.config.public_url.clone(), self.config.passwords.cost);
        let id = self.config.accounts_secret_id.clone();
        self.secret_of(&self.keys, id, move |text| Ok(Keys::parse(text, &issuer, cost)?))
    }

    fn ops_store(&self) -> Result<&SecretStore<OpsToken>, Error> {
        self.secret_of(&self.ops_token, self.config.ops_secret_id.clone(), OpsToken::parse)
    }

    fn secret_of<'a, T>(
        &self,
        cell: &'a OnceLock<SecretStore<T>>,
        id: String,
        parse: impl Fn(&str) -> Result<T, Source> + Send + Sync + 'static,
    ) -> Result<&'a SecretStore<T>, Error> {
        let new = || Ok::<_, Source>(SecretStore::new(self.aws.secrets_manager()?, id, Box::new(parse)));
        get_or_try_init(cell, new).map_err(Error::internal("set up the client for Secrets Manager"))
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
