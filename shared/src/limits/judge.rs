//! What a reading means: how much is used, how bad that is, and which limit comes first.

use std::borrow::Cow;
use std::cmp::Reverse;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Reading;
use super::ahead::Ahead;
use super::catalogue::{self, Category, Unit, Window};
use crate::watch::Outlooks;

/// What Salesforce sends for "no limit".
const UNLIMITED: i64 = 999_999_999;

/// How close a limit is to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Nothing is left, or more was used than allowed.
    Exceeded,
    /// More than 80 % is used.
    Critical,
    /// More than 60 % is used.
    Warning,
    /// Up to 60 % is used.
    Ok,
    /// Salesforce sets no bound.
    Unlimited,
    /// Salesforce gave no usable values.
    Unknown,
    /// The maximum is 0: the org does not have the feature.
    NotProvisioned,
}

/// One limit as it is answered.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Limit {
    /// Salesforce's name for it.
    #[schema(example = "DailyApiRequests")]
    pub name: String,
    /// A person's name for it.
    #[schema(value_type = String, example = "Daily API requests")]
    pub label: Cow<'static, str>,
    /// What it belongs to.
    pub category: Category,
    /// What is counted.
    pub unit: Unit,
    /// Over which time it is counted.
    pub window: Window,
    /// The allowance; null where Salesforce gave none.
    pub max: Option<i64>,
    /// What is left; negative when more was used than allowed.
    pub remaining: Option<i64>,
    /// What is used: `max` less `remaining`.
    pub used: Option<i64>,
    /// Used of `max` in percent, cut to two decimals, so that it is 100 only when nothing is left.
    pub used_percent: Option<f64>,
    /// How close it is to its end.
    pub state: State,
    /// What it counts, in one line; only if explanations were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub meaning: Option<&'static str>,
    /// What breaks when it is used up, in one line; only if explanations were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub when_full: Option<&'static str>,
    /// The part of single apps, in Salesforce's order.
    pub apps: Vec<App>,
    /// What lies ahead; only of a watched org, whose history is known.
    #[serde(flatten)]
    pub ahead: Option<Ahead>,
}

/// One app's part of a limit. A maximum of 0 means that no quota is set for the app.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct App {
    /// The app's name.
    pub name: String,
    /// The app's quota.
    pub max: Option<i64>,
    /// What is left of it.
    pub remaining: Option<i64>,
    /// What is used of it.
    pub used: Option<i64>,
    /// Used of `max` in percent, cut to two decimals.
    pub used_percent: Option<f64>,
    /// How close it is to its end.
    pub state: State,
}

/// The numbers that follow from a maximum and a remainder.
struct Use {
    used: Option<i64>,
    percent: Option<f64>,
    state: State,
}

impl Limit {
    /// Judges one reading.
    pub fn of(reading: &Reading) -> Self {
        let about = catalogue::describe(&reading.name);
        let Use { used, percent, state } = judge(reading.max, reading.remaining);
        Self {
            name: reading.name.clone(),
            label: about.label,
            category: about.category,
            unit: about.unit,
            window: about.window,
            max: reading.max,
            remaining: reading.remaining,
            used,
            used_percent: percent,
            state,
            meaning: about.meaning,
            when_full: about.when_full,
            apps: reading.apps.iter().map(App::of).collect(),
            ahead: None,
        }
    }

    /// Judges all readings, with what lies ahead of some, and puts the most urgent first.
    pub fn of_all(readings: &[Reading], ahead: &Outlooks, now: Timestamp) -> Vec<Self> {
        let of = |reading: &Reading| Self {
            ahead: ahead.get(&reading.name).map(|outlook| Ahead::of(outlook, now)),
            ..Self::of(reading)
        };
        let mut limits: Vec<_> = readings.iter().map(of).collect();
        limits.sort_by(|a, b| a.urgency().cmp(&b.urgency()).then_with(|| a.name.cmp(&b.name)));
        limits
    }

    /// When it is foreseen to run out.
    pub fn runs_out_at(&self) -> Option<Timestamp> {
        Some(self.ahead.as_ref()?.forecast.as_ref()?.runs_out_at)
    }

    /// By rank, by the time that is left where that is what ranks, then by percent in hundredths, falling.
    fn urgency(&self) -> (Rank, Option<Timestamp>, State, Reverse<i64>) {
        let rank = Rank::of(self);
        let runs_out_at = self.runs_out_at().filter(|_| rank == Rank::RunsOut);
        let percent = self.used_percent.map_or(i64::MIN, |percent| (percent * 100.0) as i64);
        (rank, runs_out_at, self.state, Reverse(percent))
    }
}

/// What puts a limit before others.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Exceeded,
    /// It runs out within the days in which somebody can still do something about it.
    RunsOut,
    Critical,
    Warning,
    /// It is used much faster than usual.
    UnusualRate,
    Rest,
}

impl Rank {
    fn of(limit: &Limit) -> Self {
        let Some(ahead) = &limit.ahead else { return Self::of_state(limit.state) };
        let is_soon = ahead.forecast.as_ref().is_some_and(|forecast| forecast.is_soon);
        match Self::of_state(limit.state) {
            Self::Exceeded => Self::Exceeded,
            _ if is_soon => Self::RunsOut,
            Self::Rest if is_unusual(limit, ahead) => Self::UnusualRate,
            rank => rank,
        }
    }

    fn of_state(state: State) -> Self {
        match state {
            State::Exceeded => Self::Exceeded,
            State::Critical => Self::Critical,
            State::Warning => Self::Warning,
            _ => Self::Rest,
        }
    }
}

/// So many times the usual rate is worth being looked at, where it is not nothing that is used.
const UNUSUAL: f64 = 3.0;
const NOT_NOTHING: f64 = 10.0;

fn is_unusual(limit: &Limit, ahead: &Ahead) -> bool {
    ahead.rate_factor.is_some_and(|factor| factor >= UNUSUAL)
        && limit.used_percent.is_some_and(|percent| percent >= NOT_NOTHING)
}

impl App {
    fn of(reading: &Reading) -> Self {
        let Use { used, percent, state } = judge(reading.max, reading.remaining);
        let name = reading.name.clone();
        Self { name, max: reading.max, remaining: reading.remaining, used, used_percent: percent, state }
    }
}

fn judge(max: Option<i64>, remaining: Option<i64>) -> Use {
    let bare = |state| Use { used: None, percent: None, state };
    let (Some(max), Some(remaining)) = (max, remaining) else { return bare(State::Unknown) };
    let Some(used) = max.checked_sub(remaining) else { return bare(State::Unknown) };
    if max == UNLIMITED && remaining == UNLIMITED {
        return bare(State::Unlimited);
    }
    match max {
        ..0 => Use { used: Some(used), percent: None, state: State::Unknown },
        // More than nothing used of nothing allowed is still too much.
        0 if remaining < 0 => Use { used: Some(used), percent: None, state: State::Exceeded },
        0 => Use { used: Some(used), percent: None, state: State::NotProvisioned },
        _ => Use { used: Some(used), percent: Some(percent(used, max)), state: state_of(used, max) },
    }
}

/// Compared in whole numbers, so that no rounding moves a limit over a line.
fn state_of(used: i64, max: i64) -> State {
    let (used, max) = (i128::from(used) * 100, i128::from(max));
    match used {
        u if u >= max * 100 => State::Exceeded,
        u if u > max * 80 => State::Critical,
        u if u > max * 60 => State::Warning,
        _ => State::Ok,
    }
}

/// Percent, cut (not rounded) to two decimals: 99.999 % is 99.99 and never 100.
fn percent(used: i64, max: i64) -> f64 {
    let hundredths = (i128::from(used) * 10_000).div_euclid(i128::from(max));
    hundredths as f64 / 100.0
}

#[cfg(test)]
mod tests;
