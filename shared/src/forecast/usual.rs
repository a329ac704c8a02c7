//! What usually comes in at an hour of the week.

use super::flow::{DAY_SLOTS, Flow, HOUR_SLOTS, SLOT, WEEK_SLOTS};
use super::series::DAY;
use super::theil_sen::median;

/// The weeks that are looked at.
const WEEKS: usize = 4;
/// A day with so many times more or less than usual is odd.
const ODD: f64 = 1.4;
/// A night: nobody's day begins in the middle of the work.
const NIGHT: usize = 8 * HOUR_SLOTS;

/// A usual day: the median inflow of each slot, where there is one.
type Profile = [Option<f64>; DAY_SLOTS];

/// The usual inflow of the slots of the past and of the time ahead.
#[derive(Debug)]
pub(super) struct Usual<'a> {
    flow: &'a Flow,
    /// Seconds from midnight in UTC to the org's own, -12 to 12 hours.
    midnight: i64,
    any_day: Profile,
    /// Monday to Friday, Saturday, Sunday.
    kinds: [Profile; 3],
    /// Which slots of the flow were like those of other days of their kind.
    ordinary: Vec<bool>,
}

impl<'a> Usual<'a> {
    /// Learns from all slots.
    pub(super) fn of(flow: &'a Flow) -> Self {
        let any_day = profile(flow, |_| true);
        let midnight = midnight(flow, &any_day);
        let kinds = [0, 1, 2].map(|kind| profile(flow, |slot| kind_of(flow, slot, midnight) == kind));
        let mut usual = Self { flow, midnight, any_day, kinds, ordinary: Vec::new() };
        usual.ordinary = usual.find_ordinary();
        usual
    }

    /// What usually comes in during a slot, counted like those of the flow but without end: the median of
    /// the ordinary weeks before. With two weeks the other days of the same kind decide, with none they
    /// alone tell.
    pub(super) fn at(&self, slot: usize) -> f64 {
        let days = self.of_kind(slot);
        let past = (1..=WEEKS + 2).map_while(|week| slot.checked_sub(week * WEEK_SLOTS));
        let ordinary = past.filter(|past| self.ordinary.get(*past) == Some(&true));
        let mut values = [days; WEEKS];
        let mut count = 0;
        for (value, past) in values.iter_mut().zip(ordinary) {
            *value = self.flow.inflow.get(past).copied().unwrap_or(days);
            count += 1;
        }
        let count = if count == 0 || count == 2 { count + 1 } else { count };
        values.get_mut(..count).and_then(median).unwrap_or(days)
    }

    fn of_kind(&self, slot: usize) -> f64 {
        let at = |profile: &Profile| *profile.get(slot % DAY_SLOTS)?;
        let kind = self.kinds.get(kind_of(self.flow, slot, self.midnight)).and_then(at);
        kind.or_else(|| at(&self.any_day)).unwrap_or_default()
    }

    /// A slot is ordinary if the day around it had about as much as such days have: no holiday and no burst.
    fn find_ordinary(&self) -> Vec<bool> {
        let slots = self.flow.inflow.len();
        let (mut came, mut usual) = (vec![0.0], vec![0.0]);
        let mut sums = (0.0, 0.0);
        for (slot, inflow) in self.flow.inflow.iter().enumerate() {
            sums = (sums.0 + inflow, sums.1 + self.of_kind(slot));
            came.push(sums.0);
            usual.push(sums.1);
        }
        let around = |sums: &[f64], slot: usize| {
            let (from, to) = (slot.saturating_sub(DAY_SLOTS / 2), (slot + DAY_SLOTS / 2).min(slots));
            Some(sums.get(to)? - sums.get(from)?)
        };
        let is_ordinary = |slot: usize| {
            let (came, usual) = (around(&came, slot)?, around(&usual, slot)?);
            Some(came < usual * ODD && usual < came * ODD)
        };
        let sure = self.flow.sure.iter().enumerate();
        sure.map(|(slot, sure)| *sure && is_ordinary(slot) == Some(true)).collect()
    }
}

/// The median day of the sure slots that `belongs` picks.
fn profile(flow: &Flow, belongs: impl Fn(usize) -> bool) -> Profile {
    // What is odd today must not pass for usual.
    let slots = flow.inflow.len();
    let past = if slots > 2 * DAY_SLOTS { slots - DAY_SLOTS } else { slots };
    let mut days = vec![Vec::new(); DAY_SLOTS];
    for (slot, came) in flow.inflow.iter().enumerate().take(past) {
        if flow.sure.get(slot) == Some(&true)
            && belongs(slot)
            && let Some(values) = days.get_mut(slot % DAY_SLOTS)
        {
            values.push(*came);
        }
    }
    let mut profile = [None; DAY_SLOTS];
    for (usual, values) in profile.iter_mut().zip(&mut days) {
        *usual = median(values);
    }
    profile
}

/// Where the org's days begin: in the middle of its quietest hours.
fn midnight(flow: &Flow, day: &Profile) -> i64 {
    let night = |start: &usize| -> f64 {
        day.iter().cycle().skip(*start).take(NIGHT).map(|usual| usual.unwrap_or_default()).sum()
    };
    let start = (0..DAY_SLOTS).min_by(|a, b| night(a).total_cmp(&night(b))).unwrap_or_default();
    (middle_of(flow, start + NIGHT / 2) + DAY / 2).rem_euclid(DAY) - DAY / 2
}

/// The kind of day that a slot lies in.
fn kind_of(flow: &Flow, slot: usize, midnight: i64) -> usize {
    // 1 January 1970 was a Thursday.
    match (middle_of(flow, slot) - midnight).div_euclid(DAY).rem_euclid(7) {
        2 => 1,
        3 => 2,
        _ => 0,
    }
}

/// The middle of a slot in Unix time.
fn middle_of(flow: &Flow, slot: usize) -> i64 {
    flow.end + (slot as i64 - flow.inflow.len() as i64 + 1) * SLOT - SLOT / 2
}
