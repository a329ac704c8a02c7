//! One sentence for every alert: the same in mails, in webhooks and on the pages.
//!
//! Numbers are cut and never rounded up, so that nothing is called used up that is not. Times are UTC.

pub(crate) mod amounts;

use std::cmp::Reverse;

use jiff::{SignedDuration, Timestamp};

use self::amounts::{amount, clock, day, number, percent, span, tenths};
use super::{Alert, Change, Facts, Notice, RunsOut, Transition};
use crate::limits::catalogue::{self, Description};
use crate::limits::{Limit, Org, OrgKind, State};

/// What is so far ahead is told by the day: no forecast knows its hour.
const FAR: SignedDuration = SignedDuration::from_hours(72);

/// The most characters of an org's name.
const MAX_NAME: usize = 60;

/// How an org is called: with its kind, where it is not what people work in.
pub fn title(org: &Org) -> String {
    let mut name: String = org.name.chars().take(MAX_NAME).collect();
    if name.len() < org.name.len() {
        name.push('…');
    }
    match org.kind {
        OrgKind::Production => name,
        OrgKind::Sandbox => format!("{name} (sandbox)"),
        OrgKind::Developer => format!("{name} (developer)"),
    }
}

/// The answer in one line: the worst, and how much else is wrong.
pub fn subject(notice: &Notice, org: &str) -> String {
    let Some(worst) = notice.alerts.first() else { return org.to_owned() };
    let headline = headline(&worst.alert, notice.at);
    match notice.alerts.len() - 1 {
        0 => format!("{org}: {headline}"),
        more => format!("{org}: {headline}, and {more} more"),
    }
}

/// The sentence of something that happened.
pub fn told(transition: &Transition, org: &str) -> String {
    match transition.change {
        Change::Opened | Change::Escalated => sentence(&transition.alert, org, transition.at),
        Change::Closed => closing(&transition.alert, org, transition.at),
    }
}

/// The sentence of a limit as it is now: when it runs out, if that is foreseen, else how much of it is used.
pub fn of_limit(limit: &Limit, now: Timestamp) -> String {
    let ahead = limit.ahead.as_ref().and_then(|ahead| ahead.forecast.as_ref());
    let about = About { label: limit.label.to_string(), unit: limit.unit };
    match (ahead, limit.state) {
        (Some(end), _) => {
            about.runs_out(RunsOut { at: end.runs_out_at, earliest: end.earliest, latest: end.latest }, now)
        }
        (None, State::NotProvisioned) => format!("{}: not provisioned.", about.label),
        (None, State::Unlimited) => format!("{}: unlimited.", about.label),
        (None, State::Unknown) => format!("{}: Salesforce gives no values.", about.label),
        (None, state) => {
            let exceeded = state == State::Exceeded;
            let left = about.left(limit.used_percent, limit.remaining, limit.max, exceeded);
            format!("{}: {left}.", about.label)
        }
    }
}

/// The sentence of an open alert, at this time.
pub fn sentence(alert: &Alert, org: &str, now: Timestamp) -> String {
    let about = About::of(alert);
    let label = &about.label;
    match &alert.facts {
        Facts::Level { used_percent, remaining, max, exceeded } => {
            format!("{label}: {}.", about.left(*used_percent, *remaining, *max, *exceeded))
        }
        Facts::TimeLeft { runs_out_at: Some(at), earliest: Some(earliest), latest: Some(latest), .. } => {
            about.runs_out(RunsOut { at: *at, earliest: *earliest, latest: *latest }, now)
        }
        Facts::TimeLeft { used_percent, .. } => format!("{label}: used up{}.", used(*used_percent)),
        Facts::Jump { used_percent, points_per_hour } => {
            let points = tenths(*points_per_hour);
            format!("{label}: up {points} percentage points in an hour{}.", used(*used_percent))
        }
        Facts::UnusualRate { used_percent, per_hour, factor } => format!(
            "{label}: {} in an hour, {} times the usual{}.",
            amount(*per_hour as i64, about.unit),
            tenths(*factor),
            used(*used_percent)
        ),
        Facts::MaximumChanged { from, to } => {
            format!("{label}: the maximum changed from {} to {}.", number(*from), amount(*to, about.unit))
        }
        Facts::AppearedOrVanished { appeared: true } => {
            format!("{label}: a limit that Salesforce did not list before.")
        }
        Facts::AppearedOrVanished { appeared: false } => format!("{label}: Salesforce lists it no more."),
        Facts::ConnectionLost { reason, .. } => {
            format!("The connection to {org} is lost: {}. {}", reason.words(), reason.remedy())
        }
        Facts::NoReading { last_reading_at } => {
            let span = span(now.duration_since(*last_reading_at));
            format!("{org} has not been read for {span}, since {} UTC.", clock(*last_reading_at, now))
        }
    }
}

/// The worst first: what is used up, then what will be, the sooner and the fuller first.
pub(super) fn urgency(alert: &Alert) -> impl Ord + use<> {
    let exceeded = matches!(alert.facts, Facts::Level { exceeded: true, .. });
    let hundredths = alert.facts.used_percent().map_or(0, |percent| (percent * 100.0) as i64);
    let runs_out_at = alert.facts.runs_out_at().unwrap_or(Timestamp::MAX);
    let kind = alert.facts.kind();
    (Reverse(alert.level), !exceeded, kind, runs_out_at, Reverse(hundredths), alert.key.clone())
}

/// The limit of an alert as a person calls it; none if it is about the org.
pub(super) fn label(alert: &Alert) -> Option<String> {
    alert.key.limit.as_deref().map(|name| catalogue::describe(name).label.into_owned())
}

/// The sentence without what only fits into a second line.
fn headline(alert: &Alert, now: Timestamp) -> String {
    let about = About::of(alert);
    let label = &about.label;
    match &alert.facts {
        Facts::Level { exceeded: true, .. } => format!("{label} used up"),
        Facts::Level { used_percent, .. } => format!("{label}{}", used(*used_percent)),
        Facts::TimeLeft { runs_out_at: Some(at), .. } => {
            format!("{label} {} out in {}", about.run(), span(at.duration_since(now)))
        }
        Facts::TimeLeft { .. } => format!("{label} used up"),
        Facts::Jump { points_per_hour, .. } => {
            format!("{label} up {} points in an hour", tenths(*points_per_hour))
        }
        Facts::UnusualRate { factor, .. } => format!("{label} at {} times the usual rate", tenths(*factor)),
        Facts::MaximumChanged { to, .. } => format!("{label}, maximum now {}", amount(*to, about.unit)),
        Facts::AppearedOrVanished { appeared: true } => format!("{label}, a new limit"),
        Facts::AppearedOrVanished { appeared: false } => format!("{label} not listed any more"),
        Facts::ConnectionLost { .. } => "connection lost".to_owned(),
        Facts::NoReading { last_reading_at } => {
            format!("no reading for {}", span(now.duration_since(*last_reading_at)))
        }
    }
}

/// The sentence of an alert that has closed.
fn closing(alert: &Alert, org: &str, at: Timestamp) -> String {
    let label = About::of(alert).label;
    let open = span(at.duration_since(alert.opened_at));
    match &alert.facts {
        Facts::Level { used_percent: Some(used), .. } => {
            format!("{label}: back at {} after {open}.", percent(*used))
        }
        Facts::Level { .. } => format!("{label}: no longer near the maximum, after {open}."),
        Facts::TimeLeft { .. } => format!("{label}: no longer about to run out, after {open}."),
        Facts::Jump { .. } => format!("{label}: no longer rising so fast, after {open}."),
        Facts::UnusualRate { .. } => format!("{label}: back to the usual rate after {open}."),
        Facts::ConnectionLost { .. } => format!("The connection to {org} is back after {open}."),
        Facts::NoReading { .. } => format!("{org} is read again after {open}."),
        Facts::MaximumChanged { .. } | Facts::AppearedOrVanished { .. } => sentence(alert, org, at),
    }
}

/// What is known about the limit of an alert.
struct About {
    label: String,
    unit: catalogue::Unit,
}

impl About {
    fn of(alert: &Alert) -> Self {
        let name = alert.key.limit.as_deref().unwrap_or_default();
        let Description { label, unit, .. } = catalogue::describe(name);
        Self { label: label.into_owned(), unit }
    }

    fn left(&self, used: Option<f64>, remaining: Option<i64>, max: Option<i64>, exceeded: bool) -> String {
        let amount = |count| amount(count, self.unit);
        match (exceeded, remaining, max) {
            (true, Some(0), Some(max)) => format!("used up, none of {} left", amount(max)),
            (true, Some(..0), Some(max)) => {
                let over = remaining.unwrap_or_default().saturating_neg();
                format!("used up, {} over the {} allowed", number(over), amount(max))
            }
            (true, ..) => "used up: Salesforce refuses further use".to_owned(),
            (false, Some(remaining), Some(max)) => {
                let used = used.map_or_else(|| "nearly all".to_owned(), percent);
                format!("{used} used, {} of {} left", number(remaining), amount(max))
            }
            (false, ..) => format!("{} used", used.map_or_else(|| "much".to_owned(), percent)),
        }
    }

    fn runs_out(&self, RunsOut { at, earliest, latest }: RunsOut, now: Timestamp) -> String {
        let (label, run) = (&self.label, self.run());
        if at <= now {
            return format!("{label} {run} out now.");
        }
        let ahead = at.duration_since(now);
        let left = span(ahead);
        if ahead >= FAR {
            let (day, first, last) = (day(at), day(earliest), day(latest));
            let range = if first == last { String::new() } else { format!(" (likely {first} to {last})") };
            return format!("{label} {run} out on {day}, in {} days{range}.", ahead.as_hours() / 24);
        }
        format!(
            "{label} {run} out at {} UTC, in {left} (likely {} to {}).",
            clock(at, now),
            clock(earliest, now),
            clock(latest, now)
        )
    }

    /// "Requests run out", "storage runs out".
    fn run(&self) -> &'static str {
        let first = |noun: &'_ str, mark: &str| noun.find(mark).unwrap_or(noun.len());
        let ends = [" (", " with ", " without ", " by ", " to ", " for ", " in "].iter();
        let end = ends.map(|mark| first(&self.label, mark)).min();
        let noun = end.and_then(|end| self.label.get(..end)).unwrap_or(&self.label);
        if noun.ends_with('s') && !noun.ends_with("ss") { "run" } else { "runs" }
    }
}

fn used(used_percent: Option<f64>) -> String {
    used_percent.map(|used| format!(", {} used", percent(used))).unwrap_or_default()
}
