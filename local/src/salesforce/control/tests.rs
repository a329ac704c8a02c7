use super::super::tests::{Bench, QUIET};
use super::*;

fn set(bench: &Bench, act: &str, body: &str) -> Answer {
    bench.send("POST", &format!("/_sim/orgs/{QUIET}/{act}"), &[("content-type", "application/json")], body)
}

#[test]
fn every_listed_fault_can_be_set_by_its_name_and_is_shown() {
    let bench = Bench::new();
    for name in Fault::NAMES {
        let body = json!({ "fault": name, "ms": 5, "error": "invalid_grant", "at": "rest", "times": 3 });
        assert_eq!(set(&bench, "fault", &body.to_string()).status, 200, "{name}");
        let state = bench.send("GET", "/_sim/state", &[], "").value();
        let shown = &state["orgs"][0]["faults"][0];
        assert_eq!(
            (&shown["fault"], &shown["times"], &shown["at"]),
            (&json!(name), &json!(3), &json!("rest"))
        );
    }
    set(&bench, "clear", "{}");
    assert_eq!(bench.send("GET", "/_sim/state", &[], "").value()["orgs"][0]["faults"], json!([]));
}

#[test]
fn the_form_of_the_page_sets_the_same_and_returns_to_it() {
    let bench = Bench::new();
    let to = format!("/_sim/orgs/{QUIET}/fault");
    let form = "fault=delay&at=&times=2&ms=40&error=invalid_grant";
    let answer = bench.send("POST", &to, &[("accept", "text/html,*/*")], form);
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, Some("/_sim")));
    let state = bench.send("GET", "/_sim/state", &[], "").value();
    let wanted = json!([{ "fault": "delay", "ms": 40, "at": "rest", "times": 2 }]);
    assert_eq!(state["orgs"][0]["faults"], wanted);
    let page = String::from_utf8(bench.send("GET", "/_sim", &[], "").body).unwrap();
    assert!(page.contains("&quot;delay&quot;") && !page.contains("<script"));
}

#[test]
fn what_cannot_be_done_is_told() {
    let bench = Bench::new();
    let cases = [
        ("fault", "{\"fault\":\"nothing\"}", 400),
        ("fault", "", 400),
        ("story", "{}", 400),
        ("dance", "{}", 400),
    ];
    for (act, body, status) in cases {
        assert_eq!(set(&bench, act, body).status, status, "{act} {body}");
    }
    assert_eq!(bench.send("POST", "/_sim/orgs/nobody/clear", &[], "{}").status, 404);
    assert_eq!(bench.send("GET", "/_sim/nothing", &[], "").status, 404);
    let foreign = bench.send("POST", "/_sim/calls/reset", &[("sec-fetch-site", "cross-site")], "");
    assert_eq!(foreign.status, 403);
}

#[test]
fn a_program_gets_tokens_stories_and_any_hour() {
    let bench = Bench::new();
    let tokens = set(&bench, "connect", "{}").value();
    let token = tokens["accessToken"].as_str().unwrap();
    assert_eq!(bench.get("/services/data/v67.0/limits", token).status, 200);
    assert_eq!(set(&bench, "story", "{\"story\":\"over\"}").status, 200);
    let at = format!("/_sim/orgs/{QUIET}/limits?at=2026-06-10T12:00:00Z&version=48");
    let limits = bench.send("GET", &at, &[], "").value();
    assert_eq!(limits["DailyApiRequests"]["Remaining"], -12);
    assert!(limits.get("DailyBulkApiRequests").is_some());
    assert_eq!(set(&bench, "expire", "{}").value(), json!({ "ended": 1 }));
    assert_eq!(bench.get("/services/data/v67.0/limits", token).status, 401);
}

#[test]
fn an_app_can_be_registered_with_what_differs_from_the_default() {
    let bench = Bench::new();
    let app = "{\"clientId\":\"mine\",\"clientSecret\":\"s\",\"rotation\":false,\"sessionTimeoutSecs\":900}";
    assert_eq!(bench.send("POST", "/_sim/apps", &[], app).value(), json!({ "clientId": "mine" }));
    let tokens = bench.simulator.connect(QUIET, "mine", "api").unwrap();
    bench.pass(900);
    assert_eq!(bench.get("/services/data/v67.0/limits", &tokens.access).status, 401);
}
