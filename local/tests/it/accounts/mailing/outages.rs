//! DynamoDB or SQS that fails between the steps of sending: nothing is lost, and nothing is sent twice.

use std::ops::Range;

use super::{ADA, AGAIN, left, outbox, sent};
use crate::person::{OTHER, PASSWORD, Person, open_account, token_of};
use crate::proxy::{ANY, Trouble};
use crate::world::{Instance, World};

const DOWN: Trouble = Trouble::Refuses("ProvisionedThroughputExceededException");

/// Both attempts of the SDK fail.
const TWICE: Range<usize> = 0..2;

/// A step that fails: what it is, which calls of which operation, how; and how many mails are sent and how
/// many dead letters there are in the end.
type Row = (&'static str, &'static str, Range<usize>, Trouble, usize, usize);

const ROWS: &[Row] = &[
    ("the claim", "UpdateItem", TWICE, DOWN, 1, 0),
    (
        "the claim meets a transaction",
        "UpdateItem",
        0..1,
        Trouble::Refuses("TransactionConflictException"),
        1,
        0,
    ),
    ("the claim's answer is lost once", "UpdateItem", 0..1, Trouble::Loses, 1, 0),
    ("the claim's answer is lost", "UpdateItem", TWICE, Trouble::Loses, 0, 1),
    ("finding the address", "GetItem", TWICE, DOWN, 1, 0),
    ("finding the account", "GetItem", 1..3, DOWN, 1, 0),
    ("the token", "TransactWriteItems", TWICE, DOWN, 1, 0),
    (
        "the token meets transactions",
        "TransactWriteItems",
        0..4,
        Trouble::Cancels("TransactionConflict"),
        1,
        0,
    ),
    ("the token is throttled", "TransactWriteItems", 0..1, Trouble::Cancels("ThrottlingError"), 1, 0),
    ("the token's answer is lost once", "TransactWriteItems", 0..1, Trouble::Loses, 1, 0),
    ("the token's answer is lost", "TransactWriteItems", TWICE, Trouble::Loses, 1, 0),
    ("writing down that it was sent", "UpdateItem", 1..usize::MAX, DOWN, 1, 0),
    ("all after the claim", ANY, 1..usize::MAX, DOWN, 0, 1),
    ("all after the token", ANY, 4..usize::MAX, DOWN, 1, 0),
    ("all", ANY, 0..usize::MAX, DOWN, 1, 0),
];

/// A world with a mail in its outbox that is about a forgotten password.
async fn forgotten() -> (World, Instance) {
    let world = World::new().await;
    let instance = world.instance();
    open_account(&world, &instance, ADA, PASSWORD).await;
    world.pass(60);
    assert_eq!(Person::before(&instance).forgot(ADA).await.status, 200);
    (world, instance)
}

/// Delivers whatever comes, for as long as something can.
async fn deliver_all(world: &World, instance: &Instance) {
    for _ in 0..7 {
        instance.deliver_due().await;
        world.pass(AGAIN);
    }
}

async fn hold(row: &Row) {
    let (name, operation, calls, trouble, mails, dead) = row;
    let (world, instance) = forgotten().await;
    world.proxy.make_at(operation, calls.clone(), trouble.clone());
    instance.deliver_due().await;
    world.proxy.heal();
    world.pass(AGAIN);
    // One mail opened the account.
    let (before, _) = sent(&world);
    instance.deliver_due().await;
    let token = world.mails_to(ADA).get(1).map(|mail| token_of(&mail.text));
    if before == 1
        && let Some(token) = token
    {
        let status = Person::before(&instance).reset(&token, OTHER).await.status;
        assert_eq!(status, 200, "{name}: the token that was sent is good");
    }
    deliver_all(&world, &instance).await;
    let resets = world.mails_to(ADA).iter().filter(|mail| mail.subject == "Reset your password").count();
    assert_eq!((resets, left(&world)), (*mails, (0, *dead)), "{name}");
}

#[tokio::test]
async fn whatever_step_dynamodb_fails_at_a_mail_is_sent_once_or_is_a_dead_letter() {
    let rows = tokio::task::LocalSet::new();
    let held: Vec<_> = ROWS.iter().map(|row| rows.spawn_local(hold(row))).collect();
    rows.await;
    for row in held {
        row.await.unwrap();
    }
}

#[tokio::test]
async fn a_mail_that_was_sent_and_not_written_down_is_not_sent_again() {
    let (world, instance) = forgotten().await;
    world.proxy.make_at("UpdateItem", 1..usize::MAX, DOWN);
    assert_eq!((instance.deliver_due().await, sent(&world)), (1, (2, 2)));
    world.proxy.heal();
    let id = super::ids_of(&world, "forgot").remove(0);
    for _ in 0..3 {
        let queues = &world.around.stand_ins.queues;
        queues.send("MailQueue", &super::named(&id), jiff::SignedDuration::ZERO, world.now()).unwrap();
        instance.deliver_due().await;
        world.pass(AGAIN);
    }
    instance.deliver_due().await;
    assert_eq!(sent(&world), (2, 2));
}

#[tokio::test]
async fn a_queue_that_cannot_be_reached_loses_no_mail() {
    use local::aws::Trouble;
    for (trouble, mails, dead) in [(Trouble::DAILY_QUOTA, 1, 0), (Trouble::REJECTED, 0, 1)] {
        let (world, instance) = forgotten().await;
        let mut config = world.config();
        config.aws.sqs = Some("http://127.0.0.1:9".into());
        let cut_off = world.instance_with(config);
        world.around.stand_ins.mailbox.fail_next(1, &trouble);
        assert_eq!(cut_off.deliver_due().await, 0, "{trouble:?}");
        assert_eq!(left(&world), (1, 0), "{trouble:?}");
        world.pass(AGAIN);
        deliver_all(&world, &instance).await;
        assert_eq!((sent(&world).0 - 1, left(&world)), (mails, (0, dead)), "{trouble:?}");
        assert!(outbox(&world).iter().all(|mail| mail["state"]["S"] != "pending"), "{trouble:?}");
    }
}
