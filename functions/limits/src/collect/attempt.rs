//! Reading an org through whichever of its connections works.

use shared::app::App;
use shared::error::Error;
use shared::limits::{self, ApiUsage, Reading};
use shared::salesforce::{Failure, LimitsReply, RequestLimit};
use shared::watch::{Connection, Health, Method, Setback, Trouble};

use crate::renew::{Renewed, renew};

/// What came of trying to read an org.
pub(super) struct Attempt {
    pub(super) found: Found,
    /// The calls that the org counted.
    pub(super) calls: i64,
    /// The connections as they are now.
    pub(super) connections: Vec<Connection>,
    /// The accounts whose connections were found lost just now.
    pub(super) lost: Vec<String>,
    /// The accounts whose connections work again.
    pub(super) healed: Vec<String>,
}

/// What was found.
pub(super) enum Found {
    /// All limits.
    Reading(Values),
    /// That the API calls of the last 24 hours are used up.
    Exhausted,
    /// Nothing.
    Nothing(Setback),
    /// Nobody looked.
    Untried,
}

/// The values of all limits.
pub(super) struct Values {
    pub(super) readings: Vec<Reading>,
    pub(super) usage: Option<ApiUsage>,
}

/// What one connection gave.
enum Gave {
    Values(Values),
    RequestLimit(RequestLimit),
    /// It does not work; another one may.
    Trouble(Trouble),
    /// The org, or the way to it, has failed; another connection would find the same.
    Setback,
}

impl Attempt {
    /// None at all.
    pub(super) fn untried(connections: Vec<Connection>) -> Self {
        Self { found: Found::Untried, calls: 0, connections, lost: Vec::new(), healed: Vec::new() }
    }
}

/// Tries the connections one after the other, those of the org's own app first, because no person's leaving
/// ends them.
pub(super) async fn read(app: &App, mut connections: Vec<Connection>) -> Result<Attempt, Error> {
    connections.sort_by_key(|link| (link.method != Method::ClientCredentials, link.connected_at));
    let mut attempt =
        Attempt { found: Found::Nothing(Setback::NotPermitted), ..Attempt::untried(connections) };
    for at in 0..attempt.connections.len() {
        let Some(connection) = attempt.connections.get_mut(at).filter(|link| link.is_usable()) else {
            continue;
        };
        let gave = through(app, connection, &mut attempt.calls).await?;
        let account = connection.account.clone();
        match gave {
            Gave::Trouble(trouble) => {
                if connection.health == Health::Works && lose(app, connection, trouble).await? {
                    attempt.lost.push(account);
                }
                connection.health = Health::Lost(trouble, app.now());
                continue;
            }
            Gave::Setback => attempt.found = Found::Nothing(Setback::Unavailable),
            Gave::RequestLimit(RequestLimit::Daily) => attempt.found = Found::Exhausted,
            Gave::RequestLimit(RequestLimit::Concurrent) => {
                attempt.found = Found::Nothing(Setback::RequestLimit);
            }
            Gave::Values(values) => attempt.found = Found::Reading(values),
        }
        if !matches!(attempt.found, Found::Nothing(Setback::Unavailable))
            && connection.health != Health::Works
        {
            app.store.heal_connection(connection).await?;
            connection.health = Health::Works;
            attempt.healed.push(account);
        }
        break;
    }
    Ok(attempt)
}

/// Reads through one connection, with new tokens if the present ones have expired.
async fn through(app: &App, connection: &mut Connection, calls: &mut i64) -> Result<Gave, Error> {
    let mut may_renew = true;
    loop {
        let token = match &connection.sealed_access {
            Some(sealed) => app.unseal(sealed, &connection.owner()).await?.ok(),
            None => None,
        };
        let expired = match token {
            Some(token) => {
                *calls += 1;
                let reply = app.salesforce()?.limits(&connection.org.instance_url, &token).await;
                match reply.and_then(values) {
                    Ok(values) => return Ok(Gave::Values(values)),
                    Err(failure) if failure.wants_new_token() || failure == Failure::HostMoved => failure,
                    Err(failure) => return Ok(gave(failure)),
                }
            }
            None => Failure::SessionExpired,
        };
        if !may_renew {
            // A token that is a moment old and not taken: no further one would be.
            return Ok(Trouble::of_reading(expired).map_or(Gave::Setback, Gave::Trouble));
        }
        may_renew = false;
        match renew(app, connection).await? {
            Renewed::Token(renewed) => *connection = *renewed,
            Renewed::Lost(trouble) => return Ok(Gave::Trouble(trouble)),
            Renewed::Later => return Ok(Gave::Setback),
        }
    }
}

fn values(reply: LimitsReply) -> Result<Values, Failure> {
    let readings = limits::parse(&reply.body).map_err(|_| Failure::Unreadable)?;
    Ok(Values { readings, usage: reply.usage })
}

fn gave(failure: Failure) -> Gave {
    match failure {
        Failure::RequestLimit(limit) => Gave::RequestLimit(limit),
        failure => Trouble::of_reading(failure).map_or(Gave::Setback, Gave::Trouble),
    }
}

/// Writes down that a connection does not work; `true` for the first to do so.
async fn lose(app: &App, connection: &Connection, trouble: Trouble) -> Result<bool, Error> {
    // What a renewal has found is written down already, under the condition that the tokens are the same.
    app.store.lose_connection(connection, trouble, app.now()).await?;
    tracing::warn!(event = "connection_lost", org = %connection.org.id, reason = trouble.words());
    Ok(true)
}
