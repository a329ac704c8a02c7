//! People who run this deployment.

use std::str::FromStr;

use crate::email::{Address, BadAddress};

/// The addresses whose accounts may do what the operator's token may, as far as errors and projects go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operators(Vec<Address>);

impl Operators {
    /// Whether an account with this address, which is verified, belongs to one of them.
    pub fn has(&self, address: &Address) -> bool {
        self.0.contains(address)
    }
}

impl FromStr for Operators {
    type Err = BadAddress;

    /// Reads a list with commas between the addresses.
    fn from_str(list: &str) -> Result<Self, BadAddress> {
        let addresses = list.split(',').map(str::trim).filter(|address| !address.is_empty());
        addresses.map(Address::parse).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_whom_it_names_in_any_spelling_and_nobody_else() {
        let operators: Operators = "ada@example.com, Bob@Example.ORG,".parse().unwrap();
        for (address, has) in [
            ("ada@example.com", true),
            ("Ada@EXAMPLE.com", true),
            ("bob@example.org", true),
            ("bob@example.com", false),
            ("da@example.com", false),
        ] {
            assert_eq!(operators.has(&Address::parse(address).unwrap()), has, "{address}");
        }
        assert_eq!("".parse(), Ok(Operators::default()));
        assert!("ada@example.com, bob".parse::<Operators>().is_err());
    }
}
