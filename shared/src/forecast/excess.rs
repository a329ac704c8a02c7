//! How the present differs from what is usual, and so what is to be expected.

use super::expected::Expected;
use super::flow::{DAY_SLOTS, SLOT};
use super::series::{HOUR, Series};
use super::theil_sen::quantile;

/// How far a burst is looked back at, in slots.
const LONGEST: usize = 48;
/// In fewer slots it cannot be seen of which kind a burst is.
const LEAST_TO_FIT: usize = 8;
/// One kind of burst must fit so many times better for the other one to be out of the question.
const CLEARLY: f64 = 2.0;
/// Where next to nothing is usual, a multiple of it says nothing.
const MOST: f64 = 20.0;
/// How soon the last hours stop to say more about the next ones than the last days do, in slots.
const FADE: f64 = 96.0;

/// What is to be expected instead of the usual.
#[derive(Clone, Copy, Debug)]
pub(super) struct Excess {
    /// On top of it per slot: a load that has nothing to do with the hour and stays until somebody stops it.
    on_top: f64,
    /// How many times the usual comes in soon.
    near: f64,
    /// How many times the usual comes in later.
    far: f64,
}

/// What is most likely to be expected, and what is as possible.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    pub(super) likely: Excess,
    pub(super) possible: Option<Excess>,
}

impl Guess {
    /// From the last days.
    pub(super) fn of(expected: &Expected, series: &Series) -> Self {
        let far = expected.days_factor();
        burst(expected, far, recent_slots(series)).unwrap_or_else(|| {
            let near = expected.hours_factor(far);
            Self { likely: Excess { on_top: 0.0, near, far }, possible: None }
        })
    }
}

impl Excess {
    /// What is to be expected `ahead` slots from now where `usual` is usual.
    pub(super) fn apply(&self, usual: f64, ahead: usize) -> f64 {
        let fading = (-(ahead as f64) / FADE).exp();
        usual * (self.far + (self.near - self.far) * fading) + self.on_top
    }
}

/// Half an hour, or more where the readings are too far apart to tell.
fn recent_slots(series: &Series) -> usize {
    let before = series.readings.len().checked_sub(series.recent(HOUR / 2).len() + 1);
    let start = before.and_then(|at| series.readings.get(at)).map_or(series.last.at, |reading| reading.at);
    let slots = (series.last.at - start) / SLOT;
    (slots.max(2) as usize).min(DAY_SLOTS)
}

/// What came in lately beyond any usual neighbour, if that is clearly more than has been seen before.
fn burst(expected: &Expected, far: f64, recent: usize) -> Option<Guess> {
    let pairs = expected.came.iter().zip(&expected.highest);
    let over: Vec<f64> = pairs.map(|(came, highest)| came - highest * far).collect();
    let mut past: Vec<f64> = over.windows(recent).map(|slots| slots.iter().sum()).collect();
    let present = past.pop()?;
    past.sort_by(f64::total_cmp);
    let seen = quantile(&past, 0.9).unwrap_or(0.0);
    if present <= (1.2 * seen).max(0.25 * expected.mean * recent as f64) {
        return None;
    }
    let rate = present / recent as f64;
    let lasted = over.iter().rev().take(LONGEST).take_while(|over| **over > 0.5 * rate).count();
    // The oldest slot may have begun before the burst did.
    Some(fit(expected, far, lasted.saturating_sub(1).max(recent)))
}

/// A burst is the same on top of every slot, or so many times the usual: whichever fits its slots better.
fn fit(expected: &Expected, far: f64, slots: usize) -> Guess {
    let pairs = || expected.came.iter().zip(&expected.usual).rev().take(slots);
    let (came, usual) = pairs().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let same = Excess { on_top: ((came - usual * far) / slots as f64).max(0.0), near: far, far };
    let factor = if usual > 0.0 { (came / usual).min(MOST) } else { far };
    let times = Excess { on_top: 0.0, near: factor, far: factor };
    if slots < LEAST_TO_FIT {
        return Guess { likely: same, possible: Some(times) };
    }
    let miss = |excess: Excess| -> f64 {
        pairs().map(|(came, usual)| (came - excess.apply(*usual, 0)).powi(2)).sum()
    };
    let (same_miss, times_miss) = (miss(same), miss(times));
    if same_miss <= times_miss {
        let possible = (same_miss * CLEARLY >= times_miss).then_some(times);
        return Guess { likely: same, possible };
    }
    Guess { likely: times, possible: (times_miss * CLEARLY >= same_miss).then_some(same) }
}
