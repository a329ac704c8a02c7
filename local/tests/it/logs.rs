//! What is logged, and what never is.

use std::cell::RefCell;
use std::io::Write;
use std::sync::Once;

use local::salesforce::faults::{Fault, Trouble};
use serde_json::Value;
use shared::http::SESSION_COOKIE;

use crate::world::{BUSY, World};

thread_local! {
    /// What was logged on this thread. Each test has a thread of its own, and a current-thread runtime stays
    /// on it.
    static LOG: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Writes to the log of whichever test runs on this thread.
struct ToThread;

impl Write for ToThread {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.with_borrow_mut(|log| log.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Starts logging for all tests, as the functions log.
pub fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        tracing::subscriber::set_global_default(shared::log::subscriber(None, || ToThread)).unwrap();
    });
}

/// The lines so far, each of which has to be one JSON object.
pub fn lines() -> Vec<Value> {
    let text = LOG.with_borrow(|log| String::from_utf8(log.clone()).unwrap());
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What was said of a kind of event.
pub fn lines_of(event: &str) -> Vec<Value> {
    lines().into_iter().filter(|line| line["event"] == event).collect()
}

#[tokio::test]
async fn what_happened_is_logged_line_by_line_and_no_secret_is() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();

    browser.visit("/auth/salesforce/callback?error=access_denied&error_description=ada@example.com").await;
    browser.connect(BUSY).await;
    let session = browser.cookie(SESSION_COOKIE).unwrap();
    browser.fetch("GET", &format!("/api/limits?session={session}")).await;
    world.around.simulator.set_fault(BUSY, Trouble { times: Some(1), ..Fault::DailyLimitExceeded.into() });
    browser.fetch("GET", "/api/limits").await;
    world.pass(60);
    world.around.simulator.set_fault(BUSY, Fault::MissingPermission);
    let refused = browser.fetch("GET", "/api/limits").await;
    browser.fetch("DELETE", "/api/session").await;

    assert_eq!(lines_of("authn_login_fail")[0]["cause"], "denied");
    assert_eq!(lines_of("authn_login_success").len(), 1);
    assert_eq!(lines_of("salesforce_request_limit")[0]["limit"], "DailyApiRequests");
    assert_eq!(lines_of("session_terminated")[0]["revoked"], true);
    let permission =
        lines().into_iter().find(|line| line["code"] == "salesforce_permission_missing").unwrap();
    assert_eq!(
        (permission["level"].as_str(), permission["request_id"].as_str()),
        (Some("WARN"), Some(refused.header("x-request-id")))
    );
    let text = lines().iter().map(Value::to_string).collect::<String>();
    for secret in [&session[..43], "00D1t0000008BzY!", "@", "127.0.0.1", "Bearer", "__Host-"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
