//! Shares: read-only links to one org or to all orgs of an account, for colleagues and for programs such as
//! Prometheus.

use jiff::Timestamp;

use crate::limits::Org;
use crate::org::OrgId;
use crate::token::{self, NoRandomness};

/// What every share's token begins with, so that people and scanners for secrets know one.
const PREFIX: &str = "fm_share_";

/// The secret part of a link: 256 random bits. Only its SHA-256 is stored.
pub struct ShareToken(String);

/// A permission to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// SHA-256 of the token.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// The org; all of the account's if none is named.
    pub org: Option<OrgId>,
    /// What its owner calls it.
    pub name: String,
    /// Whether the org's name and host stay hidden.
    pub masked: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl ShareToken {
    /// A new token.
    pub fn new() -> Result<Self, NoRandomness> {
        Ok(Self(format!("{PREFIX}{}", token::random_text()?)))
    }

    /// Reads what a caller sent; `None` if it is no token of a share.
    pub fn parse(text: &str) -> Option<Self> {
        text.starts_with(PREFIX).then(|| Self(text.to_owned()))
    }

    /// The token itself, to be shown once.
    pub fn value(&self) -> &str {
        &self.0
    }

    /// Its SHA-256.
    pub fn id(&self) -> String {
        token::digest(&self.0)
    }
}

impl Share {
    /// Whether it is for this org.
    pub fn covers(&self, org: &OrgId) -> bool {
        self.org.as_ref().is_none_or(|shared| shared == org)
    }

    /// Whether it is good at `now`. DynamoDB removes expired items days late, so every read asks.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }

    /// Hides what the owner does not want to be seen.
    pub fn mask(&self, org: &mut Org) {
        if self.masked {
            org.name = "An org".to_owned();
            org.instance_url = String::new();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::OrgKind;

    fn share(org: Option<&str>, masked: bool) -> Share {
        Share {
            id: "id".into(),
            account: "a".into(),
            org: org.map(|id| OrgId::parse(id).unwrap()),
            name: "Wall".into(),
            masked,
            created_at: Timestamp::UNIX_EPOCH,
            expires_at: Timestamp::from_second(100).unwrap(),
        }
    }

    #[test]
    fn a_share_is_for_its_org_or_for_all() {
        let (one, other) =
            (OrgId::parse("00D000000000001").unwrap(), OrgId::parse("00D000000000002").unwrap());
        assert!(share(Some("00D000000000001"), false).covers(&one));
        assert!(!share(Some("00D000000000001"), false).covers(&other));
        assert!(share(None, false).covers(&other));
    }

    #[test]
    fn a_share_ends_at_its_time() {
        assert!(share(None, false).is_live(Timestamp::from_second(99).unwrap()));
        assert!(!share(None, false).is_live(Timestamp::from_second(100).unwrap()));
    }

    #[test]
    fn a_masked_share_shows_neither_name_nor_host() {
        let mut org = Org {
            id: OrgId::parse("00D000000000001").unwrap(),
            name: "Acme".into(),
            kind: OrgKind::Production,
            instance_url: "https://acme.my.salesforce.com".into(),
        };
        share(None, false).mask(&mut org);
        assert_eq!(org.name, "Acme");
        share(None, true).mask(&mut org);
        assert_eq!((org.name.as_str(), org.instance_url.as_str()), ("An org", ""));
    }

    #[test]
    fn a_token_is_known_by_its_beginning_and_kept_by_its_digest() {
        let token = ShareToken::new().unwrap();
        assert_eq!(ShareToken::parse(token.value()).unwrap().id(), token.id());
        assert!(!token.id().contains(token.value()));
        assert!(ShareToken::parse("something else").is_none());
    }
}
