//! Random values that prove who somebody is, and the hashes under which they are stored.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use sha2::{Digest, Sha256};

use crate::org::OrgId;

/// Why no random value could be drawn: the system's generator failed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system's random generator failed")]
pub struct NoRandomness;

/// Draws `N` bytes from the system's generator (ASVS 11.5.1).
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// Draws a 256-bit value as 43 characters of base64url.
pub fn random_text() -> Result<String, NoRandomness> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}

/// Draws a 128-bit id as 22 characters of base64url.
pub fn random_id() -> Result<String, NoRandomness> {
    Ok(URL_SAFE_NO_PAD.encode(random::<16>()?))
}

/// Draws a 128-bit id as 32 hexadecimal digits, which Sentry's SDKs want for events and keys.
pub fn random_hex() -> Result<String, NoRandomness> {
    Ok(hex(&random::<16>()?))
}

/// Bytes as hexadecimal digits in lower case.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Derives a key of 256 bits from a secret for one use, named by `label`, by HMAC-SHA-256: what is made of
/// one key tells nothing of the others.
pub fn derive(secret: &str, label: &str) -> [u8; 32] {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), label.as_bytes());
    let mut key = [0; 32];
    key.copy_from_slice(tag.as_ref());
    key
}

/// SHA-256 of a value as base64url: the form in which tokens are stored, and PKCE's S256 (RFC 7636, 4.2).
pub fn digest(value: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(value))
}

/// A session's value: 256 random bits and the org they are good for, so that one read can fetch both.
///
/// The org is a hint only. The digest covers the whole value, so a changed hint finds no session.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken {
    value: String,
    org: OrgId,
}

impl SessionToken {
    /// Draws a new value for a session of `org`.
    pub fn new(org: OrgId) -> Result<Self, NoRandomness> {
        let value = format!("{}.{org}", random_text()?);
        Ok(Self { value, org })
    }

    /// Reads a value that somebody presented; `None` if it cannot be one.
    pub fn parse(value: &str) -> Option<Self> {
        let (secret, org) = value.split_once('.')?;
        let well_formed = secret.len() == 43 && URL_SAFE_NO_PAD.decode(secret).is_ok();
        let org = OrgId::parse(org).ok()?;
        (well_formed && value.len() == 43 + 1 + 18).then(|| Self { value: value.to_owned(), org })
    }

    /// The value itself: for the cookie or the `Authorization` header, never for a log or a table.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The key of the session in its table.
    pub fn id(&self) -> String {
        digest(&self.value)
    }

    /// The org that the value says it is for.
    pub fn org(&self) -> &OrgId {
        &self.org
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionToken").field("org", &self.org).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn org() -> OrgId {
        OrgId::parse("00D000000000001EAA").unwrap()
    }

    #[test]
    fn the_digest_is_the_s256_of_rfc_7636_appendix_b() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(digest(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn a_session_token_comes_back_as_it_was_made() {
        let token = SessionToken::new(org()).unwrap();
        let read = SessionToken::parse(token.value()).unwrap();
        assert_eq!(read, token);
        assert_eq!(read.org(), &org());
    }

    #[test]
    fn two_tokens_are_never_alike() {
        assert_ne!(SessionToken::new(org()).unwrap().id(), SessionToken::new(org()).unwrap().id());
    }

    #[test]
    fn another_org_in_the_hint_is_another_token() {
        let token = SessionToken::new(org()).unwrap();
        let forged = token.value().replace("00D000000000001EAA", "00D000000000002EAA");
        assert_ne!(SessionToken::parse(&forged).map(|t| t.id()), Some(token.id()));
    }

    #[test]
    fn what_cannot_be_a_token_is_none() {
        let good = SessionToken::new(org()).unwrap().value().to_owned();
        let long = format!("{good}x");
        for bad in
            ["", ".", "abc", &good[1..], &good[..43], &long, &good.replace('.', "!"), "é.00D000000000001EAA"]
        {
            assert_eq!(SessionToken::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn debug_output_keeps_the_secret() {
        let token = SessionToken::new(org()).unwrap();
        assert!(!format!("{token:?}").contains(&token.value()[..43]));
    }
}
