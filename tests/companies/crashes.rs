//! A crash at any labelled step of a pass that makes whole families (P7, M10): nobody is made twice,
//! and nobody who belongs somewhere is left outside.

use std::sync::Arc;

use crosswalk_desktop::World;
use crosswalk_desktop::crash::Crash;
use crosswalk_engine::Step;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::{Value, json};

use crate::{all_objects, associate, company, contact_of, quiet};

/// A family on each side: company, contact, deal and who belongs to whom.
fn families(world: &World) {
    let here = company(world, "Here");
    let ann = contact_of(world, &here, "ann@here.no");
    let deal = world.hubspot_record(
        "deals",
        json!({ "dealname": "Here", "dealstage": "contractsent", "pipeline": "default",
                "closedate": "2026-12-01T00:00:00Z" }),
    );
    associate(world, ("deals", &deal), ("companies", &here), 5);
    associate(world, ("deals", &deal), ("contacts", &ann), 3);
    let there = world.salesforce_record("Account", json!({ "Name": "There" }));
    let bo = crate::salesforce_contact(world, &there, "bo@there.no");
    let deal = world.salesforce_record(
        "Opportunity",
        json!({ "Name": "There", "StageName": "Prospecting", "CloseDate": "2026-12-01",
                "AccountId": there }),
    );
    let role = json!({ "OpportunityId": deal, "ContactId": bo });
    world.salesforce_record("OpportunityContactRole", role);
}

fn check(world: &World, turn: &str) {
    for (side, object) in [
        (HubSpot, "companies"),
        (HubSpot, "contacts"),
        (HubSpot, "deals"),
        (Salesforce, "Account"),
        (Salesforce, "Contact"),
        (Salesforce, "Opportunity"),
        (Salesforce, "OpportunityContactRole"),
    ] {
        assert_eq!(world.records(side, object).len(), 2, "{turn}: {object}");
    }
    let filled = |side, object, field| {
        for (id, record) in world.records(side, object) {
            assert_ne!(record.get(field), None, "{turn}: {object} {id} {field}");
            assert_ne!(record[field], Value::Null, "{turn}: {object} {id} {field}");
        }
    };
    filled(Salesforce, "Contact", "AccountId");
    filled(Salesforce, "Opportunity", "AccountId");
    filled(HubSpot, "contacts", "associatedcompanyid");
    filled(HubSpot, "deals", "hs_primary_associated_company");
    for (id, deal) in world.records(HubSpot, "deals") {
        assert_eq!(deal["num_associated_contacts"], json!("1"), "{turn}: {id}");
    }
}

#[tokio::test(start_paused = true)]
async fn p7_m10_a_crash_at_any_step_makes_nobody_twice_and_leaves_nobody_out() {
    let sent = [Step::Checked, Step::BeforeSend, Step::AfterAnswer, Step::Settled];
    let again = sent.into_iter().flat_map(|step| (2..=5).map(move |nth| (step, nth)));
    let mut crashed = 0;
    for (at, nth) in Step::ALL.iter().map(|step| (*step, 1)).chain(again) {
        let crash = Arc::new(Crash::at(at, nth));
        let mut world = World::watched(all_objects(), crash, |_| {}).await;
        families(&world);
        crashed += usize::from(world.app.apply(world.pair, "test").await.is_err());
        world.reopen();
        for _ in 0..3 {
            world.apply().await;
        }
        let turn = format!("{at} {nth}");
        check(&world, &turn);
        quiet(&world).await;
    }
    assert!(crashed > Step::ALL.len(), "{crashed}");
}
