//! Guards: each one looks at a request and returns what it found out, so that a handler's first lines say who
//! may call.

use super::{Request, SESSION_COOKIE, cookie, header, query};
use crate::app::App;
use crate::error::Error;
use crate::token::SessionToken;

/// The session's value that came with the request, as bearer token or cookie.
pub fn session_token(request: &Request) -> Result<SessionToken, Error> {
    maybe_session_token(request).ok_or(Error::Unauthorized("Connect an org first: there is no session here."))
}

/// The same for routes that answer also without a session. A bearer token comes before the cookie, because it
/// was given on purpose.
pub fn maybe_session_token(request: &Request) -> Option<SessionToken> {
    SessionToken::parse(bearer(request).or_else(|| cookie(request, SESSION_COOKIE))?)
}

/// Refuses a state change that another site may have caused: a browser that sends our cookie has to say that
/// the request came from our own pages (Fetch Metadata), or else name our own origin. Programs send no
/// cookie.
pub fn same_site(app: &App, request: &Request) -> Result<(), Error> {
    if request.headers().get("cookie").is_none() {
        return Ok(());
    }
    let ours = match header(request, "sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => header(request, "origin").is_some_and(|origin| is_origin_of(origin, &app.config.public_url)),
    };
    if ours { Ok(()) } else { Err(Error::CrossSite) }
}

/// The older product took the session's value in the URL, where logs, histories and Referer headers keep it
/// (ASVS 14.2.1).
pub(super) fn no_session_in_url(request: &Request) -> Result<(), Error> {
    if query(request, "session").is_none() {
        return Ok(());
    }
    let why = "a session's value must not stand in a URL; send it as a cookie or as Authorization: Bearer";
    Err(Error::Invalid { field: "session", why: why.into() })
}

/// The token of `Authorization: Bearer TOKEN` (RFC 6750, 2.1).
fn bearer(request: &Request) -> Option<&str> {
    let (scheme, token) = header(request, "authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn is_origin_of(origin: &str, url: &str) -> bool {
    url.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(headers: &[(&'static str, &str)]) -> Request {
        let mut request = Request::default();
        for (name, value) in headers {
            request.headers_mut().append(*name, value.parse().unwrap());
        }
        request
    }

    #[test]
    fn a_session_is_found_as_bearer_token_or_among_many_cookies() {
        let value = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.00D000000000001EAA";
        let cookies = format!("a=b; __Host-session={value};c=d");
        for headers in [
            vec![("authorization", format!("Bearer {value}"))],
            vec![("authorization", format!("bearer  {value}"))],
            vec![("cookie", cookies.clone())],
            vec![("cookie", "x=y".into()), ("cookie", cookies)],
        ] {
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(session_token(&request(&headers)).unwrap().value(), value, "{headers:?}");
        }
        for headers in [vec![], vec![("authorization", "Basic x")], vec![("cookie", "session=1")]] {
            assert!(session_token(&request(&headers)).is_err(), "{headers:?}");
        }
    }

    #[test]
    fn an_origin_matches_whole_and_not_by_its_beginning() {
        for (origin, url, ours) in [
            ("https://fm.example", "https://fm.example", true),
            ("https://fm.example", "https://fm.example/prod", true),
            ("https://fm.example", "https://fm.example.evil.test", false),
            ("https://fm", "https://fm.example", false),
            ("null", "https://fm.example", false),
            ("http://fm.example", "https://fm.example", false),
            ("", "https://fm.example", false),
        ] {
            assert_eq!(is_origin_of(origin, url), ours, "{origin}");
        }
    }
}
