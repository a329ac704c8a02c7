//! The dictionary of an org's series, which their records name by position.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::limits::Reading;
use crate::limits::catalogue::canonical;

/// Between a limit's name and an app's: no API name has one.
const SEPARATOR: char = '/';

/// The most series of an org. Salesforce sends about 60 limits with 100 entries of apps; what is beyond this
/// many is not recorded, and the dictionary stays within DynamoDB's 400 KB.
pub(super) const MOST_SERIES: usize = 1000;

/// The longest name of a series in bytes; one that is longer is not recorded.
const LONGEST_NAME: usize = 255;

/// An org's series, each at its position for ever: a limit by its name, an app's entry as `LIMIT/APP`.
///
/// A limit that Salesforce renamed has the newer name ([`canonical`]), and so may stand here twice if it was
/// recorded before the new name was known to be one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    list: Vec<String>,
    /// The last position of each name, which is the one that is written.
    positions: HashMap<String, usize>,
}

impl Names {
    /// The names in the order of their positions.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let mut all = Self::default();
        names.into_iter().for_each(|name| all.push(canonical_series(&name).into_owned()));
        all
    }

    /// The dictionary with the names that it lacks at its end; `None` if it lacks none.
    pub fn extended_by(&self, readings: &[Reading]) -> Option<Self> {
        let mut all = self.clone();
        for (name, _) in named(readings) {
            let fits = name.len() <= LONGEST_NAME && all.list.len() < MOST_SERIES;
            if fits && !all.positions.contains_key(&name) {
                all.push(name);
            }
        }
        (all.list.len() > self.list.len()).then_some(all)
    }

    /// How many positions there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The names from a position on.
    pub fn since(&self, position: usize) -> &[String] {
        self.list.get(position..).unwrap_or_default()
    }

    /// The name at a position.
    pub fn get(&self, position: usize) -> Option<&str> {
        self.list.get(position).map(String::as_str)
    }

    /// Where a series stands, by any of its names; more than once if its names were not known to be one.
    pub fn positions(&self, series: &str) -> Vec<usize> {
        let name = canonical_series(series);
        self.list.iter().enumerate().filter(|(_, known)| **known == name).map(|(at, _)| at).collect()
    }

    /// The position that is written for the series at a position: another one only if it has two.
    pub(super) fn written(&self, position: usize) -> Option<usize> {
        self.positions.get(self.get(position)?).copied()
    }

    /// Readings with their positions. Of two readings under one name the one that is sent under it counts.
    pub(super) fn placed<'a>(&self, readings: &'a [Reading]) -> Vec<Option<&'a Reading>> {
        let mut placed = vec![None; self.list.len()];
        for (name, sent) in named(readings) {
            let Some(place) = self.positions.get(&name).and_then(|at| placed.get_mut(*at)) else { continue };
            if place.is_none() || sent.is_present_name {
                *place = Some(sent.reading);
            }
        }
        placed
    }

    fn push(&mut self, name: String) {
        self.positions.insert(name.clone(), self.list.len());
        self.list.push(name);
    }
}

/// A name of a series as its limit and, for an app's entry, its app.
pub(super) fn split(series: &str) -> (&str, Option<&str>) {
    series.split_once(SEPARATOR).map_or((series, None), |(limit, app)| (limit, Some(app)))
}

struct Sent<'a> {
    reading: &'a Reading,
    is_present_name: bool,
}

/// All series of some readings with their names. What is no API name is none of them.
fn named(readings: &[Reading]) -> impl Iterator<Item = (String, Sent<'_>)> {
    readings.iter().filter(|reading| !reading.name.contains(SEPARATOR)).flat_map(|reading| {
        let limit = canonical(&reading.name);
        let is_present_name = limit == reading.name;
        let apps = reading.apps.iter().map(move |app| (format!("{limit}{SEPARATOR}{}", app.name), app));
        let all = std::iter::once((limit.to_owned(), reading)).chain(apps);
        all.map(move |(name, reading)| (name, Sent { reading, is_present_name }))
    })
}

fn canonical_series(series: &str) -> Cow<'_, str> {
    match split(series) {
        (limit, None) => canonical(limit).into(),
        (limit, Some(app)) => format!("{}{SEPARATOR}{app}", canonical(limit)).into(),
    }
}
