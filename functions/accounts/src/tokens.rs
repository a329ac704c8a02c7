//! Tokens: handed out, exchanged, ended.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::error::answers::Posted;
use shared::error::{Error, Problem};
use shared::http::{self, ACCESS_COOKIE, REFRESH_COOKIE, Request, Response};
use shared::jwt::{self, Claims};
use shared::keys::Keys;
use shared::refresh::{Client, RefreshToken};
use shared::security::{Event, Subject};
use shared::store::account_sessions::{IDLE, Refreshed};
use utoipa::ToSchema;

/// Why a refresh token is not exchanged; the same for all reasons.
const OVER: Error = Error::Unauthorized("The session has ended. Log in again.");

/// What a browser is told, and a program is given.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Granted {
    /// Seconds until the access token has to be refreshed.
    #[schema(example = 900)]
    pub expires_in: i64,
    /// How to send the access token; for programs only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Bearer")]
    pub token_type: Option<&'static str>,
    /// A JWT for `Authorization`; for programs only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// Good once, for `POST /api/auth/refresh`; for programs only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// A program's refresh token; a browser sends its cookie and no body.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RefreshAsk {
    /// The token.
    refresh_token: Option<String>,
}

/// Hands out the tokens of a session: to a browser as cookies, to a program in the body, never both.
pub(crate) fn grant(app: &App, keys: &Keys, token: &RefreshToken) -> Result<Response, Error> {
    let claims = Claims { user: token.user.clone(), session: token.session.clone() };
    let access =
        keys.signer.sign(&claims, app.now()).map_err(|e| Error::internal("sign the token")(e.into()))?;
    let refresh = keys.refresh.seal(token);
    let refresh = refresh.ok_or_else(|| Error::internal("seal the token")("an id is none of ours".into()))?;
    let expires_in = jwt::LIFETIME.as_secs();
    match token.client {
        Client::Api => http::json(&Granted {
            expires_in,
            token_type: Some("Bearer"),
            access_token: Some(access),
            refresh_token: Some(refresh),
        }),
        Client::Browser => {
            let granted = Granted { expires_in, token_type: None, access_token: None, refresh_token: None };
            let mut response = http::json(&granted)?;
            http::set_strict_cookie(&mut response, ACCESS_COOKIE, &access, "/", expires_in)?;
            http::set_strict_cookie(
                &mut response,
                REFRESH_COOKIE,
                &refresh,
                &refresh_path(app),
                IDLE.as_secs(),
            )?;
            Ok(response)
        }
    }
}

/// Exchanges a refresh token for new tokens, in the way it came: by cookie or in the body.
#[utoipa::path(post, path = "/api/auth/refresh", operation_id = "accountRefresh", tag = "accounts",
    request_body(content = Option<RefreshAsk>, description = "For programs; browsers send their cookie."),
    responses(
        (status = 200, description = "New tokens.", body = Granted),
        (status = 400, description = "A body that cannot be read.", body = Problem,
            content_type = "application/problem+json"),
        (status = 401, description = "The session has ended.", body = Problem,
            content_type = "application/problem+json"),
        Posted),
    security((), ("refresh" = [])))]
pub async fn refresh(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let (shown, client) = shown(&request)?.ok_or(OVER)?;
    let mut keys = app.keys().await?;
    let token = open(app, &mut keys, &shown).await?.filter(|token| token.client == client);
    let who = Subject::new(&keys, &request, None);
    let Some(token) = token else {
        who.record(Event::TokenFail, "refresh: none of ours");
        return Err(OVER);
    };
    let who = who.known(&token.user);
    match app.store.rotate_session(&token, app.now()).await? {
        Refreshed::Rotated(next) => {
            who.record(Event::TokenCreated, "refresh");
            grant(app, &keys, &next)
        }
        Refreshed::Raced(present) => {
            who.record(Event::TokenCreated, "refresh: two at once");
            grant(app, &keys, &present)
        }
        Refreshed::Reused => {
            app.store.end_session(&token.user, &token.session).await?;
            who.record(Event::TokenReuse, "refresh: the session is ended");
            Err(OVER)
        }
        Refreshed::Ended => {
            who.record(Event::TokenFail, "refresh: over");
            Err(OVER)
        }
    }
}

/// Ends the session of the access or refresh token that comes along, at once and for good. Without one there
/// is nothing to end.
#[utoipa::path(post, path = "/api/auth/logout", operation_id = "accountLogout", tag = "accounts",
    request_body(content = Option<RefreshAsk>, description = "For programs; browsers send their cookies."),
    responses(
        (status = 204, description = "Logged out; perhaps nobody was logged in."),
        (status = 400, description = "A body that cannot be read.", body = Problem,
            content_type = "application/problem+json"),
        Posted),
    security((), ("refresh" = []), ("access" = []), ("bearer" = [])))]
pub async fn logout(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let mut keys = app.keys().await?;
    let shown = shown(&request)?;
    let by_refresh = match &shown {
        Some((token, _)) => open(app, &mut keys, token).await?,
        None => None,
    };
    let claims = match by_refresh {
        Some(token) => Some(Claims { user: token.user, session: token.session }),
        None => http::claims(app, &request).await?,
    };
    if let Some(claims) = claims {
        app.store.end_session(&claims.user, &claims.session).await?;
        Subject::new(&keys, &request, None).known(&claims.user).record(Event::TokenRevoked, "logout");
    }
    let mut response = http::no_content();
    if !matches!(shown, Some((_, Client::Api))) {
        http::set_strict_cookie(&mut response, ACCESS_COOKIE, "", "/", 0)?;
        http::set_strict_cookie(&mut response, REFRESH_COOKIE, "", &refresh_path(app), 0)?;
        http::forget_cached(&mut response);
    }
    Ok(response)
}

/// Ends the session that a browser had before it logged in anew (ASVS 7.2.4).
pub(crate) async fn end_replaced(app: &App, keys: &Keys, request: &Request) {
    let before = http::cookie(request, REFRESH_COOKIE).and_then(|token| keys.refresh.open(token));
    let Some(before) = before else { return };
    // The new session is open; one that stays beside it is shown among the devices.
    match app.store.end_session(&before.user, &before.session).await {
        Ok(_) => {
            let who = Subject::new(keys, request, None).known(&before.user);
            who.record(Event::TokenRevoked, "replaced by a login");
        }
        Err(error) => error.log(&http::request_id(request)),
    }
}

/// Opens a refresh token, with newer keys if it is not of those that we have.
async fn open(app: &App, keys: &mut Arc<Keys>, shown: &str) -> Result<Option<RefreshToken>, Error> {
    if let Some(token) = keys.refresh.open(shown) {
        return Ok(Some(token));
    }
    let Some(newer) = app.newer_keys(keys).await? else { return Ok(None) };
    *keys = newer;
    Ok(keys.refresh.open(shown))
}

/// The refresh token that comes along, and how. A body was sent on purpose, so it comes first.
fn shown(request: &Request) -> Result<Option<(String, Client)>, Error> {
    let ask: RefreshAsk = http::maybe_body(request)?;
    let in_cookie = || http::cookie(request, REFRESH_COOKIE).map(|token| (token.to_owned(), Client::Browser));
    Ok(ask.refresh_token.map(|token| (token, Client::Api)).or_else(in_cookie))
}

/// Where browsers send the refresh token: to the routes of accounts, below the stage if there is one.
fn refresh_path(app: &App) -> String {
    let authority = app.config.public_url.split_once("://").map_or("", |(_, rest)| rest);
    let stage = authority.find('/').map_or("", |slash| &authority[slash..]);
    format!("{stage}/api/auth")
}
