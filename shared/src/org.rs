//! Which org an id names.

use serde::{Deserialize, Serialize};

/// The 18-character id of an org: `00D`, 12 more characters, and 3 that make the case of the first 15
/// checkable.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct OrgId(String);

/// The text is no org id.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a Salesforce org id")]
pub struct NotAnOrgId;

impl OrgId {
    /// Reads an id of 15 or 18 characters; the 15-character form is completed, a wrong suffix is refused.
    pub fn parse(text: &str) -> Result<Self, NotAnOrgId> {
        let base = text.get(..15).ok_or(NotAnOrgId)?;
        if !base.starts_with("00D") || !base.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(NotAnOrgId);
        }
        let full = format!("{base}{}", suffix(base));
        let matches = text.len() == 15 || text.eq_ignore_ascii_case(&full) && text[..15] == *base;
        if matches { Ok(Self(full)) } else { Err(NotAnOrgId) }
    }

    /// The id's 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OrgId {
    type Error = NotAnOrgId;

    fn try_from(text: String) -> Result<Self, NotAnOrgId> {
        Self::parse(&text)
    }
}

impl std::fmt::Display for OrgId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// For each 5 characters one letter that tells which of them are capitals.
fn suffix(base: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let letter = |chunk: &[u8]| {
        let capitals = chunk.iter().enumerate().filter(|(_, b)| b.is_ascii_uppercase());
        char::from(LETTERS[capitals.map(|(i, _)| 1 << i).sum::<usize>()])
    };
    base.as_bytes().chunks(5).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_org_id_of_15_characters_gets_the_suffix_that_salesforce_gives() {
        for (short, full) in [
            ("00D000000000001", "00D000000000001EAA"),
            ("00DxX0000001gEH", "00DxX0000001gEHUAY"),
            ("00D5g000004abcd", "00D5g000004abcdEAA"),
        ] {
            assert_eq!(OrgId::parse(short).unwrap().as_str(), full);
            assert_eq!(OrgId::parse(full).unwrap().as_str(), full);
        }
    }

    #[test]
    fn what_is_no_org_id_is_refused() {
        for bad in
            ["", "00D", "005000000000001AAA", "00D00000000000", "00D000000000001AAA", "00D00000000000!EAA"]
        {
            assert_eq!(OrgId::parse(bad), Err(NotAnOrgId), "{bad}");
        }
        assert_eq!(OrgId::parse("00D0000000000é1EAA"), Err(NotAnOrgId));
    }
}
