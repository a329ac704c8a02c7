//! Posting to webhooks: signed, to the outside only, at least once, and again later if it fails.

mod claims;
mod failing;
pub mod receiver;
mod refusing;

use jiff::SignedDuration;
use ring::hmac;
use serde_json::{Value, json};
use shared::org::OrgId;
use shared::store::channels::{Channel, Health, Owner};
use shared::store::outbox::{MAX_BODY, Post};
use shared::webhook::Shape;

use self::receiver::{Got, Receiver};
use crate::contract::allowed;
use crate::world::{Instance, World};

const SECRET: &str = "a secret of the receiver's";
const BODY: &str = r#"{"type":"alert","summary":"Größe: 94 % used"}"#;

/// A world in which an account watches an org and has webhooks.
struct Watch {
    world: World,
    instance: Instance,
    owner: Owner,
}

impl Watch {
    async fn new() -> Self {
        let world = World::new().await;
        let owner = Owner { org: OrgId::parse("00D000000000001EAA").unwrap(), account: "ada".into() };
        Self { instance: world.instance(), world, owner }
    }

    /// The same with little patience for receivers.
    async fn hasty() -> Self {
        let mut watch = Self::new().await;
        let mut config = watch.world.config();
        config.webhooks.timeout = std::time::Duration::from_millis(200);
        watch.instance = watch.world.instance_with(config);
        watch
    }

    async fn put_channel(&self, id: &str, shape: Shape, url: &str) {
        let secrets = self.instance.app.secrets().await.unwrap();
        let seal = |text: &str| secrets.sealer.seal(text, &self.owner.key()).unwrap();
        let channel = Channel {
            owner: self.owner.clone(),
            id: id.into(),
            shape,
            sealed_url: seal(url),
            sealed_secret: (shape == Shape::Webhook).then(|| seal(SECRET)),
            health: Health::default(),
        };
        self.instance.app.store.put_channel(&channel).await.unwrap();
    }

    async fn put_post(&self, channel: &str, shape: Shape) -> Post {
        let at = self.world.now();
        let post = Post::new(self.owner.clone(), channel.into(), shape, BODY.into(), at).unwrap();
        self.instance.app.store.put_post(&post).await.unwrap();
        post
    }

    /// A channel of our own shape at this URL, and a post for it in the outbox.
    async fn with_post(&self, url: &str) -> Post {
        self.put_channel("c", Shape::Webhook, url).await;
        self.put_post("c", Shape::Webhook).await
    }

    async fn health(&self, channel: &str) -> Health {
        let found = self.instance.app.store.find_channel(&self.owner, channel).await.unwrap();
        found.unwrap().health
    }

    /// Lets time pass and delivers what is due then.
    async fn after(&self, seconds: i64) {
        self.world.pass(seconds);
        self.instance.deliver_due().await;
    }

    /// The post's item in the outbox.
    fn item(&self, post: &Post) -> Value {
        let items = self.world.around.dynamodb.items("local-outbox").unwrap();
        items.into_iter().find(|item| item["id"]["S"] == post.id.as_str()).unwrap()
    }

    fn state(&self, post: &Post) -> String {
        self.item(post)["state"]["S"].as_str().unwrap().to_owned()
    }

    /// How many messages wait, and how many are among the dead letters.
    fn left(&self) -> (usize, usize) {
        let number = |queue| self.world.around.stand_ins.queues.messages(queue).len();
        (number("WebhookQueue"), number("WebhookDeadLetters"))
    }

    /// Puts a message for the post into the queue once more.
    fn enqueue(&self, post: &Post) {
        let body = json!({ "id": post.id }).to_string();
        let queues = &self.world.around.stand_ins.queues;
        queues.send("WebhookQueue", &body, SignedDuration::ZERO, self.world.now()).unwrap();
    }
}

fn is_signed(got: &Got) -> bool {
    is_signed_with(SECRET, got)
}

/// Holds a signature as a receiver does, by what docs/alerts.md says.
pub fn is_signed_with(secret: &str, got: &Got) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signed = format!("{}.{}", got.header("x-force-monitor-timestamp"), got.body);
    let digits = got.header("x-force-monitor-signature").strip_prefix("v1=").unwrap().to_owned();
    let byte = |i: usize| u8::from_str_radix(&digits[i..i + 2], 16).unwrap();
    let tag: Vec<_> = (0..digits.len()).step_by(2).map(byte).collect();
    hmac::verify(&key, signed.as_bytes(), &tag).is_ok()
}

#[tokio::test]
async fn a_post_is_json_that_is_signed_with_its_time() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    let post = watch.with_post(&receiver.url).await;
    watch.world.proxy.permissions();
    assert_eq!(watch.instance.deliver_due().await, 1);
    allowed(&watch.world, "webhooks-send");
    let got = receiver.got();
    assert_eq!((got.len(), got[0].path.as_str(), got[0].body.as_str()), (1, "/hook", BODY));
    for (name, value) in [
        ("content-type", "application/json"),
        ("user-agent", "Force-Monitor"),
        ("x-force-monitor-delivery", post.id.as_str()),
        ("x-force-monitor-timestamp", &watch.world.now().as_second().to_string()),
    ] {
        assert_eq!(got[0].header(name), value, "{name}");
    }
    assert!(is_signed(&got[0]));
    let changed = Got { body: got[0].body.replace("94", "49"), ..got[0].clone() };
    assert!(!is_signed(&changed));
    assert_eq!((watch.state(&post).as_str(), watch.left()), ("sent", (0, 0)));
}

#[tokio::test]
async fn slack_and_teams_get_the_body_alone() {
    for shape in [Shape::Slack, Shape::Teams] {
        let watch = Watch::new().await;
        let receiver = Receiver::new(&[]).await;
        watch.put_channel("c", shape, &receiver.url).await;
        watch.put_post("c", shape).await;
        watch.instance.deliver_due().await;
        let got = receiver.got();
        assert_eq!((got.len(), got[0].body.as_str()), (1, BODY));
        let ours = got[0].headers.keys().filter(|name| name.as_str().starts_with("x-"));
        assert_eq!(ours.count(), 0, "{got:?}");
    }
}

#[tokio::test]
async fn neither_the_url_nor_the_secret_nor_a_sent_body_is_stored_in_clear() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    watch.with_post(&receiver.url).await;
    assert!(watch.world.stored().contains("Größe"));
    watch.instance.deliver_due().await;
    for text in [receiver.url.as_str(), SECRET, "Größe"] {
        assert!(!watch.world.stored().contains(text), "{text}");
    }
    let logged = crate::logs::lines().iter().map(Value::to_string).collect::<String>();
    assert!(!logged.contains("/hook") && !logged.contains(SECRET), "{logged}");
}

#[tokio::test]
async fn what_is_posted_is_not_mailed_and_what_is_mailed_is_not_posted() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    watch.with_post(&receiver.url).await;
    let words = json!({ "subject": "Northwind: 94 % used", "text": "Daily API requests", "html": "<p>API" });
    let mail = json!({
        "id": { "S": "alert" }, "address": { "S": "ada@example.com" }, "about": { "S": "alert" },
        "detail": { "S": words.to_string() }, "state": { "S": "pending" },
        "at": { "N": watch.world.now().as_millisecond().to_string() }, "ttl": { "N": "9999999999" },
    });
    watch.world.around.dynamodb.put("local-outbox", mail).unwrap();
    assert_eq!(watch.instance.deliver_due().await, 2);
    let mails = watch.world.mails_to("ada@example.com");
    assert_eq!((mails.len(), receiver.got().len()), (1, 1));
    let mail = &mails[0];
    assert_eq!(json!({ "subject": mail.subject, "text": mail.text, "html": mail.html }), words);
}

#[tokio::test]
async fn a_channel_that_was_removed_gets_nothing_more_and_does_not_come_back() {
    let watch = Watch::new().await;
    let store = &watch.instance.app.store;
    let receiver = Receiver::new(&[receiver::Mood::Says(500)]).await;
    let (first, second) = (watch.with_post(&receiver.url).await, watch.put_post("c", Shape::Webhook).await);
    watch.put_channel("other", Shape::Webhook, &receiver.url).await;
    watch.instance.deliver_due().await;
    assert_eq!(receiver.got().len(), 2);
    store.remove_channel(&watch.owner, "c").await.unwrap();
    let third = watch.put_post("c", Shape::Webhook).await;
    watch.after(900).await;
    assert_eq!((receiver.got().len(), watch.left()), (0, (0, 0)));
    let mut states = [&first, &second, &third].map(|post| watch.state(post));
    states[..2].sort();
    assert_eq!(states, ["dropped", "sent", "dropped"]);
    store.record_outcome(&watch.owner, "c", Ok(()), watch.world.now()).await.unwrap();
    let ids: Vec<_> = store.channels(&watch.owner).await.unwrap().into_iter().map(|c| c.id).collect();
    assert_eq!(ids, ["other"]);
}

#[tokio::test]
async fn a_channel_that_has_become_another_gets_nothing_that_was_rendered_before() {
    let watch = Watch::new().await;
    let receiver = Receiver::new(&[]).await;
    let post = watch.with_post(&receiver.url).await;
    watch.put_channel("c", Shape::Slack, &receiver.url).await;
    watch.instance.deliver_due().await;
    assert_eq!((receiver.got().len(), watch.state(&post).as_str()), (0, "dropped"));
}

#[tokio::test]
async fn a_body_has_at_most_twenty_kibibytes() {
    let watch = Watch::new().await;
    let of = |length: usize| {
        Post::new(watch.owner.clone(), "c".into(), Shape::Webhook, "a".repeat(length), watch.world.now())
    };
    assert!(of(MAX_BODY).is_ok() && of(MAX_BODY + 1).is_err());
}
