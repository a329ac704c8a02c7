//! The whole system on one machine; never deployed.
//!
//! # Layout
//!
//! [`system`] puts the parts together: [`template`] says what there is, [`gateway`] is API Gateway and
//! Lambda, [`deliveries`] is Lambda before queues, [`schedules`] is EventBridge Scheduler, [`own_logs`] is
//! CloudWatch Logs, [`aws`] is DynamoDB, SES, SQS and Secrets Manager, [`salesforce`] is a simulated
//! Salesforce, [`seeding`] gives its orgs a past, [`demo`] is an account that watches them, [`pages`] is what a
//! browser sees, [`clock`] can be moved.

pub mod aws;
pub mod clock;
pub mod deliveries;
pub mod demo;
pub mod gateway;
pub mod openapi;
pub mod own_logs;
pub mod pages;
pub mod salesforce;
pub mod schedules;
pub mod seeding;
pub mod settings;
pub mod system;
pub mod template;

mod id;
