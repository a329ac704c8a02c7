//! Receivers that do not accept: what is tried again, when, and how often.

use shared::webhook::{Reason, Shape};

use super::receiver::{Mood, Receiver, raw};
use super::{Watch, is_signed};

/// Longer than any pause between attempts.
const LONGEST: i64 = 900;

#[tokio::test]
async fn what_failed_is_tried_again_under_the_same_id_and_signed_anew() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[Mood::Says(503)]).await;
    let post = watch.with_post(&receiver.url).await;
    watch.instance.deliver_due().await;
    assert_eq!((watch.state(&post).as_str(), watch.left()), ("pending", (1, 0)));
    watch.after(14).await;
    assert_eq!(receiver.got().len(), 1, "the first pause is a quarter of a minute at least");
    watch.after(16).await;
    let again = receiver.got();
    assert_eq!((again.len(), again[0].header("x-force-monitor-delivery")), (1, post.id.as_str()));
    assert!(is_signed(&again[0]));
    assert_eq!(
        again[0].header("x-force-monitor-timestamp"),
        watch.world.now().as_second().to_string(),
        "the time of this attempt"
    );
    assert_eq!((watch.state(&post).as_str(), watch.left()), ("sent", (0, 0)));
}

#[tokio::test]
async fn a_receiver_that_asks_to_wait_is_left_alone_for_so_long() {
    for (asked, seconds) in [("600", 600), ("86400", 900)] {
        let watch = Watch::new().await;
        let receiver = Receiver::new(&[Mood::Asks(429, asked)]).await;
        let post = watch.with_post(&receiver.url).await;
        watch.instance.deliver_due().await;
        // A second message for the same post does not shorten the pause.
        watch.world.pass(60);
        watch.enqueue(&post);
        watch.after(seconds - 61).await;
        assert_eq!(receiver.got().len(), 1, "{asked}");
        watch.after(1).await;
        assert_eq!((receiver.got().len(), watch.left()), (1, (0, 0)), "{asked}");
    }
}

#[tokio::test]
async fn after_six_attempts_a_post_is_a_dead_letter() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&vec![Mood::Says(500); 20]).await;
    let post = watch.with_post(&receiver.url).await;
    watch.instance.deliver_due().await;
    for attempt in 1..=10 {
        let health = watch.health("c").await;
        assert_eq!(health.failures_in_a_row, attempt.min(6));
        watch.after(LONGEST).await;
    }
    assert_eq!((receiver.got().len(), watch.left()), (6, (0, 1)));
    assert_eq!(watch.state(&post), "failed");
    let dead = &watch.world.around.stand_ins.queues.messages("WebhookDeadLetters")[0].body;
    assert_eq!(*dead, format!(r#"{{"id":"{}"}}"#, post.id), "it says which post it was");
    let lines = crate::logs::lines();
    let errors: Vec<_> = lines.iter().filter(|line| line["level"] == "ERROR").collect();
    assert!(errors.len() == 1 && errors[0]["post"] == post.id.as_str(), "{errors:?}");
}

#[tokio::test]
async fn no_answer_half_an_answer_and_nonsense_are_failures_that_pass() {
    let closed = "http://127.0.0.1:9".to_owned();
    let hangs = Receiver::new(&[Mood::Hangs]).await;
    for (url, reason) in [
        (hangs.url.clone(), Reason::Timeout),
        (raw("220 mail.example.com ESMTP\r\n\r\n").await, Reason::Unreadable),
        (closed, Reason::Connection),
        (hangs.url.replace("http:", "https:"), Reason::Connection),
    ] {
        let watch = Watch::hasty().await;
        let post = watch.with_post(&url).await;
        assert_eq!(watch.instance.deliver_due().await, 1, "{url}");
        let health = watch.health("c").await;
        assert_eq!((health.last_error, health.last_status), (Some(reason), None), "{url}");
        assert_eq!((watch.state(&post).as_str(), watch.left()), ("pending", (1, 0)), "{url}");
    }
}

#[tokio::test]
async fn the_body_of_an_answer_is_not_waited_for() {
    for (answer, settled) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\nok", "sent"),
        ("HTTP/1.1 400 Bad Request\r\ncontent-length: 9999\r\n\r\nno", "failed"),
    ] {
        let watch = Watch::new().await;
        let post = watch.with_post(&raw(answer).await).await;
        watch.instance.deliver_due().await;
        assert_eq!(watch.state(&post), settled);
    }
}

#[tokio::test]
async fn one_channel_s_trouble_is_not_another_s() {
    let watch = Watch::hasty().await;
    let (sick, well) = (Receiver::new(&vec![Mood::Hangs; 9]).await, Receiver::new(&[]).await);
    watch.put_channel("sick", Shape::Webhook, &sick.url).await;
    watch.put_channel("well", Shape::Webhook, &well.url).await;
    let posts = [watch.put_post("sick", Shape::Webhook).await, watch.put_post("well", Shape::Webhook).await];
    watch.instance.deliver_due().await;
    assert_eq!(posts.map(|post| watch.state(&post)), ["pending", "sent"]);
    assert_eq!((sick.got().len(), well.got().len()), (1, 1));
    let (sick, well) = (watch.health("sick").await, watch.health("well").await);
    assert_eq!((sick.failures_in_a_row, well.failures_in_a_row), (1, 0));
    assert_eq!((sick.last_ok_at, well.last_ok_at), (None, Some(watch.world.now())));
}

#[tokio::test]
async fn a_channel_shows_how_its_last_attempts_went() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[Mood::Says(500), Mood::Says(502)]).await;
    watch.with_post(&receiver.url).await;
    let start = watch.world.now();
    watch.instance.deliver_due().await;
    watch.after(30).await;
    let health = watch.health("c").await;
    assert_eq!((health.failures_in_a_row, health.last_failed_at), (2, Some(watch.world.now())));
    assert_eq!((health.last_error, health.last_status), (Some(Reason::Unavailable), Some(502)));
    watch.after(120).await;
    let health = watch.health("c").await;
    assert_eq!((health.failures_in_a_row, health.last_ok_at), (0, Some(watch.world.now())));
    assert_eq!((health.last_error, health.last_status), (None, None));
    assert!(health.last_failed_at > Some(start), "the last failure is remembered");
}

#[tokio::test]
async fn news_of_yesterday_is_not_posted() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    let post = watch.with_post(&receiver.url).await;
    watch.after(24 * 3600 + 1).await;
    assert_eq!((receiver.got().len(), watch.state(&post).as_str(), watch.left()), (0, "failed", (0, 1)));
}
