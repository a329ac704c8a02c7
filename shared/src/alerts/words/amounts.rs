//! Numbers, times and spans of time, as people read them.

use jiff::{SignedDuration, Timestamp};

use crate::limits::catalogue::Unit;

/// What is further away than this is written with its day.
const NEAR: SignedDuration = SignedDuration::from_hours(20);

/// `15,000`.
pub(crate) fn number(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if count < 0 {
        grouped.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `15,000`, `15,000 MB`.
pub(crate) fn amount(count: i64, unit: Unit) -> String {
    match unit {
        Unit::Count => number(count),
        Unit::Mb => format!("{} MB", number(count)),
    }
}

/// `78 %`, and with one decimal below 10, above 90 and just above 100, where it matters: `94.2 %`. Cut, so
/// that it is 100 only when nothing is left; what little is used is not called nothing.
pub(crate) fn percent(percent: f64) -> String {
    if 0.0 < percent && percent < 0.1 {
        return "<0.1 %".to_owned();
    }
    let tenths = (percent * 10.0 + 1e-9) as i64;
    let tenths = match percent {
        ..100.0 => tenths.min(999),
        100.0 => 1000,
        _ => tenths.max(1001),
    };
    let is_fine = tenths < 100 || (900 < tenths && tenths < 1100 && tenths != 1000);
    match tenths % 10 {
        rest if is_fine && rest != 0 => format!("{}.{rest} %", number(tenths / 10)),
        _ => format!("{} %", number(tenths / 10)),
    }
}

/// `2.4`, `12`, cut to one decimal.
pub(crate) fn tenths(value: f64) -> String {
    let tenths = (value * 10.0) as i64;
    match tenths % 10 {
        0 => number(tenths / 10),
        rest => format!("{}.{}", number(tenths / 10), rest.abs()),
    }
}

/// `2 h 9 min`, cut to minutes, and to hours beyond two days.
pub(crate) fn span(span: SignedDuration) -> String {
    let minutes = span.as_mins().max(0);
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, 0) => "less than a minute".to_owned(),
        (0, rest) => format!("{rest} min"),
        (48.., _) if hours % 24 == 0 => format!("{} days", hours / 24),
        (48.., _) => format!("{} days {} h", hours / 24, hours % 24),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// `16:40`, with the day if that is not near: `23 November 16:40`.
pub(crate) fn clock(at: Timestamp, now: Timestamp) -> String {
    let is_near = at.duration_since(now).abs() < NEAR;
    at.strftime(if is_near { "%H:%M" } else { "%-d %B %H:%M" }).to_string()
}

/// `9 December`.
pub(crate) fn day(at: Timestamp) -> String {
    at.strftime("%-d %B").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (count, told) in [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")] {
            assert_eq!(number(count), told);
        }
        assert_eq!(number(i64::MIN), "-9,223,372,036,854,775,808");
        assert_eq!(amount(15_000, Unit::Mb), "15,000 MB");
    }

    #[test]
    fn percent_and_tenths_are_cut() {
        for (value, told) in [
            (0.0, "0 %"),
            (0.04, "<0.1 %"),
            (0.1, "0.1 %"),
            (9.99, "9.9 %"),
            (10.9, "10 %"),
            (90.0, "90 %"),
            (90.09, "90 %"),
            (94.29, "94.2 %"),
            (99.999_999_999_999, "99.9 %"),
            (100.0, "100 %"),
            (100.01, "100.1 %"),
            (112.9, "112 %"),
            (1234.5, "1,234 %"),
        ] {
            assert_eq!(percent(value), told);
        }
        assert_eq!((tenths(2.49).as_str(), tenths(12.04).as_str()), ("2.4", "12"));
        assert_eq!(tenths(f64::MAX), "922,337,203,685,477,580.7");
    }

    #[test]
    fn spans_are_told_in_the_two_units_that_matter() {
        for (minutes, told) in [
            (-5, "less than a minute"),
            (0, "less than a minute"),
            (35, "35 min"),
            (120, "2 h"),
            (129, "2 h 9 min"),
            (2879, "47 h 59 min"),
            (2880, "2 days"),
            (4_400, "3 days 1 h"),
        ] {
            assert_eq!(span(SignedDuration::from_mins(minutes)), told);
        }
    }

    #[test]
    fn a_far_time_has_its_day() {
        let now = "2026-11-21T22:00:00Z".parse().unwrap();
        assert_eq!(clock("2026-11-22T02:05:00Z".parse().unwrap(), now), "02:05");
        assert_eq!(clock("2026-11-23T02:05:00Z".parse().unwrap(), now), "23 November 02:05");
    }
}
