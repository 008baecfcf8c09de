//! Contacts with leads and contacts, told as stories.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod care;
mod checks;
mod conflicts;
mod consent;
mod history;
mod lives;
mod loads;
mod matches;
mod pushes;
mod resubscribed;
mod retries;
mod rhythm;
mod rules;
mod scope;
mod transforms;
mod undo;
mod what_if;

use crosswalk_desktop::World;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::json;

#[tokio::test(start_paused = true)]
async fn s22_two_sides_that_hold_the_same_person_are_linked_and_agree() {
    let world = World::new().await;
    let here = world.hubspot_contact(json!({
        "email": "ann@example.no", "firstname": "Ann", "lastname": "Berg", "mobilephone": "1",
    }));
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "Ann@example.no", "LastName": "Berg", "Phone": "22 33" }),
    );
    let report = world.apply().await;
    assert_eq!(report.result, RunResult::Done, "{report:?}");
    assert_eq!(world.field(Salesforce, "Contact", &there, "FirstName"), json!("Ann"));
    assert_eq!(world.field(Salesforce, "Contact", &there, "MobilePhone"), json!("1"));
    assert_eq!(world.field(HubSpot, "contacts", &here, "phone"), json!("22 33"));
    let before = world.last_exchange();
    let quiet = world.sync().await;
    assert_eq!(quiet.counts.planned(), 0, "{quiet:?}");
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}

#[tokio::test(start_paused = true)]
async fn a_person_on_one_side_only_is_made_on_the_other() {
    let world = World::new().await;
    world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
    world.salesforce_record("Contact", json!({ "Email": "cy@example.no", "LastName": "Eng" }));
    let report = world.apply().await;
    assert_eq!(report.result, RunResult::Done, "{report:?}");
    assert_eq!(world.records(Salesforce, "Contact").len(), 2);
    assert_eq!(world.records(HubSpot, "contacts").len(), 2);
    let before = world.last_exchange();
    world.sync().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}
