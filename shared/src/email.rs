//! E-mail addresses in the one form in which they are compared, stored and mailed.
//!
//! Two spellings that a mail server or a person would take for the same address must be one here, or one of
//! them gets past a limit or takes over the other's account. The submitted spelling is kept nowhere.

use std::fmt;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// What RFC 5321 (4.5.3.1) allows before the `@`, and in all.
const MAX_LOCAL: usize = 64;
const MAX_LENGTH: usize = 254;
/// What DNS allows between two dots (RFC 1035, 2.3.4).
const MAX_LABEL: usize = 63;

/// An address in its canonical form: NFKC, lower case, domain in punycode. Dots and plus tags mean different
/// mailboxes to most servers, so they stay.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(String);

/// Why a text is no address that mail can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It has not the form name@domain.
    #[error("this is not an e-mail address; one looks like name@example.com")]
    Form,
    /// It has characters that cannot be seen or that turn the direction of writing.
    #[error("the address has invisible characters; type it instead of pasting it")]
    Invisible,
    /// It is longer than mail allows.
    #[error("the address is longer than mail allows")]
    Long,
}

impl Address {
    /// Reads an address as a person typed it.
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim();
        if text.len() > 4 * MAX_LENGTH {
            return Err(BadAddress::Long);
        }
        if text.chars().any(is_invisible) {
            return Err(BadAddress::Invisible);
        }
        // Lower case can leave a text that NFKC would change again, so NFKC has the last word.
        let folded: String = text.nfkc().flat_map(char::to_lowercase).nfkc().collect();
        if folded.chars().any(is_invisible) {
            return Err(BadAddress::Invisible);
        }
        let (local, domain) = folded.rsplit_once('@').ok_or(BadAddress::Form)?;
        let domain = ascii_domain(domain)?;
        if !is_dot_atom(local) {
            return Err(BadAddress::Form);
        }
        if local.len() > MAX_LOCAL || local.len() + 1 + domain.len() > MAX_LENGTH {
            return Err(BadAddress::Long);
        }
        Ok(Self(format!("{local}@{domain}")))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address with most of it hidden, for whoever has shown that it is his: `a***@e***.com`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let (name, top) = domain.rsplit_once('.').unwrap_or((domain, ""));
        let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
        format!("{}***@{}***.{top}", first(local), first(name))
    }

    /// The parts that a password must not be made of.
    pub fn words(&self) -> Vec<&str> {
        let parts = self.0.split(['@', '.', '+', '-', '_']);
        std::iter::once(self.as_str()).chain(parts.filter(|part| part.len() > 2)).collect()
    }
}

/// Letters, digits and RFC 5322's other atom characters, in parts between single dots. Mail services take no
/// names beyond ASCII, and so no two names look alike.
fn is_dot_atom(local: &str) -> bool {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.split('.').all(|part| !part.is_empty() && part.chars().all(is_atom))
}

/// A host name of at least two labels, each beyond ASCII one in punycode (RFC 3492).
fn ascii_domain(domain: &str) -> Result<String, BadAddress> {
    // NFKC has made the full stops of other scripts into dots, except the ideographic one (RFC 3490, 3.1).
    let domain = domain.replace('\u{3002}', ".");
    let labels = domain.split('.').map(ascii_label).collect::<Result<Vec<_>, _>>()?;
    let top_is_name =
        labels.last().is_some_and(|top| top.len() > 1 && !top.bytes().all(|b| b.is_ascii_digit()));
    if labels.len() < 2 || !top_is_name {
        return Err(BadAddress::Form);
    }
    Ok(labels.join("."))
}

fn ascii_label(label: &str) -> Result<String, BadAddress> {
    let is_letter = |c: char| c == '-' || c.is_alphanumeric() || (!c.is_ascii() && is_mark(c));
    if label.is_empty() || label.starts_with('-') || label.ends_with('-') || !label.chars().all(is_letter) {
        return Err(BadAddress::Form);
    }
    let label = match label.is_ascii() {
        true => label.to_owned(),
        false => format!("xn--{}", idna::punycode::encode_str(label).ok_or(BadAddress::Form)?),
    };
    if label.len() > MAX_LABEL { Err(BadAddress::Long) } else { Ok(label) }
}

/// Marks that combine with the letter before them, as Indic scripts and Thai need them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Control, format, variation and filler characters, what turns the direction of writing, private use and
/// what can never be a character.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}'
            | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
        || (c as u32 & 0xfffe) == 0xfffe
}

impl TryFrom<String> for Address {
    type Error = BadAddress;

    fn try_from(text: String) -> Result<Self, BadAddress> {
        Self::parse(&text)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        Address::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}")).as_str().to_owned()
    }

    #[test]
    fn spellings_of_one_address_are_one() {
        for text in [
            "ada.l+fm@example.com",
            "  Ada.L+FM@EXAMPLE.com ",
            "ａｄａ.l+fm@ｅｘａｍｐｌｅ.com",
            "ada.l+fm@example\u{3002}com",
            "ada.l+fm@exam\u{ff50}le.com",
        ] {
            assert_eq!(parsed(text), "ada.l+fm@example.com", "{text:?}");
        }
        // The KELVIN SIGN is a K to NFKC, and took over accounts elsewhere.
        assert_eq!(parsed("mi\u{212a}e@example.com"), "mike@example.com");
    }

    #[test]
    fn different_mailboxes_stay_different() {
        assert_ne!(parsed("a.da@example.com"), parsed("ada@example.com"));
        assert_ne!(parsed("ada+x@example.com"), parsed("ada@example.com"));
    }

    #[test]
    fn a_domain_beyond_ascii_becomes_punycode_whichever_way_it_is_composed() {
        assert_eq!(parsed("ada@bücher.example"), "ada@xn--bcher-kva.example");
        assert_eq!(parsed("ada@bu\u{308}cher.example"), "ada@xn--bcher-kva.example");
        assert_eq!(parsed("ada@BÜCHER.example"), "ada@xn--bcher-kva.example");
        assert_eq!(parsed("ada@XN--BCHER-KVA.example"), "ada@xn--bcher-kva.example");
        assert_eq!(parsed("ada@例え.テスト"), "ada@xn--r8jz45g.xn--zckzah");
        // A Cyrillic а is another domain, and looks like one in its stored form.
        assert_eq!(parsed("ada@ex\u{430}mple.com"), "ada@xn--exmple-4nf.com");
    }

    #[test]
    fn what_cannot_be_seen_is_refused_wherever_it_stands() {
        for hidden in [
            '\u{200b}',
            '\u{200d}',
            '\u{202e}',
            '\u{2066}',
            '\u{feff}',
            '\u{ad}',
            '\u{0}',
            '\n',
            '\u{e000}',
            '\u{fe0f}',
            '\u{e0041}',
            '\u{3164}',
            '\u{ffff}',
            '\u{2028}',
        ] {
            for text in [format!("a{hidden}da@example.com"), format!("ada@exa{hidden}mple.com")] {
                assert_eq!(Address::parse(&text), Err(BadAddress::Invisible), "{text:?}");
            }
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "@",
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "ada@.com",
            "ada@example..com",
            ".ada@example.com",
            "ada.@example.com",
            "a..da@example.com",
            "a da@example.com",
            "ada@exam ple.com",
            "ada@-example.com",
            "ada@example-.com",
            "ada@127.0.0.1",
            "ada@[127.0.0.1]",
            "\"a b\"@example.com",
            "ada@example.c",
            "ada@example.com,eve@evil.test",
            "ada@example.com;eve",
            "<ada@example.com>",
            "ada@ex_ample.com",
            "\u{430}da@example.com",
            "ada@example.com@evil.test",
            "ada@exämple.com/..",
            "ada%0a@ex\\ample.com",
        ] {
            assert_eq!(Address::parse(text), Err(BadAddress::Form), "{text:?}");
        }
        let long = |n: usize| format!("{}@example.com", "a".repeat(n));
        assert!(Address::parse(&long(64)).is_ok());
        assert_eq!(Address::parse(&long(65)), Err(BadAddress::Long));
        assert_eq!(Address::parse(&format!("a@{}.com", "b".repeat(64))), Err(BadAddress::Long));
        assert_eq!(Address::parse(&format!("a@{}com", "bcd.".repeat(70))), Err(BadAddress::Long));
        assert_eq!(Address::parse(&"x".repeat(100_000)), Err(BadAddress::Long));
    }

    #[test]
    fn parsing_twice_changes_nothing() {
        for text in ["Ada@Bücher.Example", "mi\u{212a}e@\u{130}stanbul.example", "ada@\u{1e9e}.example"] {
            let once = parsed(text);
            assert_eq!(parsed(&once), once, "{text:?}");
        }
    }

    #[test]
    fn a_masked_address_and_debug_output_hide_who_it_is() {
        let address = Address::parse("ada.lovelace@mail.example.com").unwrap();
        assert_eq!(address.masked(), "a***@m***.com");
        assert_eq!(format!("{address:?}"), "a***@m***.com");
    }
}
