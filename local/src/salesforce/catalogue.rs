//! The limits an org reports: names, versions, sizes and how hard each is used, as tables.

use super::orgs::Story;

/// What the used figure of a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Window {
    /// The last 24 hours.
    Rolling,
    /// Since the full hour.
    Hour,
    /// Since midnight, GMT.
    Day,
    /// Since the first of the month until last midnight: such a figure is brought up to date once a day.
    Month,
    /// What happens at this moment.
    Concurrent,
    /// What has gathered over the years.
    Stock,
}

/// One limit of the catalogue.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) window: Window,
    /// The maximum in a small org, and in a large one.
    pub(crate) small: i64,
    pub(crate) large: i64,
    /// The part of the maximum that a busy org uses on an ordinary day.
    pub(crate) level: f64,
    /// The first and the last version that reports it.
    pub(crate) since: u16,
    pub(crate) until: u16,
}

const fn row(name: &'static str, window: Window, small: i64, large: i64, level: f64) -> Row {
    Row { name, window, small, large, level, since: 29, until: u16::MAX }
}

impl Row {
    const fn since(mut self, version: u16) -> Self {
        self.since = version;
        self
    }

    const fn until(mut self, version: u16) -> Self {
        self.until = version;
        self
    }
}

/// The maximum that means "no limit".
pub(crate) const UNLIMITED: i64 = 999_999_999;

use Window::{Concurrent, Day, Hour, Month, Rolling, Stock};

/// Every limit that an ordinary org reports.
pub(crate) const ROWS: &[Row] = &[
    row("ActiveScratchOrgs", Stock, 3, 40, 0.3),
    row("AnalyticsExternalDataSizeMB", Day, 40_960, 40_960, 0.02),
    row("CdpAiInferenceApiMonthlyLimit", Month, 0, 0, 0.0),
    row("ConcurrentAsyncGetReportInstances", Concurrent, 200, 200, 0.1),
    row("ConcurrentEinsteinDataInsightsStoryCreation", Concurrent, 5, 5, 0.1),
    row("ConcurrentEinsteinDiscoveryStoryCreation", Concurrent, 2, 2, 0.1),
    row("ConcurrentSyncReportRuns", Concurrent, 20, 20, 0.25),
    row("DailyAnalyticsDataflowJobExecutions", Day, 60, 60, 0.3),
    row("DailyAnalyticsUploadedFilesSizeMB", Day, 51_200, 51_200, 0.05),
    row("DailyApiRequests", Rolling, 15_000, 265_000, 0.5),
    row("DailyAsyncApexElasticExecutions", Rolling, 500_000, 500_000, 0.05).since(67),
    row("DailyAsyncApexExecutions", Rolling, 250_000, 250_000, 0.62),
    row("DailyAsyncApexProcessed", Rolling, 500_000, 500_000, 0.3).since(67),
    row("DailyAsyncApexTests", Rolling, 500, 500, 0.2).since(56),
    row("DailyBulkApiBatches", Rolling, 15_000, 15_000, 0.35).since(49),
    row("DailyBulkApiRequests", Rolling, 15_000, 15_000, 0.35).until(48),
    row("DailyBulkV2QueryFileStorageMB", Rolling, 976_562, 976_562, 0.12).since(47),
    row("DailyBulkV2QueryJobs", Rolling, 10_000, 10_000, 0.08).since(47),
    row("DailyDeliveredPlatformEvents", Rolling, 10_000, 50_000, 0.4),
    row("DailyDurableGenericStreamingApiEvents", Rolling, 10_000, 1_000_000, 0.01).since(37),
    row("DailyDurableStreamingApiEvents", Rolling, 10_000, 1_000_000, 0.03).since(37),
    row("DailyEinsteinDataInsightsStoryCreation", Day, 1_000, 1_000, 0.01),
    row("DailyEinsteinDiscoveryOptimizationJobRuns", Day, 25, 25, 0.1),
    row("DailyEinsteinDiscoveryPredictAPICalls", Day, 50_000, 50_000, 0.2),
    row("DailyEinsteinDiscoveryPredictionsByCDC", Day, 500_000, 5_000_000, 0.01),
    row("DailyEinsteinDiscoveryStoryCreation", Day, 100, 100, 0.05),
    row("DailyFunctionsApiCallLimit", Day, 235_000, 235_000, 0.0).since(53),
    row("DailyGenericStreamingApiEvents", Rolling, 10_000, 10_000, 0.02),
    row("DailyScratchOrgs", Rolling, 6, 80, 0.3),
    row("DailyStandardVolumePlatformEvents", Rolling, 10_000, 25_000, 0.15),
    row("DailyStreamingApiEvents", Rolling, 10_000, 200_000, 0.1),
    row("DailyWorkflowEmails", Day, 1_890, 390_000, 0.2),
    row("DataStorageMB", Stock, 209, 51_200, 0.87),
    row("DurableStreamingApiConcurrentClients", Concurrent, 20, 1_000, 0.05),
    row("FileStorageMB", Stock, 209, 614_400, 0.43),
    row("HourlyAsyncReportRuns", Hour, 1_200, 1_200, 0.2),
    row("HourlyDashboardRefreshes", Hour, 200, 200, 0.3),
    row("HourlyDashboardResults", Hour, 5_000, 5_000, 0.1),
    row("HourlyDashboardStatuses", Hour, UNLIMITED, UNLIMITED, 0.0),
    row("HourlyLongTermIdMapping", Hour, 100_000, 100_000, 0.0),
    row("HourlyManagedContentPublicRequests", Hour, 50_000, 50_000, 0.05),
    row("HourlyODataCallout", Hour, 10_000, 20_000, 0.01),
    row("HourlyPublishedPlatformEvents", Hour, 50_000, 250_000, 0.1),
    row("HourlyPublishedStandardVolumePlatformEvents", Hour, 1_000, 100_000, 0.05),
    row("HourlyShortTermIdMapping", Hour, 100_000, 100_000, 0.0),
    row("HourlySyncReportRuns", Hour, 500, 500, 0.35),
    row("HourlyTimeBasedWorkflow", Hour, 1_000, 1_000, 0.55),
    row("MassEmail", Day, 5_000, 5_000, 0.1),
    row("MaxContentDocumentsLimit", Stock, 30_000_000, 30_000_000, 0.12),
    row("MonthlyEinsteinDiscoveryStoryCreation", Month, 500, 500, 0.1),
    row("MonthlyPlatformEvents", Month, 300_000, 3_000_000, 0.6).until(47),
    row("MonthlyPlatformEventsUsageEntitlement", Month, 300_000, 3_000_000, 0.6).since(48),
    row("Package2VersionCreates", Day, 6, 6, 0.3),
    row("Package2VersionCreatesWithoutValidation", Day, 500, 500, 0.01),
    row("PermissionSets", Stock, 1_500, 1_500, 0.07).since(41),
    row("PlatformEventTriggersWithParallelProcessing", Stock, 5, 5, 0.2),
    row("PrivateConnectOutboundCalloutHourlyLimitMB", Hour, 0, 0, 0.0),
    row("ScheduledFlowRunLimit", Rolling, 250_000, 250_000, 0.02),
    row("SingleEmail", Day, 5_000, 5_000, 0.45),
    row("StreamingApiConcurrentClients", Concurrent, 20, 2_000, 0.05),
];

/// A limit that only the orgs of one story report, under a name that no list of known limits holds.
pub(crate) const EXTRA: &[(Story, Row)] =
    &[(Story::FillsUp, row("DailyReasoningEngineUnits", Rolling, 20_000, 20_000, 0.4))];

/// An entry inside another: the limit, the key, its maximum and level.
pub(crate) const NESTED: &[(&str, &str, i64, f64)] = &[
    ("DailyApiRequests", "Ant Migration Tool", 0, 0.0),
    ("DailyApiRequests", "Dataloader Bulk", 0, 0.0),
    ("DailyApiRequests", "Force.com IDE", 0, 0.0),
    ("DailyApiRequests", "LiveText for Salesforce (QA)", 250, 0.2),
    ("DailyApiRequests", "Warehouse Sync [v2.1]", 50_000, 0.7),
    ("DailyBulkApiRequests", "Dataloader Partner", 0, 0.0),
    ("DailyGenericStreamingApiEvents", "Workbench", 0, 0.0),
    ("DailyStreamingApiEvents", "Salesforce for Outlook", 0, 0.0),
    ("PermissionSets", "CreateCustom", 1_000, 0.1),
];

/// How one story differs from the catalogue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Change {
    Max(i64),
    Level(f64),
    /// Stands still at this remainder.
    Remaining(i64),
    /// Every second day uses more than the maximum.
    Heavy,
    /// Grows by this part of itself a day.
    Growth(f64),
    /// Not reported at all.
    Absent,
    /// Reported as an empty entry.
    Blank,
}

/// The differences, by story and name; a nested entry is named by its key.
pub(crate) const CHANGES: &[(Story, &str, Change)] = &[
    (Story::RunsOut, "DailyApiRequests", Change::Heavy),
    (Story::NoStorage, "DailyApiRequests", Change::Max(5_000_000)),
    (Story::NoStorage, "DataStorageMB", Change::Absent),
    (Story::NoStorage, "FileStorageMB", Change::Absent),
    (Story::NoStorage, "MonthlyPlatformEvents", Change::Absent),
    (Story::NoStorage, "MonthlyPlatformEventsUsageEntitlement", Change::Absent),
    (Story::Over, "DailyApiRequests", Change::Max(15_000)),
    (Story::Over, "DailyApiRequests", Change::Remaining(-12)),
    (Story::Over, "LiveText for Salesforce (QA)", Change::Remaining(233)),
    (Story::Over, "DailyAsyncApexProcessed", Change::Remaining(200_000)),
    (Story::Over, "DailyFunctionsApiCallLimit", Change::Blank),
    (Story::Over, "MonthlyPlatformEvents", Change::Max(300_000)),
    (Story::Over, "MonthlyPlatformEvents", Change::Remaining(-1_500)),
    (Story::Over, "MonthlyPlatformEventsUsageEntitlement", Change::Max(300_000)),
    (Story::Over, "MonthlyPlatformEventsUsageEntitlement", Change::Remaining(-1_500)),
    (Story::FillsUp, "DataStorageMB", Change::Level(0.93)),
    (Story::FillsUp, "DataStorageMB", Change::Growth(0.004)),
    (Story::FillsUp, "FileStorageMB", Change::Level(0.78)),
    (Story::FillsUp, "FileStorageMB", Change::Growth(0.006)),
    (Story::FillsUp, "MonthlyPlatformEvents", Change::Level(1.2)),
    (Story::FillsUp, "MonthlyPlatformEventsUsageEntitlement", Change::Level(1.2)),
];

/// How busy a story is as a whole, against the levels of the catalogue.
pub(crate) fn pace(story: Story) -> f64 {
    match story {
        Story::Quiet => 0.04,
        Story::NoStorage => 0.5,
        Story::Over => 0.7,
        Story::RunsOut | Story::FillsUp => 1.0,
    }
}
