//! The usual inflow and the present excess, rolled forward to the maximum.

use super::excess::{Excess, Guess};
use super::expected::Expected;
use super::flow::{Flow, HOUR_SLOTS};
use super::path::{AHEAD, Path, Recovery};
use super::range::Range;
use super::series::{HOUR, Series};
use super::spread::Spread;
use super::theil_sen::slope_of_last;
use super::usual::Usual;
use super::{Draft, Pace, WhyNone};

/// So far ahead the upper edge of what may come is told as an end, where the middle of it stays below.
const EDGE_REACHES: i64 = 3 * HOUR;
/// So far ahead the slope of the last hour is told as an end, whatever is usual.
const SLOPE_REACHES: i64 = 5 * HOUR / 2;

/// The forecast of a limit that recovers as told.
pub(super) fn foresee(series: &Series, flow: &Flow, recovery: Recovery<'_>) -> Draft {
    let usual = Usual::of(flow);
    let expected = Expected::of(flow, &usual);
    let guess = Guess::of(&expected, series);
    let slots = flow.inflow.len();
    let ahead: Vec<f64> = (slots..slots + AHEAD).map(|slot| usual.at(slot)).collect();
    let roll = |excess: Excess| {
        let inflow = ahead.iter().enumerate().map(|(ahead, usual)| excess.apply(*usual, ahead));
        Path::roll((series.last.at, series.last.used), &inflow.collect::<Vec<_>>(), recovery)
    };
    let path = roll(guess.likely);
    let pace = Pace::of(flow.recent(HOUR_SLOTS), Some(expected.usual.iter().rev().take(HOUR_SLOTS).sum()));
    let draft = Draft { pace: Some(pace), ..Draft::default() };
    if series.is_exceeded() {
        let relief = path.falls_below(series.max, series.last.at);
        return Draft { why_none: Some(WhyNone::Exceeded), relief, ..draft };
    }
    let spread = Spread::of(&expected);
    let likely = path.reaches(series.max, |_| 0.0);
    let edge = path.reaches(series.max, |ahead| spread.at(ahead).1);
    let possible = guess.possible.map(|excess| roll(excess).reaches(series.max, |_| 0.0));
    let slope = by_slope(series);
    let soon = [slope, edge, possible.flatten()].into_iter().flatten().min();
    let soon = soon.filter(|at| at - series.last.at <= EDGE_REACHES);
    let Some(at) = likely.or(soon) else { return draft };
    let latest = path.reaches(series.max, |ahead| spread.at(ahead).0);
    let range = Range { earliest: edge.unwrap_or(at), latest }.with(possible);
    let unsure = range.is_unsure(series.last.at);
    if range.is_doubtful(series) || unsure && slope.is_none() {
        return Draft { why_none: Some(WhyNone::Unsure), ..draft };
    }
    let at = slope.filter(|_| unsure).unwrap_or(at);
    let relief = path.falls_below(series.max, at);
    Draft { end: Some(range.end(series, at, relief, &pace)), ..draft }
}

/// When the limit runs out if it goes on as in the last hour, if that is soon.
fn by_slope(series: &Series) -> Option<i64> {
    let slope = slope_of_last(series, HOUR);
    let seconds = (series.max - series.last.used) / slope;
    (slope > 0.0 && seconds <= SLOPE_REACHES as f64).then(|| series.last.at + seconds as i64)
}
