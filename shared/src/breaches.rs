//! Passwords that have become public: asked for by the first five digits of their SHA-1 (k-anonymity), so
//! that whoever answers learns neither the password nor its digest.
//!
//! The look-up is a help, not a guard: if nobody answers in time, the password is taken.

use reqwest::StatusCode;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

use crate::app::App;
use crate::error::{Error, chain};
use crate::password::{Password, Weakness};

/// What the service may send at most; the usual answer has 40 KB.
const MAX_ANSWER: usize = 1024 * 1024;

/// Why nobody knows whether a password is public.
#[derive(Debug, thiserror::Error)]
enum NoAnswer {
    /// Without the URL, which has five digits of the password's digest.
    #[error("the request failed")]
    Request(#[source] reqwest::Error),
    #[error("the answer has status {0}")]
    Status(u16),
    #[error("the answer is longer than any list")]
    TooLong,
    #[error("the answer is no list")]
    Nonsense,
}

impl From<reqwest::Error> for NoAnswer {
    fn from(error: reqwest::Error) -> Self {
        Self::Request(error.without_url())
    }
}

/// Refuses a password that is known to be public. Does nothing unless a service is configured.
pub async fn refuse_breached(app: &App, password: &Password) -> Result<(), Error> {
    let Some(range) = &app.config.passwords.breach_range else { return Ok(()) };
    let digest = hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, password.text().as_bytes()).as_ref());
    let (prefix, suffix) = digest.split_at(5);
    let url = format!("{}/{prefix}", range.as_str().trim_end_matches('/'));
    match ask(app, &url, suffix).await {
        Ok(true) => Err(Weakness::Breached.into()),
        Ok(false) => Ok(()),
        Err(no_answer) => {
            tracing::warn!(
                cause = chain(&no_answer),
                "breached passwords cannot be looked up; the password is taken"
            );
            Ok(())
        }
    }
}

async fn ask(app: &App, url: &str, suffix: &str) -> Result<bool, NoAnswer> {
    // Padding keeps the answer's length from telling which list it is.
    let request = app.breach_client()?.get(url).header("add-padding", "true");
    let mut response = request.timeout(app.config.passwords.breach_timeout).send().await?;
    if response.status() != StatusCode::OK {
        return Err(NoAnswer::Status(response.status().as_u16()));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ANSWER {
            return Err(NoAnswer::TooLong);
        }
    }
    holds(std::str::from_utf8(&body).map_err(|_| NoAnswer::Nonsense)?, suffix)
}

/// Whether a list has this suffix with a count above zero; those with zero are padding.
fn holds(list: &str, suffix: &str) -> Result<bool, NoAnswer> {
    let mut found = false;
    for line in list.lines().filter(|line| !line.trim().is_empty()) {
        let (known, count) = line.trim().split_once(':').ok_or(NoAnswer::Nonsense)?;
        let count: u64 = count.parse().map_err(|_| NoAnswer::Nonsense)?;
        found |= count > 0 && known.eq_ignore_ascii_case(suffix);
    }
    Ok(found)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_is_found_in_a_list_and_padding_is_not() {
        let list =
            "0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n00D4F6E8FA6EECAD2A3AA415EEC418D38EC:2\r\nFFFF:0\r\n";
        assert!(holds(list, "00D4F6E8FA6EECAD2A3AA415EEC418D38EC").unwrap());
        assert!(holds(list, "00d4f6e8fa6eecad2a3aa415eec418d38ec").unwrap());
        assert!(!holds(list, "FFFF").unwrap());
        assert!(!holds("", "FFFF").unwrap());
        for nonsense in ["<html>", "ABC:x", "ABC"] {
            assert!(holds(nonsense, "ABC").is_err(), "{nonsense}");
        }
    }

    #[test]
    fn the_digest_is_sha_1_in_capital_hex() {
        assert_eq!(
            hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, b"abc").as_ref()),
            "A9993E364706816ABA3E25717850C26C9CD0D89D"
        );
    }
}
