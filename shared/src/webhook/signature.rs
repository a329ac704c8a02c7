//! How a receiver knows that a post came from here, unchanged and just now.

use jiff::Timestamp;
use ring::hmac;

use crate::token;

/// The value of `x-force-monitor-signature`: HMAC-SHA-256 (RFC 2104) over `SECONDS.BODY`, keyed with the
/// secret's text, in hexadecimal digits behind the scheme's version. The time in Unix seconds is signed too,
/// so that a receiver can refuse what somebody has recorded and sends again later.
pub fn signature(secret: &str, at: Timestamp, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let mut context = hmac::Context::with_key(&key);
    context.update(at.as_second().to_string().as_bytes());
    context.update(b".");
    context.update(body.as_bytes());
    format!("v1={}", token::hex(context.sign().as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of docs/alerts.md; made with `openssl dgst -sha256 -hmac SECRET`.
    #[test]
    fn the_signature_is_that_of_the_documented_example() {
        let at = Timestamp::from_second(1_795_185_000).unwrap();
        let body = r#"{"type":"test"}"#;
        assert_eq!(
            signature("correct horse battery staple", at, body),
            "v1=3c094adc0c97d206b18b935d4fcd0beea11eca539560b8c77a640462cbfcef84"
        );
    }

    #[test]
    fn time_body_and_secret_each_change_the_signature() {
        let at = Timestamp::from_second(1_795_185_000).unwrap();
        let made = signature("secret", at, "body");
        assert_ne!(made, signature("secret", Timestamp::from_second(1_795_185_001).unwrap(), "body"));
        assert_ne!(made, signature("secret", at, "body "));
        assert_ne!(made, signature("Secret", at, "body"));
    }
}
