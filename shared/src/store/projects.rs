//! `projects`: the applications that send errors here, and beside them the keys that lead to them.

use aws_sdk_dynamodb::types::{Put, ReturnValue};
use jiff::Timestamp;

use super::transaction::{Part, Transacted};
use super::{Item, Malformed, Store, failed, get_number, get_text, get_time, number, text, time};
use crate::error::Error;
use crate::errors::project::{OWN, Project, Quota};

const TABLE: &str = "projects";

/// The item that holds the last id that was given away.
const LAST: &str = "last";

impl Store {
    /// Reads a project.
    pub async fn find_project(&self, id: &str) -> Result<Option<Project>, Error> {
        let item = self.project_item(id.to_owned()).await?;
        item.map(|item| read(&item)).transpose().map_err(|e| Error::internal("read the project")(e.into()))
    }

    /// The id of the project that a key belongs to.
    pub async fn find_project_of_key(&self, key: &str) -> Result<Option<String>, Error> {
        let item = self.project_item(by_key(key)).await?;
        let id = item.map(|item| get_text(&item, "project")).transpose();
        id.map_err(|error| Error::internal("read the key")(error.into()))
    }

    /// All projects, by their ids.
    pub async fn list_projects(&self) -> Result<Vec<Project>, Error> {
        const DOING: &str = "list the projects";
        let mut pages = self
            .client
            .scan()
            .table_name(self.table(TABLE))
            .filter_expression("attribute_exists(publicKey)")
            .into_paginator()
            .items()
            .send();
        let mut projects = Vec::new();
        while let Some(item) = pages.next().await {
            let item = item.map_err(failed(DOING))?;
            projects.push(read(&item).map_err(|error| Error::internal(DOING)(error.into()))?);
        }
        projects.sort_by_key(|project| project.id.parse::<u64>().unwrap_or(u64::MAX));
        Ok(projects)
    }

    /// Keeps a new project under the next free id, and gives it.
    pub async fn add_project(&self, name: String, quota: Quota, now: Timestamp) -> Result<Project, Error> {
        let id = self.next_project_id().await?;
        let project = Project::new(id, name, quota, now)?;
        if self.put_project(&project).await? {
            return Ok(project);
        }
        Err(Error::internal("keep the project")("its id was given away before".into()))
    }

    /// Keeps the project of our own functions, unless it is there; gives it.
    pub async fn ensure_own_project(&self, now: Timestamp) -> Result<Project, Error> {
        if let Some(project) = self.find_project(OWN).await? {
            return Ok(project);
        }
        let project = Project::own(now)?;
        if self.put_project(&project).await? {
            return Ok(project);
        }
        // Somebody else was quicker.
        let found = self.find_project(OWN).await?;
        found.ok_or_else(|| Error::internal("keep the own project")("it is there and is not".into()))
    }

    /// Puts a project and its key; `false` if there is a project of its id or its key.
    async fn put_project(&self, project: &Project) -> Result<bool, Error> {
        let table = self.table(TABLE);
        let new = |item: Item| {
            Put::builder()
                .table_name(&table)
                .set_item(Some(item))
                .condition_expression("attribute_not_exists(id)")
        };
        let key =
            Item::from([("id".into(), text(by_key(&project.key))), ("project".into(), text(&project.id))]);
        let parts = vec![new(write(project)).part()?, new(key).part()?];
        Ok(matches!(self.transact("keep the project", parts).await?, Transacted::Done))
    }

    async fn next_project_id(&self) -> Result<String, Error> {
        const DOING: &str = "draw a project's id";
        let written = self
            .client
            .update_item()
            .table_name(self.table(TABLE))
            .key("id", text(LAST))
            // The first one is our own.
            .update_expression("SET lastId = if_not_exists(lastId, :own) + :one")
            .expression_attribute_values(":own", number(1))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(failed(DOING))?;
        let item = written.attributes.unwrap_or_default();
        let id = get_number(&item, "lastId").map_err(|error| Error::internal(DOING)(error.into()))?;
        Ok(id.to_string())
    }

    async fn project_item(&self, id: String) -> Result<Option<Item>, Error> {
        // What was made a moment ago has to be there; instances ask once a minute.
        let read =
            self.client.get_item().table_name(self.table(TABLE)).key("id", text(id)).consistent_read(true);
        let found = read.send().await;
        Ok(found.map_err(failed("read the project"))?.item)
    }
}

fn by_key(key: &str) -> String {
    format!("key#{key}")
}

fn write(project: &Project) -> Item {
    Item::from([
        ("id".into(), text(&project.id)),
        ("name".into(), text(&project.name)),
        ("publicKey".into(), text(&project.key)),
        ("perFiveMinutes".into(), number(project.quota.per_five_minutes.into())),
        ("perHour".into(), number(project.quota.per_hour.into())),
        ("createdAt".into(), time(project.created_at)),
    ])
}

fn read(item: &Item) -> Result<Project, Malformed> {
    let quota = |name| u32::try_from(get_number(item, name)?).map_err(|_| Malformed(name));
    Ok(Project {
        id: get_text(item, "id")?,
        name: get_text(item, "name")?,
        key: get_text(item, "publicKey")?,
        quota: Quota { per_five_minutes: quota("perFiveMinutes")?, per_hour: quota("perHour")? },
        created_at: get_time(item, "createdAt")?,
    })
}
