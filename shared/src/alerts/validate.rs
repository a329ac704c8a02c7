//! Which settings can be used.

use std::collections::BTreeSet;

use super::{Channel, Condition, Rule, Scope, Settings};
use crate::email::Address;
use crate::error::Error;

const MAX_RULES: usize = 50;
const MAX_CHANNELS: usize = 10;
const MAX_NAME: usize = 80;
const MAX_NOTE: usize = 500;
/// Of a rule or a channel.
const MAX_ID: usize = 40;
/// Addresses of workflows carry a signature.
const MAX_URL: usize = 2000;
/// Of a cool-down and of the time left: a week.
const MAX_MINUTES: u32 = 7 * 24 * 60;

const BAD_ID: &str = "expected 1 to 40 small letters, digits, - and _";

impl Settings {
    /// Refuses settings that cannot be used, by the first field that is at fault.
    pub fn validate(&self) -> Result<(), Error> {
        check("rules", self.rules.len() <= MAX_RULES, "expected at most 50")?;
        check("channels", self.channels.len() <= MAX_CHANNELS, "expected at most 10")?;
        let mut ids = BTreeSet::new();
        for (at, channel) in self.channels.iter().enumerate() {
            validate_channel(channel, &format!("channels[{at}]"))?;
            check(&format!("channels[{at}].id"), ids.insert(channel.id()), "another channel has this id")?;
        }
        // The account's own address, where no channel is set.
        if self.channels.is_empty() {
            ids.insert("email");
        }
        for (at, rule) in self.rules.iter().enumerate() {
            rule.validate(&format!("rules[{at}]"), &ids)?;
            let before = || self.rules.iter().take(at);
            let is_new = before().all(|other| other.id != rule.id);
            check(&format!("rules[{at}].id"), is_new, "another rule has this id")?;
            let is_like = |other: &Rule| other.condition.kind() == rule.condition.kind();
            let is_new = before().all(|other| !is_like(other) || other.scope != rule.scope);
            check(&format!("rules[{at}].scope"), is_new, "another rule of this kind has this scope")?;
        }
        let Some(hours) = &self.quiet_hours else { return Ok(()) };
        check("quietHours.to", hours.from != hours.to, "expected another time than from")?;
        check("quietHours.days", (1..=7).contains(&hours.days.len()), "expected 1 to 7 days")?;
        let zone = "expected a time zone such as Europe/Berlin";
        check("quietHours.timeZone", hours.zone().is_some(), zone)
    }
}

impl Rule {
    fn validate(&self, field: &str, channels: &BTreeSet<&str>) -> Result<(), Error> {
        let at = |name: &str| format!("{field}.{name}");
        check(&at("id"), is_id(&self.id), BAD_ID)?;
        self.validate_scope(&at("scope"))?;
        validate_condition(&self.condition, &at("condition"))?;
        let cool_down = self.cool_down_minutes <= MAX_MINUTES;
        check(&at("coolDownMinutes"), cool_down, "expected at most a week: 10080")?;
        if let Some(mute) = &self.mute {
            check(
                &at("mute.note"),
                mute.note.chars().count() <= MAX_NOTE,
                "expected at most 500 characters",
            )?;
        }
        if let Some(temporary) = &self.temporary {
            let is_same = temporary.condition.kind() == self.condition.kind();
            check(&at("temporary.condition.kind"), is_same, "expected that of the rule's condition")?;
            validate_condition(&temporary.condition, &at("temporary.condition"))?;
        }
        let told = self.channels.iter().flatten();
        let are_known = told.clone().all(|id| channels.contains(id.as_str()));
        check(&at("channels"), are_known, "expected ids of channels")?;
        check(&at("channels"), told.count() <= MAX_CHANNELS, "expected at most 10")
    }

    fn validate_scope(&self, field: &str) -> Result<(), Error> {
        let of_org = self.condition.kind().is_of_org();
        match &self.scope {
            Scope::Org(is_org) => check(&format!("{field}.org"), *is_org, "expected true"),
            _ if of_org => check(field, false, "this kind of rule is for the org: expected {\"org\": true}"),
            Scope::Limit(name) => check(&format!("{field}.limit"), is_name(name), NAME),
            Scope::Category(_) => Ok(()),
        }
    }
}

const NAME: &str = "expected 1 to 80 characters on one line";

fn validate_condition(condition: &Condition, field: &str) -> Result<(), Error> {
    let at = |name: &str| format!("{field}.{name}");
    let minutes = |range: std::ops::RangeInclusive<u32>, minutes: u32| {
        let why = format!("expected {} to {} minutes", range.start(), range.end());
        check(&at("minutes"), range.contains(&minutes), &why)
    };
    match *condition {
        Condition::Level { warning, critical } => {
            check(&at("warning"), (1..=100).contains(&warning), "expected 1 to 100 percent")?;
            let is_above = (warning..=100).contains(&critical);
            check(&at("critical"), is_above, "expected a percentage from warning to 100")
        }
        Condition::TimeLeft { minutes: given } => minutes(5..=MAX_MINUTES, given),
        Condition::NoReading { minutes: given } => minutes(10..=1440, given),
        Condition::Jump { points_per_hour } => {
            let is_usable = (0.1..=1000.0).contains(&points_per_hour);
            check(&at("pointsPerHour"), is_usable, "expected 0.1 to 1000 percentage points")
        }
        Condition::UnusualRate { factor, least } => {
            check(&at("factor"), (1.1..=1000.0).contains(&factor), "expected 1.1 to 1000 times")?;
            check(&at("least"), least >= 0, "expected a number from 0")
        }
        Condition::MaximumChanged | Condition::AppearedOrVanished | Condition::ConnectionLost => Ok(()),
    }
}

fn validate_channel(channel: &Channel, field: &str) -> Result<(), Error> {
    check(&format!("{field}.id"), is_id(channel.id()), BAD_ID)?;
    check(&format!("{field}.name"), is_name(channel.name()), NAME)?;
    if let Channel::Email { to: Some(to), .. } = channel {
        Address::parse(to).map_err(|why| Error::invalid(format!("{field}.to"), why.to_string()))?;
    }
    // Where a channel may post to is `webhook::webhook_url`'s to say.
    let fits = channel.target().is_none_or(|(_, url)| url.len() <= MAX_URL);
    check(&format!("{field}.url"), fits, "expected at most 2000 characters")
}

fn check(field: &str, holds: bool, why: &str) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(Error::invalid(field.to_owned(), why)) }
}

fn is_id(id: &str) -> bool {
    let is_fit = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    (1..=MAX_ID).contains(&id.len()) && id.bytes().all(is_fit)
}

fn is_name(name: &str) -> bool {
    let count = name.trim().chars().count();
    (1..=MAX_NAME).contains(&count) && !name.chars().any(char::is_control)
}
