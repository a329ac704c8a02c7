use serde_json::{Value, json};

use super::*;

const ANCHOR: Date = Date::constant(2026, 6, 10);

fn limits(story: Story, version: u16, own_calls: i64) -> Value {
    let now = "2026-06-10T09:12:00Z".parse().unwrap();
    serde_json::to_value(read(&org_of(story), ANCHOR, now, version, own_calls)).unwrap()
}

fn org_of(story: Story) -> Org {
    super::super::orgs::all(1).into_iter().find(|org| org.story == story).unwrap()
}

#[test]
fn every_org_reports_about_sixty_limits_and_no_fraction() {
    for story in Story::ALL {
        let limits = limits(story, 67, 0);
        assert!((54..=62).contains(&limits.as_object().unwrap().len()), "{story:?}");
    }
}

#[test]
fn edge_cases_stand_in_the_org_that_has_them() {
    let cases = [
        (Story::Over, "DailyApiRequests", "Remaining", json!(-12)),
        (Story::Over, "MonthlyPlatformEventsUsageEntitlement", "Remaining", json!(-1_500)),
        (Story::Over, "DailyFunctionsApiCallLimit", "Max", Value::Null),
        (Story::Quiet, "HourlyDashboardStatuses", "Remaining", json!(999_999_999)),
        (Story::Quiet, "CdpAiInferenceApiMonthlyLimit", "Max", json!(0)),
        (Story::FillsUp, "DailyReasoningEngineUnits", "Max", json!(20_000)),
        (Story::NoStorage, "DailyApiRequests", "Max", json!(5_000_000)),
        (Story::RunsOut, "DailyApiRequests", "Max", json!(265_000)),
    ];
    for (story, name, key, wanted) in cases {
        assert_eq!(limits(story, 67, 0)[name][key], wanted, "{story:?} {name}");
    }
}

#[test]
fn storage_is_absent_without_the_permission_and_not_zero() {
    let limits = limits(Story::NoStorage, 67, 0);
    for name in ["DataStorageMB", "FileStorageMB", "MonthlyPlatformEventsUsageEntitlement"] {
        assert!(limits.get(name).is_none(), "{name}");
    }
}

#[test]
fn names_follow_the_version() {
    let cases = [
        ("DailyBulkApiRequests", 48, true),
        ("DailyBulkApiRequests", 49, false),
        ("DailyBulkApiBatches", 48, false),
        ("DailyBulkApiBatches", 49, true),
        ("MonthlyPlatformEvents", 47, true),
        ("MonthlyPlatformEventsUsageEntitlement", 47, false),
        ("DailyAsyncApexProcessed", 66, false),
        ("DailyAsyncApexProcessed", 67, true),
    ];
    for (name, version, there) in cases {
        assert_eq!(limits(Story::Quiet, version, 0).get(name).is_some(), there, "{name} {version}");
    }
}

#[test]
fn nested_entries_keep_the_names_of_apps() {
    let limits = limits(Story::Over, 67, 0);
    assert_eq!(
        limits["DailyApiRequests"]["LiveText for Salesforce (QA)"],
        json!({"Max": 250, "Remaining": 233})
    );
    assert_eq!(limits["DailyApiRequests"]["Force.com IDE"], json!({"Max": 0, "Remaining": 0}));
    assert_eq!(limits["PermissionSets"]["CreateCustom"]["Max"], json!(1_000));
}

#[test]
fn one_entry_has_remaining_before_max() {
    let now = "2026-06-10T09:12:00Z".parse().unwrap();
    let text = serde_json::to_string(&read(&org_of(Story::Quiet), ANCHOR, now, 67, 0)).unwrap();
    assert!(text.contains(r#""HourlyODataCallout":{"Remaining":"#));
    assert!(text.contains(r#""DataStorageMB":{"Max":"#));
}

#[test]
fn calls_to_the_simulator_count_into_the_daily_calls() {
    let remaining = |own| limits(Story::Quiet, 67, own)["DailyApiRequests"]["Remaining"].as_i64().unwrap();
    assert_eq!(remaining(0) - remaining(3), 3);
}

#[test]
fn the_usage_header_agrees_with_the_body() {
    let now = "2026-06-10T09:12:00Z".parse().unwrap();
    for story in Story::ALL {
        let (used, max) = api_usage(&org_of(story), ANCHOR, now, 7);
        let body = limits(story, 67, 7);
        assert_eq!(
            json!([max, max - used]),
            json!([body["DailyApiRequests"]["Max"], body["DailyApiRequests"]["Remaining"]])
        );
    }
}
