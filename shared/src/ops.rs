//! The operator's secret: the token by which whoever runs this deployment says so.

use serde::Deserialize;

use crate::error::Source;
use crate::token::digest;

/// The operator's token.
pub struct OpsToken {
    digest: String,
}

#[derive(Deserialize)]
struct Document {
    token: String,
}

/// Why the secret cannot be used; never says what it holds.
#[derive(Debug, thiserror::Error)]
enum BadToken {
    #[error("the operator's secret is not the JSON that is expected")]
    NotJson,
    #[error("the operator's token needs at least 32 characters")]
    Weak,
}

impl OpsToken {
    /// Reads the secret's text.
    pub(crate) fn parse(text: &str) -> Result<Self, Source> {
        let document: Document = serde_json::from_str(text).map_err(|_| BadToken::NotJson)?;
        if document.token.len() < 32 {
            return Err(BadToken::Weak.into());
        }
        Ok(Self { digest: digest(&document.token) })
    }

    /// Whether it is the token. Digests are compared, of which nobody can choose the beginning.
    pub fn is(&self, token: &str) -> bool {
        self.digest == digest(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_long_and_no_other_one_is_it() {
        let token = OpsToken::parse(r#"{"token":"0123456789abcdef0123456789abcdef"}"#).ok().unwrap();
        assert!(token.is("0123456789abcdef0123456789abcdef"));
        assert!(!token.is("0123456789abcdef0123456789abcdee") && !token.is(""));
        for text in ["hunter2", "{}", r#"{"token":"hunter2"}"#] {
            let error = OpsToken::parse(text).err().unwrap().to_string();
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
