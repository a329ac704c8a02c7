//! What is said in place of the page where nobody has built it.

use shared::http::{self, Response};

/// The page that says what is missing, and that the API works without it.
pub(crate) fn page(prefix: &str) -> Response {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>The page has not been built - Force Monitor</title>\n</head>\n<body>\n<main>\n\
         <h1>The page has not been built</h1>\n\
         <p>It needs Node 20 or newer: run <code>make web</code>, then load this page again.</p>\n\
         <p>The API runs without it: <a href=\"{prefix}/health\">health</a>.</p>\n\
         </main>\n</body>\n</html>\n"
    );
    http::unavailable("text/html; charset=utf-8", html)
}
