//! A stand-in for SES version 1: `SendEmail` and `SendRawEmail` put a mail where it can be read.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::form_urlencoded;

/// A mail that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// SES's id of it.
    pub id: String,
    /// The sender.
    pub from: String,
    /// The recipients.
    pub to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The plain text; for a raw mail, all of it.
    pub text: String,
    /// The HTML.
    pub html: String,
}

/// Mails that were sent, the oldest first.
#[derive(Default)]
pub struct Mailbox {
    mails: Mutex<Vec<Mail>>,
}

impl Mailbox {
    /// All mails.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn answer(&self, body: &[u8]) -> Response {
        let form: HashMap<String, String> = form_urlencoded::parse(body).into_owned().collect();
        let field = |name: &str| form.get(name).cloned().unwrap_or_default();
        let (text, html, subject, action) = match form.get("Action").map(String::as_str) {
            Some("SendEmail") => (
                field("Message.Body.Text.Data"),
                field("Message.Body.Html.Data"),
                field("Message.Subject.Data"),
                "SendEmail",
            ),
            Some("SendRawEmail") => {
                let raw = STANDARD.decode(field("RawMessage.Data")).unwrap_or_default();
                let raw = String::from_utf8_lossy(&raw).into_owned();
                let subject = raw
                    .lines()
                    .find_map(|line| line.strip_prefix("Subject: "))
                    .unwrap_or_default()
                    .to_owned();
                (raw, String::new(), subject, "SendRawEmail")
            }
            _ => return xml(StatusCode::BAD_REQUEST, REFUSAL.to_owned()),
        };
        let to = recipients(&form);
        let mut mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        let id = format!("local-{:08}", mails.len() + 1);
        mails.push(Mail { id: id.clone(), from: field("Source"), to, subject, text, html });
        xml(
            StatusCode::OK,
            format!(
                "<{action}Response xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><{action}Result>\
             <MessageId>{id}</MessageId></{action}Result></{action}Response>"
            ),
        )
    }
}

const REFUSAL: &str = "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error>\
    <Type>Sender</Type><Code>InvalidAction</Code>\
    <Message>This stand-in sends mail and does nothing else.</Message></Error></ErrorResponse>";

/// `Destination.ToAddresses.member.1` of a mail, `Destinations.member.1` of a raw one.
fn recipients(form: &HashMap<String, String>) -> Vec<String> {
    let mut members: Vec<_> = form.iter().filter(|(name, _)| name.starts_with("Destination")).collect();
    members.sort();
    members.into_iter().map(|(_, address)| address.clone()).collect()
}

fn xml(status: StatusCode, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/xml"));
    response
}
