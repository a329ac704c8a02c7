//! Everything that is deployed, on this machine, with a clock that is set by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use local::system::{Plan, Surroundings};
use shared::app::{App, Clock};

use crate::Failure;
use crate::meter::Meter;

/// A Friday morning.
const START: &str = "2026-11-20T00:00:00Z";

pub(crate) struct World {
    pub(crate) around: Surroundings,
    pub(crate) meter: Meter,
    pub(crate) app: &'static App,
    clock: Arc<AtomicI64>,
}

impl World {
    pub(crate) async fn new() -> Result<Self, Failure> {
        let start: Timestamp = START.parse()?;
        let clock = Arc::new(AtomicI64::new(start.as_second()));
        let plan = Plan { data: None, simulator_port: 0, clock: told_by(&clock) };
        let around = Surroundings::start(plan, None).await?;
        let meter = Meter::before(&around.dynamodb_url).await?;
        let mut config = around.config("https://fm.example");
        config.aws.dynamodb = Some(meter.url.clone());
        config.aws.attempt_timeout = Duration::from_secs(60);
        config.salesforce.timeout = Duration::from_secs(60);
        let app = Box::leak(Box::new(App::new(config, told_by(&clock))?));
        Ok(Self { around, meter, app, clock })
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }
}

fn told_by(clock: &Arc<AtomicI64>) -> Clock {
    let clock = clock.clone();
    Arc::new(move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap_or_default())
}
