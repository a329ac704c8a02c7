//! `error-quotas`: how many events each project has sent in an hour, and how many its SDKs say they lost.
//!
//! An item holds one project's hour with its twelve windows of five minutes, so that both limits are held by
//! one conditional write. Instances do not count single events but take a lease of several.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Item, Store, Updated, build, number, text};
use crate::error::Error;
use crate::errors::project::{Full, Project, Windows};
use aws_sdk_dynamodb::types::{AttributeValue, Update};

const TABLE: &str = "error-quotas";

/// How often a lease is tried that lost a race for the last events of a window.
const TRIES: usize = 4;

/// How long losses are kept.
const KEEP_LOSSES: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Events that SDKs did not send, by reason and category, such as `ratelimit_backoff:error`.
pub type Losses = BTreeMap<String, u64>;

impl Store {
    /// Takes `wanted` events off a project's windows, or as many as are left; never more than all leases
    /// together may have.
    pub async fn lease_events(
        &self,
        project: &Project,
        wanted: u32,
        now: Timestamp,
    ) -> Result<Result<u32, Full>, Error> {
        let windows = Windows::at(now);
        let most = project.quota.per_five_minutes.min(project.quota.per_hour);
        let mut size = wanted.min(most);
        if size == 0 {
            return Ok(Err(Full::Hour));
        }
        for _ in 0..TRIES {
            let item = match self.update("take a lease", self.lease(project, windows, size)?).await? {
                Updated::Done => return Ok(Ok(size)),
                Updated::Refused(item) => item,
            };
            let used = |name: &str| item.get(name).and_then(|n| n.as_n().ok()?.parse().ok()).unwrap_or(0_u32);
            let of_hour = project.quota.per_hour.saturating_sub(used("hour"));
            let of_five = project.quota.per_five_minutes.saturating_sub(used(&twelfth(windows)));
            match (of_hour, of_five) {
                (0, _) => return Ok(Err(Full::Hour)),
                (_, 0) => return Ok(Err(Full::FiveMinutes)),
                _ => size = size.min(of_hour).min(of_five),
            }
        }
        Err(Error::Unavailable { doing: "take a lease", source: "too many instances at once".into() })
    }

    fn lease(&self, project: &Project, windows: Windows, size: u32) -> Result<Update, Error> {
        let Windows { hour, .. } = windows;
        let room = |limit: u32| number(i64::from(limit) - i64::from(size));
        build(
            Update::builder()
                .table_name(self.table(TABLE))
                .key("id", text(format!("{}#{hour}", project.id)))
                .update_expression("ADD #hour :size, #five :size SET #ttl = :ttl")
                .condition_expression(
                    "(attribute_not_exists(#hour) OR #hour <= :hourRoom) AND \
                     (attribute_not_exists(#five) OR #five <= :fiveRoom)",
                )
                .expression_attribute_names("#hour", "hour")
                .expression_attribute_names("#five", twelfth(windows))
                .expression_attribute_names("#ttl", "ttl")
                .expression_attribute_values(":size", number(size.into()))
                .expression_attribute_values(":hourRoom", room(project.quota.per_hour))
                .expression_attribute_values(":fiveRoom", room(project.quota.per_five_minutes))
                .expression_attribute_values(":ttl", number((hour + 2) * 3600)),
        )
    }

    /// Adds what an SDK says it lost. Names must be short and plain.
    pub async fn count_losses(&self, project: &str, lost: &Losses, now: Timestamp) -> Result<(), Error> {
        if lost.is_empty() {
            return Ok(());
        }
        let expires = now + KEEP_LOSSES;
        let mut update = Update::builder()
            .table_name(self.table(TABLE))
            .key("id", text(losses_of(project, day_of(now))))
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":ttl", number(expires.as_second()));
        let mut adds = Vec::new();
        for (i, (name, quantity)) in lost.iter().enumerate() {
            adds.push(format!("#n{i} :n{i}"));
            let quantity = i64::try_from(*quantity).unwrap_or(i64::MAX);
            update = update
                .expression_attribute_names(format!("#n{i}"), format!("lost:{name}"))
                .expression_attribute_values(format!(":n{i}"), number(quantity));
        }
        let expression = format!("ADD {} SET #ttl = :ttl", adds.join(", "));
        self.update("count what was lost", build(update.update_expression(expression))?).await?;
        Ok(())
    }

    /// What the SDKs of a project say they lost today and in the seven days before, by UTC.
    pub async fn losses(&self, project: &str, now: Timestamp) -> Result<Losses, Error> {
        let key = |day| Item::from([("id".to_owned(), text(losses_of(project, day)))]);
        let today = day_of(now);
        let keys = std::array::from_fn::<_, 8, _>(|n| key(today - i64::try_from(n).unwrap_or_default()));
        let table = self.table(TABLE);
        let request = [(table.clone(), super::consistently(keys)?)];
        let mut found = self.batch_get("read what was lost", request).await?;
        let mut sum = Losses::new();
        for item in found.remove(&table).unwrap_or_default() {
            for name in item.keys().filter_map(|name| name.strip_prefix("lost:")) {
                let known: &mut u64 = sum.entry(name.to_owned()).or_default();
                *known = known.saturating_add(lost(&item, name));
            }
        }
        Ok(sum)
    }
}

fn lost(item: &Item, name: &str) -> u64 {
    let value = item.get(&format!("lost:{name}"));
    value.and_then(|value: &AttributeValue| value.as_n().ok()?.parse().ok()).unwrap_or_default()
}

fn losses_of(project: &str, day: i64) -> String {
    format!("{project}#lost#{day}")
}

fn day_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(24 * 3600)
}

fn twelfth(windows: Windows) -> String {
    format!("five{}", windows.twelfth)
}
