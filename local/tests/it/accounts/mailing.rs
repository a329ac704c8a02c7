//! Sending the mails of the outbox: once each, whatever happens in between.

mod once;
mod outages;
mod poison;
mod refusals;

use jiff::{SignedDuration, Timestamp};
use local::aws::Trouble;
use local::system::{Plan, Surroundings};
use serde_json::{Value, json};
use shared::app::{App, Clock};

use crate::person::{
    CHANGE, FORGOT, LOGIN, OTHER, PASSWORD, Person, REGISTER, VERIFY, open_account, reset_token, token_of,
};
use crate::world::{Instance, NOW, PUBLIC_URL, World};

const ADA: &str = "ada@example.com";

/// After this long the queue delivers again what was not handled.
const AGAIN: i64 = 720;

/// The mails of the outbox.
fn outbox(world: &World) -> Vec<Value> {
    world.around.dynamodb.items("local-outbox").unwrap()
}

/// The ids of the mails about something.
pub fn ids_of(world: &World, about: &str) -> Vec<String> {
    let of_them = outbox(world).into_iter().filter(|mail| mail["about"]["S"] == about);
    of_them.map(|mail| mail["id"]["S"].as_str().unwrap().to_owned()).collect()
}

/// What became of the only mail in the outbox.
fn state(world: &World) -> String {
    let mails = outbox(world);
    assert_eq!(mails.len(), 1, "{mails:?}");
    mails[0]["state"]["S"].as_str().unwrap().to_owned()
}

/// How many messages wait, and how many are among the dead letters.
fn left(world: &World) -> (usize, usize) {
    let number = |queue| world.around.stand_ins.queues.messages(queue).len();
    (number("MailQueue"), number("MailDeadLetters"))
}

/// How many mails were sent, and how many SES was asked to send.
fn sent(world: &World) -> (usize, usize) {
    (world.around.stand_ins.mailbox.mails().len(), world.around.stand_ins.mailbox.calls())
}

/// The message that names a mail.
pub fn named(id: &str) -> String {
    json!({ "id": id }).to_string()
}

/// The event of a delivery of messages.
pub fn event(bodies: &[&str]) -> Value {
    let record = |(i, body): (usize, &&str)| json!({ "messageId": i.to_string(), "body": body });
    json!({ "Records": bodies.iter().enumerate().map(record).collect::<Vec<_>>() })
}

/// Asks for an account, so that a mail with a link is in the outbox.
async fn register(instance: &Instance, address: &str) {
    let body = json!({ "email": address, "password": PASSWORD });
    assert_eq!(instance.post(REGISTER, &body, &[]).await.status, 202);
}

#[tokio::test]
async fn a_mail_is_text_and_html_from_the_configured_sender_by_the_configured_rules() {
    let world = World::new().await;
    for rules in [None, Some("rules".to_owned())] {
        let mut config = world.config();
        config.mail.from = Some("Ada's Monitor <monitor@example.org>".into());
        config.mail.configuration_set = rules.clone();
        let instance = world.instance_with(config);
        world.pass(60);
        register(&instance, ADA).await;
        assert_eq!(instance.deliver_due().await, 1);
        let mail = world.mails_to(ADA).pop().unwrap();
        assert_eq!(
            (mail.from.as_str(), mail.configuration_set),
            ("Ada's Monitor <monitor@example.org>", rules)
        );
        let link = format!("https://fm.example/prod/verify-email#token={}", token_of(&mail.text));
        assert!(mail.text.contains(&link) && !mail.text.contains('<'), "{}", mail.text);
        assert!(mail.html.contains(&format!("href=\"{link}\"")), "{}", mail.html);
    }
}

#[tokio::test]
async fn every_kind_of_mail_goes_to_the_address_in_its_canonical_form_and_never_as_submitted() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    let (submitted, canonical) = (" \u{212a}ELVIN@B\u{fc}cher.Example ", "kelvin@xn--bcher-kva.example");
    let post = async |path: &str, status: u16, body: Value| {
        world.pass(60);
        let answer = person.post(path, &body).await;
        assert_eq!(answer.status, status, "{path}: {answer:?}");
        instance.deliver_due().await;
        world.mails_to(canonical).pop().unwrap()
    };
    let credentials = json!({ "email": submitted, "password": PASSWORD });
    let verify = post(REGISTER, 202, credentials.clone()).await;
    post(VERIFY, 200, json!({ "token": token_of(&verify.text) })).await;
    post(REGISTER, 202, credentials.clone()).await;
    let reset = post(FORGOT, 200, json!({ "email": submitted })).await;
    assert_eq!(person.reset(&token_of(&reset.text), PASSWORD).await.status, 200);
    post(LOGIN, 200, credentials.clone()).await;
    post(CHANGE, 200, json!({ "currentPassword": PASSWORD, "newPassword": PASSWORD })).await;
    let elsewhere = Person::before(&instance);
    assert_eq!(elsewhere.login(submitted, PASSWORD).await.status, 200);
    instance.deliver_due().await;
    for _ in 0..5 {
        post(LOGIN, 401, json!({ "email": submitted, "password": OTHER })).await;
    }
    let mails = world.around.stand_ins.mailbox.mails();
    assert!(mails.iter().all(|mail| mail.to == [canonical]), "{mails:?}");
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(
        subjects,
        [
            "Confirm your address",
            "You already have an account",
            "Reset your password",
            "Your password was changed",
            "Your password was changed",
            "A new device logged in",
            "Too many failed logins",
        ]
    );
}

#[tokio::test]
async fn nobody_without_an_account_gets_a_mail_about_one() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::before(&instance);
    assert_eq!(person.forgot("eve@example.com").await.status, 200);
    for _ in 0..5 {
        person.login("eve@example.com", PASSWORD).await;
    }
    assert_eq!(instance.deliver_due().await, 2);
    let states: Vec<_> = outbox(&world).iter().map(|mail| mail["state"]["S"].clone()).collect();
    assert_eq!(
        (states, sent(&world), left(&world)),
        (vec!["dropped".into(), "dropped".into()], (0, 0), (0, 0))
    );
    assert_eq!(world.around.dynamodb.items("local-mailed-tokens").unwrap(), Vec::<Value>::new());
}

#[tokio::test]
async fn the_hash_of_a_password_leaves_the_outbox_as_soon_as_the_mail_is_settled() {
    for (trouble, settled) in [(None, "sent"), (Some(Trouble::REJECTED), "failed")] {
        let world = World::new().await;
        let instance = world.instance();
        register(&instance, ADA).await;
        let detail = outbox(&world)[0]["detail"]["S"].as_str().unwrap().to_owned();
        assert!(detail.contains("$2"), "{detail}");
        if let Some(trouble) = trouble {
            world.around.stand_ins.mailbox.fail_next(1, &trouble);
        }
        instance.deliver_due().await;
        let mail = &outbox(&world)[0];
        assert_eq!((state(&world).as_str(), &mail["detail"]), (settled, &Value::Null));
        assert!(!mail.to_string().contains(&detail));
        // What nobody settles is forgotten two days later.
        let expires: i64 = mail["ttl"]["N"].as_str().unwrap().parse().unwrap();
        assert_eq!(expires, (world.now() + SignedDuration::from_hours(48)).as_second());
    }
}

#[tokio::test]
async fn a_mail_is_a_message_with_its_id_and_nothing_else() {
    let world = World::new().await;
    let instance = world.instance();
    register(&instance, ADA).await;
    world.around.stand_ins.mailbox.fail_next(4, &Trouble::SENDING_RATE);
    instance.deliver_due().await;
    let messages = world.around.stand_ins.queues.messages("MailQueue");
    let body: Value = serde_json::from_str(&messages[0].body).unwrap();
    assert_eq!(body, json!({ "id": ids_of(&world, "register")[0] }));
}

#[tokio::test]
async fn a_link_is_good_from_when_it_was_sent_however_long_that_took() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    world.around.stand_ins.mailbox.fail_next(16, &Trouble::DAILY_QUOTA);
    world.pass(60);
    Person::before(&instance).forgot(ADA).await;
    for _ in 0..16 {
        instance.deliver_due().await;
        world.pass(900);
    }
    instance.deliver_due().await;
    let token = token_of(&world.mails_to(ADA).pop().unwrap().text);
    world.pass(3599);
    assert_eq!(Person::before(&instance).reset(&token, OTHER).await.status, 200);
    assert_ne!(reset_token(&world, &instance, ADA).await, token);
}

#[test]
fn a_restart_sends_what_was_pending_and_nothing_again() {
    let name = format!("force-monitor-{}", shared::token::random_text().unwrap());
    let folder = std::env::temp_dir().join(name);
    let run = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let start = async || {
        let clock: Clock = std::sync::Arc::new(|| NOW.parse::<Timestamp>().unwrap());
        let plan = Plan { data: Some(folder.clone()), simulator_port: 0, clock: clock.clone() };
        let around = Surroundings::start(plan, None).await.unwrap();
        let app = App::new(around.config(PUBLIC_URL), clock).unwrap();
        (Instance::new(&around, app), around)
    };
    run().block_on(async {
        let (instance, _around) = start().await;
        register(&instance, "sent@example.com").await;
        assert_eq!(instance.deliver_due().await, 1);
        register(&instance, "pending@example.com").await;
    });
    let mails = run().block_on(async {
        let (instance, around) = start().await;
        instance.deliver_due().await;
        around.stand_ins.mailbox.mails()
    });
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(mails.iter().map(|mail| mail.to.as_slice()).collect::<Vec<_>>(), [["pending@example.com"]]);
}
