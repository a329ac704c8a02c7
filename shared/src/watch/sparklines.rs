//! The course of every limit over the last day, short enough to be sent with all of them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::outlooks::samples;
use crate::history::{Day, Names, Poll};
use crate::limits::Reading;

const DAY: i64 = 86_400;

/// Half an hour is two pixels of a line that is as wide as a word.
const STEP: i64 = 1800;

/// What was used of each limit during the last 24 hours.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sparklines {
    /// When the first step begins.
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// How long each step is, in seconds.
    #[schema(example = 1800)]
    pub step_seconds: i64,
    /// The most that was used in each step, by the limits' names, the last step being the one of the reading;
    /// null where nothing was read.
    pub used: BTreeMap<String, Vec<Option<i64>>>,
}

/// The course of the limits of `readings` up to their time. `days` and `polls` are in order of time.
pub fn sparklines(
    readings: &[Reading],
    (names, days, polls): (&Names, &[Day], &[Poll]),
    read_at: Timestamp,
) -> Sparklines {
    let from = (read_at.as_second().div_euclid(STEP) + 1) * STEP - DAY;
    let of = |reading: &Reading| {
        let mut used = vec![None; (DAY / STEP) as usize];
        for sample in samples(&reading.name, (names, days, polls)) {
            let step = usize::try_from((sample.at.as_second() - from).div_euclid(STEP));
            if let Some(most) = step.ok().and_then(|step| used.get_mut(step)) {
                *most = sample.used().max(*most);
            }
        }
        (reading.name.clone(), used)
    };
    Sparklines {
        from: Timestamp::from_second(from).unwrap_or(read_at),
        step_seconds: STEP,
        used: readings.iter().map(of).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Sample, Samples, day_of};

    const AT: &str = "2026-11-20T14:26:15Z";

    fn reading(used: i64) -> Reading {
        Reading { name: "A".into(), max: Some(100), remaining: Some(100 - used), apps: Vec::new() }
    }

    fn poll(at: Timestamp, used: i64) -> Poll {
        Poll { slot: 0, read_at: at, readings: vec![reading(used)], usage: None, exhausted: false }
    }

    fn day(at: &str, used: i64) -> Day {
        let at: Timestamp = at.parse().unwrap();
        let mut day = Day::new(day_of(at));
        let sample = Sample { at, max: Some(100), remaining: Some(100 - used) };
        day.merge(&Samples::from([(0, vec![sample])]));
        day
    }

    #[test]
    fn each_half_hour_of_a_day_tells_the_most_that_was_used_in_it() {
        let names = Names::new(["A".to_owned()]);
        let days = [day("2026-11-19T14:40:00Z", 7), day("2026-11-20T02:10:00Z", 60)];
        let at: Timestamp = AT.parse().unwrap();
        let polls = [poll("2026-11-20T14:01:15Z".parse().unwrap(), 80), poll(at, 30)];
        let lines = sparklines(&[reading(30)], (&names, &days, &polls), at);
        assert_eq!((lines.from.to_string().as_str(), lines.step_seconds), ("2026-11-19T14:30:00Z", 1800));
        let used = &lines.used["A"];
        assert_eq!((used.len(), used[0], used[1], used[47]), (48, Some(7), None, Some(80)));
        // The quarter of 02:10 is told at the start of its last slot.
        assert_eq!(used.iter().position(|used| *used == Some(60)), Some(23));
    }

    #[test]
    fn what_is_older_or_was_never_read_is_left_out() {
        let names = Names::new(["A".to_owned()]);
        let at: Timestamp = AT.parse().unwrap();
        let lines = sparklines(&[reading(1)], (&names, &[day("2026-11-19T14:20:00Z", 9)], &[]), at);
        assert_eq!(lines.used["A"], vec![None; 48]);
        assert!(sparklines(&[], (&names, &[], &[]), at).used.is_empty());
    }
}
