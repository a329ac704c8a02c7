//! Mails that anybody may cause by naming an address. The request counts against the address and leaves a
//! mail in the outbox, in one transaction that is the same whether the address is known: nobody looks.

use aws_sdk_dynamodb::types::Update;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use jiff::Timestamp;

use super::outbox::Mail;
use super::rate_limits::{self, ALL, Hits, TRIES, Tally, hits_at};
use super::transaction::{Part, Transacted};
use super::{Item, Store, get_time, number, text, time};
use crate::error::Error;
use crate::throttle::{ADDRESS, COOL_DOWN, PAIR, PLACE, REGISTRATIONS, Wait};

/// What a request for a mail counts against, by the pseudonyms of the address and the place.
#[derive(Clone, Debug)]
pub struct MailRequest {
    by_place: Tally,
    by_address: Tally,
}

impl MailRequest {
    /// Somebody forgot a password.
    pub fn forgot(address: &str, place: &str) -> Self {
        let by_address = Tally::new("forgot", address).counting(hits_at(place), PAIR).counting(ALL, ADDRESS);
        let by_place = Tally::new("forgot-place", place).counting(ALL, PLACE);
        Self { by_place, by_address }
    }

    /// Somebody registers.
    pub fn register(address: &str, place: &str) -> Self {
        // Of its own, so that somebody else's registrations do not hold back the mail that the owner asks
        // for.
        let by_address = Tally::new("register", address);
        let by_place = Tally::new("register-place", place).counting(ALL, REGISTRATIONS);
        Self { by_place, by_address }
    }
}

impl Store {
    /// Counts the request at its place; the first thing that happens, before anything is computed.
    pub async fn count_mail_request(
        &self,
        request: &MailRequest,
        now: Timestamp,
    ) -> Result<Result<(), Wait>, Error> {
        self.count_hit(&request.by_place, Hits::new(), now).await
    }

    /// Counts the request at its address and leaves the mail in the outbox, unless one went to this address a
    /// moment ago: then it is counted all the same, and whoever asked is told the same. Of two at once one
    /// leaves a mail.
    pub async fn request_mail(
        &self,
        request: &MailRequest,
        mail: &Mail,
        now: Timestamp,
    ) -> Result<Result<(), Wait>, Error> {
        const DOING: &str = "leave the mail in the outbox";
        let mut seen = Hits::new();
        for _ in 0..TRIES {
            let parts = vec![self.mailing(request, &seen, now).part()?, self.outgoing(mail).part()?];
            let Transacted::Refused(reasons) = self.transact(DOING, parts).await? else { return Ok(Ok(())) };
            let item = reasons.into_iter().next().flatten().unwrap_or_default();
            seen = rate_limits::hits(&item);
            if let Some(wait) = request.by_address.wait(&seen, now) {
                return Ok(Err(wait));
            }
            if is_cooling(&item, now) {
                return if request.by_address.is_empty() {
                    Ok(Ok(()))
                } else {
                    self.count_hit(&request.by_address, seen, now).await
                };
            }
        }
        Err(Error::Unavailable { doing: DOING, source: "too many requests at once".into() })
    }

    /// Counts at the address, if no mail went there a moment ago.
    fn mailing(&self, request: &MailRequest, seen: &Hits, now: Timestamp) -> UpdateBuilder {
        const COOL: &str = "(attribute_not_exists(mailedAt) OR mailedAt <= :cool)";
        let table = self.table(rate_limits::TABLE);
        let counted = match request.by_address.is_empty() {
            true => Update::builder()
                .table_name(table)
                .key("id", text(request.by_address.id()))
                .update_expression("SET #ttl = :ttl")
                .expression_attribute_names("#ttl", "ttl")
                .expression_attribute_values(":ttl", number((now + ADDRESS.within).as_second())),
            false => request.by_address.count(table, seen, now),
        };
        let update =
            format!("{}, mailedAt = :now", counted.get_update_expression().as_deref().unwrap_or_default());
        let condition = match counted.get_condition_expression() {
            Some(condition) => format!("{condition} AND {COOL}"),
            None => COOL.to_owned(),
        };
        counted
            .update_expression(update)
            .condition_expression(condition)
            .expression_attribute_values(":now", time(now))
            .expression_attribute_values(":cool", time(now - COOL_DOWN))
    }
}

fn is_cooling(item: &Item, now: Timestamp) -> bool {
    get_time(item, "mailedAt").is_ok_and(|mailed_at| now < mailed_at + COOL_DOWN)
}
