//! Where links lead: to what is configured, whatever a request says.

use serde_json::{Value, json};
use shared::http::Route;

use super::ADA;
use crate::person::{
    FORGOT, LOGOUT, PASSWORD, Person, REGISTER, VERIFY, open_account, reset_token, token_of,
};
use crate::world::World;

const PAGE: &str = "https://fm.example/prod/reset-password#token=";

#[tokio::test]
async fn the_link_is_made_of_the_configuration_whatever_the_headers_say() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    for headers in [
        vec![("host", "evil.example")],
        vec![("host", "fm.example:443@evil.example")],
        vec![("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "http")],
        vec![("forwarded", "for=192.0.2.1;host=evil.example;proto=http")],
        vec![("x-original-host", "evil.example"), ("x-host", "evil.example"), ("via", "evil.example")],
        vec![("x-original-url", "//evil.example/"), ("x-rewrite-url", "//evil.example/")],
        vec![("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")],
        vec![("referer", "https://evil.example/forgot-password")],
    ] {
        world.pass(900);
        let path = format!("{FORGOT}?redirect_to=https://evil.example/&host=evil.example");
        let body = json!({ "email": ADA, "redirectTo": "https://evil.example/", "host": "evil.example" });
        let answer = instance.post(&path, &body, &headers).await;
        assert_eq!(answer.status, 200, "{headers:?}: {answer:?}");
        assert_eq!(instance.deliver_due().await, 1);
        let mail = world.mails_to(ADA).pop().unwrap();
        let token = token_of(&mail.text);
        for body in [&mail.text, &mail.html] {
            assert!(body.contains(&format!("{PAGE}{token}")), "{headers:?}: {body}");
            assert_eq!(body.matches(&token).count(), body.matches(&format!("{PAGE}{token}")).count());
            assert!(!body.contains("evil") && !body.contains("http://"), "{headers:?}: {body}");
        }
    }
}

#[tokio::test]
async fn another_origin_causes_no_mail() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    world.pass(60);
    for origin in ["https://evil.example", "https://fm.example.evil.example", "http://fm.example", "null"] {
        let answer = instance.post(FORGOT, &json!({ "email": ADA }), &[("origin", origin)]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (403, "cross_site"), "{origin}");
    }
    assert_eq!(instance.deliver_due().await, 0);
}

/// What makes careless code redirect, as parameters' values: absolute, without a scheme, with backslashes,
/// cut by control characters, encoded once more.
const ELSEWHERE: &[&str] = &[
    "https://evil.example/",
    "//evil.example",
    "/%5Cevil.example",
    "%5C%5Cevil.example",
    "https:evil.example",
    "/%09/evil.example",
    "%0D%0ALocation:%20//evil.example",
    "https://fm.example@evil.example",
    "%252F%252Fevil.example",
];

const PARAMETERS: &[&str] =
    &["next", "redirect", "redirect_to", "redirect_uri", "returnTo", "return", "continue", "url", "callback"];

/// A body with all that any route needs, and places to go to.
fn body(address: &str, token: &str, place: &str) -> Value {
    let mut body = json!({
        "email": address, "password": PASSWORD, "token": token, "newPassword": PASSWORD, "currentPassword": PASSWORD,
    });
    for name in PARAMETERS {
        body[*name] = place.into();
    }
    body
}

#[tokio::test]
async fn no_route_sends_anybody_elsewhere() {
    let mut routes: Vec<&Route> = ::reset::ROUTES.iter().chain(::accounts::ROUTES).collect();
    routes.sort_by_key(|route| route.path == LOGOUT);
    let world = World::new().await;
    let instance = world.instance();
    let mut done = Vec::new();
    for (i, place) in ELSEWHERE.iter().enumerate() {
        world.pass(3600);
        let address = format!("ada{i}@example.com");
        let person = Person::logged_in(&world, &instance, &address).await;
        let reset = reset_token(&world, &instance, &address).await;
        let new = format!("new{i}@example.com");
        person.post(REGISTER, &json!({ "email": new, "password": PASSWORD })).await;
        instance.deliver_due().await;
        let verify = token_of(&world.mails_to(&new).pop().unwrap().text);
        for route in &routes {
            let query: Vec<_> = PARAMETERS.iter().map(|name| format!("{name}={place}")).collect();
            let path = route.path.replace("{id}", &place.replace('/', "%2F"));
            let path = format!("{path}?{}", query.join("&"));
            let answer = match route.method {
                "POST" => {
                    let token = if route.path == VERIFY { &verify } else { &reset };
                    person.post(&path, &body(&address, token, place)).await
                }
                method => person.send(method, &path).await,
            };
            assert!(!(300..400).contains(&answer.status), "{path}: {answer:?}");
            for name in ["location", "refresh", "content-location", "link"] {
                assert_eq!(answer.header(name), "", "{path}: {answer:?}");
            }
            assert!(!answer.body.contains("evil"), "{path}: {answer:?}");
            if answer.status < 300 {
                done.push(route.path);
            }
        }
        instance.deliver_due().await;
    }
    let all_done = routes.iter().filter(|route| !route.path.contains("{id}"));
    for route in all_done {
        assert!(done.contains(&route.path), "{} never succeeded", route.path);
    }
    for mail in world.around.stand_ins.mailbox.mails() {
        assert!(!mail.text.contains("evil") && !mail.html.contains("evil"), "{}", mail.text);
    }
}
