//! Watched orgs: listed, added, removed.

mod view;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::approval::{self, Purpose};
use shared::error::answers::{LoggedIn, Read, Unchanged};
use shared::error::{Error, Problem, Refusal};
use shared::http::{self, LOGIN_COOKIE, Reader, Request, Response, Watcher};
use shared::limits::Org;
use shared::salesforce::{ClientPair, LoginHost, TokenFailure};
use shared::store::oauth_states::{self, Watching};
use shared::token;
use shared::watch::{Connection, Health, Method, OwnApp, Trouble, owner};
use utoipa::ToSchema;

pub use self::view::{TroubleView, WatchedOrg};
use self::view::{urgency, view_of};
use crate::erase::{AFTER_READINGS, Erasure};

/// The account's orgs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WatchedOrgs {
    /// The orgs: lost and silent ones first, then the most urgent.
    pub orgs: Vec<WatchedOrg>,
    /// The link by which somebody looks who does not watch them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<SharedBy>,
}

/// A link, for who looks by it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SharedBy {
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// How an org is to be watched.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewOrg {
    /// By a person's approval, or by the org's own app.
    pub method: Method,
    /// `login`, `test`, or a My Domain host, which the org's own app needs.
    #[schema(example = "acme.my.salesforce.com")]
    pub host: String,
    /// The consumer key of the org's own app.
    pub client_id: Option<String>,
    /// The consumer secret of the org's own app.
    pub client_secret: Option<String>,
}

/// Where a person goes to approve that the org is watched.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// Salesforce's approval page. Good for ten minutes, and only in the browser that asked.
    #[schema(format = "uri")]
    pub auth_url: String,
}

const ERASING: Refusal = Refusal::new(
    409,
    "erasing",
    "Everything of this org is being erased right now. Add it again in two minutes.",
);

/// The longest key or secret of an app that is taken.
const LONGEST: usize = 512;

/// Lists the orgs that the account watches, lost and silent ones first, then the most urgent.
#[utoipa::path(get, path = "/api/orgs", operation_id = "orgsList", tag = "orgs",
    params(
        ("brief" = Option<bool>, Query, description = "Leave out how each org is connected, our calls, and the \
            sentence: a thousand orgs are 60 KB then."),
        ("If-None-Match" = Option<String>, Header, description = "The tag of an answer that the caller has \
            already.")),
    responses((status = 200, description = "The orgs.", body = WatchedOrgs), Unchanged, LoggedIn, Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn list(app: &App, request: Request) -> Result<Response, Error> {
    let reader = http::reader(app, &request).await?;
    let found = app.store.orgs_of(&reader.account).await?;
    let seen = |org: &Org| reader.share.as_ref().is_none_or(|share| share.covers(&org.id));
    let found = found.into_iter().filter(|(watch, _)| seen(&watch.org));
    let mut orgs: Vec<_> = found.map(|(watch, link)| view_of(&reader, watch, link, app.now())).collect();
    orgs.sort_by_cached_key(|org| (urgency(org), org.org.name.clone()));
    if http::query(&request, "brief").is_some_and(|value| value == "true") {
        orgs = orgs.into_iter().map(WatchedOrg::in_brief).collect();
    }
    let share = reader.share.map(|share| SharedBy { expires_at: share.expires_at });
    let ageless = orgs.iter().cloned().map(WatchedOrg::without_age).collect();
    let ageless = WatchedOrgs { orgs: ageless, share: share.clone() };
    http::tagged_json(&request, &WatchedOrgs { orgs, share }, &ageless)
}

/// Adds an org: with the credentials of its own app at once, else by giving the address of Salesforce's
/// approval page, which asks for the right to go on without the person.
#[utoipa::path(post, path = "/api/orgs", operation_id = "orgsAdd", tag = "orgs",
    request_body = NewOrg,
    responses(
        (status = 200, description = "Where to go for the approval.", body = Asked),
        (status = 201, description = "The org, as it is watched from now on.", body = WatchedOrg),
        (status = 400, description = "A value cannot be used, or Salesforce does not take it.", body = Problem,
            content_type = "application/problem+json"),
        (status = 401, description = "Nobody is logged in.", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "The org is being erased.", body = Problem,
            content_type = "application/problem+json"),
        shared::error::answers::Posted),
    security(("access" = []), ("bearer" = [])))]
pub async fn add(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let watcher = http::watcher(app, &request).await?;
    let wanted: NewOrg = http::body(&request)?;
    let host = LoginHost::parse(&wanted.host).map_err(|error| Error::invalid("host", error.to_string()))?;
    let own_app = own_app(&wanted)?;
    match (wanted.method, own_app) {
        (Method::RefreshToken, own_app) => ask(app, &request, &watcher, &host, own_app).await,
        (Method::ClientCredentials, Some((id, secret))) => {
            let LoginHost::MyDomain(_) = host else {
                return Err(Error::invalid("host", "an app's own credentials need a My Domain host"));
            };
            adopt(app, &watcher, &host, ClientPair { id: &id, secret: &secret }).await
        }
        (Method::ClientCredentials, None) => {
            Err(Error::invalid("clientId", "expected the key and the secret of the org's own app"))
        }
    }
}

/// Ends the watching of an org. The connection is revoked at once; if nobody else watches the org, everything
/// that is known of it is erased within minutes.
#[utoipa::path(delete, path = "/api/orgs/{org}", operation_id = "orgsRemove", tag = "orgs",
    params(("org" = String, Path, description = "The org's id.", example = "00D000000000001EAA")),
    responses(
        (status = 204, description = "It is not watched any more."),
        (status = 403, description = "The request came from another site.", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "The account does not watch it.", body = Problem,
            content_type = "application/problem+json"),
        LoggedIn, Read),
    security(("access" = []), ("bearer" = [])))]
pub async fn remove(app: &App, request: Request) -> Result<Response, Error> {
    http::same_site(app, &request)?;
    let watcher = http::watcher(app, &request).await?;
    let (watch, _) = watcher.org(app, &http::path_parameter(&request, "org").unwrap_or_default()).await?;
    let org = &watch.org.id;
    // What the account has of its own goes first, so that a failure in between can be made good by asking
    // again.
    app.store.erase_account_of_org(org, &watcher.account, app.now()).await?;
    // If this ends halfway, the next poll finds an org without connections and goes on.
    app.store.wake_watch(org).await?;
    let Some((watch, _)) = app.store.find_watched(org).await? else { return Ok(http::no_content()) };
    if let Some(connection) = app.store.take_connection(org, &watcher.account).await? {
        revoke(app, &connection).await;
    }
    // Once more for what came in between; from now on nothing can.
    app.store.erase_account_of_org(org, &watcher.account, app.now()).await?;
    let others = app.store.find_watched(org).await?;
    if others.is_some_and(|(_, connections)| connections.is_empty()) {
        // The message goes first: without it an org that is marked would be so for ever.
        Erasure::of(org).send(app, AFTER_READINGS).await?;
        app.store.end_watch(&watch).await?;
    }
    tracing::info!(event = "org_removed", %org);
    Ok(http::no_content())
}

/// Starts a person's approval.
async fn ask(
    app: &App,
    request: &Request,
    watcher: &Watcher,
    host: &LoginHost,
    own_app: Option<(String, String)>,
) -> Result<Response, Error> {
    let own_app = match own_app {
        Some((client_id, secret)) => {
            Some(OwnApp { client_id, sealed_secret: seal(app, &secret, &watcher.account).await? })
        }
        None => None,
    };
    let browser = match http::cookie(request, LOGIN_COOKIE).filter(|value| value.len() == 43) {
        Some(value) => value.to_owned(),
        None => token::random_text()?,
    };
    let watching = Watching { account: watcher.account.clone(), address: watcher.address.clone(), own_app };
    let purpose = Purpose { watching: Some(watching), ..Purpose::default() };
    let auth_url = approval::begin(app, host, &browser, purpose).await?;
    let mut response = http::json(&Asked { auth_url })?;
    http::set_cookie(&mut response, LOGIN_COOKIE, &browser, oauth_states::LIFETIME.as_secs())?;
    Ok(response)
}

/// Connects with the credentials of the org's own app.
async fn adopt(
    app: &App,
    watcher: &Watcher,
    host: &LoginHost,
    client: ClientPair<'_>,
) -> Result<Response, Error> {
    let salesforce = app.salesforce()?;
    let reply = salesforce.client_credentials(&approval::login_url(app, host)?, client).await;
    let reply = reply.map_err(|failure| refused(&failure))?;
    let grant = salesforce.verify(reply, client.secret).map_err(|error| {
        Error::Refused(Refusal { status: 400, code: "salesforce_refused", why: error.to_string().into() })
    })?;
    let (org, check) = approval::check(app, &grant).await?;
    let (owner, now) = (owner(&org.id, &watcher.account), app.now());
    let connection = Connection {
        account: watcher.account.clone(),
        address: watcher.address.clone(),
        method: Method::ClientCredentials,
        login_host: host.name().to_owned(),
        own_app: Some(OwnApp {
            client_id: client.id.to_owned(),
            sealed_secret: seal(app, client.secret, &owner).await?,
        }),
        sealed_refresh: None,
        sealed_access: Some(seal(app, &grant.access_token, &owner).await?),
        generation: now.as_millisecond(),
        health: Health::Works,
        connected_at: now,
        check,
        org,
    };
    if !app.store.put_connection(&connection).await? {
        return Err(ERASING.into());
    }
    tracing::info!(event = "org_watched", org = %connection.org.id);
    let (watch, connection) = watcher.org(app, connection.org.id.as_str()).await?;
    let reader = Reader { account: watcher.account.clone(), share: None };
    http::created(&view_of(&reader, watch, connection, now))
}

/// Ends a connection at Salesforce. It is gone here already, so a failure is for the log alone.
async fn revoke(app: &App, connection: &Connection) {
    let sealed = connection.sealed_refresh.as_ref().or(connection.sealed_access.as_ref());
    let Some(sealed) = sealed else { return };
    let revoked = async {
        let token = app.unseal(sealed, &connection.owner()).await?;
        let token = token.map_err(|error| Error::internal("open a token")(error.into()))?;
        Ok::<_, Error>(app.salesforce()?.revoke(&connection.org.instance_url, &token).await?)
    };
    if let Err(error) = revoked.await {
        tracing::warn!(%error, org = %connection.org.id, "a connection was not revoked at Salesforce");
    }
}

fn own_app(wanted: &NewOrg) -> Result<Option<(String, String)>, Error> {
    let given =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let (id, secret) = (given(&wanted.client_id), given(&wanted.client_secret));
    if [&id, &secret].into_iter().flatten().any(|text| text.len() > LONGEST) {
        return Err(Error::invalid("clientId", "expected at most 512 characters"));
    }
    match (id, secret) {
        (Some(id), Some(secret)) => Ok(Some((id, secret))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(Error::invalid("clientSecret", "expected the app's consumer secret")),
        (None, Some(_)) => Err(Error::invalid("clientId", "expected the app's consumer key")),
    }
}

async fn seal(app: &App, text: &str, owner: &str) -> Result<String, Error> {
    app.secrets().await?.seal(text, owner)
}

fn refused(failure: &TokenFailure) -> Error {
    match failure {
        TokenFailure::Failed(failure) => (*failure).into(),
        TokenFailure::Refused { error, description } => {
            let trouble = Trouble::of_token(failure);
            tracing::info!(error, description, "Salesforce refused an app's own credentials");
            let why = format!("Salesforce says \"{description}\" ({error}). {}", trouble.remedy());
            Refusal { status: 400, code: "salesforce_refused", why: why.into() }.into()
        }
    }
}
