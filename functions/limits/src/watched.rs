//! A watched org's limits as they were last read, with what lies ahead of them.

use jiff::ToSpan;
use shared::app::App;
use shared::error::Error;
use shared::error::answers::{Looked, Read, Unchanged};
use shared::history::{self, day_of};
use shared::http::{self, Request, Response};
use shared::limits::{self, Exhausted, ExhaustedLimit, Known, Report};
use shared::watch::{Outlooks, SLOT, Watch, outlooks, slot_of, sparklines};

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
        ("sparklines" = Option<bool>, Query, description = "Add the course of each limit over the last 24 \
            hours."),
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
    let is_drawn = http::query(&request, "sparklines").is_some_and(|value| value == "true");
    let detail = match form {
        Form::Json if is_drawn => Detail::Sparklines,
        Form::Json | Form::Csv => Detail::Forecasts,
        Form::OpenMetrics => Detail::Values,
    };
    let report = report(app, &watch, detail).await?;
    forms::answer(&request, form, report, app.now())
}

/// How much is told beside the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    /// Nothing.
    Values,
    /// What lies ahead.
    Forecasts,
    /// That, and what lies behind.
    Sparklines,
}

/// The org's last reading, judged.
pub(crate) async fn report(app: &App, watch: &Watch, detail: Detail) -> Result<Report, Error> {
    let (org, now) = (&watch.org.id, app.now());
    let last = watch.read_at.unwrap_or(now).min(now);
    let (from, to) = (slot_of(last) - 12 * SLOT, slot_of(now));
    let today = day_of(now);
    let (names, stored) = tokio::try_join!(app.store.find_names(org), app.store.polls(org, from, to))?;
    let polls = history::decode(&names, &stored);
    let poll = polls.iter().rev().find(|poll| !poll.readings.is_empty());
    let days = match poll {
        Some(_) if detail > Detail::Values => {
            app.store.days(org, today.saturating_sub(DAYS.days()), today).await?
        }
        _ => Vec::new(),
    };
    let known = (&names, &days[..], &polls[..]);
    let ahead = match poll {
        Some(poll) if detail > Detail::Values => outlooks(&poll.readings, known, now, |_| true),
        _ => Outlooks::new(),
    };
    let drawn = poll.filter(|_| detail == Detail::Sparklines);
    let drawn = drawn.map(|poll| sparklines(&poll.readings, known, poll.read_at));
    let refused = polls.iter().rev().take_while(|poll| poll.exhausted).last();
    let known = Known {
        readings: poll.map(|poll| (poll.read_at, &poll.readings[..])),
        exhausted: refused
            .map(|poll| Exhausted { limit: ExhaustedLimit::DailyApiRequests, since: poll.read_at }),
        api_usage: poll.and_then(|poll| poll.usage),
        api_version: None,
        ahead: &ahead,
    };
    Ok(Report { sparklines: drawn, ..limits::report(watch.org.clone(), known, now, FRESH) })
}
