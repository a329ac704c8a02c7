//! What the product promises, sentence by sentence.
//!
//! Each test has a world of its own: an embedded DynamoDB, a secret, a simulated Salesforce, and as many
//! instances of the functions as it wants, before a gateway. Time stands still until the test moves it.

#![expect(unreachable_pub, reason = "a test binary has no outside")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod browser;
mod contract;
mod demo;
mod errors;
mod events;
mod faults;
mod forms;
mod lease;
mod limits;
mod login;
mod logs;
mod person;
mod proxy;
mod queues;
mod readings;
mod runner;
mod schedules;
mod secrets;
mod seeding;
mod session;
mod sizes;
mod stand_ins;
mod trying;
mod unchanged;
mod watch;
mod web;
mod webhooks;
mod world;
