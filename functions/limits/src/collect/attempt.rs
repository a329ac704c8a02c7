//! Reading an org through whichever of its connections works.

use std::sync::atomic::AtomicU32;

use shared::app::App;
use shared::error::Error;
use shared::limits::{self, ApiUsage, Reading};
use shared::salesforce::{Failure, LimitsReply, RequestLimit};
use shared::watch::{Connection, Health, Method, Setback, Trouble};

use crate::renew::{Renewed, renew};

/// A connection that did not work is tried in the slots that begin an hour.
const PROBE: i64 = 3600;

/// What came of trying to read an org.
pub(super) struct Attempt {
    pub(super) found: Found,
    /// The calls that were made to the org, refused ones and repeated ones too.
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
    /// The same, and it is written down.
    Lost(Trouble),
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
/// ends them. Those that did not work are tried once an hour, before the others, or else the others would
/// hide that they do again; if there are no others, the breaker sees to that.
pub(super) async fn read(app: &App, mut connections: Vec<Connection>, slot: i64) -> Result<Attempt, Error> {
    let works = |link: &Connection| link.health == Health::Works;
    connections
        .sort_by_key(|link| (works(link), link.method != Method::ClientCredentials, link.connected_at));
    let tries_all = slot.rem_euclid(PROBE) == 0 || !connections.iter().any(works);
    let mut attempt =
        Attempt { found: Found::Nothing(Setback::NotPermitted), ..Attempt::untried(connections) };
    for at in 0..attempt.connections.len() {
        let is_tried = |link: &&mut Connection| link.is_usable() && (tries_all || works(link));
        let Some(connection) = attempt.connections.get_mut(at).filter(is_tried) else { continue };
        let before = connection.health;
        let (gave, account) =
            (through(app, connection, &mut attempt.calls).await?, connection.account.clone());
        let found = match gave {
            Gave::Trouble(trouble) | Gave::Lost(trouble) => {
                let is_known = matches!(before, Health::Lost(known, _) if known == trouble);
                if !is_known && !matches!(gave, Gave::Lost(_)) && !lose(app, connection, trouble).await? {
                    // It was connected again meanwhile, or another has found something else: the next poll
                    // sees.
                    attempt.found = Found::Nothing(Setback::Unavailable);
                    continue;
                }
                if before == Health::Works {
                    let (org, reason) = (&connection.org.id, trouble.words());
                    tracing::warn!(event = "connection_lost", %org, reason);
                    attempt.lost.push(account);
                }
                if !is_known {
                    connection.health = Health::Lost(trouble, app.now());
                }
                continue;
            }
            Gave::Setback => Found::Nothing(Setback::Unavailable),
            Gave::RequestLimit(RequestLimit::Daily) => Found::Exhausted,
            Gave::RequestLimit(RequestLimit::Concurrent) => Found::Nothing(Setback::RequestLimit),
            Gave::Values(values) => Found::Reading(values),
        };
        if !matches!(found, Found::Nothing(Setback::Unavailable)) && before != Health::Works {
            app.store.heal_connection(connection).await?;
            connection.health = Health::Works;
            attempt.healed.push(account);
        }
        attempt.found = found;
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
                let made = AtomicU32::new(0);
                let instance = &connection.org.instance_url;
                let reply = app.salesforce()?.counted_limits(instance, &token, &made).await;
                *calls += i64::from(made.into_inner());
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
            Renewed::Lost(trouble) => return Ok(Gave::Lost(trouble)),
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

/// Writes down that a connection does not work; `false` if that is not so any more.
async fn lose(app: &App, connection: &Connection, trouble: Trouble) -> Result<bool, Error> {
    app.store.lose_connection(connection, None, trouble, app.now()).await
}
