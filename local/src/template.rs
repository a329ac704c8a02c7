//! `template.yaml` as the local runner understands it: routes, tables, queues, schedules, and what the
//! gateway says by itself.
//!
//! The template is the one description of the deployment. Reading it, instead of repeating it, is what makes
//! a local run tell something about a deployed one.

mod filter;
mod logs;
mod queues;
mod schedules;
mod yaml;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

pub use self::filter::{Filter, Leaf};
pub use self::logs::{Log, Subscription};
pub use self::queues::{Consumer, Pipe, Queue, Redrive};
pub use self::schedules::Schedule;
use self::yaml::{plain, text};

/// What the template says that matters here.
#[derive(Debug, Default)]
pub struct Template {
    /// The routes of all functions.
    pub routes: Vec<Route>,
    /// The tables, named for the stack [`STACK`].
    pub tables: Vec<Table>,
    /// What runs by the clock.
    pub schedules: Vec<Schedule>,
    /// The queues.
    pub queues: Vec<Queue>,
    /// What makes messages of new items.
    pub pipes: Vec<Pipe>,
    /// What runs when a queue has messages.
    pub consumers: Vec<Consumer>,
    /// Where each function writes, by the name of its binary.
    pub logs: BTreeMap<String, Log>,
    /// What reads the logs of functions.
    pub subscriptions: Vec<Subscription>,
    /// What the gateway answers without a function, by its name for the occasion.
    pub responses: BTreeMap<String, GatewayResponse>,
    /// Content types that reach a function as base64.
    pub binary_media_types: Vec<String>,
    /// From how many bytes on answers are compressed; never, without it.
    pub minimum_compression_size: Option<usize>,
    /// What each function may do: the statements of its policies.
    pub policies: BTreeMap<String, Vec<Value>>,
}

/// The name that takes the place of `AWS::StackName`.
pub const STACK: &str = "local";

/// One route of one function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// In capitals.
    pub method: String,
    /// With parameters in braces.
    pub path: String,
    /// The function, by the name of its binary.
    pub function: String,
}

/// One table.
#[derive(Debug, PartialEq)]
pub struct Table {
    /// Its logical id.
    pub id: String,
    /// Its name, the stack's included.
    pub name: String,
    /// The request that creates it, in DynamoDB's own shape.
    pub create: Value,
    /// The attribute that ends an item's life, in epoch seconds.
    pub ttl: Option<String>,
}

/// A status, headers and a body in which `$context.requestId` stands for the request's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayResponse {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// The template and the code do not fit.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("template.yaml and the handlers do not fit: {}", .0.join("; "))]
pub struct Mismatch(Vec<String>);

impl Mismatch {
    /// An error that tells what was found, if anything was.
    pub fn unless_empty(faults: Vec<String>) -> Result<(), Self> {
        if faults.is_empty() { Ok(()) } else { Err(Self(faults)) }
    }
}

/// Why the template cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadTemplate {
    /// There is no such file.
    #[error("template.yaml cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// It is not YAML.
    #[error("template.yaml is not YAML: {0}")]
    NotYaml(#[from] serde_yaml_ng::Error),
    /// A part that is needed is missing or has another shape.
    #[error("template.yaml: {resource} has no usable {part}")]
    Part {
        /// The resource's logical id.
        resource: String,
        /// The part that is missing.
        part: &'static str,
    },
}

impl BadTemplate {
    fn part(resource: &str, part: &'static str) -> Self {
        Self::Part { resource: resource.to_owned(), part }
    }
}

impl Template {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, BadTemplate> {
        Self::parse(&std::fs::read_to_string(path)?)
    }

    /// Reads a text.
    pub fn parse(text: &str) -> Result<Self, BadTemplate> {
        let mut yaml: serde_yaml_ng::Value = serde_yaml_ng::from_str(text)?;
        yaml.apply_merge()?;
        let document = plain(yaml);
        let mut template = Self::default();
        for (id, resource) in document["Resources"].as_object().unwrap_or(&Map::new()) {
            let properties = &resource["Properties"];
            match resource["Type"].as_str() {
                Some("AWS::Serverless::Function") => template.add_function(id, properties, &document)?,
                Some("AWS::DynamoDB::Table") => template.add_table(id, properties)?,
                Some("AWS::Serverless::Api") => template.add_api(id, properties)?,
                Some("AWS::SQS::Queue") => template.queues.push(Queue::read(id, properties)?),
                Some("AWS::Pipes::Pipe") => template.pipes.push(Pipe::read(id, properties)?),
                Some("AWS::Lambda::EventSourceMapping") => {
                    template.consumers.push(Consumer::read(id, properties, &document)?);
                }
                Some("AWS::Logs::SubscriptionFilter") => {
                    template.subscriptions.push(Subscription::read(id, properties, &document)?);
                }
                _ => {}
            }
        }
        queues::check(&template)?;
        schedules::check(&template)?;
        Ok(template)
    }

    fn add_function(&mut self, id: &str, properties: &Value, document: &Value) -> Result<(), BadTemplate> {
        let function = binary(id, properties)?;
        for event in properties["Events"].as_object().into_iter().flat_map(Map::values) {
            let details = &event["Properties"];
            match event["Type"].as_str() {
                Some("Api") => self.routes.push(Route {
                    method: text(id, details, "Method")?.to_uppercase(),
                    path: text(id, details, "Path")?,
                    function: function.clone(),
                }),
                Some("ScheduleV2") => self.schedules.push(Schedule::read(id, details, document)?),
                _ => {}
            }
        }
        if let Some(log) = Log::read(id, properties, document)? {
            self.logs.insert(function.clone(), log);
        }
        let policies = properties["Policies"].as_array().into_iter().flatten();
        let statements = policies.filter_map(|policy| policy["Statement"].as_array()).flatten().cloned();
        self.policies.entry(function).or_default().extend(statements);
        Ok(())
    }

    fn add_table(&mut self, id: &str, properties: &Value) -> Result<(), BadTemplate> {
        const CREATE: [&str; 4] =
            ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode"];
        let name = text(id, properties, "TableName")?;
        let given = CREATE.into_iter().filter(|part| !properties[*part].is_null());
        let mut create: Map<_, _> = given.map(|part| (part.to_owned(), properties[part].clone())).collect();
        create.insert("TableName".into(), name.clone().into());
        let ttl = properties["TimeToLiveSpecification"]["AttributeName"].as_str().map(str::to_owned);
        self.tables.push(Table { id: id.to_owned(), name, create: create.into(), ttl });
        Ok(())
    }

    fn add_api(&mut self, id: &str, properties: &Value) -> Result<(), BadTemplate> {
        let types = properties["BinaryMediaTypes"].as_array().into_iter().flatten();
        self.binary_media_types.extend(types.filter_map(|t| Some(t.as_str()?.replace("~1", "/"))));
        let least = properties["MinimumCompressionSize"].as_u64();
        self.minimum_compression_size = least.and_then(|bytes| usize::try_from(bytes).ok());
        for (name, response) in properties["GatewayResponses"].as_object().into_iter().flatten() {
            self.responses.insert(name.clone(), gateway_response(id, response)?);
        }
        Ok(())
    }
}

/// The name of a function's binary: the last part of where its code is.
fn binary(id: &str, properties: &Value) -> Result<String, BadTemplate> {
    let uri = text(id, properties, "CodeUri")?;
    Ok(uri.trim_end_matches('/').rsplit('/').next().unwrap_or(&uri).to_owned())
}

fn gateway_response(id: &str, response: &Value) -> Result<GatewayResponse, BadTemplate> {
    let missing = |part| BadTemplate::part(id, part);
    let status = &response["StatusCode"];
    let status =
        status.as_u64().or_else(|| status.as_str()?.parse().ok()).and_then(|s| u16::try_from(s).ok());
    let headers = response["ResponseParameters"]["Headers"].as_object().into_iter().flatten();
    let body = response["ResponseTemplates"].as_object().and_then(|bodies| bodies.values().next()?.as_str());
    Ok(GatewayResponse {
        status: status.ok_or(missing("StatusCode of a gateway response"))?,
        headers: headers
            .filter_map(|(name, value)| Some((name.clone(), header_value(value.as_str()?))))
            .collect(),
        body: body.ok_or(missing("body of a gateway response"))?.to_owned(),
    })
}

/// API Gateway writes a fixed value in quotes, and one that it knows without: `context.requestId`.
fn header_value(text: &str) -> String {
    let fixed = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    fixed.map_or_else(|| format!("${text}"), str::to_owned)
}

#[cfg(test)]
mod tests;
