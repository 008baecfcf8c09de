//! What a person is told of a field that changed on both sides: both values, when and by whom.

use std::time::Duration;

use crosswalk_app::inbox::ConflictRow;
use crosswalk_desktop::World;
use crosswalk_model::Both;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::SyncRule;
use serde_json::{Value, json};

/// Kari, who can own records in HubSpot, by the number of her user.
fn kari(world: &World) -> Value {
    let words = json!({ "act": "add_owner", "email": "kari@acme.example", "first_name": "Kari",
                        "last_name": "Nordmann" });
    world.act(HubSpot, words)["user"].clone()
}

fn ola(world: &World) -> String {
    let words = json!({ "act": "add_user", "username": "ola@acme.example", "first_name": "Ola",
                        "last_name": "Halvorsen", "email": "ola@acme.example" });
    world.act(Salesforce, words)["id"].as_str().unwrap().to_owned()
}

/// Somebody in step whose job title asks, by both ids.
async fn in_step(world: &World) -> (String, String) {
    world.rule("jobtitle", SyncRule::Ask).await;
    let here = json!({ "email": "p@example.no", "lastname": "Berg", "jobtitle": "Clerk" });
    let there = json!({ "Email": "p@example.no", "LastName": "Berg", "Title": "Clerk" });
    let ids = (world.hubspot_contact(here), world.salesforce_record("Contact", there));
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    ids
}

fn only(world: &World) -> ConflictRow {
    let mut rows = world.app.conflict_rows(world.pair).unwrap();
    assert_eq!(rows.len(), 1, "{rows:#?}");
    rows.remove(0)
}

#[tokio::test(start_paused = true)]
async fn a_conflict_names_who_changed_each_side_and_when() {
    let world = World::new().await;
    let (kari, ola) = (kari(&world), ola(&world));
    let (here, there) = in_step(&world).await;

    let at = world.now();
    world.act(
        HubSpot,
        json!({ "act": "edit", "object": "contacts", "id": here, "user": kari,
                               "fields": { "jobtitle": "Buyer" } }),
    );
    world.wait(Duration::from_secs(60)).await;
    // Of another field, so that the record's own time is not the field's.
    world.edit(HubSpot, "contacts", &here, json!({ "phone": "+4722225555" }));
    world.act(
        Salesforce,
        json!({ "act": "edit", "by": ola, "id": there,
                                  "fields": { "Title": "Director" } }),
    );
    world.wait(Duration::from_secs(300)).await;
    world.apply().await;

    let row = only(&world);
    let (base, now) = (row.base.clone().map(|_, it| it.unwrap()), row.now.clone());
    let quoted = |text: &str| format!("\"{text}\"");
    assert_eq!(base, Both { salesforce: quoted("Clerk"), hubspot: quoted("Clerk") });
    assert_eq!(now, Both { salesforce: quoted("Director"), hubspot: quoted("Buyer") });
    let named = |name: &str| Some(name.to_owned());
    assert_eq!(
        row.by,
        Both { salesforce: named("Ola Halvorsen"), hubspot: named("Kari Nordmann") }
    );
    assert_eq!(row.times.hubspot.unwrap().as_second(), at.as_second());
    assert!(row.times.salesforce.unwrap() > row.times.hubspot.unwrap());

    // Nobody asks the vendor for it again while nothing changes.
    let before = world.last_exchange();
    world.apply().await;
    let told = world.told_since(before);
    assert!(told.iter().all(|line| !line.contains("batch/read")), "{told:#?}");
    assert_eq!(only(&world), row);
}

#[tokio::test(start_paused = true)]
async fn a_conflict_that_an_automation_made_is_told_in_hubspots_word_for_it() {
    let world = World::new().await;
    let (here, there) = in_step(&world).await;
    world.act(HubSpot, json!({ "act": "edit", "object": "contacts", "id": here,
                               "source": "AUTOMATION_PLATFORM", "fields": { "jobtitle": "Buyer" } }));
    world.edit(Salesforce, "Contact", &there, json!({ "Title": "Director" }));
    world.wait(Duration::from_secs(300)).await;
    world.apply().await;
    assert_eq!(only(&world).by.hubspot.as_deref(), Some("AUTOMATION_PLATFORM"));
}
