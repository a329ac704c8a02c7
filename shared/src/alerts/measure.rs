//! Holds an observation against one condition.

use jiff::SignedDuration;

use super::{Condition, Connection, Facts, Kind, Level, Observation, Observed, RunsOut};
use crate::limits::State;

/// An alert of a level closes this many percentage points below the line where it opens.
const POINTS_BELOW: f64 = 2.0;
/// An alert of a rate closes below this part of what opens it.
const RATE_BELOW: f64 = 0.8;
/// An alert of the time left closes when there is this many times what opens it.
const TIME_ABOVE: f64 = 1.25;

/// What one reading says about one condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Far enough from the threshold to close.
    Below,
    /// Not over it, but too near to it to close.
    Between,
    /// Over it.
    Over(Level),
}

/// A verdict with the numbers behind it; none where there is nothing to tell.
pub(super) type Finding = (Verdict, Option<Facts>);

/// What an observation says about a condition for this limit, or for the org. `standing` are the facts of an
/// alert that is open or about to open. `None` if what had to be known was not read.
pub(super) fn measure(
    condition: &Condition,
    limit: Option<&str>,
    observation: &Observation,
    standing: Option<&Facts>,
) -> Option<Finding> {
    match (condition, limit) {
        (Condition::ConnectionLost, _) => Some(connection(observation)),
        (Condition::NoReading { minutes }, _) => no_reading(*minutes, observation),
        (Condition::MaximumChanged, Some(name)) => Some(maximum(name, observation, standing)),
        (Condition::AppearedOrVanished, Some(name)) => presence(name, observation, standing),
        (condition, Some(name)) => of_limit(condition, observation.limit(name)?, observation),
        (_, None) => None,
    }
}

fn of_limit(condition: &Condition, limit: &Observed, observation: &Observation) -> Option<Finding> {
    match limit.state {
        State::Unlimited | State::NotProvisioned => return Some((Verdict::Below, without_bound(condition))),
        State::Unknown => return None,
        _ => {}
    }
    match *condition {
        Condition::Level { warning, critical } => level(limit, warning, critical),
        Condition::TimeLeft { minutes } => Some(time_left(limit, minutes, observation)),
        Condition::Jump { points_per_hour } => {
            let pace = limit.points_per_hour.filter(|pace| pace.is_finite())?;
            let facts = Facts::Jump { used_percent: limit.used_percent, points_per_hour: pace };
            Some((rate(pace / points_per_hour), Some(facts)))
        }
        Condition::UnusualRate { factor, least } => {
            let per_hour = limit.per_hour.filter(|count| count.is_finite())?;
            let times = limit.factor.filter(|times| times.is_finite())?;
            let facts = Facts::UnusualRate { used_percent: limit.used_percent, per_hour, factor: times };
            // Twice as much is as far over the line as the smaller of both says.
            let enough = if least > 0 { per_hour / least as f64 } else { f64::INFINITY };
            Some((rate((times / factor).min(enough)), Some(facts)))
        }
        _ => None,
    }
}

/// A level has no numbers then, and those of the last reading would be wrong.
fn without_bound(condition: &Condition) -> Option<Facts> {
    let none = Facts::Level { used_percent: None, remaining: None, max: None, exceeded: false };
    (condition.kind() == Kind::Level).then_some(none)
}

fn level(limit: &Observed, warning: u8, critical: u8) -> Option<Finding> {
    let exceeded = limit.state == State::Exceeded;
    let facts = Facts::Level {
        used_percent: limit.used_percent,
        remaining: limit.remaining,
        max: limit.max,
        exceeded,
    };
    let warning = f64::from(warning);
    let verdict = match limit.percent() {
        _ if exceeded => Verdict::Over(Level::Critical),
        None => return None,
        Some(percent) if percent > f64::from(critical) => Verdict::Over(Level::Critical),
        Some(percent) if percent > warning => Verdict::Over(Level::Warning),
        // Half of a small threshold, so that there is always something below it.
        Some(percent) if percent >= (warning - POINTS_BELOW).max(warning / 2.0) => Verdict::Between,
        Some(_) => Verdict::Below,
    };
    Some((verdict, Some(facts)))
}

fn time_left(limit: &Observed, minutes: u32, observation: &Observation) -> Finding {
    let facts = |runs_out: Option<RunsOut>| Facts::TimeLeft {
        used_percent: limit.used_percent,
        runs_out_at: runs_out.map(|it| it.at),
        earliest: runs_out.map(|it| it.earliest),
        latest: runs_out.map(|it| it.latest),
    };
    let Some(runs_out) = limit.runs_out else {
        // What is used up already is told by its level; the time left is over, but not better.
        let verdict = if limit.state == State::Exceeded { Verdict::Between } else { Verdict::Below };
        return (verdict, Some(facts(None)));
    };
    let left = runs_out.at.duration_since(observation.at).as_secs_f64() / 60.0;
    let minutes = f64::from(minutes);
    let verdict = match left {
        left if left <= minutes => Verdict::Over(Level::Critical),
        left if left <= minutes * TIME_ABOVE => Verdict::Between,
        _ => Verdict::Below,
    };
    (verdict, Some(facts(Some(runs_out))))
}

/// By how many times the threshold something is.
fn rate(times: f64) -> Verdict {
    match times {
        times if times >= 1.0 => Verdict::Over(Level::Warning),
        times if times >= RATE_BELOW => Verdict::Between,
        _ => Verdict::Below,
    }
}

fn connection(observation: &Observation) -> Finding {
    match observation.connection {
        Connection::Ok => (Verdict::Below, None),
        Connection::Lost { since, reason } => {
            (Verdict::Over(Kind::ConnectionLost.level()), Some(Facts::ConnectionLost { since, reason }))
        }
    }
}

fn no_reading(minutes: u32, observation: &Observation) -> Option<Finding> {
    let last_reading_at = observation.last_reading_at?;
    let age = observation.at.duration_since(last_reading_at);
    let is_over = age >= SignedDuration::from_mins(i64::from(minutes));
    let verdict = if is_over { Verdict::Over(Kind::NoReading.level()) } else { Verdict::Below };
    Some((verdict, Some(Facts::NoReading { last_reading_at })))
}

/// A change that was not told yet stands until it is taken back; another one goes on from where it began.
fn maximum(name: &str, observation: &Observation, standing: Option<&Facts>) -> Finding {
    let before = match standing {
        Some(Facts::MaximumChanged { from, to }) => Some((*from, *to)),
        _ => None,
    };
    let change = observation.maximum_changed.iter().find(|change| change.limit == name);
    let now = change.map(|change| (before.map_or(change.from, |(from, _)| from), change.to)).or(before);
    match now {
        Some((from, to)) if from != to => {
            (Verdict::Over(Kind::MaximumChanged.level()), Some(Facts::MaximumChanged { from, to }))
        }
        _ => (Verdict::Below, None),
    }
}

/// Whoever came or went has to stay so for another reading: a gap in one answer is no news, and neither is
/// its end.
fn presence(name: &str, observation: &Observation, standing: Option<&Facts>) -> Option<Finding> {
    if !observation.is_reading() {
        return None;
    }
    let is_there = observation.limit(name).is_some();
    let holds = |names: &[String]| names.iter().any(|known| known == name);
    let is_news = match standing {
        Some(Facts::AppearedOrVanished { appeared }) => *appeared == is_there,
        _ if is_there => holds(&observation.appeared),
        _ => holds(&observation.vanished),
    };
    let facts = Facts::AppearedOrVanished { appeared: is_there };
    let level = Kind::AppearedOrVanished.level();
    Some(if is_news { (Verdict::Over(level), Some(facts)) } else { (Verdict::Below, None) })
}
