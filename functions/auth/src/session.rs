//! The session: whether it is good, and its end.

use jiff::Timestamp;
use serde::Serialize;
use shared::app::App;
use shared::error::{Error, Problem};
use shared::http::{self, Request, Response, SESSION_COOKIE};
use shared::limits::Org;
use shared::store::sessions::Session;
use shared::token::SessionToken;
use utoipa::ToSchema;

/// Whether there is a session that is good.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionValidity {
    /// Whether it is good.
    pub valid: bool,
    /// When it ends unless it is used; null if it is not good.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Timestamp>,
    /// The org it is connected to; null if it is not good.
    pub org: Option<Org>,
    /// Whether a simulation stands in for Salesforce, so that there is a demo to look at.
    pub demo: bool,
}

/// Says whether the session is good, and for which org. Asking does not prolong it.
#[utoipa::path(get, path = "/api/session/validate", operation_id = "sessionValidate", tag = "session",
    responses(
        (status = 200, description = "Whether it is good.", body = SessionValidity),
        (status = 400, description = "A session in the URL.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "The session cannot be read now.", body = Problem,
            content_type = "application/problem+json")),
    security((), ("session" = []), ("bearer" = [])))]
pub async fn validate(app: &App, request: Request) -> Result<Response, Error> {
    let session = match http::maybe_session_token(&request) {
        Some(token) => app.store.find_session(&token.id(), app.now()).await?,
        None => None,
    };
    let expires_at = session.as_ref().map(Session::expires_at);
    http::json(&SessionValidity {
        valid: session.is_some(),
        expires_at,
        org: session.map(|session| session.org),
        demo: app.config.salesforce.simulator.is_some(),
    })
}

/// Ends the session and revokes its token at Salesforce. The session ends even when Salesforce cannot be
/// reached.
#[utoipa::path(delete, path = "/api/session", operation_id = "sessionEnd", tag = "session",
    responses(
        (status = 204, description = "There is no session any more; perhaps there was none."),
        (status = 400, description = "A session in the URL.", body = Problem,
            content_type = "application/problem+json"),
        (status = 403, description = "The request came from another site.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "The session cannot be ended now.", body = Problem,
            content_type = "application/problem+json")),
    security((), ("session" = []), ("bearer" = [])))]
pub async fn disconnect(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    if let Some(token) = http::maybe_session_token(&request) {
        end(app, &token).await?;
    }
    let mut response = http::no_content();
    http::clear_cookie(&mut response, SESSION_COOKIE)?;
    Ok(response)
}

/// Ends a session here, then at Salesforce; the second may fail, and only the log is told.
pub(crate) async fn end(app: &App, token: &SessionToken) -> Result<(), Error> {
    let Some(session) = app.store.take_session(&token.id()).await? else { return Ok(()) };
    let revoked = revoke(app, &session).await;
    tracing::info!(event = "session_terminated", org = %session.org.id, revoked = revoked.is_ok());
    if let Err(error) = revoked {
        tracing::warn!(event = "authn_token_revoke_fail", org = %session.org.id, %error);
    }
    Ok(())
}

async fn revoke(app: &App, session: &Session) -> Result<(), Error> {
    let token = app.unseal(&session.sealed_token, session.org.id.as_str()).await?;
    let token = token.map_err(|error| Error::internal("open the access token")(error.into()))?;
    Ok(app.salesforce()?.revoke(&session.org.instance_url, &token).await?)
}
