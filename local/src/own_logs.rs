//! CloudWatch Logs' part: what the functions write down while they are invoked is handed on to the functions
//! that read their logs.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::Value;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::registry::LookupSpan;

use crate::deliveries::{Deliveries, Line};
use crate::id;
use crate::template::STACK;

/// Lines that were written and not handed on yet.
pub struct OwnLogs {
    written: Mutex<Receiver<String>>,
}

/// Writes lines to where [`OwnLogs`] finds them.
struct Writer {
    lines: Sender<String>,
}

/// What functions write down about failures, as a layer of the local run's log, and where it arrives.
pub fn capture<S>() -> (impl Layer<S>, OwnLogs)
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let (lines, written) = channel();
    let layer = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_writer(Writer { lines })
        .with_filter(LevelFilter::WARN);
    (layer, OwnLogs { written: Mutex::new(written) })
}

impl OwnLogs {
    /// Hands on what was written since the last time. What the readers themselves write belongs to no
    /// invocation of another function, so it cannot go round in a circle.
    pub async fn deliver(&self, deliveries: &Deliveries, now: Timestamp) {
        let lines: Vec<_> = self.written.lock().unwrap_or_else(PoisonError::into_inner).try_iter().collect();
        for text in lines {
            let Some(function) = function_of(&text) else { continue };
            let line = Line { id: id::uuid(), at: now, text };
            let log = format!("/aws/lambda/{STACK}/{function}");
            if let Err(fault) = deliveries.deliver_lines(&log, &[line]).await {
                tracing::warn!(%fault, "a failure could not be reported");
            }
        }
    }
}

/// The function in whose invocation a line was written.
fn function_of(line: &str) -> Option<String> {
    let line: Value = serde_json::from_str(line).ok()?;
    Some(line["span"]["function"].as_str()?.to_owned())
}

impl<'a> MakeWriter<'a> for Writer {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        Self { lines: self.lines.clone() }
    }
}

impl Write for Writer {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        // At the end of the process nobody listens any more.
        let _ = self.lines.send(String::from_utf8_lossy(line).into_owned());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
