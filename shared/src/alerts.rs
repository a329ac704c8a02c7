//! Alerts: which rules an account has for an org, when they open and close, and what is told of them.
//!
//! Read from the top: [`Settings`] are what an account wants; an [`Observation`] is what one poll of the org
//! found; [`step`] folds observations into [`States`] and says what became news. [`words`] has the sentence
//! of every alert, [`payload`] the bodies for webhooks, and [`Backtest`] tells what rules would have done.
//!
//! Nothing here knows a clock: the same settings, states and observation give the same step. So it does not
//! matter how often collectors run, as long as one of them stores the states of a slot.

mod backtest;
mod channel;
mod condition;
mod entry;
mod facts;
mod measure;
mod observation;
pub mod payload;
mod quiet;
mod settings;
mod step;
#[cfg(test)]
mod tests;
mod validate;
pub mod words;

pub use self::backtest::{Backtest, Fired};
pub use self::channel::Channel;
pub use self::condition::{Condition, Kind, Level};
pub use self::entry::{Alert, Key, States};
pub use self::facts::Facts;
pub use self::observation::{Connection, MaximumChange, Observation, Observed, RunsOut};
pub use self::quiet::{Day, QuietHours};
pub use self::settings::{Mute, Rule, Scope, Settings, Temporary};
pub use self::step::{Change, Notice, Step, Transition, step};
