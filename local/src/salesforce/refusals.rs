//! The errors of the OAuth endpoints, as Salesforce words them.

use serde_json::json;

use super::http::Answer;

/// One error: its name and its usual description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) &'static str, pub(crate) &'static str);

pub(crate) const CODE_UNKNOWN: Refusal = Refusal("invalid_grant", "invalid authorization code");
pub(crate) const CODE_EXPIRED: Refusal = Refusal("invalid_grant", "expired authorization code");
pub(crate) const TOKEN_EXPIRED: Refusal = Refusal("invalid_grant", "expired access/refresh token");
pub(crate) const VERIFIER_MISSING: Refusal = Refusal("invalid_grant", "missing required code verifier");
pub(crate) const VERIFIER_WRONG: Refusal = Refusal("invalid_request", "invalid code verifier");
pub(crate) const CHALLENGE_MISSING: Refusal = Refusal("invalid_request", "missing required code challenge");
pub(crate) const CHALLENGE_WRONG: Refusal = Refusal("invalid_request", "invalid code challenge");
pub(crate) const METHOD_WRONG: Refusal = Refusal("invalid_request", "code challenge method must be S256");
pub(crate) const MUST_POST: Refusal = Refusal("invalid_request", "must use HTTP POST");
pub(crate) const NO_RUN_AS: Refusal = Refusal("invalid_grant", "no client credentials user enabled");
pub(crate) const CLIENT_UNKNOWN: Refusal = Refusal("invalid_client_id", "client identifier invalid");
pub(crate) const CLIENT_WRONG: Refusal = Refusal("invalid_client", "invalid client credentials");
pub(crate) const REDIRECT_MISMATCH: Refusal =
    Refusal("redirect_uri_mismatch", "redirect_uri must match configuration");
pub(crate) const REDIRECT_MISSING: Refusal = Refusal("redirect_uri_missing", "redirect_uri not provided");
pub(crate) const GRANT_TYPE: Refusal = Refusal("unsupported_grant_type", "grant type not supported");
pub(crate) const RESPONSE_TYPE: Refusal = Refusal("unsupported_response_type", "response type not supported");
pub(crate) const SCOPE: Refusal = Refusal("invalid_scope", "the requested scope is not allowed");
pub(crate) const DENIED: Refusal = Refusal("access_denied", "end-user denied authorization");
pub(crate) const IMMEDIATE: Refusal =
    Refusal("immediate_unsuccessful", "the user must log in and approve, which immediate forbids");

/// Everything that can be answered on purpose, one row for each name and for each description that matters.
pub(crate) const ALL: &[Refusal] = &[
    DENIED,
    Refusal("access-denied", "end-user denied authorization"),
    Refusal("invalid_client", "app must be installed into org"),
    CLIENT_WRONG,
    CLIENT_UNKNOWN,
    CODE_EXPIRED,
    CODE_UNKNOWN,
    TOKEN_EXPIRED,
    Refusal("invalid_grant", "authentication failure"),
    Refusal("invalid_grant", "inactive user"),
    Refusal("invalid_grant", "IP restricted or invalid login hours"),
    Refusal("invalid_grant", "user hasn't approved this consumer"),
    Refusal("invalid_grant", "Audience validation failed"),
    Refusal("invalid_grant", "no valid scopes defined"),
    MUST_POST,
    Refusal("invalid_request", "must use HTTPS"),
    SCOPE,
    REDIRECT_MISMATCH,
    REDIRECT_MISSING,
    GRANT_TYPE,
    RESPONSE_TYPE,
    IMMEDIATE,
    Refusal("inactive_user", "user is inactive"),
    Refusal("inactive_org", "organization is inactive"),
    Refusal("rate_limit_exceeded", "login rate exceeded"),
    Refusal("invalid_app_access", "user is not admin approved to access this app"),
    Refusal("OAUTH_APPROVAL_ERROR_GENERIC", "An unexpected error has occured during authentication."),
    Refusal("app_blocked", "this app is blocked by admin"),
    Refusal("app_not_found", "External client app is not installed in this org"),
    Refusal("ecapp_policy_not_found", "external client app policy not found"),
    Refusal("fail_close_app_blocked", "this app is blocked"),
    Refusal("installation_error", "the app could not be installed"),
    Refusal("invalid_session_level", "a high assurance session is required"),
    Refusal("invalid_token", "invalid token"),
    Refusal("login_error", "login failed"),
    Refusal("oauth_flow_disabled", "this OAuth flow is disabled"),
    Refusal("oauth_policy_not_found", "OAuth policy not found"),
    Refusal("server_error", "the server failed"),
    Refusal("service_unavailable", "the service is unavailable"),
    Refusal("slow_down", "slow down"),
    Refusal("system_down", "the system is down"),
];

/// The names, each once.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let first = |at: usize| ALL[..at].iter().all(|row| row.0 != ALL[at].0);
    (0..ALL.len()).filter(move |at| first(*at)).map(|at| ALL[at].0)
}

impl Refusal {
    /// The row of that name, with that description if there is one that has it.
    pub(crate) fn find(error: &str, description: Option<&str>) -> Option<Self> {
        let named = || ALL.iter().filter(|row| row.0 == error);
        named().find(|row| Some(row.1) == description).or_else(|| named().next()).copied()
    }

    /// The reply of the token endpoint.
    pub(crate) fn answer(self) -> Answer {
        let status = match self.0 {
            "server_error" => 500,
            "service_unavailable" | "system_down" => 503,
            _ => 400,
        };
        Answer::json(status, &json!({ "error": self.0, "error_description": self.1 }))
    }
}
