//! What an operator learns of every step of authentication, and what his log never holds.

use serde_json::{Value, json};

use crate::logs;
use crate::person::{
    CHANGE, LOGIN, LOGOUT, OTHER, PASSWORD, Person, REFRESH, REGISTER, RESET, SESSIONS, VERIFY, open_account,
    reset_token, token_of,
};
use crate::world::{Instance, World};

const ADA: &str = "ada.lovelace@example.com";

/// The security events since the last time, by their names.
fn events(seen: &mut usize) -> Vec<Value> {
    let lines = logs::lines();
    let new = lines[*seen..].iter().filter(|line| line["message"] == "security event").cloned().collect();
    *seen = lines.len();
    new
}

fn names(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["event"].as_str().unwrap()).collect()
}

async fn program(instance: &Instance, password: &str) -> Value {
    instance.post(LOGIN, &json!({ "email": ADA, "password": password, "client": "api" }), &[]).await.json()
}

#[tokio::test]
async fn every_step_of_authentication_leaves_one_line_whether_it_succeeds_or_fails() {
    let world = World::new().await;
    let instance = world.instance();
    let (person, mut seen) = (Person::before(&instance), 0);
    let mut expect =
        |expected: &[&str], step: &str| assert_eq!(names(&events(&mut seen)), expected, "{step}");

    person.post(REGISTER, &json!({ "email": ADA, "password": PASSWORD })).await;
    instance.deliver_due().await;
    expect(&["user_requested"], "register");
    person.post(VERIFY, &json!({ "token": "nonsense" })).await;
    expect(&["authn_token_fail"], "verify with a wrong token");
    person.post(VERIFY, &json!({ "token": token_of(&world.mails_to(ADA)[0].text) })).await;
    expect(&["user_created"], "verify");
    person.login(ADA, OTHER).await;
    expect(&["authn_login_fail"], "wrong password");
    person.login("nobody@example.com", OTHER).await;
    expect(&["authn_login_fail"], "unknown address");
    person.login(ADA, PASSWORD).await;
    expect(&["authn_login_successafterfail"], "login after a failure");
    let tokens = program(&instance, PASSWORD).await;
    expect(&["authn_login_success"], "login");
    instance.post(REFRESH, &json!({ "refreshToken": tokens["refreshToken"] }), &[]).await;
    expect(&["authn_token_created"], "refresh");
    world.pass(10);
    instance.post(REFRESH, &json!({ "refreshToken": tokens["refreshToken"] }), &[]).await;
    expect(&["authn_token_reuse"], "refresh with an old token");
    instance.post(REFRESH, &json!({ "refreshToken": tokens["refreshToken"] }), &[]).await;
    expect(&["authn_token_fail"], "refresh when the session has ended");
    person.post(CHANGE, &json!({ "currentPassword": OTHER, "newPassword": OTHER })).await;
    expect(&["authn_password_change_fail", "authn_login_fail"], "change with a wrong password");
    person.post(CHANGE, &json!({ "currentPassword": PASSWORD, "newPassword": OTHER })).await;
    expect(&["authn_password_change"], "change");
    person.send("DELETE", &format!("{SESSIONS}/others")).await;
    expect(&["authn_token_revoked"], "end the other devices");
    person.send("POST", LOGOUT).await;
    expect(&["authn_token_revoked"], "logout");
    let token = reset_token(&world, &instance, ADA).await;
    expect(&["authn_password_reset_requested"], "forgot");
    person.reset("nonsense", PASSWORD).await;
    expect(&["authn_password_change_fail"], "reset with a wrong token");
    person.reset(&token, PASSWORD).await;
    expect(&["authn_password_change"], "reset");
    for _ in 0..5 {
        person.login(ADA, OTHER).await;
    }
    let lock =
        ["authn_login_fail", "authn_login_fail", "authn_login_fail", "authn_login_fail", "authn_login_fail"];
    expect(&[&lock[..], &["authn_login_lock"]].concat(), "five failures");
    person.login(ADA, PASSWORD).await;
    expect(&["excess_rate_limit_exceeded"], "a login while locked");
}

#[tokio::test]
async fn people_and_places_appear_under_names_that_only_our_key_could_lead_back_from() {
    let world = World::new().await;
    let instance = world.instance().at_ip("203.0.113.77");
    open_account(&world, &instance, ADA, PASSWORD).await;
    let person = Person::before(&instance);
    person.login(ADA, OTHER).await;
    person.login("ADA.Lovelace@example.com", OTHER).await;
    person.login("bob@example.com", OTHER).await;
    let tokens = program(&instance, PASSWORD).await;
    let token = reset_token(&world, &instance, ADA).await;
    instance.post(RESET, &json!({ "token": token, "newPassword": OTHER }), &[]).await;

    let failed = logs::lines_of("authn_login_fail");
    assert_eq!(failed[0]["address"], failed[1]["address"], "one person, however the address is written");
    assert_ne!(failed[0]["address"], failed[2]["address"]);
    assert_eq!(failed[0]["place"], failed[2]["place"], "from one place");
    assert_eq!((failed[0]["user"].as_str().unwrap().len(), failed[2]["user"].as_str()), (22, Some("")));
    assert!(failed.iter().all(|line| line["level"] == "WARN" && line["timestamp"].is_string()));
    let text = logs::lines().iter().map(Value::to_string).collect::<String>();
    let secrets = [
        "lovelace",
        "example.com",
        "203.0.113",
        PASSWORD,
        OTHER,
        "$2b$",
        &token,
        tokens["accessToken"].as_str().unwrap(),
        tokens["refreshToken"].as_str().unwrap(),
    ];
    for secret in secrets {
        assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{secret} in {text}");
    }
}
