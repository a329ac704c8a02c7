//! The official SDK for Rust reports over HTTP, and what it said is read back.

mod comparing;

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::Request;
use axum::middleware::{self, Next};
use local::system;
use sentry::protocol::{Breadcrumb, Event, User};
use sentry::{Client, ClientOptions, Hub, Level, Scope};
use serde_json::{Value, json};
use shared::errors::project::Quota;

use self::comparing::{compare, compare_frames, pairs};
use super::Reporter;
use crate::world::{Instance, World};

/// Long enough for a slow machine; nothing waits so long otherwise.
const PATIENCE: Option<Duration> = Some(Duration::from_secs(60));

/// A program that reports with the SDK. It has a hub of its own, because tests share the process's.
struct Program {
    hub: Arc<Hub>,
    client: Arc<Client>,
    /// The events as the SDK handed them to its transport.
    sent: Arc<Mutex<Vec<Value>>>,
}

impl Program {
    /// A program that reports to a project at this address.
    fn new(shop: &Reporter<'_>, url: &str) -> Self {
        let sent = Arc::new(Mutex::new(Vec::new()));
        let seen = sent.clone();
        let options = ClientOptions::new()
            .dsn(&shop.project.dsn(url))
            .release("till@2.1.0")
            .environment("staging")
            .server_name("till-7")
            .attach_stacktrace(true)
            .before_send(move |event: Event<'static>| {
                seen.lock().unwrap().push(serde_json::to_value(&event).unwrap());
                Some(event)
            });
        let client = Arc::new(Client::with_options(sentry::apply_defaults(options)));
        let hub = Arc::new(Hub::new(Some(client.clone()), Arc::new(Scope::default())));
        Self { hub, client, sent }
    }

    /// Does something with the hub on a thread where it may wait, until all is sent; gives what was sent.
    async fn run(&self, act: impl FnOnce(&Arc<Hub>) + Send + 'static) -> Vec<Value> {
        let (hub, client) = (self.hub.clone(), self.client.clone());
        let act = move || {
            act(&hub);
            assert!(client.flush(PATIENCE), "the SDK could not send everything");
        };
        tokio::task::spawn_blocking(act).await.unwrap();
        std::mem::take(&mut self.sent.lock().unwrap())
    }
}

/// The only event of the only group.
async fn only_event(shop: &Reporter<'_>) -> Value {
    let events = shop.events(shop.group().await["id"].as_str().unwrap()).await;
    assert_eq!(events.len(), 1, "{events:?}");
    events[0].clone()
}

/// A payment that failed, and why.
#[derive(Debug, thiserror::Error)]
#[error("the payment of order 7 failed")]
struct PaymentFailed(#[source] NotANumber);

#[derive(Debug, thiserror::Error)]
#[error("the terminal sent no number")]
struct NotANumber(#[source] std::num::ParseIntError);

fn pay() -> Result<(), Box<dyn Error + Send + Sync>> {
    let read: Result<u32, _> = "ten".parse();
    Err(Box::new(PaymentFailed(NotANumber(read.unwrap_err()))))
}

#[tokio::test]
async fn an_error_with_its_causes_and_all_that_was_said_about_it_is_kept() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let program = Program::new(&shop, &shop.instance.serve().await);
    let sent = program
        .run(|hub| {
            hub.configure_scope(|scope| {
                scope.set_user(Some(User {
                    id: Some("u-7".into()),
                    username: Some("ada".into()),
                    ..User::default()
                }));
                scope.set_tag("till", "north");
                scope.set_tag("attempt", 3);
                scope.set_extra("basket", json!({ "articles": ["tea", "milk"], "total": 7.5 }));
                scope.set_transaction(Some("pay"));
            });
            hub.add_breadcrumb(Breadcrumb {
                ty: "navigation".into(),
                category: Some("till".into()),
                level: Level::Warning,
                message: Some("the drawer was open".into()),
                data: [("drawer".into(), json!(2))].into(),
                ..Breadcrumb::default()
            });
            hub.add_breadcrumb(Breadcrumb {
                message: Some("a card was read".into()),
                ..Breadcrumb::default()
            });
            hub.capture_error(&*pay().unwrap_err());
        })
        .await;
    let kept = only_event(&shop).await;
    compare(&sent[0], &kept);
    assert_eq!(kept["tags"], json!({ "attempt": "3", "till": "north" }));
    assert_eq!(kept["user"], json!({ "id": "u-7", "username": "ada" }));
    assert_eq!(kept["sdk"], "sentry.rust/0.49.5");
    for (sent, kept) in pairs(&sent[0]["exception"]["values"], &kept["exceptions"]) {
        assert_eq!((&kept["type"], &kept["value"]), (&sent["type"], &sent["value"]));
    }
    let types: Vec<_> = kept["exceptions"].as_array().unwrap().iter().map(|one| &one["type"]).collect();
    assert_eq!(types, ["ParseIntError", "NotANumber", "PaymentFailed"]);
    // The SDK puts the stack beside the exceptions.
    compare_frames(
        &sent[0]["threads"]["values"][0]["stacktrace"]["frames"],
        &kept["exceptions"][2]["frames"],
    );
    let group = shop.group().await;
    assert_eq!(group["title"].as_str().unwrap().rsplit(": ").next(), Some("the payment of order 7 failed"));
    assert_eq!((&group["release"], &group["environments"]), (&json!("till@2.1.0"), &json!(["staging"])));
    assert_eq!((&group["severity"], &group["users"]), (&json!("error"), &json!(1)));
}

#[tokio::test]
async fn a_message_has_its_level_and_the_stack_of_who_said_it() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let program = Program::new(&shop, &shop.instance.serve().await);
    let sent = program
        .run(|hub| {
            hub.capture_message("the paper is low", Level::Warning);
        })
        .await;
    let kept = only_event(&shop).await;
    compare(&sent[0], &kept);
    assert_eq!((&kept["message"], &kept["level"]), (&json!("the paper is low"), &json!("warning")));
    assert_eq!(kept["exceptions"][0]["synthetic"], true, "{kept}");
    compare_frames(
        &sent[0]["threads"]["values"][0]["stacktrace"]["frames"],
        &kept["exceptions"][0]["frames"],
    );
    assert_eq!(shop.group().await["severity"], "warning");
}

#[tokio::test]
async fn a_panic_is_fatal_and_its_stack_leads_to_the_line() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let program = Program::new(&shop, &shop.instance.serve().await);
    let sent = program
        .run(|hub| {
            let hub = hub.clone();
            let till = std::thread::spawn(|| Hub::run(hub, || panic!("the drawer is jammed")));
            assert!(till.join().is_err());
        })
        .await;
    let kept = only_event(&shop).await;
    compare(&sent[0], &kept);
    let exception = &kept["exceptions"][0];
    for (name, value) in [
        ("type", json!("panic")),
        ("value", json!("the drawer is jammed")),
        ("mechanism", json!("panic")),
        ("handled", json!(false)),
    ] {
        assert_eq!(exception[name], value, "{name}");
    }
    assert_eq!((&kept["level"], &shop.group().await["severity"]), (&json!("fatal"), &json!("fatal")));
    compare_frames(&sent[0]["exception"]["values"][0]["stacktrace"]["frames"], &exception["frames"]);
    let frames = exception["frames"].as_array().unwrap();
    let own = frames.iter().rfind(|frame| frame["filename"] == "sdk.rs").unwrap();
    assert_eq!(own["inApp"], true, "{own}");
    let name = "it::errors::sdk::a_panic_is_fatal_and_its_stack_leads_to_the_line::";
    assert!(own["function"].as_str().unwrap().starts_with(name), "{own}");
}

#[tokio::test]
async fn panics_in_different_places_are_different_and_lead_there() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let program = Program::new(&shop, &shop.instance.serve().await);
    program
        .run(|hub| {
            for fails in [open_drawer, print_receipt, print_receipt] {
                let hub = hub.clone();
                assert!(std::thread::spawn(move || Hub::run(hub, fails)).join().is_err());
            }
        })
        .await;
    let mut groups = shop.groups().await;
    groups.sort_by_key(|group| group["count"].as_u64());
    let found: Vec<_> = groups.iter().map(|group| (&group["culprit"], &group["count"])).collect();
    let drawer = (&json!("it::errors::sdk::open_drawer in sdk.rs"), &json!(1));
    let printer = (&json!("it::errors::sdk::print_receipt in sdk.rs"), &json!(2));
    assert_eq!(found, [drawer, printer], "{groups:?}");
}

#[inline(never)]
fn open_drawer() {
    panic!("there is no drawer");
}

#[inline(never)]
fn print_receipt() {
    panic!("there is no paper");
}

/// Serves an instance; what is answered to events is written down.
async fn serve(instance: &Instance) -> (String, Arc<Mutex<Vec<u16>>>) {
    let answers = Arc::new(Mutex::new(Vec::new()));
    let noted = answers.clone();
    let note = move |request: Request, next: Next| {
        let noted = noted.clone();
        async move {
            let (parts, body) = request.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let is_event = String::from_utf8_lossy(&body).contains(r#"{"type":"event""#);
            let response = next.run(Request::from_parts(parts, body.into())).await;
            if is_event {
                noted.lock().unwrap().push(response.status().as_u16());
            }
            response
        }
    };
    let router = system::api(instance.gateway.clone()).layer(middleware::from_fn(note));
    (system::serve(router, 0).await.unwrap(), answers)
}

#[tokio::test]
async fn an_sdk_that_is_refused_for_the_quota_sends_no_more_events() {
    let world = World::new().await;
    let shop = Reporter::with_quota(&world, Quota { per_five_minutes: 1, per_hour: 100 }).await;
    let (url, answers) = serve(&shop.instance).await;
    let program = Program::new(&shop, &url);
    for (message, expected) in [("first", vec![200]), ("second", vec![200, 429]), ("third", vec![200, 429])] {
        let said = program
            .run(|hub| {
                hub.capture_message(message, Level::Error);
            })
            .await;
        assert_eq!((said.len(), &*answers.lock().unwrap()), (1, &expected), "{message}");
    }
    assert_eq!(only_event(&shop).await["message"], "first");
}
