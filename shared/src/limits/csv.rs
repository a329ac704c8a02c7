//! Limits as CSV (RFC 4180): a header, then a row for each limit and for each app's part of it.

use std::error::Error;

use jiff::Timestamp;

use super::ahead::Forecast;
use super::{Limit, Report, word};
use crate::alerts::words;
use crate::history::Sample;

/// The media type, with the header line announced.
pub const CSV: &str = "text/csv; charset=utf-8; header=present";

const HEADER: [&str; 18] = [
    "org",
    "readAt",
    "name",
    "app",
    "label",
    "category",
    "unit",
    "window",
    "max",
    "remaining",
    "used",
    "usedPercent",
    "state",
    "runsOutAt",
    "earliest",
    "latest",
    "confidence",
    "sentence",
];

/// Writes the values of one limit as CSV, in the order of time.
pub fn csv_of_history(samples: &[Sample]) -> Result<String, Box<dyn Error + Send + Sync>> {
    let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    rows.write_record(["at", "used", "max", "remaining"])?;
    for sample in samples {
        let [used, max, remaining] = [sample.used(), sample.max, sample.remaining].map(number);
        rows.write_record([sample.at.to_string(), used, max, remaining])?;
    }
    Ok(String::from_utf8(rows.into_inner().map_err(csv::IntoInnerError::into_error)?)?)
}

/// Writes a report as CSV, in the report's order: the numbers, what lies ahead where that is known, and at last
/// the sentence that mails and pages say of it at `now`.
pub fn csv(report: &Report, now: Timestamp) -> Result<String, Box<dyn Error + Send + Sync>> {
    let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    rows.write_record(HEADER)?;
    let read_at = report.read_at.map(|at| at.to_string()).unwrap_or_default();
    let mut row = |limit: &Limit, app: &str, values: [Option<i64>; 3], percent: Option<f64>, state| {
        let said = if app.is_empty() { said(limit, now) } else { Default::default() };
        let [max, remaining, used] = values.map(number);
        let (category, unit, window) = (word(&limit.category), word(&limit.unit), word(&limit.window));
        let percent = percent.map(|p| p.to_string()).unwrap_or_default();
        let values = [
            report.org.id.to_string(),
            read_at.clone(),
            text(&limit.name),
            text(app),
            text(&limit.label),
            category,
            unit,
            window,
            max,
            remaining,
            used,
            percent,
            word(&state),
        ];
        rows.write_record(values.iter().chain(&said))
    };
    for limit in &report.limits {
        row(limit, "", [limit.max, limit.remaining, limit.used], limit.used_percent, limit.state)?;
        for app in &limit.apps {
            row(limit, &app.name, [app.max, app.remaining, app.used], app.used_percent, app.state)?;
        }
    }
    Ok(String::from_utf8(rows.into_inner()?)?)
}

/// When it runs out, from when and until when, how surely, and all of it in words.
fn said(limit: &Limit, now: Timestamp) -> [String; 5] {
    let sentence = words::of_limit(limit, now);
    let ahead = limit.ahead.as_ref().and_then(|ahead| ahead.forecast.as_ref());
    let time =
        |time: fn(&Forecast) -> Timestamp| ahead.map(time).map(|at| at.to_string()).unwrap_or_default();
    let confidence = ahead.map(|end| word(&end.confidence)).unwrap_or_default();
    [time(|end| end.runs_out_at), time(|end| end.earliest), time(|end| end.latest), confidence, sentence]
}

fn number(value: Option<i64>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// App names come from whoever made the app. A spreadsheet would run one that starts like a formula, so that
/// gets the apostrophe that marks text there.
fn text(value: &str) -> String {
    let formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{value}") } else { value.to_owned() }
}
