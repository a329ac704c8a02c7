//! How far a forecast has been off: the quantiles of what came in beyond the expected.

use super::expected::Expected;
use super::flow::DAY_SLOTS;
use super::theil_sen::quantile;

/// How far ahead the errors are measured, in slots.
const AHEAD: [usize; 7] = [2, 4, 8, 16, 32, 64, DAY_SLOTS];
/// The share of the errors that lies below the range, and the share above it.
const TAIL: f64 = 0.1;

/// The error of a forecast by how far it looks ahead.
#[derive(Debug)]
pub(super) struct Spread {
    /// Slots ahead, and the lower and the upper quantile there.
    known: Vec<(usize, f64, f64)>,
}

impl Spread {
    /// Plays the last week: for every slot and every distance, what came in less what was to be expected.
    pub(super) fn of(expected: &Expected) -> Self {
        let factors = expected.factors();
        let (came, usual) = (sums(&expected.came), sums(&expected.usual));
        let error = |at: usize, ahead: usize| {
            let told = (usual.get(at + ahead)? - usual.get(at)?) * factors.get(at)?;
            Some(came.get(at + ahead)? - came.get(at)? - told)
        };
        let known = AHEAD.iter().filter_map(|&ahead| {
            // The factors of the first day know too little.
            let mut errors: Vec<f64> = (DAY_SLOTS..came.len()).map_while(|at| error(at, ahead)).collect();
            errors.sort_by(f64::total_cmp);
            Some((ahead, quantile(&errors, TAIL)?.min(0.0), quantile(&errors, 1.0 - TAIL)?.max(0.0)))
        });
        Self { known: known.collect() }
    }

    /// How far usage may be below and above the forecast `ahead` slots from now.
    pub(super) fn at(&self, ahead: usize) -> (f64, f64) {
        let mut before = (0, 0.0, 0.0);
        for after in &self.known {
            if after.0 >= ahead {
                let part = (ahead - before.0) as f64 / (after.0 - before.0) as f64;
                let between = |low: f64, high: f64| low + (high - low) * part;
                return (between(before.1, after.1), between(before.2, after.2));
            }
            before = *after;
        }
        (before.1, before.2)
    }
}

fn sums(values: &[f64]) -> Vec<f64> {
    let add = |sum: &mut f64, value: &f64| {
        *sum += value;
        Some(*sum)
    };
    values.iter().scan(0.0, add).collect()
}
