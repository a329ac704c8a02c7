//! One string of an event: bounded, without what cannot be seen, and without secrets.

use super::values::{self, Reading};

/// The longest messages.
pub(super) const MESSAGE: usize = 8_192;
/// The longest stack trace that is kept as text.
pub(super) const STACK: usize = 16_384;
/// The longest of other strings.
pub(super) const SHORT: usize = 2_048;

/// Stands for what was cut off.
pub(super) const MORE: char = '…';

/// So many times the length that is kept is looked at, since what replaces a secret may be shorter.
const AHEAD: usize = 4;

/// What begins in so many bytes before the end of what is looked at is dropped: it may be half a secret.
const MARGIN: usize = 512;

/// Makes a string fit to be kept: at most `most` characters.
pub(super) fn clean(text: &mut String, reading: Reading, most: usize) {
    let cut = shorten(text, most.saturating_mul(AHEAD));
    strip(text);
    let mut stop = if cut { text.len().saturating_sub(MARGIN) } else { text.len() };
    while !text.is_char_boundary(stop) {
        stop -= 1;
    }
    values::replace(text, stop, reading);
    if shorten(text, most) || cut {
        shorten(text, most.saturating_sub(1));
        text.push(MORE);
    }
}

/// Takes out characters that cannot be seen and change what others look like (Trojan Source, CVE-2021-42574).
pub(super) fn strip(text: &mut String) {
    if text.chars().any(hidden) {
        text.retain(|char| !hidden(char));
    }
}

/// Whether there were more than `most` characters.
fn shorten(text: &mut String, most: usize) -> bool {
    let end = text.char_indices().nth(most).map(|(index, _)| index);
    if let Some(end) = end {
        text.truncate(end);
    }
    end.is_some()
}

fn hidden(char: char) -> bool {
    match char {
        '\n' | '\t' => false,
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => char.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str, most: usize) -> String {
        let mut text = text.to_owned();
        clean(&mut text, Reading::Prose, most);
        text
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        assert_eq!(cleaned("abcdef", 6), "abcdef");
        assert_eq!(cleaned("abcdefg", 6), "abcde…");
        assert_eq!(cleaned("ééééééé", 6), "ééééé…");
        let long = cleaned(&"x".repeat(10_000_000), SHORT);
        assert_eq!(long.chars().count(), SHORT);
        assert!(long.ends_with("x…"));
    }

    #[test]
    fn a_secret_that_is_cut_in_two_does_not_survive() {
        let pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIE";
        let secrets =
            ["4111 1111 1111 1111", "ada@example.com", "password=\"hunter two\"", "10.11.12.13", pem];
        for secret in secrets {
            for start in 350..=420 {
                let text = format!("{} {secret} {}", ". ".repeat(start / 2), "tail ".repeat(10_000));
                for most in [100, 230, 400] {
                    let text = cleaned(&text, most);
                    for part in ["4111", "ada", "hunter", "10.11", "MIIE"] {
                        assert!(!text.contains(part), "{secret} at {start}: {text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_seen_is_taken_out_and_hides_nothing() {
        assert_eq!(cleaned("a\u{0}b\u{202e}c\u{2066}d\u{200f}e\r\n\tf\u{7f}\u{85}", 99), "abcde\n\tf");
        assert_eq!(cleaned("pass\u{200e}word=hun\u{0}ter2", 99), "password=[Filtered]");
    }
}
