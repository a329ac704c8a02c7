//! The local run: what survives a restart, what the browser sees, the stand-ins before AWS's own client.

use std::sync::Arc;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_ses::types::{Body, Content, Destination, Message};
use local::pages;
use local::system::{self, Plan, Surroundings};
use shared::app::{App, Clock};
use shared::http::SESSION_COOKIE;
use tokio::net::TcpListener;

use crate::browser::Browser;
use crate::proxy::client;
use crate::world::{BUSY, Instance, NOW, PUBLIC_URL, World};

/// Surroundings whose things are kept in a folder, with one instance of the functions.
async fn start(folder: &std::path::Path, simulator_port: u16) -> (Surroundings, Instance) {
    let clock: Clock = Arc::new(|| NOW.parse().unwrap());
    let plan = Plan { data: Some(folder.to_owned()), simulator_port, clock: clock.clone() };
    let around = Surroundings::start(plan, None).await.unwrap();
    let app: &'static App = Box::leak(Box::new(App::new(around.config(PUBLIC_URL), clock).unwrap()));
    let gateway = around.gateway(app).unwrap();
    (around, Instance { app, gateway })
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

#[tokio::test]
async fn the_page_is_there_and_so_is_an_explanation_for_every_failed_login() {
    let world = World::new().await;
    let instance = world.instance();
    let url = system::serve(pages::router(instance.app, &world.around), 0).await.unwrap();
    let get = async |path: &str| {
        client().get(format!("{url}{path}")).header("host", "fm.example").send().await.unwrap()
    };
    for (path, told) in [
        ("/", "Connect a production or developer org"),
        ("/dashboard", "<table>"),
        ("/local/limits.js", "fetch("),
        ("/local/style.css", "prefers-color-scheme"),
        ("/dev/mail", "No mail has been sent yet"),
    ] {
        let page = get(path).await;
        assert!(
            page.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'self';")
        );
        assert!(page.text().await.unwrap().contains(told), "{path}");
    }
    for cause in auth::CAUSES {
        let page = get(&format!("/connect/{}", cause.slug)).await.text().await.unwrap();
        assert!(page.contains("<h1>") && page.contains(&cause.remedy.replace('>', "&gt;")), "{}", cause.slug);
    }
    assert_eq!(get("/connect/nothing").await.status(), 404);
}

#[tokio::test]
async fn whoever_comes_by_another_name_of_this_machine_is_sent_to_the_one_that_cookies_are_for() {
    let world = World::new().await;
    let instance = world.instance();
    let url = system::serve(pages::router(instance.app, &world.around), 0).await.unwrap();
    let page = client().get(&url).header("host", "localhost:3000").send().await.unwrap();
    assert_eq!(
        (page.status().as_u16(), page.headers()["location"].to_str().unwrap()),
        (307, "https://fm.example/prod/")
    );
}

#[tokio::test]
async fn a_mail_that_the_real_client_sends_can_be_read() {
    let world = World::new().await;
    let keys = Credentials::new("local", "local", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(SharedCredentialsProvider::new(keys))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(&world.around.stand_ins_url)
        .build();
    let content = |text: &str| Content::builder().data(text).build().unwrap();
    let body = Body::builder().text(content("plain & <b>")).html(content("<p>html</p>")).build();
    let sent = aws_sdk_ses::Client::new(&config)
        .send_email()
        .source("monitor@example.com")
        .destination(Destination::builder().to_addresses("ada@example.com").build())
        .message(Message::builder().subject(content("Hello")).body(body).build())
        .send()
        .await
        .unwrap();
    let mail = &world.around.stand_ins.mailbox.mails()[0];
    assert_eq!(
        (sent.message_id(), mail.to.as_slice()),
        (mail.id.as_str(), &["ada@example.com".to_owned()][..])
    );
    assert_eq!((mail.text.as_str(), mail.html.as_str()), ("plain & <b>", "<p>html</p>"));
    let url = system::serve(pages::router(world.instance().app, &world.around), 0).await.unwrap();
    let page = client().get(format!("{url}/dev/mail")).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("<h2>Hello</h2>") && page.contains("plain &amp; &lt;b&gt;"), "{page}");
}

#[tokio::test]
async fn clients_are_served_over_http_as_the_gateway_serves_them() {
    let world = World::new().await;
    let url = world.instance().serve().await;
    let reply = client().get(format!("{url}/auth/salesforce?host=test&host=login")).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    assert!(reply.headers()["set-cookie"].to_str().unwrap().starts_with("__Host-login="));
}
