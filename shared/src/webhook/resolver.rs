//! Looking up a receiver's name. The connection is made to what was looked at here and nothing else, so that
//! a name cannot lead to another address a moment later (DNS rebinding).

use std::error::Error as StdError;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::is_global;

/// The name leads, perhaps among others, to an address that is not on the public internet.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an address that is not public")]
pub(super) struct NotPublic;

/// Resolves names to public addresses.
pub(super) struct PublicResolver;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let looked_up = tokio::task::spawn_blocking(move || look_up(name.as_str())).await;
            let addresses = public(looked_up??)?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// The system's answer. Port 0 is replaced by that of the URL.
fn look_up(name: &str) -> io::Result<Vec<SocketAddr>> {
    Ok((name, 0).to_socket_addrs()?.collect())
}

/// The addresses if all of them are public: one that is not shows that the name is not to be trusted.
fn public(addresses: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, NotPublic> {
    let all = addresses.iter().all(|address| is_global(address.ip()));
    if all { Ok(addresses) } else { Err(NotPublic) }
}

/// Whether a request failed because of where its name leads.
pub(super) fn is_not_public(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<NotPublic>() {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_private_address_among_public_ones_spoils_the_name() {
        let addresses = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<_>>();
        assert_eq!(public(addresses(&["1.1.1.1:0", "[2606:4700::1]:0"])).unwrap().len(), 2);
        for private in ["10.0.0.1:0", "[::1]:0", "169.254.169.254:0", "[::ffff:127.0.0.1]:0"] {
            assert!(public(addresses(&["1.1.1.1:0", private])).is_err(), "{private}");
            assert!(public(addresses(&[private, "1.1.1.1:0"])).is_err(), "{private}");
        }
    }
}
