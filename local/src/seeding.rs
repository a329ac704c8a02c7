//! A past for the simulated orgs: the operator, and the demo's account beside it, watch all of them by their own
//! apps, and there are 90 days of readings of each, as if the collector had been at work all the time.
//!
//! What is missing since the last reading is filled in, so after the first start that is the time between two
//! starts. An org is watched only when its history is there: whoever stops the first start in the middle
//! finds it begun anew.

mod happened;
mod history;

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use jiff::{SignedDuration, ToSpan};
use serde_json::json;
use shared::app::App;
use shared::error::Error;
use shared::history::{Poll, day_of, start_of};
use shared::org::{NotAnOrgId, OrgId};
use shared::store::orgs::Outcome;
use shared::watch::{Breaker, Calls, OPERATOR, Outlooks, SLOT, Watch, outlooks, slot_of, summary};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use self::history::{Filled, History, Known};
use crate::aws::{DynamoDb, EngineError};
use crate::gateway::Gateway;
use crate::salesforce::Simulator;
use crate::salesforce::orgs::Org;
use crate::system::Surroundings;

/// Nobody else reads while the past is written.
const HOLD: SignedDuration = SignedDuration::from_secs(60);

/// A forecast of a stock looks back so many days.
const DAYS: i32 = 31;

/// An org has no past.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] Error),
    /// The database cannot be used.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The simulator's id is none.
    #[error(transparent)]
    Id(#[from] NotAnOrgId),
    /// The org was not added.
    #[error("POST /api/orgs answered {0}: {1}")]
    Refused(StatusCode, String),
    /// The org was there a moment ago.
    #[error("the org has gone")]
    Gone,
    /// The writing has crashed.
    #[error(transparent)]
    Crashed(#[from] tokio::task::JoinError),
}

/// An account that watches the simulated orgs, and how it says who it is.
#[derive(Clone)]
struct Watcher {
    account: String,
    bearer: String,
}

/// What it takes to give the simulated orgs a past.
#[derive(Clone)]
pub struct Seeding {
    app: &'static App,
    gateway: Arc<Gateway>,
    simulator: Arc<Simulator>,
    dynamodb: DynamoDb,
    watchers: Vec<Watcher>,
    /// How far back the history of a new org goes.
    days: i32,
}

impl Seeding {
    /// For the orgs of these surroundings, which are added through a gateway.
    pub fn new(app: &'static App, gateway: Arc<Gateway>, around: &Surroundings) -> Self {
        Self {
            app,
            gateway,
            simulator: around.simulator.clone(),
            dynamodb: around.dynamodb.clone(),
            watchers: vec![Watcher { account: OPERATOR.to_owned(), bearer: around.ops_token.clone() }],
            days: 90,
        }
    }

    /// The same with one more account that watches the orgs and says by `bearer` who it is.
    #[must_use]
    pub fn watched_by(mut self, account: String, bearer: String) -> Self {
        self.watchers.push(Watcher { account, bearer });
        self
    }

    /// The same with less of a past.
    #[must_use]
    pub fn of_days(self, days: i32) -> Self {
        Self { days, ..self }
    }

    /// Brings every org's history up to the slot before the present one, which is left to the collector. What
    /// fails is told in the log and leaves that org as it is.
    pub async fn run(self) {
        let mut orgs = JoinSet::new();
        // Two at once, so that the first ones can be looked at while the others are at it.
        let turns = Arc::new(Semaphore::new(2));
        for org in self.simulator.orgs() {
            let (seeding, turns) = (self.clone(), turns.clone());
            orgs.spawn(async move {
                let _turn = turns.acquire().await;
                (org.name, seeding.seed(&org).await)
            });
        }
        while let Some(seeded) = orgs.join_next().await {
            match seeded {
                Ok((_, Ok(0))) => {}
                Ok((org, Ok(polls))) => tracing::info!(org, polls, "history was filled in"),
                Ok((org, Err(error))) => tracing::error!(%error, org, "no history was filled in"),
                Err(error) => tracing::error!(%error, "no history was filled in"),
            }
        }
    }

    /// The same for one org; gives how many polls there are more.
    pub async fn seed(&self, org: &Org) -> Result<usize, Failure> {
        let id = OrgId::parse(&org.id)?;
        let watched = self.app.store.find_watched(&id).await?;
        let watches = |watcher: &Watcher| {
            let links = watched.iter().flat_map(|(_, links)| links);
            links.into_iter().any(|link| link.account == watcher.account)
        };
        let has_moved = watched.as_ref().is_some_and(|(watch, _)| self.has_moved(watch));
        let added: Vec<_> = self.watchers.iter().filter(|known| has_moved || !watches(known)).collect();
        let watch = watched.as_ref().filter(|_| self.watchers.first().is_some_and(watches));
        let known = self.known(&id, watch.map(|(watch, _)| watch)).await?;
        let until = slot_of(self.app.now()) - SLOT;
        if known.from > until {
            self.add(org, &added).await?;
            return Ok(0);
        }
        let Some(past) = self.simulator.past_of(&org.id) else { return Ok(0) };
        let table = format!("{}readings", self.app.config.table_prefix);
        let history = History { org: id.clone(), table, dynamodb: self.dynamodb.clone(), past };
        let mut before = Vec::with_capacity(self.watchers.len());
        for watcher in &self.watchers {
            before.push(self.app.store.find_alerts(&id, &watcher.account).await?);
        }
        let filled = tokio::task::spawn_blocking(move || history.fill(known, until, before)).await??;
        self.add(org, &added).await?;
        self.finish(&id, until, filled).await
    }

    /// Whether the org was connected when the simulator had another port.
    fn has_moved(&self, watch: &Watch) -> bool {
        let simulator = self.app.config.salesforce.simulator.as_ref();
        simulator.is_some_and(|url| url.as_str().trim_end_matches('/') != watch.org.instance_url)
    }

    /// What is there already, with the names of all series.
    async fn known(&self, org: &OrgId, watch: Option<&Watch>) -> Result<Known, Failure> {
        let now = self.app.now();
        let read_at = watch.and_then(|watch| watch.read_at);
        let mut first = day_of(now).saturating_sub(self.days.days());
        let mut from = start_of(first).as_second();
        let mut polls = Vec::new();
        if let Some(read_at) = read_at.filter(|at| slot_of(*at) >= from) {
            from = slot_of(read_at) + SLOT;
            let rolled = watch.and_then(|watch| watch.rolled.as_ref()?.parse().ok());
            first = rolled.unwrap_or(first).saturating_add(1.day()).min(day_of(read_at)).max(first);
            polls = self.app.store.polls(org, start_of(first).as_second(), from).await?;
        }
        let names = self.app.store.find_names(org).await?;
        let readings =
            self.simulator.past_of(org.as_str()).map(|mut past| past.readings(history::VERSION, now));
        let names = self.app.store.extend_names(org, names, &readings.unwrap_or_default()).await?;
        Ok(Known { names, from, first, polls })
    }

    /// Adds an org as these accounts would.
    async fn add(&self, org: &Org, watchers: &[&Watcher]) -> Result<(), Failure> {
        for watcher in watchers {
            self.add_for(org, watcher).await?;
        }
        Ok(())
    }

    async fn add_for(&self, org: &Org, watcher: &Watcher) -> Result<(), Failure> {
        let body = json!({
            "method": "clientCredentials",
            "host": format!("{}.my.salesforce.com", org.my_domain),
            "clientId": org.client_id(),
            "clientSecret": org.client_secret(),
        });
        let mut request = Request::new(Body::from(body.to_string()));
        *request.method_mut() = axum::http::Method::POST;
        *request.uri_mut() = axum::http::Uri::from_static("/api/orgs");
        let bearer = format!("Bearer {}", watcher.bearer);
        for (name, value) in [(header::CONTENT_TYPE, "application/json"), (header::AUTHORIZATION, &bearer)] {
            if let Ok(value) = value.parse() {
                request.headers_mut().insert(name, value);
            }
        }
        let answer = self.gateway.clone().call(request).await;
        let status = answer.status();
        if status == StatusCode::CREATED {
            return Ok(());
        }
        let told = to_bytes(answer.into_body(), 10_000).await.unwrap_or_default();
        Err(Failure::Refused(status, String::from_utf8_lossy(&told).into_owned()))
    }

    /// Writes down what a collector does of the last slot.
    async fn finish(&self, org: &OrgId, slot: i64, filled: Filled) -> Result<usize, Failure> {
        let (store, now) = (&self.app.store, self.app.now());
        let ahead = self.ahead(org, &filled).await?;
        let Some(watch) = store.take_slot(org, slot, now, HOLD).await? else { return Err(Failure::Gone) };
        let outcome = Outcome {
            read_at: filled.polls.last().map(|poll| poll.read_at),
            summary: summary(&filled.polls, &ahead, now),
            breaker: Breaker::default(),
            calls: Calls::default().plus(watch.calls.on(now), now),
            is_due: true,
        };
        store.finish_slot(org, slot, &outcome).await?;
        let yesterday = day_of(now).saturating_sub(1.day()).to_string();
        if watch.rolled.as_ref() != Some(&yesterday) {
            store.set_rolled(org, &yesterday).await?;
        }
        for (Watcher { account, .. }, told) in self.watchers.iter().zip(&filled.told) {
            let event = |change| limits::to_alert(&watch.org, account, change);
            let events: Vec<_> = told.changes.iter().map(event).collect();
            store.put_events(org, &events).await?;
            store.put_alert_states(org, account, &told.states, &Default::default()).await?;
        }
        Ok(filled.count)
    }

    async fn ahead(&self, org: &OrgId, filled: &Filled) -> Result<Outlooks, Failure> {
        let Some(Poll { read_at, readings, .. }) = filled.polls.last() else { return Ok(Outlooks::new()) };
        let today = day_of(*read_at);
        let days = self.app.store.days(org, today.saturating_sub(DAYS.days()), today).await?;
        Ok(outlooks(readings, (&filled.names, &days, &filled.polls), *read_at, |_| true))
    }
}
