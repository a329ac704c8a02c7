//! Limits: of the session's org now; of watched orgs with their history, what lies ahead, and alerts.
//!
//! A watched org is read in slots of five minutes: [`poll`] names those that are due, [`collect`] reads one
//! and works out what follows from it. Everything else looks at what is kept.

pub mod backtest;
mod collect;
mod erase;
pub mod events;
mod forms;
pub mod history;
pub mod metrics;
mod notify;
pub mod now;
pub mod orgs;
mod poll;
mod renew;
pub mod settings;
pub mod shares;
pub mod watched;
mod webhooks;

use shared::http::Route;
use shared::queue::Consumer;
use shared::schedule::Task;
use shared::{consumer, route, task};

pub use self::backtest::backtest;
pub use self::collect::{collect, to_alert};
pub use self::erase::erase;
pub use self::events::events;
pub use self::history::history;
pub use self::metrics::metrics;
pub use self::now::now;
pub use self::orgs::{add, list, remove};
pub use self::poll::poll;
pub use self::settings::{set_settings, settings, test};
pub use self::shares::{add as add_share, list as list_shares, remove as remove_share};
pub use self::watched::limits_of;
pub use self::webhooks::send_webhook;

/// The area's routes.
pub const ROUTES: &[Route] = &[
    route!(GET "/api/limits" => "limits-now", now),
    route!(GET "/api/orgs" => "orgs-list", list),
    route!(POST "/api/orgs" => "orgs-add", add),
    route!(DELETE "/api/orgs/{org}" => "orgs-remove", remove),
    route!(GET "/api/orgs/{org}/limits" => "orgs-limits", limits_of),
    route!(GET "/api/orgs/{org}/limits/{name}/history" => "orgs-history", history),
    route!(GET "/api/orgs/{org}/alerts" => "orgs-alerts", settings),
    route!(PUT "/api/orgs/{org}/alerts" => "orgs-alerts-set", set_settings),
    route!(POST "/api/orgs/{org}/alerts/backtest" => "orgs-backtest", backtest),
    route!(POST "/api/orgs/{org}/alerts/test" => "orgs-alerts-test", test),
    route!(GET "/api/orgs/{org}/events" => "orgs-events", events),
    route!(GET "/api/shares" => "shares-list", list_shares),
    route!(POST "/api/shares" => "shares-add", add_share),
    route!(DELETE "/api/shares/{share}" => "shares-remove", remove_share),
    route!(GET "/metrics" => "metrics", metrics),
];

/// The area's consumers of queues.
pub const CONSUMERS: &[Consumer] = &[
    consumer!("limits-collect", collect),
    consumer!("orgs-erase", erase),
    consumer!("webhooks-send", send_webhook),
];

/// What the area does by the clock.
pub const TASKS: &[Task] = &[task!("limits-poll", poll)];
