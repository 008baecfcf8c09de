//! An object that a side does not show holds up its own mapping and those that hang on it, and
//! nobody else (P1).

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::json;

use crate::deals::deal;
use crate::{account, associate, company, contact_of, salesforce_contact, settle, world};

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
async fn p1_h7_an_object_that_cannot_be_read_waits_and_the_others_go_on() {
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

/// The first run asks, also where it could not read everything at first.
#[tokio::test(start_paused = true)]
async fn p4_what_waits_has_had_no_first_run() {
    let world = world().await;
    let acme = company(&world, "Acme");
    contact_of(&world, &acme, "ann@acme.no");
    allow_all_but(&world, "companies");
    world.sync().await;
    allow_all_but(&world, "nothing");
    world.wait(Duration::from_secs(1_200)).await;
    let before = world.last_exchange();
    assert_eq!(world.sync().await.result, RunResult::Braked);
    assert_eq!(world.writes_since(before), 0, "nobody has seen a plan");
}

/// Companies are found through people: while those cannot be read, no second one is made.
#[tokio::test(start_paused = true)]
async fn s23_p1_companies_wait_while_their_people_cannot_be_read() {
    let world = world().await;
    let acme = company(&world, "Acme");
    contact_of(&world, &acme, "ann@acme.no");
    settle(&world).await;
    let other = company(&world, "Other");
    contact_of(&world, &other, "bo@other.no");
    allow_all_but(&world, "contacts");
    let account = account(&world, "Other");
    salesforce_contact(&world, &account, "bo@other.no");
    // Longer than every daily look waits: none of them fails for what cannot be read.
    for _ in 0..3 {
        world.wait(Duration::from_secs(90_000)).await;
        assert_eq!(world.sync().await.unread.len(), 1);
    }
    assert_eq!(world.records(HubSpot, "companies").len(), 2, "nobody was made twice");
    allow_all_but(&world, "nothing");
    world.wait(Duration::from_secs(1_200)).await;
    world.apply().await;
    assert_eq!(world.records(HubSpot, "companies").len(), 2);
    assert_eq!(world.link(&other), world.link(&account));
}

/// Hours and days without an object: the others go on, and what was deleted meanwhile is noticed.
#[tokio::test(start_paused = true)]
async fn p2_an_object_that_was_away_for_days_is_compared_when_it_is_back() {
    let world = world().await;
    let acme = company(&world, "Acme");
    let ann = contact_of(&world, &acme, "ann@acme.no");
    let boat = deal_of(&world, &acme);
    world.rule("firstname", SyncRule::TwoWay).await;
    settle(&world).await;
    allow_all_but(&world, "deals");
    for day in 1..=8 {
        world.wait(Duration::from_secs(90_000)).await;
        world.edit(HubSpot, "contacts", &ann, json!({ "firstname": format!("Ann {day}") }));
        let report = world.sync().await;
        assert_eq!(report.unread.len(), 1, "day {day}: {report:?}");
        let there = world.records(Salesforce, "Contact").swap_remove(0).1;
        assert_eq!(there["FirstName"], json!(format!("Ann {day}")));
    }
    assert_eq!(world.app.status(world.pair).unwrap().unread.len(), 1, "it stays in sight");
    world.act(HubSpot, json!({ "act": "archive", "object": "deals", "id": boat }));
    world.wait(Duration::from_secs(4 * 90_000)).await;
    allow_all_but(&world, "nothing");
    world.sync().await;
    assert_eq!(world.app.status(world.pair).unwrap().unread.len(), 0);
    assert_eq!(world.why(&boat), [(LinkState::Unlinked, ReasonCode::PartnerDeleted)]);
}
