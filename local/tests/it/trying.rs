//! What a local run has for those who try it: an account that one click logs in to, and a clock that can be moved.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use local::clock::MovableClock;
use local::demo::{ADDRESS, Demo};
use local::pages::{self, Extras};
use local::salesforce::orgs::Org;
use local::seeding::Seeding;
use local::system;
use reqwest::Response;
use serde_json::Value;
use shared::app::App;
use shared::org::OrgId;
use shared::watch::OPERATOR;

use crate::proxy::client;
use crate::world::{Instance, NOW, OVER, PUBLIC_URL, World};

fn demo(world: &World, instance: &Instance) -> Demo {
    Demo::new(instance.app, instance.gateway.clone(), world.around.demo_password.clone())
}

async fn serve(world: &World, instance: &Instance, extras: Extras) -> String {
    let router = pages::router(instance.app, &world.around, instance.gateway.clone(), extras);
    system::serve(router, 0).await.unwrap()
}

/// The cookies that an answer sets, as a browser sends them back.
fn cookies(answer: &Response) -> String {
    let set = answer.headers().get_all("set-cookie").iter();
    let pairs = set.filter_map(|cookie| cookie.to_str().unwrap().split(';').next());
    pairs.collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn one_click_logs_in_to_the_account_that_watches_the_simulated_orgs() {
    let world = World::new().await;
    let instance = world.instance();
    let demo = demo(&world, &instance);
    demo.seed(Seeding::new(instance.app, instance.gateway.clone(), &world.around).of_days(1)).await;

    let url = serve(&world, &instance, Extras { demo: Some(demo), clock: None }).await;
    let answer = client().get(format!("{url}/dev/fleet")).send().await.unwrap();
    assert_eq!(answer.status(), 302);
    assert_eq!(answer.headers()["location"], format!("{PUBLIC_URL}/orgs"));
    let orgs =
        client().get(format!("{url}/api/orgs")).header("cookie", cookies(&answer)).send().await.unwrap();
    let orgs: Value = orgs.text().await.unwrap().parse().unwrap();
    assert_eq!(orgs["orgs"].as_array().unwrap().len(), world.around.simulator.orgs().len(), "{orgs}");
    assert!(world.around.stand_ins.mailbox.mails().is_empty(), "the past is no news");
}

#[tokio::test]
async fn a_demo_account_with_another_password_is_left_alone_and_the_page_asks_for_it() {
    let world = World::new().await;
    let instance = world.instance();
    let first = Demo::new(instance.app, instance.gateway.clone(), "a password of its owner".into());
    first.seed(Seeding::new(instance.app, instance.gateway.clone(), &world.around).of_days(0)).await;

    let url = serve(&world, &instance, Extras { demo: Some(demo(&world, &instance)), clock: None }).await;
    let answer = client().get(format!("{url}/dev/fleet")).send().await.unwrap();
    assert_eq!(answer.headers()["location"], format!("{PUBLIC_URL}/login?next=/orgs"));
    assert_eq!(cookies(&answer), "", "{ADDRESS}");
}

#[tokio::test]
async fn an_account_that_comes_later_gets_the_orgs_with_the_past_that_is_there() {
    let world = World::new().await;
    let instance = world.instance();
    let over: Org = world.around.simulator.orgs().into_iter().find(|org| org.my_domain == OVER).unwrap();
    let seeding = || Seeding::new(instance.app, instance.gateway.clone(), &world.around).of_days(1);
    assert!(seeding().seed(&over).await.unwrap() > 0);

    demo(&world, &instance).seed(seeding()).await;
    let id = OrgId::parse(&over.id).unwrap();
    let (watch, links) = instance.app.store.find_watched(&id).await.unwrap().unwrap();
    assert!(watch.summary.is_some());
    let own = links.iter().filter(|link| link.account == OPERATOR).count();
    assert_eq!((own, links.len()), (1, 2));
}

#[tokio::test]
async fn a_clock_that_may_be_moved_moves_for_all_and_only_from_our_own_pages() {
    let world = World::new().await;
    let movable = MovableClock::over(Arc::new(|| NOW.parse().unwrap()));
    let app = App::new(world.around.config(PUBLIC_URL), movable.clock()).unwrap();
    let instance = Instance::new(&world.around, app);
    let url = serve(&world, &instance, Extras { demo: None, clock: Some(movable) }).await;
    let forward = async |minutes: &str, site: &str| {
        let ask = client().post(format!("{url}/dev/clock?minutes={minutes}")).header("sec-fetch-site", site);
        ask.send().await.unwrap()
    };
    assert_eq!(forward("5", "cross-site").await.status(), 403);
    assert_eq!(forward("soon", "same-origin").await.status(), 400);
    let answer = forward("5", "same-origin").await;
    assert_eq!(answer.headers()["date"], "Fri, 20 Nov 2026 14:35:00 GMT");
    let expected = NOW.parse::<Timestamp>().unwrap() + SignedDuration::from_mins(5);
    assert_eq!(answer.text().await.unwrap(), format!("{{\"now\":\"{expected}\"}}"));
    assert_eq!(instance.app.now(), expected);
}

#[tokio::test]
async fn without_them_there_is_neither_a_demo_nor_a_clock_to_be_moved() {
    let world = World::new().await;
    let instance = world.instance();
    let url = serve(&world, &instance, Extras::default()).await;
    let fleet = client().get(format!("{url}/dev/fleet")).header("accept", "application/json").send().await;
    let clock = client().post(format!("{url}/dev/clock?minutes=5")).send().await;
    assert!(!fleet.unwrap().headers().contains_key("set-cookie"));
    assert!(clock.unwrap().status().is_client_error());
}
