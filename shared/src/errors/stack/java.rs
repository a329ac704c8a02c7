//! What Java and Kotlin write: `\tat com.example.App.main(App.java:12)`.
//! <https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Throwable.html>

use super::chain::{self, Mark};
use super::class;
use super::frames::{MAX_LINE, Place, name};
use crate::errors::event::{Exception, Frame};

/// The packages of the platform and of the languages on it.
const LIBRARIES: [&str; 11] = [
    "java.",
    "javax.",
    "sun.",
    "jdk.",
    "com.sun.",
    "kotlin.",
    "kotlinx.",
    "scala.",
    "android.",
    "com.android.",
    "dalvik.",
];

pub(super) fn read(text: &str) -> Vec<Exception> {
    let mut exceptions = chain::read(text, mark);
    exceptions.iter_mut().for_each(class::divide);
    exceptions
}

fn mark(line: &str) -> Mark<'_> {
    let text = line.trim();
    if let Some(frame) = frame(text) {
        return Mark::Frame(frame);
    }
    if let Some(cause) = text.strip_prefix("Caused by: ") {
        return Mark::Cause(cause);
    }
    let thrown = text.strip_prefix("Exception in thread \"").and_then(|rest| rest.split_once("\" "));
    match thrown {
        Some((_, thrown)) => Mark::Thrown(thrown),
        None if text.starts_with("Suppressed: ") => Mark::Aside,
        None if text.starts_with("... ") && text.ends_with(" more") => Mark::Close,
        None => Mark::Other,
    }
}

fn frame(text: &str) -> Option<Frame> {
    if text.len() > MAX_LINE {
        return None;
    }
    let (call, rest) = text.strip_prefix("at ")?.split_once('(')?;
    // Loggers write the archive behind it.
    let (place, _) = rest.split_once(')')?;
    let (class, method) = without_module(call).rsplit_once('.')?;
    if class.is_empty() || method.is_empty() || class.contains(' ') || method.ends_with(' ') {
        return None;
    }
    let class = named_class(class);
    let mut frame = Frame { module: name(&class), function: name(method), ..Frame::default() };
    tell(&mut frame, place)?;
    frame.in_app = Some(!LIBRARIES.iter().any(|package| class.starts_with(package)));
    Some(frame)
}

/// The call without `java.base/` or `app//` before it.
fn without_module(call: &str) -> &str {
    match call.split_once('/') {
        // A hidden class has a slash and a number behind its name.
        Some((module, rest)) if !module.contains("$$") => rest.rsplit_once('/').map_or(
            rest,
            |(module, last)| {
                if module.contains("$$") { rest } else { last }
            },
        ),
        _ => call,
    }
}

/// The class without the number that the platform draws for each lambda.
fn named_class(class: &str) -> String {
    match class.split_once("$$Lambda") {
        Some((class, _)) => format!("{class}$$Lambda"),
        None => class.to_owned(),
    }
}

fn tell(frame: &mut Frame, place: &str) -> Option<()> {
    if place == "Native Method" || place.starts_with("Unknown Source") {
        return Some(());
    }
    let is_file = |path: &str| !path.is_empty() && !path.contains([' ', '/', '\\', ':', ',']);
    match Place::parse(place) {
        Some(at) if at.column.is_none() && is_file(at.path) => at.tell(frame),
        None if is_file(place) && place.contains('.') => frame.filename = name(place),
        _ => return None,
    }
    Some(())
}
