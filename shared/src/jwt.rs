//! Access tokens: JSON Web Tokens signed with Ed25519 (RFC 8037), of the type `at+jwt` (RFC 9068), good for a
//! quarter of an hour. One algorithm is known, the keys are our own, and nothing in a token says where to
//! find another one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

use crate::token::derive;

/// How long an access token is good for.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// How much the clocks of two instances may differ.
const LEEWAY: SignedDuration = SignedDuration::from_secs(5);

const ALGORITHM: &str = "EdDSA";
const TYPE: &str = "at+jwt";
const AUDIENCE: &str = "force-monitor";

/// Whom a token speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The account's id (`sub`).
    pub user: String,
    /// The session's id (`sid`).
    pub session: String,
}

/// Why a token is not accepted. Which reason it was is told to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadToken {
    /// It has not the form of one of our tokens, or another algorithm, type or key.
    #[error("the token is none of ours")]
    Foreign,
    /// Its signature does not hold.
    #[error("the token's signature does not hold")]
    Signature,
    /// It was made by or for somebody else.
    #[error("the token is for another deployment")]
    Audience,
    /// Its time is over, or has not begun.
    #[error("the token is not good now")]
    Expired,
}

/// The live signing keys, newest first.
pub struct Signer {
    keys: Vec<(String, Ed25519KeyPair)>,
    issuer: String,
}

#[derive(Deserialize, Serialize)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

#[derive(Deserialize, Serialize)]
struct Body {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
}

impl Signer {
    /// Derives the keys from secrets; the first one signs. `issuer` is where this deployment is reached.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a str>, issuer: &str) -> Result<Self, BadToken> {
        let key = |secret: &str| {
            let id = URL_SAFE_NO_PAD.encode(&derive(secret, "force-monitor signing key id")[..6]);
            let seed = derive(secret, "force-monitor signing key");
            Ok((id, Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| BadToken::Foreign)?))
        };
        let keys = secrets.into_iter().map(key).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { keys, issuer: issuer.to_owned() })
    }

    /// Makes a token that is good from `now` for [`LIFETIME`].
    pub fn sign(&self, claims: &Claims, now: Timestamp) -> Result<String, BadToken> {
        let (kid, key) = self.keys.first().ok_or(BadToken::Foreign)?;
        let header = Header { alg: ALGORITHM.into(), typ: TYPE.into(), kid: kid.clone() };
        let body = Body {
            iss: self.issuer.clone(),
            aud: AUDIENCE.into(),
            sub: claims.user.clone(),
            sid: claims.session.clone(),
            iat: now.as_second(),
            exp: (now + LIFETIME).as_second(),
        };
        let signed = format!("{}.{}", part(&header)?, part(&body)?);
        let signature = URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes()));
        Ok(format!("{signed}.{signature}"))
    }

    /// Reads a token that somebody presented. The signature comes before anything that the token says of
    /// itself.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Claims, BadToken> {
        let (signed, signature) = token.rsplit_once('.').ok_or(BadToken::Foreign)?;
        let (header, body) = signed.split_once('.').ok_or(BadToken::Foreign)?;
        let header: Header = read(header)?;
        if header.alg != ALGORITHM || !header.typ.eq_ignore_ascii_case(TYPE) {
            return Err(BadToken::Foreign);
        }
        let (_, key) = self.keys.iter().find(|(kid, _)| *kid == header.kid).ok_or(BadToken::Foreign)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| BadToken::Foreign)?;
        UnparsedPublicKey::new(&ED25519, key.public_key().as_ref())
            .verify(signed.as_bytes(), &signature)
            .map_err(|_| BadToken::Signature)?;
        let body: Body = read(body)?;
        if body.iss != self.issuer || body.aud != AUDIENCE {
            return Err(BadToken::Audience);
        }
        if now.as_second() >= body.exp || (now + LEEWAY).as_second() < body.iat {
            return Err(BadToken::Expired);
        }
        Ok(Claims { user: body.sub, session: body.sid })
    }

    /// The public keys with their ids, for whoever checks tokens by other means.
    pub fn public_keys(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.keys.iter().map(|(kid, key)| (kid.as_str(), key.public_key().as_ref()))
    }
}

fn part(value: &impl Serialize) -> Result<String, BadToken> {
    serde_json::to_vec(value).map(|json| URL_SAFE_NO_PAD.encode(json)).map_err(|_| BadToken::Foreign)
}

fn read<T: for<'a> Deserialize<'a>>(part: &str) -> Result<T, BadToken> {
    let json = URL_SAFE_NO_PAD.decode(part).map_err(|_| BadToken::Foreign)?;
    serde_json::from_slice(&json).map_err(|_| BadToken::Foreign)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an-old-token-key-of-32-letters-or-more";
    const NEW: &str = "a-newer-token-key-of-32-letters-or-more";
    const ISSUER: &str = "https://fm.example/prod";

    fn signer(secrets: &[&str]) -> Signer {
        Signer::new(secrets.iter().copied(), ISSUER).unwrap()
    }

    fn claims() -> Claims {
        Claims { user: "user".into(), session: "session".into() }
    }

    fn now() -> Timestamp {
        Timestamp::from_second(1_760_000_000).unwrap()
    }

    /// A token with other words in its header or body, signed or not as `sign` says.
    fn forged(header: &str, body: &str, sign: impl Fn(&str) -> Vec<u8>) -> String {
        let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(body));
        let signature = URL_SAFE_NO_PAD.encode(sign(&signed));
        format!("{signed}.{signature}")
    }

    #[test]
    fn a_token_speaks_for_its_session_for_a_quarter_of_an_hour() {
        let token = signer(&[NEW]).sign(&claims(), now()).unwrap();
        assert_eq!(signer(&[NEW]).verify(&token, now()), Ok(claims()));
        let last = now() + LIFETIME - SignedDuration::from_secs(1);
        assert_eq!(signer(&[NEW]).verify(&token, last), Ok(claims()));
        assert_eq!(signer(&[NEW]).verify(&token, now() + LIFETIME), Err(BadToken::Expired));
        assert_eq!(
            signer(&[NEW]).verify(&token, now() - SignedDuration::from_mins(1)),
            Err(BadToken::Expired)
        );
    }

    #[test]
    fn the_old_key_still_verifies_while_the_new_one_signs() {
        let before = signer(&[OLD]).sign(&claims(), now()).unwrap();
        let during = signer(&[NEW, OLD]);
        assert_eq!(during.verify(&before, now()), Ok(claims()));
        let after = during.sign(&claims(), now()).unwrap();
        assert_eq!(signer(&[NEW]).verify(&after, now()), Ok(claims()));
        assert_eq!(signer(&[OLD]).verify(&after, now()), Err(BadToken::Foreign));
    }

    #[test]
    fn none_and_foreign_algorithms_types_and_keys_are_refused_even_with_a_good_signature() {
        let signer = signer(&[NEW]);
        let (kid, key) = &signer.keys[0];
        let good = signer.sign(&claims(), now()).unwrap();
        let body =
            String::from_utf8(URL_SAFE_NO_PAD.decode(good.split('.').nth(1).unwrap()).unwrap()).unwrap();
        let sign = |signed: &str| key.sign(signed.as_bytes()).as_ref().to_vec();
        let header = |alg: &str, typ: &str| format!(r#"{{"alg":"{alg}","typ":"{typ}","kid":"{kid}"}}"#);
        assert_eq!(signer.verify(&forged(&header("EdDSA", "at+jwt"), &body, sign), now()), Ok(claims()));
        for (alg, typ) in [
            ("none", TYPE),
            ("None", TYPE),
            ("", TYPE),
            ("HS256", TYPE),
            ("ES256", TYPE),
            ("RS256", TYPE),
            ("EdDSA", "JWT"),
            ("EdDSA", "refresh+jwt"),
        ] {
            let token = forged(&header(alg, typ), &body, sign);
            assert_eq!(signer.verify(&token, now()), Err(BadToken::Foreign), "{alg} {typ}");
        }
        let unsigned = forged(&header("none", TYPE), &body, |_| Vec::new());
        assert_eq!(signer.verify(&unsigned, now()), Err(BadToken::Foreign));
        // The public key as the secret of an HMAC: the classic confusion of algorithms.
        let hmac = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, key.public_key().as_ref());
        let confused = forged(&header("HS256", TYPE), &body, |signed| {
            ring::hmac::sign(&hmac, signed.as_bytes()).as_ref().to_vec()
        });
        assert_eq!(signer.verify(&confused, now()), Err(BadToken::Foreign));
        let elsewhere = r#"{"alg":"EdDSA","typ":"at+jwt","kid":"mine","jku":"https://evil.test"}"#;
        assert_eq!(signer.verify(&forged(elsewhere, &body, sign), now()), Err(BadToken::Foreign));
    }

    #[test]
    fn a_token_of_another_deployment_is_refused() {
        let other = Signer::new([NEW], "https://other.example").unwrap().sign(&claims(), now()).unwrap();
        assert_eq!(signer(&[NEW]).verify(&other, now()), Err(BadToken::Audience));
    }

    #[test]
    fn a_changed_or_cut_token_is_refused_and_never_panics() {
        let signer = signer(&[NEW]);
        let good = signer.sign(&claims(), now()).unwrap();
        for end in 0..good.len() {
            assert!(signer.verify(&good[..end], now()).is_err(), "cut at {end}");
        }
        let (head, rest) = good.split_once('.').unwrap();
        let (_, signature) = rest.split_once('.').unwrap();
        let body = r#"{"iss":"https://fm.example/prod","aud":"force-monitor","sub":"eve","sid":"s","iat":0,"exp":9999999999}"#;
        let changed = format!("{head}.{}.{signature}", URL_SAFE_NO_PAD.encode(body));
        assert_eq!(signer.verify(&changed, now()), Err(BadToken::Signature));
        for nonsense in ["", ".", "..", "...", "a.b.c", "é.é.é", "{}.{}.{}"] {
            assert_eq!(signer.verify(nonsense, now()), Err(BadToken::Foreign), "{nonsense}");
        }
    }
}
