//! Logging: one JSON object per line on standard output, its fields at the top level.

use std::io;

use tracing::Level;

/// Starts logging for the process. `level` is what Lambda hands over in `AWS_LAMBDA_LOG_LEVEL`.
pub(crate) fn start(level: Option<&str>) {
    let level = level.and_then(|text| text.parse().ok()).unwrap_or(Level::INFO);
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_max_level(level)
        .with_writer(io::stdout);
    // A second call in one process changes nothing.
    let _ = tracing::subscriber::set_global_default(subscriber.finish());
}
