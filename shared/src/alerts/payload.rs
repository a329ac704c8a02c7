//! A notice as the bodies that webhooks are sent.
//!
//! Names of orgs and limits come from elsewhere: none of them is markup in any shape.

mod slack;
mod teams;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json as value};

pub use self::slack::slack;
pub use self::teams::teams;
use super::{Change, Facts, Level, Notice, Transition, words};
use crate::limits::{Org, OrgKind};
use crate::org::OrgId;
use crate::webhook::Shape;

/// The version of [`json`]: another one only when something is taken away or changes its meaning.
const VERSION: u32 = 1;

/// The most alerts of a message that people read; the others are counted.
const MOST_LINES: usize = 40;

/// A notice for programs. `url` leads to the org's page.
///
/// | field | what it is |
/// |---|---|
/// | `type`, `version` | always `alert` and 1; fields may be added |
/// | `org` | `id` (18 characters), `name`, `kind` (`production`, `sandbox`, `developer`) |
/// | `at` | the poll that caused it (RFC 3339) |
/// | `summary` | the answer in one line |
/// | `alerts` | what is wrong and was not told yet, the worst first |
/// | `closed` | what was told before and is over |
/// | `url` | the org's page |
///
/// Each alert has `key` (the same from `opened` to `closed`), `rule`, `limit` and `label` (null if it is
/// about the org), `level` (`warning`, `critical`), `state` (`opened`, `escalated`, `closed`), `openedAt`,
/// `at`, `sentence`, `kind`, and the numbers of that kind: those of [`Facts`].
pub fn json(notice: &Notice, org: &Org, url: &str) -> Value {
    let title = words::title(org);
    let item = |transition| Item::of(transition, &title);
    let message = Message {
        kind: "alert",
        version: VERSION,
        org: OrgPart { id: &org.id, name: &org.name, kind: org.kind },
        at: notice.at,
        summary: words::subject(notice, &title),
        alerts: notice.alerts.iter().map(item).collect(),
        closed: notice.closed.iter().map(item).collect(),
        url,
    };
    // Texts, numbers and times have no form that JSON lacks.
    serde_json::to_value(message).unwrap_or_default()
}

/// A message that only shows that a channel works.
pub fn trial(shape: Shape, org: &Org, url: &str, at: Timestamp) -> Value {
    let summary = format!("A test message about {}: this channel works.", words::title(org));
    match shape {
        Shape::Webhook => value!({
            "type": "test", "version": VERSION, "at": at, "summary": summary, "url": url,
            "org": OrgPart { id: &org.id, name: &org.name, kind: org.kind },
        }),
        Shape::Slack => slack::plain(&summary),
        Shape::Teams => teams::card(&summary, &[], url),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    version: u32,
    org: OrgPart<'a>,
    at: Timestamp,
    summary: String,
    alerts: Vec<Item<'a>>,
    closed: Vec<Item<'a>>,
    url: &'a str,
}

#[derive(Serialize)]
struct OrgPart<'a> {
    id: &'a OrgId,
    name: &'a str,
    kind: OrgKind,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    key: String,
    rule: &'a str,
    limit: Option<&'a str>,
    label: Option<String>,
    level: Level,
    state: Change,
    opened_at: Timestamp,
    at: Timestamp,
    sentence: String,
    #[serde(flatten)]
    facts: &'a Facts,
}

impl<'a> Item<'a> {
    fn of(transition: &'a Transition, title: &str) -> Self {
        let alert = &transition.alert;
        Self {
            key: alert.key.to_string(),
            rule: &alert.key.rule,
            limit: alert.key.limit.as_deref(),
            label: words::label(alert),
            level: alert.level,
            state: transition.change,
            opened_at: alert.opened_at,
            at: transition.at,
            sentence: words::told(transition, title),
            facts: &alert.facts,
        }
    }
}

/// What people read of a notice: a line for each alert, and how many more there are.
struct Lines {
    alerts: Vec<(Level, String)>,
    more: Option<String>,
    closed: Vec<String>,
}

impl Lines {
    fn of(notice: &Notice, title: &str) -> Self {
        let told = |transition: &Transition| words::told(transition, title);
        let alerts = notice.alerts.iter().take(MOST_LINES);
        let more = notice.alerts.len().saturating_sub(MOST_LINES);
        Self {
            alerts: alerts.map(|transition| (transition.alert.level, told(transition))).collect(),
            more: (more > 0).then(|| format!("And {more} more.")),
            closed: notice.closed.iter().take(MOST_LINES).map(told).collect(),
        }
    }
}
