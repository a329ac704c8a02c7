//! The shape of an incoming webhook of Slack: Block Kit, with a text for notifications.
//!
//! <https://docs.slack.dev/reference/block-kit/blocks> has the bounds: 50 blocks, 150 characters of a header,
//! 3000 of a section.

use serde_json::{Value, json};

use super::{Level, Lines, Notice, Org, words};

const MAX_HEADER: usize = 150;
const MAX_SECTION: usize = 3000;

/// A notice for Slack. `url` leads to the org's page.
pub fn slack(notice: &Notice, org: &Org, url: &str) -> Value {
    let title = words::title(org);
    let summary = words::subject(notice, &title);
    let lines = Lines::of(notice, &title);
    let mut blocks = vec![
        json!({ "type": "header", "text": { "type": "plain_text", "text": cut(&summary, MAX_HEADER) } }),
    ];
    for (level, line) in &lines.alerts {
        blocks.push(section(&format!("{} {}", mark(*level), escaped(line))));
    }
    blocks.extend(lines.more.as_deref().map(section));
    if !lines.closed.is_empty() {
        blocks.push(section(&escaped(&format!("Over:\n{}", lines.closed.join("\n")))));
    }
    blocks.push(section(&format!("<{}|Open in Force Monitor>", escaped(url).replace('|', "%7C"))));
    json!({ "text": escaped(&cut(&summary, MAX_SECTION)), "blocks": blocks })
}

/// A text and nothing else.
pub(super) fn plain(text: &str) -> Value {
    json!({ "text": escaped(&cut(text, MAX_SECTION)) })
}

/// `verbatim` keeps Slack from making links and mentions of what looks like some.
fn section(text: &str) -> Value {
    let text = json!({ "type": "mrkdwn", "text": cut(text, MAX_SECTION), "verbatim": true });
    json!({ "type": "section", "text": text })
}

fn mark(level: Level) -> &'static str {
    match level {
        Level::Critical => ":red_circle:",
        Level::Warning => ":large_yellow_circle:",
    }
}

/// The three characters that begin something in Slack's texts.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
