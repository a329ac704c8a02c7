//! Made-up orgs whose true load is known: what they really use every five minutes, and what of it is read.

use jiff::Timestamp;

use super::super::Point;
use crate::limits::catalogue::Window;

/// Seconds of a step.
pub(super) const STEP: i64 = 300;
/// Steps of an hour and of a day.
pub(super) const HOUR: usize = 12;
pub(super) const DAY: usize = 24 * HOUR;
/// A Monday, at midnight.
const MONDAY: i64 = 1_760_313_600;

/// The generator of Steele, Lea and Flood (2014).
pub(super) struct SplitMix(u64);

impl SplitMix {
    /// The n-th of a seed.
    pub(super) fn of(seed: u64, n: u64) -> Self {
        Self(Self(seed << 32 | n).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    fn chance(&mut self, share: f64) -> bool {
        self.between(0.0, 1.0) < share
    }

    /// Nearly normal, with a deviation of 1.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.between(0.0, 1.0)).sum::<f64>() - 6.0
    }
}

/// One limit of one org over its history, the two days in which it is asked, and two more.
pub(super) struct Org {
    pub(super) window: Window,
    /// When its first step begins.
    start: i64,
    /// True usage at the end of each step.
    used: Vec<f64>,
    max: Vec<i64>,
    polls: Vec<Option<Point>>,
    /// The steps in which the load or the maximum changes as nobody can foresee.
    changes: Vec<usize>,
    /// The first step in which it is asked.
    pub(super) asked: usize,
}

/// What an org does day by day.
struct Habits {
    first_day: usize,
    shift: usize,
    night: f64,
    weekend: f64,
    batch: Option<(usize, usize, f64)>,
    weekly: Option<(usize, usize, f64)>,
    growth: f64,
    noise: f64,
    holiday: Option<usize>,
}

impl Habits {
    fn of(rng: &mut SplitMix, days: usize) -> Self {
        let first_day = rng.below(7);
        let weekdays: Vec<usize> = (1..days).filter(|day| (first_day + day) % 7 < 5).collect();
        Self {
            first_day,
            shift: rng.below(24) * HOUR,
            night: rng.between(0.05, 0.4),
            weekend: rng.between(0.1, 0.7),
            batch: rng.chance(0.6).then(|| (rng.below(24 * HOUR), 6 + rng.below(30), rng.between(0.05, 0.4))),
            weekly: rng.chance(0.15).then(|| (rng.below(7), rng.below(DAY), rng.between(0.05, 0.2))),
            growth: rng.between(-0.003, 0.006),
            noise: rng.between(0.1, 0.4),
            holiday: rng.chance(0.3).then(|| weekdays[rng.below(weekdays.len())]),
        }
    }

    fn works(&self, day: usize) -> bool {
        (self.first_day + day) % 7 < 5 && self.holiday != Some(day)
    }

    /// The load of every step of a usual working day of 1, as it comes on these days.
    fn load(&self, rng: &mut SplitMix, days: usize) -> Vec<f64> {
        let mut load = vec![0.0; days * DAY];
        let mut mood = 0.0;
        for day in 0..days {
            mood = 0.5 * mood + 0.04 * rng.normal();
            let level = (1.0 + mood) * (1.0 + self.growth * day as f64);
            let kind = if self.works(day) { 1.0 } else { self.weekend };
            for step in 0..DAY {
                let at = (day * DAY + step + self.shift).min(days * DAY - 1);
                let noise = (1.0 + self.noise * rng.normal()).max(0.0);
                load[at] += self.hour(step as f64 / HOUR as f64) * kind * level * noise / DAY as f64;
            }
            if let Some((start, length, size)) = self.batch {
                let size = size * (1.0 + 0.1 * rng.normal()) * if self.works(day) { 1.0 } else { 0.8 };
                add(&mut load, day * DAY + start + rng.below(3), length, size);
            }
            if let Some((weekday, start, size)) = self.weekly
                && (self.first_day + day) % 7 == weekday
            {
                add(&mut load, day * DAY + start + rng.below(3), 18, size);
            }
        }
        load
    }

    /// Working hours from 7 to 19 with a dip at noon.
    fn hour(&self, hour: f64) -> f64 {
        let open = ((hour - 7.0) / 2.0).clamp(0.0, 1.0) * ((19.0 - hour) / 2.0).clamp(0.0, 1.0);
        let noon = 1.0 - 0.25 * (1.0 - (hour - 12.5).abs()).max(0.0);
        self.night + 2.0 * (1.0 - self.night) * open * noon
    }
}

fn add(load: &mut [f64], start: usize, length: usize, size: f64) {
    load.iter_mut().skip(start).take(length).for_each(|value| *value += size / length as f64);
}

/// What happens in the time in which an org is asked.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    /// Nothing.
    Quiet,
    /// Its usual load is too much.
    Heavy,
    /// Something calls without end, sometimes until somebody stops it.
    Runaway,
    /// From some moment on there is more of everything.
    Busy,
}

impl Org {
    pub(super) fn new(rng: &mut SplitMix) -> Self {
        let fate = match rng.below(20) {
            0..8 => Fate::Quiet,
            8..10 => Fate::Heavy,
            10..17 => Fate::Runaway,
            _ => Fate::Busy,
        };
        let history = if rng.chance(0.5) { 9 + rng.below(6) } else { 15 + rng.below(16) };
        let (asked, days) = ((history + 1) * DAY, history + 5);
        let scale = 10_f64.powf(rng.between(3.5, 6.0));
        let habits = Habits::of(rng, days);
        let mut load = habits.load(rng, days);
        let typical = 1.0 + habits.batch.map_or(0.0, |batch| batch.2);
        if rng.chance(0.2) {
            let start = DAY + rng.below(asked - 2 * DAY);
            add(&mut load, start, 6 * HOUR, rng.between(0.3, 1.0));
        }
        let changes = disturb(rng, fate, &mut load, asked);
        let part = if fate == Fate::Heavy { rng.between(1.0, 1.3) } else { rng.between(0.4, 0.85) };
        load.iter_mut().for_each(|value| *value = (*value * scale).round());
        let max = vec![(scale * typical / part) as i64; load.len()];
        let resets = rng.chance(0.15).then(|| rng.below(24) * HOUR);
        let window = if resets.is_some() { Window::Daily } else { Window::Rolling24h };
        let used = usage(&load, resets);
        let start = MONDAY + (habits.first_day * DAY) as i64 * STEP;
        let mut org = Self { window, start, used, max, polls: Vec::new(), changes, asked };
        org.change_maximum(rng);
        org.poll(rng);
        org
    }

    fn change_maximum(&mut self, rng: &mut SplitMix) {
        if !rng.chance(0.2) {
            return;
        }
        let at = DAY + rng.below(self.asked + DAY);
        self.max[..at].iter_mut().for_each(|max| *max = *max * 3 / 4);
        self.changes.push(at);
    }

    /// Reads every five minutes, but for some gaps; what is read is up to five minutes old.
    fn poll(&mut self, rng: &mut SplitMix) {
        let mut gaps = Vec::new();
        if rng.chance(0.4) {
            gaps.extend((0..1 + rng.below(3)).map(|_| {
                let start = DAY + rng.below(self.asked);
                start..start + 3 + rng.below(15 * HOUR)
            }));
        }
        self.polls = (0..self.used.len())
            .map(|step| {
                let late = rng.between(0.0, 1.0);
                let before = self.used[step.saturating_sub(1)];
                // A counter that began anew shows it at once.
                let late = if before > self.used[step] * 2.0 { 0.0 } else { late };
                let used = self.used[step] * (1.0 - late) + before * late;
                let skipped = step < DAY || gaps.iter().any(|gap| gap.contains(&step));
                let at = self.at(step) + jiff::SignedDuration::from_secs(rng.below(20) as i64);
                (!skipped).then_some(Point { at, used: used as i64, max: self.max[step] })
            })
            .collect();
    }

    /// What production keeps: the last two hours, and before them the last reading of each quarter of an
    /// hour.
    pub(super) fn points(&self, now: usize) -> Vec<Point> {
        let first = (now + 1).saturating_sub(30 * DAY);
        let quarter = |step: usize| step / 3;
        let mut points: Vec<Point> = Vec::new();
        let mut last = None;
        for (step, poll) in self.polls.iter().enumerate().take(now + 1).skip(first) {
            let Some(poll) = poll else { continue };
            if step + 2 * HOUR < now && last == Some(quarter(step)) {
                points.pop();
            }
            last = Some(quarter(step));
            points.push(*poll);
        }
        points
    }

    /// When it is asked: every six hours, and every hour of the half day before it first runs out.
    pub(super) fn moments(&self) -> Vec<usize> {
        let every = (self.asked..self.asked + 2 * DAY).step_by(6 * HOUR);
        let mut moments: Vec<usize> = every.collect();
        if let Some(end) = self.runs_out(self.asked).filter(|end| *end < self.asked + 2 * DAY) {
            moments.extend((1..=12).map(|hours| end - (hours * HOUR - HOUR / 2)));
        }
        // Only a time for which a reading is there and the limit is not used up.
        moments.retain(|now| self.polls[*now].is_some_and(|poll| poll.used < poll.max) && !self.is_out(*now));
        moments.sort_unstable();
        moments.dedup();
        moments
    }

    /// The first step after `now` at the end of which it is used up.
    pub(super) fn runs_out(&self, now: usize) -> Option<usize> {
        (now + 1..self.used.len()).find(|step| self.is_out(*step))
    }

    fn is_out(&self, step: usize) -> bool {
        self.used[step] >= self.max[step] as f64
    }

    /// The end of a step.
    pub(super) fn at(&self, step: usize) -> Timestamp {
        Timestamp::from_second(self.start + (step as i64 + 1) * STEP).unwrap()
    }

    /// Whether something happens up to `until` that nobody could foresee half an hour before `now`.
    pub(super) fn is_disturbed(&self, now: usize, until: usize) -> bool {
        self.changes.iter().any(|change| change + HOUR / 2 > now && *change <= until)
    }
}

/// Lets happen what the fate is, and tells when.
fn disturb(rng: &mut SplitMix, fate: Fate, load: &mut [f64], asked: usize) -> Vec<usize> {
    let start = asked - 6 * HOUR + rng.below(40 * HOUR);
    match fate {
        Fate::Quiet | Fate::Heavy => Vec::new(),
        Fate::Runaway => {
            let length = if rng.chance(0.4) { HOUR + rng.below(10 * HOUR) } else { load.len() };
            let rate = rng.between(0.7, 8.0) / DAY as f64;
            for value in load.iter_mut().skip(start).take(length) {
                *value += rate * rng.between(0.8, 1.2);
            }
            vec![start, start + length]
        }
        Fate::Busy => {
            let factor = rng.between(1.3, 2.5);
            load.iter_mut().skip(start).for_each(|value| *value *= factor);
            vec![start]
        }
    }
}

/// Usage at the end of each step: of the last 24 hours, or since the reset of each day.
fn usage(load: &[f64], resets: Option<usize>) -> Vec<f64> {
    let mut used = 0.0;
    let step = |(step, came): (usize, &f64)| {
        used = match resets {
            Some(reset) if step % DAY == reset => *came,
            Some(_) => used + came,
            None => used + came - step.checked_sub(DAY).map_or(0.0, |leaves| load[leaves]),
        };
        used
    };
    load.iter().enumerate().map(step).collect()
}
