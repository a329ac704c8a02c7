//! What an account wants to be told about an org.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Channel, Condition, Kind, Notice, QuietHours, Transition};
use crate::limits::catalogue::{self, Category};

/// The rules of one account for one org, and whom they tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertSettings)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The rules, at most 50.
    #[schema(max_items = 50)]
    pub rules: Vec<Rule>,
    /// Where messages go, at most 10; to the account's own address if there are none.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub channels: Vec<Channel>,
    /// When messages are held back.
    #[serde(default)]
    pub quiet_hours: Option<QuietHours>,
}

/// When an alert opens, for what, and how loud it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertRule)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// 1 to 40 small letters, digits, `-` and `_`, once per settings. Part of its alerts' keys.
    #[schema(example = "level", pattern = "^[a-z0-9_-]{1,40}$")]
    pub id: String,
    /// For what it holds.
    pub scope: Scope,
    /// What it waits for.
    pub condition: Condition,
    /// After an alert was told and has closed, the same alert is not told again for so long; 60 unless given,
    /// at most a week.
    #[serde(default = "an_hour")]
    #[schema(maximum = 10_080)]
    pub cool_down_minutes: u32,
    /// Until when it tells nothing.
    #[serde(default)]
    pub mute: Option<Mute>,
    /// Other thresholds for a while.
    #[serde(default)]
    pub temporary: Option<Temporary>,
    /// The ids of the channels that it tells; all unless given, none if empty.
    #[serde(default)]
    pub channels: Option<Vec<String>>,
}

/// For what a rule holds. Of the rules of one kind the most specific one holds for a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertScope)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// For one limit, by Salesforce's name.
    #[schema(example = "DailyApiRequests")]
    Limit(String),
    /// For all limits of a category.
    Category(Category),
    /// For the org and all its limits; always true.
    Org(bool),
}

/// Silence that ends by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertMute)]
#[serde(rename_all = "camelCase")]
pub struct Mute {
    /// When it ends. What is still open then is told.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// Why, for the others: at most 500 characters.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub note: String,
}

/// Thresholds for a while, such as during a migration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = AlertTemporary)]
#[serde(rename_all = "camelCase")]
pub struct Temporary {
    /// A condition of the same kind as the rule's.
    pub condition: Condition,
    /// When the rule's own condition holds again.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
}

impl Default for Settings {
    fn default() -> Self {
        let rules = vec![
            Rule::of_org("level", Condition::Level { warning: 60, critical: 80 }),
            Rule::of_org("time-left", Condition::TimeLeft { minutes: 120 }),
            Rule::of_org("connection", Condition::ConnectionLost),
            Rule::of_org("no-reading", Condition::NoReading { minutes: 30 }),
        ];
        Self { rules, channels: Vec::new(), quiet_hours: None }
    }
}

impl Settings {
    /// What each channel is told of a notice: nothing of rules that tell others, and nothing at all without
    /// news.
    pub fn route(&self, notice: &Notice) -> Vec<(Cow<'_, Channel>, Notice)> {
        let channels = self.told();
        let part = |channel: &Channel| {
            let mine = |transition: &&Transition| self.tells(&transition.alert.key.rule, channel);
            Notice {
                at: notice.at,
                alerts: notice.alerts.iter().filter(mine).cloned().collect(),
                closed: notice.closed.iter().filter(mine).cloned().collect(),
            }
        };
        let with_news = channels.into_iter().filter_map(|channel| {
            let part = part(&channel);
            (!part.alerts.is_empty()).then_some((channel, part))
        });
        with_news.collect()
    }

    /// The channels: the account's own address where none is set.
    pub fn told(&self) -> Vec<Cow<'_, Channel>> {
        match self.channels.is_empty() {
            true => vec![Cow::Owned(Channel::of_account())],
            false => self.channels.iter().map(Cow::Borrowed).collect(),
        }
    }

    /// The most specific rule of a kind: for a limit, or for the org.
    pub(super) fn governing(&self, kind: Kind, limit: Option<&str>) -> Option<&Rule> {
        let rules = self.rules.iter().filter(|rule| rule.condition.kind() == kind);
        let ranked = rules.filter_map(|rule| Some((rule.scope.rank(limit)?, rule)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, rule)| rule)
    }

    fn tells(&self, rule: &str, channel: &Channel) -> bool {
        let channels =
            self.rules.iter().find(|known| known.id == rule).and_then(|rule| rule.channels.as_ref());
        channels.is_none_or(|ids| ids.iter().any(|id| id == channel.id()))
    }
}

impl Rule {
    /// The condition that holds at this time.
    pub(super) fn condition_at(&self, at: Timestamp) -> &Condition {
        match &self.temporary {
            Some(temporary) if at < temporary.until => &temporary.condition,
            _ => &self.condition,
        }
    }

    /// Whether it tells nothing at this time.
    pub(super) fn is_muted(&self, at: Timestamp) -> bool {
        self.mute.as_ref().is_some_and(|mute| at < mute.until)
    }

    fn of_org(id: &str, condition: Condition) -> Self {
        Self {
            id: id.to_owned(),
            scope: Scope::Org(true),
            condition,
            cool_down_minutes: an_hour(),
            mute: None,
            temporary: None,
            channels: None,
        }
    }
}

impl Scope {
    /// How far from a limit, or from the org, it is; `None` if it does not hold for it.
    fn rank(&self, limit: Option<&str>) -> Option<u8> {
        match self {
            Self::Limit(name) => (Some(name.as_str()) == limit).then_some(0),
            Self::Category(category) => (catalogue::describe(limit?).category == *category).then_some(1),
            Self::Org(_) => Some(2),
        }
    }
}

fn an_hour() -> u32 {
    60
}
