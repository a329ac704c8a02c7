//! What follows from a poll for people: the org in short, what happened, and alerts.

use jiff::ToSpan;
use shared::alerts::{self, Kind, Observation, Settings, States};
use shared::app::App;
use shared::error::Error;
use shared::history::{Day, Poll, day_of};
use shared::limits::Reading;
use shared::store::alerts::Alerts;
use shared::watch::{
    Connection, Health, Outlooks, Scene, Summary, Watch, days_for, is_worth_forecasting, observe, outlooks,
    summary,
};

use super::attempt::Attempt;
use super::happened;
use super::past::Past;
use crate::notify::messages;

/// How often an account's alerts are worked out anew because somebody else was first.
const TRIES: usize = 3;

type AccountsAlerts = Alerts<Option<Settings>, States>;

/// Tells what the slot's poll means to whoever watches, and gives the org in short.
pub(super) async fn tell(
    app: &App,
    watch: &Watch,
    attempt: &Attempt,
    past: &Past,
    slot: i64,
) -> Result<Option<Summary>, Error> {
    let alerts: Vec<AccountsAlerts> = app.store.alerts_of(&watch.org.id).await?;
    let ahead = ahead(app, past, slot, wants_rates(&alerts)).await?;
    let scene = Scene { polls: past.polls(), slot, read_before: watch.read_at };
    let observation = observe(&scene, &ahead);
    app.store.put_events(&watch.org.id, &happened::to_org(&watch.org, attempt, &observation)).await?;
    for connection in &attempt.connections {
        let seen = Observation { connection: state_of(connection), ..observation.clone() };
        let known = alerts.iter().find(|alerts| alerts.account == connection.account);
        step(app, watch, connection, known, &seen).await?;
    }
    let is_read = past.poll_of(slot).is_some();
    Ok(summary(past.polls(), &ahead, app.now()).filter(|_| is_read))
}

/// Forecasts what is worth it, and reads only the days that it takes.
async fn ahead(app: &App, past: &Past, slot: i64, rates: bool) -> Result<Outlooks, Error> {
    let Some(poll) = past.poll_of(slot) else { return Ok(Outlooks::new()) };
    let wanted = |reading: &Reading| rates || is_worth_forecasting(reading);
    let Some(days) = poll.readings.iter().filter(|reading| wanted(reading)).map(days_for).max() else {
        return Ok(Outlooks::new());
    };
    let days = days_before(app, past, poll, days).await?;
    Ok(outlooks(&poll.readings, (&past.names, &days, past.polls()), poll.read_at, wanted))
}

async fn days_before(app: &App, past: &Past, poll: &Poll, count: i32) -> Result<Vec<Day>, Error> {
    let today = day_of(poll.read_at);
    app.store.days(&past.org, today.saturating_sub(count.days()), today).await
}

/// Whether any account asks for rates, which limits of any size have.
fn wants_rates(alerts: &[AccountsAlerts]) -> bool {
    let settings = alerts.iter().filter_map(|alerts| alerts.settings.document.as_ref());
    settings.flat_map(|settings| &settings.rules).any(|rule| rule.condition.kind() == Kind::UnusualRate)
}

fn state_of(connection: &Connection) -> alerts::Connection {
    match connection.health {
        Health::Works => alerts::Connection::Ok,
        Health::Lost(reason, since) => alerts::Connection::Lost { since, reason },
    }
}

/// Folds the observation into one account's alerts. Whoever else does so at the same moment folds the same,
/// so the one who comes second finds it done.
async fn step(
    app: &App,
    watch: &Watch,
    connection: &Connection,
    known: Option<&AccountsAlerts>,
    seen: &Observation,
) -> Result<(), Error> {
    let (org, account) = (&watch.org, &connection.account);
    let mut newer: Option<AccountsAlerts> = None;
    for _ in 0..TRIES {
        let alerts = newer.as_ref().or(known);
        let settings = alerts.and_then(|alerts| alerts.settings.document.clone()).unwrap_or_default();
        let before = alerts.map(|alerts| alerts.states.clone()).unwrap_or_default();
        let taken = alerts::step(&settings, &before.document, seen);
        if taken.states.is_same_but_for_its_slot(&before.document) && taken.notice.is_none() {
            return Ok(());
        }
        let mut news = messages(app, org, connection, &settings, taken.notice.as_ref())?;
        news.events =
            taken.transitions.iter().map(|change| happened::to_alert(org, account, change)).collect();
        if app.store.put_alert_states(&org.id, account, &before.next(&taken.states), &news).await? {
            return Ok(());
        }
        newer = Some(app.store.find_alerts(&org.id, account).await?);
    }
    // Somebody changes the settings all the time, or the connection has gone. The next poll folds again.
    tracing::warn!(org = %org.id, "alerts were changed from elsewhere");
    Ok(())
}
