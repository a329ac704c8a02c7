//! The answer to "how are this org's limits?": who, when, how it stands, and every limit.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ApiUsage, Limit, Reading, State};
use crate::org::OrgId;
use crate::watch::{Outlooks, Sparklines};

/// One org, as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Org {
    /// The 18-character id.
    #[schema(value_type = String, example = "00D000000000001EAA")]
    pub id: OrgId,
    /// The org's own name, or its host where that could not be read.
    pub name: String,
    /// What kind of org it is.
    pub kind: OrgKind,
    /// Scheme and host of the org.
    #[schema(example = "https://acme.my.salesforce.com")]
    pub instance_url: String,
}

/// Kinds of orgs that must never be confused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum OrgKind {
    /// An org that somebody works in.
    Production,
    /// A copy to try things in.
    Sandbox,
    /// A Developer Edition org.
    Developer,
}

/// The limit of an org's API calls within 24 hours.
pub const API_REQUESTS: &str = "DailyApiRequests";

/// All limits of one org at one moment, the most urgent first.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The org.
    pub org: Org,
    /// When Salesforce gave these values; null if it never has.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Timestamp>,
    /// Seconds since then.
    pub age_seconds: Option<i64>,
    /// How far the values can be trusted to be the present ones.
    pub freshness: Freshness,
    /// Set while Salesforce refuses calls because a request limit is used up.
    pub exhausted: Option<Exhausted>,
    /// API calls used, as the last reply's header told them; our own calls are among them.
    pub api_usage: Option<ApiUsage>,
    /// The API version that was read.
    #[schema(example = "v67.0")]
    pub api_version: Option<String>,
    /// How many limits are in which state.
    pub counts: Counts,
    /// The limits, the most urgent first.
    pub limits: Vec<Limit>,
    /// The course of each over the last 24 hours, if that was asked for and is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sparklines: Option<Sparklines>,
}

/// Whether the values are the present ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Freshness {
    /// Read within the last minute.
    Fresh,
    /// The last good reading; a newer one could not be had.
    Stale,
    /// There has been no reading.
    None,
}

/// Salesforce refuses calls with `REQUEST_LIMIT_EXCEEDED`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exhausted {
    /// Which limit refuses.
    pub limit: ExhaustedLimit,
    /// When it was first seen.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

/// The request limits that can refuse a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ExhaustedLimit {
    /// The API calls of the last 24 hours: `DailyApiRequests`.
    DailyApiRequests,
    /// Calls of 20 seconds and more at the same time.
    ConcurrentLongRequests,
}

/// How many limits are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Nothing is left.
    pub exceeded: usize,
    /// More than 80 % used.
    pub critical: usize,
    /// More than 60 % used.
    pub warning: usize,
    /// Up to 60 % used.
    pub ok: usize,
    /// No bound.
    pub unlimited: usize,
    /// Not part of the org.
    pub not_provisioned: usize,
    /// No usable values.
    pub unknown: usize,
}

/// What is known of an org's limits, before it is judged.
pub struct Known<'a> {
    /// The values and when they were read.
    pub readings: Option<(Timestamp, &'a [Reading])>,
    /// The refusal that still stands, if there is one.
    pub exhausted: Option<Exhausted>,
    /// API calls used.
    pub api_usage: Option<ApiUsage>,
    /// The API version that was read.
    pub api_version: Option<String>,
    /// What lies ahead of its limits, as far as there is a history.
    pub ahead: &'a Outlooks,
}

/// Judges what is known at `now`. A reading counts as fresh for `fresh_seconds`.
pub fn report(org: Org, known: Known<'_>, now: Timestamp, fresh_seconds: i64) -> Report {
    let age = known.readings.map(|(at, _)| (now.as_second() - at.as_second()).max(0));
    let freshness = match age {
        None => Freshness::None,
        Some(age) if age <= fresh_seconds && known.exhausted.is_none() => Freshness::Fresh,
        Some(_) => Freshness::Stale,
    };
    let is_exhausted = known.exhausted.as_ref().is_some_and(|e| e.limit == ExhaustedLimit::DailyApiRequests);
    let readings = known.readings.map_or(&[][..], |(_, readings)| readings);
    let limits = judged(readings, is_exhausted, known.ahead, now);
    Report {
        org,
        read_at: known.readings.map(|(at, _)| at),
        age_seconds: age,
        freshness,
        exhausted: known.exhausted,
        api_usage: known.api_usage,
        api_version: known.api_version,
        counts: Counts::of(&limits),
        limits,
        sparklines: None,
    }
}

/// All limits, the most urgent first; `is_exhausted` if Salesforce refuses calls because the daily ones are
/// used up.
pub fn judged(readings: &[Reading], is_exhausted: bool, ahead: &Outlooks, now: Timestamp) -> Vec<Limit> {
    let mut limits = Limit::of_all(readings, ahead, now);
    if is_exhausted {
        put_api_requests_first(&mut limits);
    }
    limits
}

/// `/limits` itself is refused then, so the last reading cannot show that the calls are used up. Its numbers
/// stay as they were read; the state says what the refusal proves.
fn put_api_requests_first(limits: &mut Vec<Limit>) {
    let unread = || Limit::of(&Reading { name: API_REQUESTS.into(), ..Reading::default() });
    let found = limits.iter().position(|limit| limit.name == API_REQUESTS);
    let limit = found.map_or_else(unread, |at| limits.remove(at));
    limits.insert(0, Limit { state: State::Exceeded, ..limit });
}

/// For an org without history.
pub const NO_OUTLOOKS: &Outlooks = &Outlooks::new();

impl Report {
    /// The same without the catalogue's texts, which are three quarters of it and never change.
    pub fn without_explanations(mut self) -> Self {
        for limit in &mut self.limits {
            (limit.meaning, limit.when_full) = (None, None);
        }
        self
    }

    /// The same without what the clock changes by itself.
    pub fn without_age(mut self) -> Self {
        self.age_seconds = None;
        self
    }
}

impl Counts {
    /// Of these limits.
    pub fn of(limits: &[Limit]) -> Self {
        let count = |state| limits.iter().filter(|limit| limit.state == state).count();
        Self {
            exceeded: count(State::Exceeded),
            critical: count(State::Critical),
            warning: count(State::Warning),
            ok: count(State::Ok),
            unlimited: count(State::Unlimited),
            not_provisioned: count(State::NotProvisioned),
            unknown: count(State::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn org() -> Org {
        Org {
            id: OrgId::parse("00D000000000001").unwrap(),
            name: "Acme".into(),
            kind: OrgKind::Production,
            instance_url: "https://acme.my.salesforce.com".into(),
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_760_000_000 + second).unwrap()
    }

    fn reading(name: &str, max: i64, remaining: i64) -> Reading {
        Reading { name: name.into(), max: Some(max), remaining: Some(remaining), apps: Vec::new() }
    }

    fn known(readings: Option<(Timestamp, &[Reading])>, exhausted: Option<ExhaustedLimit>) -> Known<'_> {
        let exhausted = exhausted.map(|limit| Exhausted { limit, since: at(0) });
        Known { readings, exhausted, api_usage: None, api_version: None, ahead: NO_OUTLOOKS }
    }

    #[test]
    fn a_reading_is_fresh_for_a_minute_and_stale_after_it() {
        let readings = [reading("A", 10, 5)];
        for (age, freshness) in [(0, Freshness::Fresh), (60, Freshness::Fresh), (61, Freshness::Stale)] {
            let report = report(org(), known(Some((at(0), &readings)), None), at(age), 60);
            assert_eq!((report.freshness, report.age_seconds), (freshness, Some(age)));
        }
    }

    #[test]
    fn a_clock_that_runs_behind_never_gives_a_negative_age() {
        let report = report(org(), known(Some((at(5), &[])), None), at(0), 60);
        assert_eq!(report.age_seconds, Some(0));
    }

    #[test]
    fn used_up_api_calls_come_first_whatever_the_last_reading_said() {
        let readings = [reading("Gone", 10, 0), reading("DailyApiRequests", 100, 20)];
        let exhausted = Some(ExhaustedLimit::DailyApiRequests);
        let report = report(org(), known(Some((at(0), &readings)), exhausted), at(10), 60);
        assert_eq!(report.limits[0].name, "DailyApiRequests");
        assert_eq!((report.limits[0].state, report.limits[0].remaining), (State::Exceeded, Some(20)));
        assert_eq!((report.freshness, report.counts.exceeded), (Freshness::Stale, 2));
    }

    #[test]
    fn used_up_api_calls_are_told_even_before_any_reading() {
        let report = report(org(), known(None, Some(ExhaustedLimit::DailyApiRequests)), at(0), 60);
        assert_eq!((report.freshness, report.limits.len()), (Freshness::None, 1));
        assert_eq!((report.limits[0].state, report.limits[0].max), (State::Exceeded, None));
    }

    #[test]
    fn too_many_long_calls_say_nothing_about_the_daily_ones() {
        let readings = [reading("DailyApiRequests", 100, 90)];
        let exhausted = Some(ExhaustedLimit::ConcurrentLongRequests);
        let report = report(org(), known(Some((at(0), &readings)), exhausted), at(0), 60);
        assert_eq!(report.limits[0].state, State::Ok);
    }
}
