//! The demo: one click leads to the dashboard of a simulated org.

use local::salesforce::faults::Fault;
use shared::http::{LOGIN_COOKIE, SESSION_COOKIE};

use crate::browser::Browser;
use crate::proxy::client;
use crate::world::{Answer, BUSY, Instance, PUBLIC_URL, World};

/// Clicks on the demo and follows where that leads, without deciding anything.
async fn open_demo(browser: &Browser<'_>) -> Answer {
    let page = browser.visit("/auth/salesforce?demo=true").await;
    assert_eq!(page.status, 302, "{page:?}");
    let simulated = client().get(page.header("location")).send().await.unwrap();
    assert_eq!(simulated.status(), 302);
    let back = simulated.headers()["location"].to_str().unwrap();
    browser.visit(back.strip_prefix(PUBLIC_URL).unwrap()).await
}

/// An instance that talks to the real Salesforce.
fn real(world: &World) -> Instance {
    let mut config = world.config();
    config.salesforce.simulator = None;
    world.instance_with(config)
}

#[tokio::test]
async fn one_click_opens_a_session_of_the_busy_org_and_leads_to_its_dashboard() {
    let world = World::new().await;
    let instance = world.instance();
    let browser = instance.browser();
    let landed = open_demo(&browser).await;
    assert_eq!(landed.header("location"), format!("{PUBLIC_URL}/dashboard"), "{landed:?}");
    let session = browser.fetch("GET", "/api/session/validate").await.json();
    assert_eq!(session["org"]["name"], "Northwind Freight");
    assert_eq!(session["org"]["kind"], "production");
    let limits = browser.fetch("GET", "/api/limits").await;
    assert_eq!((limits.status, limits.json()["limits"][0]["name"].as_str()), (200, Some("DailyApiRequests")));
}

#[tokio::test]
async fn the_demo_goes_the_whole_way_and_is_bound_to_the_browser_that_asked() {
    let world = World::new().await;
    let instance = world.instance();
    let (mine, yours) = (instance.browser(), instance.browser());
    let page = mine.visit("/auth/salesforce?demo=true").await;
    for part in ["state=", "code_challenge=", "code_challenge_method=S256"] {
        assert!(page.header("location").contains(part), "{part}");
    }
    assert!(mine.cookie(LOGIN_COOKIE).is_some());
    let simulated = client().get(page.header("location")).send().await.unwrap();
    let back = simulated.headers()["location"].to_str().unwrap().strip_prefix(PUBLIC_URL).unwrap().to_owned();
    let refused = yours.visit(&back).await;
    assert!(refused.header("location").ends_with("/connect/state-unknown"), "{refused:?}");
    assert_eq!(yours.cookie(SESSION_COOKIE), None);
}

#[tokio::test]
async fn a_fault_of_the_simulated_org_is_explained_in_the_demo_too() {
    let world = World::new().await;
    let instance = world.instance();
    world.around.simulator.set_fault(BUSY, Fault::UserDenies);
    let landed = open_demo(&instance.browser()).await;
    assert!(landed.header("location").ends_with("/connect/denied"), "{landed:?}");
}

#[tokio::test]
async fn where_the_real_salesforce_is_there_is_no_demo_and_the_page_can_know_that() {
    let world = World::new().await;
    for (instance, demo) in [(world.instance(), true), (real(&world), false)] {
        assert_eq!(instance.send("GET", "/api/session/validate", &[]).await.json()["demo"], demo);
    }
    let instance = real(&world);
    let answer = instance.send("GET", "/auth/salesforce?demo=true", &[]).await;
    assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid"));
    let page = instance.browser().visit("/auth/salesforce?demo=true").await;
    assert_eq!(page.header("location"), format!("{PUBLIC_URL}/connect/no-demo"));
    let address = instance.send("GET", "/auth/salesforce", &[]).await.json();
    assert!(address["authUrl"].as_str().unwrap().starts_with("https://login.salesforce.com/"), "{address}");
}

#[tokio::test]
async fn whoever_connects_in_the_usual_way_is_asked_as_before() {
    let world = World::new().await;
    let instance = world.instance();
    for path in ["/auth/salesforce", "/auth/salesforce?demo=false"] {
        let address = instance.send("GET", path, &[]).await.json();
        let page = client().get(address["authUrl"].as_str().unwrap()).send().await.unwrap();
        assert_eq!(page.status(), 200, "{path}");
        assert!(page.text().await.unwrap().contains("Allow access?"), "{path}");
    }
}
