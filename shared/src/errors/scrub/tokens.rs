//! Tokens and keys that can be told by how they look.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::values::{At, Hit, goes_on, run, short_run};

/// The prefixes by which services mark their secrets, and how many bytes follow at least.
const PREFIXES: [(&[u8], usize); 33] = [
    (b"ghp_", 16),
    (b"gho_", 16),
    (b"ghu_", 16),
    (b"ghs_", 16),
    (b"ghr_", 16),
    (b"github_pat_", 20),
    (b"glpat-", 16),
    (b"gldt-", 16),
    (b"xoxa-", 10),
    (b"xoxb-", 10),
    (b"xoxe-", 10),
    (b"xoxp-", 10),
    (b"xoxr-", 10),
    (b"xoxs-", 10),
    (b"xapp-", 10),
    (b"sk_live_", 10),
    (b"sk_test_", 10),
    (b"rk_live_", 10),
    (b"rk_test_", 10),
    (b"whsec_", 16),
    (b"sk-ant-", 16),
    (b"sk-proj-", 16),
    (b"sk-", 32),
    (b"AKIA", 16),
    (b"ASIA", 16),
    (b"AIza", 35),
    (b"ya29.", 16),
    (b"SG.", 32),
    (b"npm_", 30),
    (b"pypi-Ag", 16),
    (b"dop_v1_", 32),
    (b"shpat_", 16),
    (b"hf_", 30),
];

/// How a PEM block begins.
pub(super) const PEM: &[u8] = b"-----BEGIN ";

/// So many bytes say whether the rest looks drawn by lot.
const SAMPLE: usize = 64;

/// A token that stands here.
pub(super) fn token(at: At<'_>) -> Option<Hit> {
    let rest = at.rest();
    jwt(rest).or_else(|| scheme(rest)).or_else(|| marked(rest)).or_else(|| salesforce(rest))
}

/// A PEM block (RFC 7468), to its end or that of the text.
pub(super) fn pem(at: At<'_>) -> Option<Hit> {
    const END: &[u8] = b"-----END ";
    let rest = at.rest();
    let Some(end) = rest.windows(END.len()).position(|window| window == END).map(|index| index + END.len())
    else {
        return Some(Hit::all(rest.len()));
    };
    let label = rest.get(end..).unwrap_or_default();
    let label = run(label, |byte| byte.is_ascii_alphanumeric() || byte == b' ');
    let dashes = short_run(rest.get(end + label..).unwrap_or_default(), 5, |byte| byte == b'-');
    Some(Hit::all(end + label + dashes))
}

/// A JSON web token, or any long JSON object in base64 for URLs.
fn jwt(rest: &[u8]) -> Option<Hit> {
    let head = short_run(rest.strip_prefix(b"eyJ")?, SAMPLE, |byte| in_token(byte) && byte != b'.') + 3;
    let dotted = head > 10 && rest.get(head) == Some(&b'.');
    (dotted || head > SAMPLE).then(|| Hit::all(whole(rest)))
}

/// `Bearer …` (RFC 6750) and `Basic …` (RFC 7617), wherever they stand.
fn scheme(rest: &[u8]) -> Option<Hit> {
    let basic = starts_like(rest, b"basic");
    if !basic && !starts_like(rest, b"bearer") {
        return None;
    }
    let name = if basic { 5 } else { 6 };
    let gap = match rest.get(name..)? {
        [b'%', b'2', b'0', ..] => 3,
        [b'+', ..] => 1,
        after => short_run(after, 4, |byte| byte == b' '),
    };
    let token = rest.get(name + gap..).filter(|_| gap > 0)?;
    let credentials = |byte: u8| in_token(byte) || matches!(byte, b'~' | b'+' | b'/' | b'=' | b'%');
    let sample = token.get(..short_run(token, SAMPLE * 4, credentials))?;
    if !(if basic { holds_a_pair(sample) } else { drawn(sample) }) {
        return None;
    }
    Some(Hit { keep: name + gap, ..Hit::all(name + gap + run(token, credentials)) })
}

/// A token that its service marks.
fn marked(rest: &[u8]) -> Option<Hit> {
    let (prefix, least) =
        PREFIXES.iter().find(|(prefix, _)| prefix.first() == rest.first() && rest.starts_with(prefix))?;
    let tail = rest.get(prefix.len()..)?;
    let sample = tail.get(..short_run(tail, SAMPLE, in_token))?;
    let aws = matches!(*prefix, b"AKIA" | b"ASIA");
    if aws && (goes_on(tail, 16) || sample.iter().any(u8::is_ascii_lowercase)) {
        return None;
    }
    let marked = sample.len() >= *least && (aws || drawn(sample));
    marked.then(|| Hit::all(whole(rest)))
}

/// A session id of Salesforce: the id of the organization, an exclamation mark, and the secret.
fn salesforce(rest: &[u8]) -> Option<Hit> {
    let id = short_run(rest.strip_prefix(b"00D")?, 16, |byte| byte.is_ascii_alphanumeric()) + 3;
    let mark = match rest.get(id..)? {
        [b'!', ..] => 1,
        [b'%', b'2', b'1', ..] => 3,
        _ => return None,
    };
    let secret = run(rest.get(id + mark..)?, in_token);
    (matches!(id, 15 | 18) && secret > 0).then(|| Hit::all(id + mark + secret))
}

/// How long the token is; a full stop behind it is not its own.
fn whole(rest: &[u8]) -> usize {
    let all = run(rest, |byte| in_token(byte) || byte == b'=');
    all - rest.iter().take(all).rev().take_while(|byte| **byte == b'.').count()
}

/// Whether it looks drawn by lot rather than like a word.
fn drawn(sample: &[u8]) -> bool {
    let turns = sample
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    sample.len() >= 6 && (turns || sample.len() >= 24 || sample.iter().any(u8::is_ascii_digit))
}

/// Whether it is base64 of a name and a password.
fn holds_a_pair(sample: &[u8]) -> bool {
    let given = run(sample, |byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    let whole = sample.get(..given - given % 4).unwrap_or_default();
    STANDARD_NO_PAD.decode(whole).is_ok_and(|plain| plain.contains(&b':'))
        || sample.len() >= 16 && drawn(sample)
}

fn in_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

fn starts_like(rest: &[u8], word: &[u8]) -> bool {
    rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
