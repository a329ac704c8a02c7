//! Where an exception was thrown: the frames nearest to it, without what changes from build to build.

use std::fmt;

use super::{files, functions};
use crate::errors::event::{Event, Exception, Frame};

/// A frame, as far as it is the same in every build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The module, or else the name of the file.
    pub(super) module: Option<String>,
    /// The function, if its name was written by a person.
    pub(super) function: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.module, &self.function) {
            (Some(module), Some(function)) => write!(f, "{module} {function}"),
            (module, function) => f.write_str(module.as_deref().or(function.as_deref()).unwrap_or_default()),
        }
    }
}

/// The frames of the program's own that are nearest to the throw, or of any code if none of them is its own.
/// A function that calls itself counts once, however deep it went.
pub(super) fn top(event: &Event, exception: &Exception, count: usize) -> Vec<Place> {
    let has_own = exception.frames.iter().any(is_own);
    let frames = exception.frames.iter().rev().filter(|frame| !has_own || is_own(frame));
    let mut places: Vec<Place> = Vec::new();
    for place in frames.filter_map(|frame| place(event, frame)) {
        if places.last() != Some(&place) {
            if places.len() == count {
                break;
            }
            places.push(place);
        }
    }
    places
}

/// What was thrown, if a person named it. Minified classes are named anew by every build.
pub(super) fn kind(event: &Event, exception: &Exception) -> Option<String> {
    let kind = exception.kind.as_deref().map(str::trim).filter(|kind| !kind.is_empty())?;
    let minified = is_javascript(event, exception.frames.last()) && functions::is_minified(kind);
    (!minified).then(|| kind.to_owned())
}

/// Where a frame is, for people and for keys.
pub(super) fn place(event: &Event, frame: &Frame) -> Option<Place> {
    let javascript = is_javascript(event, Some(frame));
    let function = frame.function.as_deref().and_then(|name| functions::stable(name, javascript));
    let module = frame.module.as_deref().and_then(|module| files::module(module, javascript));
    let module = module.or_else(|| {
        let paths = [&frame.filename, &frame.abs_path];
        paths.into_iter().flatten().find_map(|path| files::name(path, javascript))
    });
    // That something happened in `main.js` says nothing without the function.
    let module = module.filter(|module| function.is_some() || !(javascript && files::is_bundle(module)));
    (module.is_some() || function.is_some()).then_some(Place { module, function })
}

/// Whether a frame is the program's own, or may be.
pub(super) fn is_own(frame: &Frame) -> bool {
    frame.in_app != Some(false) && !is_rusts(frame)
}

/// Whether a frame is of Rust's libraries. Sentry's SDK takes its own hook, which every panic passes, and
/// everything generic for the program's own.
fn is_rusts(frame: &Frame) -> bool {
    let path = frame.abs_path.as_deref().unwrap_or_default();
    let function = frame.function.as_deref().unwrap_or_default().trim_start_matches('<');
    path.starts_with("/rustc/")
        || path.contains("cargo/registry/src/")
        || ["sentry_panic::", "__rustc::"].iter().any(|prefix| function.starts_with(prefix))
}

fn is_javascript(event: &Event, frame: Option<&Frame>) -> bool {
    let platform = event.platform.as_deref().unwrap_or_default();
    let paths = frame.map(|frame| [&frame.filename, &frame.abs_path]);
    let is_script = |path: &String| files::is_script(path);
    ["javascript", "node"].iter().any(|name| platform.starts_with(name))
        || paths.is_some_and(|paths| paths.into_iter().flatten().any(is_script))
}
