mod fuzz;
mod java;
mod javascript;
mod python;
mod rust;

use super::*;

/// A trace as text: each exception, and under it its calls, the oldest first, with `+` for the program's own.
fn shown(text: &str) -> String {
    let Some(trace) = parse(text) else { return "nothing".to_owned() };
    let mut lines = vec![trace.platform.to_owned()];
    for exception in &trace.exceptions {
        let module = exception.module.as_deref().map(|module| format!("{module}/")).unwrap_or_default();
        let [kind, value] = [&exception.kind, &exception.value].map(|text| text.as_deref().unwrap_or("?"));
        lines.push(format!("{module}{kind}: {value}"));
        for frame in &exception.frames {
            let own = if frame.in_app == Some(true) { '+' } else { '-' };
            let module = frame.module.as_deref().map(|module| format!("{module}/")).unwrap_or_default();
            let [function, file] =
                [&frame.function, &frame.filename].map(|text| text.as_deref().unwrap_or("?"));
            let [line, column] =
                [frame.lineno, frame.colno].map(|number| number.map(|n| format!(":{n}")).unwrap_or_default());
            let source = frame.context_line.as_deref().map(|line| format!(" | {line}")).unwrap_or_default();
            lines.push(format!("{own} {module}{function} {file}{line}{column}{source}"));
        }
    }
    lines.join("\n")
}

/// Asserts what traces show, whatever the lines are indented by.
fn assert_shown(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let unindented = |text: &str| text.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n");
        assert_eq!(unindented(&shown(text)), unindented(expected), "{text}");
    }
}

#[test]
fn what_no_dialect_knows_is_left_alone() {
    for text in [
        "",
        "\n\n",
        "Error: nothing else",
        "at",
        "at ",
        "at (",
        "at )",
        "at ()",
        "@",
        "@@@",
        ":::::",
        "[]",
        "something happened at noon (local time)",
        "   at Shop.Cart.Total(Order order) in C:\\shop\\Cart.cs:line 12",
        "main.main()\n\t/srv/app/main.go:12 +0x1d",
        "#0 /srv/app/index.php(12): Cart->total()",
        "app/models/cart.rb:12:in `total'",
        "  File \"x.py\", line many, in f",
        "    at f (a.js:99999999999:1)",
        "Traceback (most recent call last):\nValueError: x",
        "write to ada@example.com: it is urgent",
    ] {
        assert_eq!(parse(text), None, "{text:?}");
    }
}

#[test]
fn the_dialect_with_the_most_frames_is_believed() {
    let mixed = "Error: x\n    at f (/a.js:1:2)\nTraceback (most recent call last):\n  \
                 File \"a.py\", line 1, in f\n  \
                 File \"a.py\", line 2, in g\nValueError: y";
    assert_eq!(parse(mixed).unwrap().platform, "python");
}

#[test]
fn carriage_returns_are_no_part_of_anything() {
    assert_shown(&[("Error: x\r\n    at f (/a.js:1:2)\r\n", "javascript\nError: x\n+ f /a.js:1:2")]);
}

#[test]
fn the_newest_frames_are_kept_and_the_oldest() {
    let calls = |n: u32| (1..=n).map(|n| format!("    at f{n} (/a.js:{n}:1)\n")).collect::<String>();
    let lines = |text: &str| -> Vec<u32> {
        parse(text).unwrap().exceptions[0].frames.iter().map(|frame| frame.lineno.unwrap()).collect()
    };
    let newest_first = lines(&format!("Error: x\n{}", calls(100_000)));
    assert_eq!(newest_first, (99_981..=100_000).rev().chain((1..=80).rev()).collect::<Vec<_>>());
    assert_eq!(lines(&calls(100)).len(), 100);
    let python: String = (1..=1000).map(|n| format!("  File \"a.py\", line {n}, in f\n    f()\n")).collect();
    let oldest_first = lines(&format!("Traceback (most recent call last):\n{python}ValueError: x"));
    assert_eq!(oldest_first, (1..=20).chain(921..=1000).collect::<Vec<_>>());
}

#[test]
fn the_thrown_exception_is_kept_and_its_nearest_causes() {
    let java: String = (0..50).map(|n| format!("Caused by: a.E{n}: x\n\tat a.B.c(B.java:1)\n")).collect();
    let kinds: Vec<_> = parse(&java).unwrap().exceptions.into_iter().map(|e| e.kind.unwrap()).collect();
    assert_eq!((kinds.len(), kinds[0].as_str(), kinds[9].as_str()), (MAX_EXCEPTIONS, "E9", "E0"));
    let one = |n| {
        format!(
            "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nE{n}: x\n\n\
             During handling of the above exception, another exception occurred:\n\n"
        )
    };
    let python: String = (0..50).map(one).collect();
    let kinds: Vec<_> = parse(&python).unwrap().exceptions.into_iter().map(|e| e.kind.unwrap()).collect();
    assert_eq!((kinds.len(), kinds[0].as_str(), kinds[9].as_str()), (MAX_EXCEPTIONS, "E40", "E49"));
}

#[test]
fn hostile_texts_stay_texts() {
    let bidi = parse("Error: \u{202e}txt\u{0}\u{7}\n    at \u{2066}f\u{1b}[31m (/\u{202e}a.js:1:2)").unwrap();
    assert_eq!(bidi.exceptions[0].value.as_deref(), Some("\u{202e}txt\u{0}\u{7}"));
    assert_eq!(bidi.exceptions[0].frames[0].function.as_deref(), Some("\u{2066}f\u{1b}[31m"));
    let huge = "ä".repeat(5_000_000);
    for text in [
        huge.clone(),
        format!("at {huge} (/a.js:1:2)"),
        format!("{huge}@https://h/a.js:1:2"),
        format!("  File \"{huge}\", line 1, in f"),
        format!("\tat {huge}.f(A.java:1)"),
        format!("0: {huge}::f"),
        "(".repeat(1_000_000),
        "::h".repeat(1_000_000),
        "[0: ".repeat(1_000_000),
        ":1".repeat(1_000_000),
    ] {
        assert_eq!(parse(&text), None);
    }
    let long = parse(&format!("Error: {huge}\n    at f (/a.js:1:2)")).unwrap();
    assert_eq!(long.exceptions[0].value.as_ref().unwrap().len(), 8192);
    let wide = parse(&format!("Error: x\n    at {0} (/{0}.js:1:2)", "ä".repeat(1000))).unwrap();
    assert_eq!(wide.exceptions[0].frames[0].function.as_ref().unwrap().chars().count(), 255);
    assert_eq!(wide.exceptions[0].frames[0].filename.as_ref().unwrap().chars().count(), 255);
}

#[test]
fn many_lines_are_read_in_one_go() {
    for line in
        ["Error: x\n", "    at f (/a.js:1:2)\n", "f@https://h/a.js:1:2\n", "Caused by: a.B: c\n", "\n"]
    {
        let _ = parse(&line.repeat(20_000));
    }
    let trace = parse(&format!("{}    at f (/a.js:1:2)", "a line of a log\n".repeat(100_000))).unwrap();
    assert!(trace.exceptions[0].value.as_ref().unwrap().len() <= 8192);
}
