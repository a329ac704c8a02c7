use std::collections::HashSet;

use super::*;

#[test]
fn every_error_of_salesforce_leads_to_the_page_that_explains_it() {
    for (error, description, slug) in [
        ("access_denied", "end-user denied authorization", "denied"),
        ("access-denied", "", "denied"),
        ("invalid_client", "app must be installed into org", "app-not-installed"),
        ("invalid_client", "invalid client credentials", "misconfigured"),
        ("invalid_client_id", "client identifier invalid", "misconfigured"),
        ("app_not_found", "", "app-not-installed"),
        ("app_blocked", "", "app-blocked"),
        ("OAUTH_APPROVAL_ERROR_GENERIC", "", "app-blocked"),
        ("invalid_grant", "user hasn't approved this consumer", "not-approved"),
        ("invalid_grant", "IP restricted or invalid login hours", "ip-restricted"),
        ("invalid_grant", "inactive user", "inactive-user"),
        ("invalid_grant", "expired authorization code", "code-expired"),
        ("invalid_grant", "invalid authorization code", "code-expired"),
        ("invalid_grant", "authentication failure", "login-failed"),
        ("invalid_grant", "Audience validation failed", "misconfigured"),
        ("invalid_grant", "no valid scopes defined", "misconfigured"),
        ("invalid_grant", "expired access/refresh token", "unknown"),
        ("inactive_user", "user is inactive", "inactive-user"),
        ("inactive_org", "organization is inactive", "inactive-org"),
        ("invalid_session_level", "", "session-level"),
        ("rate_limit_exceeded", "login rate exceeded", "too-many-logins"),
        ("slow_down", "", "too-many-logins"),
        ("server_error", "", "salesforce-down"),
        ("service_unavailable", "", "salesforce-down"),
        ("system_down", "", "salesforce-down"),
        ("redirect_uri_mismatch", "redirect_uri must match configuration", "misconfigured"),
        ("redirect_uri_missing", "", "misconfigured"),
        ("unsupported_response_type", "", "misconfigured"),
        ("invalid_scope", "the requested scope is not allowed", "misconfigured"),
        ("invalid_request", "must use HTTPS", "misconfigured"),
        ("oauth_flow_disabled", "", "misconfigured"),
        ("immediate_unsuccessful", "", "login-failed"),
        ("something_new", "<script>alert(1)</script>", "unknown"),
        ("", "", "unknown"),
    ] {
        assert_eq!(named(error, description).slug, slug, "{error}: {description}");
    }
}

#[test]
fn every_page_has_a_name_of_its_own_and_says_what_to_do() {
    let slugs: HashSet<_> = CAUSES.iter().map(|cause| cause.slug).collect();
    assert_eq!(slugs.len(), CAUSES.len());
    for cause in CAUSES {
        assert!(cause.slug.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", cause.slug);
        assert!(cause.meaning.ends_with('.') && cause.remedy.ends_with('.'), "{}", cause.slug);
    }
}
