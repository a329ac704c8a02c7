//! A world for one test.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use local::aws::Mail;
use local::deliveries::Deliveries;
use local::gateway::{Fault, Gateway, SourceIp};
use local::salesforce::apps::DEFAULT_CLIENT_ID;
use local::schedules::Schedules;
use local::system::{self, CONSUMERS, Plan, READERS, Surroundings, TASKS};
use serde_json::Value;
use shared::app::{App, Clock};
use shared::config::Config;
use shared::limits::{Org, OrgKind};
use shared::org::OrgId;
use shared::store::sessions::Session;
use shared::token::SessionToken;

use crate::browser::Browser;
use crate::logs;
use crate::proxy::Proxy;

/// A Friday, 14:30 UTC.
pub const NOW: &str = "2026-11-20T14:30:00Z";

/// The org whose API calls run out this afternoon.
pub const BUSY: &str = "northwind";
/// The sandbox whose user may not see storage.
pub const SANDBOX: &str = "northwind--uat";
/// The org that is over its limits.
pub const OVER: &str = "overland";

/// Where people reach the functions, whatever port a test's gateway has.
pub const PUBLIC_URL: &str = "https://fm.example/prod";

/// Everything that a test talks to.
pub struct World {
    /// DynamoDB, the secret, the simulated Salesforce.
    pub around: Surroundings,
    /// Between the functions and DynamoDB: counts calls, and breaks them on demand.
    pub proxy: Arc<Proxy>,
    clock: Arc<AtomicI64>,
}

impl World {
    /// A new world, in memory, at [`NOW`].
    pub async fn new() -> Self {
        Self::at(NOW.parse().unwrap()).await
    }

    /// A new world at another time.
    pub async fn at(start: Timestamp) -> Self {
        logs::start();
        let clock = Arc::new(AtomicI64::new(start.as_millisecond()));
        let plan = Plan { data: None, simulator_port: 0, clock: clock_of(&clock) };
        let around = Surroundings::start(plan, None).await.unwrap();
        let proxy = Proxy::start(&around.dynamodb_url).await;
        Self { around, proxy, clock }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.clock.load(Ordering::SeqCst)).unwrap()
    }

    /// Lets time pass.
    pub fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// The configuration of an instance. Its patience is long, so that a slow machine changes nothing.
    pub fn config(&self) -> Config {
        let mut config = self.around.config(PUBLIC_URL);
        config.aws.dynamodb = Some(self.proxy.url.clone());
        config.aws.attempt_timeout = Duration::from_secs(20);
        config.salesforce.connect_timeout = Duration::from_secs(20);
        config.salesforce.timeout = Duration::from_secs(20);
        // The least that bcrypt knows, and no pauses: what is tested is not how long it takes.
        config.passwords.cost = 4;
        config.passwords.breach_timeout = Duration::from_secs(20);
        config.mail.timeout = Duration::from_secs(20);
        config.mail.pause = Duration::ZERO;
        config.webhooks.connect_timeout = Duration::from_secs(20);
        config.webhooks.timeout = Duration::from_secs(20);
        config
    }

    /// An instance that waits a second for others, for a test in which they hang.
    pub fn hasty_instance(&self) -> Instance {
        let mut config = self.config();
        config.aws.attempt_timeout = Duration::from_secs(1);
        config.salesforce.timeout = Duration::from_secs(1);
        self.instance_with(config)
    }

    /// An instance that does not wait for others' readings.
    pub fn impatient_instance(&self) -> Instance {
        let mut config = self.config();
        config.salesforce.pause = Duration::ZERO;
        self.instance_with(config)
    }

    /// One more instance of the functions, with clients and caches of its own.
    pub fn instance(&self) -> Instance {
        self.instance_with(self.config())
    }

    /// An instance that is configured otherwise.
    pub fn instance_with(&self, config: Config) -> Instance {
        Instance::new(&self.around, App::new(config, clock_of(&self.clock)).unwrap())
    }

    /// A session of a simulated org as a login would have made it, without the way through the browser.
    pub async fn session(&self, org: &str) -> SessionToken {
        let instance = self.instance();
        let found = self.around.simulator.orgs().into_iter().find(|known| known.my_domain == org).unwrap();
        let tokens = self.around.simulator.connect(org, DEFAULT_CLIENT_ID, "api id").unwrap();
        let id = OrgId::parse(&found.id).unwrap();
        let token = SessionToken::new(id.clone()).unwrap();
        let secrets = instance.app.secrets().await.unwrap();
        let session = Session {
            id: token.id(),
            org: Org {
                id,
                name: found.name.into(),
                kind: OrgKind::Production,
                instance_url: self.around.simulator_url.as_str().trim_end_matches('/').into(),
            },
            sealed_token: secrets.sealer.seal(&tokens.access, &found.id).unwrap(),
            created_at: self.now(),
            used_at: self.now(),
        };
        instance.app.store.put_session(&session).await.unwrap();
        token
    }

    /// The mails that were sent to an address, the oldest first.
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        let mut mails = self.around.stand_ins.mailbox.mails();
        mails.retain(|mail| mail.to == [address]);
        mails
    }

    /// Everything that is stored, as text.
    pub fn stored(&self) -> String {
        let tables = &self.around.template.tables;
        let items = tables.iter().flat_map(|table| self.around.dynamodb.items(&table.name).unwrap());
        items.map(|item| item.to_string()).collect::<Vec<_>>().join("\n")
    }
}

fn clock_of(clock: &Arc<AtomicI64>) -> Clock {
    let clock = clock.clone();
    Arc::new(move || Timestamp::from_millisecond(clock.load(Ordering::SeqCst)).unwrap())
}

/// One instance of all functions behind a gateway and behind the queues.
#[derive(Clone)]
pub struct Instance {
    /// What its handlers work with.
    pub app: &'static App,
    /// Its gateway.
    pub gateway: Arc<Gateway>,
    /// What its queues deliver.
    pub deliveries: Arc<Deliveries>,
    /// What its clock starts.
    pub schedules: Arc<Schedules>,
    /// Where its requests come from.
    pub ip: IpAddr,
}

impl Instance {
    /// An instance in its surroundings.
    pub fn new(around: &Surroundings, app: App) -> Self {
        let app: &'static App = Box::leak(Box::new(app));
        let (gateway, deliveries) = (around.gateway(app).unwrap(), around.deliveries(app).unwrap());
        let schedules = Arc::new(around.schedules(app).unwrap());
        Self { app, gateway, deliveries: Arc::new(deliveries), schedules, ip: Ipv4Addr::LOCALHOST.into() }
    }

    /// The same instance, with requests that come from another address.
    pub fn at_ip(&self, ip: &str) -> Self {
        Self { ip: ip.parse().unwrap(), ..self.clone() }
    }

    /// Sends a request with these headers and gives the answer.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.request(method, path, headers, axum::body::Body::empty()).await
    }

    /// Posts a JSON body with these headers and gives the answer.
    pub async fn post(&self, path: &str, json: &Value, headers: &[(&str, &str)]) -> Answer {
        let headers = [&[("content-type", "application/json")], headers].concat();
        self.request("POST", path, &headers, axum::body::Body::from(json.to_string())).await
    }

    /// Sends a request with these headers and this body and gives the answer.
    pub async fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: axum::body::Body,
    ) -> Answer {
        let mut request = axum::http::Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.extension(SourceIp(self.ip)).body(body).unwrap();
        Answer::of(self.gateway.clone().call(request).await).await
    }

    /// Delivers to the functions what waits in the queues and is due now; gives how many messages were
    /// handled.
    pub async fn deliver_due(&self) -> usize {
        self.deliveries.deliver_due(self.app.now()).await.unwrap()
    }

    /// Invokes a function by name with an event, whatever it is that starts it.
    pub async fn invoke(&self, function: &str, event: Value) -> Result<Value, Fault> {
        let consumes = CONSUMERS.iter().copied().flatten().any(|consumer| consumer.function == function);
        let reads = READERS.iter().copied().flatten().any(|reader| reader.function == function);
        if consumes || reads {
            return self.deliveries.invoke_function(function, event).await;
        }
        if TASKS.iter().copied().flatten().any(|task| task.function == function) {
            return self.schedules.invoke_function(function, event).await;
        }
        self.gateway.invoke_function(function, event).await
    }

    /// Reads with a session.
    pub async fn get(&self, path: &str, session: &SessionToken) -> Answer {
        self.send("GET", path, &[("authorization", &bearer(session))]).await
    }

    /// A browser before this instance.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// Serves this instance over HTTP and gives its address.
    pub async fn serve(&self) -> String {
        system::serve(system::api(self.gateway.clone()), 0).await.unwrap()
    }
}

/// The `Authorization` header of a session.
pub fn bearer(session: &SessionToken) -> String {
    format!("Bearer {}", session.value())
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: axum::http::HeaderMap,
    /// The body.
    pub body: String,
}

impl Answer {
    async fn of(response: axum::http::Response<axum::body::Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Self { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// A header's value; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The stable code of a refusal, after checking that it is a whole problem.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], self.status, "{problem}");
        assert_eq!(problem["requestId"], self.header("x-request-id"), "{problem}");
        for part in ["type", "title", "detail", "code"] {
            assert!(problem[part].as_str().is_some_and(|text| !text.is_empty()), "{part} in {problem}");
        }
        problem["code"].as_str().unwrap().to_owned()
    }
}
