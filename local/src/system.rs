//! Puts the parts together: what a deployment finds in AWS and at Salesforce, on loopback addresses.

mod config;

use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use jiff::Timestamp;
use jiff::civil::Date;
use shared::app::{App, Clock, StartError};
use shared::http::Route;
use shared::queue::Consumer;
use shared::schedule::Task;
use shared::subscription::Reader;
use tokio::net::TcpListener;
use url::Url;

use crate::aws::{DynamoDb, EngineError, Pipes, StandIns};
use crate::deliveries::Deliveries;
use crate::gateway::{Gateway, SourceIp};
use crate::salesforce::apps::{DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET};
use crate::salesforce::{self, Simulator};
use crate::schedules::Schedules;
use crate::template::{BadTemplate, Mismatch, Template};

/// The handlers of all areas.
pub const HANDLERS: &[&[Route]] = &[
    auth::ROUTES,
    accounts::ROUTES,
    reset::ROUTES,
    limits::ROUTES,
    errors::ROUTES,
    health::ROUTES,
    web::ROUTES,
];

/// The consumers of all areas.
pub const CONSUMERS: &[&[Consumer]] = &[mail::CONSUMERS, limits::CONSUMERS];

/// The scheduled tasks of all areas.
pub const TASKS: &[&[Task]] = &[limits::TASKS];

/// The readers of logs of all areas.
pub const READERS: &[&[Reader]] = &[errors::READERS];

/// The id of the one secret.
pub const SECRET: &str = "force-monitor/local";

/// The id of the secret of accounts.
pub const ACCOUNTS_SECRET: &str = "force-monitor/local-accounts";

/// The id of the operator's secret.
pub const OPS_SECRET: &str = "force-monitor/local-ops";

/// The services around the functions, running.
pub struct Surroundings {
    /// What the template says.
    pub template: Template,
    /// The tables.
    pub dynamodb: DynamoDb,
    /// SES, SQS and Secrets Manager.
    pub stand_ins: StandIns,
    /// What fills the queues.
    pub pipes: Arc<Pipes>,
    /// The simulated Salesforce.
    pub simulator: Arc<Simulator>,
    /// DynamoDB's address.
    pub dynamodb_url: String,
    /// The address of SES, SQS and Secrets Manager.
    pub stand_ins_url: String,
    /// The simulated Salesforce's address.
    pub simulator_url: Url,
    /// The operator's token.
    pub ops_token: String,
    /// The password of the account that a local run opens with.
    pub demo_password: String,
}

/// What surroundings are made of.
pub struct Plan {
    /// Where things are kept; `None` keeps them in memory.
    pub data: Option<PathBuf>,
    /// The port that the simulated Salesforce gets if it is free.
    pub simulator_port: u16,
    /// The clock of the simulator and of SQS.
    pub clock: Clock,
}

/// The system cannot start.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The template cannot be used.
    #[error(transparent)]
    Template(#[from] BadTemplate),
    /// The template and the code do not fit.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// The database cannot be used.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A port or a file cannot be used.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The functions cannot start.
    #[error(transparent)]
    App(#[from] StartError),
    /// An address is no URL.
    #[error(transparent)]
    Url(#[from] url::ParseError),
    /// The file of a key holds none.
    #[error("{} holds no key; delete the folder to begin anew", .0.display())]
    Key(PathBuf),
    /// No key could be drawn.
    #[error(transparent)]
    Randomness(#[from] shared::token::NoRandomness),
}

impl Surroundings {
    /// Starts everything on loopback addresses. `client` is the Salesforce app's, the simulator's own unless
    /// given.
    pub async fn start(plan: Plan, client: Option<(String, String)>) -> Result<Self, Failure> {
        Self::of(Template::read(&template_file())?, plan, client).await
    }

    /// Starts what another template than the committed one says.
    pub async fn of(
        template: Template,
        plan: Plan,
        client: Option<(String, String)>,
    ) -> Result<Self, Failure> {
        if let Some(folder) = &plan.data {
            // It holds the key and what the key has sealed, so it is for its owner alone.
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let file = |name: &str| plan.data.as_ref().map(|folder| folder.join(name));
        let dynamodb = DynamoDb::open(file("dynamodb.sqlite").as_deref())?;
        dynamodb.create(&template.tables)?;
        let listener = listen(0).await?;
        let dynamodb_url = address(&listener)?;
        tokio::spawn(dynamodb.clone().serve(listener));

        let anchor = file("first-day").map(|file| first_day(&file, (plan.clock)())).transpose()?;
        let state_file = file("salesforce.json");
        let settings = salesforce::Settings { state_file, anchor, ..Default::default() };
        let simulator = Simulator::new(plan.clock.clone(), settings);
        let simulator_url = serve(simulator.router(), plan.simulator_port).await?;
        simulator.set_base_url(&simulator_url);

        let stand_ins = StandIns::new(plan.clock, &template.queues);
        let client = client.unwrap_or_else(|| (DEFAULT_CLIENT_ID.into(), DEFAULT_CLIENT_SECRET.into()));
        stand_ins.secrets.put(SECRET, &secret(&client, &key_in(file("sealing-key").as_deref())?));
        let accounts_key = key_in(file("accounts-key").as_deref())?;
        stand_ins.secrets.put(ACCOUNTS_SECRET, &serde_json::json!({ "key": accounts_key }).to_string());
        let ops_token = key_in(file("ops-token").as_deref())?;
        stand_ins.secrets.put(OPS_SECRET, &serde_json::json!({ "token": ops_token }).to_string());
        let demo_password = key_in(file("demo-password").as_deref())?;
        let stand_ins_url = serve(stand_ins.router(), 0).await?;
        let simulator_url = Url::parse(&simulator_url)?;
        let pipes = Arc::new(Pipes::new(&template));
        Ok(Self {
            template,
            dynamodb,
            stand_ins,
            pipes,
            simulator,
            dynamodb_url,
            stand_ins_url,
            simulator_url,
            ops_token,
            demo_password,
        })
    }

    /// The gateway before an app, with the handlers of all areas.
    pub fn gateway(&self, app: &'static App) -> Result<Arc<Gateway>, Mismatch> {
        Ok(Arc::new(Gateway::new(app, &self.template, HANDLERS)?))
    }

    /// The deliveries to an app, with the consumers of all areas.
    pub fn deliveries(&self, app: &'static App) -> Result<Deliveries, Mismatch> {
        Deliveries::new(app, self, CONSUMERS, READERS)
    }

    /// What the clock starts in an app, with the tasks of all areas.
    pub fn schedules(&self, app: &'static App) -> Result<Schedules, Mismatch> {
        Schedules::new(app, &self.template, TASKS)
    }
}

/// The routes of the API, for a server.
pub fn api(gateway: Arc<Gateway>) -> Router {
    Router::new().fallback(move |mut request: Request<Body>| {
        if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
            let source = SourceIp(peer.ip());
            request.extensions_mut().insert(source);
        }
        gateway.clone().call(request)
    })
}

/// Serves a router on a loopback port until the process ends, and gives its address.
pub async fn serve(router: Router, port: u16) -> io::Result<String> {
    let listener = listen(port).await?;
    let url = address(&listener)?;
    tokio::spawn(serve_on(listener, router));
    Ok(url)
}

/// Serves a router until the process ends; requests carry their peer's address.
pub async fn serve_on(listener: TcpListener, router: Router) -> io::Result<()> {
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await
}

/// Takes a loopback port, or another one if it is in use.
pub async fn listen(port: u16) -> io::Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
        }
        outcome => outcome,
    }
}

/// The address of a listener.
pub fn address(listener: &TcpListener) -> io::Result<String> {
    Ok(format!("http://{}", listener.local_addr()?))
}

/// Here, or where the source was when this was built.
fn template_file() -> PathBuf {
    let here = PathBuf::from("template.yaml");
    if here.exists() { here } else { Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml") }
}

fn secret((id, secret): &(String, String), sealing_key: &str) -> String {
    let document = serde_json::json!({
        "salesforceClientId": id, "salesforceClientSecret": secret, "sealingKey": sealing_key,
    });
    document.to_string()
}

/// The day of the first run. The simulated orgs' stories begin then and go on with each start, so that what
/// comes next goes with the history that is stored.
fn first_day(file: &Path, now: Timestamp) -> io::Result<Date> {
    if let Some(day) = fs::read_to_string(file).ok().and_then(|text| text.trim().parse().ok()) {
        return Ok(day);
    }
    let day = shared::history::day_of(now);
    fs::write(file, day.to_string())?;
    Ok(day)
}

/// The key of earlier runs, or a new one.
fn key_in(file: Option<&Path>) -> Result<String, Failure> {
    let Some(file) = file else { return Ok(shared::token::random_text()?) };
    match fs::read_to_string(file) {
        Ok(key) if key.len() >= 32 => Ok(key),
        Ok(_) => Err(Failure::Key(file.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let (key, unfinished) = (shared::token::random_text()?, file.with_extension("new"));
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(true).mode(0o600);
            options.open(&unfinished)?.write_all(key.as_bytes())?;
            fs::rename(unfinished, file)?;
            Ok(key)
        }
        Err(error) => Err(error.into()),
    }
}
