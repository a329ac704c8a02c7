//! Lines of other functions' logs, as CloudWatch Logs hands them on: what `http.rs` is for requests.

use std::io::Read;
use std::pin::Pin;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use lambda_runtime::{LambdaEvent, service_fn};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::{Error, Source};
use crate::http::StartFailure;
use crate::{config, log};

/// More than CloudWatch puts into one batch.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// The event: a batch of lines, as gzipped JSON in base64.
#[derive(Debug, Deserialize, Serialize)]
pub struct Envelope {
    awslogs: Data,
}

#[derive(Debug, Deserialize, Serialize)]
struct Data {
    data: String,
}

/// Lines of one function's log.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lines {
    /// `DATA_MESSAGE`, or `CONTROL_MESSAGE` when CloudWatch tries out whether anybody is there.
    pub message_type: String,
    /// The log's name, which ends with the function's.
    pub log_group: String,
    /// The lines.
    pub log_events: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    /// CloudWatch's id of it, the same whenever it is handed on again.
    pub id: String,
    /// When it was written, in milliseconds.
    pub timestamp: i64,
    /// What was written.
    pub message: String,
}

/// A handler as a value.
pub type Handler = fn(&'static App, Lines) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// One reader of logs: what an area declares beside its handler, and what the template must say too.
pub struct Reader {
    /// The binary, and so the function, that is called.
    pub function: &'static str,
    /// The handler's name in its area.
    pub name: &'static str,
    /// The handler that the binary serves.
    pub handler: Handler,
}

/// Declares a [`Reader`]: `reader!("errors-own", own)`.
#[macro_export]
macro_rules! reader {
    ($function:literal, $handler:ident) => {
        $crate::subscription::Reader {
            function: $function,
            name: stringify!($handler),
            handler: |app, lines| Box::pin($handler(app, lines)),
        }
    };
}

/// Runs a function that reads logs. One that fails is called twice more by Lambda.
pub async fn serve<F, Fut>(handler: F) -> Result<(), StartFailure>
where
    F: Fn(&'static App, Lines) -> Fut + Copy + Send,
    Fut: Future<Output = Result<(), Error>> + Send,
{
    log::start(config::log_level().as_deref());
    let app: &'static App = Box::leak(Box::new(App::load()?));
    let answer = move |event: LambdaEvent<Envelope>| handle(event.payload, move |lines| handler(app, lines));
    lambda_runtime::run(service_fn(answer)).await
}

/// Unpacks a batch and hands it on.
pub async fn handle<Fut>(envelope: Envelope, handler: impl FnOnce(Lines) -> Fut) -> Result<(), Source>
where
    Fut: Future<Output = Result<(), Error>>,
{
    let lines = unpack(&envelope)?;
    if lines.message_type != "DATA_MESSAGE" {
        return Ok(());
    }
    let outcome = handler(lines).await;
    outcome.inspect_err(|error| error.log("")).map_err(Source::from)
}

fn unpack(envelope: &Envelope) -> Result<Lines, Source> {
    let packed = STANDARD.decode(&envelope.awslogs.data)?;
    let unpacked = GzDecoder::new(packed.as_slice()).take(MOST_BYTES);
    Ok(serde_json::from_reader(std::io::BufReader::new(unpacked))?)
}
