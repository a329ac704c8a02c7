//! Numbers that stand for a person or an account, each with its own check so that others stay.

use super::values::{At, Hit, Reading, goes_on};

/// Digits of the shortest and the longest card number.
const CARD: std::ops::RangeInclusive<usize> = 13..=19;
/// Letters and digits of the shortest and the longest IBAN (ISO 13616).
const IBAN: std::ops::RangeInclusive<usize> = 15..=34;

/// A card, an IBAN or a social security number that stands here.
pub(super) fn number(at: At<'_>, reading: Reading) -> Option<Hit> {
    let rest = at.rest();
    // The digits after a decimal point are no number of their own.
    if !reading.people() || matches!(at.before(), [.., digit, b'.'] if digit.is_ascii_digit()) {
        return None;
    }
    match rest.first()? {
        b'0'..=b'9' => card(rest).or_else(|| security(at)).map(Hit::all),
        b'A'..=b'Z' => iban(rest).map(Hit::all),
        _ => None,
    }
}

/// The length of the card number at the start: digits in groups of three or more, a known prefix, and the
/// check digit of ISO/IEC 7812.
pub(super) fn card(text: &[u8]) -> Option<usize> {
    let mut digits = Vec::with_capacity(*CARD.end());
    let mut found = None;
    let mut group = 0;
    for (index, byte) in text.iter().enumerate().take(2 * CARD.end()) {
        let next = text.get(index + 1);
        match byte {
            b'0'..=b'9' if digits.len() < *CARD.end() => {
                digits.push(byte - b'0');
                group += 1;
            }
            b' ' | b'-' | b'+' if group > 2 && next.is_some_and(u8::is_ascii_digit) => {
                group = 0;
                continue;
            }
            _ => break,
        }
        let last = !goes_on(text, index + 1) && !fraction(text, index + 1);
        if last && CARD.contains(&digits.len()) && issued(&digits) && luhn(&digits) {
            found = Some(index + 1);
        }
    }
    found
}

/// Whether a bank gives out such numbers, by the prefixes of the networks.
fn issued(digits: &[u8]) -> bool {
    let prefix = |n: usize| digits.iter().take(n).fold(0_u32, |value, digit| value * 10 + u32::from(*digit));
    let (two, three, four) = (prefix(2), prefix(3), prefix(4));
    match digits.len() {
        13 => prefix(1) == 4,
        14 => matches!(two, 36 | 38) || matches!(three, 300..=305),
        15 => matches!(two, 34 | 37),
        _ if prefix(1) == 4 => matches!(digits.len(), 16 | 19),
        16 if matches!(two, 51..=55) || matches!(four, 2221..=2720) => true,
        _ => matches!(two, 35 | 36 | 38 | 65) || matches!(three, 644..=649) || four == 6011,
    }
}

fn luhn(digits: &[u8]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| if index % 2 == 1 { doubled(u32::from(*digit)) } else { u32::from(*digit) })
        .sum();
    sum.is_multiple_of(10)
}

/// An IBAN in capitals, in one piece or with spaces, whose check digits are right.
fn iban(text: &[u8]) -> Option<usize> {
    let [a, b, c, d, ..] = text else { return None };
    if !a.is_ascii_uppercase() || !b.is_ascii_uppercase() || !c.is_ascii_digit() || !d.is_ascii_digit() {
        return None;
    }
    let head = [a, b, c, d].into_iter().fold(0, |rest, byte| modulo(rest, *byte));
    let weight = |rest: u32| rest * (1_000_000 % 97);
    // The head goes to the end, where it has six digits: its letters stand for two each.
    let (mut rest, mut length, mut found) = (0, 4, None);
    for (index, byte) in text.iter().enumerate().skip(4).take(IBAN.end() + IBAN.end() / 4) {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' if length < *IBAN.end() => {
                rest = modulo(rest, *byte);
                length += 1;
            }
            b' ' if goes_on(text, index + 1) && length % 4 == 0 => continue,
            _ => break,
        }
        if IBAN.contains(&length) && !goes_on(text, index + 1) && (weight(rest) + head) % 97 == 1 {
            found = Some(index + 1);
        }
    }
    found
}

/// The remainder by 97 with one more digit, or with a letter, which counts from 10.
fn modulo(rest: u32, byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte.saturating_sub(b'A')) + 10) % 97,
    }
}

/// A social security number of the United States, such as was ever given out.
fn security(at: At<'_>) -> Option<usize> {
    let text = at.rest().get(..11)?;
    let dashed = text.iter().enumerate().all(|(index, byte)| match index {
        3 | 6 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let known = !matches!(text, [b'0', b'0', b'0', ..] | [b'6', b'6', b'6', ..] | [b'9', ..]);
    let alone = !goes_on(at.rest(), 11) && at.rest().get(11) != Some(&b'-') && at.joined() != Some(b'-');
    (dashed && known && alone).then_some(11)
}

fn fraction(text: &[u8], index: usize) -> bool {
    matches!(text.get(index..), Some([b'.', digit, ..]) if digit.is_ascii_digit())
}
