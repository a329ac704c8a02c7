//! What a refusal of Salesforce's REST API means: one kind for each row of its error table.
//!
//! The status alone does not tell: 401 has kinds that no new token cures, and a 403 that says the API
//! allowance is used up is not a lack of permission but the very answer a limits monitor is for.

use serde::Deserialize;

use crate::limits::ExhaustedLimit;

/// Why Salesforce gave no limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// 401 `INVALID_SESSION_ID`, "Session expired or invalid": only a new token helps.
    SessionExpired,
    /// 401 `INVALID_SESSION_ID`, "This session is not valid for use with the REST API".
    SessionNotForApi,
    /// 401, "Connected app is not attached to Agent".
    AppNotAttached,
    /// 403 `REQUEST_LIMIT_EXCEEDED`: the org has used up its API calls, or too many long ones run.
    RequestLimit(RequestLimit),
    /// 403 `API_DISABLED_FOR_ORG`: edition without API, or user without "API Enabled".
    ApiDisabled,
    /// 403 in any other words: a missing permission.
    PermissionMissing,
    /// 403 with one word of text instead of JSON, such as `Bad_OAuth_Token`.
    TokenRefused,
    /// 404 `NOT_FOUND`: this org does not know the API version.
    NotFound,
    /// 410 `GONE`: the API version is retired.
    VersionRetired,
    /// 414 or 431: the request was too long.
    RequestTooLong,
    /// 420: Salesforce's edge has no org for this host any more.
    HostMoved,
    /// 500, 502 or 503, as JSON or as a page.
    Unavailable,
    /// No answer in time.
    TimedOut,
    /// No connection.
    Unreachable,
    /// An answer that is none: cut off, too long, not JSON, or a status nobody has documented.
    Unreadable,
}

/// Which of Salesforce's request limits refused a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestLimit {
    /// "`TotalRequests` Limit exceeded.": the calls of the last 24 hours.
    Daily,
    /// "`ConcurrentPerOrgLongTxn` Limit exceeded.": calls of 20 seconds and more at the same time.
    Concurrent,
}

/// One entry of the array that Salesforce sends with an error.
#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    message: String,
    #[serde(default, rename = "errorCode")]
    code: String,
}

impl Failure {
    /// Reads a reply whose status was not 200.
    pub fn of_reply(status: u16, body: &[u8]) -> Self {
        let entry = serde_json::from_slice::<Vec<Entry>>(body).ok().and_then(|list| list.into_iter().next());
        let (code, message) = entry.as_ref().map_or(("", ""), |e| (e.code.as_str(), e.message.as_str()));
        match status {
            401 if message.contains("not valid for use with the REST API") => Self::SessionNotForApi,
            401 if message.contains("not attached to Agent") => Self::AppNotAttached,
            401 => Self::SessionExpired,
            403 if code == "REQUEST_LIMIT_EXCEEDED" => Self::RequestLimit(RequestLimit::of_message(message)),
            403 if code == "API_DISABLED_FOR_ORG" => Self::ApiDisabled,
            403 if is_token_word(body) => Self::TokenRefused,
            403 => Self::PermissionMissing,
            404 => Self::NotFound,
            410 => Self::VersionRetired,
            414 | 431 => Self::RequestTooLong,
            420 => Self::HostMoved,
            500 | 502 | 503 => Self::Unavailable,
            504 => Self::TimedOut,
            _ => Self::Unreadable,
        }
    }

    /// Whether a new access token would help.
    pub fn wants_new_token(self) -> bool {
        matches!(self, Self::SessionExpired | Self::TokenRefused)
    }

    /// Whether the same call may succeed a moment later.
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::Unavailable | Self::Unreachable)
    }

    /// Whether another API version may be understood.
    pub fn wants_other_version(self) -> bool {
        matches!(self, Self::NotFound | Self::VersionRetired)
    }
}

impl RequestLimit {
    fn of_message(message: &str) -> Self {
        if message.contains("Concurrent") { Self::Concurrent } else { Self::Daily }
    }
}

impl From<RequestLimit> for ExhaustedLimit {
    fn from(limit: RequestLimit) -> Self {
        match limit {
            RequestLimit::Daily => Self::DailyApiRequests,
            RequestLimit::Concurrent => Self::ConcurrentLongRequests,
        }
    }
}

/// The identity service answers 403 with a bare word: `Bad_OAuth_Token`, `Missing_OAuth_Token`, `Wrong_Org`.
fn is_token_word(body: &[u8]) -> bool {
    let word = body.trim_ascii();
    [&b"Bad_OAuth_Token"[..], b"Missing_OAuth_Token", b"Wrong_Org"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_error_table_is_told_apart() {
        let expired = r#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#;
        let not_api = r#"[{"errorCode":"INVALID_SESSION_ID",
            "message":"This session is not valid for use with the REST API"}]"#;
        let agent =
            r#"[{"message":"Connected app is not attached to Agent","errorCode":"INVALID_SESSION_ID"}]"#;
        let daily = r#"[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#;
        let long =
            r#"[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"ConcurrentPerOrgLongTxn Limit exceeded."}]"#;
        let disabled = r#"[{"errorCode":"API_DISABLED_FOR_ORG","message":"API is not enabled"}]"#;
        let privilege = r#"[{"errorCode":"INSUFFICIENT_ACCESS","message":"no","fields":[]}]"#;
        let html = "<html><body>Service Unavailable</body></html>";
        for (status, body, failure) in [
            (401, expired, Failure::SessionExpired),
            (401, "", Failure::SessionExpired),
            (401, not_api, Failure::SessionNotForApi),
            (401, agent, Failure::AppNotAttached),
            (403, daily, Failure::RequestLimit(RequestLimit::Daily)),
            (403, long, Failure::RequestLimit(RequestLimit::Concurrent)),
            (403, disabled, Failure::ApiDisabled),
            (403, privilege, Failure::PermissionMissing),
            (403, html, Failure::PermissionMissing),
            (403, "Bad_OAuth_Token\n", Failure::TokenRefused),
            (403, "Wrong_Org", Failure::TokenRefused),
            (404, r#"[{"errorCode":"NOT_FOUND","message":"x"}]"#, Failure::NotFound),
            (410, r#"[{"errorCode":"GONE","message":"x"}]"#, Failure::VersionRetired),
            (414, html, Failure::RequestTooLong),
            (431, "", Failure::RequestTooLong),
            (420, html, Failure::HostMoved),
            (500, html, Failure::Unavailable),
            (502, "", Failure::Unavailable),
            (503, html, Failure::Unavailable),
            (503, r#"[{"errorCode":"SERVER_UNAVAILABLE","message":"x"}]"#, Failure::Unavailable),
            (504, "", Failure::TimedOut),
            (418, "", Failure::Unreadable),
            (302, "", Failure::Unreadable),
            (403, r#"[{"message":1}]"#, Failure::PermissionMissing),
        ] {
            assert_eq!(Failure::of_reply(status, body.as_bytes()), failure, "{status} {body}");
        }
    }

    #[test]
    fn only_a_dead_token_asks_for_a_new_one_and_only_a_passing_fault_for_a_second_try() {
        assert!(Failure::SessionExpired.wants_new_token() && Failure::TokenRefused.wants_new_token());
        assert!(Failure::Unavailable.is_retryable() && Failure::Unreachable.is_retryable());
        for stays in [
            Failure::SessionNotForApi,
            Failure::AppNotAttached,
            Failure::RequestLimit(RequestLimit::Daily),
            Failure::ApiDisabled,
            Failure::PermissionMissing,
            Failure::RequestTooLong,
            Failure::HostMoved,
            Failure::TimedOut,
            Failure::Unreadable,
        ] {
            assert!(
                !stays.wants_new_token() && !stays.is_retryable() && !stays.wants_other_version(),
                "{stays:?}"
            );
        }
    }
}
