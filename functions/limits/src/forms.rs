//! The forms of an answer about one org: JSON under a tag, CSV, OpenMetrics.

use std::collections::BTreeMap;

use jiff::Timestamp;
use shared::error::Error;
use shared::http::{self, Request, Response};
use shared::limits::{self, CSV, OPENMETRICS, Report};

/// A form that an answer can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Csv,
    OpenMetrics,
}

/// The form that the caller likes best.
pub(crate) fn form_for(request: &Request) -> Result<Form, Error> {
    let offered = ["application/json", "text/csv", "application/openmetrics-text"];
    let forms = [Form::Json, Form::Csv, Form::OpenMetrics];
    Ok(forms[http::preferred(request, &offered)?])
}

/// The report in a form, at `now`; in JSON with explanations only if they are wanted, because they are most of it.
pub(crate) fn answer(
    request: &Request,
    form: Form,
    report: Report,
    now: Timestamp,
) -> Result<Response, Error> {
    let explained = http::query(request, "explain").is_some_and(|value| value == "true");
    match form {
        Form::Csv => Ok(http::content(CSV, limits::csv(&report, now).map_err(Error::internal("write CSV"))?)),
        Form::OpenMetrics => Ok(http::content(OPENMETRICS, limits::openmetrics(&[report], &BTreeMap::new()))),
        Form::Json => {
            let report = if explained { report } else { report.without_explanations() };
            http::tagged_json(request, &report, &report.clone().without_age())
        }
    }
}
