//! Salesforce over HTTPS: limits, versions, what an org says of itself; tokens are in `tokens.rs`.
//!
//! Every call has a second to connect and five in all; a passing fault is tried once more inside those five.

mod failure;
mod host;
pub mod oauth;
mod tokens;
mod wire;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use tokio::time;
use url::Url;

pub use self::failure::{Failure, RequestLimit};
pub use self::host::{LoginHost, NotALoginHost};
pub use self::tokens::{Client as ClientPair, TokenFailure};
use self::wire::get;
use crate::config;
use crate::limits::ApiUsage;
use crate::{outbound, token};

/// The client for every org; one per process, with its connections.
pub struct Salesforce {
    http: Client,
    config: config::Salesforce,
}

/// A reply to "limits": the raw body, and the usage that came with it.
pub struct LimitsReply {
    /// The JSON as Salesforce sent it.
    pub body: Vec<u8>,
    /// API calls used, from the reply's header.
    pub usage: Option<ApiUsage>,
    /// The API version that was read.
    pub api_version: String,
}

/// What an org says of itself.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Organization {
    /// The name in Setup, "Company Information".
    pub name: String,
    /// For example `Enterprise Edition`.
    pub organization_type: String,
    /// Whether it is a sandbox.
    pub is_sandbox: bool,
}

/// A reply to a query.
#[derive(Deserialize)]
struct Records<T> {
    records: Vec<T>,
}

#[derive(Deserialize)]
struct VersionEntry {
    version: String,
}

impl Salesforce {
    /// Builds the client.
    pub fn new(config: config::Salesforce) -> Result<Self, reqwest::Error> {
        let http = outbound::client(config.connect_timeout).https_only(config.simulator.is_none()).build()?;
        Ok(Self { http, config })
    }

    /// The address at which a person logs in; with a simulator, always the simulator's.
    pub fn login_url(&self, host: &LoginHost) -> Result<Url, url::ParseError> {
        match &self.config.simulator {
            Some(simulator) => Ok(simulator.clone()),
            None => Url::parse(&format!("https://{}", host.name())),
        }
    }

    /// Checks a token reply; see [`oauth::TokenReply::verify`].
    pub fn verify(
        &self,
        reply: oauth::TokenReply,
        client_secret: &str,
    ) -> Result<oauth::Grant, oauth::BadReply> {
        reply.verify(client_secret, self.config.simulator.as_ref())
    }

    /// Reads an org's limits in one call, or two if the first met a passing fault.
    pub async fn limits(&self, instance: &str, token: &str) -> Result<LimitsReply, Failure> {
        self.counted_limits(instance, token, &AtomicU32::new(0)).await
    }

    /// The same, and counts the calls that it takes.
    pub async fn counted_limits(
        &self,
        instance: &str,
        token: &str,
        calls: &AtomicU32,
    ) -> Result<LimitsReply, Failure> {
        let request = |root: &str| {
            calls.fetch_add(1, Ordering::Relaxed);
            self.http.get(format!("{root}/limits")).bearer_auth(token)
        };
        let (api_version, headers, body) = self.in_time(self.versioned(instance, request)).await?;
        let usage = headers.get("sforce-limit-info").and_then(|v| ApiUsage::parse(v.to_str().ok()?));
        Ok(LimitsReply { body, usage, api_version })
    }

    /// Makes a request below `/services/data/VERSION`. An org that does not know the configured API version
    /// is asked for its newest one.
    async fn versioned(
        &self,
        instance: &str,
        request: impl Fn(&str) -> RequestBuilder,
    ) -> Result<(String, HeaderMap, Vec<u8>), Failure> {
        let attempt = async |version: &str| {
            let root = format!("{instance}/services/data/{version}");
            let (headers, body) = self.twice(|| get(request(&root))).await?;
            Ok::<_, Failure>((version.to_owned(), headers, body))
        };
        match attempt(&self.config.api_version).await {
            Err(failure) if failure.wants_other_version() => {
                attempt(&self.newest_version(instance).await?).await
            }
            outcome => outcome,
        }
    }

    /// The newest API version that an org offers, such as `v67.0`. Not counted against its calls.
    async fn newest_version(&self, instance: &str) -> Result<String, Failure> {
        let url = format!("{instance}/services/data/");
        let (_, body) = self.twice(|| get(self.http.get(&url))).await?;
        newest(&body).ok_or(Failure::Unreadable)
    }

    /// Reads what the org calls itself and what kind it is.
    pub async fn organization(&self, instance: &str, token: &str) -> Result<Organization, Failure> {
        const QUERY: &str = "SELECT Name, OrganizationType, IsSandbox FROM Organization";
        let request =
            |root: &str| self.http.get(format!("{root}/query")).query(&[("q", QUERY)]).bearer_auth(token);
        let (_, _, body) = self.in_time(self.versioned(instance, request)).await?;
        let found: Records<Organization> = serde_json::from_slice(&body).map_err(|_| Failure::Unreadable)?;
        found.records.into_iter().next().ok_or(Failure::Unreadable)
    }

    /// Gives up after the configured time, whatever still runs.
    async fn in_time<T>(&self, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
        time::timeout(self.config.timeout, work).await.unwrap_or(Err(Failure::TimedOut))
    }

    /// Tries once more after a passing fault, at a moment that differs from caller to caller.
    async fn twice<T, F: Future<Output = Result<T, Failure>>>(
        &self,
        attempt: impl Fn() -> F,
    ) -> Result<T, Failure> {
        match attempt().await {
            Err(failure) if failure.is_retryable() => {
                time::sleep(jittered(self.config.pause)).await;
                attempt().await
            }
            outcome => outcome,
        }
    }
}

/// Between half of `pause` and one and a half of it.
fn jittered(pause: Duration) -> Duration {
    let part = token::random::<1>().map_or(128, |[byte]| u32::from(byte));
    pause / 2 + pause * part / 255
}

/// Versions are text ("67.0"), and a list need not be in order.
fn newest(body: &[u8]) -> Option<String> {
    let number = |entry: &VersionEntry| entry.version.split('.').next()?.parse::<u32>().ok();
    let list: Vec<VersionEntry> = serde_json::from_slice(body).ok()?;
    list.iter().filter_map(number).max().map(|version| format!("v{version}.0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_simulator_people_log_in_at_salesforce_itself() {
        let salesforce = Salesforce::new(config::Salesforce {
            api_version: "v67.0".into(),
            simulator: None,
            connect_timeout: Duration::from_secs(1),
            timeout: Duration::from_secs(5),
            pause: Duration::from_millis(200),
        })
        .unwrap();
        for (text, url) in [
            ("login", "https://login.salesforce.com/"),
            ("test", "https://test.salesforce.com/"),
            ("acme--uat.sandbox.my.salesforce.com", "https://acme--uat.sandbox.my.salesforce.com/"),
        ] {
            let host = LoginHost::parse(text).unwrap();
            assert_eq!(salesforce.login_url(&host).unwrap().as_str(), url);
        }
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        let body = r#"[{"label":"A’1","url":"/x","version":"67.0"},{"version":"100.0"},{"version":"9.0"}]"#;
        assert_eq!(newest(body.as_bytes()).as_deref(), Some("v100.0"));
        assert_eq!(newest(b"[]"), None);
        assert_eq!(newest(b"<html>"), None);
    }

    #[test]
    fn jitter_stays_around_the_pause() {
        for _ in 0..100 {
            let pause = jittered(Duration::from_millis(100));
            assert!((50..=150).contains(&pause.as_millis()), "{pause:?}");
        }
    }
}
