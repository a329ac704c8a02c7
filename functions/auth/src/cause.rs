//! Why a login at Salesforce came to nothing, in words: what happened, what to do, what to ask an admin for.

mod ours;

use serde::Serialize;
use shared::salesforce::{Failure, TokenFailure};

pub(crate) use self::ours::{
    ERASING, FAULT, INVALID_HOST, NO_DEMO, NO_REFRESH_TOKEN, NOT_CONFIGURED, STATE_UNKNOWN, UNTRUSTED,
};

/// One way for a login to fail. Each has a page at `/connect/{slug}`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// The page's name.
    pub slug: &'static str,
    /// What happened, in a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What the person can do.
    pub remedy: &'static str,
    /// What to send to the org's admin, where only an admin can help.
    pub admin: Option<&'static str>,
}

/// All causes, for whoever shows their pages.
pub const CAUSES: &[&Cause] = &[
    &DENIED,
    &APP_NOT_INSTALLED,
    &APP_BLOCKED,
    &NOT_APPROVED,
    &IP_RESTRICTED,
    &INACTIVE_USER,
    &INACTIVE_ORG,
    &SESSION_LEVEL,
    &CODE_EXPIRED,
    &STATE_UNKNOWN,
    &LOGIN_FAILED,
    &TOO_MANY_LOGINS,
    &SALESFORCE_DOWN,
    &MISCONFIGURED,
    &NOT_CONFIGURED,
    &INVALID_HOST,
    &FAULT,
    &UNTRUSTED,
    &NO_REFRESH_TOKEN,
    &ERASING,
    &NO_DEMO,
    &UNKNOWN,
];

const DENIED: Cause = Cause {
    slug: "denied",
    title: "You did not allow access",
    meaning: "On Salesforce's page the access was denied, so nothing was connected and nothing was read.",
    remedy: "If that was a slip, connect again and choose Allow. Force Monitor reads the org's limits and \
             its name, and no records.",
    admin: None,
};

const APP_NOT_INSTALLED: Cause = Cause {
    slug: "app-not-installed",
    title: "The app is not installed in this org",
    meaning: "Since September 2025 Salesforce lets ordinary users approve only apps that an admin has \
              installed.",
    remedy: "Ask the org's admin to install the app, then connect again.",
    admin: Some(
        "Please install the connected app \"Force Monitor\" in our org: Setup > Connected Apps OAuth Usage \
         > Force Monitor > Install, then Manage App Policies and permit the users who need it. It reads \
         the org's limits only.",
    ),
};

const APP_BLOCKED: Cause = Cause {
    slug: "app-blocked",
    title: "The org's admin has blocked the app",
    meaning: "The org's policies do not let this user use the app.",
    remedy: "Ask the org's admin to permit it, then connect again.",
    admin: Some(
        "Please permit the connected app \"Force Monitor\" for me: Setup > Connected Apps OAuth Usage > \
         Force Monitor > Unblock; and under Manage App Policies add my profile or permission set. It reads \
         the org's limits only.",
    ),
};

const NOT_APPROVED: Cause = Cause {
    slug: "not-approved",
    title: "The app is not approved for you",
    meaning: "The org lets only users whom an admin has approved beforehand use the app.",
    remedy: "Ask the org's admin to approve you, then connect again.",
    admin: Some(
        "Please approve me for the connected app \"Force Monitor\": Setup > Manage Connected Apps > Force \
         Monitor > Manage Profiles or Manage Permission Sets. It reads the org's limits only.",
    ),
};

const IP_RESTRICTED: Cause = Cause {
    slug: "ip-restricted",
    title: "Salesforce refused the place or the hour",
    meaning: "The user's profile allows logins only from certain IP addresses or at certain hours.",
    remedy: "Try from an allowed network and hour, or ask the org's admin to relax the rule for this app.",
    admin: Some(
        "Please relax the IP restriction for the connected app \"Force Monitor\": Setup > Manage Connected \
         Apps > Force Monitor > Edit Policies > IP Relaxation; and check the login hours of my profile.",
    ),
};

const INACTIVE_USER: Cause = Cause {
    slug: "inactive-user",
    title: "This Salesforce user is not active",
    meaning: "The user has been deactivated or frozen.",
    remedy: "Connect as another user, or ask the org's admin to activate this one.",
    admin: Some("Please check in Setup > Users whether my user is active and not frozen."),
};

const INACTIVE_ORG: Cause = Cause {
    slug: "inactive-org",
    title: "This org is not active",
    meaning: "The org has been locked, has expired, or is being moved or refreshed.",
    remedy: "Try again later; if it stays so, the org's admin can ask Salesforce.",
    admin: None,
};

const SESSION_LEVEL: Cause = Cause {
    slug: "session-level",
    title: "A stronger login is required",
    meaning: "The org asks for a high-assurance session, usually a second factor, before an app may be used.",
    remedy: "Log in to Salesforce with your second factor, then connect again.",
    admin: None,
};

const CODE_EXPIRED: Cause = Cause {
    slug: "code-expired",
    title: "The approval came too late",
    meaning: "Salesforce's code is good for a few minutes and for one use; this one was late or had been \
              used.",
    remedy: "Connect again. Reloading the page on the way back from Salesforce does not work.",
    admin: None,
};

const LOGIN_FAILED: Cause = Cause {
    slug: "login-failed",
    title: "Salesforce could not log you in",
    meaning: "Salesforce reported a failed login without saying more.",
    remedy: "Log in to Salesforce by itself first, then connect again. Setup > Login History tells an admin \
             the reason.",
    admin: None,
};

const TOO_MANY_LOGINS: Cause = Cause {
    slug: "too-many-logins",
    title: "Too many logins",
    meaning: "Salesforce allows each user only so many logins an hour.",
    remedy: "Wait some minutes, then connect again.",
    admin: None,
};

const SALESFORCE_DOWN: Cause = Cause {
    slug: "salesforce-down",
    title: "Salesforce does not answer",
    meaning: "Salesforce could not be reached or is under maintenance.",
    remedy: "Try again in a few minutes. The status page is status.salesforce.com.",
    admin: None,
};

const MISCONFIGURED: Cause = Cause {
    slug: "misconfigured",
    title: "This Force Monitor is not set up right",
    meaning: "Salesforce does not accept the app's settings: its key, its callback address or its scopes.",
    remedy: "Tell whoever runs this Force Monitor. The log has Salesforce's error code.",
    admin: None,
};

const UNKNOWN: Cause = Cause {
    slug: "unknown",
    title: "Salesforce refused the connection",
    meaning: "Salesforce gave a reason that we do not know.",
    remedy: "Try again. If it happens again, tell whoever runs this: the log has Salesforce's error code.",
    admin: None,
};

/// The cause for an `error` and its description, from the callback or from the token endpoint.
pub(crate) fn of(error: &str, description: &str) -> &'static Cause {
    let cause = named(error, description);
    // Both texts come from outside, and the description may name the user: only a code goes into the log.
    let code: String =
        error.chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).take(60).collect();
    tracing::warn!(error = code, cause = cause.slug, "Salesforce refused a login");
    cause
}

/// The cause for an exchange that gave no token.
pub(crate) fn of_failure(failure: &TokenFailure) -> &'static Cause {
    if let TokenFailure::Failed(failure) = failure {
        tracing::warn!(?failure, "Salesforce gave no token");
    }
    match failure {
        TokenFailure::Refused { error, description } => of(error, description),
        TokenFailure::Failed(Failure::Unreadable) => &UNTRUSTED,
        TokenFailure::Failed(_) => &SALESFORCE_DOWN,
    }
}

fn named(error: &str, description: &str) -> &'static Cause {
    let says = |words: &str| description.to_ascii_lowercase().contains(words);
    match error {
        "access_denied" | "access-denied" => &DENIED,
        "invalid_client" if says("must be installed") => &APP_NOT_INSTALLED,
        "app_not_found" | "installation_error" => &APP_NOT_INSTALLED,
        "app_blocked" | "fail_close_app_blocked" | "invalid_app_access" | "OAUTH_APPROVAL_ERROR_GENERIC" => {
            &APP_BLOCKED
        }
        "invalid_grant" if says("hasn't approved") => &NOT_APPROVED,
        "invalid_grant" if says("ip restricted") => &IP_RESTRICTED,
        "invalid_grant" if says("inactive user") => &INACTIVE_USER,
        "invalid_grant" if says("authorization code") || says("verifier") => &CODE_EXPIRED,
        "invalid_grant" if says("authentication failure") => &LOGIN_FAILED,
        "invalid_grant" if says("audience") || says("no valid scopes") => &MISCONFIGURED,
        "inactive_user" => &INACTIVE_USER,
        "inactive_org" => &INACTIVE_ORG,
        "invalid_session_level" => &SESSION_LEVEL,
        "login_error" | "immediate_unsuccessful" | "invalid_token" => &LOGIN_FAILED,
        "rate_limit_exceeded" | "slow_down" => &TOO_MANY_LOGINS,
        "server_error" | "service_unavailable" | "system_down" | "temporarily_unavailable" => {
            &SALESFORCE_DOWN
        }
        "invalid_client" | "invalid_client_id" | "redirect_uri_mismatch" | "redirect_uri_missing" => {
            &MISCONFIGURED
        }
        "unsupported_grant_type" | "unsupported_response_type" | "invalid_scope" | "invalid_request" => {
            &MISCONFIGURED
        }
        "oauth_flow_disabled"
        | "oauth_policy_not_found"
        | "ecapp_policy_not_found"
        | "unauthorized_client" => &MISCONFIGURED,
        _ => &UNKNOWN,
    }
}

#[cfg(test)]
mod tests;
