//! Answers packed for those who can read that, as API Gateway packs them.

use std::io::{self, Write};

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Whether a client takes gzip (RFC 9110, 12.5.3).
pub(super) fn accepted(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut codings =
        lists.flat_map(|list| list.split(',')).map(|coding| coding.split_once(';').unwrap_or((coding, "")));
    codings.any(|(name, quality)| {
        let quality = quality.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case("gzip") && quality.is_some_and(|q| q > 0.0)
    })
}

/// The answer packed by gzip, if it is text of so many bytes at least that is not packed yet.
pub(super) async fn compressed(response: Response<Body>, least: usize) -> Response<Body> {
    if !is_text(response.headers()) || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else { return Response::default() };
    if body.len() < least {
        return Response::from_parts(parts, Body::from(body));
    }
    match gzip(&body) {
        Ok(packed) => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(packed))
        }
        Err(_) => Response::from_parts(parts, Body::from(body)),
    }
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn is_text(headers: &HeaderMap) -> bool {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = given.split(';').next().unwrap_or_default().trim();
    let (family, kind) = media_type.split_once('/').unwrap_or_default();
    family == "text"
        || ["json", "xml", "openmetrics-text"].contains(&kind)
        || kind.ends_with("+json")
        || kind.ends_with("+xml")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    async fn packed(media_type: &'static str, encoding: Option<&'static str>, body: &str) -> (bool, Vec<u8>) {
        let mut response = Response::new(Body::from(body.to_owned()));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        if let Some(encoding) = encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        let response = compressed(response, 100).await;
        let is_packed = response.headers().get(header::CONTENT_ENCODING).is_some_and(|value| value == "gzip");
        (is_packed, to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec())
    }

    #[test]
    fn only_who_takes_gzip_gets_it() {
        for (accept, wanted) in [
            (&["gzip, deflate, br"][..], true),
            (&["br", "GZIP;q=0.5"], true),
            (&["gzip;q=0"], false),
            (&["gzip;q=0.000, br"], false),
            (&["br"], false),
            (&["xgzip"], false),
            (&[], false),
        ] {
            let mut headers = HeaderMap::new();
            for value in accept {
                headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            }
            assert_eq!(accepted(&headers), wanted, "{accept:?}");
        }
    }

    #[tokio::test]
    async fn long_texts_are_packed_and_come_out_as_they_were() {
        let text = "0123456789".repeat(10);
        for media_type in
            ["application/json", "text/html; charset=utf-8", "image/svg+xml", "application/problem+json"]
        {
            let (is_packed, body) = packed(media_type, None, &text).await;
            let mut unpacked = String::new();
            GzDecoder::new(body.as_slice()).read_to_string(&mut unpacked).unwrap();
            assert_eq!((is_packed, unpacked.as_str()), (true, text.as_str()), "{media_type}");
        }
    }

    #[tokio::test]
    async fn what_is_short_no_text_or_packed_already_stays_as_it_is() {
        let text = "0123456789".repeat(10);
        for (media_type, encoding, body) in [
            ("application/json", None, &text[..99]),
            ("image/png", None, &text),
            ("application/json", Some("br"), &text),
        ] {
            assert_eq!(
                packed(media_type, encoding, body).await,
                (false, body.as_bytes().to_vec()),
                "{media_type}"
            );
        }
    }
}
