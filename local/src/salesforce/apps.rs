//! The client apps that may ask for access, and what their administrators set for them.

use serde::Deserialize;

use super::orgs::Org;

/// The client id that works without registering anything.
pub const DEFAULT_CLIENT_ID: &str = "3MVG9.simulated.force-monitor";
/// Its secret.
pub const DEFAULT_CLIENT_SECRET: &str = "simulated-secret-force-monitor";

/// A client app as an administrator has set it up.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct App {
    /// What the client calls itself by.
    pub client_id: String,
    /// What the client proves it with.
    pub client_secret: String,
    /// What the approval page calls it.
    pub name: String,
    /// Where codes may be sent, matched exactly; none means anywhere.
    pub redirect_uris: Vec<String>,
    /// Whether each refresh replaces the refresh token, and the use of a replaced one ends the grant.
    pub rotation: bool,
    /// Whether an authorization without a code challenge is refused.
    pub require_pkce: bool,
    /// Whether the token endpoint asks for the secret; one that is sent is checked in any case.
    pub require_secret: bool,
    /// After how many seconds without a call an access token ends.
    pub session_timeout_secs: i64,
    /// What the app may ask for, and gets if it asks for nothing.
    pub scopes: Vec<String>,
    /// The org whose user the app acts as with its own credentials; without one that flow is refused.
    pub runs_as: Option<String>,
}

impl Default for App {
    fn default() -> Self {
        let scopes = ["api", "id", "web", "openid", "refresh_token", "offline_access"];
        Self {
            client_id: DEFAULT_CLIENT_ID.to_owned(),
            client_secret: DEFAULT_CLIENT_SECRET.to_owned(),
            name: "Force Monitor".to_owned(),
            redirect_uris: Vec::new(),
            rotation: true,
            require_pkce: true,
            require_secret: true,
            session_timeout_secs: 2 * 60 * 60,
            scopes: scopes.map(str::to_owned).to_vec(),
            runs_as: None,
        }
    }
}

impl App {
    /// Whether a code may be sent there.
    pub(crate) fn sends_to(&self, uri: &str) -> bool {
        self.redirect_uris.is_empty() || self.redirect_uris.iter().any(|known| known == uri)
    }

    /// The scopes of a request, or nothing if it asks for one that the app does not have.
    pub(crate) fn scopes_for(&self, asked: &str) -> Option<Vec<String>> {
        let asked: Vec<_> = asked.split_whitespace().map(str::to_owned).collect();
        if asked.is_empty() {
            return Some(self.scopes.clone());
        }
        asked.iter().all(|scope| self.scopes.contains(scope)).then_some(asked)
    }
}

/// The apps of a new simulator: the default one, and one for each org that acts as that org's user.
pub(crate) fn all(orgs: &[Org], session_timeout_secs: i64) -> Vec<App> {
    let own = orgs.iter().map(|org| App {
        client_id: org.client_id(),
        client_secret: org.client_secret(),
        name: format!("{} integration", org.name),
        runs_as: Some(org.id.clone()),
        session_timeout_secs,
        ..App::default()
    });
    [App { session_timeout_secs, ..App::default() }].into_iter().chain(own).collect()
}
