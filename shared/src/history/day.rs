//! One UTC day of all series in quarters of an hour: runs of equal values, as differences to the run before.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::bytes::{Input, put};
use super::cell::{Cell, put_cell, read_cell, read_head};
use super::names::MOST_SERIES;
use super::{SLOT, Sample, Samples, after, start_of};

const FORM: u8 = 1;

const QUARTERS: usize = 96;
const QUARTER: i64 = 900;

/// What each series was at the end of each quarter of an hour of one UTC day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    date: Date,
    series: BTreeMap<usize, Vec<Option<Cell>>>,
}

impl Day {
    /// A day of which nothing is known.
    pub fn new(date: Date) -> Self {
        Self { date, series: BTreeMap::new() }
    }

    /// The day, by UTC.
    pub fn date(&self) -> Date {
        self.date
    }

    /// Takes in samples, later ones over earlier ones; those of other days are passed over. The same samples
    /// twice change nothing, so that the day may be written again and again.
    pub fn merge(&mut self, samples: &Samples) {
        let start = start_of(self.date).as_second();
        for (position, samples) in samples {
            for sample in samples {
                let quarter = (sample.at.as_second() - start).div_euclid(QUARTER);
                let Some(quarter) = usize::try_from(quarter).ok().filter(|n| *n < QUARTERS) else { continue };
                let quarters = self.series.entry(*position).or_insert_with(|| vec![None; QUARTERS]);
                if let Some(known) = quarters.get_mut(quarter) {
                    *known = Some(Cell::of(sample));
                }
            }
        }
    }

    /// One series, with each sample at the start of its quarter's last slot; none where nothing was read.
    pub fn samples(&self, position: usize) -> Vec<Sample> {
        let Some(quarters) = self.series.get(&position) else { return Vec::new() };
        let start = start_of(self.date);
        let at = |quarter: i64| after(start, (quarter + 1) * QUARTER - SLOT);
        (0..).zip(quarters).filter_map(|(quarter, cell)| Some(cell.as_ref()?.at(at(quarter)))).collect()
    }

    /// Writes the day: for each series the number of those before it that have nothing, then its runs.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![FORM];
        let mut next = 0;
        for (position, quarters) in &self.series {
            put(&mut out, (position - next) as u64);
            next = position + 1;
            let mut base = None;
            for run in quarters.chunk_by(|a, b| a == b) {
                let cell = run.first().copied().flatten();
                put_cell(&mut out, run.len(), base, cell);
                base = cell;
            }
        }
        out
    }

    /// Reads a day; `None` if this version cannot.
    pub fn decode(date: Date, bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes);
        if input.byte()? != FORM {
            return None;
        }
        let mut series = BTreeMap::new();
        let mut next = 0_usize;
        while !input.is_empty() {
            let position = next.checked_add(usize::try_from(input.number()?).ok()?)?;
            if position >= MOST_SERIES {
                return None;
            }
            series.insert(position, read_quarters(&mut input)?);
            next = position + 1;
        }
        Some(Self { date, series })
    }
}

fn read_quarters(input: &mut Input<'_>) -> Option<Vec<Option<Cell>>> {
    let mut quarters = Vec::with_capacity(QUARTERS);
    let mut base = None;
    while quarters.len() < QUARTERS {
        let (length, kind) = read_head(input)?;
        if length == 0 || length > QUARTERS - quarters.len() {
            return None;
        }
        base = read_cell(input, kind, base)?;
        quarters.resize(quarters.len() + length, base);
    }
    Some(quarters)
}
