//! What goes to SES, and what each of its answers means, over a wire that is none.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_ses::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;

use super::*;
use crate::error::chain;
use crate::mail;

const ADDRESS: &str = "ada@example.com";

/// Long enough for every answer that comes.
const SHORT: Duration = Duration::from_millis(100);

/// What comes back over the wire.
#[derive(Clone, Copy, Debug)]
enum Answer {
    Is(u16, &'static str),
    Lost,
    Never,
}

/// A wire to SES that keeps what was sent.
#[derive(Clone, Debug)]
struct Wire {
    answer: Answer,
    sent: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.sent.lock().unwrap().push(request.body().bytes().unwrap().to_vec());
        match self.answer {
            Answer::Is(status, body) => {
                HttpConnectorFuture::ready(Ok(HttpResponse::new(status.try_into().unwrap(), body.into())))
            }
            Answer::Lost => HttpConnectorFuture::ready(Err(ConnectorError::io("reset by peer".into()))),
            Answer::Never => HttpConnectorFuture::new(std::future::pending()),
        }
    }
}

fn config() -> config::Mail {
    config::Mail {
        from: Some("Force Monitor <no-reply@example.org>".into()),
        configuration_set: Some("mails".into()),
        queue_url: None,
        dead_letters_url: None,
        timeout: SHORT,
        pause: Duration::ZERO,
    }
}

fn client(wire: &Wire) -> Builder {
    let connector = SharedHttpConnector::new(wire.clone());
    aws_sdk_ses::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(Credentials::new("id", "key", None, None, "test"))
        .http_client(http_client_fn(move |_, _| connector.clone()))
}

/// The outcome of sending a mail, and every request that was made for it.
async fn send(answer: Answer) -> (Result<(), SendFailure>, Vec<HashMap<String, String>>) {
    let wire = Wire { answer, sent: Arc::default() };
    let mailer = Mailer::new(client(&wire), config()).unwrap();
    let outcome = mailer.send(ADDRESS, &mail::reset("https://fm.example/reset-password#token=é")).await;
    let sent = std::mem::take(&mut *wire.sent.lock().unwrap());
    let form = |body: &Vec<u8>| url::form_urlencoded::parse(body).into_owned().collect();
    (outcome, sent.iter().map(form).collect())
}

fn error_of(code: &str, message: &str) -> &'static str {
    let error = format!(
        "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>"
    );
    Box::leak(error.into_boxed_str())
}

#[tokio::test]
async fn a_mail_goes_to_one_address_in_both_forms() {
    let accepted = "<SendEmailResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">\
        <SendEmailResult><MessageId>m</MessageId></SendEmailResult></SendEmailResponse>";
    let (outcome, sent) = send(Answer::Is(200, accepted)).await;
    outcome.unwrap();
    let [form] = &sent[..] else { panic!("{sent:?}") };
    let message = mail::reset("https://fm.example/reset-password#token=é");
    for (name, value) in [
        ("Action", "SendEmail"),
        ("Source", "Force Monitor <no-reply@example.org>"),
        ("Destination.ToAddresses.member.1", ADDRESS),
        ("Message.Subject.Data", &message.subject),
        ("Message.Subject.Charset", "UTF-8"),
        ("Message.Body.Text.Data", &message.text),
        ("Message.Body.Text.Charset", "UTF-8"),
        ("Message.Body.Html.Data", &message.html),
        ("Message.Body.Html.Charset", "UTF-8"),
        ("ConfigurationSetName", "mails"),
    ] {
        assert_eq!(form[name], value, "{name}");
    }
    assert_eq!(form.keys().filter(|name| name.starts_with("Destination")).count(), 1);
}

#[tokio::test]
async fn whatever_happens_there_is_one_attempt() {
    let rate = error_of("Throttling", "Maximum sending rate exceeded.");
    let day = error_of("Throttling", "Daily message quota exceeded.");
    let down = error_of("ServiceUnavailable", "Unable to connect");
    let rejected = error_of("MessageRejected", "Address blacklisted.");
    let paused = error_of("AccountSendingPausedException", "Sending is paused");
    let page = "<html><body>Bad Gateway</body></html>";
    for (answer, kind) in [
        (Answer::Is(400, rate), "SendingRate"),
        (Answer::Is(400, day), "DailyQuota"),
        (Answer::Is(503, down), "NotNow"),
        (Answer::Is(500, error_of("InternalFailure", "")), "NotNow"),
        (Answer::Is(400, paused), "NotNow"),
        (Answer::Is(400, rejected), "Rejected"),
        (Answer::Is(502, page), "Unknown"),
        (Answer::Is(503, ""), "Unknown"),
        (Answer::Is(200, "<SendEmailResp"), "Unknown"),
        (Answer::Lost, "Unknown"),
        (Answer::Never, "Unknown"),
    ] {
        let (outcome, sent) = send(answer).await;
        let failure = format!("{:?}", outcome.unwrap_err());
        assert!(failure.starts_with(kind), "{answer:?}: {failure}");
        assert_eq!(sent.len(), 1, "{answer:?}");
    }
}

#[test]
fn every_answer_of_ses_has_its_meaning() {
    for (code, message, kind) in [
        ("Throttling", "Maximum sending rate exceeded.", "SendingRate"),
        ("ThrottlingException", "Maximum sending rate exceeded", "SendingRate"),
        ("Throttling", "Rate exceeded", "SendingRate"),
        ("Throttling", "Daily message quota exceeded.", "DailyQuota"),
        ("ThrottlingException", "Daily sending quota exceeded", "DailyQuota"),
        ("ServiceUnavailable", "", "NotNow"),
        ("InternalFailure", "", "NotNow"),
        ("RequestExpired", "", "NotNow"),
        ("AccountSendingPausedException", "", "NotNow"),
        ("ConfigurationSetSendingPausedException", "", "NotNow"),
        ("ConfigurationSetDoesNotExist", "", "NotNow"),
        ("MailFromDomainNotVerifiedException", "", "NotNow"),
        ("AccessDenied", "", "NotNow"),
        ("InvalidClientTokenId", "", "NotNow"),
        ("ExpiredToken", "", "NotNow"),
        ("SignatureDoesNotMatch", "", "NotNow"),
        ("IncompleteSignature", "", "NotNow"),
        ("SomethingNew", "", "NotNow"),
        ("MessageRejected", "Daily is only a word here", "Rejected"),
        ("MessageRejected", "Email address is not verified. The following identities failed", "NotNow"),
        ("InvalidParameterValue", "Missing final '@domain'", "Rejected"),
    ] {
        let failure = format!("{:?}", refused(code, message));
        assert!(failure.starts_with(kind), "{code} {message}: {failure}");
    }
}

#[tokio::test]
async fn no_address_gets_into_a_log() {
    let sandbox = "Email address is not verified. The following identities failed the check in region \
        EU-CENTRAL-1: ada@example.com, no-reply@example.org";
    let denied = "User `arn:aws:sts::1:assumed-role/mail' is not authorized to perform `ses:SendEmail' on \
        resource `arn:aws:ses:eu-central-1:1:identity/ada@example.com'";
    for (code, message) in [("MessageRejected", sandbox), ("AccessDenied", denied)] {
        let (outcome, _) = send(Answer::Is(403, error_of(code, message))).await;
        let failure = outcome.unwrap_err();
        let logged = format!("{failure:?} {}", chain(&failure));
        assert!(!logged.contains("ada") && !logged.contains("example"), "{logged}");
        assert!(logged.contains(code) && logged.contains("not "), "{logged}");
    }
}

#[test]
fn without_a_sender_there_is_no_mailer() {
    let wire = Wire { answer: Answer::Never, sent: Arc::default() };
    let mail = config::Mail { from: None, ..config() };
    assert!(Mailer::new(client(&wire), mail).is_err_and(|error| error.to_string().contains("MAIL_FROM")));
}
