//! The session: how long it is good, who may end it, and what it costs.

use local::salesforce::counts::Asked;
use local::salesforce::faults::{Fault, Point, Trouble};
use shared::http::SESSION_COOKIE;

use crate::world::{BUSY, NOW, OVER, World, bearer};

const VALIDATE: &str = "/api/session/validate";
const HOUR: i64 = 3600;

#[tokio::test]
async fn validating_is_one_read_and_prolongs_nothing() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    world.proxy.calls();
    let answer = instance.get(VALIDATE, &session).await.json();
    assert_eq!(world.proxy.calls(), ["GetItem"]);
    assert_eq!(answer["expiresAt"], "2026-11-20T18:30:00Z", "four hours after {NOW}");
    world.pass(4 * HOUR - 1);
    assert_eq!(instance.get(VALIDATE, &session).await.json()["valid"], true);
    world.pass(1);
    assert_eq!(instance.get(VALIDATE, &session).await.json()["valid"], false);
}

#[tokio::test]
async fn without_a_session_validating_is_no_read_at_all() {
    let world = World::new().await;
    let instance = world.instance();
    for headers in [vec![], vec![("authorization", "Bearer nonsense")], vec![("cookie", "__Host-session=")]] {
        let answer = instance.send("GET", VALIDATE, &headers).await;
        assert_eq!(answer.body, r#"{"valid":false,"expiresAt":null,"org":null,"demo":true}"#);
    }
    assert!(world.proxy.calls().is_empty());
}

#[tokio::test]
async fn use_keeps_a_session_for_four_more_hours_but_never_longer_than_a_day() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    for _ in 0..7 {
        world.pass(3 * HOUR);
        // Salesforce's own session ends after two hours without a call, so this reads with a new token each
        // time.
        let answer = instance.get("/api/limits", &session).await;
        if answer.status == 401 {
            assert_eq!(answer.problem(), "salesforce_session_expired");
            return assert_eq!(instance.get(VALIDATE, &session).await.json()["valid"], false);
        }
    }
    panic!("Salesforce never ended its session");
}

#[tokio::test]
async fn a_session_in_use_all_day_ends_after_twenty_four_hours() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    for _ in 0..23 {
        world.pass(HOUR);
        assert_eq!(instance.get("/api/limits", &session).await.status, 200);
    }
    assert_eq!(instance.get(VALIDATE, &session).await.json()["expiresAt"], "2026-11-21T14:30:00Z");
    world.pass(HOUR);
    assert_eq!(instance.get("/api/limits", &session).await.problem(), "session_required");
}

#[tokio::test]
async fn disconnecting_revokes_the_token_and_ends_the_session_for_good() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();
    browser.connect(BUSY).await;
    let value = browser.cookie(SESSION_COOKIE).unwrap();

    let answer = browser.fetch("DELETE", "/api/session").await;

    assert_eq!((answer.status, browser.cookie(SESSION_COOKIE)), (204, None), "{answer:?}");
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Revoke), 1);
    let old = format!("Bearer {value}");
    assert_eq!(
        instance.send("GET", "/api/limits", &[("authorization", &old)]).await.problem(),
        "session_required"
    );
    assert_eq!(browser.fetch("DELETE", "/api/session").await.status, 204);
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Revoke), 1);
}

#[tokio::test]
async fn a_session_ends_even_when_salesforce_does_not_answer() {
    let world = World::new().await;
    for fault in [Fault::Hang, Fault::UnavailablePage] {
        let session = world.session(BUSY).await;
        world.around.simulator.set_fault(BUSY, Trouble { fault, at: Some(Point::Token), times: None });
        let instance = world.hasty_instance();
        let answer = instance.send("DELETE", "/api/session", &[("authorization", &bearer(&session))]).await;
        assert_eq!(answer.status, 204, "{answer:?}");
        assert_eq!(instance.get(VALIDATE, &session).await.json()["valid"], false);
    }
}

#[tokio::test]
async fn another_site_cannot_end_a_session() {
    let world = World::new().await;
    let session = world.session(BUSY).await;
    let instance = world.instance();
    let cookie = format!("a=b; {SESSION_COOKIE}={}", session.value());
    let (ours, theirs) = (("origin", "https://fm.example"), ("origin", "https://evil.example"));
    for refused in [
        vec![],
        vec![theirs],
        vec![("origin", "null")],
        vec![("origin", "https://fm.example.evil.example")],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "none")],
        vec![("sec-fetch-site", "cross-site"), ours],
    ] {
        let headers = [&[("cookie", cookie.as_str())], &refused[..]].concat();
        let answer = instance.send("DELETE", "/api/session", &headers).await;
        assert_eq!((answer.status, answer.problem().as_str()), (403, "cross_site"), "{refused:?}");
    }
    assert_eq!(instance.get(VALIDATE, &session).await.json()["valid"], true);
    for allowed in
        [vec![ours], vec![("sec-fetch-site", "same-origin")], vec![("sec-fetch-site", "same-origin"), theirs]]
    {
        let headers = [&[("cookie", cookie.as_str())], &allowed[..]].concat();
        assert_eq!(instance.send("DELETE", "/api/session", &headers).await.status, 204, "{allowed:?}");
    }
    assert_eq!(instance.send("DELETE", "/api/session", &[]).await.status, 204, "a program without cookies");
}

#[tokio::test]
async fn a_session_in_the_url_is_refused_on_every_route() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    for (method, path) in
        [("GET", "/api/limits"), ("GET", VALIDATE), ("DELETE", "/api/session"), ("GET", "/health")]
    {
        let answer = instance.send(method, &format!("{path}?session={}", session.value()), &[]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{path}");
        assert!(answer.body.contains("must not stand in a URL") && !answer.body.contains(session.value()));
    }
}

#[tokio::test]
async fn a_session_whose_org_was_changed_in_its_value_finds_nothing() {
    let world = World::new().await;
    let (instance, session, other) = (world.instance(), world.session(BUSY).await, world.session(OVER).await);
    instance.get("/api/limits", &other).await;
    let forged = session.value().replace(session.org().as_str(), other.org().as_str());
    let answer = instance.send("GET", "/api/limits", &[("authorization", &format!("Bearer {forged}"))]).await;
    assert_eq!(answer.problem(), "session_required");
}

#[tokio::test]
async fn a_bearer_token_comes_before_the_cookie() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    let cookie = format!("{SESSION_COOKIE}={}", session.value());
    let answer =
        instance.send("GET", VALIDATE, &[("cookie", &cookie), ("authorization", "Bearer other")]).await;
    assert_eq!(answer.json()["valid"], false);
    assert_eq!(instance.send("GET", VALIDATE, &[("cookie", &cookie)]).await.json()["valid"], true);
}
