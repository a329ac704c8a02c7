//! Queues: what is delivered, when, how often, and what becomes of that which nobody can handle.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_sqs::error::{ProvideErrorMetadata, SdkError};
use jiff::{SignedDuration, Timestamp};
use local::deliveries::Deliveries;
use local::system::{Plan, Surroundings};
use local::template::Template;
use serde_json::json;
use shared::app::App;
use shared::error::Error;
use shared::queue::{Consumer, Message};

use crate::stand_ins::sdk;
use crate::world::{BUSY, NOW, PUBLIC_URL, World};

/// Letters that are written into a table and sent by a function, two at a time, in three attempts.
const TEMPLATE: &str = r#"
Resources:
  Letters:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub "${AWS::StackName}-letters"
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      BillingMode: PAY_PER_REQUEST
  LetterPipe:
    Type: AWS::Pipes::Pipe
    Properties:
      Source: !GetAtt Letters.StreamArn
      Target: !GetAtt LetterQueue.Arn
      TargetParameters: { InputTemplate: '{"id": "<$.dynamodb.NewImage.id.S>"}' }
  LetterQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 120
      RedrivePolicy: { deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 3 }
  DeadLetters: { Type: AWS::SQS::Queue }
  LetterSend:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: target/lambda/letter-send/
      Timeout: 20
  LetterSendQueue:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Ref LetterSend.Alias, EventSourceArn: !GetAtt LetterQueue.Arn, BatchSize: 2 }
"#;

const CONSUMERS: &[&[Consumer]] = &[&[shared::consumer!("letter-send", send)]];

thread_local! {
    /// What the function got. Each test has a thread of its own.
    static GOT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Does what the message says.
async fn send(_: &'static App, message: Message) -> Result<(), Error> {
    GOT.with_borrow_mut(|got| got.push(message.body.clone()));
    match message.body.as_str() {
        "fail" => Err(Error::internal("send the letter")("no stamp".into())),
        "panic" => panic!("a letter bomb"),
        "hang" => std::future::pending().await,
        _ => Ok(()),
    }
}

/// What the function got since the last time.
fn got() -> Vec<String> {
    GOT.take()
}

/// The queues and their function.
struct Post {
    around: Surroundings,
    deliveries: Deliveries,
}

impl Post {
    async fn new() -> Self {
        Self::of(Template::parse(TEMPLATE).unwrap(), None).await
    }

    async fn of(template: Template, folder: Option<&Path>) -> Self {
        crate::logs::start();
        let clock: shared::app::Clock = Arc::new(|| NOW.parse().unwrap());
        let plan = Plan { data: folder.map(Path::to_owned), simulator_port: 0, clock: clock.clone() };
        let around = Surroundings::of(template, plan, None).await.unwrap();
        let app = Box::leak(Box::new(App::new(around.config(PUBLIC_URL), clock).unwrap()));
        let deliveries = Deliveries::new(app, &around, CONSUMERS, &[]).unwrap();
        Self { around, deliveries }
    }

    fn send(&self, bodies: &[&str]) {
        for body in bodies {
            self.around.stand_ins.queues.send("LetterQueue", body, SignedDuration::ZERO, after(0)).unwrap();
        }
    }

    fn write(&self, id: &str, state: &str) {
        let item = json!({ "id": { "S": id }, "state": { "S": state } });
        self.around.dynamodb.put("local-letters", item).unwrap();
    }

    async fn deliver(&self, seconds: i64) -> usize {
        self.deliveries.deliver_due(after(seconds)).await.unwrap()
    }

    /// How many messages wait, and how many are given up.
    fn left(&self) -> (usize, usize) {
        let number = |queue| self.around.stand_ins.queues.messages(queue).len();
        (number("LetterQueue"), number("DeadLetters"))
    }
}

fn after(seconds: i64) -> Timestamp {
    NOW.parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}

#[tokio::test]
async fn messages_are_delivered_until_none_is_due_and_those_that_were_handled_are_gone() {
    let post = Post::new().await;
    post.send(&["a", "b", "c"]);
    assert_eq!(post.deliver(0).await, 3);
    assert_eq!((got(), post.left()), (vec!["a".into(), "b".into(), "c".into()], (0, 0)));
    assert_eq!(post.deliver(600).await, 0);
}

#[tokio::test]
async fn what_of_a_batch_was_not_handled_comes_again_alone_when_its_time_is_over() {
    let post = Post::new().await;
    post.send(&["fail", "a"]);
    assert_eq!((post.deliver(0).await, got().len(), post.left()), (1, 2, (1, 0)));
    assert_eq!((post.deliver(119).await, got().len()), (0, 0));
    assert_eq!((post.deliver(120).await, got()), (0, vec!["fail".to_owned()]));
}

#[tokio::test]
async fn what_nobody_can_handle_ends_among_the_dead_letters_after_three_deliveries() {
    let post = Post::new().await;
    post.send(&["fail"]);
    for round in 0..10 {
        post.deliver(120 * round).await;
    }
    assert_eq!((got().len(), post.left()), (3, (0, 1)));
    assert_eq!(post.around.stand_ins.queues.messages("DeadLetters")[0].body, "fail");
}

#[tokio::test]
async fn a_function_that_panics_has_handled_nothing_of_its_batch_and_ends_nothing_else() {
    let post = Post::new().await;
    post.send(&["a", "panic", "b"]);
    assert_eq!((post.deliver(0).await, post.left()), (1, (2, 0)));
    // What it had done before is done again: at least once, not exactly once.
    assert_eq!(got(), ["a", "panic", "b"]);
    post.deliver(120).await;
    assert_eq!(got(), ["a", "panic"]);
}

#[tokio::test]
async fn a_function_that_takes_longer_than_it_may_is_ended() {
    let mut template = Template::parse(TEMPLATE).unwrap();
    template.consumers[0].timeout = Duration::from_millis(20);
    let post = Post::of(template, None).await;
    post.send(&["hang", "a", "b"]);
    assert_eq!((post.deliver(0).await, post.left()), (1, (2, 0)));
    assert_eq!(got(), ["hang", "b"]);
}

#[tokio::test]
async fn an_item_becomes_one_message_however_often_it_is_looked_at() {
    let post = Post::new().await;
    post.write("one", "pending");
    assert_eq!((post.deliver(0).await, got()), (1, vec![r#"{"id": "one"}"#.to_owned()]));
    post.write("two", "pending");
    assert_eq!((post.deliver(1).await, got()), (1, vec![r#"{"id": "two"}"#.to_owned()]));
    assert_eq!(post.deliver(600).await, 0);
}

#[test]
fn a_restart_delivers_what_was_written_before_it_and_is_not_yet_done() {
    let name = format!("force-monitor-{}", shared::token::random_text().unwrap());
    let folder = std::env::temp_dir().join(name);
    let run = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let post = async || Post::of(Template::parse(TEMPLATE).unwrap(), Some(&folder)).await;
    run().block_on(async {
        let post = post().await;
        post.write("done", "sent");
        post.write("open", "pending");
    });
    let handled = run().block_on(async { post().await.deliver(0).await });
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!((handled, got()), (1, vec![r#"{"id": "open"}"#.to_owned()]));
}

#[tokio::test]
async fn a_message_that_the_real_client_sends_with_a_delay_comes_when_that_is_over() {
    let post = Post::new().await;
    let url = format!("{}/queue/LetterQueue", post.around.stand_ins_url);
    let client = aws_sdk_sqs::Client::new(&sdk(&post.around));
    let sent = client.send_message().queue_url(&url).message_body("later").delay_seconds(900).send().await;
    assert_eq!(
        sent.unwrap().message_id(),
        Some(post.around.stand_ins.queues.messages("LetterQueue")[0].id.as_str())
    );
    assert_eq!((post.deliver(899).await, post.deliver(900).await), (0, 1));
    assert_eq!(got(), ["later"]);
}

#[tokio::test]
async fn the_real_client_is_told_that_a_queue_is_unknown_or_a_delay_too_long() {
    let post = Post::new().await;
    let refusal = async |queue: &str, delay: i32| {
        let client = aws_sdk_sqs::Client::new(&sdk(&post.around));
        let url = format!("{}/queue/{queue}", post.around.stand_ins_url);
        let sent = client.send_message().queue_url(url).message_body("a").delay_seconds(delay).send().await;
        let Err(SdkError::ServiceError(error)) = sent else { panic!("{sent:?}") };
        (error.err().is_queue_does_not_exist(), error.err().code().unwrap().to_owned())
    };
    let unknown = "AWS.SimpleQueueService.NonExistentQueue".to_owned();
    assert_eq!(refusal("Nothing", 0).await, (true, unknown));
    assert_eq!(refusal("LetterQueue", 901).await, (false, "InvalidParameterValue".to_owned()));
    assert_eq!(post.left(), (0, 0));
}

#[tokio::test]
async fn connecting_an_org_causes_no_message() {
    let world = World::new().await;
    let instance = world.instance();
    instance.browser().connect(BUSY).await;
    assert_eq!(instance.deliver_due().await, 0);
}
