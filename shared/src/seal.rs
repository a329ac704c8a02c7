//! Sealing secrets for storage: AES-256-GCM with the key's id in front and the owner as associated data.
//!
//! A sealed text is `KEYID.BASE64URL(nonce || ciphertext || tag)`. The first key seals, every key opens, so a
//! key can be replaced without losing what the old one sealed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::token::{self, NoRandomness};

/// Why a text could not be sealed or opened; none of them says what the text was.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// A key of fewer than 32 characters, or none at all.
    #[error("a sealing key needs at least 32 characters")]
    WeakKey,
    /// The text was sealed by a key that is not live here; a newer copy of the secret may have it.
    #[error("sealed by a key that is not known here")]
    UnknownKey,
    /// The text was changed, cut, or sealed for another owner.
    #[error("the sealed text is not authentic")]
    NotAuthentic,
    /// The system gave no nonce.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// The live sealing keys, newest first.
pub struct Sealer {
    keys: Vec<(String, LessSafeKey)>,
}

impl Sealer {
    /// Builds the keys from secrets of at least 32 characters each; the first one seals.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Result<Self, SealError> {
        let keys = secrets.into_iter().map(key_of).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(SealError::WeakKey);
        }
        Ok(Self { keys })
    }

    /// Seals `text` so that only [`Sealer::open`] with the same `owner` gives it back.
    pub fn seal(&self, text: &str, owner: &str) -> Result<String, SealError> {
        let (id, key) = self.keys.first().ok_or(SealError::WeakKey)?;
        let nonce = token::random::<NONCE_LEN>()?;
        let mut sealed = text.as_bytes().to_vec();
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(owner), &mut sealed)
            .map_err(|_| SealError::NotAuthentic)?;
        Ok(format!("{id}.{}", URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())))
    }

    /// Opens what [`Sealer::seal`] made for this `owner` with any live key.
    pub fn open(&self, sealed: &str, owner: &str) -> Result<String, SealError> {
        let (id, body) = sealed.split_once('.').ok_or(SealError::NotAuthentic)?;
        let (_, key) = self.keys.iter().find(|(known, _)| known == id).ok_or(SealError::UnknownKey)?;
        let mut body = URL_SAFE_NO_PAD.decode(body).map_err(|_| SealError::NotAuthentic)?;
        let (nonce, text) = body.split_at_mut_checked(NONCE_LEN).ok_or(SealError::NotAuthentic)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::NotAuthentic)?;
        let text = key.open_in_place(nonce, Aad::from(owner), text).map_err(|_| SealError::NotAuthentic)?;
        String::from_utf8(text.to_vec()).map_err(|_| SealError::NotAuthentic)
    }
}

/// A secret's key and its id.
fn key_of(secret: &str) -> Result<(String, LessSafeKey), SealError> {
    if secret.len() < 32 {
        return Err(SealError::WeakKey);
    }
    let id = URL_SAFE_NO_PAD.encode(&token::derive(secret, "force-monitor sealing key id")[..6]);
    let key = UnboundKey::new(&AES_256_GCM, &token::derive(secret, "force-monitor sealing key"))
        .map_err(|_| SealError::WeakKey)?;
    Ok((id, LessSafeKey::new(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an-old-sealing-key-of-32-letters";
    const NEW: &str = "a-newer-sealing-key-of-34-letters!";

    fn sealer(keys: &[&str]) -> Sealer {
        Sealer::new(keys.iter().copied()).unwrap()
    }

    #[test]
    fn a_sealed_text_opens_for_its_owner_only() {
        let sealed = sealer(&[NEW]).seal("00D!token", "org-1").unwrap();
        assert_eq!(sealer(&[NEW]).open(&sealed, "org-1").unwrap(), "00D!token");
        assert_eq!(sealer(&[NEW]).open(&sealed, "org-2"), Err(SealError::NotAuthentic));
        assert!(!sealed.contains("token"));
    }

    #[test]
    fn the_old_key_still_opens_while_the_new_one_seals() {
        let before = sealer(&[OLD]).seal("text", "o").unwrap();
        let during = sealer(&[NEW, OLD]);
        assert_eq!(during.open(&before, "o").unwrap(), "text");
        let after = during.seal("text", "o").unwrap();
        assert_eq!(sealer(&[NEW]).open(&after, "o").unwrap(), "text");
        assert_eq!(sealer(&[OLD]).open(&after, "o"), Err(SealError::UnknownKey));
    }

    #[test]
    fn sealing_twice_gives_two_texts() {
        let sealer = sealer(&[NEW]);
        assert_ne!(sealer.seal("text", "o").unwrap(), sealer.seal("text", "o").unwrap());
    }

    #[test]
    fn a_changed_or_cut_text_is_refused_and_never_panics() {
        let sealer = sealer(&[NEW]);
        let sealed = sealer.seal("a text of some length", "o").unwrap();
        for end in 0..sealed.len() {
            assert!(sealer.open(&sealed[..end], "o").is_err(), "cut at {end}");
        }
        let flipped = if sealed.ends_with('A') { "B" } else { "A" };
        assert!(sealer.open(&format!("{}{flipped}", &sealed[..sealed.len() - 1]), "o").is_err());
    }

    #[test]
    fn weak_keys_are_refused() {
        assert_eq!(Sealer::new(["short"]).err(), Some(SealError::WeakKey));
        assert_eq!(Sealer::new([]).err(), Some(SealError::WeakKey));
    }
}
