//! Logging in with address and password.
//!
//! What counts against the attempt is looked at before the password, and written after it: a failure is told
//! only if there was room to count it, so that no number of attempts at once learns more than the limits
//! allow.

use std::sync::Arc;

use jiff::SignedDuration;
use serde::Deserialize;
use shared::app::App;
use shared::email::Address;
use shared::error::answers::{Limited, Posted};
use shared::error::{Error, Problem, Refusal};
use shared::http::{self, DEVICE_COOKIE, Request, Response};
use shared::keys::Keys;
use shared::password::{Password, Verdict};
use shared::refresh::Client;
use shared::security::{Event, Subject};
use shared::store::account_sessions::AccountSession;
use shared::store::logins::{Attempt, Login, Opened};
use shared::store::outbox::{Mail, Matter};
use shared::store::users::User;
use shared::token;
use utoipa::ToSchema;

use crate::agent;
use crate::tokens::{self, Granted};

/// An id that no account has, as long as theirs: what is looked up for an unknown address.
const NOBODY: &str = "nobody................";

/// How often an account is looked at whose hash is changed at the same moment.
const TRIES: usize = 3;

/// An account is new for so long.
const NEW: SignedDuration = SignedDuration::from_hours(24);

/// How long a browser is known again: as long as browsers keep a cookie.
const DEVICE_SECONDS: i64 = 400 * 24 * 3600;

/// The one answer to a wrong password and to an unknown address (ASVS 6.3.8).
pub const WRONG: Refusal = Refusal::new(
    401,
    "credentials_wrong",
    "Address and password do not fit, or the address has not been verified yet.",
);

/// Who logs in.
#[derive(Deserialize, ToSchema)]
pub struct LoginAsk {
    /// The address.
    #[schema(value_type = String, format = Email, example = "ada@example.com")]
    email: Address,
    /// The password.
    password: String,
    /// Who keeps the tokens: a browser as cookies, a program (`api`) from the answer's body.
    #[serde(default)]
    client: Client,
}

/// Logs in: a browser gets its tokens as cookies, a program in the body, neither both.
#[utoipa::path(post, path = "/api/auth/login", operation_id = "accountLogin", tag = "accounts",
    request_body = LoginAsk,
    responses(
        (status = 200, description = "Logged in.", body = Granted),
        (status = 400, description = "No address, or fields that are missing.", body = Problem,
            content_type = "application/problem+json"),
        (status = 401, description = "Address and password do not fit.", body = Problem,
            content_type = "application/problem+json"),
        Limited, Posted))]
pub async fn login(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let ask: LoginAsk = http::body(&request)?;
    let keys = app.keys().await?;
    let mut who = Subject::new(&keys, &request, Some(&ask.email));
    let mut attempt = Attempt::new(&who.address, &who.place);
    let id = app.store.look_up_login(&mut attempt, &ask.email).await?;
    let user = app.store.find_user(id.as_deref().unwrap_or(NOBODY)).await?;
    let device = Device::of(&request, ask.client);
    if let Some(user) = &user {
        who = who.known(&user.id);
        if device.is_known_to(user) {
            attempt = attempt.from_known_device();
        }
    }
    who.admit(attempt.wait(app.now()).map_or(Ok(()), Err), "login")?;
    let after_failures = attempt.has_failures();
    let session = enter(app, &keys, &who, &mut attempt, user, &device, &ask).await?;
    let event = if after_failures { Event::LoginSuccessAfterFail } else { Event::LoginSuccess };
    who.record(event, device.client_name());
    tokens::end_replaced(app, &keys, &request).await;
    let mut response = tokens::grant(app, &keys, &session.token())?;
    device.remember(&mut response)?;
    Ok(response)
}

/// Compares the password and opens the session. An account whose hash was changed meanwhile, perhaps only to
/// a better one of the same password by a login at the same moment, is looked at once more.
async fn enter(
    app: &App,
    keys: &Arc<Keys>,
    who: &Subject,
    attempt: &mut Attempt,
    mut user: Option<User>,
    device: &Device,
    ask: &LoginAsk,
) -> Result<AccountSession, Error> {
    let password = Password::shown(&ask.password);
    for _ in 0..TRIES {
        let verdict = app.compare(keys, &password, user.as_ref().map(|user| user.password.as_str())).await?;
        let Some(found) = user.filter(|_| verdict.is_right()) else {
            count_failure(app, who, attempt, ask.email.clone()).await?;
            return Err(WRONG.into());
        };
        let rehashed = match verdict {
            Verdict::RightButOld => Some(app.hash(keys, &password).await?),
            _ => None,
        };
        if let Some(session) = open(app, who, attempt, &found, device, rehashed).await? {
            return Ok(session);
        }
        user = app.store.find_user(&found.id).await?;
    }
    Err(WRONG.into())
}

/// Counts a password that was wrong; an error if there was no room left to say so.
pub(crate) async fn count_failure(
    app: &App,
    who: &Subject,
    attempt: &mut Attempt,
    address: Address,
) -> Result<(), Error> {
    let mail = Mail::new(address, Matter::FailedLogins, app.now())?;
    let failures = who.admit(app.store.fail_login(attempt, &mail, app.now()).await?, "login")?;
    who.record(Event::LoginFail, "credentials");
    if failures.wait(app.now()).is_some() {
        who.record(Event::LoginLock, "maxretries");
    }
    Ok(())
}

/// Opens a session; `None` if the password was changed meanwhile.
async fn open(
    app: &App,
    who: &Subject,
    attempt: &mut Attempt,
    user: &User,
    device: &Device,
    rehashed: Option<String>,
) -> Result<Option<AccountSession>, Error> {
    let now = app.now();
    let session = AccountSession {
        user: user.id.clone(),
        id: token::random_id()?,
        counter: 0,
        authenticated_at: user.authenticates_at(now),
        created_at: now,
        used_at: now,
        agent: device.agent.clone(),
        client: device.client,
    };
    let devices = user.devices_with(&device.digest(user));
    // The first device of a new account is the one that it was opened with.
    let is_first = user.devices.is_empty() && now < user.created_at + NEW;
    let is_news = devices.is_some() && !is_first;
    let mail = is_news.then(|| Mail::new(user.address.clone(), Matter::NewDevice(device.agent.clone()), now));
    let login = Login { user, session: &session, rehashed, devices, mail: mail.transpose()? };
    match app.store.open_session(&login, attempt, now).await? {
        Opened::Open => Ok(Some(session)),
        Opened::Wait(wait) => who.admit(Err(wait), "login"),
        Opened::Changed => Ok(None),
    }
}

/// The browser or program that somebody logs in from.
struct Device {
    client: Client,
    agent: String,
    /// What the browser was given to be known again by.
    cookie: Option<String>,
}

impl Device {
    fn of(request: &Request, client: Client) -> Self {
        let known = http::cookie(request, DEVICE_COOKIE).filter(|value| value.len() == 43);
        let fresh = || token::random_text().ok();
        let cookie = match client {
            Client::Browser => known.map(str::to_owned).or_else(fresh),
            Client::Api => None,
        };
        Self { client, agent: agent::label(http::header(request, "user-agent").unwrap_or_default()), cookie }
    }

    /// What the account remembers it by: nothing that another account could be connected by.
    fn digest(&self, user: &User) -> String {
        token::digest(&format!("{} {}", user.id, self.cookie.as_deref().unwrap_or(&self.agent)))
    }

    /// Whether the account knows it by what nobody else can show. What a program calls itself is no such
    /// thing.
    fn is_known_to(&self, user: &User) -> bool {
        self.cookie.is_some() && user.devices.contains(&self.digest(user))
    }

    fn client_name(&self) -> &'static str {
        match self.client {
            Client::Browser => "browser",
            Client::Api => "api",
        }
    }

    /// Gives the browser what it is known again by, or gives it longer.
    fn remember(&self, response: &mut Response) -> Result<(), Error> {
        match &self.cookie {
            Some(value) => http::set_strict_cookie(response, DEVICE_COOKIE, value, "/", DEVICE_SECONDS),
            None => Ok(()),
        }
    }
}
