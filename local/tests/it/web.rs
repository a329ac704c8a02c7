//! The page behind the gateway: what has a route of its own keeps it, and everything else is the page's.
//!
//! Whether the page has been built makes no difference here: where its content matters, a test brings a page of
//! its own.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request as HttpRequest, Response as HttpResponse};
use flate2::read::GzDecoder;
use local::gateway::Gateway;
use local::template::Template;
use shared::error::Error;
use shared::http::{Request, Response, Route, SECURITY_HEADERS};
use shared::mail::Links;

use crate::contract::at;
use crate::world::{PUBLIC_URL, World};

const SITE_TEMPLATE: &str = "Resources:
  Api: { Type: AWS::Serverless::Api, Properties: { MinimumCompressionSize: 1024 } }
  F: { Type: AWS::Serverless::Function, Properties: { CodeUri: target/lambda/site/, Events: {
    A: { Type: Api, Properties: { Path: /, Method: GET } },
    B: { Type: Api, Properties: { Path: '/{path+}', Method: GET } } } } }";

const SITE_ROUTES: &[&[Route]] =
    &[&[shared::route!(GET "/" => "site", plain site), shared::route!(GET "/{path+}" => "site", plain site)]];

async fn site(request: Request) -> Result<Response, Error> {
    web::answer(files, &request)
}

fn files(name: &str) -> Option<Cow<'static, str>> {
    Some(match name {
        "index.html" => "<a href=\"./dashboard\">landing</a>".into(),
        "app.html" => "<script src=\"./assets/app-1a2b3c.js\"></script>".into(),
        "assets/app-1a2b3c.js" => "console.log(1);".repeat(500).into(),
        _ => return None,
    })
}

async fn ask(world: &World, path: &str, headers: &[(&str, &str)]) -> HttpResponse<Body> {
    let template = Template::parse(SITE_TEMPLATE).unwrap();
    let gateway = Arc::new(Gateway::new(world.instance().app, &template, SITE_ROUTES).unwrap());
    let request =
        headers.iter().fold(HttpRequest::get(path), |request, (name, value)| request.header(*name, *value));
    gateway.call(request.body(Body::empty()).unwrap()).await
}

async fn bytes(response: HttpResponse<Body>) -> Vec<u8> {
    to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
}

#[tokio::test]
async fn a_built_page_is_served_with_its_files_and_only_they_may_be_kept() {
    let world = World::new().await;
    for (path, told, cached) in [
        ("/", "href=\"/dashboard\"", "no-cache"),
        ("/orgs/x/limits/y", "src=\"/assets/app-1a2b3c.js\"", "no-cache"),
        ("/assets/app-1a2b3c.js", "console.log", "public, max-age=31536000, immutable"),
    ] {
        let response = ask(&world, path, &[]).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()["cache-control"], cached, "{path}");
        for (name, value) in SECURITY_HEADERS.into_iter().filter(|(name, _)| name != "cache-control") {
            assert_eq!(response.headers()[&name], value, "{path}");
        }
        assert!(String::from_utf8(bytes(response).await).unwrap().contains(told), "{path}");
    }
}

#[tokio::test]
async fn a_long_file_is_packed_for_who_can_read_that_and_has_one_tag_in_both_forms() {
    let world = World::new().await;
    let path = "/assets/app-1a2b3c.js";
    let plain = ask(&world, path, &[]).await;
    let packed = ask(&world, path, &[("accept-encoding", "gzip, deflate, br")]).await;
    assert!(!plain.headers().contains_key("content-encoding"));
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    assert_eq!(plain.headers()["etag"], packed.headers()["etag"]);
    let tag = plain.headers()["etag"].to_str().unwrap().to_owned();
    let (plain, packed) = (bytes(plain).await, bytes(packed).await);
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert!(unpacked == plain && packed.len() < plain.len() / 5);
    let again = ask(&world, path, &[("accept-encoding", "gzip"), ("if-none-match", &tag)]).await;
    assert_eq!(again.status(), 304);
    assert!(bytes(again).await.is_empty());
}

#[test]
fn this_deployment_packs_answers_as_its_gateway_does() {
    let template = Template::read(&at("template.yaml")).unwrap();
    assert_eq!(template.minimum_compression_size, Some(1024));
}

#[tokio::test]
async fn every_path_that_we_send_people_to_is_the_page() {
    let world = World::new().await;
    let instance = world.instance();
    let links = Links::new(PUBLIC_URL);
    let mailed = [
        links.devices(),
        links.forgot_password(),
        links.login(),
        links.reset_password("t"),
        links.verify_email("t"),
    ];
    let mailed = mailed.iter().map(|link| link.strip_prefix(PUBLIC_URL).unwrap().split('#').next().unwrap());
    let causes: Vec<_> = auth::CAUSES.iter().map(|cause| format!("/connect/{}", cause.slug)).collect();
    let others = ["/", "/dashboard", "/orgs/00D000000000001EAA", "/share", "/no-such-page"];
    for path in mailed.chain(causes.iter().map(String::as_str)).chain(others) {
        let answer = instance.send("GET", path, &[]).await;
        assert!([200, 503].contains(&answer.status), "{path}: {answer:?}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn a_route_of_its_own_comes_before_the_page_and_a_path_of_the_api_without_one_is_not_found() {
    let world = World::new().await;
    let instance = world.instance();
    for (path, status) in
        [("/health", 200), ("/metrics", 401), ("/api/limits", 401), ("/auth/salesforce", 200)]
    {
        let answer = instance.send("GET", path, &[]).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(!answer.header("content-type").starts_with("text/html"), "{path}");
    }
    for path in
        ["/api", "/api/nothing", "/api/limits/", "/auth/nothing", "/assets/app-000000.js", "/logo.png"]
    {
        let answer = instance.send("GET", path, &[("accept", "text/html")]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (404, "not_found"), "{path}");
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_refused_by_the_gateway_itself() {
    let world = World::new().await;
    let instance = world.instance();
    for (method, path) in [
        ("POST", "/"),
        ("POST", "/dashboard"),
        ("HEAD", "/dashboard"),
        ("PUT", "/health"),
        ("GET", "/api/session"),
        ("GET", "/api/auth/login"),
        ("GET", "/api/errors/log"),
        ("POST", "/api/orgs/00D000000000001EAA"),
    ] {
        let answer = instance.send(method, path, &[]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (404, "not_found"), "{method} {path}");
        // What the gateway says by itself may be read by pages of every origin.
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{method} {path}");
    }
}
