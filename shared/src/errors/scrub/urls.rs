//! What URLs and paths tell: who logs in, and whose home directory it is.

use super::values::{At, FILTERED, Hit, Reading, run, short_run};

/// The names of directories that have home directories in them.
const HOMES: [&[u8]; 2] = [b"home", b"Users"];

/// How many backslashes there are at most where JSON stands in a string of JSON.
const ESCAPES: usize = 16;

/// The longest name of a directory that may have spaces in it, and the longest password with a slash.
const LONGEST: usize = 128;

/// Name and password in a URL, from the colon before `//` on. Only `git` alone is no secret.
pub(super) fn credentials(at: At<'_>) -> Option<Hit> {
    let first = 1 + slash(at.rest().get(1..)?)?;
    let slashes = first + slash(at.rest().get(first..)?)?;
    if at.rest().get(first - 1) != Some(&b'/') || at.rest().get(slashes - 1) != Some(&b'/') {
        return None;
    }
    let rest = at.rest().get(slashes..)?;
    if !at.before().last().is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let authority =
        rest.get(..run(rest, |byte| !ends_url(byte) && !matches!(byte, b'/' | b'?' | b'#' | b'\\')))?;
    let sign = match authority.iter().rposition(|byte| *byte == b'@') {
        Some(sign) => sign,
        // A password may have a slash in it that should have been escaped; a port has digits only.
        None => {
            let colon = authority.iter().position(|byte| *byte == b':')?;
            let port = authority.get(colon + 1..)?.iter().all(u8::is_ascii_digit);
            let most = authority.len() + LONGEST;
            let more = rest.get(..short_run(rest, most, |byte| !ends_url(byte)))?;
            more.iter().rposition(|byte| *byte == b'@').filter(|_| !port && !authority.starts_with(b"["))?
        }
    };
    let user = rest.get(..sign)?;
    let said = user.is_empty() || user == b"git" || user == FILTERED.as_bytes();
    (!said).then(|| Hit { keep: slashes, ..Hit::all(slashes + sign) })
}

/// The name in the path of a home directory.
pub(super) fn home(at: At<'_>, reading: Reading) -> Option<Hit> {
    if !matches!(reading, Reading::Prose | Reading::Version) {
        return None;
    }
    // Behind a host or another directory it is something else.
    if matches!(at.joined(), Some(b'.' | b'_' | b'-')) || !at.fresh() {
        return None;
    }
    let rest = at.rest();
    let first = slash(rest)?;
    let home =
        first + HOMES.iter().find(|home| rest.get(first..).is_some_and(|rest| rest.starts_with(home)))?.len();
    let home = home + slash(rest.get(home..)?)?;
    let after = rest.get(home..)?;
    let ends = |byte: u8| matches!(byte, b'/' | b'\\' | b':' | b'*' | b'?' | b'|' | b'\n') || ends_url(byte);
    let mut name = run(after, |byte| !ends(byte) && !matches!(byte, b',' | b';' | b')' | b']'));
    // Windows has names with spaces.
    let spaced = short_run(after, LONGEST, |byte| byte == b' ' || !ends(byte));
    if rest.get(home - 1) == Some(&b'\\') && after.get(spaced) == Some(&b'\\') {
        name = spaced;
    }
    if after.starts_with(b"[user]") || after.starts_with(b"[Filtered]") {
        return None;
    }
    (name > 0).then_some(Hit { keep: home, end: home + name, marker: "[user]" })
}

/// The length of a slash or a backslash, and of those that escape it.
fn slash(text: &[u8]) -> Option<usize> {
    let escapes = short_run(text, ESCAPES, |byte| byte == b'\\');
    let end = escapes + usize::from(text.get(escapes) == Some(&b'/'));
    (end > 0).then_some(end)
}

fn ends_url(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`')
}
