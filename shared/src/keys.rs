//! The accounts' secret in Secrets Manager, and the keys that are made of it: peppers, signing and refresh
//! keys, and the key under which people appear in logs and limits.
//!
//! It is a secret of its own, so that no function of another area can read a pepper, and none of accounts
//! what connects to Salesforce.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde::Deserialize;

use crate::jwt::Signer;
use crate::password::Hasher;
use crate::refresh::RefreshKeys;
use crate::token::derive;

/// The keys of accounts.
pub struct Keys {
    /// Passwords.
    pub hasher: Hasher,
    /// Access tokens.
    pub signer: Signer,
    /// Refresh tokens.
    pub refresh: RefreshKeys,
    /// Whom a log line or a limit is about.
    pub pseudonyms: Pseudonyms,
}

/// The secret as JSON. `pepper` and `tokenKey` are absent until they are rotated.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    key: String,
    pepper: Option<String>,
    previous_pepper: Option<String>,
    token_key: Option<String>,
    previous_token_key: Option<String>,
}

/// Why the secret cannot be used; never says what it holds.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadKeys {
    /// It is not the JSON that is expected.
    #[error("the accounts' secret is not the JSON that is expected")]
    NotJson,
    /// A key is too short to be one.
    #[error("a key of the accounts' secret needs at least 32 characters")]
    Weak,
    /// No signing key can be made of it.
    #[error("no signing key can be made of the accounts' secret")]
    Signing,
}

impl Keys {
    /// Reads the secret's text. `issuer` is where this deployment is reached, `cost` bcrypt's.
    pub fn parse(text: &str, issuer: &str, cost: u32) -> Result<Self, BadKeys> {
        let document: Document = serde_json::from_str(text).map_err(|_| BadKeys::NotJson)?;
        let live = |new: &Option<String>, previous: &Option<String>| {
            let given = |key: &Option<String>| key.clone().filter(|key| !key.is_empty());
            let first = given(new).unwrap_or_else(|| document.key.clone());
            let keys: Vec<_> = std::iter::once(first).chain(given(previous)).collect();
            if keys.iter().any(|key| key.len() < 32) { Err(BadKeys::Weak) } else { Ok(keys) }
        };
        let peppers = live(&document.pepper, &document.previous_pepper)?;
        let tokens = live(&document.token_key, &document.previous_token_key)?;
        let tokens = || tokens.iter().map(String::as_str);
        Ok(Self {
            hasher: Hasher::new(peppers.iter().map(String::as_str), cost),
            signer: Signer::new(tokens(), issuer).map_err(|_| BadKeys::Signing)?,
            refresh: RefreshKeys::new(tokens()),
            pseudonyms: Pseudonyms::new(tokens().next().unwrap_or_default()),
        })
    }
}

/// Gives people and places names that tell nothing of them: a keyed hash of an address or an IP.
pub struct Pseudonyms(hmac::Key);

impl Pseudonyms {
    fn new(secret: &str) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, &derive(secret, "force-monitor pseudonyms")))
    }

    /// The name of somebody or something, 96 bits as base64url. `kind` keeps apart what is not comparable.
    pub fn of(&self, kind: &str, value: &str) -> String {
        let tag = hmac::sign(&self.0, format!("{kind}\0{value}").as_bytes());
        URL_SAFE_NO_PAD.encode(&tag.as_ref()[..12])
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::password::{Password, Verdict};

    const KEY: &str = "a-generated-key-of-more-than-32-characters";
    const NEXT: &str = "another-key-of-more-than-32-characters-too";

    fn keys(text: &str) -> Keys {
        Keys::parse(text, "https://fm.example", 4).unwrap()
    }

    #[test]
    fn a_fresh_secret_has_one_key_for_everything() {
        let keys = keys(&format!(r#"{{"key":"{KEY}"}}"#));
        assert_ne!(keys.pseudonyms.of("address", "x"), keys.pseudonyms.of("place", "x"));
        assert_eq!(keys.signer.public_keys().count(), 1);
    }

    #[test]
    fn pepper_and_token_key_are_rotated_apart() {
        let before = keys(&format!(r#"{{"key":"{KEY}"}}"#));
        let kept = before.hasher.hash(&Password::shown("x")).unwrap();
        let rotated = keys(&format!(r#"{{"key":"{KEY}","pepper":"{NEXT}","previousPepper":"{KEY}"}}"#));
        assert_eq!(rotated.hasher.verify(&Password::shown("x"), Some(&kept)), Verdict::RightButOld);
        assert_eq!(rotated.pseudonyms.of("a", "x"), before.pseudonyms.of("a", "x"));
        let rotated = keys(&format!(r#"{{"key":"{KEY}","tokenKey":"{NEXT}","previousTokenKey":"{KEY}"}}"#));
        assert_eq!(rotated.hasher.verify(&Password::shown("x"), Some(&kept)), Verdict::Right);
        assert_eq!(rotated.signer.public_keys().count(), 2);
    }

    #[test]
    fn a_secret_that_cannot_be_used_is_told_without_its_contents() {
        let parse = |text: &str| Keys::parse(text, "i", 4).unwrap_err();
        assert_eq!(parse("hunter2"), BadKeys::NotJson);
        assert_eq!(parse("{}"), BadKeys::NotJson);
        assert_eq!(parse(r#"{"key":"short"}"#), BadKeys::Weak);
        assert_eq!(parse(&format!(r#"{{"key":"{KEY}","tokenKey":"short"}}"#)), BadKeys::Weak);
    }
}
