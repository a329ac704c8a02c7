//! Quiet hours: when messages are held back, by the clock on somebody's wall.

use jiff::Timestamp;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Hours in which nobody is told anything. Alerts open and close as ever; what is still open at the end is
/// told then, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuietHours {
    /// When they begin, by the clock in `timeZone`.
    #[serde(with = "clock")]
    #[schema(value_type = String, example = "22:00", pattern = "^[0-2][0-9]:[0-5][0-9]$")]
    pub from: Time,
    /// When they end; if that is not after `from`, on the next day.
    #[serde(with = "clock")]
    #[schema(value_type = String, example = "07:00", pattern = "^[0-2][0-9]:[0-5][0-9]$")]
    pub to: Time,
    /// A time zone of the IANA database.
    #[schema(example = "Europe/Berlin")]
    pub time_zone: String,
    /// The days on which they begin; every day unless given.
    #[serde(default = "every_day")]
    #[schema(max_items = 7)]
    pub days: Vec<Day>,
    /// Whether critical alerts are told all the same; so it is unless given.
    #[serde(default = "yes")]
    pub allow_critical: bool,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = QuietDay)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl QuietHours {
    /// Whether it is quiet at this time. Only the clock counts: an hour that it skips is never quiet, one
    /// that it shows twice is quiet twice. In a time zone that nobody knows it is never quiet, so that no
    /// message waits forever.
    pub(super) fn hold(&self, at: Timestamp) -> bool {
        let Some(zone) = self.zone() else { return false };
        let local = zone.to_datetime(at);
        let (time, today) = (local.time(), Day::from(local.date().weekday()));
        if self.from < self.to {
            return self.from <= time && time < self.to && self.days.contains(&today);
        }
        let yesterday = Day::from(local.date().weekday().previous());
        let since_today = self.from <= time && self.days.contains(&today);
        let since_yesterday = time < self.to && self.days.contains(&yesterday);
        since_today || since_yesterday
    }

    /// The time zone, from the database that is part of the program.
    pub(super) fn zone(&self) -> Option<TimeZone> {
        TimeZone::get(&self.time_zone).ok()
    }
}

impl From<Weekday> for Day {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

fn every_day() -> Vec<Day> {
    (1..=7).filter_map(|day| Weekday::from_monday_one_offset(day).ok()).map(Day::from).collect()
}

fn yes() -> bool {
    true
}

/// Times of the day as `22:00`.
mod clock {
    use jiff::civil::Time;
    use serde::{Deserialize, Deserializer, Serializer, de};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&time.strftime("%H:%M"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
        let text = String::deserialize(deserializer)?;
        let time = (text.len() == 5).then(|| Time::strptime("%H:%M", &text).ok()).flatten();
        time.ok_or_else(|| de::Error::custom("expected a time of the day such as 22:00"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn nights(zone: &str) -> QuietHours {
        serde_json::from_value(json!({ "from": "22:00", "to": "07:00", "timeZone": zone })).unwrap()
    }

    fn held(hours: &QuietHours, at: &str) -> bool {
        hours.hold(at.parse().unwrap())
    }

    #[test]
    fn a_night_lasts_across_midnight() {
        let utc = nights("UTC");
        for (at, quiet) in [
            ("2026-11-21T21:59:59Z", false),
            ("2026-11-21T22:00:00Z", true),
            ("2026-11-22T00:00:00Z", true),
            ("2026-11-22T06:59:59Z", true),
            ("2026-11-22T07:00:00Z", false),
        ] {
            assert_eq!(held(&utc, at), quiet, "{at}");
        }
    }

    #[test]
    fn on_the_days_when_clocks_change_the_clock_on_the_wall_counts() {
        for (zone, at, quiet) in [
            // 29 March 2026: 02:00 CET becomes 03:00 CEST, and 07:00 is at 05:00 UTC.
            ("Europe/Berlin", "2026-03-28T21:00:00Z", true),
            ("Europe/Berlin", "2026-03-29T04:59:00Z", true),
            ("Europe/Berlin", "2026-03-29T05:00:00Z", false),
            // 25 October 2026: 03:00 CEST becomes 02:00 CET, and 07:00 is at 06:00 UTC.
            ("Europe/Berlin", "2026-10-24T20:00:00Z", true),
            ("Europe/Berlin", "2026-10-25T05:59:00Z", true),
            ("Europe/Berlin", "2026-10-25T06:00:00Z", false),
            // 8 March 2026: from EST to EDT, and 07:00 is at 11:00 UTC.
            ("America/New_York", "2026-03-08T03:00:00Z", true),
            ("America/New_York", "2026-03-08T10:59:00Z", true),
            ("America/New_York", "2026-03-08T11:00:00Z", false),
            // 1 November 2026: from EDT to EST, and 07:00 is at 12:00 UTC.
            ("America/New_York", "2026-11-01T01:59:00Z", false),
            ("America/New_York", "2026-11-01T11:59:00Z", true),
            ("America/New_York", "2026-11-01T12:00:00Z", false),
        ] {
            assert_eq!(held(&nights(zone), at), quiet, "{zone} {at}");
        }
    }

    #[test]
    fn a_day_is_the_one_on_which_quiet_hours_begin() {
        let friday = QuietHours { days: vec![Day::Friday], ..nights("UTC") };
        assert!(held(&friday, "2026-11-20T23:00:00Z") && held(&friday, "2026-11-21T06:00:00Z"));
        assert!(!held(&friday, "2026-11-20T06:00:00Z") && !held(&friday, "2026-11-21T23:00:00Z"));
        let lunch =
            QuietHours { from: Time::constant(12, 0, 0, 0), to: Time::constant(13, 0, 0, 0), ..friday };
        assert!(held(&lunch, "2026-11-20T12:30:00Z") && !held(&lunch, "2026-11-21T12:30:00Z"));
    }

    #[test]
    fn in_a_time_zone_that_nobody_knows_it_is_never_quiet() {
        assert!(!held(&nights("Middle/Earth"), "2026-11-21T23:00:00Z"));
    }

    #[test]
    fn hours_and_minutes_are_read_and_nothing_else() {
        for text in ["", "7:00", "24:00", "22:60", "22:00:00", "aa:bb", "22.00"] {
            let read = serde_json::from_value::<QuietHours>(
                json!({ "from": text, "to": "07:00", "timeZone": "UTC" }),
            );
            assert!(read.is_err(), "{text}");
        }
        let written = serde_json::to_value(nights("UTC")).unwrap();
        assert_eq!((&written["from"], &written["allowCritical"]), (&json!("22:00"), &json!(true)));
    }
}
