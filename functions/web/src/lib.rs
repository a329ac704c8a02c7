//! The web page: a static landing page and the app, as `make web` builds them. They are embedded, so that one
//! deployment ships page and API together, from one origin.

mod files;
mod unbuilt;

use std::borrow::Cow;

use shared::error::{Error, Problem, Refusal};
use shared::http::{self, Request, Response, Route};
use shared::route;

use self::files::media_type;
pub use self::files::{Files, built};

/// The area's routes. What has a route of its own is found before the second.
pub const ROUTES: &[Route] =
    &[route!(GET "/" => "web-page", plain page), route!(GET "/{path+}" => "web-page", plain page)];

/// The folder of files that have a digest of what is in them in their names.
const HASHED: &str = "assets/";

/// Ends of names that are those of files, so that nobody is given the app in place of one.
const OF_FILES: [&str; 21] = [
    "avif",
    "css",
    "gif",
    "ico",
    "jpeg",
    "jpg",
    "js",
    "json",
    "map",
    "mjs",
    "pdf",
    "php",
    "png",
    "svg",
    "ttf",
    "txt",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
    "xml",
];

const NOT_FOUND: Refusal = Refusal::new(404, "not_found", "There is no such route.");

/// Gives the landing page, a file of the page, or the app, which knows its own paths.
#[utoipa::path(get, path = "/{path+}", operation_id = "webPage", tag = "web",
    params(
        ("path+" = String, Path, description = "Any path that no other route has."),
        ("If-None-Match" = Option<String>, Header, description = "What the caller has already.")),
    responses(
        (status = 200, description = "The page or one of its files.", body = String,
            content_type = "text/html"),
        (status = 304, description = "What the caller has already is the present one."),
        (status = 400, description = "A session in the URL.", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "No such file, or a path of the API.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "The page has not been built.", body = String,
            content_type = "text/html")))]
pub async fn page(request: Request) -> Result<Response, Error> {
    answer(built, &request)
}

/// The same from other files than the built ones.
pub fn answer(files: Files, request: &Request) -> Result<Response, Error> {
    let path = http::path_parameter(request, "path").unwrap_or_default();
    let name = match path.as_str() {
        "" => "index.html",
        "favicon.ico" => "favicon.svg",
        path => path,
    };
    let is_page = !is_no_page(&path);
    let names = if is_page { &[name, "app.html"][..] } else { &[name] };
    let found = names.iter().find_map(|name| Some((*name, media_type(name)?, files(name)?)));
    match found {
        Some((name, media_type, text)) => Ok(file(request, &path, name, media_type, text)),
        None if is_page => Ok(unbuilt::page(&http::path_prefix(request, &path))),
        None => Err(NOT_FOUND.into()),
    }
}

/// Whether a path is not one of the app's: it is a file's, or the API's and only has no route.
fn is_no_page(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    let extension = last.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let area = path.split('/').next().unwrap_or_default();
    ["api", "auth", "assets"].contains(&area)
        || extension.is_some_and(|extension| OF_FILES.contains(&extension.as_str()))
}

fn file(
    request: &Request,
    path: &str,
    name: &str,
    media_type: &'static str,
    text: Cow<'static, str>,
) -> Response {
    let text = match name.ends_with(".html") {
        true => at_place(&text, &http::path_prefix(request, path)),
        false => text.into_owned(),
    };
    let etag = http::strong_etag(&text);
    let mut response = http::content(media_type, text);
    let lasting = if name.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    http::set_header(&mut response, "cache-control", lasting);
    // The gateway compresses for those who can read that.
    http::set_header(&mut response, "vary", "Accept-Encoding");
    http::revalidated(request, response, &etag)
}

/// A page names its files and links from `./` on. From a path with several parts that would lead elsewhere,
/// and a `<base>` is forbidden by our policy, so they are put where this deployment has them.
fn at_place(html: &str, prefix: &str) -> String {
    html.replace("=\"./", &format!("=\"{prefix}/"))
}

#[cfg(test)]
mod tests;
