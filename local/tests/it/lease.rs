//! Many requests for one org at once.

use std::sync::Arc;

use local::salesforce::counts::Asked;
use local::salesforce::faults::{Fault, Trouble as Sick};
use shared::token::SessionToken;
use tokio::sync::Semaphore;

use crate::proxy::Trouble;
use crate::world::{Answer, BUSY, Instance, World};

/// So many requests at once, spread over instances, each with a session of its own.
async fn crowd(world: &World, instances: [Instance; 5], size: usize) -> Vec<Answer> {
    let mut requests = Vec::new();
    for i in 0..size {
        let (instance, session) = (instances[i % 5].clone(), world.session(BUSY).await);
        requests.push(tokio::spawn(async move { instance.get("/api/limits", &session).await }));
    }
    let mut answers = Vec::new();
    for request in requests {
        answers.push(request.await.unwrap());
    }
    answers
}

/// Takes the org's lease as somebody does who is asking Salesforce and does not come back.
async fn occupy(world: &World, session: &SessionToken, length: jiff::SignedDuration) {
    let store = &world.instance().app.store;
    let kept = store.find_snapshot(session.org(), world.now()).await.unwrap();
    assert!(store.take_lease(session.org(), &kept, world.now(), length).await.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_requests_at_once_make_one_call_to_salesforce() {
    let world = World::new().await;
    world.around.simulator.set_fault(BUSY, Fault::Delay { ms: 50 });
    let answers = crowd(&world, [(); 5].map(|()| world.instance()), 50).await;
    assert!(answers.iter().all(|answer| answer.status == 200 && answer.json()["freshness"] == "fresh"));
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_somebody_is_asking_the_others_get_the_last_reading_with_its_age() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    instance.get("/api/limits", &session).await;
    world.pass(90);
    occupy(&world, &session, jiff::SignedDuration::from_hours(1)).await;

    let answers = crowd(&world, [(); 5].map(|()| world.impatient_instance()), 10).await;

    for answer in answers {
        let report = answer.json();
        assert_eq!((report["freshness"].as_str(), report["ageSeconds"].as_i64()), (Some("stale"), Some(90)));
    }
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_any_reading_the_others_are_told_to_come_back() {
    let world = World::new().await;
    world.around.simulator.set_fault(BUSY, Fault::UnavailablePage);
    let answers = crowd(&world, [(); 5].map(|()| world.instance()), 10).await;
    for answer in &answers {
        assert_eq!(answer.status, 503, "{answer:?}");
        assert!(["salesforce_unavailable", "reading"].contains(&answer.problem().as_str()));
        assert!(!answer.header("retry-after").is_empty());
    }
}

#[tokio::test]
async fn a_holder_that_comes_back_too_late_does_not_replace_the_newer_reading() {
    let world = World::new().await;
    let session = world.session(BUSY).await;
    // The first caller's write waits; before it is let through, its lease runs out and another has read
    // again.
    let gate = Arc::new(Semaphore::new(1));
    world.proxy.make("UpdateItem", Trouble::Waits(gate.clone()));
    let (slow, late) = (world.instance(), session.clone());
    let slow = tokio::spawn(async move { slow.get("/api/limits", &late).await });
    while world.around.simulator.calls_of(BUSY, Asked::Limits) == 0 || world.proxy.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    world.proxy.heal();
    world.pass(60);
    let newer = world.instance().get("/api/limits", &session).await.json();
    gate.add_permits(1);
    assert_eq!(slow.await.unwrap().status, 200, "it has its reading all the same");
    let kept = world.instance().get("/api/limits", &session).await.json();
    assert_eq!(kept["readAt"], newer["readAt"]);
}

#[tokio::test]
async fn a_holder_that_died_blocks_nobody_after_its_lease_has_run_out() {
    let world = World::new().await;
    let (instance, session) = (world.impatient_instance(), world.session(BUSY).await);
    occupy(&world, &session, jiff::SignedDuration::from_secs(10)).await;
    assert_eq!(instance.get("/api/limits", &session).await.problem(), "reading");
    world.pass(10);
    assert_eq!(world.instance().get("/api/limits", &session).await.status, 200);
}

#[tokio::test]
async fn a_passing_fault_is_tried_once_more_and_a_lasting_one_not_twice() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    let once = Sick { fault: Fault::Unavailable, at: None, times: Some(1) };
    world.around.simulator.set_fault(BUSY, once);
    assert_eq!(instance.get("/api/limits", &session).await.status, 200);
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 2);
    world.pass(60);
    world.around.simulator.set_fault(BUSY, Fault::BadGateway);
    assert_eq!(instance.get("/api/limits", &session).await.problem(), "salesforce_unavailable");
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waited_for_nothing_asks_for_himself_and_hears_the_true_reason() {
    let world = World::new().await;
    world.around.simulator.set_fault(BUSY, Fault::MissingPermission);
    for answer in crowd(&world, [(); 5].map(|()| world.instance()), 5).await {
        assert_eq!(answer.problem(), "salesforce_permission_missing");
    }
}

#[tokio::test]
async fn a_session_that_ends_during_the_call_takes_neither_the_reading_nor_the_lease_with_it() {
    let world = World::new().await;
    let (session, other) = (world.session(BUSY).await, world.session(BUSY).await);
    world.pass(600);
    // The transaction that keeps the reading and the session's use is held until the session is gone.
    let gate = Arc::new(Semaphore::new(0));
    world.proxy.make("TransactWriteItems", Trouble::Waits(gate.clone()));
    let (reader, mine) = (world.instance(), session.clone());
    let reading = tokio::spawn(async move { reader.get("/api/limits", &mine).await });
    while world.proxy.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    world.instance().app.store.take_session(&session.id()).await.unwrap();
    gate.add_permits(1);
    assert_eq!(reading.await.unwrap().status, 200);
    world.proxy.heal();
    world.proxy.calls();
    assert_eq!(world.instance().get("/api/limits", &other).await.json()["freshness"], "fresh");
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 1, "the reading was kept");
}

#[tokio::test]
async fn a_transaction_of_somebody_else_fails_no_reader() {
    let world = World::new().await;
    let (instance, session) = (world.impatient_instance(), world.session(BUSY).await);
    instance.get("/api/limits", &session).await;
    world.proxy.make("UpdateItem", Trouble::Refuses("TransactionConflictException"));
    world.pass(50);
    assert_eq!(instance.get("/api/limits", &session).await.status, 200);
    world.pass(400);
    let stale = instance.get("/api/limits", &session).await.json();
    assert_eq!(stale["freshness"], "stale", "somebody has the item, so the last reading has to do");
}
