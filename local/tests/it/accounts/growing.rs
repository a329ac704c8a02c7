//! What is kept of attempts stays small, whoever tries for however long.

use crate::person::{OTHER, Person};
use crate::world::World;

const ADA: &str = "ada@example.com";

/// The largest item of the table of limits, in bytes.
fn largest(world: &World) -> usize {
    let items = world.around.dynamodb.items("local-rate-limits").unwrap();
    items.iter().map(|item| item.to_string().len()).max().unwrap()
}

#[tokio::test]
async fn an_address_that_is_attacked_all_day_from_ever_new_places_keeps_a_small_item() {
    let world = World::new().await;
    let instance = world.instance();
    let mut sizes = Vec::new();
    for hour in 0..8 {
        for minute in 0..60 {
            // One failure and one request for a reset a minute, each time from another place.
            let person = Person::before(&instance.at_ip(&format!("10.{hour}.{minute}.1")));
            assert_eq!(person.login(ADA, OTHER).await.status, 401);
            assert_eq!(person.forgot(ADA).await.status, 200);
            world.pass(61);
        }
        sizes.push(largest(&world));
    }
    assert!(sizes.iter().all(|size| *size < 30_000), "{sizes:?}");
    assert!(sizes[7] < sizes[2] * 5 / 4, "it does not grow for ever: {sizes:?}");
}
