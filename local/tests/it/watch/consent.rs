//! Orgs that a person has approved, and messages that bring them to the collector.

use local::gateway::Fault;
use serde_json::{Value, json};
use shared::org::OrgId;
use shared::watch::{Connection, SLOT, slot_of};

use super::Owner;
use crate::person::{PASSWORD, Person, open_account};
use crate::world::{Answer, Instance, World};

/// The operator's account.
pub const OPERATOR: &str = "operator";

/// Somebody with an account who watches orgs.
pub struct Member {
    pub instance: Instance,
    pub address: &'static str,
}

impl Member {
    /// Somebody with a new account.
    pub async fn new(world: &World, instance: &Instance, address: &'static str) -> Self {
        open_account(world, instance, address, PASSWORD).await;
        Self { instance: instance.clone(), address }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let cookie = self.cookie().await;
        self.instance.send("GET", path, &[("cookie", &cookie), ("sec-fetch-site", "same-origin")]).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        let cookie = self.cookie().await;
        self.instance.send("DELETE", path, &[("cookie", &cookie), ("sec-fetch-site", "same-origin")]).await
    }

    /// Approves that an org is watched, and gives its id.
    pub async fn approve(&self, org: &str) -> OrgId {
        let cookie = self.cookie().await;
        let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
        let answer = self.instance.post("/api/orgs", &wanted(), &headers).await;
        come_back(&self.instance, &answer, org).await
    }

    /// Logs in anew: an access token lives shorter than these tests' days.
    async fn cookie(&self) -> String {
        let person = Person::before(&self.instance);
        let answer = person.login(self.address, PASSWORD).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        format!("__Host-access={}", person.cookie("__Host-access").unwrap())
    }
}

/// The operator approves that an org is watched, and gets its id.
pub async fn approve(owner: &Owner, org: &str) -> OrgId {
    let answer = owner.post("/api/orgs", &wanted()).await;
    come_back(&owner.instance, &answer, org).await
}

fn wanted() -> Value {
    json!({ "method": "refreshToken", "host": "login" })
}

async fn come_back(instance: &Instance, answer: &Answer, org: &str) -> OrgId {
    assert_eq!(answer.status, 200, "{answer:?}");
    let page = answer.json()["authUrl"].as_str().unwrap().parse().unwrap();
    let path = instance.browser().decide(&page, org, "approve").await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let back = instance.send("GET", &path, &[("accept", "text/html"), ("cookie", &cookie)]).await;
    let (_, id) = back.header("location").rsplit_once("/orgs/").unwrap_or_else(|| panic!("{back:?}"));
    OrgId::parse(id).unwrap()
}

/// The slot of this moment.
pub fn slot(world: &World) -> i64 {
    slot_of(world.now())
}

/// Brings the collector a message; `true` if it is done with it.
pub async fn collect(instance: &Instance, org: &OrgId, slot: i64) -> bool {
    try_collect(instance, org, slot).await.unwrap()
}

/// The same; an error if the function itself ended.
pub async fn try_collect(instance: &Instance, org: &OrgId, slot: i64) -> Result<bool, Fault> {
    let body = json!({ "org": org.as_str(), "slot": slot }).to_string();
    let event = json!({ "Records": [{ "messageId": "one", "body": body }] });
    let answer = instance.invoke("limits-collect", event).await?;
    Ok(answer["batchItemFailures"].as_array().unwrap().is_empty())
}

/// Lets the next slot begin and reads the org for it.
pub async fn next(world: &World, instance: &Instance, org: &OrgId) -> bool {
    world.pass(SLOT);
    collect(instance, org, slot(world)).await
}

/// The org as its owner sees it.
pub async fn seen(owner: &Owner) -> Value {
    owner.get("/api/orgs").await.json()["orgs"][0].clone()
}

/// Why the connection does not work; null if it does.
pub async fn trouble(owner: &Owner) -> Value {
    seen(owner).await["trouble"]["reason"].clone()
}

/// The operator's connection.
pub async fn connection(instance: &Instance, org: &OrgId) -> Connection {
    instance.app.store.find_connection(org, OPERATOR).await.unwrap().unwrap().1
}

/// The slots of which a poll is kept.
pub fn polls(world: &World, org: &OrgId) -> Vec<i64> {
    let table = world.around.template.tables.iter().find(|table| table.name.ends_with("readings")).unwrap();
    let items = world.around.dynamodb.items(&table.name).unwrap();
    let own = items.iter().filter(|item| item["org"]["S"] == org.as_str());
    let mut slots: Vec<_> =
        own.filter_map(|item| item["at"]["S"].as_str()?.strip_prefix("p#")?.parse().ok()).collect();
    slots.sort_unstable();
    slots
}
