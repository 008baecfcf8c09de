//! Failures that other tools had in public, replayed: each test is named after one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod accounts;
mod writes;

use std::sync::Arc;
use std::time::Duration;

use crosswalk_desktop::{Beginning, World};
use crosswalk_engine::{Unwatched, Watch};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{CreateInHubSpot, CreateInSalesforce};
use serde_json::json;

const MINUTE: Duration = Duration::from_secs(60);

/// Accounts whose records find no partner and get none: what is read is all that counts.
async fn reading_world() -> World {
    let beginning = Beginning::long();
    let world = World::begin(beginning, |_| {}).await;
    world
        .remap(|file| {
            for mapping in &mut file.mappings {
                mapping.create.salesforce = CreateInSalesforce::Nothing;
                mapping.create.hubspot = CreateInHubSpot::Leads;
            }
        })
        .await;
    world
}

/// Ann on both sides, linked and quiet.
async fn ann(beginning: Beginning) -> (World, String, String) {
    ann_watched(beginning, Arc::new(Unwatched)).await
}

async fn ann_watched(beginning: Beginning, watch: Arc<dyn Watch>) -> (World, String, String) {
    let world = World::watched(beginning, watch, |_| {}).await;
    let here = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    let there = json!({ "Email": "ann@example.no", "LastName": "Berg" });
    let there = world.salesforce_record("Contact", there);
    world.wait(45 * MINUTE).await;
    world.apply().await;
    world.wait(15 * MINUTE).await;
    world.sync().await;
    (world, here, there)
}

/// More records of one modified time than a search shows: an endless loop elsewhere.
#[tokio::test(start_paused = true)]
async fn same_stamp_25k() {
    const ALL: u64 = 25_000;
    let world = reading_world().await;
    for nth in 0..ALL {
        world.hubspot_contact(json!({ "email": format!("p{nth}@example.no"), "lastname": "B" }));
    }
    world.sync().await;
    world.wait(15 * MINUTE).await;
    let act = json!({
        "act": "bulk_edit", "object": "contacts", "fields": { "phone": "+47 22 33 44 55" },
    });
    world.act(HubSpot, act);
    let before = world.last_exchange();
    let report = world.sync().await;
    assert_eq!(report.counts.read.hubspot, ALL);
    assert_eq!(report.counts.looked_at, ALL, "each of them is seen as changed");
    let calls = world.last_exchange() - before;
    assert!(calls * 10 <= ALL.div_ceil(200) * 12, "{calls} calls");
}

/// Ties at the edge of a page: dropped by one comparison, repeated without end by the other.
#[tokio::test(start_paused = true)]
async fn equal_stamp_page_edge() {
    let world = reading_world().await;
    // One page and a bit on each side, all of one instant.
    for nth in 0..401 {
        world.hubspot_contact(json!({ "email": format!("p{nth}@example.no"), "lastname": "B" }));
    }
    let mut there = Vec::new();
    for nth in 0..2_001 {
        let fields = json!({ "Email": format!("q{nth}@example.no"), "LastName": "C" });
        there.push(world.salesforce_record("Contact", fields));
    }
    world.sync().await;
    world.wait(15 * MINUTE).await;
    world.act(
        HubSpot,
        json!({ "act": "bulk_edit", "object": "contacts", "fields": { "phone": "1" } }),
    );
    for id in &there {
        world.edit(Salesforce, "Contact", id, json!({ "Phone": "2" }));
    }
    let report = world.sync().await;
    assert_eq!(report.counts.read.hubspot, 401);
    assert_eq!(report.counts.read.salesforce, 2_001);
    assert_eq!(report.counts.looked_at, 2_402);
}

/// The search index is behind by minutes: the overlap finds what a passed cursor would miss. It is
/// behind by half an hour: the verify pull does.
#[tokio::test(start_paused = true)]
async fn search_lag() {
    for (lag, within) in [(2, 15), (30, 75)] {
        let mut beginning = Beginning::default();
        beginning.settings.hubspot.search_lag_millis = lag * 60_000;
        let (world, here, there) = ann(beginning).await;
        world.edit(HubSpot, "contacts", &here, json!({ "phone": "+47 1" }));
        let mut waited = 0;
        while waited < within {
            world.sync().await;
            world.wait(5 * MINUTE).await;
            waited += 5;
        }
        world.sync().await;
        let crossed = world.field(Salesforce, "Contact", &there, "Phone");
        assert_eq!(crossed, json!("+47 1"), "behind by {lag} minutes");
    }
}

/// A create is carried out and its answer lost: nobody is made twice.
#[tokio::test(start_paused = true)]
async fn lost_response_create() {
    let routes = [
        ("hubspot", "POST /crm/objects/{version}/{type}/batch/upsert"),
        ("salesforce", "POST /services/data/v{version}/composite"),
    ];
    for (vendor, route) in routes {
        for nth in 1..=4 {
            let (world, ..) = ann(Beginning::default()).await;
            world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
            let cy = json!({ "Email": "cy@example.no", "LastName": "Eng" });
            world.salesforce_record("Contact", cy);
            world.fault(json!({
                "at": { "vendor": vendor, "route": route }, "nth": nth,
                "kind": { "kind": "cut", "when": "after_effect" },
            }));
            for _ in 0..3 {
                if let Err(error) = world.app.sync(world.pair, "test").await {
                    assert!(error.to_string().contains("cut"), "{error}");
                }
                world.wait(15 * MINUTE).await;
            }
            assert_eq!(world.records(Salesforce, "Contact").len(), 3, "{vendor} {nth}");
            assert_eq!(world.records(HubSpot, "contacts").len(), 3, "{vendor} {nth}");
            let last = world.app.plan(world.pair, "test").await.unwrap();
            assert_eq!(last.counts.planned(), 0, "{last:?}");
        }
    }
}

/// A long transaction commits with a stamp that the cursor has passed.
#[tokio::test(start_paused = true)]
async fn behind_cursor() {
    let (world, here, there) = ann(Beginning::default()).await;
    let other = json!({ "Email": "bo@example.no", "LastName": "Dahl" });
    let other = world.salesforce_record("Contact", other);
    world.act(
        Salesforce,
        json!({
            "act": "late_commit", "id": there, "fields": { "Title": "Chief" },
            "millis": 300_000,
        }),
    );
    world.wait(MINUTE).await;
    world.edit(Salesforce, "Contact", &other, json!({ "Title": "Newer" }));
    world.sync().await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!(null));
    world.wait(6 * MINUTE).await;
    world.sync().await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "jobtitle"), json!("Chief"));
}

/// A late echo of an older value comes back while a newer one is under way.
#[tokio::test(start_paused = true)]
async fn flip_flop() {
    let mut beginning = Beginning::default();
    beginning.settings.hubspot.search_lag_millis = 60_000;
    let (world, here, there) = ann(beginning).await;
    world.edit(HubSpot, "contacts", &here, json!({ "phone": "old" }));
    world.wait(2 * MINUTE).await;
    world.sync().await;
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!("old"));
    world.edit(Salesforce, "Contact", &there, json!({ "Phone": "new" }));
    world.sync().await;
    let after_push = world.last_exchange();
    for _ in 0..12 {
        world.wait(Duration::from_secs(20)).await;
        world.sync().await;
    }
    assert_eq!(world.field(HubSpot, "contacts", &here, "phone"), json!("new"));
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!("new"));
    assert_eq!(world.writes_since(after_push), 0, "{:#?}", world.told_since(after_push));
}
