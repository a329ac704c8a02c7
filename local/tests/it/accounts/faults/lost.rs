//! Writes that are done though DynamoDB says that they failed, and failures between two writes.

use super::{ADA, ROWS, Ready, all_at_once, assert_refusal};
use crate::person::{OTHER, PASSWORD, Person, REFRESH, open_account, reset_token};
use crate::proxy::Trouble;
use crate::world::World;

#[tokio::test]
async fn a_transaction_whose_answer_is_lost_is_made_once_and_its_request_succeeds() {
    let rows = ROWS.iter().filter(|row| row.4.contains(&"TransactWriteItems"));
    all_at_once(rows, async |row| {
        let ready = Ready::new(row).await;
        let before = ready.kept().len();
        ready.world.proxy.make_at("TransactWriteItems", 0..1, Trouble::Loses);
        let answer = ready.send(&ready.world.instance(), 1).await;
        assert_eq!(answer.status, row.3, "{}: {answer:?}", row.0);
        let made = ready.world.proxy.calls().iter().filter(|call| *call == "TransactWriteItems").count();
        // A login in a browser that had a session ends that one after it.
        let more = usize::from(row.0 == "login");
        assert_eq!(made, 2 + more, "{}: the same one twice", row.0);
        assert!(ready.kept().len() <= before + 2, "{}", row.0);
    })
    .await;
}

#[tokio::test]
async fn a_refresh_whose_answer_never_came_is_asked_again_and_ends_no_session() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::logged_in(&world, &instance, ADA).await;
    for _ in 0..3 {
        world.proxy.make("TransactWriteItems", Trouble::Loses);
        assert_refusal(&person.send("POST", REFRESH).await, 503, "refresh");
        world.proxy.heal();
        world.pass(2);
        let answer = person.send("POST", REFRESH).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(person.is_in().await);
        world.pass(600);
    }
}

#[tokio::test]
async fn a_reset_whose_answer_never_came_is_done_whole() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::logged_in(&world, &instance, ADA).await;
    let token = reset_token(&world, &instance, ADA).await;
    world.proxy.make("TransactWriteItems", Trouble::Loses);
    assert_refusal(&person.reset(&token, OTHER).await, 503, "reset");
    world.proxy.heal();
    assert!(!person.is_in().await);
    assert_eq!(person.reset(&token, OTHER).await.problem(), "token_invalid");
    assert_eq!(person.login(ADA, OTHER).await.status, 200);
    assert_eq!(instance.deliver_due().await, 1, "the mail that tells of it");
}

#[tokio::test]
async fn a_wrong_password_is_told_only_once_it_is_counted_everywhere() {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    let person = Person::before(&instance);
    for _ in 0..2 {
        world.proxy.make_at("UpdateItem", 1..usize::MAX, Trouble::Refuses("ThrottlingException"));
        assert_refusal(&person.login(ADA, OTHER).await, 503, "login");
    }
    world.proxy.heal();
    // Two were counted at the address and not at the place: three are left of five.
    let statuses = async |password: &'static str| person.login(ADA, password).await.status;
    assert_eq!([statuses(OTHER).await, statuses(OTHER).await, statuses(OTHER).await], [401; 3]);
    assert_eq!((statuses(OTHER).await, statuses(PASSWORD).await), (429, 429));
}

#[tokio::test]
async fn a_stolen_refresh_token_is_found_out_even_if_the_session_cannot_be_ended_at_once() {
    let world = World::new().await;
    let instance = world.instance();
    let person = Person::logged_in(&world, &instance, ADA).await;
    let thief = person.clone();
    assert_eq!(person.send("POST", REFRESH).await.status, 200);
    world.pass(11);
    for trouble in [Trouble::Refuses("ThrottlingException"), Trouble::Nonsense] {
        // The first is the exchange, which is refused; the second would end the session.
        world.proxy.make_at("TransactWriteItems", 1..usize::MAX, trouble);
        assert_refusal(&thief.send("POST", REFRESH).await, 503, "reuse");
        world.proxy.heal();
    }
    assert_eq!(thief.send("POST", REFRESH).await.status, 401);
    assert_eq!(person.send("POST", REFRESH).await.status, 401, "the session has ended");
}
