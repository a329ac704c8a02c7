//! What each refusal of Salesforce means to the person who asked.

use super::Verdict;
use crate::salesforce::Failure;

/// Seconds after which a passing fault is worth another request.
const LATER: u32 = 5;

pub(super) fn verdict(failure: Failure) -> Verdict {
    match failure {
        Failure::Unavailable | Failure::Unreachable | Failure::TimedOut | Failure::Unreadable => {
            Verdict { retry_after: Some(LATER), ..of_service(failure) }
        }
        Failure::NotFound | Failure::VersionRetired | Failure::RequestTooLong | Failure::HostMoved => {
            of_service(failure)
        }
        _ => of_org(failure),
    }
}

/// The org's settings, the user's permissions, or the end of the session.
fn of_org(failure: Failure) -> Verdict {
    let (status, code, detail) = match failure {
        Failure::SessionNotForApi => (
            403,
            "salesforce_session_not_for_api",
            "Salesforce does not allow this login to use its API: an IP range, a session security level or \
             the app's scopes forbid it. Connecting again will not help; ask the org's admin.",
        ),
        Failure::AppNotAttached => (
            403,
            "salesforce_app_not_attached",
            "The org's admin has to attach the app to the agent user in Salesforce Setup.",
        ),
        // Where limits are asked for, this is an answer and no refusal.
        Failure::RequestLimit(_) => (
            429,
            "salesforce_request_limit",
            "The org has used up its API requests, so Salesforce refuses every call.",
        ),
        Failure::ApiDisabled => (
            403,
            "salesforce_api_disabled",
            "The org's edition has no API, or the user lacks the permission \"API Enabled\".",
        ),
        Failure::PermissionMissing => (
            403,
            "salesforce_permission_missing",
            "The user may not read the org's limits. The permission needed is \"View Setup and \
             Configuration\".",
        ),
        _ => (
            401,
            "salesforce_session_expired",
            "Salesforce has ended this connection, as it does after some hours. Connect the org again.",
        ),
    };
    Verdict::new(status, code, detail)
}

/// Salesforce itself, or the way to it.
fn of_service(failure: Failure) -> Verdict {
    let (status, code, detail) = match failure {
        Failure::NotFound | Failure::VersionRetired => {
            (502, "salesforce_version_unknown", "The org offers no API version that we can read limits from.")
        }
        Failure::RequestTooLong => {
            (502, "salesforce_request_too_long", "Salesforce found our request too long.")
        }
        Failure::HostMoved => (
            502,
            "salesforce_host_moved",
            "Salesforce has no org at this address any more; its My Domain may have changed. Connect the \
             org again.",
        ),
        Failure::TimedOut => (504, "salesforce_timeout", "Salesforce did not answer in time."),
        Failure::Unreadable => (
            502,
            "salesforce_unreadable",
            "Salesforce sent something that is not an answer. It may be under maintenance.",
        ),
        _ => (
            503,
            "salesforce_unavailable",
            "Salesforce is not available at the moment. Its status page is status.salesforce.com.",
        ),
    };
    Verdict::new(status, code, detail)
}
