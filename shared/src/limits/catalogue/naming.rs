//! Descriptions by rule, for names that the table does not have.

use std::borrow::Cow;

use super::{Category, Description, Unit, Window};

/// Characters in a derived label, so that a hostile name cannot fill a page.
pub(super) const MAX_LABEL: usize = 80;

/// The first rule that shares a word with the name decides: the special areas stand before the API they use.
const CATEGORIES: [(Category, &[&str]); 6] = [
    (Category::Email, &["Email", "Emails", "Mail", "Mails"]),
    (Category::Storage, &["Storage"]),
    (Category::Events, &["Event", "Events", "Streaming", "Platform"]),
    (Category::Apex, &["Apex", "Async", "Flow", "Flows"]),
    (Category::Api, &["Api", "API", "APIs"]),
    (Category::Storage, &["File", "Files"]),
];

/// Words that a label does not write in small letters.
const PROPER: [(&str, &str); 9] = [
    ("Ai", "AI"),
    ("Api", "API"),
    ("Apex", "Apex"),
    ("Agentforce", "Agentforce"),
    ("Einstein", "Einstein"),
    ("Id", "ID"),
    ("Ids", "IDs"),
    ("Salesforce", "Salesforce"),
    ("Slack", "Slack"),
];

pub(super) fn describe(name: &str) -> Description {
    // Twice the label is enough to see that it must be cut.
    let name: String = name.chars().filter(|&c| !is_control(c)).take(2 * MAX_LABEL).collect();
    let words = words(&name);
    let unit = if name.ends_with("MB") { Unit::Mb } else { Unit::Count };
    Description {
        label: Cow::Owned(label(&words)),
        category: category(&words, unit),
        unit,
        window: window(&words),
        meaning: None,
        when_full: None,
        known: false,
    }
}

/// Also those that turn the direction of the text around them, or break its line.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Splits at spaces and underscores, and where [`starts_word`] sees a new word.
fn words(name: &str) -> Vec<&str> {
    name.split(|c: char| c.is_whitespace() || c == '_')
        .flat_map(split)
        .filter(|word| !word.is_empty())
        .collect()
}

fn split(part: &str) -> Vec<&str> {
    let (mut words, mut start) = (Vec::new(), 0);
    for (at, _) in part.char_indices() {
        if at > start && starts_word(&part[start..at], &part[at..]) {
            words.push(&part[start..at]);
            start = at;
        }
    }
    words.push(&part[start..]);
    words
}

/// Whether `rest` begins a new word after `word`: `Async|Apex`, `HTTP|Callouts|2GP`, `Bulk|V2|IDs`.
fn starts_word(word: &str, rest: &str) -> bool {
    let mut rest = rest.chars();
    let (Some(first), Some(last), Some(next)) = (word.chars().next(), word.chars().next_back(), rest.next())
    else {
        return false;
    };
    if next.is_uppercase() {
        let (after, beyond) = (rest.next(), rest.next());
        let plural = after == Some('s') && !beyond.is_some_and(char::is_lowercase);
        let acronym_goes_on = plural || !after.is_some_and(char::is_lowercase);
        // A number takes the acronym behind it (2GP); an acronym ends before a word in small letters.
        return !(acronym_goes_on && (last.is_uppercase() || first.is_ascii_digit()));
    }
    // A number stays with the capitals before it (V2, EC2).
    next.is_ascii_digit() && !last.is_ascii_digit() && word.chars().any(char::is_lowercase)
}

fn label(words: &[&str]) -> String {
    let words = match words {
        // The unit says it already.
        [words @ .., "MB"] if !words.is_empty() => words,
        words => words,
    };
    let mut label = String::new();
    for word in words {
        if label.is_empty() {
            label.push_str(&first_word(word));
        } else {
            label.push(' ');
            label.push_str(&inner_word(word));
        }
    }
    if label.is_empty() {
        return "Unnamed limit".to_owned();
    }
    if label.chars().count() > MAX_LABEL {
        label = label.chars().take(MAX_LABEL - 1).chain(['…']).collect();
    }
    label
}

fn first_word(word: &str) -> Cow<'_, str> {
    let mut chars = word.chars();
    match (proper(word), chars.next()) {
        (Some(proper), _) => Cow::Borrowed(proper),
        (None, Some(first)) if first.is_lowercase() => {
            Cow::Owned(first.to_uppercase().chain(chars).collect())
        }
        _ => Cow::Borrowed(word),
    }
}

fn inner_word(word: &str) -> Cow<'_, str> {
    let ordinary = word.chars().nth(1).is_some_and(char::is_lowercase);
    match proper(word) {
        Some(proper) => Cow::Borrowed(proper),
        None if ordinary => Cow::Owned(word.to_lowercase()),
        None => Cow::Borrowed(word),
    }
}

fn proper(word: &str) -> Option<&'static str> {
    PROPER.iter().find(|(written, _)| *written == word).map(|(_, proper)| *proper)
}

fn category(words: &[&str], unit: Unit) -> Category {
    let named = CATEGORIES.iter().find(|(_, marks)| words.iter().any(|word| marks.contains(word)));
    match named {
        Some((category, _)) => *category,
        None if unit == Unit::Mb && words.contains(&"Data") => Category::Storage,
        None => Category::Other,
    }
}

fn window(words: &[&str]) -> Window {
    let first = words.first().copied().and_then(period);
    let inside = || words.windows(2).filter(|pair| pair[1] == "Limit").find_map(|pair| period(pair[0]));
    first.or_else(inside).unwrap_or(Window::Unknown)
}

fn period(word: &str) -> Option<Window> {
    match word {
        "Daily" => Some(Window::Daily),
        "Hourly" => Some(Window::Hourly),
        "Monthly" => Some(Window::Monthly),
        "Concurrent" => Some(Window::Concurrent),
        _ => None,
    }
}
