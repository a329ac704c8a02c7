//! Everything that can fail outside, and what the caller is told.

use local::salesforce::counts::Asked;
use local::salesforce::faults::{Fault, Point, Trouble as Sick};

use crate::proxy::Trouble;
use crate::world::{BUSY, World, bearer};

/// One row of Salesforce's error table: the fault, our status and code, how often Salesforce was asked for
/// limits, and whether the session is good afterwards.
type Row = (Fault, u16, &'static str, u64, bool);

const ROWS: &[Row] = &[
    (Fault::SessionExpired, 401, "salesforce_session_expired", 1, false),
    (Fault::SessionNotForRest, 403, "salesforce_session_not_for_api", 1, true),
    (Fault::NotAttachedToAgent, 403, "salesforce_app_not_attached", 1, true),
    (Fault::ApiDisabled, 403, "salesforce_api_disabled", 1, true),
    (Fault::MissingPermission, 403, "salesforce_permission_missing", 1, true),
    (Fault::BadOauthToken, 401, "salesforce_session_expired", 1, false),
    (Fault::NotFound, 502, "salesforce_version_unknown", 2, true),
    (Fault::Gone, 502, "salesforce_version_unknown", 2, true),
    (Fault::UriTooLong, 502, "salesforce_request_too_long", 1, true),
    (Fault::HeadersTooLarge, 502, "salesforce_request_too_long", 1, true),
    (Fault::NoRoute, 502, "salesforce_host_moved", 1, true),
    (Fault::ServerError, 503, "salesforce_unavailable", 2, true),
    (Fault::BadGateway, 503, "salesforce_unavailable", 2, true),
    (Fault::Unavailable, 503, "salesforce_unavailable", 2, true),
    (Fault::UnavailablePage, 503, "salesforce_unavailable", 2, true),
    (Fault::Hang, 504, "salesforce_timeout", 1, true),
    (Fault::CutBody, 502, "salesforce_unreadable", 1, true),
    (Fault::NonsenseBody, 502, "salesforce_unreadable", 1, true),
    (Fault::HugeBody, 502, "salesforce_unreadable", 1, true),
];

#[tokio::test]
async fn every_row_of_salesforce_s_error_table_has_its_answer() {
    let world = World::new().await;
    let (patient, hasty) = (world.instance(), world.hasty_instance());
    for (fault, status, code, calls, lives) in ROWS {
        let instance = if *fault == Fault::Hang { &hasty } else { &patient };
        let session = world.session(BUSY).await;
        world
            .around
            .simulator
            .set_fault(BUSY, Sick { fault: fault.clone(), at: Some(Point::Rest), times: None });
        world.around.simulator.reset_calls();
        let answer = instance.get("/api/limits", &session).await;
        assert_eq!((answer.status, answer.problem().as_str()), (*status, *code), "{fault:?}");
        assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), *calls, "{fault:?}");
        assert!(*status < 503 || !answer.header("retry-after").is_empty(), "{fault:?}");
        world.around.simulator.clear_faults(BUSY);
        let valid = instance.get("/api/session/validate", &session).await.json()["valid"].as_bool();
        assert_eq!(valid, Some(*lives), "{fault:?}");
        if *lives {
            assert_eq!(patient.get("/api/limits", &session).await.status, 200, "after {fault:?}");
        }
        world.pass(60);
    }
}

#[tokio::test]
async fn too_many_long_calls_at_once_are_an_answer_too() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    world.around.simulator.set_fault(BUSY, Fault::ConcurrentLimitExceeded);
    let report = instance.get("/api/limits", &session).await.json();
    assert_eq!(report["exhausted"]["limit"], "concurrentLongRequests");
}

#[tokio::test]
async fn salesforce_out_of_reach_is_told_as_unavailable() {
    let world = World::new().await;
    let token = world.session(BUSY).await;
    // Nobody listens on the port that this session's org is said to have.
    let gone = world.instance();
    let mut session = gone.app.store.take_session(&token.id()).await.unwrap().unwrap();
    session.org.instance_url = "http://127.0.0.1:9".into();
    gone.app.store.put_session(&session).await.unwrap();
    assert_eq!(gone.get("/api/limits", &token).await.problem(), "salesforce_unavailable");
}

#[tokio::test]
async fn dynamodb_that_refuses_hangs_or_talks_nonsense_is_a_problem_that_tells_nothing_else() {
    let world = World::new().await;
    let session = world.session(BUSY).await;
    let bearer = bearer(&session);
    let (patient, hasty) = (world.instance(), world.hasty_instance());
    patient.get("/api/limits", &session).await;
    let routes = [
        ("GET", "/api/session/validate", "GetItem"),
        ("GET", "/api/limits", "BatchGetItem"),
        ("GET", "/auth/salesforce", "PutItem"),
        ("DELETE", "/api/session", "DeleteItem"),
    ];
    for (method, path, operation) in routes {
        for (trouble, status, code) in [
            (Trouble::Refuses("ThrottlingException"), 503, "unavailable"),
            (Trouble::Refuses("TransactionConflictException"), 503, "unavailable"),
            (Trouble::Refuses("ProvisionedThroughputExceededException"), 503, "unavailable"),
            (Trouble::Refuses("ResourceNotFoundException"), 500, "internal"),
            (Trouble::Hangs, 503, "unavailable"),
            (Trouble::Nonsense, 503, "unavailable"),
        ] {
            let instance = if matches!(trouble, Trouble::Hangs) { &hasty } else { &patient };
            world.proxy.make(operation, trouble);
            let answer = instance.send(method, path, &[("authorization", &bearer)]).await;
            assert_eq!((answer.status, answer.problem().as_str()), (status, code), "{method} {path}");
            assert!(!answer.body.contains("Exception") && !answer.body.contains("html"), "{}", answer.body);
        }
    }
    world.proxy.heal();
    assert_eq!(patient.get("/api/limits", &session).await.status, 200, "nothing was lost");
}

#[tokio::test]
async fn a_reading_that_cannot_be_kept_is_answered_all_the_same() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    world.pass(600);
    world.proxy.make("TransactWriteItems", Trouble::Refuses("InternalServerError"));
    assert_eq!(instance.get("/api/limits", &session).await.json()["freshness"], "fresh");
    world.proxy.heal();
    world.pass(60);
    assert_eq!(instance.get("/api/limits", &session).await.status, 200);
}

#[tokio::test]
async fn a_browser_that_meets_a_fault_of_ours_reads_so_on_a_page() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();
    let page = browser.start_login("login").await;
    let back = browser.decide(&page, BUSY, "approve").await;
    for (path, operation) in [("/auth/salesforce", "PutItem"), (back.as_str(), "DeleteItem")] {
        world.proxy.make(operation, Trouble::Refuses("ThrottlingException"));
        let answer = browser.visit(path).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (302, "https://fm.example/prod/connect/fault")
        );
    }
    world.proxy.heal();
    assert!(browser.visit(&back).await.header("location").ends_with("/dashboard"), "nothing was lost");
}
