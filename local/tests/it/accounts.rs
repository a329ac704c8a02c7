//! Accounts: opening one, logging in and out, the password, the devices.

mod alike;
mod breaches;
mod cross_site;
mod devices;
mod faults;
mod growing;
mod import;
mod mailing;
mod permissions;
mod refreshing;
mod registering;
mod reset;
mod security_events;
mod signing_in;
mod throttling;
