//! Creating, updating and recognising people: H11-H34 where no story of another room tells them.

use std::time::Duration;

use crosswalk_desktop::World;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{
    CreateInHubSpot, CreateInSalesforce, CreateRule, Follow, NamedList, OnDelete, Scope, SyncRule,
};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::{Value, json};

fn hubspot(world: &World, email: &str) -> String {
    world.hubspot_contact(json!({ "email": email, "firstname": "Ann", "lastname": "Berg" }))
}

fn salesforce(world: &World, object: &str, email: &str) -> String {
    let mut fields = json!({ "Email": email, "FirstName": "Ann", "LastName": "Berg" });
    if object == "Lead" {
        fields["Company"] = json!("Acme");
    }
    world.salesforce_record(object, fields)
}

fn many(world: &World) -> (usize, usize, usize) {
    let count = |side, object| world.records(side, object).len();
    (count(HubSpot, "contacts"), count(Salesforce, "Contact"), count(Salesforce, "Lead"))
}

async fn settled(world: &World) {
    world.apply().await;
    world.wait(Duration::from_secs(1_200)).await;
    let before = world.last_exchange();
    world.apply().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}

#[tokio::test(start_paused = true)]
async fn h11_nothing_syncs_by_itself_right_after_linking() {
    let world = World::new().await;
    hubspot(&world, "ann@example.no");
    salesforce(&world, "Contact", "bo@example.no");
    let before = world.last_exchange();
    for _ in 0..3 {
        assert_eq!(world.sync().await.result, RunResult::Braked);
        world.wait(Duration::from_secs(1_200)).await;
    }
    assert_eq!(world.writes_since(before), 0, "the first run asks");
    assert_eq!(many(&world), (1, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn h14_what_a_salesforce_record_makes_in_hubspot_is_a_setting() {
    for (setting, made) in [
        (CreateInHubSpot::Nothing, 0),
        (CreateInHubSpot::Leads, 1),
        (CreateInHubSpot::Contacts, 1),
        (CreateInHubSpot::LeadsAndContacts, 2),
    ] {
        let world = World::new().await;
        world.remap(|file| file.mappings[0].create.hubspot = setting).await;
        salesforce(&world, "Contact", "ann@example.no");
        salesforce(&world, "Lead", "bo@example.no");
        settled(&world).await;
        assert_eq!(many(&world), (made, 1, 1), "{setting:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn h15_what_a_hubspot_contact_makes_in_salesforce_is_a_setting() {
    for (setting, made) in [
        (CreateInSalesforce::Nothing, (1, 0, 0)),
        (CreateInSalesforce::Contact, (1, 1, 0)),
        (CreateInSalesforce::Lead, (1, 0, 1)),
    ] {
        let world = World::new().await;
        world.remap(|file| file.mappings[0].create.salesforce = setting).await;
        let fields = json!({ "email": "ann@example.no", "lastname": "Berg", "company": "Acme" });
        let ann = world.hubspot_contact(fields);
        settled(&world).await;
        assert_eq!(many(&world), made, "{setting:?}");
        if setting == CreateInSalesforce::Nothing {
            assert_eq!(world.why(&ann), [(LinkState::LeftOut, ReasonCode::CreateOff)]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn h19_choosing_who_takes_part_writes_nothing_by_itself() {
    let world = World::new().await;
    hubspot(&world, "ann@example.no");
    let before = world.last_exchange();
    let filter = "lastname == \"Berg\"".to_owned();
    world.remap(|file| file.mappings[0].in_scope = Some(Scope::Filter(filter))).await;
    assert_eq!(world.writes_since(before), 0);
    assert_eq!(many(&world), (1, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn h23_who_has_no_address_never_reaches_salesforce() {
    let world = World::new().await;
    let nobody = world.hubspot_contact(json!({ "lastname": "Berg" }));
    settled(&world).await;
    assert_eq!(many(&world), (1, 0, 0));
    assert_eq!(world.why(&nobody), [(LinkState::LeftOut, ReasonCode::NoEmail)]);
    // With an address it goes.
    world.edit(HubSpot, "contacts", &nobody, json!({ "email": "ann@example.no" }));
    settled(&world).await;
    assert_eq!(many(&world), (1, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn h26_h27_of_several_records_of_an_address_a_contact_comes_before_a_lead() {
    let world = World::new().await;
    let lead = salesforce(&world, "Lead", "ann@example.no");
    let contact = salesforce(&world, "Contact", "ann@example.no");
    world.wait(Duration::from_secs(60)).await;
    // The lead is the newer one: what counts first is what it is.
    world.edit(Salesforce, "Lead", &lead, json!({ "Title": "CEO" }));
    let ann = hubspot(&world, "ann@example.no");
    settled(&world).await;
    assert_eq!(many(&world), (1, 1, 1));
    assert_eq!(world.link(&ann), world.link(&contact));
}

#[tokio::test(start_paused = true)]
async fn h28_a6_the_tie_stays_with_its_record_whichever_changes_last() {
    let world = World::new().await;
    let ann = hubspot(&world, "ann@example.no");
    let first = salesforce(&world, "Contact", "ann@example.no");
    settled(&world).await;
    let second = salesforce(&world, "Contact", "ann@example.no");
    settled(&world).await;
    world.edit(Salesforce, "Contact", &second, json!({ "FirstName": "Another" }));
    settled(&world).await;
    assert_eq!(world.link(&ann), world.link(&first));
    assert_eq!(world.field(HubSpot, "contacts", &ann, "firstname"), json!("Ann"));
}

/// Where an admin wants it as HubSpot's own connector does it.
#[tokio::test(start_paused = true)]
async fn h28_a6_the_tie_follows_the_record_that_was_changed_last_where_that_is_switched_on() {
    let world = World::new().await;
    world.remap(|file| file.mappings[0].follow = Follow::Latest).await;
    world.rule("lastname", SyncRule::TwoWay).await;
    let ann = hubspot(&world, "ann@example.no");
    let first = salesforce(&world, "Contact", "ann@example.no");
    settled(&world).await;
    // Something of ours is written to the first, the id with it.
    world.edit(HubSpot, "contacts", &ann, json!({ "lastname": "Dahl" }));
    settled(&world).await;
    world.wait(Duration::from_secs(1_200)).await;
    let second = salesforce(&world, "Lead", "ann@example.no");
    settled(&world).await;
    assert_eq!(world.link(&ann), world.link(&second), "the newest one");
    world.wait(Duration::from_secs(1_200)).await;
    let third = salesforce(&world, "Contact", "Ann@Example.no");
    settled(&world).await;
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(HubSpot, "contacts", &ann, json!({ "lastname": "Moe" }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &third, "LastName"), json!("Moe"));
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(Salesforce, "Contact", &first, json!({ "FirstName": "Anna" }));
    settled(&world).await;
    assert_eq!(world.link(&ann), world.link(&first));
    assert_eq!(world.field(HubSpot, "contacts", &ann, "firstname"), json!("Anna"));
    world.wait(Duration::from_secs(1_200)).await;
    world.edit(HubSpot, "contacts", &ann, json!({ "lastname": "Lie" }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &first, "LastName"), json!("Lie"));
    let field = format!("Crosswalk_{}_Id__c", world.accounts.hubspot);
    let carries = |object, id: &str| world.field(Salesforce, object, id, &field);
    assert_eq!(carries("Contact", &first), json!(ann), "only one record can have the id");
    assert_eq!(carries("Contact", &third), Value::Null);
    assert_eq!(many(&world), (1, 2, 1), "nobody is made");
}

#[tokio::test(start_paused = true)]
async fn h28_p4_to_follow_the_latest_from_now_on_is_looked_at_first() {
    let world = World::new().await;
    let ann = hubspot(&world, "ann@example.no");
    let first = salesforce(&world, "Contact", "ann@example.no");
    settled(&world).await;
    let second = salesforce(&world, "Contact", "ann@example.no");
    world.edit(Salesforce, "Contact", &second, json!({ "FirstName": "Another" }));
    settled(&world).await;
    assert_eq!(world.link(&ann), world.link(&first));
    world.remap(|file| file.mappings[0].follow = Follow::Latest).await;
    let before = world.last_exchange();
    assert_eq!(world.sync().await.result, RunResult::Braked);
    assert_eq!(world.writes_since(before), 0);
    settled(&world).await;
    assert_eq!(world.link(&ann), world.link(&second));
    assert_eq!(world.field(HubSpot, "contacts", &ann, "firstname"), json!("Another"));
}

#[tokio::test(start_paused = true)]
async fn h30_equal_names_with_other_addresses_are_two_people() {
    let world = World::new().await;
    hubspot(&world, "ann@example.no");
    salesforce(&world, "Contact", "ann@elsewhere.no");
    settled(&world).await;
    assert_eq!(many(&world), (2, 2, 0));
}

#[tokio::test(start_paused = true)]
async fn h31_nobody_is_made_where_the_address_is_known() {
    for object in ["Contact", "Lead"] {
        let world = World::new().await;
        world.remap(|file| file.mappings[0].create.salesforce = CreateInSalesforce::Lead).await;
        let there = salesforce(&world, object, "ann@example.no");
        let ann = hubspot(&world, "Ann@Example.no");
        settled(&world).await;
        let (_, contacts, leads) = many(&world);
        assert_eq!(contacts + leads, 1, "{object}");
        assert_eq!(world.link(&ann), world.link(&there), "{object}");
    }
}

/// Even where deletes are carried: a record that another one took over was not deleted.
#[tokio::test(start_paused = true)]
async fn h33_h34_a_merge_in_salesforce_deletes_and_merges_nobody_in_hubspot() {
    let world = World::new().await;
    world.remap(|file| file.mappings[0].delete.hubspot = OnDelete::Delete).await;
    let (ann, bo) = (hubspot(&world, "ann@example.no"), hubspot(&world, "bo@example.no"));
    settled(&world).await;
    let there = |email: &str| -> String {
        let mut all = world.records(Salesforce, "Contact").into_iter();
        all.find(|(_, it)| it["Email"] == email).unwrap().0
    };
    let (kept, lost) = (there("ann@example.no"), there("bo@example.no"));
    let merge = json!({ "act": "merge", "winner": kept, "losers": [lost] });
    world.act(Salesforce, merge);
    for _ in 0..3 {
        world.wait(Duration::from_secs(1_200)).await;
        world.sync().await;
    }
    let left: Vec<String> = world.records(HubSpot, "contacts").into_iter().map(|it| it.0).collect();
    assert!(left.contains(&ann) && left.contains(&bo), "{left:?}");
    assert_eq!(world.link(&ann), world.link(&kept));
}

#[tokio::test(start_paused = true)]
async fn h105_a_change_of_what_is_not_mapped_triggers_nothing() {
    let world = World::new().await;
    let ann = hubspot(&world, "ann@example.no");
    settled(&world).await;
    world.edit(HubSpot, "contacts", &ann, json!({ "hs_content_membership_notes": "x" }));
    world.wait(Duration::from_secs(1_200)).await;
    let before = world.last_exchange();
    let report = world.sync().await;
    assert_eq!((report.counts.looked_at, report.counts.planned()), (0, 0), "{report:?}");
    assert_eq!(world.writes_since(before), 0);
}

#[tokio::test(start_paused = true)]
async fn h37_without_company_sync_no_company_makes_an_account() {
    let world = World::new().await;
    let ann = hubspot(&world, "ann@example.no");
    let acme = world.hubspot_record("companies", json!({ "name": "Acme", "domain": "acme.no" }));
    let tie = json!({ "act": "associate", "object": "contacts", "id": ann, "to": "companies",
                      "other": acme, "type": 1 });
    world.act(HubSpot, tie);
    settled(&world).await;
    assert_eq!(many(&world), (1, 1, 0));
    assert_eq!(world.records(Salesforce, "Account").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn h59_the_stage_customer_converts_no_lead() {
    let world = World::new().await;
    let ann = hubspot(&world, "ann@example.no");
    salesforce(&world, "Lead", "ann@example.no");
    settled(&world).await;
    world.edit(HubSpot, "contacts", &ann, json!({ "lifecyclestage": "customer" }));
    settled(&world).await;
    assert_eq!(many(&world), (1, 0, 1));
    let lead = world.records(Salesforce, "Lead").swap_remove(0).1;
    assert_ne!(lead["IsConverted"], json!(true), "{lead:?}");
}

#[tokio::test(start_paused = true)]
async fn h72_an_owner_that_is_cleared_in_hubspot_comes_back_from_salesforce() {
    let world = World::new().await;
    let ann = hubspot(&world, "ann@example.no");
    let there = salesforce(&world, "Contact", "ann@example.no");
    settled(&world).await;
    let owner = world.field(Salesforce, "Contact", &there, "OwnerId");
    let here = world.field(HubSpot, "contacts", &ann, "hubspot_owner_id");
    world.edit(HubSpot, "contacts", &ann, json!({ "hubspot_owner_id": "" }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Contact", &there, "OwnerId"), owner);
    assert_eq!(world.field(HubSpot, "contacts", &ann, "hubspot_owner_id"), here);
}

#[tokio::test(start_paused = true)]
async fn h127_a_deleted_lead_or_contact_deletes_nobody_unless_that_was_chosen() {
    for object in ["Contact", "Lead"] {
        for (policy, left) in [(OnDelete::Nothing, 1), (OnDelete::Delete, 0)] {
            let world = World::new().await;
            world.remap(|file| file.mappings[0].delete.hubspot = policy).await;
            hubspot(&world, "ann@example.no");
            let there = salesforce(&world, object, "ann@example.no");
            settled(&world).await;
            world.act(Salesforce, json!({ "act": "delete", "id": there }));
            for _ in 0..2 {
                world.wait(Duration::from_secs(1_200)).await;
                world.apply().await;
            }
            assert_eq!(many(&world).0, left, "{object} {policy:?}");
        }
    }
}

/// Acme's city is Salesforce's word (S50), and decides which of its people take part.
#[tokio::test(start_paused = true)]
async fn s51_a_list_that_asks_what_the_company_holds_says_who_takes_part() {
    let world = crate::keeping(&["companies", "contacts"]).await;
    let in_oslo = json!({ "filterType": "PROPERTY", "property": "city", "operation": {
        "operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": ["Oslo"] } });
    let of_company = json!({ "filterBranchType": "ASSOCIATION", "objectTypeId": "0-2",
        "operator": "IN_LIST", "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1,
        "filterBranches": [], "filters": [in_oslo] });
    let branch = json!({ "filterBranchType": "OR", "filters": [], "filterBranches": [{
        "filterBranchType": "AND", "filters": [], "filterBranches": [of_company] }] });
    world.act(
        HubSpot,
        json!({ "act": "add_list", "name": "Of Oslo", "objectTypeId": "0-1",
                "processingType": "DYNAMIC", "filterBranch": branch }),
    );
    world
        .remap(|file| {
            let people = file.mappings.iter_mut().find(|it| it.hubspot.as_str() == "contacts");
            let people = people.unwrap();
            people.in_scope = Some(Scope::List(NamedList { list: "Of Oslo".into(), id: None }));
            for field in people.fields.iter_mut().filter(|it| it.id.as_str() == "jobtitle") {
                field.rule = SyncRule::TwoWay;
            }
        })
        .await;
    let accounts = ["Oslo", "Bergen"].map(|city| {
        world.salesforce_record("Account", json!({ "Name": city, "BillingCity": city }))
    });
    let there = [("ann", 0), ("bo", 1)].map(|(name, at)| {
        let email = format!("{name}@example.no");
        let fields = json!({ "Email": email, "LastName": name, "AccountId": accounts[at] });
        world.salesforce_record("Contact", fields)
    });
    crate::settled(&world).await;
    let here = |name: &str| crate::having(&world, HubSpot, "contacts", ("lastname", name));
    let (ann, bo) = (here("ann"), here("bo"));
    let title = |id: &str| world.field(HubSpot, "contacts", id, "jobtitle");
    for id in &there {
        world.edit(Salesforce, "Contact", id, json!({ "Title": "Boss" }));
    }
    crate::settled(&world).await;
    assert_eq!([title(&ann), title(&bo)], [json!("Boss"), json!(null)]);
    assert_eq!(world.why(&bo), [(LinkState::Held, ReasonCode::HeldOutOfScope)]);
    // Bo's account moves to Oslo, and Bo takes part.
    world.edit(Salesforce, "Account", &accounts[1], json!({ "BillingCity": "Oslo" }));
    world.wait(Duration::from_secs(4_000)).await;
    crate::settled(&world).await;
    assert_eq!(title(&bo), json!("Boss"));
}

#[tokio::test(start_paused = true)]
async fn h15_what_a_hubspot_contact_makes_can_be_a_rule_for_each_record() {
    let world = World::new().await;
    world
        .remap(|file| {
            let rule = |when: &str, salesforce| CreateRule { when: when.to_owned(), salesforce };
            let people = &mut file.mappings[0];
            people.create.salesforce = CreateInSalesforce::Contact;
            people.create_rules = vec![
                rule("jobtitle == \"Intern\"", CreateInSalesforce::Nothing),
                rule("lifecyclestage == \"lead\"", CreateInSalesforce::Lead),
            ];
        })
        .await;
    let person = |email: &str, title: &str, stage: &str| {
        let fields = json!({ "email": email, "lastname": "Berg", "jobtitle": title,
                             "company": "Acme", "lifecyclestage": stage });
        world.hubspot_contact(fields)
    };
    let intern = person("a@example.no", "Intern", "lead");
    let lead = person("b@example.no", "Boss", "lead");
    person("c@example.no", "Boss", "customer");
    settled(&world).await;
    assert_eq!(many(&world), (3, 1, 1));
    let object = |id: &str| world.why(id)[0].1;
    assert_eq!(object(&intern), ReasonCode::CreateOff);
    assert_eq!(world.field(Salesforce, "Contact", &only_contact(&world), "Title"), json!("Boss"));
    // The first rule that fits decides, and nothing about who has a partner already.
    world.edit(HubSpot, "contacts", &lead, json!({ "jobtitle": "Intern" }));
    world.edit(HubSpot, "contacts", &intern, json!({ "jobtitle": "Boss" }));
    settled(&world).await;
    assert_eq!(many(&world), (3, 1, 2));
}

fn only_contact(world: &World) -> String {
    world.records(Salesforce, "Contact").remove(0).0
}

#[tokio::test(start_paused = true)]
async fn h15_a_rule_that_cannot_be_asked_or_makes_what_is_not_there_is_a_flaw() {
    let world = World::new().await;
    let mut file = world.app.mapping(world.pair).unwrap();
    let rule = |when: &str, salesforce| CreateRule { when: when.to_owned(), salesforce };
    for (rule, code) in [
        (rule("nosuch == 1", CreateInSalesforce::Lead), "filter"),
        (rule("email ==", CreateInSalesforce::Lead), "filter"),
        (rule("email != \"\"", CreateInSalesforce::Record), "create_setting"),
    ] {
        file.mappings[0].create_rules = vec![rule];
        let flaws = world.app.validate_mapping(world.pair, &file).await.unwrap();
        let codes: Vec<_> =
            flaws.iter().map(|it| serde_json::to_value(&it.code).unwrap()).collect();
        assert_eq!(codes.len(), 1, "{codes:?}");
        assert_eq!(codes[0]["code"], code);
    }
}
