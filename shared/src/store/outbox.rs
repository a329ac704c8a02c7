//! `outbox`: mails to be sent and posts to be made to webhooks, written together with what caused them, so
//! that neither is without the other.
//!
//! A mail is claimed before it is sent and never claimed again, unless SES has said that it did not take it.
//! So it is sent at most once, whatever is delivered twice or crashes in between. Posts are in `posts.rs`.

mod posts;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::builders::PutBuilder;
use aws_sdk_dynamodb::types::{Put, ReturnValue, ReturnValuesOnConditionCheckFailure, Update};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use self::posts::{MAX_BODY, Post, PostClaim, Settled};
use super::{
    Item, Malformed, Store, Updated, build, failed, get_text, get_time, get_word, number, old_item, text,
    time, word,
};
use crate::email::Address;
use crate::error::Error;
use crate::token;

const TABLE: &str = "outbox";

/// How long a mail and its fate are kept. A mail that was not sent within a day is of no use any more.
pub const KEEP: SignedDuration = SignedDuration::from_hours(48);

/// A mail to be sent.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its id, which is sent once.
    pub id: String,
    /// To whom: as the address was submitted if nothing is known of it yet, else as it is stored.
    pub address: Address,
    /// What it is about.
    pub matter: Matter,
    /// When it was caused.
    pub at: Timestamp,
}

/// What a mail is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Somebody registered the address; with the hash of the password that he chose.
    Register(String),
    /// Somebody forgot the password, at the place with this pseudonym.
    Forgot(String),
    /// The password was changed by its owner.
    Changed,
    /// The password was set by a mailed token.
    Reset,
    /// A login from a browser or program that was not seen before: which one.
    NewDevice(String),
    /// So many logins failed that a lock began.
    FailedLogins,
    /// An alert, with the words that were decided when it was caused: the JSON of a [`Message`].
    ///
    /// [`Message`]: crate::mail::Message
    Alert(String),
}

/// Who may send a mail.
#[derive(Debug)]
pub enum Claim {
    /// The caller, and nobody else.
    Yours(Mail),
    /// Somebody who claimed it at this time, and may have sent it.
    Taken(Timestamp),
    /// Nobody any more: it is sent or given up, or too old to be known.
    Over,
}

/// What became of a mail or a post. The words are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Nobody has begun to send it.
    Pending,
    /// Somebody has begun, and may have sent it.
    Sending,
    /// SES or the receiver has taken it.
    Sent,
    /// There was nobody to send it to.
    Dropped,
    /// It will not be sent.
    Failed,
}

impl Mail {
    /// A new mail.
    pub fn new(address: Address, matter: Matter, at: Timestamp) -> Result<Self, Error> {
        Ok(Self { id: token::random_id()?, address, matter, at })
    }
}

impl Store {
    /// The mail as a part of the transaction that causes it.
    pub(super) fn outgoing(&self, mail: &Mail) -> PutBuilder {
        let (about, detail) = mail.matter.parts();
        let mut put = Put::builder()
            .table_name(self.table(TABLE))
            .item("id", text(&mail.id))
            .item("address", text(mail.address.as_str()))
            .item("about", text(about))
            .item("state", word(&State::Pending))
            .item("at", time(mail.at))
            .item("ttl", number((mail.at + KEEP).as_second()))
            // Ids are drawn: the same one twice would be a fault that must not overwrite a mail.
            .condition_expression("attribute_not_exists(id)");
        if let Some(detail) = detail {
            put = put.item("detail", text(detail));
        }
        put
    }

    /// Claims a mail for sending. Of any number of deliveries one gets it. The claim has a name, so that the
    /// SDK's second attempt after a lost answer is not taken for somebody else's.
    pub async fn claim_mail(&self, id: &str, now: Timestamp) -> Result<Claim, Error> {
        const DOING: &str = "claim the mail";
        let name = token::random_id()?;
        let claimed = self
            .client
            .update_item()
            .table_name(self.table(TABLE))
            .key("id", text(id))
            .update_expression("SET #state = :sending, claimedAt = :now, claim = :claim")
            .condition_expression("#state = :pending OR (#state = :sending AND claim = :claim)")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":sending", word(&State::Sending))
            .expression_attribute_values(":pending", word(&State::Pending))
            .expression_attribute_values(":now", time(now))
            .expression_attribute_values(":claim", text(name))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let read_as =
            |outcome: Result<Claim, Malformed>| outcome.map_err(|e| Error::internal(DOING)(e.into()));
        match claimed {
            Ok(output) => read_as(read(&output.attributes.unwrap_or_default()).map(Claim::Yours)),
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                read_as(settled(&old_item(error.into_err())))
            }
            Err(error) => Err(failed(DOING)(error)),
        }
    }

    /// Writes down what became of a claimed mail. One that is pending again may be claimed again. What only
    /// sending needed is forgotten.
    pub async fn settle_mail(&self, id: &str, state: State) -> Result<(), Error> {
        let keeps = state == State::Pending;
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .key("id", text(id))
            .update_expression(if keeps {
                "SET #state = :state"
            } else {
                "SET #state = :state REMOVE detail"
            })
            .condition_expression("#state = :sending")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":state", word(&state))
            .expression_attribute_values(":sending", word(&State::Sending));
        match self.update("settle the mail", build(update)?).await? {
            Updated::Done => Ok(()),
            // A second attempt after a lost answer finds what the first has written.
            Updated::Refused(item) if get_word::<State>(&item, "state").is_ok_and(|found| found == state) => {
                Ok(())
            }
            Updated::Refused(_) => Err(Error::internal("settle the mail")("it was not being sent".into())),
        }
    }
}

impl Matter {
    /// The stored word, and what belongs to it.
    fn parts(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Register(hash) => ("register", Some(hash)),
            Self::Forgot(place) => ("forgot", Some(place)),
            Self::Changed => ("changed", None),
            Self::Reset => ("reset", None),
            Self::NewDevice(agent) => ("newDevice", Some(agent)),
            Self::FailedLogins => ("failedLogins", None),
            Self::Alert(message) => ("alert", Some(message)),
        }
    }

    fn from_parts(about: &str, detail: Option<String>) -> Option<Self> {
        Some(match about {
            "register" => Self::Register(detail?),
            "forgot" => Self::Forgot(detail?),
            "changed" => Self::Changed,
            "reset" => Self::Reset,
            "newDevice" => Self::NewDevice(detail?),
            "failedLogins" => Self::FailedLogins,
            "alert" => Self::Alert(detail?),
            _ => return None,
        })
    }
}

/// Reads an item that could not be claimed.
fn settled(item: &Item) -> Result<Claim, Malformed> {
    match item.is_empty() {
        false if get_word::<State>(item, "state")? == State::Sending => {
            Ok(Claim::Taken(get_time(item, "claimedAt")?))
        }
        _ => Ok(Claim::Over),
    }
}

fn read(item: &Item) -> Result<Mail, Malformed> {
    let matter = Matter::from_parts(&get_text(item, "about")?, get_text(item, "detail").ok());
    Ok(Mail {
        id: get_text(item, "id")?,
        address: Address::parse(&get_text(item, "address")?).map_err(|_| Malformed("address"))?,
        matter: matter.ok_or(Malformed("about"))?,
        at: get_time(item, "at")?,
    })
}
