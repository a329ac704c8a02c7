//! One mail for one id, however often and by however many it is delivered.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::{ADA, AGAIN, event, ids_of, left, named, outbox, register, sent, state};
use crate::accounts::registering::futures_of;
use crate::proxy::Trouble;
use crate::world::World;

/// Puts a message into the queue.
fn enqueue(world: &World, body: &str) {
    let queues = &world.around.stand_ins.queues;
    queues.send("MailQueue", body, jiff::SignedDuration::ZERO, world.now()).unwrap();
}

/// Writes into the outbox that somebody has begun to send the mail, at this second before now.
fn begin_to_send(world: &World, seconds_ago: i64) {
    let mut mail = outbox(world).remove(0);
    mail["state"] = json!({ "S": "sending" });
    let since = world.now().as_millisecond() - seconds_ago * 1000;
    mail["claimedAt"] = json!({ "N": since.to_string() });
    mail["claim"] = json!({ "S": "somebody" });
    world.around.dynamodb.put("local-outbox", mail).unwrap();
}

#[tokio::test]
async fn a_message_that_comes_again_after_its_mail_was_sent_sends_none() {
    let world = World::new().await;
    let instance = world.instance();
    register(&instance, ADA).await;
    instance.deliver_due().await;
    let message = named(&ids_of(&world, "register")[0]);
    for _ in 0..3 {
        enqueue(&world, &message);
        assert_eq!(instance.deliver_due().await, 1);
        world.pass(AGAIN);
    }
    let batch = instance.invoke("mail-send", event(&[&message, &message])).await.unwrap();
    assert_eq!(batch, json!({ "batchItemFailures": [] }));
    assert_eq!((sent(&world), left(&world), state(&world).as_str()), ((1, 1), (0, 0), "sent"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_deliveries_of_one_message_at_once_to_several_instances_one_sends_the_mail() {
    let world = World::new().await;
    let instances: Vec<_> = (0..4).map(|_| world.instance()).collect();
    register(&instances[0], ADA).await;
    let message = named(&ids_of(&world, "register")[0]);
    let gate = Arc::new(Semaphore::new(0));
    world.proxy.make("UpdateItem", Trouble::Waits(gate.clone()));
    let deliver = |i: usize| {
        let (instance, message) = (instances[i % 4].clone(), message.clone());
        async move { instance.invoke("mail-send", event(&[&message])).await.unwrap() }
    };
    let all_wait = async {
        while world.proxy.waiting() < 20 {
            tokio::task::yield_now().await;
        }
        gate.add_permits(1000);
    };
    let (answers, ()) = tokio::join!(futures_of((0..20).map(deliver)), all_wait);
    let failed = |answer: &Value| answer["batchItemFailures"].as_array().unwrap().len();
    let done = answers.iter().filter(|answer| failed(answer) == 0).count();
    assert!(done >= 1, "whoever sent it is done, and who came after it was settled");
    assert_eq!((sent(&world), state(&world).as_str()), ((1, 1), "sent"));
}

#[tokio::test]
async fn a_mail_whose_sender_crashed_is_untouched_for_three_minutes_and_then_a_dead_letter_unsent() {
    for (seconds, settled, dead) in
        [(0, "sending", 0), (179, "sending", 0), (180, "failed", 1), (720, "failed", 1)]
    {
        let world = World::new().await;
        let instance = world.instance();
        register(&instance, ADA).await;
        let message = named(&ids_of(&world, "register")[0]);
        begin_to_send(&world, seconds);
        let answer = instance.invoke("mail-send", event(&[&message])).await.unwrap();
        assert_eq!(answer["batchItemFailures"].as_array().unwrap().len(), 1 - dead, "{seconds}");
        assert_eq!((state(&world).as_str(), left(&world).1), (settled, dead), "{seconds}");
        assert_eq!(sent(&world), (0, 0), "{seconds}");
    }
}

#[tokio::test]
async fn what_waits_behind_a_crashed_sender_ends_among_the_dead_letters_by_itself() {
    let world = World::new().await;
    let instance = world.instance();
    register(&instance, ADA).await;
    enqueue(&world, &named(&ids_of(&world, "register")[0]));
    begin_to_send(&world, 1);
    assert_eq!((instance.deliver_due().await, left(&world)), (0, (1, 0)));
    world.pass(AGAIN);
    instance.deliver_due().await;
    assert_eq!((sent(&world), left(&world), state(&world).as_str()), ((0, 0), (0, 1), "failed"));
    let dead = &world.around.stand_ins.queues.messages("MailDeadLetters")[0].body;
    assert_eq!(*dead, named(&ids_of(&world, "register")[0]), "it says which mail it was");
}
