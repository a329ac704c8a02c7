use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use proptest::prelude::*;

use super::*;

const TEXT: &str = concat!(
    r#"{"event_id":"fc6d8c0c43fc4630ad850ee518f1b9d0","#,
    r#""sdk":{"name":"sentry.javascript.browser","version":"8.0.0"}}"#
);
const BROTLI: &str = concat!(
    "1b6b00e08dd315f3a284750fc26da57ef4315165b624ff9b83e7a3d1d461e9f3809b28432b3126c5b4469948aabaccf7",
    "f505481f61aede6a7a1b559fb0ae7bf76259de194a9cf8719102ce87911c2298801b98a8047c"
);
/// With the size of the content, a checksum and no window.
const ZSTD_FILE: &str = concat!(
    "28b52ffd246c050300c206171a80b76d16bd83888485c7705ad98d2173d029ccfe968650d1248c4d733c78d0d3dbc29a",
    "f79d386f1b16568e2b30ce564f09ce815ddb7efa12543b933ed03e715480522c5420bb8820556824472ee3484ca449ae",
    "a72b0bb8b66fcf0400191870cb"
);
/// As a stream, with a window of 2 MiB and one of 128 MiB.
const ZSTD_STREAM: &str = concat!(
    "28b52ffd0458050300c206171a80b76d16bd83888485c7705ad98d2173d029ccfe968650d1248c4d733c78d0d3dbc29a",
    "f79d386f1b16568e2b30ce564f09ce815ddb7efa12543b933ed03e715480522c5420bb8820556824472ee3484ca449ae",
    "a72b0bb8b66fcf0400191870cb"
);
const ZSTD_LONG: &str = concat!(
    "28b52ffd0488f50200c286161880ab0e48633bffbfd7d9a404114d8cc5021308d13891e91151744d9ad4d71fe322ec79",
    "e0b0a3c34024c9c6c18d6cb2243d50be8e5fef85bd43eb0ac703573690a0a980e856423153a118b609c3ea2a2eb67d9d",
    "dd215fcf3e1400191870cb"
);
/// 64 MiB of one letter, with the largest window, and with one that only some decoders know.
const BROTLI_BOMB: &str = concat!(
    "cfffff7ff825c2e2b14020f7fe9ffffffff04b00c4610180eefd3fffffffe1970088c32200ddfbfffcffffc72f011087",
    "0500baf7ff"
);
const BROTLI_LARGE_WINDOW: &str = concat!(
    "111effffffe197088bc70201b9f7fffcffff875f02200e0b00e8defff3ffff1f7e0980382c00a07bff9ffffffff82500",
    "e2b00080eefd3f"
);

fn hex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

fn packed(encoding: &str, bytes: &[u8]) -> Vec<u8> {
    fn all<W: Write>(mut to: W, bytes: &[u8], end: fn(W) -> Vec<u8>) -> Vec<u8> {
        to.write_all(bytes).unwrap();
        end(to)
    }
    let level = Compression::best();
    match encoding {
        "gzip" => all(GzEncoder::new(Vec::new(), level), bytes, |to| to.finish().unwrap()),
        "zlib" => all(ZlibEncoder::new(Vec::new(), level), bytes, |to| to.finish().unwrap()),
        _ => all(DeflateEncoder::new(Vec::new(), level), bytes, |to| to.finish().unwrap()),
    }
}

/// Every encoding with the same text in it.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("gzip", packed("gzip", TEXT.as_bytes())),
        ("deflate", packed("zlib", TEXT.as_bytes())),
        ("deflate", packed("raw", TEXT.as_bytes())),
        ("br", hex(BROTLI)),
        ("zstd", hex(ZSTD_FILE)),
        ("zstd", hex(ZSTD_STREAM)),
        ("zstd", hex(ZSTD_LONG)),
    ]
}

fn failure(encoding: &str, body: &[u8]) -> Undecodable {
    decode(Some(encoding), body).unwrap_err()
}

/// A frame with a window of 8 MiB whose blocks repeat one letter: four bytes for 128 KiB.
fn zstd_bomb(blocks: usize) -> Vec<u8> {
    let header = |last: u32| ((128 * 1024) << 3 | 1 << 1 | last).to_le_bytes();
    let block = |last| [&header(last)[..3], b"a"].concat();
    [hex("28b52ffd0068"), block(0).repeat(blocks), block(1)].concat()
}

#[test]
fn every_encoding_is_unpacked_whatever_the_case_of_its_name() {
    for (encoding, body) in samples() {
        assert_eq!(decode(Some(encoding), &body).unwrap(), TEXT.as_bytes(), "{encoding}");
        let shouted = format!(" {} ", encoding.to_uppercase());
        assert_eq!(decode(Some(&shouted), &body).unwrap(), TEXT.as_bytes(), "{encoding}");
    }
    assert_eq!(decode(Some("X-Gzip"), &packed("gzip", b"x")).unwrap(), b"x".as_slice());
    for encoding in [None, Some(""), Some("identity"), Some("Identity")] {
        assert!(matches!(decode(encoding, b"\x1f\x8b"), Ok(Cow::Borrowed(b"\x1f\x8b"))));
    }
    for encoding in ["compress", "gzip, br", "gzip,gzip", "utf-8", "\u{0}"] {
        assert_eq!(failure(encoding, b"{}"), Undecodable::UnknownEncoding);
    }
}

#[test]
fn what_a_gateway_has_unpacked_already_is_taken_as_it_is() {
    for encoding in ["gzip", "deflate", "br", "zstd"] {
        assert!(matches!(decode(Some(encoding), TEXT.as_bytes()), Ok(Cow::Borrowed(_))), "{encoding}");
        let large = [b"{".as_slice(), &vec![b' '; MAX_RAW - 1]].concat();
        assert_eq!(decode(Some(encoding), &large).unwrap().len(), MAX_RAW);
        assert_eq!(failure(encoding, TEXT.get(1..).unwrap().as_bytes()), Undecodable::Malformed);
    }
}

#[test]
fn what_ends_early_or_late_is_malformed() {
    for (encoding, body) in samples() {
        for len in 0..body.len() {
            assert_eq!(failure(encoding, &body[..len]), Undecodable::Malformed, "{encoding} {len}");
        }
        for tail in [b"\0".as_slice(), b"\n", &body] {
            assert_eq!(failure(encoding, &[&body, tail].concat()), Undecodable::Malformed, "{encoding}");
        }
    }
}

#[test]
fn a_wrong_checksum_is_malformed() {
    for (encoding, at) in [("gzip", 8), ("deflate", 1), ("zstd", 1)] {
        let (_, mut body) = samples().into_iter().find(|(name, _)| *name == encoding).unwrap();
        let at = body.len() - at;
        body[at] ^= 1;
        assert_eq!(failure(encoding, &body), Undecodable::Malformed, "{encoding}");
    }
}

#[test]
fn a_body_may_have_just_as_many_bytes_as_agreed() {
    let body = vec![0; MAX_WIRE + 1];
    assert_eq!(decode(None, &body[1..]).unwrap().len(), MAX_WIRE);
    assert_eq!(decode(None, &body), Err(Undecodable::TooLarge));
    for encoding in ["gzip", "deflate", "br", "zstd"] {
        assert_eq!(failure(encoding, &body), Undecodable::TooLarge, "{encoding}");
    }
    for (name, encoding) in [("gzip", "gzip"), ("zlib", "deflate"), ("raw", "deflate")] {
        let raw = vec![b'a'; MAX_RAW + 1];
        assert_eq!(decode(Some(encoding), &packed(name, &raw[1..])).unwrap().len(), MAX_RAW);
        assert_eq!(failure(encoding, &packed(name, &raw)), Undecodable::TooLarge);
    }
    assert_eq!(decode(Some("zstd"), &zstd_bomb(7)).unwrap(), vec![b'a'; MAX_RAW]);
    assert_eq!(failure("zstd", &zstd_bomb(8)), Undecodable::TooLarge);
}

#[test]
fn bombs_end_early() {
    assert_eq!(failure("br", &hex(BROTLI_BOMB)), Undecodable::TooLarge);
    assert_eq!(failure("br", &hex(BROTLI_LARGE_WINDOW)), Undecodable::Malformed);
    // 16 GiB if it were unpacked.
    assert_eq!(failure("zstd", &zstd_bomb(MAX_WIRE / 4 - 10)), Undecodable::TooLarge);
    let mut raw = vec![0; 64 * MAX_RAW];
    assert_eq!(failure("gzip", &packed("gzip", &raw)), Undecodable::TooLarge);
    assert_eq!(failure("deflate", &packed("zlib", &raw)), Undecodable::TooLarge);
    raw.clear();
    // A frame that claims a content of 2^64 - 1 bytes, and one with the largest window that can be written.
    assert_eq!(failure("zstd", &hex("28b52ffde0ffffffffffffffff010000")), Undecodable::TooLarge);
    assert_eq!(decode(Some("zstd"), &hex("28b52ffd00ff010000")).unwrap(), raw);
}

fn some_bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..600)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_what_was_packed_comes_out_again(bytes in some_bytes()) {
        for (name, encoding) in [("gzip", "gzip"), ("zlib", "deflate"), ("raw", "deflate")] {
            let body = packed(name, &bytes);
            prop_assert_eq!(decode(Some(encoding), &body).unwrap(), bytes.as_slice(), "{}", name);
        }
    }

    #[test]
    fn fuzz_arbitrary_bytes_never_panic(bytes in some_bytes()) {
        for encoding in ["gzip", "deflate", "br", "zstd", "identity"] {
            let _ = decode(Some(encoding), &bytes);
        }
        let _ = decode(Some("gzip"), &[b"\x1f\x8b\x08".as_slice(), &bytes].concat());
        let _ = decode(Some("deflate"), &[b"\x78\x9c".as_slice(), &bytes].concat());
        let _ = decode(Some("zstd"), &[hex("28b52ffd0058"), bytes.clone()].concat());
        // A compressed block, so that the tables are reached.
        let size = u32::try_from(bytes.len()).unwrap();
        let block = (size << 3 | 2 << 1 | 1).to_le_bytes();
        let _ = decode(Some("zstd"), &[&hex("28b52ffd0058"), &block[..3], &bytes].concat());
    }

    #[test]
    fn fuzz_damaged_bodies_never_panic(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        for (encoding, mut body) in samples() {
            for (at, byte) in &damage {
                let at = at.index(body.len());
                body[at] = *byte;
            }
            let _ = decode(Some(encoding), &body).map(|body| assert!(body.len() <= MAX_RAW));
        }
    }
}
