//! Another connector beside this one (P9).

use std::time::Duration;

use bytes::Bytes;
use crosswalk_desktop::World;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::plan::Brake;
use serde_json::json;

const STAMP: &str = "salesforcelastsynctime";

/// HubSpot's own connector was installed here once: it made its properties.
fn install_its_own(world: &World) {
    let facts = world.emulator.grant(Vendor::HubSpot, world.accounts.get(HubSpot)).unwrap();
    let body = json!({ "name": STAMP, "label": "Last Salesforce Sync Time", "type": "datetime",
                       "fieldType": "date", "groupName": "contactinformation" });
    let request = http::Request::post("https://api.hubapi.com/crm/properties/2026-09/contacts")
        .header("authorization", format!("Bearer {}", facts.service_key.unwrap()))
        .header("content-type", "application/json")
        .body(Bytes::from(body.to_string()))
        .unwrap();
    let crosswalk_emulator::Outcome::Answer(answer) =
        world.emulator.exchange(Vendor::HubSpot, request)
    else {
        panic!("cut");
    };
    assert_eq!(answer.response.status(), 201);
}

/// It syncs a contact: here and now.
fn it_syncs(world: &World, contact: &str) {
    let at = world.now().as_millisecond().to_string();
    world.edit(HubSpot, "contacts", contact, json!({ STAMP: at }));
}

#[tokio::test(start_paused = true)]
async fn p9_while_hubspots_own_connector_runs_nothing_is_written() {
    let world = World::new().await;
    install_its_own(&world);
    let ann = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    world.apply().await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 1, "its properties alone say nothing");
    world.wait(Duration::from_secs(2 * 3_600)).await;

    it_syncs(&world, &ann);
    world.edit(HubSpot, "contacts", &ann, json!({ "firstname": "Ann" }));
    let before = world.last_exchange();
    let held = world.sync().await;
    assert_eq!(held.result, RunResult::Braked, "{held:?}");
    assert!(held.brakes.iter().any(|it| it.brake == Brake::AnotherConnector), "{held:?}");
    let refused = world.app.apply(world.pair, "test").await.unwrap_err().to_string();
    assert!(refused.contains("HubSpot's own Salesforce integration"), "{refused}");
    let planned = world.app.plan_view(world.pair, "test").await.unwrap();
    assert!(planned.brakes.iter().any(|it| it.brake == Brake::AnotherConnector), "{planned:?}");
    assert_eq!(world.writes_since(before), 0, "{:?}", world.told_since(before));

    // Half an hour after its last write it counts as off, and nothing was lost.
    world.wait(Duration::from_secs(2_000)).await;
    world.sync().await;
    let there = world.records(Salesforce, "Contact").swap_remove(0).0;
    assert_eq!(world.field(Salesforce, "Contact", &there, "FirstName"), json!("Ann"));
}

#[tokio::test(start_paused = true)]
async fn p9_without_hubspots_own_connector_nobody_looks_for_it() {
    let world = World::new().await;
    world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    world.apply().await;
    let asked = world.emulator.log(|log| {
        let bodies = log.since(0).iter().filter_map(|it| it.request.as_ref());
        bodies.filter(|it| String::from_utf8_lossy(it).contains(STAMP)).count()
    });
    assert_eq!(asked, 0);
}
