//! The functions as Lambda runs them: real binaries under the Runtime Interface Emulator.
//!
//! `cargo build --workspace --bins` makes the binaries, beside the tests' own; `make tools` brings the
//! emulator, which is a part of the SAM CLI's package.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::{ANSWERS, events, prepare, summary};
use crate::contract::at;
use crate::proxy::client;
use crate::world::{PUBLIC_URL, World};

/// A function under the emulator. It is killed when the value goes.
struct Emulated {
    process: Child,
    url: String,
}

impl Emulated {
    fn start(world: &World, function: &str) -> Self {
        let binary = binary(function);
        assert!(binary.exists(), "{} is missing: run `cargo build --workspace --bins`", binary.display());
        let (entry, runtime) = (free_port(), free_port());
        let process = Command::new(emulator())
            .args(["--runtime-interface-emulator-address", &format!("127.0.0.1:{entry}")])
            .args(["--runtime-api-address", &format!("127.0.0.1:{runtime}")])
            .arg(binary)
            .env_clear()
            .envs(environment(world, function))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let url = format!("http://127.0.0.1:{entry}/2015-03-31/functions/function/invocations");
        Self { process, url }
    }

    /// Invokes the function, as soon as the emulator listens; it starts the function with the first event.
    async fn invoke(&mut self, event: &Value) -> Result<Value, String> {
        let invocation = async {
            loop {
                match client().post(&self.url).body(event.to_string()).send().await {
                    Ok(reply) => return Ok(reply.text().await.unwrap().parse().unwrap()),
                    Err(_) => tokio::task::yield_now().await,
                }
                if let Some(status) = self.process.try_wait().unwrap() {
                    return Err(format!("the emulator ended: {status}"));
                }
            }
        };
        let hung = |_| Err("no answer within a minute".to_owned());
        tokio::time::timeout(Duration::from_secs(60), invocation).await.unwrap_or_else(hung)
    }
}

impl Drop for Emulated {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What Lambda and the template give a function.
fn environment(world: &World, function: &str) -> Vec<(&'static str, String)> {
    vec![
        ("AWS_REGION", "eu-central-1".into()),
        ("AWS_ACCESS_KEY_ID", "local".into()),
        ("AWS_SECRET_ACCESS_KEY", "local".into()),
        ("AWS_LAMBDA_FUNCTION_NAME", function.into()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256".into()),
        ("AWS_LAMBDA_FUNCTION_TIMEOUT", "10".into()),
        ("AWS_ENDPOINT_URL_DYNAMODB", world.proxy.url.clone()),
        ("AWS_ENDPOINT_URL", world.around.stand_ins_url.clone()),
        ("SALESFORCE_SIMULATOR_URL", world.around.simulator_url.to_string()),
        ("TABLE_PREFIX", "local-".into()),
        ("SECRET_ID", local::system::SECRET.into()),
        ("ACCOUNTS_SECRET_ID", local::system::ACCOUNTS_SECRET.into()),
        ("OPS_SECRET_ID", local::system::OPS_SECRET.into()),
        ("ENVIRONMENT", "local".into()),
        ("MAIL_FROM", "Force Monitor <no-reply@example.com>".into()),
        ("MAIL_QUEUE_URL", format!("{}/queue/MailQueue", world.around.stand_ins_url)),
        ("MAIL_DEAD_LETTERS_URL", format!("{}/queue/MailDeadLetters", world.around.stand_ins_url)),
        ("WEBHOOK_QUEUE_URL", format!("{}/queue/WebhookQueue", world.around.stand_ins_url)),
        ("WEBHOOK_DEAD_LETTERS_URL", format!("{}/queue/WebhookDeadLetters", world.around.stand_ins_url)),
        ("COLLECT_QUEUE_URL", format!("{}/queue/CollectQueue", world.around.stand_ins_url)),
        ("ERASE_QUEUE_URL", format!("{}/queue/EraseQueue", world.around.stand_ins_url)),
        ("PUBLIC_URL", PUBLIC_URL.into()),
    ]
}

/// A function's binary: in the folder above that of the tests'.
fn binary(function: &str) -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(2).unwrap().join(function)
}

/// A port nobody listens on, below those that the system gives to outgoing connections: one of those attempts to reach
/// the emulator would sooner or later come from the emulator's own port, reach itself, and keep the port for good.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + (std::process::id() % 10_000) as u16;
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (0..).map(|_| first + NEXT.fetch_add(1, Ordering::Relaxed)).find(free).unwrap()
}

fn emulator() -> PathBuf {
    let found = std::fs::read_dir(at(".tools/venv/lib"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|python| python.path().join("site-packages/samcli/local/rapid/aws-lambda-rie-x86_64"));
    let found = found.into_iter().find(|path| path.exists());
    found.unwrap_or_else(|| panic!("the Runtime Interface Emulator is missing: run `make tools`"))
}

#[tokio::test]
#[ignore = "needs the functions' binaries: run by `make test`, which builds them"]
async fn every_event_gets_the_same_answer_from_the_real_binary() {
    let expected = expected();
    for (name, event) in events() {
        // The binary has the system's clock, so its world begins now.
        let (world, event) = prepare(&event, system_time()).await;
        let function = name.split('/').next().unwrap();
        let answer = Emulated::start(&world, function).invoke(&event).await;
        let answer = answer.unwrap_or_else(|trouble| panic!("{name}: {trouble}"));
        assert_eq!(Some(&summary(&answer)), expected.get(&name), "{name}: {answer}");
    }
}

/// What the handlers answered to the same events.
fn expected() -> BTreeMap<String, String> {
    let answers = std::fs::read_to_string(at(ANSWERS)).unwrap();
    let lines = answers.lines().filter_map(|line| line.split_once(": "));
    lines.map(|(name, answer)| (name.to_owned(), answer.to_owned())).collect()
}

#[expect(clippy::disallowed_methods, reason = "the binaries under test have the system's clock")]
fn system_time() -> Timestamp {
    Timestamp::now()
}
