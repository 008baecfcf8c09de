//! Companies and accounts where no story of another room tells of them: H39, H42, H60, H70, H144.

use crosswalk_desktop::World;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::CreateInHubSpot;
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::json;

use crate::{LATER, having, keeping, only, owner, settled, tie, user};

const FAMILIES: [&str; 2] = ["companies", "contacts"];

fn company(world: &World, name: &str) -> String {
    world.hubspot_record("companies", json!({ "name": name }))
}

fn account(world: &World, name: &str) -> String {
    world.salesforce_record("Account", json!({ "Name": name }))
}

/// Ann of a HubSpot company.
fn ann_of(world: &World, company: &str) -> String {
    let ann = world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }));
    tie(world, ("contacts", &ann), ("companies", company), 1);
    ann
}

fn ann_there(world: &World, account: &str) -> String {
    let ann = json!({ "Email": "ann@acme.no", "LastName": "Berg", "AccountId": account });
    world.salesforce_record("Contact", ann)
}

#[tokio::test(start_paused = true)]
async fn h39_accounts_from_before_come_with_the_first_plan_and_join_the_company_of_their_people() {
    let world = keeping(&FAMILIES).await;
    let acme = company(&world, "Acme");
    ann_of(&world, &acme);
    let (tied, alone) = (account(&world, "ACME Inc."), account(&world, "Boats"));
    ann_there(&world, &tied);
    world.wait(LATER).await;
    // No pass of its own brings them.
    let before = world.last_exchange();
    assert_eq!(world.sync().await.result, RunResult::Braked);
    assert_eq!(world.writes_since(before), 0);
    let plan = world.app.plan_view(world.pair, "test").await.unwrap();
    let made = plan.groups.iter().filter(|it| it.act == "create");
    let made: Vec<(&str, u64)> = made.map(|it| (it.object.as_str(), it.records)).collect();
    assert_eq!(made, [("companies", 1)], "Boats, and nobody else: {:?}", plan.groups);
    settled(&world).await;
    assert_eq!(world.link(&tied), world.link(&acme));
    let boats = having(&world, HubSpot, "companies", ("name", "Boats"));
    assert_eq!(world.link(&alone), world.link(&boats));
    assert_eq!(world.records(HubSpot, "companies").len(), 2);
    assert_eq!(world.records(Salesforce, "Account").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn h42_a_person_can_order_an_account_for_a_company_without_contacts() {
    let world = keeping(&FAMILIES).await;
    let (acme, boats) = (company(&world, "Acme"), company(&world, "Boats"));
    settled(&world).await;
    let left_out = [(LinkState::LeftOut, ReasonCode::NoContactSyncs)];
    assert_eq!([world.why(&acme), world.why(&boats)], [left_out, left_out]);
    world.app.create_partner(world.pair, &acme, None).unwrap();
    settled(&world).await;
    let made = only(&world, Salesforce, "Account");
    assert_eq!(world.field(Salesforce, "Account", &made, "Name"), json!("Acme"));
    assert_eq!(world.link(&acme), world.link(&made));
    assert_eq!(world.why(&boats), left_out, "and nobody else's");
    // From then on it is in step like any other.
    world.edit(Salesforce, "Account", &made, json!({ "Phone": "7" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "companies", &acme, "phone"), json!("7"));
}

/// Never: the account that a conversion makes joins the company of its contact (S23), or is left to
/// a person where that company is tied already (S24).
#[tokio::test(start_paused = true)]
async fn h60_a_conversion_makes_no_second_company() {
    for tied_before in [false, true] {
        let world = keeping(&FAMILIES).await;
        let acme = company(&world, "Acme");
        let ann = ann_of(&world, &acme);
        if tied_before {
            let elsewhere = account(&world, "Acme Holding");
            let bo = json!({ "Email": "bo@acme.no", "LastName": "Bo", "AccountId": elsewhere });
            world.salesforce_record("Contact", bo);
            let bo = world.hubspot_contact(json!({ "email": "bo@acme.no", "lastname": "Bo" }));
            tie(&world, ("contacts", &bo), ("companies", &acme), 1);
        }
        let lead = json!({ "Email": "ann@acme.no", "LastName": "Berg", "Company": "Acme Ltd" });
        let lead = world.salesforce_record("Lead", lead);
        settled(&world).await;
        assert_eq!(world.link(&ann), world.link(&lead));
        world.act(Salesforce, json!({ "act": "convert_lead", "lead": lead }));
        settled(&world).await;
        let account = having(&world, Salesforce, "Account", ("Name", "Acme Ltd"));
        assert_eq!(world.records(HubSpot, "companies").len(), 1, "{tied_before}");
        if tied_before {
            let left = (LinkState::LeftOut, ReasonCode::TiedElsewhere);
            assert_eq!(world.why(&account), [left], "a person is told");
        } else {
            assert_eq!(world.link(&account), world.link(&acme));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn h70_a_new_account_belongs_to_the_matching_owner_or_to_whom_we_act_as() {
    let world = keeping(&FAMILIES).await;
    let (sven, eve) = (owner(&world, "Sven", "Seller"), owner(&world, "Eve", "Else"));
    let (sven_there, ann_there) =
        (user(&world, "sven@acme.example"), user(&world, "ann@acme.example"));
    for (name, owner) in [("Known", sven.as_str()), ("Unknown", eve.as_str()), ("Nobodys", "")] {
        let made =
            world.hubspot_record("companies", json!({ "name": name, "hubspot_owner_id": owner }));
        let email = format!("{}@example.no", name.to_lowercase());
        let one = world.hubspot_contact(json!({ "email": email, "lastname": name }));
        tie(&world, ("contacts", &one), ("companies", &made), 1);
    }
    settled(&world).await;
    for (name, owner) in [("Known", &sven_there), ("Unknown", &ann_there), ("Nobodys", &ann_there)]
    {
        let made = having(&world, Salesforce, "Account", ("Name", name));
        assert_eq!(world.field(Salesforce, "Account", &made, "OwnerId"), json!(owner), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn h70_an_account_that_is_joined_keeps_its_owner_at_first_and_then_the_newest_wins() {
    let world = keeping(&FAMILIES).await;
    let (sven, ann) = (owner(&world, "Sven", "Seller"), owner(&world, "Ann", "Admin"));
    let (sven_there, ann_there_id) =
        (user(&world, "sven@acme.example"), user(&world, "ann@acme.example"));
    let acme =
        world.hubspot_record("companies", json!({ "name": "Acme", "hubspot_owner_id": ann }));
    ann_of(&world, &acme);
    let there = json!({ "Name": "Acme", "OwnerId": sven_there });
    let there = world.salesforce_record("Account", there);
    ann_there(&world, &there);
    world.wait(LATER).await;
    // HubSpot's is the newer one, and Salesforce's stands all the same.
    world.edit(HubSpot, "companies", &acme, json!({ "hubspot_owner_id": "" }));
    world.edit(HubSpot, "companies", &acme, json!({ "hubspot_owner_id": ann }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "companies", &acme, "hubspot_owner_id"), json!(sven));
    assert_eq!(world.field(Salesforce, "Account", &there, "OwnerId"), json!(sven_there));
    world.edit(HubSpot, "companies", &acme, json!({ "hubspot_owner_id": ann }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Account", &there, "OwnerId"), json!(ann_there_id));
}

#[tokio::test(start_paused = true)]
async fn h144_a_contact_waits_for_the_company_of_its_account_and_follows_by_itself() {
    let world = keeping(&FAMILIES).await;
    world.remap(|file| file.mappings[0].create.hubspot = CreateInHubSpot::Nothing).await;
    let acme = account(&world, "Acme");
    let there = ann_there(&world, &acme);
    settled(&world).await;
    let ann = only(&world, HubSpot, "contacts");
    assert_eq!(world.field(HubSpot, "contacts", &ann, "associatedcompanyid"), json!(null));
    assert_eq!(world.why(&there), [(LinkState::Waiting, ReasonCode::WaitingForParent)]);
    let rows = world.app.error_rows(world.pair).unwrap();
    let row = rows.iter().find(|it| it.code == "no_partner").expect("it is listed");
    assert_eq!(row.link, world.link(&ann));
    world.remap(|file| file.mappings[0].create.hubspot = CreateInHubSpot::Records).await;
    settled(&world).await;
    let made = only(&world, HubSpot, "companies");
    assert_eq!(world.field(HubSpot, "contacts", &ann, "associatedcompanyid"), json!(made));
    let rows = world.app.error_rows(world.pair).unwrap();
    assert!(rows.iter().all(|it| it.code != "no_partner"), "{rows:?}");
}
