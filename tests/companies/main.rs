//! Companies with accounts, deals with opportunities, and who belongs to whom, told as stories.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod crashes;
mod deals;
mod families;
mod lifecycle;
mod matches;
mod merges;
mod persons;
mod seeded;
mod unconfirmed;
mod unread;

use crosswalk_desktop::{Beginning, World};
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::{Value, json};

/// Empty accounts that keep people, companies and deals in step.
async fn world() -> World {
    World::begin(all_objects(), |_| {}).await
}

fn all_objects() -> Beginning {
    let objects = ["companies", "contacts", "deals"].map(str::to_owned).to_vec();
    Beginning { objects, ..Beginning::default() }
}

/// A HubSpot contact of a company.
fn contact_of(world: &World, company: &str, email: &str) -> String {
    let id = world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
    associate(world, ("contacts", &id), ("companies", company), 1);
    id
}

/// A person ties two HubSpot records, by the type's id.
fn associate(world: &World, from: (&str, &str), to: (&str, &str), kind: u32) {
    tie(world, "associate", (from, to), kind);
}

fn dissociate(world: &World, from: (&str, &str), to: (&str, &str), kind: u32) {
    tie(world, "dissociate", (from, to), kind);
}

fn tie(world: &World, act: &str, (from, to): ((&str, &str), (&str, &str)), kind: u32) {
    world.act(
        HubSpot,
        json!({ "act": act, "object": from.0, "id": from.1, "to": to.0, "other": to.1,
                "type": kind }),
    );
}

fn company(world: &World, name: &str) -> String {
    world.hubspot_record("companies", json!({ "name": name }))
}

fn account(world: &World, name: &str) -> String {
    world.salesforce_record("Account", json!({ "Name": name }))
}

fn salesforce_contact(world: &World, account: &str, email: &str) -> String {
    let account = if account.is_empty() { Value::Null } else { json!(account) };
    world.salesforce_record(
        "Contact",
        json!({ "Email": email, "LastName": "Berg", "AccountId": account }),
    )
}

/// The one record of an object.
fn only(world: &World, side: crosswalk_model::Side, object: &str) -> String {
    let all = world.records(side, object);
    assert_eq!(all.len(), 1, "{object}: {all:?}");
    all[0].0.clone()
}

/// The record of an object that holds this.
fn having(
    world: &World,
    side: crosswalk_model::Side,
    object: &str,
    (field, value): (&str, &str),
) -> String {
    let mut all = world.records(side, object).into_iter();
    let found = all.find(|(_, it)| it.get(field) == Some(&json!(value)));
    found.unwrap_or_else(|| panic!("no {object} whose {field} is {value}")).0
}

/// One pass writes everything; the next finds nothing to do.
async fn settle(world: &World) {
    let report = world.apply().await;
    assert!(matches!(report.result, RunResult::Done | RunResult::SomeFailed), "{report:?}");
    quiet(world).await;
}

async fn quiet(world: &World) {
    let before = world.last_exchange();
    let again = world.apply().await;
    assert_eq!(again.counts.planned(), 0, "{again:?}");
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}

#[tokio::test(start_paused = true)]
async fn a_family_on_one_side_only_is_made_on_the_other_in_one_pass() {
    let world = world().await;
    let acme = company(&world, "Acme");
    let ann = contact_of(&world, &acme, "ann@acme.no");
    let deal = world.hubspot_record(
        "deals",
        json!({ "dealname": "Ship", "dealstage": "contractsent", "pipeline": "default",
                "amount": "1200.50", "closedate": "2026-12-01T00:00:00Z" }),
    );
    associate(&world, ("deals", &deal), ("companies", &acme), 5);
    associate(&world, ("deals", &deal), ("contacts", &ann), 3);
    world.apply().await;
    let account = only(&world, Salesforce, "Account");
    let contact = only(&world, Salesforce, "Contact");
    let opportunity = only(&world, Salesforce, "Opportunity");
    assert_eq!(world.field(Salesforce, "Account", &account, "Name"), json!("Acme"));
    assert_eq!(world.field(Salesforce, "Contact", &contact, "AccountId"), json!(account));
    let made = world.record(Salesforce, "Opportunity", &opportunity).unwrap();
    assert_eq!(made["AccountId"], json!(account));
    assert_eq!(made["StageName"], json!("Negotiation/Review"));
    assert_eq!(made["CloseDate"], json!("2026-12-01"));
    let role = only(&world, Salesforce, "OpportunityContactRole");
    let role = world.record(Salesforce, "OpportunityContactRole", &role).unwrap();
    assert_eq!(
        (&role["ContactId"], &role["OpportunityId"]),
        (&json!(contact), &json!(opportunity))
    );
    quiet(&world).await;
}

#[tokio::test(start_paused = true)]
async fn and_the_other_way_round() {
    let world = world().await;
    let acme = account(&world, "Acme");
    let ann = salesforce_contact(&world, &acme, "ann@acme.no");
    let deal = world.salesforce_record(
        "Opportunity",
        json!({ "Name": "Ship", "StageName": "Closed Won", "CloseDate": "2026-12-01",
                "Amount": 1200.5, "AccountId": acme }),
    );
    world.salesforce_record(
        "OpportunityContactRole",
        json!({ "OpportunityId": deal, "ContactId": ann }),
    );
    world.apply().await;
    let company = only(&world, HubSpot, "companies");
    let contact = only(&world, HubSpot, "contacts");
    let made = only(&world, HubSpot, "deals");
    assert_eq!(world.field(HubSpot, "companies", &company, "name"), json!("Acme"));
    let of_contact = world.field(HubSpot, "contacts", &contact, "associatedcompanyid");
    assert_eq!(of_contact, json!(company));
    let record = world.record(HubSpot, "deals", &made).unwrap();
    assert_eq!(record["dealstage"], json!("closedwon"));
    assert_eq!(record["pipeline"], json!("default"));
    assert_eq!(record["hs_primary_associated_company"], json!(company), "{record:?}");
    assert_eq!(record["num_associated_contacts"], json!("1"));
    quiet(&world).await;
}

/// Longer than the overlap of a pull, shorter than the hourly looks.
const PAST_OVERLAP: std::time::Duration = std::time::Duration::from_secs(11 * 60);

#[tokio::test(start_paused = true)]
async fn an_idle_pass_of_all_objects_is_a_search_each_and_one_composite() {
    let world = world().await;
    let acme = company(&world, "Acme");
    contact_of(&world, &acme, "ann@acme.no");
    settle(&world).await;
    // The hourly looks go by first, so that the next pass is a plain one.
    world.wait(std::time::Duration::from_secs(3_700)).await;
    world.sync().await;
    world.wait(PAST_OVERLAP).await;
    world.sync().await;
    world.wait(PAST_OVERLAP).await;
    let before = world.last_exchange();
    world.sync().await;
    let told = world.told_since(before);
    assert_eq!(told.iter().filter(|it| it.starts_with("hubspot")).count(), 3, "{told:#?}");
    assert_eq!(told.iter().filter(|it| it.starts_with("salesforce")).count(), 1, "{told:#?}");
}
