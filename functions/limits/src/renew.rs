//! New tokens for a watched org, without ever losing the connection to a race.
//!
//! With rotation a refresh token is good once, and presenting a used one ends the connection. So one holder
//! at a time refreshes (a turn), new tokens are kept before they are used, and a refresh whose reply was lost
//! is not repeated: Salesforce is asked what the token is still worth. If it is worth nothing, the reply with
//! the new one is lost for good, and the connection says so.

use jiff::SignedDuration;
use shared::app::App;
use shared::error::Error;
use shared::salesforce::oauth::{Grant, TokenReply};
use shared::salesforce::{ClientPair, LoginHost, TokenFailure};
use shared::seal::SealError;
use shared::store::connections::{Left, Turn, Turned};
use shared::watch::{Connection, Method, Trouble};
use url::Url;

/// How long nobody else refreshes: longer than all calls of a holder may take together.
const TURN: SignedDuration = SignedDuration::from_secs(45);

/// A holder who was held up so long between taking his turn and using it gives it back: his call has to be
/// over well before the next one's begins.
const HELD_UP: SignedDuration = SignedDuration::from_secs(15);

/// After a lost reply, Salesforce may still be at it for so long.
const SETTLING: SignedDuration = SignedDuration::from_mins(1);

/// How often it is tried to keep new tokens, which nobody else has.
const KEEPING: u32 = 6;

/// How often somebody looks for the tokens that another is getting.
const LOOKS: u32 = 10;

/// What became of a renewal.
#[derive(Debug)]
pub(crate) enum Renewed {
    /// There is a new access token.
    Token(Box<Connection>),
    /// There will be none.
    Lost(Trouble),
    /// There is none now.
    Later,
}

/// Gets new tokens in place of those that `seen` holds.
pub(crate) async fn renew(app: &App, seen: &Connection) -> Result<Renewed, Error> {
    for _ in 0..LOOKS {
        match app.store.take_turn(seen, app.now(), TURN).await? {
            Turned::Yours(turn, connection) => return in_turn(app, &connection, &turn).await,
            Turned::Changed(connection) if connection.is_usable() => return Ok(Renewed::Token(connection)),
            Turned::Changed(_) | Turned::Gone => return Ok(Renewed::Later),
            Turned::Taken => tokio::time::sleep(app.config.salesforce.pause).await,
        }
    }
    Ok(Renewed::Later)
}

/// Gets new tokens as the only one who does.
async fn in_turn(app: &App, connection: &Connection, turn: &Turn) -> Result<Renewed, Error> {
    let (client_id, client_secret) = match client(app, connection).await? {
        Ok(client) => client,
        Err(error) => return lose_key(app, connection, turn, &error).await,
    };
    let client = ClientPair { id: &client_id, secret: &client_secret };
    let login = login_url(app, connection)?;
    let asked = match connection.method {
        Method::ClientCredentials => app.salesforce()?.client_credentials(&login, client).await,
        Method::RefreshToken => match refresh_token(app, connection).await? {
            Ok(token) => match refresh(app, connection, turn, (&login, client, &token)).await? {
                Ok(asked) => asked,
                Err(renewed) => return Ok(renewed),
            },
            Err(error) => return lose_key(app, connection, turn, &error).await,
        },
    };
    match asked {
        Ok(reply) => keep(app, connection, turn, reply, client.secret).await,
        Err(failure) => refused(app, connection, turn, &failure).await,
    }
}

/// Refreshes, if it is certain that the refresh token has not been used.
async fn refresh(
    app: &App,
    connection: &Connection,
    turn: &Turn,
    (login, client, token): (&Url, ClientPair<'_>, &str),
) -> Result<Result<Result<TokenReply, TokenFailure>, Renewed>, Error> {
    let salesforce = app.salesforce()?;
    if turn.unsettled {
        match salesforce.is_refresh_token_active(login, client, token).await {
            Ok(true) => {}
            Ok(false) => return lose(app, connection, turn, Trouble::ReplyLost).await.map(Err),
            Err(failure) => return unsettled(app, connection, turn, &failure).await.map(Err),
        }
    }
    if app.now() >= turn.since + HELD_UP {
        let left = if turn.unsettled { Left::Unsettled(app.now()) } else { Left::Settled };
        app.store.leave_turn(connection, turn, left).await?;
        return Ok(Err(Renewed::Later));
    }
    Ok(Ok(salesforce.refresh(login, client, token).await))
}

/// What a refresh token is worth could not be found out. If the app itself was refused, asking again will not
/// help unless it is ours and its secret was changed.
async fn unsettled(
    app: &App,
    connection: &Connection,
    turn: &Turn,
    failure: &TokenFailure,
) -> Result<Renewed, Error> {
    tracing::warn!(?failure, org = %connection.org.id, "what a refresh token is worth is not known");
    if failure.is_of_client() && connection.own_app.is_some() {
        return lose(app, connection, turn, Trouble::of_token(failure)).await;
    }
    if failure.is_of_client() {
        app.newer_secrets(&app.secrets().await?).await?;
    }
    app.store.leave_turn(connection, turn, Left::Unsettled(app.now())).await?;
    Ok(Renewed::Later)
}

/// Keeps new tokens before anybody uses them.
async fn keep(
    app: &App,
    connection: &Connection,
    turn: &Turn,
    reply: TokenReply,
    client_secret: &str,
) -> Result<Renewed, Error> {
    let grant = match app.salesforce()?.verify(reply, client_secret) {
        Ok(grant) if grant.org == connection.org.id => grant,
        other => {
            let why = other.err().map_or_else(|| "it is another org's".to_owned(), |error| error.to_string());
            tracing::error!(event = "authn_token_reply_refused", org = %connection.org.id, why);
            app.store.leave_turn(connection, turn, Left::Unsettled(app.now() + SETTLING)).await?;
            return Ok(Renewed::Later);
        }
    };
    let refresh_token = grant.refresh_token.clone();
    let new = sealed(app, connection, grant).await?;
    let mut tries = KEEPING;
    loop {
        tries -= 1;
        match app.store.put_tokens(connection, &new).await {
            Ok(true) => break,
            Ok(false) => {
                leave_nothing(app, &new, refresh_token).await?;
                return Ok(Renewed::Later);
            }
            Err(Error::Unavailable { .. }) if tries > 0 => {
                tokio::time::sleep(app.config.salesforce.pause).await;
            }
            Err(error) => return Err(error),
        }
    }
    if app.now() >= turn.since + HELD_UP {
        // Somebody may have taken the connection for lost, and the org for one that nobody can read.
        app.store.restart_watch(&connection.org.id).await?;
    }
    Ok(Renewed::Token(Box::new(new)))
}

/// Revokes a new refresh token whose connection was removed while Salesforce gave it: whoever removed it has
/// revoked the one before, which was replaced already.
async fn leave_nothing(app: &App, new: &Connection, refresh_token: Option<String>) -> Result<(), Error> {
    let Some(token) = refresh_token else { return Ok(()) };
    if app.store.has_connection(new).await? {
        return Ok(());
    }
    if let Err(failure) = app.salesforce()?.revoke(&new.org.instance_url, &token).await {
        tracing::warn!(?failure, org = %new.org.id, "a connection was not revoked at Salesforce");
    }
    Ok(())
}

/// The connection with the tokens of a grant. Without rotation the refresh token stays.
async fn sealed(app: &App, connection: &Connection, grant: Grant) -> Result<Connection, Error> {
    let (secrets, owner) = (app.secrets().await?, connection.owner());
    let mut new = connection.clone();
    new.sealed_access = Some(secrets.seal(&grant.access_token, &owner)?);
    if let Some(token) = &grant.refresh_token {
        new.sealed_refresh = Some(secrets.seal(token, &owner)?);
    }
    new.org.instance_url = grant.instance_url;
    new.generation += 1;
    new.health = shared::watch::Health::Works;
    Ok(new)
}

async fn refused(
    app: &App,
    connection: &Connection,
    turn: &Turn,
    failure: &TokenFailure,
) -> Result<Renewed, Error> {
    let trouble = Trouble::of_token(failure);
    let is_ours = connection.own_app.is_none() && trouble == Trouble::ClientRefused;
    if failure.is_final() && !is_ours {
        return lose(app, connection, turn, trouble).await;
    }
    tracing::error!(?failure, org = %connection.org.id, "there is no new token");
    if is_ours {
        // Its secret may have been changed: the next one who asks finds the new one.
        app.newer_secrets(&app.secrets().await?).await?;
    }
    // An app's own credentials are not used up by asking, and neither is a token for which our app was
    // refused.
    let is_settled = is_ours || connection.method == Method::ClientCredentials;
    let left = if is_settled { Left::Settled } else { Left::Unsettled(app.now() + SETTLING) };
    app.store.leave_turn(connection, turn, left).await?;
    Ok(Renewed::Later)
}

async fn lose(app: &App, connection: &Connection, turn: &Turn, trouble: Trouble) -> Result<Renewed, Error> {
    let is_written = app.store.lose_connection(connection, Some(turn), trouble, app.now()).await?;
    Ok(if is_written { Renewed::Lost(trouble) } else { Renewed::Later })
}

async fn lose_key(
    app: &App,
    connection: &Connection,
    turn: &Turn,
    error: &SealError,
) -> Result<Renewed, Error> {
    tracing::error!(%error, org = %connection.org.id, "a connection's secrets cannot be opened");
    lose(app, connection, turn, Trouble::KeyLost).await
}

/// The app's id and secret: ours, or the connection's own.
pub(crate) async fn client(
    app: &App,
    connection: &Connection,
) -> Result<Result<(String, String), SealError>, Error> {
    let Some(own) = &connection.own_app else {
        let secrets = app.secrets().await?;
        return Ok(Ok((secrets.salesforce_client_id.clone(), secrets.salesforce_client_secret.clone())));
    };
    let secret = app.unseal(&own.sealed_secret, &connection.owner()).await?;
    Ok(secret.map(|secret| (own.client_id.clone(), secret)))
}

async fn refresh_token(app: &App, connection: &Connection) -> Result<Result<String, SealError>, Error> {
    let sealed = connection.sealed_refresh.as_deref().unwrap_or_default();
    app.unseal(sealed, &connection.owner()).await
}

fn login_url(app: &App, connection: &Connection) -> Result<Url, Error> {
    let url = LoginHost::parse(&connection.login_host)
        .map_err(shared::error::Source::from)
        .and_then(|host| Ok(app.salesforce()?.login_url(&host)?));
    url.map_err(Error::internal("build the login address"))
}
