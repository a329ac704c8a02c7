//! Opening an account: asked for with an address and a password, opened by the token that was mailed there.

use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::breaches;
use shared::email::Address;
use shared::error::answers::{Limited, Posted};
use shared::error::{Error, Problem, Refusal, TOKEN_INVALID};
use shared::http::{self, Request, Response};
use shared::password::Password;
use shared::security::{Event, Subject};
use shared::store::mail_requests::MailRequest;
use shared::store::mailed_tokens::Purpose;
use shared::store::outbox::{Mail, Matter};
use shared::store::users::User;
use shared::token;
use utoipa::ToSchema;

/// The link was mailed for a registration with another password.
const OTHER_PASSWORD: Refusal = Refusal::new(
    400,
    "password_wrong",
    "This link belongs to a registration with another password. If you do not know of one, register again.",
);

/// Who wants an account.
#[derive(Deserialize, ToSchema)]
pub struct RegisterAsk {
    /// The address; a mail goes there.
    #[schema(value_type = String, format = Email, example = "ada@example.com")]
    email: Address,
    /// The password: at least 15 characters of any kind (or what the operator has set), at most 128.
    #[schema(example = "walnut umbrella on a tuesday", max_length = 128)]
    password: String,
}

/// A step that leads on by mail.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mailed {
    /// Always true: what comes of it stands in the mail.
    #[schema(example = true)]
    pub success: bool,
    /// What happens next, in words.
    pub message: &'static str,
}

/// Asks for an account. The answer, and the work, is the same whether or not the address has one; the mail
/// says which it is.
#[utoipa::path(post, path = "/api/auth/register", operation_id = "accountRegister", tag = "accounts",
    request_body = RegisterAsk,
    responses(
        (status = 202, description = "A mail is on its way.", body = Mailed),
        (status = 400, description = "No address, or a password that is too weak.", body = Problem,
            content_type = "application/problem+json"),
        Posted, Limited))]
pub async fn register(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let ask: RegisterAsk = http::body(&request)?;
    let password = Password::chosen(&ask.password, app.config.passwords.min_length, &ask.email.words())?;
    let keys = app.keys().await?;
    let who = Subject::new(&keys, &request, Some(&ask.email));
    let limits = MailRequest::register(&who.address, &who.place);
    who.admit(app.store.count_mail_request(&limits, app.now()).await?, "register")?;
    breaches::refuse_breached(app, &password).await?;
    let hash = app.hash(&keys, &password).await?;
    let mail = Mail::new(ask.email, Matter::Register(hash), app.now())?;
    who.admit(app.store.request_mail(&limits, &mail, app.now()).await?, "register")?;
    who.record(Event::UserRequested, "register");
    http::accepted(&Mailed {
        success: true,
        message: "We have sent a mail to this address. Follow the link in it to go on.",
    })
}

/// A token that was mailed.
#[derive(Deserialize, ToSchema)]
pub struct VerifyAsk {
    /// The part behind `#token=` in the mailed link.
    token: String,
    /// The password that was chosen when registering. Our page asks for it: a link that somebody else has
    /// caused, with a password of his own, then opens nothing.
    password: Option<String>,
}

/// An account that is open.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verified {
    /// Its address, to log in with.
    #[schema(format = Email)]
    pub email: String,
}

/// Opens the account that a mailed token was made for, once. Nobody is logged in by it: whoever knows the
/// password logs in next.
#[utoipa::path(post, path = "/api/auth/verify-email", operation_id = "accountVerify", tag = "accounts",
    request_body = VerifyAsk,
    responses(
        (status = 200, description = "The account is open.", body = Verified),
        (status = 400, description = "The token is not good, or not good any more.", body = Problem,
            content_type = "application/problem+json"),
        Posted))]
pub async fn verify(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let ask: VerifyAsk = http::body(&request)?;
    let keys = app.keys().await?;
    let who = Subject::new(&keys, &request, None);
    let refused = |reason| {
        who.record(Event::TokenFail, reason);
        Error::from(TOKEN_INVALID)
    };
    let token = app.store.find_token(&token::digest(&ask.token), app.now()).await?;
    let token = token.ok_or_else(|| refused("verify: unknown or expired"))?;
    let Purpose::Verify { password } = &token.purpose else { return Err(refused("verify: another purpose")) };
    if let Some(shown) = &ask.password
        && !app.compare(&keys, &Password::shown(shown), Some(password)).await?.is_right()
    {
        who.record(Event::TokenFail, "verify: another password");
        return Err(OTHER_PASSWORD.into());
    }
    let user = User::new(token.address.clone(), password.clone(), app.now())?;
    if !app.store.open_account(&token, &user, app.now()).await? {
        return Err(refused("verify: used, or the address has an account"));
    }
    Subject::new(&keys, &request, Some(&user.address)).known(&user.id).record(Event::UserCreated, "verify");
    http::json(&Verified { email: user.address.as_str().to_owned() })
}
