//! Every place in an event where a text may stand.

use serde_json::{Map, Value, json};

use super::super::super::event::{Breadcrumb, Event, Exception, Frame, User};
use super::corpus::Place;

type Position = (&'static str, fn(&mut Event, String));

/// Where free text stands.
pub(super) const PROSE: [Position; 42] = [
    ("message", |event, text| event.message = Some(text)),
    ("template", |event, text| event.template = Some(text)),
    ("stack", |event, text| event.stack = Some(text)),
    ("logger", |event, text| event.logger = Some(text)),
    ("server name", |event, text| event.server_name = Some(text)),
    ("fingerprint", |event, text| event.fingerprint = vec!["{{ default }}".to_owned(), text]),
    ("exception value", |event, text| exception(event).value = Some(text)),
    ("context line", |event, text| frame(event).context_line = Some(text)),
    ("pre context", |event, text| frame(event).pre_context = vec!["x".to_owned(), text]),
    ("post context", |event, text| frame(event).post_context = vec![text]),
    ("vars", |event, text| put(&mut frame(event).vars, text.into())),
    ("vars key", |event, text| drop(frame(event).vars.insert(text, 1.into()))),
    ("vars nested", |event, text| put(&mut frame(event).vars, json!({"a": [1, {"b": text}]}))),
    ("vars printed", |event, text| put(&mut frame(event).vars, format!("<Form {text}>").into())),
    ("breadcrumb message", |event, text| breadcrumb(event).message = Some(text)),
    ("breadcrumb category", |event, text| breadcrumb(event).category = Some(text)),
    ("breadcrumb type", |event, text| breadcrumb(event).kind = Some(text)),
    ("breadcrumb data", |event, text| put(&mut breadcrumb(event).data, text.into())),
    ("breadcrumb data key", |event, text| drop(breadcrumb(event).data.insert(text, 1.into()))),
    ("breadcrumb arguments", |event, text| put(&mut breadcrumb(event).data, json!([text, "b"]))),
    ("tag", |event, text| drop(event.tags.insert("x".to_owned(), text))),
    ("tag key", |event, text| drop(event.tags.insert(text, "x".to_owned()))),
    ("extra", |event, text| put(&mut event.extra, text.into())),
    ("extra key", |event, text| drop(event.extra.insert(text, 1.into()))),
    ("extra list", |event, text| put(&mut event.extra, json!(["a", [text]]))),
    ("extra nested", |event, text| put(&mut event.extra, json!({"a": {"b": {"c": text}}}))),
    ("extra nested key", |event, text| put(&mut event.extra, json!({"a": {text: 1}}))),
    ("extra JSON", |event, text| put(&mut event.extra, printed(&text).into())),
    ("extra JSON twice", |event, text| put(&mut event.extra, printed(&printed(&text)).into())),
    ("context", |event, text| put(&mut event.contexts, json!({"type": "x", "name": text}))),
    ("context nested", |event, text| put(&mut event.contexts, json!({"a": {"b": [text]}}))),
    ("request URL", |event, text| request(event, "url", format!("https://x.test/a?b={text}").into())),
    ("request query", |event, text| request(event, "query_string", format!("a={text}").into())),
    ("request query pairs", |event, text| request(event, "query_string", json!([["a", text]]))),
    ("request headers", |event, text| request(event, "headers", json!({"Referer": text}))),
    ("request header pairs", |event, text| request(event, "headers", json!([["Referer", text]]))),
    ("request data", |event, text| request(event, "data", json!({"a": text}))),
    ("request data text", |event, text| request(event, "data", printed(&text).into())),
    ("request cookies", |event, text| request(event, "cookies", json!({"a": text}))),
    ("request environment", |event, text| request(event, "env", json!({"A": text}))),
    ("user id", |event, text| user(event).id = Some(text)),
    ("user name", |event, text| user(event).username = Some(text)),
];

/// Where routes stand.
pub(super) const ROUTES: [Position; 1] = [("transaction", |event, text| event.transaction = Some(text))];

/// Where names stand.
pub(super) const NAMES: [Position; 12] = [
    ("filename", |event, text| frame(event).filename = Some(text)),
    ("path", |event, text| frame(event).abs_path = Some(text)),
    ("module", |event, text| frame(event).module = Some(text)),
    ("function", |event, text| frame(event).function = Some(text)),
    ("exception type", |event, text| exception(event).kind = Some(text)),
    ("exception module", |event, text| exception(event).module = Some(text)),
    ("exception mechanism", |event, text| exception(event).mechanism = Some(text)),
    ("release", |event, text| event.release = Some(text)),
    ("dist", |event, text| event.dist = Some(text)),
    ("environment", |event, text| event.environment = Some(text)),
    ("platform", |event, text| event.platform = Some(text)),
    ("SDK", |event, text| event.sdk = Some(text)),
];

/// Where a secret must not remain.
pub(super) fn of(place: Place) -> impl Iterator<Item = &'static Position> {
    let routes = ROUTES.iter().filter(move |_| place != Place::Path);
    PROSE.iter().chain(routes).chain(NAMES.iter().filter(move |_| place == Place::All))
}

fn printed(text: &str) -> String {
    json!({"a": 1, "b": [{"c": text}], "d": "e"}).to_string()
}

fn put(map: &mut Map<String, Value>, value: Value) {
    map.insert("x".to_owned(), value);
}

fn request(event: &mut Event, key: &str, value: Value) {
    event.request.insert(key.to_owned(), value);
}

fn user(event: &mut Event) -> &mut User {
    event.user.get_or_insert_default()
}

fn breadcrumb(event: &mut Event) -> &mut Breadcrumb {
    event.breadcrumbs.push(Breadcrumb::default());
    event.breadcrumbs.last_mut().unwrap()
}

fn exception(event: &mut Event) -> &mut Exception {
    event.exceptions.push(Exception::default());
    event.exceptions.last_mut().unwrap()
}

fn frame(event: &mut Event) -> &mut Frame {
    let exception = exception(event);
    exception.frames.push(Frame::default());
    exception.frames.last_mut().unwrap()
}
