//! What the areas of Force Monitor share.
//!
//! # Layout
//!
//! Read from the top: a request comes in through [`http`], which calls a handler of an area with the [`app`];
//! the handler asks the rules ([`token`], [`seal`], [`limits`]), which know neither AWS nor HTTP, and writes
//! through [`store`], which knows no HTTP. Other systems have a file each: [`salesforce`], [`secrets`]. What
//! goes wrong is an [`error::Error`], turned into an answer in one place.

pub mod app;
pub mod config;
pub mod http;
pub mod queue;
pub mod schedule;
pub mod subscription;

pub mod error;

pub mod alerts;
pub mod errors;
pub mod forecast;
pub mod history;
pub mod limits;
pub mod mail;
pub mod org;
pub mod seal;
pub mod share;
pub mod token;
pub mod watch;

pub mod email;
pub mod jwt;
pub mod keys;
pub mod password;
pub mod refresh;
pub mod throttle;

pub mod ops;

pub mod breaches;
pub mod salesforce;
pub mod secrets;
pub mod ses;
pub mod sqs;
pub mod store;
pub mod webhook;

pub mod approval;
pub mod intake;

pub mod log;
pub mod security;

mod aws;
mod outbound;
