//! Exceptions and their stacks.

use serde_json::Value;

use super::message::MAX_MESSAGE;
use super::value::{cut, last, list, number, object, prose, text};
use crate::errors::event::{Exception, Frame};

/// How many exceptions are kept: the last ones, which were thrown.
const MAX_EXCEPTIONS: usize = 50;
/// How many frames of a stack are kept: the newest and, for what an endless recursion began with, some of the
/// oldest.
const NEWEST_FRAMES: usize = 80;
const OLDEST_FRAMES: usize = 20;
/// How many lines of source around a frame's own are kept, and how long a line may be.
const CONTEXT_LINES: usize = 5;
const MAX_LINE: usize = 256;
/// The longest name of a type or mechanism.
const MAX_TYPE: usize = 128;
/// The longest name of a file, module or function.
const MAX_NAME: usize = 255;

/// Reads the exceptions: a list, the `values` of an object, or a single one. The stack of a thread or of the
/// event itself stands in for one that the exceptions lack.
pub(super) fn exceptions(event: &Value, message: Option<&str>) -> Vec<Exception> {
    let given = event.get("exception");
    let single = given.filter(|given| given.is_object() && given.get("values").is_none());
    let given = single.map_or_else(|| list(given), std::slice::from_ref);
    let read = given.iter().filter_map(exception);
    let mut exceptions: Vec<_> = read.collect();
    exceptions.drain(..exceptions.len().saturating_sub(MAX_EXCEPTIONS));
    if exceptions.iter().all(|exception| exception.frames.is_empty()) {
        let frames = stray_frames(event);
        match exceptions.last_mut() {
            Some(thrown) => thrown.frames = frames,
            None if frames.is_empty() => {}
            // As the SDK for browsers sends a message with a stack.
            None => exceptions.push(Exception {
                value: message.map(str::to_owned),
                synthetic: true,
                frames,
                ..Exception::default()
            }),
        }
    }
    exceptions
}

/// `None` if it says nothing.
fn exception(value: &Value) -> Option<Exception> {
    let mechanism = value.get("mechanism");
    let of_mechanism = |key| mechanism.and_then(|mechanism| mechanism.get(key));
    let flag = |key| of_mechanism(key).and_then(Value::as_bool);
    let exception = Exception {
        kind: text(value.get("type"), MAX_TYPE),
        value: prose(value.get("value"), MAX_MESSAGE),
        module: text(value.get("module"), MAX_NAME),
        mechanism: text(of_mechanism("type"), MAX_TYPE),
        handled: flag("handled"),
        synthetic: flag("synthetic").unwrap_or_default(),
        frames: frames(value.get("stacktrace")),
    };
    let says_something =
        exception.kind.is_some() || exception.value.is_some() || !exception.frames.is_empty();
    says_something.then_some(exception)
}

/// The stack of the event, or of the thread that crashed, or else of the one that reports.
fn stray_frames(event: &Value) -> Vec<Frame> {
    let threads = list(event.get("threads"));
    let marked = |mark| threads.iter().find(|thread| thread.get(mark) == Some(&Value::Bool(true)));
    let stacks = [Some(event), marked("crashed"), marked("current")];
    let stacks = stacks.into_iter().flatten().map(|holder| frames(holder.get("stacktrace")));
    stacks.into_iter().find(|frames| !frames.is_empty()).unwrap_or_default()
}

fn frames(stacktrace: Option<&Value>) -> Vec<Frame> {
    let all = stacktrace.and_then(|stacktrace| stacktrace.get("frames")?.as_array());
    let all: Vec<_> = all.into_iter().flatten().filter(|frame| frame.is_object()).collect();
    let newest = last(&all, NEWEST_FRAMES);
    let older = all.len() - newest.len();
    let oldest = all.get(..older.min(OLDEST_FRAMES)).unwrap_or_default();
    oldest.iter().chain(newest).map(|value| frame(value)).collect()
}

fn frame(value: &Value) -> Frame {
    let name = |key| text(value.get(key), MAX_NAME);
    let lines = |key| value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let post_context = lines("post_context");
    Frame {
        filename: name("filename"),
        abs_path: name("abs_path"),
        module: name("module"),
        function: name("function"),
        lineno: number(value.get("lineno")),
        colno: number(value.get("colno")),
        in_app: value.get("in_app").and_then(Value::as_bool),
        pre_context: last(lines("pre_context"), CONTEXT_LINES).iter().map(line).collect(),
        context_line: value
            .get("context_line")
            .and_then(Value::as_str)
            .map(|line| cut(line, MAX_LINE).into()),
        post_context: post_context.iter().take(CONTEXT_LINES).map(line).collect(),
        vars: object(value.get("vars").cloned()),
    }
}

/// What is no text takes the place of a line, so that the others keep theirs.
fn line(value: &Value) -> String {
    cut(value.as_str().unwrap_or_default(), MAX_LINE).to_owned()
}
