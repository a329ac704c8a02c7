//! Ids in the form in which AWS gives them to requests and messages.

/// A new id, drawn.
pub(crate) fn uuid() -> String {
    let [a, b] = shared::token::random::<16>().map_or([0; 2], |bytes| {
        std::array::from_fn(|i| u64::from_be_bytes(std::array::from_fn(|j| bytes[i * 8 + j])))
    });
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xffff,
        b >> 48,
        b & 0xffff_ffff_ffff
    )
}
