//! Which records of a stream a pipe takes: the part of AWS's event patterns that the template uses, which is
//! exact values and `anything-but`. Every other operator is an error, so that none is ignored.

use serde_json::Value;

use super::BadTemplate;

/// One pattern: a record has to have everything that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Each field of this name has to match.
    Fields(Vec<(String, Filter)>),
    /// One of these has to fit the value.
    AnyOf(Vec<Leaf>),
}

/// What a value has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// This one.
    Is(Value),
    /// There, and none of these.
    IsNot(Vec<Value>),
}

impl Filter {
    /// The patterns of a pipe, of which one has to match; none takes everything.
    pub(super) fn read_all(id: &str, source: &Value) -> Result<Vec<Self>, BadTemplate> {
        let criteria = &source["FilterCriteria"];
        let Some(filters) = criteria["Filters"].as_array() else {
            return if criteria.is_null() { Ok(Vec::new()) } else { Err(unusable(id)) };
        };
        let read = |filter: &Value| {
            let pattern = serde_json::from_str(filter["Pattern"].as_str()?).ok()?;
            Self::read(&pattern)
        };
        filters.iter().map(|filter| read(filter).ok_or_else(|| unusable(id))).collect()
    }

    fn read(pattern: &Value) -> Option<Self> {
        match pattern {
            Value::Object(fields) if !fields.is_empty() => {
                let field = |(name, pattern): (&String, &Value)| Some((name.clone(), Self::read(pattern)?));
                Some(Self::Fields(fields.iter().map(field).collect::<Option<_>>()?))
            }
            Value::Array(leaves) if !leaves.is_empty() => {
                Some(Self::AnyOf(leaves.iter().map(Leaf::read).collect::<Option<_>>()?))
            }
            _ => None,
        }
    }

    /// Whether a record, or a part of one, matches.
    pub fn matches(&self, record: &Value) -> bool {
        match self {
            Self::Fields(fields) => fields.iter().all(|(name, filter)| filter.matches(&record[name])),
            Self::AnyOf(leaves) => leaves.iter().any(|leaf| leaf.fits(record)),
        }
    }
}

impl Leaf {
    fn read(leaf: &Value) -> Option<Self> {
        match leaf {
            Value::String(_) | Value::Number(_) | Value::Bool(_) => Some(Self::Is(leaf.clone())),
            Value::Object(operators) if operators.len() == 1 => match operators.get("anything-but")? {
                one @ (Value::String(_) | Value::Number(_)) => Some(Self::IsNot(vec![one.clone()])),
                Value::Array(many) if many.iter().all(|one| one.is_string() || one.is_number()) => {
                    Some(Self::IsNot(many.clone()))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn fits(&self, value: &Value) -> bool {
        match self {
            Self::Is(expected) => value == expected,
            Self::IsNot(others) => !value.is_null() && !others.contains(value),
        }
    }
}

fn unusable(id: &str) -> BadTemplate {
    BadTemplate::part(id, "FilterCriteria")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(pattern: &str) -> Result<Vec<Filter>, BadTemplate> {
        Filter::read_all("P", &json!({ "FilterCriteria": { "Filters": [{ "Pattern": pattern }] } }))
    }

    #[test]
    fn a_record_matches_by_exact_values_and_by_what_it_is_not() {
        let insert = |about: &str| json!({ "eventName": "INSERT", "dynamodb": { "NewImage": { "about": { "S": about } } } });
        let about = |leaf: &str| {
            let pattern = r#"{"eventName":["INSERT"],"dynamodb":{"NewImage":{"about":{"S":[LEAF]}}}}"#;
            read(&pattern.replace("LEAF", leaf)).unwrap().remove(0)
        };
        for (leaf, matched) in [
            (r#""webhook""#, ["webhook"].as_slice()),
            (r#""reset","changed""#, &["reset", "changed"]),
            (r#"{"anything-but":"webhook"}"#, &["reset", "changed"]),
            (r#"{"anything-but":["webhook","reset"]}"#, &["changed"]),
        ] {
            let found: Vec<_> = ["webhook", "reset", "changed"]
                .into_iter()
                .filter(|value| about(leaf).matches(&insert(value)))
                .collect();
            assert_eq!(found, matched, "{leaf}");
            // What has no such field matches neither.
            assert!(!about(leaf).matches(&json!({ "eventName": "INSERT" })), "{leaf}");
        }
        assert!(!about(r#""a""#).matches(&json!({ "eventName": "REMOVE" })));
    }

    #[test]
    fn without_criteria_there_is_no_filter_and_unknown_ones_are_an_error() {
        assert_eq!(Filter::read_all("P", &Value::Null).unwrap(), []);
        for unknown in [
            "",
            "{}",
            "[]",
            r#""INSERT""#,
            r#"{"eventName":"INSERT"}"#,
            r#"{"eventName":[]}"#,
            r#"{"eventName":[null]}"#,
            r#"{"eventName":[{"prefix":"IN"}]}"#,
            r#"{"eventName":[{"exists":true}]}"#,
            r#"{"eventName":[{"anything-but":{"prefix":"IN"}}]}"#,
            r#"{"eventName":[{"anything-but":"A","prefix":"B"}]}"#,
            r#"{"$or":[{"eventName":["INSERT"]}]}"#,
        ] {
            let error = read(unknown).unwrap_err().to_string();
            assert_eq!(error, "template.yaml: P has no usable FilterCriteria", "{unknown}");
        }
        assert!(Filter::read_all("P", &json!({ "FilterCriteria": { "Filters": "all" } })).is_err());
    }
}
