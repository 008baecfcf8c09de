//! The connector's rules one by one, where no story of another room tells them; and the table of
//! all rules with the tests that show them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod accounts;
mod activities;
mod campaigns;
mod companies;
mod conflicts;
mod deals;
mod default_design;
mod deletes;
mod drift;
mod errors;
mod fields;
mod imports;
mod labels;
mod mapping;
mod meetings;
mod objects;
mod others;
mod owners;
mod pair_file;
mod people;
mod preflight;
mod rights;
mod sharing;
mod stages;
mod table;
mod tasks;
mod transforms;

use std::time::Duration;

use bytes::Bytes;
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::Outcome;
use crosswalk_emulator::exchange::Vendor;
use crosswalk_model::Side;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{FieldMapping, SalesforceField, SyncRule};
use serde_json::{Value, json};

/// Longer than a pull looks back, and than a check holds.
const LATER: Duration = Duration::from_secs(1_200);

/// Empty accounts that keep these HubSpot objects in step.
async fn keeping(objects: &[&str]) -> World {
    let objects = objects.iter().map(|it| (*it).to_owned()).collect();
    World::begin(Beginning { objects, ..Beginning::default() }, |_| {}).await
}

/// Time passes and everything is carried out, until a pass finds nothing to write.
async fn settled(world: &World) {
    for _ in 0..3 {
        world.wait(LATER).await;
        world.apply().await;
    }
    let before = world.last_exchange();
    world.apply().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}

/// A person ties two HubSpot records by the number of the type: 1 a contact to its primary company,
/// 3 a deal to a contact, 5 a deal to its primary company.
fn tie(world: &World, (from, id): (&str, &str), (to, other): (&str, &str), kind: u32) {
    let act = json!({ "act": "associate", "object": from, "id": id, "to": to, "other": other,
                      "type": kind });
    world.act(HubSpot, act);
}

/// The one record of an object.
fn only(world: &World, side: Side, object: &str) -> String {
    let all = world.records(side, object);
    assert_eq!(all.len(), 1, "{object}: {all:?}");
    all[0].0.clone()
}

/// The record of an object whose field holds this.
fn having(world: &World, side: Side, object: &str, field: (&str, &str)) -> String {
    let mut all = world.records(side, object).into_iter();
    all.find(|(_, it)| it.get(field.0) == Some(&json!(field.1))).expect("a record").0
}

/// A user of the org, by address.
fn user(world: &World, email: &str) -> String {
    having(world, Salesforce, "User", ("Email", email))
}

/// Somebody adds a property in HubSpot.
fn add_property(world: &World, object: &str, body: &Value) {
    let vendor = Vendor::HubSpot;
    let facts = world.emulator.grant(vendor, world.accounts.get(HubSpot)).expect("a grant");
    let path = format!("https://api.hubapi.com/crm/properties/2026-09/{object}");
    let request = http::Request::post(path)
        .header("authorization", format!("Bearer {}", facts.service_key.expect("a key")))
        .header("content-type", "application/json")
        .body(Bytes::from(body.to_string()))
        .expect("a request");
    let Outcome::Answer(answer) = world.emulator.exchange(vendor, request) else { panic!("cut") };
    assert_eq!(answer.response.status(), 201);
}

/// Somebody adds a field in Salesforce.
fn add_field(world: &World, object: &str, field: Value) {
    world.act(Salesforce, json!({ "act": "add_custom_field", "object": object, "field": field }));
}

/// A field mapping of people, its id being HubSpot's name.
fn field(hubspot: &str, salesforce: &str, rule: SyncRule) -> FieldMapping {
    FieldMapping {
        id: hubspot.into(),
        hubspot: hubspot.into(),
        salesforce: SalesforceField::PerObject([("Contact".into(), salesforce.into())].into()),
        rule,
        transform: Vec::new(),
        note: None,
        other: std::collections::BTreeMap::new(),
    }
}

/// Maps one more field of people, or another way.
async fn map(world: &World, new: FieldMapping) {
    world
        .remap(|file| {
            let mut all = file.mappings.iter_mut();
            let people = all.find(|it| it.hubspot.as_str() == "contacts").expect("people");
            people.fields.retain(|it| it.id != new.id);
            people.fields.push(new);
            people.fields.sort_by(|a, b| a.id.cmp(&b.id));
        })
        .await;
}

/// A HubSpot owner.
fn owner(world: &World, first: &str, last: &str) -> String {
    let email = format!("{}@acme.example", first.to_lowercase());
    let act = json!({ "act": "add_owner", "email": email, "first_name": first, "last_name": last });
    let made: Value = world.act(HubSpot, act);
    made["id"].as_str().expect("an id").to_owned()
}

/// Whom a HubSpot record is associated with: contacts have the number 1, companies 2.
fn associated(world: &World, id: &str, object: u64) -> Vec<String> {
    let dump = world.emulator.dump(Vendor::HubSpot, world.accounts.get(HubSpot));
    let links = dump["state"]["associations"]["links"].as_array().expect("links");
    let number = |it: &Value| it.as_u64().map(|it| it.to_string());
    let of = |link: &&Value| number(&link[0]).as_deref() == Some(id) && link[1] == object;
    links.iter().filter(of).filter_map(|link| number(&link[2])).collect()
}
