//! The description's schemas: types of one name would hide each other there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::at;

/// All of a folder's Rust sources.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The names under which a source's types are described.
fn described(source: &str) -> Vec<String> {
    source.split("ToSchema)]").skip(1).filter_map(name).collect()
}

/// The name of the type that follows its derivation: the one that is written for it, or its own.
fn name(after: &str) -> Option<String> {
    let until_type = after.lines().take_while(|line| !line.ends_with('{')).collect::<Vec<_>>().join("\n");
    if let Some((_, written)) = until_type.split_once("as = ") {
        return written.split([')', ',']).next().map(str::to_owned);
    }
    let line = after.lines().find(|line| line.starts_with("pub") && !line.starts_with("pub use"))?;
    let (_, named) = line.split_once("struct ").or_else(|| line.split_once("enum "))?;
    named.split([' ', '<', '(', ';']).next().map(str::to_owned)
}

#[test]
fn no_two_types_are_described_under_one_name() {
    let mut seen = BTreeSet::new();
    for file in ["functions", "shared/src"].into_iter().flat_map(|folder| sources(&at(folder))) {
        for name in described(&fs::read_to_string(&file).unwrap()) {
            assert!(seen.insert(name.clone()), "{name}, again in {}", file.display());
        }
    }
    assert!(seen.len() > 100, "{}", seen.len());
}

#[test]
fn a_name_is_found_as_it_is_written() {
    let source = "#[derive(Debug, ToSchema)]\n#[schema(as = Other)]\npub struct A {\n}\n\
                  #[derive(ToSchema)]\n/// What it is.\npub enum B {\n}\n";
    assert_eq!(described(source), ["Other", "B"]);
}
