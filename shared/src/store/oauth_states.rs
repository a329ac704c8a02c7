//! `oauth-states`: logins that have been started and not finished, by the SHA-256 of their state.

use aws_sdk_dynamodb::types::ReturnValue;
use jiff::{SignedDuration, Timestamp};

use super::{Malformed, Store, failed, get_text, number, text, time};
use crate::email::Address;
use crate::error::Error;
use crate::watch::OwnApp;

const TABLE: &str = "oauth-states";

/// How long a person has for logging in at Salesforce.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// A login that has been started.
pub struct OauthState {
    /// SHA-256 of the state that Salesforce hands back.
    pub id: String,
    /// SHA-256 of the value that the browser keeps in a cookie: only that browser may finish the login.
    pub browser: String,
    /// PKCE's code verifier (RFC 7636).
    pub verifier: String,
    /// Where the person was sent to log in, and so where the code is exchanged.
    pub login_host: String,
    /// For whom the org is to be watched; nobody if it is only looked at.
    pub watching: Option<Watching>,
}

/// An approval that is asked for so that an account can watch the org.
pub struct Watching {
    /// The account.
    pub account: String,
    /// Its address; the operator has none.
    pub address: Option<Address>,
    /// The app, if it is not ours; its secret is sealed for the account.
    pub own_app: Option<OwnApp>,
}

impl Store {
    /// Keeps a started login for [`LIFETIME`].
    pub async fn put_oauth_state(&self, state: OauthState, now: Timestamp) -> Result<(), Error> {
        let expires = now + LIFETIME;
        let mut put = self.client.put_item();
        if let Some(watching) = state.watching {
            put = put.item("account", text(watching.account));
            if let Some(address) = watching.address {
                put = put.item("address", text(address.as_str()));
            }
            if let Some(app) = watching.own_app {
                put = put.item("clientId", text(app.client_id)).item("clientSecret", text(app.sealed_secret));
            }
        }
        put.table_name(self.table(TABLE))
            .item("id", text(state.id))
            .item("browser", text(state.browser))
            .item("verifier", text(state.verifier))
            .item("loginHost", text(state.login_host))
            .item("expiresAt", time(expires))
            .item("ttl", number(expires.as_second()))
            .send()
            .await
            .map_err(failed("store the OAuth state"))?;
        Ok(())
    }

    /// Takes a started login out, once: of two callbacks with the same state one gets it. A callback from
    /// another browser, or a late one, gets nothing and takes nothing away.
    pub async fn take_oauth_state(
        &self,
        id: &str,
        browser: &str,
        now: Timestamp,
    ) -> Result<Option<OauthState>, Error> {
        let taken = self
            .client
            .delete_item()
            .table_name(self.table(TABLE))
            .key("id", text(id))
            .condition_expression("browser = :browser AND expiresAt > :now")
            .expression_attribute_values(":browser", text(browser))
            .expression_attribute_values(":now", time(now))
            .return_values(ReturnValue::AllOld)
            .send()
            .await;
        let item = match taken {
            Ok(output) => output.attributes,
            Err(error)
                if error.as_service_error().is_some_and(|e| e.is_conditional_check_failed_exception()) =>
            {
                None
            }
            Err(error) => return Err(failed("take the OAuth state")(error)),
        };
        item.map(|item| read(&item))
            .transpose()
            .map_err(|e| Error::internal("read the OAuth state")(e.into()))
    }
}

fn read(item: &super::Item) -> Result<OauthState, Malformed> {
    Ok(OauthState {
        id: get_text(item, "id")?,
        browser: get_text(item, "browser")?,
        verifier: get_text(item, "verifier")?,
        login_host: get_text(item, "loginHost")?,
        watching: get_text(item, "account").ok().map(|account| Watching {
            account,
            address: get_text(item, "address").ok().and_then(|address| Address::parse(&address).ok()),
            own_app: own_app(item),
        }),
    })
}

/// The app of an item that is not ours, if it names one.
pub(super) fn own_app(item: &super::Item) -> Option<OwnApp> {
    let client_id = get_text(item, "clientId").ok()?;
    Some(OwnApp { client_id, sealed_secret: get_text(item, "clientSecret").ok()? })
}
