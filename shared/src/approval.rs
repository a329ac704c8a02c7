//! Asking for approval at Salesforce, and what is asked of an org first once it is given. Both areas that
//! connect orgs do it in the same way.

use crate::app::App;
use crate::error::Error;
use crate::limits::{Org, OrgKind, Reading, parse};
use crate::salesforce::oauth::{Approval, Grant, LOGIN_SCOPE, WATCH_SCOPE, authorize_url};
use crate::salesforce::{Failure, LoginHost};
use crate::store::oauth_states::{OauthState, Watching};
use crate::token;
use crate::watch::Check;
use url::Url;

/// What an approval is asked for.
#[derive(Default)]
pub struct Purpose {
    /// To watch the org, and not only to look at it for some hours.
    pub watching: Option<Watching>,
    /// To show an org of the simulated Salesforce, which approves by itself.
    pub simulated_org: Option<&'static str>,
}

/// Keeps a started login and gives the address of Salesforce's approval page for it. Only the browser that
/// holds `browser` can finish it.
pub async fn begin(app: &App, host: &LoginHost, browser: &str, purpose: Purpose) -> Result<String, Error> {
    let Purpose { watching, simulated_org } = purpose;
    let secrets = app.secrets().await?;
    let own_app = watching.as_ref().and_then(|watching| watching.own_app.as_ref());
    let client_id = own_app.map_or(&secrets.salesforce_client_id, |app| &app.client_id).clone();
    if client_id.is_empty() {
        return Err(Error::NotConfigured);
    }
    let (state, verifier) = (token::random_text()?, token::random_text()?);
    let asked = Approval {
        client_id: &client_id,
        redirect_uri: &redirect_uri(app),
        scope: if watching.is_some() { WATCH_SCOPE } else { LOGIN_SCOPE },
        state: &state,
        challenge: &token::digest(&verifier),
        simulated_org,
    };
    let url = authorize_url(&login_url(app, host)?, &asked);
    let stored = OauthState {
        id: token::digest(&state),
        browser: token::digest(browser),
        verifier,
        login_host: host.name().to_owned(),
        watching,
    };
    app.store.put_oauth_state(stored, app.now()).await?;
    Ok(url.into())
}

/// The address of a host's login.
pub fn login_url(app: &App, host: &LoginHost) -> Result<Url, Error> {
    app.salesforce()?.login_url(host).map_err(|e| Error::internal("build the login address")(e.into()))
}

/// Where Salesforce sends people back to.
pub fn redirect_uri(app: &App) -> String {
    format!("{}/auth/salesforce/callback", app.config.public_url)
}

/// Asks the org for its name and kind. A user who may not read them is connected all the same: the host has
/// to do. The second value says whether it may.
pub async fn describe(app: &App, grant: &Grant) -> Result<(Org, bool), Error> {
    let found = app.salesforce()?.organization(&grant.instance_url, &grant.access_token).await;
    let is_named = found.is_ok();
    let (name, kind) = match found {
        Ok(org) if org.is_sandbox => (org.name, OrgKind::Sandbox),
        Ok(org) if org.organization_type == "Developer Edition" => (org.name, OrgKind::Developer),
        Ok(org) => (org.name, OrgKind::Production),
        Err(failure) => {
            tracing::info!(org = %grant.org, ?failure, "the org's name could not be read");
            let kind = if grant.sandbox { OrgKind::Sandbox } else { OrgKind::Production };
            let host = grant.instance_url.trim_start_matches("https://");
            (host.split('.').next().unwrap_or(host).to_owned(), kind)
        }
    };
    Ok((Org { id: grant.org.clone(), name, kind, instance_url: grant.instance_url.clone() }, is_named))
}

/// Finds out what may be read through a new connection, with two calls that the org counts.
pub async fn check(app: &App, grant: &Grant) -> Result<(Org, Check), Error> {
    let (org, is_named) = describe(app, grant).await?;
    let reply = app.salesforce()?.limits(&grant.instance_url, &grant.access_token).await;
    let readings = match reply {
        Ok(reply) => parse(&reply.body).map_err(|_| Failure::Unreadable)?,
        // The org's calls are used up: what may be read shows as soon as some are left.
        Err(Failure::RequestLimit(_)) => {
            return Ok((org.clone(), Check::of(&org.name, true, true, is_named)));
        }
        Err(Failure::PermissionMissing | Failure::ApiDisabled | Failure::SessionNotForApi) => {
            return Ok((org.clone(), Check::of(&org.name, false, false, is_named)));
        }
        Err(failure) => {
            // The approval stands, and its first reading will show the rest.
            tracing::warn!(org = %grant.org, ?failure, "what may be read could not be found out");
            return Ok((org, Check::default()));
        }
    };
    let is_storage = |reading: &Reading| matches!(reading.name.as_str(), "DataStorageMB" | "FileStorageMB");
    let check = Check::of(&org.name, true, readings.iter().any(is_storage), is_named);
    Ok((org, check))
}
