//! Guards: each one looks at a request and returns what it found out, so that a handler's first lines say who
//! may call.

use lambda_http::RequestExt;
use lambda_http::request::RequestContext;

use super::{ACCESS_COOKIE, Request, SESSION_COOKIE, cookie, header, query};
use crate::app::App;
use crate::error::Error;
use crate::jwt::{BadToken, Claims};
use crate::store::account_sessions::AccountSession;
use crate::store::users::User;
use crate::throttle;
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

/// Refuses a state change that another site may have caused. A browser says where a request comes from (Fetch
/// Metadata), or at least which origin; both have to be ours. One that says neither may not send cookies.
/// Programs say neither and send none.
pub fn same_site(app: &App, request: &Request) -> Result<(), Error> {
    let origin = header(request, "origin").map(|origin| is_origin_of(origin, &app.config.public_url));
    let ours = match (header(request, "sec-fetch-site"), origin) {
        (Some(site), _) => site == "same-origin",
        (None, Some(ours)) => ours,
        (None, None) => request.headers().get("cookie").is_none(),
    };
    if ours { Ok(()) } else { Err(Error::CrossSite) }
}

/// Who calls: an account in one of its sessions.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account.
    pub user: User,
    /// The session.
    pub session: AccountSession,
}

/// The account that calls, by its access token as bearer token or cookie. The session behind the token is
/// looked up with the account in one round trip, so that a session that has ended has ended (ASVS 7.4.1).
pub async fn account(app: &App, request: &Request) -> Result<Caller, Error> {
    let claims = claims(app, request).await?;
    let claims = claims.ok_or(Error::Unauthorized("Log in first: there is no valid access token here."))?;
    let found = app.store.find_account_session(&claims.user, &claims.session, app.now()).await?;
    let (user, session) = found.ok_or(Error::Unauthorized("The session has ended. Log in again."))?;
    Ok(Caller { user, session })
}

/// What the access token says that came with the request, if it is good. Whether its session has ended is
/// another question.
pub async fn claims(app: &App, request: &Request) -> Result<Option<Claims>, Error> {
    let Some(token) = access_token(request) else { return Ok(None) };
    let keys = app.keys().await?;
    let claims = match keys.signer.verify(token, app.now()) {
        // The key may be newer than ours.
        Err(BadToken::Foreign) => match app.newer_keys(&keys).await? {
            Some(keys) => keys.signer.verify(token, app.now()),
            None => Err(BadToken::Foreign),
        },
        outcome => outcome,
    };
    Ok(claims.ok())
}

/// The access token that came with the request. A bearer token comes before the cookie, because it was given
/// on purpose.
pub(super) fn access_token(request: &Request) -> Option<&str> {
    bearer(request).or_else(|| cookie(request, ACCESS_COOKIE))
}

/// The place that the request came from, as the gateway saw it: headers may say what they want (ASVS 4.1.3).
/// Whoever comes from nowhere shares one place.
pub fn place(request: &Request) -> String {
    let ip = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV1(context)) => context.identity.source_ip.clone(),
        Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.clone(),
        _ => None,
    };
    ip.and_then(|ip| ip.parse().ok()).map_or_else(|| "nowhere".into(), throttle::place)
}

/// The older product took the session's value in the URL, where logs, histories and Referer headers keep it
/// (ASVS 14.2.1).
pub(super) fn no_session_in_url(request: &Request) -> Result<(), Error> {
    if query(request, "session").is_none() {
        return Ok(());
    }
    let why = "a session's value must not stand in a URL; send it as a cookie or as Authorization: Bearer";
    Err(Error::invalid("session", why))
}

/// The token of `Authorization: Bearer TOKEN` (RFC 6750, 2.1).
pub(super) fn bearer(request: &Request) -> Option<&str> {
    let (scheme, token) = header(request, "authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Whether it is the URL's scheme and authority, no more and no less.
fn is_origin_of(origin: &str, url: &str) -> bool {
    let authority = url.find("://").map_or(0, |end| end + "://".len());
    let end = url[authority..].find('/').map_or(url.len(), |length| authority + length);
    url[..end] == *origin
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
            ("https:", "https://fm.example/prod", false),
            ("https:/", "https://fm.example/prod", false),
            ("https://fm.example/prod", "https://fm.example/prod", false),
        ] {
            assert_eq!(is_origin_of(origin, url), ours, "{origin}");
        }
    }
}
