//! What runs by the clock, as EventBridge Scheduler starts it: what `http.rs` is for requests.

use std::pin::Pin;

use jiff::Timestamp;
use lambda_runtime::{LambdaEvent, service_fn};
use serde::Deserialize;

use crate::app::App;
use crate::error::{Error, Source};
use crate::http::StartFailure;
use crate::{config, log};

/// One run of a schedule, from the event that the template makes:
/// `{"scheduledAt": "<aws.scheduler.scheduled-time>"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tick {
    /// When the run was due. It begins later than that, and with the same time again if it is repeated.
    pub scheduled_at: Timestamp,
}

/// A handler as a value.
pub type Handler = fn(&'static App, Tick) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// One scheduled task: what an area declares beside its handler, and what the template must say too.
pub struct Task {
    /// The binary, and so the function, that is called.
    pub function: &'static str,
    /// The handler's name in its area.
    pub name: &'static str,
    /// The handler that the binary serves.
    pub handler: Handler,
}

/// Declares a [`Task`]: `task!("limits-poll", poll)`.
#[macro_export]
macro_rules! task {
    ($function:literal, $handler:ident) => {
        $crate::schedule::Task {
            function: $function,
            name: stringify!($handler),
            handler: |app, tick| Box::pin($handler(app, tick)),
        }
    };
}

/// Runs a function that a schedule starts. Scheduler leaves the event with Lambda and waits for no outcome,
/// so it is Lambda that calls one that fails twice more, after a minute and after two (AWS Lambda Developer
/// Guide, "How Lambda handles errors and retries with asynchronous invocation").
pub async fn serve<F, Fut>(handler: F) -> Result<(), StartFailure>
where
    F: Fn(&'static App, Tick) -> Fut + Copy + Send,
    Fut: Future<Output = Result<(), Error>> + Send,
{
    log::start(config::log_level().as_deref());
    let app: &'static App = Box::leak(Box::new(App::load()?));
    let answer = move |event: LambdaEvent<Tick>| {
        handle(event.payload, event.context.request_id, move |tick| handler(app, tick))
    };
    lambda_runtime::run(service_fn(answer)).await
}

/// Hands a tick on. An error is logged and makes the invocation fail, so that it is repeated.
pub async fn handle<Fut>(
    tick: Tick,
    request_id: String,
    handler: impl FnOnce(Tick) -> Fut,
) -> Result<(), Source>
where
    Fut: Future<Output = Result<(), Error>>,
{
    let outcome = log::of_request(request_id.clone(), handler(tick)).await;
    outcome.inspect_err(|error| error.log(&request_id)).map_err(Source::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_is_read_from_what_scheduler_puts_into_the_templates_input() {
        // The example of "Adding context attributes in EventBridge Scheduler".
        let tick: Tick = serde_json::from_str(r#"{"scheduledAt": "2022-03-22T18:59:43Z"}"#).unwrap();
        assert_eq!(tick.scheduled_at, "2022-03-22T18:59:43Z".parse().unwrap());
        assert!(
            serde_json::from_str::<Tick>(r#"{"scheduledAt": "<aws.scheduler.scheduled-time>"}"#).is_err()
        );
    }
}
