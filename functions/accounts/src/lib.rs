//! Accounts: opening one, logging in and out, devices, the password.
//!
//! Nobody can tell from here who has an account: registering and logging in do the same work and give the
//! same answers whether or not an address is known.

pub mod agent;
pub mod devices;
pub mod import;
pub mod login;
pub mod password;
pub mod register;
pub mod tokens;

use shared::http::Route;
use shared::route;

pub use self::devices::{end, me, sessions};
pub use self::login::login;
pub use self::password::change;
pub use self::register::{register, verify};
pub use self::tokens::{logout, refresh};

/// The area's routes.
pub const ROUTES: &[Route] = &[
    route!(POST "/api/auth/register" => "accounts-register", register),
    route!(POST "/api/auth/verify-email" => "accounts-verify", verify),
    route!(POST "/api/auth/login" => "accounts-login", login),
    route!(POST "/api/login" => "accounts-login", login),
    route!(POST "/api/auth/refresh" => "accounts-refresh", refresh),
    route!(POST "/api/auth/logout" => "accounts-logout", logout),
    route!(GET "/api/auth/me" => "accounts-me", me),
    route!(GET "/api/auth/sessions" => "accounts-sessions", sessions),
    route!(DELETE "/api/auth/sessions/{id}" => "accounts-end", end),
    route!(POST "/api/auth/password" => "accounts-password", change),
];
