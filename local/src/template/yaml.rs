//! The template's text as a tree, and what is read from its nodes.

use serde_json::{Map, Value};

use super::{BadTemplate, STACK};

/// YAML as JSON. CloudFormation's tags keep their argument only, with the stack's name put in its place; that
/// is enough for the parts that are read here.
pub(super) fn plain(yaml: serde_yaml_ng::Value) -> Value {
    use serde_yaml_ng::Value as Yaml;
    match yaml {
        Yaml::Tagged(tagged) => plain(tagged.value),
        Yaml::Sequence(items) => items.into_iter().map(plain).collect(),
        Yaml::Mapping(entries) => entries
            .into_iter()
            .filter_map(|(key, value)| Some((key.as_str().map(str::to_owned)?, plain(value))))
            .collect::<Map<_, _>>()
            .into(),
        Yaml::String(text) => text.replace("${AWS::StackName}", STACK).into(),
        other => serde_json::to_value(other).unwrap_or(Value::Null),
    }
}

/// A text that has to be there.
pub(super) fn text(id: &str, properties: &Value, part: &'static str) -> Result<String, BadTemplate> {
    let found = properties[part].as_str().map(str::to_owned);
    found.ok_or_else(|| BadTemplate::part(id, part))
}

/// A number, if it is there: a whole one.
pub(super) fn number(id: &str, properties: &Value, part: &'static str) -> Result<Option<u32>, BadTemplate> {
    match &properties[part] {
        Value::Null => Ok(None),
        found => {
            let number = found.as_u64().and_then(|number| u32::try_from(number).ok());
            number.map(Some).ok_or_else(|| BadTemplate::part(id, part))
        }
    }
}

/// The logical id in a reference: of `!Ref Queue` and of `!GetAtt Queue.Arn` alike.
pub(super) fn reference(id: &str, properties: &Value, part: &'static str) -> Result<String, BadTemplate> {
    let text = text(id, properties, part)?;
    Ok(text.split('.').next().unwrap_or(&text).to_owned())
}
