//! Reading by the clock.

use local::salesforce::counts::Asked;

use super::{Owner, poll};
use crate::world::{BUSY, World};

#[tokio::test]
async fn a_watched_org_is_read_once_in_each_slot_and_its_history_grows() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Owner::before(&world, &instance);
    let org = owner.watch(&world, BUSY).await;
    let before = world.around.simulator.calls_of(BUSY, Asked::Limits);
    for _ in 0..3 {
        poll(&world, &instance).await;
    }
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits) - before, 3);

    let report = owner.get(&format!("/api/orgs/{org}/limits")).await.json();
    assert_eq!(report["freshness"], "fresh", "{report}");
    assert!(report["limits"].as_array().unwrap().len() > 50);
    let history = owner.get(&format!("/api/orgs/{org}/limits/DailyApiRequests/history")).await.json();
    assert_eq!(history["at"].as_array().unwrap().len(), 3, "{history}");
    let orgs = owner.get("/api/orgs").await.json();
    assert_eq!(orgs["orgs"][0]["callsToday"], 3, "{orgs}");
    assert!(orgs["orgs"][0]["summary"]["worst"]["sentence"].as_str().unwrap().contains(':'), "{orgs}");
    let metrics = owner.get("/metrics").await;
    assert!(metrics.body.contains("salesforce_connection_lost{org="), "{metrics:?}");
}
