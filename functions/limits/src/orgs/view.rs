//! A watched org, as it is shown.

use std::cmp::Reverse;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use shared::http::Reader;
use shared::limits::{Org, State};
use shared::watch::{Check, Connection, Health, Method, SLOT, Summary, Trouble, Watch};
use utoipa::ToSchema;

/// An org that the account watches.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WatchedOrg {
    /// The org.
    pub org: Org,
    /// How it was permitted; null for who looks by a link and in a brief list, as are what follows up to `check`,
    /// the trouble excepted, which a brief list has.
    pub method: Option<Method>,
    /// Whether the app belongs to the org and not to us.
    pub own_app: Option<bool>,
    /// When it was permitted.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub connected_at: Option<Timestamp>,
    /// Set while the connection does not work.
    pub trouble: Option<TroubleView>,
    /// What may be read through the connection.
    pub check: Option<Check>,
    /// When the org was last read.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Timestamp>,
    /// Seconds since then.
    pub age_seconds: Option<i64>,
    /// Until when the org is left alone, because Salesforce refused or failed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub paused_until: Option<Timestamp>,
    /// The calls that we have made to the org today (UTC); null in a brief list.
    pub calls_today: Option<i64>,
    /// What the last reading says in short.
    pub summary: Option<Summary>,
}

/// Why a connection does not work.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TroubleView {
    /// The reason.
    pub reason: Trouble,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// The reason in words.
    pub words: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

impl WatchedOrg {
    /// The same without what a list of a thousand orgs does not show: how each is connected, our calls, and the
    /// sentence, which can be made of what is left.
    pub(super) fn in_brief(mut self) -> Self {
        if let Some(worst) = self.summary.as_mut().and_then(|summary| summary.worst.as_mut()) {
            worst.sentence = None;
        }
        Self {
            method: None,
            own_app: None,
            connected_at: None,
            check: None,
            age_seconds: None,
            calls_today: None,
            ..self
        }
    }

    /// The same without what the clock changes by itself.
    pub(super) fn without_age(mut self) -> Self {
        self.age_seconds = None;
        self
    }
}

/// An org that was not read for so long is silent.
const SILENT: SignedDuration = SignedDuration::from_secs(3 * SLOT);

/// What a reader sees of an org.
pub(super) fn view_of(
    reader: &Reader,
    mut watch: Watch,
    connection: Connection,
    now: Timestamp,
) -> WatchedOrg {
    reader.mask(&mut watch);
    // Who looks by a link sees the org, and not how it is connected.
    let own = Some(connection).filter(|_| reader.share.is_none());
    let own = own.as_ref();
    WatchedOrg {
        method: own.map(|connection| connection.method),
        own_app: own.map(|connection| connection.own_app.is_some()),
        connected_at: own.map(|connection| connection.connected_at),
        trouble: own.and_then(trouble_of),
        check: own.map(|connection| connection.check.clone()),
        read_at: watch.read_at,
        age_seconds: watch.read_at.map(|at| now.duration_since(at).as_secs().max(0)),
        paused_until: watch.breaker.paused_until.filter(|until| *until > now),
        calls_today: Some(watch.calls.on(now)),
        summary: watch.summary,
        org: watch.org,
    }
}

fn trouble_of(connection: &Connection) -> Option<TroubleView> {
    let Health::Lost(reason, since) = connection.health else { return None };
    Some(TroubleView { reason, since, words: reason.words(), remedy: reason.remedy() })
}

/// Lost, silent, then by the most urgent limit as limits are ordered within an org: used up, the time that is left, the
/// state, what is used.
pub(super) fn urgency(org: &WatchedOrg) -> (bool, bool, bool, Timestamp, State, Reverse<i64>) {
    let worst = org.summary.as_ref().and_then(|summary| summary.worst.as_ref());
    let is_silent = org.age_seconds.is_none_or(|age| age > SILENT.as_secs());
    (
        org.trouble.is_none(),
        !is_silent,
        worst.is_none_or(|worst| worst.state != State::Exceeded),
        worst.and_then(|worst| worst.runs_out_at).unwrap_or(Timestamp::MAX),
        worst.map_or(State::NotProvisioned, |worst| worst.state),
        Reverse(worst.and_then(|worst| worst.used_percent).map_or(0, |percent| (percent * 100.0) as i64)),
    )
}

#[cfg(test)]
mod tests {
    use shared::limits::catalogue::Unit;
    use shared::limits::{Counts, OrgKind};
    use shared::org::OrgId;
    use shared::watch::Worst;

    use super::*;

    fn org(name: &str, state: State, used_percent: f64, runs_out_at: Option<&str>) -> WatchedOrg {
        let id = OrgId::parse("00D000000000001").unwrap();
        let worst = Worst {
            name: "DailyApiRequests".into(),
            label: "Daily API requests".into(),
            unit: Unit::Count,
            state,
            max: None,
            remaining: None,
            used_percent: Some(used_percent),
            sentence: None,
            runs_out_at: runs_out_at.map(|at| at.parse().unwrap()),
            earliest: None,
            latest: None,
        };
        WatchedOrg {
            org: Org { id, name: name.into(), kind: OrgKind::Production, instance_url: String::new() },
            method: None,
            own_app: None,
            connected_at: None,
            trouble: None,
            check: None,
            read_at: None,
            age_seconds: Some(60),
            paused_until: None,
            calls_today: None,
            summary: Some(Summary { counts: Counts::default(), worst: Some(worst) }),
        }
    }

    #[test]
    fn orgs_stand_as_their_limits_would_in_one_org() {
        let lost =
            TroubleView { reason: Trouble::Revoked, since: Timestamp::UNIX_EPOCH, words: "", remedy: "" };
        let mut orgs = [
            org("fine", State::Ok, 20.0, None),
            org("red", State::Critical, 85.0, None),
            org("redder", State::Critical, 90.0, None),
            org("tomorrow", State::Critical, 95.0, Some("2026-11-21T10:00:00Z")),
            org("this afternoon", State::Ok, 50.0, Some("2026-11-20T16:40:00Z")),
            org("used up", State::Exceeded, 100.0, None),
            WatchedOrg { age_seconds: Some(3600), ..org("silent", State::Ok, 1.0, None) },
            WatchedOrg { trouble: Some(lost), ..org("lost", State::Ok, 1.0, None) },
        ];
        orgs.sort_by_key(urgency);
        let names = orgs.each_ref().map(|org| org.org.name.as_str());
        let expected = ["lost", "silent", "used up", "this afternoon", "tomorrow", "redder", "red", "fine"];
        assert_eq!(names, expected);
    }
}
