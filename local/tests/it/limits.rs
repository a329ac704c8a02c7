//! Reading limits: what is answered, and what it costs.

use local::salesforce::counts::Asked;
use local::salesforce::faults::Fault;
use serde_json::Value;

use crate::world::{BUSY, OVER, SANDBOX, World};

fn limit<'a>(report: &'a Value, name: &str) -> &'a Value {
    let limits = report["limits"].as_array().unwrap();
    limits.iter().find(|limit| limit["name"] == name).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn a_cached_read_is_one_round_trip_and_nothing_else() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    instance.get("/api/limits", &session).await;
    world.proxy.calls();
    world.around.simulator.reset_calls();
    let answer = instance.get("/api/limits", &session).await.json();
    assert_eq!(world.proxy.calls(), ["BatchGetItem"]);
    assert_eq!(
        (world.around.simulator.calls(Asked::Limits), answer["freshness"].as_str()),
        (0, Some("fresh"))
    );
}

#[tokio::test]
async fn a_fresh_read_adds_one_call_to_salesforce_and_two_writes() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    world.proxy.calls();
    assert_eq!(instance.get("/api/limits", &session).await.status, 200);
    assert_eq!(world.proxy.calls(), ["BatchGetItem", "UpdateItem", "UpdateItem"]);
    assert_eq!(world.around.simulator.calls_of(BUSY, Asked::Limits), 1);
    assert_eq!(world.around.simulator.calls(Asked::Versions), 0);
}

#[tokio::test]
async fn the_use_of_a_session_is_written_down_together_with_the_reading() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    world.pass(600);
    world.proxy.calls();
    instance.get("/api/limits", &session).await;
    assert_eq!(world.proxy.calls(), ["BatchGetItem", "UpdateItem", "TransactWriteItems"]);
    let validity = instance.get("/api/session/validate", &session).await.json();
    assert_eq!(validity["expiresAt"], "2026-11-20T18:40:00Z");
}

#[tokio::test]
async fn a_reading_serves_every_session_and_instance_for_a_minute() {
    let world = World::new().await;
    let (a, b) = (world.instance(), world.instance());
    let (mine, yours) = (world.session(BUSY).await, world.session(BUSY).await);
    let first = a.get("/api/limits", &mine).await.json();
    world.pass(59);
    let second = b.get("/api/limits", &yours).await.json();
    assert_eq!(
        (second["readAt"].clone(), second["ageSeconds"].as_i64()),
        (first["readAt"].clone(), Some(59))
    );
    world.pass(1);
    let third = b.get("/api/limits", &yours).await.json();
    assert_eq!(
        (third["ageSeconds"].as_i64(), world.around.simulator.calls_of(BUSY, Asked::Limits)),
        (Some(0), 2)
    );
}

#[tokio::test]
async fn whoever_insists_gets_a_new_reading_every_ten_seconds() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    let asked = || world.around.simulator.calls_of(BUSY, Asked::Limits);
    instance.get("/api/limits", &session).await;
    world.pass(9);
    instance.get("/api/limits?fresh=true", &session).await;
    assert_eq!(asked(), 1);
    world.pass(1);
    let again = instance.get("/api/limits?fresh=true", &session).await.json();
    assert_eq!((again["ageSeconds"].as_i64(), asked()), (Some(0), 2));
    world.pass(10);
    instance.get("/api/limits?fresh=yes", &session).await;
    assert_eq!(asked(), 2);
}

#[tokio::test]
async fn a_reading_in_a_form_that_this_version_does_not_know_is_read_again() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    instance.get("/api/limits", &session).await;
    let table = world.around.template.tables.iter().find(|table| table.name.ends_with("snapshots")).unwrap();
    let mut item = world.around.dynamodb.items(&table.name).unwrap().remove(0);
    item["form"]["N"] = "2".into();
    item["readings"]["S"] = "from another version".into();
    world.around.dynamodb.put(&table.name, item).unwrap();
    let report = instance.get("/api/limits", &session).await.json();
    assert_eq!((report["freshness"].as_str(), report["counts"]["exceeded"].is_u64()), (Some("fresh"), true));
    assert!(report["limits"].as_array().unwrap().len() > 50);
}

#[tokio::test]
async fn a_reading_of_yesterday_is_forgotten_even_if_dynamodb_still_has_it() {
    let world = World::new().await;
    let instance = world.instance();
    instance.get("/api/limits", &world.session(BUSY).await).await;
    world.pass(24 * 3600);
    world.around.simulator.set_fault(BUSY, Fault::DailyLimitExceeded);
    let report = instance.get("/api/limits", &world.session(BUSY).await).await.json();
    assert_eq!((report["freshness"].as_str(), report["readAt"].clone()), (Some("none"), Value::Null));
}

#[tokio::test]
async fn another_limit_that_refuses_begins_anew() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    world.around.simulator.set_fault(BUSY, Fault::DailyLimitExceeded);
    instance.get("/api/limits", &session).await;
    world.pass(60);
    world.around.simulator.set_fault(BUSY, Fault::ConcurrentLimitExceeded);
    let report = instance.get("/api/limits", &session).await.json();
    assert_eq!(report["exhausted"]["since"], "2026-11-20T14:31:00Z");
}

#[tokio::test]
async fn each_limit_tells_what_it_is_how_much_is_used_and_what_breaks() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(OVER).await);
    let report = instance.get("/api/limits?explain=true", &session).await.json();
    let api = limit(&report, "DailyApiRequests");
    assert_eq!(
        (api["remaining"].as_i64().unwrap() < 0, api["state"].as_str()),
        (true, Some("exceeded")),
        "{api}"
    );
    assert_eq!(
        api["used"].as_i64().unwrap(),
        api["max"].as_i64().unwrap() - api["remaining"].as_i64().unwrap()
    );
    assert!(api["usedPercent"].as_f64().unwrap() > 100.0);
    for (part, value) in
        [("label", "Daily API requests"), ("category", "api"), ("unit", "count"), ("window", "rolling24h")]
    {
        assert_eq!(api[part], value);
    }
    assert!(!api["meaning"].as_str().unwrap().is_empty() && !api["whenFull"].as_str().unwrap().is_empty());
    assert!(api["apps"].as_array().unwrap().len() >= 3, "{api}");
    assert_eq!(limit(&report, "HourlyDashboardStatuses")["state"], "unlimited");
    assert_eq!(limit(&report, "CdpAiInferenceApiMonthlyLimit")["state"], "notProvisioned");
    assert_eq!(limit(&report, "PermissionSets")["apps"][0]["name"], "CreateCustom");
    assert!(report["apiUsage"]["used"].as_i64().unwrap() > 0, "{}", report["apiUsage"]);
}

#[tokio::test]
async fn explanations_come_only_to_whoever_asks_for_them() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(OVER).await);
    let (lean, whole) = (
        instance.get("/api/limits", &session).await,
        instance.get("/api/limits?explain=true", &session).await,
    );
    assert!(!lean.body.contains("whenFull") && whole.body.contains("whenFull"));
    assert!(lean.body.len() < 16_000, "{} bytes", lean.body.len());
}

#[tokio::test]
async fn the_most_urgent_limit_comes_first_in_every_org() {
    const ORDER: [&str; 7] =
        ["exceeded", "critical", "warning", "ok", "unlimited", "unknown", "notProvisioned"];
    let world = World::new().await;
    let instance = world.instance();
    for org in world.around.simulator.orgs() {
        let report = instance.get("/api/limits", &world.session(org.my_domain).await).await.json();
        let states: Vec<_> =
            report["limits"].as_array().unwrap().iter().map(|l| l["state"].as_str().unwrap()).collect();
        let ranks: Vec<_> =
            states.iter().map(|state| ORDER.iter().position(|known| known == state).unwrap()).collect();
        assert!(ranks.is_sorted(), "{}: {states:?}", org.name);
        for state in ORDER {
            let count = states.iter().filter(|known| **known == state).count();
            assert_eq!(report["counts"][state], count, "{} {state}", org.name);
        }
    }
}

#[tokio::test]
async fn a_limit_that_the_user_may_not_see_is_absent_and_never_zero() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(SANDBOX).await);
    let report = instance.get("/api/limits", &session).await.json();
    assert_eq!(limit(&report, "DataStorageMB"), &Value::Null);
    assert!(!limit(&report, "DailyApiRequests").is_null());
}

#[tokio::test]
async fn used_up_api_requests_are_an_answer_that_brings_the_last_reading() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    let before = instance.get("/api/limits", &session).await.json();
    world.pass(120);
    world.around.simulator.set_fault(BUSY, Fault::DailyLimitExceeded);

    let during = instance.get("/api/limits", &session).await;

    assert_eq!(during.status, 200, "{during:?}");
    let during = during.json();
    assert_eq!((&during["readAt"], during["freshness"].as_str()), (&before["readAt"], Some("stale")));
    assert_eq!(during["exhausted"]["limit"], "dailyApiRequests");
    assert_eq!(during["exhausted"]["since"], "2026-11-20T14:32:00Z");
    assert_eq!(
        (&during["limits"][0]["name"], &during["limits"][0]["state"]),
        (&"DailyApiRequests".into(), &"exceeded".into())
    );

    world.proxy.calls();
    world.pass(30);
    instance.get("/api/limits", &session).await;
    assert_eq!(world.proxy.calls(), ["BatchGetItem"], "a refusal is cached like a reading");
    world.pass(60);
    let later = instance.get("/api/limits", &session).await.json();
    assert_eq!(later["exhausted"]["since"], "2026-11-20T14:32:00Z", "it began then and goes on");

    world.around.simulator.clear_faults(BUSY);
    world.pass(60);
    let after = instance.get("/api/limits", &session).await.json();
    assert_eq!((after["exhausted"].clone(), after["freshness"].as_str()), (Value::Null, Some("fresh")));
}

#[tokio::test]
async fn used_up_api_requests_are_told_even_if_nothing_was_ever_read() {
    let world = World::new().await;
    let (instance, session) = (world.instance(), world.session(BUSY).await);
    world.around.simulator.set_fault(BUSY, Fault::DailyLimitExceeded);
    let report = instance.get("/api/limits", &session).await.json();
    assert_eq!((report["freshness"].as_str(), report["readAt"].clone()), (Some("none"), Value::Null));
    assert_eq!(
        (report["limits"][0]["state"].as_str(), report["limits"][0]["max"].clone()),
        (Some("exceeded"), Value::Null)
    );
}

#[tokio::test]
async fn an_org_that_does_not_know_our_api_version_is_asked_for_its_newest() {
    let world = World::new().await;
    let session = world.session(BUSY).await;
    for version in ["v99.0", "v30.0"] {
        let mut config = world.config();
        config.salesforce.api_version = version.into();
        let report = world.instance_with(config).get("/api/limits?fresh=true", &session).await.json();
        assert_eq!(report["apiVersion"], "v67.0", "{version}");
        world.pass(10);
    }
}

#[tokio::test]
async fn health_touches_nothing() {
    let world = World::new().await;
    let instance = world.instance();
    for path in ["/health", "/api/health"] {
        let answer = instance.send("GET", path, &[]).await;
        assert_eq!((answer.status, answer.json()["status"].as_str()), (200, Some("ok")));
        assert_eq!(answer.json()["timestamp"], "2026-11-20T14:30:00Z");
    }
    assert!(world.proxy.calls().is_empty() && world.around.stand_ins.secrets.reads() == 0);
}
