//! Runs the whole of Force Monitor on this machine.

use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use local::clock::MovableClock;
use local::demo::{self, Demo};
use local::own_logs::{self, OwnLogs};
use local::pages::{self, Extras};
use local::seeding::Seeding;
use local::settings::Settings;
use local::system::{self, Failure, HANDLERS, Plan, READERS, Surroundings};
use shared::app::App;
use shared::errors::project::Project;
use tokio::net::TcpListener;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Expired items are looked for so rarely because each look reads all that is stored: months of history.
const SWEEP: Duration = Duration::from_secs(3600);

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let (failures, own_logs) = own_logs::capture();
    let shown = tracing_subscriber::fmt::layer().compact().with_writer(std::io::stderr);
    tracing_subscriber::registry().with(shown.with_filter(LevelFilter::INFO)).with(failures).init();
    shared::log::tell_panics();
    match run(own_logs).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "Force Monitor cannot start: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where the local run's clock is chosen")]
async fn run(own_logs: OwnLogs) -> Result<(), Box<dyn std::error::Error>> {
    let settings = Settings::load()?;
    let movable = MovableClock::over(Arc::new(Timestamp::now));
    let clock = movable.clock();
    // The port beside ours, and any other if ours is to be any.
    let simulator_port = if settings.port == 0 { 0 } else { settings.port.saturating_add(1) };
    let plan = Plan { data: settings.data.clone(), simulator_port, clock: clock.clone() };
    let surroundings = Surroundings::start(plan, settings.client.clone()).await?;

    tokio::spawn(surroundings.dynamodb.clone().sweep(SWEEP));

    // An address that Salesforce was told, or a person has chosen, cannot make way for another.
    let is_fixed = settings.client.is_some() || settings.public_url.is_some();
    let listener = if is_fixed {
        TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port)).await?
    } else {
        system::listen(settings.port).await?
    };
    let address = system::address(&listener)?;
    let public_url = settings.public_url.as_ref().map_or_else(|| address.clone(), ToString::to_string);
    let mut config = surroundings.config(&public_url);
    if settings.client.is_some() {
        config.salesforce.simulator = None;
    }
    config.operators = settings.operators.parse()?;
    if let Some(version) = &settings.api_version {
        config.salesforce.api_version.clone_from(version);
    }
    let app: &'static App = Box::leak(Box::new(App::new(config, clock)?));
    let gateway = surroundings.gateway(app)?;
    let deliveries = surroundings.deliveries(app)?;
    let schedules = surroundings.schedules(app)?;
    let is_simulated = settings.client.is_none();
    let demo = is_simulated.then(|| Demo::new(app, gateway.clone(), surroundings.demo_password.clone()));
    let past = demo.clone().filter(|_| settings.history);
    let past = past.map(|demo| (demo, Seeding::new(app, gateway.clone(), &surroundings)));
    // What is kept would lie in the future at the next start.
    let clock = Some(movable).filter(|_| settings.data.is_none());
    let router = pages::router(app, &surroundings, gateway, Extras { demo, clock });

    let project = app.store.ensure_own_project(app.now()).await?;
    tokio::spawn(async move { deliveries.play(Duration::from_millis(250), &own_logs).await });
    tokio::spawn(async move {
        // First the past, so that the first run by the clock goes on from it.
        if let Some((demo, seeding)) = past {
            demo.seed(seeding).await;
        }
        schedules.play(Duration::from_secs(1)).await;
    });
    announce(&app.config.public_url, &settings, &surroundings, &project)?;
    tokio::select! {
        ended = system::serve_on(listener, router) => Ok(ended?),
        stopped = tokio::signal::ctrl_c() => Ok(stopped?),
    }
}

/// Says what is served, and where.
fn announce(
    url: &str,
    settings: &Settings,
    surroundings: &Surroundings,
    project: &Project,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nForce Monitor runs on this machine.\n")?;
    writeln!(out, "  page         {url}/")?;
    if settings.client.is_none() {
        writeln!(
            out,
            "  fleet        {url}/dev/fleet  (logs in as {}, who watches five orgs)",
            demo::ADDRESS
        )?;
    }
    match &settings.client {
        Some(_) => {
            writeln!(out, "  Salesforce   the real one; callback address {url}/auth/salesforce/callback")?
        }
        None => {
            writeln!(out, "  Salesforce   simulated, at {}", surroundings.simulator_url)?;
            writeln!(out, "  faults       {}_sim", surroundings.simulator_url)?;
        }
    }
    writeln!(out, "  mail         {url}/dev/mail")?;
    writeln!(out, "  errors       {}  (a DSN for Sentry's SDKs)", project.dsn(url))?;
    let token = match settings.data.as_ref().map(|folder| folder.join("ops-token")) {
        Some(file) => {
            writeln!(out, "  ops token    in {}", file.display())?;
            format!("$(cat {})", file.display())
        }
        None => {
            writeln!(out, "  ops token    {}", surroundings.ops_token)?;
            surroundings.ops_token.clone()
        }
    };
    writeln!(out, "  operators    accounts of {}", settings.operators)?;
    writeln!(out, "  orgs         curl -H \"Authorization: Bearer {token}\" {url}/api/orgs")?;
    writeln!(out, "  DynamoDB     {}", surroundings.dynamodb_url)?;
    match &settings.data {
        Some(folder) => writeln!(out, "  data         {}", folder.display())?,
        None => writeln!(out, "  data         in memory only")?,
    }
    writeln!(out)?;
    list(&mut out, surroundings)?;
    writeln!(out, "\nStop with Ctrl-C.")?;
    Ok(())
}

/// Lists what there is by what starts it.
fn list(out: &mut impl Write, surroundings: &Surroundings) -> io::Result<()> {
    for route in HANDLERS.iter().copied().flatten() {
        writeln!(out, "  {:<8}{:<45}{}", route.method, route.path, route.function)?;
    }
    for reader in READERS.iter().copied().flatten() {
        writeln!(out, "  logs    {:<45}{}", "of all functions", reader.function)?;
    }
    for schedule in &surroundings.template.schedules {
        writeln!(out, "  clock   {:<45}{}", schedule.expression, schedule.function)?;
    }
    for consumer in &surroundings.template.consumers {
        writeln!(out, "  queue   {:<45}{}", consumer.queue, consumer.function)?;
    }
    Ok(())
}
