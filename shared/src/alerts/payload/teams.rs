//! The shape that the Teams workflow "When a webhook request is received" posts: a message with one Adaptive
//! Card 1.4.
//!
//! A `TextBlock` reads Markdown, links among it, so every text is a `TextRun`, which reads none
//! (<https://adaptivecards.io/explorer/TextRun.html>). Teams takes cards up to 28 KB.

use serde_json::{Value, json};

use super::{Level, Lines, Notice, Org, words};

/// A notice for Microsoft Teams. `url` leads to the org's page.
pub fn teams(notice: &Notice, org: &Org, url: &str) -> Value {
    let title = words::title(org);
    let summary = words::subject(notice, &title);
    let lines = Lines::of(notice, &title);
    let alert = |(level, line): &(Level, String)| text(line, json!({ "color": colour(*level) }));
    let mut body: Vec<_> = lines.alerts.iter().map(alert).collect();
    body.extend(lines.more.iter().map(|more| text(more, json!({}))));
    if !lines.closed.is_empty() {
        body.push(text("Over:", json!({ "weight": "bolder" })));
        body.extend(lines.closed.iter().map(|line| text(line, json!({ "isSubtle": true }))));
    }
    card(&summary, &body, url)
}

/// A message of one card with these paragraphs below its summary.
pub(super) fn card(summary: &str, paragraphs: &[Value], url: &str) -> Value {
    let mut body = vec![text(summary, json!({ "weight": "bolder", "size": "large" }))];
    body.extend_from_slice(paragraphs);
    let card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": summary,
        "body": body,
        "actions": [{ "type": "Action.OpenUrl", "title": "Open in Force Monitor", "url": url }],
    });
    let attachment = json!({
        "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null, "content": card,
    });
    json!({ "type": "message", "attachments": [attachment] })
}

/// One paragraph in this style.
fn text(text: &str, style: Value) -> Value {
    let mut run = style;
    run["type"] = "TextRun".into();
    run["text"] = text.into();
    json!({ "type": "RichTextBlock", "inlines": [run] })
}

fn colour(level: Level) -> &'static str {
    match level {
        Level::Critical => "attention",
        Level::Warning => "warning",
    }
}
