//! Which orgs are read by the clock: those with a connection that is worth a call.

use aws_sdk_dynamodb::types::Update;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;

use super::{TABLE, WATCH, key};
use crate::error::Error;
use crate::org::OrgId;
use crate::store::{Store, build, number, text};
use crate::watch::Watch;

impl Store {
    /// Has an org whose connections are all lost left alone, unless somebody has connected it again since it
    /// was `seen`.
    pub async fn rest_watch(&self, seen: &Watch) -> Result<(), Error> {
        let update = self.unless_joined(seen).update_expression("REMOVE due");
        self.update("leave the org alone", build(update)?).await.map(drop)
    }

    /// Has an org looked at again that may be left alone.
    pub async fn wake_watch(&self, org: &OrgId) -> Result<(), Error> {
        let update = self.waking(org).update_expression("SET due = :yes ADD joined :one");
        self.update("have the org looked at again", build(update)?).await.map(drop)
    }

    /// Has an org read again at once, because a connection works that others have found lost.
    pub async fn restart_watch(&self, org: &OrgId) -> Result<(), Error> {
        let update = self
            .waking(org)
            .update_expression("SET due = :yes, failures = :none REMOVE pausedUntil ADD joined :one")
            .expression_attribute_values(":none", number(0));
        self.update("have the org read again", build(update)?).await.map(drop)
    }

    fn waking(&self, org: &OrgId) -> UpdateBuilder {
        Update::builder()
            .table_name(self.table(TABLE))
            .set_key(Some(key(org, WATCH)))
            .condition_expression("attribute_exists(org) AND attribute_not_exists(erasing)")
            .expression_attribute_values(":yes", text("yes"))
            .expression_attribute_values(":one", number(1))
    }
}
