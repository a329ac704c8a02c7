//! What an account asks to be told of, and where.

use std::sync::Arc;

use serde_json::{Value, json};
use shared::store::channels::Owner as Of;
use tokio::sync::Semaphore;

use super::scene::{Scene, account, level, of_org, on_call};
use super::{Owner, own_app};
use crate::proxy::Trouble;
use crate::webhooks::receiver::Receiver;
use crate::world::BUSY;

const ADA: &str = "ada@example.com";

/// A webhook there.
fn hook(id: &str, url: &str) -> Value {
    json!({ "kind": "webhook", "id": id, "name": "Pager", "url": url })
}

#[tokio::test]
async fn who_has_set_nothing_has_the_usual_rules() {
    let scene = Scene::new().await;
    let alerts = scene.get("/alerts").await;
    let rules = alerts["rules"].as_array().unwrap();
    let conditions: Vec<_> = rules.iter().map(|rule| rule["condition"].clone()).collect();
    assert_eq!(
        conditions,
        [
            json!({ "kind": "level", "warning": 60, "critical": 80 }),
            json!({ "kind": "timeLeft", "minutes": 120 }),
            json!({ "kind": "connectionLost" }),
            json!({ "kind": "noReading", "minutes": 30 }),
        ]
    );
    assert_eq!((&alerts["revision"], &alerts["open"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_refused_by_the_name_of_the_field() {
    let scene = Scene::new().await;
    let rule = |field: &str, value: Value| {
        let mut rule = level(60, 80);
        rule[field] = value;
        json!({ "rules": [rule] })
    };
    let channel = |channel: Value| json!({ "rules": [], "channels": [channel] });
    let quiet = |from: &str, to: &str, zone: &str| json!({ "rules": [], "quietHours": { "from": from, "to": to, "timeZone": zone } });
    for (settings, told) in [
        (json!({}), "rules: is missing"),
        (json!({ "rules": 7 }), "rules: expected a sequence"),
        (rule("id", json!("No")), "rules[0].id: expected 1 to 40 small letters"),
        (rule("scope", json!({ "org": false })), "rules[0].scope.org: expected true"),
        (
            rule("coolDownMinutes", json!(-1)),
            "rules[0].coolDownMinutes: expected a whole number that is not negative",
        ),
        (
            rule("condition", json!({ "kind": "level", "warning": 90, "critical": 80 })),
            "rules[0].condition.critical",
        ),
        (rule("condition", json!({ "kind": "level", "warning": "x" })), "rules[0].condition: "),
        (rule("condition", json!({ "kind": "timeLeft", "minutes": 4 })), "rules[0].condition.minutes"),
        (rule("channels", json!(["nobody"])), "rules[0].channels: expected ids of channels"),
        (rule("mute", json!({ "until": "soon" })), "rules[0].mute.until"),
        (json!({ "rules": [level(1, 2), level(3, 4)] }), "rules[1].id: another rule has this id"),
        (quiet("22:00", "22:00", "UTC"), "quietHours.to"),
        (quiet("22:00", "07:00", "Europe/Atlantis"), "quietHours.timeZone"),
        (quiet("25:00", "07:00", "UTC"), "quietHours.from: expected a time of the day"),
        (channel(json!({ "kind": "email", "id": "m", "name": "M", "to": "nobody" })), "channels[0].to"),
        (channel(json!({ "kind": "email", "id": "m", "name": "" })), "channels[0].name"),
        (channel(hook("h", "http://example.com/h")), "channels[0].url: has to begin with https://"),
        (channel(hook("h", "https://10.0.0.8/h")), "channels[0].url: has to lead to a public address"),
        (channel(hook("h", "https://[fd00::1]/h")), "channels[0].url: has to lead to a public address"),
        (channel(hook("h", "https://169.254.169.254/latest")), "channels[0].url: has to lead to a public"),
        (channel(hook("h", "https://hooks.example.com/…")), "channels[0].url: this address is cut"),
    ] {
        let answer = scene.put(&settings).await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"), "{settings}");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.starts_with(told), "{detail} for {settings}");
    }
    assert_eq!(scene.get("/alerts").await["revision"], 0);
}

#[tokio::test]
async fn settings_that_were_changed_meanwhile_are_not_overwritten() {
    let scene = Scene::new().await;
    assert_eq!(scene.set(&json!({ "rules": [level(60, 80)], "revision": 0 })).await["revision"], 1);
    let stale = scene.put(&json!({ "rules": [level(10, 20)], "revision": 0 })).await;
    assert_eq!((stale.status, stale.problem().as_str()), (409, "conflict"));
    assert_eq!(scene.get("/alerts").await["rules"][0]["condition"]["warning"], 60);
    // Whoever names no revision replaces whatever stands.
    assert_eq!(scene.set(&json!({ "rules": [level(10, 20)] })).await["revision"], 2);
}

#[tokio::test]
async fn of_two_who_change_the_same_at_once_one_loses_with_all_that_was_asked_for() {
    let scene = Scene::new().await;
    let receiver = Receiver::new(&[]).await;
    let gate = Arc::new(Semaphore::new(0));
    scene.world.proxy.make("TransactWriteItems", Trouble::Waits(gate.clone()));
    let ask = |name: &str| {
        let url = format!("{}/{name}", receiver.url);
        json!({ "rules": [], "channels": [hook("h", &url)], "revision": 0 })
    };
    let open = async {
        while scene.world.proxy.waiting() < 2 {
            tokio::task::yield_now().await;
        }
        gate.add_permits(2);
    };
    let (first, second) = (ask("first"), ask("second"));
    let (first, second, ()) = tokio::join!(scene.put(&first), scene.put(&second), open);
    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [200, 409]);
    let won = if first.status == 200 { "first" } else { "second" };
    scene.world.proxy.heal();

    let test = scene.owner.post(&scene.path("/alerts/test"), &json!({ "channel": "h" })).await;
    assert_eq!(test.status, 204, "{test:?}");
    scene.instance.deliver_due().await;
    let paths: Vec<_> = receiver.got().into_iter().map(|got| got.path).collect();
    assert_eq!(paths, [format!("/hook/{won}")], "the loser's address is nowhere");
}

#[tokio::test]
async fn an_address_and_its_secret_are_kept_sealed_and_shown_once_and_stay_until_they_are_removed() {
    let scene = Scene::new().await;
    let receiver = Receiver::new(&[]).await;
    let asked = json!({ "rules": [], "channels": [hook("h", &receiver.url), on_call()] });
    let set = scene.set(&asked).await;
    let secret = set["secrets"]["h"].as_str().unwrap().to_owned();
    assert_eq!(secret.len(), 43, "256 bits");
    let known = scene.get("/alerts").await;
    assert!(known.get("secrets").is_none() && known["channels"][0]["url"].as_str().unwrap().ends_with("/…"));
    for text in [receiver.url.as_str(), &secret] {
        assert!(!known.to_string().contains(text) && !scene.world.stored().contains(text), "{text}");
    }

    // As it was answered it may be sent back.
    let mut next = known.clone();
    next["rules"] = json!([level(60, 80)]);
    assert!(scene.set(&next).await.get("secrets").is_none());
    let test = json!({ "channel": "h" });
    assert_eq!(scene.owner.post(&scene.path("/alerts/test"), &test).await.status, 204);
    scene.instance.deliver_due().await;
    let got = receiver.got();
    assert!(got.len() == 1 && crate::webhooks::is_signed_with(&secret, &got[0]), "{got:?}");

    let of = Of { org: scene.org.clone(), account: "operator".into() };
    let store = &scene.instance.app.store;
    assert_eq!(store.channels(&of).await.unwrap().len(), 1);
    scene.set(&json!({ "rules": [], "channels": [on_call()] })).await;
    assert_eq!(store.channels(&of).await.unwrap(), []);
    let answer = scene.owner.post(&scene.path("/alerts/test"), &test).await;
    assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"));
}

#[tokio::test]
async fn a_webhook_that_wanted_nothing_more_is_tried_again_once_it_is_saved() {
    use crate::webhooks::receiver::Mood;
    let scene = Scene::new().await;
    let receiver = Receiver::new(&[Mood::Says(410)]).await;
    scene.set(&json!({ "rules": [], "channels": [hook("h", &receiver.url)] })).await;
    let test = json!({ "channel": "h" });
    for _ in 0..2 {
        scene.owner.post(&scene.path("/alerts/test"), &test).await;
        scene.instance.deliver_due().await;
    }
    let known = scene.get("/alerts").await;
    assert_eq!((&known["health"]["h"]["lastError"], receiver.got().len()), (&json!("gone"), 1));
    assert!(known["health"]["h"]["disabledAt"].is_string());
    assert!(scene.set(&known).await["health"]["h"]["disabledAt"].is_null());
    scene.owner.post(&scene.path("/alerts/test"), &test).await;
    scene.instance.deliver_due().await;
    assert_eq!(receiver.got().len(), 1);
    assert!(scene.get("/alerts").await["health"]["h"]["lastOkAt"].is_string());
}

#[tokio::test]
async fn an_account_is_mailed_at_its_own_address_only_and_the_operator_where_he_says() {
    let scene = Scene::new().await;
    let ada = account(&scene.world, &scene.instance, ADA).await;
    assert_eq!(ada.post("/api/orgs", &own_app(&scene.world, BUSY)).await.status, 201);
    let put = async |owner: &Owner, to: &str| {
        let mail = json!({ "kind": "email", "id": "m", "name": "M", "to": to });
        owner.put(&scene.path("/alerts"), &json!({ "rules": [], "channels": [mail] })).await
    };
    let refused = put(&ada, "bob@example.org").await;
    assert_eq!(refused.status, 400);
    assert!(refused.json()["detail"].as_str().unwrap().starts_with("channels[0].to: "), "{refused:?}");
    assert_eq!(put(&ada, "Ada@Example.com").await.status, 200);
    assert_eq!(put(&scene.owner, "bob@example.org").await.status, 200);
}

#[tokio::test]
async fn a_test_message_comes_by_mail_and_by_webhook_and_the_health_says_so() {
    let scene = Scene::new().await;
    let receiver = Receiver::new(&[]).await;
    let slack = json!({ "kind": "slack", "id": "s", "name": "Slack", "url": receiver.url });
    let channels = [on_call(), hook("h", &receiver.url), slack];
    let set = scene.set(&json!({ "rules": [], "channels": channels })).await;
    assert!(set["secrets"].get("s").is_none(), "Slack's posts are not signed");
    for channel in ["mail", "h", "s"] {
        let answer = scene.owner.post(&scene.path("/alerts/test"), &json!({ "channel": channel })).await;
        assert_eq!(answer.status, 204, "{answer:?}");
    }
    scene.instance.deliver_due().await;
    let mails = scene.mails();
    assert!(mails.len() == 1 && mails[0].subject == "A test message about Northwind Freight", "{mails:?}");
    let got = receiver.got();
    assert_eq!(got.len(), 2);
    let signed = got.iter().find(|got| !got.header("x-force-monitor-signature").is_empty()).unwrap();
    assert!(crate::webhooks::is_signed_with(set["secrets"]["h"].as_str().unwrap(), signed));
    let body: Value = serde_json::from_str(&signed.body).unwrap();
    assert_eq!((&body["type"], &body["version"]), (&json!("test"), &json!(1)));
    let health = &scene.get("/alerts").await["health"];
    for channel in ["h", "s"] {
        assert_eq!(health[channel]["lastOkAt"], scene.world.now().to_string(), "{health}");
    }
    let without = scene.set(&json!({ "rules": [of_org("c", json!({ "kind": "connectionLost" }))] })).await;
    assert_eq!(without["health"], json!({}));
}
