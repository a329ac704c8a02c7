//! Errors of other programs: what one looks like, and the rules from the bytes that an SDK sends to the group
//! that it is counted in.
//!
//! In the order in which an event passes through: [`decode`] unpacks a body, [`envelope`] takes it apart,
//! [`event`] reads an event (and [`report`] our own, simpler form, with [`stack`] for traces that come as
//! text), [`scrub`] takes out what must not be kept, [`grouping`] says which others it belongs to, with
//! [`wording`] for messages that differ in numbers only.

pub mod decode;
pub mod envelope;
pub mod event;
pub mod group;
pub mod grouping;
pub mod project;
pub mod report;
pub mod sampling;
pub mod scrub;
pub mod sentry;
pub mod stack;
pub mod users;
pub mod wording;

/// JSON in which escapes of half a surrogate pair, as JavaScript writes them, are made U+FFFD.
pub fn mended(json: &str) -> std::borrow::Cow<'_, str> {
    sentry::json::mend(json)
}
