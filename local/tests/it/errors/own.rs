//! Our own functions report here too.

use std::sync::Arc;

use local::gateway::Gateway;
use local::own_logs::{self, Line};
use local::template::Template;
use serde_json::{Value, json};
use shared::app::App;
use shared::error::Error;
use shared::http::{self, Request, Response, Route};
use tracing_subscriber::layer::SubscriberExt;

use crate::proxy::{ANY, Trouble};
use crate::world::{Instance, World};

/// What is known of the first project.
async fn own_groups(world: &World) -> Vec<Value> {
    let token = format!("Bearer {}", world.around.ops_token);
    let answer = world.instance().send("GET", "/api/errors", &[("authorization", &token)]).await;
    answer.json()["groups"].as_array().unwrap().clone()
}

async fn own_events(world: &World, group: &Value) -> Vec<Value> {
    let token = format!("Bearer {}", world.around.ops_token);
    let path = format!("/api/errors/{}", group["id"].as_str().unwrap());
    let answer = world.instance().send("GET", &path, &[("authorization", &token)]).await;
    answer.json()["events"].as_array().unwrap().clone()
}

/// Hands the log of this test's thread on, as CloudWatch does with a function's.
async fn deliver(instance: &Instance, function: &str) {
    let lines: Vec<_> = crate::logs::lines()
        .iter()
        .enumerate()
        .map(|(n, line)| Line { id: format!("line {n}"), at: instance.app.now(), text: line.to_string() })
        .collect();
    instance.deliveries.deliver_lines(function, &lines).await.unwrap();
}

#[tokio::test]
async fn an_answer_of_500_and_above_becomes_an_error_of_the_first_project_with_its_request() {
    let world = World::new().await;
    let instance = world.instance();
    world.proxy.make(ANY, Trouble::Refuses("AccessDeniedException"));
    let failed = instance
        .send("GET", "/api/session/validate", &[("authorization", &crate::world::bearer(&session()))])
        .await;
    assert_eq!(failed.status, 500, "{failed:?}");
    world.proxy.heal();
    deliver(&instance, "auth-validate").await;
    let groups = own_groups(&world).await;
    let [group] = groups.as_slice() else { panic!("{groups:?}") };
    assert!(group["title"].as_str().unwrap().starts_with("internal: could not read"), "{group}");
    assert_eq!((&group["source"], &group["environments"]), (&json!("functions"), &json!(["local"])));
    let event = &own_events(&world, group).await[0];
    assert_eq!(event["tags"]["request_id"], failed.header("x-request-id"));
    assert_eq!(
        (&event["tags"]["function"], &event["transaction"]),
        (&json!("auth-validate"), &json!("auth-validate"))
    );
    assert_eq!((&event["tags"]["status"], &event["level"]), (&json!("500"), &json!("error")));
    // CloudWatch may hand the same lines on again.
    deliver(&instance, "auth-validate").await;
    assert_eq!(own_groups(&world).await[0]["count"], 1);
}

fn session() -> shared::token::SessionToken {
    shared::token::SessionToken::new(shared::org::OrgId::parse("00D000000000001EAA").unwrap()).unwrap()
}

async fn panics(_: &App, _: Request) -> Result<Response, Error> {
    let nothing: Vec<u8> = Vec::new();
    Ok(http::content("text/plain", vec![nothing[std::hint::black_box(7)]]))
}

static PANICS: &[&[Route]] = &[&[shared::route!(GET "/panics" => "health-shallow", panics)]];

#[tokio::test]
async fn a_panic_becomes_an_error_with_its_place_and_its_request() {
    let world = World::new().await;
    let instance = world.instance();
    let template = Template::parse(
        "Resources: { F: { Type: AWS::Serverless::Function, Properties: { CodeUri: target/lambda/health-shallow/,
            Events: { Get: { Type: Api, Properties: { Path: /panics, Method: GET } } } } },
          A: { Type: AWS::Serverless::Api, Properties: { GatewayResponses: { DEFAULT_5XX: { StatusCode: 500,
            ResponseTemplates: { application/json: '{\"requestId\":\"$context.requestId\"}' } } } } } }",
    )
    .unwrap();
    shared::log::tell_panics();
    let gateway = Arc::new(Gateway::new(instance.app, &template, PANICS).unwrap());
    let request = axum::http::Request::get("/panics").body(axum::body::Body::empty()).unwrap();
    let answer = gateway.call(request).await;
    assert_eq!(answer.status(), 500);
    let body = axum::body::to_bytes(answer.into_body(), 1000).await.unwrap();
    let told: Value = serde_json::from_slice(&body).unwrap();
    deliver(&instance, "health-shallow").await;
    let groups = own_groups(&world).await;
    let group =
        groups.iter().find(|group| group["severity"] == "fatal").unwrap_or_else(|| panic!("{groups:?}"));
    assert!(group["title"].as_str().unwrap().starts_with("panic: index out of bounds"), "{group}");
    let event = &own_events(&world, group).await[0];
    assert_eq!(event["tags"]["request_id"], told["requestId"]);
    let frame = &event["exceptions"][0]["frames"][0];
    assert!(frame["filename"].as_str().unwrap().ends_with("tests/it/errors/own.rs"), "{event}");
    assert!(frame["lineno"].as_u64() > Some(10), "{event}");
}

#[tokio::test]
async fn a_time_out_is_known_from_lambdas_own_report_and_other_lines_are_none() {
    let world = World::new().await;
    let instance = world.instance();
    let report = |status: &str, kind: &str| {
        let record = json!({ "requestId": "r-1", "status": status, "errorType": kind });
        json!({ "time": "2026-11-20T14:30:00Z", "type": "platform.report", "record": record }).to_string()
    };
    let lines = [
        report("success", ""),
        report("timeout", ""),
        report("error", "Runtime.OutOfMemory"),
        report("error", "Runtime.ExitError"),
        "START RequestId: r-1".into(),
        r#"{"level":"WARN","event":"authn_login_fail"}"#.into(),
        r#"{"level":"INFO","status":404,"code":"not_found"}"#.into(),
        r#"{"status":"five hundred"}"#.into(),
        "[500]".into(),
    ];
    let lines: Vec<_> = lines
        .into_iter()
        .enumerate()
        .map(|(n, text)| Line { id: n.to_string(), at: world.now(), text })
        .collect();
    instance.deliveries.deliver_lines("limits-now", &lines).await.unwrap();
    let mut titles: Vec<_> =
        own_groups(&world).await.iter().map(|group| group["title"].as_str().unwrap().to_owned()).collect();
    titles.sort();
    let expected = [
        "out_of_memory: the function needed more memory than it has",
        "timeout: the function took longer than it may",
    ];
    assert_eq!(titles, expected);
}

#[tokio::test]
async fn what_cannot_be_reported_is_reported_by_nobody() {
    let world = World::new().await;
    let instance = world.instance();
    world.proxy.make(ANY, Trouble::Refuses("AccessDeniedException"));
    let line = Line { id: "1".into(), at: world.now(), text: r#"{"status":500,"code":"internal"}"#.into() };
    assert!(
        instance.deliveries.deliver_lines("limits-now", std::slice::from_ref(&line)).await.is_err(),
        "tried again by Lambda"
    );
    // Nobody reads the reader's own log.
    world.proxy.calls();
    instance.deliveries.deliver_lines("errors-own", &[line]).await.unwrap();
    assert!(world.proxy.calls().is_empty());
}

#[tokio::test]
async fn the_local_run_hands_on_what_is_written_during_an_invocation_and_nothing_else() {
    let world = World::new().await;
    let instance = world.instance();
    let (layer, logs) = own_logs::capture();
    tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
        tracing::warn!(status = 503, code = "unavailable", error = "of nobody");
        tracing::error_span!("invocation", function = "limits-now").in_scope(|| {
            tracing::warn!(
                status = 503,
                code = "unavailable",
                error = "could not read the session",
                request_id = "r-7"
            );
        });
    });
    logs.deliver(&instance.deliveries, world.now()).await;
    let groups = own_groups(&world).await;
    let [group] = groups.as_slice() else { panic!("{groups:?}") };
    assert_eq!(group["title"], "unavailable: could not read the session");
}
