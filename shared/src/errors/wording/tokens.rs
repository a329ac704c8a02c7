//! Addresses and identifiers that are made of more than one word.

use super::cursor::Cursor;
use super::dates;

/// How many characters of an address are looked at before it is known to be one.
const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 253;
const MAX_IPV6: usize = 45;
/// The longest prefix of an identifier.
const MAX_PREFIX: usize = 8;

type Reader = fn(Cursor<'_>) -> Option<Cursor<'_>>;

/// The token that begins here.
pub(super) fn token(here: Cursor<'_>) -> Option<(&'static str, Cursor<'_>)> {
    let readers: [(&str, Reader); 9] = [
        ("<url>", url),
        ("<email>", email),
        ("<trace>", trace),
        ("<uuid>", uuid),
        ("<date>", dates::date),
        ("<ip>", ipv4),
        ("<ip>", ipv6),
        ("<hex>", hardware_address),
        ("<id>", random),
    ];
    readers.into_iter().find_map(|(placeholder, reader)| Some((placeholder, reader(here)?)))
}

/// Whatever has `://`, and data in the form of RFC 2397.
fn url(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let is_scheme = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '.' | '-');
    let is_type = |char: char| is_scheme(char) || matches!(char, '/' | ';' | '=');
    let address = || here.run(2, 16, is_scheme)?.literal("://");
    let data = || here.literal("data:")?.run(0, 64, is_type)?.take(',');
    let start = address().or_else(data)?;
    let is_end = |char: char| char.is_whitespace() || "\"'`<>|\u{201d}\u{2019}\u{bb}".contains(char);
    let end = start.run(1, usize::MAX, |char| !is_end(char))?;
    let url = start.until(end);
    let tail = url.iter().rev().take_while(|char| ".,;:!?)]}".contains(**char)).count();
    (tail < url.len()).then(|| start.skip(url.len() - tail))
}

fn email(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let is_local = |char: char| char.is_alphanumeric() || matches!(char, '.' | '_' | '%' | '+' | '-');
    let is_domain = |char: char| char.is_alphanumeric() || matches!(char, '.' | '-');
    let domain = here.run(1, MAX_LOCAL, is_local)?.take('@')?;
    let end = domain.run(3, MAX_DOMAIN, is_domain)?;
    let name = domain.until(end);
    let tail = name.iter().rev().take_while(|char| !char.is_alphanumeric()).count();
    let name = name.get(..name.len() - tail)?;
    let mut labels = name.rsplit(|char| *char == '.');
    // `package@1.2.3` is a version.
    let is_top = |label: &[char]| label.len() > 1 && label.iter().all(|char| char.is_alphabetic());
    (labels.next().is_some_and(is_top) && labels.next().is_some()).then(|| domain.skip(name.len()))
}

/// The traceparent of the W3C's Trace Context, and the trace ID of AWS X-Ray.
fn trace(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let w3c = || hex_groups(here, &[2, 32, 16, 2]);
    w3c().or_else(|| hex_groups(here, &[1, 8, 24]))?.ends()
}

fn uuid(here: Cursor<'_>) -> Option<Cursor<'_>> {
    hex_groups(here, &[8, 4, 4, 4, 12])?.ends()
}

fn hex_groups<'a>(here: Cursor<'a>, lengths: &[usize]) -> Option<Cursor<'a>> {
    let (first, others) = lengths.split_first()?;
    let group = |place: Cursor<'a>, length: usize| place.run(length, length, |c| c.is_ascii_hexdigit());
    others.iter().try_fold(group(here, *first)?, |end, length| group(end.take('-')?, *length))
}

/// Four numbers, perhaps with a port or the length of a prefix.
fn ipv4(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let first = here.up_to(255, 3)?;
    let end = (0..3).try_fold(first, |end, _| end.take('.')?.up_to(255, 3))?;
    if end.take('.').is_some_and(|next| next.digits(1, 9).is_some()) {
        return None;
    }
    end.maybe(port).maybe(|c| c.take('/')?.digits(1, 2)?.ends()).ends()
}

/// RFC 4291, perhaps with a zone, or in brackets and with a port.
pub(super) fn ipv6(here: Cursor<'_>) -> Option<Cursor<'_>> {
    if let Some(start) = here.take('[') {
        return Some(bare_ipv6(start)?.take(']')?.maybe(port));
    }
    if here.peek()? == ':' && (here.ahead(1)? != ':' || here.in_word()) {
        return None;
    }
    bare_ipv6(here)?.ends()
}

fn bare_ipv6(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let end = here.run(2, MAX_IPV6, |char| char.is_ascii_hexdigit() || matches!(char, ':' | '.'))?;
    let mut text: String = here.until(end).iter().collect();
    if text.ends_with('.') || (text.ends_with(':') && !text.ends_with("::")) {
        text.pop();
    }
    // The names of modules, such as `bad::add`, could be addresses.
    let first = text.split(':').next().unwrap_or_default();
    let is_name = !first.is_empty() && !first.contains(|char: char| char.is_ascii_digit());
    let colons = text.matches(':').count();
    if colons < 2 || text.len() < 3 || (is_name && colons < 4) {
        return None;
    }
    text.parse::<std::net::Ipv6Addr>().ok()?;
    let address = here.skip(text.len());
    Some(address.maybe(|c| c.take('%')?.run(1, 16, |char| char.is_ascii_alphanumeric())))
}

fn port(here: Cursor<'_>) -> Option<Cursor<'_>> {
    here.take(':')?.digits(1, 5)?.ends()
}

/// Six bytes with colons or hyphens between them.
fn hardware_address<'a>(here: Cursor<'a>) -> Option<Cursor<'a>> {
    let pair = |place: Cursor<'a>| place.run(2, 2, |char| char.is_ascii_hexdigit());
    let first = pair(here)?;
    let separator = first.peek().filter(|char| matches!(char, ':' | '-'))?;
    (0..5).try_fold(first, |end, _| pair(end.take(separator)?))?.ends()
}

/// Base64 and its like: long, and changing between upper case, lower case and digits as no name does.
fn random(here: Cursor<'_>) -> Option<Cursor<'_>> {
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '/' | '-' | '_');
    // What kind of thing it is stays: `ch_` and `cus_` of payments.
    let is_prefix = here.run(1, MAX_PREFIX, |char| char.is_ascii_lowercase()).and_then(|c| c.take('_'));
    if is_prefix.is_some() || (here.back(1).is_some_and(is_part) && !behind_prefix(here, is_part)) {
        return None;
    }
    let end = here.run(20, usize::MAX, is_part)?;
    let token = here.until(end);
    let kinds: Vec<Kind> = token.iter().filter_map(|char| Kind::of(*char)).collect();
    let changes = || kinds.windows(2).filter(|pair| pair.first() != pair.last());
    let into = |kind: Kind| changes().filter(|pair| pair.last() == Some(&kind)).count();
    let has_cases = [Kind::Lower, Kind::Upper].iter().all(|kind| kinds.contains(kind));
    // Two of three neighbours differ in random text, and there are digits here and there.
    let is_random = has_cases && into(Kind::Digit) > 1 && changes().count() * 5 >= kinds.len() * 2;
    is_random.then(|| end.maybe(|c| c.take('=')).maybe(|c| c.take('=')))?.ends()
}

/// Whether only a prefix such as `ch_` lies between here and something else.
fn behind_prefix(here: Cursor<'_>, is_part: impl Fn(char) -> bool) -> bool {
    let letters = (2..).map_while(|count| here.back(count)).take(MAX_PREFIX);
    let length = letters.take_while(char::is_ascii_lowercase).count();
    here.back(1) == Some('_') && length > 0 && !here.back(length + 2).is_some_and(is_part)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lower,
    Upper,
    Digit,
}

impl Kind {
    fn of(char: char) -> Option<Self> {
        match char {
            'a'..='z' => Some(Self::Lower),
            'A'..='Z' => Some(Self::Upper),
            '0'..='9' => Some(Self::Digit),
            _ => None,
        }
    }
}
