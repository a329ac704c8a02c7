//! What can go wrong, and what the caller is told of it: a problem (RFC 9457) with a stable code.
//!
//! The caller's own mistakes are explained to him. Our own and our suppliers' are logged with their whole
//! chain of causes and answered with a constant text.

pub mod answers;
mod salesforce;

use std::borrow::Cow;
use std::error::Error as StdError;

use serde::Serialize;
use utoipa::ToSchema;

use crate::password::{HashError, Weakness};
use crate::salesforce::Failure;
use crate::throttle::Wait;
use crate::token::NoRandomness;

/// A cause that is kept for the log.
pub type Source = Box<dyn StdError + Send + Sync>;

/// Why a request was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 400: a value that cannot be used.
    #[error("{field}: {why}")]
    Invalid {
        /// The parameter or field.
        field: Cow<'static, str>,
        /// What is wrong with it, in words for the caller.
        why: String,
    },
    /// 401: nobody, or somebody whose session has ended.
    #[error("{0}")]
    Unauthorized(&'static str),
    /// 4xx: what was asked for is refused, for the reason that the code names.
    #[error("{}", .0.why)]
    Refused(Refusal),
    /// 429: more often than allowed.
    #[error("too many requests")]
    TooMany(Wait),
    /// 403: a request that another site may have caused (ASVS 3.5.1).
    #[error("the request did not come from our own pages")]
    CrossSite,
    /// 406: none of the media types that were asked for.
    #[error("none of the accepted media types is available")]
    NotAcceptable,
    /// 503: somebody else is asking Salesforce, and nothing is known yet.
    #[error("another request is reading this org")]
    Busy,
    /// 503: the operator has not yet put the Salesforce app's client into the secret.
    #[error("no Salesforce client is configured")]
    NotConfigured,
    /// Salesforce gave no answer to hand on.
    #[error("Salesforce: {0:?}")]
    Salesforce(Failure),
    /// 503: something that we need does not answer now.
    #[error("could not {doing}")]
    Unavailable {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        source: Source,
    },
    /// 500: a fault of ours.
    #[error("could not {doing}")]
    Internal {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        source: Source,
    },
}

/// A refusal of its own kind, as an area declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: &'static str,
    /// Why, for the caller.
    pub why: Cow<'static, str>,
}

impl Refusal {
    /// A refusal with a constant text.
    pub const fn new(status: u16, code: &'static str, why: &'static str) -> Self {
        Self { status, code, why: Cow::Borrowed(why) }
    }
}

/// A mailed token that is good for nothing, whichever the reason.
pub const TOKEN_INVALID: Refusal = Refusal::new(
    400,
    "token_invalid",
    "This link has been used, has expired, or was never good. Ask for a new one.",
);

impl From<Wait> for Error {
    fn from(wait: Wait) -> Self {
        Self::TooMany(wait)
    }
}

impl From<Weakness> for Error {
    fn from(weakness: Weakness) -> Self {
        Self::Refused(Refusal { status: 400, code: "password_weak", why: weakness.to_string().into() })
    }
}

impl From<HashError> for Error {
    fn from(error: HashError) -> Self {
        Self::internal("hash the password")(error.into())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The body of every refusal: `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Always `about:blank`: `code` says which problem it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub kind: &'static str,
    /// The status in words.
    #[schema(example = "Unauthorized")]
    pub title: &'static str,
    /// The HTTP status.
    #[schema(example = 401, minimum = 400, maximum = 599)]
    pub status: u16,
    /// What went wrong, for a person.
    pub detail: String,
    /// What went wrong, for a program; never changes its meaning.
    #[schema(example = "session_required")]
    pub code: &'static str,
    /// The request's id: the same as in the header `x-request-id` and in our log.
    pub request_id: String,
}

/// Status, code and text of a refusal.
pub(crate) struct Verdict {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) detail: String,
    /// Seconds after which a second try makes sense.
    pub(crate) retry_after: Option<u32>,
}

impl Verdict {
    fn new(status: u16, code: &'static str, detail: &str) -> Self {
        Self { status, code, detail: detail.into(), retry_after: None }
    }
}

impl Error {
    /// A value of the caller's that cannot be used.
    pub fn invalid(field: impl Into<Cow<'static, str>>, why: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), why: why.into() }
    }

    /// A fault of ours, with what was being done.
    pub fn internal(doing: &'static str) -> impl FnOnce(Source) -> Self {
        move |source| Self::Internal { doing, source }
    }

    /// What the caller is told.
    pub(crate) fn verdict(&self) -> Verdict {
        let told =
            |status, code, detail: &str| Verdict { status, code, detail: detail.into(), retry_after: None };
        match self {
            Self::Invalid { .. } => told(400, "invalid", &self.to_string()),
            Self::Unauthorized(why) => told(401, "session_required", why),
            Self::Refused(refusal) => told(refusal.status, refusal.code, &refusal.why),
            Self::TooMany(wait) => Verdict {
                retry_after: Some(wait.seconds()),
                ..told(429, "too_many_requests", "Too many attempts. Wait as long as Retry-After says.")
            },
            Self::CrossSite => told(403, "cross_site", "This request has to come from our own pages."),
            Self::NotAcceptable => told(
                406,
                "not_acceptable",
                "Available are application/json, text/csv and application/openmetrics-text.",
            ),
            Self::Busy => Verdict {
                retry_after: Some(2),
                ..told(
                    503,
                    "reading",
                    "The org is being read for the first time. Please try again in a moment.",
                )
            },
            Self::NotConfigured => told(
                503,
                "salesforce_not_configured",
                "This deployment has no Salesforce app yet: its operator has to put a client id and secret \
                 in place.",
            ),
            Self::Salesforce(failure) => salesforce::verdict(*failure),
            Self::Unavailable { .. } => Verdict {
                retry_after: Some(2),
                ..told(
                    503,
                    "unavailable",
                    "Something we depend on does not answer. Please try again in a moment.",
                )
            },
            Self::Internal { .. } => {
                told(500, "internal", "Something went wrong on our side. It has been logged.")
            }
        }
    }

    /// The log line of a refusal: what our caller did wrong at `info`, a supplier's fault at `warn`, ours at
    /// `error`.
    pub fn log(&self, request_id: &str) {
        let Verdict { status, code, .. } = self.verdict();
        match self {
            Self::Internal { source, .. } => {
                tracing::error!(request_id, status, code, error = %self, cause = chain(source.as_ref()));
            }
            Self::Unavailable { source, .. } => {
                tracing::warn!(request_id, status, code, error = %self, cause = chain(source.as_ref()));
            }
            Self::Salesforce(_) => tracing::warn!(request_id, status, code, error = %self),
            Self::Invalid { field, .. } => tracing::info!(request_id, status, code, %field),
            _ => tracing::info!(request_id, status, code),
        }
    }
}

/// An error and its causes, the outermost first.
pub fn chain(error: &(dyn StdError + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |cause: &&dyn StdError| (*cause).source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Salesforce(failure)
    }
}

impl From<NoRandomness> for Error {
    fn from(source: NoRandomness) -> Self {
        Self::Internal { doing: "draw a random value", source: source.into() }
    }
}
