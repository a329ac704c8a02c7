use std::collections::HashSet;

use super::naming::MAX_LABEL;
use super::*;

#[test]
fn the_table_is_sorted_and_names_and_labels_are_unique() {
    let names: Vec<_> = all().map(|entry| entry.name).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    let labels: HashSet<_> = all().map(|entry| entry.label).collect();
    assert_eq!(labels.len(), names.len());
}

#[test]
fn every_limit_that_salesforce_is_known_to_send_is_known() {
    for name in KNOWN.split_whitespace() {
        let description = describe(name);
        assert!(description.known, "{name}");
        assert!(matches!(description.label, Cow::Borrowed(_)), "{name} costs an allocation");
    }
    assert_eq!(all().count(), KNOWN.split_whitespace().count(), "the list of known names is incomplete");
}

#[test]
fn every_text_is_one_short_plain_sentence() {
    for entry in all() {
        for text in [entry.meaning, entry.when_full] {
            assert!(text.ends_with('.') && !text.ends_with(".."), "{}: {text}", entry.name);
            assert!((20..=130).contains(&text.chars().count()), "{}: {text}", entry.name);
        }
        assert!((10..=48).contains(&entry.label.len()), "{}: {}", entry.name, entry.label);
        for text in [entry.label, entry.meaning, entry.when_full] {
            assert!(!text.contains("  ") && !text.contains(char::is_control), "{}: {text}", entry.name);
            assert!(text.starts_with(char::is_uppercase) && text.is_ascii(), "{}: {text}", entry.name);
        }
    }
}

#[test]
fn a_window_and_unit_in_the_name_agree_with_the_table() {
    for entry in all() {
        let derived = naming::describe(entry.name);
        let agrees = derived.window == entry.window
            || derived.window == Window::Unknown
            || (derived.window == Window::Daily && entry.window == Window::Rolling24h);
        assert!(agrees, "{}: {:?}", entry.name, derived.window);
        assert_eq!(derived.unit, entry.unit, "{}", entry.name);
    }
}

#[test]
fn each_kind_of_window_is_told_apart() {
    for (name, window) in [
        ("DailyApiRequests", Window::Rolling24h),
        ("ContentDistViewLimit", Window::Rolling24h),
        ("DailyWorkflowEmails", Window::Daily),
        ("SingleEmail", Window::Daily),
        ("HourlyODataCallout", Window::Hourly),
        ("PrivateConnectOutboundCalloutHourlyLimitMB", Window::Hourly),
        ("MonthlyPlatformEventsUsageEntitlement", Window::Monthly),
        ("StreamingApiConcurrentClients", Window::Concurrent),
        ("DataStorageMB", Window::Stock),
        ("PermissionSets", Window::Stock),
        ("PublishCallbackUsageInApex", Window::Unknown),
    ] {
        assert_eq!(describe(name).window, window, "{name}");
    }
}

#[test]
fn a_renamed_limit_continues_under_its_newer_name() {
    for (old, new) in [
        ("DailyBulkApiRequests", "DailyBulkApiBatches"),
        ("MonthlyPlatformEvents", "MonthlyPlatformEventsUsageEntitlement"),
    ] {
        assert_eq!(canonical(old), new);
        assert!(describe(old).known && describe(new).known);
        assert_eq!(describe(old).unit, describe(new).unit);
    }
    let unchanged = all().filter(|entry| canonical(entry.name) == entry.name).count();
    assert_eq!(unchanged, all().count() - 2);
    assert_eq!(canonical("NeverHeardOf"), "NeverHeardOf");
}

#[test]
fn an_unknown_name_is_described_by_rule() {
    for (name, label, category, unit, window) in UNKNOWN {
        let described = describe(name);
        let derived = (&*described.label, described.category, described.unit, described.window);
        assert_eq!(derived, (label, category, unit, window), "{name:?}");
        assert_eq!(
            (described.known, described.meaning, described.when_full),
            (false, None, None),
            "{name:?}"
        );
    }
}

#[test]
fn a_long_name_gets_a_short_label() {
    let label = describe(&"VeryLongName".repeat(10_000)).label;
    assert_eq!(label.chars().count(), MAX_LABEL);
    assert!(label.starts_with("Very long name very") && label.ends_with('…'));
    assert_eq!(describe(&"x".repeat(MAX_LABEL)).label.chars().count(), MAX_LABEL);
    assert!(!describe(&"x".repeat(MAX_LABEL)).label.ends_with('…'));
}

#[test]
fn any_string_has_a_description() {
    let alphabet: Vec<char> =
        "aZ9_ .MB\u{0}\u{7f}\u{200d}\u{202e}ßİǅŉé上🚀".chars().chain("Daily".chars()).collect();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..20_000 {
        let mut name = String::new();
        // Xorshift: the same names in every run.
        while name.len() < 200 && !seed.is_multiple_of(31) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            name.push(alphabet[(seed % alphabet.len() as u64) as usize]);
        }
        seed = seed.wrapping_add(1);
        let label = describe(&name).label;
        assert!((1..=MAX_LABEL).contains(&label.chars().count()), "{name:?}: {label:?}");
        assert!(!label.contains(char::is_control) && !label.contains("  "), "{name:?}: {label:?}");
    }
}

#[test]
fn the_words_of_an_answer_are_the_contract() {
    let windows = [
        (Window::Rolling24h, "rolling24h"),
        (Window::Hourly, "hourly"),
        (Window::Daily, "daily"),
        (Window::Monthly, "monthly"),
        (Window::Concurrent, "concurrent"),
        (Window::Stock, "stock"),
        (Window::Unknown, "unknown"),
    ];
    for (window, word) in windows {
        assert_eq!(serde_json::to_value(window).unwrap(), word);
    }
    assert_eq!(serde_json::to_value([Unit::Count, Unit::Mb]).unwrap(), serde_json::json!(["count", "MB"]));
    let categories = [
        (Category::Api, "api"),
        (Category::Storage, "storage"),
        (Category::Email, "email"),
        (Category::Events, "events"),
        (Category::Apex, "apex"),
        (Category::Other, "other"),
    ];
    for (category, word) in categories {
        assert_eq!(serde_json::to_value(category).unwrap(), word);
    }
}

/// Names that the table does not have, with what the rules make of them.
const UNKNOWN: [(&str, &str, Category, Unit, Window); 40] = {
    use Category::{Apex, Api, Email, Events, Other, Storage};
    use Unit::{Count, Mb};
    use Window::{Concurrent, Daily, Hourly, Monthly, Unknown};
    [
        ("DailyNewThings", "Daily new things", Other, Count, Daily),
        ("HourlyNewThingMB", "Hourly new thing", Other, Mb, Hourly),
        ("MonthlyVoiceMinutes", "Monthly voice minutes", Other, Count, Monthly),
        ("ConcurrentBotSessions", "Concurrent bot sessions", Other, Count, Concurrent),
        ("BotSessionHourlyLimit", "Bot session hourly limit", Other, Count, Hourly),
        ("BotTrafficMonthlyLimitMB", "Bot traffic monthly limit", Other, Mb, Monthly),
        ("BotSessionDailyLimit", "Bot session daily limit", Other, Count, Daily),
        ("DailyThingsHourlyLimit", "Daily things hourly limit", Other, Count, Daily),
        ("HTTPCallouts2GP", "HTTP callouts 2GP", Other, Count, Unknown),
        ("Package3VersionCreates", "Package 3 version creates", Other, Count, Unknown),
        ("DailyBulkV3QueryJobs", "Daily bulk V3 query jobs", Other, Count, Daily),
        ("DailyBulkV2APICalls", "Daily bulk V2 API calls", Api, Count, Daily),
        ("EC2Instances", "EC2 instances", Other, Count, Unknown),
        ("Last24hLogins", "Last 24h logins", Other, Count, Unknown),
        ("DailyCdpAIInferenceAPICalls", "Daily cdp AI inference API calls", Api, Count, Daily),
        ("DailyAgentforceApiCalls", "Daily Agentforce API calls", Api, Count, Daily),
        ("ApexLogStorageMB", "Apex log storage", Storage, Mb, Unknown),
        ("BigDataMB", "Big data", Storage, Mb, Unknown),
        ("MaxFileUploads", "Max file uploads", Storage, Count, Unknown),
        ("DailyMarketingEmails", "Daily marketing emails", Email, Count, Daily),
        ("ListMailPerDay", "List mail per day", Email, Count, Unknown),
        ("HourlyChangeEvents", "Hourly change events", Events, Count, Hourly),
        ("DailyStreamingApiSessions", "Daily streaming API sessions", Events, Count, Daily),
        ("DailyApexCallouts", "Daily Apex callouts", Apex, Count, Daily),
        ("MaxFlowVersions", "Max flow versions", Apex, Count, Unknown),
        ("Dailyness", "Dailyness", Other, Count, Unknown),
        ("RecordIDsPerHour", "Record IDs per hour", Other, Count, Unknown),
        ("DailyAPIsUsed", "Daily APIs used", Api, Count, Daily),
        ("ClimbMBoats", "Climb M boats", Other, Count, Unknown),
        ("lowercase", "Lowercase", Other, Count, Unknown),
        ("ALLCAPS", "ALLCAPS", Other, Count, Unknown),
        ("snake_case_name", "Snake case name", Other, Count, Unknown),
        ("MB", "MB", Other, Mb, Unknown),
        ("", "Unnamed limit", Other, Count, Unknown),
        ("\u{0}\n\t", "Unnamed limit", Other, Count, Unknown),
        ("Daily\u{1b}Red\u{202e}Things", "Daily red things", Other, Count, Daily),
        ("DailyÜberweisungen", "Daily überweisungen", Other, Count, Daily),
        ("毎日の上限", "毎日の上限", Other, Count, Unknown),
        ("🚀Launches", "🚀 launches", Other, Count, Unknown),
        ("éclairs", "Éclairs", Other, Count, Unknown),
    ]
};

/// Every name of a full answer, the older names, and those seen in orgs or named in client libraries.
const KNOWN: &str = "
    ActiveOrgSnapshots ActiveScratchOrgs AnalyticsExternalDataSizeMB CdpAiInferenceApiMonthlyLimit
    ConcurrentAsyncGetReportInstances ConcurrentEinsteinDataInsightsStoryCreation
    ConcurrentEinsteinDiscoveryStoryCreation ConcurrentSyncReportRuns ContentDistBandwidthLimitMB
    ContentDistViewLimit ContentPublicationLimit CreateCustom DailyAnalyticsDataflowJobExecutions
    DailyAnalyticsUploadedFilesSizeMB DailyApexCursorLimit DailyApexCursorRowsLimit DailyApexPCursorLimit
    DailyApiRequests DailyAsyncApexElasticExecutions DailyAsyncApexExecutions DailyAsyncApexProcessed
    DailyAsyncApexTests DailyBulkApiBatches DailyBulkApiRequests DailyBulkV2IngestJobs
    DailyBulkV2QueryFileStorageMB DailyBulkV2QueryJobs DailyDataCloudCursorLimit
    DailyDataCloudCursorRowsLimit DailyDataCloudFlexCredits DailyDeliveredPlatformEvents
    DailyDurableGenericStreamingApiEvents DailyDurableStreamingApiEvents
    DailyEinsteinDataInsightsStoryCreation DailyEinsteinDiscoveryOptimizationJobRuns
    DailyEinsteinDiscoveryPredictAPICalls DailyEinsteinDiscoveryPredictionsByCDC
    DailyEinsteinDiscoveryStoryCreation DailyFunctionsApiCallLimit DailyGenericStreamingApiEvents
    DailyMetadataRetrievesWithDependencies DailyOrgSnapshots DailyScratchOrgs
    DailyServiceEmailAgentforceCalls DailyStandardVolumePlatformEvents DailyStreamingApiEvents
    DailyWorkflowEmails DataStorageMB DurableStreamingApiConcurrentClients ExternalServicesActiveObjects
    ExternalServicesActiveOperations ExternalServicesObjectProperties ExternalServicesObjects
    ExternalServicesOperations ExternalServicesRegistrations FileStorageMB HourlyAsyncReportRuns
    HourlyDashboardRefreshes HourlyDashboardResults HourlyDashboardStatuses HourlyElevateAsyncReportRuns
    HourlyElevateSyncReportRuns HourlyLongTermIdMapping HourlyManagedContentPublicRequests
    HourlyODataCallout HourlyPublishedPlatformEvents HourlyPublishedStandardVolumePlatformEvents
    HourlyShortTermIdMapping HourlySyncReportRuns HourlyTimeBasedWorkflow MassEmail
    MaxContentDocumentsLimit MonthlyEinsteinDiscoveryStoryCreation MonthlyPlatformEvents
    MonthlyPlatformEventsUsageEntitlement Package2VersionCreates Package2VersionCreatesWithoutValidation
    PermissionSets PermissionTypes PlatformEventTriggersWithParallelProcessing
    PrivateConnectOutboundCalloutHourlyLimitMB PublishCallbackUsageInApex PublishCallbacksUsageInApex
    ScheduledFlowRunLimit ScheduledPathRunLimit SingleEmail StreamingApiConcurrentClients
";
