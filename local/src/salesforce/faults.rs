//! What can go wrong on purpose: every way in which an org fails its clients, and the one place that
//! answers it.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::http::{Answer, Reply};
use super::refusals::{DENIED, Refusal};

mod answers;

pub(crate) use answers::error;

/// A way to fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "camelCase")]
pub enum Fault {
    /// 401: the session has expired, although the token has not.
    SessionExpired,
    /// 401: the session may not use the REST API; a refresh does not help.
    SessionNotForRest,
    /// 401: the app is not attached to an agent; a refresh does not help.
    NotAttachedToAgent,
    /// 403: the daily calls are used up.
    DailyLimitExceeded,
    /// 403: too many long calls at once.
    ConcurrentLimitExceeded,
    /// 403: the org's edition has no API.
    ApiDisabled,
    /// 403: the user lacks the permission for the resource.
    MissingPermission,
    /// 403 with one word of text, as the identity service answers.
    BadOauthToken,
    /// 404 for a path that should be there.
    NotFound,
    /// 410 as for a retired version.
    Gone,
    /// 414 as for a long URI.
    UriTooLong,
    /// 431 as for large headers.
    HeadersTooLarge,
    /// 420 with a page: the edge knows no route to the host.
    NoRoute,
    /// 500 as JSON.
    ServerError,
    /// 502 with a page.
    BadGateway,
    /// 503 as JSON.
    Unavailable,
    /// 503 with a page.
    UnavailablePage,
    /// The right answer, later.
    Delay {
        /// By how many milliseconds.
        ms: u64,
    },
    /// Does nothing and never answers.
    Hang,
    /// Does what was asked and never answers.
    LoseReply,
    /// The connection breaks in the middle of the right body.
    CutBody,
    /// 200 with JSON that is no object.
    NonsenseBody,
    /// 200 with 16 MiB of well-formed entries.
    HugeBody,
    /// A token with a signature that does not fit.
    WrongSignature,
    /// A token with an instance URL of somebody else.
    ForeignInstanceUrl,
    /// The user presses Deny whatever they press.
    UserDenies,
    /// An error of the OAuth endpoints.
    OauthError {
        /// Its name.
        error: String,
        /// Its description; the usual one if there is none.
        description: Option<String>,
    },
}

/// Where a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Point {
    /// The approval.
    Authorize,
    /// The token endpoint.
    Token,
    /// The identity URL and userinfo.
    Identity,
    /// Everything below `/services/data/vNN.N`.
    Rest,
}

/// A fault with its place and its duration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// What goes wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// Where; each fault has a usual place.
    #[serde(default)]
    pub at: Option<Point>,
    /// How many calls it hits before the org recovers; without a number it stays.
    #[serde(default)]
    pub times: Option<u32>,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self { fault, at: None, times: None }
    }
}

/// The faults that are switched on, by org and place.
#[derive(Default)]
pub(crate) struct Faults(BTreeMap<(String, Point), Trouble>);

impl Faults {
    pub(crate) fn set(&mut self, org: &str, trouble: Trouble) {
        let at = trouble.at.unwrap_or(trouble.fault.usual_point());
        self.0.insert((org.to_owned(), at), Trouble { at: Some(at), ..trouble });
    }

    pub(crate) fn clear(&mut self, org: &str) {
        self.0.retain(|(of, _), _| of != org);
    }

    pub(crate) fn of(&self, org: &str) -> Vec<&Trouble> {
        self.0.iter().filter(|((of, _), _)| of == org).map(|(_, trouble)| trouble).collect()
    }

    /// The fault for one call there, which uses up one of its times.
    pub(crate) fn take(&mut self, org: &str, at: Point) -> Option<Fault> {
        let key = (org.to_owned(), at);
        let trouble = self.0.get_mut(&key)?;
        let fault = trouble.fault.clone();
        let left = trouble.times.map(|times| times.saturating_sub(1));
        trouble.times = left;
        if left == Some(0) {
            self.0.remove(&key);
        }
        Some(fault)
    }
}

/// Answers a call under a fault; `work` is what would happen without it.
pub(crate) fn answer(fault: Option<Fault>, work: impl FnOnce() -> Answer) -> Reply {
    let Some(fault) = fault else {
        return Reply::Now(work());
    };
    match fault {
        Fault::Delay { ms } => return Reply::After(Duration::from_millis(ms), work()),
        Fault::Hang => return Reply::Never,
        Fault::LoseReply => {
            drop(work());
            return Reply::Never;
        }
        _ => {}
    }
    Reply::Now(match fault {
        Fault::CutBody => Answer { cut: true, ..work() },
        Fault::WrongSignature => {
            answers::forged(work(), "signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        }
        Fault::ForeignInstanceUrl => {
            answers::forged(work(), "instance_url", "https://my.salesforce.com.attacker.example")
        }
        Fault::UserDenies => DENIED.answer(),
        Fault::OauthError { error, description } => answers::oauth(&error, description),
        other => other.refusal(),
    })
}

impl Fault {
    /// The names by which faults are set, in the order of the enum.
    pub const NAMES: [&str; 27] = [
        "sessionExpired",
        "sessionNotForRest",
        "notAttachedToAgent",
        "dailyLimitExceeded",
        "concurrentLimitExceeded",
        "apiDisabled",
        "missingPermission",
        "badOauthToken",
        "notFound",
        "gone",
        "uriTooLong",
        "headersTooLarge",
        "noRoute",
        "serverError",
        "badGateway",
        "unavailable",
        "unavailablePage",
        "delay",
        "hang",
        "loseReply",
        "cutBody",
        "nonsenseBody",
        "hugeBody",
        "wrongSignature",
        "foreignInstanceUrl",
        "userDenies",
        "oauthError",
    ];

    /// Where it strikes unless another place is named.
    pub(crate) fn usual_point(&self) -> Point {
        match self {
            Self::BadOauthToken => Point::Identity,
            Self::WrongSignature | Self::ForeignInstanceUrl | Self::OauthError { .. } => Point::Token,
            Self::UserDenies => Point::Authorize,
            _ => Point::Rest,
        }
    }

    /// Whether the session is checked first; the edge and a lost connection do not care who asks.
    pub(crate) fn comes_after_login(&self) -> bool {
        let refusal = matches!(
            self,
            Self::DailyLimitExceeded
                | Self::ConcurrentLimitExceeded
                | Self::ApiDisabled
                | Self::MissingPermission
        );
        refusal
            || matches!(
                self,
                Self::NotFound | Self::Gone | Self::ServerError | Self::NonsenseBody | Self::HugeBody
            )
    }

    /// The error that a redirect to the client carries, if it is one.
    pub(crate) fn as_redirect(&self) -> Option<(String, String)> {
        match self {
            Self::UserDenies => Some((DENIED.0.to_owned(), DENIED.1.to_owned())),
            Self::OauthError { error, description } => {
                let usual = || Refusal::find(error, None).map(|row| row.1.to_owned());
                Some((error.clone(), description.clone().or_else(usual).unwrap_or_default()))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
