//! `sessions`: one item for each browser or program that is connected to an org, by the SHA-256 of its value.

use aws_sdk_dynamodb::types::{ReturnValue, Update};
use jiff::{SignedDuration, Timestamp};

use super::{Item, Malformed, Store, build, failed, get_text, get_time, get_word, number, text, time, word};
use crate::error::Error;
use crate::limits::{Org, OrgKind};
use crate::org::OrgId;

pub(super) const TABLE: &str = "sessions";

/// A session ends this long after its last use …
pub const IDLE: SignedDuration = SignedDuration::from_hours(4);
/// … and this long after it began, however much it is used (ASVS 7.3.1, 7.3.2).
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(24);
/// Uses are written down at most this often, so a session may end this much before its four hours are over.
const STEP: SignedDuration = SignedDuration::from_mins(5);

/// A browser's or program's connection to one org.
#[derive(Clone, Debug)]
pub struct Session {
    /// SHA-256 of the session's value.
    pub id: String,
    /// The org.
    pub org: Org,
    /// The sealed access token; its owner is the org's id.
    pub sealed_token: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last known to be used.
    pub used_at: Timestamp,
}

impl Session {
    /// When it ends unless it is used.
    pub fn expires_at(&self) -> Timestamp {
        (self.used_at + IDLE).min(self.created_at + ABSOLUTE)
    }

    /// Whether it is good at `now`. DynamoDB removes expired items days late, so every read asks.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at()
    }

    /// Whether a use at `now` is worth writing down.
    pub fn wants_touch(&self, now: Timestamp) -> bool {
        now >= self.used_at + STEP
    }

    /// The same session, used at `now`.
    pub fn used(mut self, now: Timestamp) -> Self {
        self.used_at = now;
        self
    }
}

impl Store {
    /// Keeps a new session.
    pub async fn put_session(&self, session: &Session) -> Result<(), Error> {
        self.client
            .put_item()
            .table_name(self.table(TABLE))
            .item("id", text(&session.id))
            .item("org", text(session.org.id.as_str()))
            .item("orgName", text(&session.org.name))
            .item("orgKind", word(&session.org.kind))
            .item("instanceUrl", text(&session.org.instance_url))
            .item("token", text(&session.sealed_token))
            .item("createdAt", time(session.created_at))
            .item("usedAt", time(session.used_at))
            .item("ttl", number(session.expires_at().as_second()))
            .send()
            .await
            .map_err(failed("store the session"))?;
        Ok(())
    }

    /// Finds a live session.
    pub async fn find_session(&self, id: &str, now: Timestamp) -> Result<Option<Session>, Error> {
        let found = self
            .client
            .get_item()
            .table_name(self.table(TABLE))
            .key("id", text(id))
            .consistent_read(true)
            .send()
            .await
            .map_err(failed("read the session"))?;
        live(found.item, now)
    }

    /// Ends a session and hands it out one last time, to one caller only, so that its token can be revoked.
    pub async fn take_session(&self, id: &str) -> Result<Option<Session>, Error> {
        let taken = self
            .client
            .delete_item()
            .table_name(self.table(TABLE))
            .key("id", text(id))
            .return_values(ReturnValue::AllOld)
            .send()
            .await
            .map_err(failed("end the session"))?;
        taken.attributes.map(|item| read(&item)).transpose().map_err(malformed)
    }

    /// Writes down that a session was used. A session that has ended meanwhile stays ended: without the
    /// condition the update would bring it back as an item without a token.
    pub async fn touch_session(&self, session: &Session, now: Timestamp) -> Result<(), Error> {
        self.update("write down the session's use", self.touch(session, now)?).await.map(drop)
    }

    /// The update of [`Store::touch_session`], also as a part of a transaction.
    pub(super) fn touch(&self, session: &Session, now: Timestamp) -> Result<Update, Error> {
        let expires = session.clone().used(now).expires_at();
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .key("id", text(&session.id))
            .update_expression("SET usedAt = :now, #ttl = :ttl")
            .condition_expression("attribute_exists(id)")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":now", time(now))
            .expression_attribute_values(":ttl", number(expires.as_second()));
        build(update)
    }
}

/// What a caller is told whose session has ended.
pub const ENDED: &str = "The session has ended or never was. Connect the org again.";

/// Reads an item and drops a session that has expired.
pub(super) fn live(item: Option<Item>, now: Timestamp) -> Result<Option<Session>, Error> {
    let session = item.map(|item| read(&item)).transpose().map_err(malformed)?;
    Ok(session.filter(|session| session.is_live(now)))
}

fn malformed(error: Malformed) -> Error {
    Error::internal("read the session")(error.into())
}

fn read(item: &Item) -> Result<Session, Malformed> {
    Ok(Session {
        id: get_text(item, "id")?,
        org: Org {
            id: OrgId::parse(&get_text(item, "org")?).map_err(|_| Malformed("org"))?,
            name: get_text(item, "orgName")?,
            kind: get_word::<OrgKind>(item, "orgKind")?,
            instance_url: get_text(item, "instanceUrl")?,
        },
        sealed_token: get_text(item, "token")?,
        created_at: get_time(item, "createdAt")?,
        used_at: get_time(item, "usedAt")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        let start = Timestamp::from_second(1_760_000_000).unwrap();
        Session {
            id: "id".into(),
            org: Org {
                id: OrgId::parse("00D000000000001").unwrap(),
                name: "Acme".into(),
                kind: OrgKind::Production,
                instance_url: "https://acme.my.salesforce.com".into(),
            },
            sealed_token: "sealed".into(),
            created_at: start,
            used_at: start,
        }
    }

    #[test]
    fn a_session_ends_four_hours_after_its_last_use() {
        let session = session();
        let start = session.created_at;
        assert!(session.is_live(start + SignedDuration::from_secs(4 * 3600 - 1)));
        assert!(!session.is_live(start + IDLE));
        let later = start + SignedDuration::from_hours(3);
        assert!(session.used(later).is_live(start + SignedDuration::from_hours(6)));
    }

    #[test]
    fn no_use_keeps_a_session_longer_than_a_day() {
        let start = session().created_at;
        let session = session().used(start + SignedDuration::from_hours(23));
        assert_eq!(session.expires_at(), start + ABSOLUTE);
        assert!(!session.is_live(start + ABSOLUTE));
    }
}
