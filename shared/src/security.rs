//! Security events: one JSON line for every step of authentication that succeeds or fails, in OWASP's logging
//! vocabulary. People and places appear under their pseudonyms.

use tracing::{Level, event};

use crate::email::Address;
use crate::error::Error;
use crate::http::{self, Request};
use crate::keys::Keys;
use crate::throttle::Wait;

/// What happened, by OWASP's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody logged in.
    LoginSuccess,
    /// Somebody logged in after failures.
    LoginSuccessAfterFail,
    /// A login failed.
    LoginFail,
    /// A failed login began a lock, or lengthened it.
    LoginLock,
    /// A password was changed or reset.
    PasswordChange,
    /// A password was not changed, because the present one or the token was wrong.
    PasswordChangeFail,
    /// A token was made: by a login, a refresh or for a mail.
    TokenCreated,
    /// A token was ended: by a logout or from another device.
    TokenRevoked,
    /// A refresh token came a second time: somebody has a copy.
    TokenReuse,
    /// A token was refused.
    TokenFail,
    /// Somebody tried more often than allowed.
    ExcessRateLimit,
    /// Somebody asked for an account.
    UserRequested,
    /// An account was opened.
    UserCreated,
    /// Somebody asked for a new password.
    ResetRequested,
}

impl Event {
    /// OWASP's name of it.
    const fn name(self) -> &'static str {
        match self {
            Self::LoginSuccess => "authn_login_success",
            Self::LoginSuccessAfterFail => "authn_login_successafterfail",
            Self::LoginFail => "authn_login_fail",
            Self::LoginLock => "authn_login_lock",
            Self::PasswordChange => "authn_password_change",
            Self::PasswordChangeFail => "authn_password_change_fail",
            Self::TokenCreated => "authn_token_created",
            Self::TokenRevoked => "authn_token_revoked",
            Self::TokenReuse => "authn_token_reuse",
            Self::TokenFail => "authn_token_fail",
            Self::ExcessRateLimit => "excess_rate_limit_exceeded",
            Self::UserRequested => "user_requested",
            Self::UserCreated => "user_created",
            Self::ResetRequested => "authn_password_reset_requested",
        }
    }

    /// How grave it is: OWASP's CRITICAL is our error.
    const fn level(self) -> Level {
        match self {
            Self::TokenReuse => Level::ERROR,
            Self::LoginFail
            | Self::LoginLock
            | Self::PasswordChangeFail
            | Self::TokenFail
            | Self::ExcessRateLimit => Level::WARN,
            _ => Level::INFO,
        }
    }
}

/// Whom an event is about, by pseudonyms and ids; nothing of it leads to a person without our key.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// The request's id.
    pub request_id: String,
    /// The pseudonym of the address; empty if there is none.
    pub address: String,
    /// The pseudonym of the place.
    pub place: String,
    /// The account's id, once it is known.
    pub user: String,
}

impl Subject {
    /// Whoever sent a request, about an address if it names one.
    pub fn new(keys: &Keys, request: &Request, address: Option<&Address>) -> Self {
        let address = address.map(|address| keys.pseudonyms.of("address", address.as_str()));
        Self {
            request_id: http::request_id(request),
            address: address.unwrap_or_default(),
            place: keys.pseudonyms.of("place", &http::place(request)),
            user: String::new(),
        }
    }

    /// The same, known to be this account.
    pub fn known(mut self, user: &str) -> Self {
        user.clone_into(&mut self.user);
        self
    }

    /// Writes down what happened, and in a word or two how.
    pub fn record(&self, happened: Event, reason: &'static str) {
        let Self { request_id, address, place, user } = self;
        // The level has to be a constant where the line is written.
        macro_rules! write_at {
            ($level:expr) => {
                event!(
                    $level,
                    event = happened.name(),
                    request_id,
                    address,
                    place,
                    user,
                    reason,
                    "security event"
                )
            };
        }
        match happened.level() {
            Level::ERROR => write_at!(Level::ERROR),
            Level::WARN => write_at!(Level::WARN),
            _ => write_at!(Level::INFO),
        }
    }

    /// Refuses whoever has to wait, and writes that down.
    pub fn admit<T>(&self, outcome: Result<T, Wait>, reason: &'static str) -> Result<T, Error> {
        outcome.map_err(|wait| {
            self.record(Event::ExcessRateLimit, reason);
            wait.into()
        })
    }
}
