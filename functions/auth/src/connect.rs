//! OAuth 2.0's web server flow with PKCE: to Salesforce's approval page, and back with a code.

use std::sync::Arc;

use serde::Serialize;
use shared::app::App;
use shared::approval::{self, Purpose};
use shared::error::{Error, Problem};
use shared::http::{self, LOGIN_COOKIE, Request, Response, SESSION_COOKIE};
use shared::org::OrgId;
use shared::salesforce::oauth::{CodeGrant, Grant, TokenReply};
use shared::salesforce::{ClientPair, LoginHost, TokenFailure};
use shared::secrets::Secrets;
use shared::store::oauth_states::{self, OauthState};
use shared::store::sessions::{ABSOLUTE, Session};
use shared::token::{self, SessionToken};
use utoipa::ToSchema;

use crate::cause::{self, Cause};
use crate::{session, watch};

/// Where a person goes to approve the connection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// Salesforce's approval page. Good for ten minutes, and only in the browser that asked.
    #[schema(format = "uri")]
    pub auth_url: String,
}

/// The simulated org of the demo, whose API calls run out this afternoon.
const DEMO_ORG: &str = "northwind";

/// Starts a login: gives the address of Salesforce's approval page, or sends a browser there.
#[utoipa::path(get, path = "/auth/salesforce", operation_id = "connectStart", tag = "session",
    params(
        ("host" = Option<String>, Query, example = "login",
            description = "`login` (the default), `test` for sandboxes, or a My Domain host."),
        ("demo" = Option<bool>, Query, description = "The simulated org, which approves by itself; only where \
            `/api/session/validate` says that there is one.")),
    responses(
        (status = 200, description = "Where to go.", body = Started),
        (status = 302, description = "For a browser that asks for a page: there, or to an explanation."),
        (status = 400, description = "No host of Salesforce, no demo here, or a session in the URL.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "The login cannot be started now.", body = Problem,
            content_type = "application/problem+json")))]
pub async fn start(app: &App, request: Request) -> Result<Response, Error> {
    let page = http::wants_page(&request);
    let is_demo = http::query(&request, "demo").is_some_and(|value| value == "true");
    if is_demo && app.config.salesforce.simulator.is_none() {
        let why = "there is no simulated Salesforce here; connect an org of your own";
        return explain_if(page, app, &cause::NO_DEMO, Error::invalid("demo", why));
    }
    let host = http::query(&request, "host").unwrap_or_else(|| "login".into());
    let Ok(host) = LoginHost::parse(&host) else {
        let why = "use login, test, or a My Domain host such as NAME.my.salesforce.com";
        return explain_if(page, app, &cause::INVALID_HOST, Error::invalid("host", why));
    };
    // A browser keeps one value for all its logins, so that two tabs do not take each other's away.
    let browser = match http::cookie(&request, LOGIN_COOKIE).filter(|value| value.len() == 43) {
        Some(value) => value.to_owned(),
        None => token::random_text()?,
    };
    let purpose = Purpose { simulated_org: is_demo.then_some(DEMO_ORG), ..Purpose::default() };
    let auth_url = match approval::begin(app, &host, &browser, purpose).await {
        Ok(url) => url,
        Err(Error::NotConfigured) => {
            return explain_if(page, app, &cause::NOT_CONFIGURED, Error::NotConfigured);
        }
        Err(error) if page => return explain_fault(app, &request, &error),
        Err(error) => return Err(error),
    };
    let mut response = if page { http::redirect(&auth_url)? } else { http::json(&Started { auth_url })? };
    http::set_cookie(&mut response, LOGIN_COOKIE, &browser, oauth_states::LIFETIME.as_secs())?;
    Ok(response)
}

/// Finishes a login: takes the state once, exchanges the code, checks the reply, opens a session.
#[utoipa::path(get, path = "/auth/salesforce/callback", operation_id = "connectFinish", tag = "session",
    params(
        ("code" = Option<String>, Query, description = "The authorization code."),
        ("state" = Option<String>, Query, description = "The state that the login was started with."),
        ("error" = Option<String>, Query, description = "Instead of a code: why there is none.")),
    responses(
        (status = 302, description = "To the dashboard, or to a page that explains what went wrong."),
        (status = 400, description = "A session in the URL.", body = Problem,
            content_type = "application/problem+json")))]
pub async fn callback(app: &App, request: Request) -> Result<Response, Error> {
    let finished = match finish(app, &request).await {
        Ok(finished) => finished,
        Err(Unfinished::Told(cause)) => return explain(app, cause),
        Err(Unfinished::Failed(error)) => return explain_fault(app, &request, &error),
    };
    let url = &app.config.public_url;
    let mut response = match finished {
        Finished::Session(session, token) => {
            tracing::info!(event = "authn_login_success", org = %session.org.id);
            let mut response = http::redirect(&format!("{url}/dashboard"))?;
            http::set_cookie(&mut response, SESSION_COOKIE, token.value(), ABSOLUTE.as_secs())?;
            response
        }
        Finished::Watched(org) => {
            tracing::info!(event = "org_watched", %org);
            http::redirect(&format!("{url}/orgs/{org}"))?
        }
    };
    http::clear_cookie(&mut response, LOGIN_COOKIE)?;
    Ok(response)
}

/// What a login has led to.
enum Finished {
    /// A session of this browser.
    Session(Box<Session>, SessionToken),
    /// An org that is watched from now on.
    Watched(OrgId),
}

/// Why a login came to nothing.
pub(crate) enum Unfinished {
    /// For a reason that the person is told.
    Told(&'static Cause),
    /// By a fault of ours or of a supplier.
    Failed(Error),
}

/// The whole way from Salesforce's redirect to a stored session or connection.
async fn finish(app: &App, request: &Request) -> Result<Finished, Unfinished> {
    if let Some(error) = http::query(request, "error") {
        let description = http::query(request, "error_description").unwrap_or_default();
        return Err(cause::of(&error, &description).into());
    }
    let code = http::query(request, "code").ok_or(&cause::STATE_UNKNOWN)?;
    let state = http::query(request, "state").ok_or(&cause::STATE_UNKNOWN)?;
    let browser = http::cookie(request, LOGIN_COOKIE).ok_or(&cause::STATE_UNKNOWN)?;
    let (state, browser) = (token::digest(&state), token::digest(browser));
    let state = app.store.take_oauth_state(&state, &browser, app.now()).await?;
    let state = state.ok_or(&cause::STATE_UNKNOWN)?;

    if let Some(watching) = &state.watching {
        return watch::connect(app, &state, watching, &code).await.map(Finished::Watched);
    }
    let (reply, secrets) = exchange(app, &state, &code).await?;
    let grant = verify(app, reply, &secrets.salesforce_client_secret)?;
    // A new login ends the session that it replaces (ASVS 7.2.4).
    if let Some(old) = http::maybe_session_token(request) {
        session::end(app, &old).await?;
    }
    let (session, token) = open_session(app, grant, &secrets).await?;
    Ok(Finished::Session(Box::new(session), token))
}

/// Exchanges the code. If Salesforce does not know our client, the secret may have been changed since it was
/// read: it is read again, once, and tried if it is another.
pub(crate) async fn exchange(
    app: &App,
    state: &OauthState,
    code: &str,
) -> Result<(TokenReply, Arc<Secrets>), Unfinished> {
    let secrets = app.secrets().await?;
    let refused = match exchange_as(app, state, code, secrets.client()).await? {
        Ok(reply) => return Ok((reply, secrets)),
        Err(failure) => failure,
    };
    if !refused.is_of_client() {
        return Err(cause::of_failure(&refused).into());
    }
    let newer = app.newer_secrets(&secrets).await?;
    if newer.same_client(&secrets) {
        return Err(cause::of_failure(&refused).into());
    }
    match exchange_as(app, state, code, newer.client()).await? {
        Ok(reply) => Ok((reply, newer)),
        Err(failure) => Err(cause::of_failure(&failure).into()),
    }
}

/// Exchanges the code as this client.
pub(crate) async fn exchange_as(
    app: &App,
    state: &OauthState,
    code: &str,
    client: ClientPair<'_>,
) -> Result<Result<TokenReply, TokenFailure>, Unfinished> {
    let host = LoginHost::parse(&state.login_host).map_err(|_| &cause::STATE_UNKNOWN)?;
    let (login, redirect_uri) = (approval::login_url(app, &host)?, approval::redirect_uri(app));
    let grant = CodeGrant { login: &login, redirect_uri: &redirect_uri, code, verifier: &state.verifier };
    Ok(app.salesforce()?.exchange(&grant, client).await)
}

/// Believes a token reply only after every check of it.
pub(crate) fn verify(app: &App, reply: TokenReply, client_secret: &str) -> Result<Grant, Unfinished> {
    app.salesforce()?.verify(reply, client_secret).map_err(|error| {
        tracing::error!(event = "authn_token_reply_refused", %error);
        (&cause::UNTRUSTED).into()
    })
}

async fn open_session(app: &App, grant: Grant, secrets: &Secrets) -> Result<(Session, SessionToken), Error> {
    let now = app.now();
    let token = SessionToken::new(grant.org.clone())?;
    let session = Session {
        id: token.id(),
        org: approval::describe(app, &grant).await?.0,
        sealed_token: secrets.seal(&grant.access_token, grant.org.as_str())?,
        created_at: now,
        used_at: now,
    };
    app.store.put_session(&session).await?;
    Ok((session, token))
}

/// A browser is shown a page; a program gets the problem.
fn explain_if(page: bool, app: &App, cause: &Cause, error: Error) -> Result<Response, Error> {
    if page { explain(app, cause) } else { Err(error) }
}

/// Sends a browser that met a fault to the page that says so; the fault itself goes into the log.
fn explain_fault(app: &App, request: &Request, error: &Error) -> Result<Response, Error> {
    error.log(&http::request_id(request));
    explain(app, &cause::FAULT)
}

/// Sends a browser to the page that explains why there is no connection, and what to do.
fn explain(app: &App, cause: &Cause) -> Result<Response, Error> {
    tracing::warn!(event = "authn_login_fail", cause = cause.slug);
    http::redirect(&format!("{}/connect/{}", app.config.public_url, cause.slug))
}

impl From<&'static Cause> for Unfinished {
    fn from(cause: &'static Cause) -> Self {
        Self::Told(cause)
    }
}

impl From<Error> for Unfinished {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}
