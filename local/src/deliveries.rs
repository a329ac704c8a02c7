//! Lambda's part with queues: due messages become the event that a function would get, and the function's
//! answer says which of them are done with.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use shared::app::App;
use shared::queue::{self, Consumer};
use shared::subscription::{self, Reader};
use tokio::task::JoinSet;

use crate::aws::{DynamoDb, EngineError, Message, Pipes, Queues};
use crate::gateway::Fault;
use crate::own_logs::{Line, OwnLogs, lines_event};
use crate::system::Surroundings;
use crate::template::{self, Mismatch, Template};

/// The functions that queues feed, each with its queue, and the pipes that fill the queues.
pub struct Deliveries {
    app: &'static App,
    dynamodb: DynamoDb,
    pipes: Arc<Pipes>,
    queues: Arc<Queues>,
    bound: Vec<Bound>,
    readers: Vec<(template::Subscription, &'static Reader)>,
    logs: BTreeMap<String, template::Log>,
}

/// A consumer of the template and its handler.
struct Bound {
    settings: template::Consumer,
    consumer: &'static Consumer,
}

impl Deliveries {
    /// Binds every consumer of the surroundings' template to its handler.
    pub fn new(
        app: &'static App,
        around: &Surroundings,
        consumers: &'static [&'static [Consumer]],
        readers: &'static [&'static [Reader]],
    ) -> Result<Self, Mismatch> {
        let consumers: Vec<_> = consumers.iter().copied().flatten().collect();
        let readers: Vec<_> = readers.iter().copied().flatten().collect();
        check(&around.template, &consumers)?;
        check_readers(&around.template, &readers)?;
        let bound = around.template.consumers.iter().filter_map(|settings| {
            let consumer = consumers.iter().find(|consumer| consumer.function == settings.function)?;
            Some(Bound { settings: settings.clone(), consumer })
        });
        let readers = around.template.subscriptions.iter().filter_map(|settings| {
            Some((settings.clone(), *readers.iter().find(|reader| reader.function == settings.function)?))
        });
        Ok(Self {
            readers: readers.collect(),
            logs: around.template.logs.clone(),
            app,
            dynamodb: around.dynamodb.clone(),
            pipes: around.pipes.clone(),
            queues: around.stand_ins.queues.clone(),
            bound: bound.collect(),
        })
    }

    /// Delivers what is due, and hands on what the functions wrote into their logs, until the process ends.
    pub async fn play(&self, every: Duration, logs: &OwnLogs) {
        let mut ticks = tokio::time::interval(every);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            logs.deliver(self, self.app.now()).await;
            if let Err(error) = self.deliver_due(self.app.now()).await {
                tracing::warn!(%error, "pipes could not be played");
            }
        }
    }

    /// Plays the pipes and delivers messages until nothing is due at `now` any more; gives how many were
    /// handled. What fails is due again after its queue's visibility time-out.
    pub async fn deliver_due(&self, now: Timestamp) -> Result<usize, EngineError> {
        let mut handled = 0;
        loop {
            self.pipes.play(&self.dynamodb, &self.queues, now)?;
            let mut delivered = false;
            for bound in &self.bound {
                let due = self.queues.receive(&bound.settings.queue, bound.settings.batch_size, now);
                if !due.is_empty() {
                    delivered = true;
                    handled += self.deliver(bound, &due).await;
                }
            }
            if !delivered {
                return Ok(handled);
            }
        }
    }

    /// Hands lines that a function wrote to the functions that read its log, as CloudWatch does. Which lines
    /// they get is not looked at: a reader has to tell those apart that it has no use for.
    pub async fn deliver_lines(&self, function: &str, lines: &[Line]) -> Result<(), Fault> {
        let Some(log) = self.logs.get(function) else { return Ok(()) };
        for (settings, _) in self.readers.iter().filter(|(settings, _)| settings.log == log.group) {
            self.invoke_function(&settings.function, lines_event(log, lines)?).await?;
        }
        Ok(())
    }

    /// Invokes a function by name with an event, as Lambda would, and gives its answer as Lambda would hand
    /// it back.
    pub async fn invoke_function(&self, function: &str, event: Value) -> Result<Value, Fault> {
        if let Some((settings, reader)) = self.readers.iter().find(|(_, reader)| reader.function == function)
        {
            return self.invoke_reader(settings, reader, event).await;
        }
        let found = self.bound.iter().find(|bound| bound.consumer.function == function);
        self.invoke(found.ok_or_else(|| Fault::NoFunction(function.to_owned()))?, event).await
    }

    /// Delivers messages together, deletes those that were handled, and gives their number.
    async fn deliver(&self, bound: &Bound, messages: &[Message]) -> usize {
        let function = bound.consumer.function;
        let failed = match self.invoke(bound, event(&bound.settings.queue, messages)).await {
            Ok(answer) => failed(&answer, messages),
            Err(fault) => {
                tracing::error!(%fault, function, "an invocation failed");
                None
            }
        };
        let Some(failed) = failed else { return 0 };
        let done: Vec<_> = messages.iter().filter(|message| !failed.contains(&message.id)).collect();
        done.iter().for_each(|message| self.queues.delete(&bound.settings.queue, &message.id));
        done.len()
    }

    async fn invoke_reader(
        &self,
        settings: &template::Subscription,
        reader: &'static Reader,
        event: Value,
    ) -> Result<Value, Fault> {
        let batch = serde_json::from_value(event)?;
        let (app, handler) = (self.app, reader.handler);
        let run = subscription::handle(batch, move |lines| handler(app, lines));
        in_its_time(settings.timeout, run).await?.map_err(|_| Fault::Crashed)?;
        Ok(Value::Null)
    }

    async fn invoke(&self, bound: &Bound, event: Value) -> Result<Value, Fault> {
        let batch = serde_json::from_value(event)?;
        let (app, handler) = (self.app, bound.consumer.handler);
        let run = queue::handle(batch, move |message| handler(app, message));
        Ok(serde_json::to_value(in_its_time(bound.settings.timeout, run).await?)?)
    }
}

/// Runs a handler in a task of its own, so that its panic ends nothing else, and ends it with its time.
pub(crate) async fn in_its_time<F>(timeout: Duration, run: F) -> Result<F::Output, Fault>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let mut task = JoinSet::new();
    task.spawn(run);
    match tokio::time::timeout(timeout, task.join_next()).await {
        Ok(Some(Ok(outcome))) => Ok(outcome),
        Ok(_) => Err(Fault::Crashed),
        Err(_) => Err(Fault::TimedOut),
    }
}

/// Names every consumer that the template has and the code has not, and the reverse.
pub fn check(template: &Template, consumers: &[&'static Consumer]) -> Result<(), Mismatch> {
    let is_handled = |function: &str| consumers.iter().any(|consumer| consumer.function == function);
    let is_fed = |function: &str| template.consumers.iter().any(|consumer| consumer.function == function);
    let without_handler = template.consumers.iter().filter(|consumer| !is_handled(&consumer.function));
    let without_template = consumers.iter().filter(|consumer| !is_fed(consumer.function));
    let faults = without_handler
        .map(|consumer| format!("the queue {} of {} has no handler", consumer.queue, consumer.function))
        .chain(
            without_template.map(|consumer| format!("{} has no queue in the template", consumer.function)),
        );
    Mismatch::unless_empty(faults.collect())
}

/// Names every reader of logs that the template has and the code has not, and the reverse.
fn check_readers(template: &Template, readers: &[&'static Reader]) -> Result<(), Mismatch> {
    let handled = |function: &str| readers.iter().any(|reader| reader.function == function);
    let fed = |function: &str| template.subscriptions.iter().any(|known| known.function == function);
    let without_handler = template.subscriptions.iter().filter(|known| !handled(&known.function));
    let without_template = readers.iter().filter(|reader| !fed(reader.function));
    let faults = without_handler
        .map(|known| format!("{} of {} has no handler", known.function, known.log))
        .chain(without_template.map(|reader| format!("{} reads no log in the template", reader.function)));
    Mismatch::unless_empty(faults.collect())
}

/// The event with which Lambda hands over messages.
fn event(queue: &str, messages: &[Message]) -> Value {
    let record = |message: &Message| {
        json!({
            "messageId": message.id,
            "receiptHandle": format!("{}.{}", message.id, message.receives),
            "body": message.body,
            "attributes": {
                "ApproximateReceiveCount": message.receives.to_string(),
                "SentTimestamp": message.sent_at.as_millisecond().to_string(),
            },
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": format!("arn:aws:sqs:local:000000000000:{queue}"),
            "awsRegion": "local",
        })
    };
    json!({ "Records": messages.iter().map(record).collect::<Vec<_>>() })
}

/// The ids of the messages that were not handled; `None` if the answer names one that was not delivered, by
/// which Lambda takes the whole batch for failed.
fn failed(answer: &Value, messages: &[Message]) -> Option<Vec<String>> {
    let named = answer["batchItemFailures"].as_array().into_iter().flatten();
    named
        .map(|failure| {
            let id = failure["itemIdentifier"].as_str()?;
            messages.iter().any(|message| message.id == id).then(|| id.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consumer_on_one_side_only_is_an_error_that_names_it() {
        let template = Template::parse(
            "Resources: { Letters: { Type: AWS::SQS::Queue },
                F: { Type: AWS::Serverless::Function, Properties: { CodeUri: target/lambda/a-send/ } },
                M: { Type: AWS::Lambda::EventSourceMapping, Properties: {
                    FunctionName: !Ref F.Alias, EventSourceArn: !GetAtt Letters.Arn } } }",
        )
        .unwrap();
        static OTHER: Consumer =
            Consumer { function: "b-send", name: "send", handler: |_, _| Box::pin(async { Ok(()) }) };
        let error = check(&template, &[&OTHER]).unwrap_err().to_string();
        for told in ["the queue Letters of a-send has no handler", "b-send has no queue in the template"] {
            assert!(error.contains(told), "{error}");
        }
        assert_eq!(check(&Template::default(), &[]), Ok(()));
    }

    #[test]
    fn an_answer_that_names_a_message_which_was_not_delivered_fails_them_all() {
        let messages = [Message {
            id: "a".into(),
            body: "{}".into(),
            sent_at: Timestamp::UNIX_EPOCH,
            visible_at: Timestamp::UNIX_EPOCH,
            receives: 1,
        }];
        for (answer, expected) in [
            (json!({ "batchItemFailures": [] }), Some(vec![])),
            (json!({ "batchItemFailures": [{ "itemIdentifier": "a" }] }), Some(vec!["a".to_owned()])),
            (json!({ "batchItemFailures": [{ "itemIdentifier": "b" }] }), None),
            (json!({ "batchItemFailures": [{}] }), None),
        ] {
            assert_eq!(failed(&answer, &messages), expected, "{answer}");
        }
    }
}
