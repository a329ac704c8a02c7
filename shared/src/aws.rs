//! The AWS SDK, set up so that a function is ready in little time: one connector on rustls with ring, made
//! once, with Amazon's five roots compiled in instead of the system's list. Where a service is in a region is
//! left to the SDK: each client reads its table of regions when it is made, also if it is given an endpoint.

use std::fs;
use std::sync::OnceLock;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::{
    HttpConnectorSettings, SharedHttpClient, SharedHttpConnector, http_client_fn,
};

use crate::app::get_or_try_init;
use crate::config;

/// The roots of every AWS endpoint, as Amazon Trust Services publishes them.
const AMAZON_ROOTS: &[u8] = include_bytes!("aws/amazon-roots.pem");

/// Lambda freezes a process between events; a connection that was idle longer than this is likely to be dead.
const POOL_IDLE: Duration = Duration::from_secs(15);

/// AWS cannot be reached as configured.
#[derive(Debug, thiserror::Error)]
pub enum BadSetup {
    /// The file of `AWS_CA_BUNDLE` or `SSL_CERT_FILE` cannot be read.
    #[error("the certificates of AWS_CA_BUNDLE or SSL_CERT_FILE cannot be read")]
    CaBundle(#[source] std::io::Error),
    /// The certificates are not usable.
    #[error("the certificates are not usable: {0}")]
    Tls(String),
}

/// What all clients of a process share; the HTTP client is made when the first of them is.
pub(crate) struct Aws {
    config: config::Aws,
    sdk: OnceLock<SdkConfig>,
}

impl Aws {
    pub(crate) fn new(config: config::Aws) -> Self {
        Self { config, sdk: OnceLock::new() }
    }

    pub(crate) fn dynamodb(&self) -> Result<aws_sdk_dynamodb::Client, BadSetup> {
        let mut config = aws_sdk_dynamodb::config::Builder::from(self.sdk()?);
        config.set_endpoint_url(self.config.dynamodb.clone());
        Ok(aws_sdk_dynamodb::Client::from_conf(config.build()))
    }

    pub(crate) fn secrets_manager(&self) -> Result<aws_sdk_secretsmanager::Client, BadSetup> {
        let mut config = aws_sdk_secretsmanager::config::Builder::from(self.sdk()?);
        config.set_endpoint_url(self.config.secrets_manager.clone());
        Ok(aws_sdk_secretsmanager::Client::from_conf(config.build()))
    }

    /// What [`crate::ses::Mailer`] makes its client of: it has rules of its own for time and second attempts.
    pub(crate) fn ses(&self) -> Result<aws_sdk_ses::config::Builder, BadSetup> {
        let mut config = aws_sdk_ses::config::Builder::from(self.sdk()?);
        config.set_endpoint_url(self.config.ses.clone());
        Ok(config)
    }

    pub(crate) fn sqs(&self) -> Result<aws_sdk_sqs::Client, BadSetup> {
        let mut config = aws_sdk_sqs::config::Builder::from(self.sdk()?);
        config.set_endpoint_url(self.config.sqs.clone());
        Ok(aws_sdk_sqs::Client::from_conf(config.build()))
    }

    fn sdk(&self) -> Result<&SdkConfig, BadSetup> {
        get_or_try_init(&self.sdk, || build(&self.config))
    }
}

fn build(config: &config::Aws) -> Result<SdkConfig, BadSetup> {
    let keys = config.credentials.clone();
    let credentials =
        Credentials::new(keys.access_key_id, keys.secret_access_key, keys.session_token, None, "environment");
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(config.attempt_timeout)
        .operation_attempt_timeout(config.attempt_timeout)
        .operation_timeout(config.attempt_timeout * 2)
        .build();
    Ok(SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(config.region.clone()))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(http_client(config)?)
        .timeout_config(timeouts)
        .retry_config(RetryConfig::standard().with_max_attempts(2))
        .build())
}

/// One connector for all clients, made once. The SDK's own client of the same parts would decode the
/// certificates for every client that is made, to see whether they are good, and again in the first call.
fn http_client(config: &config::Aws) -> Result<SharedHttpClient, BadSetup> {
    let roots = match &config.ca_bundle {
        Some(path) => fs::read(path).map_err(BadSetup::CaBundle)?,
        None => AMAZON_ROOTS.to_vec(),
    };
    let trust = TrustStore::empty().with_pem_certificate(roots);
    let context = TlsContext::builder().with_trust_store(trust).build();
    let context = context.map_err(|error| BadSetup::Tls(error.to_string()))?;
    let connector = Connector::builder()
        .connector_settings(HttpConnectorSettings::builder().connect_timeout(config.attempt_timeout).build())
        .pool_idle_timeout(POOL_IDLE)
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(context)
        .build();
    let connector = SharedHttpConnector::new(connector);
    Ok(http_client_fn(move |_, _| connector.clone()))
}
