//! The account, and the devices on which it is logged in.

use jiff::Timestamp;
use serde::Serialize;
use shared::app::App;
use shared::error::answers::{LoggedIn, Read};
use shared::error::{Error, Problem, Refusal};
use shared::http::{self, Caller, Request, Response};
use shared::refresh::Client;
use shared::security::{Event, Subject};
use shared::store::account_sessions::AccountSession;
use utoipa::ToSchema;

use crate::tokens::{self, Granted};

const UNKNOWN: Refusal = Refusal::new(404, "not_found", "There is no such session.");

/// Something else was quicker.
pub(crate) const CHANGED: Refusal =
    Refusal::new(409, "conflict", "The account was changed from elsewhere at the same moment. Try again.");

/// The account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its address.
    #[schema(format = Email)]
    pub email: String,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Whether it may read errors and make projects.
    pub operator: bool,
}

/// One device on which the account is logged in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    /// The session's id, for ending it.
    pub id: String,
    /// The browser or program.
    #[schema(example = "Firefox on Linux")]
    pub agent: String,
    /// Whether a browser or a program keeps the tokens.
    pub client: Client,
    /// When it logged in.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it last fetched new tokens: at most a quarter of an hour before its last request.
    #[schema(value_type = String, format = DateTime)]
    pub last_used_at: Timestamp,
    /// When it will be logged out unless it is used.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Who is logged in.
#[utoipa::path(get, path = "/api/auth/me", operation_id = "accountMe", tag = "accounts",
    responses(
        (status = 200, description = "The account.", body = Account),
        Read, LoggedIn),
    security(("access" = []), ("bearer" = [])))]
pub async fn me(app: &App, request: Request) -> Result<Response, Error> {
    let Caller { user, .. } = http::account(app, &request).await?;
    http::json(&Account {
        id: user.id,
        email: user.address.as_str().to_owned(),
        created_at: user.created_at,
        operator: app.config.operators.has(&user.address),
    })
}

/// Where the account is logged in, the device that was used last first.
#[utoipa::path(get, path = "/api/auth/sessions", operation_id = "accountSessions", tag = "accounts",
    responses(
        (status = 200, description = "The devices.", body = Vec<Device>),
        Read, LoggedIn),
    security(("access" = []), ("bearer" = [])))]
pub async fn sessions(app: &App, request: Request) -> Result<Response, Error> {
    let caller = http::account(app, &request).await?;
    let device = |session: AccountSession| Device {
        current: session.id == caller.session.id,
        created_at: session.created_at,
        last_used_at: session.used_at,
        expires_at: session.expires_at(),
        client: session.client,
        agent: session.agent,
        id: session.id,
    };
    let sessions = app.store.list_sessions(&caller.user, app.now()).await?;
    http::json(&sessions.into_iter().map(device).collect::<Vec<_>>())
}

/// Ends one session, or with `others` all but the one that asks, which gets new tokens.
#[utoipa::path(delete, path = "/api/auth/sessions/{id}", operation_id = "accountSessionEnd", tag = "accounts",
    params(("id" = String, Path, description = "A session's id, or `others`.")),
    responses(
        (status = 200, description = "All others have ended; the tokens of this one are new.", body = Granted),
        (status = 204, description = "The session has ended."),
        (status = 403, description = "The request came from another site.", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "There is no such session.", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "The account was changed at the same moment.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "Not now.", body = Problem, content_type = "application/problem+json"),
        LoggedIn),
    security(("access" = []), ("bearer" = [])))]
pub async fn end(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let caller = http::account(app, &request).await?;
    let keys = app.keys().await?;
    let who = Subject::new(&keys, &request, Some(&caller.user.address)).known(&caller.user.id);
    let id = http::path_parameter(&request, "id").unwrap_or_default();
    if id != "others" {
        // Other keys may be longer than DynamoDB takes.
        let is_id = id.len() == 22;
        if !is_id || !app.store.end_session(&caller.user.id, &id).await? {
            return Err(UNKNOWN.into());
        }
        who.record(Event::TokenRevoked, "one session");
        return Ok(http::no_content());
    }
    let renewed = app.store.end_other_sessions(&caller.user, &caller.session, app.now()).await?;
    let renewed = renewed.ok_or(CHANGED)?;
    who.record(Event::TokenRevoked, "all other sessions");
    tokens::grant(app, &keys, &renewed.token())
}
