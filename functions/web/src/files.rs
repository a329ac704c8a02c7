//! The files of the built page.

use std::borrow::Cow;

use rust_embed::Embed;

/// Where files come from: a text by its name, such as `assets/app-1a2b3c.js`.
pub type Files = fn(&str) -> Option<Cow<'static, str>>;

/// What `make web` has built. A release has it inside; a development build reads the folder as it is now. The
/// folder is there before anything is built, because its `.gitignore` is.
#[derive(Embed)]
#[folder = "dist"]
struct Dist;

/// A file of the built page. Only text is served: a REST API without binary media types would hand a picture
/// on in base64.
pub fn built(name: &str) -> Option<Cow<'static, str>> {
    // In a development build, the name is one of the file system.
    if name.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
        return None;
    }
    match Dist::get(name)?.data {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}

/// The media type of a file by the end of its name; `None` if such files are not served.
pub(crate) fn media_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_that_is_read_is_the_one_that_the_page_is_built_into() {
        assert!(Dist::get(".gitignore").is_some());
    }

    #[test]
    fn nothing_that_is_hidden_or_outside_of_the_built_page_is_served() {
        for name in [
            ".gitignore",
            "../Cargo.toml",
            "assets/../../Cargo.toml",
            "assets/./app.js",
            "",
            "/",
            "/etc/passwd",
            "assets",
        ] {
            assert_eq!(built(name), None, "{name}");
        }
    }
}
