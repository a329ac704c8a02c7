//! `readings`: the history of each org. All of it stands under the org, told apart by the sort key:
//!
//! | `at` | holds | kept |
//! |---|---|---|
//! | `names` | the org's dictionary of series, which only grows | always |
//! | `p#SLOT` | one poll, at most one in five minutes | 30 days |
//! | `d#YYYYMMDD` | one UTC day of all series in quarters of an hour | 35 days |
//! | `l#SERIES#YYYYMMDD` | one UTC day of one series by the hour; `SERIES` is its position | 13 months |
//!
//! Slots are Unix seconds, positions are written in base 36. All values are in `v`.
//!
//! Items are read as they are found, without strong consistency: a reading that is a second old may be
//! missing. What an item holds is told by [`crate::history`]; one that cannot be read is passed over.

mod erase;
mod reader;
pub mod rows;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, Update, WriteRequest};
use jiff::SignedDuration;
use jiff::civil::Date;

use super::{Item, Malformed, Store, Updated, build, failed, get_text, number, text};
use crate::error::Error;
use crate::history::{
    Day, Hour, Names, Stored, decode_hours, encode_hours, every_series, hour_of, hours, start_of,
};
use crate::limits::Reading;
use crate::org::OrgId;

const TABLE: &str = "readings";

const NAMES: &str = "names";

const KEEP_POLLS: SignedDuration = SignedDuration::from_hours(30 * 24);
const KEEP_DAYS: SignedDuration = SignedDuration::from_hours(35 * 24);
const KEEP_HOURS: SignedDuration = SignedDuration::from_hours(397 * 24);

/// How many items DynamoDB takes in one `BatchWriteItem`.
const BATCH: usize = 25;

/// How often something is tried again that lost a race or was left undone.
const TRIES: usize = 4;

impl Store {
    /// Reads the dictionary of an org's series; it is empty for an org without history.
    pub async fn find_names(&self, org: &OrgId) -> Result<Names, Error> {
        const DOING: &str = "read the names of the series";
        let found = self.client.get_item().table_name(self.table(TABLE)).set_key(Some(key(org, NAMES)));
        let found = found.send().await.map_err(failed(DOING))?;
        let Some(item) = found.item else { return Ok(Names::default()) };
        names(&item).map_err(|error| Error::internal(DOING)(error.into()))
    }

    /// Gives the dictionary with all series of `readings`; writes only if `known` lacks one. Whoever loses
    /// the race to append goes on from what the winner wrote.
    pub async fn extend_names(
        &self,
        org: &OrgId,
        mut known: Names,
        readings: &[Reading],
    ) -> Result<Names, Error> {
        const DOING: &str = "store the names of the series";
        for _ in 0..TRIES {
            let Some(extended) = known.extended_by(readings) else { return Ok(known) };
            let item = match self.update(DOING, self.appending(org, &known, &extended)?).await? {
                Updated::Done => return Ok(extended),
                Updated::Refused(item) => item,
            };
            // Without an item it was only busy.
            if !item.is_empty() {
                known = names(&item).map_err(|error| Error::internal(DOING)(error.into()))?;
            }
        }
        Err(Error::Unavailable { doing: DOING, source: "too many writers at once".into() })
    }

    fn appending(&self, org: &OrgId, known: &Names, extended: &Names) -> Result<Update, Error> {
        let new = extended.since(known.len()).iter().map(text).collect();
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(org, NAMES)))
            .update_expression("SET v = list_append(if_not_exists(v, :none), :new)")
            .expression_attribute_values(":none", AttributeValue::L(Vec::new()))
            .expression_attribute_values(":new", AttributeValue::L(new));
        build(if known.is_empty() {
            update.condition_expression("attribute_not_exists(v)")
        } else {
            let count = i64::try_from(known.len()).unwrap_or(i64::MAX);
            update
                .condition_expression("size(v) = :count")
                .expression_attribute_values(":count", number(count))
        })
    }

    /// Keeps a poll, as [`crate::history::encode`] wrote it; `false` if the org has one in this slot already,
    /// which then stays. So there is one poll per org and slot, whatever is repeated.
    pub async fn put_poll(&self, org: &OrgId, slot: i64, bytes: Vec<u8>) -> Result<bool, Error> {
        let written = self
            .client
            .put_item()
            .table_name(self.table(TABLE))
            .set_item(Some(item(org, poll_key(slot), bytes.clone(), slot, KEEP_POLLS)))
            // A second attempt of the SDK, after a lost answer, finds what its first one wrote.
            .condition_expression("attribute_not_exists(#at) OR v = :v")
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":v", AttributeValue::B(Blob::new(bytes)))
            .send()
            .await;
        match written {
            Ok(_) => Ok(true),
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                Ok(false)
            }
            Err(error) => Err(failed("store the poll")(error)),
        }
    }

    /// The polls of these slots, and those before them in the hour of the first, without which they could not
    /// be decoded. Both ends are included.
    pub async fn polls(&self, org: &OrgId, from: i64, to: i64) -> Result<Vec<Stored>, Error> {
        let items = self.between("read the polls", org, poll_key(hour_of(from)), poll_key(to)).await?;
        Ok(items.iter().filter_map(|item| stored(item).ok()).collect())
    }

    /// Writes the present state of a day over the one before.
    pub async fn put_day(&self, org: &OrgId, day: &Day) -> Result<(), Error> {
        let item = item(org, day_key(day.date()), day.encode(), second(day.date()), KEEP_DAYS);
        let put = self.client.put_item().table_name(self.table(TABLE)).set_item(Some(item));
        put.send().await.map(drop).map_err(failed("store the day"))
    }

    /// The days from one to another, both included, as far as there are any.
    pub async fn days(&self, org: &OrgId, from: Date, to: Date) -> Result<Vec<Day>, Error> {
        let items = self.between("read the days", org, day_key(from), day_key(to)).await?;
        Ok(items.iter().filter_map(|item| Day::decode(date(item)?, bytes(item).ok()?)).collect())
    }

    /// Writes the hours of each series on a day that is over, out of its polls. The same polls make the same
    /// items, so that it may be repeated.
    pub async fn put_series_days(&self, org: &OrgId, date: Date, polls: &[Stored]) -> Result<(), Error> {
        let mut requests = Vec::new();
        for (position, samples) in every_series(polls) {
            let bytes = encode_hours(date, &hours(&samples));
            let item = item(org, series_key(position, date), bytes, second(date), KEEP_HOURS);
            let put = PutRequest::builder().set_item(Some(item)).build();
            let put = put.map_err(|error| Error::internal("build the write")(error.into()))?;
            requests.push(WriteRequest::builder().put_request(put).build());
        }
        self.write_all("store the days of the series", TABLE, requests).await
    }

    /// The hours of the series at a position, from one day to another, both included, in order, each day with
    /// its date.
    pub async fn series_days(
        &self,
        org: &OrgId,
        position: usize,
        from: Date,
        to: Date,
    ) -> Result<Vec<(Date, Vec<Hour>)>, Error> {
        let (from, to) = (series_key(position, from), series_key(position, to));
        let items = self.between("read the days of the series", org, from, to).await?;
        let hours = |item| {
            let date = date(item)?;
            Some((date, decode_hours(date, bytes(item).ok()?)?))
        };
        Ok(items.iter().filter_map(hours).collect())
    }

    async fn between(
        &self,
        doing: &'static str,
        org: &OrgId,
        from: String,
        to: String,
    ) -> Result<Vec<Item>, Error> {
        if from > to {
            return Ok(Vec::new());
        }
        let query = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .key_condition_expression("#org = :org AND #at BETWEEN :from AND :to")
            .expression_attribute_names("#org", "org")
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":org", text(org.as_str()))
            .expression_attribute_values(":from", text(from))
            .expression_attribute_values(":to", text(to));
        let mut items = Vec::new();
        let mut pages = query.into_paginator().items().send();
        while let Some(item) = pages.next().await {
            items.push(item.map_err(failed(doing))?);
        }
        Ok(items)
    }

    /// Makes any number of writes, in as few calls as possible; what DynamoDB leaves undone is sent again.
    pub(super) async fn write_all(
        &self,
        doing: &'static str,
        table: &str,
        mut requests: Vec<WriteRequest>,
    ) -> Result<(), Error> {
        let table = self.table(table);
        let mut tries = requests.len().div_ceil(BATCH) + TRIES;
        while !requests.is_empty() {
            if tries == 0 {
                return Err(Error::Unavailable { doing, source: "DynamoDB left items unprocessed".into() });
            }
            tries -= 1;
            let batch = requests.split_off(requests.len().saturating_sub(BATCH));
            let call = self.client.batch_write_item().request_items(&table, batch);
            let output = call.send().await.map_err(failed(doing))?;
            requests.extend(output.unprocessed_items.unwrap_or_default().into_values().flatten());
        }
        Ok(())
    }
}

fn key(org: &OrgId, at: impl Into<String>) -> Item {
    Item::from([("org".into(), text(org.as_str())), ("at".into(), text(at))])
}

/// An item of what happened at a time, in Unix seconds.
fn item(org: &OrgId, at: String, bytes: Vec<u8>, second: i64, keep: SignedDuration) -> Item {
    let mut item = key(org, at);
    item.insert("v".into(), AttributeValue::B(Blob::new(bytes)));
    item.insert("ttl".into(), number(second.saturating_add(keep.as_secs())));
    item
}

/// Times of 10 digits sort as texts do, until the year 2286.
fn poll_key(slot: i64) -> String {
    format!("p#{:010}", slot.clamp(0, 9_999_999_999))
}

fn day_key(date: Date) -> String {
    format!("d#{}", date.strftime("%Y%m%d"))
}

fn series_key(position: usize, date: Date) -> String {
    format!("l#{}#{}", base36(position), date.strftime("%Y%m%d"))
}

fn base36(mut value: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit((value % 36) as u32, 36));
        value /= 36;
        if value == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

fn second(date: Date) -> i64 {
    start_of(date).as_second()
}

fn names(item: &Item) -> Result<Names, Malformed> {
    let list = item.get("v").and_then(|value| value.as_l().ok()).ok_or(Malformed("v"))?;
    let names: Option<Vec<_>> = list.iter().map(|name| name.as_s().ok().cloned()).collect();
    names.map(Names::new).ok_or(Malformed("v"))
}

fn stored(item: &Item) -> Result<Stored, Malformed> {
    let slot = get_text(item, "at")?.strip_prefix("p#").and_then(|slot| slot.parse().ok());
    Ok(Stored { slot: slot.ok_or(Malformed("at"))?, bytes: bytes(item)?.to_vec() })
}

fn bytes(item: &Item) -> Result<&[u8], Malformed> {
    let value = item.get("v").and_then(|value| value.as_b().ok());
    value.map(AsRef::as_ref).ok_or(Malformed("v"))
}

fn date(item: &Item) -> Option<Date> {
    Date::strptime("%Y%m%d", get_text(item, "at").ok()?.rsplit('#').next()?).ok()
}
