//! Which contacts sync: a HubSpot list or a filter, creation past it, and what is held (S13-S21).

use std::time::Duration;

use crosswalk_app::AppError;
use crosswalk_desktop::{Beginning, World};
use crosswalk_engine::{PassError, RunResult};
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{NamedList, OnDelete, Scope, SyncRule};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::{Value, json};

const LIST: &str = "Customers";
const LEFT_OUT: (LinkState, ReasonCode) = (LinkState::LeftOut, ReasonCode::OutOfScope);
const HELD: (LinkState, ReasonCode) = (LinkState::Held, ReasonCode::HeldOutOfScope);

/// How the same choice is made: customers only.
#[derive(Clone, Copy, Debug)]
enum By {
    Filter,
    List,
}

impl By {
    const BOTH: [By; 2] = [By::Filter, By::List];

    fn scope(self) -> Scope {
        match self {
            By::Filter => Scope::Filter("lifecyclestage == \"customer\"".to_owned()),
            By::List => Scope::List(NamedList { list: LIST.to_owned(), id: None }),
        }
    }
}

fn customers() -> Value {
    json!({ "filterBranchType": "OR", "filters": [], "filterBranches": [{
        "filterBranchType": "AND", "filterBranches": [],
        "filters": [{ "filterType": "PROPERTY", "property": "lifecyclestage", "operation": {
            "operationType": "ENUMERATION", "operator": "IS_ANY_OF", "values": ["customer"] } }],
    }] })
}

fn add_list(world: &World, processing: &str, branch: &Value) {
    let mut act = json!({ "act": "add_list", "name": LIST, "objectTypeId": "0-1",
        "processingType": processing });
    if !branch.is_null() {
        act["filterBranch"] = branch.clone();
    }
    world.act(HubSpot, act);
}

async fn world(by: By) -> World {
    let world = World::new().await;
    add_list(&world, "DYNAMIC", &customers());
    world
        .remap(|file| {
            for mapping in &mut file.mappings {
                mapping.in_scope = Some(by.scope());
                for field in mapping.fields.iter_mut().filter(|it| it.id.as_str() == "firstname") {
                    field.rule = SyncRule::TwoWay;
                }
            }
        })
        .await;
    world
}

fn person(world: &World, name: &str, stage: &str) -> String {
    world.hubspot_contact(json!({
        "email": format!("{name}@example.no"), "firstname": name, "lastname": "Berg",
        "lifecyclestage": stage,
    }))
}

fn names_in_salesforce(world: &World) -> Vec<String> {
    let name = |(_, record): (String, serde_json::Map<String, Value>)| {
        record["FirstName"].as_str().unwrap_or_default().to_owned()
    };
    let mut names: Vec<String> =
        world.records(Salesforce, "Contact").into_iter().map(name).collect();
    names.sort();
    names
}

fn state(world: &World, id: &str) -> LinkState {
    world.why(id)[0].0
}

/// Time passes, and whatever is to be done is done.
async fn rest(world: &World) {
    for _ in 0..3 {
        world.wait(Duration::from_secs(1_200)).await;
        world.apply().await;
    }
    let before = world.last_exchange();
    world.sync().await;
    assert_eq!(world.writes_since(before), 0, "{:#?}", world.told_since(before));
}

#[tokio::test(start_paused = true)]
async fn s13_s18_without_a_list_everybody_is_eligible() {
    let world = World::new().await;
    person(&world, "ann", "subscriber");
    person(&world, "bo", "");
    rest(&world).await;
    assert_eq!(names_in_salesforce(&world), ["ann", "bo"]);
}

#[tokio::test(start_paused = true)]
async fn s14_s15_only_members_of_the_list_reach_salesforce() {
    for by in By::BOTH {
        let world = world(by).await;
        let ann = person(&world, "ann", "customer");
        let bo = person(&world, "bo", "lead");
        let cy = person(&world, "cy", "");
        rest(&world).await;
        assert_eq!(names_in_salesforce(&world), ["ann"], "{by:?}");
        assert_eq!(state(&world, &ann), LinkState::InSync, "{by:?}");
        assert_eq!([world.why(&bo), world.why(&cy)], [[LEFT_OUT], [LEFT_OUT]], "{by:?}");
        // An edit that does not let anybody in lets nobody in.
        world.edit(HubSpot, "contacts", &bo, json!({ "firstname": "bob" }));
        rest(&world).await;
        assert_eq!(names_in_salesforce(&world), ["ann"], "{by:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn h20_joining_the_list_is_a_trigger() {
    for by in By::BOTH {
        let world = world(by).await;
        let bo = person(&world, "bo", "lead");
        rest(&world).await;
        world.edit(HubSpot, "contacts", &bo, json!({ "lifecyclestage": "customer" }));
        world.wait(Duration::from_secs(60)).await;
        let report = world.sync().await;
        assert_eq!(report.result, RunResult::Done, "{by:?} {report:?}");
        assert_eq!(names_in_salesforce(&world), ["bo"], "{by:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn h20_who_joins_long_after_the_edit_is_noticed_by_joining() {
    let mut beginning = Beginning::default();
    beginning.settings.hubspot.list_lag_millis = 3_600_000;
    let world = World::begin(beginning, |_| {}).await;
    add_list(&world, "DYNAMIC", &customers());
    world.remap(|file| file.mappings[0].in_scope = Some(By::List.scope())).await;
    let ann = person(&world, "ann", "lead");
    world.wait(Duration::from_secs(7_200)).await;
    rest(&world).await;
    world.edit(HubSpot, "contacts", &ann, json!({ "lifecyclestage": "customer" }));
    world.wait(Duration::from_secs(1_200)).await;
    world.apply().await;
    assert_eq!(world.why(&ann), [LEFT_OUT], "HubSpot has not looked at her yet");
    world.wait(Duration::from_secs(3_600)).await;
    world.apply().await;
    assert_eq!(names_in_salesforce(&world), ["ann"], "nothing but the list told of it");
}

#[tokio::test(start_paused = true)]
async fn s19_s20_s21_h21_a_record_made_in_salesforce_passes_the_list_and_is_held_afterwards() {
    for by in By::BOTH {
        let world = world(by).await;
        let there = world.salesforce_record(
            "Contact",
            json!({ "Email": "ann@example.no", "FirstName": "ann", "LastName": "Berg" }),
        );
        rest(&world).await;
        let [(here, made)] = &world.records(HubSpot, "contacts")[..] else { panic!("one contact") };
        assert_eq!(made["firstname"], json!("ann"), "{by:?}");
        assert_eq!(world.why(&there), [HELD], "{by:?}");
        world.edit(HubSpot, "contacts", here, json!({ "firstname": "Anna" }));
        world.edit(Salesforce, "Contact", &there, json!({ "Title": "Boss" }));
        rest(&world).await;
        assert_eq!(world.field(Salesforce, "Contact", &there, "FirstName"), json!("ann"), "S20");
        assert_eq!(world.field(HubSpot, "contacts", here, "jobtitle"), Value::Null, "S21");
        // Once she meets the criteria, both edits of the meantime flow.
        world.edit(HubSpot, "contacts", here, json!({ "lifecyclestage": "customer" }));
        rest(&world).await;
        assert_eq!(
            world.field(Salesforce, "Contact", &there, "FirstName"),
            json!("Anna"),
            "{by:?}"
        );
        assert_eq!(world.field(HubSpot, "contacts", here, "jobtitle"), json!("Boss"), "{by:?}");
        assert_eq!(state(&world, &there), LinkState::InSync, "{by:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn s19_a_record_made_in_salesforce_meets_a_contact_outside_the_list_and_makes_no_second_one()
{
    for by in By::BOTH {
        let world = world(by).await;
        let here = person(&world, "ann", "lead");
        rest(&world).await;
        let there = world.salesforce_record(
            "Lead",
            json!({ "Email": "ANN@example.no", "FirstName": "Ann", "LastName": "Berg", "Company": "A" }),
        );
        rest(&world).await;
        assert_eq!(world.records(HubSpot, "contacts").len(), 1, "{by:?}");
        assert_eq!([world.why(&here), world.why(&there)], [[HELD], [HELD]], "{by:?}");
        assert_eq!(world.field(HubSpot, "contacts", &here, "firstname"), json!("ann"), "{by:?}");
        assert_eq!(world.field(Salesforce, "Lead", &there, "FirstName"), json!("Ann"), "{by:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a2_who_leaves_the_list_is_held_and_goes_on_where_it_was_on_return() {
    for by in By::BOTH {
        let world = world(by).await;
        let here = person(&world, "ann", "customer");
        rest(&world).await;
        let (there, _) = world.records(Salesforce, "Contact").remove(0);
        world.edit(
            HubSpot,
            "contacts",
            &here,
            json!({ "lifecyclestage": "", "firstname": "Anna" }),
        );
        rest(&world).await;
        assert_eq!(world.why(&here), [HELD], "{by:?}");
        assert_eq!(world.field(Salesforce, "Contact", &there, "FirstName"), json!("ann"));
        world.edit(HubSpot, "contacts", &here, json!({ "lifecyclestage": "customer" }));
        rest(&world).await;
        assert_eq!(world.field(Salesforce, "Contact", &there, "FirstName"), json!("Anna"));
        assert_eq!(world.records(Salesforce, "Contact").len(), 1, "{by:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn h25_a3_a_delete_in_salesforce_of_a_held_contact_is_listed_and_not_carried() {
    for by in By::BOTH {
        let world = world(by).await;
        world
            .remap(|file| {
                file.mappings[0].delete.hubspot = crosswalk_model::mapping::OnDelete::Delete;
            })
            .await;
        let [ann, bo] = ["ann", "bo"].map(|name| person(&world, name, "customer"));
        rest(&world).await;
        world.edit(HubSpot, "contacts", &ann, json!({ "lifecyclestage": "" }));
        rest(&world).await;
        for (id, _) in world.records(Salesforce, "Contact") {
            world.act(Salesforce, json!({ "act": "delete", "id": id }));
        }
        rest(&world).await;
        let left: Vec<String> =
            world.records(HubSpot, "contacts").into_iter().map(|(id, _)| id).collect();
        assert_eq!(
            left,
            std::slice::from_ref(&ann),
            "{by:?}: bo's delete is carried, ann's is not"
        );
        assert_ne!(ann, bo);
        assert_eq!(world.why(&ann), [(LinkState::Held, ReasonCode::PartnerDeleted)], "{by:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_member_that_is_deleted_in_hubspot_follows_the_policy_though_no_list_holds_it_any_more() {
    for by in By::BOTH {
        let world = world(by).await;
        world
            .remap(|file| {
                file.mappings[0].delete.salesforce = crosswalk_model::mapping::OnDelete::Delete;
            })
            .await;
        let ann = person(&world, "ann", "customer");
        rest(&world).await;
        world.act(HubSpot, json!({ "act": "archive", "object": "contacts", "id": ann }));
        world.wait(Duration::from_secs(90_000)).await;
        rest(&world).await;
        assert_eq!(world.records(Salesforce, "Contact").len(), 0, "{by:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn s59_s60_an_opt_out_waits_until_the_contact_syncs() {
    for by in By::BOTH {
        let (world, [ann, bo], [ann_there, _]) = two_who_wait(by).await;
        let out = |world: &World| {
            (
                world.field(Salesforce, "Contact", &ann_there, "HasOptedOutOfEmail"),
                world.field(HubSpot, "contacts", &bo, "hs_email_optout"),
            )
        };
        assert_eq!(out(&world).0, json!(false), "{by:?} S59");
        assert_ne!(out(&world).1, json!("true"), "{by:?} S60");
        for id in [&ann, &bo] {
            world.edit(HubSpot, "contacts", id, json!({ "lifecyclestage": "customer" }));
        }
        rest(&world).await;
        assert_eq!(out(&world), (json!(true), json!("true")), "{by:?}");
    }
}

/// Ann unsubscribed in HubSpot, Bo is ticked in Salesforce, and neither takes part any more.
async fn two_who_wait(by: By) -> (World, [String; 2], [String; 2]) {
    let world = world(by).await;
    let here = ["ann", "bo"].map(|name| person(&world, name, "customer"));
    rest(&world).await;
    for id in &here {
        world.edit(HubSpot, "contacts", id, json!({ "lifecyclestage": "" }));
    }
    rest(&world).await;
    let there = |name: &str| {
        let mut all = world.records(Salesforce, "Contact").into_iter();
        all.find(|(_, it)| it["FirstName"] == json!(name)).expect("a contact").0
    };
    let there = [there("ann"), there("bo")];
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": "ann@example.no" }));
    world.edit(Salesforce, "Contact", &there[1], json!({ "HasOptedOutOfEmail": true }));
    rest(&world).await;
    (world, here, there)
}

#[tokio::test(start_paused = true)]
async fn s59_s60_a15_opt_outs_that_wait_are_listed() {
    let (world, here, _) = two_who_wait(By::Filter).await;
    let waiting = world.app.status(world.pair).unwrap().opt_outs;
    let told: Vec<_> = waiting.iter().map(|it| (it.side, it.address.as_str())).collect();
    assert_eq!(told, [(HubSpot, "ann@example.no"), (Salesforce, "bo@example.no")]);
    for id in &here {
        world.edit(HubSpot, "contacts", id, json!({ "lifecyclestage": "customer" }));
    }
    rest(&world).await;
    assert_eq!(world.app.status(world.pair).unwrap().opt_outs, []);
}

#[tokio::test(start_paused = true)]
async fn s59_s60_a15_a_switch_sends_the_opt_outs_of_held_people_and_nothing_else_of_them() {
    let (world, [ann, bo], [ann_there, bo_there]) = two_who_wait(By::Filter).await;
    world.edit(HubSpot, "contacts", &ann, json!({ "firstname": "Anne" }));
    world.edit(Salesforce, "Contact", &bo_there, json!({ "FirstName": "Boe" }));
    world.remap(|file| file.opt_out.reach_held = true).await;
    rest(&world).await;
    let there = |id: &str, field: &str| world.field(Salesforce, "Contact", id, field);
    assert_eq!(there(&ann_there, "HasOptedOutOfEmail"), json!(true));
    assert_eq!(world.field(HubSpot, "contacts", &bo, "hs_email_optout"), json!("true"));
    assert_eq!(there(&ann_there, "FirstName"), json!("ann"), "held");
    assert_eq!(world.field(HubSpot, "contacts", &bo, "firstname"), json!("bo"), "held");
    assert_eq!(world.why(&ann), [HELD]);
    // What ends an opt-out waits like everything else.
    world.act(HubSpot, json!({ "act": "resubscribe", "email": "ann@example.no" }));
    rest(&world).await;
    assert_eq!(there(&ann_there, "HasOptedOutOfEmail"), json!(true));
}

/// A held person was opted out on both sides before anybody looked, and comes back: nobody opts them
/// out again.
#[tokio::test(start_paused = true)]
async fn s58_a15_the_switch_takes_no_held_person_back_who_came_back() {
    let world = world(By::Filter).await;
    let ann = person(&world, "ann", "customer");
    rest(&world).await;
    world.edit(HubSpot, "contacts", &ann, json!({ "lifecyclestage": "" }));
    rest(&world).await;
    let there = world.records(Salesforce, "Contact").swap_remove(0).0;
    world.act(HubSpot, json!({ "act": "unsubscribe", "email": "ann@example.no" }));
    world.edit(Salesforce, "Contact", &there, json!({ "HasOptedOutOfEmail": true }));
    world.remap(|file| file.opt_out.reach_held = true).await;
    rest(&world).await;
    world.act(HubSpot, json!({ "act": "resubscribe", "email": "ann@example.no" }));
    for _ in 0..3 {
        rest(&world).await;
        assert_ne!(world.field(HubSpot, "contacts", &ann, "hs_email_optout"), json!("true"));
    }
}

/// Deletes of held people are not carried, whatever crossed of them before (A3).
#[tokio::test(start_paused = true)]
async fn h25_a3_a15_a_held_person_whose_opt_out_crossed_is_still_held() {
    let (world, [ann, _], [ann_there, _]) = two_who_wait(By::Filter).await;
    world
        .remap(|file| {
            file.opt_out.reach_held = true;
            file.mappings[0].delete.salesforce = OnDelete::Delete;
        })
        .await;
    rest(&world).await;
    world.act(HubSpot, json!({ "act": "archive", "object": "contacts", "id": ann }));
    for _ in 0..2 {
        world.wait(Duration::from_secs(90_000)).await;
        rest(&world).await;
    }
    assert!(world.record(Salesforce, "Contact", &ann_there).is_some(), "A3");
}

#[tokio::test(start_paused = true)]
async fn h18_only_an_active_list_that_is_there_can_say_who_takes_part() {
    for (processing, branch, code) in [
        ("MANUAL", Value::Null, "not an active one"),
        ("SNAPSHOT", customers(), "not an active one"),
    ] {
        let world = World::new().await;
        add_list(&world, processing, &branch);
        let mut file = world.app.mapping(world.pair).unwrap();
        file.mappings[0].in_scope = Some(By::List.scope());
        let refused = world.app.import_mapping(world.pair, &file).await.unwrap_err();
        assert!(refused.to_string().contains(code) || format!("{refused:?}").contains("NotActive"));
    }
    let world = World::new().await;
    let mut file = world.app.mapping(world.pair).unwrap();
    file.mappings[0].in_scope = Some(By::List.scope());
    let flaws = world.app.validate_mapping(world.pair, &file).await.unwrap();
    assert!(flaws[0].to_string().contains(LIST), "{flaws:?}");
}

#[tokio::test(start_paused = true)]
async fn a_list_that_goes_away_stops_the_pair_and_lets_nobody_in() {
    let world = world(By::List).await;
    person(&world, "ann", "customer");
    rest(&world).await;
    world.act(HubSpot, json!({ "act": "delete_list", "name": LIST }));
    person(&world, "bo", "lead");
    let stopped = world.app.apply(world.pair, "test").await.unwrap_err();
    let AppError::Pass(PassError::NotReady(words)) = stopped else { panic!("{stopped:?}") };
    assert!(words.contains(LIST), "{words}");
    assert_eq!(names_in_salesforce(&world), ["ann"]);
    // A list of that name that is made anew is the list again.
    add_list(&world, "DYNAMIC", &customers());
    rest(&world).await;
    assert_eq!(names_in_salesforce(&world), ["ann"]);
}

#[tokio::test(start_paused = true)]
async fn p4_a_changed_filter_is_looked_at_before_it_writes() {
    let world = world(By::Filter).await;
    person(&world, "ann", "customer");
    person(&world, "bo", "lead");
    rest(&world).await;
    world
        .remap(|file| file.mappings[0].in_scope = Some(Scope::Filter("lastname != ''".to_owned())))
        .await;
    let report = world.sync().await;
    assert_eq!(report.result, RunResult::Braked, "{report:?}");
    assert_eq!(names_in_salesforce(&world), ["ann"]);
    rest(&world).await;
    assert_eq!(names_in_salesforce(&world), ["ann", "bo"]);
}

#[tokio::test(start_paused = true)]
async fn a_list_costs_one_call_in_an_idle_pass_and_a_first_run_reads_it_once() {
    let world = world(By::List).await;
    for at in 0..300 {
        person(&world, &format!("p{at}"), if at % 2 == 0 { "customer" } else { "lead" });
    }
    let before = world.last_exchange();
    world.apply().await;
    let lists = |after: u64| {
        let told = world.told_since(after);
        told.into_iter().filter(|line| line.contains("/crm/lists/")).collect::<Vec<_>>()
    };
    // Found by its name, and all of it: 150 members are one page.
    assert_eq!(lists(before).len(), 2, "{:#?}", lists(before));
    rest(&world).await;
    world.wait(Duration::from_secs(900)).await;
    let before = world.last_exchange();
    world.sync().await;
    let told = world.told_since(before);
    assert_eq!(lists(before).len(), 1, "{told:#?}");
    assert_eq!(told.len(), 3, "one search, one composite, one list: {told:#?}");
}

#[tokio::test(start_paused = true)]
async fn whom_a_design_would_let_in_is_counted_before_it_is_taken_in() {
    let world = World::new().await;
    add_list(&world, "DYNAMIC", &customers());
    for (name, stage) in [("ann", "customer"), ("bo", "lead"), ("cy", "")] {
        person(&world, name, stage);
    }
    rest(&world).await;
    let mut file = world.app.mapping(world.pair).unwrap();
    for by in By::BOTH {
        file.mappings[0].in_scope = Some(by.scope());
        let counts = world.app.count_scopes(world.pair, &file).await.unwrap();
        let [count] = counts.as_slice() else { panic!("{counts:?}") };
        assert_eq!((count.takes_part, count.left_out, count.held, count.unread), (1, 2, 2, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn s16_s17_the_list_of_june_2017_is_found_and_offered() {
    let world = World::new().await;
    assert_eq!(world.app.list_of_2017(world.pair).await.unwrap(), None);
    let branch = json!({ "filterBranchType": "OR", "filters": [], "filterBranches": [{
        "filterBranchType": "AND", "filterBranches": [],
        "filters": [{ "filterType": "PROPERTY", "property": "lifecyclestage", "operation": {
            "operationType": "ENUMERATION", "operator": "IS_NONE_OF", "values": ["subscriber"],
            "includeObjectsWithNoValueSet": true } }],
    }] });
    let name = crosswalk_app::scopes::LIST_OF_2017;
    world.act(
        HubSpot,
        json!({ "act": "add_list", "name": name, "objectTypeId": "0-1",
        "processingType": "DYNAMIC", "filterBranch": branch }),
    );
    for (name, stage) in [("ann", "customer"), ("bo", "subscriber"), ("cy", "")] {
        person(&world, name, stage);
    }
    assert_eq!(world.app.list_of_2017(world.pair).await.unwrap(), Some(2));
    let scope = Scope::List(NamedList { list: name.to_owned(), id: None });
    world.remap(|file| file.mappings[0].in_scope = Some(scope)).await;
    rest(&world).await;
    assert_eq!(names_in_salesforce(&world), ["ann", "cy"], "who has no stage is in it");
}
