//! CloudWatch Logs' part: what the functions write down while they are invoked is handed on to the functions
//! that read their logs.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde_json::{Value, json};
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::registry::LookupSpan;

use crate::deliveries::Deliveries;
use crate::gateway::Fault;
use crate::id;
use crate::template::Log;

/// Lines that were written and not handed on yet.
pub struct OwnLogs {
    written: Mutex<Receiver<String>>,
}

/// One line of a log.
#[derive(Clone, Debug)]
pub struct Line {
    /// An id that it keeps.
    pub id: String,
    /// When it was written.
    pub at: Timestamp,
    /// What was written.
    pub text: String,
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
            if let Err(fault) = deliveries.deliver_lines(&function, &[line]).await {
                tracing::warn!(%fault, "a failure could not be reported");
            }
        }
    }
}

/// The event with which CloudWatch hands over lines of a log: gzipped JSON in base64.
pub(crate) fn lines_event(log: &Log, lines: &[Line]) -> Result<Value, Fault> {
    let of =
        |line: &Line| json!({ "id": line.id, "timestamp": line.at.as_millisecond(), "message": line.text });
    let batch = json!({
        "messageType": "DATA_MESSAGE", "owner": "000000000000", "logGroup": log.group,
        "logStream": format!("1970/01/01/{}[1]{:032}", log.writer, 0),
        "subscriptionFilters": ["local"], "logEvents": lines.iter().map(of).collect::<Vec<_>>(),
    });
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut packed, &batch)?;
    let packed = packed.finish().map_err(serde_json::Error::io)?;
    Ok(json!({ "awslogs": { "data": STANDARD.encode(packed) } }))
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
