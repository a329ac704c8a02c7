//! `mailed-tokens`: what was mailed to prove that somebody reads an address, by the SHA-256 of the token.
//!
//! Looking never changes anything: only the transaction that uses a token deletes it, under the condition
//! that it is still there, so of any number of uses one succeeds.

use aws_sdk_dynamodb::types::builders::DeleteBuilder;
use aws_sdk_dynamodb::types::{Delete, Put, Update};
use jiff::{SignedDuration, Timestamp};

use super::outbox::Mail;
use super::rate_limits::Tally;
use super::transaction::{Part, Transacted};
use super::users::{self, CLOCKS_DIFFER, User};
use super::{Item, Malformed, Store, failed, get_text, get_time, number, text, time};
use crate::email::Address;
use crate::error::Error;

const TABLE: &str = "mailed-tokens";

/// How long a token for a new password is good (ASVS 6.4.1).
pub const RESET_LIFETIME: SignedDuration = SignedDuration::from_hours(1);
/// So long nobody at another place can have a token replaced: else whoever asks for one a minute would kill
/// every link before its owner has followed it.
pub const HELD: SignedDuration = SignedDuration::from_mins(15);
/// How long a new account waits for its address to be verified.
pub const VERIFY_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// A token that was mailed.
#[derive(Clone, Debug)]
pub struct MailedToken {
    /// SHA-256 of the token.
    pub id: String,
    /// The address that it was mailed to.
    pub address: Address,
    /// What it is good for.
    pub purpose: Purpose,
    /// Until when.
    pub expires_at: Timestamp,
}

/// What a mailed token is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To set the password of this account.
    Reset {
        /// The account's id.
        user: String,
        /// The pseudonym of the place that it was asked for from.
        place: String,
    },
    /// To open the account that was asked for with the password of this hash.
    Verify {
        /// The hash.
        password: String,
    },
}

impl MailedToken {
    /// Whether a request for another token from `place` has to leave this one alone.
    pub fn is_held_from(&self, place: &str, now: Timestamp) -> bool {
        let young = now < self.expires_at - RESET_LIFETIME + HELD;
        young && matches!(&self.purpose, Purpose::Reset { place: asked, .. } if asked != place)
    }
}

impl Store {
    /// Keeps a token for a new account.
    pub async fn put_verify_token(&self, token: &MailedToken) -> Result<(), Error> {
        self.transact("store the token", vec![self.new_token(token).part()?]).await.map(drop)
    }

    /// Keeps a token for a new password in place of the one before, so that an account has one at most. Of
    /// two at once one is kept; says whether it is this one.
    pub async fn replace_reset_token(&self, user: &User, token: &MailedToken) -> Result<bool, Error> {
        let pointer = Update::builder()
            .table_name(self.table(users::TABLE))
            .key("id", text(&user.id))
            .update_expression("SET resetToken = :new")
            .expression_attribute_values(":new", text(&token.id));
        let pointer = match &user.reset_token {
            Some(old) => pointer
                .condition_expression("resetToken = :old")
                .expression_attribute_values(":old", text(old)),
            None => pointer.condition_expression("attribute_exists(id) AND attribute_not_exists(resetToken)"),
        };
        let mut parts = vec![pointer.part()?, self.new_token(token).part()?];
        if let Some(old) = &user.reset_token {
            parts.push(self.delete_token(old).part()?);
        }
        Ok(matches!(self.transact("replace the token", parts).await?, Transacted::Done))
    }

    /// Finds a token that is good at `now`.
    pub async fn find_token(&self, id: &str, now: Timestamp) -> Result<Option<MailedToken>, Error> {
        const DOING: &str = "read the token";
        let get =
            self.client.get_item().table_name(self.table(TABLE)).key("id", text(id)).consistent_read(true);
        let item = get.send().await.map_err(failed(DOING))?.item;
        let token = item.as_ref().map(read).transpose().map_err(|e| Error::internal(DOING)(e.into()))?;
        Ok(token.filter(|token| now < token.expires_at))
    }

    /// Opens the account that a token was mailed for, and uses the token up. Of two at once one succeeds, and
    /// an address that has an account by now keeps that one; says whether the account is open.
    pub async fn open_account(
        &self,
        token: &MailedToken,
        user: &User,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let mut parts = vec![self.use_up(token, now).part()?];
        parts.extend(self.new_user(user)?);
        Ok(matches!(self.transact("open the account", parts).await?, Transacted::Done))
    }

    /// Sets a password by a token: uses the token up, keeps the hash, ends every session, forgives the failed
    /// logins, and has the owner told. All of it or nothing: of any number of uses of one token one succeeds.
    pub async fn reset_password(&self, reset: Reset<'_>, now: Timestamp) -> Result<bool, Error> {
        let account = Update::builder()
            .table_name(self.table(users::TABLE))
            .key("id", text(reset.user))
            .update_expression("SET password = :hash, sessionsValidAfter = :before REMOVE resetToken")
            .condition_expression("resetToken = :token")
            .expression_attribute_values(":hash", text(reset.hash))
            // Also later than what a change of the password at the same moment has written.
            .expression_attribute_values(":before", time(now + CLOCKS_DIFFER * 2))
            .expression_attribute_values(":token", text(&reset.token.id));
        let parts = vec![
            self.use_up(reset.token, now).part()?,
            account.part()?,
            self.forgiven(reset.failures).part()?,
            self.outgoing(reset.mail).part()?,
        ];
        Ok(matches!(self.transact("reset the password", parts).await?, Transacted::Done))
    }

    fn new_token(&self, token: &MailedToken) -> aws_sdk_dynamodb::types::builders::PutBuilder {
        let (purpose, details) = match &token.purpose {
            Purpose::Reset { user, place } => ("reset", vec![("user", user), ("place", place)]),
            Purpose::Verify { password } => ("verify", vec![("password", password)]),
        };
        let put = Put::builder()
            .table_name(self.table(TABLE))
            .item("id", text(&token.id))
            .item("address", text(token.address.as_str()))
            .item("purpose", text(purpose))
            .item("expiresAt", time(token.expires_at))
            .item("ttl", number(token.expires_at.as_second()));
        details.into_iter().fold(put, |put, (name, value)| put.item(name, text(value)))
    }

    fn use_up(&self, token: &MailedToken, now: Timestamp) -> DeleteBuilder {
        self.delete_token(&token.id)
            .condition_expression("expiresAt > :now")
            .expression_attribute_values(":now", time(now))
    }

    /// Deletes a token, whether or not it is there, as a part of a transaction.
    pub(super) fn delete_token(&self, id: &str) -> DeleteBuilder {
        Delete::builder().table_name(self.table(TABLE)).key("id", text(id))
    }
}

/// What a reset writes.
#[derive(Clone, Copy, Debug)]
pub struct Reset<'a> {
    /// The token that is used up.
    pub token: &'a MailedToken,
    /// The account's id.
    pub user: &'a str,
    /// The new password's hash.
    pub hash: &'a str,
    /// What was counted against the address, and is forgiven.
    pub failures: &'a Tally,
    /// The mail to the owner.
    pub mail: &'a Mail,
}

fn read(item: &Item) -> Result<MailedToken, Malformed> {
    Ok(MailedToken {
        id: get_text(item, "id")?,
        address: Address::parse(&get_text(item, "address")?).map_err(|_| Malformed("address"))?,
        purpose: match get_text(item, "purpose")?.as_str() {
            "reset" => Purpose::Reset { user: get_text(item, "user")?, place: get_text(item, "place")? },
            "verify" => Purpose::Verify { password: get_text(item, "password")? },
            _ => return Err(Malformed("purpose")),
        },
        expires_at: get_time(item, "expiresAt")?,
    })
}
