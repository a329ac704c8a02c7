//! `error-events`: every event's id, and in full those that are kept.
//!
//! An event is written before it is counted, under the condition that its id is new: who sends one twice
//! finds it there and counts nothing. An event that is not kept leaves its id alone. The index `kept` has
//! those that are kept, by group and time.

use aws_sdk_dynamodb::types::{KeysAndAttributes, ReturnValuesOnConditionCheckFailure};
use jiff::Timestamp;

use super::{Item, Malformed, Store, failed, get_text, get_time, number, text, time};
use crate::error::Error;
use crate::errors::event::Event;
use crate::errors::grouping::Why;
use crate::errors::sampling::KEEP;

const TABLE: &str = "error-events";
const INDEX: &str = "kept";

/// One event that was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The group that it was counted in.
    pub group: String,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Why it belongs to its group.
    pub why: Why,
    /// The event.
    pub event: Event,
}

/// What became of an event that was to be written.
#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    /// It was new.
    New,
    /// It was there, in this group.
    Known(String),
}

/// A place in a list of events: that of the last one on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// When it arrived.
    pub received_at: Timestamp,
    /// Its id.
    pub id: String,
}

impl Store {
    /// Writes an event of a project, in full or its id alone.
    pub async fn put_event(
        &self,
        project: &str,
        id: &str,
        group: &str,
        kept: Option<&Kept>,
        now: Timestamp,
    ) -> Result<Written, Error> {
        const DOING: &str = "keep the event";
        let mut item = Item::from([
            ("id".into(), text(key(project, id))),
            ("group".into(), text(group)),
            ("ttl".into(), number((now + KEEP).as_second())),
        ]);
        if let Some(kept) = kept {
            let json = |value: serde_json::Result<String>| {
                value.map(text).map_err(|error| Error::internal(DOING)(error.into()))
            };
            item.insert("bucket".into(), text(key(project, group)));
            item.insert("at".into(), text(sort_key(kept.received_at, id)));
            item.insert("receivedAt".into(), time(kept.received_at));
            item.insert("why".into(), json(serde_json::to_string(&kept.why))?);
            item.insert("event".into(), json(serde_json::to_string(&kept.event))?);
        }
        let put = self
            .client
            .put_item()
            .table_name(self.table(TABLE))
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(id)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match put {
            Ok(_) => Ok(Written::New),
            Err(error) => match error.as_service_error() {
                Some(refused) if refused.is_conditional_check_failed_exception() => Ok(Written::Known(
                    known_group(error.into_service_error()).unwrap_or_else(|| group.to_owned()),
                )),
                _ => Err(failed(DOING)(error)),
            },
        }
    }

    /// Takes back an event that could not be counted, so that it can be sent again.
    pub async fn remove_event(&self, project: &str, id: &str) -> Result<(), Error> {
        let removed =
            self.client.delete_item().table_name(self.table(TABLE)).key("id", text(key(project, id)));
        removed.send().await.map_err(failed("take the event back"))?;
        Ok(())
    }

    /// The kept events of some groups that were merged, the newest first, after a place in that order.
    pub async fn list_events(
        &self,
        project: &str,
        groups: &[String],
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<Kept>, Error> {
        const DOING: &str = "list the events";
        let mut keys = Vec::new();
        for group in groups {
            keys.extend(self.kept_keys(&key(project, group), after, limit).await?);
        }
        keys.sort_by(|a, b| b.cmp(a));
        keys.truncate(limit);
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let wanted = keys.iter().map(|(_, id)| Item::from([("id".to_owned(), text(id))])).collect();
        let request = KeysAndAttributes::builder().set_keys(Some(wanted)).build();
        let request = request.map_err(|error| Error::internal(DOING)(error.into()))?;
        let table = self.table(TABLE);
        let mut found = self.batch_get(DOING, [(table.clone(), request)]).await?;
        let items = found.remove(&table).unwrap_or_default();
        let events: Result<Vec<_>, _> = items.iter().map(read).collect();
        let mut events = events.map_err(|error| Error::internal(DOING)(error.into()))?;
        events.sort_by_key(|kept| std::cmp::Reverse(place(kept)));
        Ok(events)
    }

    /// Times and ids of a group's kept events, the newest first.
    async fn kept_keys(
        &self,
        bucket: &str,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<(String, String)>, Error> {
        let mut query = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .index_name(INDEX)
            .key_condition_expression("#bucket = :bucket AND #at < :before")
            .expression_attribute_names("#bucket", "bucket")
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":bucket", text(bucket))
            .scan_index_forward(false)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX));
        let before = after.map_or_else(|| "~".into(), |place| sort_key(place.received_at, &place.id));
        query = query.expression_attribute_values(":before", text(before));
        let found = query.send().await.map_err(failed("list the events"))?;
        let keys = found.items.unwrap_or_default();
        Ok(keys
            .iter()
            .filter_map(|item| Some((get_text(item, "at").ok()?, get_text(item, "id").ok()?)))
            .collect())
    }
}

fn place(kept: &Kept) -> String {
    sort_key(kept.received_at, &kept.event.id)
}

fn key(project: &str, id: &str) -> String {
    format!("{project}#{id}")
}

/// Times of 13 digits sort as texts do, until the year 2286.
fn sort_key(at: Timestamp, id: &str) -> String {
    format!("{:013}#{id}", at.as_millisecond())
}

fn known_group(error: aws_sdk_dynamodb::operation::put_item::PutItemError) -> Option<String> {
    use aws_sdk_dynamodb::operation::put_item::PutItemError::ConditionalCheckFailedException;
    let ConditionalCheckFailedException(refused) = error else { return None };
    get_text(&refused.item?, "group").ok()
}

fn read(item: &Item) -> Result<Kept, Malformed> {
    let json = |name| get_text(item, name);
    Ok(Kept {
        group: get_text(item, "group")?,
        received_at: get_time(item, "receivedAt")?,
        why: serde_json::from_str(&json("why")?).map_err(|_| Malformed("why"))?,
        event: serde_json::from_str(&json("event")?).map_err(|_| Malformed("event"))?,
    })
}
