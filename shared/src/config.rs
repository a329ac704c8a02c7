//! Configuration: every variable, its default and its meaning. Nothing else reads the environment.

use std::path::PathBuf;
use std::time::Duration;

use url::Url;

/// What a process is told from outside.
#[derive(Clone, Debug)]
pub struct Config {
    /// `PUBLIC_URL`: where people reach this deployment, stage included, without a trailing slash. Links and
    /// redirects are built from it and never from a request's headers.
    pub public_url: String,
    /// `TABLE_PREFIX`: what every table's name starts with.
    pub table_prefix: String,
    /// `SECRET_ID`: name or ARN of the one secret of this environment.
    pub secret_id: String,
    /// How AWS is reached.
    pub aws: Aws,
    /// How Salesforce is reached.
    pub salesforce: Salesforce,
}

/// How AWS is reached.
#[derive(Clone, Debug)]
pub struct Aws {
    /// `AWS_REGION`, set by Lambda.
    pub region: String,
    /// `AWS_ENDPOINT_URL_DYNAMODB`, else `AWS_ENDPOINT_URL`: another DynamoDB than the region's.
    pub dynamodb: Option<String>,
    /// `AWS_ENDPOINT_URL_SECRETS_MANAGER`, else `AWS_ENDPOINT_URL`: another Secrets Manager than the
    /// region's.
    pub secrets_manager: Option<String>,
    /// `AWS_CA_BUNDLE`, else `SSL_CERT_FILE`: certificates in PEM to trust instead of Amazon's own roots.
    pub ca_bundle: Option<PathBuf>,
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` with `AWS_SESSION_TOKEN`, set by Lambda.
    pub credentials: Credentials,
    /// How long one attempt of a call may take; a call has two attempts, and twice the time in all.
    pub attempt_timeout: Duration,
}

/// Keys to sign AWS requests with. Their debug output does not show them.
#[derive(Clone)]
pub struct Credentials {
    /// The key's id.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: String,
    /// The token of a temporary key.
    pub session_token: Option<String>,
}

/// How Salesforce is reached.
#[derive(Clone, Debug)]
pub struct Salesforce {
    /// `SALESFORCE_API_VERSION`, `v67.0` unless given. An org that does not know it is asked for its newest.
    pub api_version: String,
    /// `SALESFORCE_SIMULATOR_URL`: a simulated Salesforce that takes the place of the real one. Never set in
    /// AWS.
    pub simulator: Option<Url>,
    /// How long a connection may take to open.
    pub connect_timeout: Duration,
    /// How long a call may take in all, a second attempt included.
    pub timeout: Duration,
    /// About how long to wait before a second attempt, or before looking again for what another request is
    /// reading.
    pub pause: Duration,
}

/// What is wrong with the environment, all of it at once.
#[derive(Debug, thiserror::Error)]
#[error("the environment is not complete: {}", .0.join("; "))]
pub struct BadEnvironment(Vec<String>);

impl Config {
    /// Reads the process's environment.
    #[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
    pub fn from_env() -> Result<Self, BadEnvironment> {
        Self::from_lookup(|name| std::env::var(name).ok())
    }

    /// Reads variables through `lookup`; an empty one counts as absent.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, BadEnvironment> {
        let mut env = Environment { lookup, faults: Vec::new() };
        let endpoint = env.maybe("AWS_ENDPOINT_URL");
        let config = Self {
            public_url: env.need("PUBLIC_URL").trim_end_matches('/').to_owned(),
            table_prefix: env.need("TABLE_PREFIX"),
            secret_id: env.need("SECRET_ID"),
            aws: Aws {
                region: env.need("AWS_REGION"),
                dynamodb: env.maybe("AWS_ENDPOINT_URL_DYNAMODB").or_else(|| endpoint.clone()),
                secrets_manager: env.maybe("AWS_ENDPOINT_URL_SECRETS_MANAGER").or(endpoint),
                ca_bundle: env
                    .maybe("AWS_CA_BUNDLE")
                    .or_else(|| env.maybe("SSL_CERT_FILE"))
                    .map(PathBuf::from),
                credentials: Credentials {
                    access_key_id: env.need("AWS_ACCESS_KEY_ID"),
                    secret_access_key: env.need("AWS_SECRET_ACCESS_KEY"),
                    session_token: env.maybe("AWS_SESSION_TOKEN"),
                },
                attempt_timeout: Duration::from_secs(1),
            },
            salesforce: Salesforce {
                api_version: env.maybe("SALESFORCE_API_VERSION").unwrap_or_else(|| "v67.0".into()),
                simulator: env.url("SALESFORCE_SIMULATOR_URL"),
                connect_timeout: Duration::from_secs(1),
                timeout: Duration::from_secs(5),
                pause: Duration::from_millis(200),
            },
        };
        if env.faults.is_empty() { Ok(config) } else { Err(BadEnvironment(env.faults)) }
    }
}

/// `AWS_LAMBDA_LOG_LEVEL`, set by Lambda from the template's logging configuration.
#[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
pub(crate) fn log_level() -> Option<String> {
    std::env::var("AWS_LAMBDA_LOG_LEVEL").ok()
}

/// Variables and what was wrong with them so far.
struct Environment<F> {
    lookup: F,
    faults: Vec<String>,
}

impl<F: Fn(&str) -> Option<String>> Environment<F> {
    fn maybe(&self, name: &str) -> Option<String> {
        (self.lookup)(name).filter(|value| !value.is_empty())
    }

    fn need(&mut self, name: &str) -> String {
        self.maybe(name).unwrap_or_else(|| {
            self.faults.push(format!("{name} is not set"));
            String::new()
        })
    }

    fn url(&mut self, name: &str) -> Option<Url> {
        let text = self.maybe(name)?;
        let url = Url::parse(&text).ok();
        if url.is_none() {
            self.faults.push(format!("{name} is not a URL"));
        }
        url
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: [(&str, &str); 6] = [
        ("PUBLIC_URL", "https://fm.example/prod/"),
        ("TABLE_PREFIX", "fm-"),
        ("SECRET_ID", "fm"),
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ACCESS_KEY_ID", "id"),
        ("AWS_SECRET_ACCESS_KEY", "a very secret key"),
    ];

    fn config(more: &[(&str, &str)]) -> Result<Config, BadEnvironment> {
        Config::from_lookup(|name| {
            more.iter().chain(&LEAST).find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_least_environment_talks_to_the_real_services() {
        let config = config(&[]).unwrap();
        assert_eq!(config.public_url, "https://fm.example/prod");
        assert!(config.aws.dynamodb.is_none() && config.salesforce.simulator.is_none());
        assert_eq!(config.salesforce.api_version, "v67.0");
    }

    #[test]
    fn everything_that_is_missing_is_named_at_once() {
        let error = Config::from_lookup(|_| None).unwrap_err().to_string();
        for (name, _) in LEAST {
            assert!(error.contains(name), "{error}");
        }
        let error =
            config(&[("PUBLIC_URL", ""), ("SALESFORCE_SIMULATOR_URL", "no url")]).unwrap_err().to_string();
        assert!(error.contains("PUBLIC_URL is not set; SALESFORCE_SIMULATOR_URL is not a URL"), "{error}");
    }

    #[test]
    fn a_service_s_own_endpoint_comes_before_the_common_one() {
        let config =
            config(&[("AWS_ENDPOINT_URL", "http://a"), ("AWS_ENDPOINT_URL_DYNAMODB", "http://d")]).unwrap();
        assert_eq!(config.aws.dynamodb.as_deref(), Some("http://d"));
        assert_eq!(config.aws.secrets_manager.as_deref(), Some("http://a"));
    }

    #[test]
    fn keys_do_not_show_in_debug_output() {
        assert!(!format!("{:?}", config(&[]).unwrap()).contains("a very secret key"));
    }
}
