use std::borrow::Cow;

use serde_json::{Value, json};

use super::*;

const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

const LANDING: &str =
    "<link href=\"./favicon.svg\"><a href=\"./dashboard\">landing</a><a href=\"https://x.example/./\">";

/// A page as it is when it has been built.
fn site(name: &str) -> Option<Cow<'static, str>> {
    let text = match name {
        "index.html" => LANDING,
        "app.html" => "<script type=\"module\" src=\"./assets/app-1a2b3c.js\"></script>",
        "assets/app-1a2b3c.js" => "console.log(\"./assets/\")",
        "assets/app-1a2b3c.css" => "body{}",
        "favicon.svg" => ICON,
        "robots.txt" => "User-agent: *",
        "photo.png" => "no text",
        _ => return None,
    };
    Some(Cow::Borrowed(text))
}

fn unbuilt(_: &str) -> Option<Cow<'static, str>> {
    None
}

/// What API Gateway sends for an address that begins with `prefix`.
fn asked(prefix: &str, path: &str, headers: &Value) -> Request {
    let mut event: Value = serde_json::from_str(include_str!("../../../events/web-page/ok.json")).unwrap();
    let rest = path.trim_start_matches('/');
    event["path"] = path.into();
    event["pathParameters"] = if rest.is_empty() { Value::Null } else { json!({ "path": rest }) };
    event["requestContext"]["path"] = format!("{prefix}{path}").into();
    event["headers"] = headers.clone();
    event["multiValueHeaders"] = json!({});
    lambda_http::request::from_str(&event.to_string()).unwrap()
}

fn get(path: &str) -> Response {
    answer(site, &asked("", path, &json!({}))).unwrap()
}

fn text(response: &Response) -> &str {
    std::str::from_utf8(response.body()).unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[test]
fn the_root_is_the_landing_page_and_every_other_path_is_the_app() {
    for path in ["/", "/index.html"] {
        assert!(text(&get(path)).contains("landing"), "{path}");
    }
    for path in [
        "/dashboard",
        "/orgs/00D000000000001EAA/limits/DailyApiRequests",
        "/apiary",
        "/a/",
        "/app.html",
        "/v1.2",
    ] {
        let response = get(path);
        assert_eq!(response.status(), 200, "{path}");
        assert!(text(&response).contains("src=\"/assets/app-1a2b3c.js\""), "{path}");
        assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(&response, "cache-control"), "no-cache");
    }
}

#[test]
fn files_have_their_types_and_only_those_with_a_digest_in_their_names_last() {
    let lasting = "public, max-age=31536000, immutable";
    for (path, media_type, cached, content) in [
        ("/assets/app-1a2b3c.js", "text/javascript; charset=utf-8", lasting, "console.log(\"./assets/\")"),
        ("/assets/app-1a2b3c.css", "text/css; charset=utf-8", lasting, "body{}"),
        ("/favicon.svg", "image/svg+xml; charset=utf-8", "no-cache", ICON),
        ("/favicon.ico", "image/svg+xml; charset=utf-8", "no-cache", ICON),
        ("/robots.txt", "text/plain; charset=utf-8", "no-cache", "User-agent: *"),
    ] {
        let response = get(path);
        assert_eq!((response.status().as_u16(), text(&response)), (200, content), "{path}");
        assert_eq!(
            (header(&response, "content-type"), header(&response, "cache-control")),
            (media_type, cached)
        );
        assert_eq!(header(&response, "vary"), "Accept-Encoding");
    }
}

#[test]
fn a_file_that_is_not_there_and_a_path_of_the_api_are_not_the_app() {
    for files in [site as Files, unbuilt] {
        for path in [
            "/assets/app-000000.js",
            "/assets/",
            "/assets",
            "/assets/%2e%2e/app.html",
            "/x/y.JS",
            "/logo.png",
            "/photo.png",
            "/wp-login.php",
            "/api",
            "/api/",
            "/api/nothing",
            "/auth/nothing",
            "/orgs/x.json",
        ] {
            let Err(Error::Refused(refusal)) = answer(files, &asked("", path, &json!({}))) else {
                panic!("{path}")
            };
            assert_eq!((refusal.status, refusal.code), (404, "not_found"), "{path}");
        }
    }
}

#[test]
fn a_page_names_its_files_and_links_where_the_deployment_has_them() {
    for (prefix, path, wanted) in [
        ("", "/", "href=\"/favicon.svg\""),
        ("/prod", "/", "href=\"/prod/favicon.svg\""),
        ("/prod", "", "href=\"/prod/favicon.svg\""),
        ("/tools/monitor", "/", "href=\"/tools/monitor/favicon.svg\""),
        ("", "/orgs/x/limits/y", "src=\"/assets/app-1a2b3c.js\""),
        ("/prod", "/orgs/x/limits/y", "src=\"/prod/assets/app-1a2b3c.js\""),
        ("/prod", "/dashboard/", "src=\"/prod/assets/app-1a2b3c.js\""),
        ("", "//evil.example/x", "src=\"/assets/app-1a2b3c.js\""),
        ("//\"><script>", "/x", "src=\"/assets/app-1a2b3c.js\""),
    ] {
        let response = answer(site, &asked(prefix, path, &json!({}))).unwrap();
        assert!(text(&response).contains(wanted), "{prefix} {path}: {}", text(&response));
    }
    let landing = answer(site, &asked("/prod", "/", &json!({}))).unwrap();
    assert!(
        text(&landing).contains("href=\"/prod/dashboard\"")
            && text(&landing).contains("https://x.example/./")
    );
    let script = answer(site, &asked("/prod", "/assets/app-1a2b3c.js", &json!({}))).unwrap();
    assert_eq!(text(&script), "console.log(\"./assets/\")");
}

#[test]
fn whoever_has_the_present_file_or_page_is_not_sent_it_again() {
    for path in ["/", "/dashboard", "/assets/app-1a2b3c.js", "/favicon.svg"] {
        let first = get(path);
        let tag = header(&first, "etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 20, "{tag}");
        let again = answer(site, &asked("", path, &json!({ "If-None-Match": tag }))).unwrap();
        assert_eq!((again.status().as_u16(), text(&again)), (304, ""), "{path}");
        for name in ["etag", "cache-control", "vary"] {
            assert_eq!(header(&again, name), header(&first, name), "{path}: {name}");
        }
    }
    let tag = header(&get("/"), "etag").to_owned();
    let elsewhere = answer(site, &asked("/prod", "/", &json!({ "If-None-Match": tag }))).unwrap();
    assert_eq!(elsewhere.status(), 200, "below a stage the page is another text");
}

#[test]
fn where_nothing_has_been_built_every_page_says_what_is_missing() {
    for path in ["/", "/index.html", "/dashboard", "/orgs/x/limits/y"] {
        let response = answer(unbuilt, &asked("/prod", path, &json!({}))).unwrap();
        assert_eq!(response.status(), 503, "{path}");
        assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
        for told in ["<h1>The page has not been built</h1>", "Node 20", "make web", "href=\"/prod/health\""] {
            assert!(text(&response).contains(told), "{path}: {told}");
        }
    }
}
