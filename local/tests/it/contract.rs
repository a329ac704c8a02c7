//! Code, template, description and events hold each other.

mod schemas;
mod triggers;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use local::salesforce::faults::Fault;
use local::system::{CONSUMERS, HANDLERS, READERS, TASKS};
use local::template::Template;
use serde_json::Value;
use shared::http::SESSION_COOKIE;
use shared::token::SessionToken;

use crate::world::{BUSY, World, bearer};

/// A path in the repository.
pub fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Holds a committed file to what was generated; `make update` writes it instead.
pub fn hold(path: &str, generated: &str) {
    if option_env!("UPDATE").is_some() {
        fs::write(at(path), generated).unwrap();
    }
    let committed = fs::read_to_string(at(path)).unwrap_or_default();
    assert!(committed == generated, "{path} is stale: run `make update` and look at what it changes");
}

fn functions() -> BTreeSet<String> {
    let answering = HANDLERS.iter().copied().flatten().map(|route| route.function);
    let consuming = CONSUMERS.iter().copied().flatten().map(|consumer| consumer.function);
    let reading = READERS.iter().copied().flatten().map(|reader| reader.function);
    let scheduled = TASKS.iter().copied().flatten().map(|task| task.function);
    answering.chain(consuming).chain(reading).chain(scheduled).map(str::to_owned).collect()
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_function_has_a_binary_and_every_binary_a_function() {
    let areas = fs::read_dir(at("functions")).unwrap().map(|area| area.unwrap().path().join("src/bin"));
    let binaries: BTreeSet<_> = areas.flat_map(|bin| names_in(&bin)).collect();
    assert_eq!(binaries, functions());
}

#[test]
fn every_binary_serves_the_handler_of_its_routes_and_says_which_they_are() {
    for area in fs::read_dir(at("functions")).unwrap().map(|area| area.unwrap().path()) {
        for binary in fs::read_dir(area.join("src/bin")).unwrap().map(|file| file.unwrap().path()) {
            let text = fs::read_to_string(&binary).unwrap();
            let name = binary.file_stem().unwrap().to_str().unwrap();
            for route in HANDLERS.iter().copied().flatten().filter(|route| route.function == name) {
                let line = text.lines().next().unwrap();
                assert!(line.contains(&format!("{} {}", route.method, route.path)), "{name}: {line}");
                assert!(
                    text.contains(&format!("::{})", route.name)),
                    "{name} serves another handler: {text}"
                );
            }
        }
    }
}

#[test]
fn every_function_has_events_and_every_event_a_function() {
    assert_eq!(names_in(&at("events")), functions());
    for function in functions() {
        assert!(names_in(&at("events").join(&function)).contains("ok"), "{function}");
    }
}

#[test]
fn no_function_may_do_more_than_it_names() {
    let template = Template::read(&at("template.yaml")).unwrap();
    assert_eq!(template.policies.keys().cloned().collect::<BTreeSet<_>>(), functions());
    for (function, statements) in &template.policies {
        for statement in statements {
            let texts = ["Action", "Resource"].into_iter().flat_map(|part| texts(&statement[part]));
            for text in texts.collect::<Vec<_>>() {
                assert!(!text.contains('*'), "{function}: {text}");
            }
        }
    }
    assert!(template.policies["health-shallow"].is_empty());
    assert!(template.policies["web-page"].is_empty());
}

#[tokio::test]
async fn each_function_may_call_what_it_calls() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();
    let allowed = |function: &str| allowed(&world, function);
    let page = browser.start_login("login").await;
    allowed("auth-salesforce");
    let back = browser.decide(&page, BUSY, "approve").await;
    browser.visit(&back).await;
    let again = browser.decide(&browser.start_login("login").await, BUSY, "approve").await;
    world.proxy.permissions();
    browser.visit(&again).await;
    allowed("auth-callback");
    browser.fetch("GET", "/api/session/validate").await;
    allowed("auth-validate");
    world.pass(600);
    browser.fetch("GET", "/api/limits").await;
    let store = &instance.app.store;
    let org = SessionToken::parse(&browser.cookie(SESSION_COOKIE).unwrap()).unwrap().org().clone();
    store.find_snapshot(&org, world.now()).await.unwrap();
    world.pass(60);
    world.around.simulator.set_fault(BUSY, Fault::SessionExpired);
    browser.fetch("GET", "/api/limits").await;
    allowed("limits-now");
    let session = world.session(BUSY).await;
    world.proxy.permissions();
    instance.send("DELETE", "/api/session", &[("authorization", &bearer(&session))]).await;
    allowed("auth-disconnect");
}

/// Holds what was called since the last time to a function's policy.
pub fn allowed(world: &World, function: &str) {
    let may = permissions_of(&world.around.template, function);
    let called = world.proxy.permissions();
    assert!(!called.is_empty() && called.is_subset(&may), "{function} calls {called:?} and may {may:?}");
}

/// Operation and table of every DynamoDB permission that the template gives a function.
fn permissions_of(template: &Template, function: &str) -> BTreeSet<(String, String)> {
    let table_of = |resource: &str| {
        // An index is named by its table: `${ErrorEventsTable.Arn}/index/kept`.
        let resource = resource.trim_start_matches("${").split(['}', '/']).next().unwrap_or_default();
        let found = template.tables.iter().find(|table| resource == format!("{}.Arn", table.id));
        found.map(|table| table.name.clone())
    };
    let mut permissions = BTreeSet::new();
    for statement in &template.policies[function] {
        for action in texts(&statement["Action"]) {
            let tables = texts(&statement["Resource"]).into_iter().filter_map(|resource| table_of(&resource));
            permissions.extend(
                tables.filter_map(|table| Some((action.strip_prefix("dynamodb:")?.to_owned(), table))),
            );
        }
    }
    permissions
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_table_removes_what_has_expired() {
    let template = Template::read(&at("template.yaml")).unwrap();
    assert_eq!(template.tables.len(), 18);
    for table in &template.tables {
        assert_eq!(table.ttl.as_deref(), Some("ttl"), "{}", table.name);
    }
}

#[test]
fn the_committed_description_is_the_present_one() {
    hold("openapi.json", &local::openapi::openapi().unwrap());
}

#[test]
fn the_page_has_the_words_for_every_failed_login() {
    let causes = serde_json::to_string_pretty(auth::CAUSES).unwrap() + "\n";
    hold("web/src/generated/causes.json", &causes);
}

#[test]
fn the_description_has_every_route_and_no_other() {
    let described: Value = serde_json::from_str(&local::openapi::openapi().unwrap()).unwrap();
    let mut routes = BTreeSet::new();
    for (path, item) in described["paths"].as_object().unwrap() {
        routes.extend(
            item.as_object().unwrap().keys().map(|method| format!("{} {path}", method.to_uppercase())),
        );
    }
    let handled: BTreeSet<_> =
        HANDLERS.iter().copied().flatten().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(routes, handled);
}

/// Rules, by their files.
const RULES: &[&str] = &[
    "alerts",
    "email",
    "errors",
    "forecast",
    "history",
    "jwt",
    "keys",
    "limits",
    "mail",
    "org",
    "password",
    "refresh",
    "seal",
    "throttle",
    "token",
    "webhook/address",
    "webhook/retry",
    "webhook/signature",
];

/// Rules, by the folders that hold nothing else.
const RULE_FOLDERS: &[&str] = &[
    "alerts",
    "alerts/payload",
    "alerts/words",
    "errors",
    "errors/grouping",
    "errors/group",
    "errors/scrub",
    "errors/sentry",
    "errors/stack",
    "errors/wording",
    "forecast",
    "history",
    "limits",
    "limits/catalogue",
    "mail",
    "password",
];

#[test]
fn rules_know_neither_aws_nor_http_nor_a_runtime() {
    let mut rules: Vec<_> = RULES.iter().map(|name| at(&format!("shared/src/{name}.rs"))).collect();
    for folder in RULE_FOLDERS.iter().map(|name| format!("shared/src/{name}")) {
        let files = fs::read_dir(at(&folder)).unwrap().map(|file| file.unwrap().path());
        rules.extend(files.filter(|file| file.extension().is_some()));
    }
    for rule in rules {
        let text = fs::read_to_string(&rule).unwrap();
        for foreign in [
            "aws_sdk",
            "aws_smithy",
            "lambda_http",
            "reqwest",
            "tokio",
            "crate::store",
            "crate::http",
            "crate::app",
            "crate::salesforce",
        ] {
            assert!(!text.contains(foreign), "{} knows {foreign}", rule.display());
        }
    }
}

#[test]
fn one_version_each_of_what_speaks_tls_and_http_and_no_second_stack() {
    let lock = fs::read_to_string(at("Cargo.lock")).unwrap();
    let versions = |name: &str| lock.matches(&format!("name = \"{name}\"\n")).count();
    for name in ["rustls", "hyper", "h2", "http", "ring"] {
        assert_eq!(versions(name), 1, "{name}");
    }
    assert!(
        lock.contains("name = \"idna_adapter\"\nversion = \"1.0.0\""),
        "Unicode's tables are in every binary"
    );
    for name in ["aws-lc-rs", "aws-lc-sys", "native-tls", "openssl", "openssl-sys"] {
        assert_eq!(versions(name), 0, "{name}");
    }
}

#[test]
fn every_test_that_the_page_on_security_names_is_there() {
    let page = fs::read_to_string(at("docs/security.md")).unwrap();
    let (mut named, mut text) = (0, String::new());
    for part in page.lines().flat_map(|line| line.split(['`', ';', '|', '(', ')', ':'])).map(str::trim) {
        if part.ends_with(".rs") {
            let file = if part.contains("src/") { at(part) } else { at("local/tests/it").join(part) };
            text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{part}: {error}"));
        } else if part.len() > 20
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            assert!(text.contains(&format!("fn {part}(")), "{part}");
            named += 1;
        }
    }
    assert!(named > 50, "{named}");
}
