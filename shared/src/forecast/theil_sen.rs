//! The slope of Theil (1950) and Sen (1968): the median of the slopes between pairs, which a few odd values
//! do not move.

use super::series::Series;

/// So many readings make a slope; more would only take longer.
const NEWEST: usize = 60;

/// The slopes between pairs of `(x, y)` for which `fits(dx)` holds, ascending; all are finite. The work is
/// quadratic: for few points.
pub(super) fn slopes(points: &[(f64, f64)], fits: impl Fn(f64) -> bool) -> Vec<f64> {
    let mut slopes = Vec::new();
    for (at, (x, y)) in points.iter().enumerate() {
        for (later_x, later_y) in points.iter().skip(at + 1) {
            let run = later_x - x;
            if run > 0.0 && fits(run) {
                slopes.push((later_y - y) / run);
            }
        }
    }
    slopes.retain(|slope| slope.is_finite());
    slopes.sort_by(f64::total_cmp);
    slopes
}

/// The median slope of usage over the last `seconds`, in units per second; 0 where there is none.
pub(super) fn slope_of_last(series: &Series, seconds: i64) -> f64 {
    let newest = series.recent(seconds).iter().rev().take(NEWEST).rev();
    let points: Vec<_> = newest.map(|reading| ((reading.at - series.last.at) as f64, reading.used)).collect();
    median(&mut slopes(&points, |_| true)).unwrap_or_default()
}

/// The value below which `share` (0 to 1) of the ascending `sorted` lies; `None` of nothing.
pub(super) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get(((last as f64 * share).round() as usize).min(last)).copied()
}

/// The middle value, or the mean of the two in the middle; `None` of nothing.
pub(super) fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(upper, *values.get(values.len() / 2 - 1)?))
}
