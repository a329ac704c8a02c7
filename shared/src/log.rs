//! Logging: one JSON object per line, its fields at the top level.

use std::io;
use std::panic;

use tracing::{Level, Subscriber};
use tracing_subscriber::fmt::MakeWriter;

/// Starts logging to standard output for the process. `level` is what Lambda hands over in
/// `AWS_LAMBDA_LOG_LEVEL`.
pub(crate) fn start(level: Option<&str>) {
    // A second call in one process changes nothing.
    let _ = tracing::subscriber::set_global_default(subscriber(level, io::stdout));
    tell_panics();
}

tokio::task_local! {
    /// The request that is being answered.
    static REQUEST: String;
}

/// Answers a request, so that a panic on the way is told with its id.
pub(crate) async fn of_request<F: Future>(id: String, answering: F) -> F::Output {
    REQUEST.scope(id, answering).await
}

/// Writes every panic as a line of its own, before the process ends by it. One outside of a request is told
/// as before too.
pub fn tell_panics() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let request = REQUEST.try_with(Clone::clone);
        let request_id = request.as_deref().unwrap_or_default();
        let location = info.location().map(ToString::to_string).unwrap_or_default();
        let error = info.payload_as_str().unwrap_or("something else than text");
        tracing::error!(panic = true, request_id, location, error);
        if request.is_err() {
            before(info);
        }
    }));
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
