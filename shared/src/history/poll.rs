//! One reading of an org as one item: whole at the start of each hour, and what changed after that.
//!
//! The form, the flags, the seconds from the slot to the reading, for a change the slots back to what it
//! changes, the API usage, and then the differences of the series, each with the number of unchanged ones
//! before it.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::bytes::{Input, put, put_signed};
use super::cell::{Cell, put_cell, read_cell, read_head};
use super::names::{MOST_SERIES, split};
use super::{Names, SLOT, Sample, Samples, hour_of};
use crate::limits::{ApiUsage, Reading};

const WHOLE: u8 = 1;
const CHANGE: u8 = 2;

const HAS_USAGE: u8 = 1;
const EXHAUSTED: u8 = 2;

/// The whole reading of an org.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The start of its five minutes, in Unix seconds, as [`slot_of`](super::slot_of) gives it.
    pub slot: i64,
    /// When Salesforce answered, to the second.
    pub read_at: Timestamp,
    /// The limits under their present names, in the order of the org's [`Names`].
    pub readings: Vec<Reading>,
    /// API calls used, as the reply's header told them.
    pub usage: Option<ApiUsage>,
    /// Whether Salesforce refused the call because a request limit is used up.
    pub exhausted: bool,
}

/// A poll as it is stored: its slot is in the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The start of its five minutes, in Unix seconds.
    pub slot: i64,
    /// What [`encode`] made.
    pub bytes: Vec<u8>,
}

/// Writes a poll as what changed since `previous`, or whole if that is not an earlier one of the same hour.
/// Series that `names` lacks are left out.
pub fn encode(names: &Names, poll: &Poll, previous: Option<&Poll>) -> Vec<u8> {
    let previous = previous.filter(|previous| {
        let back = poll.slot.wrapping_sub(previous.slot);
        hour_of(previous.slot) == hour_of(poll.slot) && back > 0 && back % SLOT == 0
    });
    let mut out = Vec::with_capacity(128);
    out.push(if previous.is_some() { CHANGE } else { WHOLE });
    out.push(poll.usage.map_or(0, |_| HAS_USAGE) | if poll.exhausted { EXHAUSTED } else { 0 });
    put_signed(&mut out, poll.read_at.as_second().wrapping_sub(poll.slot));
    if let Some(previous) = previous {
        put(&mut out, poll.slot.wrapping_sub(previous.slot).unsigned_abs() / SLOT.unsigned_abs());
    }
    if let Some(usage) = poll.usage {
        let base = previous.and_then(|previous| previous.usage).unwrap_or(NO_USAGE);
        put_signed(&mut out, usage.used.wrapping_sub(base.used));
        put_signed(&mut out, usage.max.wrapping_sub(base.max));
    }
    let old = previous.map(|previous| names.placed(&previous.readings)).unwrap_or_default();
    let mut unchanged = 0;
    for (at, new) in names.placed(&poll.readings).into_iter().enumerate() {
        let (old, new) = (old.get(at).copied().flatten().map(cell), new.map(cell));
        if old == new {
            unchanged += 1;
        } else {
            put_cell(&mut out, unchanged, old, new);
            unchanged = 0;
        }
    }
    out
}

/// Reads polls in the order of their slots. Before anything can be read there must be a whole one, so begin
/// at the start of an hour; what is unreadable, or changes something that is not there, is passed over.
pub fn decode(names: &Names, items: &[Stored]) -> Vec<Poll> {
    let mut decoder = Decoder::new(None);
    let mut poll = |item| {
        let frame = decoder.next(item)?;
        let Frame { slot, read_at, usage, exhausted, .. } = *frame;
        Some(Poll { slot, read_at, readings: readings(names, &frame.cells), usage, exhausted })
    };
    items.iter().filter_map(&mut poll).collect()
}

/// One series out of stored polls, by any of its names, in order of time. It has no sample where the series
/// was not named.
pub fn series(names: &Names, series: &str, items: &[Stored]) -> Vec<Sample> {
    let mut samples = BTreeMap::new();
    for position in names.positions(series) {
        let mut decoder = Decoder::new(Some(position));
        let sample = |item| {
            let frame = decoder.next(item)?;
            Some((frame.read_at, frame.cells.get(position)?.at(frame.read_at)))
        };
        samples.extend(items.iter().filter_map(sample));
    }
    samples.into_values().collect()
}

/// All series out of stored polls.
pub fn every_series(items: &[Stored]) -> Samples {
    let mut all = Samples::new();
    let mut decoder = Decoder::new(None);
    for item in items {
        let Some(frame) = decoder.next(item) else { continue };
        for (position, cell) in frame.cells.all() {
            all.entry(position).or_default().push(cell.at(frame.read_at));
        }
    }
    all
}

const NO_USAGE: ApiUsage = ApiUsage { used: 0, max: 0 };

fn cell(reading: &Reading) -> Cell {
    Cell { max: reading.max, remaining: reading.remaining }
}

/// Builds readings with their apps; an app whose limit is not there has none to stand in.
fn readings(names: &Names, cells: &Cells) -> Vec<Reading> {
    let mut limits: Vec<Reading> = Vec::new();
    let mut places = HashMap::new();
    let mut apps = Vec::new();
    // Of a series with two positions the one that is written now.
    let is_told = |at| names.written(at).is_some_and(|now| now == at || cells.get(now).is_none());
    let told = cells.all().filter(|(at, _)| is_told(*at));
    let named = told.filter_map(|(at, cell)| Some((names.get(at)?, cell)));
    for (series, Cell { max, remaining }) in named {
        let (limit, app) = split(series);
        let reading = Reading { name: app.unwrap_or(limit).to_owned(), max, remaining, apps: Vec::new() };
        if app.is_some() {
            apps.push((limit, reading));
        } else {
            places.insert(limit, limits.len());
            limits.push(reading);
        }
    }
    for (limit, app) in apps {
        if let Some(limit) = places.get(limit).and_then(|place| limits.get_mut(*place)) {
            limit.apps.push(app);
        }
    }
    limits
}

/// Reads items one after the other, with what the polls of the present hour said: a poll that came late
/// stands between one and what that changes.
struct Decoder {
    only: Option<usize>,
    hour: Vec<Frame>,
}

/// What is known at one slot.
#[derive(Clone)]
struct Frame {
    slot: i64,
    read_at: Timestamp,
    usage: Option<ApiUsage>,
    exhausted: bool,
    cells: Cells,
}

impl Decoder {
    fn new(only: Option<usize>) -> Self {
        Self { only, hour: Vec::new() }
    }

    fn next(&mut self, item: &Stored) -> Option<&Frame> {
        self.hour.retain(|frame| hour_of(frame.slot) == hour_of(item.slot));
        let mut input = Input(&item.bytes);
        let (form, flags, offset) = (input.byte()?, input.byte()?, input.signed()?);
        let (base, mut cells) = match form {
            WHOLE => (NO_USAGE, Cells { only: self.only, list: Vec::new() }),
            CHANGE => {
                let back = i64::try_from(input.number()?).ok()?.checked_mul(SLOT)?;
                let base = item.slot.checked_sub(back)?;
                let frame = self.hour.iter().find(|frame| frame.slot == base)?;
                (frame.usage.unwrap_or(NO_USAGE), frame.cells.clone())
            }
            _ => return None,
        };
        let read_at = Timestamp::from_second(item.slot.checked_add(offset)?).ok()?;
        let usage = if flags & HAS_USAGE == 0 { None } else { Some(read_usage(&mut input, base)?) };
        cells.change(input)?;
        self.hour.push(Frame { slot: item.slot, read_at, usage, exhausted: flags & EXHAUSTED != 0, cells });
        self.hour.last()
    }
}

fn read_usage(input: &mut Input<'_>, base: ApiUsage) -> Option<ApiUsage> {
    let used = base.used.wrapping_add(input.signed()?);
    Some(ApiUsage { used, max: base.max.wrapping_add(input.signed()?) })
}

/// The values of all series, or of one only: then the others are passed over and take no room.
#[derive(Clone)]
struct Cells {
    only: Option<usize>,
    list: Vec<Option<Cell>>,
}

impl Cells {
    fn all(&self) -> impl Iterator<Item = (usize, Cell)> {
        self.list.iter().enumerate().filter_map(|(at, cell)| Some((self.only.unwrap_or(at), (*cell)?)))
    }

    fn get(&self, position: usize) -> Option<Cell> {
        let place = self.place(position)?;
        self.list.get(place).copied().flatten()
    }

    fn change(&mut self, mut input: Input<'_>) -> Option<()> {
        let mut next = 0_usize;
        while !input.is_empty() {
            let (unchanged, kind) = read_head(&mut input)?;
            let position = next.checked_add(unchanged).filter(|position| *position < MOST_SERIES)?;
            let cell = read_cell(&mut input, kind, self.get(position))?;
            self.set(position, cell);
            next = position + 1;
        }
        Some(())
    }

    fn set(&mut self, position: usize, cell: Option<Cell>) {
        let Some(place) = self.place(position) else { return };
        if self.list.len() <= place {
            self.list.resize(place + 1, None);
        }
        if let Some(known) = self.list.get_mut(place) {
            *known = cell;
        }
    }

    fn place(&self, position: usize) -> Option<usize> {
        match self.only {
            None => Some(position),
            Some(only) => (only == position).then_some(0),
        }
    }
}
