//! The two values of a series and their difference to those before them.
//!
//! A difference begins with a count and a kind in one number, and goes on with the numbers that changed. They
//! are the allowance and what is used, rather than what remains: an unused limit then has one number, and a
//! raised allowance changes one. Differences wrap, so that none is too large.

use jiff::Timestamp;

use super::Sample;
use super::bytes::{Input, put, put_signed};

/// What Salesforce said of a series at one time. `Option<Cell>` is `None` where it did not name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) max: Option<i64>,
    pub(super) remaining: Option<i64>,
}

/// What stands before the first: an entry of 0 of 0, which many apps have, is then a single byte.
const NOTHING: Cell = Cell { max: Some(0), remaining: Some(0) };

/// Both values are there; the allowance is another.
const MAX: u64 = 1;
/// Both values are there; what is used is another.
const USED: u64 = 2;
/// The series is not named.
const VANISHED: u64 = 4;
/// What remains is there, without an allowance.
const NO_MAX: u64 = 5;
/// The allowance is there, without what remains.
const NO_REMAINING: u64 = 6;
/// The series is named without values.
const NEITHER: u64 = 7;

impl Cell {
    pub(super) fn of(sample: &Sample) -> Self {
        Self { max: sample.max, remaining: sample.remaining }
    }

    pub(super) fn at(self, at: Timestamp) -> Sample {
        Sample { at, max: self.max, remaining: self.remaining }
    }

    fn numbers(self) -> (i64, i64) {
        (self.max.unwrap_or(0), self.remaining.unwrap_or(0))
    }
}

/// Writes a cell as its difference to `base`, with a count that is the record's own business.
pub(super) fn put_cell(out: &mut Vec<u8>, count: usize, base: Option<Cell>, cell: Option<Cell>) {
    let (max, remaining) = base.unwrap_or(NOTHING).numbers();
    let mut head = |kind: u64| put(out, (count as u64) << 3 | kind);
    match cell.map(|cell| (cell.max, cell.remaining)) {
        None => head(VANISHED),
        Some((None, None)) => head(NEITHER),
        Some((None, Some(new))) => {
            head(NO_MAX);
            put_signed(out, new.wrapping_sub(remaining));
        }
        Some((Some(new), None)) => {
            head(NO_REMAINING);
            put_signed(out, new.wrapping_sub(max));
        }
        Some((Some(new_max), Some(new_remaining))) => {
            let more_max = new_max.wrapping_sub(max);
            let more_used = more_max.wrapping_sub(new_remaining.wrapping_sub(remaining));
            let changed = [(MAX, more_max), (USED, more_used)];
            let changed = changed.iter().filter(|(_, difference)| *difference != 0);
            head(changed.clone().map(|(kind, _)| kind).sum());
            changed.for_each(|(_, difference)| put_signed(out, *difference));
        }
    }
}

/// Reads the count and the kind of a difference.
pub(super) fn read_head(input: &mut Input<'_>) -> Option<(usize, u64)> {
    let head = input.number()?;
    Some((usize::try_from(head >> 3).ok()?, head & 7))
}

/// Reads the rest of a difference of this kind to `base`; the outer `None` if there is none.
pub(super) fn read_cell(input: &mut Input<'_>, kind: u64, base: Option<Cell>) -> Option<Option<Cell>> {
    let (max, remaining) = base.unwrap_or(NOTHING).numbers();
    let (max, remaining) = match kind {
        VANISHED => return Some(None),
        NEITHER => (None, None),
        NO_MAX => (None, Some(remaining.wrapping_add(input.signed()?))),
        NO_REMAINING => (Some(max.wrapping_add(input.signed()?)), None),
        _ => {
            let more_max = if kind & MAX == 0 { 0 } else { input.signed()? };
            let more_used = if kind & USED == 0 { 0 } else { input.signed()? };
            let more_remaining = more_max.wrapping_sub(more_used);
            (Some(max.wrapping_add(more_max)), Some(remaining.wrapping_add(more_remaining)))
        }
    };
    Some(Some(Cell { max, remaining }))
}
