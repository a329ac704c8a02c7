//! Connecting an org: the way to Salesforce's approval page and back, and the session that comes of it.

pub mod cause;
pub mod connect;
pub mod session;
mod watch;

use shared::http::Route;
use shared::route;

pub use self::cause::{CAUSES, Cause};
pub use self::connect::{callback, start};
pub use self::session::{disconnect, validate};

/// The area's routes.
pub const ROUTES: &[Route] = &[
    route!(GET "/auth/salesforce" => "auth-salesforce", start),
    route!(GET "/auth/salesforce/callback" => "auth-callback", callback),
    route!(GET "/api/session/validate" => "auth-validate", validate),
    route!(DELETE "/api/session" => "auth-disconnect", disconnect),
];
