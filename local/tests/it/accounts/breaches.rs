//! Asking whether a password has become public: five digits leave, and whoever does not answer changes
//! nothing.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use local::system;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use serde_json::{Value, json};

use crate::logs;
use crate::person::{CHANGE, OTHER, PASSWORD, Person, REGISTER, open_account, reset_token};
use crate::world::{Instance, World};

const ADA: &str = "ada@example.com";

/// The digest of a password, by which it is known.
fn sha_1(password: &str) -> String {
    let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The line of a list that says how often a password was seen.
fn line(password: &str, count: u64) -> String {
    format!("0018A45C4D1DEF81644B54AB7F969B88D65:3\r\n{}:{count}\r\n{:F>35}:0\r\n", &sha_1(password)[5..], "")
}

/// What the service does when it is asked.
#[derive(Clone, Debug)]
enum Mood {
    Answers(u16, Vec<u8>),
    /// Says that the list is elsewhere on the same server.
    Redirects,
    Hangs,
}

impl Mood {
    fn knows(password: &str, count: u64) -> Self {
        Self::Answers(200, line(password, count).into_bytes())
    }

    async fn answer(self) -> Response<Body> {
        let (status, body) = match self {
            Self::Answers(status, body) => (status, body),
            Self::Redirects => (302, Vec::new()),
            Self::Hangs => std::future::pending().await,
        };
        let response = Response::builder().status(status).header("location", "/elsewhere");
        response.body(Body::from(body)).unwrap()
    }
}

/// A service that lists public passwords, and all that it was told.
struct Service {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Service {
    async fn new(mood: Mood) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let told = asked.clone();
        let router = Router::new().fallback(move |request: Request<Body>| async move {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            let text = format!("{} {} {:?} {body:?}", parts.method, parts.uri, parts.headers);
            told.lock().unwrap().push(text);
            mood.answer().await
        });
        Self { url: system::serve(router, 0).await.unwrap(), asked }
    }

    /// What it was told since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

/// An instance that asks somebody at this address.
fn asking(world: &World, url: &str) -> Instance {
    let mut config = world.config();
    config.passwords.breach_range = Some(format!("{url}/range/").parse().unwrap());
    world.instance_with(config)
}

async fn register(instance: &Instance, password: &str) -> (u16, Value) {
    let answer = instance.post(REGISTER, &json!({ "email": ADA, "password": password }), &[]).await;
    (answer.status, answer.json())
}

/// What was logged of look-ups that failed.
fn warnings() -> Vec<Value> {
    let lines = logs::lines().into_iter();
    lines.filter(|line| line["message"].as_str().is_some_and(|said| said.contains("breached"))).collect()
}

#[tokio::test]
async fn a_public_password_is_refused_wherever_one_is_chosen_and_nothing_else_is_lost() {
    let world = World::new().await;
    let service = Service::new(Mood::knows(OTHER, 1)).await;
    let instance = asking(&world, &service.url);
    let person = Person::logged_in(&world, &instance, ADA).await;
    let token = reset_token(&world, &instance, ADA).await;
    let change = |new: &str| json!({ "currentPassword": PASSWORD, "newPassword": new });
    let kept = world.around.dynamodb.items("local-outbox").unwrap();
    let register = json!({ "email": "new@example.com", "password": OTHER });
    for answer in [
        person.post(REGISTER, &register).await,
        person.reset(&token, OTHER).await,
        person.post(CHANGE, &change(OTHER)).await,
    ] {
        assert_eq!((answer.status, answer.problem().as_str()), (400, "password_weak"));
        assert!(answer.json()["detail"].as_str().unwrap().contains("public in a breach"), "{answer:?}");
    }
    assert_eq!(world.around.dynamodb.items("local-outbox").unwrap(), kept);
    assert!(person.is_in().await);
    let third = "fifteen quiet otters at noon";
    assert_eq!(
        person.post(REGISTER, &json!({ "email": "new@example.com", "password": third })).await.status,
        202
    );
    assert_eq!(person.reset(&token, third).await.status, 200, "the token is as good as it was");
    assert_eq!(warnings(), Vec::<Value>::new());
}

#[tokio::test]
async fn five_digits_of_the_digest_leave_and_nothing_of_the_password_or_of_whose_it_is() {
    let world = World::new().await;
    for path in ["/range", "/range/"] {
        let service = Service::new(Mood::knows("another", 1)).await;
        let mut config = world.config();
        config.passwords.breach_range = Some(format!("{}{path}", service.url).parse().unwrap());
        let (instance, password) = (world.instance_with(config), "gr\u{fc}ne walnut umbrellas");
        // The same in another normal form is the same password.
        for typed in [password, "gru\u{308}ne walnut umbrellas"] {
            assert_eq!(register(&instance, typed).await.0, 202);
            let asked = service.asked();
            let digest = sha_1(password);
            assert!(asked[0].starts_with(&format!("GET /range/{} ", &digest[..5])), "{asked:?}");
            assert!(asked[0].contains(r#""add-padding": "true""#), "{asked:?}");
            assert_eq!(asked.len(), 1);
            for secret in
                [&digest[5..], &digest[5..11], "walnut", "ada", "cookie", "authorization", "referer"]
            {
                assert!(!asked[0].to_lowercase().contains(&secret.to_lowercase()), "{secret}: {asked:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_only_pads_the_list_is_no_public_password() {
    let world = World::new().await;
    let service = Service::new(Mood::knows(OTHER, 0)).await;
    assert_eq!(register(&asking(&world, &service.url), OTHER).await.0, 202);
    assert_eq!((service.asked().len(), warnings().len()), (1, 0));
}

#[tokio::test]
async fn without_the_setting_nobody_is_asked() {
    let world = World::new().await;
    let instance = world.instance();
    assert!(instance.app.config.passwords.breach_range.is_none());
    assert_eq!(register(&instance, OTHER).await.0, 202);
    assert_eq!(warnings(), Vec::<Value>::new());
}

#[tokio::test]
async fn who_does_not_answer_well_is_warned_of_and_the_password_is_taken() {
    let list = line(OTHER, 9);
    let huge = list.repeat(1024 * 1024 / list.len() + 1);
    for mood in [
        Mood::Hangs,
        Mood::Redirects,
        Mood::Answers(500, list.clone().into_bytes()),
        Mood::Answers(429, list.clone().into_bytes()),
        Mood::Answers(404, Vec::new()),
        Mood::Answers(206, list.clone().into_bytes()),
        Mood::Answers(204, Vec::new()),
        Mood::Answers(200, b"<html>a portal</html>".to_vec()),
        Mood::Answers(200, [list.as_bytes(), b"\xff\xfe:1\r\n"].concat()),
        Mood::Answers(200, format!("{list}more\r\n").into_bytes()),
        Mood::Answers(200, huge.into_bytes()),
    ] {
        let world = World::new().await;
        let service = Service::new(mood.clone()).await;
        let mut instance = asking(&world, &service.url);
        if matches!(mood, Mood::Hangs) {
            let mut config = instance.app.config.clone();
            config.passwords.breach_timeout = Duration::from_millis(200);
            instance = world.instance_with(config);
        }
        let before = warnings().len();
        let (status, body) = register(&instance, OTHER).await;
        let name = format!("{mood:?}").chars().take(80).collect::<String>();
        assert_eq!((status, service.asked().len()), (202, 1), "{name}: {body}");
        assert_warned(before, &name);
    }
}

/// Holds that one more warning was logged, which tells nothing of the password.
fn assert_warned(before: usize, name: &str) {
    let warnings = warnings();
    assert_eq!(warnings.len(), before + 1, "{name}");
    let line = warnings.last().unwrap();
    assert_eq!(line["level"], "WARN", "{line}");
    assert!(!line["cause"].as_str().unwrap().is_empty(), "{line}");
    assert!(!line.to_string().contains(&sha_1(OTHER)[..5]) && !line.to_string().contains("lemons"), "{line}");
}

/// An address where somebody answers with the beginning of a list, and then hangs or hangs up.
async fn half_an_answer(hangs_up: bool) -> String {
    let listener = system::listen(0).await.unwrap();
    let url = system::address(&listener).unwrap();
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            stream.writable().await.unwrap();
            let text = format!("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n{}", line(OTHER, 1));
            stream.try_write(text.as_bytes()).unwrap();
            stream.readable().await.unwrap();
            if !hangs_up {
                open.push(stream);
            }
        }
    });
    url
}

#[tokio::test]
async fn half_a_list_is_none() {
    for hangs_up in [true, false] {
        let world = World::new().await;
        let mut config = asking(&world, &half_an_answer(hangs_up).await).app.config.clone();
        if !hangs_up {
            config.passwords.breach_timeout = Duration::from_millis(200);
        }
        let before = warnings().len();
        assert_eq!(register(&world.instance_with(config), OTHER).await.0, 202, "{hangs_up}");
        assert_warned(before, "half");
    }
}

#[tokio::test]
async fn who_cannot_be_reached_over_the_protocol_that_is_configured_is_not_asked_over_another() {
    let service = Service::new(Mood::knows(OTHER, 1)).await;
    for url in [service.url.replace("http:", "https:"), "http://127.0.0.1:9".to_owned()] {
        let world = World::new().await;
        let before = warnings().len();
        assert_eq!(register(&asking(&world, &url), OTHER).await.0, 202, "{url}");
        assert_warned(before, &url);
    }
    assert_eq!(service.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn nobody_is_asked_about_a_password_that_is_refused_anyway() {
    let world = World::new().await;
    let service = Service::new(Mood::knows("another", 1)).await;
    let instance = asking(&world, &service.url);
    open_account(&world, &instance, ADA, PASSWORD).await;
    let person = Person::before(&instance);
    person.login(ADA, PASSWORD).await;
    let token = reset_token(&world, &instance, ADA).await;
    assert_eq!(service.asked().len(), 1, "opening the account asked");
    assert_eq!(register(&instance, "too short").await.0, 400);
    assert_eq!(person.reset(&token, "too short").await.status, 400);
    assert_eq!(person.reset("nonsense", OTHER).await.status, 400);
    let wrong = json!({ "currentPassword": OTHER, "newPassword": OTHER });
    assert_eq!(person.post(CHANGE, &wrong).await.status, 400);
    assert_eq!(Person::before(&instance).post(CHANGE, &wrong).await.status, 401);
    person.login(ADA, OTHER).await;
    assert_eq!(service.asked(), Vec::<String>::new());
}
