//! `openapi.json`: the API's description, generated from the handlers and their types.

use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Type;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Force Monitor",
        description = "Which Salesforce limit runs out next, and when? Refusals are problems (RFC 9457) \
                       with a stable `code`; every answer carries `x-request-id`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    paths(
        auth::connect::start, auth::connect::callback, auth::session::validate, auth::session::disconnect,
        accounts::register::register, accounts::register::verify, accounts::login::login, accounts::tokens::refresh,
        accounts::tokens::logout, accounts::devices::me, accounts::devices::sessions, accounts::devices::end,
        accounts::password::change, reset::forgot, reset::validate, reset::validate_by_link, reset::reset,
        limits::now::now, limits::orgs::list, limits::orgs::add, limits::orgs::remove,
        limits::watched::limits_of, limits::history::history, limits::settings::settings, limits::settings::set_settings,
        limits::backtest::backtest, limits::settings::test, limits::events::events, limits::shares::list,
        limits::shares::add, limits::shares::remove, limits::metrics::metrics, errors::log::log,
        errors::envelope::envelope, errors::list::list, errors::groups::group, errors::groups::change, errors::projects::add_project, errors::projects::projects, health::shallow,
        web::page
    ),
    tags(
        (name = "session", description = "Connecting an org, and the session that comes of it."),
        (name = "accounts", description = "An account: opening one, logging in and out, devices, the password."),
        (name = "reset", description = "A forgotten password."),
        (name = "limits", description = "What is left of an org's limits."),
        (name = "orgs", description = "Watched orgs: read every five minutes, with history and what lies ahead."),
        (name = "alerts", description = "What an account wants to be told of an org, and where."),
        (name = "shares", description = "Read-only links for colleagues and programs."),
        (name = "errors", description = "Errors of any program: reported, grouped, read."),
        (name = "health", description = "Whether this deployment answers."),
        (name = "web", description = "The page for people.")
    ),
    modifiers(&Credentials, &ShortPaths, &OpenRoutes)
)]
struct Api;

/// How a caller says which session is his.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let cookie = |name: &str| SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(name)));
        let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("session", cookie(shared::http::SESSION_COOKIE));
        components.add_security_scheme("access", cookie(shared::http::ACCESS_COOKIE));
        components.add_security_scheme("refresh", cookie(shared::http::REFRESH_COOKIE));
        components.add_security_scheme("bearer", bearer);
    }
}

/// Routes that are there under a shorter name too.
struct ShortPaths;

impl Modify for ShortPaths {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        for (short, path) in
            [("/", "/{path+}"), ("/health", "/api/health"), ("/api/login", "/api/auth/login")]
        {
            let Some(mut item) = api.paths.paths.get(path).cloned() else { continue };
            for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
                operation.operation_id = operation.operation_id.take().map(|id| format!("{id}Short"));
                let parameters = operation.parameters.iter_mut();
                parameters.for_each(|all| all.retain(|one| !is_path(one)));
            }
            api.paths.paths.insert(short.into(), item);
        }
    }
}

fn is_path(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Path)
}

/// Routes that take errors: browsers ask them first, and Sentry's SDKs put a slash behind the path, which API
/// Gateway takes for a further part.
struct OpenRoutes;

impl Modify for OpenRoutes {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let paths = &mut api.paths.paths;
        let mut slash = paths.get("/api/{project}/envelope").cloned();
        if let Some(post) = slash.as_mut().and_then(|item| item.post.as_mut()) {
            post.operation_id = Some("errorEnvelopeSlash".into());
            post.parameters
                .get_or_insert_default()
                .push(RefOr::T(in_path("route+", "`envelope/`, or it is unknown.")));
        }
        paths.extend(slash.map(|item| ("/api/{project}/{route+}".to_owned(), item)));
        for path in ["/api/errors/log", "/api/{project}/envelope", "/api/{project}/{route+}"] {
            let Some(item) = paths.get_mut(path) else { continue };
            let id = item.post.as_ref().and_then(|post| post.operation_id.clone()).unwrap_or_default();
            let mut preflight = OperationBuilder::new()
                .operation_id(Some(format!("{id}Preflight")))
                .tag("errors")
                .summary(Some("Pages of every origin may report."))
                .response("204", ResponseBuilder::new().description("They may."));
            for name in ["project", "route+"].into_iter().filter(|name| path.contains(name)) {
                preflight = preflight.parameter(in_path(name, "As for `POST`."));
            }
            if path.contains("project") {
                let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
                let unknown = ResponseBuilder::new().description("There is no such route.");
                preflight = preflight.response("404", unknown.content("application/problem+json", problem));
            }
            item.options = Some(preflight.build());
        }
    }
}

fn in_path(name: &str, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// The description as it is committed: indented, with a line feed at its end.
pub fn openapi() -> Result<String, serde_json::Error> {
    Ok(Api::openapi().to_pretty_json()? + "\n")
}
