//! The orgs one can connect to: who they are and what kind of life they lead.

use serde::{Deserialize, Serialize};

/// Where an org lives; it decides the login host in the id URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A free org of one developer, reached through the production login.
    Developer,
    /// An org that people work in.
    Production,
    /// A copy for tests, reached through the sandbox login.
    Sandbox,
}

/// How the org's usage runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Story {
    /// Next to nothing happens.
    Quiet,
    /// The daily API calls run out in the afternoon of the anchor day and of every second day from it.
    RunsOut,
    /// Moderate work and a user without the permission to see storage.
    NoStorage,
    /// Calls and platform events are used beyond their maximum.
    Over,
    /// Monthly events and storage fill up at a pace that a forecast can see.
    FillsUp,
}

impl Story {
    /// Every story, in the order the control page offers them.
    pub const ALL: [Self; 5] = [Self::Quiet, Self::RunsOut, Self::NoStorage, Self::Over, Self::FillsUp];

    /// One line for people.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Quiet => "quiet: next to nothing happens",
            Self::RunsOut => "busy: the daily API calls run out this afternoon at about 16:40",
            Self::NoStorage => "moderate: the user may not see storage, so its two limits are absent",
            Self::Over => "over its limits: -12 API calls and -1500 platform events remain",
            Self::FillsUp => "fills up: storage and monthly events grow towards their maximum",
        }
    }
}

/// One simulated org and the one user who connects it.
#[derive(Clone, Debug)]
pub struct Org {
    /// The 18-character org id.
    pub id: String,
    /// The 18-character id of the user.
    pub user_id: String,
    /// The company's name.
    pub name: &'static str,
    /// The user's login name.
    pub username: &'static str,
    /// The user's name for people.
    pub user: &'static str,
    /// The first label of the org's own host.
    pub my_domain: &'static str,
    /// Developer, production or sandbox.
    pub kind: Kind,
    /// The usage it shows; a test may change it.
    pub story: Story,
    /// Hours between the org's local time and UTC.
    pub utc_offset_hours: i8,
}

impl Org {
    /// The org id as access tokens begin with it.
    #[must_use]
    pub fn short_id(&self) -> &str {
        self.id.get(..15).unwrap_or(&self.id)
    }

    /// The id of the app that may read this org with client credentials.
    #[must_use]
    pub fn client_id(&self) -> String {
        format!("3MVG9.simulated.{}", self.my_domain)
    }

    /// The secret of that app.
    #[must_use]
    pub fn client_secret(&self) -> String {
        format!("simulated-secret-{}", self.my_domain)
    }
}

/// The orgs of a new simulator.
pub(crate) fn all(utc_offset_hours: i8) -> Vec<Org> {
    let org = |&((id, my_domain, name, kind), (user_id, username, user), story): &Row| {
        let (id, user_id) = (with_suffix(id), with_suffix(user_id));
        Org { id, user_id, name, username, user, my_domain, kind, story, utc_offset_hours }
    };
    ORGS.iter().map(org).collect()
}

/// The org: id, My Domain, name, kind; its user: id, username, name; its story.
type Row =
    ((&'static str, &'static str, &'static str, Kind), (&'static str, &'static str, &'static str), Story);

const ORGS: &[Row] = &[
    (
        ("00D5g000004QuYt", "quietpines-dev-ed", "Quiet Pines Lab", Kind::Developer),
        ("0055g00000AdaLv", "ada@quietpines.example", "Ada Lindqvist"),
        Story::Quiet,
    ),
    (
        ("00D1t0000008BzY", "northwind", "Northwind Freight", Kind::Production),
        ("0051t00000BoMrs", "bo@northwind.example", "Bo Marsden"),
        Story::RunsOut,
    ),
    (
        ("00D8E000000SbXc", "northwind--uat", "Northwind Freight UAT", Kind::Sandbox),
        ("0058E00000CyOkf", "cy@northwind.example.uat", "Cyra Okafor"),
        Story::NoStorage,
    ),
    (
        ("00D3h000002OvRr", "overland", "Overland Outfitters", Kind::Production),
        ("0053h00000DeRoy", "dee@overland.example", "Dee Roy"),
        Story::Over,
    ),
    (
        ("00D7Q000009FiUp", "brimful", "Brimful Storage Co", Kind::Production),
        ("0057Q00000EmVog", "em@brimful.example", "Em Vogel"),
        Story::FillsUp,
    ),
];

/// The 18-character form of a 15-character id: one letter per block of five tells which of them are
/// capitals, so that ids stay distinct where case is ignored.
pub(crate) fn with_suffix(id: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let suffix = id.as_bytes().chunks(5).map(|block| {
        let bits = block.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
        char::from(LETTERS[bits.fold(0, |sum, (place, _)| sum | 1 << place)])
    });
    id.chars().chain(suffix).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_get_the_suffix_that_salesforce_gives_them() {
        // Worked out by hand: D is the third of its block, so 4, the fifth letter; a block without capitals
        // is A.
        for (short, long) in
            [("00D000000000062", "00D000000000062EAA"), ("001A0000006Vm9u", "001A0000006Vm9uIAC")]
        {
            assert_eq!(with_suffix(short), long);
        }
    }

    #[test]
    fn orgs_have_distinct_ids_of_eighteen_characters() {
        let orgs = all(0);
        for (at, org) in orgs.iter().enumerate() {
            assert_eq!((org.id.len(), org.user_id.len(), &org.id[..3]), (18, 18, "00D"));
            assert!(orgs[..at].iter().all(|other| other.id != org.id && other.user_id != org.user_id));
        }
    }
}
