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

/// Lines that one instance of a function wrote.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lines {
    /// `DATA_MESSAGE`, or `CONTROL_MESSAGE` when CloudWatch tries out whether anybody is there.
    pub message_type: String,
    /// The log's name, which ends with the area's, or the function's if it has a log of its own.
    pub log_group: String,
    /// The name of the stream in it, which has the function's.
    pub log_stream: String,
    /// The lines.
    pub log_events: Vec<Line>,
}

impl Lines {
    /// The function that wrote the lines, by the name of its binary. Functions share the log of their area,
    /// where Lambda names streams `YYYY/MM/DD/NAME[VERSION]ID` (AWS Lambda Developer Guide, "Configuring
    /// CloudWatch log groups") and CloudFormation functions `STACK-LimitsNowFunction-RANDOM`. A stream
    /// without such a name, as older ones are, leaves the last part of the log's.
    pub fn function(&self) -> String {
        let stream = self.log_stream.rsplit('/').next().unwrap_or_default();
        let name = stream.split('[').next().unwrap_or_default();
        let id = name.rsplit('-').nth(1).and_then(|id| id.strip_suffix("Function"));
        let log = || self.log_group.rsplit('/').next().unwrap_or_default().to_owned();
        id.map_or_else(log, binary)
    }
}

/// The binary of a function of the template: `LimitsNow` serves `limits-now`.
fn binary(id: &str) -> String {
    let mut name = String::new();
    for c in id.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_tells_which_function_wrote_and_else_the_log_does() {
        for (log_group, log_stream, function) in [
            ("/aws/lambda/fm/limits", "2026/11/20/fm-LimitsNowFunction-Ab1[7]0123", "limits-now"),
            ("/aws/lambda/a-b/mail", "2026/11/20/a-b-MailSendFunction-Ab1[$LATEST]0123", "mail-send"),
            ("/aws/lambda/fm/limits-now", "2026/11/20/[7]0123", "limits-now"),
            // What nobody of ours has named, or CloudFormation had to cut.
            ("/aws/lambda/fm/limits", "2026/11/20/limits-now[7]0123", "limits"),
            ("/aws/lambda/fm/limits", "2026/11/20/fm-LimitsNowFunc-Ab1[7]0123", "limits"),
            ("", "", ""),
        ] {
            let (log_group, log_stream) = (log_group.to_owned(), log_stream.to_owned());
            let lines = Lines { message_type: String::new(), log_group, log_stream, log_events: Vec::new() };
            assert_eq!(lines.function(), function);
        }
    }
}
