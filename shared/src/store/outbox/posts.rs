//! Posts to webhooks, which wait in the outbox beside the mails.
//!
//! Unlike a mail, a post is made at least once: whoever receives it knows it by its id, so one of which
//! nobody knows whether it arrived is made again. A claim runs out, and settling one needs its name, so that
//! a sender who comes back late changes nothing.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::builders::PutBuilder;
use aws_sdk_dynamodb::types::{Put, ReturnValue, ReturnValuesOnConditionCheckFailure, Update};
use jiff::{SignedDuration, Timestamp};

use super::super::transaction::{Part, Transacted};
use super::super::{
    Item, Malformed, Store, Updated, build, failed, get_number, get_text, get_time, get_word, number,
    old_item, text, time, word,
};
use super::{KEEP, State, TABLE};
use crate::error::Error;
use crate::org::OrgId;
use crate::store::channels::Owner;
use crate::token;
use crate::webhook::Shape;

/// What an item of the outbox is about that is a post. The template's pipes know the word.
const ABOUT: &str = "webhook";

/// The longest body, in bytes.
pub const MAX_BODY: usize = 20 * 1024;

/// Whoever claimed a post so long ago has crashed: longer than the function may run that makes it.
const CRASHED: SignedDuration = SignedDuration::from_mins(3);

/// A post to be made.
#[derive(Clone, Debug)]
pub struct Post {
    /// Its id, by which a receiver knows a second attempt.
    pub id: String,
    /// Whose channel it goes to.
    pub owner: Owner,
    /// The channel's id.
    pub channel: String,
    /// What the body was rendered for.
    pub shape: Shape,
    /// The body: JSON, rendered when it was caused.
    pub body: String,
    /// When it was caused.
    pub at: Timestamp,
    /// Attempts that failed so far.
    pub failures: u32,
}

/// Who may make a post.
#[derive(Debug)]
pub enum PostClaim {
    /// The caller, and nobody else, with this name of the claim.
    Yours(Post, String),
    /// Nobody before this time.
    Early(Timestamp),
    /// Somebody who is making it now.
    Taken,
    /// Nobody any more: it is made or given up, or too old to be known.
    Over,
}

/// What became of a claimed post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The receiver has accepted it.
    Sent,
    /// The channel is not there any more, or wants nothing.
    Dropped,
    /// It will not be made.
    Failed,
    /// It could not be tried; anybody may try it at once.
    Untried,
    /// It is tried again, not before this time, after so many failures.
    Again(Timestamp, u32),
}

impl Post {
    /// A new post; an error if the body is longer than [`MAX_BODY`].
    pub fn new(
        owner: Owner,
        channel: String,
        shape: Shape,
        body: String,
        at: Timestamp,
    ) -> Result<Self, Error> {
        if body.len() > MAX_BODY {
            return Err(Error::internal("write the post")("its body is too long".into()));
        }
        Ok(Self { id: token::random_id()?, owner, channel, shape, body, at, failures: 0 })
    }
}

impl Store {
    /// The post as a part of the transaction that causes it.
    pub(in crate::store) fn outgoing_post(&self, post: &Post) -> PutBuilder {
        Put::builder()
            .table_name(self.table(TABLE))
            .item("id", text(&post.id))
            .item("about", text(ABOUT))
            .item("org", text(post.owner.org.as_str()))
            .item("account", text(&post.owner.account))
            .item("channel", text(&post.channel))
            .item("shape", word(&post.shape))
            .item("body", text(&post.body))
            .item("state", word(&State::Pending))
            .item("at", time(post.at))
            .item("ttl", number((post.at + KEEP).as_second()))
            // Ids are drawn: the same one twice would be a fault that must not overwrite a post.
            .condition_expression("attribute_not_exists(id)")
    }

    /// Keeps a post that nothing else is written with, such as a channel's test.
    pub async fn put_post(&self, post: &Post) -> Result<(), Error> {
        const DOING: &str = "keep the post";
        match self.transact(DOING, vec![self.outgoing_post(post).part()?]).await? {
            Transacted::Done => Ok(()),
            Transacted::Refused(_) => Err(Error::internal(DOING)("there is one of its id".into())),
        }
    }

    /// Claims a post. Of any number of deliveries at once one gets it; if that one crashes, another does
    /// after three minutes. The claim has a name, so that the SDK's second attempt after a lost answer is not
    /// taken for somebody else's.
    pub async fn claim_post(&self, id: &str, now: Timestamp) -> Result<PostClaim, Error> {
        const DOING: &str = "claim the post";
        let name = token::random_id()?;
        let claimed = self
            .client
            .update_item()
            .table_name(self.table(TABLE))
            .key("id", text(id))
            .update_expression("SET #state = :sending, claimedAt = :now, claim = :claim")
            .condition_expression(
                "about = :webhook AND (#state = :pending AND (attribute_not_exists(notBefore) OR \
                 notBefore <= :now) OR #state = :sending AND (claim = :claim OR claimedAt <= :crashed))",
            )
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":webhook", text(ABOUT))
            .expression_attribute_values(":sending", word(&State::Sending))
            .expression_attribute_values(":pending", word(&State::Pending))
            .expression_attribute_values(":now", time(now))
            .expression_attribute_values(":crashed", time(now - CRASHED))
            .expression_attribute_values(":claim", text(&name))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let read_as =
            |outcome: Result<PostClaim, Malformed>| outcome.map_err(|e| Error::internal(DOING)(e.into()));
        match claimed {
            Ok(output) => {
                let post = read(&output.attributes.unwrap_or_default());
                read_as(post.map(|post| PostClaim::Yours(post, name)))
            }
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                read_as(unclaimed(&old_item(error.into_err())))
            }
            Err(error) => Err(failed(DOING)(error)),
        }
    }

    /// Writes down what became of a post, unless the claim of this name has run out and somebody else has it.
    /// What only posting needed is forgotten when it is over.
    pub async fn settle_post(&self, id: &str, claim: &str, settled: Settled) -> Result<(), Error> {
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .key("id", text(id))
            .condition_expression("#state = :sending AND claim = :claim")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":state", word(&settled.state()))
            .expression_attribute_values(":sending", word(&State::Sending))
            .expression_attribute_values(":claim", text(claim));
        let update = match settled {
            Settled::Again(not_before, failures) => update
                .update_expression("SET #state = :state, notBefore = :notBefore, failures = :failures")
                .expression_attribute_values(":notBefore", time(not_before))
                .expression_attribute_values(":failures", number(failures.into())),
            Settled::Untried => update.update_expression("SET #state = :state"),
            Settled::Sent | Settled::Dropped | Settled::Failed => {
                // What is over says of nobody any more that he watches an org.
                update.update_expression("SET #state = :state REMOVE body, org, account, channel")
            }
        };
        match self.update("settle the post", build(update)?).await? {
            // Refused is also a second attempt after a lost answer, which finds what the first has written.
            Updated::Done | Updated::Refused(_) => Ok(()),
        }
    }
}

impl Settled {
    fn state(self) -> State {
        match self {
            Self::Sent => State::Sent,
            Self::Dropped => State::Dropped,
            Self::Failed => State::Failed,
            Self::Untried | Self::Again(..) => State::Pending,
        }
    }
}

/// Reads an item that could not be claimed.
fn unclaimed(item: &Item) -> Result<PostClaim, Malformed> {
    if item.get("about") != Some(&text(ABOUT)) {
        return Ok(PostClaim::Over);
    }
    Ok(match get_word::<State>(item, "state")? {
        State::Pending => PostClaim::Early(get_time(item, "notBefore")?),
        State::Sending => PostClaim::Taken,
        State::Sent | State::Dropped | State::Failed => PostClaim::Over,
    })
}

fn read(item: &Item) -> Result<Post, Malformed> {
    let org = OrgId::parse(&get_text(item, "org")?).map_err(|_| Malformed("org"))?;
    Ok(Post {
        id: get_text(item, "id")?,
        owner: Owner { org, account: get_text(item, "account")? },
        channel: get_text(item, "channel")?,
        shape: get_word(item, "shape")?,
        body: get_text(item, "body")?,
        at: get_time(item, "at")?,
        failures: get_number(item, "failures").ok().and_then(|n| n.try_into().ok()).unwrap_or_default(),
    })
}
