use super::super::http::Reply;
use super::super::tests::{Bench, QUIET};
use super::*;

const LIMITS: &str = "/services/data/v67.0/limits";

fn bench() -> (Bench, String) {
    let bench = Bench::new();
    let token = bench.connect().access;
    (bench, token)
}

#[test]
fn every_refusal_has_its_status_its_code_and_where_the_session_counts_its_header() {
    let (bench, token) = bench();
    let cases = [
        (Fault::SessionExpired, 401, "INVALID_SESSION_ID", false),
        (Fault::SessionNotForRest, 401, "INVALID_SESSION_ID", false),
        (Fault::NotAttachedToAgent, 401, "INVALID_SESSION_ID", false),
        (Fault::DailyLimitExceeded, 403, "REQUEST_LIMIT_EXCEEDED", true),
        (Fault::ConcurrentLimitExceeded, 403, "REQUEST_LIMIT_EXCEEDED", true),
        (Fault::ApiDisabled, 403, "API_DISABLED_FOR_ORG", true),
        (Fault::MissingPermission, 403, "INSUFFICIENT_ACCESS", true),
        (Fault::NotFound, 404, "NOT_FOUND", true),
        (Fault::Gone, 410, "GONE", true),
        (Fault::UriTooLong, 414, "URI_TOO_LONG", false),
        (Fault::HeadersTooLarge, 431, "REQUEST_HEADER_FIELDS_TOO_LARGE", false),
        (Fault::ServerError, 500, "UNKNOWN_EXCEPTION", true),
        (Fault::Unavailable, 503, "SERVER_UNAVAILABLE", false),
    ];
    for (fault, status, code, header) in cases {
        bench.simulator.set_fault(QUIET, fault.clone());
        let answer = bench.get(LIMITS, &token);
        assert_eq!(answer.status, status, "{fault:?}");
        assert_eq!(answer.value()[0]["errorCode"], code, "{fault:?}");
        assert_eq!(answer.header("sforce-limit-info").is_some(), header, "{fault:?}");
    }
}

#[test]
fn the_edge_answers_with_a_page_whoever_asks() {
    let (bench, token) = bench();
    let bad = format!("{}!bad", token.split_once('!').unwrap().0);
    for (fault, status) in [(Fault::NoRoute, 420), (Fault::BadGateway, 502), (Fault::UnavailablePage, 503)] {
        bench.simulator.set_fault(QUIET, fault);
        let answer = bench.get(LIMITS, &bad);
        assert_eq!((answer.status.as_u16(), answer.body.starts_with(b"<html>")), (status, true));
    }
}

#[test]
fn odd_bodies_come_with_a_good_status() {
    let (bench, token) = bench();
    bench.simulator.set_fault(QUIET, Fault::NonsenseBody);
    assert!(bench.get(LIMITS, &token).value().is_array());
    bench.simulator.set_fault(QUIET, Fault::HugeBody);
    let huge = bench.get(LIMITS, &token);
    assert!(huge.body.len() > 16 << 20);
    assert!(huge.value().is_object());
    bench.simulator.set_fault(QUIET, Fault::CutBody);
    let cut = bench.get(LIMITS, &token);
    assert!(cut.cut && cut.value().is_object());
}

#[test]
fn slow_and_silent_answers_are_told_apart_from_each_other() {
    let (bench, token) = bench();
    let header = format!("Bearer {token}");
    let reply = |fault| {
        bench.simulator.set_fault(QUIET, fault);
        bench.reply("GET", LIMITS, &[("authorization", &header)], "")
    };
    let Reply::After(delay, answer) = reply(Fault::Delay { ms: 500 }) else { panic!("not delayed") };
    assert_eq!((delay, answer.status.as_u16()), (Duration::from_millis(500), 200));
    assert!(matches!(reply(Fault::Hang), Reply::Never));
}

#[test]
fn a_lost_reply_has_done_its_work_and_a_hanging_one_has_not() {
    for (fault, reused) in [(Fault::LoseReply, 1), (Fault::Hang, 0)] {
        let bench = Bench::new();
        let old = bench.connect().refresh.unwrap();
        bench.simulator.set_fault(QUIET, Trouble { at: Some(Point::Token), times: Some(1), fault });
        let body =
            format!("grant_type=refresh_token&refresh_token={old}&client_id=3MVG9.simulated.force-monitor");
        let body = format!("{body}&client_secret=simulated-secret-force-monitor");
        assert!(matches!(bench.reply("POST", "/services/oauth2/token", &[], &body), Reply::Never));
        bench.refresh(&old);
        assert_eq!(bench.simulator.reuses(), reused);
    }
}

#[test]
fn every_oauth_error_can_be_the_token_endpoints_answer() {
    let bench = Bench::new();
    let refresh = bench.connect().refresh.unwrap();
    for Refusal(error, description) in super::super::refusals::ALL {
        let (error, description) = ((*error).to_owned(), Some((*description).to_owned()));
        bench
            .simulator
            .set_fault(QUIET, Fault::OauthError { error: error.clone(), description: description.clone() });
        let reply = bench.refresh(&refresh).value();
        assert_eq!(
            (reply["error"].as_str(), reply["error_description"].as_str()),
            (Some(error.as_str()), description.as_deref())
        );
    }
}

#[test]
fn places_are_independent_and_clearing_ends_them_all() {
    let (bench, token) = bench();
    bench.simulator.set_fault(QUIET, Trouble { at: Some(Point::Token), ..Fault::Unavailable.into() });
    assert_eq!(bench.get(LIMITS, &token).status, 200);
    assert_eq!(bench.refresh(&bench.connect().refresh.unwrap()).status, 503);
    bench.simulator.clear_faults(QUIET);
    assert_eq!(bench.refresh(&bench.connect().refresh.unwrap()).status, 200);
    assert!(!bench.simulator.set_fault("nobody", Fault::Hang));
}
