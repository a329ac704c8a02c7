//! Logins as the tables see them: what counts against an address and a place is read with the account, and
//! written again under the condition that it has not changed. So any number of attempts at once learn no more
//! than the budgets allow, and a login that succeeds costs no write for the limits unless failures came
//! before.

mod attempt;

use aws_sdk_dynamodb::types::TransactWriteItem;
use jiff::Timestamp;

pub use self::attempt::{Attempt, failures_of};
use super::account_sessions::{self, AccountSession};
use super::outbox::Mail;
use super::rate_limits::{self, TRIES};
use super::transaction::{Part, Transacted};
use super::users::{self, User, address_key, devices};
use super::{Item, Store, Updated, build, consistently, get_text, text, time};
use crate::email::Address;
use crate::error::Error;
use crate::throttle::{Failures, Wait};

/// What came of a login whose password was right.
#[derive(Debug, PartialEq, Eq)]
pub enum Opened {
    /// The session is open.
    Open,
    /// So many attempts failed meanwhile that this one has to wait.
    Wait(Wait),
    /// The password was changed meanwhile.
    Changed,
}

/// What a login writes.
#[derive(Clone, Debug)]
pub struct Login<'a> {
    /// The account as it was read.
    pub user: &'a User,
    /// The new session.
    pub session: &'a AccountSession,
    /// A better hash of the same password.
    pub rehashed: Option<String>,
    /// All devices, if there is a new one.
    pub devices: Option<Vec<String>>,
    /// A mail about it.
    pub mail: Option<Mail>,
}

/// What a change of the password writes.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The account as it was read.
    pub user: &'a User,
    /// The session in which it happens, as it was read …
    pub session: &'a AccountSession,
    /// … and as it lives on.
    pub renewed: &'a AccountSession,
    /// The new hash.
    pub hash: String,
    /// The mail to the owner.
    pub mail: Mail,
}

impl Store {
    /// Reads what counts against an attempt, and which account has the address, in one round trip that costs
    /// the same whether there is one.
    pub async fn look_up_login(
        &self,
        attempt: &mut Attempt,
        address: &Address,
    ) -> Result<Option<String>, Error> {
        let (users, limits) = (self.table(users::TABLE), self.table(rate_limits::TABLE));
        let id = |id: &str| Item::from([("id".to_owned(), text(id))]);
        let counted = [id(attempt.by_address.id()), id(attempt.by_place.id())];
        let requests = [
            (users.clone(), consistently([id(&address_key(address))])?),
            (limits.clone(), consistently(counted)?),
        ];
        let found = self.batch_get("read the account's address and its limits", requests).await?;
        for item in found.get(&limits).into_iter().flatten() {
            match get_text(item, "id").is_ok_and(|id| id == attempt.by_place.id()) {
                true => attempt.see_place(item),
                false => attempt.see(item),
            }
        }
        let entry = found.get(&users).and_then(|entries| entries.first());
        entry.map(|entry| get_text(entry, "user").map_err(users::malformed)).transpose()
    }

    /// Counts a failed attempt at the address and at the place, or says how long it has to wait, in which
    /// case nobody may be told that it failed. The failure that begins to lock sends `mail` in the same
    /// write.
    pub async fn fail_login(
        &self,
        attempt: &mut Attempt,
        mail: &Mail,
        now: Timestamp,
    ) -> Result<Result<Failures, Wait>, Error> {
        const DOING: &str = "count the failed login";
        for _ in 0..TRIES {
            let failures = attempt.seen_row.unwrap_or_default().and_one(now);
            let update = attempt.failing(self.table(rate_limits::TABLE), failures, now);
            let found = if failures.begins_to_lock() {
                match self.transact(DOING, vec![update.part()?, self.outgoing(mail).part()?]).await? {
                    Transacted::Done => None,
                    Transacted::Refused(reasons) => {
                        Some(reasons.into_iter().next().flatten().unwrap_or_default())
                    }
                }
            } else {
                match self.update(DOING, build(update)?).await? {
                    Updated::Done => None,
                    Updated::Refused(item) => Some(item),
                }
            };
            let Some(item) = found else {
                let at_place = self.count_hit(&attempt.by_place, attempt.seen_place.clone(), now).await?;
                return Ok(at_place.map(|()| failures));
            };
            attempt.see(&item);
            if let Some(wait) = attempt.wait(now) {
                return Ok(Err(wait));
            }
        }
        Err(Error::Unavailable { doing: DOING, source: "too many attempts at once".into() })
    }

    /// Opens a session, together with all that a login changes, if the password is still the one that was
    /// compared and no budget was used up meanwhile.
    pub async fn open_session(
        &self,
        login: &Login<'_>,
        attempt: &mut Attempt,
        now: Timestamp,
    ) -> Result<Opened, Error> {
        let mut parts = vec![self.login_at_user(login)?, self.new_session(login.session).part()?];
        if let Some(mail) = &login.mail {
            parts.push(self.outgoing(mail).part()?);
        }
        self.pass("open the session", parts, attempt, now).await
    }

    /// Changes a password, ends all sessions but the one in which that happens, and has the owner told, if
    /// the password is still the one that was compared and no budget was used up meanwhile.
    pub async fn change_password(
        &self,
        change: &Change<'_>,
        attempt: &mut Attempt,
        now: Timestamp,
    ) -> Result<Opened, Error> {
        let user = self
            .of_user(change.user)
            .update_expression("SET password = :hash, sessionsValidAfter = :before REMOVE resetToken")
            .expression_attribute_values(":hash", text(&change.hash))
            .expression_attribute_values(":before", time(account_sessions::before(change.renewed)));
        let session = self.renewal(change.session, change.renewed);
        let mut parts = vec![user.part()?, session.part()?, self.outgoing(&change.mail).part()?];
        if let Some(token) = &change.user.reset_token {
            parts.push(self.delete_token(token).part()?);
        }
        self.pass("change the password", parts, attempt, now).await
    }

    /// Makes the writes of an attempt whose password was right, together with the look at its budgets.
    async fn pass(
        &self,
        doing: &'static str,
        parts: Vec<TransactWriteItem>,
        attempt: &mut Attempt,
        now: Timestamp,
    ) -> Result<Opened, Error> {
        let own = parts.len();
        for _ in 0..TRIES {
            let limits = self.table(rate_limits::TABLE);
            let mut all = parts.clone();
            all.extend([attempt.passing(limits.clone())?, attempt.room_at_place(limits)?]);
            let Transacted::Refused(mut reasons) = self.transact(doing, all).await? else {
                return Ok(Opened::Open);
            };
            let of_limits = reasons.split_off(own.min(reasons.len()));
            if reasons.iter().any(Option::is_some) {
                return Ok(Opened::Changed);
            }
            let mut of_limits = of_limits.into_iter();
            if let Some(item) = of_limits.next().flatten() {
                attempt.see(&item);
            }
            if let Some(item) = of_limits.next().flatten() {
                attempt.see_place(&item);
            }
            if let Some(wait) = attempt.wait(now) {
                return Ok(Opened::Wait(wait));
            }
        }
        Err(Error::Unavailable { doing, source: "too many attempts at once".into() })
    }

    fn login_at_user(&self, login: &Login<'_>) -> Result<TransactWriteItem, Error> {
        let mut sets = Vec::new();
        let mut update = self.of_user(login.user);
        if let Some(hash) = &login.rehashed {
            sets.push("password = :hash");
            update = update.expression_attribute_values(":hash", text(hash));
        }
        if let Some(known) = &login.devices {
            sets.push("devices = :devices");
            update = update.expression_attribute_values(":devices", devices(known));
        }
        match sets.is_empty() {
            true => self.unchanged_user(login.user).part(),
            false => update.update_expression(format!("SET {}", sets.join(", "))).part(),
        }
    }
}
