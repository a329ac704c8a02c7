//! One request and its reply: TLS, the reply's size, and what kind of failure a broken connection is.

use std::error::Error as _;

use reqwest::header::{ACCEPT, HeaderMap};
use reqwest::{RequestBuilder, Response};

use super::Failure;
use crate::error::chain;

/// The largest reply that is read. Real ones have about 6 KB.
const MAX_REPLY: usize = 1024 * 1024;

/// Sends a request for JSON that has to be answered with 200.
pub(super) async fn get(request: RequestBuilder) -> Result<(HeaderMap, Vec<u8>), Failure> {
    let (status, headers, body) = send(request.header(ACCEPT, "application/json")).await?;
    if status == 200 { Ok((headers, body)) } else { Err(Failure::of_reply(status, &body)) }
}

/// Sends a request and reads the whole reply, unless it is larger than any real one.
pub(super) async fn send(request: RequestBuilder) -> Result<(u16, HeaderMap, Vec<u8>), Failure> {
    let reply = request.send().await.map_err(|error| kind_of(&error))?;
    let (status, headers) = (reply.status().as_u16(), reply.headers().clone());
    Ok((status, headers, read(reply).await?))
}

async fn read(mut reply: Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = reply.chunk().await.map_err(|_| Failure::Unreadable)? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_REPLY {
            return Err(Failure::Unreadable);
        }
    }
    Ok(body)
}

/// The kind of a broken connection; the causes, without the address, are for the log.
fn kind_of(error: &reqwest::Error) -> Failure {
    let cause = error.source().map(chain).unwrap_or_default();
    tracing::warn!(cause, timeout = error.is_timeout(), "a connection to Salesforce broke");
    match error {
        e if e.is_timeout() && !e.is_connect() => Failure::TimedOut,
        // No connection, or a pooled one that the other side has closed, or a reply that is no HTTP.
        e if e.is_connect() || e.is_request() => Failure::Unreachable,
        _ => Failure::Unreadable,
    }
}
