//! Posting to webhooks: URLs that our users typed, so that neither the place nor the answer is trusted.
//!
//! The rules are beside: where may be posted to (`address.rs`), how a post is signed (`signature.rs`), what
//! follows a failure (`retry.rs`). Here they meet the network.

mod address;
mod resolver;
mod retry;
mod signature;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::address::{BadUrl, is_global, webhook_url};
pub use self::retry::{ATTEMPTS, Failure, Next, Reason};
pub use self::signature::signature;
use crate::{config, outbound};

/// What a receiver is, and so what a body looks like. The words are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Shape {
    /// Our own JSON, signed.
    Webhook,
    /// A message for an incoming webhook of Slack.
    Slack,
    /// A message for a workflow of Microsoft Teams.
    Teams,
}

/// One post to one receiver.
pub struct Post<'a> {
    /// The id that is the same in every attempt.
    pub id: &'a str,
    /// Where to.
    pub url: &'a str,
    /// What signs it, if it is of the shape that is signed.
    pub secret: Option<&'a str>,
    /// The body: JSON.
    pub body: &'a str,
    /// When this attempt is made.
    pub at: Timestamp,
}

/// The client for all receivers; one per process.
pub struct Client {
    http: reqwest::Client,
    config: config::Webhooks,
}

impl Client {
    /// Builds the client.
    pub(crate) fn new(config: config::Webhooks) -> Result<Self, reqwest::Error> {
        let client = outbound::client(config.connect_timeout).https_only(!config.allow_loopback);
        let http = client.dns_resolver(resolver::PublicResolver).timeout(config.timeout).build()?;
        Ok(Self { http, config })
    }

    /// Makes one attempt. The answer's status says everything; its body is never read.
    pub async fn post(&self, post: &Post<'_>) -> Result<(), Failure> {
        let url = webhook_url(post.url, self.config.allow_loopback);
        let url = url.map_err(|_| Failure::of(Reason::Url))?;
        let mut request = self
            .http
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, "Force-Monitor")
            .body(post.body.to_owned());
        if let Some(secret) = post.secret {
            request = request
                .header("x-force-monitor-delivery", post.id)
                .header("x-force-monitor-timestamp", post.at.as_second())
                .header("x-force-monitor-signature", signature(secret, post.at, post.body));
        }
        let answer = request.send().await.map_err(|error| Failure::of(reason(&error)))?;
        let retry_after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        Failure::of_answer(answer.status().as_u16(), retry_after, post.at).map_or(Ok(()), Err)
    }
}

/// Why there is no answer. Of the error itself nothing is kept: it holds the URL, which is a secret at Slack
/// and Teams.
fn reason(error: &reqwest::Error) -> Reason {
    match error {
        _ if resolver::is_not_public(error) => Reason::Address,
        _ if error.is_timeout() => Reason::Timeout,
        _ if error.is_connect() => Reason::Connection,
        _ => Reason::Unreadable,
    }
}
