//! Errors of other programs, and our own: taken in, scrubbed, grouped, counted, and read again.
//!
//! Both ways in, the plain one (`log.rs`) and that of Sentry's SDKs (`envelope.rs`), and the reader of our
//! own logs (`own.rs`) make an event of what they get and hand it to `take.rs`.

mod access;
pub mod envelope;
pub mod groups;
pub mod list;
pub mod log;
mod ops_events;
pub mod own;
pub mod projects;
pub mod take;
pub mod view;

use shared::http::Route;
use shared::subscription::Reader;
use shared::{reader, route};

pub use self::envelope::envelope;
pub use self::groups::{change, group};
pub use self::list::list;
pub use self::log::log;
pub use self::own::own;
pub use self::projects::{add_project, projects};

/// The area's routes. Sentry's SDKs send to `envelope/`, which API Gateway does not take for `envelope`.
pub const ROUTES: &[Route] = &[
    route!(POST "/api/errors/log" => "errors-log", log),
    route!(OPTIONS "/api/errors/log" => "errors-log", log),
    route!(POST "/api/{project}/envelope" => "errors-envelope", envelope),
    route!(OPTIONS "/api/{project}/envelope" => "errors-envelope", envelope),
    route!(POST "/api/{project}/{route+}" => "errors-envelope", envelope),
    route!(OPTIONS "/api/{project}/{route+}" => "errors-envelope", envelope),
    route!(GET "/api/errors" => "errors-list", list),
    route!(GET "/api/errors/{group}" => "errors-group", group),
    route!(PATCH "/api/errors/{group}" => "errors-change", change),
    route!(POST "/api/projects" => "errors-project", add_project),
    route!(GET "/api/projects" => "errors-projects", projects),
];

/// The area's readers of logs.
pub const READERS: &[Reader] = &[reader!("errors-own", own)];
