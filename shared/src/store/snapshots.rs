//! `snapshots`: the last reading of each org, and the lease of whoever is reading it now.
//!
//! All sessions of an org share its item. Whoever wants a newer reading takes the lease first, so that many
//! requests at once make one call to Salesforce; the lease's id fences off a holder that came back too late.

use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{KeysAndAttributes, TransactWriteItem, Update};
use jiff::{SignedDuration, Timestamp};

use super::sessions::{self, Session, live};
use super::{
    Item, Malformed, Store, Updated, build, consistently, failed, get_number, get_text, get_time, get_word,
    number, text, time, word,
};
use crate::error::Error;
use crate::limits::ApiUsage;
use crate::limits::{Exhausted, ExhaustedLimit, Reading, compact, restore};
use crate::org::OrgId;
use crate::token::{self, SessionToken};

const TABLE: &str = "snapshots";

/// The form in which readings are written; another one gets another number.
const FORM: i64 = 1;

/// How long a reading is kept: as long as the longest session.
const KEEP: SignedDuration = SignedDuration::from_hours(24);

/// What is kept of an org; all of it may be missing.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The last good reading.
    pub snapshot: Option<Snapshot>,
    /// Set while Salesforce refuses calls because a request limit is used up.
    pub exhausted: Option<Exhausted>,
    /// When Salesforce was last asked and gave an answer; perhaps one that another version of this program
    /// has written in a way that this one cannot read.
    asked_at: Option<Timestamp>,
    /// Until when somebody may be asking.
    leased_until: Option<Timestamp>,
}

/// One reading of all limits.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// When Salesforce gave it.
    pub read_at: Timestamp,
    /// The values.
    pub readings: Vec<Reading>,
    /// API calls used.
    pub usage: Option<ApiUsage>,
    /// The API version that was read.
    pub api_version: String,
}

/// The right to ask Salesforce about one org, until it is used or has run out.
pub struct Lease {
    org: OrgId,
    id: String,
}

impl Kept {
    /// What is kept after a good reading.
    pub fn of(snapshot: Snapshot) -> Self {
        Self { asked_at: Some(snapshot.read_at), snapshot: Some(snapshot), ..Self::default() }
    }

    /// The same with Salesforce's refusal at `now`.
    pub fn refused(self, exhausted: Exhausted, now: Timestamp) -> Self {
        Self { exhausted: Some(exhausted), asked_at: Some(now), ..self }
    }

    /// When Salesforce gave what is kept here; `None` if nothing is.
    pub fn checked_at(&self) -> Option<Timestamp> {
        self.asked_at.filter(|_| self.snapshot.is_some() || self.exhausted.is_some())
    }

    /// Whether Salesforce was asked again after `seen` was kept.
    pub fn is_newer_than(&self, seen: &Self) -> bool {
        self.checked_at() > seen.checked_at()
    }

    /// Whether somebody is asking Salesforce at `now`.
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.leased_until.is_some_and(|until| until > now)
    }
}

impl Store {
    /// Reads a session and its org's snapshot in one round trip, which the org in the session's value makes
    /// possible.
    pub async fn session_and_snapshot(
        &self,
        token: &SessionToken,
        now: Timestamp,
    ) -> Result<(Option<Session>, Kept), Error> {
        const DOING: &str = "read the session and its snapshot";
        let (sessions, snapshots) = (self.table(sessions::TABLE), self.table(TABLE));
        let session = Item::from([("id".to_owned(), text(token.id()))]);
        let org = Item::from([("org".to_owned(), text(token.org().as_str()))]);
        let snapshot = KeysAndAttributes::builder().keys(org).build();
        let snapshot = snapshot.map_err(|error| Error::internal(DOING)(error.into()))?;
        let requests = [(sessions.clone(), consistently([session])?), (snapshots.clone(), snapshot)];
        let mut found = self.batch_get(DOING, requests).await?;
        let mut one = |table| found.remove(table).and_then(|mut items| items.pop());
        let session = live(one(&sessions), now)?;
        Ok((session, one(&snapshots).map(|item| kept(item, now)).unwrap_or_default()))
    }

    /// Reads what is kept of an org.
    pub async fn find_snapshot(&self, org: &OrgId, now: Timestamp) -> Result<Kept, Error> {
        let found = self
            .client
            .get_item()
            .table_name(self.table(TABLE))
            .key("org", text(org.as_str()))
            .consistent_read(true)
            .send()
            .await
            .map_err(failed("read the snapshot"))?;
        Ok(found.item.map(|item| kept(item, now)).unwrap_or_default())
    }

    /// Takes the org's lease for `length`, unless somebody has it or Salesforce was asked after `seen`; then
    /// hands back what is kept. Of any number of callers with the same `seen` one gets the lease.
    pub async fn take_lease(
        &self,
        org: &OrgId,
        seen: &Kept,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Result<Lease, Kept>, Error> {
        let lease = Lease { org: org.clone(), id: token::random_text()? };
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .key("org", text(org.as_str()))
            .update_expression("SET lease = :lease, leasedUntil = :until, #ttl = if_not_exists(#ttl, :ttl)")
            .condition_expression(
                "(attribute_not_exists(leasedUntil) OR leasedUntil <= :now) AND \
                 (attribute_not_exists(checkedAt) OR checkedAt <= :seen)",
            )
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":lease", text(&lease.id))
            .expression_attribute_values(":until", time(now + length))
            .expression_attribute_values(":now", time(now))
            .expression_attribute_values(":seen", time(seen.asked_at.unwrap_or(Timestamp::UNIX_EPOCH)))
            .expression_attribute_values(":ttl", number((now + KEEP).as_second()));
        match self.update("take the lease", build(update)?).await? {
            Updated::Done => Ok(Ok(lease)),
            Updated::Refused(item) => Ok(Err(kept(item, now))),
        }
    }

    /// Keeps a reading, gives the lease back, and writes down the use of `touched` in the same round trip. A
    /// holder whose lease has run out and was taken by another changes nothing: the other's reading is newer.
    pub async fn put_snapshot(
        &self,
        lease: &Lease,
        snapshot: &Snapshot,
        touched: Option<&Session>,
    ) -> Result<(), Error> {
        const DOING: &str = "store the snapshot";
        let update = self.replacement(lease, snapshot)?;
        let Some(session) = touched else { return self.update(DOING, update).await.map(drop) };
        let touch = self.touch(session, snapshot.read_at)?;
        let written = self
            .client
            .transact_write_items()
            .transact_items(TransactWriteItem::builder().update(update.clone()).build())
            .transact_items(TransactWriteItem::builder().update(touch).build())
            .send()
            .await;
        match written {
            Ok(_) => Ok(()),
            // The session has ended meanwhile, or DynamoDB was busy with either item. The reading is worth
            // keeping all the same, and the lease has to be given back; if it was lost, this changes nothing.
            Err(error) if error.as_service_error().is_some_and(|e| e.is_transaction_canceled_exception()) => {
                self.update(DOING, update).await.map(drop)
            }
            Err(error) => Err(failed(DOING)(error)),
        }
    }

    /// Keeps the fact that Salesforce has refused a call since `exhausted.since`, and gives the lease back.
    pub async fn put_exhausted(
        &self,
        lease: &Lease,
        exhausted: &Exhausted,
        now: Timestamp,
    ) -> Result<(), Error> {
        let update = self
            .of_lease(lease)
            .update_expression(
                "SET exhausted = :limit, exhaustedSince = :since, checkedAt = :now REMOVE lease, leasedUntil",
            )
            .expression_attribute_values(":limit", word(&exhausted.limit))
            .expression_attribute_values(":since", time(exhausted.since))
            .expression_attribute_values(":now", time(now));
        self.update("store Salesforce's refusal", build(update)?).await.map(drop)
    }

    /// Gives the lease back without a result, so that the next caller need not wait for its end.
    pub async fn release_lease(&self, lease: &Lease) -> Result<(), Error> {
        let update = self.of_lease(lease).update_expression("REMOVE lease, leasedUntil");
        self.update("give the lease back", build(update)?).await.map(drop)
    }

    fn replacement(&self, lease: &Lease, snapshot: &Snapshot) -> Result<Update, Error> {
        let update = self
            .of_lease(lease)
            .update_expression(
                "SET form = :form, readings = :readings, readAt = :at, checkedAt = :at, apiUsage = :usage, apiVersion = \
                 :version, #ttl = :ttl REMOVE lease, leasedUntil, exhausted, exhaustedSince",
            )
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":form", number(FORM))
            .expression_attribute_values(":readings", text(compact(&snapshot.readings)))
            .expression_attribute_values(":at", time(snapshot.read_at))
            .expression_attribute_values(
                ":usage",
                text(serde_json::to_string(&snapshot.usage).unwrap_or_default()),
            )
            .expression_attribute_values(":version", text(&snapshot.api_version))
            .expression_attribute_values(":ttl", number((snapshot.read_at + KEEP).as_second()));
        build(update)
    }

    /// An update that only the holder of `lease` can make.
    fn of_lease(&self, lease: &Lease) -> UpdateBuilder {
        Update::builder()
            .table_name(self.table(TABLE))
            .key("org", text(lease.org.as_str()))
            .condition_expression("lease = :lease")
            .expression_attribute_values(":lease", text(&lease.id))
    }
}

/// Reads an item. What another version of this program has written in another form counts as missing, and so
/// does a reading that DynamoDB should have removed by now.
fn kept(item: Item, now: Timestamp) -> Kept {
    let exhausted = get_word::<ExhaustedLimit>(&item, "exhausted")
        .and_then(|limit| Ok(Exhausted { limit, since: get_time(&item, "exhaustedSince")? }));
    Kept {
        snapshot: snapshot(&item).ok().filter(|snapshot| now < snapshot.read_at + KEEP),
        exhausted: exhausted.ok(),
        asked_at: get_time(&item, "checkedAt").ok(),
        leased_until: get_time(&item, "leasedUntil").ok(),
    }
}

fn snapshot(item: &Item) -> Result<Snapshot, Malformed> {
    if get_number(item, "form")? != FORM {
        return Err(Malformed("form"));
    }
    Ok(Snapshot {
        read_at: get_time(item, "readAt")?,
        readings: restore(&get_text(item, "readings")?).map_err(|_| Malformed("readings"))?,
        usage: serde_json::from_str::<Option<ApiUsage>>(&get_text(item, "apiUsage")?).unwrap_or_default(),
        api_version: get_text(item, "apiVersion")?,
    })
}
