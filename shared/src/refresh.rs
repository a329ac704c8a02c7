//! Refresh tokens: a session's id, how often it was rotated, and a MAC over both. Only the count is stored,
//! so a rotation is one conditional update, and any older token can be told from a made-up one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use ring::hmac;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::token::derive;

/// How long the token before the last one is still good: two tabs may refresh at the same moment, and a reply
/// may be lost.
pub const GRACE: SignedDuration = SignedDuration::from_secs(10);

/// Form, user, session, counter, time of authentication; then the MAC.
const BODY: usize = 1 + 16 + 16 + 8 + 8;
const MAC: usize = 16;
/// The forms of tokens that a browser keeps and that a program keeps.
const BROWSER: u8 = 1;
const API: u8 = 2;

/// Who keeps the tokens of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Client {
    /// A browser, which gets them as cookies.
    #[default]
    Browser,
    /// A program, which gets them in the answer's body.
    Api,
}

/// What a refresh token says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefreshToken {
    /// The account's id.
    pub user: String,
    /// The session's id.
    pub session: String,
    /// How often the session was rotated when the token was issued.
    pub counter: u64,
    /// When the password was last shown, in milliseconds: what a changed password is held against.
    pub authenticated_at: Timestamp,
    /// Who keeps it. Shown in another way, it is worth nothing.
    pub client: Client,
}

/// The live keys, newest first.
pub struct RefreshKeys {
    keys: Vec<hmac::Key>,
}

impl RefreshKeys {
    /// Derives the keys from secrets; the first one seals.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let key = |secret| hmac::Key::new(hmac::HMAC_SHA256, &derive(secret, "force-monitor refresh key"));
        Self { keys: secrets.into_iter().map(key).collect() }
    }

    /// The token as text; `None` if its ids are none of ours.
    pub fn seal(&self, token: &RefreshToken) -> Option<String> {
        let form = match token.client {
            Client::Browser => BROWSER,
            Client::Api => API,
        };
        let mut bytes = vec![form];
        for id in [&token.user, &token.session] {
            bytes.extend(URL_SAFE_NO_PAD.decode(id).ok().filter(|id| id.len() == 16)?);
        }
        bytes.extend(token.counter.to_be_bytes());
        bytes.extend(token.authenticated_at.as_millisecond().to_be_bytes());
        let mac = hmac::sign(self.keys.first()?, &bytes);
        bytes.extend(&mac.as_ref()[..MAC]);
        Some(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads a text that somebody presented; `None` unless one of our keys has sealed it.
    pub fn open(&self, text: &str) -> Option<RefreshToken> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == BODY + MAC)?;
        let (body, mac) = bytes.split_at(BODY);
        self.keys.iter().find(|key| is_mac_of(key, body, mac))?;
        let number = |from: usize| <[u8; 8]>::try_from(&body[from..from + 8]).ok().map(i64::from_be_bytes);
        let client = match body[0] {
            BROWSER => Client::Browser,
            API => Client::Api,
            _ => return None,
        };
        Some(RefreshToken {
            client,
            user: URL_SAFE_NO_PAD.encode(&body[1..17]),
            session: URL_SAFE_NO_PAD.encode(&body[17..33]),
            counter: u64::try_from(number(33)?).ok()?,
            authenticated_at: Timestamp::from_millisecond(number(41)?).ok()?,
        })
    }
}

/// Whether `mac` is the beginning of the body's MAC, in a time that does not depend on where they differ:
/// both are MACs themselves before they are compared.
fn is_mac_of(key: &hmac::Key, body: &[u8], mac: &[u8]) -> bool {
    let expected = hmac::sign(key, body);
    hmac::verify(key, mac, hmac::sign(key, &expected.as_ref()[..MAC]).as_ref()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(secrets: &[&'static str]) -> RefreshKeys {
        RefreshKeys::new(secrets.iter().copied())
    }

    fn token() -> RefreshToken {
        RefreshToken {
            user: URL_SAFE_NO_PAD.encode([1; 16]),
            session: URL_SAFE_NO_PAD.encode([2; 16]),
            counter: 7,
            client: Client::Api,
            authenticated_at: Timestamp::from_millisecond(1_760_000_000_123).unwrap(),
        }
    }

    #[test]
    fn a_token_comes_back_as_it_was_sealed_under_either_live_key() {
        let old = keys(&["old"]).seal(&token()).unwrap();
        let new = keys(&["new", "old"]).seal(&token()).unwrap();
        assert_eq!(keys(&["new", "old"]).open(&old), Some(token()));
        assert_eq!(keys(&["new"]).open(&new), Some(token()));
        assert_eq!(keys(&["new"]).open(&old), None);
    }

    #[test]
    fn no_other_counter_can_be_made_up_and_no_bit_changed() {
        let keys = keys(&["key"]);
        let good = URL_SAFE_NO_PAD.decode(keys.seal(&token()).unwrap()).unwrap();
        for position in 0..good.len() {
            let mut bad = good.clone();
            bad[position] ^= 1;
            assert_eq!(keys.open(&URL_SAFE_NO_PAD.encode(&bad)), None, "byte {position}");
            assert_eq!(keys.open(&URL_SAFE_NO_PAD.encode(&good[..position])), None, "cut at {position}");
        }
        for nonsense in ["", "é", "AAAA", &"A".repeat(4000)] {
            assert_eq!(keys.open(nonsense), None);
        }
    }

    #[test]
    fn ids_that_are_none_are_not_sealed() {
        assert_eq!(keys(&["key"]).seal(&RefreshToken { user: "ada".into(), ..token() }), None);
        assert_eq!(keys(&[]).seal(&token()), None);
    }
}
