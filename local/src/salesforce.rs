//! A simulated Salesforce: several orgs with OAuth, versions and limits that behave as the real ones do,
//! and that fail on demand. It is a peer to develop and test against; it talks to nothing and is never
//! deployed.
//!
//! # Layout
//! - [`orgs`], `catalogue`, `usage`, `limits`, `past`: who the orgs are, and their figures as pure functions of
//!   time
//! - [`apps`], `ledger`, `refusals`: client apps, approvals and tokens, the errors of OAuth
//! - `authorize`, `token`, `inspect`, `identity`, `rest`: the endpoints
//! - [`faults`], [`counts`], `control`, `pages`: trouble on demand, what was asked, `/_sim`
//! - `http`, `world`: a request and an answer as values; everything that is known
//!
//! The id URL tells production from sandbox by its host, as `login` and `test` do in reality, if
//! [`Settings::id_hosts`] names two; otherwise both are the base URL. The instance URL is always the base
//! URL.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

pub mod orgs;

mod catalogue;
mod limits;
mod past;
mod usage;

pub mod apps;
mod ledger;
mod refusals;

mod authorize;
mod identity;
mod inspect;
mod rest;
mod token;

mod control;
pub mod counts;
pub mod faults;
mod pages;

mod http;
mod world;

use apps::App;
use counts::Asked;
use faults::Trouble;
use http::{Answer, Call, Reply};
use orgs::{Org, Story};
pub use past::Past;
use world::World;

/// Time as a value: a test hands in a fixed clock.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How many bytes of a request are read.
const MOST_BODY: usize = 256 * 1024;

/// What a simulator starts from.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where approvals and tokens survive a restart; without a file they live in memory.
    pub state_file: Option<PathBuf>,
    /// The first heavy day of the org whose calls run out; by default the day of the clock at the start.
    pub anchor: Option<Date>,
    /// Hours between the orgs' local time and UTC.
    pub utc_offset_hours: i8,
    /// The two hosts of id URLs; by default both are the base URL.
    pub id_hosts: Option<IdHosts>,
    /// After how many seconds without a call the access tokens of the built-in apps end.
    pub session_timeout_secs: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            state_file: None,
            anchor: None,
            utc_offset_hours: 0,
            id_hosts: None,
            session_timeout_secs: 7_200,
        }
    }
}

/// The hosts by which id URLs tell the kind of an org, as `http://NAME:PORT`; both must lead to the
/// simulator.
#[derive(Clone, Debug)]
pub struct IdHosts {
    /// The host for production and developer orgs.
    pub login: String,
    /// The host for sandboxes.
    pub test: String,
}

/// The tokens of a connection that was made without a login.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The access token.
    pub access: String,
    /// The refresh token, if its scope was among those asked for.
    pub refresh: Option<String>,
}

/// The simulated Salesforce; cheap to share.
pub struct Simulator {
    clock: Clock,
    world: Mutex<World>,
}

impl Simulator {
    /// A simulator whose time is that clock's.
    #[must_use]
    pub fn new(clock: Clock, settings: Settings) -> Arc<Self> {
        let local = clock().as_second() + i64::from(settings.utc_offset_hours) * 3_600;
        let local = Timestamp::from_second(local).unwrap_or_default();
        let today = jiff::tz::Offset::UTC.to_datetime(local).date();
        Arc::new(Self { clock, world: Mutex::new(World::new(settings, today)) })
    }

    /// All of it, at the root paths of a host of its own.
    pub fn router(self: &Arc<Self>) -> Router {
        let simulator = Arc::clone(self);
        Router::new().fallback(move |request: Request| Arc::clone(&simulator).respond(request))
    }

    /// Tells under which URL the simulator is reached, which is known once its port is bound.
    pub fn set_base_url(&self, url: &str) {
        self.world().base_url = url.trim_end_matches('/').to_owned();
    }

    /// The orgs with their present stories.
    #[must_use]
    pub fn orgs(&self) -> Vec<Org> {
        self.world().orgs.clone()
    }

    /// Gives an org another story; false if there is no such org.
    pub fn set_story(&self, org: &str, story: Story) -> bool {
        let mut world = self.world();
        let Some(id) = world.find_org(org).map(|org| org.id.clone()) else {
            return false;
        };
        world.orgs.iter_mut().filter(|org| org.id == id).for_each(|org| org.story = story);
        true
    }

    /// Switches a fault on, or a [`Trouble`] with its place and its number of times; false if there is no
    /// such org.
    pub fn set_fault(&self, org: &str, trouble: impl Into<Trouble>) -> bool {
        let mut world = self.world();
        let Some(id) = world.find_org(org).map(|org| org.id.clone()) else {
            return false;
        };
        world.faults.set(&id, trouble.into());
        true
    }

    /// Switches all faults of an org off.
    pub fn clear_faults(&self, org: &str) {
        let mut world = self.world();
        if let Some(id) = world.find_org(org).map(|org| org.id.clone()) {
            world.faults.clear(&id);
        }
    }

    /// How often an org was asked for that.
    #[must_use]
    pub fn calls_of(&self, org: &str, asked: Asked) -> u64 {
        let world = self.world();
        world.find_org(org).map_or(0, |org| world.counts.of(&org.id, asked))
    }

    /// How often that was asked for, of any org and of none.
    #[must_use]
    pub fn calls(&self, asked: Asked) -> u64 {
        self.world().counts.total(asked)
    }

    /// Sets all counters of calls to zero; what the calls used of the orgs' limits stays used.
    pub fn reset_calls(&self) {
        self.world().counts.reset();
    }

    /// How often a refresh token was presented after it had been replaced.
    #[must_use]
    pub fn reuses(&self) -> u64 {
        self.world().ledger.reuses
    }

    /// Registers a client app, or replaces the one with its client id.
    pub fn register_app(&self, app: App) {
        self.world().register(app);
    }

    /// Connects an app to an org without a login; nothing if either is unknown.
    #[must_use]
    pub fn connect(&self, org: &str, client_id: &str, scope: &str) -> Option<Tokens> {
        let now = (self.clock)();
        self.world().connect(org, client_id, scope, now)
    }

    /// Ends an access token alone, or a refresh token with its whole grant; false if neither is known.
    pub fn revoke(&self, token: &str) -> bool {
        let mut world = self.world();
        let known = world.ledger.revoke(token);
        world.save();
        known
    }

    /// Ends all access tokens of an org, as its session timeout would, and tells how many there were.
    pub fn expire_access_tokens(&self, org: &str) -> usize {
        let mut world = self.world();
        let Some(id) = world.find_org(org).map(|org| org.id.clone()) else {
            return 0;
        };
        let ended = world.ledger.expire(&id);
        world.save();
        ended
    }

    /// The limits of an org at any time, as version `version` reports them, without a call being counted.
    #[must_use]
    pub fn limits_at(&self, org: &str, version: u16, at: Timestamp) -> Option<Value> {
        let world = self.world();
        let org = world.find_org(org)?;
        serde_json::to_value(limits::read(org, world.anchor, at, version, 0)).ok()
    }

    /// An org's past, to be read in order of time.
    #[must_use]
    pub fn past_of(&self, org: &str) -> Option<Past> {
        let world = self.world();
        world.find_org(org).map(|org| Past::new(org.clone(), world.anchor))
    }

    async fn respond(self: Arc<Self>, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let reply = match to_bytes(body, MOST_BODY).await {
            Ok(body) => self.answer(&Call::new(parts, body.to_vec())),
            Err(_) => Reply::Now(Answer::new(413, "text/plain", "Request Entity Too Large")),
        };
        match reply {
            Reply::Now(answer) => answer.into_response(),
            Reply::After(delay, answer) => {
                tokio::time::sleep(delay).await;
                answer.into_response()
            }
            Reply::Never => std::future::pending().await,
        }
    }

    /// Answers one call: the table of all paths.
    fn answer(&self, call: &Call) -> Reply {
        let now = (self.clock)();
        let world = &mut *self.world();
        match call.segments().as_slice() {
            ["services", "oauth2", "authorize"] => authorize::answer(world, call, now),
            ["services", "oauth2", "token"] => token::answer(world, call, now),
            ["services", "oauth2", "revoke"] => Reply::Now(inspect::revoke(world, call)),
            ["services", "oauth2", "introspect"] => Reply::Now(inspect::introspect(world, call, now)),
            ["services", "oauth2", "userinfo"] => identity::userinfo(world, call, now),
            ["id", org, user] => identity::answer(world, call, org, user, now),
            [".well-known", "openid-configuration"] => Reply::Now(identity::configuration(world)),
            ["services", "data", ..] => rest::answer(world, call, now),
            ["_sim", ..] => Reply::Now(control::answer(world, call, now)),
            [""] => Reply::Now(Answer::redirect(302, "/_sim")),
            // A browser asks for it on its own, and reports its absence as an error.
            ["favicon.ico"] => Reply::Now(Answer::new(200, "image/svg+xml", pages::ICON)),
            _ => Reply::Now(Answer::html(404, "<html><body><h1>URL No Longer Exists</h1></body></html>")),
        }
    }

    /// The state; a panic of another thread leaves it usable.
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
