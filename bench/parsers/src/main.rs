//! Runs one of the rules for foreign text on a file, so that `make bench` can count what it costs:
//! `parsers RULE FILE`.

use std::hint::black_box;
use std::process::ExitCode;

use shared::errors::{envelope, grouping, scrub, sentry, stack, wording};

type Rule = fn(String);

/// The rules by their names.
const RULES: [(&str, Rule); 5] = [
    ("wording", |text| drop(black_box(wording::normalise(&text)))),
    ("scrub", |mut text| scrub::scrub_text(black_box(&mut text))),
    ("stack", |text| drop(black_box(stack::parse(&text)))),
    ("envelope", |text| drop(black_box(envelope::parse(text.as_bytes())))),
    ("event", event),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), Some(path)) = (arguments.next(), arguments.next()) else { return ExitCode::from(2) };
    let rule = RULES.iter().find(|(known, _)| *known == name);
    match (rule, std::fs::read_to_string(path)) {
        (Some((_, rule)), Ok(text)) => rule(text),
        _ => return ExitCode::from(2),
    }
    ExitCode::SUCCESS
}

/// What every event of an SDK goes through.
fn event(payload: String) {
    if let Ok(mut event) = sentry::read(payload.as_bytes()) {
        scrub::scrub(&mut event);
        black_box(grouping::groupings("1", &event));
    }
}
