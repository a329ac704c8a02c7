//! What a client gets to read of each fault.

use serde::Serialize;
use serde_json::{Value, json};

use super::super::http::Answer;
use super::super::refusals::Refusal;
use super::Fault;

impl Fault {
    /// The answer of a fault that replaces the right one.
    pub(crate) fn refusal(&self) -> Answer {
        match self {
            Self::SessionExpired => error(401, "INVALID_SESSION_ID", "Session expired or invalid"),
            Self::SessionNotForRest => {
                error(401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API")
            }
            Self::NotAttachedToAgent => {
                error(401, "INVALID_SESSION_ID", "Connected app is not attached to Agent")
            }
            Self::DailyLimitExceeded => error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
            Self::ConcurrentLimitExceeded => {
                error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded.")
            }
            Self::ApiDisabled => {
                error(403, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization.")
            }
            Self::MissingPermission => error(
                403,
                "INSUFFICIENT_ACCESS",
                "You do not have the permission View Setup and Configuration.",
            ),
            Self::BadOauthToken => Answer::new(403, "text/html;charset=UTF-8", "Bad_OAuth_Token"),
            Self::Gone => error(410, "GONE", "The requested resource is no longer available"),
            Self::UriTooLong => error(414, "URI_TOO_LONG", "The URI is longer than 16,384 bytes"),
            Self::HeadersTooLarge => {
                error(431, "REQUEST_HEADER_FIELDS_TOO_LARGE", "Headers exceed 16,384 bytes")
            }
            Self::NoRoute => {
                page(420, "Unable to route", "No route to this host is known. Its name may have changed.")
            }
            Self::ServerError => error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred."),
            Self::BadGateway => page(502, "Bad Gateway", "The upstream server sent no valid answer."),
            Self::Unavailable => error(503, "SERVER_UNAVAILABLE", "Server Unavailable"),
            Self::UnavailablePage => page(503, "Service Unavailable", "We are down for maintenance."),
            Self::NonsenseBody => Answer::json(200, &json!(["this", "is", "no", "object"])),
            Self::HugeBody => huge(),
            _ => error(404, "NOT_FOUND", "The requested resource does not exist"),
        }
    }
}

/// One error of the REST API, with its keys in the order of the real ones.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure<'a> {
    message: &'a str,
    error_code: &'a str,
}

/// An error of the REST API: always a list.
pub(crate) fn error(status: u16, code: &str, message: &str) -> Answer {
    let answer = Answer::json(status, &[Failure { message, error_code: code }]);
    if status == 401 { answer.with("www-authenticate", "Token") } else { answer }
}

fn page(status: u16, title: &str, text: &str) -> Answer {
    let page =
        format!("<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>");
    Answer::html(status, page)
}

/// An error of the token endpoint, in the usual words unless others are given.
pub(super) fn oauth(error: &str, description: Option<String>) -> Answer {
    match (Refusal::find(error, description.as_deref()), description) {
        (Some(row), None) => row.answer(),
        (Some(row), Some(text)) if text == row.1 => row.answer(),
        (_, text) => {
            Answer::json(400, &json!({ "error": error, "error_description": text.unwrap_or_default() }))
        }
    }
}

/// The same answer with another value for one key.
pub(super) fn forged(answer: Answer, key: &str, value: &str) -> Answer {
    let Ok(Value::Object(mut object)) = serde_json::from_slice(&answer.body) else {
        return answer;
    };
    if let Some(old) = object.get_mut(key) {
        *old = value.into();
    }
    Answer { body: Value::Object(object).to_string().into_bytes(), ..answer }
}

fn huge() -> Answer {
    let mut body = String::from("{");
    for at in 0.. {
        body.push_str(&format!("\"Padding{at:08}\":{{\"Max\":1000000,\"Remaining\":999999}},"));
        if body.len() > 16 << 20 {
            break;
        }
    }
    body.push_str("\"PaddingEnd\":{\"Max\":1,\"Remaining\":1}}");
    Answer::new(200, "application/json;charset=UTF-8", body)
}
