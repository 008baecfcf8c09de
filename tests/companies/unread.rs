//! An object that a side does not show holds up its own mapping and those that hang on it, and
//! nobody else (P1).

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::json;

use crate::deals::deal;
use crate::{associate, company, contact_of, settle, world};

const ALL: [&str; 3] = ["companies", "contacts", "deals"];

/// What HubSpot lets the pair do: everything, but for reading one object.
fn allow_all_but(world: &World, object: &str) {
    let mut scopes: Vec<String> = ALL
        .iter()
        .flat_map(|it| ["objects", "schemas"].map(|area| format!("crm.{area}.{it}")))
        .flat_map(|it| ["read", "write"].map(|right| format!("{it}.{right}")))
        .collect();
    scopes.retain(|it| it != &format!("crm.objects.{object}.read"));
    scopes.extend(["crm.objects.owners.read", "communication_preferences.read"].map(str::to_owned));
    world.act(HubSpot, json!({ "act": "grant_scopes", "scopes": scopes }));
}

fn deal_of(world: &World, company: &str) -> String {
    let id = deal(world, "Boat");
    associate(world, ("deals", &id), ("companies", company), 5);
    id
}

#[tokio::test(start_paused = true)]
async fn p1_an_object_that_cannot_be_read_waits_and_the_others_go_on() {
    let world = world().await;
    let acme = company(&world, "Acme");
    let ann = contact_of(&world, &acme, "ann@acme.no");
    let boat = deal_of(&world, &acme);
    settle(&world).await;
    let there = world.records(Salesforce, "Opportunity").swap_remove(0).0;
    world.wait(Duration::from_secs(1_200)).await;

    allow_all_but(&world, "deals");
    world.edit(HubSpot, "contacts", &ann, json!({ "firstname": "Ann" }));
    world.edit(HubSpot, "deals", &boat, json!({ "amount": "100" }));
    world.edit(Salesforce, "Opportunity", &there, json!({ "Description": "By hand" }));
    let report = world.sync().await;
    assert_eq!(report.result, RunResult::SomeFailed, "{report:?}");
    let [unread] = report.unread.as_slice() else { panic!("{report:?}") };
    assert_eq!((unread.side, unread.object.as_str()), (HubSpot, "deals"));
    assert!(unread.why.contains("crm.objects.deals.read"), "the remedy is named: {}", unread.why);
    assert_eq!(world.records(Salesforce, "Contact")[0].1["FirstName"], json!("Ann"));
    assert_eq!(world.field(Salesforce, "Opportunity", &there, "Amount"), json!(null));
    assert_eq!(world.why(&boat), [(LinkState::Waiting, ReasonCode::WaitingForReading)]);

    // With the right back, what happened meanwhile is read, planned and carried: both edits.
    allow_all_but(&world, "nothing");
    world.wait(Duration::from_secs(1_200)).await;
    let report = world.sync().await;
    assert_eq!((report.result, report.unread.len()), (RunResult::Done, 0), "{report:?}");
    assert_eq!(world.field(Salesforce, "Opportunity", &there, "Amount"), json!(100.0));
    assert_eq!(world.field(HubSpot, "deals", &boat, "description"), json!("By hand"));
}

#[tokio::test(start_paused = true)]
async fn p1_what_hangs_on_an_object_that_cannot_be_read_waits_with_it() {
    let world = world().await;
    let acme = company(&world, "Acme");
    let ann = contact_of(&world, &acme, "ann@acme.no");
    settle(&world).await;
    allow_all_but(&world, "companies");
    world.edit(HubSpot, "contacts", &ann, json!({ "firstname": "Ann" }));
    world.wait(Duration::from_secs(1_200)).await;
    let before = world.last_exchange();
    let report = world.sync().await;
    assert_eq!(report.unread.len(), 1, "{report:?}");
    assert_eq!(world.writes_since(before), 0, "a contact names its company");
    assert_eq!(world.why(&ann), [(LinkState::Waiting, ReasonCode::WaitingForReading)]);
    allow_all_but(&world, "nothing");
    world.wait(Duration::from_secs(1_200)).await;
    world.sync().await;
    assert_eq!(world.records(Salesforce, "Contact")[0].1["FirstName"], json!("Ann"));
}

/// A server that answers one kind of call with an error is no reason to stop the rest.
#[tokio::test(start_paused = true)]
async fn p1_an_object_whose_reading_breaks_down_is_read_on_from_where_it_stood() {
    let world = world().await;
    let acme = company(&world, "Acme");
    let ann = contact_of(&world, &acme, "ann@acme.no");
    let boat = deal_of(&world, &acme);
    settle(&world).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.fault(json!({
        "at": { "vendor": "hubspot", "path": "/crm/objects/2026-09/deals/search" },
        "nth": 1, "times": 50, "kind": { "kind": "status", "status": 502, "body": "" },
    }));
    world.edit(HubSpot, "contacts", &ann, json!({ "firstname": "Ann" }));
    world.edit(HubSpot, "deals", &boat, json!({ "amount": "100" }));
    let report = world.sync().await;
    assert_eq!(report.unread.len(), 1, "{report:?}");
    assert_eq!(world.records(Salesforce, "Contact")[0].1["FirstName"], json!("Ann"));
    let there = world.records(Salesforce, "Opportunity").swap_remove(0).0;
    assert_eq!(world.field(Salesforce, "Opportunity", &there, "Amount"), json!(null));
    for _ in 0..12 {
        world.wait(Duration::from_secs(1_200)).await;
        world.sync().await;
    }
    assert_eq!(world.field(Salesforce, "Opportunity", &there, "Amount"), json!(100.0));
}
