//! Whoever runs this deployment: by the token in the operator's secret, or by an account of his own.

use super::guard::{access_token, account, bearer};
use super::{Request, request_id};
use crate::app::App;
use crate::error::{Error, Refusal};

/// Whoever runs this deployment.
#[derive(Clone, Copy, Debug)]
pub struct Operator;

const NO_OPERATOR: Refusal = Refusal::new(
    401,
    "ops_token_required",
    "This is for whoever runs this deployment: send the operator's token as Authorization: Bearer.",
);

const OTHER_ACCOUNT: Refusal = Refusal::new(
    403,
    "operator_only",
    "This is for whoever runs this deployment, and your account is not among those that may.",
);

/// Lets nobody pass but whoever runs this deployment. A browser sends an account's cookie by itself, so a route
/// that changes something has to ask [`super::same_site`] first.
pub async fn operator(app: &App, request: &Request) -> Result<Operator, Error> {
    match bearer(request) {
        Some(given) if is_ops_token(app, given).await? => Ok(Operator),
        // An access token has three parts (RFC 7515, 3.1).
        Some(given) if !given.contains('.') => Err(refused(request, NO_OPERATOR)),
        _ => by_account(app, request).await,
    }
}

/// Whether it is the token in the operator's secret, which may be newer than the one that we know.
async fn is_ops_token(app: &App, given: &str) -> Result<bool, Error> {
    let token = app.ops_token().await?;
    Ok(token.is(given)
        || match app.newer_ops_token(&token).await? {
            Some(newer) => newer.is(given),
            None => false,
        })
}

async fn by_account(app: &App, request: &Request) -> Result<Operator, Error> {
    if access_token(request).is_none() {
        return Err(NO_OPERATOR.into());
    }
    match account(app, request).await {
        Ok(caller) if app.config.operators.has(&caller.user.address) => Ok(Operator),
        Ok(_) => Err(refused(request, OTHER_ACCOUNT)),
        // Somebody tries tokens; a cookie only runs out.
        Err(Error::Unauthorized(_)) if bearer(request).is_some() => Err(refused(request, NO_OPERATOR)),
        Err(error) => Err(error),
    }
}

fn refused(request: &Request, refusal: Refusal) -> Error {
    tracing::warn!(event = "authz_fail", request_id = request_id(request), "security event");
    refusal.into()
}
