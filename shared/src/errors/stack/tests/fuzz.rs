use proptest::prelude::*;

use super::*;

/// Lines of all dialects, with holes for whatever somebody puts there.
const LINES: [&str; 40] = [
    "Error: {}",
    "Uncaught (in promise) {}: {}",
    "    at {} ({}:1:2)",
    "    at {}:{}:3",
    "    at async {} (eval at {} ({}:1:2), <anonymous>:1:1)",
    "    at {} [as {}] (<anonymous>)",
    "    at new {} (wasm://wasm/{}) {",
    "  [cause]: {}",
    "  [errors]: [",
    "  },",
    "{}@https://{}:1:2",
    "{}*{}@{}.js:4",
    "@https://{} line 5 > eval:1:2",
    "[native code]",
    "https://{}:7:8",
    "Traceback (most recent call last):",
    "  + Exception Group Traceback (most recent call last):",
    "  |   File \"{}\", line 3, in {}",
    "  File \"{}\", line 3, in {}",
    "  File \"{}\", line {}",
    "    {}",
    "    ^^^~~",
    "  [Previous line repeated {} more times]",
    "During handling of the above exception, another exception occurred:",
    "  +-+---------------- 1",
    "{}.{}: {}",
    "Exception in thread \"{}\" {}.Error: {}",
    "\tat {}.{}({}.java:12)",
    "\tat java.base/{}.{}(Native Method)",
    "\tat {}$$Lambda$14/0x{}.run(Unknown Source)",
    "Caused by: {}: {}",
    "\tSuppressed: {}",
    "\t... {} more",
    "thread '{}' panicked at {}:3:5:",
    "thread 'main' panicked at '{}', {}:3:5",
    "stack backtrace:",
    "   0: {}::{}::h0123456789abcdef",
    "  12:     0x55d5 - {}[0123456789abcdef]::{}",
    "             at {}:1:2",
    "note: {}",
];

/// One line of a trace with something odd in it.
fn line() -> impl Strategy<Value = String> {
    let hole = prop_oneof![
        3 => "[a-z]{1,8}",
        1 => "\\PC{0,12}",
        1 => "[@:()\\[\\]<>/'\". \\\\0-9]{0,8}",
        1 => Just(String::new()),
    ];
    (prop::sample::select(LINES.as_slice()), prop::collection::vec(hole, 4), any::<prop::sample::Index>())
        .prop_map(|(form, holes, cut)| {
            let text = holes.iter().fold(form.to_owned(), |text, hole| text.replacen("{}", hole, 1));
            // Some lines end early.
            let end = text.floor_char_boundary(cut.index(4 * text.len() + 1));
            text[..end].to_owned()
        })
}

fn assert_bounded(text: &str) {
    for (platform, read) in DIALECTS {
        let exceptions = read(text);
        assert!(exceptions.len() <= MAX_EXCEPTIONS, "{platform}");
        for exception in exceptions {
            assert!(exception.frames.len() <= 100);
            assert!(exception.kind.is_none_or(|kind| !kind.is_empty() && kind.len() <= 128));
            assert!(exception.value.is_none_or(|value| !value.is_empty() && value.len() <= 8192));
            for frame in exception.frames {
                assert!(frame.in_app.is_some() && frame.lineno != Some(0) && frame.colno != Some(0));
                let texts =
                    [frame.filename, frame.abs_path, frame.module, frame.function, frame.context_line];
                for text in texts.into_iter().flatten() {
                    assert!(!text.is_empty() && text.chars().count() <= 255);
                    assert!(!text.contains('\n'));
                }
            }
        }
    }
    assert!(parse(text).is_none_or(|trace| trace.exceptions.iter().any(|e| !e.frames.is_empty())));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_any_text_is_read_within_bounds(text in "(?s).{0,400}") {
        assert_bounded(&text);
    }

    #[test]
    fn fuzz_any_lines_of_traces_are_read_within_bounds(lines in prop::collection::vec(line(), 0..60)) {
        assert_bounded(&lines.join("\n"));
    }

    #[test]
    fn fuzz_many_lines_of_one_kind_are_read_within_bounds(line in line(), times in 100_usize..400) {
        assert_bounded(&format!("{line}\n").repeat(times));
    }

    #[test]
    fn fuzz_every_call_of_a_trace_is_found(
        names in prop::collection::vec(("[a-zA-Z_][a-zA-Z0-9_]{0,20}", "[a-z]{1,10}", 1_u32..100_000), 1..90),
    ) {
        let trace = |call: fn(&str, &str, u32) -> String| -> String {
            names.iter().map(|(function, file, line)| call(function, file, *line)).collect()
        };
        let texts = [
            trace(|function, file, line| format!("    at {function} (https://h/{file}.js:{line}:1)\n")),
            trace(|function, file, line| format!("{function}@https://h/{file}.js:{line}:1\n")),
            trace(|function, file, line| format!("\tat a.B.{function}({file}.java:{line})\n")),
            trace(|function, file, line| format!("  File \"{file}.py\", line {line}, in {function}\n")),
        ];
        for text in texts {
            let trace = parse(&text).unwrap();
            let mut found: Vec<_> = trace.exceptions[0].frames.iter()
                .map(|frame| (frame.function.clone().unwrap(), frame.lineno.unwrap()))
                .collect();
            if trace.platform != "python" {
                found.reverse();
            }
            let written: Vec<_> = names.iter().map(|(function, _, line)| (function.clone(), *line)).collect();
            prop_assert_eq!(found, written);
        }
    }
}
