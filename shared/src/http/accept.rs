//! Which form of an answer the caller would like best (RFC 9110, 12.5.1).

use super::{Request, header};
use crate::error::Error;

/// The place in `offered` of the media type that the caller likes best; the first of several that he likes
/// alike.
pub fn preferred(request: &Request, offered: &[&str]) -> Result<usize, Error> {
    let accept = header(request, "accept").unwrap_or("*/*");
    let quality = |media_type: &str| quality(accept, media_type);
    let best = (0..offered.len()).rev().max_by_key(|&place| quality(offered[place]));
    best.filter(|&place| quality(offered[place]) > 0).ok_or(Error::NotAcceptable)
}

/// Whether a browser asks for a page to show.
pub fn wants_page(request: &Request) -> bool {
    header(request, "accept").is_some_and(|accept| accept.contains("text/html"))
}

/// The quality in thousandths that `accept` gives a media type, by the most specific range that covers it.
fn quality(accept: &str, media_type: &str) -> u32 {
    let ranges = accept.split(',').filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let specific = specificity(parts.next()?, media_type)?;
        let q = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok());
        Some((specific, (q.unwrap_or(0.0).clamp(0.0, 1.0) * 1000.0) as u32))
    });
    ranges.max_by_key(|(specific, _)| *specific).map_or(0, |(_, q)| q)
}

fn specificity(range: &str, media_type: &str) -> Option<u8> {
    if range.eq_ignore_ascii_case(media_type) {
        return Some(2);
    }
    let (family, _) = media_type.split_once('/')?;
    match range.split_once('/')? {
        ("*", "*") => Some(0),
        (of, "*") if of.eq_ignore_ascii_case(family) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: [&str; 3] = ["application/json", "text/csv", "application/openmetrics-text"];

    fn chosen(accept: Option<&str>) -> Option<usize> {
        let mut request = Request::default();
        if let Some(accept) = accept {
            request.headers_mut().insert("accept", accept.parse().unwrap());
        }
        preferred(&request, &OFFERED).ok()
    }

    #[test]
    fn the_caller_s_order_decides_and_json_is_the_default() {
        for (accept, place) in [
            (None, Some(0)),
            (Some("*/*"), Some(0)),
            (Some("text/csv"), Some(1)),
            (Some("Text/CSV"), Some(1)),
            (Some("text/*"), Some(1)),
            (Some("application/*"), Some(0)),
            (
                Some("application/openmetrics-text; version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"),
                Some(2),
            ),
            (Some("application/json;q=0.5, text/csv"), Some(1)),
            (Some("application/json;q=0, */*"), Some(1)),
            (Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Some(0)),
            (Some("text/csv;q=nonsense, application/json;q=0.1"), Some(0)),
            (Some("image/png"), None),
            (Some("*/*;q=0"), None),
            (Some(""), None),
            (Some(";;,,/"), None),
        ] {
            assert_eq!(chosen(accept), place, "{accept:?}");
        }
    }
}
