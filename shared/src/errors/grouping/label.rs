//! What an error is called in lists.

use super::frames;
use crate::errors::event::Event;

const MAX_TITLE: usize = 200;
const MAX_CULPRIT: usize = 120;

/// One line that says what happened, such as "`TypeError`: x is undefined"; at most 200 characters.
pub fn title(event: &Event) -> String {
    let exception = event.exception();
    let kind = exception.and_then(|exception| line(exception.kind.as_deref()));
    let value = exception.and_then(|exception| line(exception.value.as_deref()));
    let message = || line(event.message.as_deref()).or_else(|| line(event.template.as_deref()));
    let title = match (kind, value) {
        (Some(kind), Some(value)) => Some(format!("{kind}: {value}")),
        (kind, value) => kind.or(value).or_else(message),
    };
    title.map_or_else(|| "(no message)".to_owned(), |title| shorten(&title, MAX_TITLE))
}

/// Where it happened: the route, page or job, else the function of the program's own that is nearest to it;
/// at most 120 characters.
pub fn culprit(event: &Event) -> Option<String> {
    let place = || {
        let frames = || event.exceptions.iter().rfind(|exception| !exception.frames.is_empty());
        let frames = frames()?.frames.iter().rev().filter(|frame| frames::is_own(frame));
        let place = frames.filter_map(|frame| frames::place(event, frame)).next()?;
        Some(match (place.function, place.module) {
            (Some(function), Some(module)) => format!("{function} in {module}"),
            (function, module) => function.or(module).unwrap_or_default(),
        })
    };
    let culprit = line(event.transaction.as_deref()).or_else(place)?;
    Some(shorten(&culprit, MAX_CULPRIT))
}

/// A text of at most so many characters, with an ellipsis where it was cut.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The first line that says something, with single spaces, as much of it as can be shown.
fn line(text: Option<&str>) -> Option<String> {
    let line = text?.lines().map(str::trim).find(|line| !line.is_empty())?;
    let words: Vec<&str> = line.split(|char: char| char.is_whitespace() || char.is_control()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).take(MAX_TITLE).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
