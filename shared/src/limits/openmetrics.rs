//! Limits as OpenMetrics 1.0: gauges whose labels name the org, the limit and the app, and never hold a
//! value, so that a series lives as long as its limit.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Freshness, Limit, Report, State};
use crate::org::OrgId;

/// The media type.
pub const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// One sample: its app, its value.
type Sample<'a> = (Option<&'a str>, f64);

/// Writes reports as OpenMetrics. A value that Salesforce did not give makes no sample. `lost` says of
/// watched orgs whether their connection is lost.
pub fn openmetrics(reports: &[Report], lost: &BTreeMap<OrgId, bool>) -> String {
    let mut text = String::new();
    family(&mut text, reports, "salesforce_limit_max", "The limit's maximum.", |limit| {
        samples(limit, limit.max.map(as_f64), |app| app.max.map(as_f64))
    });
    family(
        &mut text,
        reports,
        "salesforce_limit_remaining",
        "What is left; negative if overused.",
        |limit| samples(limit, limit.remaining.map(as_f64), |app| app.remaining.map(as_f64)),
    );
    family(
        &mut text,
        reports,
        "salesforce_limit_used_ratio",
        "Used part of the maximum, 1 is all.",
        |limit| {
            samples(limit, ratio(limit.max, limit.used, limit.state), |app| {
                ratio(app.max, app.used, app.state)
            })
        },
    );
    of_orgs(&mut text, reports);
    if !lost.is_empty() {
        let values = lost.iter().map(|(org, lost)| (org, i64::from(*lost)));
        gauge(&mut text, "salesforce_connection_lost", "1 while the org cannot be read.", values);
    }
    text.push_str("# EOF\n");
    text
}

/// What is said of each org as a whole: when it was read, and whether Salesforce refuses calls.
fn of_orgs(text: &mut String, reports: &[Report]) {
    let read_at = reports.iter().filter_map(|report| Some((&report.org.id, report.read_at?.as_second())));
    let help = "When the limits were read.";
    gauge(text, "salesforce_limits_read_timestamp_seconds", help, read_at);
    let of =
        |is: fn(&Report) -> bool| reports.iter().map(move |report| (&report.org.id, i64::from(is(report))));
    let fresh = of(|report| report.freshness == Freshness::Fresh);
    gauge(text, "salesforce_limits_fresh", "1 if the values are the present ones.", fresh);
    let refused = of(|report| report.exhausted.is_some());
    gauge(text, "salesforce_limits_requests_refused", "1 while Salesforce refuses API calls.", refused);
}

fn gauge<'a>(text: &mut String, name: &str, help: &str, values: impl Iterator<Item = (&'a OrgId, i64)>) {
    let mut values = values.peekable();
    if values.peek().is_some() {
        let _ = write!(text, "# TYPE {name} gauge\n# HELP {name} {help}\n");
    }
    for (org, value) in values {
        let _ = writeln!(text, "{name}{{org=\"{}\"}} {value}", escaped(org.as_str()));
    }
}

fn family<'a>(
    text: &mut String,
    reports: &'a [Report],
    name: &str,
    help: &str,
    samples: impl Fn(&'a Limit) -> Vec<Sample<'a>>,
) {
    let _ = write!(text, "# TYPE {name} gauge\n# HELP {name} {help}\n");
    for (report, limit) in reports.iter().flat_map(|report| report.limits.iter().map(move |l| (report, l))) {
        let (org, limit_name) = (escaped(report.org.id.as_str()), escaped(&limit.name));
        for (app, value) in samples(limit) {
            let app = app.map(|app| format!(",app=\"{}\"", escaped(app))).unwrap_or_default();
            let _ = writeln!(text, "{name}{{org=\"{org}\",limit=\"{limit_name}\"{app}}} {value}");
        }
    }
}

fn samples<'a>(
    limit: &'a Limit,
    own: Option<f64>,
    of_app: impl Fn(&super::App) -> Option<f64>,
) -> Vec<Sample<'a>> {
    let apps = limit.apps.iter().filter_map(|app| Some((Some(app.name.as_str()), of_app(app)?)));
    own.map(|value| (None, value)).into_iter().chain(apps).collect()
}

fn ratio(max: Option<i64>, used: Option<i64>, state: State) -> Option<f64> {
    let bounded = !matches!(state, State::Unlimited | State::Unknown | State::NotProvisioned);
    let (max, used) = (max.filter(|max| *max > 0)?, used?);
    bounded.then(|| as_f64(used) / as_f64(max))
}

fn as_f64(value: i64) -> f64 {
    value as f64
}

/// A label value: backslash, quote and line feed escaped.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::super::{Known, Org, OrgKind, Reading, report};
    use super::*;

    #[test]
    fn values_never_stand_in_labels_and_hostile_names_are_escaped() {
        let app = Reading { name: "a\"b\\c\nd".into(), max: Some(2), remaining: Some(1), apps: Vec::new() };
        let readings = [
            Reading { name: "A".into(), max: Some(15_000), remaining: Some(-12), apps: vec![app] },
            Reading { name: "B".into(), max: Some(0), remaining: Some(0), apps: Vec::new() },
            Reading { name: "C".into(), max: None, remaining: Some(3), apps: Vec::new() },
        ];
        let org = Org {
            id: OrgId::parse("00D000000000001").unwrap(),
            name: "Acme".into(),
            kind: OrgKind::Production,
            instance_url: "https://acme.my.salesforce.com".into(),
        };
        let now = jiff::Timestamp::from_second(1_760_000_000).unwrap();
        let known = Known {
            readings: Some((now, &readings)),
            exhausted: None,
            api_usage: None,
            api_version: None,
            ahead: crate::limits::NO_OUTLOOKS,
        };
        let text = openmetrics(&[report(org, known, now, 60)], &BTreeMap::new());
        let expected = r#"# TYPE salesforce_limit_max gauge
# HELP salesforce_limit_max The limit's maximum.
salesforce_limit_max{org="00D000000000001EAA",limit="A"} 15000
salesforce_limit_max{org="00D000000000001EAA",limit="A",app="a\"b\\c\nd"} 2
salesforce_limit_max{org="00D000000000001EAA",limit="B"} 0
# TYPE salesforce_limit_remaining gauge
# HELP salesforce_limit_remaining What is left; negative if overused.
salesforce_limit_remaining{org="00D000000000001EAA",limit="A"} -12
salesforce_limit_remaining{org="00D000000000001EAA",limit="A",app="a\"b\\c\nd"} 1
salesforce_limit_remaining{org="00D000000000001EAA",limit="C"} 3
salesforce_limit_remaining{org="00D000000000001EAA",limit="B"} 0
# TYPE salesforce_limit_used_ratio gauge
# HELP salesforce_limit_used_ratio Used part of the maximum, 1 is all.
salesforce_limit_used_ratio{org="00D000000000001EAA",limit="A"} 1.0008
salesforce_limit_used_ratio{org="00D000000000001EAA",limit="A",app="a\"b\\c\nd"} 0.5
# TYPE salesforce_limits_read_timestamp_seconds gauge
# HELP salesforce_limits_read_timestamp_seconds When the limits were read.
salesforce_limits_read_timestamp_seconds{org="00D000000000001EAA"} 1760000000
# TYPE salesforce_limits_fresh gauge
# HELP salesforce_limits_fresh 1 if the values are the present ones.
salesforce_limits_fresh{org="00D000000000001EAA"} 1
# TYPE salesforce_limits_requests_refused gauge
# HELP salesforce_limits_requests_refused 1 while Salesforce refuses API calls.
salesforce_limits_requests_refused{org="00D000000000001EAA"} 0
# EOF
"#;
        assert_eq!(text, expected);
    }
}
