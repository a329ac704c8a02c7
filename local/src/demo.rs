//! The account that a local run opens with: it watches the simulated orgs, and one click logs in to it.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use serde_json::{Value, json};
use shared::app::App;
use shared::email::Address;
use shared::error::Error;
use shared::password::Password;
use shared::store::users::User;

use crate::gateway::Gateway;
use crate::seeding::Seeding;

/// Its address.
pub const ADDRESS: &str = "demo@example.com";

/// The demo's account, and what it takes to log in to it.
#[derive(Clone)]
pub struct Demo {
    app: &'static App,
    gateway: Arc<Gateway>,
    password: String,
}

impl Demo {
    /// With the password that it has since the first start.
    pub fn new(app: &'static App, gateway: Arc<Gateway>, password: String) -> Self {
        Self { app, gateway, password }
    }

    /// Gives the simulated orgs the past of `seeding`, watched by this account too. What fails is told in the log
    /// and leaves the account without them.
    pub async fn seed(&self, seeding: Seeding) {
        let seeding = match self.bearer().await {
            Ok(Some((account, bearer))) => seeding.watched_by(account, bearer),
            Ok(None) => seeding,
            Err(error) => {
                tracing::error!(%error, "the demo's account cannot be used");
                seeding
            }
        };
        seeding.run().await;
    }

    /// A redirect to the account's orgs that logs a browser in, which sent these headers; to where people log in
    /// by themselves if the account has another password by now.
    pub async fn sent_on(&self, headers: &HeaderMap) -> Result<Response<Body>, Error> {
        self.account().await?;
        let login = self.log_in(Some(headers)).await;
        let path = if login.status() == StatusCode::OK { "orgs" } else { "login?next=/orgs" };
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::FOUND;
        if let Ok(target) = HeaderValue::try_from(format!("{}/{path}", self.app.config.public_url)) {
            response.headers_mut().insert(header::LOCATION, target);
        }
        for cookie in login.headers().get_all(header::SET_COOKIE) {
            response.headers_mut().append(header::SET_COOKIE, cookie.clone());
        }
        Ok(response)
    }

    /// The account's id and an access token; nothing if it has another password by now.
    async fn bearer(&self) -> Result<Option<(String, String)>, Error> {
        let account = self.account().await?;
        let login = self.log_in(None).await.into_body();
        let granted = to_bytes(login, 10_000).await.unwrap_or_default();
        let granted: Value = serde_json::from_slice(&granted).unwrap_or_default();
        Ok(granted["accessToken"].as_str().map(|token| (account, token.to_owned())))
    }

    /// The account's id. It is opened unless there is one.
    async fn account(&self) -> Result<String, Error> {
        let (store, now) = (&self.app.store, self.app.now());
        let address = Address::parse(ADDRESS).map_err(|_| Error::invalid("email", "is no address"))?;
        if let Some(user) = store.find_user_by_address(&address).await? {
            return Ok(user.id);
        }
        let hash = self.app.hash(&self.app.keys().await?, &Password::shown(&self.password)).await?;
        let user = User::new(address.clone(), hash, now)?;
        if store.put_user(&user).await? {
            return Ok(user.id);
        }
        // Somebody else was faster.
        Ok(store.find_user_by_address(&address).await?.map_or(user.id, |user| user.id))
    }

    /// The answer to logging in, as the browser that sent `headers`, or as a program.
    async fn log_in(&self, headers: Option<&HeaderMap>) -> Response<Body> {
        let client = if headers.is_some() { "browser" } else { "api" };
        let ask = json!({ "email": ADDRESS, "password": self.password, "client": client });
        let mut request = Request::new(Body::from(ask.to_string()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_static("/api/auth/login");
        let own = request.headers_mut();
        own.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        own.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        // The browser stays the same one in the list of devices.
        for name in [header::COOKIE, header::USER_AGENT] {
            if let Some(value) = headers.and_then(|headers| headers.get(&name)) {
                own.insert(name, value.clone());
            }
        }
        self.gateway.clone().call(request).await
    }
}
