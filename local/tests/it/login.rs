//! Connecting an org.

use local::salesforce::counts::Asked;
use local::salesforce::faults::{Fault, Point, Trouble};
use shared::http::{LOGIN_COOKIE, SESSION_COOKIE};

use crate::world::{Answer, BUSY, OVER, SANDBOX, World};

fn leads_to(answer: &Answer, path: &str) {
    assert_eq!(answer.status, 302, "{answer:?}");
    assert_eq!(answer.header("location"), format!("https://fm.example/prod{path}"), "{answer:?}");
}

#[tokio::test]
async fn a_person_connects_an_org_with_one_approval_and_reads_its_limits() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();

    leads_to(&browser.connect(BUSY).await, "/dashboard");

    let session = browser.fetch("GET", "/api/session/validate").await.json();
    assert_eq!(
        (session["valid"].as_bool(), session["org"]["name"].as_str()),
        (Some(true), Some("Northwind Freight"))
    );
    assert_eq!(session["org"]["kind"], "production");
    let limits = browser.fetch("GET", "/api/limits").await.json();
    assert!(limits["limits"].as_array().unwrap().len() >= 55, "{limits}");
    assert_eq!(browser.cookie(LOGIN_COOKIE), None);
}

#[tokio::test]
async fn production_sandbox_and_developer_orgs_are_told_apart() {
    let world = World::new().await;
    let instance = world.instance();
    for (org, kind) in [(OVER, "production"), (SANDBOX, "sandbox"), ("quietpines-dev-ed", "developer")] {
        let browser = instance.browser();
        browser.connect(org).await;
        let session = browser.fetch("GET", "/api/session/validate").await.json();
        assert_eq!(session["org"]["kind"], kind, "{org}");
    }
}

#[tokio::test]
async fn neither_the_session_s_value_nor_the_access_token_nor_the_state_is_stored_in_clear() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();
    let page = browser.start_login("login").await;
    let state = page.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    assert!(!world.stored().contains(&state));
    let back = browser.decide(&page, BUSY, "approve").await;
    browser.visit(&back).await;

    let stored = world.stored();
    let value = browser.cookie(SESSION_COOKIE).unwrap();
    assert!(stored.contains("instanceUrl") && !stored.contains(&value[..43]), "{stored}");
    assert!(!stored.contains("00D1t0000008BzY!"), "an access token is in {stored}");
}

#[tokio::test]
async fn pkce_and_the_least_scope_are_asked_for_and_never_a_refresh_token() {
    let world = World::new().await;
    let instance = world.instance();
    let page = instance.browser().start_login("test").await;
    let query: std::collections::HashMap<_, _> = page.query_pairs().into_owned().collect();
    assert_eq!((query["scope"].as_str(), query["code_challenge_method"].as_str()), ("api id", "S256"));
    assert_eq!((query["code_challenge"].len(), query["state"].len()), (43, 43));
}

#[tokio::test]
async fn a_program_gets_the_address_as_json_and_a_bad_host_as_a_problem() {
    let world = World::new().await;
    let instance = world.instance();
    let answer = instance.send("GET", "/auth/salesforce", &[("accept", "application/json")]).await;
    assert!(answer.json()["authUrl"].as_str().unwrap().contains("/services/oauth2/authorize?"), "{answer:?}");
    let path = "/auth/salesforce?host=evil.example";
    assert_eq!(instance.send("GET", path, &[]).await.problem(), "invalid");
    leads_to(&instance.browser().visit(path).await, "/connect/invalid-host");
}

#[tokio::test]
async fn of_two_callbacks_with_one_state_exactly_one_wins() {
    let world = World::new().await;
    let (a, b) = (world.instance(), world.instance());
    let browser = a.browser();
    let page = browser.start_login("login").await;
    let back = browser.decide(&page, BUSY, "approve").await;
    let other = browser.before(&b);

    let (first, second) = tokio::join!(browser.visit(&back), other.visit(&back));

    let won =
        [&first, &second].iter().filter(|answer| answer.header("location").ends_with("/dashboard")).count();
    assert_eq!(won, 1, "{first:?} {second:?}");
    assert_eq!(world.around.simulator.calls(Asked::Token), 1);
    leads_to(&browser.visit(&back).await, "/connect/state-unknown");
}

#[tokio::test]
async fn a_callback_in_another_browser_is_refused_and_takes_nothing_away() {
    let world = World::new().await;
    let instance = world.instance();
    let (mine, thief) = (instance.browser(), instance.browser());
    let page = mine.start_login("login").await;
    let back = mine.decide(&page, BUSY, "approve").await;
    leads_to(&thief.visit(&back).await, "/connect/state-unknown");
    thief.start_login("login").await;
    leads_to(&thief.visit(&back).await, "/connect/state-unknown");
    leads_to(&mine.visit(&back).await, "/dashboard");
}

#[tokio::test]
async fn a_login_has_to_be_finished_within_ten_minutes() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();
    let page = browser.start_login("login").await;
    let back = browser.decide(&page, BUSY, "approve").await;
    world.pass(600);
    leads_to(&browser.visit(&back).await, "/connect/state-unknown");
}

#[tokio::test]
async fn two_tabs_can_log_in_side_by_side() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();
    let (first, second) = (browser.start_login("login").await, browser.start_login("test").await);
    let back = browser.decide(&first, BUSY, "approve").await;
    let (cookie, other) =
        (browser.cookie(LOGIN_COOKIE).unwrap(), browser.decide(&second, SANDBOX, "approve").await);
    leads_to(&browser.visit(&back).await, "/dashboard");
    let headers = [("cookie", format!("{LOGIN_COOKIE}={cookie}"))];
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    leads_to(&instance.send("GET", &other, &headers).await, "/dashboard");
}

#[tokio::test]
async fn whoever_denies_or_is_refused_reads_why_and_what_to_do() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();
    let page = browser.start_login("login").await;
    let back = browser.decide(&page, BUSY, "deny").await;
    leads_to(&browser.visit(&back).await, "/connect/denied");
    for (query, slug) in [
        ("error=invalid_client&error_description=app+must+be+installed+into+org", "app-not-installed"),
        ("error=OAUTH_APPROVAL_ERROR_GENERIC", "app-blocked"),
        ("error=server_error", "salesforce-down"),
        ("error=%3Cscript%3E&error_description=%0d%0aSet-Cookie:x", "unknown"),
        ("", "state-unknown"),
        ("code=x", "state-unknown"),
        ("code=x&state=y", "state-unknown"),
    ] {
        let answer = instance.browser().visit(&format!("/auth/salesforce/callback?{query}")).await;
        leads_to(&answer, &format!("/connect/{slug}"));
        assert!(auth::CAUSES.iter().any(|cause| cause.slug == slug));
    }
}

#[tokio::test]
async fn a_token_endpoint_that_refuses_lies_or_is_silent_connects_nothing() {
    let world = World::new().await;
    let (patient, hasty) = (world.instance(), world.hasty_instance());
    let oauth = |error: &str, description: &str| Fault::OauthError {
        error: error.into(),
        description: Some(description.into()),
    };
    for (fault, slug) in [
        (Fault::WrongSignature, "untrusted-reply"),
        (Fault::ForeignInstanceUrl, "untrusted-reply"),
        (oauth("invalid_grant", "expired authorization code"), "code-expired"),
        (oauth("invalid_grant", "IP restricted or invalid login hours"), "ip-restricted"),
        (oauth("invalid_grant", "inactive user"), "inactive-user"),
        (oauth("invalid_client", "invalid client credentials"), "misconfigured"),
        (oauth("invalid_client", "app must be installed into org"), "app-not-installed"),
        (oauth("server_error", "try later"), "salesforce-down"),
        (Fault::Unavailable, "salesforce-down"),
        (Fault::UnavailablePage, "salesforce-down"),
        (Fault::Hang, "salesforce-down"),
        (Fault::CutBody, "untrusted-reply"),
        (Fault::NonsenseBody, "untrusted-reply"),
        (Fault::HugeBody, "untrusted-reply"),
    ] {
        let told = format!("{fault:?}");
        let instance = if fault == Fault::Hang { &hasty } else { &patient };
        let trouble = Trouble { fault, at: Some(Point::Token), times: None };
        world.around.simulator.set_fault(BUSY, trouble);
        let browser = instance.browser();
        let answer = browser.connect(BUSY).await;
        assert_eq!(answer.header("location"), format!("https://fm.example/prod/connect/{slug}"), "{told}");
        assert_eq!(browser.cookie(SESSION_COOKIE), None, "{told}");
        world.around.simulator.clear_faults(BUSY);
    }
    assert!(!world.stored().contains("instanceUrl"));
}

#[tokio::test]
async fn an_org_whose_name_cannot_be_read_is_connected_all_the_same() {
    let world = World::new().await;
    world.around.simulator.set_fault(BUSY, Fault::MissingPermission);
    let instance = world.instance();
    let browser = instance.browser();
    leads_to(&browser.connect(BUSY).await, "/dashboard");
    let session = browser.fetch("GET", "/api/session/validate").await.json();
    assert!(
        session["valid"].as_bool().unwrap() && !session["org"]["name"].as_str().unwrap().is_empty(),
        "{session}"
    );
}

#[tokio::test]
async fn a_new_login_ends_the_session_that_it_replaces() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();
    browser.connect(BUSY).await;
    let old = format!("Bearer {}", browser.cookie(SESSION_COOKIE).unwrap());
    browser.connect(OVER).await;
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Revoke), 1);
    let path = "/api/session/validate";
    assert_eq!(instance.send("GET", path, &[("authorization", &old)]).await.json()["valid"], false);
    assert_eq!(browser.fetch("GET", path).await.json()["org"]["name"], "Overland Outfitters");
}
