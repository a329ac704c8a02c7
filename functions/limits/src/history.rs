//! What one limit of a watched org was, over any time of the last 13 months.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use shared::app::App;
use shared::error::answers::{Looked, Read};
use shared::error::{Error, Problem, Refusal};
use shared::history::Sample;
use shared::http::{self, Request, Response};
use shared::limits::catalogue::{Category, Unit, Window, canonical, describe};
use shared::limits::{CSV, csv_of_history};
use utoipa::ToSchema;

/// As many samples as are given at most, and unless somebody asks for another number.
const MOST: usize = 10_000;
const USUAL: usize = 500;

const UNKNOWN: Refusal = Refusal::new(404, "not_found", "This org has no such limit, or not of this app.");

/// The longest time that anything is kept.
const LONGEST: SignedDuration = SignedDuration::from_hours(397 * 24);

/// One limit over a time, in columns of equal length, which is the shortest way to write it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// Salesforce's name for the limit, the newer one if it was renamed.
    pub name: String,
    /// The app whose part it is, if it is one's.
    pub app: Option<String>,
    /// A person's name for the limit.
    pub label: String,
    /// What it belongs to.
    pub category: Category,
    /// What is counted.
    pub unit: Unit,
    /// Over which time it is counted.
    pub window: Window,
    /// The time asked for.
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// Its end.
    #[schema(value_type = String, format = DateTime)]
    pub to: Timestamp,
    /// When each value was read, in seconds since 1970, rising.
    pub at: Vec<i64>,
    /// What was used; null where Salesforce gave no values.
    pub used: Vec<Option<i64>>,
    /// The allowance; null where Salesforce gave none.
    pub max: Vec<Option<i64>>,
}

/// What one limit was, thinned on the way so that first, last, least and most of each part of the time are
/// kept.
///
/// JSON or CSV (RFC 4180), by the `Accept` header. Up to three days are told reading by reading, longer times
/// by the least, the most and the last of each hour.
#[utoipa::path(get, path = "/api/orgs/{org}/limits/{name}/history", operation_id = "orgHistory", tag = "orgs",
    params(
        ("org" = String, Path, description = "The org's id.", example = "00D000000000001EAA"),
        ("name" = String, Path, description = "Salesforce's name for the limit, an older one too.",
            example = "DailyApiRequests"),
        ("app" = Option<String>, Query, description = "The part of this app."),
        ("from" = Option<String>, Query, description = "RFC 3339; a day before `to` unless given."),
        ("to" = Option<String>, Query, description = "RFC 3339; now unless given."),
        ("points" = Option<u32>, Query, description = "At most so many values, 1 to 10,000; 500 unless given.")),
    responses(
        (status = 200, description = "The values.", content(
            (History = "application/json"), (String = "text/csv"))),
        (status = 400, description = "A value cannot be used.", body = Problem,
            content_type = "application/problem+json"),
        Looked, Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn history(app: &App, request: Request) -> Result<Response, Error> {
    let form = http::preferred(&request, &["application/json", "text/csv"])?;
    let reader = http::reader(app, &request).await?;
    let (watch, _) = reader.org(app, &http::path_parameter(&request, "org").unwrap_or_default()).await?;
    let (from, to) = times(&request, app.now())?;
    let points = points(&request)?;
    let name = http::path_parameter(&request, "name").unwrap_or_default();
    let part = http::query(&request, "app");
    let series = match &part {
        Some(part) => format!("{}/{part}", canonical(&name)),
        None => canonical(&name).to_owned(),
    };
    let samples = app.store.history(&watch.org.id, &series, (from, to), points).await?.ok_or(UNKNOWN)?;
    if form == 1 {
        return Ok(http::content(CSV, csv_of_history(&samples).map_err(Error::internal("write CSV"))?));
    }
    let about = describe(canonical(&name));
    http::json(&History {
        name: canonical(&name).to_owned(),
        app: part,
        label: about.label.into_owned(),
        category: about.category,
        unit: about.unit,
        window: about.window,
        from,
        to,
        at: samples.iter().map(|sample| sample.at.as_second()).collect(),
        used: samples.iter().map(Sample::used).collect(),
        max: samples.iter().map(|sample| sample.max).collect(),
    })
}

/// The time that is asked for: a day up to now unless said otherwise.
pub(crate) fn times(request: &Request, now: Timestamp) -> Result<(Timestamp, Timestamp), Error> {
    let time = |name: &'static str| match http::query(request, name) {
        Some(text) => text.parse().map(Some).map_err(|_| {
            Error::invalid(name, "expected a time as RFC 3339 writes it, such as 2026-11-21T14:30:00Z")
        }),
        None => Ok::<Option<Timestamp>, Error>(None),
    };
    let to = time("to")?.unwrap_or(now).min(now);
    let day_before = to.checked_sub(SignedDuration::from_hours(24)).unwrap_or(to);
    let from = time("from")?.unwrap_or(day_before);
    if from > to {
        return Err(Error::invalid("from", "expected a time before `to`"));
    }
    Ok((from.max(to.checked_sub(LONGEST).unwrap_or(from)), to))
}

fn points(request: &Request) -> Result<usize, Error> {
    let Some(text) = http::query(request, "points") else { return Ok(USUAL) };
    let number = text.parse().ok().filter(|number| (1..=MOST).contains(number));
    number.ok_or_else(|| Error::invalid("points", "expected a number from 1 to 10000"))
}
