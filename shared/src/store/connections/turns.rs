//! Replacing a connection's tokens, and saying that it does not work.
//!
//! Tokens are replaced by one writer at a time. Whoever wants to refresh takes the right to, by a conditional
//! write that names the generation of the tokens he has seen; new tokens are kept under the same condition
//! and count the generation up. So a holder that comes late changes nothing (a fencing token), and of any
//! number of callers one refreshes.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure, Update};
use jiff::{SignedDuration, Timestamp};

use super::item::{maybe, read};
use super::part;
use crate::error::Error;
use crate::store::orgs::{TABLE, key, malformed};
use crate::store::{Store, Updated, build, failed, get_text, get_time, number, old_item, text, time, word};
use crate::token;
use crate::watch::{Connection, Health, Trouble};

/// The right to refresh one connection's tokens.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Which one.
    id: String,
    /// When it was taken.
    pub since: Timestamp,
    /// Whether somebody before took it and did not come back, so that nobody knows what the refresh token is
    /// still worth.
    pub unsettled: bool,
}

/// Who may refresh.
#[derive(Debug)]
pub enum Turned {
    /// The caller, and nobody else.
    Yours(Turn, Box<Connection>),
    /// Nobody: there are newer tokens, or it is lost.
    Changed(Box<Connection>),
    /// Somebody who is at it.
    Taken,
    /// Nobody: the connection has gone.
    Gone,
}

/// How a turn is left without new tokens.
#[derive(Clone, Copy, Debug)]
pub enum Left {
    /// Nothing has become of the refresh token.
    Settled,
    /// Nobody knows what has; somebody may find out from this time on.
    Unsettled(Timestamp),
}

impl Store {
    /// Takes the right to refresh the tokens that the caller has seen, for `length`. It says of whoever takes
    /// it that he may have used the refresh token up, until he settles it.
    pub async fn take_turn(
        &self,
        seen: &Connection,
        now: Timestamp,
        length: SignedDuration,
    ) -> Result<Turned, Error> {
        let id = token::random_id()?;
        let taken = self
            .client
            .update_item()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&seen.org.id, &part(&seen.account))))
            .update_expression("SET turn = :turn, turnUntil = :until, unsettled = :yes")
            // A second attempt of the SDK, after a lost answer, finds its own turn.
            .condition_expression(
                "generation = :seen AND (attribute_not_exists(trouble) OR trouble = :trouble) AND \
                 (attribute_not_exists(turnUntil) OR turnUntil <= :now OR turn = :turn)",
            )
            .expression_attribute_values(":trouble", trouble_of(seen))
            .expression_attribute_values(":turn", text(&id))
            .expression_attribute_values(":until", time(now + length))
            .expression_attribute_values(":now", time(now))
            .expression_attribute_values(":seen", number(seen.generation))
            .expression_attribute_values(":yes", AttributeValue::Bool(true))
            .return_values(ReturnValue::AllOld)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let refused = match taken {
            Ok(output) => {
                let before = output.attributes.unwrap_or_default();
                let turn = Turn { id, since: now, unsettled: before.contains_key("unsettled") };
                return Ok(Turned::Yours(turn, Box::new(read(&before).map_err(malformed)?)));
            }
            Err(SdkError::ServiceError(error)) if error.err().is_conditional_check_failed_exception() => {
                old_item(error.into_err())
            }
            Err(error) => return Err(failed("take the turn to refresh")(error)),
        };
        if refused.is_empty() {
            return Ok(Turned::Gone);
        }
        let current = read(&refused).map_err(malformed)?;
        let is_newer = current.generation != seen.generation || current.health != seen.health;
        Ok(if is_newer { Turned::Changed(Box::new(current)) } else { Turned::Taken })
    }

    /// Keeps new tokens in place of those that `seen` holds, and settles the turn. They are kept even if the
    /// turn has run out: whoever has new tokens has the only ones that are good. `false` if there are newer
    /// ones, or the connection has gone.
    pub async fn put_tokens(&self, seen: &Connection, new: &Connection) -> Result<bool, Error> {
        let update = self
            .of_generation(seen)
            .update_expression(
                "SET generation = :next, accessToken = :access, refreshToken = :refresh, \
                 instanceUrl = :url REMOVE turn, \
                 turnUntil, unsettled, trouble, lostAt",
            )
            .expression_attribute_values(":next", number(seen.generation + 1))
            .expression_attribute_values(":access", maybe(&new.sealed_access))
            .expression_attribute_values(":refresh", maybe(&new.sealed_refresh))
            .expression_attribute_values(":url", text(&new.org.instance_url));
        const DOING: &str = "store the new tokens";
        match self.update(DOING, build(update)?).await? {
            Updated::Done => Ok(true),
            // Whoever threw new tokens away because another transaction had the item would lose the
            // connection.
            Updated::Refused(item) if item.is_empty() && self.has_connection(seen).await? => {
                Err(Error::Unavailable { doing: DOING, source: "a transaction has the connection".into() })
            }
            // The SDK's second attempt finds what its first one wrote.
            Updated::Refused(item) => Ok(get_text(&item, "accessToken").ok() == new.sealed_access),
        }
    }

    /// Whether there is a connection of the account, whatever its tokens are.
    pub async fn has_connection(&self, seen: &Connection) -> Result<bool, Error> {
        let found = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .key_condition_expression("org = :org AND part = :part")
            .expression_attribute_values(":org", text(seen.org.id.as_str()))
            .expression_attribute_values(":part", text(part(&seen.account)))
            .projection_expression("org")
            .consistent_read(true)
            .send()
            .await
            .map_err(failed("look for the connection"))?;
        Ok(found.count > 0)
    }

    /// Gives a turn back: at once if nothing was asked for (`settled`), else for others to find out, from
    /// `until` on, what has become of the refresh token.
    pub async fn leave_turn(&self, connection: &Connection, turn: &Turn, left: Left) -> Result<(), Error> {
        let update = Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&connection.org.id, &part(&connection.account))))
            .condition_expression("turn = :turn")
            .expression_attribute_values(":turn", text(&turn.id));
        let update = match left {
            Left::Settled => update.update_expression("REMOVE turn, turnUntil, unsettled"),
            Left::Unsettled(until) => update
                .update_expression("SET turnUntil = :until")
                .expression_attribute_values(":until", time(until)),
        };
        self.update("give the turn back", build(update)?).await.map(drop)
    }

    /// Writes down that a connection does not work, unless its tokens have been replaced or another trouble
    /// was told meanwhile. What was found with a `turn` counts only while that is the last one, and ends it;
    /// what was found without leaves alone whoever is at it. `true` for the one whose word it is.
    pub async fn lose_connection(
        &self,
        seen: &Connection,
        turn: Option<&Turn>,
        trouble: Trouble,
        now: Timestamp,
    ) -> Result<bool, Error> {
        const SAME: &str = "generation = :seen AND (attribute_not_exists(trouble) OR trouble = :before)";
        const SET: &str = "SET trouble = :trouble, lostAt = if_not_exists(lostAt, :now)";
        let update = self
            .of_generation(seen)
            .expression_attribute_values(":before", trouble_of(seen))
            .expression_attribute_values(":trouble", word(&trouble))
            .expression_attribute_values(":now", time(now));
        let update = match turn {
            None => update.update_expression(SET).condition_expression(SAME),
            Some(turn) => update
                .update_expression(format!("{SET} REMOVE turn, turnUntil, unsettled"))
                .condition_expression(format!("{SAME} AND turn = :turn"))
                .expression_attribute_values(":turn", text(&turn.id)),
        };
        match self.update("write down the lost connection", build(update)?).await? {
            Updated::Done => Ok(true),
            // The SDK's second attempt finds what its first one wrote.
            Updated::Refused(item) => {
                let is_ours = item.get("trouble") == Some(&word(&trouble))
                    && get_time(&item, "lostAt").is_ok_and(|at| at.as_millisecond() == now.as_millisecond());
                Ok(is_ours && item.get("generation") == Some(&number(seen.generation)))
            }
        }
    }

    /// Writes down that a connection works again.
    pub async fn heal_connection(&self, seen: &Connection) -> Result<(), Error> {
        let update = self.of_generation(seen).update_expression("REMOVE trouble, lostAt");
        self.update("write down that the connection works", build(update)?).await.map(drop)
    }

    /// An update of a connection whose tokens are those that were seen.
    fn of_generation(&self, seen: &Connection) -> UpdateBuilder {
        Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(&seen.org.id, &part(&seen.account))))
            .condition_expression("generation = :seen")
            .expression_attribute_values(":seen", number(seen.generation))
    }
}

/// The trouble that was seen; a word that none has if there was none.
fn trouble_of(seen: &Connection) -> AttributeValue {
    match seen.health {
        Health::Works => text(""),
        Health::Lost(trouble, _) => word(&trouble),
    }
}
