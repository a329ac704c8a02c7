//! How often somebody may try: exact sliding windows, and the growing wait after failed logins.
//!
//! Everything is counted under keys that are made of what was submitted and where it came from, never of what
//! is stored, so that an unknown address meets the same limits as a known one.

use std::net::{IpAddr, Ipv6Addr};

use jiff::{SignedDuration, Timestamp};

/// At most so many hits within any stretch of time of this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How many.
    pub hits: usize,
    /// The length of the stretch.
    pub within: SignedDuration,
}

const fn budget(hits: usize, minutes: i64) -> Budget {
    Budget { hits, within: SignedDuration::from_mins(minutes) }
}

/// One address from one place: requests for a reset, and failed logins.
pub const PAIR: Budget = budget(5, 15);
/// One address from anywhere.
pub const ADDRESS: Budget = budget(20, 15);
/// One place for any addresses.
pub const PLACE: Budget = budget(50, 15);
/// Registrations from one place.
pub const REGISTRATIONS: Budget = budget(10, 60);
/// Between two mails of one kind that anybody may cause to one address.
pub const COOL_DOWN: SignedDuration = SignedDuration::from_secs(60);

/// Failures in a row that cost nothing but a hit; the next ones lock.
const FREE_FAILURES: u32 = 5;
/// The longest lock.
const LONGEST_LOCK: SignedDuration = SignedDuration::from_mins(15);
/// Failures are forgotten after this long without another.
pub const FORGET_FAILURES: SignedDuration = SignedDuration::from_hours(1);

/// How long to wait: more than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait(SignedDuration);

impl Wait {
    /// One second.
    pub const SHORTEST: Self = Self(SignedDuration::from_secs(1));

    /// Until `end`; `None` if that is over.
    pub fn until(end: Timestamp, now: Timestamp) -> Option<Self> {
        (end > now).then(|| Self(end.duration_since(now)))
    }

    /// In whole seconds, rounded up, so that who waits as long as told has waited long enough.
    pub fn seconds(self) -> u32 {
        let millis = u64::try_from(self.0.as_millis()).unwrap_or_default();
        u32::try_from(millis.div_ceil(1000)).unwrap_or(u32::MAX)
    }
}

impl Budget {
    /// The hits that still count.
    pub fn live(&self, hits: &[Timestamp], now: Timestamp) -> Vec<Timestamp> {
        hits.iter().copied().filter(|hit| *hit + self.within > now).collect()
    }

    /// How long until there is room for one more hit; `None` if there is room.
    pub fn wait(&self, hits: &[Timestamp], now: Timestamp) -> Option<Wait> {
        let mut live = self.live(hits, now);
        live.sort_unstable();
        let blocking = live.len().checked_sub(self.hits)?;
        Wait::until(live[blocking] + self.within, now)
    }
}

/// Failed logins in a row of one address from one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many there were.
    pub count: u32,
    /// Until when the lock of the last one holds; the moment of the failure itself if it locked nothing.
    pub until: Timestamp,
}

impl Failures {
    /// What counts of them at `now`.
    pub fn live(self, now: Timestamp) -> Self {
        if self.until + FORGET_FAILURES > now { self } else { Self::default() }
    }

    /// How long the lock still holds.
    pub fn wait(self, now: Timestamp) -> Option<Wait> {
        Wait::until(self.until, now)
    }

    /// One more: the n-th locks for 2^(n-5) seconds, at most a quarter of an hour.
    pub fn and_one(self, now: Timestamp) -> Self {
        let count = self.live(now).count.saturating_add(1);
        let lock = match count.checked_sub(FREE_FAILURES) {
            None => SignedDuration::ZERO,
            Some(more) => SignedDuration::from_secs(1 << more.min(30)).min(LONGEST_LOCK),
        };
        Self { count, until: now + lock }
    }

    /// Whether this failure is the one that begins to lock: worth a mail to the owner.
    pub fn begins_to_lock(self) -> bool {
        self.count == FREE_FAILURES
    }
}

/// The place that a request came from: an IPv4 address, or the /64 of an IPv6 address, of which one customer
/// has all.
pub fn place(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_760_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_full_window_opens_exactly_when_its_oldest_hit_leaves_it() {
        let hits: Vec<_> = (0..5).map(|i| at(i * 10)).collect();
        assert_eq!(PAIR.wait(&hits[..4], at(40)), None);
        assert_eq!(PAIR.wait(&hits, at(41)).map(Wait::seconds), Some(900 - 41));
        assert_eq!(PAIR.wait(&hits, at(899)).map(Wait::seconds), Some(1));
        assert_eq!(PAIR.wait(&hits, at(900)), None);
        assert_eq!(PAIR.live(&hits, at(910)).len(), 3);
    }

    #[test]
    fn the_order_of_the_hits_and_a_few_too_many_change_nothing() {
        let hits: Vec<_> = [30, 0, 20, 10, 40, 50, 60].map(at).to_vec();
        // Seven hits: room for a fifth comes when the third oldest leaves.
        assert_eq!(PAIR.wait(&hits, at(60)).map(Wait::seconds), Some(900 + 20 - 60));
    }

    #[test]
    fn any_stretch_of_time_has_at_most_the_budget_whatever_is_tried() {
        let mut admitted: Vec<Timestamp> = Vec::new();
        // A try every seven seconds for two hours.
        for now in (0..7200).step_by(7).map(at) {
            if PAIR.wait(&admitted, now).is_none() {
                admitted.push(now);
            }
        }
        assert!(admitted.len() >= 5 * 7);
        for window in admitted.windows(6) {
            assert!(window[5].duration_since(window[0]) >= PAIR.within, "{window:?}");
        }
    }

    #[test]
    fn a_wait_is_told_in_seconds_that_suffice() {
        let hit = Timestamp::from_millisecond(1_760_000_000_001).unwrap();
        let now = Timestamp::from_millisecond(1_760_000_000_500).unwrap();
        let wait = Budget { hits: 1, within: SignedDuration::from_secs(60) }.wait(&[hit], now).unwrap();
        assert_eq!(wait.seconds(), 60);
        assert_eq!(Wait::until(now, now), None);
    }

    #[test]
    fn the_nth_failure_locks_for_two_to_the_n_minus_five_seconds_up_to_a_quarter_of_an_hour() {
        let mut failures = Failures::default();
        let mut locks = Vec::new();
        for _ in 0..18 {
            let now = failures.until.max(at(0));
            failures = failures.and_one(now);
            locks.push(failures.wait(now).map_or(0, Wait::seconds));
        }
        assert_eq!(locks, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
    }

    #[test]
    fn failures_are_forgotten_after_a_quiet_hour() {
        let mut failures = Failures::default();
        for _ in 0..9 {
            failures = failures.and_one(at(0));
        }
        assert_eq!(failures.live(at(3600)).count, 9);
        assert_eq!(failures.live(at(3600 + 16)).count, 0);
        assert_eq!(failures.and_one(at(4000)).count, 1);
    }

    #[test]
    fn an_ipv6_customer_is_one_place_and_a_mapped_address_is_its_ipv4() {
        let place = |text: &str| place(text.parse().unwrap());
        assert_eq!(place("192.0.2.7"), "192.0.2.7");
        assert_eq!(place("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(place("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(place("2001:db8:1:2:ffff::1"), place("2001:db8:1:2::9"));
        assert_ne!(place("2001:db8:1:3::1"), place("2001:db8:1:2::1"));
    }
}
