//! Calls into and out of the org: the APIs, reports by API, external data and external services.

use super::Category::Api;
use super::Unit::{Count, Mb};
use super::Window::{Concurrent, Daily, Hourly, Rolling24h, Stock};
use super::{Entry, limit};

pub(super) const LIMITS: &[Entry] = &[
    limit("DailyApiRequests", "Daily API requests", Api, Count, Rolling24h)
        .means(
            "REST, SOAP and Bulk API calls to the whole org in the last 24 hours, by all users and \
             integrations.",
        )
        .when_full(
            "Calls by any user or integration can be refused with REQUEST_LIMIT_EXCEEDED until the last \
             24 hours hold fewer.",
        ),
    limit("DailyFunctionsApiCallLimit", "Daily Functions API calls", Api, Count, Daily)
        .means(
            "API calls in a day in an org that has Salesforce Functions, a product retired in January 2025.",
        )
        .when_full("Functions may be unable to call the org until the next day."),
    limit(
        "DailyMetadataRetrievesWithDependencies",
        "Daily metadata retrieves with dependencies",
        Api,
        Count,
        Daily,
    )
    .means("Metadata API retrieves in a day that ask for dependent components (rootTypesWithDependencies).")
    .when_full(
        "Retrieves with dependencies are refused until the next day; other retrieves do not count here.",
    ),
    // Bulk APIs
    limit("DailyBulkApiBatches", "Daily Bulk API batches", Api, Count, Rolling24h)
        .means("Batches in the last 24 hours: loads and queries of Bulk API, loads only of Bulk API 2.0.")
        .when_full("Data loads through both Bulk APIs stop until older batches leave the last 24 hours."),
    limit("DailyBulkApiRequests", "Daily Bulk API batches (old name)", Api, Count, Rolling24h)
        .means(
            "Batches of the Bulk APIs in the last 24 hours; called DailyBulkApiBatches since API version \
             49.0.",
        )
        .when_full("Data loads through both Bulk APIs stop until older batches leave the last 24 hours."),
    limit("DailyBulkV2IngestJobs", "Daily Bulk API 2.0 ingest jobs", Api, Count, Daily)
        .means("Not documented by Salesforce; the name suggests Bulk API 2.0 load jobs created in a day.")
        .when_full("Not documented by Salesforce; further Bulk API 2.0 load jobs are probably refused."),
    limit("DailyBulkV2QueryFileStorageMB", "Daily Bulk API 2.0 query results", Api, Mb, Rolling24h)
        .means("Size of the results that Bulk API 2.0 query jobs produced in the last 24 hours.")
        .when_full("Bulk API 2.0 exports get no further results until older ones leave the last 24 hours."),
    limit("DailyBulkV2QueryJobs", "Daily Bulk API 2.0 query jobs", Api, Count, Rolling24h)
        .means("Query jobs created through Bulk API 2.0 in the last 24 hours.")
        .when_full("Exports cannot create Bulk API 2.0 query jobs until older ones leave the last 24 hours."),
    // Reports and dashboards by REST
    limit("ConcurrentAsyncGetReportInstances", "Concurrent report result reads", Api, Count, Concurrent)
        .means("REST requests for the results of asynchronous report runs that are open at this moment.")
        .when_full("Further requests for report results are refused until an open one ends."),
    limit("ConcurrentSyncReportRuns", "Concurrent synchronous report runs", Api, Count, Concurrent)
        .means("Synchronous report runs through the REST API that are open at this moment.")
        .when_full("Further synchronous report runs through the API are refused until an open one ends."),
    limit("HourlyAsyncReportRuns", "Hourly asynchronous report runs", Api, Count, Hourly)
        .means("Asynchronous report runs started through the REST API in an hour.")
        .when_full("Integrations cannot start asynchronous report runs until the hour has passed."),
    limit("HourlySyncReportRuns", "Hourly synchronous report runs", Api, Count, Hourly)
        .means("Synchronous report runs through the REST API in an hour.")
        .when_full("Integrations cannot run reports synchronously until the hour has passed."),
    limit("HourlyDashboardRefreshes", "Hourly dashboard refreshes", Api, Count, Hourly)
        .means("Dashboard refreshes requested through the REST API in an hour.")
        .when_full("Integrations cannot refresh dashboards until the hour has passed."),
    limit("HourlyDashboardResults", "Hourly dashboard result requests", Api, Count, Hourly)
        .means("REST API requests for dashboard results in an hour.")
        .when_full("Integrations cannot read dashboard results until the hour has passed."),
    limit("HourlyDashboardStatuses", "Hourly dashboard status requests", Api, Count, Hourly)
        .means(
            "REST API requests for the status of dashboards in an hour; often sent as 999999999, without a \
             bound.",
        )
        .when_full("Integrations cannot ask for the status of dashboards until the hour has passed."),
    limit("HourlyElevateAsyncReportRuns", "Hourly Elevate asynchronous report runs", Api, Count, Hourly)
        .means(
            "Not documented by Salesforce; the name suggests asynchronous report runs for Elevate in an \
             hour.",
        )
        .when_full(
            "Not documented by Salesforce; such report runs are probably refused until the hour has passed.",
        ),
    limit("HourlyElevateSyncReportRuns", "Hourly Elevate synchronous report runs", Api, Count, Hourly)
        .means(
            "Not documented by Salesforce; the name suggests synchronous report runs for Elevate in an hour.",
        )
        .when_full(
            "Not documented by Salesforce; such report runs are probably refused until the hour has passed.",
        ),
    // Data outside the org
    limit("HourlyODataCallout", "Hourly OData callouts", Api, Count, Hourly)
        .means("Callouts of Salesforce Connect to OData sources in an hour.")
        .when_full("Users and code that open external objects of OData sources get rate limit errors."),
    limit("HourlyLongTermIdMapping", "Hourly new external IDs (long-term)", Api, Count, Hourly)
        .means(
            "External records that got a Salesforce ID in an hour by being shown, in a list view for \
             example.",
        )
        .when_full("External records that were never shown before may not open until the hour has passed."),
    limit("HourlyShortTermIdMapping", "Hourly new external IDs (short-term)", Api, Count, Hourly)
        .means("External records that got a Salesforce ID in an hour by being found in a search.")
        .when_full(
            "Searches may leave out external records that were never found before until the hour has passed.",
        ),
    limit("HourlyManagedContentPublicRequests", "Hourly public CMS content requests", Api, Count, Hourly)
        .means("Not documented by Salesforce; the name suggests requests for public CMS content in an hour.")
        .when_full("Not documented by Salesforce; sites that show CMS content may get errors instead."),
    limit(
        "PrivateConnectOutboundCalloutHourlyLimitMB",
        "Hourly Private Connect outbound data",
        Api,
        Mb,
        Hourly,
    )
    .means("Data transferred in an hour over outbound private connections (Private Connect).")
    .when_full("Callouts over private connections may fail until the hour has passed."),
    limit("ExternalServicesRegistrations", "External service registrations", Api, Count, Stock)
        .means("External services registered in the org.")
        .when_full("No further external service can be registered until one is removed."),
    limit("ExternalServicesOperations", "External service operations", Api, Count, Stock)
        .means("Operations of all registered external services, active and inactive.")
        .when_full("Services that bring more operations cannot be registered until some are removed."),
    limit("ExternalServicesActiveOperations", "Active external service operations", Api, Count, Stock)
        .means("Operations of registered external services that are active.")
        .when_full("No further operation can be made active until others are removed or made inactive."),
    limit("ExternalServicesObjects", "External service objects", Api, Count, Stock)
        .means("Objects of all registered external services, active and inactive.")
        .when_full("Services that bring more objects cannot be registered until some are removed."),
    limit("ExternalServicesActiveObjects", "Active external service objects", Api, Count, Stock)
        .means("Objects of registered external services that are active.")
        .when_full("No further object can be made active until others are removed or made inactive."),
    limit("ExternalServicesObjectProperties", "External service object properties", Api, Count, Stock)
        .means("Properties of the objects of all registered external services.")
        .when_full("Services that bring more object properties cannot be registered until some are removed."),
];
