//! The secrets: read once, read again after a refusal or a while, replaced without losing anybody.

use local::salesforce::apps::{App as SalesforceApp, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET};
use local::system::{ACCOUNTS_SECRET, SECRET};
use serde_json::json;

use crate::person::Person;
use crate::world::{BUSY, World};

fn secret(client_secret: &str, keys: [&str; 2]) -> String {
    json!({ "salesforceClientId": DEFAULT_CLIENT_ID, "salesforceClientSecret": client_secret,
        "sealingKey": keys[0], "previousSealingKey": keys[1] })
    .to_string()
}

const OLD_KEY: &str = "the-sealing-key-of-last-year-0001";
const NEW_KEY: &str = "the-sealing-key-of-this-year-0002";

#[tokio::test]
async fn the_secret_is_read_once_per_process() {
    let world = World::new().await;
    let instance = world.instance();
    for _ in 0..3 {
        instance.browser().connect(BUSY).await;
    }
    assert_eq!(world.around.stand_ins.secrets.reads(), 1);
}

#[tokio::test]
async fn a_client_secret_that_was_changed_is_read_again_and_the_login_goes_on() {
    let world = World::new().await;
    let instance = world.instance();
    instance.browser().connect(BUSY).await;
    world
        .around
        .simulator
        .register_app(SalesforceApp { client_secret: "rotated".into(), ..SalesforceApp::default() });
    world.around.stand_ins.secrets.put(SECRET, &secret("rotated", [OLD_KEY, ""]));
    let answer = instance.browser().connect(BUSY).await;
    assert!(answer.header("location").ends_with("/dashboard"), "{answer:?}");
    assert_eq!(world.around.stand_ins.secrets.reads(), 2);
}

#[tokio::test]
async fn a_client_secret_that_is_simply_wrong_is_read_again_once_and_not_for_ever() {
    let world = World::new().await;
    let instance = world.instance();
    world.around.stand_ins.secrets.put(SECRET, &secret("wrong", [OLD_KEY, ""]));
    let answer = instance.browser().connect(BUSY).await;
    assert!(answer.header("location").ends_with("/connect/misconfigured"), "{answer:?}");
    assert_eq!(world.around.stand_ins.secrets.reads(), 2);
}

#[tokio::test]
async fn sealing_keys_are_replaced_without_ending_a_session() {
    let world = World::new().await;
    world.around.stand_ins.secrets.put(SECRET, &secret(DEFAULT_CLIENT_SECRET, [OLD_KEY, ""]));
    let (before, still) = (world.session(BUSY).await, world.instance());
    assert_eq!(still.get("/api/limits", &before).await.status, 200);

    world.around.stand_ins.secrets.put(SECRET, &secret(DEFAULT_CLIENT_SECRET, [NEW_KEY, OLD_KEY]));
    let (after, fresh) = (world.session(BUSY).await, world.instance());

    for (instance, session) in [(&fresh, &before), (&fresh, &after), (&still, &after), (&still, &before)] {
        assert_eq!(instance.get("/api/limits?fresh=true", session).await.status, 200);
        world.pass(10);
    }
}

#[tokio::test]
async fn a_deployment_without_a_client_says_so_and_starts_as_soon_as_it_has_one() {
    let world = World::new().await;
    let empty =
        json!({ "salesforceClientId": "", "salesforceClientSecret": "", "sealingKey": OLD_KEY }).to_string();
    world.around.stand_ins.secrets.put(SECRET, &empty);
    let instance = world.instance();
    assert_eq!(instance.send("GET", "/auth/salesforce", &[]).await.problem(), "salesforce_not_configured");
    let page = instance.browser().visit("/auth/salesforce").await;
    assert!(page.header("location").ends_with("/connect/not-configured"), "{page:?}");
    world.around.stand_ins.secrets.put(SECRET, &secret(DEFAULT_CLIENT_SECRET, [OLD_KEY, ""]));
    assert!(instance.browser().connect(BUSY).await.header("location").ends_with("/dashboard"));
}

#[tokio::test]
async fn a_secret_that_is_missing_or_malformed_is_a_problem_that_does_not_show_it() {
    let world = World::new().await;
    world.around.stand_ins.secrets.put(SECRET, "sealingKey=hunter2");
    let answer = world.instance().send("GET", "/auth/salesforce", &[]).await;
    assert_eq!(answer.problem(), "internal");
    assert!(!answer.body.contains("hunter2"));
    let mut config = world.config();
    config.secret_id = "another".into();
    assert_eq!(
        world.instance_with(config).send("GET", "/auth/salesforce", &[]).await.problem(),
        "unavailable"
    );
    let mut config = world.config();
    config.aws.secrets_manager = Some("http://127.0.0.1:9".into());
    assert_eq!(
        world.instance_with(config).send("GET", "/auth/salesforce", &[]).await.problem(),
        "unavailable"
    );
}

#[tokio::test]
async fn a_token_that_no_key_opens_any_more_ends_its_session() {
    let world = World::new().await;
    let session = world.session(BUSY).await;
    world.around.stand_ins.secrets.put(SECRET, &secret(DEFAULT_CLIENT_SECRET, [NEW_KEY, ""]));
    let instance = world.instance();
    assert_eq!(instance.get("/api/limits", &session).await.problem(), "session_required");
    assert_eq!(instance.get("/api/session/validate", &session).await.json()["valid"], false);
    let again = world.session(BUSY).await;
    assert_eq!(instance.get("/api/limits", &again).await.status, 200, "the org is not blocked");
}

#[tokio::test]
async fn a_token_key_that_was_taken_out_is_forgotten_within_five_minutes_and_an_outage_forgets_none() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, "ada@example.com").await;
    let secrets = &world.around.stand_ins.secrets;
    secrets.put(ACCOUNTS_SECRET, r#"{"key":"another-key-of-more-than-32-characters-too"}"#);
    world.pass(299);
    assert!(ada.is_in().await, "the instance has not looked yet");
    secrets.put(ACCOUNTS_SECRET, "not json");
    world.pass(1);
    assert!(ada.is_in().await, "what cannot be read takes nothing away");
    secrets.put(ACCOUNTS_SECRET, r#"{"key":"another-key-of-more-than-32-characters-too"}"#);
    world.pass(9);
    assert!(ada.is_in().await);
    world.pass(1);
    assert!(!ada.is_in().await);
}
