//! Who belongs to whom, once both are there (M10, S25, S26, S50).

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_engine::UndoTarget;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{CreateInSalesforce, OnDelete, PairFile};
use crosswalk_model::{LinkState, ReasonCode, RunId};
use serde_json::{Value, json};

use crate::{
    account, associate, company, contact_of, dissociate, quiet, salesforce_contact, settle, world,
};

/// Two tied companies, and Ann at the first of them on both sides: companies, accounts, Ann here
/// and there.
pub(crate) async fn two_companies(world: &World) -> ([String; 2], [String; 2], (String, String)) {
    let companies = [company(world, "One"), company(world, "Two")];
    let accounts = [account(world, "One"), account(world, "Two")];
    let here = contact_of(world, &companies[0], "ann@one.no");
    let there = salesforce_contact(world, &accounts[0], "ann@one.no");
    contact_of(world, &companies[1], "bo@two.no");
    salesforce_contact(world, &accounts[1], "bo@two.no");
    settle(world).await;
    for (company, account) in companies.iter().zip(&accounts) {
        assert_eq!(world.link(company), world.link(account));
    }
    world.wait(Duration::from_secs(1_200)).await;
    (companies, accounts, (here, there))
}

pub(crate) fn primary(world: &World, contact: &str) -> Value {
    world.field(HubSpot, "contacts", contact, "associatedcompanyid")
}

pub(crate) fn account_of(world: &World, contact: &str) -> Value {
    world.field(Salesforce, "Contact", contact, "AccountId")
}

#[tokio::test(start_paused = true)]
async fn s25_s26_a_contact_that_changes_company_changes_account_and_nobody_else_does() {
    let world = world().await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    associate(&world, ("contacts", &here), ("companies", &companies[1]), 1);
    settle(&world).await;
    assert_eq!(account_of(&world, &there), json!(accounts[1]));
    assert_eq!(primary(&world, &here), json!(companies[1]));
    assert_eq!(world.link(&companies[0]), world.link(&accounts[0]), "S26");
}

#[tokio::test(start_paused = true)]
async fn s25_a_contact_tied_to_a_lead_changes_company_and_no_account_does() {
    let world = world().await;
    let (companies, accounts, _) = two_companies(&world).await;
    let lead = world.salesforce_record(
        "Lead",
        json!({ "Email": "lee@one.no", "LastName": "Berg", "Company": "One" }),
    );
    let lee = contact_of(&world, &companies[0], "lee@one.no");
    settle(&world).await;
    assert_eq!(world.link(&lee), world.link(&lead));
    world.wait(Duration::from_secs(1_200)).await;
    let before = (world.records(Salesforce, "Account"), world.records(Salesforce, "Contact"));
    associate(&world, ("contacts", &lee), ("companies", &companies[1]), 1);
    settle(&world).await;
    assert_eq!(primary(&world, &lee), json!(companies[1]));
    let after = (world.records(Salesforce, "Account"), world.records(Salesforce, "Contact"));
    assert_eq!(after, before, "neither an account nor anybody of one");
    assert_eq!(world.link(&lee), world.link(&lead));
    assert_eq!(world.link(&companies[1]), world.link(&accounts[1]));
}

#[tokio::test(start_paused = true)]
async fn s25_whoever_stays_at_the_old_company_stays_at_the_old_account() {
    let world = world().await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    let stays = contact_of(&world, &companies[0], "cy@one.no");
    let stays_there = salesforce_contact(&world, &accounts[0], "cy@one.no");
    settle(&world).await;
    world.wait(Duration::from_secs(1_200)).await;
    associate(&world, ("contacts", &here), ("companies", &companies[1]), 1);
    settle(&world).await;
    assert_eq!(account_of(&world, &there), json!(accounts[1]));
    assert_eq!(account_of(&world, &stays_there), json!(accounts[0]));
    assert_eq!(primary(&world, &stays), json!(companies[0]));
}

#[tokio::test(start_paused = true)]
async fn a8_an_undo_puts_a_contact_back_at_its_account_and_at_its_company() {
    let world = world().await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    associate(&world, ("contacts", &here), ("companies", &companies[1]), 1);
    let run = world.apply().await.run.unwrap();
    assert_eq!(account_of(&world, &there), json!(accounts[1]));
    put_back(&world, run).await;
    assert_eq!(account_of(&world, &there), json!(accounts[0]));
    assert_eq!(primary(&world, &here), json!(companies[1]), "what a person did stands");
    quiet(&world).await;
    world.edit(Salesforce, "Contact", &there, json!({ "AccountId": Value::Null }));
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &there, json!({ "AccountId": accounts[0] }));
    let run = world.apply().await.run.unwrap();
    assert_eq!(primary(&world, &here), json!(companies[0]));
    put_back(&world, run).await;
    assert_ne!(primary(&world, &here), json!(companies[0]));
    assert_eq!(account_of(&world, &there), json!(accounts[0]), "what a person did stands");
    quiet(&world).await;
}

async fn put_back(world: &World, run: RunId) {
    let engine = world.app.engine(world.pair).await.unwrap();
    let report = engine.undo(world.pair, UndoTarget::Run(run), "test").await.unwrap();
    assert_eq!(report.kept, [], "{report:?}");
}

#[tokio::test(start_paused = true)]
async fn s50_a_contact_that_changes_account_changes_company() {
    let world = world().await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    world.edit(Salesforce, "Contact", &there, json!({ "AccountId": accounts[1] }));
    settle(&world).await;
    assert_eq!(primary(&world, &here), json!(companies[1]));
    assert_eq!(account_of(&world, &there), json!(accounts[1]));
}

#[tokio::test(start_paused = true)]
async fn m10_leaving_a_company_crosses_both_ways() {
    let world = world().await;
    let (companies, _, (here, there)) = two_companies(&world).await;
    world.edit(Salesforce, "Contact", &there, json!({ "AccountId": Value::Null }));
    settle(&world).await;
    assert_eq!(primary(&world, &here), Value::Null);
    world.wait(Duration::from_secs(1_200)).await;
    associate(&world, ("contacts", &here), ("companies", &companies[0]), 1);
    settle(&world).await;
    assert_ne!(account_of(&world, &there), Value::Null);
    world.wait(Duration::from_secs(1_200)).await;
    dissociate(&world, ("contacts", &here), ("companies", &companies[0]), 1);
    dissociate(&world, ("contacts", &here), ("companies", &companies[0]), 279);
    settle(&world).await;
    assert_eq!(account_of(&world, &there), Value::Null);
}

/// A delete does nothing on the other side by itself (H127), and so neither does what hung on the
/// deleted record: nobody who worked there left.
#[tokio::test(start_paused = true)]
async fn m10_people_and_deals_of_a_deleted_company_stay_at_its_account() {
    let world = world().await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    let deal = crate::deals::deal(&world, "Ship");
    associate(&world, ("deals", &deal), ("companies", &companies[0]), 5);
    settle(&world).await;
    let ship = crate::only(&world, Salesforce, "Opportunity");
    world.wait(Duration::from_secs(1_200)).await;
    world.act(HubSpot, json!({ "act": "archive", "object": "companies", "id": companies[0] }));
    for _ in 0..3 {
        world.wait(Duration::from_secs(25 * 60 * 60)).await;
        world.apply().await;
    }
    assert_eq!(account_of(&world, &there), json!(accounts[0]));
    assert_eq!(world.field(Salesforce, "Opportunity", &ship, "AccountId"), json!(accounts[0]));
    // It comes back without them, and gets back whom the account still has.
    world.act(HubSpot, json!({ "act": "restore", "object": "companies", "id": companies[0] }));
    world.wait(Duration::from_secs(25 * 60 * 60)).await;
    settle(&world).await;
    assert_eq!(account_of(&world, &there), json!(accounts[0]));
    assert_eq!(world.field(Salesforce, "Opportunity", &ship, "AccountId"), json!(accounts[0]));
    assert_eq!(primary(&world, &here), json!(companies[0]));
    let of_deal = world.field(HubSpot, "deals", &deal, "hs_primary_associated_company");
    assert_eq!(of_deal, json!(companies[0]));
    quiet(&world).await;
}

async fn away_and_back(world: &World, object: &str, id: &str) {
    world.act(HubSpot, json!({ "act": "archive", "object": object, "id": id }));
    for _ in 0..2 {
        world.wait(Duration::from_secs(25 * 60 * 60)).await;
        world.apply().await;
    }
    world.act(HubSpot, json!({ "act": "restore", "object": object, "id": id }));
    world.wait(Duration::from_secs(25 * 60 * 60)).await;
    settle(world).await;
}

#[tokio::test(start_paused = true)]
async fn m10_a_restored_contact_is_at_its_company_again() {
    let world = world().await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    away_and_back(&world, "contacts", &here).await;
    assert_eq!(account_of(&world, &there), json!(accounts[0]));
    assert_eq!(primary(&world, &here), json!(companies[0]));
    quiet(&world).await;
}

/// Where HubSpot gives back the associations itself, nothing is left to do.
#[tokio::test(start_paused = true)]
async fn m10_what_the_vendor_gives_back_itself_is_written_nowhere() {
    let mut beginning = crate::all_objects();
    beginning.settings.hubspot.restore_keeps_associations = true;
    let world = World::begin(beginning, |_| {}).await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    for (object, id) in [("contacts", &here), ("companies", &companies[0])] {
        let before = world.last_exchange();
        away_and_back(&world, object, id).await;
        assert_eq!(account_of(&world, &there), json!(accounts[0]));
        assert_eq!(primary(&world, &here), json!(companies[0]));
        assert_eq!(world.writes_since(before), 0, "{object}: {:#?}", world.told_since(before));
    }
}

/// Whoever found another company meanwhile stays there, and so does who had left it before.
#[tokio::test(start_paused = true)]
async fn m10_a_restored_company_gets_nobody_back_who_went_elsewhere() {
    let world = world().await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    let left = contact_of(&world, &companies[0], "cy@one.no");
    let left_there = salesforce_contact(&world, &accounts[0], "cy@one.no");
    settle(&world).await;
    world.wait(Duration::from_secs(1_200)).await;
    for kind in [1, 279] {
        dissociate(&world, ("contacts", &left), ("companies", &companies[0]), kind);
    }
    settle(&world).await;
    assert_eq!(account_of(&world, &left_there), Value::Null);
    world.act(HubSpot, json!({ "act": "archive", "object": "companies", "id": companies[0] }));
    world.wait(Duration::from_secs(25 * 60 * 60)).await;
    settle(&world).await;
    associate(&world, ("contacts", &here), ("companies", &companies[1]), 1);
    world.wait(Duration::from_secs(1_200)).await;
    settle(&world).await;
    assert_eq!(account_of(&world, &there), json!(accounts[1]));
    world.act(HubSpot, json!({ "act": "restore", "object": "companies", "id": companies[0] }));
    world.wait(Duration::from_secs(25 * 60 * 60)).await;
    settle(&world).await;
    assert_eq!(primary(&world, &here), json!(companies[1]));
    assert_eq!(
        (primary(&world, &left), account_of(&world, &left_there)),
        (Value::Null, Value::Null)
    );
    quiet(&world).await;
}

/// Where a delete unlinks, the account makes another company, and its people are at that.
#[tokio::test(start_paused = true)]
async fn m10_h127_people_of_a_company_that_a_delete_unlinked_are_at_the_next_one() {
    let world = world().await;
    world
        .remap(|file| {
            for mapping in &mut file.mappings {
                mapping.delete.salesforce = OnDelete::Unlink;
            }
        })
        .await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    away_and_back(&world, "companies", &companies[0]).await;
    assert_eq!(account_of(&world, &there), json!(accounts[0]));
    let made = primary(&world, &here);
    assert_ne!(made, json!(companies[0]));
    assert_eq!(world.link(made.as_str().unwrap()), world.link(&accounts[0]));
    quiet(&world).await;
}

#[tokio::test(start_paused = true)]
async fn s45_s49_company_name_of_a_contact_crosses_in_neither_direction() {
    let world = world().await;
    let (_, accounts, (here, there)) = two_companies(&world).await;
    let before = world.record(Salesforce, "Contact", &there);
    world.edit(HubSpot, "contacts", &here, json!({ "company": "Typed by hand" }));
    settle(&world).await;
    assert_eq!(
        world.record(Salesforce, "Contact", &there),
        before,
        "S45: no field of hers takes it"
    );
    assert_eq!(world.field(Salesforce, "Account", &accounts[0], "Name"), json!("One"));
    assert_eq!(world.field(HubSpot, "contacts", &here, "company"), json!("Typed by hand"));
}

#[tokio::test(start_paused = true)]
async fn m10_a_contact_waits_for_a_company_that_has_no_account_and_goes_on_when_it_has() {
    let world = world().await;
    // Nothing is made in Salesforce of companies, until the switch is turned.
    world.remap(|file| make_accounts(file, CreateInSalesforce::Nothing)).await;
    let acme = company(&world, "Acme");
    let ann = contact_of(&world, &acme, "ann@acme.no");
    world.apply().await;
    let there = crate::only(&world, Salesforce, "Contact");
    world.apply().await;
    assert_eq!(world.why(&ann), [(LinkState::Waiting, ReasonCode::WaitingForParent)]);
    assert_eq!(world.why(&acme), [(LinkState::LeftOut, ReasonCode::CreateOff)]);
    world.remap(|file| make_accounts(file, CreateInSalesforce::Record)).await;
    world.apply().await;
    world.apply().await;
    let account = crate::only(&world, Salesforce, "Account");
    assert_eq!(account_of(&world, &there), json!(account));
    crate::quiet(&world).await;
}

fn make_accounts(file: &mut PairFile, what: CreateInSalesforce) {
    let companies = file.mappings.iter_mut().find(|it| it.id.as_str() == "companies").unwrap();
    companies.create.salesforce = what;
}

#[tokio::test(start_paused = true)]
async fn m10_what_a_refused_parent_leaves_waiting_is_written_without_it() {
    let world = world().await;
    let acme = company(&world, "Acme");
    contact_of(&world, &acme, "ann@acme.no");
    world.act(
        Salesforce,
        json!({ "act": "add_validation_rule", "object": "Account", "condition": "Name = 'Acme'",
                "message": "No Acme here" }),
    );
    let report = world.apply().await;
    assert_eq!(report.counts.failed.salesforce, 1, "{report:?}");
    assert_eq!(world.records(Salesforce, "Account").len(), 0);
    let there = crate::only(&world, Salesforce, "Contact");
    assert_eq!(account_of(&world, &there), Value::Null);
    let ann = crate::only(&world, HubSpot, "contacts");
    assert_eq!(world.why(&ann), [(LinkState::Waiting, ReasonCode::WaitingForParent)]);
}
