//! A watched org's limits as they were last read, with what lies ahead of them.

use jiff::ToSpan;
use shared::app::App;
use shared::error::Error;
use shared::error::answers::{Looked, Read, Unchanged};
use shared::history::{self, day_of};
use shared::http::{self, Request, Response};
use shared::limits::{self, Exhausted, ExhaustedLimit, Known, Report};
use shared::watch::{Outlooks, SLOT, Watch, outlooks, slot_of};

use crate::forms::{self, Form};

/// A reading counts as the present one for two slots and the time that a poll takes.
const FRESH: i64 = 2 * SLOT + 60;

/// How many days a forecast looks at.
const DAYS: i32 = 31;

/// The last reading of a watched org, the most urgent limits first, each with its rate and the time at which
/// it is foreseen to run out. Nothing is asked of Salesforce.
///
/// JSON, CSV (RFC 4180) or OpenMetrics, by the `Accept` header.
#[utoipa::path(get, path = "/api/orgs/{org}/limits", operation_id = "orgLimits", tag = "orgs",
    params(
        ("org" = String, Path, description = "The org's id.", example = "00D000000000001EAA"),
        ("explain" = Option<bool>, Query, description = "Say of each limit what it counts and what breaks \
            when it is full."),
        ("If-None-Match" = Option<String>, Header, description = "The tag of an answer in JSON that the \
            caller has already.")),
    responses(
        (status = 200, description = "The limits.", content(
            (Report = "application/json"), (String = "text/csv"), (String = "application/openmetrics-text"))),
        Unchanged, Looked, Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn limits_of(app: &App, request: Request) -> Result<Response, Error> {
    let form = forms::form_for(&request)?;
    let reader = http::reader(app, &request).await?;
    let (watch, _) = reader.org(app, &http::path_parameter(&request, "org").unwrap_or_default()).await?;
    let report = report(app, &watch, form == Form::Json).await?;
    forms::answer(&request, form, report)
}

/// The org's last reading, judged; with forecasts only where they are shown.
pub(crate) async fn report(app: &App, watch: &Watch, with_forecasts: bool) -> Result<Report, Error> {
    let (org, now) = (&watch.org.id, app.now());
    let last = watch.read_at.unwrap_or(now).min(now);
    let (from, to) = (slot_of(last) - 12 * SLOT, slot_of(now));
    let today = day_of(now);
    let (names, stored) = tokio::try_join!(app.store.find_names(org), app.store.polls(org, from, to))?;
    let polls = history::decode(&names, &stored);
    let poll = polls.iter().rev().find(|poll| !poll.readings.is_empty());
    let ahead = match poll {
        Some(poll) if with_forecasts => {
            let days = app.store.days(org, today.saturating_sub(DAYS.days()), today).await?;
            outlooks(&poll.readings, (&names, &days, &polls), now, |_| true)
        }
        _ => Outlooks::new(),
    };
    let refused = polls.iter().rev().take_while(|poll| poll.exhausted).last();
    let known = Known {
        readings: poll.map(|poll| (poll.read_at, &poll.readings[..])),
        exhausted: refused
            .map(|poll| Exhausted { limit: ExhaustedLimit::DailyApiRequests, since: poll.read_at }),
        api_usage: poll.and_then(|poll| poll.usage),
        api_version: None,
        ahead: &ahead,
    };
    Ok(limits::report(watch.org.clone(), known, now, FRESH))
}
