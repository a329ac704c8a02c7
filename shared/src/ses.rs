//! Mail by Amazon SES, version 1: one attempt, and an outcome that says whether the mail may be on its way.
//!
//! A second attempt after a lost answer would send the mail twice, so the SDK makes none. Only an answer of
//! SES proves that nothing was sent.

#[cfg(test)]
mod tests;

use std::time::Duration;

use aws_sdk_ses::Client;
use aws_sdk_ses::config::Builder;
use aws_sdk_ses::config::retry::RetryConfig;
use aws_sdk_ses::config::timeout::TimeoutConfig;
use aws_sdk_ses::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::send_email::SendEmailError;
use aws_sdk_ses::types::{self, Body, Content, Destination};

use crate::config;
use crate::error::{Source, chain};
use crate::mail::Message;

/// How long a connection may take to open.
const CONNECT: Duration = Duration::from_secs(1);

/// The client for SES and the sender of all mails.
pub struct Mailer {
    client: Client,
    from: String,
    configuration_set: Option<String>,
}

/// Why SES has not accepted a mail. No kind shows an address, so that all of it can stand in a log.
#[derive(Debug, thiserror::Error)]
pub enum SendFailure {
    /// Not sent: more mails in this second than SES allows. Good again a second later.
    #[error("SES allows no more mails at this moment")]
    SendingRate,
    /// Not sent: the mails of the last 24 hours are as many as SES allows.
    #[error("SES allows no more mails today")]
    DailyQuota,
    /// Not sent, and it may be sent later: SES is down, paused, or not set up as it has to be.
    #[error("SES sends no mail now")]
    NotNow(#[source] Source),
    /// Not sent, and it never will be as it is.
    #[error("SES refused the mail")]
    Rejected(#[source] Refusal),
    /// It may have been sent: no answer in time, or none that can be read.
    #[error("it is not known whether SES sent the mail")]
    Unknown(#[source] Source),
}

/// What SES answered when it did not accept a mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("SES answered {code}: {why}")]
pub struct Refusal {
    /// SES's name for the error, such as `MessageRejected`.
    pub code: String,
    /// SES's explanation, without addresses.
    pub why: String,
}

/// No sender is configured.
#[derive(Debug, thiserror::Error)]
#[error("MAIL_FROM is not set")]
pub(crate) struct NoSender;

/// An answer that is not SES's: of a proxy, or cut off.
#[derive(Debug, thiserror::Error)]
#[error("an answer with status {0} that cannot be read")]
struct Unreadable(u16);

impl Mailer {
    /// Makes the client.
    pub(crate) fn new(client: Builder, mail: config::Mail) -> Result<Self, NoSender> {
        let from = mail.from.ok_or(NoSender)?;
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(CONNECT)
            .operation_attempt_timeout(mail.timeout)
            .operation_timeout(mail.timeout)
            .build();
        let client = client.retry_config(RetryConfig::disabled()).timeout_config(timeouts).build();
        Ok(Self { client: Client::from_conf(client), from, configuration_set: mail.configuration_set })
    }

    /// Sends a mail to one address, at most once.
    pub async fn send(&self, to: &str, message: &Message) -> Result<(), SendFailure> {
        let content = content_of(message).map_err(|error| SendFailure::NotNow(error.into()))?;
        let sent = self
            .client
            .send_email()
            .source(&self.from)
            .destination(Destination::builder().to_addresses(to).build())
            .message(content)
            .set_configuration_set_name(self.configuration_set.clone())
            .send()
            .await;
        sent.map(|_| ()).map_err(failure)
    }
}

fn content_of(message: &Message) -> Result<types::Message, BuildError> {
    let part = |data: &str| Content::builder().charset("UTF-8").data(data).build();
    let body = Body::builder().text(part(&message.text)?).html(part(&message.html)?).build();
    Ok(types::Message::builder().subject(part(&message.subject)?).body(body).build())
}

fn failure(error: SdkError<SendEmailError>) -> SendFailure {
    match error {
        SdkError::ServiceError(answer) => match answer.err().code() {
            Some(code) => refused(code, answer.err().message().unwrap_or_default()),
            None => SendFailure::Unknown(Unreadable(answer.raw().status().as_u16()).into()),
        },
        // The request was never made, so that nothing has left this process.
        SdkError::ConstructionFailure(_) => SendFailure::NotNow(error.into()),
        // Neither has anything left if the connection never opened. hyper says so in words alone.
        SdkError::DispatchFailure(_) if chain(&error).contains("(Connect)") => {
            SendFailure::NotNow(error.into())
        }
        _ => SendFailure::Unknown(error.into()),
    }
}

/// What an error of SES means for the mail.
fn refused(code: &str, message: &str) -> SendFailure {
    let refusal = || Refusal { code: code.to_owned(), why: without_addresses(message) };
    match code {
        // The API names its errors as in the first form, its manual as in the second.
        "Throttling" | "ThrottlingException" if message.starts_with("Daily ") => SendFailure::DailyQuota,
        "Throttling" | "ThrottlingException" => SendFailure::SendingRate,
        // The operator has not verified the sender, or the account may send to nobody else yet: no fault of
        // this mail.
        "MessageRejected" if message.contains("not verified") => SendFailure::NotNow(refusal().into()),
        "MessageRejected" | "InvalidParameterValue" => SendFailure::Rejected(refusal()),
        _ => SendFailure::NotNow(refusal().into()),
    }
}

/// SES names the recipient where it does not know him, and in the resource of a denied permission.
fn without_addresses(message: &str) -> String {
    let words = message.split_whitespace().map(|word| if word.contains('@') { "(an address)" } else { word });
    words.collect::<Vec<_>>().join(" ")
}
