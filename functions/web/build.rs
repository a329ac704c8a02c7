//! Has the crate compiled again when files of the page come or go; of those that are embedded already, the
//! compiler knows by itself.

fn main() {
    println!("cargo::rerun-if-changed=dist");
}
