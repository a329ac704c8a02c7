//! How often the simulator was asked, so that a test can tell what its subject cost.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use serde::Serialize;

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Asked {
    /// The approval page, and the answer to it.
    Authorize,
    /// The exchange of a code.
    Token,
    /// A refresh.
    Refresh,
    /// A token for client credentials.
    ClientCredentials,
    /// A revocation.
    Revoke,
    /// An introspection.
    Introspect,
    /// The identity URL or userinfo.
    Identity,
    /// The list of versions.
    Versions,
    /// The resources of a version.
    Resources,
    /// The limits.
    Limits,
    /// Anything else of the REST API.
    Other,
}

/// Calls by org and kind; calls of no known org count under an empty id.
#[derive(Default)]
pub(crate) struct Counts {
    by: BTreeMap<(String, Asked), u64>,
    /// When each org's API was called in the last 24 hours; this is usage and not a statistic, so it is
    /// never reset.
    api: BTreeMap<String, VecDeque<i64>>,
}

impl Counts {
    pub(crate) fn add(&mut self, org: &str, asked: Asked) {
        *self.by.entry((org.to_owned(), asked)).or_default() += 1;
    }

    pub(crate) fn of(&self, org: &str, asked: Asked) -> u64 {
        self.by.get(&(org.to_owned(), asked)).copied().unwrap_or_default()
    }

    pub(crate) fn total(&self, asked: Asked) -> u64 {
        self.by.iter().filter(|((_, of), _)| *of == asked).map(|(_, count)| count).sum()
    }

    pub(crate) fn all_of(&self, org: &str) -> BTreeMap<Asked, u64> {
        let own = self.by.iter().filter(|((of, _), _)| of == org);
        own.map(|((_, asked), count)| (*asked, *count)).collect()
    }

    pub(crate) fn reset(&mut self) {
        self.by.clear();
    }

    /// Counts one call into the org's daily API requests and returns how many there were before it:
    /// Salesforce, too, shows a call only from the next one on.
    pub(crate) fn spend(&mut self, org: &str, now: Timestamp) -> i64 {
        let before = self.spent(org, now);
        self.api.entry(org.to_owned()).or_default().push_back(now.as_second());
        before
    }

    /// The calls of the last 24 hours.
    pub(crate) fn spent(&mut self, org: &str, now: Timestamp) -> i64 {
        let Some(calls) = self.api.get_mut(org) else {
            return 0;
        };
        let day_ago = now.as_second() - 86_400;
        while calls.front().is_some_and(|second| *second <= day_ago) {
            calls.pop_front();
        }
        calls.len() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_seen_by_the_next_one_and_leaves_after_a_day() {
        let mut counts = Counts::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        for (second, before) in [(0, 0), (10, 1), (86_399, 2), (86_400, 2), (86_411, 2)] {
            assert_eq!(counts.spend("org", at(second)), before, "{second}");
        }
        assert_eq!(counts.spend("other", at(0)), 0);
    }
}
