//! Mail that leaves the org.

use super::Category::Email;
use super::Unit::Count;
use super::Window::Daily;
use super::{Entry, limit};

pub(super) const LIMITS: &[Entry] = &[
    limit("SingleEmail", "Daily single emails", Email, Count, Daily)
        .means(
            "Emails to external addresses by Apex and APIs in a day; in orgs since Spring '19 also by \
             alerts, flows and REST.",
        )
        .when_full("Emails to external addresses fail with SINGLE_EMAIL_LIMIT_EXCEEDED until the next day."),
    limit("MassEmail", "Daily mass emails", Email, Count, Daily)
        .means("Mass emails to external addresses sent by Apex and APIs in a day.")
        .when_full(
            "Mass emails to external addresses fail with MASS_MAIL_LIMIT_EXCEEDED until the next day.",
        ),
    limit("DailyWorkflowEmails", "Daily workflow emails", Email, Count, Daily)
        .means(
            "Emails in a day by email alerts of workflows, flows, processes, approvals and REST, each \
             recipient counted.",
        )
        .when_full(
            "Alert emails not sent that day are discarded for good; the other actions of a rule still run.",
        ),
    limit("DailyServiceEmailAgentforceCalls", "Daily Agentforce service email calls", Email, Count, Daily)
        .means(
            "Not documented by Salesforce; the name suggests calls to Agentforce for service emails in a \
             day.",
        )
        .when_full(
            "Not documented by Salesforce; service emails are probably left to people until the next day.",
        ),
];
