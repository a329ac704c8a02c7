//! What lies ahead: in the list of limits, and as an alert before anything has run out.

use jiff::{SignedDuration, Timestamp};
use local::salesforce::orgs::Story;
use serde_json::{Value, json};

use super::past::live;
use super::scene::{REQUESTS, Scene, of_org, on_call, when_over};
use crate::world::NOW;

fn limit_of<'a>(report: &'a Value, name: &str) -> &'a Value {
    report["limits"].as_array().unwrap().iter().find(|limit| limit["name"] == name).unwrap()
}

/// Where the order of urgency puts a limit, by what the answer says of it.
fn rank(limit: &Value, now: Timestamp) -> usize {
    let runs_out: Option<Timestamp> = limit["forecast"]["runsOutAt"].as_str().map(|at| at.parse().unwrap());
    let is_soon = runs_out.is_some_and(|at| at.duration_since(now) < SignedDuration::from_hours(7 * 24));
    match limit["state"].as_str().unwrap() {
        "exceeded" => 0,
        _ if is_soon => 1,
        "critical" => 2,
        "warning" => 3,
        _ if limit["rateFactor"].as_f64().is_some_and(|factor| factor >= 3.0) => 4,
        _ => 5,
    }
}

#[tokio::test]
async fn an_org_with_a_past_is_told_before_its_calls_run_out_and_when_they_will() {
    let start: Timestamp = NOW.parse().unwrap();
    let scene = Scene::at(start, Story::RunsOut).await;
    live(&scene, 9).await;
    scene
        .set(&json!({
            "rules": [of_org("time-left", json!({ "kind": "timeLeft", "minutes": 120 }))],
            "channels": [on_call()],
        }))
        .await;
    let end = when_over(&scene.world, start, 99);
    while scene.mails().is_empty() && scene.world.now() < end {
        scene.poll(1).await;
    }
    let mails = scene.mails();
    assert_eq!(mails.len(), 1, "nobody was told by {}", scene.world.now());
    assert!(mails[0].subject.contains("Daily API requests run out in"), "{}", mails[0].subject);
    let ahead = end.duration_since(scene.world.now());
    assert!(ahead >= SignedDuration::from_mins(60), "{ahead} before the end");

    let report = scene.get("/limits").await;
    let limit = limit_of(&report, REQUESTS);
    let forecast = &limit["forecast"];
    let at = |field: &str| forecast[field].as_str().unwrap().parse::<Timestamp>().unwrap();
    assert!(at("earliest") <= at("runsOutAt") && at("runsOutAt") <= at("latest"), "{forecast}");
    let error = at("runsOutAt").duration_since(end).abs();
    assert!(error <= SignedDuration::from_mins(60), "{error}: {forecast}");
    assert!(forecast["because"].as_str().is_some_and(|words| words.contains(' ')), "{forecast}");
    assert!(limit["ratePerHour"].as_f64().unwrap() > 0.0 && limit["usualRatePerHour"].is_number(), "{limit}");
}

#[tokio::test]
async fn what_needs_somebody_first_stands_first() {
    for story in [Story::RunsOut, Story::Over, Story::FillsUp] {
        let scene = Scene::at(NOW.parse().unwrap(), story).await;
        live(&scene, 9).await;
        scene.poll(2).await;
        let report = scene.get("/limits").await;
        let limits = report["limits"].as_array().unwrap();
        let ranks: Vec<_> = limits.iter().map(|limit| rank(limit, scene.world.now())).collect();
        assert!(ranks.is_sorted(), "{story:?}: {ranks:?}");
        assert!(ranks[0] < 5 && ranks.contains(&5), "{story:?}: {ranks:?}");
        for pair in limits.windows(2).filter(|pair| pair.iter().all(|l| rank(l, scene.world.now()) == 1)) {
            let ends: Vec<_> = pair.iter().map(|limit| limit["forecast"]["runsOutAt"].as_str()).collect();
            assert!(ends.is_sorted(), "{ends:?}");
        }
        let worst = &scene.owner.get("/api/orgs").await.json()["orgs"][0]["summary"]["worst"];
        assert_eq!(worst["name"], limits[0]["name"], "the list of orgs says the same");
    }
}

#[tokio::test]
async fn json_csv_and_openmetrics_say_the_same_numbers() {
    let scene = Scene::at(NOW.parse().unwrap(), Story::Over).await;
    scene.poll(1).await;
    let token = format!("Bearer {}", scene.world.around.ops_token);
    let form = async |accept: &str| {
        let headers = [("authorization", token.as_str()), ("accept", accept)];
        scene.instance.send("GET", &scene.path("/limits"), &headers).await.body
    };
    let report: Value = serde_json::from_str(&form("application/json").await).unwrap();
    let (csv, metrics) = (form("text/csv").await, form("application/openmetrics-text").await);
    let mut seen = 0;
    for limit in report["limits"].as_array().unwrap() {
        let number = |field: &str| limit[field].as_i64();
        let (Some(max), Some(left), Some(used)) = (number("max"), number("remaining"), number("used")) else {
            continue;
        };
        let name = limit["name"].as_str().unwrap();
        let row = csv.lines().find(|row| row.contains(&format!(",{name},,"))).unwrap();
        assert!(row.contains(&format!(",{max},{left},{used},")), "{row}");
        let sample = format!("salesforce_limit_remaining{{org=\"{}\",limit=\"{name}\"}} {left}", scene.org);
        assert!(metrics.lines().any(|line| line == sample), "{sample}");
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}

#[tokio::test]
async fn nobody_and_whoever_watches_another_org_sees_no_limits() {
    let scene = Scene::new().await;
    for path in ["/limits", "/limits/DailyApiRequests/history", "/alerts", "/events"] {
        let nobody = scene.instance.send("GET", &scene.path(path), &[]).await;
        assert_eq!((nobody.status, nobody.problem().as_str()), (401, "session_required"), "{path}");
        for org in ["00D000000000001EAA", "acme"] {
            let unknown = scene.owner.get(&format!("/api/orgs/{org}{path}")).await;
            assert_eq!((unknown.status, unknown.problem().as_str()), (404, "not_found"), "{org}{path}");
        }
    }
}
