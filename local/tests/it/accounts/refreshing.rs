//! Refresh tokens: exchanged once, told apart from stolen ones, and never lost to a race.

use serde_json::{Value, json};
use shared::http::{ACCESS_COOKIE, REFRESH_COOKIE};

use super::registering::futures_of;
use crate::logs;
use crate::person::{LOGIN, LOGOUT, ME, PASSWORD, Person, REFRESH, open_account};
use crate::proxy::Trouble;
use crate::world::{Instance, World};

const ADA: &str = "ada@example.com";
const DAY: i64 = 24 * 3600;

/// A program that is logged in: its tokens.
async fn program(world: &World, instance: &Instance) -> Value {
    open_account(world, instance, ADA, PASSWORD).await;
    instance.post(LOGIN, &json!({ "email": ADA, "password": PASSWORD, "client": "api" }), &[]).await.json()
}

async fn exchange(instance: &Instance, tokens: &Value) -> (u16, Value) {
    let answer = instance.post(REFRESH, &json!({ "refreshToken": tokens["refreshToken"] }), &[]).await;
    assert_eq!(answer.header("set-cookie"), "", "a program gets no cookies, whatever happens");
    (answer.status, answer.json())
}

async fn reads(instance: &Instance, tokens: &Value) -> u16 {
    let bearer = format!("Bearer {}", tokens["accessToken"].as_str().unwrap());
    instance.send("GET", ME, &[("authorization", &bearer)]).await.status
}

#[tokio::test]
async fn an_access_token_lives_a_quarter_of_an_hour_and_a_refresh_is_one_call() {
    let world = World::new().await;
    let instance = world.instance();
    let first = program(&world, &instance).await;
    world.pass(899);
    assert_eq!(reads(&instance, &first).await, 200);
    world.pass(1);
    assert_eq!(reads(&instance, &first).await, 401);
    world.proxy.calls();
    let (status, second) = exchange(&instance, &first).await;
    assert_eq!((status, world.proxy.calls()), (200, vec!["TransactWriteItems".to_owned()]));
    assert_eq!(reads(&instance, &second).await, 200);
    assert_ne!(first["refreshToken"], second["refreshToken"]);
}

#[tokio::test]
async fn a_browser_refreshes_by_cookie_and_sees_no_token() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, ADA).await;
    let (access, refresh) = (ada.cookie(ACCESS_COOKIE), ada.cookie(REFRESH_COOKIE));
    world.pass(900);
    assert!(!ada.is_in().await);
    let answer = ada.send("POST", REFRESH).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"expiresIn":900}"#));
    assert_ne!((access, refresh), (ada.cookie(ACCESS_COOKIE), ada.cookie(REFRESH_COOKIE)));
    assert!(ada.is_in().await);
}

#[tokio::test]
async fn two_tabs_that_refresh_at_once_both_go_on_and_lose_no_cookie() {
    let world = World::new().await;
    let instances = [world.instance(), world.instance()];
    let first = program(&world, &instances[0]).await;
    let both = futures_of((0..20).map(|i| {
        let (instance, tokens) = (instances[i % 2].clone(), first.clone());
        async move { exchange(&instance, &tokens).await }
    }))
    .await;
    let present = &both[0].1["refreshToken"];
    for (status, tokens) in &both {
        assert_eq!((*status, &tokens["refreshToken"]), (200, present));
        assert_eq!(reads(&instances[1], tokens).await, 200);
    }
    let (status, _) = exchange(&instances[0], &both[7].1).await;
    assert_eq!(status, 200, "and what they got is good for the next time");
}

#[tokio::test]
async fn a_token_that_comes_again_after_the_grace_ends_the_session_for_everybody_and_is_told() {
    let world = World::new().await;
    let instance = world.instance();
    let stolen = program(&world, &instance).await;
    let (_, owner) = exchange(&instance, &stolen).await;
    world.pass(9);
    assert_eq!(exchange(&instance, &stolen).await.0, 200, "within ten seconds it is another tab");
    world.pass(1);
    let (status, problem) = exchange(&instance, &stolen).await;
    assert_eq!((status, &problem["code"]), (401, &json!("session_required")));
    assert_eq!(exchange(&instance, &owner).await.0, 401, "the owner's token has ended too");
    assert_eq!(reads(&instance, &owner).await, 401, "and his access");
    let event = logs::lines_of("authn_token_reuse").pop().unwrap();
    assert_eq!(event["level"], "ERROR");
    assert!(!event["user"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_token_of_two_exchanges_ago_is_reuse_however_quickly_it_comes() {
    let world = World::new().await;
    let instance = world.instance();
    let first = program(&world, &instance).await;
    let (_, second) = exchange(&instance, &first).await;
    let (_, third) = exchange(&instance, &second).await;
    assert_eq!(exchange(&instance, &first).await.0, 401);
    assert_eq!(exchange(&instance, &third).await.0, 401);
}

#[tokio::test]
async fn a_session_ends_after_thirty_days_without_use_and_after_ninety_in_any_case() {
    let world = World::new().await;
    let instance = world.instance();
    let tokens = program(&world, &instance).await;
    world.pass(30 * DAY - 1);
    let (status, mut tokens) = exchange(&instance, &tokens).await;
    assert_eq!(status, 200);
    for _ in 0..2 {
        world.pass(30 * DAY - 1);
        let (status, next) = exchange(&instance, &tokens).await;
        assert_eq!(status, 200);
        tokens = next;
    }
    assert_eq!(reads(&instance, &tokens).await, 200, "two seconds before the ninety days");
    world.pass(3);
    assert_eq!(reads(&instance, &tokens).await, 401);
    assert_eq!(exchange(&instance, &tokens).await.0, 401);

    let world = World::new().await;
    let instance = world.instance();
    let idle = program(&world, &instance).await;
    world.pass(30 * DAY);
    assert_eq!(exchange(&instance, &idle).await.0, 401);
}

#[tokio::test]
async fn logging_out_ends_access_at_once_whichever_token_is_shown() {
    let world = World::new().await;
    let instance = world.instance();
    let tokens = program(&world, &instance).await;
    let bearer = format!("Bearer {}", tokens["accessToken"].as_str().unwrap());
    assert_eq!(instance.send("POST", LOGOUT, &[("authorization", &bearer)]).await.status, 204);
    assert_eq!(reads(&instance, &tokens).await, 401, "though the access token has not expired");
    assert_eq!(exchange(&instance, &tokens).await.0, 401);

    let ada = Person::before(&instance);
    ada.login(ADA, PASSWORD).await;
    let (access, refresh) = (ada.cookie(ACCESS_COOKIE).unwrap(), ada.cookie(REFRESH_COOKIE).unwrap());
    world.pass(1000);
    let answer = ada.send("POST", LOGOUT).await;
    assert_eq!((answer.status, answer.header("clear-site-data")), (204, "\"cache\""));
    assert_eq!((ada.cookie(ACCESS_COOKIE), ada.cookie(REFRESH_COOKIE)), (None, None));
    let stolen = Person::before(&instance);
    stolen.put_cookie(ACCESS_COOKIE, &access);
    stolen.put_cookie(REFRESH_COOKIE, &refresh);
    assert!(!stolen.is_in().await);
    assert_eq!(stolen.send("POST", REFRESH).await.status, 401);
    assert_eq!(stolen.send("POST", LOGOUT).await.status, 204, "logging out twice does no harm");
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused_without_a_look_at_the_tables() {
    let world = World::new().await;
    let instance = world.instance();
    let tokens = program(&world, &instance).await;
    let good = tokens["refreshToken"].as_str().unwrap();
    let last = if good.ends_with('A') { "B" } else { "A" };
    world.proxy.calls();
    for token in ["", "nonsense", &good[1..], &format!("{}{last}", &good[..good.len() - 1]), &"A".repeat(87)]
    {
        assert_eq!(exchange(&instance, &json!({ "refreshToken": token })).await.0, 401, "{token}");
    }
    assert_eq!(instance.post(REFRESH, &json!({}), &[]).await.problem(), "session_required");
    assert_eq!(instance.post(REFRESH, &json!({ "refreshToken": 7 }), &[]).await.problem(), "invalid");
    assert!(world.proxy.calls().is_empty());
    assert_eq!(exchange(&instance, &tokens).await.0, 200, "the good one is as good as before");
}

#[tokio::test]
async fn a_refresh_whose_answer_was_lost_can_be_repeated() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::logged_in(&world, &instance, ADA).await;
    let before = ada.clone();
    assert_eq!(ada.send("POST", REFRESH).await.status, 200);
    let again = before.send("POST", REFRESH).await;
    assert_eq!(again.status, 200);
    assert_eq!(before.cookie(REFRESH_COOKIE), ada.cookie(REFRESH_COOKIE));
    world.proxy.make("TransactWriteItems", Trouble::Refuses("ThrottlingException"));
    let answer = ada.send("POST", REFRESH).await;
    assert_eq!((answer.problem(), answer.header("set-cookie")), ("unavailable".to_owned(), ""));
    world.proxy.heal();
    assert_eq!(ada.send("POST", REFRESH).await.status, 200);
}

#[tokio::test]
async fn a_refresh_token_is_good_only_in_the_way_it_was_given_and_two_cookies_are_none() {
    let world = World::new().await;
    let instance = world.instance();
    let tokens = program(&world, &instance).await;
    let browser = Person::before(&instance);
    browser.put_cookie(REFRESH_COOKIE, tokens["refreshToken"].as_str().unwrap());
    assert_eq!(browser.send("POST", REFRESH).await.status, 401, "a program's as a cookie");
    browser.login(ADA, PASSWORD).await;
    let cookie = browser.cookie(REFRESH_COOKIE).unwrap();
    assert_eq!(exchange(&instance, &json!({ "refreshToken": cookie })).await.0, 401, "a browser's in a body");

    // A sibling of our host can put a cookie of the same name beside ours.
    let eve = Person::logged_in(&world, &instance, "eve@example.com").await;
    let both = format!("{REFRESH_COOKIE}={}; {REFRESH_COOKIE}={cookie}", eve.cookie(REFRESH_COOKIE).unwrap());
    let headers = [("cookie", both.as_str()), ("sec-fetch-site", "same-origin")];
    assert_eq!(instance.send("POST", REFRESH, &headers).await.status, 401);
    assert_eq!(browser.send("POST", REFRESH).await.status, 200, "each of them alone is as good as before");
}
