//! The OAuth 2.0 web server flow as Salesforce speaks it: the address to send a person to, and the token
//! reply.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde::Deserialize;
use url::Url;

use super::host::is_instance_url;
use crate::org::OrgId;

/// What a log-in asks for: to call the API and to know whose token it is. Never `refresh_token` here: each
/// user may approve an app five times with it, and a sixth approval would silently revoke the oldest one.
pub const LOGIN_SCOPE: &str = "api id";

/// What watching an org asks for beside that: to go on without the person.
pub const WATCH_SCOPE: &str = "api id refresh_token";

/// The parameter that only the simulated Salesforce knows.
pub const SIMULATED_ORG: &str = "simulated_org";

/// What a person is sent to Salesforce with (RFC 6749, 4.1.1 with RFC 7636).
pub struct Approval<'a> {
    /// The app that asks.
    pub client_id: &'a str,
    /// Where Salesforce sends the person back to.
    pub redirect_uri: &'a str,
    /// [`LOGIN_SCOPE`] or [`WATCH_SCOPE`].
    pub scope: &'a str,
    /// What Salesforce hands back.
    pub state: &'a str,
    /// PKCE's challenge, by S256.
    pub challenge: &'a str,
    /// An org of the simulated Salesforce, which then approves by itself. The real one knows nothing of it.
    pub simulated_org: Option<&'a str>,
}

/// The address of Salesforce's approval page.
pub fn authorize_url(login: &Url, asked: &Approval<'_>) -> Url {
    let mut url = login.clone();
    url.set_path("/services/oauth2/authorize");
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", asked.client_id)
        .append_pair("redirect_uri", asked.redirect_uri)
        .append_pair("scope", asked.scope)
        .append_pair("state", asked.state)
        .append_pair("code_challenge", asked.challenge)
        .append_pair("code_challenge_method", "S256")
        .extend_pairs(asked.simulated_org.map(|org| (SIMULATED_ORG, org)));
    url
}

/// Salesforce's reply of its token endpoint, of which only the checked parts get out.
#[derive(Deserialize)]
pub struct TokenReply {
    access_token: String,
    #[serde(default)]
    refresh_token: Option<String>,
    instance_url: String,
    id: String,
    issued_at: String,
    #[serde(default)]
    signature: String,
}

/// A connection to one org, after every check.
pub struct Grant {
    /// The access token; a secret.
    pub access_token: String,
    /// The refresh token, if there is a new one; a secret.
    pub refresh_token: Option<String>,
    /// Scheme and host of the org's API, without a trailing slash.
    pub instance_url: String,
    /// The org.
    pub org: OrgId,
    /// Whether the org is a sandbox.
    pub sandbox: bool,
}

/// A started login, as the token endpoint wants to see it again.
pub struct CodeGrant<'a> {
    /// Where the person logged in.
    pub login: &'a Url,
    /// The redirect URI that the login was started with.
    pub redirect_uri: &'a str,
    /// The authorization code: single use, good for 15 minutes at most.
    pub code: &'a str,
    /// PKCE's verifier.
    pub verifier: &'a str,
}

/// Why a token reply is not believed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadReply {
    /// The signature over id and time is not the client secret's.
    #[error("the token reply's signature does not match")]
    Signature,
    /// The instance is no host of Salesforce.
    #[error("the token reply names a host that is not Salesforce's")]
    InstanceUrl,
    /// The identity address names no org.
    #[error("the token reply's identity names no org")]
    Identity,
}

impl TokenReply {
    /// Checks signature, host and identity. `simulator` is the one host beyond Salesforce's own that is
    /// allowed.
    pub fn verify(self, client_secret: &str, simulator: Option<&Url>) -> Result<Grant, BadReply> {
        if !signature_matches(client_secret, &self.id, &self.issued_at, &self.signature) {
            return Err(BadReply::Signature);
        }
        let instance = Url::parse(&self.instance_url).map_err(|_| BadReply::InstanceUrl)?;
        let simulated = simulator.is_some_and(|url| url.origin() == instance.origin());
        if !simulated && !is_instance_url(&instance) {
            return Err(BadReply::InstanceUrl);
        }
        let identity = Url::parse(&self.id).map_err(|_| BadReply::Identity)?;
        let org = org_of(&identity).ok_or(BadReply::Identity)?;
        let sandbox = identity.host_str() == Some("test.salesforce.com");
        let instance_url = instance.origin().ascii_serialization();
        let Self { access_token, refresh_token, .. } = self;
        Ok(Grant { access_token, refresh_token, instance_url, org, sandbox })
    }
}

/// Base64(HMAC-SHA256(client secret, id ‖ `issued_at`)), compared in constant time.
fn signature_matches(client_secret: &str, id: &str, issued_at: &str, signature: &str) -> bool {
    let Ok(signature) = STANDARD.decode(signature) else { return false };
    let key = hmac::Key::new(hmac::HMAC_SHA256, client_secret.as_bytes());
    hmac::verify(&key, format!("{id}{issued_at}").as_bytes(), &signature).is_ok()
}

/// `/id/ORG/USER`.
fn org_of(identity: &Url) -> Option<OrgId> {
    let mut parts = identity.path_segments()?;
    (parts.next()? == "id").then_some(())?;
    OrgId::parse(parts.next()?).ok()
}

#[cfg(test)]
mod tests;
