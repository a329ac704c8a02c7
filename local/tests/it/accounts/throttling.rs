//! How often somebody may try, and what is told to who has to wait.

mod locks;
mod races;
mod stored;

use serde_json::json;

use super::alike::{Face, face};
use crate::person::{FORGOT, LOGIN, OTHER, PASSWORD, REGISTER, hash_of, put_account};
use crate::world::{Answer, Instance, World};

/// An address for tests in which only one matters.
const ADA: &str = "ada@example.com";

/// Tries to log in from a place with a password that is wrong.
async fn guess(instance: &Instance, ip: &str, address: &str) -> Answer {
    instance.at_ip(ip).post(LOGIN, &json!({ "email": address, "password": OTHER }), &[]).await
}

/// Seconds that the answer says to wait; it has to be a refusal for too many attempts.
fn wait_of(answer: &Answer) -> i64 {
    assert_eq!((answer.status, answer.problem().as_str()), (429, "too_many_requests"), "{answer:?}");
    answer.header("retry-after").parse().unwrap()
}

/// What a budget counts: by which address and from which place the n-th request comes.
#[derive(Clone, Copy, Debug)]
enum Counts {
    /// One address from one place.
    Pair,
    /// One address from everywhere.
    Address,
    /// Any addresses from one place.
    Place,
    /// Any addresses from one customer's IPv6 network.
    Network,
}

impl Counts {
    /// The n-th request's address and place. `who` begins the addresses.
    fn nth(self, who: &str, n: usize) -> (String, String) {
        let (one, each) = (format!("{who}00@example.com"), format!("{who}{n:02}@example.com"));
        match self {
            Self::Pair => (one, "192.0.2.7".into()),
            Self::Address => (one, format!("192.0.2.{n}")),
            Self::Place => (each, "192.0.2.7".into()),
            Self::Network => (each, format!("2001:db8:7:7:{n:x}::{n:x}")),
        }
    }
}

/// One budget: where, what it counts, how many requests it admits within how many seconds.
struct Row {
    path: &'static str,
    counts: Counts,
    hits: usize,
    within: i64,
}

const fn row(path: &'static str, counts: Counts, hits: usize, within: i64) -> Row {
    Row { path, counts, hits, within }
}

const ROWS: [Row; 8] = [
    row(LOGIN, Counts::Pair, 5, 900),
    row(LOGIN, Counts::Address, 20, 900),
    row(LOGIN, Counts::Network, 50, 900),
    row(FORGOT, Counts::Pair, 5, 900),
    row(FORGOT, Counts::Address, 20, 900),
    row(FORGOT, Counts::Place, 50, 900),
    row(REGISTER, Counts::Place, 10, 3600),
    row(REGISTER, Counts::Network, 10, 3600),
];

/// Uses up a budget, a request every two seconds, waits as long as it says, and uses up what room there is
/// then. Gives all that was seen on the way.
async fn use_up(row: &Row, who: &str, known: bool) -> Vec<Face> {
    let world = World::new().await;
    let instance = world.instance();
    let hash = hash_of(&instance, PASSWORD).await;
    for n in (0..=row.hits + 1).filter(|_| known) {
        put_account(&instance, &format!("{who}{n:02}@example.com"), &hash).await;
    }
    let ask = async |n: usize| {
        let (address, ip) = row.counts.nth(who, n);
        let body = json!({ "email": address, "password": OTHER });
        instance.at_ip(&ip).post(row.path, &body, &[]).await
    };
    let admitted = |answer: &Answer| assert!([200, 202, 401].contains(&answer.status), "{answer:?}");
    let mut seen = Vec::new();
    for n in 0..row.hits {
        seen.push(ask(n).await);
        admitted(&seen[n]);
        world.pass(2);
    }
    let refused = ask(row.hits).await;
    let wait = wait_of(&refused);
    assert_eq!(wait, row.within - 2 * i64::try_from(row.hits).unwrap());
    world.pass(wait - 1);
    let one_second_less = ask(row.hits).await;
    assert_eq!(wait_of(&one_second_less), 1);
    world.pass(1);
    let as_told = ask(row.hits).await;
    admitted(&as_told);
    // The window slides: the second hit leaves it two seconds after the first.
    let refused_again = ask(row.hits + 1).await;
    assert_eq!(wait_of(&refused_again), 2);
    seen.extend([refused, one_second_less, as_told, refused_again]);
    seen.iter().map(face).collect()
}

#[tokio::test]
async fn every_budget_admits_as_many_as_it_says_and_one_more_after_exactly_the_told_wait() {
    for row in &ROWS {
        let known = use_up(row, "known", true).await;
        let other = use_up(row, "other", false).await;
        assert_eq!(known, other, "{} {:?}: unknown addresses meet the same", row.path, row.counts);
    }
}

#[tokio::test]
async fn the_next_network_is_another_place_and_a_mapped_address_is_none_of_its_own() {
    let world = World::new().await;
    let instance = world.instance();
    for (ip, admitted) in [
        ("2001:db8:7:7::1", true),
        ("2001:db8:7:8::1", true),
        ("192.0.2.7", true),
        ("2001:db8:7:7:ffff:ffff:ffff:ffff", false),
        ("::ffff:192.0.2.7", false),
    ] {
        for _ in 0..5 {
            let status = guess(&instance, ip, ADA).await.status;
            assert_eq!(status == 401, admitted, "{ip}: {status}");
        }
    }
}

#[tokio::test]
async fn headers_that_say_where_a_request_comes_from_change_nothing() {
    let world = World::new().await;
    let instance = world.instance().at_ip("192.0.2.7");
    let spoofed = async |instance: &Instance, n: usize| {
        let (ip, forwarded) = (format!("198.51.100.{n}"), format!("for=198.51.100.{n}"));
        let headers = [
            ("x-forwarded-for", ip.as_str()),
            ("x-real-ip", &ip),
            ("forwarded", &forwarded),
            ("true-client-ip", &ip),
            ("cf-connecting-ip", &ip),
            ("x-client-ip", &ip),
        ];
        instance.post(LOGIN, &json!({ "email": ADA, "password": OTHER }), &headers).await.status
    };
    for n in 0..5 {
        assert_eq!(spoofed(&instance, n).await, 401);
    }
    assert_eq!(spoofed(&instance, 5).await, 429, "it is one place, whatever the headers say");
    assert_eq!(spoofed(&instance.at_ip("192.0.2.8"), 0).await, 401, "nor do they put two places together");
}

#[tokio::test]
async fn all_spellings_of_an_address_share_one_budget() {
    let world = World::new().await;
    let instance = world.instance();
    let spellings = [
        "mike@example.com",
        " MIKE@Example.COM ",
        "mi\u{212a}e@example.com",
        "ｍｉｋｅ@ｅｘａｍｐｌｅ.com",
        "mike@example\u{3002}com",
    ];
    for path in [LOGIN, FORGOT] {
        let ask = async |spelling: &str| {
            instance.post(path, &json!({ "email": spelling, "password": OTHER }), &[]).await.status
        };
        for spelling in spellings {
            assert_ne!(ask(spelling).await, 429, "{path}");
        }
        for spelling in spellings {
            assert_eq!(ask(spelling).await, 429, "{path}");
        }
        assert_ne!(ask("mi.ke@example.com").await, 429, "dots make another mailbox");
    }
}

#[tokio::test]
async fn mails_of_one_kind_to_an_address_are_a_minute_apart_and_the_answers_tell_nothing_of_it() {
    let world = World::new().await;
    let instance = world.instance();
    put_account(&instance, ADA, &hash_of(&instance, PASSWORD).await).await;
    let ask = async |path: &str, n: usize| {
        let body = json!({ "email": ADA, "password": OTHER });
        let answer = instance.at_ip(&format!("192.0.2.{n}")).post(path, &body, &[]).await;
        instance.deliver_due().await;
        (face(&answer), world.mails_to(ADA).len())
    };
    // Whoever registers the address over and over does not hold back the link that its owner waits for.
    for (path, mails) in [(REGISTER, 0), (FORGOT, 2)] {
        let (first, sent) = ask(path, 1).await;
        assert_eq!(sent, mails + 1);
        world.pass(59);
        assert_eq!(ask(path, 2).await, (first.clone(), mails + 1), "59 seconds are too few");
        world.pass(1);
        assert_eq!(ask(path, 1).await, (first, mails + 2));
    }
}
