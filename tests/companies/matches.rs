//! How companies and accounts find one another (S23, S24, A7), and when one is made (H38-H42).

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{CreateInHubSpot, MatchKey};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::json;

use crate::{account, company, contact_of, only, quiet, salesforce_contact, settle, world};

#[tokio::test(start_paused = true)]
async fn s23_a_company_ties_to_the_account_of_its_contact_and_makes_no_second_one() {
    let world = world().await;
    let acme = company(&world, "Acme Inc");
    contact_of(&world, &acme, "ann@acme.no");
    let there = account(&world, "ACME Holding AS");
    salesforce_contact(&world, &there, "ann@acme.no");
    settle(&world).await;
    assert_eq!(only(&world, Salesforce, "Account"), there);
    assert_eq!(only(&world, HubSpot, "companies"), acme);
    assert_eq!(world.link(&acme), world.link(&there));
    assert_eq!(world.field(HubSpot, "companies", &acme, "name"), json!("ACME Holding AS"));
}

#[tokio::test(start_paused = true)]
async fn s23_neither_name_nor_domain_ties_anybody_by_itself() {
    let world = world().await;
    let acme = world.hubspot_record("companies", json!({ "name": "Acme", "domain": "acme.no" }));
    contact_of(&world, &acme, "ann@acme.no");
    let there =
        world.salesforce_record("Account", json!({ "Name": "Acme", "Website": "https://acme.no" }));
    settle(&world).await;
    assert_eq!(world.records(Salesforce, "Account").len(), 2);
    assert_ne!(world.link(&acme), world.link(&there));
}

async fn match_companies_by(world: &World, key: MatchKey) {
    world
        .remap(|file| {
            let companies = file.mappings.iter_mut().find(|it| it.id.as_str() == "companies");
            companies.unwrap().match_by.push(key);
        })
        .await;
}

#[tokio::test(start_paused = true)]
async fn a7_s23_a_domain_ties_where_an_admin_has_switched_it_on() {
    let world = world().await;
    match_companies_by(&world, MatchKey::Domain).await;
    let acme = world.hubspot_record("companies", json!({ "name": "Acme", "domain": "acme.no" }));
    let website = json!({ "Name": "ACME Holding", "Website": "https://www.Acme.no/about" });
    let there = world.salesforce_record("Account", website);
    let namesake = account(&world, "Acme");
    settle(&world).await;
    assert_eq!(world.link(&acme), world.link(&there));
    assert_ne!(world.link(&acme), world.link(&namesake), "the name is still off");
    assert_eq!(world.records(HubSpot, "companies").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a7_s23_a_name_ties_where_an_admin_has_switched_it_on() {
    let world = world().await;
    match_companies_by(&world, MatchKey::Name).await;
    let acme = world.hubspot_record("companies", json!({ "name": "Acme  AS", "domain": "a.no" }));
    let there = account(&world, "acme as");
    let website = json!({ "Name": "Other", "Website": "https://a.no" });
    let other = world.salesforce_record("Account", website);
    settle(&world).await;
    assert_eq!(world.link(&acme), world.link(&there));
    assert_ne!(world.link(&acme), world.link(&other), "the domain is still off");
    assert_eq!(world.records(HubSpot, "companies").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a7_s23_a_name_ties_two_of_one_domain_though_domains_are_off() {
    let world = world().await;
    match_companies_by(&world, MatchKey::Name).await;
    let acme = world.hubspot_record("companies", json!({ "name": "Acme", "domain": "acme.no" }));
    let there =
        world.salesforce_record("Account", json!({ "Name": "Acme", "Website": "https://acme.no" }));
    settle(&world).await;
    assert_eq!(world.link(&acme), world.link(&there));
    assert_eq!(world.records(HubSpot, "companies").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn s24_a_tied_company_stays_with_its_account_whatever_later_contacts_say() {
    let world = world().await;
    let acme = company(&world, "Acme");
    contact_of(&world, &acme, "ann@acme.no");
    let first = account(&world, "Acme");
    salesforce_contact(&world, &first, "ann@acme.no");
    settle(&world).await;
    let second = account(&world, "Acme Two");
    for email in ["bo@acme.no", "cy@acme.no"] {
        salesforce_contact(&world, &second, email);
        contact_of(&world, &acme, email);
    }
    world.apply().await;
    assert_eq!(world.link(&acme), world.link(&first));
    assert_eq!(world.records(HubSpot, "companies").len(), 1);
    let stands = (LinkState::LeftOut, ReasonCode::TiedElsewhere);
    assert_eq!(world.why(&second), [stands]);
    quiet(&world).await;
}

#[tokio::test(start_paused = true)]
async fn a7_the_majority_of_the_contacts_decides() {
    let world = world().await;
    let acme = company(&world, "Acme");
    let (few, many) = (account(&world, "Few"), account(&world, "Many"));
    let people = [("ann@acme.no", &few), ("bo@acme.no", &many), ("cy@acme.no", &many)];
    for (email, there) in people {
        contact_of(&world, &acme, email);
        salesforce_contact(&world, there, email);
    }
    world.apply().await;
    assert_eq!(world.link(&acme), world.link(&many));
    let stands = (LinkState::LeftOut, ReasonCode::TiedElsewhere);
    assert_eq!(world.why(&few), [stands]);
    assert_eq!(world.records(HubSpot, "companies").len(), 1);
    assert_eq!(world.records(Salesforce, "Account").len(), 2);

    // The rest waits for a person, who may see it otherwise.
    let rows = world.app.tie_rows(world.pair).unwrap();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.side, row.record.id.as_str()), (Salesforce, few.as_str()));
    let tied = (row.tied.hubspot.id.as_str(), row.tied.salesforce.id.as_str());
    assert_eq!(tied, (acme.as_str(), many.as_str()));
    assert_eq!(world.app.status(world.pair).unwrap().conflicts, 1);
    world.app.tie_instead(world.pair, row.link).unwrap();
    settle(&world).await;
    assert_eq!(world.link(&acme), world.link(&few));
    assert_eq!(world.why(&many), [(LinkState::Unlinked, ReasonCode::UnlinkedByPerson)]);
    assert_eq!(world.records(Salesforce, "Account").len(), 2);
    assert_eq!(world.app.tie_rows(world.pair).unwrap(), []);
    quiet(&world).await;
}

/// The accounts were read days before the company: so each is asked for its partner before the company
/// is, and the one that the company does not choose names it all the same.
#[tokio::test(start_paused = true)]
async fn a7_an_account_that_is_asked_before_its_company_names_that_company() {
    let world = world().await;
    world
        .remap(|file| {
            let companies = file.mappings.iter_mut().find(|it| it.id.as_str() == "companies");
            companies.unwrap().create.hubspot = CreateInHubSpot::Nothing;
        })
        .await;
    let (few, many) = (account(&world, "Few"), account(&world, "Many"));
    settle(&world).await;
    let acme = company(&world, "Acme");
    for (email, there) in [("ann@acme.no", &few), ("bo@acme.no", &many), ("cy@acme.no", &many)] {
        contact_of(&world, &acme, email);
        salesforce_contact(&world, there, email);
    }
    world.apply().await;
    assert_eq!(world.link(&acme), world.link(&many));
    let why = world.app.why(world.pair, &few).unwrap().remove(0);
    assert_eq!(why.reason.code, ReasonCode::TiedElsewhere);
    assert_eq!(why.reason.detail["id"], acme.as_str());
    assert_eq!(world.app.tie_rows(world.pair).unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn h38_an_account_without_contacts_makes_a_company() {
    let world = world().await;
    account(&world, "Acme");
    settle(&world).await;
    assert_eq!(world.records(HubSpot, "companies").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn h41_a_company_without_contacts_that_sync_makes_no_account() {
    let world = world().await;
    let alone = company(&world, "Alone");
    let nameless = company(&world, "No address");
    let id = world.hubspot_contact(json!({ "lastname": "Berg" }));
    crate::associate(&world, ("contacts", &id), ("companies", &nameless), 1);
    let leads = company(&world, "Leads");
    contact_of(&world, &leads, "lee@leads.no");
    world.salesforce_record(
        "Lead",
        json!({ "Email": "lee@leads.no", "LastName": "Berg", "Company": "Leads" }),
    );
    settle(&world).await;
    assert_eq!(world.records(Salesforce, "Account").len(), 0);
    for id in [alone, nameless, leads] {
        assert_eq!(world.why(&id), [(LinkState::LeftOut, ReasonCode::NoContactSyncs)]);
    }
}

#[tokio::test(start_paused = true)]
async fn h41_a_company_without_contacts_makes_no_account_beside_a_namesake_either() {
    let world = world().await;
    let alone = company(&world, "Alone");
    let namesake = account(&world, "Alone");
    settle(&world).await;
    assert_eq!(only(&world, Salesforce, "Account"), namesake);
    assert_eq!(world.why(&alone), [(LinkState::LeftOut, ReasonCode::NoContactSyncs)]);
}

#[tokio::test(start_paused = true)]
async fn h40_a_company_makes_an_account_once_a_contact_of_it_syncs() {
    let world = world().await;
    let acme = company(&world, "Acme");
    let there = salesforce_contact(&world, "", "ann@acme.no");
    let here = world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }));
    settle(&world).await;
    assert_eq!(world.records(Salesforce, "Account").len(), 0);
    crate::associate(&world, ("contacts", &here), ("companies", &acme), 1);
    settle(&world).await;
    let account = only(&world, Salesforce, "Account");
    assert_eq!(world.field(Salesforce, "Contact", &there, "AccountId"), json!(account));
}
