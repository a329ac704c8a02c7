//! Codes, grants and tokens: what was approved, what stands for it, and what has ended.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};

/// For how many seconds a code can be exchanged.
const CODE_SECS: i64 = 15 * 60;
/// How many live refresh tokens one user may have for one app.
const APPROVALS: usize = 5;

/// An approval that waits for the client to fetch it.
pub(crate) struct Code {
    pub(crate) client_id: String,
    pub(crate) org: String,
    pub(crate) redirect_uri: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) challenge: Option<String>,
    pub(crate) at: Timestamp,
    pub(crate) used: bool,
}

impl Code {
    /// Whether it can no longer be exchanged.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.used || now.as_second() - self.at.as_second() > CODE_SECS
    }
}

/// What a user approved for an app; every token belongs to one.
#[derive(Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) id: u64,
    pub(crate) client_id: String,
    pub(crate) org: String,
    pub(crate) scopes: Vec<String>,
    /// The refresh token that works, if the grant has one.
    pub(crate) refresh: Option<String>,
    /// Those that worked before it.
    replaced: Vec<String>,
    pub(crate) at: Timestamp,
}

/// An access token, which lives on with each use.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Access {
    pub(crate) grant: u64,
    pub(crate) client_id: String,
    pub(crate) org: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) at: Timestamp,
    used_at: Timestamp,
    timeout_secs: i64,
}

impl Access {
    /// The second at which it ends unless it is used before.
    pub(crate) fn expires_at(&self) -> i64 {
        self.used_at.as_second() + self.timeout_secs
    }

    pub(crate) fn has(&self, scopes: &[&str]) -> bool {
        self.scopes.iter().any(|scope| scopes.contains(&scope.as_str()))
    }
}

/// Why a refresh token is refused; both look the same from outside.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stale {
    Unknown,
    /// It had been replaced, so one of its two holders is a thief: the grant has ended.
    Reused,
}

/// Everything that was ever approved and has not ended.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Ledger {
    #[serde(skip)]
    pub(crate) codes: BTreeMap<String, Code>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) access: BTreeMap<String, Access>,
    /// How often a replaced refresh token was presented.
    #[serde(default)]
    pub(crate) reuses: u64,
    #[serde(default)]
    last_id: u64,
    #[serde(skip)]
    seed: [u8; 32],
    #[serde(skip)]
    drawn: u64,
}

/// Whether an approval of these scopes comes with a refresh token.
pub(crate) fn with_refresh(scopes: &[String]) -> bool {
    scopes.iter().any(|scope| scope == "refresh_token" || scope == "offline_access")
}

impl Ledger {
    /// Gives it its own randomness, so that tokens of two runs differ.
    pub(crate) fn seeded(mut self) -> Self {
        // Without randomness the tokens are guessable, which a simulation survives.
        let _ = SystemRandom::new().fill(&mut self.seed);
        self
    }

    /// Keeps an approval until it is exchanged.
    pub(crate) fn issue_code(&mut self, code: Code) -> String {
        self.codes.retain(|_, other| code.at.as_second() - other.at.as_second() <= 2 * CODE_SECS);
        // Real codes end in two equals signs and so break clients that do not decode the URL.
        let name = format!("aPrx{}==", self.draw(1));
        self.codes.insert(name.clone(), code);
        name
    }

    /// Records an approval; one refresh token too many ends the oldest.
    pub(crate) fn grant(
        &mut self,
        client_id: &str,
        org: &str,
        scopes: Vec<String>,
        refresh: bool,
        now: Timestamp,
    ) -> u64 {
        self.last_id += 1;
        let refresh = refresh.then(|| format!("5Aep861{}", self.draw(2)));
        let id = self.last_id;
        let (client_id, org) = (client_id.to_owned(), org.to_owned());
        self.grants.push(Grant { id, client_id, org, scopes, refresh, replaced: Vec::new(), at: now });
        self.end_surplus(id);
        id
    }

    pub(crate) fn find_grant(&self, id: u64) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.id == id)
    }

    /// Makes an access token of that grant.
    pub(crate) fn issue_access(&mut self, grant: u64, timeout_secs: i64, now: Timestamp) -> Option<String> {
        self.access.retain(|_, access| access.expires_at() > now.as_second());
        let (client_id, org, scopes) = {
            let grant = self.find_grant(grant)?;
            (grant.client_id.clone(), grant.org.clone(), grant.scopes.clone())
        };
        let token = format!("{}!AQ{}", org.get(..15)?, self.draw(2).replace('-', "."));
        let access = Access { grant, client_id, org, scopes, at: now, used_at: now, timeout_secs };
        self.access.insert(token.clone(), access);
        Some(token)
    }

    /// The grant of a refresh token of that app. With rotation the token is replaced; presenting one that
    /// was replaced earlier ends the grant with all its access tokens.
    pub(crate) fn refresh(&mut self, token: &str, client_id: &str, rotation: bool) -> Result<u64, Stale> {
        let fresh = format!("5Aep861{}", self.draw(2));
        let mut own = self.grants.iter_mut().filter(|grant| grant.client_id == client_id);
        let grant = own.find(|grant| grant.is_for(token)).ok_or(Stale::Unknown)?;
        let id = grant.id;
        if grant.refresh.as_deref() != Some(token) {
            self.reuses += 1;
            self.end(id);
            return Err(Stale::Reused);
        }
        if rotation {
            grant.replaced.extend(grant.refresh.replace(fresh));
        }
        Ok(id)
    }

    /// The org for which a code or a token of any kind was issued.
    pub(crate) fn org_of(&self, text: &str) -> Option<&str> {
        let code = self.codes.get(text).map(|code| &code.org);
        let access = || self.access.get(text).map(|access| &access.org);
        let grant = || self.grants.iter().find(|grant| grant.is_for(text)).map(|grant| &grant.org);
        code.or_else(access).or_else(grant).map(String::as_str)
    }

    /// The access token, whose life the use renews; nothing if it has ended.
    pub(crate) fn touch(&mut self, token: &str, now: Timestamp) -> Option<Access> {
        let access = self.access.get_mut(token)?;
        if access.expires_at() <= now.as_second() {
            return None;
        }
        access.used_at = now;
        Some(access.clone())
    }

    /// Ends an access token alone, or a refresh token with its whole grant; false if neither is known.
    pub(crate) fn revoke(&mut self, token: &str) -> bool {
        if self.access.remove(token).is_some() {
            return true;
        }
        let grant =
            self.grants.iter().find(|grant| grant.refresh.as_deref() == Some(token)).map(|grant| grant.id);
        grant.inspect(|id| self.end(*id)).is_some()
    }

    /// Ends the access tokens of an org and leaves its refresh tokens.
    pub(crate) fn expire(&mut self, org: &str) -> usize {
        let before = self.access.len();
        self.access.retain(|_, access| access.org != org);
        before - self.access.len()
    }

    fn end(&mut self, id: u64) {
        self.grants.retain(|grant| grant.id != id);
        self.access.retain(|_, access| access.grant != id);
    }

    fn end_surplus(&mut self, newest: u64) {
        let Some(new) = self.find_grant(newest) else {
            return;
        };
        let same = |grant: &&Grant| {
            grant.client_id == new.client_id && grant.org == new.org && grant.refresh.is_some()
        };
        let live: Vec<_> = self.grants.iter().filter(same).map(|grant| grant.id).collect();
        for id in live.iter().take(live.len().saturating_sub(APPROVALS)) {
            self.end(*id);
        }
    }

    /// Unguessable text of 43 characters for each block.
    fn draw(&mut self, blocks: usize) -> String {
        let block = |drawn: u64| {
            let bytes = [self.seed.as_slice(), &drawn.to_be_bytes()].concat();
            URL_SAFE_NO_PAD.encode(digest(&SHA256, &bytes))
        };
        let text = (0..blocks as u64).map(|at| block(self.drawn + at)).collect();
        self.drawn += blocks as u64;
        text
    }
}

impl Grant {
    fn is_for(&self, token: &str) -> bool {
        self.refresh.as_deref() == Some(token) || self.replaced.iter().any(|old| old == token)
    }
}

#[cfg(test)]
mod tests;
