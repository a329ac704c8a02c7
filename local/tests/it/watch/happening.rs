//! The list of what happened.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use local::salesforce::faults::Fault;
use local::salesforce::orgs::Story;
use serde_json::json;
use shared::history::SLOT;
use shared::store::org_events::Happened;
use shared::watch::{Event, EventKind};
use url::form_urlencoded;

use super::past::{keep, last_hours, put_polls, reading};
use super::scene::{Scene, level, of_org, on_call};
use crate::world::BUSY;

#[tokio::test]
async fn what_happens_to_an_org_and_its_connection_stands_in_the_list_in_a_sentence() {
    let scene = Scene::with_rules(json!([level(60, 80)])).await;
    scene.poll(2).await;
    // Another life has other maxima, and no storage.
    scene.story(Story::NoStorage);
    scene.poll(1).await;
    scene.story(Story::Over);
    scene.poll(2).await;
    scene.world.around.simulator.set_fault(BUSY, Fault::ApiDisabled);
    scene.poll(2).await;
    scene.world.around.simulator.clear_faults(BUSY);
    scene.poll(12).await;
    scene.story(Story::Quiet);
    scene.poll(3).await;
    let events = scene.get("/events").await["events"].as_array().unwrap().clone();
    let kinds: BTreeSet<_> = events.iter().map(|event| event["kind"].as_str().unwrap()).collect();
    for kind in [
        "alertOpened",
        "alertClosed",
        "maximumChanged",
        "limitAppeared",
        "limitVanished",
        "connectionLost",
        "connectionRestored",
    ] {
        assert!(kinds.contains(kind), "{kind} is missing: {kinds:?}");
    }
    let times: Vec<_> = events.iter().map(|event| event["at"].as_str().unwrap()).collect();
    assert!(times.iter().rev().is_sorted(), "{times:?}");
    assert!(events.iter().all(|event| event["sentence"].as_str().is_some_and(|s| s.ends_with('.'))));
    let gone = events.iter().filter(|event| event["kind"] == "limitVanished");
    let gone: BTreeSet<_> = gone.map(|event| event["limit"].as_str().unwrap()).collect();
    assert!(gone.is_superset(&BTreeSet::from(["DataStorageMB", "FileStorageMB"])), "{gone:?}");
}

#[tokio::test]
async fn the_list_comes_page_by_page_without_gaps_or_repeats_and_without_what_concerns_others() {
    let scene = Scene::new().await;
    let whose = [None, Some("operator"), Some("somebody else")];
    let happened = |n: i64| Happened {
        event: Event {
            at: scene.world.now() + SignedDuration::from_mins(5 * (n / 40)),
            kind: EventKind::MaximumChanged,
            limit: None,
            sentence: format!("{n}."),
        },
        id: format!("{n:03}"),
        account: whose[n as usize % 3].map(str::to_owned),
    };
    let all: Vec<_> = (0..360).map(happened).collect();
    scene.instance.app.store.put_events(&scene.org, &all).await.unwrap();
    let (mut seen, mut sizes, mut query) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = scene.get(&format!("/events{query}")).await;
        let events = page["events"].as_array().unwrap();
        sizes.push(events.len());
        seen.extend(events.iter().map(|event| event["sentence"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        query = format!("?before={}", form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>());
    }
    let mine = all.iter().rev().filter(|one| one.account.as_deref() != Some("somebody else"));
    assert_eq!(seen, mine.map(|one| one.event.sentence.clone()).collect::<Vec<_>>());
    assert_eq!(sizes, [100, 100, 40]);
}

#[tokio::test]
async fn a_hundred_alerts_that_open_at_once_are_one_message() {
    let scene = Scene::new().await;
    let names: Vec<_> = (0..110).map(|n| format!("Limit{n}")).collect();
    let of = |_| names.iter().map(|name| reading(name, 100, 1)).collect();
    let (_, stored) = keep(&scene, last_hours(&scene, 1), of).await;
    put_polls(&scene, &stored).await;
    let rule = of_org("lists", json!({ "kind": "appearedOrVanished" }));
    scene.set(&json!({ "rules": [rule], "channels": [on_call()] })).await;
    // None of them is in what the org answers now.
    scene.world.pass(-scene.world.now().as_second().rem_euclid(3600) + SLOT);
    scene.poll(3).await;
    let mails = scene.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].text.contains("And "), "{}", mails[0].text);
    let events = scene.get("/events").await;
    assert!(events["next"].is_string(), "more than a page: {events}");
}
