//! Which keys of maps, headers, forms and cookies have values that must not be kept.
//!
//! The lists follow those of Sentry's SDKs (`EventScrubber` of sentry-python, `FILTERED_ATTRIBUTES` of the
//! others) and its server's data scrubber.

use super::values::Reading;

/// What becomes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is replaced, whatever it is.
    Filtered,
    /// It is kept, and read like this.
    Read(Reading),
}

/// Anywhere in a key.
const WITHIN: [&str; 20] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "apikey",
    "credential",
    "mysqlpwd",
    "privatekey",
    "accesskey",
    "accountkey",
    "encryptionkey",
    "signingkey",
    "accesstoken",
    "refreshtoken",
    "sessionid",
    "connectsid",
    "twofactor",
    "xamzsignature",
    "connectionstring",
    "mnemonic",
];

/// At the end of a key, so that `HTTP_COOKIE` is a `Cookie`.
const ENDINGS: [&str; 7] =
    ["token", "cookie", "cookies", "xforwardedfor", "xrealip", "remoteaddr", "ipaddress"];

/// The last word of a key.
const WORDS: [&str; 10] = ["otp", "pin", "cvv", "cvc", "ssn", "pwd", "sig", "signature", "jwt", "bearer"];

/// Names of cookies that hold sessions, and too common as words to be secret before a colon in prose.
const COOKIES: [&str; 10] = [
    "session",
    "usersession",
    "symfony",
    "phpsessid",
    "mysession",
    "irissessionid",
    "verceljwt",
    "sentrysid",
    "sudo",
    "su",
];

/// The longest key that is looked at; of a longer one, its end.
const LONGEST: usize = 128;

/// What becomes of the value under a key.
pub(super) fn fate(key: &str) -> Fate {
    let key = Key::new(key);
    if key.secret() || key.cookie() {
        return Fate::Filtered;
    }
    let version = key.plain.ends_with("version") || key.plain.ends_with("useragent");
    let version = version || matches!(key.plain.as_str(), "release" | "build" | "dist");
    Fate::Read(if version { Reading::Version } else { Reading::Prose })
}

/// A key in one spelling: `X-Api-Key`, `x_api_key` and `xApiKey` are one.
pub(super) struct Key {
    /// Letters and digits, in lower case.
    plain: String,
    /// The same with `_` between the words.
    words: String,
}

impl Key {
    pub(super) fn new(raw: &str) -> Self {
        let mut start = raw.len().saturating_sub(LONGEST);
        while !raw.is_char_boundary(start) {
            start += 1;
        }
        let mut key = Self { plain: String::new(), words: String::new() };
        let mut gap = false;
        let mut small = false;
        for char in raw.get(start..).unwrap_or_default().chars() {
            if !char.is_alphanumeric() {
                gap = true;
                continue;
            }
            if (gap || small && char.is_uppercase()) && !key.words.is_empty() {
                key.words.push('_');
            }
            gap = false;
            small = char.is_lowercase();
            key.plain.extend(char.to_lowercase());
            key.words.extend(char.to_lowercase());
        }
        key
    }

    /// Whether what it names is secret wherever it stands.
    pub(super) fn secret(&self) -> bool {
        let last = self.words.rsplit('_').next().unwrap_or_default();
        WITHIN.iter().any(|part| self.plain.contains(part))
            || ENDINGS.iter().any(|end| self.plain.ends_with(end))
            || WORDS.contains(&last)
            || self.words.ends_with("_pass")
            || self.plain == "pass"
            || self.authenticates()
    }

    /// Whether it is the name of a cookie that stands for a session.
    pub(super) fn cookie(&self) -> bool {
        COOKIES.contains(&self.plain.as_str()) || self.plain.contains("csrf") || self.plain.contains("xsrf")
    }

    /// Whether it is as common a word in what programs say as it is a name of secrets: `Unexpected token: x`.
    pub(super) fn is_a_common_word(&self) -> bool {
        const COMMON: [&str; 12] = [
            "token",
            "secret",
            "auth",
            "pin",
            "cookie",
            "otp",
            "pass",
            "signature",
            "sig",
            "jwt",
            "bearer",
            "pwd",
        ];
        COMMON.contains(&self.plain.as_str())
    }

    /// Whether its value is a whole line where it stands as a header.
    pub(super) fn takes_a_line(&self) -> bool {
        ["authorization", "cookie", "cookies"].iter().any(|end| self.plain.ends_with(end))
    }

    /// Whether it names a kind of error, after which a colon and a text follow: `INVALID_SESSION_ID: …`.
    pub(super) fn is_an_error(&self) -> bool {
        if ["invalid", "missing", "expired", "unknown"].iter().any(|start| self.plain.starts_with(start)) {
            return true;
        }
        ["error", "exception", "failure", "warning", "denied", "invalid", "expired"]
            .iter()
            .any(|end| self.plain.ends_with(end))
    }

    /// Has `auth` in it, and not as a part of author, authority or authorized.
    fn authenticates(&self) -> bool {
        self.words.split("auth").skip(1).any(|rest| {
            !rest.starts_with("or") || rest.starts_with("orization") || rest.starts_with("orisation")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: [&str; 55] = [
        "password",
        "newPassword",
        "PASSWORD_CONFIRMATION",
        "passwd",
        "db_pass",
        "X-Api-Key",
        "x_api_key",
        "xApiKey",
        "x.api.key",
        "api key",
        "clientSecret",
        "accessToken",
        "refresh-token",
        "token",
        "csrfmiddlewaretoken",
        "auth",
        "oauth2",
        "basicAuth",
        "Authorization",
        "Proxy-Authorization",
        "HTTP_AUTHORIZATION",
        "authorisation",
        "auth_order",
        "authOrigin",
        "aws_credentials",
        "MYSQL_PWD",
        "private-key",
        "sessionId",
        "otp",
        "two-factor",
        "PIN",
        "userPin",
        "card_cvv",
        "cvc",
        "ssn",
        "Cookie",
        "cookies",
        "HTTP_COOKIE",
        "Set-Cookie",
        "X-CSRFToken",
        "X-XSRF-TOKEN",
        "connect.sid",
        "_session",
        "__session",
        "PHPSESSID",
        "_vercel_jwt",
        "csrf_anything",
        "xsrf",
        "sudo",
        "su",
        "xForwardedFor",
        "HTTP_X_FORWARDED_FOR",
        "X-Real-IP",
        "REMOTE_ADDR",
        "ipAddress",
    ];

    fn filtered(key: &str) -> bool {
        fate(key) == Fate::Filtered
    }

    #[test]
    fn keys_of_secrets_are_known_in_every_spelling() {
        for key in SECRET {
            assert!(filtered(key), "{key}");
        }
    }

    #[test]
    fn keys_that_only_look_alike_are_not() {
        for key in [
            "author",
            "AUTHOR",
            "coAuthor",
            "authors",
            "authority",
            "authored_at",
            "authorized",
            "unauthorized",
            "authorities",
            "tokens",
            "max_tokens",
            "tokenizer",
            "opinion",
            "spin",
            "pinned",
            "sum",
            "sudoku",
            "key",
            "api",
            "name",
            "session_count",
            "",
            "…",
        ] {
            assert!(!filtered(key), "{key}");
        }
    }

    #[test]
    fn a_key_is_read_from_its_end() {
        assert!(filtered(&format!("{}.password", "é".repeat(10_000))));
        assert!(!filtered(&format!("password{}", "x".repeat(10_000))));
    }

    #[test]
    fn versions_may_look_like_addresses() {
        for key in ["User-Agent", "HTTP_USER_AGENT", "version", "kernelVersion"] {
            assert_eq!(fate(key), Fate::Read(Reading::Version), "{key}");
        }
        assert_eq!(fate("host"), Fate::Read(Reading::Prose));
    }
}
