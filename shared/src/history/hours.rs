//! One UTC day of one series by the hour: least, most and last used.
//!
//! The form, a bit for each hour that has values, a bit for each of those whose allowance is another than the
//! hour's before, and then the differences.

use jiff::Timestamp;
use jiff::civil::Date;

use super::bytes::{Input, put, put_signed};
use super::{SLOT, Sample, after, hour_of, start_of};

const FORM: u8 = 1;

const HOURS: usize = 24;

/// What one series was within one hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hour {
    /// When the hour begins.
    pub at: Timestamp,
    /// The least that was used.
    pub min: i64,
    /// The most that was used.
    pub max: i64,
    /// What was used at the end.
    pub last: i64,
    /// The allowance at the end.
    pub allowance: i64,
}

impl Hour {
    /// The hour as samples: its extremes and its last. Nobody knows when the extremes were; they are put at
    /// 15 and 30 minutes, the one first that is further from the last.
    pub fn samples(&self) -> Vec<Sample> {
        let min_is_nearer = self.last.abs_diff(self.min) < self.max.abs_diff(self.last);
        let (far, near) = if min_is_nearer { (self.max, self.min) } else { (self.min, self.max) };
        let extremes = [(far, 15 * 60), (near, 30 * 60)];
        let told = extremes.into_iter().filter(|(used, _)| *used != self.last);
        told.chain([(self.last, 3600 - SLOT)]).map(|(used, later)| self.sample(used, later)).collect()
    }

    fn sample(&self, used: i64, later: i64) -> Sample {
        Sample {
            at: after(self.at, later),
            max: Some(self.allowance),
            remaining: Some(self.allowance.saturating_sub(used)),
        }
    }
}

/// Sums up samples in order of time, hour by hour. Hours without both values are missing.
pub fn hours(samples: &[Sample]) -> Vec<Hour> {
    let mut hours: Vec<Hour> = Vec::new();
    for sample in samples {
        let (Some(used), Some(allowance)) = (sample.used(), sample.max) else { continue };
        let at = Timestamp::from_second(hour_of(sample.at.as_second())).unwrap_or(sample.at);
        match hours.last_mut().filter(|hour| hour.at == at) {
            Some(hour) => {
                *hour = Hour { min: hour.min.min(used), max: hour.max.max(used), last: used, allowance, at };
            }
            None => hours.push(Hour { at, min: used, max: used, last: used, allowance }),
        }
    }
    hours
}

/// Writes the hours of one day; those of other days are left out. The same hours make the same bytes.
pub fn encode_hours(date: Date, hours: &[Hour]) -> Vec<u8> {
    let (mut present, mut changed, mut values) = (0_u32, 0_u32, Vec::new());
    let (mut last, mut allowance) = (0, 0);
    for (n, hour) in by_hour(date, hours).iter().enumerate() {
        let Some(hour) = hour else { continue };
        present |= 1 << n;
        if hour.allowance != allowance {
            changed |= 1 << n;
            put_signed(&mut values, hour.allowance.wrapping_sub(allowance));
        }
        put_signed(&mut values, hour.last.wrapping_sub(last));
        put(&mut values, hour.last.abs_diff(hour.min));
        put(&mut values, hour.last.abs_diff(hour.max));
        (last, allowance) = (hour.last, hour.allowance);
    }
    let mut out = vec![FORM];
    put(&mut out, present.into());
    put(&mut out, changed.into());
    out.extend(values);
    out
}

/// Reads the hours of one day, in order; `None` if this version cannot.
pub fn decode_hours(date: Date, bytes: &[u8]) -> Option<Vec<Hour>> {
    let mut input = Input(bytes);
    if input.byte()? != FORM {
        return None;
    }
    let (present, changed) = (input.number()?, input.number()?);
    let (mut last, mut allowance) = (0_i64, 0_i64);
    let mut hours = Vec::new();
    for n in (0..HOURS).filter(|n| present & 1 << n != 0) {
        if changed & 1 << n != 0 {
            allowance = allowance.wrapping_add(input.signed()?);
        }
        last = last.wrapping_add(input.signed()?);
        let min = last.saturating_sub_unsigned(input.number()?);
        let max = last.saturating_add_unsigned(input.number()?);
        let at = after(start_of(date), n as i64 * 3600);
        hours.push(Hour { at, min, max, last, allowance });
    }
    Some(hours)
}

fn by_hour(date: Date, hours: &[Hour]) -> [Option<&Hour>; HOURS] {
    let start = start_of(date).as_second();
    let mut places = [None; HOURS];
    for hour in hours {
        let n = usize::try_from((hour.at.as_second() - start).div_euclid(3600));
        if let Some(place) = n.ok().and_then(|n| places.get_mut(n)) {
            *place = Some(hour);
        }
    }
    places
}
