//! Believable accounts, with the dirt of real data: everything comes to rest, and then one edit is one
//! planned write.

use std::collections::BTreeSet;
use std::time::Duration;

use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::seed::{SeedPlan, fill};
use crosswalk_model::LinkState;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::json;

use crate::all_objects;

async fn seeded(seed: u64, people: u64) -> World {
    let beginning = Beginning { objects: all_objects().objects, ..Beginning::long() };
    let plan = SeedPlan { seed, people, portal: None, org: None };
    let world = World::begin(beginning, |emulator| {
        fill(emulator, &plan).unwrap();
    })
    .await;
    world.apply().await;
    world
}

/// Somebody who is in sync with a Salesforce contact: both ids.
fn somebody(world: &World) -> (String, String) {
    let in_sync = |id: &String| {
        let link = world.app.store().link(world.link(id)).unwrap();
        let there = link.ends.salesforce.filter(|at| at.object.as_str() == "Contact")?;
        (link.state == LinkState::InSync).then(|| (id.clone(), there.id.to_string()))
    };
    let contacts = world.records(HubSpot, "contacts");
    contacts.iter().find_map(|(id, _)| in_sync(id)).expect("somebody is in sync")
}

#[tokio::test(start_paused = true)]
async fn seeded_accounts_come_to_rest_in_one_pass_whatever_the_seed() {
    for seed in 1..=4 {
        let world = seeded(seed, 120).await;
        let before = world.last_exchange();
        let again = world.sync().await;
        assert_eq!(again.counts.planned(), 0, "seed {seed}: {again:?}");
        assert_eq!(world.writes_since(before), 0, "seed {seed}");
        assert_eq!(again.counts.failed.salesforce + again.counts.failed.hubspot, 0);
    }
}

#[tokio::test(start_paused = true)]
async fn one_edit_in_between_is_exactly_one_planned_write() {
    let world = seeded(7, 120).await;
    world.sync().await;
    let (here, there) = somebody(&world);
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &there, json!({ "Title": "Edited in between" }));
    let report = world.app.plan(world.pair, "test").await.unwrap();
    assert_eq!(report.counts.planned(), 1, "{report:?}");
    let store = world.app.store();
    let planned = store.outbox_batch(world.pair, HubSpot, &BTreeSet::new(), 10).unwrap();
    let records: Vec<_> = planned.iter().map(|row| row.record.clone().unwrap().id).collect();
    assert_eq!(records, [here.as_str().into()]);
    assert_eq!(world.sync().await.counts.written.hubspot, 1);
    let title = world.field(HubSpot, "contacts", &here, "jobtitle");
    assert_eq!(title, json!("Edited in between"));
}
