//! Removing an org's history.

use aws_sdk_dynamodb::types::{DeleteRequest, WriteRequest};

use super::{NAMES, TABLE};
use crate::error::Error;
use crate::org::OrgId;
use crate::store::{Item, Store, failed, get_text, text};

impl Store {
    /// Removes up to so many items of an org's history. `true` if there may be more, so that who has little
    /// time can go on later. The names go last: new ones would give the other items another meaning.
    pub async fn erase_history(&self, org: &OrgId, limit: u16) -> Result<bool, Error> {
        const DOING: &str = "erase the history";
        let found = self
            .client
            .query()
            .table_name(self.table(TABLE))
            .key_condition_expression("#org = :org")
            .projection_expression("#org, #at")
            .expression_attribute_names("#org", "org")
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":org", text(org.as_str()))
            // Beside the names there is always room for another.
            .limit(limit.max(2).into())
            .send()
            .await
            .map_err(failed(DOING))?;
        let has_more = found.last_evaluated_key.is_some();
        let (names, others): (Vec<_>, Vec<_>) = found
            .items
            .unwrap_or_default()
            .into_iter()
            .partition(|key| get_text(key, "at").is_ok_and(|at| at == NAMES));
        let is_last = others.is_empty() && !has_more;
        let removed = if is_last { names } else { others };
        let requests: Result<Vec<_>, _> = removed.into_iter().map(removal).collect();
        self.write_all(DOING, TABLE, requests?).await?;
        Ok(!is_last)
    }
}

fn removal(key: Item) -> Result<WriteRequest, Error> {
    let delete = DeleteRequest::builder().set_key(Some(key)).build();
    let delete = delete.map_err(|error| Error::internal("build the removal")(error.into()))?;
    Ok(WriteRequest::builder().delete_request(delete).build())
}
