//! The mails to people: what each says, as plain text and as HTML. The words are in `templates/mail`; here is
//! what goes into them. Sending is done by `ses.rs`.

mod alert;
mod links;
mod template;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::alert::{alert, trial};
pub use self::links::Links;
use self::template::{Template, template};

/// A mail without its addresses.
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Message {
    /// The subject: one line.
    pub subject: Cow<'static, str>,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// In which way a password was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By somebody who was logged in and knew the old one. The device on which that happened stays logged in.
    Changed,
    /// With a link that was mailed. No device stays logged in.
    Reset,
}

/// To an address that was registered: the link that makes the account, and for how many hours it is good.
pub fn verify(link: &str, expires_hours: u32) -> Message {
    const TEMPLATE: Template = Template {
        subject: "Confirm your address",
        preview: "One step is left, and your account is ready.",
        why: "You get this mail because this address was used to register.",
        bodies: template!("verify"),
    };
    let hours = if expires_hours == 1 { "one hour".to_owned() } else { format!("{expires_hours} hours") };
    TEMPLATE.message(&[("link", link), ("hours", &hours)])
}

/// To an account whose password was forgotten: the link to choose a new one.
pub fn reset(link: &str) -> Message {
    const TEMPLATE: Template = Template {
        subject: "Reset your password",
        preview: "The link is good for one hour.",
        why: "You get this mail because somebody asked for a new password for your account.",
        bodies: template!("reset"),
    };
    TEMPLATE.message(&[("link", link)])
}

/// To an account whose password is another one since `at`.
pub fn password_changed(at: Timestamp, how: How, public_url: &str) -> Message {
    const TEMPLATE: Template = Template {
        subject: "Your password was changed",
        preview: "If that was you, there is nothing to do.",
        why: "You get this mail because the password of your account was changed.",
        bodies: template!("password_changed"),
    };
    let (how, devices) = match how {
        How::Changed => ("with the old password", "Every other device"),
        How::Reset => ("with a link that was mailed to you", "Every device"),
    };
    let forgot = Links::new(public_url).forgot_password();
    TEMPLATE.message(&[("at", &time(at)), ("how", how), ("devices", devices), ("forgot", &forgot)])
}

/// To an account that was logged in to from a device it has not seen before: `agent` is a label such as
/// "Firefox on Linux", chosen from words of ours and not taken from a request.
pub fn new_device(agent: &str, at: Timestamp, public_url: &str) -> Message {
    const TEMPLATE: Template = Template {
        subject: "A new device logged in",
        preview: "If that was you, there is nothing to do.",
        why: "You get this mail because a new device logged in to your account.",
        bodies: template!("new_device"),
    };
    let links = Links::new(public_url);
    let (forgot, devices) = (links.forgot_password(), links.devices());
    TEMPLATE.message(&[("agent", agent), ("at", &time(at)), ("forgot", &forgot), ("devices", &devices)])
}

/// To an account whose address somebody tried to register again.
pub fn registered_already(public_url: &str) -> Message {
    const TEMPLATE: Template = Template {
        subject: "You already have an account",
        preview: "Somebody tried to register your address. Nothing has changed.",
        why: "You get this mail because somebody tried to register this address.",
        bodies: template!("registered_already"),
    };
    let links = Links::new(public_url);
    TEMPLATE.message(&[("login", &links.login()), ("forgot", &links.forgot_password())])
}

/// To an account at which so many logins have failed that no more are taken from where they came from.
pub fn failed_logins(at: Timestamp, public_url: &str) -> Message {
    const TEMPLATE: Template = Template {
        subject: "Too many failed logins",
        preview: "None of them got in. If you forgot your password, choose a new one.",
        why: "You get this mail because logins to your account have failed.",
        bodies: template!("failed_logins"),
    };
    TEMPLATE.message(&[("at", &time(at)), ("forgot", &Links::new(public_url).forgot_password())])
}

/// A time for people, such as "21 November 2026, 14:30 UTC".
fn time(at: Timestamp) -> String {
    at.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

impl fmt::Debug for Message {
    /// Shows the subject alone, because the rest may hold a token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("subject", &self.subject).finish_non_exhaustive()
    }
}
