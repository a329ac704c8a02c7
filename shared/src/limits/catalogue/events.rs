//! Platform events, change events and streaming.

use super::Category::Events;
use super::Unit::Count;
use super::Window::{Concurrent, Hourly, Monthly, Rolling24h, Stock, Unknown};
use super::{Entry, limit};

pub(super) const LIMITS: &[Entry] = &[
    // Publishing
    limit("HourlyPublishedPlatformEvents", "Hourly published platform events", Events, Count, Hourly)
        .means("High-volume platform events published in an hour by Apex, APIs, flows and processes.")
        .when_full(
            "Publishing fails with LIMIT_EXCEEDED; the publisher has to send those events again later.",
        ),
    limit(
        "HourlyPublishedStandardVolumePlatformEvents",
        "Hourly published standard-volume events",
        Events,
        Count,
        Hourly,
    )
    .means("Standard-volume platform events published in an hour; this older kind can no longer be defined.")
    .when_full("Publishing fails with LIMIT_EXCEEDED; the publisher has to send those events again later."),
    // The window of the next two is 30 minutes, for which there is no word here.
    limit("PublishCallbackUsageInApex", "Apex publish callbacks (bytes)", Events, Count, Unknown)
        .means("Size in bytes of the Apex publish callbacks that were used in the last 30 minutes.")
        .when_full("Apex cannot publish events with a callback until older ones leave the last 30 minutes."),
    limit(
        "PublishCallbacksUsageInApex",
        "Apex publish callbacks (bytes, other name)",
        Events,
        Count,
        Unknown,
    )
    .means("Not documented by Salesforce under this name; most likely PublishCallbackUsageInApex.")
    .when_full("Not documented by Salesforce; publishing events with a callback from Apex probably fails."),
    // Delivery of platform and change events
    limit("DailyDeliveredPlatformEvents", "Daily delivered platform events", Events, Count, Rolling24h)
        .means(
            "Platform and change events delivered to API clients, empApi and event relays in the last 24 \
             hours.",
        )
        .when_full(
            "Those subscribers get errors instead of events; missed events can be replayed for 72 hours.",
        ),
    limit(
        "DailyStandardVolumePlatformEvents",
        "Daily delivered standard-volume events",
        Events,
        Count,
        Rolling24h,
    )
    .means("Standard-volume platform events delivered to CometD clients in the last 24 hours.")
    .when_full("CometD clients get error 403 instead of events; missed events can be replayed for 24 hours."),
    limit(
        "MonthlyPlatformEventsUsageEntitlement",
        "Monthly platform event entitlement",
        Events,
        Count,
        Monthly,
    )
    .means("Events delivered in the contract month to API clients, empApi and relays, with the event add-on.")
    .when_full(
        "The add-on lets you go some way over it, so the remainder can turn negative; ask Salesforce for \
         more.",
    ),
    limit("MonthlyPlatformEvents", "Monthly platform events (old name)", Events, Count, Monthly)
        .means(
            "Events delivered in the calendar month with the add-on; the entitlement's name up to API \
             version 47.0.",
        )
        .when_full(
            "The add-on lets you go some way over it, so the remainder can turn negative; ask Salesforce \
             for more.",
        ),
    limit(
        "PlatformEventTriggersWithParallelProcessing",
        "Parallel platform event triggers",
        Events,
        Count,
        Stock,
    )
    .means("Apex triggers on platform events that are configured for parallel subscriptions.")
    .when_full("No further trigger can be configured for parallel subscriptions."),
    // Streaming API
    limit("DailyDurableStreamingApiEvents", "Daily PushTopic events", Events, Count, Rolling24h)
        .means(
            "PushTopic events delivered to all CometD clients in the last 24 hours (API version 37.0 and \
             later).",
        )
        .when_full(
            "CometD clients get error 403 instead of events; missed events can be replayed for 24 hours.",
        ),
    limit("DailyStreamingApiEvents", "Daily PushTopic events (old API)", Events, Count, Rolling24h)
        .means(
            "PushTopic events delivered to all CometD clients in the last 24 hours (API version 36.0 and \
             earlier).",
        )
        .when_full(
            "CometD clients get error 403 instead of events; clients this old cannot replay missed ones.",
        ),
    limit("DailyDurableGenericStreamingApiEvents", "Daily generic events", Events, Count, Rolling24h)
        .means(
            "Generic events delivered to all CometD clients in the last 24 hours (API version 37.0 and \
             later).",
        )
        .when_full(
            "CometD clients get error 403 instead of events; missed events can be replayed for 24 hours.",
        ),
    limit("DailyGenericStreamingApiEvents", "Daily generic events (old API)", Events, Count, Rolling24h)
        .means(
            "Generic events delivered to all CometD clients in the last 24 hours (API version 36.0 and \
             earlier).",
        )
        .when_full(
            "CometD clients get error 403 instead of events; clients this old cannot replay missed ones.",
        ),
    limit("DurableStreamingApiConcurrentClients", "Concurrent streaming clients", Events, Count, Concurrent)
        .means(
            "CometD clients connected at this moment, all channels and event types (API version 37.0 and \
             later).",
        )
        .when_full("A further client gets error 403 and cannot subscribe until another one disconnects."),
    limit(
        "StreamingApiConcurrentClients",
        "Concurrent streaming clients (old API)",
        Events,
        Count,
        Concurrent,
    )
    .means(
        "CometD clients connected at this moment, all channels and event types (API version 36.0 and \
             earlier).",
    )
    .when_full("A further client gets error 403 and cannot subscribe until another one disconnects."),
];
