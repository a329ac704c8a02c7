//! Projects: made and listed by whoever runs this deployment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::error::answers::{Posted, Read};
use shared::error::{Error, Problem};
use shared::errors::project::{Project, Quota};
use shared::http::{self, Request, Response};
use utoipa::ToSchema;

/// The longest name.
const LONGEST_NAME: usize = 100;

/// A project as people see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProjectView {
    /// Its id.
    #[schema(example = "2")]
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its public key: says where an error belongs, and proves nothing.
    #[schema(example = "0123456789abcdef0123456789abcdef")]
    pub key: String,
    /// What a Sentry SDK has to know to report here.
    #[schema(example = "https://0123456789abcdef0123456789abcdef@fm.example.com/2")]
    pub dsn: String,
    /// How many events it may send.
    pub quota: Quota,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

impl ProjectView {
    fn of(app: &App, project: Project) -> Self {
        Self {
            dsn: project.dsn(&app.config.public_url),
            id: project.id,
            name: project.name,
            key: project.key,
            quota: project.quota,
            created_at: project.created_at,
        }
    }
}

/// A project that is wanted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewProject {
    /// What people will call it: 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// How many events it may send within five minutes; 1,000 unless given.
    pub per_five_minutes: Option<u32>,
    /// How many events it may send within an hour; 5,000 unless given.
    pub per_hour: Option<u32>,
}

/// Makes a project with a new public key.
#[utoipa::path(post, path = "/api/projects", operation_id = "projectAdd", tag = "errors",
    request_body = NewProject,
    responses(
        (status = 201, description = "The project.", body = ProjectView),
        (status = 400, description = "The name cannot be used.", body = Problem,
            content_type = "application/problem+json"),
        (status = 401, description = "This is for the operator.", body = Problem,
            content_type = "application/problem+json"),
        Posted),
    security(("access" = []), ("bearer" = [])))]
pub async fn add_project(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    http::operator(app, &request).await?;
    let wanted: NewProject = http::body(&request)?;
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::invalid("name", "expected 1 to 100 characters on one line"));
    }
    let usual = Quota::default();
    let quota = Quota {
        per_five_minutes: wanted.per_five_minutes.unwrap_or(usual.per_five_minutes),
        per_hour: wanted.per_hour.unwrap_or(usual.per_hour),
    };
    app.store.ensure_own_project(app.now()).await?;
    let project = app.store.add_project(name.to_owned(), quota, app.now()).await?;
    http::created(&ProjectView::of(app, project))
}

/// The projects, our own first.
#[utoipa::path(get, path = "/api/projects", operation_id = "projects", tag = "errors",
    responses(
        (status = 200, description = "The projects.", body = Vec<ProjectView>),
        (status = 401, description = "This is for the operator.", body = Problem,
            content_type = "application/problem+json"),
        Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn projects(app: &App, request: Request) -> Result<Response, Error> {
    http::operator(app, &request).await?;
    app.store.ensure_own_project(app.now()).await?;
    let projects = app.store.list_projects().await?;
    http::json(&projects.into_iter().map(|project| ProjectView::of(app, project)).collect::<Vec<_>>())
}
