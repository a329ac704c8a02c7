//! What rules would have done in the past.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Change, Key, Level, Observation, Rule, Settings, States, step, words};

/// An alert that would have opened.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = AlertFired)]
#[serde(rename_all = "camelCase")]
pub struct Fired {
    /// The rule's id.
    pub rule: String,
    /// Salesforce's name for the limit; null if it is about the org.
    pub limit: Option<String>,
    /// When it would have opened.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// When it would have closed; null if it would still be open.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
    /// How bad it would have become.
    pub level: Level,
    /// What it would have said when it became so bad.
    pub sentence: String,
}

/// The alerts that would have opened in these observations, in the order of time, as an org of this name
/// would have had them. It is [`step`] folded, as if no rule were muted and no hour quiet: it tells when a
/// rule fires, not when it would have been heard.
pub fn backtest(
    settings: &Settings,
    observations: impl IntoIterator<Item = Observation>,
    org: &str,
) -> Vec<Fired> {
    let rules = settings.rules.iter().map(|rule| Rule { mute: None, ..rule.clone() }).collect();
    let settings = Settings { rules, channels: Vec::new(), quiet_hours: None };
    let mut states = States::default();
    let mut fired: Vec<Fired> = Vec::new();
    let mut open: BTreeMap<Key, usize> = BTreeMap::new();
    for observation in observations {
        let taken = step(&settings, &states, &observation);
        states = taken.states;
        for transition in taken.transitions {
            let sentence = words::told(&transition, org);
            let (at, level, key) = (transition.at, transition.alert.level, transition.alert.key);
            if transition.change == Change::Opened {
                open.insert(key.clone(), fired.len());
                let Key { rule, limit } = key;
                fired.push(Fired { rule, limit, opened_at: at, closed_at: None, level, sentence });
                continue;
            }
            let Some(one) = open.get(&key).and_then(|index| fired.get_mut(*index)) else { continue };
            match transition.change {
                Change::Closed => one.closed_at = Some(at),
                _ => (one.level, one.sentence) = (level, sentence),
            }
        }
    }
    fired
}
