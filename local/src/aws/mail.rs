//! A stand-in for SES version 1: `SendEmail` and `SendRawEmail` put a mail where it can be read.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
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
    /// SES's set of rules that it was sent by.
    pub configuration_set: Option<String>,
    /// The subject.
    pub subject: String,
    /// The plain text; for a raw mail, all of it.
    pub text: String,
    /// The HTML.
    pub html: String,
}

/// What happens to a call instead of what should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// SES refuses with a code and a message: nothing is sent.
    Refuses(&'static str, &'static str),
    /// SES never answers, and nothing is sent.
    Hangs,
    /// SES never answers, but the mail is sent.
    SendsAndHangs,
    /// SES answers with something that is no answer, and nothing is sent.
    Nonsense,
}

impl Trouble {
    /// Too many mails in this second.
    pub const SENDING_RATE: Self = Self::Refuses("Throttling", "Maximum sending rate exceeded.");
    /// Too many mails in these 24 hours.
    pub const DAILY_QUOTA: Self = Self::Refuses("Throttling", "Daily message quota exceeded.");
    /// A mail that SES will never take.
    pub const REJECTED: Self = Self::Refuses("MessageRejected", "The message contains a virus.");
}

/// Mails that were sent, the oldest first, and trouble to come.
#[derive(Default)]
pub struct Mailbox {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    mails: Vec<Mail>,
    troubles: VecDeque<Trouble>,
    calls: usize,
}

impl Mailbox {
    /// All mails.
    pub fn mails(&self) -> Vec<Mail> {
        self.lock().mails.clone()
    }

    /// How often a mail was to be sent, whatever came of it.
    pub fn calls(&self) -> usize {
        self.lock().calls
    }

    /// Makes trouble for so many calls, after those for which there is trouble already.
    pub fn fail_next(&self, calls: usize, trouble: &Trouble) {
        self.lock().troubles.extend(std::iter::repeat_n(trouble.clone(), calls));
    }

    /// Forgets the trouble that did not come yet.
    pub fn heal(&self) {
        self.lock().troubles.clear();
    }

    pub(super) async fn answer(&self, body: &[u8]) -> Response {
        let form: HashMap<String, String> = form_urlencoded::parse(body).into_owned().collect();
        let Some((action, mail)) = read(&form) else {
            return refusal("InvalidAction", "This stand-in sends mail and does nothing else.");
        };
        let trouble = self.next_trouble();
        match trouble {
            Some(Trouble::Refuses(code, message)) => refusal(code, message),
            Some(Trouble::Nonsense) => answer(StatusCode::OK, "text/html", "<html>not SES</html>".into()),
            Some(Trouble::Hangs) => std::future::pending().await,
            Some(Trouble::SendsAndHangs) => {
                self.keep(mail);
                std::future::pending().await
            }
            None => sent(action, &self.keep(mail)),
        }
    }

    fn next_trouble(&self) -> Option<Trouble> {
        let mut state = self.lock();
        state.calls += 1;
        state.troubles.pop_front()
    }

    /// Puts a mail to the others and gives its id.
    fn keep(&self, mail: Mail) -> String {
        let mut state = self.lock();
        let id = format!("local-{:08}", state.mails.len() + 1);
        state.mails.push(Mail { id: id.clone(), ..mail });
        id
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The action and its mail, still without an id.
fn read(form: &HashMap<String, String>) -> Option<(&str, Mail)> {
    let field = |name: &str| form.get(name).cloned().unwrap_or_default();
    let action = form.get("Action")?.as_str();
    let (subject, text, html) = match action {
        "SendEmail" => {
            (field("Message.Subject.Data"), field("Message.Body.Text.Data"), field("Message.Body.Html.Data"))
        }
        "SendRawEmail" => {
            let raw = STANDARD.decode(field("RawMessage.Data")).unwrap_or_default();
            let raw = String::from_utf8_lossy(&raw).into_owned();
            let subject = raw.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap_or_default();
            (subject.to_owned(), raw, String::new())
        }
        _ => return None,
    };
    let configuration_set = form.get("ConfigurationSetName").cloned();
    let (id, from, to) = (String::new(), field("Source"), recipients(form));
    Some((action, Mail { id, from, to, configuration_set, subject, text, html }))
}

/// `Destination.ToAddresses.member.1` of a mail, `Destinations.member.1` of a raw one.
fn recipients(form: &HashMap<String, String>) -> Vec<String> {
    let mut members: Vec<_> = form.iter().filter(|(name, _)| name.starts_with("Destination")).collect();
    members.sort();
    members.into_iter().map(|(_, address)| address.clone()).collect()
}

fn sent(action: &str, id: &str) -> Response {
    let text = format!(
        "<{action}Response xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><{action}Result>\
         <MessageId>{id}</MessageId></{action}Result></{action}Response>"
    );
    answer(StatusCode::OK, "text/xml", text)
}

fn refusal(code: &str, message: &str) -> Response {
    let (status, fault) = match code {
        "InternalFailure" => (StatusCode::INTERNAL_SERVER_ERROR, "Receiver"),
        "ServiceUnavailable" => (StatusCode::SERVICE_UNAVAILABLE, "Receiver"),
        _ => (StatusCode::BAD_REQUEST, "Sender"),
    };
    let text = format!(
        "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>{fault}</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    );
    answer(status, "text/xml", text)
}

fn answer(status: StatusCode, media_type: &'static str, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
