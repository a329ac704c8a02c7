//! Messages and items that nobody can make anything of, beside good ones.

use jiff::SignedDuration;
use local::aws::Trouble;
use serde_json::{Value, json};

use super::{ADA, AGAIN, event, ids_of, left, named, outbox, register, sent};
use crate::world::World;

/// Changes the only mail of the outbox.
fn spoil(world: &World, change: impl FnOnce(&mut Value)) -> String {
    let mut mail = outbox(world).remove(0);
    change(&mut mail);
    world.around.dynamodb.put("local-outbox", mail.clone()).unwrap();
    named(mail["id"]["S"].as_str().unwrap())
}

#[tokio::test]
async fn a_message_that_cannot_be_read_ends_among_the_dead_letters_and_holds_up_nothing() {
    let world = World::new().await;
    let instance = world.instance();
    let queues = &world.around.stand_ins.queues;
    let poison = ["not JSON", "{}", r#"{"id":7}"#, "[]", "null", "\u{0}", r#"{"id":"x"}{"id":"y"}"#];
    for body in poison {
        queues.send("MailQueue", body, SignedDuration::ZERO, world.now()).unwrap();
    }
    // No mail has this id, or not any more: it is done with.
    queues.send("MailQueue", &named("unknown"), SignedDuration::ZERO, world.now()).unwrap();
    register(&instance, ADA).await;
    assert_eq!((instance.deliver_due().await, sent(&world)), (2, (1, 1)));
    for _ in 0..5 {
        world.pass(AGAIN);
        assert_eq!(instance.deliver_due().await, 0);
    }
    assert_eq!((sent(&world), left(&world)), ((1, 1), (0, poison.len())));
}

#[tokio::test]
async fn an_item_that_cannot_be_read_ends_among_the_dead_letters_and_sends_nothing() {
    let text = |text: &str| json!({ "S": text });
    let spoilt: [(&str, &str, Value); 8] = [
        ("an address that is none", "address", text("ada at example")),
        ("an address of another type", "address", json!({ "N": "7" })),
        ("an address with a line break", "address", text("ada@example.com\nbcc: eve@example.com")),
        ("a matter that nobody knows", "about", text("lottery")),
        ("a time that is none", "at", text("yesterday")),
        ("a time out of range", "at", json!({ "N": "99999999999999999" })),
        ("a state that nobody knows", "state", text("lost")),
        ("a claim without a time", "state", text("sending")),
    ];
    for (name, attribute, value) in spoilt {
        let world = World::new().await;
        let instance = world.instance();
        register(&instance, ADA).await;
        let message = spoil(&world, |mail| mail[attribute] = value);
        let queues = &world.around.stand_ins.queues;
        if attribute == "state" {
            queues.send("MailQueue", &message, SignedDuration::ZERO, world.now()).unwrap();
        }
        register(&instance, "bob@example.com").await;
        for _ in 0..6 {
            instance.deliver_due().await;
            world.pass(AGAIN);
        }
        assert_eq!((sent(&world), left(&world)), ((1, 1), (0, 1)), "{name}");
        assert_eq!(world.mails_to("bob@example.com").len(), 1, "{name}");
        assert_eq!(queues.messages("MailDeadLetters")[0].body.replace(' ', ""), message, "{name}");
    }
}

#[tokio::test]
async fn of_a_batch_only_what_was_not_handled_comes_again() {
    let world = World::new().await;
    let instance = world.instance();
    for name in ["a", "b", "c", "d"] {
        register(&instance, &format!("{name}@example.com")).await;
    }
    let ids = ids_of(&world, "register");
    let bodies: Vec<_> = ids.iter().map(|id| named(id)).collect();
    let mailbox = &world.around.stand_ins.mailbox;
    mailbox.fail_next(1, &Trouble::REJECTED);
    mailbox.fail_next(1, &Trouble::Refuses("ServiceUnavailable", "down"));
    let batch = [bodies[0].as_str(), "poison", &bodies[1], &bodies[2], &bodies[3]];
    let answer = instance.invoke("mail-send", event(&batch)).await.unwrap();
    assert_eq!(
        answer,
        json!({ "batchItemFailures": [{ "itemIdentifier": "1" }, { "itemIdentifier": "2" }] })
    );
    assert_eq!((sent(&world), left(&world)), ((2, 4), (0, 1)));
}

#[tokio::test]
async fn without_a_sender_nothing_is_claimed_and_all_ends_among_the_dead_letters() {
    let world = World::new().await;
    let mut config = world.config();
    config.mail.from = None;
    let instance = world.instance_with(config);
    register(&instance, ADA).await;
    let before = outbox(&world);
    for _ in 0..6 {
        assert_eq!(instance.deliver_due().await, 0);
        world.pass(AGAIN);
    }
    assert_eq!((sent(&world), left(&world), outbox(&world)), ((0, 0), (0, 1), before));
    let message = world.around.stand_ins.queues.messages("MailDeadLetters")[0].body.clone();
    let answer = world.instance().invoke("mail-send", event(&[&message])).await.unwrap();
    assert_eq!(
        (answer, sent(&world)),
        (json!({ "batchItemFailures": [] }), (1, 1)),
        "sent once there is one"
    );
}
