//! Configuration: every variable, its default and its meaning. Nothing else reads the environment.

mod operators;
mod queues;

use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use url::Url;

pub use self::operators::Operators;
pub use self::queues::Queues;
use crate::password::LEAST_MINIMUM;

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
    /// `ACCOUNTS_SECRET_ID`: name or ARN of the secret of accounts.
    pub accounts_secret_id: String,
    /// `OPS_SECRET_ID`: name or ARN of the operator's secret.
    pub ops_secret_id: String,
    /// `OPERATOR_EMAILS`: whose accounts may read errors and make projects; addresses with commas between them.
    pub operators: Operators,
    /// `ENVIRONMENT`: what errors of our own are told to have happened in, such as `production`.
    pub environment: Option<String>,
    /// Which passwords are taken, and how they are kept.
    pub passwords: Passwords,
    /// How mails leave.
    pub mail: Mail,
    /// How webhooks are posted.
    pub webhooks: Webhooks,
    /// The queues of watched orgs.
    pub queues: Queues,
    /// How AWS is reached.
    pub aws: Aws,
    /// How Salesforce is reached.
    pub salesforce: Salesforce,
}

/// Which passwords are taken, and how they are kept.
#[derive(Clone, Debug)]
pub struct Passwords {
    /// `PASSWORD_MIN_LENGTH`, 15 unless given, 8 at least: the shortest password, in code points.
    pub min_length: usize,
    /// `BCRYPT_COST`, 10 unless given, 10 at least: the logarithm of bcrypt's rounds.
    pub cost: u32,
    /// `BREACH_RANGE_URL`: where breached passwords are looked up by the first five digits of their SHA-1,
    /// such as `https://api.pwnedpasswords.com/range/`. Without it none are.
    pub breach_range: Option<Url>,
    /// How long such a look-up may take.
    pub breach_timeout: Duration,
}

/// How mails leave; only the function that sends them needs it.
#[derive(Clone, Debug)]
pub struct Mail {
    /// `MAIL_FROM`: the sender, such as `Force Monitor <no-reply@example.com>`.
    pub from: Option<String>,
    /// `MAIL_CONFIGURATION_SET`: SES's set of rules for what is sent.
    pub configuration_set: Option<String>,
    /// `MAIL_QUEUE_URL`: the queue of mails to send.
    pub queue_url: Option<String>,
    /// `MAIL_DEAD_LETTERS_URL`: the queue of mails that cannot be sent.
    pub dead_letters_url: Option<String>,
    /// How long SES may take to accept a mail.
    pub timeout: Duration,
    /// About how long to wait before a second attempt when SES allows no more mails at this moment; doubled
    /// before each further one.
    pub pause: Duration,
}

/// How webhooks are posted; only the function that posts them needs it.
#[derive(Clone, Debug)]
pub struct Webhooks {
    /// `WEBHOOK_QUEUE_URL`: the queue of posts to make.
    pub queue_url: Option<String>,
    /// `WEBHOOK_DEAD_LETTERS_URL`: the queue of posts that nobody accepted.
    pub dead_letters_url: Option<String>,
    /// How long a connection may take to open.
    pub connect_timeout: Duration,
    /// How long a receiver may take to answer in all.
    pub timeout: Duration,
    /// Whether `http://127.0.0.1` may be posted to: in tests and the local run. No variable sets it.
    pub allow_loopback: bool,
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
    /// `AWS_ENDPOINT_URL_SES`, else `AWS_ENDPOINT_URL`: another SES than the region's.
    pub ses: Option<String>,
    /// `AWS_ENDPOINT_URL_SQS`, else `AWS_ENDPOINT_URL`: another SQS than the region's.
    pub sqs: Option<String>,
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
        let config = Self {
            public_url: env.need("PUBLIC_URL").trim_end_matches('/').to_owned(),
            table_prefix: env.need("TABLE_PREFIX"),
            secret_id: env.need("SECRET_ID"),
            accounts_secret_id: env.need("ACCOUNTS_SECRET_ID"),
            ops_secret_id: env.need("OPS_SECRET_ID"),
            operators: env.operators(),
            environment: env.maybe("ENVIRONMENT"),
            passwords: env.passwords(),
            mail: Mail {
                from: env.maybe("MAIL_FROM"),
                configuration_set: env.maybe("MAIL_CONFIGURATION_SET"),
                queue_url: env.maybe("MAIL_QUEUE_URL"),
                dead_letters_url: env.maybe("MAIL_DEAD_LETTERS_URL"),
                timeout: Duration::from_secs(10),
                pause: Duration::from_millis(250),
            },
            webhooks: Webhooks {
                queue_url: env.maybe("WEBHOOK_QUEUE_URL"),
                dead_letters_url: env.maybe("WEBHOOK_DEAD_LETTERS_URL"),
                connect_timeout: Duration::from_secs(1),
                timeout: Duration::from_secs(5),
                allow_loopback: false,
            },
            queues: Queues { collect: env.maybe("COLLECT_QUEUE_URL"), erase: env.maybe("ERASE_QUEUE_URL") },
            aws: env.aws(),
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

    fn at_least<N: FromStr + PartialOrd + Display>(&mut self, name: &str, least: N, usual: N) -> N {
        let Some(text) = self.maybe(name) else { return usual };
        match text.parse() {
            Ok(number) if number >= least => number,
            _ => {
                self.faults.push(format!("{name} is not a number of {least} or more"));
                usual
            }
        }
    }

    fn operators(&mut self) -> Operators {
        let list = self.maybe("OPERATOR_EMAILS").unwrap_or_default();
        list.parse().unwrap_or_else(|_| {
            self.faults.push("OPERATOR_EMAILS has something that is no address".into());
            Operators::default()
        })
    }

    fn passwords(&mut self) -> Passwords {
        Passwords {
            min_length: self.at_least("PASSWORD_MIN_LENGTH", LEAST_MINIMUM, 15),
            cost: self.at_least("BCRYPT_COST", 10, 10),
            breach_range: self.https_url("BREACH_RANGE_URL"),
            breach_timeout: Duration::from_secs(1),
        }
    }

    fn aws(&mut self) -> Aws {
        let common = self.maybe("AWS_ENDPOINT_URL");
        let endpoint = |own: Option<String>| own.or_else(|| common.clone());
        let ca_bundle = self.maybe("AWS_CA_BUNDLE").or_else(|| self.maybe("SSL_CERT_FILE"));
        Aws {
            region: self.need("AWS_REGION"),
            dynamodb: endpoint(self.maybe("AWS_ENDPOINT_URL_DYNAMODB")),
            secrets_manager: endpoint(self.maybe("AWS_ENDPOINT_URL_SECRETS_MANAGER")),
            ses: endpoint(self.maybe("AWS_ENDPOINT_URL_SES")),
            sqs: endpoint(self.maybe("AWS_ENDPOINT_URL_SQS")),
            ca_bundle: ca_bundle.map(PathBuf::from),
            credentials: Credentials {
                access_key_id: self.need("AWS_ACCESS_KEY_ID"),
                secret_access_key: self.need("AWS_SECRET_ACCESS_KEY"),
                session_token: self.maybe("AWS_SESSION_TOKEN"),
            },
            attempt_timeout: Duration::from_secs(1),
        }
    }

    fn https_url(&mut self, name: &str) -> Option<Url> {
        let url = self.url(name)?;
        // On this machine nobody listens on the way.
        if url.scheme() != "https" && url.host_str() != Some("127.0.0.1") {
            self.faults.push(format!("{name} does not begin with https://"));
        }
        Some(url)
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
mod tests;
