//! One post for one id, however often and by however many it is delivered; and one more if nobody knows.

use serde_json::json;
use shared::store::outbox::{Post, PostClaim, Settled};

use super::Watch;
use super::receiver::Receiver;
use crate::proxy::Trouble;

/// The event of a delivery of the post.
fn event(post: &Post) -> serde_json::Value {
    json!({ "Records": [{ "messageId": "0", "body": json!({ "id": post.id }).to_string() }] })
}

#[tokio::test]
async fn a_message_that_comes_again_after_its_post_was_made_makes_none() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    let post = watch.with_post(&receiver.url).await;
    watch.instance.deliver_due().await;
    for _ in 0..3 {
        watch.enqueue(&post);
        watch.after(240).await;
    }
    assert_eq!((receiver.got().len(), watch.left()), (1, (0, 0)));
}

#[tokio::test]
async fn of_many_deliveries_at_once_to_several_instances_one_makes_the_post() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    let post = watch.with_post(&receiver.url).await;
    let instances: Vec<_> = (0..4).map(|_| watch.world.instance()).collect();
    let deliver = |i: usize| {
        let instance = instances[i % 4].clone();
        let event = event(&post);
        async move { instance.invoke("webhooks-send", event).await.unwrap() }
    };
    tokio::task::JoinSet::from_iter((0..20).map(deliver)).join_all().await;
    assert_eq!((receiver.got().len(), watch.state(&post).as_str()), (1, "sent"));
}

#[tokio::test]
async fn a_post_whose_sender_crashed_is_made_after_three_minutes() {
    for (seconds, posts) in [(0, 0), (179, 0), (180, 1), (720, 1)] {
        let watch = Watch::new().await;
        let receiver = Receiver::new(&[]).await;
        let post = watch.with_post(&receiver.url).await;
        let claim = watch.instance.app.store.claim_post(&post.id, watch.world.now()).await.unwrap();
        assert!(matches!(claim, PostClaim::Yours(..)), "{claim:?}");
        watch.world.pass(seconds);
        let answer = watch.instance.invoke("webhooks-send", event(&post)).await.unwrap();
        assert_eq!(receiver.got().len(), posts, "{seconds}");
        assert_eq!(answer["batchItemFailures"].as_array().unwrap().len(), 1 - posts, "{seconds}");
    }
}

#[tokio::test]
async fn what_waits_behind_a_crashed_sender_is_made_by_itself() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    let post = watch.with_post(&receiver.url).await;
    watch.enqueue(&post);
    watch.instance.app.store.claim_post(&post.id, watch.world.now()).await.unwrap();
    watch.instance.deliver_due().await;
    assert_eq!(receiver.got().len(), 0);
    watch.after(240).await;
    assert_eq!((receiver.got().len(), watch.state(&post).as_str(), watch.left()), (1, "sent", (0, 0)));
}

#[tokio::test]
async fn a_sender_who_comes_back_late_settles_nothing() {
    let watch = Watch::new().await;
    let post = watch.with_post("http://127.0.0.1:9").await;
    let store = &watch.instance.app.store;
    let claim = async || match store.claim_post(&post.id, watch.world.now()).await.unwrap() {
        PostClaim::Yours(_, name) => name,
        other => panic!("{other:?}"),
    };
    let late = claim().await;
    watch.world.pass(180);
    let present = claim().await;
    store.settle_post(&post.id, &late, Settled::Failed).await.unwrap();
    assert_eq!(watch.state(&post), "sending");
    store.settle_post(&post.id, &present, Settled::Sent).await.unwrap();
    assert_eq!(watch.state(&post), "sent");
}

#[tokio::test]
async fn a_post_of_which_it_could_not_be_written_down_that_it_was_made_is_made_again_under_its_id() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    let post = watch.with_post(&receiver.url).await;
    // The claim is let through, and what became of it is not.
    watch.world.proxy.make_at("UpdateItem", 1..9, Trouble::Refuses("InternalServerError"));
    assert_eq!(watch.instance.deliver_due().await, 0);
    watch.world.proxy.heal();
    assert_eq!(watch.state(&post), "sending");
    watch.after(240).await;
    let ids: Vec<_> =
        receiver.got().iter().map(|got| got.header("x-force-monitor-delivery").to_owned()).collect();
    assert_eq!((ids, watch.state(&post).as_str()), (vec![post.id.clone(); 2], "sent"));
}

#[tokio::test]
async fn what_is_needed_and_does_not_answer_costs_no_attempt() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    let post = watch.with_post(&receiver.url).await;
    watch.world.proxy.make("GetItem", Trouble::Refuses("InternalServerError"));
    assert_eq!((watch.instance.deliver_due().await, watch.state(&post).as_str()), (0, "pending"));
    watch.world.proxy.heal();
    watch.after(240).await;
    assert_eq!((receiver.got().len(), watch.state(&post).as_str()), (1, "sent"));
    assert!(watch.item(&post)["failures"].is_null());
}

#[tokio::test]
async fn a_message_that_cannot_be_read_ends_among_the_dead_letters_and_holds_up_nothing() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    let queues = &watch.world.around.stand_ins.queues;
    for body in ["not JSON", "{}"] {
        queues.send("WebhookQueue", body, jiff::SignedDuration::ZERO, watch.world.now()).unwrap();
    }
    watch.with_post(&receiver.url).await;
    for _ in 0..6 {
        watch.after(240).await;
    }
    assert_eq!((receiver.got().len(), watch.left()), (1, (0, 2)));
}
