//! `openapi.json`: the API's description, generated from the handlers and their types.

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
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
        limits::now, health::shallow
    ),
    tags(
        (name = "session", description = "Connecting an org, and the session that comes of it."),
        (name = "limits", description = "What is left of an org's limits."),
        (name = "health", description = "Whether this deployment answers.")
    ),
    modifiers(&Credentials, &ShortHealth)
)]
struct Api;

/// How a caller says which session is his.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(shared::http::SESSION_COOKIE)));
        let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("session", cookie);
        components.add_security_scheme("bearer", bearer);
    }
}

/// `/health` is `/api/health` under a shorter name.
struct ShortHealth;

impl Modify for ShortHealth {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let Some(mut item) = api.paths.paths.get("/api/health").cloned() else { return };
        if let Some(get) = &mut item.get {
            get.operation_id = Some("healthShort".into());
        }
        api.paths.paths.insert("/health".into(), item);
    }
}

/// The description as it is committed: indented, with a line feed at its end.
pub fn openapi() -> Result<String, serde_json::Error> {
    Ok(Api::openapi().to_pretty_json()? + "\n")
}
