//! The REST proxy event (payload format 1.0) and the answer to it.

use std::collections::BTreeMap;
use std::net::IpAddr;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header, request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

/// An HTTP request on its way to a function.
pub(super) struct Incoming<'a> {
    pub(super) parts: &'a request::Parts,
    pub(super) body: &'a [u8],
    /// The route's path, as the template writes it.
    pub(super) resource: &'a str,
    pub(super) parameters: Vec<(String, String)>,
    /// The address that the request came from.
    pub(super) source_ip: IpAddr,
    pub(super) now: Timestamp,
}

impl Incoming<'_> {
    /// The event as JSON.
    pub(super) fn to_json(&self, request_id: &str, binary_media_types: &[String]) -> Value {
        let headers = grouped(self.parts.headers.iter().map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        }));
        let query = self.parts.uri.query().unwrap_or_default();
        let query = grouped(form_urlencoded::parse(query.as_bytes()).into_owned());
        let binary = is_binary(&self.parts.headers, binary_media_types);
        let body = match (self.body.is_empty(), binary) {
            (true, _) => Value::Null,
            (false, true) => STANDARD.encode(self.body).into(),
            (false, false) => String::from_utf8_lossy(self.body).into(),
        };
        let parameters: Map<_, _> = self.parameters.iter().cloned().map(|(k, v)| (k, v.into())).collect();
        json!({
            "resource": self.resource,
            "path": self.parts.uri.path(),
            "httpMethod": self.parts.method.as_str(),
            "headers": last(&headers),
            "multiValueHeaders": headers,
            "queryStringParameters": last(&query),
            "multiValueQueryStringParameters": query,
            "pathParameters": parameters,
            "stageVariables": null,
            "requestContext": self.context(request_id),
            "body": body,
            "isBase64Encoded": binary && !self.body.is_empty(),
        })
    }

    fn context(&self, request_id: &str) -> Value {
        let agent = self.parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let host = self.parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
        json!({
            "accountId": "000000000000",
            "apiId": "local",
            "domainName": host,
            "httpMethod": self.parts.method.as_str(),
            "identity": { "sourceIp": self.source_ip, "userAgent": agent },
            "path": self.parts.uri.path(),
            "protocol": "HTTP/1.1",
            "requestId": request_id,
            "requestTimeEpoch": self.now.as_millisecond(),
            "resourcePath": self.resource,
            "stage": "local",
        })
    }
}

fn is_binary(headers: &HeaderMap, media_types: &[String]) -> bool {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    media_types.iter().any(|media_type| media_type == given || media_type == "*/*")
}

/// The HTTP response for a function's answer; `None` if API Gateway would call it malformed. What is encoded
/// stays so unless its type is among the binary ones.
pub(super) fn response(answer: &Value, binary_media_types: &[String]) -> Option<Response<Body>> {
    let status = StatusCode::from_u16(answer["statusCode"].as_u64()?.try_into().ok()?).ok()?;
    let body = answer["body"].as_str().unwrap_or_default();
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let several = answer["multiValueHeaders"].as_object().into_iter().flatten();
    let several =
        several.flat_map(|(name, values)| values.as_array().into_iter().flatten().map(move |v| (name, v)));
    // A header that stands in both places counts once.
    let single = answer["headers"].as_object().into_iter().flatten();
    let single = single.filter(|(name, _)| answer["multiValueHeaders"].get(name.as_str()).is_none());
    for (name, value) in several.chain(single) {
        let value = HeaderValue::from_str(value.as_str()?).ok()?;
        // API Gateway keeps this name for itself, and renames what a function sends.
        let remapped = name.eq_ignore_ascii_case("www-authenticate");
        let name = if remapped { "x-amzn-remapped-www-authenticate" } else { name };
        response.headers_mut().append(HeaderName::try_from(name).ok()?, value);
    }
    let encoded = answer["isBase64Encoded"].as_bool() == Some(true);
    let decodes = encoded && is_binary(response.headers(), binary_media_types);
    let body = if decodes { STANDARD.decode(body).ok()? } else { body.as_bytes().to_vec() };
    *response.body_mut() = Body::from(body);
    Some(response)
}

/// All values of each name, in order.
fn grouped(pairs: impl Iterator<Item = (String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in pairs {
        groups.entry(name).or_default().push(value);
    }
    groups
}

/// The last value of each name: what API Gateway puts in the single-value maps.
fn last(groups: &BTreeMap<String, Vec<String>>) -> BTreeMap<&String, &String> {
    groups.iter().filter_map(|(name, values)| Some((name, values.last()?))).collect()
}
