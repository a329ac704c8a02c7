//! The second way back from Salesforce: to a connection through which an account watches the org.

use shared::app::App;
use shared::approval;
use shared::error::Error;
use shared::org::OrgId;
use shared::salesforce::ClientPair;
use shared::store::oauth_states::{OauthState, Watching};
use shared::watch::{Connection, Health, Method, OwnApp, owner};

use crate::cause;
use crate::connect::{Unfinished, exchange, exchange_as, verify};

/// Exchanges the code, finds out what may be read, and keeps the connection.
pub(crate) async fn connect(
    app: &App,
    state: &OauthState,
    watching: &Watching,
    code: &str,
) -> Result<OrgId, Unfinished> {
    let (grant, own_secret) = match &watching.own_app {
        None => {
            let (reply, secrets) = exchange(app, state, code).await?;
            (verify(app, reply, &secrets.salesforce_client_secret)?, None)
        }
        Some(own) => {
            let secret = app.unseal(&own.sealed_secret, &watching.account).await?;
            let secret = secret.map_err(|error| Error::internal("open the app's secret")(error.into()))?;
            let client = ClientPair { id: &own.client_id, secret: &secret };
            let reply = exchange_as(app, state, code, client).await?;
            let reply = reply.map_err(|failure| cause::of_failure(&failure))?;
            (verify(app, reply, &secret)?, Some((own.client_id.clone(), secret)))
        }
    };
    let refresh_token = grant.refresh_token.clone().ok_or(&cause::NO_REFRESH_TOKEN)?;
    let (org, check) = approval::check(app, &grant).await?;
    let (secrets, owner, now) = (app.secrets().await?, owner(&org.id, &watching.account), app.now());
    let seal = |text: &str| secrets.seal(text, &owner);
    let own_app = match own_secret {
        Some((client_id, secret)) => Some(OwnApp { client_id, sealed_secret: seal(&secret)? }),
        None => None,
    };
    let connection = Connection {
        account: watching.account.clone(),
        address: watching.address.clone(),
        method: Method::RefreshToken,
        login_host: state.login_host.clone(),
        own_app,
        sealed_refresh: Some(seal(&refresh_token)?),
        sealed_access: Some(seal(&grant.access_token)?),
        generation: now.as_millisecond(),
        health: Health::Works,
        connected_at: now,
        check,
        org,
    };
    if !app.store.put_connection(&connection).await? {
        return Err((&cause::ERASING).into());
    }
    Ok(connection.org.id)
}
