//! All orgs of a token, as Prometheus reads them.

use local::salesforce::faults::Fault;
use serde_json::json;

use super::scene::{Scene, account};
use super::{Owner, own_app};
use crate::world::{BUSY, OVER};

#[tokio::test]
async fn whoever_has_a_token_reads_all_orgs_of_its_account_and_no_other() {
    let scene = Scene::new().await;
    let over = scene.owner.watch(&scene.world, OVER).await;
    let ada = account(&scene.world, &scene.instance, "ada@example.com").await;
    assert_eq!(ada.post("/api/orgs", &own_app(&scene.world, OVER)).await.status, 201);
    scene.poll(1).await;
    let share = scene.owner.post("/api/shares", &json!({ "name": "Prometheus" })).await.json();
    let prometheus = Owner::with(&scene.instance, share["token"].as_str().unwrap());
    for (who, orgs) in [(&scene.owner, [true, true]), (&prometheus, [true, true]), (&ada, [false, true])] {
        let answer = who.get("/metrics").await;
        assert_eq!(answer.status, 200);
        assert!(answer.header("content-type").starts_with("application/openmetrics-text; version=1.0.0"));
        assert!(answer.body.ends_with("# EOF\n"));
        let has = [&scene.org, &over].map(|org| {
            let sample = format!("salesforce_limit_remaining{{org=\"{org}\",limit=\"DailyApiRequests\"}} ");
            answer.body.lines().filter(|line| line.starts_with(&sample)).count() == 1
        });
        assert_eq!(has, orgs, "{}", answer.body);
        for family in ["salesforce_limit_max", "salesforce_limits_fresh", "salesforce_connection_lost"] {
            let heads = answer.body.lines().filter(|line| *line == format!("# TYPE {family} gauge"));
            assert_eq!(heads.count(), 1, "{family}");
        }
    }
}

#[tokio::test]
async fn a_lost_connection_shows_and_the_last_values_are_called_stale() {
    let scene = Scene::new().await;
    scene.poll(1).await;
    let sample = async |name: &str| {
        let body = scene.owner.get("/metrics").await.body;
        let start = format!("{name}{{org=\"{}\"}} ", scene.org);
        body.lines().find_map(|line| line.strip_prefix(&start)).unwrap().to_owned()
    };
    assert_eq!(sample("salesforce_connection_lost").await, "0");
    assert_eq!(sample("salesforce_limits_fresh").await, "1");
    let read_at = sample("salesforce_limits_read_timestamp_seconds").await;
    scene.world.around.simulator.set_fault(BUSY, Fault::ApiDisabled);
    scene.poll(4).await;
    assert_eq!(sample("salesforce_connection_lost").await, "1");
    assert_eq!(sample("salesforce_limits_fresh").await, "0");
    assert_eq!(sample("salesforce_limits_read_timestamp_seconds").await, read_at);
}

#[tokio::test]
async fn refused_calls_and_an_account_without_orgs_are_no_failures() {
    let scene = Scene::new().await;
    scene.poll(1).await;
    scene.world.around.simulator.set_fault(BUSY, Fault::DailyLimitExceeded);
    scene.poll(1).await;
    let body = scene.owner.get("/metrics").await.body;
    let refused = format!("salesforce_limits_requests_refused{{org=\"{}\"}} 1", scene.org);
    assert!(body.lines().any(|line| line == refused), "{body}");
    let ada = account(&scene.world, &scene.instance, "ada@example.com").await;
    let empty = ada.get("/metrics").await;
    assert!(empty.status == 200 && empty.body.ends_with("# EOF\n"), "{empty:?}");
}
