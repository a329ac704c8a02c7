//! Messages from a queue: what `http.rs` is for requests. A message that could not be handled is handed back
//! alone, so that the others of its batch are not delivered again.

use std::pin::Pin;

use lambda_runtime::{LambdaEvent, service_fn};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Error;
use crate::http::StartFailure;
use crate::{config, log};

/// A batch of messages, as Lambda gets it from SQS.
#[derive(Debug, Deserialize)]
pub struct Batch {
    /// The messages.
    #[serde(rename = "Records")]
    pub messages: Vec<Message>,
}

/// One message.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// SQS's id of it.
    pub message_id: String,
    /// What was sent.
    pub body: String,
}

impl Message {
    /// What was sent, read as JSON. One that cannot be read ends among the dead letters.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(&self.body).map_err(|e| Error::internal("read the message")(e.into()))
    }
}

/// Which messages have to be delivered again: the answer that `ReportBatchItemFailures` asks for.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// The messages that were not handled.
    pub batch_item_failures: Vec<Undone>,
}

/// One message that was not handled.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// SQS's id of it.
    pub item_identifier: String,
}

/// A handler as a value.
pub type Handler = fn(&'static App, Message) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// One consumer of a queue: what an area declares beside its handler, and what the template must say too.
pub struct Consumer {
    /// The binary, and so the function, that is called.
    pub function: &'static str,
    /// The handler's name in its area.
    pub name: &'static str,
    /// The handler that the binary serves.
    pub handler: Handler,
}

/// Declares a [`Consumer`]: `consumer!("mail-send", send)`.
#[macro_export]
macro_rules! consumer {
    ($function:literal, $handler:ident) => {
        $crate::queue::Consumer {
            function: $function,
            name: stringify!($handler),
            handler: |app, message| Box::pin($handler(app, message)),
        }
    };
}

/// Runs a function that a queue feeds.
pub async fn serve<F, Fut>(handler: F) -> Result<(), StartFailure>
where
    F: Fn(&'static App, Message) -> Fut + Copy + Send,
    Fut: Future<Output = Result<(), Error>> + Send,
{
    log::start(config::log_level().as_deref());
    let app: &'static App = Box::leak(Box::new(App::load()?));
    let answer = move |event: LambdaEvent<Batch>| async move {
        Ok::<_, StartFailure>(handle(event.payload, move |message| handler(app, message)).await)
    };
    lambda_runtime::run(service_fn(answer)).await
}

/// Handles the messages of a batch one after another.
pub async fn handle<Fut>(batch: Batch, handler: impl Fn(Message) -> Fut) -> Outcome
where
    Fut: Future<Output = Result<(), Error>>,
{
    let mut outcome = Outcome::default();
    for message in batch.messages {
        let item_identifier = message.message_id.clone();
        if let Err(error) = handler(message).await {
            error.log(&item_identifier);
            outcome.batch_item_failures.push(Undone { item_identifier });
        }
    }
    outcome
}
