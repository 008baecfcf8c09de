//! Duplicates (S22, A4, A5), creation without an id field (P7), and owners (S65-S72).

use std::time::Duration;

use crosswalk_app::pairs::IdFields;
use crosswalk_desktop::{Beginning, World};
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{CreateInSalesforce, SyncRule};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::json;

#[tokio::test(start_paused = true)]
async fn s22_several_salesforce_records_of_one_address_give_one_contact() {
    let world = World::new().await;
    let lead = world.salesforce_record(
        "Lead",
        json!({ "Email": "ann@example.no", "LastName": "Berg", "Company": "Acme" }),
    );
    let old = world
        .salesforce_record("Contact", json!({ "Email": "ann@example.no", "LastName": "Berg" }));
    world.wait(Duration::from_secs(60)).await;
    let new = world
        .salesforce_record("Contact", json!({ "Email": "Ann@example.no", "LastName": "Berg" }));
    world.apply().await;
    let contacts = world.records(HubSpot, "contacts");
    assert_eq!(contacts.len(), 1);
    assert_eq!(world.link(&contacts[0].0), world.link(&new), "A5: a contact, the newest");
    world.apply().await;
    for other in [&lead, &old] {
        let duplicate = (LinkState::LeftOut, ReasonCode::DuplicateOfLinked);
        assert_eq!(world.why(other), [duplicate], "{other}");
    }
}

#[tokio::test(start_paused = true)]
async fn a4_nobody_is_made_of_a_record_without_an_address() {
    let world = World::new().await;
    let there = world.salesforce_record("Contact", json!({ "LastName": "Berg" }));
    world.apply().await;
    assert_eq!(world.records(HubSpot, "contacts").len(), 0);
    assert_eq!(world.why(&there), [(LinkState::LeftOut, ReasonCode::NoEmail)]);
}

/// A HubSpot owner who is Sven Seller by name and address, and one whom Salesforce does not know.
fn owners(world: &World) -> (String, String) {
    let add = |email: &str, first: &str, last: &str| {
        let act = json!({ "act": "add_owner", "email": email, "first_name": first,
                          "last_name": last });
        world.act(HubSpot, act)["id"].as_str().unwrap().to_owned()
    };
    (add("sven@acme.example", "Sven", "Seller"), add("eve@acme.example", "Eve", "Else"))
}

fn user(world: &World, email: &str) -> String {
    let users = world.records(Salesforce, "User");
    let found = users.into_iter().find(|(_, user)| user["Email"] == json!(email));
    found.expect("a user").0
}

#[tokio::test(start_paused = true)]
async fn s68_s70_an_owner_of_equal_name_and_address_crosses_both_ways() {
    let world = World::new().await;
    let (sven, _) = owners(&world);
    let (sven_there, ann_there) =
        (user(&world, "sven@acme.example"), user(&world, "ann@acme.example"));
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "a@example.no", "LastName": "Berg", "OwnerId": sven_there }),
    );
    let here = world.hubspot_contact(json!({
        "email": "b@example.no", "lastname": "Dahl", "hubspot_owner_id": sven,
    }));
    world.apply().await;
    let contacts = world.records(HubSpot, "contacts");
    let made = contacts.iter().find(|(id, _)| *id != here).unwrap();
    assert_eq!(made.1["hubspot_owner_id"], json!(sven), "Salesforce to HubSpot");
    let people = world.records(Salesforce, "Contact");
    let made = people.iter().find(|(id, _)| *id != there).unwrap();
    assert_eq!(made.1["OwnerId"], json!(sven_there), "HubSpot to Salesforce");
    assert_ne!(sven_there, ann_there);
}

#[tokio::test(start_paused = true)]
async fn s71_s72_an_owner_whom_salesforce_does_not_know_is_reset() {
    let world = World::new().await;
    let (sven, eve) = owners(&world);
    let sven_there = user(&world, "sven@acme.example");
    let there = world.salesforce_record(
        "Contact",
        json!({ "Email": "a@example.no", "LastName": "Berg", "OwnerId": sven_there }),
    );
    world.apply().await;
    let here = world.records(HubSpot, "contacts")[0].0.clone();
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(HubSpot, "contacts", &here, json!({ "hubspot_owner_id": eve }));
    world.apply().await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "hubspot_owner_id"), json!(sven));
    assert_eq!(world.field(Salesforce, "Contact", &there, "OwnerId"), json!(sven_there));
}

/// Contacts make leads.
async fn world_of_leads() -> World {
    let world = World::new().await;
    world
        .remap(|file| {
            for mapping in &mut file.mappings {
                mapping.create.salesforce = CreateInSalesforce::Lead;
            }
        })
        .await;
    world
}

/// A contact of Sven, whom Salesforce knows, one of Eve, whom it does not, and one of nobody.
#[tokio::test(start_paused = true)]
async fn h68_assignment_rules_choose_the_owner_of_a_lead_whose_owner_is_unknown() {
    for rules in [true, false] {
        let world = world_of_leads().await;
        let (sven, eve) = owners(&world);
        let ann = json!({ "act": "add_owner", "email": "ann@acme.example", "first_name": "Ann",
                          "last_name": "Admin" });
        let ann = world.act(HubSpot, ann)["id"].as_str().unwrap().to_owned();
        let (sven_there, ann_there) =
            (user(&world, "sven@acme.example"), user(&world, "ann@acme.example"));
        // The rule gives leads to Sven; without one they belong to whom we act as.
        let chosen = if rules { (&sven, &sven_there) } else { (&ann, &ann_there) };
        let owner = rules.then_some(&sven_there);
        world.act(Salesforce, json!({ "act": "set_lead_assignment", "owner": owner }));
        let contact = |email: &str, owner: &str| {
            world.hubspot_contact(json!({
                "email": email, "lastname": "Berg", "company": "Acme", "hubspot_owner_id": owner,
            }))
        };
        let known = contact("a@example.no", &sven);
        let unknown = contact("b@example.no", &eve);
        let nobodys = contact("c@example.no", "");
        let before = world.last_exchange();
        let report = world.apply().await;
        assert_eq!(report.result, RunResult::Done, "{report:?}");
        let leads = world.records(Salesforce, "Lead");
        let owner_of = |email: &str| {
            let lead = leads.iter().find(|(_, lead)| lead["Email"] == json!(email)).unwrap();
            lead.1["OwnerId"].clone()
        };
        let here = |id: &str| world.field(HubSpot, "contacts", id, "hubspot_owner_id");
        assert_eq!(owner_of("a@example.no"), json!(sven_there), "HubSpot's owner is matched");
        assert_eq!(here(&known), json!(sven));
        for (id, email) in [(&unknown, "b@example.no"), (&nobodys, "c@example.no")] {
            assert_eq!(owner_of(email), json!(chosen.1), "rules {rules}: {email}");
            assert_eq!(here(id), json!(chosen.0), "S72, A22: in the same pass");
        }
        let told = world.told_since(before);
        let creates =
            told.iter().filter(|line| line.contains("salesforce") && line.contains("Write"));
        assert_eq!(creates.count(), 2, "a request of their own: {told:#?}");
        let before = world.last_exchange();
        world.wait(Duration::from_secs(1_200)).await;
        world.apply().await;
        assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    }
}

#[tokio::test(start_paused = true)]
async fn h69_joining_a_lead_runs_no_rule_and_the_lead_keeps_its_owner() {
    let world = world_of_leads().await;
    let (sven, eve) = owners(&world);
    let (sven_there, ann_there) =
        (user(&world, "sven@acme.example"), user(&world, "ann@acme.example"));
    world.act(Salesforce, json!({ "act": "set_lead_assignment", "owner": ann_there }));
    let there = world.salesforce_record(
        "Lead",
        json!({ "Email": "a@example.no", "LastName": "Berg", "Company": "Acme",
                "OwnerId": sven_there }),
    );
    let here = world.hubspot_contact(json!({
        "email": "a@example.no", "lastname": "Dahl", "company": "Acme", "phone": "1",
        "hubspot_owner_id": eve,
    }));
    world.apply().await;
    assert_eq!(world.link(&here), world.link(&there));
    assert_eq!(world.field(Salesforce, "Lead", &there, "Phone"), json!("1"), "it was written");
    assert_eq!(world.field(Salesforce, "Lead", &there, "OwnerId"), json!(sven_there));
    assert_eq!(world.field(HubSpot, "contacts", &here, "hubspot_owner_id"), json!(sven));
}

#[tokio::test(start_paused = true)]
async fn p7_without_an_id_field_nobody_is_made_and_the_rest_goes_on() {
    let beginning = Beginning { id_fields: IdFields::Leave, ..Beginning::default() };
    let world = World::begin(beginning, |_| {}).await;
    let alone = world.hubspot_contact(json!({ "email": "bo@example.no", "lastname": "Dahl" }));
    let here = world.hubspot_contact(json!({
        "email": "ann@example.no", "lastname": "Berg", "phone": "1",
    }));
    let there = world
        .salesforce_record("Contact", json!({ "Email": "ann@example.no", "LastName": "Berg" }));
    world.apply().await;
    assert_eq!(world.records(Salesforce, "Contact").len(), 1);
    assert_eq!(world.why(&alone), [(LinkState::LeftOut, ReasonCode::NoIdField)]);
    assert_eq!(world.link(&here), world.link(&there), "matching goes on");
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!("1"));
}

#[tokio::test(start_paused = true)]
async fn p7_somebody_whom_the_index_does_not_show_yet_is_a_match() {
    let mut beginning = Beginning::default();
    beginning.settings.hubspot.search_lag_millis = 5_000_000;
    let world = World::begin(beginning, |_| {}).await;
    world.apply().await;
    let here = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    let there = world
        .salesforce_record("Contact", json!({ "Email": "ann@example.no", "LastName": "Berg" }));
    for _ in 0..2 {
        world.wait(Duration::from_secs(60)).await;
        world.apply().await;
    }
    assert_eq!(world.records(HubSpot, "contacts").len(), 1);
    assert_eq!(world.link(&here), world.link(&there));
}

#[tokio::test(start_paused = true)]
async fn a4_somebody_is_found_by_the_address_that_we_wrote_ourselves() {
    let world = World::new().await;
    let there = world
        .salesforce_record("Contact", json!({ "Email": "old@example.no", "LastName": "Berg" }));
    let here = world.hubspot_contact(json!({ "email": "old@example.no", "lastname": "Berg" }));
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &there, json!({ "Email": "new@example.no" }));
    world.apply().await;
    assert_eq!(world.field(HubSpot, "contacts", &here, "email"), json!("new@example.no"));
    world.wait(Duration::from_secs(1_200)).await;
    let twin = json!({ "Email": "new@example.no", "LastName": "Berg" });
    let twin = world.create(Salesforce, "Contact", twin).unwrap();
    let other = json!({ "Email": "old@example.no", "LastName": "Other" });
    world.create(Salesforce, "Contact", other).unwrap();
    let before = world.last_exchange();
    world.apply().await;
    assert_eq!(world.why(&twin), [(LinkState::LeftOut, ReasonCode::DuplicateOfLinked)]);
    assert_eq!(world.records(HubSpot, "contacts").len(), 2, "the old address is free");
    assert_eq!(world.writes_since(before), 1, "{:#?}", world.told_since(before));
}

#[tokio::test(start_paused = true)]
async fn a4_somebody_is_found_by_an_additional_address() {
    let world = World::new().await;
    let here = world.hubspot_contact(json!({
        "email": "ann@new.no", "hs_additional_emails": "a.berg@old.no;Ann@Old.no",
        "lastname": "Berg", "phone": "1",
    }));
    let there =
        world.salesforce_record("Contact", json!({ "Email": "ann@old.no", "LastName": "Berg" }));
    let before = world.last_exchange();
    world.apply().await;
    assert_eq!(world.link(&here), world.link(&there));
    assert_eq!(world.records(HubSpot, "contacts").len(), 1);
    assert_eq!(world.records(Salesforce, "Contact").len(), 1, "{:#?}", world.told_since(before));
    assert_eq!(world.field(Salesforce, "Contact", &there, "Phone"), json!("1"));
}

#[tokio::test(start_paused = true)]
async fn a4_a_primary_address_goes_before_an_additional_one() {
    let world = World::new().await;
    let first = world.hubspot_contact(json!({
        "email": "bo@example.no", "hs_additional_emails": "ann@example.no", "lastname": "Dahl",
    }));
    let there =
        world.salesforce_record("Contact", json!({ "Email": "bo@example.no", "LastName": "Dahl" }));
    let by_additional = world
        .salesforce_record("Contact", json!({ "Email": "ann@example.no", "LastName": "Berg" }));
    world.apply().await;
    assert_eq!(world.link(&first), world.link(&there));
    let duplicate = (LinkState::LeftOut, ReasonCode::DuplicateOfLinked);
    world.apply().await;
    assert_eq!(world.why(&by_additional), [duplicate]);
    assert_eq!(world.records(HubSpot, "contacts").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a4_a_link_that_lost_its_address_goes_on_by_id() {
    for side in [HubSpot, Salesforce] {
        let world = World::new().await;
        world.rule("email", SyncRule::TwoWay).await;
        let here = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
        let there = world
            .salesforce_record("Contact", json!({ "Email": "ann@example.no", "LastName": "Berg" }));
        world.apply().await;
        let link = world.link(&here);
        assert_eq!(link, world.link(&there));
        world.wait(Duration::from_secs(1_200)).await;
        match side {
            HubSpot => world.edit(HubSpot, "contacts", &here, json!({ "email": "" })),
            Salesforce => world.edit(Salesforce, "Contact", &there, json!({ "Email": null })),
        }
        world.apply().await;
        assert_eq!(world.field(Salesforce, "Contact", &there, "Email"), json!(null), "{side:?}");
        assert_ne!(world.field(HubSpot, "contacts", &here, "email"), json!("ann@example.no"));
        world.wait(Duration::from_secs(1_200)).await;
        world.edit(Salesforce, "Contact", &there, json!({ "Phone": "1" }));
        world.edit(HubSpot, "contacts", &here, json!({ "jobtitle": "Chief" }));
        world.apply().await;
        assert_eq!((world.link(&here), world.link(&there)), (link, link), "{side:?}");
        assert_eq!(world.field(HubSpot, "contacts", &here, "phone"), json!("1"));
        assert_eq!(world.field(Salesforce, "Contact", &there, "Title"), json!("Chief"));
        assert_eq!(world.records(HubSpot, "contacts").len(), 1);
        assert_eq!(world.records(Salesforce, "Contact").len(), 1);
    }
}
