//! The form of a group's item, and the one update that counts an event in it.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{AttributeValue, Update};
use jiff::Timestamp;

use super::super::{
    Item, Malformed, build, get_number, get_text, get_time, get_word, number, text, time, word,
};
use super::{DECISIONS, Sighting};
use crate::error::Error;
use crate::errors::group::{Decision, Group, KEEP, NAME, SLOTS, cut, hour_in, hour_of, short, stale_slots};
use crate::errors::users::{self, Sketch};

/// So many different places are remembered of a group.
const MOST_ENVIRONMENTS: usize = 4;

/// A sketch with so many marks is tidied up.
const MOST_MARKS: usize = 96;

/// The longest texts, in bytes, so that an item stays within the one kilobyte that a write unit takes.
const TITLE: usize = 120;
const SHORT: usize = 48;

/// The update that counts an event, while it is put together.
pub(super) struct Counting {
    key: Item,
    adds: Vec<String>,
    sets: Vec<String>,
    removes: Vec<String>,
    names: BTreeMap<String, String>,
    values: BTreeMap<String, AttributeValue>,
}

impl Counting {
    pub(super) fn new(sighting: &Sighting<'_>, shard: Option<u8>, now: Timestamp) -> Self {
        let mut counting = Self {
            key: key(sighting, shard, now),
            adds: Vec::new(),
            sets: Vec::new(),
            removes: Vec::new(),
            names: BTreeMap::new(),
            values: BTreeMap::new(),
        };
        let slot = hour_of(now).rem_euclid(SLOTS);
        counting.add("count", number(1));
        counting.add(&format!("h{slot}"), number(1));
        counting.describe(sighting, now);
        counting.remember_user(sighting);
        // A further item lives for a day, so that its hours cannot be taken for those of another one.
        if let (Some(known), None) = (sighting.known, shard) {
            counting.forget_hours(known, now);
            counting.notice(known, sighting, now);
        }
        counting
    }

    pub(super) fn update(self, table: String) -> Result<Update, Error> {
        let mut expression = format!("ADD {} SET {}", self.adds.join(", "), self.sets.join(", "));
        if !self.removes.is_empty() {
            expression += &format!(" REMOVE {}", self.removes.join(", "));
        }
        build(
            Update::builder()
                .table_name(table)
                .set_key(Some(self.key))
                .update_expression(expression)
                .set_expression_attribute_names(Some(self.names.into_iter().collect()))
                .set_expression_attribute_values(Some(self.values.into_iter().collect())),
        )
    }

    fn describe(&mut self, sighting: &Sighting<'_>, now: Timestamp) {
        let event = sighting.event;
        self.set("lastSeen", time(now));
        self.set("ttl", number((now + KEEP).as_second()));
        self.set("level", word(&event.level));
        self.keep("firstSeen", time(now));
        self.keep("version", number(sighting.version.into()));
        self.keep("title", text(cut(sighting.title, TITLE)));
        let source = event.logger.as_deref().or(event.transaction.as_deref());
        for (name, value, most) in [
            ("culprit", sighting.culprit, SHORT),
            ("source", source, SHORT),
            ("platform", event.platform.as_deref(), NAME),
        ] {
            value.into_iter().for_each(|value| self.keep(name, text(cut(value, most))));
        }
        if let Some(release) = &event.release {
            self.set("release", text(short(release)));
            self.keep("firstRelease", text(short(release)));
        }
        if let Some(environment) = &event.environment {
            let environment = cut(environment, NAME);
            let full = sighting.known.is_some_and(|known| known.environments.len() >= MOST_ENVIRONMENTS);
            let known = sighting.known.is_some_and(|known| known.environments.contains(environment));
            if !full && !known {
                self.add("environments", AttributeValue::Ss(vec![environment.to_owned()]));
            }
        }
        if sighting.is_kept {
            self.set("keptAt", time(now));
        }
    }

    fn remember_user(&mut self, sighting: &Sighting<'_>) {
        let Some(mark) = sighting.mark else { return };
        let empty = Sketch::new();
        let sketch = sighting.known.map_or(&empty, |known| &known.users);
        let Some(superseded) = users::superseded(sketch, mark) else { return };
        if sketch.len() < MOST_MARKS {
            return self.add("users", marks(std::iter::once(mark)));
        }
        // Of two that tidy up at once, one loses a mark of an estimate.
        let left = sketch.iter().copied().filter(|known| !superseded.contains(known));
        self.set("users", marks(left.chain([mark])));
    }

    fn forget_hours(&mut self, known: &Group, now: Timestamp) {
        let used = known.hours.iter().map(|(hour, _)| hour.rem_euclid(SLOTS));
        for slot in stale_slots(used, known.last_seen, now) {
            let name = self.name(&format!("h{slot}"));
            self.removes.push(name);
        }
    }

    /// Opens again what was resolved, and writes down that it comes unusually often.
    fn notice(&mut self, known: &Group, sighting: &Sighting<'_>, now: Timestamp) {
        if known.is_regression(sighting.event.release.as_deref()) {
            let names: Vec<_> = DECISIONS.iter().map(|name| self.name(name)).collect();
            self.removes.extend(names);
        }
        if known.is_loud(now) && known.spikes(now) {
            self.set("spikedAt", time(now));
        }
    }

    fn add(&mut self, name: &str, value: AttributeValue) {
        let part = format!("{} {}", self.name(name), self.value(name, value));
        self.adds.push(part);
    }

    fn set(&mut self, name: &str, value: AttributeValue) {
        let part = format!("{} = {}", self.name(name), self.value(name, value));
        self.sets.push(part);
    }

    /// Sets what is not there.
    fn keep(&mut self, name: &str, value: AttributeValue) {
        let (name, value) = (self.name(name), self.value(name, value));
        self.sets.push(format!("{name} = if_not_exists({name}, {value})"));
    }

    fn name(&mut self, name: &str) -> String {
        self.names.insert(format!("#{name}"), name.to_owned());
        format!("#{name}")
    }

    fn value(&mut self, name: &str, value: AttributeValue) -> String {
        self.values.insert(format!(":{name}"), value);
        format!(":{name}")
    }
}

fn key(sighting: &Sighting<'_>, shard: Option<u8>, now: Timestamp) -> Item {
    let group = match shard {
        None => sighting.group.to_owned(),
        Some(shard) => format!("{}#{}#{shard}", sighting.group, hour_of(now).div_euclid(24)),
    };
    super::group_key(sighting.project, &group)
}

fn marks(marks: impl Iterator<Item = u16>) -> AttributeValue {
    AttributeValue::Ns(marks.map(|mark| mark.to_string()).collect())
}

/// Makes whole groups of items: further items and merged groups are added to where they belong.
pub(super) fn whole(parts: Vec<Group>) -> Vec<Group> {
    let merged: BTreeMap<_, _> =
        parts.iter().filter_map(|part| Some((part.id.clone(), part.merged_into.clone()?))).collect();
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    // A group's own item comes before its further ones.
    for part in parts {
        match groups.get_mut(&part.id) {
            Some(group) => group.add(&part),
            None => {
                groups.insert(part.id.clone(), part);
            }
        }
    }
    for (id, into) in merged {
        if !groups.contains_key(&into) {
            continue;
        }
        let Some(part) = groups.remove(&id) else { continue };
        if let Some(group) = groups.get_mut(&into) {
            group.add(&part);
        }
    }
    groups.into_values().collect()
}

/// Reads an item; one that counts for another carries that one's id.
pub(super) fn read(item: &Item) -> Result<Group, Malformed> {
    let maybe = |name| get_text(item, name).ok();
    let moment = |name| get_time(item, name).ok();
    let last_seen = get_time(item, "lastSeen")?;
    let key = get_text(item, "group")?;
    Ok(Group {
        id: key.split('#').next().unwrap_or_default().to_owned(),
        title: get_text(item, "title")?,
        culprit: maybe("culprit"),
        level: get_word(item, "level")?,
        platform: maybe("platform"),
        source: maybe("source"),
        version: u32::try_from(get_number(item, "version")?).map_err(|_| Malformed("version"))?,
        count: unsigned(item, "count"),
        hours: hours(item, last_seen),
        first_seen: get_time(item, "firstSeen")?,
        last_seen,
        first_release: maybe("firstRelease"),
        release: maybe("release"),
        environments: texts(item, "environments").collect(),
        users: numbers(item, "users").collect(),
        kept_at: moment("keptAt"),
        spiked_at: moment("spikedAt"),
        decision: decision(item),
        merged_into: maybe("mergedInto"),
        merged: texts(item, "merged").collect(),
    })
}

fn decision(item: &Item) -> Decision {
    if let Ok(at) = get_time(item, "resolvedAt") {
        return Decision::Resolved { at, except_in: get_text(item, "exceptIn").ok() };
    }
    let Ok(until) = get_time(item, "mutedUntil") else { return Decision::Open };
    let until = (until > Timestamp::UNIX_EPOCH).then_some(until);
    Decision::Muted {
        until,
        until_count: get_number(item, "mutedUntilCount").ok().and_then(|n| n.try_into().ok()),
    }
}

fn hours(item: &Item, last_seen: Timestamp) -> Vec<(i64, u64)> {
    let slot = |name: &str| name.strip_prefix('h')?.parse::<i64>().ok();
    let slots = item.keys().filter_map(|name| Some((slot(name)?, name)));
    slots.map(|(slot, name)| (hour_in(slot, last_seen), unsigned(item, name))).collect()
}

fn unsigned(item: &Item, name: &str) -> u64 {
    item.get(name).and_then(|value| value.as_n().ok()?.parse().ok()).unwrap_or_default()
}

fn texts<'a>(item: &'a Item, name: &str) -> impl Iterator<Item = String> + use<'a> {
    item.get(name).and_then(|value| value.as_ss().ok()).into_iter().flatten().cloned()
}

fn numbers<'a>(item: &'a Item, name: &str) -> impl Iterator<Item = u16> + use<'a> {
    let values = item.get(name).and_then(|value| value.as_ns().ok()).into_iter().flatten();
    values.filter_map(|value| value.parse().ok())
}
