//! Salesforce's token endpoints: a code, a refresh token or an app's own credentials for an access token;
//! what a token is still worth; the end of one.
//!
//! None of these calls is repeated here. A code is good for one exchange, and with rotation a refresh token
//! is too: presented again it ends the whole connection.

use serde::Deserialize;
use url::Url;

use super::wire::send;
use super::{Failure, Salesforce, oauth};

/// The id and the secret by which an app proves itself.
#[derive(Clone, Copy)]
pub struct Client<'a> {
    /// The consumer key.
    pub id: &'a str,
    /// The consumer secret.
    pub secret: &'a str,
}

/// Why there is no token.
#[derive(Debug)]
pub enum TokenFailure {
    /// Salesforce said no: its `error` and `error_description` (RFC 6749, 5.2).
    Refused {
        /// For example `invalid_grant`.
        error: String,
        /// For example `expired authorization code`.
        description: String,
    },
    /// No usable answer: what was asked for may have happened.
    Failed(Failure),
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
    #[serde(default)]
    error_description: String,
}

/// A reply to a question about a token (RFC 7662, 2.2).
#[derive(Deserialize)]
struct Introspection {
    active: bool,
}

impl Salesforce {
    /// Exchanges an authorization code (RFC 6749, 4.1.3).
    pub async fn exchange(
        &self,
        grant: &oauth::CodeGrant<'_>,
        client: Client<'_>,
    ) -> Result<oauth::TokenReply, TokenFailure> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", grant.code),
            ("redirect_uri", grant.redirect_uri),
            ("code_verifier", grant.verifier),
        ];
        self.token(grant.login, client, &form).await
    }

    /// Gets a new access token for a refresh token (RFC 6749, 6), and with rotation a new refresh token.
    pub async fn refresh(
        &self,
        login: &Url,
        client: Client<'_>,
        refresh_token: &str,
    ) -> Result<oauth::TokenReply, TokenFailure> {
        let form = [("grant_type", "refresh_token"), ("refresh_token", refresh_token)];
        self.token(login, client, &form).await
    }

    /// Gets an access token for the app itself (RFC 6749, 4.4), which acts as the user that the org's
    /// administrator chose for it. My Domain hosts only.
    pub async fn client_credentials(
        &self,
        login: &Url,
        client: Client<'_>,
    ) -> Result<oauth::TokenReply, TokenFailure> {
        self.token(login, client, &[("grant_type", "client_credentials")]).await
    }

    /// Whether a refresh token is still good (RFC 7662). Asking uses nothing up.
    pub async fn is_refresh_token_active(
        &self,
        login: &Url,
        client: Client<'_>,
        refresh_token: &str,
    ) -> Result<bool, TokenFailure> {
        let form = [("token", refresh_token), ("token_type_hint", "refresh_token")];
        let reply: Introspection = self.ask(login, "introspect", client, &form).await?;
        Ok(reply.active)
    }

    /// Revokes an access token, or a refresh token with all its access tokens (RFC 7009).
    pub async fn revoke(&self, instance: &str, token: &str) -> Result<(), Failure> {
        let request = self.http.post(format!("{instance}/services/oauth2/revoke")).form(&[("token", token)]);
        let (status, _, body) = self.in_time(send(request)).await?;
        if status == 200 { Ok(()) } else { Err(Failure::of_reply(status, &body)) }
    }

    async fn token(
        &self,
        login: &Url,
        client: Client<'_>,
        form: &[(&str, &str)],
    ) -> Result<oauth::TokenReply, TokenFailure> {
        self.ask(login, "token", client, form).await
    }

    async fn ask<T: for<'de> Deserialize<'de>>(
        &self,
        login: &Url,
        endpoint: &str,
        client: Client<'_>,
        form: &[(&str, &str)],
    ) -> Result<T, TokenFailure> {
        let pair = [("client_id", client.id), ("client_secret", client.secret)];
        let form: Vec<_> = form.iter().chain(&pair).collect();
        let mut url = login.clone();
        url.set_path(&format!("/services/oauth2/{endpoint}"));
        let (status, _, body) = self.in_time(send(self.http.post(url).form(&form))).await?;
        if status == 200 {
            return serde_json::from_slice(&body).map_err(|_| Failure::Unreadable.into());
        }
        match serde_json::from_slice::<Refusal>(&body) {
            Ok(Refusal { error, error_description: description }) => {
                Err(TokenFailure::Refused { error, description })
            }
            Err(_) => Err(Failure::of_reply(status, &body).into()),
        }
    }
}

impl TokenFailure {
    /// Whether Salesforce does not know the client or its secret.
    pub fn is_of_client(&self) -> bool {
        matches!(self, Self::Refused { error, .. } if error.starts_with("invalid_client"))
    }

    /// Whether Salesforce has said for certain that there is no token, and that asking again will not help.
    /// Its other errors pass, and after them nobody knows what has become of a refresh token.
    pub fn is_final(&self) -> bool {
        const PASSING: [&str; 5] =
            ["server_error", "service_unavailable", "slow_down", "system_down", "rate_limit_exceeded"];
        matches!(self, Self::Refused { error, .. } if !PASSING.contains(&error.as_str()))
    }
}

impl From<Failure> for TokenFailure {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}
