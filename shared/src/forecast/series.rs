//! The readings of one limit, put in order.

use jiff::Timestamp;

use super::Point;

/// Readings that are older say nothing about what comes.
const OLDEST: i64 = 31 * DAY;
/// A last reading that is older says nothing about now.
const STALE: i64 = 6 * HOUR;

/// Seconds of an hour.
pub(super) const HOUR: i64 = 3600;
/// Seconds of a day.
pub(super) const DAY: i64 = 24 * HOUR;

/// How much was used at a Unix time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) at: i64,
    pub(super) used: f64,
}

/// At least one reading, ascending, one per moment.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) readings: Vec<Reading>,
    /// The newest one.
    pub(super) last: Reading,
    /// What is allowed by the newest one.
    pub(super) max: f64,
    pub(super) now: i64,
}

impl Series {
    /// Of what was read up to `now`; `None` if that is nothing.
    pub(super) fn of(points: &[Point], now: Timestamp) -> Option<Self> {
        let oldest = now.as_second().saturating_sub(OLDEST);
        let known = |point: &&Point| point.at <= now && point.at.as_second() > oldest;
        let mut points: Vec<_> = points.iter().filter(known).collect();
        points.sort_by_key(|point| point.at);
        let max = points.last()?.max as f64;
        let mut readings: Vec<Reading> = Vec::with_capacity(points.len());
        for point in points {
            // A negative count is none; of two readings of one moment the later one counts.
            let reading = Reading { at: point.at.as_second(), used: point.used.max(0) as f64 };
            readings.pop_if(|before| before.at == reading.at);
            readings.push(reading);
        }
        let last = *readings.last()?;
        Some(Self { readings, last, max, now: now.as_second() })
    }

    /// Whether it ended too long ago.
    pub(super) fn is_stale(&self) -> bool {
        self.now - self.last.at > STALE
    }

    /// Whether nothing is left.
    pub(super) fn is_exceeded(&self) -> bool {
        self.last.used >= self.max
    }

    /// Seconds between the first and the last reading.
    pub(super) fn span(&self) -> i64 {
        self.readings.first().map_or(0, |first| self.last.at - first.at)
    }

    /// The readings of the last `seconds`.
    pub(super) fn recent(&self, seconds: i64) -> &[Reading] {
        let from = self.last.at - seconds;
        let start = self.readings.partition_point(|reading| reading.at < from);
        self.readings.get(start..).unwrap_or_default()
    }
}
