//! Development, permissions, analytics and AI.

use super::Category::Other;
use super::Unit::Count;
use super::Window::{Concurrent, Daily, Monthly, Rolling24h, Stock, Unknown};
use super::{Entry, limit};

pub(super) const LIMITS: &[Entry] = &[
    // Development
    limit("ActiveScratchOrgs", "Active scratch orgs", Other, Count, Stock)
        .means("Scratch orgs of this Dev Hub that are alive.")
        .when_full("No further scratch org can be created until one expires or is deleted."),
    limit("DailyScratchOrgs", "Daily scratch orgs", Other, Count, Rolling24h)
        .means("Scratch orgs created from this Dev Hub in the last 24 hours.")
        .when_full("No further scratch org can be created until older creations leave the last 24 hours."),
    limit("ActiveOrgSnapshots", "Active org snapshots", Other, Count, Stock)
        .means("Scratch org snapshots of this Dev Hub that exist.")
        .when_full("No further snapshot can be created until one expires or is deleted."),
    limit("DailyOrgSnapshots", "Daily org snapshots", Other, Count, Daily)
        .means("Scratch org snapshots created from this Dev Hub in a day.")
        .when_full("No further snapshot can be created until the next day."),
    limit("Package2VersionCreates", "Daily package versions", Other, Count, Daily)
        .means("Versions of unlocked and second-generation managed packages created in a day.")
        .when_full("No further package version can be created that day, so release pipelines stop."),
    limit(
        "Package2VersionCreatesWithoutValidation",
        "Daily package versions without validation",
        Other,
        Count,
        Daily,
    )
    .means("Package versions created in a day that skip validation.")
    .when_full("No further package version that skips validation can be created that day."),
    // Permissions
    limit("PermissionSets", "Permission sets", Other, Count, Stock)
        .means("Permission sets in the org: its own and those of installed managed packages.")
        .when_full("No further permission set can be created, and packages that bring some may not install."),
    limit("CreateCustom", "Custom permission sets", Other, Count, Stock)
        .means("Permission sets created in the org itself; sent inside PermissionSets.")
        .when_full("No further permission set of the org's own can be created until one is deleted."),
    limit("PermissionTypes", "Permission types", Other, Count, Unknown)
        .means(
            "Not documented by Salesforce; listed by client libraries, perhaps an error for PermissionSets.",
        )
        .when_full("Not documented by Salesforce."),
    // Analytics
    limit("DailyAnalyticsDataflowJobExecutions", "Daily CRM Analytics dataflow runs", Other, Count, Daily)
        .means("Runs of CRM Analytics dataflow jobs in a day.")
        .when_full("Further dataflows do not run until the next day, so dashboards show old data."),
    limit(
        "ConcurrentEinsteinDataInsightsStoryCreation",
        "Concurrent Einstein data insights",
        Other,
        Count,
        Concurrent,
    )
    .means("Einstein Discovery data insights being created through the REST API at this moment.")
    .when_full("Further requests for data insights are refused until one in progress ends."),
    limit(
        "ConcurrentEinsteinDiscoveryStoryCreation",
        "Concurrent Einstein Discovery stories",
        Other,
        Count,
        Concurrent,
    )
    .means("Einstein Discovery stories being created through the REST API at this moment.")
    .when_full("Further requests for stories are refused until one in progress ends."),
    limit("DailyEinsteinDataInsightsStoryCreation", "Daily Einstein data insights", Other, Count, Daily)
        .means("Einstein Discovery data insights created through the REST API in a day.")
        .when_full("No further data insights can be created through the API until the next day."),
    limit("DailyEinsteinDiscoveryStoryCreation", "Daily Einstein Discovery stories", Other, Count, Daily)
        .means("Einstein Discovery stories created through the REST API in a day.")
        .when_full("No further stories can be created through the API until the next day."),
    limit(
        "MonthlyEinsteinDiscoveryStoryCreation",
        "Monthly Einstein Discovery stories",
        Other,
        Count,
        Monthly,
    )
    .means("Einstein Discovery stories created through the REST API in a month.")
    .when_full("No further stories can be created through the API until the next month."),
    limit(
        "DailyEinsteinDiscoveryPredictAPICalls",
        "Daily Einstein Discovery prediction calls",
        Other,
        Count,
        Daily,
    )
    .means("REST API requests for Einstein Discovery predictions in a day.")
    .when_full("Requests for predictions are refused until the next day."),
    limit(
        "DailyEinsteinDiscoveryPredictionsByCDC",
        "Daily Einstein Discovery predictions by CDC",
        Other,
        Count,
        Daily,
    )
    .means("Einstein Discovery predictions made in a day because Change Data Capture saw a record change.")
    .when_full("Changed records may keep their old predictions until the next day."),
    limit(
        "DailyEinsteinDiscoveryOptimizationJobRuns",
        "Daily Einstein Discovery optimization jobs",
        Other,
        Count,
        Daily,
    )
    .means("Einstein Discovery optimization jobs run in a day.")
    .when_full("No further optimization job runs until the next day."),
    // Data 360, once Data Cloud and CDP
    limit("CdpAiInferenceApiMonthlyLimit", "Monthly CDP AI inference calls", Other, Count, Monthly)
        .means(
            "Not documented by Salesforce; the name suggests AI inference calls of Data Cloud (CDP) in a \
             month.",
        )
        .when_full(
            "Not documented by Salesforce; AI inference calls are probably refused until the next month.",
        ),
    limit("DailyDataCloudCursorLimit", "Daily Data Cloud cursors", Other, Count, Daily)
        .means(
            "Not documented by Salesforce; the name suggests cursors over Data Cloud queries opened in a \
             day.",
        )
        .when_full("Not documented by Salesforce; code that opens a further cursor probably fails."),
    limit("DailyDataCloudCursorRowsLimit", "Daily Data Cloud cursor rows", Other, Count, Daily)
        .means("Not documented by Salesforce; the name suggests rows behind the Data Cloud cursors of a day.")
        .when_full("Not documented by Salesforce; code that opens a further cursor probably fails."),
    limit("DailyDataCloudFlexCredits", "Daily Data Cloud flex credits", Other, Count, Daily)
        .means("Not documented by Salesforce; the name suggests flex credits that Data Cloud used in a day.")
        .when_full("Not documented by Salesforce."),
];
