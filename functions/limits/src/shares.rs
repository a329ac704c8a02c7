//! Links that an account shares: read-only, to one org or to all, until they expire or are revoked.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::error::answers::{LoggedIn, Posted, Read};
use shared::error::{Error, Problem, Refusal};
use shared::http::{self, Request, Response};
use shared::org::OrgId;
use shared::share::{Share, ShareToken};
use utoipa::ToSchema;

const UNKNOWN: Refusal = Refusal::new(404, "not_found", "There is no such link among yours.");

/// So many links an account may have at once.
const MOST: usize = 100;

/// Days that a link is good, at most and unless said otherwise.
const MOST_DAYS: u32 = 366;
const USUAL_DAYS: u32 = 30;

/// The longest name.
const LONGEST_NAME: usize = 80;

/// A link that is wanted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewShare {
    /// What its owner calls it: 1 to 80 characters.
    #[schema(min_length = 1, max_length = 80, example = "Wallboard")]
    pub name: String,
    /// The org; all of the account's if none is named.
    #[schema(example = "00D000000000001EAA")]
    pub org: Option<String>,
    /// For how many days it is good: 1 to 366, 30 unless given.
    #[schema(minimum = 1, maximum = 366)]
    pub days: Option<u32>,
    /// Whether the org's name and host stay hidden.
    #[serde(default)]
    pub masked: bool,
}

/// A link, as its owner sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShareView {
    /// Its id, for revoking it.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// The org; null for all.
    #[schema(value_type = Option<String>)]
    pub org: Option<OrgId>,
    /// Whether the org's name and host stay hidden.
    pub masked: bool,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// A new link. Its token is shown here and never again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Shared {
    /// The link.
    #[serde(flatten)]
    pub share: ShareView,
    /// To be sent as `Authorization: Bearer`, by Prometheus for instance.
    #[schema(example = "fm_share_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    pub token: String,
    /// The page for people; the token stands behind the `#`, which no server sees.
    #[schema(format = "uri")]
    pub url: String,
}

/// The account's links.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Shares {
    /// Those that are good, the newest first.
    pub shares: Vec<ShareView>,
}

/// Lists the links that are good.
#[utoipa::path(get, path = "/api/shares", operation_id = "sharesList", tag = "shares",
    responses((status = 200, description = "The links.", body = Shares), LoggedIn, Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn list(app: &App, request: Request) -> Result<Response, Error> {
    let watcher = http::watcher(app, &request).await?;
    let shares = app.store.shares_of(&watcher.account, app.now()).await?;
    http::json(&Shares { shares: shares.into_iter().map(ShareView::from).collect() })
}

/// Makes a link with a token of 256 random bits, of which only the SHA-256 is kept.
#[utoipa::path(post, path = "/api/shares", operation_id = "sharesAdd", tag = "shares",
    request_body = NewShare,
    responses(
        (status = 201, description = "The link with its token.", body = Shared),
        (status = 400, description = "A value cannot be used.", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "The account does not watch this org.", body = Problem,
            content_type = "application/problem+json"),
        LoggedIn, Posted),
    security(("access" = []), ("bearer" = [])))]
pub async fn add(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let watcher = http::watcher(app, &request).await?;
    let wanted: NewShare = http::body(&request)?;
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::invalid("name", "expected 1 to 80 characters on one line"));
    }
    let days = wanted.days.unwrap_or(USUAL_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Error::invalid("days", "expected a number from 1 to 366"));
    }
    let org = match &wanted.org {
        Some(id) => Some(watcher.org(app, id).await?.0.org.id),
        None => None,
    };
    let now = app.now();
    if app.store.shares_of(&watcher.account, now).await?.len() >= MOST {
        return Err(Refusal::new(409, "too_many_shares", "There are 100 links already. Revoke some.").into());
    }
    let token = ShareToken::new()?;
    let share = Share {
        id: token.id(),
        account: watcher.account,
        org,
        name: name.to_owned(),
        masked: wanted.masked,
        created_at: now,
        expires_at: now + SignedDuration::from_hours(24 * i64::from(days)),
    };
    app.store.put_share(&share).await?;
    tracing::info!(event = "share_created", days, masked = share.masked);
    let url = format!("{}/share#{}", app.config.public_url, token.value());
    http::created(&Shared { share: share.into(), token: token.value().to_owned(), url })
}

/// Revokes a link.
#[utoipa::path(delete, path = "/api/shares/{share}", operation_id = "sharesRemove", tag = "shares",
    params(("share" = String, Path, description = "The link's id.")),
    responses(
        (status = 204, description = "It is revoked."),
        (status = 403, description = "The request came from another site.", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "The account has no such link.", body = Problem,
            content_type = "application/problem+json"),
        LoggedIn, Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn remove(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let watcher = http::watcher(app, &request).await?;
    let id = http::path_parameter(&request, "share").filter(|id| !id.is_empty()).ok_or(UNKNOWN)?;
    if !app.store.remove_share(&id, &watcher.account).await? {
        return Err(UNKNOWN.into());
    }
    Ok(http::no_content())
}

impl From<Share> for ShareView {
    fn from(share: Share) -> Self {
        Self {
            id: share.id,
            name: share.name,
            org: share.org,
            masked: share.masked,
            created_at: share.created_at,
            expires_at: share.expires_at,
        }
    }
}
