//! A change of the grouping: events find the groups that an earlier version made.

use errors::take;
use shared::errors::grouping::{Basis, Grouping, Why};

use super::Reporter;
use crate::world::World;

#[tokio::test]
async fn while_the_grouping_changes_an_event_finds_the_group_of_its_earlier_key() {
    let world = World::new().await;
    let shop = Reporter::new(&world).await;
    let (earlier, app) = (shop.says("x").await, shop.instance.app);
    let why = Why { by: Basis::Message, parts: vec!["x".into()] };
    let next = Grouping { key: "N".repeat(22), version: 2, why };
    let find = async |previous: &[String]| take::find(app, &shop.project.id, &next, previous).await.unwrap();
    let (found, known) = find(std::slice::from_ref(&earlier)).await;
    assert_eq!((found, known.map(|group| (group.count, group.version))), (earlier, Some((1, 1))));
    let (found, known) = find(&[]).await;
    assert_eq!((found, known), (next.key.clone(), None), "later it makes a group of its own");
}
