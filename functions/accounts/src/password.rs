//! Changing the password, knowing the present one.

use serde::Deserialize;
use shared::app::App;
use shared::breaches;
use shared::error::answers::{Limited, LoggedIn, Posted};
use shared::error::{Error, Problem, Refusal};
use shared::http::{self, Caller, Request, Response};
use shared::password::Password;
use shared::security::{Event, Subject};
use shared::store::logins::{Attempt, Change, Opened};
use shared::store::outbox::{Mail, Matter};
use utoipa::ToSchema;

use crate::devices::CHANGED;
use crate::login::count_failure;
use crate::tokens::{self, Granted};

const WRONG: Refusal = Refusal::new(400, "password_wrong", "The present password is another one.");

/// The present password and the new one.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeAsk {
    /// The present one.
    current_password: String,
    /// The new one.
    #[schema(max_length = 128)]
    new_password: String,
}

/// Changes the password. All other sessions end; this one gets new tokens, and the owner a mail.
#[utoipa::path(post, path = "/api/auth/password", operation_id = "accountPassword", tag = "accounts",
    request_body = ChangeAsk,
    responses(
        (status = 200, description = "Changed; the tokens of this session are new.", body = Granted),
        (status = 400, description = "The present password is wrong, or the new one too weak.", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "The account was changed at the same moment.", body = Problem,
            content_type = "application/problem+json"),
        Posted, Limited, LoggedIn),
    security(("access" = []), ("bearer" = [])))]
pub async fn change(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let ask: ChangeAsk = http::body(&request)?;
    let Caller { user, session } = http::account(app, &request).await?;
    let new = Password::chosen(&ask.new_password, app.config.passwords.min_length, &user.address.words())?;
    let keys = app.keys().await?;
    let who = Subject::new(&keys, &request, Some(&user.address)).known(&user.id);
    let mut attempt = Attempt::new(&who.address, &who.place).from_known_device();
    app.store.look_up_login(&mut attempt, &user.address).await?;
    who.admit(attempt.wait(app.now()).map_or(Ok(()), Err), "password")?;
    let present = Password::shown(&ask.current_password);
    if !app.compare(&keys, &present, Some(&user.password)).await?.is_right() {
        who.record(Event::PasswordChangeFail, "the present password is wrong");
        count_failure(app, &who, &mut attempt, user.address).await?;
        return Err(WRONG.into());
    }
    breaches::refuse_breached(app, &new).await?;
    let hash = app.hash(&keys, &new).await?;
    let renewed = session.renewed(&user, app.now());
    let mail = Mail::new(user.address.clone(), Matter::Changed, app.now())?;
    let change = Change { user: &user, session: &session, renewed: &renewed, hash, mail };
    match app.store.change_password(&change, &mut attempt, app.now()).await? {
        Opened::Open => who.record(Event::PasswordChange, "by its owner"),
        Opened::Wait(wait) => return who.admit(Err(wait), "password"),
        Opened::Changed => return Err(CHANGED.into()),
    }
    tokens::grant(app, &keys, &renewed.token())
}
