//! Logging: one JSON object per line, its fields at the top level.

use std::io;

use tracing::{Level, Subscriber};
use tracing_subscriber::fmt::MakeWriter;

/// Starts logging to standard output for the process. `level` is what Lambda hands over in
/// `AWS_LAMBDA_LOG_LEVEL`.
pub(crate) fn start(level: Option<&str>) {
    // A second call in one process changes nothing.
    let _ = tracing::subscriber::set_global_default(subscriber(level, io::stdout));
}

/// What writes the lines; `INFO` and above unless told otherwise.
pub fn subscriber<W>(level: Option<&str>, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let level = level.and_then(|text| text.parse().ok()).unwrap_or(Level::INFO);
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_max_level(level)
        .with_writer(writer)
        .finish()
}
