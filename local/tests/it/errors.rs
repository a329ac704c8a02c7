//! Errors of other programs, and our own: taken in, kept, read.

mod changing;
mod decisions;
mod envelopes;
mod faults;
mod operators;
mod own;
mod permissions;
mod projects;
mod quotas;
mod reading;
mod reporting;
mod scrubbing;
mod sdk;
mod storing;

use axum::body::Body;
use serde_json::{Value, json};
use shared::errors::project::{Project, Quota};

use crate::world::{Answer, Instance, World};

/// The plain way in.
pub const LOG: &str = "/api/errors/log";

/// A project and an instance that takes its errors.
pub struct Reporter<'a> {
    /// The project.
    pub project: Project,
    /// The instance.
    pub instance: Instance,
    world: &'a World,
}

impl<'a> Reporter<'a> {
    /// A new project with the usual quota.
    pub async fn new(world: &'a World) -> Self {
        Self::with_quota(world, Quota::default()).await
    }

    /// A new project with another quota.
    pub async fn with_quota(world: &'a World, quota: Quota) -> Self {
        let instance = world.instance();
        let project = instance.app.store.add_project("Shop".into(), quota, world.now()).await.unwrap();
        Self { project, instance, world }
    }

    /// The same before another instance.
    pub fn at(&self, instance: Instance) -> Self {
        Self { project: self.project.clone(), instance, world: self.world }
    }

    /// Reports in the plain form.
    pub async fn log(&self, report: &Value) -> Answer {
        self.instance.post(&format!("{LOG}?sentry_key={}", self.project.key), report, &[]).await
    }

    /// Reports a message, and gives the group.
    pub async fn says(&self, message: &str) -> String {
        let answer = self.log(&json!({ "message": message })).await;
        assert_eq!(answer.status, 202, "{answer:?} {:?}", crate::logs::lines());
        answer.json()["group"].as_str().unwrap().to_owned()
    }

    /// Sends an envelope, with the slash that SDKs put behind the path.
    pub async fn envelope(&self, body: impl Into<Body>, headers: &[(&str, &str)]) -> Answer {
        let auth = format!("Sentry sentry_key={}, sentry_version=7", self.project.key);
        let headers = [&[("x-sentry-auth", auth.as_str())], headers].concat();
        let path = format!("/api/{}/envelope/", self.project.id);
        self.instance.request("POST", &path, &headers, body.into()).await
    }

    /// Asks as the operator.
    pub async fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let token = format!("Bearer {}", self.world.around.ops_token);
        let separator = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{separator}project={}", self.project.id);
        let json = ("content-type", "application/json");
        let headers = [("authorization", token.as_str()), json];
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.instance.request(method, &path, &headers, body).await
    }

    /// The project's groups, those that were seen last first.
    pub async fn groups(&self) -> Vec<Value> {
        let answer = self.ask("GET", "/api/errors?limit=100", None).await;
        answer.json()["groups"]
            .as_array()
            .unwrap_or_else(|| panic!("{answer:?} {:?}", crate::logs::lines()))
            .clone()
    }

    /// The project's only group.
    pub async fn group(&self) -> Value {
        let groups = self.groups().await;
        assert_eq!(groups.len(), 1, "{groups:?}");
        groups[0].clone()
    }

    /// A group's kept events, the newest first.
    pub async fn events(&self, group: &str) -> Vec<Value> {
        let answer = self.ask("GET", &format!("/api/errors/{group}?limit=25"), None).await;
        answer.json()["events"]
            .as_array()
            .unwrap_or_else(|| panic!("{answer:?} {:?}", crate::logs::lines()))
            .clone()
    }

    /// Decides something about a group.
    pub async fn decide(&self, group: &str, change: &Value) -> Answer {
        self.ask("PATCH", &format!("/api/errors/{group}"), Some(change)).await
    }
}

/// An envelope with one event.
pub fn enveloped(event: &Value) -> String {
    format!("{{\"event_id\":{}}}\n{{\"type\":\"event\"}}\n{event}\n", event["event_id"])
}

/// An event as Sentry's SDKs send it, by its number.
pub fn numbered(number: usize) -> Value {
    json!({
        "event_id": format!("{number:032x}"),
        "level": "error",
        "exception": { "values": [{ "type": "TypeError", "value": "cart is undefined" }] },
    })
}
