use super::super::faults::Trouble;
use super::super::tests::{Bench, QUIET};
use super::*;

#[test]
fn the_versions_need_no_token_and_cost_nothing() {
    let bench = Bench::new();
    let answer = bench.get("/services/data/", "");
    let list = answer.value();
    assert_eq!(
        list[0],
        json!({"label": "Winter \u{2019}11", "url": "/services/data/v20.0", "version": "20.0"})
    );
    assert_eq!(list[40]["label"], "Spring \u{2019}24");
    assert_eq!(list[47]["version"], "67.0");
    assert_eq!((list.as_array().unwrap().len(), answer.header("sforce-limit-info")), (48, None));
}

#[test]
fn paths_have_the_status_of_the_real_ones() {
    let bench = Bench::new();
    let token = bench.connect().access;
    let cases = [
        ("v67.0/limits", 200, ""),
        ("v62.0/limits/", 200, ""),
        ("v31.0/limits", 200, ""),
        ("v67.0", 200, ""),
        ("v30.0/limits", 410, "GONE"),
        ("v20.0", 410, "GONE"),
        ("v3.0/limits", 404, "NOT_FOUND"),
        ("v68.0/limits", 404, "NOT_FOUND"),
        ("v67/limits", 404, "NOT_FOUND"),
        ("v067.0/limits", 404, "NOT_FOUND"),
        ("v67.0/limits/x", 404, "NOT_FOUND"),
        ("v67.0/sobjects", 404, "NOT_FOUND"),
        ("nonsense", 404, "NOT_FOUND"),
        ("v67.0/limits.xml", 406, "NOT_ACCEPTABLE"),
    ];
    for (path, status, code) in cases {
        let answer = bench.get(&format!("/services/data/{path}"), &token);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.value()[0]["errorCode"].as_str().unwrap_or_default(), code, "{path}");
        assert!(answer.header("sforce-limit-info").unwrap().starts_with("api-usage="), "{path}");
    }
}

#[test]
fn what_is_not_a_plain_read_is_refused() {
    let bench = Bench::new();
    let bearer = format!("Bearer {}", bench.connect().access);
    let own = ("authorization", bearer.as_str());
    let large = "x".repeat(17_000);
    let cases = [
        ("POST", "", ("accept", "*/*"), 405),
        ("GET", "", ("accept", "application/xml"), 406),
        ("GET", "", ("accept", "application/xml, application/json"), 200),
        ("GET", "", ("x-large", large.as_str()), 431),
        ("GET", large.as_str(), ("accept", "*/*"), 414),
    ];
    for (method, query, header, status) in cases {
        let to = format!("/services/data/v67.0/limits?{query}");
        assert_eq!(bench.send(method, &to, &[own, header], "").status, status);
    }
}

#[test]
fn a_session_that_is_none_is_told_so() {
    let bench = Bench::new();
    let ended = bench.connect().access;
    bench.simulator.expire_access_tokens(QUIET);
    let no_api = bench.simulator.connect(QUIET, super::super::apps::DEFAULT_CLIENT_ID, "id").unwrap().access;
    let cases = [
        ("", "Session expired or invalid"),
        ("Bearer x", "Session expired or invalid"),
        (&format!("Bearer {ended}"), "Session expired or invalid"),
        (&format!("Bearer {no_api}"), "This session is not valid for use with the REST API"),
        ("Negotiate x", "INVALID_AUTH_HEADER"),
    ];
    for (header, message) in cases {
        let headers: &[_] = if header.is_empty() { &[] } else { &[("authorization", header)] };
        let answer = bench.send("GET", "/services/data/v67.0/limits", headers, "");
        assert_eq!((answer.status.as_u16(), answer.value()[0]["message"].as_str()), (401, Some(message)));
        assert_eq!(answer.header("sforce-limit-info"), None);
    }
}

#[test]
fn each_call_costs_one_and_the_header_agrees_with_the_body() {
    let bench = Bench::new();
    let token = bench.connect().access;
    let used = |path: &str| {
        let answer = bench.get(&format!("/services/data/{path}"), &token);
        let header = answer.header("sforce-limit-info").unwrap().to_owned();
        let (used, max) = header.strip_prefix("api-usage=").unwrap().split_once('/').unwrap();
        assert_eq!(max, "15000");
        (used.parse::<i64>().unwrap(), answer)
    };
    let (first, answer) = used("v67.0/limits");
    assert_eq!(answer.value()["DailyApiRequests"]["Remaining"], 15_000 - first);
    bench.get("/services/data/", &token);
    assert_eq!([used("v67.0/nothing").0, used("v67.0").0], [first + 1, first + 2]);
}

#[test]
fn a_fault_of_two_times_hits_two_calls() {
    let bench = Bench::new();
    let token = bench.connect().access;
    let trouble = Trouble { times: Some(2), ..Fault::Unavailable.into() };
    assert!(bench.simulator.set_fault(QUIET, trouble));
    let status = || bench.get("/services/data/v67.0/limits", &token).status.as_u16();
    assert_eq!([status(), status(), status()], [503, 503, 200]);
}
