//! Which events are kept in full. All are counted; of a group that comes again and again ever fewer are kept.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

/// So many of each group are kept whatever happens.
pub const ALWAYS: u64 = 10;

/// A group of which nothing was kept for so long gets its next event kept: what is rare, and what is newest.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// How long a kept event is kept, and a group of which nothing is seen any more.
pub const KEEP: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Whether an event is kept in full, of whose group `count` were seen before and the last was kept at
/// `kept_at`. The n-th is kept with a probability of 10/n, so that ten times as many events of a group make
/// 23 more that are kept. The chance is drawn from the event's id, so that an event which is sent twice gets
/// the same answer.
pub fn is_kept(id: &str, count: u64, kept_at: Option<Timestamp>, now: Timestamp) -> bool {
    let fresh = kept_at.is_none_or(|kept_at| now.duration_since(kept_at) >= FRESH);
    count < ALWAYS || fresh || draw(id) < probability(count)
}

#[expect(clippy::cast_precision_loss, reason = "a probability needs no more precision")]
fn probability(count: u64) -> f64 {
    ALWAYS as f64 / (count + 1) as f64
}

/// A number from 0 up to 1 that an id always gets.
#[expect(clippy::cast_precision_loss, reason = "32 bits of chance are enough")]
fn draw(id: &str) -> f64 {
    let digest = Sha256::digest(id);
    let bits = digest.iter().take(4).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    bits as f64 / (1_u64 << 32) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_760_000_000 + minutes * 60).unwrap()
    }

    fn kept(events: u64, every: impl Fn(u64) -> Timestamp) -> Vec<u64> {
        let (mut kept, mut last) = (Vec::new(), None);
        for n in 0..events {
            let now = every(n);
            if is_kept(&format!("event {n}"), n, last, now) {
                kept.push(n);
                last = Some(now);
            }
        }
        kept
    }

    #[test]
    fn the_first_ten_are_kept_and_then_fewer_and_fewer() {
        let kept = kept(100_000, |_| at(0));
        assert!(kept.starts_with(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
        // 10 + 10 ln(100,000 / 10), give or take.
        assert!((80..130).contains(&kept.len()), "{}", kept.len());
        let late = kept.iter().filter(|n| **n >= 50_000).count();
        assert!(late < 20, "{late}");
    }

    #[test]
    fn whatever_is_rare_is_kept_whole_and_a_storm_has_a_fresh_one_each_hour() {
        assert_eq!(kept(500, |n| at(i64::try_from(n).unwrap() * 60)).len(), 500);
        // A million in the first minute, then one each ten minutes for a day.
        let last = Some(at(0));
        assert!(!is_kept("b", 1_000_000, last, at(59)));
        assert!(is_kept("b", 1_000_000, last, at(60)));
    }

    #[test]
    fn an_event_that_comes_twice_gets_the_same_answer() {
        for id in ["a", "b", "c", "d"] {
            assert_eq!(is_kept(id, 50, Some(at(0)), at(1)), is_kept(id, 50, Some(at(0)), at(2)));
        }
    }
}
