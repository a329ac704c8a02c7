//! What the API's description says of refusals that many routes have in common.

use utoipa::IntoResponses;

use super::Problem;

/// Every route that changes something by JSON.
#[derive(IntoResponses)]
pub enum Posted {
    /// The request came from another site.
    #[response(status = 403, content_type = "application/problem+json")]
    CrossSite(Problem),
    /// The body has more than 64 KiB.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The body is not JSON.
    #[response(status = 415, content_type = "application/problem+json")]
    NotJson(Problem),
    /// Something that we need does not answer now; nothing has changed.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// Every route that limits how often it may be tried.
#[derive(IntoResponses)]
pub enum Limited {
    /// Too many attempts; `Retry-After` says how many seconds to wait.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(Problem),
}

/// Every route for those who are logged in.
#[derive(IntoResponses)]
pub enum LoggedIn {
    /// Nobody is logged in.
    #[response(status = 401, content_type = "application/problem+json")]
    Nobody(Problem),
}

/// Every route whose answer has a tag.
#[derive(IntoResponses)]
pub enum Unchanged {
    /// The answer says what the caller has already, its age apart.
    #[response(status = 304)]
    Unchanged,
}

/// Every route that only reads.
#[derive(IntoResponses)]
pub enum Read {
    /// Something that we need does not answer now.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// Every route that looks at one watched org.
#[derive(IntoResponses)]
pub enum Looked {
    /// Nobody is logged in, and no link was shown that is good.
    #[response(status = 401, content_type = "application/problem+json")]
    Nobody(Problem),
    /// The account does not watch this org.
    #[response(status = 404, content_type = "application/problem+json")]
    Unknown(Problem),
}
