//! Cookies that belong to this host alone, over HTTPS alone, out of reach of scripts (ASVS 3.3.1 to 3.3.4).
//!
//! Browsers count `http://localhost` and `http://127.0.0.1` as secure, so the same cookies work on one
//! machine.

use lambda_http::http::{HeaderValue, header};

use super::{Request, Response};
use crate::error::Error;

/// Holds a session's value.
pub const SESSION_COOKIE: &str = "__Host-session";

/// Holds the value that binds a started login to the browser.
pub const LOGIN_COOKIE: &str = "__Host-login";

/// The value of a cookie that came with the request. Two of one name and different values are none: a sibling
/// of our host can put one of its own beside ours, and nobody can tell which is which.
pub fn cookie<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let headers = request.headers().get_all(header::COOKIE).iter();
    let pairs = headers.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    let mut values = pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(known, _)| *known == name)
        .map(|(_, v)| v);
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

/// Holds the access token of an account.
pub const ACCESS_COOKIE: &str = "__Host-access";

/// Holds the refresh token of an account. It is sent to the account's own routes only, for which its path has
/// to be narrower than `__Host-` allows.
pub const REFRESH_COOKIE: &str = "__Secure-refresh";

/// Tells a browser that has logged in before from one that has not.
pub const DEVICE_COOKIE: &str = "__Host-device";

/// Gives the browser a cookie for so many seconds, which comes along when somebody follows a link to us.
pub fn set_cookie(response: &mut Response, name: &str, value: &str, max_age: i64) -> Result<(), Error> {
    append(response, format!("{name}={value}; Path=/; Max-Age={max_age}; Secure; HttpOnly; SameSite=Lax"))
}

/// Gives the browser a cookie that comes along with our own pages' requests to `path` only.
pub fn set_strict_cookie(
    response: &mut Response,
    name: &str,
    value: &str,
    path: &str,
    max_age: i64,
) -> Result<(), Error> {
    append(
        response,
        format!("{name}={value}; Path={path}; Max-Age={max_age}; Secure; HttpOnly; SameSite=Strict"),
    )
}

fn append(response: &mut Response, cookie: String) -> Result<(), Error> {
    let cookie = HeaderValue::from_str(&cookie).map_err(|e| Error::internal("set a cookie")(e.into()))?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(())
}

/// Takes a cookie away from the browser.
pub fn clear_cookie(response: &mut Response, name: &str) -> Result<(), Error> {
    set_cookie(response, name, "", 0)
}
