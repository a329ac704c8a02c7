//! A connection as an item.

use aws_sdk_dynamodb::types::AttributeValue;

use super::part;
use crate::email::Address;
use crate::store::oauth_states::own_app;
use crate::store::orgs::{key, read_org};
use crate::store::{Item, Malformed, get_number, get_text, get_time, get_word, number, text, time, word};
use crate::watch::{Check, Connection, Health, Method, Trouble};

pub(super) fn maybe(value: &Option<String>) -> AttributeValue {
    value.as_ref().map_or(AttributeValue::Null(true), text)
}

pub(super) fn item(connection: &Connection) -> Item {
    let mut item = key(&connection.org.id, &part(&connection.account));
    let mut set = |name: &str, value| drop(item.insert(name.to_owned(), value));
    set("account", text(&connection.account));
    if let Some(address) = &connection.address {
        set("address", text(address.as_str()));
    }
    set("orgName", text(&connection.org.name));
    set("orgKind", word(&connection.org.kind));
    set("instanceUrl", text(&connection.org.instance_url));
    set("method", word(&connection.method));
    set("loginHost", text(&connection.login_host));
    set("refreshToken", maybe(&connection.sealed_refresh));
    set("accessToken", maybe(&connection.sealed_access));
    set("generation", number(connection.generation));
    set("connectedAt", time(connection.connected_at));
    set("check", text(serde_json::to_string(&connection.check).unwrap_or_default()));
    if let Some(app) = &connection.own_app {
        set("clientId", text(&app.client_id));
        set("clientSecret", text(&app.sealed_secret));
    }
    if let Health::Lost(trouble, since) = connection.health {
        set("trouble", word(&trouble));
        set("lostAt", time(since));
    }
    item
}

pub(super) fn read(item: &Item) -> Result<Connection, Malformed> {
    let health = match item.get("trouble") {
        Some(_) => Health::Lost(
            get_word::<Trouble>(item, "trouble").unwrap_or(Trouble::Refused),
            get_time(item, "lostAt")?,
        ),
        None => Health::Works,
    };
    Ok(Connection {
        org: read_org(item)?,
        account: get_text(item, "account")?,
        address: get_text(item, "address").ok().and_then(|address| Address::parse(&address).ok()),
        method: get_word::<Method>(item, "method")?,
        login_host: get_text(item, "loginHost")?,
        own_app: own_app(item),
        sealed_refresh: get_text(item, "refreshToken").ok(),
        sealed_access: get_text(item, "accessToken").ok(),
        generation: get_number(item, "generation")?,
        health,
        connected_at: get_time(item, "connectedAt")?,
        check: serde_json::from_str::<Check>(&get_text(item, "check")?).unwrap_or_default(),
    })
}
