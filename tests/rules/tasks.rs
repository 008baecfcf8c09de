//! Tasks and calls, both ways: H6, H86, H109, H111-H114, H116, H117; and filters on activities: H110.

use std::time::Duration;

use crosswalk_app::accounts::ByToken;
use crosswalk_app::objects::ObjectToAdd;
use crosswalk_app::pairs::{FirstRun, IdFields, PairToAdd};
use crosswalk_desktop::{Beginning, World};
use crosswalk_emulator::exchange::Vendor;
use crosswalk_emulator::hubspot::PortalSettings;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{History, OnDelete, Scope, SyncRule};
use crosswalk_model::{Both, LinkState, ReasonCode, Rights};
use serde_json::{Value, json};

use crate::{associated, having, keeping, only, owner, settled, tie, user};

pub(crate) async fn add(world: &World, object: &str) {
    let new = ObjectToAdd { hubspot: object.into(), salesforce: None, id_fields: IdFields::Make };
    let added = world.app.add_object(world.pair, new).await.unwrap();
    assert_eq!(added.by_hand, []);
}

/// People and companies in step, and these activities beside them from now on.
pub(crate) async fn with(activities: &[&str]) -> World {
    let world = keeping(&["companies", "contacts"]).await;
    for activity in activities {
        add(&world, activity).await;
    }
    settled(&world).await;
    world
}

fn task(world: &World, more: &Value) -> String {
    let mut fields = json!({ "Subject": "Call back", "ActivityDate": "2026-12-01" });
    for (field, value) in more.as_object().unwrap() {
        fields[field] = value.clone();
    }
    world.salesforce_record("Task", fields)
}

#[tokio::test(start_paused = true)]
async fn h112_a_task_comes_with_its_owner_its_people_its_day_and_its_comments() {
    let world = with(&["tasks"]).await;
    let acme = world.salesforce_record("Account", json!({ "Name": "Acme" }));
    let ann = world.salesforce_record(
        "Contact",
        json!({ "LastName": "Berg", "Email": "ann@acme.no", "AccountId": acme }),
    );
    let about = json!({ "WhoId": ann, "WhatId": acme, "Description": "She asked for it",
                        "Priority": "High", "Status": "Completed" });
    task(&world, &about);
    settled(&world).await;
    let made = only(&world, HubSpot, "tasks");
    let field = |name: &str| world.field(HubSpot, "tasks", &made, name);
    assert_eq!(field("hs_task_subject"), json!("Call back"));
    assert_eq!(field("hs_task_body"), json!("She asked for it"));
    assert!(field("hs_timestamp").as_str().unwrap().starts_with("2026-12-01"));
    assert_eq!(field("hs_task_priority"), json!("HIGH"));
    assert_eq!(field("hs_task_status"), json!("COMPLETED"));
    assert_eq!(associated(&world, &made, 1), [only(&world, HubSpot, "contacts")]);
    assert_eq!(associated(&world, &made, 2), [only(&world, HubSpot, "companies")]);
}

/// Whom it is assigned to is its owner, both ways.
#[tokio::test(start_paused = true)]
async fn h112_h113_the_owner_of_a_task_crosses_both_ways() {
    let world = with(&["tasks"]).await;
    let owners = [owner(&world, "Sven", "Seller"), owner(&world, "Ann", "Admin")];
    let users = ["sven@acme.example", "ann@acme.example"].map(|email| user(&world, email));
    world.wait(Duration::from_secs(2 * 3_600)).await;
    let theirs = task(&world, &json!({ "OwnerId": users[0] }));
    settled(&world).await;
    let here = only(&world, HubSpot, "tasks");
    let owns = |id: &str| world.field(HubSpot, "tasks", id, "hubspot_owner_id");
    let assigned = |id: &str| world.field(Salesforce, "Task", id, "OwnerId");
    assert_eq!(owns(&here), json!(owners[0]));
    let ours = json!({ "hs_task_subject": "Send it", "hs_timestamp": "2026-12-02T09:00:00Z",
                       "hubspot_owner_id": owners[0] });
    let ours = world.hubspot_record("tasks", ours);
    settled(&world).await;
    let there = having(&world, Salesforce, "Task", ("Subject", "Send it"));
    assert_eq!(assigned(&there), json!(users[0]));
    // Each is handed on where it was made, and where it came to.
    world.edit(Salesforce, "Task", &theirs, json!({ "OwnerId": users[1] }));
    world.edit(HubSpot, "tasks", &ours, json!({ "hubspot_owner_id": owners[1] }));
    settled(&world).await;
    assert_eq!((owns(&here), assigned(&there)), (json!(owners[1]), json!(users[1])));
    world.edit(HubSpot, "tasks", &here, json!({ "hubspot_owner_id": owners[0] }));
    world.edit(Salesforce, "Task", &there, json!({ "OwnerId": users[0] }));
    settled(&world).await;
    assert_eq!((assigned(&theirs), owns(&ours)), (json!(users[0]), json!(owners[0])));
}

#[tokio::test(start_paused = true)]
async fn h113_h117_a_task_of_hubspot_is_made_in_salesforce_and_changes_go_both_ways() {
    let world = with(&["tasks"]).await;
    let ann = world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }));
    settled(&world).await;
    let fields = json!({ "hs_task_subject": "Send the offer", "hs_task_body": "Two pages",
                         "hs_timestamp": "2026-12-02T09:00:00Z" });
    let offer = world.hubspot_record("tasks", fields);
    tie(&world, ("tasks", &offer), ("contacts", &ann), 204);
    settled(&world).await;
    let made = only(&world, Salesforce, "Task");
    let field = |name: &str| world.field(Salesforce, "Task", &made, name);
    assert_eq!(field("Subject"), json!("Send the offer"));
    assert_eq!(field("ActivityDate"), json!("2026-12-02"));
    assert_eq!(field("WhoId"), json!(only(&world, Salesforce, "Contact")));
    // What HubSpot does not say gets Salesforce's defaults.
    assert_eq!((field("Status"), field("Priority")), (json!("Not Started"), json!("Normal")));
    assert_eq!(field("TaskSubtype"), json!("Task"));
    // Which HubSpot gets by its own names.
    let here = |name: &str| world.field(HubSpot, "tasks", &offer, name);
    assert_eq!(here("hs_task_status"), json!("NOT_STARTED"));
    assert_eq!(here("hs_task_priority"), json!("MEDIUM"));
    world.edit(Salesforce, "Task", &made, json!({ "Status": "Waiting on someone else" }));
    settled(&world).await;
    assert_eq!(here("hs_task_status"), json!("WAITING"));
    world.edit(Salesforce, "Task", &made, json!({ "Subject": "Send two offers" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "tasks", &offer, "hs_task_subject"), json!("Send two offers"));
}

/// Salesforce hands a lead's tasks to the contact that it becomes, and stamps none of them.
#[tokio::test(start_paused = true)]
async fn m7_h112_the_task_of_a_lead_is_its_contacts_after_the_conversion() {
    let world = with(&["tasks"]).await;
    let lead = json!({ "LastName": "Berg", "Email": "ann@acme.no", "Company": "Acme" });
    let lead = world.salesforce_record("Lead", lead);
    let theirs = task(&world, &json!({ "WhoId": lead }));
    settled(&world).await;
    let here = only(&world, HubSpot, "tasks");
    let ann = only(&world, HubSpot, "contacts");
    assert_eq!(associated(&world, &here, 1), [ann.as_str()]);
    let made = world.act(Salesforce, json!({ "act": "convert_lead", "lead": lead }));
    settled(&world).await;
    world.edit(Salesforce, "Task", &theirs, json!({ "Subject": "Call again" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "tasks", &here, "hs_task_subject"), json!("Call again"));
    assert_eq!(world.field(Salesforce, "Task", &theirs, "WhoId"), made["contact"]);
    assert_eq!(associated(&world, &here, 1), [ann]);
    assert_eq!(world.records(HubSpot, "tasks").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn h111_each_kind_has_its_switch_and_none_brings_what_was_before() {
    let world = keeping(&["contacts"]).await;
    task(&world, &json!({ "Subject": "Of before" }));
    world.hubspot_record(
        "tasks",
        json!({ "hs_task_subject": "Of before", "hs_timestamp": "2026-11-01T09:00:00Z" }),
    );
    // Longer than the verify pull looks back.
    world.wait(Duration::from_secs(3 * 3_600)).await;
    add(&world, "tasks").await;
    settled(&world).await;
    let many = |world: &World| {
        let here = ["tasks", "calls"].map(|object| world.records(HubSpot, object).len());
        (here, world.records(Salesforce, "Task").len())
    };
    assert_eq!(many(&world), ([1, 0], 1));
    // From now on tasks come, and calls do not.
    task(&world, &json!({ "Subject": "Of today" }));
    task(&world, &json!({ "Subject": "Rang", "TaskSubtype": "Call" }));
    settled(&world).await;
    assert_eq!(many(&world), ([2, 0], 3));
    having(&world, HubSpot, "tasks", ("hs_task_subject", "Of today"));
    add(&world, "calls").await;
    settled(&world).await;
    task(&world, &json!({ "Subject": "Rang again", "TaskSubtype": "Call" }));
    settled(&world).await;
    assert_eq!(many(&world), ([2, 1], 4));
    having(&world, HubSpot, "calls", ("hs_call_title", "Rang again"));
    // A task of before comes as soon as somebody changes it.
    let before = having(&world, Salesforce, "Task", ("Subject", "Of before"));
    world.edit(Salesforce, "Task", &before, json!({ "Priority": "High" }));
    settled(&world).await;
    assert_eq!(world.records(HubSpot, "tasks").len(), 3);
    // And with its history when that is asked for.
    world
        .remap(|file| {
            let mut all = file.mappings.iter_mut();
            all.find(|it| it.hubspot.as_str() == "calls").unwrap().history = History::All;
        })
        .await;
    settled(&world).await;
    assert_eq!(world.records(HubSpot, "calls").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn h109_h111_a_call_of_hubspot_is_a_call_in_salesforce() {
    let world = with(&["calls"]).await;
    let fields = json!({ "hs_call_title": "Rang", "hs_call_body": "Nobody was in",
                         "hs_timestamp": "2026-12-02T09:00:00Z" });
    world.hubspot_record("calls", fields);
    settled(&world).await;
    let made = only(&world, Salesforce, "Task");
    let field = |name: &str| world.field(Salesforce, "Task", &made, name);
    assert_eq!((field("Subject"), field("TaskSubtype")), (json!("Rang"), json!("Call")));
    assert_eq!(world.records(HubSpot, "tasks").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn h116_a_deleted_task_does_to_its_partner_what_was_chosen() {
    for (policy, left) in [(OnDelete::Nothing, 1), (OnDelete::Delete, 0)] {
        let world = with(&["tasks"]).await;
        world
            .remap(|file| {
                let mut all = file.mappings.iter_mut();
                let tasks = all.find(|it| it.hubspot.as_str() == "tasks").unwrap();
                tasks.delete.hubspot = policy;
            })
            .await;
        let gone = task(&world, &json!({}));
        settled(&world).await;
        assert_eq!(world.records(HubSpot, "tasks").len(), 1);
        world.act(Salesforce, json!({ "act": "delete", "id": gone }));
        settled(&world).await;
        assert_eq!(world.records(HubSpot, "tasks").len(), left, "{policy:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn h86_activities_have_mappings_and_rules_like_everything_else() {
    let world = with(&["tasks"]).await;
    world
        .remap(|file| {
            let mut all = file.mappings.iter_mut();
            let tasks = all.find(|it| it.hubspot.as_str() == "tasks").unwrap();
            tasks.fields.retain(|it| it.hubspot.as_str() != "hs_task_body");
            let mut fields = tasks.fields.iter_mut();
            let subject = fields.find(|it| it.hubspot.as_str() == "hs_task_subject").unwrap();
            subject.rule = SyncRule::AlwaysHubspot;
        })
        .await;
    let made = task(&world, &json!({ "Description": "Between us" }));
    settled(&world).await;
    let here = only(&world, HubSpot, "tasks");
    assert_eq!(world.field(HubSpot, "tasks", &here, "hs_task_body"), Value::Null);
    world.edit(HubSpot, "tasks", &here, json!({ "hs_task_subject": "Ours" }));
    settled(&world).await;
    assert_eq!(world.field(Salesforce, "Task", &made, "Subject"), json!("Ours"));
}

#[tokio::test(start_paused = true)]
async fn h6_a_type_of_tasks_that_nobody_sees_stops_nothing() {
    let world = keeping(&["contacts"]).await;
    let hidden = json!({ "act": "set_field_permission", "object": "Task", "field": "Type",
                         "access": "hidden" });
    world.act(Salesforce, hidden);
    add(&world, "tasks").await;
    settled(&world).await;
    let fields = json!({ "hs_task_subject": "Ask", "hs_timestamp": "2026-12-02T09:00:00Z" });
    world.hubspot_record("tasks", fields);
    settled(&world).await;
    let made = only(&world, Salesforce, "Task");
    assert_eq!(world.field(Salesforce, "Task", &made, "Subject"), json!("Ask"));
}

#[tokio::test(start_paused = true)]
async fn h114_a_task_names_one_person_and_of_several_none_is_picked() {
    let world = with(&["tasks"]).await;
    let person = |email: &str| world.hubspot_contact(json!({ "email": email, "lastname": "Berg" }));
    let both = [person("ann@acme.no"), person("bo@acme.no")];
    let fields = json!({ "hs_task_subject": "Meet", "hs_timestamp": "2026-12-02T09:00:00Z" });
    let meet = world.hubspot_record("tasks", fields);
    for who in &both {
        tie(&world, ("tasks", &meet), ("contacts", who), 204);
    }
    settled(&world).await;
    let made = only(&world, Salesforce, "Task");
    assert_eq!(world.field(Salesforce, "Task", &made, "WhoId"), Value::Null);
    // Salesforce's word is one of several: it stands beside those who were there.
    let ann = having(&world, Salesforce, "Contact", ("Email", "ann@acme.no"));
    world.edit(Salesforce, "Task", &made, json!({ "WhoId": ann }));
    settled(&world).await;
    let mut told = associated(&world, &meet, 1);
    told.sort();
    assert_eq!(told, both);
}

/// Another pair on the same org switches tasks on while the first one is asleep: what changed
/// meanwhile still reaches the first one.
#[tokio::test(start_paused = true)]
async fn h111_a_second_pair_that_begins_takes_nothing_from_the_first() {
    let mut beginning = Beginning::default();
    let second = PortalSettings { id: 4_411_002, ..PortalSettings::default() };
    beginning.settings.hubspot.portals.push(second);
    let world = World::begin(beginning, |_| {}).await;
    add(&world, "tasks").await;
    settled(&world).await;
    let known = task(&world, &json!({}));
    settled(&world).await;
    world.edit(Salesforce, "Task", &known, json!({ "Subject": "Call twice" }));
    // Longer than any look back.
    world.wait(Duration::from_secs(3 * 3_600)).await;
    let account = world.emulator.accounts(Vendor::HubSpot).pop().unwrap();
    let facts = world.emulator.grant(Vendor::HubSpot, &account).unwrap();
    let by = ByToken {
        side: HubSpot,
        base: format!("https://{}", facts.host),
        token: facts.service_key.unwrap().into(),
        development: false,
        rights: Rights::Full,
    };
    let hubspot = world.app.add_account_by_token(by).await.unwrap().id;
    let salesforce = world.app.pairs().unwrap()[0].connections.salesforce;
    let new = PairToAdd {
        name: "Second".to_owned(),
        connections: Both { salesforce, hubspot },
        objects: vec!["contacts".to_owned()],
        id_fields: IdFields::Make,
        first_run: FirstRun::Agree,
    };
    let other = world.app.add_pair(new).await.unwrap().pair;
    let tasks =
        ObjectToAdd { hubspot: "tasks".into(), salesforce: None, id_fields: IdFields::Make };
    world.app.add_object(other, tasks).await.unwrap();
    settled(&world).await;
    let here = only(&world, HubSpot, "tasks");
    assert_eq!(world.field(HubSpot, "tasks", &here, "hs_task_subject"), json!("Call twice"));
}

/// Each type has a switch, and a filter besides.
#[tokio::test(start_paused = true)]
async fn h110_h111_a_filter_on_a_type_of_activities_keeps_out_what_it_leaves_out() {
    let at = "2026-12-02T09:00:00Z";
    let types = [
        ("tasks", "hs_task_subject", json!({})),
        ("calls", "hs_call_title", json!({})),
        (
            "meetings",
            "hs_meeting_title",
            json!({ "hs_meeting_start_time": at, "hs_meeting_end_time": "2026-12-02T09:30:00Z" }),
        ),
        ("notes", "hs_note_body", json!({})),
        ("emails", "hs_email_subject", json!({ "hs_email_direction": "EMAIL" })),
    ];
    for (object, title, more) in types {
        let world = with(&[object]).await;
        world
            .remap(|file| {
                let mut all = file.mappings.iter_mut();
                let of_it = all.find(|it| it.hubspot.as_str() == object).unwrap();
                of_it.in_scope = Some(Scope::Filter(format!("{title} != \"Private\"")));
            })
            .await;
        let [open, private] = ["Open", "Private"].map(|text| {
            let mut fields = more.clone();
            fields["hs_timestamp"] = json!(at);
            fields[title] = json!(text);
            world.hubspot_record(object, fields)
        });
        let made = || {
            let of = |kind| world.records(Salesforce, kind).len();
            of("Task") + of("Event")
        };
        settled(&world).await;
        assert_eq!(made(), 1, "{object}");
        assert_eq!(world.why(&open)[0].0, LinkState::InSync, "{object}");
        assert_eq!(world.why(&private)[0].1, ReasonCode::OutOfScope, "{object}");
        world.edit(HubSpot, object, &private, json!({ title: "Public" }));
        settled(&world).await;
        assert_eq!(made(), 2, "{object}: it is left in now");
    }
}
