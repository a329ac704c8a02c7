//! The forms of an answer, and what every answer has in common.

use crate::world::{BUSY, OVER, World, bearer};

#[tokio::test]
async fn json_csv_and_openmetrics_carry_the_same_numbers() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(OVER).await);
    let bearer = bearer(&session);
    let read = async |accept: &str| {
        instance.send("GET", "/api/limits", &[("authorization", &bearer), ("accept", accept)]).await
    };
    let (json, csv) = (read("application/json").await.json(), read("text/csv").await);
    let metrics = read("application/openmetrics-text").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert!(metrics.header("content-type").starts_with("application/openmetrics-text; version=1.0.0"));
    assert!(metrics.body.ends_with("# EOF\n"));
    for limit in json["limits"].as_array().unwrap() {
        let (name, max, remaining) = (limit["name"].as_str().unwrap(), &limit["max"], &limit["remaining"]);
        let row = csv.body.lines().find(|line| line.contains(&format!(",{name},,"))).unwrap();
        let number =
            |value: &serde_json::Value| if value.is_null() { String::new() } else { value.to_string() };
        assert!(row.contains(&format!(",{},{},", number(max), number(remaining))), "{row}");
        let sample =
            format!("salesforce_limit_remaining{{org=\"{}\",limit=\"{name}\"}} {remaining}\n", session.org());
        assert_eq!(metrics.body.contains(&sample), !remaining.is_null(), "{sample}");
    }
}

#[tokio::test]
async fn a_form_that_nobody_offers_is_refused_before_anything_is_read() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    world.proxy.calls();
    let headers = [("authorization", bearer(&session)), ("accept", "application/pdf".into())];
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(instance.send("GET", "/api/limits", &headers).await.problem(), "not_acceptable");
    assert!(world.proxy.calls().is_empty());
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_tells_browsers_what_they_may_do() {
    let world = World::new().await;
    let instance = world.instance();
    let mut ids = std::collections::HashSet::new();
    for (method, path) in [
        ("GET", "/health"),
        ("GET", "/api/limits"),
        ("GET", "/api/session/validate"),
        ("DELETE", "/api/session"),
        ("GET", "/auth/salesforce"),
        ("GET", "/auth/salesforce/callback?error=access_denied"),
        ("POST", "/no/such/route"),
        ("POST", "/api/limits"),
    ] {
        let answer = instance.send(method, path, &[]).await;
        assert!(ids.insert(answer.header("x-request-id").to_owned()), "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src '"), "{path}");
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ] {
            assert_eq!(answer.header(name), value, "{method} {path}");
        }
        // The gateway's own answers say the same of every path, those that are open to all origins included.
        let of_gateway = if answer.status == 404 { "*" } else { "" };
        assert_eq!(answer.header("access-control-allow-origin"), of_gateway, "{method} {path}");
    }
}

#[tokio::test]
async fn a_route_that_does_not_exist_is_a_problem_like_any_other() {
    let world = World::new().await;
    let instance = world.instance();
    for (method, path) in
        [("GET", "/api/nothing"), ("POST", "/nothing"), ("POST", "/api/limits"), ("OPTIONS", "/api/limits")]
    {
        let answer = instance.send(method, path, &[("origin", "https://evil.example")]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (404, "not_found"), "{method} {path}");
    }
}
