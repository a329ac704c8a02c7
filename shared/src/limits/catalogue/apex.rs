//! Asynchronous Apex and scheduled automation.

use super::Category::Apex;
use super::Unit::Count;
use super::Window::{Daily, Hourly, Rolling24h};
use super::{Entry, limit};

pub(super) const LIMITS: &[Entry] = &[
    limit("DailyAsyncApexExecutions", "Daily async Apex executions", Apex, Count, Rolling24h)
        .means("Batch, future, queueable and scheduled Apex executions in the last 24 hours.")
        .when_full("Async Apex fails with a limit error, so jobs and the integrations built on them stop."),
    limit("DailyAsyncApexElasticExecutions", "Daily elastic async Apex executions", Apex, Count, Rolling24h)
        .means(
            "Beta; async Apex jobs accepted in the last 24 hours, counting those above the daily limit that \
             run slower.",
        )
        .when_full(
            "The leeway above the daily limit is gone: further queueable and future jobs are refused.",
        ),
    limit("DailyAsyncApexProcessed", "Daily async Apex processed", Apex, Count, Rolling24h)
        .means("Beta; async Apex jobs processed in the last 24 hours, measured against the elastic limit.")
        .when_full("The leeway above the daily limit is gone: further async Apex jobs may be refused."),
    limit("DailyAsyncApexTests", "Daily async Apex tests", Apex, Count, Rolling24h)
        .means("Apex test executions started asynchronously in the last 24 hours.")
        .when_full("No further asynchronous test runs start until older ones leave the last 24 hours."),
    // Cursors
    limit("DailyApexCursorLimit", "Daily Apex cursors", Apex, Count, Daily)
        .means("Cursors over query results that Apex opened in a day.")
        .when_full("Apex that opens a further cursor fails until the day's count allows it again."),
    limit("DailyApexPCursorLimit", "Daily Apex pagination cursors", Apex, Count, Daily)
        .means("Pagination cursors, the kind made for lists on screen, that Apex opened in a day.")
        .when_full("Pages that open a further pagination cursor fail until the day's count allows it again."),
    limit("DailyApexCursorRowsLimit", "Daily Apex cursor rows", Apex, Count, Daily)
        .means("Rows behind all Apex cursors of a day; ordinary and pagination cursors share it.")
        .when_full("Apex that opens a further cursor fails until the day's count allows it again."),
    // Scheduled automation
    limit("HourlyTimeBasedWorkflow", "Hourly time-based workflow", Apex, Count, Hourly)
        .means("Time triggers of workflow rules processed in an hour.")
        .when_full(
            "Nothing is lost: further time triggers wait for the next hour, so their actions run late.",
        ),
    limit("ScheduledFlowRunLimit", "Daily scheduled flow runs", Apex, Count, Daily)
        .means(
            "Runs of schedule-triggered flows in 24 hours; each record that a flow's query finds is one run.",
        )
        .when_full("The remaining records are not processed and Salesforce sends a flow error email."),
    limit("ScheduledPathRunLimit", "Daily scheduled path runs", Apex, Count, Daily)
        .means("Runs of the scheduled paths of record-triggered flows in 24 hours.")
        .when_full("Not documented by Salesforce; further scheduled paths probably run late or not at all."),
];
