//! Making the posts of the outbox, which a queue names one by one and perhaps more than once.
//!
//! A post is claimed before it is made. One that was not accepted goes back into the queue and comes again
//! later; after the last attempt it is among the dead letters, which ring an alarm. How each attempt went
//! stands with its channel.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use shared::app::App;
use shared::error::Error;
use shared::queue::Message;
use shared::store::channels::Channel;
use shared::store::outbox::{Post, PostClaim, Settled};
use shared::token;
use shared::webhook::{self, Failure, Next, Reason, Shape};

/// News that could not be told for so long is none any more.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(24);

/// What the queue holds.
#[derive(Deserialize)]
struct Named {
    id: String,
}

/// A post, and the claim that lets us make it.
struct Claimed<'a> {
    post: Post,
    claim: String,
    message: &'a Message,
}

/// Where a post goes, as it is when it is made.
enum Destination {
    /// There, with what signs it.
    Receiver { url: String, secret: Option<String> },
    /// Nowhere: its channel is gone, has become another, or wants nothing.
    Nobody,
    /// What is kept of its channel cannot be opened.
    Sealed,
}

/// Makes the post that a message names. An error has it delivered again; after some deliveries the queue
/// itself puts it among the dead letters.
pub async fn send_webhook(app: &App, message: Message) -> Result<(), Error> {
    let Named { id } = message.read()?;
    let claimed = match app.store.claim_post(&id, app.now()).await? {
        PostClaim::Yours(post, claim) => Claimed { post, claim, message: &message },
        PostClaim::Over => return Ok(()),
        PostClaim::Early(at) => return send_again(app, &message, at).await,
        PostClaim::Taken => {
            return Err(Error::Unavailable {
                doing: "claim the post",
                source: "somebody else is making it".into(),
            });
        }
    };
    if app.now() > claimed.post.at + TOO_OLD {
        return give_up(app, &claimed, "it is too old").await;
    }
    match find_destination(app, &claimed.post).await {
        Ok(Destination::Receiver { url, secret }) => deliver(app, &claimed, &url, secret.as_deref()).await,
        Ok(Destination::Nobody) => settle(app, &claimed, Settled::Dropped).await,
        Ok(Destination::Sealed) => {
            record(app, &claimed.post, Err(Failure::of(Reason::Sealed))).await;
            give_up(app, &claimed, "its channel cannot be opened").await
        }
        Err(error) => {
            settle(app, &claimed, Settled::Untried).await?;
            Err(error)
        }
    }
}

/// Makes one attempt, and writes down what became of it.
async fn deliver(app: &App, claimed: &Claimed<'_>, url: &str, secret: Option<&str>) -> Result<(), Error> {
    let post = &claimed.post;
    let attempt = webhook::Post { id: &post.id, url, secret, body: &post.body, at: app.now() };
    let outcome = app.webhooks()?.post(&attempt).await;
    let settled = match outcome {
        Ok(()) => settle(app, claimed, Settled::Sent).await,
        Err(failure) => follow(app, claimed, failure).await,
    };
    record(app, post, outcome).await;
    settled
}

/// Does what follows from a failure.
async fn follow(app: &App, claimed: &Claimed<'_>, failure: Failure) -> Result<(), Error> {
    let failures = claimed.post.failures + 1;
    let chance = token::random::<1>().map_or(128, |[byte]| byte);
    let id = &claimed.post.id;
    match failure.next(failures, chance) {
        Next::Again(pause) => {
            tracing::info!(post = id, failures, reason = ?failure.reason, "a post is tried again");
            let at = app.now() + SignedDuration::try_from(pause).unwrap_or_default();
            // Into the queue first: if what follows is lost, it comes too early, and not never.
            send_again(app, claimed.message, at).await?;
            settle(app, claimed, Settled::Again(at, failures)).await
        }
        Next::GiveUp => give_up(app, claimed, "nobody accepted it").await,
        Next::Refused => {
            tracing::info!(post = id, failures, reason = ?failure.reason, "a post is refused for good");
            settle(app, claimed, Settled::Failed).await
        }
    }
}

/// Looks up where the post goes.
async fn find_destination(app: &App, post: &Post) -> Result<Destination, Error> {
    let wants = |channel: &Channel| channel.health.disabled_at.is_none() && channel.shape == post.shape;
    let found = app.store.find_channel(&post.owner, &post.channel).await?;
    let Some(channel) = found.filter(wants) else { return Ok(Destination::Nobody) };
    let key = post.owner.key();
    let Ok(url) = app.unseal(&channel.sealed_url, &key).await? else { return Ok(Destination::Sealed) };
    if channel.shape != Shape::Webhook {
        return Ok(Destination::Receiver { url, secret: None });
    }
    // Never unsigned: the receiver would have to believe anybody.
    let Some(sealed) = &channel.sealed_secret else { return Ok(Destination::Sealed) };
    match app.unseal(sealed, &key).await? {
        Ok(secret) => Ok(Destination::Receiver { url, secret: Some(secret) }),
        Err(_) => Ok(Destination::Sealed),
    }
}

/// Puts the message into the queue once more, to be delivered at this time.
async fn send_again(app: &App, message: &Message, at: Timestamp) -> Result<(), Error> {
    let pause = whole_seconds(at.duration_since(app.now()));
    app.queues()?.send(queue_url(&app.config.webhooks.queue_url)?, &message.body, pause).await
}

/// A delay in whole seconds, none too few: SQS knows no others, and who comes too early has to wait again.
fn whole_seconds(wait: SignedDuration) -> Duration {
    let seconds = wait.as_secs() + i64::from(wait.subsec_nanos() > 0);
    Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
}

/// Puts the message among the dead letters: it will not be posted.
async fn give_up(app: &App, claimed: &Claimed<'_>, why: &'static str) -> Result<(), Error> {
    tracing::error!(post = claimed.post.id, why, "a post is among the dead letters");
    let url = queue_url(&app.config.webhooks.dead_letters_url)?;
    app.queues()?.send(url, &claimed.message.body, Duration::ZERO).await?;
    settle(app, claimed, Settled::Failed).await
}

async fn settle(app: &App, claimed: &Claimed<'_>, settled: Settled) -> Result<(), Error> {
    app.store.settle_post(&claimed.post.id, &claimed.claim, settled).await
}

/// Writes down how it went. What goes wrong with that is left to the log: the post comes first.
async fn record(app: &App, post: &Post, outcome: Result<(), Failure>) {
    if let Err(error) = app.store.record_outcome(&post.owner, &post.channel, outcome, app.now()).await {
        error.log(&post.id);
    }
}

fn queue_url(url: &Option<String>) -> Result<&str, Error> {
    let missing = || {
        Error::internal("send to a queue")("WEBHOOK_QUEUE_URL or WEBHOOK_DEAD_LETTERS_URL is not set".into())
    };
    url.as_deref().ok_or_else(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_rounded_up_to_whole_seconds_and_never_negative() {
        for (milliseconds, seconds) in [(-5000, 0), (-1, 0), (0, 0), (1, 1), (29_999, 30), (30_000, 30)] {
            let wait = SignedDuration::from_millis(milliseconds);
            assert_eq!(whole_seconds(wait), Duration::from_secs(seconds), "{milliseconds}");
        }
    }
}
