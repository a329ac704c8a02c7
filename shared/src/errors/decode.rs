//! Bodies as they come over the wire: unpacked, and never larger than agreed.
//!
//! What claims to be compressed may be a bomb, so the output is counted while it comes out and the work ends
//! with the first piece too many.

use std::borrow::Cow;
use std::io::Read;

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};
use flate2::bufread::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::FrameDecoderError;

/// The largest body as it is sent, in bytes.
pub const MAX_WIRE: usize = 512 * 1024;
/// The largest body when it is unpacked, in bytes.
pub const MAX_RAW: usize = 1024 * 1024;

/// How much is unpacked at a time.
const CHUNK: usize = 16 * 1024;

/// Why a body could not be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecodable {
    /// It has more than [`MAX_WIRE`] bytes, or more than [`MAX_RAW`] when it is unpacked.
    #[error("the body is too large")]
    TooLarge,
    /// The header names an encoding that is not known here, or more than one.
    #[error("the Content-Encoding is none of gzip, deflate, br, zstd and identity")]
    UnknownEncoding,
    /// It is not what the header says, ends too early, or has something behind its end.
    #[error("the body is not what its Content-Encoding says")]
    Malformed,
}

/// Unpacks a body by its `Content-Encoding` (RFC 9110, section 8.4.1).
///
/// A gateway may have unpacked it already and left the header. What is sent here begins with `{` once it is
/// unpacked, and nothing that gzip, zlib or zstd writes does (they begin with 0x1f, 0x08 to 0x78 and 0x28;
/// raw deflate that begins with 0x7b cannot begin with `{` inside). Brotli has no such mark. So a body that
/// begins with `{` and cannot be unpacked is taken as it is.
pub fn decode<'a>(encoding: Option<&str>, body: &'a [u8]) -> Result<Cow<'a, [u8]>, Undecodable> {
    let name = encoding.unwrap_or_default().trim().to_ascii_lowercase();
    let unpack: fn(&[u8]) -> Result<Vec<u8>, Undecodable> = match name.as_str() {
        "" | "identity" if body.len() > MAX_WIRE => return Err(Undecodable::TooLarge),
        "" | "identity" => return Ok(Cow::Borrowed(body)),
        "gzip" | "x-gzip" => gzip,
        "deflate" => deflate,
        "br" => brotli,
        "zstd" => zstd,
        _ => return Err(Undecodable::UnknownEncoding),
    };
    let unpacked = if body.len() > MAX_WIRE { Err(Undecodable::TooLarge) } else { unpack(body) };
    match unpacked {
        Err(_) if body.starts_with(b"{") && body.len() <= MAX_RAW => Ok(Cow::Borrowed(body)),
        unpacked => unpacked.map(Cow::Owned),
    }
}

/// What came out so far. Its capacity doubles up to [`MAX_RAW`] and no further.
struct Output(Vec<u8>);

impl Output {
    fn new() -> Self {
        Self(Vec::with_capacity(CHUNK))
    }

    /// Takes the first `len` bytes of a chunk.
    fn take(&mut self, chunk: &[u8], len: usize) -> Result<(), Undecodable> {
        if self.0.len() + len > MAX_RAW {
            return Err(Undecodable::TooLarge);
        }
        self.0.extend_from_slice(chunk.get(..len).unwrap_or_default());
        Ok(())
    }
}

fn read_all(source: &mut impl Read) -> Result<Vec<u8>, Undecodable> {
    let (mut output, mut chunk) = (Output::new(), [0; CHUNK]);
    loop {
        match source.read(&mut chunk).map_err(|_| Undecodable::Malformed)? {
            0 => return Ok(output.0),
            len => output.take(&chunk, len)?,
        }
    }
}

/// One member (RFC 1952); its checksum is checked.
fn gzip(body: &[u8]) -> Result<Vec<u8>, Undecodable> {
    let mut source = GzDecoder::new(body);
    let output = read_all(&mut source)?;
    if source.into_inner().is_empty() { Ok(output) } else { Err(Undecodable::Malformed) }
}

/// Zlib (RFC 1950), which the name means, or raw deflate (RFC 1951), which some clients send.
fn deflate(body: &[u8]) -> Result<Vec<u8>, Undecodable> {
    let mut source = Decompress::new(begins_as_zlib(body));
    let (mut output, mut chunk) = (Output::new(), [0; CHUNK]);
    loop {
        let (read, written) = (source.total_in(), source.total_out());
        let rest = usize::try_from(read).ok().and_then(|read| body.get(read..)).unwrap_or_default();
        let status = source.decompress(rest, &mut chunk, FlushDecompress::None);
        let status = status.map_err(|_| Undecodable::Malformed)?;
        let len = usize::try_from(source.total_out() - written).unwrap_or(CHUNK);
        output.take(&chunk, len)?;
        if status == Status::StreamEnd {
            let all = source.total_in() == body.len() as u64;
            return if all { Ok(output.0) } else { Err(Undecodable::Malformed) };
        }
        // It asks for more, and there is no more.
        if len == 0 && source.total_in() == read {
            return Err(Undecodable::Malformed);
        }
    }
}

/// Method 8, a window of at most 32 KiB, and a multiple of 31. Raw deflate would have to begin with a stored
/// block whose padding is not zero.
fn begins_as_zlib(body: &[u8]) -> bool {
    let Some(&[method, flags]) = body.first_chunk::<2>() else { return false };
    method & 0x0f == 8 && method >> 4 <= 7 && u16::from_be_bytes([method, flags]) % 31 == 0
}

/// RFC 7932. Without the large windows of some encoders the window has at most 16 MiB.
fn brotli(body: &[u8]) -> Result<Vec<u8>, Undecodable> {
    let alloc = StandardAlloc::default;
    let mut state = Box::new(BrotliState::new_strict(alloc(), alloc(), alloc()));
    let (mut output, mut chunk) = (Output::new(), [0; CHUNK]);
    let (mut left, mut at, mut total) = (body.len(), 0, 0);
    loop {
        let (mut room, mut len) = (CHUNK, 0);
        let result = BrotliDecompressStream(
            &mut left, &mut at, body, &mut room, &mut len, &mut chunk, &mut total, &mut state,
        );
        output.take(&chunk, len)?;
        match result {
            BrotliResult::ResultSuccess if left == 0 => return Ok(output.0),
            BrotliResult::NeedsMoreOutput if len > 0 => {}
            _ => return Err(Undecodable::Malformed),
        }
    }
}

/// In a frame header, the bit for "no window, the size of the content is told" and the window of [`MAX_RAW`].
const SINGLE_SEGMENT: u8 = 0x20;
const LARGEST_WINDOW: u8 = 10 << 3;

/// One frame (RFC 8878, section 3.1.1); its checksum is checked if it has one.
///
/// Encoders ask for windows of several MiB that a small body never fills. Nothing here refers back further
/// than [`MAX_RAW`], so a larger window is made that small before anything is allocated for it.
fn zstd(body: &[u8]) -> Result<Vec<u8>, Undecodable> {
    let (head, rest) = body.split_first_chunk::<6>().ok_or(Undecodable::Malformed)?;
    let [magic @ .., descriptor, window] = *head;
    let [a, b, c, d] = magic;
    let has_window = descriptor & SINGLE_SEGMENT == 0;
    let head = [a, b, c, d, descriptor, if has_window { window.min(LARGEST_WINDOW) } else { window }];
    let source = StreamingDecoder::new_with_max_window_size(head.chain(rest), MAX_RAW as u64);
    let mut source = source.map_err(|error| match error {
        FrameDecoderError::WindowSizeTooBig { .. } => Undecodable::TooLarge,
        _ => Undecodable::Malformed,
    })?;
    let output = read_all(&mut source)?;
    let (source, frame) = source.into_parts();
    let (_, rest) = source.into_inner();
    let told = frame.get_checksum_from_data();
    let intact = told.is_none() || told == frame.get_calculated_checksum();
    if intact && rest.is_empty() { Ok(output) } else { Err(Undecodable::Malformed) }
}

#[cfg(test)]
mod tests;
