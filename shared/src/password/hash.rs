//! Hashing: bcrypt over a peppered digest, two peppers live, and plain bcrypt of older systems.

use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bcrypt::Version;
use ring::hmac;

use super::Password;
use crate::token::{self, NoRandomness, derive};

/// What stands before hashes of ours: `fm1.PEPPER.$2b$…`. Those of older systems begin with `$2`.
const FORM: &str = "fm1";

/// What a comparison has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Right,
    /// It is the password, and its hash should be made anew: by an old pepper, a lower cost, or no pepper.
    RightButOld,
    /// It is not, or there is nothing to compare with.
    Wrong,
    /// The hash cannot be read, or its pepper is gone: nobody can log in with it.
    Unusable,
}

impl Verdict {
    /// Whether it is the password, however it is kept.
    pub fn is_right(self) -> bool {
        matches!(self, Self::Right | Self::RightButOld)
    }
}

/// Hashing with the live peppers. Every call computes exactly one hash, whatever comes out.
pub struct Hasher {
    peppers: Vec<(String, hmac::Key)>,
    cost: u32,
    computed: AtomicU64,
}

/// No hash could be computed.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// The system gave no salt.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// There is no pepper, or the cost is none of bcrypt's.
    #[error("bcrypt cannot be set up")]
    SetUp,
}

impl Hasher {
    /// Derives the peppers from secrets, newest first. `cost` is the logarithm of bcrypt's rounds.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a str>, cost: u32) -> Self {
        let pepper = |secret: &str| {
            let id = URL_SAFE_NO_PAD.encode(&derive(secret, "force-monitor pepper id")[..6]);
            (id, hmac::Key::new(hmac::HMAC_SHA384, &derive(secret, "force-monitor pepper")))
        };
        Self { peppers: secrets.into_iter().map(pepper).collect(), cost, computed: AtomicU64::new(0) }
    }

    /// The hash to keep of a password.
    pub fn hash(&self, password: &Password) -> Result<String, HashError> {
        let (id, pepper) = self.peppers.first().ok_or(HashError::SetUp)?;
        let salt = token::random::<16>()?;
        self.computed.fetch_add(1, Ordering::Relaxed);
        let hash = bcrypt::hash_with_salt(digest(pepper, password), self.cost, salt)
            .map_err(|_| HashError::SetUp)?;
        Ok(format!("{FORM}.{id}.{}", hash.format_for_version(Version::TwoB)))
    }

    /// Compares a password with what is kept; with `None`, for an unknown address, it works as long.
    pub fn verify(&self, password: &Password, kept: Option<&str>) -> Verdict {
        self.computed.fetch_add(1, Ordering::Relaxed);
        match kept {
            Some(kept) if kept.starts_with("$2") => match bcrypt::verify(&password.given, kept) {
                Ok(true) => Verdict::RightButOld,
                Ok(false) => Verdict::Wrong,
                Err(_) => Verdict::Unusable,
            },
            Some(kept) => self.verify_own(password, kept),
            None => self.pretend(password, Verdict::Wrong),
        }
    }

    /// How many hashes were computed so far: what has to be the same for known and unknown addresses.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    fn verify_own(&self, password: &Password, kept: &str) -> Verdict {
        let parts = kept.strip_prefix(FORM).and_then(|rest| rest.strip_prefix('.')?.split_once('.'));
        let pepper = parts
            .and_then(|(id, hash)| Some((self.peppers.iter().position(|(known, _)| known == id)?, hash)));
        let Some((position, hash)) = pepper else { return self.pretend(password, Verdict::Unusable) };
        let is_old = position > 0 || cost_of(hash).is_none_or(|cost| cost < self.cost);
        match bcrypt::verify(digest(&self.peppers[position].1, password), hash) {
            Ok(true) if is_old => Verdict::RightButOld,
            Ok(true) => Verdict::Right,
            Ok(false) => Verdict::Wrong,
            Err(_) => Verdict::Unusable,
        }
    }

    /// Computes a hash that is compared with nothing.
    fn pretend(&self, password: &Password, verdict: Verdict) -> Verdict {
        let digest = self.peppers.first().map(|(_, pepper)| digest(pepper, password)).unwrap_or_default();
        let _ = std::hint::black_box(bcrypt::hash_with_salt(digest, self.cost, [0; 16]));
        verdict
    }
}

/// 64 characters, so that bcrypt sees no zero byte and cuts nothing.
fn digest(pepper: &hmac::Key, password: &Password) -> String {
    STANDARD_NO_PAD.encode(hmac::sign(pepper, password.text().as_bytes()))
}

/// The cost in `$2b$10$…`.
fn cost_of(hash: &str) -> Option<u32> {
    hash.split('$').nth(2)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an-old-pepper";
    const NEW: &str = "a-new-pepper";

    fn hasher(peppers: &[&'static str]) -> Hasher {
        Hasher::new(peppers.iter().copied(), 4)
    }

    fn shown(text: &str) -> Password {
        Password::shown(text)
    }

    #[test]
    fn a_password_is_known_again_and_no_other_is() {
        let hasher = hasher(&[NEW]);
        let kept = hasher.hash(&shown("correct horse")).unwrap();
        assert!(kept.starts_with("fm1.") && kept.contains(".$2b$04$") && !kept.contains("horse"), "{kept}");
        assert_eq!(hasher.verify(&shown("correct horse"), Some(&kept)), Verdict::Right);
        for wrong in ["correct hors", "correct horse ", "Correct horse", "", "correct\0horse"] {
            assert_eq!(hasher.verify(&shown(wrong), Some(&kept)), Verdict::Wrong, "{wrong:?}");
        }
        assert_ne!(hasher.hash(&shown("correct horse")).unwrap(), kept);
    }

    #[test]
    fn nothing_is_cut_at_72_bytes_nor_at_a_zero_byte() {
        let hasher = hasher(&[NEW]);
        let long = "ä".repeat(64);
        let kept = hasher.hash(&shown(&long)).unwrap();
        assert_eq!(hasher.verify(&shown(&long), Some(&kept)), Verdict::Right);
        assert_eq!(hasher.verify(&shown(&"ä".repeat(63)), Some(&kept)), Verdict::Wrong);
        assert_eq!(hasher.verify(&shown(&format!("{long}b")), Some(&kept)), Verdict::Wrong);
        let zero = hasher.hash(&shown("a\0b")).unwrap();
        assert_eq!(hasher.verify(&shown("a\0c"), Some(&zero)), Verdict::Wrong);
    }

    #[test]
    fn every_way_to_write_the_same_unicode_is_the_same_password() {
        let hasher = hasher(&[NEW]);
        let kept = hasher.hash(&shown("pa\u{308}ssword")).unwrap();
        assert_eq!(hasher.verify(&shown("p\u{e4}ssword"), Some(&kept)), Verdict::Right);
        assert_eq!(hasher.verify(&shown("password"), Some(&kept)), Verdict::Wrong);
    }

    #[test]
    fn the_old_pepper_still_verifies_and_says_that_it_is_old() {
        let kept = hasher(&[OLD]).hash(&shown("x")).unwrap();
        assert_eq!(hasher(&[NEW, OLD]).verify(&shown("x"), Some(&kept)), Verdict::RightButOld);
        assert_eq!(hasher(&[NEW, OLD]).verify(&shown("y"), Some(&kept)), Verdict::Wrong);
        assert_eq!(hasher(&[NEW]).verify(&shown("x"), Some(&kept)), Verdict::Unusable);
    }

    #[test]
    fn a_raised_cost_makes_a_hash_old() {
        let kept = hasher(&[NEW]).hash(&shown("x")).unwrap();
        assert_eq!(Hasher::new([NEW], 5).verify(&shown("x"), Some(&kept)), Verdict::RightButOld);
    }

    #[test]
    fn plain_hashes_of_older_systems_verify_and_are_old() {
        // From the tests of jBCrypt, under each of the names that the algorithm has had.
        for (password, kept) in [
            ("abc", "$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi"),
            ("abc", "$2b$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi"),
            ("abcdefghijklmnopqrstuvwxyz", "$2y$10$fVH8e28OQRj9tqiDXs1e1uxpsjN0c7II7YPKXua2NAKYvM6iQk7dq"),
        ] {
            let verdict = |text: &str| hasher(&[NEW]).verify(&shown(text), Some(kept));
            assert_eq!(verdict(password), Verdict::RightButOld, "{kept}");
            assert_eq!(verdict("abd"), Verdict::Wrong, "{kept}");
        }
    }

    #[test]
    fn what_cannot_be_read_lets_nobody_in() {
        for kept in
            ["", "x", "$2b$", "$2b$10$short", "fm1.", "fm1.AAAAAAAA.$2b$04$x", "fm9.a.b", "plain text"]
        {
            assert_eq!(hasher(&[NEW]).verify(&shown("plain text"), Some(kept)), Verdict::Unusable, "{kept}");
        }
    }

    #[test]
    fn each_question_costs_exactly_one_hash() {
        let hasher = hasher(&[NEW]);
        let kept = hasher.hash(&shown("x")).unwrap();
        let before = hasher.computed();
        for kept in [Some(kept.as_str()), None, Some("nonsense")] {
            hasher.verify(&shown("x"), kept);
        }
        assert_eq!(hasher.computed() - before, 3);
        assert_eq!(hasher.verify(&shown("x"), None), Verdict::Wrong);
    }
}
