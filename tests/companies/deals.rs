//! Deals and opportunities: never matched (S27), stages by their map (H56), contact roles.

use std::collections::BTreeSet;
use std::time::Duration;

use crosswalk_desktop::{Beginning, World};
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{OnDelete, SyncRule};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::json;

use crate::{associate, contact_of, dissociate, only, salesforce_contact, settle, world};

pub fn deal(world: &World, name: &str) -> String {
    world.hubspot_record(
        "deals",
        json!({ "dealname": name, "dealstage": "qualifiedtobuy", "pipeline": "default",
                "closedate": "2026-12-01T00:00:00Z" }),
    )
}

fn opportunity(world: &World, name: &str) -> String {
    world.salesforce_record(
        "Opportunity",
        json!({ "Name": name, "StageName": "Prospecting", "CloseDate": "2026-12-01" }),
    )
}

#[tokio::test(start_paused = true)]
async fn s27_equal_deals_are_never_matched_and_each_is_made_once() {
    let world = world().await;
    for _ in 0..2 {
        deal(&world, "Ship");
        opportunity(&world, "Ship");
    }
    settle(&world).await;
    assert_eq!(world.records(HubSpot, "deals").len(), 4);
    assert_eq!(world.records(Salesforce, "Opportunity").len(), 4);
}

#[tokio::test(start_paused = true)]
async fn h56_a_stage_crosses_both_ways() {
    let world = world().await;
    let here = deal(&world, "Ship");
    settle(&world).await;
    let there = only(&world, Salesforce, "Opportunity");
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Opportunity", &there, json!({ "StageName": "Closed Lost" }));
    settle(&world).await;
    assert_eq!(world.field(HubSpot, "deals", &here, "dealstage"), json!("closedlost"));
}

#[tokio::test(start_paused = true)]
async fn h56_a_stage_without_a_name_on_the_other_side_is_a_named_error() {
    let world = world().await;
    let there = world.salesforce_record(
        "Opportunity",
        json!({ "Name": "Ship", "StageName": "Perception Analysis", "CloseDate": "2026-12-01" }),
    );
    world
        .remap(|file| {
            for map in &mut file.stages {
                map.stages.retain(|_, name| name != "Perception Analysis");
                map.also.clear();
            }
        })
        .await;
    world.apply().await;
    assert_eq!(world.records(HubSpot, "deals").len(), 0);
    let why = world.why(&there);
    assert_eq!(why, [(LinkState::LeftOut, ReasonCode::NotConvertible)]);
    let errors = world.app.error_rows(world.pair).unwrap();
    assert!(errors.iter().any(|it| it.code == "not_an_option"), "{errors:?}");
}

/// Contacts A and B on both sides, a deal with A on both: (deal, opportunity), HubSpot's two,
/// Salesforce's two.
async fn deal_with_people(world: &World) -> ((String, String), [String; 2], [String; 2]) {
    let acme = crate::company(world, "Acme");
    let emails = ["a@acme.no", "b@acme.no"];
    let here = emails.map(|email| contact_of(world, &acme, email));
    let account = crate::account(world, "Acme");
    let there = emails.map(|email| salesforce_contact(world, &account, email));
    let deal = deal(world, "Ship");
    associate(world, ("deals", &deal), ("contacts", &here[0]), 3);
    settle(world).await;
    let opportunity = only(world, Salesforce, "Opportunity");
    world.wait(Duration::from_secs(1_200)).await;
    ((deal, opportunity), here, there)
}

fn roles(world: &World) -> BTreeSet<String> {
    let roles = world.records(Salesforce, "OpportunityContactRole");
    roles.into_iter().map(|(_, role)| role["ContactId"].as_str().unwrap().to_owned()).collect()
}

fn set(ids: &[&String]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).clone()).collect()
}

#[tokio::test(start_paused = true)]
async fn m10_people_of_a_deal_cross_one_by_one_with_removal_both_ways() {
    let world = world().await;
    let ((deal, opportunity), here, there) = deal_with_people(&world).await;
    assert_eq!(roles(&world), set(&[&there[0]]));
    // Added here, and another one there.
    associate(&world, ("deals", &deal), ("contacts", &here[1]), 3);
    settle(&world).await;
    assert_eq!(roles(&world), set(&[&there[0], &there[1]]));
    // Removed there.
    world.wait(Duration::from_secs(1_200)).await;
    let role = world
        .records(Salesforce, "OpportunityContactRole")
        .into_iter()
        .find(|(_, role)| role["ContactId"] == json!(there[0]))
        .unwrap()
        .0;
    world.act(
        Salesforce,
        json!({ "act": "delete", "object": "OpportunityContactRole", "id": role }),
    );
    settle(&world).await;
    let count = world.field(HubSpot, "deals", &deal, "num_associated_contacts");
    assert_eq!(count, json!("1"));
    // Removed here.
    world.wait(Duration::from_secs(1_200)).await;
    dissociate(&world, ("deals", &deal), ("contacts", &here[1]), 3);
    settle(&world).await;
    assert_eq!(roles(&world), set(&[]));
    // Added there.
    world.wait(Duration::from_secs(1_200)).await;
    let role = json!({ "OpportunityId": opportunity, "ContactId": there[1], "Role": "Evaluator" });
    world.create(Salesforce, "OpportunityContactRole", role).unwrap();
    settle(&world).await;
    let count = world.field(HubSpot, "deals", &deal, "num_associated_contacts");
    assert_eq!(count, json!("1"));
}

/// A delete does nothing on the other side by itself (H127): whoever HubSpot deletes loses no role.
#[tokio::test(start_paused = true)]
async fn m10_a_deleted_contact_keeps_its_role_and_one_that_is_taken_out_loses_it() {
    let world = world().await;
    let ((deal, _), here, there) = deal_with_people(&world).await;
    associate(&world, ("deals", &deal), ("contacts", &here[1]), 3);
    settle(&world).await;
    assert_eq!(roles(&world), set(&[&there[0], &there[1]]));
    world.wait(Duration::from_secs(1_200)).await;
    world.act(HubSpot, json!({ "act": "archive", "object": "contacts", "id": here[0] }));
    dissociate(&world, ("deals", &deal), ("contacts", &here[1]), 3);
    for _ in 0..3 {
        world.wait(Duration::from_secs(25 * 60 * 60)).await;
        world.apply().await;
    }
    assert_eq!(roles(&world), set(&[&there[0]]));
    // Nor does one that comes back without its associations: it is on the deal again.
    world.act(HubSpot, json!({ "act": "restore", "object": "contacts", "id": here[0] }));
    for _ in 0..2 {
        world.wait(Duration::from_secs(25 * 60 * 60)).await;
        world.apply().await;
    }
    assert_eq!(roles(&world), set(&[&there[0]]));
    let count = world.field(HubSpot, "deals", &deal, "num_associated_contacts");
    assert_eq!(count, json!("1"));
}

/// Whatever became of the delete meanwhile: what went with the deal comes back with it.
#[tokio::test(start_paused = true)]
async fn m10_a_deal_whose_delete_a_brake_held_comes_back_whole() {
    let world = world().await;
    let ((deal, opportunity), _, there) = deal_with_people(&world).await;
    world
        .remap(|file| {
            file.brakes.deletes = Some(0);
            file.mappings.iter_mut().for_each(|it| it.delete.salesforce = OnDelete::Delete);
        })
        .await;
    world.act(HubSpot, json!({ "act": "archive", "object": "deals", "id": deal }));
    world.wait(Duration::from_secs(25 * 60 * 60)).await;
    assert_eq!(world.sync().await.result, RunResult::Braked);
    world.act(HubSpot, json!({ "act": "restore", "object": "deals", "id": deal }));
    world.wait(Duration::from_secs(25 * 60 * 60)).await;
    settle(&world).await;
    assert!(world.record(Salesforce, "Opportunity", &opportunity).is_some());
    assert_eq!(roles(&world), set(&[&there[0]]));
    let count = world.field(HubSpot, "deals", &deal, "num_associated_contacts");
    assert_eq!(count, json!("1"));
}

#[tokio::test(start_paused = true)]
async fn m10_a_role_keeps_what_people_wrote_on_it() {
    let world = world().await;
    let ((deal, opportunity), here, there) = deal_with_people(&world).await;
    let role = only(&world, Salesforce, "OpportunityContactRole");
    world.edit(
        Salesforce,
        "OpportunityContactRole",
        &role,
        json!({ "Role": "Decision Maker", "IsPrimary": true }),
    );
    associate(&world, ("deals", &deal), ("contacts", &here[1]), 3);
    settle(&world).await;
    let kept = world.record(Salesforce, "OpportunityContactRole", &role).unwrap();
    assert_eq!((&kept["Role"], &kept["IsPrimary"]), (&json!("Decision Maker"), &json!(true)));
    assert_eq!(kept["OpportunityId"], json!(opportunity));
    assert_eq!(roles(&world), set(&[&there[0], &there[1]]));
}

#[tokio::test(start_paused = true)]
async fn m10_a_contact_of_a_deal_that_is_a_lead_neither_crosses_nor_is_lost() {
    let world = world().await;
    let ((deal, _), _, there) = deal_with_people(&world).await;
    world.salesforce_record(
        "Lead",
        json!({ "Email": "lee@x.no", "LastName": "Lee", "Company": "X" }),
    );
    let lee = world.hubspot_contact(json!({ "email": "lee@x.no", "lastname": "Lee" }));
    associate(&world, ("deals", &deal), ("contacts", &lee), 3);
    settle(&world).await;
    assert_eq!(roles(&world), set(&[&there[0]]));
    // A removal in Salesforce takes out the one it means, and not Lee.
    world.wait(Duration::from_secs(1_200)).await;
    let role = only(&world, Salesforce, "OpportunityContactRole");
    world.act(
        Salesforce,
        json!({ "act": "delete", "object": "OpportunityContactRole", "id": role }),
    );
    settle(&world).await;
    let count = world.field(HubSpot, "deals", &deal, "num_associated_contacts");
    assert_eq!(count, json!("1"), "Lee stays");
}

#[tokio::test(start_paused = true)]
async fn h55_an_amount_is_copied_to_the_cent() {
    let world = world().await;
    let here = deal(&world, "Ship");
    world.edit(HubSpot, "deals", &here, json!({ "amount": "1234567.89" }));
    settle(&world).await;
    let there = only(&world, Salesforce, "Opportunity");
    let amount = world.field(Salesforce, "Opportunity", &there, "Amount");
    assert_eq!(amount, json!(1234567.89));
}

#[tokio::test(start_paused = true)]
async fn h55_an_amount_that_an_opportunity_has_from_its_products_is_noticed_and_the_rest_goes() {
    let world = world().await;
    for field in ["amount", "dealname"] {
        world.rule(field, SyncRule::TwoWay).await;
    }
    let here = deal(&world, "Ship");
    world.edit(HubSpot, "deals", &here, json!({ "amount": "10" }));
    settle(&world).await;
    let there = only(&world, Salesforce, "Opportunity");
    world.act(
        Salesforce,
        json!({ "act": "recalculate", "id": there, "fields": { "HasOpportunityLineItem": true } }),
    );
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(HubSpot, "deals", &here, json!({ "amount": "25", "dealname": "Ships" }));
    settle(&world).await;
    let held = |field: &str| world.field(Salesforce, "Opportunity", &there, field);
    assert_eq!((held("Amount"), held("Name")), (json!(10.0), json!("Ships")));
    let told = world.app.error_lines(world.pair).unwrap();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!((told[0].code.as_str(), told[0].items), ("amount_of_products", 1));
    // Nobody hammers on it, and what the products make of it flows to the deal.
    let before = world.last_exchange();
    settle(&world).await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
    assert_eq!(world.field(HubSpot, "deals", &here, "amount"), json!("25"));
}

#[tokio::test(start_paused = true)]
async fn h56_stages_that_are_one_in_hubspot_change_nothing_there() {
    let world = world().await;
    let there = opportunity(&world, "Ship");
    settle(&world).await;
    let here = only(&world, HubSpot, "deals");
    let stage = world.field(HubSpot, "deals", &here, "dealstage");
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Opportunity", &there, json!({ "StageName": "Qualification" }));
    settle(&world).await;
    assert_eq!(world.field(HubSpot, "deals", &here, "dealstage"), stage);
    let kept = world.field(Salesforce, "Opportunity", &there, "StageName");
    assert_eq!(kept, json!("Qualification"));
}

/// As HubSpot's own connector does it: a deleted opportunity takes its deal along, a deleted deal
/// leaves its opportunity. By itself nothing is deleted (H128, H129 are a preset here).
#[tokio::test(start_paused = true)]
async fn h52_h128_h129_a_deleted_opportunity_deletes_its_deal_where_that_was_chosen_and_never_back()
{
    for (policy, deals_left) in [(OnDelete::Nothing, 2), (OnDelete::Delete, 1)] {
        let world = world().await;
        world
            .remap(|file| {
                let deals = file.mappings.iter_mut().filter(|it| it.hubspot.as_str() == "deals");
                deals.for_each(|mapping| mapping.delete.hubspot = policy);
            })
            .await;
        let (ship, boat) = (opportunity(&world, "Ship"), opportunity(&world, "Boat"));
        settle(&world).await;
        world.act(Salesforce, json!({ "act": "delete", "id": ship }));
        let deal = world.records(HubSpot, "deals").into_iter();
        let deal = deal.filter(|(_, it)| it["dealname"] == json!("Boat")).map(|it| it.0);
        let deal: Vec<String> = deal.collect();
        for _ in 0..2 {
            world.wait(Duration::from_secs(1_200)).await;
            world.apply().await;
        }
        assert_eq!(world.records(HubSpot, "deals").len(), deals_left, "{policy:?}");
        world.act(HubSpot, json!({ "act": "archive", "object": "deals", "id": deal[0] }));
        for _ in 0..2 {
            world.wait(Duration::from_secs(90_000)).await;
            world.apply().await;
        }
        let left = world.records(Salesforce, "Opportunity");
        assert_eq!(left.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), [boat.as_str()]);
    }
}

/// Without company sync a deal crosses without its company.
#[tokio::test(start_paused = true)]
async fn h47_without_company_sync_a_deal_has_no_account() {
    let objects = ["contacts", "deals"].map(str::to_owned).to_vec();
    let world = World::begin(Beginning { objects, ..Beginning::default() }, |_| {}).await;
    let acme = world.hubspot_record("companies", json!({ "name": "Acme", "domain": "acme.no" }));
    let ship = deal(&world, "Ship");
    associate(&world, ("deals", &ship), ("companies", &acme), 5);
    settle(&world).await;
    let there = only(&world, Salesforce, "Opportunity");
    assert_eq!(world.field(Salesforce, "Opportunity", &there, "AccountId"), json!(null));
    assert_eq!(world.records(Salesforce, "Account").len(), 0);
}
