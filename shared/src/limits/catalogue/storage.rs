//! Records, files and uploads.

use super::Category::Storage;
use super::Unit::{Count, Mb};
use super::Window::{Daily, Rolling24h, Stock};
use super::{Entry, limit};

pub(super) const LIMITS: &[Entry] = &[
    limit("DataStorageMB", "Data storage", Storage, Mb, Stock)
        .means("Space taken by records: accounts, contacts, cases, tasks, custom objects and so on.")
        .when_full(
            "New records fail with STORAGE_LIMIT_EXCEEDED for users, imports, APIs and code; some orgs get \
             leeway first.",
        ),
    limit("FileStorageMB", "File storage", Storage, Mb, Stock)
        .means("Space taken by files, attachments, documents and user photos, all versions included.")
        .when_full(
            "Users, integrations and email cannot add files or attachments; some orgs get leeway first.",
        ),
    // Files
    limit("MaxContentDocumentsLimit", "Files in the org", Storage, Count, Stock)
        .means("Files (ContentDocument records) that exist in the org.")
        .when_full("No further file can be added until some are deleted."),
    limit("ContentPublicationLimit", "Daily files and versions added", Storage, Count, Daily)
        .means("New files and new versions of files in 24 hours.")
        .when_full("New files and versions are refused until the 24 hours have passed."),
    limit("ContentDistBandwidthLimitMB", "Content delivery bandwidth", Storage, Mb, Rolling24h)
        .means("Data served through content deliveries and public links to files in the last 24 hours.")
        .when_full(
            "Public links may stop serving files and images until older traffic leaves the last 24 hours.",
        ),
    limit("ContentDistViewLimit", "Content delivery views", Storage, Count, Rolling24h)
        .means("Views of content deliveries and public links to files in the last 24 hours.")
        .when_full(
            "Public links may stop serving files and images until older views leave the last 24 hours.",
        ),
    // Uploads to CRM Analytics
    limit("AnalyticsExternalDataSizeMB", "Daily CRM Analytics external data", Storage, Mb, Daily)
        .means("External data uploaded to CRM Analytics through the REST API in a day.")
        .when_full("Further uploads of external data fail until the next day, so the datasets stay old."),
    limit("DailyAnalyticsUploadedFilesSizeMB", "Daily CRM Analytics file uploads", Storage, Mb, Daily)
        .means("Size of all files uploaded to CRM Analytics in a day.")
        .when_full("Further file uploads to CRM Analytics fail until the next day."),
];
