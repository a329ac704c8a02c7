//! The local run: what survives a restart, what the browser sees, where a request comes from.

use std::sync::Arc;

use lambda_http::RequestExt;
use lambda_http::request::RequestContext;
use local::gateway::Gateway;
use local::pages::{self, Extras};
use local::system::{self, Plan, Surroundings};
use local::template::Template;
use serde_json::json;
use shared::app::{App, Clock};
use shared::error::Error;
use shared::http::{self, Request, Response, Route, SESSION_COOKIE};
use tokio::net::TcpListener;

use crate::browser::Browser;
use crate::proxy::client;
use crate::world::{BUSY, Instance, NOW, PUBLIC_URL, World};

/// Surroundings whose things are kept in a folder, with one instance of the functions.
async fn start(folder: &std::path::Path, simulator_port: u16) -> (Surroundings, Instance) {
    let clock: Clock = Arc::new(|| NOW.parse().unwrap());
    let plan = Plan { data: Some(folder.to_owned()), simulator_port, clock: clock.clone() };
    let around = Surroundings::start(plan, None).await.unwrap();
    let instance = Instance::new(&around, App::new(around.config(PUBLIC_URL), clock).unwrap());
    (around, instance)
}

#[test]
fn a_restart_keeps_the_sessions_and_what_salesforce_knows_of_them() {
    let folder =
        std::env::temp_dir().join(format!("force-monitor-{}", shared::token::random_text().unwrap()));
    let run = || tokio::runtime::Runtime::new().unwrap();
    // A runtime takes its servers with it, as a process does.
    let (cookie, port) = run().block_on(async {
        let (around, instance) = start(&folder, 0).await;
        let browser = Browser::new(&instance);
        browser.connect(BUSY).await;
        (browser.cookie(SESSION_COOKIE).unwrap(), around.simulator_url.port().unwrap())
    });
    let answer = run().block_on(async {
        let (_, instance) = start(&folder, port).await;
        instance.send("GET", "/api/limits", &[("authorization", &format!("Bearer {cookie}"))]).await
    });
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!((answer.status, answer.json()["freshness"].as_str()), (200, Some("fresh")), "{answer:?}");
}

#[tokio::test]
async fn a_port_that_is_in_use_makes_way_for_another() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let other = system::listen(port).await.unwrap().local_addr().unwrap();
    assert!(other.port() != port && other.ip().is_loopback());
}

/// The whole of what a browser finds under one address.
async fn serve(world: &World) -> String {
    let instance = world.instance();
    let router = pages::router(instance.app, &world.around, instance.gateway, Extras::default());
    system::serve(router, 0).await.unwrap()
}

#[tokio::test]
async fn the_mails_have_a_page_of_their_own_beside_what_the_gateway_serves() {
    let world = World::new().await;
    let url = serve(&world).await;
    for (path, status, told) in [
        ("/dev/mail", 200, "No mail has been sent yet"),
        ("/dev/mail", 200, "<a href=\"/\">Force Monitor</a>"),
        ("/dev/mail/nothing", 404, "There is no such mail"),
        ("/dev/mail.css", 200, "prefers-color-scheme"),
        ("/dev/icon.svg", 200, "<svg"),
        ("/health", 200, "\"status\":\"ok\""),
        ("/api/nothing", 404, "not_found"),
    ] {
        let page = client().get(format!("{url}{path}")).send().await.unwrap();
        assert_eq!(page.status(), status, "{path}");
        let policy = page.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'self';"), "{path}");
        assert!(page.text().await.unwrap().contains(told), "{path}");
    }
}

#[tokio::test]
async fn whoever_comes_by_another_name_of_this_machine_is_sent_to_the_one_that_cookies_are_for() {
    let world = World::new().await;
    let url = serve(&world).await;
    let asked = async |path: &str, host: &str, accept: &str| {
        client()
            .get(format!("{url}{path}"))
            .header("host", host)
            .header("accept", accept)
            .send()
            .await
            .unwrap()
    };
    let of_browsers = "text/html,application/xhtml+xml,*/*;q=0.8";
    for path in ["/", "/verify-email", "/orgs/x?sort=name", "/auth/salesforce?host=test", "/dev/mail"] {
        let page = asked(path, "localhost:3000", of_browsers).await;
        assert_eq!(page.status(), 307, "{path}");
        assert_eq!(page.headers()["location"], format!("{PUBLIC_URL}{path}"));
    }
    for (host, accept) in
        [("localhost:3000", "application/json"), ("localhost:3000", "*/*"), ("fm.example", of_browsers)]
    {
        assert_eq!(asked("/health", host, accept).await.status(), 200, "{host} {accept}");
    }
}

const IP_TEMPLATE: &str = "Resources: { F: { Type: AWS::Serverless::Function, Properties: {
    CodeUri: target/lambda/tell-ip/, Events: { E: { Type: Api, Properties: { Path: /ip, Method: POST } } } } } }";

const IP_ROUTES: &[&[Route]] = &[&[shared::route!(POST "/ip" => "tell-ip", tell_ip)]];

async fn tell_ip(_: &'static App, request: Request) -> Result<Response, Error> {
    let RequestContext::ApiGatewayV1(context) = request.request_context() else { panic!("another event") };
    http::json(&context.identity.source_ip)
}

#[tokio::test]
async fn a_function_is_told_the_address_that_a_request_came_from_and_no_header_changes_it() {
    let world = World::new().await;
    let template = Template::parse(IP_TEMPLATE).unwrap();
    let gateway = Arc::new(Gateway::new(world.instance().app, &template, IP_ROUTES).unwrap());
    let instance = Instance { gateway, ..world.instance() };
    let forged = [("x-forwarded-for", "203.0.113.9")];
    for ip in ["198.51.100.7", "2001:db8::7"] {
        assert_eq!(instance.at_ip(ip).post("/ip", &json!({}), &forged).await.json(), ip);
    }
    let url = instance.serve().await;
    let reply = client().post(format!("{url}/ip")).header(forged[0].0, forged[0].1).send().await;
    assert_eq!(reply.unwrap().text().await.unwrap(), "\"127.0.0.1\"");
}

#[tokio::test]
async fn clients_are_served_over_http_as_the_gateway_serves_them() {
    let world = World::new().await;
    let url = world.instance().serve().await;
    let reply = client().get(format!("{url}/auth/salesforce?host=test&host=login")).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    assert!(reply.headers()["set-cookie"].to_str().unwrap().starts_with("__Host-login="));
}
