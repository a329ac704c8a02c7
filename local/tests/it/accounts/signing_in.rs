//! Logging in: who gets in, what he is given, and who hears of it.

mod access;
mod passwords;

use serde_json::json;

use super::alike::face;
use crate::person::{
    LOGIN, LOGOUT, ME, OTHER, PASSWORD, Person, SESSIONS, hash_of, open_account, put_account,
};
use crate::world::{Answer, Instance, World};

const ADA: &str = "ada@example.com";

/// Logs a program in that calls itself so.
async fn login_of_program(instance: &Instance, agent: &str, headers: &[(&str, &str)]) -> Answer {
    let body = json!({ "email": ADA, "password": PASSWORD, "client": "api" });
    instance.post(LOGIN, &body, &[&[("user-agent", agent)], headers].concat()).await
}

/// The cookies of an answer by their names, each with its attributes.
fn cookies(answer: &Answer) -> Vec<(String, String)> {
    let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let parts = cookies.map(|cookie| {
        let (pair, attributes) = cookie.split_once("; ").unwrap();
        (pair.split('=').next().unwrap().to_owned(), attributes.to_owned())
    });
    parts.collect()
}

#[tokio::test]
async fn a_right_password_lets_in_and_a_wrong_one_and_an_unknown_address_get_the_same_answer() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let person = Person::before(&instance);
    let wrong = person.login(ADA, OTHER).await;
    assert_eq!((wrong.status, wrong.problem().as_str()), (401, "credentials_wrong"));
    assert_eq!(face(&wrong), face(&person.login("eve@example.com", OTHER).await));
    assert_eq!(face(&wrong), face(&person.login("eve@example.com", PASSWORD).await));
    assert!(cookies(&wrong).is_empty() && !person.is_in().await);
    assert_eq!(person.login(ADA, PASSWORD).await.status, 200);
    assert!(person.is_in().await);
}

#[tokio::test]
async fn a_browser_gets_its_tokens_as_cookies_and_nowhere_else() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let answer = Person::before(&instance).login(ADA, PASSWORD).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"expiresIn":900}"#));
    assert_eq!(answer.header("cache-control"), "no-store");
    let of = |name: &str, attributes: &str| {
        (name.to_owned(), format!("{attributes}; Secure; HttpOnly; SameSite=Strict"))
    };
    assert_eq!(
        cookies(&answer),
        [
            of("__Host-access", "Path=/; Max-Age=900"),
            of("__Secure-refresh", "Path=/prod/api/auth; Max-Age=2592000"),
            of("__Host-device", "Path=/; Max-Age=34560000"),
        ]
    );
    assert_eq!(answer.headers.iter().filter(|(_, value)| value.to_str().unwrap().contains("eyJ")).count(), 1);
}

#[tokio::test]
async fn a_program_gets_its_tokens_in_the_body_and_no_cookie_even_if_it_sends_a_browser_s() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = Person::logged_in(&world, &instance, ADA).await;
    let stolen = format!("__Host-device={}", browser.cookie("__Host-device").unwrap());
    let with_cookie = [("cookie", stolen.as_str()), ("sec-fetch-site", "same-origin")];
    for headers in [&[][..], &with_cookie] {
        let answer = login_of_program(&instance, "curl/8.9.1", headers).await;
        assert_eq!((answer.status, cookies(&answer)), (200, vec![]));
        let body = answer.json();
        assert_eq!(body.as_object().unwrap().len(), 4, "{body}");
        assert_eq!((&body["expiresIn"], &body["tokenType"]), (&json!(900), &json!("Bearer")));
        let bearer = format!("Bearer {}", body["accessToken"].as_str().unwrap());
        let me = instance.send("GET", ME, &[("authorization", &bearer)]).await;
        assert_eq!((me.status, &me.json()["email"]), (200, &json!(ADA)));
        assert!(body["refreshToken"].as_str().unwrap().len() > 60);
    }
}

#[tokio::test]
async fn two_devices_are_logged_in_beside_each_other_and_logged_out_apart() {
    let world = World::new().await;
    let instance = world.instance();
    let laptop = Person::logged_in(&world, &instance, ADA).await;
    let mut phone = Person::before(&world.instance().at_ip("198.51.100.1"));
    phone.agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Safari/604.1";
    assert_eq!(phone.login(ADA, PASSWORD).await.status, 200);
    let agents: Vec<_> = laptop.send("GET", SESSIONS).await.json().as_array().unwrap().clone();
    let mut agents: Vec<_> = agents.iter().map(|device| device["agent"].as_str().unwrap()).collect();
    agents.sort_unstable();
    assert_eq!(agents, ["Chrome on iPhone", "Firefox on Linux"]);
    assert_eq!(phone.post(LOGOUT, &json!({})).await.status, 204);
    assert!(laptop.is_in().await && !phone.is_in().await);
}

#[tokio::test]
async fn the_owner_hears_of_a_new_browser_but_not_of_the_first_one_nor_of_one_that_is_known() {
    let world = World::new().await;
    let instance = world.instance();
    let mails = async |person: &Person| {
        assert_eq!(person.login(ADA, PASSWORD).await.status, 200);
        instance.deliver_due().await;
        world.mails_to(ADA).into_iter().skip(1).collect::<Vec<_>>()
    };
    open_account(&world, &instance, ADA, PASSWORD).await;
    let first = Person::before(&instance);
    assert_eq!(mails(&first).await, []);
    assert_eq!(mails(&first.at("198.51.100.1")).await, [], "a known one, elsewhere");
    let mut second = Person::before(&instance);
    second.agent = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 <b>Evil</b>";
    let sent = mails(&second).await;
    assert_eq!((sent.len(), sent[0].subject.as_str()), (1, "A new device logged in"));
    assert!(sent[0].text.contains("Chrome on Windows") && !sent[0].text.contains("Evil"), "{}", sent[0].text);
    assert_eq!(mails(&second).await.len(), 1);
    assert_eq!(mails(&first).await.len(), 1);
    second.post(LOGOUT, &json!({})).await;
    assert_eq!(mails(&second).await.len(), 1, "logging out forgets no device");
    assert_eq!(mails(&Person::before(&instance)).await.len(), 2, "the same agent without the cookie");
}

#[tokio::test]
async fn the_owner_hears_of_a_program_when_it_first_comes_whatever_its_version() {
    let world = World::new().await;
    let instance = world.instance();
    Person::logged_in(&world, &instance, ADA).await;
    for (agent, mails) in [("curl/8.9.1", 1), ("curl/8.10.0", 1), ("python-requests/2.32", 2), ("", 3)] {
        assert_eq!(login_of_program(&instance, agent, &[]).await.status, 200);
        instance.deliver_due().await;
        assert_eq!(world.mails_to(ADA).len(), 1 + mails, "{agent}");
    }
}

#[tokio::test]
async fn every_spelling_of_an_address_leads_to_its_account_and_no_look_alike_does() {
    let world = World::new().await;
    let instance = world.instance();
    let hash = hash_of(&instance, PASSWORD).await;
    for address in ["mike@example.com", "ada@bücher.example"] {
        put_account(&instance, address, &hash).await;
    }
    for (n, (address, status)) in [
        ("mike@example.com", 200),
        (" MIKE@EXAMPLE.COM\u{20}", 200),
        ("mi\u{212a}e@example.com", 200),
        ("ｍｉｋｅ@ｅｘａｍｐｌｅ.com", 200),
        ("mike@example\u{ff0e}com", 200),
        ("ada@BÜCHER.example", 200),
        ("ada@bu\u{308}cher.example", 200),
        ("ada@xn--bcher-kva.example", 200),
        ("mi.ke@example.com", 401),
        ("mike+x@example.com", 401),
        ("mike@ex\u{430}mple.com", 401),
        ("ada@bucher.example", 401),
        ("m\u{456}ke@example.com", 400),
        ("mi\u{200b}ke@example.com", 400),
        ("mike@exam\u{ad}ple.com", 400),
        ("\u{202e}moc.elpmaxe@ekim", 400),
        ("mike@example.com\u{2066}", 400),
        ("mike@example.com\0", 400),
        ("mike@example.com\r\nBcc: eve@example.com", 400),
        ("mike", 400),
        ("", 400),
    ]
    .into_iter()
    .enumerate()
    {
        let person = Person::before(&instance.at_ip(&format!("192.0.2.{n}")));
        let answer = person.login(address, PASSWORD).await;
        assert_eq!(answer.status, status, "{address:?}: {answer:?}");
        assert!(status != 400 || answer.problem() == "invalid", "{address:?}");
    }
}

#[tokio::test]
async fn no_login_is_more_than_four_calls_and_an_unknown_address_costs_the_same() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let person = Person::before(&instance);
    let calls = async |address: &str, password: &str| {
        world.proxy.calls();
        (person.login(address, password).await.status, world.proxy.calls())
    };
    const LOOK: [&str; 2] = ["BatchGetItem", "GetItem"];
    let looked_and = |status: u16, then: &[&str]| {
        (status, LOOK.iter().chain(then).map(|name| name.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(calls(ADA, PASSWORD).await, looked_and(200, &["TransactWriteItems"]));
    let wrong = calls(ADA, OTHER).await;
    assert_eq!(wrong, looked_and(401, &["UpdateItem", "UpdateItem"]));
    assert_eq!(calls("eve@example.com", OTHER).await, wrong);
    // After a failure it is the same; the session that the browser had before is ended.
    assert_eq!(calls(ADA, PASSWORD).await, looked_and(200, &["TransactWriteItems", "TransactWriteItems"]));
    for address in [ADA, "bob@example.com"] {
        for _ in 0..4 {
            calls(address, OTHER).await;
        }
        // The fifth failure leaves the owner's mail in the outbox.
        assert_eq!(calls(address, OTHER).await, looked_and(401, &["TransactWriteItems", "UpdateItem"]));
        assert_eq!(calls(address, OTHER).await, looked_and(429, &[]));
    }
    assert_eq!(calls("no address", OTHER).await, (400, vec![]));
}
