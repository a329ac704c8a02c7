//! An org that is watched, with a life that a test decides.

use jiff::{SignedDuration, Timestamp};
use local::aws::Mail;
use local::salesforce::orgs::Story;
use serde_json::{Value, json};
use shared::org::OrgId;

use super::{Owner, poll};
use crate::person::{LOGIN, PASSWORD, open_account};
use crate::world::{Answer, BUSY, Instance, NOW, World};

/// Whom the operator's mails go to.
pub const ON_CALL: &str = "oncall@example.org";

/// The limit that the tests look at.
pub const REQUESTS: &str = "DailyApiRequests";

/// An org that the operator watches.
pub struct Scene {
    pub world: World,
    pub instance: Instance,
    pub owner: Owner,
    pub org: OrgId,
}

impl Scene {
    /// An org in which next to nothing happens.
    pub async fn new() -> Self {
        Self::at(NOW.parse().unwrap(), Story::Quiet).await
    }

    /// The same at another time, or with another life.
    pub async fn at(start: Timestamp, story: Story) -> Self {
        let world = World::at(start).await;
        let instance = world.instance();
        let owner = Owner::before(&world, &instance);
        world.around.simulator.set_story(BUSY, story);
        let org = owner.watch(&world, BUSY).await;
        Self { world, instance, owner, org }
    }

    /// The same, with rules that tell [`ON_CALL`].
    pub async fn with_rules(rules: Value) -> Self {
        let scene = Self::new().await;
        scene.set(&json!({ "rules": rules, "channels": [on_call()] })).await;
        scene
    }

    /// Gives the org another life.
    pub fn story(&self, story: Story) {
        assert!(self.world.around.simulator.set_story(BUSY, story));
    }

    /// Reads the org in so many slots, and sends what follows.
    pub async fn poll(&self, times: usize) {
        for _ in 0..times {
            poll(&self.world, &self.instance).await;
            self.instance.deliver_due().await;
        }
    }

    /// Has an instance handle the message that asks for a slot's reading, once more.
    pub async fn collect(&self, instance: &Instance, slot: i64) {
        let body = json!({ "org": self.org, "slot": slot }).to_string();
        let batch = json!({ "Records": [{ "messageId": "1", "body": body }] });
        let outcome = instance.invoke("limits-collect", batch).await.unwrap();
        assert_eq!(outcome, json!({ "batchItemFailures": [] }));
    }

    /// A path below the org's.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/orgs/{}{rest}", self.org)
    }

    /// What the owner is answered there.
    pub async fn get(&self, rest: &str) -> Value {
        let answer = self.owner.get(&self.path(rest)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// Asks for these settings.
    pub async fn put(&self, settings: &Value) -> Answer {
        self.owner.put(&self.path("/alerts"), settings).await
    }

    /// Has these settings.
    pub async fn set(&self, settings: &Value) -> Value {
        let answer = self.put(settings).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// The names of the limits with an open alert.
    pub async fn open(&self) -> Vec<String> {
        let alerts = self.get("/alerts").await;
        let open = alerts["open"].as_array().unwrap().iter();
        open.map(|alert| alert["limit"].as_str().unwrap_or("org").to_owned()).collect()
    }

    /// The mails to the operator.
    pub fn mails(&self) -> Vec<Mail> {
        self.world.mails_to(ON_CALL)
    }

    /// What happened, the newest first: kind and limit.
    pub async fn happened(&self) -> Vec<(String, String)> {
        let events = self.get("/events").await;
        let text = |value: &Value| value.as_str().unwrap_or("org").to_owned();
        let events = events["events"].as_array().unwrap().iter();
        events.map(|event| (text(&event["kind"]), text(&event["limit"]))).collect()
    }
}

/// The channel to [`ON_CALL`].
pub fn on_call() -> Value {
    json!({ "kind": "email", "id": "mail", "name": "On call", "to": ON_CALL })
}

/// A rule of these thresholds for [`REQUESTS`].
pub fn level(warning: u8, critical: u8) -> Value {
    let condition = json!({ "kind": "level", "warning": warning, "critical": critical });
    json!({ "id": "level", "scope": { "limit": REQUESTS }, "condition": condition })
}

/// A rule for the whole org.
pub fn of_org(id: &str, condition: Value) -> Value {
    json!({ "id": id, "scope": { "org": true }, "condition": condition })
}

/// Opens an account; it has to log in before it does anything.
pub async fn account(world: &World, instance: &Instance, address: &str) -> Owner {
    open_account(world, instance, address, PASSWORD).await;
    log_in(instance, address).await
}

/// An account that logs in once more: an access token is good for a quarter of an hour.
pub async fn log_in(instance: &Instance, address: &str) -> Owner {
    let ask = json!({ "email": address, "password": PASSWORD, "client": "api" });
    let tokens = instance.post(LOGIN, &ask, &[]).await.json();
    Owner::with(instance, tokens["accessToken"].as_str().unwrap())
}

/// The first slot from `start` on at which more than so much of [`REQUESTS`] is used on a busy day, in percent.
pub fn when_over(world: &World, start: Timestamp, percent: i64) -> Timestamp {
    let used = |at: Timestamp| {
        let limits = world.around.simulator.limits_at(BUSY, 67, at).unwrap();
        let number = |name: &str| limits[REQUESTS][name].as_i64().unwrap();
        (number("Max") - number("Remaining")) * 100 / number("Max")
    };
    let slots = (0..288).map(|n| start + SignedDuration::from_mins(5 * n));
    slots.into_iter().find(|at| used(*at) > percent).unwrap()
}
