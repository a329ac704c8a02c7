//! Which project an event is for, by the key that came with it, and whether there is room for it.

use shared::app::App;
use shared::error::{Error, Refusal};
use shared::errors::project::{OWN, Project, is_project_id, is_project_key};
use shared::http::{self, Request};
use shared::intake::Ticket;

const NO_KEY: Refusal = Refusal::new(
    403,
    "key_required",
    "Send the project's public key: as sentry_key in the query, in X-Sentry-Auth, or in the envelope's dsn.",
);

const WRONG_KEY: Refusal =
    Refusal::new(403, "key_unknown", "There is no project with this id and this public key.");

/// The public key that stands in the query or in `X-Sentry-Auth`.
pub(crate) fn key_of(request: &Request) -> Option<String> {
    let given = http::query(request, "sentry_key").or_else(|| {
        let header = http::header(request, "x-sentry-auth")?;
        let fields = header.strip_prefix("Sentry ").unwrap_or(header).split(',');
        let key = fields.map(str::trim).find_map(|field| field.strip_prefix("sentry_key="));
        key.map(|key| key.trim().to_owned())
    });
    given.map(|key| key.to_ascii_lowercase())
}

/// The project with this id, if the key is its own.
pub(crate) async fn project_with_key(app: &App, id: &str, key: Option<&str>) -> Result<Project, Error> {
    let key = key.ok_or(NO_KEY)?;
    if !is_project_id(id) || !is_project_key(key) {
        return Err(WRONG_KEY.into());
    }
    let project = app.intake.project(&app.store, id, app.now()).await?;
    Ok(project.filter(|project| project.key == key).ok_or(WRONG_KEY)?)
}

/// The project of a key; without one, our own.
pub(crate) async fn project_of_key(app: &App, key: Option<&str>) -> Result<Project, Error> {
    let Some(key) = key else { return own_project(app).await };
    if !is_project_key(key) {
        return Err(WRONG_KEY.into());
    }
    let id = app.store.find_project_of_key(key).await?.ok_or(WRONG_KEY)?;
    project_with_key(app, &id, Some(key)).await
}

/// Our own project. Until somebody has asked for the list of projects it has no item, and the usual quota.
pub(crate) async fn own_project(app: &App) -> Result<Project, Error> {
    match app.intake.project(&app.store, OWN, app.now()).await? {
        Some(project) => Ok(project),
        None => Ok(Project::own(app.now())?),
    }
}

/// The right to take one event of a project, or how long to wait.
pub(crate) async fn admit<'a>(app: &'a App, project: &Project) -> Result<Ticket<'a>, Error> {
    Ok(app.intake.admit(&app.store, project, app.now()).await??)
}
