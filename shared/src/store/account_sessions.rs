//! `account-sessions`: where an account is logged in, by the account's and the session's id.
//!
//! A session also ends when its account's password was changed after it began: `sessionsValidAfter` at the
//! account ends any number of them with one write.

use aws_sdk_dynamodb::types::builders::{PutBuilder, UpdateBuilder};
use aws_sdk_dynamodb::types::{ConditionCheck, Delete, Put, Update};
use jiff::{SignedDuration, Timestamp};

use super::transaction::{Part, Transacted};
use super::users::{self, CLOCKS_DIFFER, User};
use super::{
    Item, Malformed, Store, consistently, failed, get_number, get_text, get_time, get_word, number, text,
    time, word,
};
use crate::error::Error;
use crate::refresh::{Client, GRACE, RefreshToken};

pub(super) const TABLE: &str = "account-sessions";

/// A session ends this long after its last refresh …
pub const IDLE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// … and this long after it began, however much it is used (ASVS 7.3.1, 7.3.2).
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(90 * 24);

/// One place where an account is logged in.
#[derive(Clone, Debug)]
pub struct AccountSession {
    /// The account's id.
    pub user: String,
    /// The session's id.
    pub id: String,
    /// How often its refresh token was exchanged.
    pub counter: u64,
    /// When the password was last shown.
    pub authenticated_at: Timestamp,
    /// When it began.
    pub created_at: Timestamp,
    /// When its refresh token was last exchanged.
    pub used_at: Timestamp,
    /// The browser or program, coarsely: "Firefox on Linux".
    pub agent: String,
    /// Who keeps its tokens.
    pub client: Client,
}

/// What became of the exchange of a refresh token.
#[derive(Debug)]
pub enum Refreshed {
    /// The token was the present one; this is the next.
    Rotated(RefreshToken),
    /// The token was the one before, exchanged a moment ago by another tab; this is the present one.
    Raced(RefreshToken),
    /// The token was exchanged longer ago: somebody has a copy.
    Reused,
    /// The session has ended.
    Ended,
}

impl AccountSession {
    /// When it ends unless it is used.
    pub fn expires_at(&self) -> Timestamp {
        (self.used_at + IDLE).min(self.created_at + ABSOLUTE)
    }

    /// Whether it is good at `now` for an account as it stands.
    pub fn is_live(&self, user: &User, now: Timestamp) -> bool {
        self.user == user.id && now < self.expires_at() && self.authenticated_at > user.sessions_valid_after
    }

    /// The session as it is when all others of its account end at `now`; its refresh token is a new one.
    pub fn renewed(&self, user: &User, now: Timestamp) -> Self {
        let authenticated_at = user.authenticates_at(now + CLOCKS_DIFFER) + SignedDuration::from_millis(1);
        Self { counter: self.counter + 1, authenticated_at, used_at: now, ..self.clone() }
    }

    /// What the present refresh token says.
    pub fn token(&self) -> RefreshToken {
        RefreshToken {
            user: self.user.clone(),
            session: self.id.clone(),
            counter: self.counter,
            authenticated_at: self.authenticated_at,
            client: self.client,
        }
    }
}

impl Store {
    /// A new session as a part of the transaction that opens it.
    pub(super) fn new_session(&self, session: &AccountSession) -> PutBuilder {
        Put::builder()
            .table_name(self.table(TABLE))
            .item("user", text(&session.user))
            .item("id", text(&session.id))
            .item("counter", number(session.counter.cast_signed()))
            .item("authenticatedAt", time(session.authenticated_at))
            .item("createdAt", time(session.created_at))
            .item("usedAt", time(session.used_at))
            .item("agent", text(&session.agent))
            .item("client", word(&session.client))
            .item("ttl", number(session.expires_at().as_second()))
    }

    /// Finds an account and one of its sessions in one round trip, if the session is live.
    pub async fn find_account_session(
        &self,
        user: &str,
        session: &str,
        now: Timestamp,
    ) -> Result<Option<(User, AccountSession)>, Error> {
        let (users, sessions) = (self.table(users::TABLE), self.table(TABLE));
        let mut found = self
            .batch_get(
                "read the account and its session",
                [
                    (users.clone(), consistently([Item::from([("id".to_owned(), text(user))])])?),
                    (sessions.clone(), consistently([key(user, session)])?),
                ],
            )
            .await?;
        let mut one = |table| found.remove(table).and_then(|mut items| items.pop());
        let (Some(user), Some(session)) = (one(&users), one(&sessions)) else { return Ok(None) };
        let user = users::read(&user).map_err(users::malformed)?;
        let session = read(&session).map_err(malformed)?;
        Ok(session.is_live(&user, now).then_some((user, session)))
    }

    /// Exchanges a refresh token. Of any number of callers with the same token one rotates the session, in
    /// one conditional write together with the look whether the account still lets it live; the others are
    /// told apart by what the write found.
    pub async fn rotate_session(&self, token: &RefreshToken, now: Timestamp) -> Result<Refreshed, Error> {
        let alive = ConditionCheck::builder()
            .table_name(self.table(users::TABLE))
            .key("id", text(&token.user))
            .condition_expression(
                "attribute_exists(id) AND (attribute_not_exists(sessionsValidAfter) OR sessionsValidAfter < :shown)",
            )
            .expression_attribute_values(":shown", time(token.authenticated_at));
        let parts = vec![self.rotation(token, now).part()?, alive.part()?];
        let reasons = match self.transact("refresh the session", parts).await? {
            Transacted::Done => {
                return Ok(Refreshed::Rotated(RefreshToken { counter: token.counter + 1, ..token.clone() }));
            }
            Transacted::Refused(reasons) => reasons,
        };
        let account_refuses = reasons.get(1).is_some_and(Option::is_some);
        let found = reasons.into_iter().next().flatten().filter(|item| !item.is_empty());
        let (Some(item), false) = (found, account_refuses) else { return Ok(Refreshed::Ended) };
        let session = read(&item).map_err(malformed)?;
        let is_over = now >= session.expires_at() || session.authenticated_at != token.authenticated_at;
        Ok(match session.counter.checked_sub(token.counter) {
            _ if is_over => Refreshed::Ended,
            Some(1) if now < session.used_at + GRACE => Refreshed::Raced(session.token()),
            Some(1..) => Refreshed::Reused,
            _ => Refreshed::Ended,
        })
    }

    fn rotation(&self, token: &RefreshToken, now: Timestamp) -> UpdateBuilder {
        Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&token.user, &token.session)))
            .update_expression("SET #counter = :next, usedAt = :now, #ttl = :ttl")
            .condition_expression(
                "#counter = :counter AND authenticatedAt = :shown AND usedAt > :idle AND createdAt > :absolute",
            )
            .expression_attribute_names("#counter", "counter")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":counter", number(token.counter.cast_signed()))
            .expression_attribute_values(":next", number(token.counter.cast_signed() + 1))
            .expression_attribute_values(":shown", time(token.authenticated_at))
            .expression_attribute_values(":now", time(now))
            .expression_attribute_values(":idle", time(now - IDLE))
            .expression_attribute_values(":absolute", time(now - ABSOLUTE))
            .expression_attribute_values(":ttl", number((now + IDLE).as_second()))
    }

    /// All live sessions of an account, the one that was used last first.
    pub async fn list_sessions(&self, user: &User, now: Timestamp) -> Result<Vec<AccountSession>, Error> {
        let mut pages = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .key_condition_expression("#user = :user")
            .expression_attribute_names("#user", "user")
            .expression_attribute_values(":user", text(&user.id))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut sessions = Vec::new();
        while let Some(item) = pages.next().await {
            sessions.push(read(&item.map_err(failed("list the sessions"))?).map_err(malformed)?);
        }
        sessions.retain(|session| session.is_live(user, now));
        sessions.sort_by_key(|session| std::cmp::Reverse((session.used_at, session.created_at)));
        Ok(sessions)
    }

    /// Ends a session; says whether there was one. A transaction of one write, because that is tried again
    /// when it meets another, and a second attempt after a lost answer is told from a second ending.
    pub async fn end_session(&self, user: &str, session: &str) -> Result<bool, Error> {
        let delete = Delete::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(user, session)))
            .condition_expression("attribute_exists(id)");
        Ok(matches!(self.transact("end the session", vec![delete.part()?]).await?, Transacted::Done))
    }

    /// Ends all sessions of an account but one, which counts as shown its password at the same moment; gives
    /// it as it is then. `None` if the password or the session was changed meanwhile.
    pub async fn end_other_sessions(
        &self,
        user: &User,
        session: &AccountSession,
        now: Timestamp,
    ) -> Result<Option<AccountSession>, Error> {
        let renewed = session.renewed(user, now);
        let after = self
            .of_user(user)
            .update_expression("SET sessionsValidAfter = :now")
            .expression_attribute_values(":now", time(before(&renewed)));
        let parts = vec![after.part()?, self.renewal(session, &renewed).part()?];
        let done = self.transact("end the other sessions", parts).await?;
        Ok(matches!(done, Transacted::Done).then_some(renewed))
    }

    /// The update that lets one session live on when the account ends all.
    pub(super) fn renewal(&self, session: &AccountSession, renewed: &AccountSession) -> UpdateBuilder {
        Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&session.user, &session.id)))
            .update_expression("SET authenticatedAt = :shown, #counter = :next, usedAt = :used, #ttl = :ttl")
            .condition_expression("#counter = :counter")
            .expression_attribute_names("#counter", "counter")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":ttl", number(renewed.expires_at().as_second()))
            .expression_attribute_values(":counter", number(session.counter.cast_signed()))
            .expression_attribute_values(":next", number(renewed.counter.cast_signed()))
            .expression_attribute_values(":shown", time(renewed.authenticated_at))
            .expression_attribute_values(":used", time(renewed.used_at))
    }
}

/// The time at and before which a renewed session's account ends all others.
pub(super) fn before(renewed: &AccountSession) -> Timestamp {
    renewed.authenticated_at - SignedDuration::from_millis(1)
}

fn key(user: &str, session: &str) -> Item {
    Item::from([("user".to_owned(), text(user)), ("id".to_owned(), text(session))])
}

fn malformed(error: Malformed) -> Error {
    Error::internal("read the session of the account")(error.into())
}

fn read(item: &Item) -> Result<AccountSession, Malformed> {
    Ok(AccountSession {
        user: get_text(item, "user")?,
        id: get_text(item, "id")?,
        counter: u64::try_from(get_number(item, "counter")?).map_err(|_| Malformed("counter"))?,
        authenticated_at: get_time(item, "authenticatedAt")?,
        created_at: get_time(item, "createdAt")?,
        used_at: get_time(item, "usedAt")?,
        agent: get_text(item, "agent")?,
        client: get_word(item, "client")?,
    })
}
