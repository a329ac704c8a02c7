//! How much of a limit is used: a pure function of a seed and a time, so that any hour can be asked for, in
//! any order, and two who ask for the same hour get the same figure.
//!
//! Usage flows in by buckets of five minutes. What a limit reports is the sum of the complete buckets of
//! its window, which is why the figures of Salesforce, too, lag by up to five minutes.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::catalogue::Window;

/// Seconds of one bucket.
const BUCKET: i64 = 300;
/// Buckets of a day and of an hour.
const DAY: i64 = 288;
const HOUR: i64 = 12;
/// The bucket of a local day at whose start a heavy day reaches the maximum: 16:40.
const FULL_AT: i64 = 200;
/// The part of the maximum that a light day uses.
const LIGHT: f64 = 0.5;

/// How much of a day's usage each local hour brings; the mean is 1.
const HOURS: [f64; 24] = [
    0.22, 0.18, 0.3, 0.16, 0.18, 0.25, 0.45, 0.9, 1.5, 1.95, 2.1, 2.05, 1.7, 1.85, 2.05, 1.95, 1.75, 1.35,
    0.9, 0.65, 0.5, 0.42, 0.36, 0.28,
];
/// The same for the days of a week, from Monday.
const WEEKDAYS: [f64; 7] = [1.1, 1.05, 1.0, 1.0, 0.9, 0.25, 0.2];

/// One limit of one org, with everything that its usage depends on but the time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Track {
    pub(crate) seed: u64,
    pub(crate) window: Window,
    pub(crate) max: i64,
    /// The part of the maximum that a whole window uses.
    pub(crate) level: f64,
    /// If every second day from the anchor uses more than the maximum, by how much it does: see
    /// `heavy_day`.
    pub(crate) heavy: Option<f64>,
    /// The part of itself by which a stock grows in a day.
    pub(crate) growth: f64,
    /// The first heavy day, on which stocks have exactly their level.
    pub(crate) anchor: Date,
    pub(crate) utc_offset_hours: i8,
}

/// Adds up what flows in during some buckets: by [`Track::sum`], or faster by who has added up before.
pub(crate) type Sum<'a> = &'a mut dyn FnMut(&Track, Range<i64>) -> i64;

impl Track {
    /// What is used at that time.
    pub(crate) fn used(&self, now: Timestamp, sum: Sum<'_>) -> i64 {
        let bucket = bucket_of(now);
        let mut sum = |from, to| if self.size() == 0.0 { 0 } else { sum(self, from..to) };
        match self.window {
            Window::Rolling => sum(bucket - DAY, bucket),
            Window::Hour => sum(bucket.div_euclid(HOUR) * HOUR, bucket),
            Window::Day => sum(bucket.div_euclid(DAY) * DAY, bucket),
            Window::Month => sum(first_of_month(now), bucket.div_euclid(DAY) * DAY),
            Window::Concurrent => whole(self.size() * self.weight(bucket)).min(self.max),
            Window::Stock => {
                let days =
                    (self.local(bucket) as f64) / (DAY as f64) - f64::from(days_since_epoch(self.anchor));
                whole(self.size() * (1.0 + self.growth * days)).max(0)
            }
        }
    }

    /// What flows in during one bucket.
    pub(crate) fn inflow(&self, bucket: i64) -> i64 {
        let buckets = match self.window {
            Window::Hour => HOUR,
            Window::Month => 30 * DAY,
            _ => DAY,
        };
        let mean = self.size() / buckets as f64;
        // A hashed threshold rounds, so that a limit used twice a day is used twice a day and not never.
        (mean * self.weight(bucket) + self.noise(bucket, 2)).floor() as i64
    }

    /// What flows in during these buckets.
    pub(crate) fn sum(&self, buckets: Range<i64>) -> i64 {
        buckets.map(|bucket| self.inflow(bucket)).sum()
    }

    fn size(&self) -> f64 {
        self.max as f64 * if self.heavy.is_some() { 1.0 } else { self.level }
    }

    /// The bucket's part of the mean: the hour, the day, and noise that averages to nothing.
    fn weight(&self, bucket: i64) -> f64 {
        let local = self.local(bucket);
        let day = local.div_euclid(DAY);
        let since_anchor = day - i64::from(days_since_epoch(self.anchor));
        let (size, noise) = match self.heavy {
            Some(heavy) if is_heavy(since_anchor) => (heavy, 0.2),
            Some(_) => (LIGHT, 0.2),
            // The epoch began on a Thursday.
            None => (WEEKDAYS[(day + 3).rem_euclid(7) as usize], 0.6),
        };
        size * shape(local.rem_euclid(DAY)) * (1.0 + noise * (self.noise(bucket, 1) - 0.5))
    }

    /// The bucket by the org's own clock.
    fn local(&self, bucket: i64) -> i64 {
        bucket + i64::from(self.utc_offset_hours) * HOUR
    }

    /// A number from 0 to 1 that depends on nothing but the seed, the bucket and the purpose.
    fn noise(&self, bucket: i64, purpose: u64) -> f64 {
        let mixed = mix(self.seed ^ mix(bucket as u64 ^ purpose.rotate_left(56)));
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The number of the bucket that runs at that time.
pub(crate) fn bucket_of(time: Timestamp) -> i64 {
    time.as_second().div_euclid(BUCKET)
}

/// A seed from the names of an org and a limit.
pub(crate) fn seed(org: &str, limit: &str) -> u64 {
    let bytes = org.bytes().chain([b'/']).chain(limit.bytes());
    mix(bytes
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

/// The part of a mean bucket at that bucket of the local day, sliding from hour to hour.
fn shape(bucket: i64) -> f64 {
    let hour = (bucket / HOUR) as usize % 24;
    let part = (bucket % HOUR) as f64 / HOUR as f64;
    HOURS[hour] * (1.0 - part) + HOURS[(hour + 1) % 24] * part
}

/// Whether a day is heavy, so many days from the anchor: every second one from it on, so that whoever tries
/// it need not wait for long, and a few before it, as accidents happen. The others are alike, and so
/// foreseeable.
fn is_heavy(since_anchor: i64) -> bool {
    match since_anchor {
        0.. => since_anchor % 2 == 0,
        _ => matches!(since_anchor, -10 | -24 | -45),
    }
}

/// How big a heavy day is, so that with the evening of the light day before it the maximum is reached at
/// 16:40.
pub(crate) fn heavy_day() -> f64 {
    let until: f64 = (0..FULL_AT).map(shape).sum();
    let all: f64 = (0..DAY).map(shape).sum();
    let evening = LIGHT * (all - until) / DAY as f64;
    (1.0 - evening) / (until / DAY as f64)
}

fn first_of_month(now: Timestamp) -> i64 {
    let first = Offset::UTC.to_datetime(now).date().first_of_month();
    i64::from(days_since_epoch(first)) * DAY
}

fn days_since_epoch(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    // Dates span far fewer days than the type, so that the difference always exists.
    epoch.until(date).map_or(0, |span| span.get_days())
}

fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// The finaliser of splitmix64: one changed bit changes half of the result.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests;
