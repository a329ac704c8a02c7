//! What a caller has already is not sent again (RFC 9110, 13.1.2).

use lambda_http::Body;
use lambda_http::http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use super::{Request, Response, json, set_header};
use crate::error::Error;
use crate::token::digest;

/// The tag of exactly this text.
pub fn strong_etag(text: &str) -> String {
    format!("\"{}\"", digest(text))
}

/// An answer in JSON under the weak tag of what it says, which is all of it but what the clock changes by
/// itself.
pub fn tagged_json(
    request: &Request,
    value: &impl Serialize,
    said: &impl Serialize,
) -> Result<Response, Error> {
    let said = serde_json::to_string(said).map_err(|e| Error::internal("tag the answer")(e.into()))?;
    Ok(revalidated(request, json(value)?, &format!("W/{}", strong_etag(&said))))
}

/// The answer under its tag; without its body if the caller has it already.
pub fn revalidated(request: &Request, mut response: Response, etag: &str) -> Response {
    set_header(&mut response, "etag", etag);
    if has_already(request, etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::Empty;
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    response
}

/// Whether `If-None-Match` names the tag. Weak and strong count alike here, as the standard wants it.
fn has_already(request: &Request, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let given = request.headers().get_all(header::IF_NONE_MATCH).iter();
    let mut tags =
        given.filter_map(|value: &HeaderValue| value.to_str().ok()).flat_map(|list| list.split(','));
    tags.any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::content;

    fn answered(given: &[&str]) -> Response {
        let mut request = Request::default();
        for value in given {
            request.headers_mut().append("if-none-match", value.parse().unwrap());
        }
        let mut response = content("text/plain", "x");
        set_header(&mut response, "cache-control", "no-cache");
        revalidated(&request, response, "\"abc\"")
    }

    #[test]
    fn who_has_the_present_one_is_sent_no_body_and_the_same_headers() {
        for given in [&["\"abc\""][..], &["W/\"abc\""], &["\"x\", \"abc\""], &["\"x\"", "W/\"abc\""], &["*"]]
        {
            let response = answered(given);
            assert_eq!(response.status(), 304, "{given:?}");
            assert!(matches!(response.body(), Body::Empty));
            assert_eq!(
                (&response.headers()["etag"], &response.headers()["cache-control"]),
                (&"\"abc\"".parse().unwrap(), &"no-cache".parse().unwrap())
            );
        }
    }

    #[test]
    fn who_has_another_one_or_none_is_sent_the_body() {
        for given in [&[][..], &["\"abd\""], &["abc"], &["\"ABC\""], &["\"abc"], &[""]] {
            let response = answered(given);
            assert_eq!(
                (response.status().as_u16(), response.headers()["etag"].to_str().unwrap()),
                (200, "\"abc\""),
                "{given:?}"
            );
            assert!(matches!(response.body(), Body::Text(text) if text == "x"));
        }
    }

    #[test]
    fn another_text_has_another_tag() {
        assert_ne!(strong_etag("a"), strong_etag("b"));
    }

    #[test]
    fn a_weak_tag_follows_what_is_said_and_not_what_is_shown() {
        let tag = |shown: u32, said: &str| {
            let response = tagged_json(&Request::default(), &shown, &said).unwrap();
            response.headers()["etag"].to_str().unwrap().to_owned()
        };
        assert!(tag(1, "a").starts_with("W/\""));
        assert_eq!(tag(1, "a"), tag(2, "a"));
        assert_ne!(tag(1, "a"), tag(1, "b"));
    }
}
