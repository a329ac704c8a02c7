//! Who may see and change watched orgs: an account, whoever runs this deployment, and with a link that was
//! shared, anybody who has it.

use super::Request;
use super::guard::{account, bearer};
use super::operator::operator;
use crate::app::App;
use crate::email::Address;
use crate::error::{Error, Refusal};
use crate::org::OrgId;
use crate::share::{Share, ShareToken};
use crate::watch::{Connection, OPERATOR, Watch};

/// An account that watches orgs. The operator's token stands for one.
#[derive(Clone, Debug)]
pub struct Watcher {
    /// The account's id.
    pub account: String,
    /// Its address; the operator has none.
    pub address: Option<Address>,
}

/// Somebody who may look at orgs.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The account whose orgs they are.
    pub account: String,
    /// What was shared, if it is somebody else who looks.
    pub share: Option<Share>,
}

const UNKNOWN: Refusal = Refusal::new(404, "not_found", "There is no such org among those that you watch.");

/// The account that calls, or the operator in place of one.
pub async fn watcher(app: &App, request: &Request) -> Result<Watcher, Error> {
    if bearer(request).and_then(ShareToken::parse).is_some() {
        return Err(Error::Unauthorized(
            "A link that was shared is for looking at orgs only. Log in for this.",
        ));
    }
    // An access token has three parts (RFC 7515, 3.1); the operator's has none.
    if bearer(request).is_some_and(|token| !token.contains('.')) {
        return match operator(app, request).await {
            Ok(_) => Ok(Watcher { account: OPERATOR.to_owned(), address: None }),
            Err(Error::Refused(_)) => Err(Error::Unauthorized("This token is not good here. Log in first.")),
            Err(error) => Err(error),
        };
    }
    let caller = account(app, request).await?;
    Ok(Watcher { account: caller.user.id, address: Some(caller.user.address) })
}

/// The same, or whoever has a link that the account has shared.
pub async fn reader(app: &App, request: &Request) -> Result<Reader, Error> {
    let Some(token) = bearer(request).and_then(ShareToken::parse) else {
        return Ok(Reader { account: watcher(app, request).await?.account, share: None });
    };
    let share = app.store.find_share(&token.id(), app.now()).await?;
    let share = share.ok_or(Error::Unauthorized("This link has expired, was revoked, or was never good."))?;
    Ok(Reader { account: share.account.clone(), share: Some(share) })
}

impl Reader {
    /// The org, if the account watches it and the reader may see it.
    pub async fn org(&self, app: &App, id: &str) -> Result<(Watch, Connection), Error> {
        let org = OrgId::parse(id).map_err(|_| UNKNOWN)?;
        if self.share.as_ref().is_some_and(|share| !share.covers(&org)) {
            return Err(UNKNOWN.into());
        }
        let (mut watch, connection) = app.store.find_connection(&org, &self.account).await?.ok_or(UNKNOWN)?;
        self.mask(&mut watch);
        Ok((watch, connection))
    }

    /// Hides what the account does not want to be seen by others.
    pub fn mask(&self, watch: &mut Watch) {
        if let Some(share) = &self.share {
            share.mask(&mut watch.org);
        }
    }
}

impl Watcher {
    /// The org, if the account watches it.
    pub async fn org(&self, app: &App, id: &str) -> Result<(Watch, Connection), Error> {
        Reader { account: self.account.clone(), share: None }.org(app, id).await
    }
}
