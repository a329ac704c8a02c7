//! All orgs of an account for Prometheus and Grafana.

use std::collections::BTreeMap;

use shared::app::App;
use shared::error::Error;
use shared::error::answers::{LoggedIn, Read};
use shared::http::{self, Request, Response};
use shared::limits::{self, OPENMETRICS, Report};
use shared::watch::{Health, Watch};
use tokio::task::JoinSet;

use crate::watched::{self, Detail};

/// How many orgs are read at once.
const AT_ONCE: usize = 16;

/// The limits of all orgs that the account watches, as OpenMetrics, as they were last read.
///
/// Prometheus sends a link's token (`POST /api/shares`) as bearer token.
#[utoipa::path(get, path = "/metrics", operation_id = "metrics", tag = "orgs",
    responses(
        (status = 200, description = "The metrics.", body = String,
            content_type = "application/openmetrics-text"),
        LoggedIn, Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn metrics(app: &'static App, request: Request) -> Result<Response, Error> {
    let reader = http::reader(app, &request).await?;
    let orgs = app.store.orgs_of(&reader.account).await?;
    let covered = |watch: &Watch| reader.share.as_ref().is_none_or(|share| share.covers(&watch.org.id));
    let orgs: Vec<_> = orgs.into_iter().filter(|(watch, _)| covered(watch)).collect();
    let lost =
        orgs.iter().map(|(watch, link)| (watch.org.id.clone(), link.health != Health::Works)).collect();
    let watches = orgs.into_iter().map(|(mut watch, _)| {
        reader.mask(&mut watch);
        watch
    });
    let reports = reports(app, watches.collect()).await?;
    Ok(http::content(OPENMETRICS, limits::openmetrics(&reports, &lost)))
}

/// Reads all orgs, some at once, and puts them into the order of their ids.
async fn reports(app: &'static App, watches: Vec<Watch>) -> Result<Vec<Report>, Error> {
    let (mut reading, mut reports) = (JoinSet::new(), BTreeMap::new());
    let mut keep = |done: Result<Result<Report, Error>, tokio::task::JoinError>| {
        let report = done.map_err(|error| Error::internal("read an org")(error.into()))??;
        reports.insert(report.org.id.clone(), report);
        Ok::<_, Error>(())
    };
    for watch in watches {
        if reading.len() >= AT_ONCE
            && let Some(done) = reading.join_next().await
        {
            keep(done)?;
        }
        reading.spawn(async move { watched::report(app, &watch, Detail::Values).await });
    }
    while let Some(done) = reading.join_next().await {
        keep(done)?;
    }
    Ok(reports.into_values().collect())
}
