//! Watched orgs: what is known of one, the permission of each account to read it, and when it is left alone.
//!
//! An org is read once whoever watches it. Each account has a connection of its own, because each has been
//! permitted by somebody; the org is read through one that works.

mod breaker;
mod event;
mod observe;
mod outlooks;
mod sparklines;
mod trouble;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::breaker::{Breaker, Setback};
pub use self::event::{Event, EventKind};
pub use self::observe::{Scene, observe, summary};
pub use self::outlooks::{Outlooks, days_for, is_worth_forecasting, outlooks};
pub use self::sparklines::{Sparklines, sparklines};
pub use self::trouble::Trouble;
use crate::email::Address;
pub use crate::history::{SLOT, slot_of};
use crate::limits::catalogue::Unit;
use crate::limits::{Counts, Org, State};

/// The account that stands for whoever runs this deployment.
pub const OPERATOR: &str = "operator";

/// What is known of an org that somebody watches.
#[derive(Clone, Debug)]
pub struct Watch {
    /// The org.
    pub org: Org,
    /// The last slot that somebody has taken for reading.
    pub slot: i64,
    /// When it was last read.
    pub read_at: Option<Timestamp>,
    /// Whether it is left alone for a while.
    pub breaker: Breaker,
    /// How many calls we have made to it today.
    pub calls: Calls,
    /// What its last reading says in short.
    pub summary: Option<Summary>,
    /// The last day whose hours are in the long history, as `yyyymmdd`.
    pub rolled: Option<String>,
    /// Counts how often somebody has connected it: what was found before does not end what came after.
    pub joined: i64,
}

/// How many calls we have made to an org in one day (UTC).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// Days since 1970.
    pub day: i64,
    /// The calls.
    pub count: i64,
}

impl Calls {
    /// The same with so many more at `now`.
    pub fn plus(self, more: i64, now: Timestamp) -> Self {
        Self { day: day_of(now), count: self.on(now) + more }
    }

    /// Those of the day of `now`.
    pub fn on(self, now: Timestamp) -> i64 {
        if self.day == day_of(now) { self.count } else { 0 }
    }
}

fn day_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(86_400)
}

/// A reading in short, for a list of orgs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// How many limits are in which state.
    pub counts: Counts,
    /// The most urgent limit; none if there is no limit at all.
    pub worst: Option<Worst>,
}

/// The most urgent limit of an org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Worst {
    /// Salesforce's name for it.
    pub name: String,
    /// A person's name for it.
    pub label: String,
    /// What is counted.
    #[serde(default)]
    #[schema(required)]
    pub unit: Unit,
    /// How close it is to its end.
    pub state: State,
    /// The allowance; null where Salesforce gave none.
    #[serde(default)]
    pub max: Option<i64>,
    /// What is left of it, less than nothing where more was used.
    #[serde(default)]
    pub remaining: Option<i64>,
    /// Used of the maximum in percent, cut to two decimals.
    pub used_percent: Option<f64>,
    /// The same in a sentence, with the time at which it runs out where one is foreseen; null in a brief list.
    pub sentence: Option<String>,
    /// When it is expected to run out.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub runs_out_at: Option<Timestamp>,
    /// It is unlikely to come before this.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub earliest: Option<Timestamp>,
    /// It is unlikely to come after this.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub latest: Option<Timestamp>,
}

/// How an account was permitted to read an org.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// A person has approved it, with a refresh token (RFC 6749, 4.1 and 6).
    RefreshToken,
    /// The org's own app acts as a user that its administrator chose (RFC 6749, 4.4).
    ClientCredentials,
}

/// An account's permission to read an org.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The org, as this connection sees it.
    pub org: Org,
    /// The account.
    pub account: String,
    /// Its address; the operator has none.
    pub address: Option<Address>,
    /// How it was permitted.
    pub method: Method,
    /// The host that gives tokens.
    pub login_host: String,
    /// The app, if it is not ours.
    pub own_app: Option<OwnApp>,
    /// The sealed refresh token.
    pub sealed_refresh: Option<String>,
    /// The sealed access token.
    pub sealed_access: Option<String>,
    /// Counts the changes of the tokens: whoever writes new ones names the count that he has seen.
    pub generation: i64,
    /// Whether it works.
    pub health: Health,
    /// When it was permitted.
    pub connected_at: Timestamp,
    /// What may be read through it, as it was found when it was permitted.
    pub check: Check,
}

/// An app that belongs to the org and not to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnApp {
    /// The consumer key.
    pub client_id: String,
    /// The sealed consumer secret.
    pub sealed_secret: String,
}

/// Whether a connection works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// As far as is known.
    Works,
    /// It does not, for a reason and since when.
    Lost(Trouble, Timestamp),
}

impl Connection {
    /// For whom its secrets are sealed: nobody else's can be put in their place.
    pub fn owner(&self) -> String {
        owner(&self.org.id, &self.account)
    }

    /// Whether it is worth a call.
    pub fn is_usable(&self) -> bool {
        match self.health {
            Health::Works => true,
            Health::Lost(trouble, _) => trouble.may_heal(),
        }
    }
}

/// For whom the secrets of an account's connection to an org are sealed.
pub fn owner(org: &crate::org::OrgId, account: &str) -> String {
    format!("{org}#{account}")
}

/// What a connection may read, found by trying.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// What can be read.
    pub readable: Vec<Readable>,
    /// What cannot, and which permission it takes.
    pub missing: Vec<Missing>,
    /// A request that can be sent to the org's administrator as it is; none if nothing is missing.
    pub request: Option<String>,
}

/// Something that can be read of an org.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Readable {
    /// The limits.
    Limits,
    /// Data and file storage among them.
    Storage,
    /// The org's name and kind.
    Name,
}

/// Something that cannot be read, and what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Missing {
    /// What cannot be read.
    pub what: Readable,
    /// The permission, as it is called in Setup.
    #[schema(example = "Manage Users")]
    pub permission: String,
}

impl Check {
    /// What follows from which parts of an org could be read by its user.
    pub fn of(org: &str, limits: bool, storage: bool, name: bool) -> Self {
        let found = [
            (Readable::Limits, limits, "View Setup and Configuration"),
            // Without limits nobody can tell whether storage would be among them.
            (Readable::Storage, storage || !limits, "Manage Users"),
            (Readable::Name, name, "API Enabled"),
        ];
        let readable = found.iter().filter(|(what, can, _)| *can && (limits || *what != Readable::Storage));
        let missing: Vec<_> = found
            .iter()
            .filter(|(_, can, _)| !can)
            .map(|(what, _, permission)| Missing { what: *what, permission: (*permission).to_owned() })
            .collect();
        let readable = readable.map(|(what, ..)| *what).collect();
        Self { readable, request: request(org, &missing), missing }
    }
}

fn request(org: &str, missing: &[Missing]) -> Option<String> {
    let names: Vec<_> = missing.iter().map(|m| format!("\"{}\"", m.permission)).collect();
    if names.is_empty() {
        return None;
    }
    Some(format!(
        "Force Monitor reads the limits of {org} and lacks {}. Please add {} to the connected user: Setup > \
         Permission Sets > New, System Permissions, tick {}, save, then Manage Assignments. Nothing else is \
         read, and nothing is written.",
        if names.len() == 1 { "a permission" } else { "some permissions" },
        if names.len() == 1 { "it" } else { "them" },
        names.join(" and "),
    ))
}

#[cfg(test)]
mod tests;
