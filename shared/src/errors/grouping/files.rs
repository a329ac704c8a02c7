//! Names of files and modules without the marks of a build.

const SCRIPTS: [&str; 9] = ["js", "mjs", "cjs", "jsx", "ts", "tsx", "vue", "svelte", "wasm"];

/// Names that bundlers give, to files that hold a whole program.
const BUNDLES: [&str; 13] = [
    "app",
    "main",
    "index",
    "bundle",
    "chunk",
    "vendor",
    "vendors",
    "runtime",
    "polyfills",
    "framework",
    "commons",
    "common",
    "webpack",
];

/// Names that many files have, so that only the folder tells which is meant.
const GENERIC: [&str; 8] = ["index", "mod", "lib", "main", "__init__", "page", "route", "+page"];

/// Longer names are cut: what is compared must not be long because somebody sends it so.
const MAX_NAME: usize = 200;

/// The name of a file without its folder, query and hash; `None` if nothing is left.
pub(super) fn name(path: &str, javascript: bool) -> Option<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.rsplit(['/', '\\']);
    let base = parts.next().map(str::trim).filter(|base| !is_placeholder(base))?;
    let base: String = base.chars().take(MAX_NAME).collect();
    let name = if javascript || is_script(&base) { without_hashes(&base) } else { base };
    let stem = name.split('.').next().unwrap_or_default();
    let folder = parts.next().filter(|folder| GENERIC.contains(&stem) && is_folder(folder));
    Some(folder.map_or(name.clone(), |folder| format!("{folder}/{name}")))
}

/// The name of a module, without the marks of classes that are made while the program runs.
pub(super) fn module(module: &str, javascript: bool) -> Option<String> {
    let module = module.trim();
    if is_placeholder(module) {
        return None;
    }
    if javascript {
        let (folder, base) = module.rsplit_once('/').unwrap_or(("", module));
        let base = without_hashes(base);
        return name(&if folder.is_empty() { base } else { format!("{folder}/{base}") }, true);
    }
    // Spring's and Java's proxies and lambdas.
    let class = module.split("$$").next().unwrap_or_default();
    let mut result = String::new();
    for char in class.chars().take(MAX_NAME) {
        let is_number =
            char.is_ascii_digit() && ["$", "$Proxy", "Accessor"].iter().any(|end| result.ends_with(end));
        if !is_number {
            result.push(char);
        }
    }
    (!result.is_empty()).then_some(result)
}

/// Whether a name is one that bundlers give.
pub(super) fn is_bundle(name: &str) -> bool {
    let mut words = name.split(['.', '-', '~']).filter(|word| !SCRIPTS.contains(word) && *word != "min");
    words.all(|word| word.is_empty() || BUNDLES.contains(&word))
}

/// Whether a file is a script of a browser or of Node.
pub(super) fn is_script(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('.').is_some_and(|(_, extension)| SCRIPTS.contains(&extension))
}

fn is_placeholder(name: &str) -> bool {
    name.is_empty() || name == "?" || (name.starts_with(['<', '[']) && name.ends_with(['>', ']']))
}

/// A folder of the source, not one of a release, a server or the root.
fn is_folder(folder: &str) -> bool {
    let made = ["", ".", "..", "src", "app", "dist", "build", "assets", "static", "js", "chunks", "~"];
    let is_plain = |char: char| char.is_alphabetic() || matches!(char, '-' | '_' | '[' | ']' | '(' | ')');
    folder.len() <= 60 && folder.chars().all(is_plain) && !made.contains(&folder)
}

/// `main.3f2a1b9c.js` and `index-BxT3a9.js` without the hash, `2.4f3c.chunk.js` without the number too.
fn without_hashes(base: &str) -> String {
    let (stem, extension) = match base.rsplit_once('.') {
        Some((stem, extension)) if SCRIPTS.contains(&extension) => (stem, Some(extension)),
        _ => (base, None),
    };
    let parts = stem.split('.').filter(|part| !is_number(part) && !is_hash(part, 4)).map(without_tail);
    let kept: Vec<&str> = parts.filter(|part| !part.is_empty()).chain(extension).collect();
    kept.join(".")
}

/// Without a hash behind a hyphen. Those of Vite may have hyphens themselves.
fn without_tail(part: &str) -> &str {
    let vite = part.len().checked_sub(9).and_then(|at| part.split_at_checked(at));
    if let Some((name, tail)) = vite
        && let Some(hash) = tail.strip_prefix('-')
        && hash.contains(['-', '_'])
        && has_all_kinds(hash)
    {
        return name;
    }
    let Some((name, tail)) = part.rsplit_once(['-', '~']) else { return part };
    let is_letters = tail.len() == 8 && tail.bytes().all(|byte| byte.is_ascii_alphabetic());
    let inner = tail.get(1..).unwrap_or_default();
    let is_random = is_letters && inner.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_hash = is_hash(tail, 6) || is_random || (is_number(tail) && (tail.len() > 2 || name == "chunk"));
    if is_hash { name } else { part }
}

fn is_number(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Letters and digits as only a hash has them.
fn is_hash(part: &str, min: usize) -> bool {
    let has = |is: fn(&u8) -> bool| part.bytes().any(|byte| is(&byte));
    let is_word = part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let (digit, upper) = (has(u8::is_ascii_digit), has(u8::is_ascii_uppercase));
    let is_hex =
        part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) && has(u8::is_ascii_lowercase);
    let pairs = || part.as_bytes().windows(2);
    // `Step1` is a name.
    let is_mixed = upper && pairs().any(|pair| matches!(pair, [_, b'A'..=b'Z'] | [b'0'..=b'9', b'a'..=b'z']));
    is_word && digit && ((is_hex && part.len() >= min) || (is_mixed && part.len() >= 6) || part.len() >= 16)
}

fn has_all_kinds(hash: &str) -> bool {
    let kinds: [fn(&u8) -> bool; 3] = [u8::is_ascii_digit, u8::is_ascii_uppercase, u8::is_ascii_lowercase];
    kinds.iter().all(|is| hash.bytes().any(|byte| is(&byte)))
}
