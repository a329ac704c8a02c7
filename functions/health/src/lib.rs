//! Health: whether this deployment answers, told without touching anything else.

use serde::Serialize;
use shared::error::Error;
use shared::http::{self, Request, Response, Route};
use shared::route;
use utoipa::ToSchema;

/// The area's routes.
pub const ROUTES: &[Route] = &[
    route!(GET "/health" => "health-shallow", plain shallow),
    route!(GET "/api/health" => "health-shallow", plain shallow),
];

/// The answer of a deployment that works.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`: a deployment that does not work does not answer.
    #[schema(example = "ok")]
    pub status: &'static str,
    /// When the request reached us.
    #[schema(value_type = String, format = DateTime)]
    pub timestamp: jiff::Timestamp,
    /// The version that runs.
    #[schema(example = "0.1.0")]
    pub version: &'static str,
}

/// Says that the deployment answers, and which version it is.
#[utoipa::path(get, path = "/api/health", operation_id = "health", tag = "health",
    responses((status = 200, description = "It works.", body = Health)))]
pub async fn shallow(request: Request) -> Result<Response, Error> {
    let timestamp = http::received_at(&request);
    http::json(&Health { status: "ok", timestamp, version: env!("CARGO_PKG_VERSION") })
}
