//! Nobody can tell who has an account.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::person::{FORGOT, LOGIN, OTHER, PASSWORD, Person, REGISTER, hash_of, open_account, put_account};
use crate::world::{Answer, Instance, World};

/// All that somebody sees of an answer, but for what is drawn anew for each: the request's id.
pub type Face = (u16, BTreeMap<String, Vec<String>>, String);

/// What somebody sees of an answer.
pub fn face(answer: &Answer) -> Face {
    let mut headers = BTreeMap::<_, Vec<_>>::new();
    for (name, value) in &answer.headers {
        if !["x-request-id", "date"].contains(&name.as_str()) {
            headers.entry(name.to_string()).or_default().push(value.to_str().unwrap().to_owned());
        }
    }
    let mut body = answer.json();
    if let Some(problem) = body.as_object_mut() {
        problem.remove("requestId");
    }
    (answer.status, headers, body.to_string())
}

/// What an answer shows, and what it cost: the calls to DynamoDB in order with the bytes sent, and the
/// hashes.
#[derive(Debug, PartialEq)]
struct Traced {
    face: Face,
    calls: Vec<(String, usize)>,
    hashes: u64,
}

async fn traced(world: &World, instance: &Instance, ip: &str, path: &str, body: &Value) -> Traced {
    let keys = instance.app.keys().await.unwrap();
    let before = keys.hasher.computed();
    world.proxy.sized_calls();
    let answer = instance.at_ip(ip).post(path, body, &[]).await;
    let hashes = keys.hasher.computed() - before;
    Traced { face: face(&answer), calls: world.proxy.sized_calls(), hashes }
}

/// How a route is asked about an address, and how often in a row from one place.
struct Questions {
    path: &'static str,
    body: fn(&str) -> Value,
    in_a_row: usize,
}

/// Asks about addresses that have an account and others that have none, in turns, and holds each pair's
/// answers and work against each other. Gives how often each pair of a row was answered with which status.
async fn hold_pairs_against_each_other(questions: &Questions) -> Vec<u16> {
    let world = World::new().await;
    let instance = world.instance();
    let hash = hash_of(&instance, PASSWORD).await;
    let mut statuses = Vec::new();
    for row in 0..204 / questions.in_a_row {
        let known = (format!("known{row:03}@example.com"), format!("192.0.2.{row}"));
        let other = (format!("other{row:03}@example.com"), format!("203.0.113.{row}"));
        put_account(&instance, &known.0, &hash).await;
        for i in 0..questions.in_a_row {
            world.pass(1);
            let ask = async |(address, ip): &(String, String)| {
                traced(&world, &instance, ip, questions.path, &(questions.body)(address)).await
            };
            // Who is asked about first must not matter either.
            let (of_known, of_other) = if (row + i) % 2 == 0 {
                let of_known = ask(&known).await;
                (of_known, ask(&other).await)
            } else {
                let of_other = ask(&other).await;
                (ask(&known).await, of_other)
            };
            assert_eq!(of_known, of_other, "question {i} of row {row}");
            statuses.push(of_known.face.0);
        }
    }
    assert!(statuses.len() >= 200);
    statuses
}

fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|known| **known == status).count()
}

/// A statistic says that two kinds of answers are not likely to differ by more than so much on the
/// average. Here each of 204 pairs is equal in all that is seen and in all the work that was done: the
/// calls to DynamoDB in their order with their lengths, and the number of hashes, which take nearly all of
/// the time. What is equal in every case has no average that a longer measurement could tell apart, and a
/// test of it never fails by chance.
#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same_and_cost_the_same_locks_included() {
    let body = |address: &str| json!({ "email": address, "password": OTHER });
    let statuses = hold_pairs_against_each_other(&Questions { path: LOGIN, body, in_a_row: 6 }).await;
    assert_eq!((count(&statuses, 401), count(&statuses, 429)), (170, 34));
}

/// Equal in each pair, which is more than any statistic says: see the test of logins.
#[tokio::test]
async fn asking_for_a_reset_looks_and_costs_the_same_for_everybody_also_when_it_is_throttled() {
    let body = |address: &str| json!({ "email": address });
    let statuses = hold_pairs_against_each_other(&Questions { path: FORGOT, body, in_a_row: 6 }).await;
    assert_eq!((count(&statuses, 200), count(&statuses, 429)), (170, 34));
}

/// Equal in each pair, which is more than any statistic says: see the test of logins.
#[tokio::test]
async fn registering_an_address_looks_and_costs_the_same_whether_it_has_an_account() {
    let body = |address: &str| json!({ "email": address, "password": OTHER });
    let statuses = hold_pairs_against_each_other(&Questions { path: REGISTER, body, in_a_row: 12 }).await;
    assert_eq!((count(&statuses, 202), count(&statuses, 429)), (170, 34));
}

#[tokio::test]
async fn only_who_reads_the_mails_learns_whether_there_is_an_account() {
    const KNOWN: &str = "known@example.com";
    const OTHER_ONE: &str = "other@example.com";
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, KNOWN, PASSWORD).await;
    world.pass(60);
    let subjects = async |address: &str, ip: &str| {
        let seen = world.mails_to(address).len();
        let person = Person::before(&instance.at_ip(ip));
        for _ in 0..5 {
            assert_eq!(person.login(address, OTHER).await.status, 401);
        }
        assert_eq!(person.forgot(address).await.status, 200);
        instance.deliver_due().await;
        world.pass(60);
        person.post(REGISTER, &json!({ "email": address, "password": OTHER })).await;
        instance.deliver_due().await;
        let mails = world.mails_to(address).split_off(seen);
        let mut subjects: Vec<_> = mails.into_iter().map(|mail| mail.subject).collect();
        subjects.sort();
        subjects
    };
    assert_eq!(
        subjects(KNOWN, "192.0.2.1").await,
        ["Reset your password", "Too many failed logins", "You already have an account"]
    );
    assert_eq!(subjects(OTHER_ONE, "192.0.2.2").await, ["Confirm your address"]);
}
