//! Fewer samples that look the same when drawn.

use super::Sample;

/// How many samples a bucket leaves: most, last, least and first.
const KEPT: usize = 4;

/// At most `points` of the samples, in order of time. They are divided into buckets of equal length, and of
/// each the first, the last, and those with the most and the least used are kept, so that no spike is lost
/// and a bucket in which nothing was read stays empty. With fewer than four points, the most used is kept
/// before the last, and that before the least.
pub fn thin(mut samples: Vec<Sample>, points: usize) -> Vec<Sample> {
    samples.sort_by_key(|sample| sample.at);
    if samples.len() <= points {
        return samples;
    }
    let buckets = (points / KEPT).max(1);
    let (Some(first), Some(last)) = (samples.first(), samples.last()) else { return samples };
    let (start, length) = (millis(first), millis(last) - millis(first) + 1);
    let bucket = |sample: &Sample| (millis(sample) - start) * buckets as i128 / length;
    let chunks = samples.chunk_by(|a, b| bucket(a) == bucket(b));
    chunks.flat_map(|chunk| pick(chunk, points.min(KEPT))).collect()
}

/// The samples of one bucket that are kept, at most `most`.
fn pick(chunk: &[Sample], most: usize) -> Vec<Sample> {
    let known = || (0..).zip(chunk).filter_map(|(at, sample)| Some((level(sample)?, at)));
    let (max, min) = (known().max().map(|(_, at)| at), known().min().map(|(_, at)| at));
    let mut kept: Vec<usize> = Vec::with_capacity(KEPT);
    for at in [max, chunk.len().checked_sub(1), min, Some(0)].into_iter().flatten() {
        if kept.len() < most && !kept.contains(&at) {
            kept.push(at);
        }
    }
    kept.sort_unstable();
    kept.into_iter().filter_map(|at| chunk.get(at).copied()).collect()
}

/// How much is used; without an allowance, less remains where more is used.
fn level(sample: &Sample) -> Option<i128> {
    Some(i128::from(sample.max.unwrap_or(0)) - i128::from(sample.remaining?))
}

fn millis(sample: &Sample) -> i128 {
    sample.at.as_millisecond().into()
}
