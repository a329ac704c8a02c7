//! Passwords as people type them, and hashes as older systems and older keys left them.

use std::sync::Arc;

use local::system::ACCOUNTS_SECRET;
use serde_json::{Value, json};
use shared::email::Address;
use shared::password::{Password, Verdict};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::ADA;
use crate::accounts::registering::futures_of;
use crate::person::{LOGIN, OTHER, PASSWORD, Person, hash_of, open_account, put_account};
use crate::proxy::Trouble;
use crate::world::{Answer, Instance, World};

const USERS: &str = "local-users";

/// The status of a login with a new browser.
async fn login(instance: &Instance, address: &str, password: &str) -> u16 {
    instance.post(LOGIN, &json!({ "email": address, "password": password }), &[]).await.status
}

/// The hash that is stored for an address.
async fn kept(instance: &Instance, address: &str) -> String {
    let address = Address::parse(address).unwrap();
    instance.app.store.find_user_by_address(&address).await.unwrap().unwrap().password
}

/// 128 code points of four bytes each, in no order.
fn longest() -> String {
    (0..128_u32).map(|i| char::from_u32(0x1f300 + i * 37 % 251).unwrap()).collect()
}

#[tokio::test]
async fn a_password_counts_whole_and_as_it_came_but_for_its_normal_form() {
    let world = World::new().await;
    let instance = world.instance();
    let (longest, long) = (longest(), format!("{PASSWORD} and {OTHER} and so on for eighty bytes"));
    assert!(longest.len() == 512 && long.len() > 80);
    let last = |text: &str, end: &str| {
        let mut text = text.to_owned();
        text.pop();
        text + end
    };
    let rows: [(&str, &[&str], &[&str]); 5] = [
        (&longest, &[], &[&last(&longest, "\u{1f4a9}"), &last(&longest, "")]),
        (&long, &[], &[&last(&long, "S"), &long[..72]]),
        (
            "cr\u{e8}me br\u{fb}l\u{e9}e at the harbour",
            &["cre\u{300}me bru\u{302}le\u{301}e at the harbour"],
            &["creme brulee at the harbour"],
        ),
        ("walnut\0umbrella on a tuesday", &[], &["walnut", "walnut\0umbrella on a monday"]),
        ("  walnut umbrella on a tuesday ", &[], &["walnut umbrella on a tuesday"]),
    ];
    for (n, (password, same, others)) in rows.into_iter().enumerate() {
        let (address, instance) = (format!("a{n}@example.com"), instance.at_ip(&format!("192.0.2.{n}")));
        open_account(&world, &instance, &address, password).await;
        for shown in [password].iter().chain(same) {
            assert_eq!(login(&instance, &address, shown).await, 200, "{shown:?}");
        }
        for shown in others {
            assert_eq!(login(&instance, &address, shown).await, 401, "{shown:?}");
        }
    }
}

#[tokio::test]
async fn a_hash_of_an_older_system_lets_in_and_is_replaced_by_the_first_login() {
    // From the tests of jBCrypt, under each of the names that the algorithm has had.
    const OF_ABC: &str = "06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";
    let world = World::new().await;
    let instance = world.instance();
    let hasher = instance.app.keys().await.unwrap();
    for (n, name) in ["2a", "2b", "2y"].into_iter().enumerate() {
        let (address, instance) = (format!("a{n}@example.com"), instance.at_ip(&format!("192.0.2.{n}")));
        let old = format!("${name}${OF_ABC}");
        put_account(&instance, &address, &old).await;
        assert_eq!(login(&instance, &address, "abd").await, 401);
        assert_eq!(kept(&instance, &address).await, old, "a wrong password replaces nothing");
        world.proxy.calls();
        assert_eq!(login(&instance, &address, "abc").await, 200);
        assert_eq!(world.proxy.calls().len(), 3);
        let new = kept(&instance, &address).await;
        assert_eq!(hasher.hasher.verify(&Password::shown("abc"), Some(&new)), Verdict::Right);
        assert_eq!(login(&instance, &address, "abc").await, 200);
        assert_eq!(kept(&instance, &address).await, new, "once is enough");
        assert_eq!(login(&instance, &address, "abd").await, 401);
    }
}

#[tokio::test]
async fn of_many_logins_at_once_with_an_old_hash_all_get_in() {
    let world = World::new().await;
    let instances = [world.instance(), world.instance()];
    put_account(&instances[0], ADA, "$2b$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i").await;
    let logins = (0..6).map(|n| {
        let instance = instances[n % 2].clone();
        async move { login(&instance, ADA, "abc").await }
    });
    assert_eq!(futures_of(logins).await, [200; 6]);
}

/// The secret with a pepper of these names, the newest first, and what else it has.
fn peppers(world: &World, names: &[&str]) {
    let long = |name: &str| format!("{name}-pepper-of-more-than-32-characters");
    let mut secret = json!({ "key": long("any") });
    for (field, name) in ["pepper", "previousPepper"].into_iter().zip(names) {
        secret[field] = long(name).into();
    }
    world.around.stand_ins.secrets.put(ACCOUNTS_SECRET, &secret.to_string());
}

#[tokio::test]
async fn a_pepper_is_rotated_while_people_log_in() {
    let world = World::new().await;
    peppers(&world, &["first"]);
    let before = world.instance();
    for address in [ADA, "bob@example.com"] {
        put_account(&before, address, &hash_of(&before, PASSWORD).await).await;
    }
    peppers(&world, &["second", "first"]);
    let during = world.instance();
    let old = kept(&during, ADA).await;
    assert_eq!(login(&during, ADA, OTHER).await, 401);
    assert_eq!(login(&during, ADA, PASSWORD).await, 200);
    let new = kept(&during, ADA).await;
    assert_ne!(old, new);

    // An instance that has not heard of the new pepper looks for it, once in ten seconds.
    assert_eq!(login(&before.at_ip("192.0.2.1"), ADA, PASSWORD).await, 401);
    world.pass(10);
    assert_eq!(login(&before.at_ip("192.0.2.1"), ADA, PASSWORD).await, 200);
    assert_eq!(kept(&during, ADA).await, new);

    peppers(&world, &["second"]);
    let after = world.instance().at_ip("192.0.2.2");
    assert_eq!(login(&after, ADA, PASSWORD).await, 200);
    assert_eq!(login(&after, "bob@example.com", PASSWORD).await, 401, "his hash was left behind");
}

/// Starts a login of another instance and holds it when it has compared the password, until the gate
/// opens.
async fn held_login(world: &World, gate: &Arc<Semaphore>, device: &str) -> JoinHandle<Answer> {
    world.proxy.make("TransactWriteItems", Trouble::Waits(gate.clone()));
    let (instance, cookie) = (world.instance(), format!("__Host-device={device}"));
    let login = tokio::spawn(async move {
        let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
        instance.post(LOGIN, &json!({ "email": ADA, "password": PASSWORD }), &headers).await
    });
    while world.proxy.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    world.proxy.heal();
    login
}

#[tokio::test]
async fn a_password_that_is_changed_after_it_was_compared_opens_no_session() {
    // To a browser that is known, a login writes nothing at the account; it has to look there all the
    // same.
    for is_known in [false, true] {
        let world = World::new().await;
        let instance = world.instance();
        let owner = Person::logged_in(&world, &instance, ADA).await;
        let device = Some(owner.cookie("__Host-device").unwrap()).filter(|_| is_known);
        let gate = Arc::new(Semaphore::new(0));
        let late = held_login(&world, &gate, &device.unwrap_or_else(|| "A".repeat(43))).await;
        let is_account = |item: &Value| item["address"]["S"] == ADA;
        let mut account = world.around.dynamodb.items(USERS).unwrap().into_iter().find(is_account).unwrap();
        account["password"]["S"] = hash_of(&instance, OTHER).await.into();
        world.around.dynamodb.put(USERS, account).unwrap();
        gate.add_permits(1);
        let answer = late.await.unwrap();
        assert_eq!((answer.status, answer.problem().as_str()), (401, "credentials_wrong"));
        assert_eq!(answer.headers.get("set-cookie"), None);
        assert_eq!(world.around.dynamodb.items("local-account-sessions").unwrap().len(), 1, "the owner's");
        assert_eq!(login(&instance, ADA, OTHER).await, 200);
    }
}
