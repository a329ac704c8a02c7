//! What came in lately beside what is usual.

use super::flow::{DAY_SLOTS, Flow, HOUR_SLOTS};
use super::usual::Usual;

/// So many slots may a nightly job come early or late without being unusual.
const SHIFT: usize = 2;
/// What comes in beyond so many times the highest usual around is a burst.
const BURST: f64 = 1.5;
/// How much of its weight a slot keeps with each later one, for the factor of the last hours: half after 3
/// hours.
const KEEP_HOURS: f64 = 0.95;
/// The same for the factor of the last day: half after 17 hours.
const KEEP_DAY: f64 = 0.99;

/// The inflow of the last eight days, oldest first.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) came: Vec<f64>,
    pub(super) usual: Vec<f64>,
    /// The highest usual inflow of the slots around each.
    pub(super) highest: Vec<f64>,
    /// The mean usual inflow of a slot.
    pub(super) mean: f64,
}

impl Expected {
    pub(super) fn of(flow: &Flow, usual: &Usual<'_>) -> Self {
        let slots = flow.inflow.len();
        let first = slots.saturating_sub(8 * DAY_SLOTS);
        let came = flow.inflow.get(first..).unwrap_or_default().to_vec();
        let mut usual: Vec<f64> = (first..slots + SHIFT).map(|slot| usual.at(slot)).collect();
        let around = |at: usize| usual.get(at.saturating_sub(SHIFT)..=at + SHIFT).unwrap_or_default();
        let highest = (0..came.len()).map(|at| around(at).iter().copied().fold(0.0, f64::max)).collect();
        usual.truncate(came.len());
        let mean = usual.iter().sum::<f64>() / usual.len().max(1) as f64;
        Self { came, usual, highest, mean }
    }

    /// How many times the usual the last three days were: the median of their hours, each weighing what is
    /// usual in it, so that a burst of a day does not move it.
    pub(super) fn days_factor(&self) -> f64 {
        let from = self.came.len().saturating_sub(3 * DAY_SLOTS);
        let hours = |values: &[f64]| -> Vec<f64> {
            values.get(from..).unwrap_or_default().chunks(HOUR_SLOTS).map(|hour| hour.iter().sum()).collect()
        };
        let mut hours: Vec<_> = hours(&self.came).into_iter().zip(hours(&self.usual)).collect();
        hours.retain(|(_, usual)| *usual > 0.0);
        hours.sort_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
        let half = hours.iter().map(|(_, usual)| usual).sum::<f64>() / 2.0;
        let mut below = 0.0;
        for (came, usual) in hours {
            below += usual;
            if below >= half {
                return bounded(came / usual);
            }
        }
        1.0
    }

    /// For each slot, how many times the usual the hours before its end were, as far as could be told then.
    pub(super) fn factors(&self) -> Vec<f64> {
        let (mut hours, mut day) = ((0.0, 0.0), (0.0, 0.0));
        let factor = |(came, usual): (&f64, &f64)| {
            hours = (hours.0 * KEEP_HOURS + came, hours.1 * KEEP_HOURS + usual);
            day = (day.0 * KEEP_DAY + came, day.1 * KEEP_DAY + usual);
            let day = if day.1 > 0.0 { bounded(day.0 / day.1) } else { 1.0 };
            self.draw(hours, day)
        };
        self.came.iter().zip(&self.usual).map(factor).collect()
    }

    /// How many times the usual the last hours were; the day's factor where little is usual in them. What
    /// came in bursts is left out: one that goes on is seen elsewhere, and one that has stopped says
    /// nothing.
    pub(super) fn hours_factor(&self, day: f64) -> f64 {
        let slots = self.came.iter().zip(&self.usual).zip(&self.highest);
        let add = |(came, usual), ((now, expected), highest): ((&f64, &f64), &f64)| {
            let steady = now.min(highest * day * BURST);
            (came * KEEP_HOURS + steady, usual * KEEP_HOURS + expected)
        };
        self.draw(slots.fold((0.0, 0.0), add), day)
    }

    /// The ratio, as if an hour of the mean load had come in `factor` times the usual besides.
    fn draw(&self, (came, usual): (f64, f64), factor: f64) -> f64 {
        let anchor = self.mean * HOUR_SLOTS as f64;
        if usual + anchor > 0.0 { bounded((came + anchor * factor) / (usual + anchor)) } else { 1.0 }
    }
}

/// A factor that a load may be expected to keep.
fn bounded(factor: f64) -> f64 {
    factor.clamp(0.2, 5.0)
}
