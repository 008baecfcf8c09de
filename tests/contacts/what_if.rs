//! Another mapping against what is recorded: what would differ, and nobody is asked.

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_engine::what_if::{What, WhatChanges, WhatIf};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{
    CreateInSalesforce, FieldMapping, ObjectMapping, PairFile, SalesforceField, SyncRule,
};
use crosswalk_model::{Content, Side, Value as Held};
use serde_json::json;

/// The mapping in use, with a change to that of contacts.
fn draft(world: &World, change: impl FnOnce(&mut ObjectMapping)) -> PairFile {
    let mut file = world.app.mapping(world.pair).unwrap();
    let people = file.mappings.iter_mut().find(|it| it.hubspot.as_str() == "contacts");
    change(people.unwrap());
    file
}

fn rule(people: &mut ObjectMapping, field: &str, rule: SyncRule) {
    people.fields.iter_mut().find(|it| it.hubspot.as_str() == field).unwrap().rule = rule;
}

/// Asks, and makes sure that neither account was.
async fn what_if(world: &World, file: &PairFile) -> WhatIf {
    let before = world.last_exchange();
    let found = world.app.what_if(world.pair, file).await.unwrap().found;
    assert_eq!(world.last_exchange(), before, "nobody is asked anything");
    found
}

fn row<'a>(found: &'a WhatIf, side: Side, what: &What) -> Option<&'a WhatChanges> {
    found.changes.iter().find(|it| it.side == side && it.what == *what)
}

fn write(field: &str) -> What {
    What::Write { field: field.into() }
}

fn ask(field: &str) -> What {
    What::Ask { field: field.into() }
}

async fn later(world: &World) {
    world.wait(Duration::from_secs(1_200)).await;
    world.apply().await;
}

#[tokio::test(start_paused = true)]
async fn another_rule_is_tried_on_a_standing_conflict_and_then_does_just_that() {
    let world = World::new().await;
    world
        .remap(|file| {
            file.mappings.iter_mut().for_each(|it| {
                if it.hubspot.as_str() == "contacts" {
                    rule(it, "jobtitle", SyncRule::Ask);
                }
            })
        })
        .await;
    let ann = json!({ "email": "ann@example.no", "lastname": "Lie", "jobtitle": "Buyer" });
    let here = world.hubspot_contact(ann);
    let there = json!({ "Email": "ann@example.no", "LastName": "Lie", "Title": "Buyer" });
    let there = world.salesforce_record("Contact", there);
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(HubSpot, "contacts", &here, json!({ "jobtitle": "Chief" }));
    world.edit(Salesforce, "Contact", &there, json!({ "Title": "Head" }));
    later(&world).await;

    let same = what_if(&world, &draft(&world, |_| {})).await;
    assert_eq!((same.differing, same.changes.len(), same.unread.len()), (0, 0, 0), "{same:?}");
    assert_eq!(same.looked_at, 1);

    let other = draft(&world, |people| rule(people, "jobtitle", SyncRule::AlwaysHubspot));
    let found = what_if(&world, &other).await;
    assert_eq!(found.differing, 1, "{found:?}");
    let written = row(&found, Salesforce, &write("Title")).unwrap();
    assert_eq!((written.only_then, written.only_today, written.otherwise), (1, 0, 0));
    let would = written.examples[0].would_be.as_ref().unwrap();
    assert_eq!(would.value, Some(Content::Value(Held::Text("Chief".to_owned()))));
    assert_eq!(would.rule, Some(SyncRule::AlwaysHubspot));
    assert_eq!(row(&found, HubSpot, &ask("jobtitle")).unwrap().only_today, 1);

    // Asking changed nothing: what was asked of a person still is.
    later(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &there, "Title"), json!("Head"));
    world.remap(|file| *file = other).await;
    later(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &there, "Title"), json!("Chief"));
}

#[tokio::test(start_paused = true)]
async fn people_who_would_be_made_or_made_no_more_are_counted() {
    let world = World::new().await;
    world
        .remap(|file| {
            file.mappings.iter_mut().for_each(|it| {
                if it.hubspot.as_str() == "contacts" {
                    it.create.salesforce = CreateInSalesforce::Nothing;
                }
            })
        })
        .await;
    for nth in 0..3 {
        world.hubspot_contact(json!({ "email": format!("p{nth}@example.no"), "lastname": "Lie" }));
    }
    world.apply().await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 0);
    let other = draft(&world, |people| people.create.salesforce = CreateInSalesforce::Contact);
    let found = what_if(&world, &other).await;
    let made = row(&found, Salesforce, &What::Create).unwrap();
    assert_eq!((made.only_then, made.only_today, found.differing), (3, 0, 3), "{found:?}");
    assert_eq!(made.examples.len(), 3);

    world.remap(|file| *file = other).await;
    later(&world).await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_field_that_was_never_read_decides_nothing_and_is_named() {
    let world = World::new().await;
    let ann = json!({ "email": "ann@example.no", "lastname": "Lie", "degree": "MSc" });
    world.hubspot_contact(ann);
    world.salesforce_record("Contact", json!({ "Email": "ann@example.no", "LastName": "Lie" }));
    world.apply().await;
    let other = draft(&world, |people| {
        people.fields.push(FieldMapping {
            id: "zz_degree".into(),
            hubspot: "degree".into(),
            salesforce: SalesforceField::PerObject(
                [("Contact".into(), "AssistantName".into())].into(),
            ),
            rule: SyncRule::TwoWay,
            transform: Vec::new(),
            note: None,
            other: std::collections::BTreeMap::new(),
        });
    });
    let found = what_if(&world, &other).await;
    assert_eq!(found.differing, 0, "{found:?}");
    let named: Vec<(Side, &str, u64)> =
        found.unread.iter().map(|it| (it.side, it.field.as_str(), it.records)).collect();
    assert!(named.contains(&(HubSpot, "degree", 1)), "{named:?}");
    assert!(named.contains(&(Salesforce, "AssistantName", 1)), "{named:?}");
}
