//! The `/limits` resource of one org at one time, in the shape and the order of keys that Salesforce sends.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};
use shared::limits::Reading;

use super::catalogue::{CHANGES, Change, EXTRA, NESTED, ROWS, Row, UNLIMITED, Window, pace};
use super::orgs::{Org, Story};
use super::usage::{Sum, Track, heavy_day, seed};

/// All limits of an org.
pub(crate) struct Limits(pub(crate) Vec<(&'static str, Entry)>);

/// One entry; a value that is not there is left out.
#[derive(Default)]
pub(crate) struct Entry {
    pub(crate) max: Option<i64>,
    pub(crate) remaining: Option<i64>,
    /// One entry of the real resource has its two keys the other way round.
    remaining_first: bool,
    nested: Vec<(&'static str, Entry)>,
}

/// The limits of that org at that time by that version; `own_calls` are what clients of the simulator
/// added.
pub(crate) fn read(org: &Org, anchor: Date, now: Timestamp, version: u16, own_calls: i64) -> Limits {
    let mut limits = read_by(org, anchor, now, version, &mut |track, buckets| track.sum(buckets));
    if let Some((_, calls)) = limits.0.iter_mut().find(|(name, _)| *name == "DailyApiRequests") {
        calls.remaining = calls.remaining.map(|remaining| remaining - own_calls);
    }
    limits
}

/// The same without anybody's calls, added up by `sum`.
pub(crate) fn read_by(org: &Org, anchor: Date, now: Timestamp, version: u16, sum: Sum<'_>) -> Limits {
    let extra = EXTRA.iter().filter(|(story, _)| *story == org.story).map(|(_, row)| row);
    let rows = ROWS.iter().chain(extra).filter(|row| (row.since..=row.until).contains(&version));
    let mut limits: Vec<_> = rows
        .filter(|row| !changes(org.story, row.name).any(|change| change == Change::Absent))
        .map(|row| (row.name, entry(org, row, (anchor, now), sum)))
        .collect();
    limits.sort_by_key(|(name, _)| *name);
    Limits(limits)
}

/// Used and maximum of the daily API calls, as the usage header shows them.
pub(crate) fn api_usage(org: &Org, anchor: Date, now: Timestamp, own_calls: i64) -> (i64, i64) {
    let Some(row) = ROWS.iter().find(|row| row.name == "DailyApiRequests") else {
        return (0, 0);
    };
    let entry = entry(org, row, (anchor, now), &mut |track, buckets| track.sum(buckets));
    let max = entry.max.unwrap_or_default();
    (max - entry.remaining.unwrap_or_default() + own_calls, max)
}

fn entry(org: &Org, row: &Row, time: (Date, Timestamp), sum: Sum<'_>) -> Entry {
    let large = !matches!(org.story, Story::Quiet);
    let max = if large { row.large } else { row.small };
    let mut entry = measure(org, (row.name, row.name), row.window, (max, row.level), time, sum);
    let nested = NESTED.iter().filter(|(limit, ..)| *limit == row.name);
    entry.nested = nested
        .map(|(limit, key, max, level)| {
            (*key, measure(org, (limit, key), row.window, (*max, *level), time, sum))
        })
        .collect();
    entry.remaining_first = row.name == "HourlyODataCallout";
    entry
}

/// The figures of one entry, nested or not, after the changes of the org's story.
fn measure(
    org: &Org,
    (limit, key): (&str, &str),
    window: Window,
    (max, level): (i64, f64),
    (anchor, now): (Date, Timestamp),
    sum: Sum<'_>,
) -> Entry {
    let mut track = Track {
        seed: seed(&org.id, &[limit, key].join("/")),
        window,
        max,
        level: level * if window == Window::Stock { 1.0 } else { pace(org.story) },
        heavy: None,
        growth: 0.0004,
        anchor,
        utc_offset_hours: org.utc_offset_hours,
    };
    if org.story == Story::Quiet && window == Window::Stock {
        track.level *= 0.05;
    }
    let mut fixed = None;
    for change in changes(org.story, key) {
        match change {
            Change::Max(max) => track.max = max,
            Change::Level(level) => track.level = level,
            Change::Growth(growth) => track.growth = growth,
            Change::Heavy => track.heavy = Some(heavy_day()),
            Change::Remaining(remaining) => fixed = Some(remaining),
            Change::Blank => return Entry::default(),
            Change::Absent => {}
        }
    }
    let used = if track.max == UNLIMITED { 0 } else { track.used(now, sum) };
    Entry { max: Some(track.max), remaining: Some(fixed.unwrap_or(track.max - used)), ..Entry::default() }
}

fn changes(story: Story, name: &str) -> impl Iterator<Item = Change> {
    let of_story = CHANGES.iter().filter(move |(of, key, _)| *of == story && *key == name);
    of_story.map(|(_, _, change)| *change)
}

impl Limits {
    /// As they are read out of the reply.
    pub(crate) fn readings(self) -> Vec<Reading> {
        self.0.into_iter().map(|(name, entry)| entry.reading(name)).collect()
    }
}

impl Entry {
    fn reading(self, name: &str) -> Reading {
        let apps = self.nested.into_iter().map(|(name, entry)| entry.reading(name)).collect();
        Reading { name: name.to_owned(), max: self.max, remaining: self.remaining, apps }
    }
}

impl Serialize for Limits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, entry)| (name, entry)))
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pairs = [("Max", self.max), ("Remaining", self.remaining)];
        if self.remaining_first {
            pairs.reverse();
        }
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in pairs {
            if let Some(value) = value {
                map.serialize_entry(key, &value)?;
            }
        }
        for (key, entry) in &self.nested {
            map.serialize_entry(key, entry)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests;
