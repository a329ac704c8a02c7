//! Opening an account: asked for, mailed, verified.

use serde_json::json;

use crate::person::{LOGIN, OTHER, PASSWORD, Person, REGISTER, VERIFY, last_mail, open_account, token_of};
use crate::world::World;

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn a_person_registers_verifies_the_address_and_logs_in() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    let answer = person.post(REGISTER, &json!({ "email": " Ada@Example.COM ", "password": PASSWORD })).await;
    assert_eq!((answer.status, &answer.json()["success"]), (202, &json!(true)));
    assert_eq!(person.login(ADA, PASSWORD).await.problem(), "credentials_wrong", "not before it is verified");

    assert_eq!(instance.deliver_due().await, 1);
    let mail = world.mails_to(ADA).pop().unwrap();
    assert_eq!(mail.subject, "Confirm your address");
    assert!(mail.text.contains("https://fm.example/prod/verify-email#token="), "{}", mail.text);
    let answer = person.post(VERIFY, &json!({ "token": token_of(&mail.text) })).await;
    assert_eq!((answer.status, &answer.json()["email"]), (200, &json!(ADA)));
    assert!(!person.is_in().await, "verifying logs nobody in");

    assert_eq!(person.login("ADA@example.com", PASSWORD).await.status, 200);
    assert!(person.is_in().await);
}

#[tokio::test]
async fn a_verification_is_good_once_and_for_a_day() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    person.post(REGISTER, &json!({ "email": ADA, "password": PASSWORD })).await;
    instance.deliver_due().await;
    let token = token_of(&world.mails_to(ADA).pop().unwrap().text);
    world.pass(24 * 3600);
    assert_eq!(person.post(VERIFY, &json!({ "token": token })).await.problem(), "token_invalid");

    open_account(&world, &instance, ADA, PASSWORD).await;
    let used = token_of(&world.mails_to(ADA).pop().unwrap().text);
    for token in [used.as_str(), "", "nonsense", &"A".repeat(43)] {
        assert_eq!(person.post(VERIFY, &json!({ "token": token })).await.problem(), "token_invalid");
    }
}

#[tokio::test]
async fn of_many_verifications_at_once_one_opens_the_account() {
    let world = World::new().await;
    let instances = [world.instance(), world.instance(), world.instance()];
    let person = Person::before(&instances[0]);
    person.post(REGISTER, &json!({ "email": ADA, "password": PASSWORD })).await;
    instances[0].deliver_due().await;
    let body = json!({ "token": token_of(&world.mails_to(ADA).pop().unwrap().text) });
    let verify = |i: usize| {
        let (instance, body) = (instances[i % 3].clone(), body.clone());
        async move { instance.post(VERIFY, &body, &[]).await.status }
    };
    let answers = futures_of((0..30).map(verify)).await;
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| [200, 400].contains(status)), "{answers:?}");
}

#[tokio::test]
async fn an_address_that_has_an_account_is_told_so_by_mail_and_keeps_it() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    world.pass(60);
    let eve = Person::before(&instance);
    let answer = eve.post(REGISTER, &json!({ "email": ADA, "password": OTHER })).await;
    assert_eq!(answer.status, 202);
    instance.deliver_due().await;
    let mail = world.mails_to(ADA).pop().unwrap();
    assert_eq!(mail.subject, "You already have an account");
    assert!(!mail.text.contains("#token="), "{}", mail.text);
    assert_eq!(eve.login(ADA, OTHER).await.problem(), "credentials_wrong");
    assert_eq!(eve.login(ADA, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn two_who_registered_one_address_get_a_link_each_and_the_first_that_is_followed_counts() {
    let world = World::new().await;
    let instance = world.instance();
    let mut tokens = Vec::new();
    for password in [PASSWORD, OTHER] {
        Person::before(&instance).post(REGISTER, &json!({ "email": ADA, "password": password })).await;
        instance.deliver_due().await;
        tokens.push(token_of(&world.mails_to(ADA).pop().unwrap().text));
        world.pass(60);
    }
    let person = Person::before(&instance);
    assert_eq!(person.post(VERIFY, &json!({ "token": tokens[1] })).await.status, 200);
    assert_eq!(person.post(VERIFY, &json!({ "token": tokens[0] })).await.problem(), "token_invalid");
    assert_eq!(person.login(ADA, PASSWORD).await.problem(), "credentials_wrong");
    assert_eq!(person.login(ADA, OTHER).await.status, 200);
}

#[tokio::test]
async fn a_link_that_somebody_else_has_caused_opens_nothing_for_who_knows_another_password() {
    let world = World::new().await;
    let instance = world.instance();
    let ada = Person::before(&instance);
    let eve = Person::before(&instance.at_ip("203.0.113.66"));
    eve.post(REGISTER, &json!({ "email": ADA, "password": OTHER })).await;
    ada.post(REGISTER, &json!({ "email": ADA, "password": PASSWORD })).await;
    instance.deliver_due().await;
    let token = token_of(&last_mail(&world, ADA, "Confirm your address"));
    // Our page asks for the password, and so it is found out whose registration the link belongs to.
    let body = json!({ "token": token, "password": PASSWORD });
    for _ in 0..2 {
        assert_eq!(ada.post(VERIFY, &body).await.problem(), "password_wrong");
    }
    assert_eq!(eve.login(ADA, OTHER).await.problem(), "credentials_wrong");
    world.pass(60);
    ada.post(REGISTER, &json!({ "email": ADA, "password": PASSWORD })).await;
    instance.deliver_due().await;
    let token = token_of(&last_mail(&world, ADA, "Confirm your address"));
    assert_eq!(ada.post(VERIFY, &json!({ "token": token, "password": PASSWORD })).await.status, 200);
    assert_eq!(ada.login(ADA, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_token_for_a_reset_opens_no_account_and_the_reverse() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    open_account(&world, &instance, ADA, PASSWORD).await;
    let reset = crate::person::reset_token(&world, &instance, ADA).await;
    assert_eq!(person.post(VERIFY, &json!({ "token": reset })).await.problem(), "token_invalid");
    person.post(REGISTER, &json!({ "email": "bob@example.com", "password": PASSWORD })).await;
    instance.deliver_due().await;
    let verify = token_of(&world.mails_to("bob@example.com").pop().unwrap().text);
    assert_eq!(person.reset(&verify, OTHER).await.problem(), "token_invalid");
    assert_eq!(person.reset(&reset, OTHER).await.status, 200);
    assert_eq!(person.post(VERIFY, &json!({ "token": verify })).await.status, 200);
}

#[tokio::test]
async fn what_cannot_be_registered_is_told_clearly_and_sends_nothing() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    for (email, password, code, told) in [
        ("ada", PASSWORD, "invalid", "email: this is not an e-mail address"),
        ("ada@exa\u{200b}mple.com", PASSWORD, "invalid", "invisible"),
        (ADA, "short", "password_weak", "at least 15 characters"),
        (ADA, "aaaaaaaaaaaaaaaaaaaa", "password_weak", "easy to guess"),
        (ADA, ADA, "password_weak", "must not be your e-mail address"),
    ] {
        let answer = person.post(REGISTER, &json!({ "email": email, "password": password })).await;
        assert_eq!(answer.problem(), code);
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(told), "{detail}");
    }
    for body in [json!({}), json!({ "email": ADA }), json!({ "email": 7, "password": PASSWORD }), json!([])] {
        assert_eq!(person.post(REGISTER, &body).await.problem(), "invalid", "{body}");
    }
    assert_eq!(instance.deliver_due().await, 0);
}

#[tokio::test]
async fn the_older_path_for_logging_in_works_too() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    for path in ["/api/login", LOGIN] {
        let answer =
            instance.post(path, &json!({ "email": ADA, "password": PASSWORD, "client": "api" }), &[]).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
}

#[tokio::test]
async fn a_hash_is_computed_beside_the_thread_that_answers() {
    let world = World::new().await;
    let here = std::thread::current().id();
    let there = world.instance().app.aside(|| std::thread::current().id()).await.unwrap();
    assert_ne!(here, there);
}

/// All of them at once, in order.
pub async fn futures_of<T: Send + 'static>(
    futures: impl Iterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let tasks: Vec<_> = futures.map(tokio::spawn).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}
