//! Which hosts count as Salesforce's. Checked at the edge, because a host that is not would be sent an access
//! token (SSRF).

use url::Url;

/// Where a person logs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginHost {
    /// `login.salesforce.com`: production and developer orgs.
    Production,
    /// `test.salesforce.com`: sandboxes.
    Sandbox,
    /// An org's own host, such as `acme.my.salesforce.com`.
    MyDomain(String),
}

/// The text names no host of Salesforce.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("use login, test, or a My Domain host such as NAME.my.salesforce.com")]
pub struct NotALoginHost;

impl LoginHost {
    /// Reads `login`, `test` or a My Domain host; a pasted address (`https://…/…`, Lightning's too) is
    /// understood.
    pub fn parse(text: &str) -> Result<Self, NotALoginHost> {
        let text = text.trim().to_ascii_lowercase();
        let host = text.strip_prefix("https://").unwrap_or(&text);
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.strip_suffix(":443").unwrap_or(host);
        match host {
            "login" | "login.salesforce.com" => return Ok(Self::Production),
            "test" | "test.salesforce.com" => return Ok(Self::Sandbox),
            _ => {}
        }
        let host = host
            .replace(".lightning.force.com", ".my.salesforce.com")
            .replace(".my.salesforce-setup.com", ".my.salesforce.com");
        if is_my_domain(&host) { Ok(Self::MyDomain(host)) } else { Err(NotALoginHost) }
    }

    /// The host's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Production => "login.salesforce.com",
            Self::Sandbox => "test.salesforce.com",
            Self::MyDomain(host) => host,
        }
    }
}

/// Says whether `url` is an address that Salesforce itself would name as an org's instance.
pub(super) fn is_instance_url(url: &Url) -> bool {
    let plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
    let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    let host = url.host_str().unwrap_or_default();
    url.scheme() == "https" && plain && bare && (is_my_domain(host) || is_pod(host))
}

/// `NAME.my.salesforce.com`, a sandbox's `NAME--BOX.sandbox.my.salesforce.com`, and the other partitions.
fn is_my_domain(host: &str) -> bool {
    const PARTITIONS: [&str; 6] = ["sandbox", "develop", "scratch", "demo", "patch", "trailblaze"];
    let Some(rest) = host.strip_suffix(".my.salesforce.com") else { return false };
    match rest.split_once('.') {
        None => is_label(rest),
        Some((name, partition)) => is_label(name) && PARTITIONS.contains(&partition),
    }
}

/// `NAME.salesforce.com`: the instances (`na139`, `eu44`) of orgs without enhanced domains.
fn is_pod(host: &str) -> bool {
    host.strip_suffix(".salesforce.com").is_some_and(is_label)
}

/// One DNS label (RFC 1035, 2.3.1) in lower case.
fn is_label(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !text.is_empty()
        && text.len() <= 63
        && text.bytes().all(inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests;
