//! Passwords: which ones are good enough, and how they are kept.
//!
//! Kept is bcrypt of base64(HMAC-SHA-384(password, pepper)): 64 characters whatever the password is, so that
//! bcrypt's limit of 72 bytes cuts nothing, and worthless to who has the table without the pepper.

mod hash;

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zxcvbn::feedback::{Suggestion, Warning};
use zxcvbn::{Score, zxcvbn};

pub use self::hash::{HashError, Hasher, Verdict};

/// The longest password, in code points: more than ASVS 6.2.9 asks for, and little to compute with.
pub const MAX_LENGTH: usize = 128;

/// The shortest minimum that may be configured (ASVS 6.2.1).
pub const LEAST_MINIMUM: usize = 8;

/// A password, as its Unicode is normalised. Nothing shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password {
    text: String,
    /// As it came, for hashes of older systems, which took it so.
    given: String,
}

/// Why a password is not good enough, in words for who chose it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Too short.
    #[error("Use at least {0} characters; several words are easier to keep in mind than signs.")]
    Short(usize),
    /// Too long.
    #[error("Use at most {MAX_LENGTH} characters.")]
    Long,
    /// The address itself, or little more.
    #[error("The password must not be your e-mail address.")]
    Address,
    /// Guessable; with what zxcvbn advises.
    #[error("This password is easy to guess. {0}")]
    Guessable(String),
    /// Known from other services' breaches.
    #[error(
        "This password has become public in a breach of another service; choose one that you use nowhere else."
    )]
    Breached,
}

impl Password {
    /// A password that somebody shows: whole, as it came, but for the normal form (NFC), so that every
    /// keyboard gives the same.
    pub fn shown(text: &str) -> Self {
        Self { text: text.nfc().collect(), given: text.to_owned() }
    }

    /// A password that somebody chooses, judged: its length in code points, no rules of composition, and how
    /// well it would resist guessing by who knows `words`, the first of which is the address.
    pub fn chosen(text: &str, min_length: usize, words: &[&str]) -> Result<Self, Weakness> {
        let password = Self::shown(text);
        let length = password.text.chars().count();
        if length < min_length {
            return Err(Weakness::Short(min_length));
        }
        if length > MAX_LENGTH {
            return Err(Weakness::Long);
        }
        let folded: String = password.text.nfkc().flat_map(char::to_lowercase).collect();
        if words.first().is_some_and(|address| folded.trim() == *address) {
            return Err(Weakness::Address);
        }
        let words: Vec<_> =
            words.iter().chain(&["force", "monitor", "forcemonitor", "salesforce"]).copied().collect();
        let estimate = zxcvbn(&password.text, &words);
        if estimate.score() < Score::Three {
            return Err(Weakness::Guessable(advice(estimate.feedback())));
        }
        Ok(password)
    }

    /// The normal form, for whoever hashes it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

fn advice(feedback: Option<&zxcvbn::feedback::Feedback>) -> String {
    let warning =
        feedback.and_then(|feedback| feedback.warning()).map(|warning: Warning| warning.to_string());
    let suggestions = feedback.map(|feedback| feedback.suggestions()).unwrap_or_default();
    let advised = suggestions.first().map(|suggestion: &Suggestion| suggestion.to_string());
    let parts: Vec<_> = warning.into_iter().chain(advised).collect();
    if parts.is_empty() {
        "Add another word or two; uncommon words are better.".into()
    } else {
        parts.join(" ")
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 3] = ["ada.lovelace@example.com", "lovelace", "example"];

    fn chosen(text: &str) -> Result<Password, Weakness> {
        Password::chosen(text, 15, &WORDS)
    }

    #[test]
    fn good_passwords_of_any_alphabet_and_without_rules_are_taken() {
        for text in [
            "correct horse battery staple",
            "lower case words alone will do",
            "пароль из нескольких слов",
            "これはとても長い秘密の合言葉です",
            "ɐ̃ lot of s\u{0327}tränge ✨ signs",
            "   leading and trailing spaces stay   ",
            &format!("a long one {}", "walnut umbrella ".repeat(7)),
        ] {
            assert!(chosen(text).is_ok(), "{text}: {:?}", chosen(text));
        }
    }

    #[test]
    fn length_is_counted_in_code_points_of_the_normal_form() {
        // 14 letters, of which one takes two code points until it is composed.
        assert_eq!(chosen("walnut umbre\u{308}l"), Err(Weakness::Short(15)));
        // Fifteen characters of four bytes each.
        assert!(Password::chosen("𝒶𝓏𝓆𝔴𝔡𝕏𝕒𝓂𝔮𝕫𝒻𝓅𝔧𝕥𝓀", 15, &[]).is_ok());
        let long: String = ('a'..='z').chain('A'..='Z').cycle().take(128).collect();
        assert!(chosen(&long).is_ok());
        assert_eq!(chosen(&format!("{long}x")), Err(Weakness::Long));
        assert_eq!(Password::chosen(&"ä".repeat(129), 15, &[]), Err(Weakness::Long));
    }

    #[test]
    fn what_is_easily_guessed_is_refused_with_advice() {
        for text in [
            "aaaaaaaaaaaaaaa",
            "123456789012345",
            "passwordpassword",
            "qwertyuiopasdfgh",
            "lovelacelovelace",
            "salesforcemonitor",
            "abcabcabcabcabcabc",
        ] {
            let Err(Weakness::Guessable(advice)) = chosen(text) else { panic!("{text}: {:?}", chosen(text)) };
            assert!(advice.ends_with('.') && !advice.contains(text), "{advice}");
        }
    }

    #[test]
    fn the_address_is_no_password_however_it_is_written() {
        for text in ["ada.lovelace@example.com", "Ada.Lovelace@Example.COM", " ada.lovelace@example.com "] {
            assert_eq!(chosen(text), Err(Weakness::Address), "{text}");
        }
    }

    #[test]
    fn debug_output_shows_nothing() {
        assert_eq!(format!("{:?}", Password::shown("hunter2")), "Password");
    }
}
