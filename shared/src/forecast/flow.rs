//! What came into a limit per quarter of an hour, rebuilt from how much of it was used.

use super::series::{Reading, Series};

/// Seconds of a slot.
pub(super) const SLOT: i64 = 900;
/// Slots of an hour.
pub(super) const HOUR_SLOTS: usize = 4;
/// Slots of a day.
pub(super) const DAY_SLOTS: usize = 96;
/// Slots of a week.
pub(super) const WEEK_SLOTS: usize = 7 * DAY_SLOTS;

/// Between readings farther apart it is not known when something came in.
const GAP: i64 = 3 * 3600;

/// What came in per slot. The slots end with the last reading.
#[derive(Debug)]
pub(super) struct Flow {
    /// Per slot, in the limit's unit; never negative, always finite.
    pub(super) inflow: Vec<f64>,
    /// Whether there were readings to tell it from.
    pub(super) sure: Vec<bool>,
    /// When the last slot ends.
    pub(super) end: i64,
}

impl Flow {
    /// Of a limit that gives back each use after 24 hours.
    ///
    /// Usage U at the end of slot i is the sum of the inflows x of one day, so `x[i] = U[i] - U[i-1] +
    /// x[i-96]`. The day before the first reading is not known, but its sum is, and no later inflow may be
    /// negative.
    pub(super) fn of_rolling(series: &Series) -> Self {
        let (used, known) = on_grid(series);
        let inflow = rebuild(&used);
        let before = inflow.len() - known.len();
        let sure = std::iter::repeat_n(true, before).chain(known).collect();
        Self { inflow, sure, end: series.last.at }
    }

    /// Of a limit that is emptied at once: every growth is inflow, and so is what is there after a fall.
    pub(super) fn of_resetting(series: &Series) -> Self {
        let (_, sure) = on_grid(series);
        let mut inflow = vec![0.0; sure.len()];
        for pair in series.readings.windows(2) {
            let [before, after] = pair else { continue };
            let grown = after.used - before.used;
            let came = if grown < 0.0 { after.used } else { grown };
            share_out(&mut inflow, series.last.at, (before.at, after.at), came);
        }
        Self { inflow, sure, end: series.last.at }
    }

    /// The sum of the last `slots` slots.
    pub(super) fn recent(&self, slots: usize) -> f64 {
        self.inflow.iter().rev().take(slots).sum()
    }
}

/// Usage at the end of each slot, and whether a reading is near.
fn on_grid(series: &Series) -> (Vec<f64>, Vec<bool>) {
    let slots = (series.span() / SLOT) as usize + 1;
    let (mut used, mut known) = (Vec::with_capacity(slots), Vec::with_capacity(slots));
    let first = series.last.at - (slots as i64 - 1) * SLOT;
    let mut after = series.readings.iter().peekable();
    let mut before = Reading { at: first, used: series.readings.first().map_or(0.0, |reading| reading.used) };
    for slot in 0..slots as i64 {
        let at = first + slot * SLOT;
        while let Some(reading) = after.next_if(|reading| reading.at <= at) {
            before = *reading;
        }
        let next = after.peek().map_or(before, |reading| **reading);
        let run = (next.at - before.at).max(1) as f64;
        let part = ((at - before.at) as f64 / run).clamp(0.0, 1.0);
        used.push(before.used + (next.used - before.used) * part);
        known.push(next.at - before.at <= GAP || at == before.at);
    }
    (used, known)
}

/// Adds `came` evenly over the time `from..to` to the slots that it touches.
fn share_out(inflow: &mut [f64], end: i64, (from, to): (i64, i64), came: f64) {
    let start = end - inflow.len() as i64 * SLOT;
    let run = (to - from).max(1) as f64;
    let first = ((from - start) / SLOT).max(0) as usize;
    for (slot, value) in inflow.iter_mut().enumerate().skip(first) {
        let begin = start + slot as i64 * SLOT;
        if begin >= to {
            break;
        }
        let overlap = (to.min(begin + SLOT) - from.max(begin)).max(0);
        *value += came * overlap as f64 / run;
    }
}

/// The inflows of the day before the first value and of all slots after it.
fn rebuild(used: &[f64]) -> Vec<f64> {
    let mut inflow = first_day(used);
    inflow.reserve(used.len());
    for pair in used.windows(2) {
        let [before, now] = pair else { continue };
        let yesterday = inflow.len() - DAY_SLOTS;
        let came = now - before + inflow.get(yesterday).copied().unwrap_or_default();
        inflow.push(came.max(0.0));
        if came < 0.0 {
            // Nothing flows backwards: an earlier slot was taken for too large. The sum stays the usage.
            scale_to(inflow.get_mut(yesterday + 1..).unwrap_or_default(), *now);
        }
    }
    inflow
}

/// The day that ends with the first value: the least that keeps later inflows from being negative, and what
/// is missing to the sum spread evenly. An hour that is wrong by this is so on all days alike, so that it
/// cancels where the inflow of a day takes the place of that of the day before.
fn first_day(used: &[f64]) -> Vec<f64> {
    let mut sums = [(0.0_f64, 0.0_f64); DAY_SLOTS];
    for (slot, pair) in used.windows(2).enumerate() {
        let [before, now] = pair else { continue };
        if let Some((sum, least)) = sums.get_mut(slot % DAY_SLOTS) {
            *sum += now - before;
            *least = least.min(*sum);
        }
    }
    let mut day: Vec<f64> = sums.iter().map(|(_, least)| -least).collect();
    let total = used.first().copied().unwrap_or_default();
    let slack = total - day.iter().sum::<f64>();
    if slack <= 0.0 {
        scale_to(&mut day, total);
    } else {
        day.iter_mut().for_each(|value| *value += slack / DAY_SLOTS as f64);
    }
    day
}

/// Makes the values sum to `total`, each in proportion.
fn scale_to(values: &mut [f64], total: f64) {
    let sum: f64 = values.iter().sum();
    let factor = if sum > 0.0 { total.max(0.0) / sum } else { 0.0 };
    values.iter_mut().for_each(|value| *value *= factor);
}
