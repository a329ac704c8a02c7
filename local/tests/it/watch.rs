//! Watched orgs: added, read by the clock, looked at, removed.

mod accounts;
mod adding;
mod alerts;
mod backtesting;
mod consent;
mod crashes;
mod faults;
mod foreseeing;
mod happening;
mod history;
mod manners;
mod metrics;
mod once;
mod past;
mod permissions;
mod reading;
mod removing;
mod scene;
mod settings;
mod shares;
mod spreading;
mod telling;
mod tokens;
mod wording;

use serde_json::{Value, json};
use shared::org::OrgId;

use crate::world::{Answer, Instance, World};

/// The operator, who stands for an account, before one instance.
pub struct Owner {
    pub instance: Instance,
    token: String,
}

impl Owner {
    /// The operator before an instance.
    pub fn before(world: &World, instance: &Instance) -> Self {
        Self::with(instance, &world.around.ops_token)
    }

    /// Whoever has this token.
    pub fn with(instance: &Instance, token: &str) -> Self {
        Self { instance: instance.clone(), token: format!("Bearer {token}") }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.instance.send("GET", path, &[("authorization", &self.token)]).await
    }

    /// The same in another form than JSON.
    pub async fn get_as(&self, path: &str, form: &str) -> Answer {
        let headers = [("authorization", self.token.as_str()), ("accept", form)];
        self.instance.send("GET", path, &headers).await
    }

    /// Asks again with the tag of an answer.
    pub async fn get_again(&self, path: &str, first: &Answer) -> Answer {
        let headers = [("authorization", self.token.as_str()), ("if-none-match", first.header("etag"))];
        self.instance.send("GET", path, &headers).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.instance.post(path, body, &[("authorization", &self.token)]).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        let headers = [("authorization", self.token.as_str()), ("content-type", "application/json")];
        self.instance.request("PUT", path, &headers, body.to_string().into()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.instance.send("DELETE", path, &[("authorization", &self.token)]).await
    }

    /// Watches an org with the credentials of its own app, and gives its id.
    pub async fn watch(&self, world: &World, org: &str) -> OrgId {
        let answer = self.post("/api/orgs", &own_app(world, org)).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        OrgId::parse(answer.json()["org"]["id"].as_str().unwrap()).unwrap()
    }
}

/// What it takes to watch an org with its own app.
pub fn own_app(world: &World, org: &str) -> Value {
    let orgs = world.around.simulator.orgs();
    let org = orgs.iter().find(|known| known.my_domain == org).unwrap();
    json!({
        "method": "clientCredentials",
        "host": format!("{}.my.salesforce.com", org.my_domain),
        "clientId": org.client_id(),
        "clientSecret": org.client_secret(),
    })
}

/// Lets the schedule run for this moment's slot, and the readings that it asks for.
pub async fn poll(world: &World, instance: &Instance) {
    assert!(instance.schedules.run_due(world.now()).await > 0, "the schedule was not due");
    world.pass(240);
    instance.deliver_due().await;
    world.pass(60);
}
