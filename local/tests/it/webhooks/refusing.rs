//! What is not tried again: places that are not posted to, and receivers that say no.

use serde_json::json;
use shared::webhook::{Reason, Shape};

use super::Watch;
use super::receiver::{Mood, Receiver};

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[Mood::Redirects]).await;
    let post = watch.with_post(&receiver.url).await;
    watch.instance.deliver_due().await;
    watch.after(900).await;
    let paths: Vec<_> = receiver.got().into_iter().map(|got| got.path).collect();
    assert_eq!(paths, ["/hook"]);
    let health = watch.health("c").await;
    assert_eq!((health.last_error, health.last_status), (Some(Reason::Redirected), Some(307)));
    assert_eq!((watch.state(&post).as_str(), watch.left()), ("failed", (0, 0)));
}

#[tokio::test]
async fn a_name_or_an_address_that_is_not_public_is_never_connected_to() {
    for (url, reason) in [
        // Names of this machine, whatever they would find there.
        ("https://localhost/", Reason::Address),
        ("https://localhost:8443/", Reason::Address),
        ("https://169.254.169.254/latest/meta-data/", Reason::Url),
        ("https://10.0.0.1/", Reason::Url),
        ("https://[::1]/", Reason::Url),
        ("https://[fd00:ec2::254]/", Reason::Url),
        ("http://example.com/", Reason::Url),
        ("https://example.com:22/", Reason::Url),
        ("https://ada:secret@example.com/", Reason::Url),
        ("file:///etc/passwd", Reason::Url),
        ("not a url", Reason::Url),
    ] {
        let watch = Watch::new().await;
        let post = watch.with_post(url).await;
        watch.instance.deliver_due().await;
        let health = watch.health("c").await;
        assert_eq!((health.last_error, health.last_status), (Some(reason), None), "{url}");
        assert_eq!((watch.state(&post).as_str(), watch.left()), ("failed", (0, 0)), "{url}");
    }
}

#[tokio::test]
async fn in_a_deployment_this_machine_is_as_private_as_any_other() {
    let mut watch = Watch::new().await;
    let mut config = watch.world.config();
    config.webhooks.allow_loopback = false;
    watch.instance = watch.world.instance_with(config);
    let receiver = Receiver::new(&[]).await;
    watch.with_post(&receiver.url).await;
    watch.instance.deliver_due().await;
    assert_eq!((receiver.got().len(), watch.health("c").await.last_error), (0, Some(Reason::Url)));
}

#[tokio::test]
async fn what_a_receiver_refuses_is_not_posted_again() {
    for status in [400, 401, 403, 404, 413] {
        let watch = Watch::new().await;
        let receiver = Receiver::new(&[Mood::Says(status)]).await;
        let post = watch.with_post(&receiver.url).await;
        watch.instance.deliver_due().await;
        watch.after(900).await;
        assert_eq!((receiver.got().len(), watch.state(&post).as_str()), (1, "failed"), "{status}");
        let health = watch.health("c").await;
        assert_eq!((health.last_error, health.last_status), (Some(Reason::Refused), Some(status)));
        assert_eq!((health.disabled_at, watch.left()), (None, (0, 0)), "{status}");
        watch.put_post("c", Shape::Webhook).await;
        watch.instance.deliver_due().await;
        assert_eq!(receiver.got().len(), 1, "the next alert is posted all the same");
    }
}

#[tokio::test]
async fn a_receiver_that_is_gone_gets_nothing_until_its_channel_is_put_anew() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[Mood::Says(410)]).await;
    let first = watch.with_post(&receiver.url).await;
    watch.instance.deliver_due().await;
    assert_eq!(watch.health("c").await.disabled_at, Some(watch.world.now()));
    let second = watch.put_post("c", Shape::Webhook).await;
    watch.instance.deliver_due().await;
    assert_eq!([&first, &second].map(|post| watch.state(post)), ["failed", "dropped"]);
    assert_eq!((receiver.got().len(), watch.left()), (1, (0, 0)));
    let third = watch.with_post(&receiver.url).await;
    watch.instance.deliver_due().await;
    assert_eq!((receiver.got().len(), watch.state(&third).as_str()), (1, "sent"));
}

#[tokio::test]
async fn a_channel_whose_texts_are_another_s_or_that_has_no_secret_is_posted_nothing() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    watch.with_post(&receiver.url).await;
    let channel = watch.world.around.dynamodb.items("local-channels").unwrap().remove(0);
    for (name, value) in
        [("url", json!({ "S": "a.b" })), ("secret", json!({ "S": "a.b" })), ("secret", json!({ "N": "1" }))]
    {
        let mut spoilt = channel.clone();
        spoilt[name] = value;
        watch.world.around.dynamodb.put("local-channels", spoilt).unwrap();
        let post = watch.put_post("c", Shape::Webhook).await;
        watch.instance.deliver_due().await;
        assert_eq!(watch.state(&post), "failed", "{name}");
        assert_eq!(watch.health("c").await.last_error, Some(Reason::Sealed), "{name}");
    }
    assert_eq!(receiver.got().len(), 0);
}
