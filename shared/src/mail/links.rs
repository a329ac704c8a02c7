//! Where the links in mails lead.

use crate::org::OrgId;

/// The pages that mails lead to, all of this deployment. Tokens stand in the fragment only, which browsers
/// send to no server, so that no log and no `Referer` holds them (ASVS 14.2.1).
#[derive(Clone, Copy, Debug)]
pub struct Links<'a>(&'a str);

impl<'a> Links<'a> {
    /// The pages under a public URL, which has no trailing slash.
    pub fn new(public_url: &'a str) -> Self {
        Self(public_url)
    }

    /// Where a new password is chosen.
    pub fn reset_password(self, token: &str) -> String {
        format!("{}/reset-password#token={token}", self.0)
    }

    /// Where an address is confirmed.
    pub fn verify_email(self, token: &str) -> String {
        format!("{}/verify-email#token={token}", self.0)
    }

    /// Where a new password is asked for.
    pub fn forgot_password(self) -> String {
        format!("{}/forgot-password", self.0)
    }

    /// Where one logs in.
    pub fn login(self) -> String {
        format!("{}/login", self.0)
    }

    /// Where an org's limits and alerts stand.
    pub fn org(self, id: &OrgId) -> String {
        format!("{}/orgs/{id}", self.0)
    }

    /// Where the devices stand that are logged in.
    pub fn devices(self) -> String {
        format!("{}/devices", self.0)
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    const LINKS: Links<'_> = Links("https://fm.example/prod");

    #[test]
    fn a_token_stands_in_the_fragment_and_nowhere_else() {
        for (link, path) in [
            (LINKS.reset_password("t0k-en_"), "/prod/reset-password"),
            (LINKS.verify_email("t0k-en_"), "/prod/verify-email"),
        ] {
            let url = Url::parse(&link).unwrap();
            assert_eq!((url.path(), url.query(), url.fragment()), (path, None, Some("token=t0k-en_")));
        }
    }

    #[test]
    fn pages_are_those_of_this_deployment() {
        assert_eq!(LINKS.forgot_password(), "https://fm.example/prod/forgot-password");
        assert_eq!(LINKS.login(), "https://fm.example/prod/login");
        assert_eq!(LINKS.devices(), "https://fm.example/prod/devices");
        let org = OrgId::parse("00D000000000001").unwrap();
        assert_eq!(LINKS.org(&org), "https://fm.example/prod/orgs/00D000000000001EAA");
    }
}
