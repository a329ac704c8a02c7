//! What a mail says, and whether there is anybody to say it to. Here, out of sight of whoever asked, it is
//! looked up whether an address has an account; and tokens are made here, so that none is ever stored in
//! clear.

use shared::app::App;
use shared::error::Error;
use shared::mail::{self, How, Links, Message};
use shared::store::mailed_tokens::{MailedToken, Purpose, RESET_LIFETIME, VERIFY_LIFETIME};
use shared::store::outbox::{Mail, Matter};
use shared::store::users::User;
use shared::token;

/// The mail's words; `None` if there is nobody to write to.
pub(crate) async fn compose(app: &App, mail: &Mail) -> Result<Option<Message>, Error> {
    let url = &app.config.public_url;
    Ok(match &mail.matter {
        Matter::Changed => Some(mail::password_changed(mail.at, How::Changed, url)),
        Matter::Reset => Some(mail::password_changed(mail.at, How::Reset, url)),
        Matter::Alert(message) => Some(
            serde_json::from_str(message).map_err(|error| Error::internal("read the alert")(error.into()))?,
        ),
        Matter::NewDevice(agent) => Some(mail::new_device(agent, mail.at, url)),
        Matter::Register(hash) => Some(register(app, mail, hash).await?),
        Matter::Forgot(place) => match app.store.find_user_by_address(&mail.address).await? {
            Some(user) => reset(app, &user, place).await?,
            None => None,
        },
        Matter::FailedLogins => match app.store.find_user_by_address(&mail.address).await? {
            Some(user) if app.store.may_warn(&user, &mail.id, app.now()).await? => {
                Some(mail::failed_logins(mail.at, url))
            }
            _ => None,
        },
    })
}

/// To an address without an account the link that opens one, to its owner that somebody tried.
async fn register(app: &App, mail: &Mail, hash: &str) -> Result<Message, Error> {
    let url = &app.config.public_url;
    if app.store.find_user_by_address(&mail.address).await?.is_some() {
        return Ok(mail::registered_already(url));
    }
    let value = token::random_text()?;
    let token = MailedToken {
        id: token::digest(&value),
        address: mail.address.clone(),
        purpose: Purpose::Verify { password: hash.to_owned() },
        expires_at: app.now() + VERIFY_LIFETIME,
    };
    app.store.put_verify_token(&token).await?;
    let hours = u32::try_from(VERIFY_LIFETIME.as_hours()).unwrap_or_default();
    Ok(mail::verify(&Links::new(url).verify_email(&value), hours))
}

/// A link for a new password, unless one that somebody asked for elsewhere has just been mailed.
async fn reset(app: &App, user: &User, place: &str) -> Result<Option<Message>, Error> {
    if let Some(live) = &user.reset_token
        && app
            .store
            .find_token(live, app.now())
            .await?
            .is_some_and(|live| live.is_held_from(place, app.now()))
    {
        return Ok(None);
    }
    let value = token::random_text()?;
    let token = MailedToken {
        id: token::digest(&value),
        address: user.address.clone(),
        purpose: Purpose::Reset { user: user.id.clone(), place: place.to_owned() },
        expires_at: app.now() + RESET_LIFETIME,
    };
    if !app.store.replace_reset_token(user, &token).await? {
        return Err(Error::Unavailable {
            doing: "replace the token",
            source: "another one was made meanwhile".into(),
        });
    }
    Ok(Some(mail::reset(&Links::new(&app.config.public_url).reset_password(&value))))
}
