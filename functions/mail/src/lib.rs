//! Sending the mails of the outbox, which a queue names one by one and perhaps more than once.
//!
//! A mail is claimed before it is sent, and given back only when SES has said that it did not take it. So it
//! is sent once or not at all; what is not sent ends up among the dead letters, which ring an alarm.

mod compose;

use std::time::Duration;

use jiff::SignedDuration;
use serde::Deserialize;
use shared::app::App;
use shared::consumer;
use shared::error::Error;
use shared::mail::Message;
use shared::queue::{self, Consumer};
use shared::ses::{Mailer, SendFailure};
use shared::store::outbox::{Claim, Mail, State};
use shared::token;

/// The area's consumers of queues.
pub const CONSUMERS: &[Consumer] = &[consumer!("mail-send", send)];

/// Attempts while SES says that it allows no more mails at this moment.
const ATTEMPTS: u32 = 4;

/// When SES allows no more mails today, the next attempt comes this much later.
const TOMORROW: Duration = Duration::from_secs(15 * 60);

/// A mail that could not be sent for so long is of no use any more.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(24);

/// Whoever claimed a mail so long ago has crashed: longer than this function may run.
const CRASHED: SignedDuration = SignedDuration::from_mins(3);

/// What the queue holds.
#[derive(Deserialize)]
struct Named {
    id: String,
}

/// Sends the mail that a message names. An error has it delivered again; after some deliveries the queue
/// itself puts it among the dead letters.
pub async fn send(app: &App, message: queue::Message) -> Result<(), Error> {
    let Named { id } = message.read()?;
    let mailer = app.mailer()?;
    let mail = match app.store.claim_mail(&id, app.now()).await? {
        Claim::Yours(mail) => mail,
        Claim::Over => return Ok(()),
        Claim::Taken(since) if app.now() < since + CRASHED => {
            return Err(Error::Unavailable {
                doing: "claim the mail",
                source: "somebody else is sending it".into(),
            });
        }
        Claim::Taken(_) => return give_up(app, &id, &message, "whoever was sending it crashed").await,
    };
    if app.now() > mail.at + TOO_OLD {
        return give_up(app, &id, &message, "it is too old").await;
    }
    let composed = match compose::compose(app, &mail).await {
        Ok(composed) => composed,
        Err(error) => {
            app.store.settle_mail(&id, State::Pending).await?;
            return Err(error);
        }
    };
    match composed {
        None => app.store.settle_mail(&id, State::Dropped).await,
        Some(text) => deliver(app, mailer, &mail, &text, &message).await,
    }
}

/// Hands the mail to SES, and writes down what became of it.
async fn deliver(
    app: &App,
    mailer: &Mailer,
    mail: &Mail,
    text: &Message,
    message: &queue::Message,
) -> Result<(), Error> {
    let failure = match try_to_send(app, mailer, mail, text).await {
        Ok(()) => {
            // It is sent. If that cannot be written down, it stays claimed, and nobody sends it again.
            return app.store.settle_mail(&mail.id, State::Sent).await.or_else(|error| {
                error.log(&mail.id);
                Ok(())
            });
        }
        Err(failure) => failure,
    };
    let cause = shared::error::chain(&failure);
    match failure {
        SendFailure::Rejected(_) | SendFailure::Unknown(_) => {
            tracing::error!(mail = mail.id, cause, "a mail is given up");
            give_up(app, &mail.id, message, "SES did not take it").await
        }
        SendFailure::DailyQuota => {
            tracing::error!(mail = mail.id, cause, "mails wait for SES's quota of tomorrow");
            app.store.settle_mail(&mail.id, State::Pending).await?;
            app.queues()?.send(queue_url(&app.config.mail.queue_url)?, &message.body, TOMORROW).await
        }
        SendFailure::SendingRate | SendFailure::NotNow(_) => {
            app.store.settle_mail(&mail.id, State::Pending).await?;
            Err(Error::Unavailable { doing: "send the mail", source: failure.into() })
        }
    }
}

/// Tries again while SES says that it is only too many at this moment.
async fn try_to_send(app: &App, mailer: &Mailer, mail: &Mail, text: &Message) -> Result<(), SendFailure> {
    let mut attempt = 0;
    loop {
        match mailer.send(mail.address.as_str(), text).await {
            Err(SendFailure::SendingRate) if attempt + 1 < ATTEMPTS => {
                let chance = token::random::<1>().map_or(128, |[byte]| byte);
                tokio::time::sleep(pause(app.config.mail.pause, attempt, chance)).await;
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}

/// How long to wait after an attempt: each time about twice as long, and by chance a little less, so that
/// those who were refused together do not come back together.
fn pause(first: Duration, attempt: u32, chance: u8) -> Duration {
    let longest = first * 2_u32.pow(attempt);
    longest / 2 + longest * u32::from(chance) / 512
}

/// Puts the message among the dead letters: it will not be sent, or nobody knows whether it was.
async fn give_up(app: &App, id: &str, message: &queue::Message, why: &'static str) -> Result<(), Error> {
    tracing::error!(mail = id, why, "a mail is among the dead letters");
    app.queues()?.send(queue_url(&app.config.mail.dead_letters_url)?, &message.body, Duration::ZERO).await?;
    app.store.settle_mail(id, State::Failed).await
}

fn queue_url(url: &Option<String>) -> Result<&str, Error> {
    let missing =
        || Error::internal("send to a queue")("MAIL_QUEUE_URL or MAIL_DEAD_LETTERS_URL is not set".into());
    url.as_deref().ok_or_else(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_about_twice_as_long_as_the_one_before_and_differs_by_chance() {
        let first = Duration::from_millis(250);
        for (attempt, shortest, longest) in [(0, 125, 250), (1, 250, 500), (2, 500, 1000)] {
            let pauses: Vec<_> = (0..=255).map(|chance| pause(first, attempt, chance)).collect();
            assert!(pauses.is_sorted_by(|a, b| a < b), "{pauses:?}");
            assert_eq!(pauses[0], Duration::from_millis(shortest));
            assert!(pauses[255] > Duration::from_millis(longest) * 99 / 100);
            assert!(pauses[255] < Duration::from_millis(longest));
        }
        assert_eq!(pause(Duration::ZERO, 3, 255), Duration::ZERO);
    }
}
