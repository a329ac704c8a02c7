//! Bodies: JSON of a bounded size, and nothing else.

use lambda_http::Body;
use lambda_http::http::header;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::Request;
use crate::error::{Error, Refusal};

/// The largest body, in bytes.
const MAX_BODY: usize = 64 * 1024;

const JSON: &str = "application/json";

const TOO_LARGE: Refusal = Refusal::new(413, "too_large", "The body may have at most 64 KiB.");

const NOT_JSON: Refusal = Refusal::new(
    415,
    "unsupported_media_type",
    "Send the body as JSON, with Content-Type: application/json.",
);

/// Reads the body as JSON. Unknown fields are ignored; a wrong type is told with the field's name. Browsers
/// send `application/json` across sites only after asking (ASVS 3.5.2), so it has to be named.
pub fn body<T: DeserializeOwned>(request: &Request) -> Result<T, Error> {
    parse(bytes_as(&[JSON], request)?)
}

/// The same for a route that holds no cookie of anybody: a page may send it as plain text too, as
/// `navigator.sendBeacon` does, which browsers send across sites without asking.
pub fn beacon<T: DeserializeOwned>(request: &Request) -> Result<T, Error> {
    // Scripts cut texts in the middle of an emoji.
    let text = String::from_utf8_lossy(bytes_as(&[JSON, "text/plain"], request)?);
    parse(crate::errors::mended(&text).as_bytes())
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    // An array would be read as the fields in their order.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(Error::invalid("body", "this is not a JSON object"));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| told(&error, bytes))?;
    json.end().map_err(|_| Error::invalid("body", "there is something behind the JSON"))?;
    Ok(value)
}

/// The same for routes that browsers call without a body.
pub fn maybe_body<T: DeserializeOwned + Default>(request: &Request) -> Result<T, Error> {
    if bounded(request)?.is_empty() { Ok(T::default()) } else { body(request) }
}

/// The body as it came.
pub fn bytes(request: &Request) -> &[u8] {
    match request.body() {
        Body::Text(text) => text.as_bytes(),
        Body::Binary(bytes) => bytes,
        _ => &[],
    }
}

fn bounded(request: &Request) -> Result<&[u8], Error> {
    let bytes = bytes(request);
    if bytes.len() > MAX_BODY { Err(TOO_LARGE.into()) } else { Ok(bytes) }
}

/// The body, if it is of one of these types.
fn bytes_as<'a>(media_types: &[&str], request: &'a Request) -> Result<&'a [u8], Error> {
    let bytes = bounded(request)?;
    if media_types.iter().any(|known| is(known, request)) { Ok(bytes) } else { Err(NOT_JSON.into()) }
}

fn is(media_type: &str, request: &Request) -> bool {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let given = given.and_then(|given| given.split(';').next()).unwrap_or_default();
    given.trim().eq_ignore_ascii_case(media_type)
}

/// What is wrong, without the value, which may be a password.
fn told(error: &serde_path_to_error::Error<serde_json::Error>, bytes: &[u8]) -> Error {
    let (path, inner) = (error.path().to_string(), error.inner());
    if serde_json::from_slice::<IgnoredAny>(bytes).is_err() {
        return Error::invalid("body", "this is not JSON");
    }
    let said = inner.to_string();
    let quoted = |text: &str| text.split('`').nth(1).map(str::to_owned);
    if let Some(field) = said.strip_prefix("missing field").and_then(quoted) {
        return Error::invalid(field, "is missing");
    }
    if let Some(field) = said.strip_prefix("duplicate field").and_then(quoted) {
        return Error::invalid(field, "stands there twice");
    }
    let expected =
        said.rsplit_once("expected ").map(|(_, rest)| rest.split(" at line").next().unwrap_or(rest));
    let field = if path == "." { "body".to_owned() } else { path };
    // A number where one of some words has to stand is called a fault of the syntax.
    if !inner.is_data() {
        return Error::invalid(field, "has the wrong type");
    }
    match expected {
        Some(expected) => Error::invalid(field, format!("expected {}", in_words(expected))),
        // What our own types say of a value does not repeat it.
        None => Error::invalid(field, said.split(" at line").next().unwrap_or_default()),
    }
}

/// What serde calls by a type of this language, for people.
fn in_words(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::email::Address;

    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Ask {
        new_password: String,
        #[serde(default)]
        client: Kind,
        email: Option<Address>,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        #[default]
        Browser,
        Api,
    }

    fn request(media_type: &str, text: impl Into<Body>) -> Request {
        let mut request = Request::new(text.into());
        request.headers_mut().insert(header::CONTENT_TYPE, media_type.parse().unwrap());
        request
    }

    fn told(text: &str) -> String {
        body::<Ask>(&request("application/json", text)).unwrap_err().to_string()
    }

    #[test]
    fn json_is_read_and_unknown_fields_are_ignored() {
        for media_type in ["application/json", "Application/JSON; charset=utf-8", "application/json ;x=y"] {
            let ask: Ask = body(&request(media_type, r#"{"newPassword":"x","more":[1]}"#)).unwrap();
            assert_eq!(ask.new_password, "x");
            assert!(matches!(ask.client, Kind::Browser));
        }
        let binary = Body::Binary(br#"{"newPassword":"x","client":"api"}"#.to_vec());
        assert!(matches!(body::<Ask>(&request("application/json", binary)).unwrap().client, Kind::Api));
    }

    #[test]
    fn a_wrong_type_is_named_and_its_value_is_not_repeated() {
        assert_eq!(told(r#"{"newPassword":12345}"#), "newPassword: expected a string");
        assert_eq!(told(r#"{"newPassword":["secret"]}"#), "newPassword: expected a string");
        assert_eq!(told(r#"{"newPassword":"a","client":"secret"}"#), "client: expected `browser` or `api`");
        assert_eq!(told(r#"{"newPassword":"a","client":12345}"#), "client: has the wrong type");
        assert_eq!(told("{}"), "newPassword: is missing");
        let address = told(r#"{"newPassword":"a","email":"secret"}"#);
        assert_eq!(address, "email: this is not an e-mail address; one looks like name@example.com");
        for text in [r#""secret""#, r#"["secret"]"#, "7", "null"] {
            assert_eq!(told(text), "body: this is not a JSON object");
        }
        for text in ["", "{", "newPassword=secret", "\u{feff}{}", r#"{"newPassword":"a"} {}"#] {
            assert!(told(text).starts_with("body: ") && !told(text).contains("secret"), "{}", told(text));
        }
        assert!(told(r#"{"newPassword":"a","newPassword":"b"}"#).ends_with("stands there twice"));
    }

    #[test]
    fn other_media_types_and_large_bodies_are_refused() {
        let code = |request: &Request| match body::<Ask>(request) {
            Err(Error::Refused(refusal)) => (refusal.status, refusal.code),
            other => panic!("{other:?}"),
        };
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
            assert_eq!(code(&request(media_type, "{}")), (415, "unsupported_media_type"), "{media_type}");
        }
        assert_eq!(code(&Request::new("{}".into())), (415, "unsupported_media_type"));
        let large = "x".repeat(MAX_BODY + 1);
        assert_eq!(code(&request("application/json", large)), (413, "too_large"));
    }

    #[test]
    fn a_body_may_be_left_out_only_where_that_is_allowed() {
        assert!(maybe_body::<Ask>(&Request::default()).unwrap().email.is_none());
        assert!(body::<Ask>(&Request::default()).is_err());
    }
}
