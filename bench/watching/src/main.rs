//! Watches simulated orgs for a day with the code that is deployed, against the embedded DynamoDB, and prints
//! what that took as JSON: `make bench` makes money of it.

mod day;
mod meter;
mod poller;
mod world;

use std::io::Write;

use serde::Serialize;

/// What goes wrong ends the program.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How many orgs the poller is to hand out.
const ORGS: [usize; 3] = [1, 100, 10_000];

#[derive(Serialize)]
struct Findings {
    days: Vec<day::Day>,
    poller: Vec<poller::Round>,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut findings = Findings { days: Vec::new(), poller: Vec::new() };
    for org in local::salesforce::orgs::Story::ALL {
        findings.days.push(day::watch(org).await?);
    }
    for count in ORGS {
        findings.poller.push(poller::poll(count).await?);
    }
    writeln!(std::io::stdout(), "{}", serde_json::to_string(&findings)?)?;
    Ok(())
}
