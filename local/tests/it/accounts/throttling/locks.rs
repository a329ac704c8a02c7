//! What failed logins lead to: locks, mails, and who gets in all the same.

use super::{ADA, guess, wait_of};
use crate::person::{OTHER, PASSWORD, Person, hash_of, open_account, put_account, reset_token};
use crate::world::World;

const PLACE: &str = "192.0.2.7";

/// How long somebody has to wait who fails whenever he may: the lock of the last failure, or until there
/// is room in the window, whichever is longer.
fn expected_wait(failed_at: &[i64], now: i64) -> i64 {
    let lock = match failed_at.len() {
        0..5 => 0,
        n => (1_i64 << (n - 5)).min(900),
    };
    let window = failed_at.len().checked_sub(5).map_or(0, |oldest| failed_at[oldest] + 900 - now);
    window.max(failed_at.last().map_or(0, |last| last + lock - now))
}

#[tokio::test]
async fn locks_double_up_to_a_quarter_of_an_hour_and_attempts_meanwhile_do_not_lengthen_them() {
    for known in [true, false] {
        let world = World::new().await;
        let instance = world.instance();
        if known {
            put_account(&instance, ADA, &hash_of(&instance, PASSWORD).await).await;
        }
        let start = world.now();
        let now = || world.now().duration_since(start).as_secs();
        let (mut failed_at, mut waits) = (Vec::new(), Vec::new());
        while failed_at.len() < 18 {
            assert_eq!(guess(&instance, PLACE, ADA).await.status, 401);
            failed_at.push(now());
            let wait = expected_wait(&failed_at, now());
            waits.push(wait);
            if wait == 0 {
                continue;
            }
            for half in [wait / 2, wait - wait / 2 - 1] {
                assert_eq!(wait_of(&guess(&instance, PLACE, ADA).await), expected_wait(&failed_at, now()));
                world.pass(half);
            }
            assert_eq!(wait_of(&guess(&instance, PLACE, ADA).await), 1);
            world.pass(1);
        }
        assert_eq!(waits[..4], [0; 4]);
        assert_eq!(waits[12..], [256, 512, 900, 900, 900, 900]);
    }
}

#[tokio::test]
async fn the_owner_gets_in_from_elsewhere_while_the_place_of_the_failures_is_locked() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    for _ in 0..5 {
        assert_eq!(guess(&instance, PLACE, ADA).await.status, 401);
    }
    let owner = Person::before(&instance);
    wait_of(&owner.at(PLACE).login(ADA, PASSWORD).await);
    assert_eq!(owner.at("198.51.100.1").login(ADA, PASSWORD).await.status, 200);
    wait_of(&owner.at(PLACE).login("Ada@example.com", OTHER).await);
}

#[tokio::test]
async fn the_owner_s_browser_gets_in_though_others_have_used_up_the_address_s_budget() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Person::logged_in(&world, &instance, ADA).await.at("198.51.100.1");
    for n in 0..20 {
        assert_eq!(guess(&instance, &format!("192.0.2.{n}"), ADA).await.status, 401);
    }
    let stranger = Person::before(&instance.at_ip("198.51.100.2"));
    assert_eq!(wait_of(&stranger.login(ADA, PASSWORD).await), 900);
    assert_eq!(owner.login(ADA, PASSWORD).await.status, 200);
    assert_eq!(owner.login(ADA, OTHER).await.status, 401, "and may still be mistaken");
    assert_eq!(owner.at("198.51.100.3").login(ADA, PASSWORD).await.status, 200, "wherever it is");

    // His browser is known to his account, and to no other.
    open_account(&world, &instance, "bob@example.com", PASSWORD).await;
    for n in 0..20 {
        guess(&instance, &format!("192.0.2.{n}"), "bob@example.com").await;
    }
    wait_of(&owner.at("198.51.100.4").login("bob@example.com", PASSWORD).await);
}

#[tokio::test]
async fn a_known_browser_has_the_budget_of_its_place_and_no_more() {
    let world = World::new().await;
    let instance = world.instance();
    let owner = Person::logged_in(&world, &instance, ADA).await.at("198.51.100.1");
    for _ in 0..5 {
        assert_eq!(owner.login(ADA, OTHER).await.status, 401);
    }
    assert_eq!(wait_of(&owner.login(ADA, PASSWORD).await), 900);
}

/// What a program calls itself is known to everybody: if it let anybody past the address's budget, it
/// would tell too that there is an account, and what its owner uses.
#[tokio::test]
async fn to_call_oneself_as_the_owner_s_program_does_opens_no_way_past_the_address_s_budget() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let login = async |ip: &str, password: &str| {
        let body = serde_json::json!({ "email": ADA, "password": password, "client": "api" });
        instance.at_ip(ip).post(crate::person::LOGIN, &body, &[("user-agent", "curl/8.9.1")]).await
    };
    assert_eq!(login("198.51.100.1", PASSWORD).await.status, 200);
    for n in 0..20 {
        assert_eq!(login(&format!("192.0.2.{n}"), OTHER).await.status, 401);
    }
    wait_of(&login("192.0.2.20", OTHER).await);
}

#[tokio::test]
async fn a_reset_ends_every_lock_of_the_address() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    for n in 0..4 {
        for _ in 0..5 {
            assert_eq!(guess(&instance, &format!("192.0.2.{n}"), ADA).await.status, 401);
        }
    }
    let owner = Person::before(&instance.at_ip("192.0.2.0"));
    wait_of(&owner.login(ADA, PASSWORD).await);
    instance.deliver_due().await;
    let token = reset_token(&world, &instance, ADA).await;
    wait_of(&owner.login(ADA, PASSWORD).await);
    assert_eq!(owner.reset(&token, "a whole new password of mine").await.status, 200);
    assert_eq!(owner.login(ADA, "a whole new password of mine").await.status, 200);
}

#[tokio::test]
async fn a_login_forgives_the_failures_of_its_place_and_of_no_other() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    for ip in [PLACE, "192.0.2.8"] {
        for _ in 0..4 {
            assert_eq!(guess(&instance, ip, ADA).await.status, 401);
        }
    }
    assert_eq!(Person::before(&instance.at_ip(PLACE)).login(ADA, PASSWORD).await.status, 200);
    for _ in 0..5 {
        assert_eq!(guess(&instance, PLACE, ADA).await.status, 401);
    }
    wait_of(&guess(&instance, PLACE, ADA).await);
    assert_eq!(guess(&instance, "192.0.2.8", ADA).await.status, 401);
    wait_of(&guess(&instance, "192.0.2.8", ADA).await);
}

#[tokio::test]
async fn the_owner_is_told_of_many_failures_once_a_day_and_nobody_else_gets_a_mail() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let warnings = async |place: &str, failures: usize| {
        for address in [ADA, "eve@example.com"] {
            for _ in 0..failures {
                assert_eq!(guess(&instance, place, address).await.status, 401);
            }
            guess(&instance, place, address).await;
        }
        instance.deliver_due().await;
        assert_eq!(world.mails_to("eve@example.com").len(), 0);
        let subjects = world.mails_to(ADA).into_iter().map(|mail| mail.subject);
        subjects.filter(|subject| subject == "Too many failed logins").count()
    };
    assert_eq!(warnings("192.0.2.1", 3).await, 0, "who mistypes is left in peace");
    assert_eq!(warnings("192.0.2.2", 5).await, 1);
    assert_eq!(warnings("192.0.2.3", 5).await, 1, "from elsewhere, the same day");
    world.pass(24 * 3600 - 1);
    assert_eq!(warnings("192.0.2.4", 5).await, 1);
    world.pass(1);
    assert_eq!(warnings("192.0.2.5", 5).await, 2, "a day after the first mail");
}
