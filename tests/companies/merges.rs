//! Companies and accounts that a vendor merged (M8, S24, H36): links follow, nothing is deleted.

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::{Value, json};

use crate::families::{account_of, primary, two_companies};
use crate::{account, company, quiet, salesforce_contact, settle, world};

const LOST: (LinkState, ReasonCode) = (LinkState::Unlinked, ReasonCode::LostToOtherLink);

fn counts(world: &World) -> (usize, usize) {
    (world.records(HubSpot, "companies").len(), world.records(Salesforce, "Account").len())
}

/// A person merges accounts: who stays, who goes.
fn merge_accounts(world: &World, winner: &str, loser: &str) {
    world.act(Salesforce, json!({ "act": "merge", "winner": winner, "losers": [loser] }));
}

/// A person merges companies; gets the id of what came of it.
fn merge_companies(world: &World, primary: &str, other: &str) -> String {
    let merge =
        json!({ "act": "merge", "object": "companies", "primary": primary, "other": other });
    world.act(HubSpot, merge)["id"].as_str().unwrap().to_owned()
}

/// Writes pass, and none of them is a delete.
async fn settle_without_deletes(world: &World) {
    let before = world.last_exchange();
    settle(world).await;
    let told = world.told_since(before);
    let deletes = told.iter().filter(|it| it.contains(" DELETE ") || it.contains("/archive"));
    assert_eq!(deletes.count(), 0, "{told:#?}");
}

#[tokio::test(start_paused = true)]
async fn m8_s24_the_link_of_an_account_that_was_merged_away_follows_the_survivor() {
    let world = world().await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    let survivor = account(&world, "One Holding");
    merge_accounts(&world, &survivor, &accounts[0]);
    settle_without_deletes(&world).await;
    assert_eq!(world.link(&survivor), world.link(&companies[0]));
    assert_eq!(counts(&world), (2, 2), "no second company, and the first is kept");
    assert_eq!(account_of(&world, &there), json!(survivor));
    assert_eq!(primary(&world, &here), json!(companies[0]));
    world.edit(Salesforce, "Account", &survivor, json!({ "Phone": "22 33" }));
    settle(&world).await;
    assert_eq!(world.field(HubSpot, "companies", &companies[0], "phone"), json!("22 33"));
}

/// Both were tied: the survivor stays with its own company, whichever of the two it is.
#[tokio::test(start_paused = true)]
async fn h36_s24_of_two_merged_accounts_the_survivor_stays_tied_and_the_other_company_is_left() {
    for winner in [0, 1] {
        let loser = 1 - winner;
        let world = world().await;
        let (companies, accounts, _) = two_companies(&world).await;
        merge_accounts(&world, &accounts[winner], &accounts[loser]);
        settle_without_deletes(&world).await;
        assert_eq!(world.link(&accounts[winner]), world.link(&companies[winner]), "{winner}");
        assert_eq!(world.why(&companies[loser]), [LOST], "{winner}");
        assert_eq!(counts(&world), (2, 1));
        for (_, contact) in world.records(Salesforce, "Contact") {
            assert_eq!(contact["AccountId"], json!(accounts[winner]));
        }
        for (_, contact) in world.records(HubSpot, "contacts") {
            assert_eq!(contact["associatedcompanyid"], json!(companies[winner]), "S50");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn m8_h35_companies_can_be_merged_and_the_link_follows_to_the_new_id() {
    let world = world().await;
    let (companies, accounts, (here, there)) = two_companies(&world).await;
    let alone = company(&world, "One, again");
    let survivor = merge_companies(&world, &companies[0], &alone);
    settle_without_deletes(&world).await;
    assert_eq!(world.link(&survivor), world.link(&accounts[0]));
    assert_eq!(counts(&world), (2, 2), "no second account");
    assert_eq!(primary(&world, &here), json!(survivor));
    assert_eq!(account_of(&world, &there), json!(accounts[0]));
    world.edit(Salesforce, "Account", &accounts[0], json!({ "Phone": "22 33" }));
    settle(&world).await;
    assert_eq!(world.field(HubSpot, "companies", &survivor, "phone"), json!("22 33"));
}

#[tokio::test(start_paused = true)]
async fn m8_of_two_merged_companies_one_link_stays_and_the_other_account_is_kept() {
    let world = world().await;
    let (companies, accounts, _) = two_companies(&world).await;
    let survivor = merge_companies(&world, &companies[0], &companies[1]);
    settle_without_deletes(&world).await;
    assert_eq!(counts(&world), (1, 2));
    let of_survivor = world.link(&survivor);
    let tied: Vec<&String> =
        accounts.iter().filter(|account| world.link(account) == of_survivor).collect();
    assert_eq!(tied.len(), 1, "{tied:?}");
    let left: Vec<_> = accounts.iter().filter(|it| *it != tied[0]).collect();
    assert_eq!(world.why(left[0]), [LOST]);
    assert_eq!(world.record(HubSpot, "companies", &survivor).unwrap()["name"], json!("One"));
    let people = world.records(HubSpot, "contacts");
    assert!(people.iter().all(|it| it.1["associatedcompanyid"] == json!(survivor)), "{people:#?}");
    for (id, _) in world.records(Salesforce, "Contact") {
        assert_eq!(account_of(&world, &id), json!(tied[0]), "S25 {:#?}", world.told_since(0));
    }
    assert_ne!(world.field(Salesforce, "Account", left[0], "Name"), Value::Null);
    quiet(&world).await;
}

/// Who changes parent by a merge gets no new stamp, and no pull shows it.
#[tokio::test(start_paused = true)]
async fn m8_whom_a_merged_contact_and_a_merged_account_leave_is_read_anew() {
    let world = world().await;
    let (_, accounts, (_, there)) = two_companies(&world).await;
    let bea = salesforce_contact(&world, &accounts[1], "bea@two.no");
    let deal = world.salesforce_record(
        "Opportunity",
        json!({ "Name": "Ship", "StageName": "Prospecting", "CloseDate": "2026-12-01",
                "AccountId": accounts[0] }),
    );
    world.salesforce_record(
        "OpportunityContactRole",
        json!({ "OpportunityId": deal, "ContactId": there }),
    );
    settle(&world).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.act(Salesforce, json!({ "act": "merge", "winner": bea, "losers": [there] }));
    settle(&world).await;
    let ship = crate::only(&world, HubSpot, "deals");
    let count = world.field(HubSpot, "deals", &ship, "num_associated_contacts");
    assert_eq!(count, json!("2"), "the survivor is on the deal, and who has no partner stays");
    world.wait(Duration::from_secs(1_200)).await;
    merge_accounts(&world, &accounts[1], &accounts[0]);
    settle_without_deletes(&world).await;
    let of_deal = world.field(HubSpot, "deals", &ship, "hs_primary_associated_company");
    let kept = world.link(of_deal.as_str().unwrap());
    assert_eq!(kept, world.link(&accounts[1]));
}
