//! Names of functions without what compilers and bundlers add to them.

/// Longer names, as templates and generics make them, are cut.
const MAX_NAME: usize = 300;

/// What JavaScript engines name as the object of a call when it has no class.
const RECEIVERS: [&str; 6] = ["Object", "Function", "Module", "exports", "window", "global"];

/// A function's name, the same in every build; `None` if nobody gave it one.
pub(super) fn stable(name: &str, javascript: bool) -> Option<String> {
    let name: String = name.trim().chars().take(MAX_NAME).collect();
    let name = if javascript { script(&name) } else { compiled(&name) };
    let is_unknown =
        matches!(name.as_str(), "" | "?" | "??" | "<anonymous>" | "anonymous" | "<unknown>" | "(unknown)")
            || name.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    (!is_unknown).then_some(name)
}

/// Whether a name is one of those that minifiers and obfuscators give.
pub(super) fn is_minified(name: &str) -> bool {
    let is_short =
        name.len() <= 2 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_$".contains(&byte));
    let is_obfuscated = name
        .strip_prefix("_0x")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    is_short || is_obfuscated
}

/// `async Object.pay [as onClick]`, `new Cart`, Firefox's `pay/<`. Empty if the name says nothing.
fn script(name: &str) -> String {
    let name = name.split(" [as ").next().unwrap_or_default();
    let prefixes = ["async ", "async*", "new ", "get ", "set ", "static "];
    let name = prefixes.iter().fold(name, |name, prefix| name.strip_prefix(prefix).unwrap_or(name));
    let name = name.split("/<").next().unwrap_or_default().trim_end_matches("/this");
    let segments: Vec<&str> = name.split('.').filter(|segment| *segment != "prototype").collect();
    let is_unnamed =
        |segment: &str| is_minified(segment) || matches!(segment, "<anonymous>" | "anonymous" | "<computed>");
    if segments.last().is_none_or(|last| is_unnamed(last)) {
        return String::new();
    }
    // The objects before the name are minified too, or stand for the kind of call.
    let is_noise = |segment: &&str| is_minified(segment) || RECEIVERS.contains(segment);
    let named: Vec<&str> = segments.iter().skip_while(|segment| is_noise(segment)).copied().collect();
    if named.is_empty() { segments.join(".") } else { named.join(".") }
}

/// Without the hash of a build, the number of a lambda and the line of a closure.
fn compiled(name: &str) -> String {
    // PHP: `class@anonymous\0/path/of/file.php:12$0`.
    let name = name.split('\0').next().unwrap_or_default();
    let name = without_rust_hash(name).trim_start_matches("async ");
    // An offset into the function.
    let name = name.split(" + 0x").next().unwrap_or_default();
    let name = name.split("$$").next().unwrap_or_default();
    once(&closures(&without_numbers(name)))
}

fn without_rust_hash(name: &str) -> &str {
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => path,
        _ => name,
    }
}

/// Without the digits that compilers count with: `lambda$main$0`, `main.func1`, `<Main>b__0_1`, `closure #2`.
fn without_numbers(name: &str) -> String {
    let mut result = String::new();
    for char in name.chars() {
        let counts = ["$", "#", ".func", "b__", "d__", "g__"].iter().any(|mark| result.ends_with(mark));
        if !(char.is_ascii_digit() && counts)
            && !(char == '_' && (result.ends_with("b__") || result.ends_with("d__")))
        {
            result.push(char);
        }
    }
    result.trim_end_matches(['$', '#', '.']).to_owned()
}

/// Each way to write a closure as `{{closure}}`; PHP's has the line in it.
fn closures(name: &str) -> String {
    let mut result = String::new();
    let mut rest = name;
    while let Some((before, from)) = rest.find('{').map(|at| rest.split_at(at)) {
        result.push_str(before);
        let inner = from.trim_start_matches('{');
        let is_closure = ["closure", "lambda"].iter().any(|word| inner.starts_with(word));
        match inner.split_once('}').filter(|_| is_closure) {
            Some((_, after)) => {
                result.push_str("{{closure}}");
                rest = after.trim_start_matches('}');
            }
            None => {
                result.extend(std::iter::repeat_n('{', from.len() - inner.len()));
                rest = inner;
            }
        }
    }
    result + rest
}

/// Closures within closures as one.
fn once(name: &str) -> String {
    let mut result: Vec<&str> = Vec::new();
    for segment in name.split("::") {
        if segment != "{{closure}}" || result.last() != Some(&segment) {
            result.push(segment);
        }
    }
    result.join("::")
}
