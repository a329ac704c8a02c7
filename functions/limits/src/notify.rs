//! From a notice to the messages that go out: a mail or a post for each channel that is told.

use jiff::Timestamp;
use serde_json::Value;
use shared::alerts::{Channel, Notice, Settings, payload};
use shared::app::App;
use shared::email::Address;
use shared::error::Error;
use shared::limits::Org;
use shared::mail::{self, Links, Message};
use shared::store::alerts::News;
use shared::store::channels::Owner;
use shared::store::outbox::{Mail, Matter, Post};
use shared::watch::{Connection, Watch};
use shared::webhook::Shape;

/// The messages of a notice, as its account's channels want them. An account without an address, such as the
/// operator's, gets mail only where a channel names one.
pub(crate) fn messages(
    app: &App,
    org: &Org,
    connection: &Connection,
    settings: &Settings,
    notice: Option<&Notice>,
) -> Result<News, Error> {
    let mut news = News::default();
    let Some(notice) = notice else { return Ok(news) };
    let url = &app.config.public_url;
    for (channel, notice) in settings.route(notice) {
        let body = |shape| {
            let link = Links::new(url).org(&org.id);
            match shape {
                Shape::Webhook => payload::json(&notice, org, &link),
                Shape::Slack => payload::slack(&notice, org, &link),
                Shape::Teams => payload::teams(&notice, org, &link),
            }
        };
        add(&mut news, connection, &channel, notice.at, || mail::alert(&notice, org, url), body)?;
    }
    Ok(news)
}

/// A message that only shows that a channel works.
pub(crate) fn trial(
    app: &App,
    watch: &Watch,
    connection: &Connection,
    channel: &Channel,
    now: Timestamp,
) -> Result<News, Error> {
    let mut news = News::default();
    let url = &app.config.public_url;
    let link = Links::new(url).org(&watch.org.id);
    let body = |shape| payload::trial(shape, &watch.org, &link, now);
    add(&mut news, connection, channel, now, || mail::trial(&watch.org, url), body)?;
    Ok(news)
}

/// Adds the message for one channel.
fn add(
    news: &mut News,
    connection: &Connection,
    channel: &Channel,
    at: Timestamp,
    message: impl FnOnce() -> Message,
    body: impl FnOnce(Shape) -> Value,
) -> Result<(), Error> {
    if let Channel::Email { to, .. } = channel {
        let named = to.as_deref().and_then(|to| Address::parse(to).ok());
        let Some(address) = named.or_else(|| connection.address.clone()) else { return Ok(()) };
        let text = serde_json::to_string(&message());
        let text = text.map_err(|error| Error::internal("write the mail")(error.into()))?;
        news.mails.push(Mail::new(address, Matter::Alert(text), at)?);
    }
    if let Some((shape, _)) = channel.target() {
        let owner = Owner { org: connection.org.id.clone(), account: connection.account.clone() };
        news.posts.push(Post::new(owner, channel.id().to_owned(), shape, body(shape).to_string(), at)?);
    }
    Ok(())
}
