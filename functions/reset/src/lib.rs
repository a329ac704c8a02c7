//! A forgotten password: asked for, and set anew by a token that is mailed.
//!
//! Asking looks nothing up: what comes of it happens where the mail is sent. So nobody can tell from the
//! answer, nor from how long it takes, who has an account.

use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::breaches;
use shared::email::Address;
use shared::error::answers::{Limited, Posted, Read};
use shared::error::{Error, Problem, TOKEN_INVALID};
use shared::http::{self, Request, Response, Route};
use shared::password::Password;
use shared::route;
use shared::security::{Event, Subject};
use shared::store::logins::failures_of;
use shared::store::mail_requests::MailRequest;
use shared::store::mailed_tokens::{MailedToken, Purpose, Reset};
use shared::store::outbox::{Mail, Matter};
use shared::token;
use utoipa::ToSchema;

/// The area's routes.
pub const ROUTES: &[Route] = &[
    route!(POST "/api/forgot-password" => "reset-forgot", forgot),
    route!(GET "/api/validate-reset-token" => "reset-validate", validate),
    route!(POST "/api/validate-reset-token" => "reset-validate", validate),
    route!(POST "/api/reset-password" => "reset-password", reset),
];

/// Who forgot his password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ForgotAsk {
    /// The address.
    #[schema(value_type = String, format = Email, example = "ada@example.com")]
    email: Address,
}

/// What happened, as far as it is told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Done {
    /// Always true.
    #[schema(example = true)]
    pub success: bool,
    /// The same in words.
    pub message: &'static str,
}

/// Has a link for a new password mailed, if the address has an account; the answer, and the work, is the same
/// if it has none.
#[utoipa::path(post, path = "/api/forgot-password", operation_id = "resetForgot", tag = "reset",
    request_body = ForgotAsk,
    responses(
        (status = 200, description = "If there is an account, a mail is on its way.", body = Done),
        (status = 400, description = "No address.", body = Problem, content_type = "application/problem+json"),
        Posted, Limited))]
pub async fn forgot(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let ask: ForgotAsk = http::body(&request)?;
    let keys = app.keys().await?;
    let who = Subject::new(&keys, &request, Some(&ask.email));
    let limits = MailRequest::forgot(&who.address, &who.place);
    who.admit(app.store.count_mail_request(&limits, app.now()).await?, "forgot")?;
    let mail = Mail::new(ask.email, Matter::Forgot(who.place.clone()), app.now())?;
    who.admit(app.store.request_mail(&limits, &mail, app.now()).await?, "forgot")?;
    who.record(Event::ResetRequested, "forgot");
    http::json(&Done {
        success: true,
        message: "If there is an account with this address, a mail with a link is on its way.",
    })
}

/// A token that was mailed.
#[derive(Deserialize, ToSchema)]
pub struct TokenAsk {
    /// The part behind `#token=` in the mailed link.
    token: String,
}

/// Whether a token is good.
#[derive(Debug, Serialize, ToSchema)]
pub struct Validity {
    /// Whether it is good now.
    pub valid: bool,
    /// The account's address with most of it hidden; null if it is not good.
    #[schema(example = "a***@e***.com")]
    pub email: Option<String>,
}

/// Says whether a mailed token is good. Asking never uses it up, by whatever method and however often.
#[utoipa::path(post, path = "/api/validate-reset-token", operation_id = "resetValidate", tag = "reset",
    request_body = TokenAsk,
    responses(
        (status = 200, description = "Whether it is good.", body = Validity),
        (status = 400, description = "No token.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem,
            content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "Not now.", body = Problem, content_type = "application/problem+json")))]
pub async fn validate(app: &App, request: Request) -> Result<Response, Error> {
    if http::only_reads(&request) {
        return validate_by_link(app, request).await;
    }
    let ask: TokenAsk = http::body(&request)?;
    validity(app, &ask.token).await
}

/// The same for those who can only follow links. The token stands in the URL there, so prefer the other.
#[utoipa::path(get, path = "/api/validate-reset-token", operation_id = "resetValidateByLink", tag = "reset",
    params(("token" = String, Query, description = "The part behind `#token=` in the mailed link.")),
    responses(
        (status = 200, description = "Whether it is good.", body = Validity),
        (status = 400, description = "No token.", body = Problem, content_type = "application/problem+json"),
        Read))]
pub async fn validate_by_link(app: &App, request: Request) -> Result<Response, Error> {
    let token = http::query(&request, "token").ok_or_else(|| Error::invalid("token", "is missing"))?;
    validity(app, &token).await
}

async fn validity(app: &App, token: &str) -> Result<Response, Error> {
    let found = app.store.find_token(&token::digest(token), app.now()).await?;
    let found = found.filter(|token| matches!(token.purpose, Purpose::Reset { .. }));
    http::json(&Validity { valid: found.is_some(), email: found.map(|token| token.address.masked()) })
}

/// A token and the password to set by it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetAsk {
    /// The part behind `#token=` in the mailed link.
    token: String,
    /// The new password.
    #[schema(max_length = 128)]
    new_password: String,
}

/// Sets a password by a mailed token, once. All sessions end and nobody is logged in; failed logins are
/// forgiven, and the owner gets a mail. A password that is too weak leaves the token as good as it was.
#[utoipa::path(post, path = "/api/reset-password", operation_id = "resetPassword", tag = "reset",
    request_body = ResetAsk,
    responses(
        (status = 200, description = "The password is set.", body = Done),
        (status = 400, description = "The token is not good, or the password too weak.", body = Problem,
            content_type = "application/problem+json"),
        Posted))]
pub async fn reset(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let ask: ResetAsk = http::body(&request)?;
    let keys = app.keys().await?;
    let mut who = Subject::new(&keys, &request, None);
    let found = app.store.find_token(&token::digest(&ask.token), app.now()).await?;
    let Some(token @ MailedToken { purpose: Purpose::Reset { user, .. }, .. }) = &found else {
        who.record(Event::PasswordChangeFail, "reset: unknown or expired token");
        return Err(TOKEN_INVALID.into());
    };
    who = Subject::new(&keys, &request, Some(&token.address)).known(user);
    let new = Password::chosen(&ask.new_password, app.config.passwords.min_length, &token.address.words())?;
    breaches::refuse_breached(app, &new).await?;
    let hash = app.hash(&keys, &new).await?;
    let mail = Mail::new(token.address.clone(), Matter::Reset, app.now())?;
    let reset = Reset { token, user, hash: &hash, failures: &failures_of(&who.address), mail: &mail };
    if !app.store.reset_password(reset, app.now()).await? {
        who.record(Event::PasswordChangeFail, "reset: the token was used");
        return Err(TOKEN_INVALID.into());
    }
    who.record(Event::PasswordChange, "reset");
    http::json(&Done { success: true, message: "The password is set. Log in with it." })
}
