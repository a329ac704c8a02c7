//! Which places a webhook may be posted to. Whoever types the URL of a webhook must not reach with it what
//! only we can reach: this machine, a private network, the cloud's metadata (OWASP, "Server-Side Request
//! Forgery Prevention").

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// The longest URL that is taken, in bytes.
const MAX_LENGTH: usize = 2048;

/// Why a URL is not posted to, in words for whoever typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// It is no URL with a host, or a very long one.
    #[error("has to be a URL of at most 2048 characters")]
    NotAUrl,
    /// It would travel unencrypted.
    #[error("has to begin with https://")]
    NotHttps,
    /// A name or a password stands before the host.
    #[error("must not hold a user name or a password")]
    Credentials,
    /// Neither of the ports that are common for HTTPS.
    #[error("has to use port 443 or 8443")]
    Port,
    /// Its host is an address that is not on the public internet.
    #[error("has to lead to a public address")]
    Address,
}

/// Reads a URL that a webhook may have. `loopback` also allows `http://127.0.0.1` with any port, for tests
/// and the local run. A host that is a name may still resolve to a refused address, which is seen when it is
/// connected to.
pub fn webhook_url(text: &str, loopback: bool) -> Result<Url, BadUrl> {
    let url = Url::parse(text).map_err(|_| BadUrl::NotAUrl)?;
    let host = url.host().filter(|_| text.len() <= MAX_LENGTH).ok_or(BadUrl::NotAUrl)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BadUrl::Credentials);
    }
    if loopback && matches!(host, Host::Ipv4(Ipv4Addr::LOCALHOST)) {
        return Ok(url);
    }
    if url.scheme() != "https" {
        return Err(BadUrl::NotHttps);
    }
    if !matches!(url.port(), None | Some(8443)) {
        return Err(BadUrl::Port);
    }
    let public = match host {
        Host::Domain(_) => true,
        Host::Ipv4(address) => is_global(address.into()),
        Host::Ipv6(address) => is_global(address.into()),
    };
    if public { Ok(url) } else { Err(BadUrl::Address) }
}

/// Whether an address is one of the public internet, by IANA's registries of special-purpose addresses
/// (RFC 6890). Whole blocks are refused where a registry has exceptions inside, and so is whatever carries an
/// IPv4 address inside an IPv6 one, because a gateway on the way may unpack it.
pub fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_global_v4(address),
        IpAddr::V6(address) => is_global_v6(address),
    }
}

fn is_global_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // This network, private, loopback; 224 and above are multicast, reserved and broadcast.
        [0 | 10 | 127 | 224.., ..] => true,
        // Shared by carriers (RFC 6598).
        [100, 64..128, ..] => true,
        // Link-local, the cloud's metadata among it.
        [169, 254, ..] => true,
        // Private.
        [172, 16..32, ..] | [192, 168, ..] => true,
        // IETF protocols, documentation, 6to4 relays.
        [192, 0, 0 | 2, _] | [192, 88, 99, _] => true,
        // Benchmarks.
        [198, 18 | 19, ..] => true,
        // Documentation.
        [198, 51, 100, _] | [203, 0, 113, _] => true,
        _ => false,
    };
    !special
}

/// Global unicast is `2000::/3` alone; loopback, mapped addresses, NAT64, private and link-local ones,
/// multicast and the rest are outside of it.
fn is_global_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // IETF protocols: Teredo, benchmarks, ORCHID.
        [0x2001, ..=0x01ff, ..] => false,
        // Documentation.
        [0x2001, 0x0db8, ..] | [0x3fff, ..=0x0fff, ..] => false,
        // 6to4.
        [0x2002, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last address before a special block and the first one after it, and some well-known ones.
    const PUBLIC: &str = "
        1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
        169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0
        192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255
        203.0.114.0 223.255.255.255
        2000:: 2001:200::1 2001:4860:4860::8888 2001:db7:ffff:: 2001:db9:: 2001:ffff:: 2003::1
        2606:4700:4700::1111 2a00:1450:4001::1 3ffe:ffff:: 3fff:1000:: 3fff:ffff::";

    /// Both ends of the blocks in IANA's registries, and addresses that carry others inside.
    const SPECIAL: &str = "
        0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1 127.255.255.255
        169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.170
        192.0.0.255 192.0.2.0 192.0.2.255 192.88.99.0 192.88.99.255 192.168.0.0 192.168.255.255 198.18.0.0
        198.19.255.255 198.51.100.0 198.51.100.255 203.0.113.0 203.0.113.255 224.0.0.0 239.255.255.255
        240.0.0.0 255.255.255.255
        :: ::1 ::127.0.0.1 ::ffff:1.1.1.1 ::ffff:169.254.169.254 ::ffff:0:10.0.0.1 64:ff9b::a00:1
        64:ff9b:1::1 100:: 100::ffff 100:0:0:1:: 1fff:: 2001:: 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::
        2001:10:: 2001:20:: 2001:1ff:ffff:: 2001:db8:: 2001:db8:ffff:: 2002:: 2002:7f00:1:: 2002:ffff::
        3fff:: 3fff:fff:ffff:: 4000:: 5f00:: fc00:: fd00:ec2::254 fdff:: fe80::1 fe80::a9fe:a9fe febf::
        fec0:: ff00:: ff02::1";

    #[test]
    fn addresses_of_the_public_internet_are_global_and_no_special_ones_are() {
        for (addresses, expected) in [(PUBLIC, true), (SPECIAL, false)] {
            for address in addresses.split_whitespace() {
                assert_eq!(is_global(address.parse().unwrap()), expected, "{address}");
            }
        }
    }

    #[test]
    fn a_url_is_https_on_a_common_port_without_credentials_and_leads_to_the_outside() {
        for good in [
            "https://hooks.example.com/a?b=c",
            "https://hooks.example.com:443/",
            "https://HOOKS.example:8443",
            "https://1.1.1.1/",
            "https://[2606:4700:4700::1111]/",
        ] {
            assert!(webhook_url(good, false).is_ok(), "{good}");
        }
        let long = format!("https://example.com/{}", "a".repeat(MAX_LENGTH));
        for (bad, why) in [
            ("", BadUrl::NotAUrl),
            ("example.com", BadUrl::NotAUrl),
            ("data:,a", BadUrl::NotAUrl),
            (&long, BadUrl::NotAUrl),
            ("http://example.com/", BadUrl::NotHttps),
            ("ftp://example.com/", BadUrl::NotHttps),
            ("http://127.0.0.1/", BadUrl::NotHttps),
            ("https://ada@example.com/", BadUrl::Credentials),
            ("https://:secret@example.com/", BadUrl::Credentials),
            ("https://example.com:22/", BadUrl::Port),
            ("https://example.com:80/", BadUrl::Port),
            ("https://127.0.0.1/", BadUrl::Address),
            // The same address in the other forms that browsers know.
            ("https://2130706433/", BadUrl::Address),
            ("https://0x7f.1/", BadUrl::Address),
            ("https://0177.0.0.1/", BadUrl::Address),
            ("https://127.1/", BadUrl::Address),
            // Names are ASCII here; others are written in their ASCII form (`xn--`).
            ("https://\u{ff11}27.0.0.1/", BadUrl::NotAUrl),
            ("https://169.254.169.254/latest/meta-data/", BadUrl::Address),
            ("https://[::1]/", BadUrl::Address),
            ("https://[::ffff:127.0.0.1]/", BadUrl::Address),
            ("https://[fd00:ec2::254]/", BadUrl::Address),
        ] {
            assert_eq!(webhook_url(bad, false).err(), Some(why), "{bad}");
        }
    }

    #[test]
    fn the_local_run_may_post_to_its_own_machine_and_to_nothing_else_besides() {
        assert!(webhook_url("http://127.0.0.1:3000/hook", true).is_ok());
        for bad in ["http://127.0.0.2/", "http://localhost/", "https://10.0.0.1/", "https://[::1]/"] {
            assert!(webhook_url(bad, true).is_err(), "{bad}");
        }
        assert_eq!(webhook_url("http://ada@127.0.0.1/", true).err(), Some(BadUrl::Credentials));
    }
}
