//! What a poll adds to the list of what happened.

use jiff::Timestamp;
use shared::alerts::{Alert, Change, Facts, Key, Level, Observation, Transition, words};
use shared::limits::Org;
use shared::store::org_events::Happened;
use shared::watch::{Event, EventKind, Health};

use super::attempt::Attempt;

/// What happened to the org itself: whoever watches it sees it.
pub(super) fn to_org(org: &Org, attempt: &Attempt, seen: &Observation) -> Vec<Happened> {
    let of_limit = |kind, limit: &str, facts| {
        let key = Key { rule: String::new(), limit: Some(limit.to_owned()) };
        let alert = Alert { key, level: Level::Warning, opened_at: seen.at, facts };
        of(seen.at, kind, Some(limit), words::sentence(&alert, &words::title(org), seen.at), None)
    };
    let changed = seen.maximum_changed.iter().map(|change| {
        let facts = Facts::MaximumChanged { from: change.from, to: change.to };
        of_limit(EventKind::MaximumChanged, &change.limit, facts)
    });
    let presence =
        |kind, appeared| move |limit: &String| of_limit(kind, limit, Facts::AppearedOrVanished { appeared });
    changed
        .chain(seen.appeared.iter().map(presence(EventKind::LimitAppeared, true)))
        .chain(seen.vanished.iter().map(presence(EventKind::LimitVanished, false)))
        .chain(to_connections(org, attempt, seen.at))
        .collect()
}

/// What happened to connections, which is their accounts' business.
fn to_connections(org: &Org, attempt: &Attempt, at: Timestamp) -> Vec<Happened> {
    let title = words::title(org);
    let lost = attempt.connections.iter().filter(|link| attempt.lost.contains(&link.account));
    let lost = lost.filter_map(|link| {
        let Health::Lost(reason, since) = link.health else { return None };
        let key = Key { rule: String::new(), limit: None };
        let facts = Facts::ConnectionLost { since, reason };
        let alert = Alert { key, level: Level::Critical, opened_at: at, facts };
        let sentence = words::sentence(&alert, &title, at);
        Some(of(at, EventKind::ConnectionLost, None, sentence, Some(&link.account)))
    });
    let healed = attempt.healed.iter().map(|account| {
        let sentence = format!("The connection to {title} works again.");
        of(at, EventKind::ConnectionRestored, None, sentence, Some(account))
    });
    lost.chain(healed).collect()
}

/// What happened to one account's alert.
pub fn to_alert(org: &Org, account: &str, transition: &Transition) -> Happened {
    let kind = match transition.change {
        Change::Opened => EventKind::AlertOpened,
        Change::Escalated => EventKind::AlertEscalated,
        Change::Closed => EventKind::AlertClosed,
    };
    let sentence = words::told(transition, &words::title(org));
    let Key { rule, limit } = &transition.alert.key;
    let happened = of(transition.at, kind, limit.as_deref(), sentence, Some(account));
    Happened { id: format!("{}#{rule}", happened.id), ..happened }
}

fn of(
    at: Timestamp,
    kind: EventKind,
    limit: Option<&str>,
    sentence: String,
    account: Option<&str>,
) -> Happened {
    let id = format!("{kind:?}#{}#{}", limit.unwrap_or_default(), account.unwrap_or_default());
    Happened {
        event: Event { at, kind, limit: limit.map(str::to_owned), sentence },
        id,
        account: account.map(str::to_owned),
    }
}
