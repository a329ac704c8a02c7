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

/// The value of a cookie that came with the request.
pub fn cookie<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let headers = request.headers().get_all(header::COOKIE).iter();
    let pairs = headers.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// Gives the browser a cookie for so many seconds.
pub fn set_cookie(response: &mut Response, name: &str, value: &str, max_age: i64) -> Result<(), Error> {
    let cookie = format!("{name}={value}; Path=/; Max-Age={max_age}; Secure; HttpOnly; SameSite=Lax");
    let cookie = HeaderValue::from_str(&cookie).map_err(|e| Error::internal("set a cookie")(e.into()))?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(())
}

/// Takes a cookie away from the browser.
pub fn clear_cookie(response: &mut Response, name: &str) -> Result<(), Error> {
    set_cookie(response, name, "", 0)
}
