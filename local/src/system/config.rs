//! What functions on this machine are told from outside.

use std::time::Duration;

use shared::config::{Aws, Config, Credentials, Mail, Operators, Passwords, Queues, Salesforce, Webhooks};

use super::{ACCOUNTS_SECRET, OPS_SECRET, SECRET, Surroundings};
use crate::template::STACK;

impl Surroundings {
    /// The configuration of functions in these surroundings.
    pub fn config(&self, public_url: &str) -> Config {
        Config {
            public_url: public_url.trim_end_matches('/').to_owned(),
            table_prefix: format!("{STACK}-"),
            secret_id: SECRET.into(),
            accounts_secret_id: ACCOUNTS_SECRET.into(),
            ops_secret_id: OPS_SECRET.into(),
            operators: Operators::default(),
            environment: Some("local".into()),
            passwords: Passwords {
                min_length: 15,
                cost: 10,
                breach_range: None,
                breach_timeout: Duration::from_secs(1),
            },
            mail: Mail {
                from: Some("Force Monitor <no-reply@example.com>".into()),
                configuration_set: None,
                queue_url: Some(format!("{}/queue/MailQueue", self.stand_ins_url)),
                dead_letters_url: Some(format!("{}/queue/MailDeadLetters", self.stand_ins_url)),
                timeout: Duration::from_secs(10),
                pause: Duration::from_millis(250),
            },
            webhooks: Webhooks {
                queue_url: Some(format!("{}/queue/WebhookQueue", self.stand_ins_url)),
                dead_letters_url: Some(format!("{}/queue/WebhookDeadLetters", self.stand_ins_url)),
                connect_timeout: Duration::from_secs(1),
                timeout: Duration::from_secs(5),
                allow_loopback: true,
            },
            queues: Queues {
                collect: Some(format!("{}/queue/CollectQueue", self.stand_ins_url)),
                erase: Some(format!("{}/queue/EraseQueue", self.stand_ins_url)),
            },
            aws: self.aws(),
            salesforce: Salesforce {
                api_version: "v67.0".into(),
                simulator: Some(self.simulator_url.clone()),
                connect_timeout: Duration::from_secs(1),
                timeout: Duration::from_secs(5),
                pause: Duration::from_millis(200),
            },
        }
    }

    fn aws(&self) -> Aws {
        Aws {
            region: "eu-central-1".into(),
            dynamodb: Some(self.dynamodb_url.clone()),
            secrets_manager: Some(self.stand_ins_url.clone()),
            ses: Some(self.stand_ins_url.clone()),
            sqs: Some(self.stand_ins_url.clone()),
            ca_bundle: None,
            credentials: Credentials {
                access_key_id: "local".into(),
                secret_access_key: "local".into(),
                session_token: None,
            },
            attempt_timeout: Duration::from_secs(1),
        }
    }
}
