//! `users`: accounts by their id, and beside them the addresses, each of which leads to one account.

use aws_sdk_dynamodb::types::builders::{ConditionCheckBuilder, UpdateBuilder};
use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, Put, Update};
use jiff::{SignedDuration, Timestamp};

use super::transaction::{Part, Transacted};
use super::{Item, Malformed, Store, Updated, build, failed, get_text, get_time, text, time};
use crate::email::Address;
use crate::error::Error;
use crate::token;

pub(super) const TABLE: &str = "users";

/// How many devices of an account are remembered; the one that was seen first is forgotten first.
const DEVICES: usize = 20;

/// An owner is warned of failed logins this often at most.
const BETWEEN_WARNINGS: SignedDuration = SignedDuration::from_hours(24);

/// How much the clocks of two instances may differ: what ends sessions also ends one that an instance with a
/// faster clock has just opened.
pub(super) const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(5);

/// A person with an account. His address is verified: without that there is no account.
#[derive(Clone, Debug)]
pub struct User {
    /// The account's id.
    pub id: String,
    /// His address.
    pub address: Address,
    /// The hash of his password.
    pub password: String,
    /// Sessions in which the password was shown before this time, or at it, have ended.
    pub sessions_valid_after: Timestamp,
    /// The live token for a reset, by its key in `mailed-tokens`.
    pub reset_token: Option<String>,
    /// Digests of the browsers and programs that he has logged in from.
    pub devices: Vec<String>,
    /// When the account came to be.
    pub created_at: Timestamp,
}

impl User {
    /// A new account.
    pub fn new(address: Address, password: String, now: Timestamp) -> Result<Self, Error> {
        Ok(Self {
            id: token::random_id()?,
            address,
            password,
            sessions_valid_after: Timestamp::UNIX_EPOCH,
            reset_token: None,
            devices: Vec::new(),
            created_at: now,
        })
    }

    /// The time of a login at `now` that counts as later than any change of the password so far.
    pub fn authenticates_at(&self, now: Timestamp) -> Timestamp {
        now.max(self.sessions_valid_after + SignedDuration::from_millis(1))
    }

    /// The devices with one more; `None` if it is among them.
    pub fn devices_with(&self, device: &str) -> Option<Vec<String>> {
        if self.devices.iter().any(|known| known == device) {
            return None;
        }
        let oldest = (self.devices.len() + 1).saturating_sub(DEVICES);
        Some(self.devices.iter().skip(oldest).cloned().chain([device.to_owned()]).collect())
    }
}

impl Store {
    /// Keeps a new account, and its address for it. Of two at once for one address one is kept; says whether
    /// it is this one.
    pub async fn put_user(&self, user: &User) -> Result<bool, Error> {
        let parts = self.new_user(user)?;
        Ok(matches!(self.transact("store the account", parts).await?, Transacted::Done))
    }

    /// The same as parts of a transaction.
    pub(super) fn new_user(
        &self,
        user: &User,
    ) -> Result<Vec<aws_sdk_dynamodb::types::TransactWriteItem>, Error> {
        let account = Put::builder()
            .table_name(self.table(TABLE))
            .item("id", text(&user.id))
            .item("address", text(user.address.as_str()))
            .item("password", text(&user.password))
            .item("createdAt", time(user.created_at))
            .condition_expression("attribute_not_exists(id)");
        let address = Put::builder()
            .table_name(self.table(TABLE))
            .item("id", text(address_key(&user.address)))
            .item("user", text(&user.id))
            .condition_expression("attribute_not_exists(id)");
        Ok(vec![account.part()?, address.part()?])
    }

    /// Finds an account by its id. An id that nobody has costs as much.
    pub async fn find_user(&self, id: &str) -> Result<Option<User>, Error> {
        self.get_user_item(id).await?.as_ref().map(read).transpose().map_err(malformed)
    }

    /// Finds an account by its address.
    pub async fn find_user_by_address(&self, address: &Address) -> Result<Option<User>, Error> {
        let Some(entry) = self.get_user_item(&address_key(address)).await? else { return Ok(None) };
        self.find_user(&get_text(&entry, "user").map_err(malformed)?).await
    }

    async fn get_user_item(&self, id: &str) -> Result<Option<Item>, Error> {
        let get =
            self.client.get_item().table_name(self.table(TABLE)).key("id", text(id)).consistent_read(true);
        Ok(get.send().await.map_err(failed("read the account"))?.item)
    }

    /// Whether the owner may be warned of failed logins now, by this mail: once a day, however many try. Of
    /// two at once one may; and one that may and could not be sent still may.
    pub async fn may_warn(&self, user: &User, mail: &str, now: Timestamp) -> Result<bool, Error> {
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .key("id", text(&user.id))
            .update_expression("SET warnedAt = :now, warnedBy = :mail")
            .condition_expression(
                "attribute_exists(id) AND (attribute_not_exists(warnedAt) OR warnedAt <= :before OR warnedBy = :mail)",
            )
            .expression_attribute_values(":mail", text(mail))
            .expression_attribute_values(":now", time(now))
            .expression_attribute_values(":before", time(now - BETWEEN_WARNINGS));
        match self.update("note the warning", build(update)?).await? {
            Updated::Done => Ok(true),
            // The account is there; so it was held by a transaction.
            Updated::Refused(item) if item.is_empty() => Err(Error::Unavailable {
                doing: "note the warning",
                source: "the account is being written".into(),
            }),
            Updated::Refused(_) => Ok(false),
        }
    }

    /// An update of the account that holds only as long as its password is the one that was seen.
    pub(super) fn of_user(&self, user: &User) -> UpdateBuilder {
        Update::builder()
            .table_name(self.table(TABLE))
            .key("id", text(&user.id))
            .condition_expression("password = :seen")
            .expression_attribute_values(":seen", text(&user.password))
    }

    /// The condition that the account's password is still the one that was seen.
    pub(super) fn unchanged_user(&self, user: &User) -> ConditionCheckBuilder {
        ConditionCheck::builder()
            .table_name(self.table(TABLE))
            .key("id", text(&user.id))
            .condition_expression("password = :seen")
            .expression_attribute_values(":seen", text(&user.password))
    }
}

/// The key of an address's entry.
pub(super) fn address_key(address: &Address) -> String {
    format!("address#{}", address.as_str())
}

/// The devices as they are stored.
pub(super) fn devices(devices: &[String]) -> AttributeValue {
    AttributeValue::L(devices.iter().map(text).collect())
}

pub(super) fn malformed(error: Malformed) -> Error {
    Error::internal("read the account")(error.into())
}

pub(super) fn read(item: &Item) -> Result<User, Malformed> {
    let devices = item.get("devices").and_then(|devices| devices.as_l().ok());
    Ok(User {
        id: get_text(item, "id")?,
        address: Address::parse(&get_text(item, "address")?).map_err(|_| Malformed("address"))?,
        password: get_text(item, "password")?,
        sessions_valid_after: match item.contains_key("sessionsValidAfter") {
            true => get_time(item, "sessionsValidAfter")?,
            false => Timestamp::UNIX_EPOCH,
        },
        reset_token: get_text(item, "resetToken").ok(),
        devices: devices.into_iter().flatten().filter_map(|device| device.as_s().ok().cloned()).collect(),
        created_at: get_time(item, "createdAt")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user() -> User {
        let now = Timestamp::from_second(1_760_000_000).unwrap();
        User::new(Address::parse("ada@example.com").unwrap(), "hash".into(), now).unwrap()
    }

    #[test]
    fn a_login_counts_as_later_than_the_last_change_of_the_password() {
        let mut user = user();
        let now = user.created_at;
        assert_eq!(user.authenticates_at(now), now);
        user.sessions_valid_after = now;
        assert!(user.authenticates_at(now) > now);
    }

    #[test]
    fn a_device_is_remembered_once_and_twenty_of_them() {
        let mut user = user();
        for i in 0..25 {
            user.devices = user.devices_with(&i.to_string()).unwrap();
        }
        assert_eq!((user.devices.len(), user.devices[0].as_str()), (20, "5"));
        assert_eq!(user.devices_with("24"), None);
    }
}
