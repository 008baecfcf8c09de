//! What comes when a pair is new, what a person orders by hand, and what is left out: H24, H107,
//! H123-H125.

use std::collections::BTreeMap;

use crosswalk_app::Differing;
use crosswalk_app::pairs::FirstRun;
use crosswalk_app::preview::Chosen;
use crosswalk_desktop::{Beginning, World};
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{Scope, SyncRule};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::{Value, json};

use crate::{LATER, keeping, only, settled};

const ALL: [&str; 3] = ["companies", "contacts", "deals"];

fn names(world: &World) -> Vec<String> {
    let all = world.records(HubSpot, "contacts").into_iter();
    let mut names: Vec<String> =
        all.map(|(_, it)| it["lastname"].as_str().unwrap_or_default().to_owned()).collect();
    names.sort();
    names
}

fn person(world: &World, object: &str, name: &str) -> String {
    let mut fields = json!({ "LastName": name, "Email": format!("{name}@example.no") });
    if object == "Lead" {
        fields["Company"] = json!("Acme");
    }
    world.salesforce_record(object, fields)
}

/// By the plan of the first run, which a person orders, or because they changed since.
#[tokio::test(start_paused = true)]
async fn h24_people_appear_in_hubspot_by_the_first_plan_or_by_a_change_and_in_no_other_way() {
    let world = World::new().await;
    for (name, object) in [("before", "Contact"), ("lead", "Lead")] {
        person(&world, object, name);
    }
    for _ in 0..5 {
        world.wait(LATER).await;
        assert_eq!(world.sync().await.result, RunResult::Braked);
    }
    assert_eq!(names(&world), Vec::<String>::new(), "no pass of its own brings them");
    world.apply().await;
    assert_eq!(names(&world), ["before", "lead"], "the plan does");
    world.wait(LATER).await;
    person(&world, "Contact", "after");
    world.sync().await;
    assert_eq!(names(&world), ["after", "before", "lead"], "and so does a new record");
}

#[tokio::test(start_paused = true)]
async fn h24_who_was_there_before_a_run_that_only_links_appears_when_edited() {
    let beginning = Beginning { first_run: FirstRun::LinkOnly, ..Beginning::default() };
    let world = World::begin(beginning, |_| {}).await;
    let (old, _) = (person(&world, "Contact", "old"), person(&world, "Contact", "quiet"));
    settled(&world).await;
    assert_eq!(names(&world), Vec::<String>::new());
    world.edit(Salesforce, "Contact", &old, json!({ "Title": "Boss" }));
    settled(&world).await;
    assert_eq!(names(&world), ["old"]);
}

/// Nothing of the three is written by the pass itself: each is held by the first run's question.
#[tokio::test(start_paused = true)]
async fn h107_a_person_syncs_a_single_contact_company_or_deal() {
    let world = keeping(&ALL).await;
    let acme = world.salesforce_record("Account", json!({ "Name": "Acme" }));
    let ann = person(&world, "Contact", "ann");
    let ship = world.salesforce_record(
        "Opportunity",
        json!({ "Name": "Ship", "StageName": "Prospecting", "CloseDate": "2026-12-01" }),
    );
    let many = || ALL.map(|object| world.records(HubSpot, object).len());
    for (record, made) in [(&ann, [0, 1, 0]), (&ship, [0, 1, 1]), (&acme, [1, 1, 1])] {
        world.wait(LATER).await;
        world.app.preview(world.pair, "test").await.unwrap();
        let one = Chosen { only: Some(world.link(record)), ..Chosen::default() };
        let typed = (world.pair, Some("1"));
        world.app.apply_chosen(typed, (Differing::Leave, &one), "test").await.unwrap();
        assert_eq!(many(), made);
    }
}

#[tokio::test(start_paused = true)]
async fn h123_leads_contacts_accounts_and_opportunities_come_with_the_plan_of_the_first_run() {
    let world = keeping(&ALL).await;
    let acme = world.salesforce_record("Account", json!({ "Name": "Acme" }));
    person(&world, "Lead", "lead");
    person(&world, "Contact", "contact");
    world.salesforce_record(
        "Opportunity",
        json!({ "Name": "Ship", "StageName": "Prospecting", "CloseDate": "2026-12-01",
                "AccountId": acme }),
    );
    let before = world.last_exchange();
    let plan = world.app.plan_view(world.pair, "test").await.unwrap();
    assert_eq!(world.writes_since(before), 0, "it is shown first");
    let made = plan.groups.iter().filter(|it| it.act == "create" && it.side == HubSpot);
    let made: BTreeMap<&str, u64> = made.map(|it| (it.object.as_str(), it.records)).collect();
    assert_eq!(made, BTreeMap::from([("companies", 1), ("contacts", 2), ("deals", 1)]));
    settled(&world).await;
    let many = ALL.map(|object| world.records(HubSpot, object).len());
    assert_eq!(many, [1, 2, 1]);
}

/// In one write, what the record holds now with it; whoever is outside the list gets nothing after
/// that.
#[tokio::test(start_paused = true)]
async fn h124_an_import_brings_the_address_and_whoever_is_outside_the_list_gets_nothing_later() {
    for (filter, follows) in [("city == \"Oslo\"", true), ("city == \"Bergen\"", false)] {
        let world = World::new().await;
        world
            .remap(|file| {
                file.mappings[0].in_scope = Some(Scope::Filter(filter.to_owned()));
            })
            .await;
        world.rule("jobtitle", SyncRule::TwoWay).await;
        let there = world.salesforce_record(
            "Contact",
            json!({ "LastName": "Berg", "Email": "ann@example.no", "MailingCity": "Oslo" }),
        );
        let before = world.last_exchange();
        world.apply().await;
        let ann = only(&world, HubSpot, "contacts");
        assert_eq!(world.field(HubSpot, "contacts", &ann, "email"), json!("ann@example.no"));
        let told = world.told_since(before);
        let made = told.iter().filter(|it| it.contains("contacts/batch"));
        let made = made.filter(|it| it.contains("upsert") || it.contains("create"));
        assert_eq!(made.count(), 1, "{told:#?}");
        world.wait(LATER).await;
        world.edit(Salesforce, "Contact", &there, json!({ "Title": "Boss" }));
        settled(&world).await;
        let title = world.field(HubSpot, "contacts", &ann, "jobtitle");
        assert_eq!(title, if follows { json!("Boss") } else { Value::Null }, "{filter}");
    }
}

#[tokio::test(start_paused = true)]
async fn h125_an_import_leaves_out_who_has_no_address_makes_one_of_equals_and_adds_only_new_ones() {
    let world = World::new().await;
    let known = world.hubspot_contact(json!({ "email": "known@example.no", "lastname": "known" }));
    let nobody = world.salesforce_record("Contact", json!({ "LastName": "nobody" }));
    person(&world, "Contact", "known");
    for object in ["Contact", "Lead"] {
        person(&world, object, "twice");
    }
    settled(&world).await;
    assert_eq!(names(&world), ["known", "twice"]);
    assert_eq!(world.why(&nobody), [(LinkState::LeftOut, ReasonCode::NoEmail)]);
    assert!(world.record(HubSpot, "contacts", &known).is_some());
    // Comparing everything once more adds nobody.
    person(&world, "Contact", "new");
    world.wait(LATER).await;
    world.app.sweep(world.pair, "test").await.unwrap();
    settled(&world).await;
    assert_eq!(names(&world), ["known", "new", "twice"]);
}
