//! A project: one application that sends errors here, by a public key.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::throttle::Wait;
use crate::token::{self, NoRandomness};

/// The project in which our own functions report, and whoever names no key.
pub const OWN: &str = "1";

/// One application that sends errors here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id: a number, because Sentry's SDKs take nothing else.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its public key, 32 hexadecimal digits. It stands in web pages: it says where an error belongs, and
    /// proves nothing.
    pub key: String,
    /// How many events it may send.
    pub quota: Quota,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Project {
    /// Our own functions' project with a key of its own.
    pub fn own(now: Timestamp) -> Result<Self, NoRandomness> {
        Self::new(OWN.into(), "Force Monitor".into(), Quota::default(), now)
    }

    /// A project with a new key.
    pub fn new(id: String, name: String, quota: Quota, now: Timestamp) -> Result<Self, NoRandomness> {
        Ok(Self { id, name, key: token::random_hex()?, quota, created_at: now })
    }

    /// The DSN: what an SDK has to know to report here. `url` is where this deployment is reached.
    pub fn dsn(&self, url: &str) -> String {
        let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
        format!("{scheme}://{}@{rest}/{}", self.key, self.id)
    }
}

/// Whether a text can be a project's id.
pub fn is_project_id(text: &str) -> bool {
    (1..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text can be a project's key.
pub fn is_project_key(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// How many events a project may send: in windows that begin with the clock's, so that one number for each
/// has to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Quota {
    /// Within five minutes.
    #[schema(example = 1000)]
    pub per_five_minutes: u32,
    /// Within an hour.
    #[schema(example = 5000)]
    pub per_hour: u32,
}

impl Default for Quota {
    fn default() -> Self {
        Self { per_five_minutes: 1000, per_hour: 5000 }
    }
}

/// The windows that an event at some moment counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// The hour, counted from 1970.
    pub hour: i64,
    /// The twelfth of that hour.
    pub twelfth: i64,
}

const FIVE_MINUTES: i64 = 300;
const HOUR: i64 = 3600;

impl Windows {
    /// Those of a moment.
    pub fn at(now: Timestamp) -> Self {
        let second = now.as_second();
        Self { hour: second.div_euclid(HOUR), twelfth: second.rem_euclid(HOUR) / FIVE_MINUTES }
    }

    /// How long until both windows of `full` that are full are over.
    pub fn wait(self, full: Full, now: Timestamp) -> Wait {
        let end = match full {
            Full::Hour => (self.hour + 1) * HOUR,
            Full::FiveMinutes => self.hour * HOUR + (self.twelfth + 1) * FIVE_MINUTES,
        };
        let end = Timestamp::from_second(end).unwrap_or(Timestamp::MAX);
        Wait::until(end, now).unwrap_or(Wait::SHORTEST)
    }
}

/// Which of a project's windows has no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// That of five minutes.
    FiveMinutes,
    /// That of the hour.
    Hour,
}

/// How many events an instance asks for at once: twice as many each time, so that one which takes few events
/// leaves little unused, and one in a storm asks rarely.
pub fn next_lease(previous: u32) -> u32 {
    const MOST: u32 = 32;
    previous.saturating_mul(2).clamp(1, MOST)
}

/// How long an instance may believe what it knows of a project.
pub const REMEMBER: SignedDuration = SignedDuration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_dsn_has_the_key_the_host_with_its_prefix_and_the_project() {
        let project = Project::new("7".into(), "Shop".into(), Quota::default(), at("2026-11-20T14:30:00Z"));
        let mut project = project.unwrap();
        assert!(is_project_key(&project.key), "{project:?}");
        project.key = "0123456789abcdef0123456789abcdef".into();
        let dsn = project.dsn("https://fm.example/prod");
        assert_eq!(dsn, "https://0123456789abcdef0123456789abcdef@fm.example/prod/7");
    }

    #[test]
    fn a_full_window_opens_with_the_clock() {
        let now = at("2026-11-20T14:33:20Z");
        let windows = Windows::at(now);
        assert_eq!(windows.twelfth, 6);
        assert_eq!(windows.wait(Full::FiveMinutes, now).seconds(), 100);
        assert_eq!(windows.wait(Full::Hour, now).seconds(), 26 * 60 + 40);
        assert_eq!(Windows::at(at("2026-11-20T14:59:59.999Z")).twelfth, 11);
        assert_eq!(Windows::at(at("2026-11-20T15:00:00Z")).hour, windows.hour + 1);
    }

    #[test]
    fn leases_grow_with_the_events_and_have_an_end() {
        let sizes: Vec<_> = std::iter::successors(Some(1), |size| Some(next_lease(*size))).take(8).collect();
        assert_eq!(sizes, [1, 2, 4, 8, 16, 32, 32, 32]);
        assert_eq!(next_lease(0), 1);
    }

    #[test]
    fn ids_are_digits_and_keys_have_32_hexadecimal_ones() {
        for (text, good) in [("1", true), ("42", true), ("", false), ("a", false), ("12345678901", false)] {
            assert_eq!(is_project_id(text), good, "{text}");
        }
        for (text, good) in
            [("0123456789abcdef0123456789abcdef", true), ("0123456789ABCDEF0123456789ABCDEF", false)]
        {
            assert_eq!(is_project_key(text), good, "{text}");
        }
    }
}
