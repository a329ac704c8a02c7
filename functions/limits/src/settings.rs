//! What an account wants to be told of an org, and where.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::alerts::{Channel, QuietHours, Rule, Settings, States, words};
use shared::app::App;
use shared::error::answers::{Looked, Posted, Read};
use shared::error::{Error, Problem, Refusal};
use shared::http::{self, Request, Response, Watcher};
use shared::store::alerts::{Alerts, Changed};
use shared::store::channels::{self, Health, Owner};
use shared::token;
use shared::watch::Watch;
use shared::webhook::{Shape, webhook_url};
use utoipa::ToSchema;

use crate::notify;

/// The alerts of an org, as its account sees them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AlertsView {
    /// What the account wants to be told of. Addresses of channels are cut to their host, because whoever
    /// knows one may post there.
    #[serde(flatten)]
    pub settings: Settings,
    /// Counts the changes: to be sent along with the next one.
    pub revision: i64,
    /// What is open, the first opened first.
    pub open: Vec<OpenAlert>,
    /// How posting to each channel goes, by its id; mails have none.
    pub health: BTreeMap<String, Health>,
    /// What signs the posts to each webhook that is new, by its id: shown here and never again.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub secrets: BTreeMap<String, String>,
}

/// An open alert.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenAlert {
    /// The alert.
    #[serde(flatten)]
    pub alert: shared::alerts::Alert,
    /// What it says now.
    pub sentence: String,
}

/// Alerts that are wanted.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WantedAlerts {
    /// The rules, at most 50.
    #[schema(max_items = 50)]
    pub rules: Vec<Rule>,
    /// Where messages go, at most 10; to the account's own address if there are none. One that is to stay as
    /// it is may have its address as it was answered.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub channels: Vec<Channel>,
    /// When messages are held back.
    pub quiet_hours: Option<QuietHours>,
    /// The revision that was changed; without one, whatever stands is replaced.
    pub revision: Option<i64>,
}

/// A channel to be tried.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TestMessage {
    /// Its id.
    pub channel: String,
}

const CHANGED: Refusal = Refusal::new(
    409,
    "conflict",
    "The alerts were changed from elsewhere meanwhile. Read them again, and change those.",
);

type Known = Alerts<Option<Settings>, States>;

/// What the account is told of, what is open, and how the channels do.
#[utoipa::path(get, path = "/api/orgs/{org}/alerts", operation_id = "orgAlerts", tag = "alerts",
    params(("org" = String, Path, description = "The org's id.", example = "00D000000000001EAA")),
    responses((status = 200, description = "The alerts.", body = AlertsView), Looked, Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn settings(app: &App, request: Request) -> Result<Response, Error> {
    let watcher = http::watcher(app, &request).await?;
    let (watch, _) = watcher.org(app, &http::path_parameter(&request, "org").unwrap_or_default()).await?;
    http::json(&view(app, &watch, &watcher, BTreeMap::new()).await?)
}

/// Replaces what the account is told of. Channels that post get a secret of their own, which is shown once.
#[utoipa::path(put, path = "/api/orgs/{org}/alerts", operation_id = "orgAlertsSet", tag = "alerts",
    params(("org" = String, Path, description = "The org's id.", example = "00D000000000001EAA")),
    request_body = WantedAlerts,
    responses(
        (status = 200, description = "The alerts as they are now.", body = AlertsView),
        (status = 400, description = "A value cannot be used.", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "They were changed meanwhile.", body = Problem,
            content_type = "application/problem+json"),
        Looked, Posted),
    security(("access" = []), ("bearer" = [])))]
pub async fn set_settings(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let watcher = http::watcher(app, &request).await?;
    let (watch, _) = watcher.org(app, &http::path_parameter(&request, "org").unwrap_or_default()).await?;
    let wanted: WantedAlerts = http::body(&request)?;
    let owner = Owner { org: watch.org.id.clone(), account: watcher.account.clone() };
    let known: Known = app.store.find_alerts(&owner.org, &owner.account).await?;
    if wanted.revision.is_some_and(|revision| revision != known.settings.revision) {
        return Err(CHANGED.into());
    }
    let WantedAlerts { rules, channels, quiet_hours, .. } = wanted;
    let mut settings = Settings { rules, channels, quiet_hours };
    settings.validate()?;
    check_mails(&settings, &watcher)?;
    let rows = app.store.channels(&owner).await?;
    let new = new_addresses(app, &settings, known.settings.document.as_ref(), &rows)?;
    let (changed, secrets) = changed(app, &owner, &settings, rows, new).await?;
    for channel in &mut settings.channels {
        channel.hide_address();
    }
    let next = known.settings.next(Some(&settings));
    if !app.store.put_alert_settings(&owner, &next, &changed).await? {
        return Err(CHANGED.into());
    }
    http::json(&view(app, &watch, &watcher, secrets).await?)
}

/// Sends a message to one channel, so that its owner sees whether it arrives.
#[utoipa::path(post, path = "/api/orgs/{org}/alerts/test", operation_id = "orgAlertsTest", tag = "alerts",
    params(("org" = String, Path, description = "The org's id.", example = "00D000000000001EAA")),
    request_body = TestMessage,
    responses(
        (status = 204, description = "It is on its way; the channel's health tells whether it arrives."),
        (status = 400, description = "There is no such channel.", body = Problem,
            content_type = "application/problem+json"),
        Looked, Posted),
    security(("access" = []), ("bearer" = [])))]
pub async fn test(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let watcher = http::watcher(app, &request).await?;
    let (watch, link) = watcher.org(app, &http::path_parameter(&request, "org").unwrap_or_default()).await?;
    let TestMessage { channel: id } = http::body(&request)?;
    let known: Known = app.store.find_alerts(&watch.org.id, &watcher.account).await?;
    let settings = known.settings.document.unwrap_or_default();
    let channels = settings.told();
    let channel = channels.iter().find(|channel| channel.id() == id);
    let channel = channel.ok_or_else(|| Error::invalid("channel", "there is no channel with this id"))?;
    let news = notify::trial(app, &watch, &link, channel, app.now())?;
    if news.is_empty() {
        return Err(Error::invalid("channel", "there is no address that it could go to"));
    }
    app.store.put_messages(&news).await?;
    Ok(http::no_content())
}

/// The addresses of channels that are new, or have another one than before. What was answered for one that is
/// kept stands for it.
fn new_addresses(
    app: &App,
    wanted: &Settings,
    known: Option<&Settings>,
    rows: &[channels::Channel],
) -> Result<Vec<(String, Shape, String)>, Error> {
    let mut new = Vec::new();
    for (at, channel) in wanted.channels.iter().enumerate() {
        let Some((shape, url)) = channel.target() else { continue };
        let is_kept = known.is_some_and(|known| known.channels.iter().any(|old| old.is_kept_by(channel)));
        if is_kept && rows.iter().any(|row| row.id == channel.id()) {
            continue;
        }
        let field = || format!("channels[{at}].url");
        if channel.is_address_hidden() {
            return Err(Error::invalid(field(), "this address is cut: give the whole of it"));
        }
        webhook_url(url, app.config.webhooks.allow_loopback)
            .map_err(|error| Error::invalid(field(), error.to_string()))?;
        new.push((channel.id().to_owned(), shape, url.to_owned()));
    }
    Ok(new)
}

/// Mails go to the account's own address, which is known to be its owner's; the operator, who has none, may
/// name others.
fn check_mails(settings: &Settings, watcher: &Watcher) -> Result<(), Error> {
    for (at, channel) in settings.channels.iter().enumerate() {
        let Channel::Email { to: Some(to), .. } = channel else { continue };
        let own = watcher.address.as_ref();
        if own.is_some_and(|own| !own.as_str().eq_ignore_ascii_case(to.trim())) {
            let why = "mails go to the account's own address alone; leave this out";
            return Err(Error::invalid(format!("channels[{at}].to"), why));
        }
    }
    Ok(())
}

/// What becomes of the channels, and the secrets of new ones. One that wanted nothing more is tried again if
/// it is wanted still.
async fn changed(
    app: &App,
    owner: &Owner,
    settings: &Settings,
    rows: Vec<channels::Channel>,
    new: Vec<(String, Shape, String)>,
) -> Result<(Changed, BTreeMap<String, String>), Error> {
    let secrets = app.secrets().await?;
    let seal = |text: &str| secrets.seal(text, &owner.key());
    let (mut changed, mut shown) = (Changed::default(), BTreeMap::new());
    for row in rows {
        let is_wanted = settings.channels.iter().any(|c| c.id() == row.id && c.target().is_some());
        let is_new = new.iter().any(|(id, ..)| *id == row.id);
        match (is_wanted, is_new) {
            (false, _) => changed.removed.push(row),
            (true, false) if row.health.disabled_at.is_some() => {
                changed.put.push(channels::Channel { health: Health::default(), ..row });
            }
            _ => {}
        }
    }
    for (id, shape, url) in new {
        let secret = if shape == Shape::Webhook { Some(token::random_text()?) } else { None };
        changed.put.push(channels::Channel {
            owner: owner.clone(),
            id: id.clone(),
            shape,
            sealed_url: seal(&url)?,
            sealed_secret: secret.as_deref().map(seal).transpose()?,
            health: Health::default(),
        });
        shown.extend(secret.map(|secret| (id, secret)));
    }
    Ok((changed, shown))
}

async fn view(
    app: &App,
    watch: &Watch,
    watcher: &Watcher,
    secrets: BTreeMap<String, String>,
) -> Result<AlertsView, Error> {
    let owner = Owner { org: watch.org.id.clone(), account: watcher.account.clone() };
    let known: Known = app.store.find_alerts(&owner.org, &owner.account).await?;
    let health = app.store.channels(&owner).await?.into_iter().map(|c| (c.id, c.health)).collect();
    let (title, now) = (words::title(&watch.org), app.now());
    let mut open: Vec<_> = known.states.document.open().collect();
    open.sort_by_key(|alert| alert.opened_at);
    let open =
        open.into_iter().map(|alert| OpenAlert { sentence: words::sentence(&alert, &title, now), alert });
    Ok(AlertsView {
        open: open.collect(),
        settings: known.settings.document.unwrap_or_default(),
        revision: known.settings.revision,
        health,
        secrets,
    })
}
