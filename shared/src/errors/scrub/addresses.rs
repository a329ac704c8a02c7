//! Addresses of people and machines: e-mail, IP and MAC.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::values::{At, Hit, Reading, goes_on, run, short_run};

/// The longest IPv6 address, with an IPv4 address at its end.
const LONGEST: usize = 45;

/// An e-mail address: read only from the start of what may be its local part.
pub(super) fn mail(at: At<'_>, reading: Reading) -> Option<Hit> {
    if !reading.people() || at.joined().is_some_and(local) {
        return None;
    }
    let rest = at.rest();
    let name = run(rest, local);
    let sign = match rest.get(name..)? {
        [b'@', ..] => 1,
        [b'%', b'4', b'0', ..] => 3,
        _ => return None,
    };
    let host = rest.get(name + sign..)?;
    let host =
        host.get(..run(host, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | 0x80..)))?;
    let host =
        host.get(..host.len() - host.iter().rev().take_while(|byte| matches!(byte, b'.' | b'-')).count())?;
    // The user of a repository is nobody, and `logo@2x.png` is a file.
    let nobody = rest.starts_with(b"git@") || host.starts_with(b"2x.") || host.starts_with(b"3x.");
    let top = host.rsplit(|byte| *byte == b'.').next()?;
    let named = top.len() > 1 && top.len() < host.len() && !top.iter().any(u8::is_ascii_digit);
    let named = named || top.starts_with(b"xn--");
    (named && !nobody).then_some(Hit { keep: 0, end: name + sign + host.len(), marker: "[email]" })
}

/// A MAC address: six pairs of hexadecimal digits.
pub(super) fn mac(at: At<'_>, reading: Reading) -> Option<Hit> {
    let rest = at.rest();
    let text = rest.get(..17)?;
    let sign = *text.get(2).filter(|sign| matches!(sign, b':' | b'-'))?;
    let paired = text
        .iter()
        .enumerate()
        .all(|(index, byte)| if index % 3 == 2 { *byte == sign } else { byte.is_ascii_hexdigit() });
    let alone = at.joined() != Some(sign) && !goes_on(rest, 17) && rest.get(17) != Some(&sign);
    (reading.people() && paired && alone).then_some(Hit { keep: 0, end: 17, marker: "[mac]" })
}

/// An IP address.
pub(super) fn ip(at: At<'_>, reading: Reading) -> Option<Hit> {
    if !matches!(reading, Reading::Prose | Reading::Route) || !at.fresh() || at.joined() == Some(b'_') {
        return None;
    }
    let in_address = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
    let text = at.rest().get(..short_run(at.rest(), LONGEST + 2, in_address))?;
    let end = v4(at, text).or_else(|| v6(at, text))?;
    Some(Hit { keep: 0, end, marker: "[ip]" })
}

fn v4(at: At<'_>, text: &[u8]) -> Option<usize> {
    let text = text.get(..run(text, |byte| byte.is_ascii_digit() || byte == b'.'))?;
    let text = text.strip_suffix(b".").unwrap_or(text);
    std::str::from_utf8(text).ok()?.parse::<Ipv4Addr>().ok()?;
    let behind = at.rest().get(text.len()..)?;
    let longer = goes_on(behind, 0) || matches!(behind, [b'-', letter, ..] if letter.is_ascii_alphabetic());
    (!longer && !is_version(at.before())).then_some(text.len())
}

/// An IPv6 address with a digit in it, so that `abc::def` stays.
fn v6(at: At<'_>, text: &[u8]) -> Option<usize> {
    // Behind a colon only if that belongs to a word, and `list[::2]` is a slice.
    let inside = match at.before() {
        [] | [b':'] => false,
        [.., word, b':'] => word.is_ascii_hexdigit() || !word.is_ascii_alphanumeric(),
        [.., word, b'['] => word.is_ascii_alphanumeric() || matches!(word, b'_' | b')' | b']'),
        _ => false,
    };
    let text = match text {
        [start @ .., b'.'] => start,
        [start @ .., last, b':'] if *last != b':' => text.get(..=start.len())?,
        _ => text,
    };
    let colons = text.iter().filter(|byte| **byte == b':').count();
    if inside || colons < 2 || !text.iter().any(u8::is_ascii_digit) || goes_on(at.rest(), text.len()) {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse::<Ipv6Addr>().ok()?;
    Some(text.len())
}

/// Whether the text before says that a version follows: `Chrome/`, `Version=`, `package-`, `2.`.
fn is_version(before: &[u8]) -> bool {
    if let [.., letter, b'-' | b'.'] = before {
        return letter.is_ascii_alphanumeric();
    }
    if let [start @ .., b'/'] = before {
        let name = start.iter().rev().take(32).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let (start, name) = start.split_at(start.len() - name);
        return name.first().is_some_and(u8::is_ascii_uppercase)
            && !matches!(start.last(), Some(b'.' | b'/'));
    }
    let near = before.get(before.len().saturating_sub(16)..).unwrap_or_default().to_ascii_lowercase();
    let word = near.iter().rposition(u8::is_ascii_alphabetic).and_then(|last| near.get(..=last));
    word.is_some_and(|word| word.ends_with(b"version")) && !near.contains(&b'\n')
}

fn local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | 0x80..)
}
