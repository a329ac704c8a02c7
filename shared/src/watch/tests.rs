use jiff::SignedDuration;

use super::*;
use crate::salesforce::{Failure, TokenFailure};

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + minute * 60).unwrap()
}

fn refused(error: &str, description: &str) -> TokenFailure {
    TokenFailure::Refused { error: error.into(), description: description.into() }
}

#[test]
fn the_calls_of_yesterday_do_not_count_today() {
    let calls = Calls::default().plus(2, at(0)).plus(1, at(5));
    assert_eq!(calls.on(at(6)), 3);
    assert_eq!(calls.on(at(24 * 60)), 0);
    assert_eq!(calls.plus(1, at(24 * 60)).count, 1);
}

#[test]
fn a_used_up_request_limit_opens_the_breaker_at_once_and_for_longer_each_time() {
    let mut breaker = Breaker::default();
    for minutes in [15, 30, 60, 60, 60] {
        breaker = breaker.after(Setback::RequestLimit, at(0), 0);
        assert_eq!(breaker.paused_until, Some(at(minutes)));
        assert!(!breaker.allows(at(minutes) - SignedDuration::from_secs(1)));
        assert!(breaker.allows(at(minutes)), "the next reading is the probe");
    }
}

#[test]
fn two_failures_of_salesforce_are_taken_for_a_passing_fault() {
    let mut breaker = Breaker::default();
    for pause in [None, None, Some(10), Some(20), Some(40), Some(60), Some(60)] {
        breaker = breaker.after(Setback::Unavailable, at(0), 0);
        assert_eq!(breaker.paused_until, pause.map(at));
    }
    assert_eq!(
        Breaker { failures: u32::MAX, ..breaker }.after(Setback::Unavailable, at(0), 0).failures,
        u32::MAX
    );
}

#[test]
fn chance_spreads_orgs_that_failed_together() {
    let pause = |chance| Breaker::default().after(Setback::RequestLimit, at(0), chance).paused_until.unwrap();
    assert!(pause(255) < pause(0) && pause(255) > at(13));
}

#[test]
fn every_refusal_of_a_token_has_its_reason() {
    for (error, description, trouble) in [
        ("invalid_grant", "expired access/refresh token", Trouble::Revoked),
        ("invalid_grant", "inactive user", Trouble::UserInactive),
        ("invalid_grant", "IP restricted or invalid login hours", Trouble::AddressRefused),
        ("inactive_org", "", Trouble::OrgInactive),
        ("invalid_client", "app must be installed into org", Trouble::AppBlocked),
        ("invalid_client", "invalid client credentials", Trouble::ClientRefused),
        ("app_blocked", "", Trouble::AppBlocked),
        ("something_new", "", Trouble::Refused),
    ] {
        assert_eq!(Trouble::of_token(&refused(error, description)), trouble, "{error}: {description}");
    }
}

#[test]
fn a_passing_error_of_the_token_endpoint_is_final_for_nobody() {
    assert!(refused("invalid_grant", "").is_final());
    for passing in [refused("server_error", ""), refused("slow_down", ""), Failure::TimedOut.into()] {
        assert!(!passing.is_final(), "{passing:?}");
    }
}

#[test]
fn what_an_administrator_can_mend_is_tried_again_and_a_lost_token_is_not() {
    assert!(Trouble::PermissionMissing.may_heal() && Trouble::UserInactive.may_heal());
    for lost in [Trouble::Revoked, Trouble::ReplyLost, Trouble::KeyLost, Trouble::ClientRefused] {
        assert!(!lost.may_heal(), "{lost:?}");
    }
}

#[test]
fn a_check_says_what_is_missing_and_what_to_ask_for() {
    let whole = Check::of("Acme", true, true, true);
    assert_eq!((whole.readable.len(), whole.missing.len(), whole.request), (3, 0, None));
    let partial = Check::of("Acme", true, false, true);
    assert_eq!(partial.missing[0].permission, "Manage Users");
    assert!(partial.request.unwrap().contains("lacks a permission."));
    let none = Check::of("Acme", false, false, false);
    assert_eq!(none.readable, []);
    let request = none.request.unwrap();
    for told in ["Acme", "\"View Setup and Configuration\"", "\"API Enabled\""] {
        assert!(request.contains(told), "{request}");
    }
}
