//! Meetings, e-mails and notes: H109, H111, H112, H117.

use crosswalk_app::status::ErrorLine;
use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{History, OnDelete, SyncRule};
use serde_json::json;

use crate::tasks::with;
use crate::{associated, having, only, settled, tie};

const START: &str = "2026-12-02T09:00:00.000+0000";

fn ann(world: &World) -> (String, String) {
    let acme = world.salesforce_record("Account", json!({ "Name": "Acme" }));
    let contact = json!({ "LastName": "Berg", "Email": "ann@acme.no", "AccountId": acme });
    (world.salesforce_record("Contact", contact), acme)
}

#[tokio::test(start_paused = true)]
async fn h109_h111_a_meeting_and_an_event_are_one_both_ways() {
    let world = with(&["meetings"]).await;
    world
        .remap(|file| {
            let mut all = file.mappings.iter_mut();
            let meetings = all.find(|it| it.hubspot.as_str() == "meetings").unwrap();
            let times = meetings.fields.iter_mut();
            let times = times.filter(|it| it.hubspot.as_str().ends_with("_time"));
            times.for_each(|it| it.rule = SyncRule::TwoWay);
        })
        .await;
    let (ann, acme) = ann(&world);
    let fair = json!({ "Subject": "At the fair", "Description": "Hall 4", "WhoId": ann,
                       "WhatId": acme, "StartDateTime": START,
                       "EndDateTime": "2026-12-02T10:30:00.000+0000" });
    let fair = world.salesforce_record("Event", fair);
    settled(&world).await;
    let made = only(&world, HubSpot, "meetings");
    let here = |name: &str| world.field(HubSpot, "meetings", &made, name);
    assert_eq!(here("hs_meeting_title"), json!("At the fair"));
    assert_eq!(here("hs_meeting_body"), json!("Hall 4"));
    assert_eq!(here("hs_meeting_start_time"), json!("2026-12-02T09:00:00.000Z"));
    assert_eq!(here("hs_meeting_end_time"), json!("2026-12-02T10:30:00.000Z"));
    assert_eq!(here("hs_timestamp"), json!("2026-12-02T09:00:00.000Z"));
    assert_eq!(associated(&world, &made, 1), [only(&world, HubSpot, "contacts")]);
    assert_eq!(associated(&world, &made, 2), [only(&world, HubSpot, "companies")]);
    // It is put off an hour in HubSpot, where its place in the timeline moves along.
    let later = json!({ "hs_meeting_start_time": "2026-12-02T10:00:00Z",
                        "hs_meeting_end_time": "2026-12-02T11:30:00Z" });
    world.edit(HubSpot, "meetings", &made, later);
    settled(&world).await;
    let there = |name: &str| world.field(Salesforce, "Event", &fair, name);
    assert_eq!(there("StartDateTime"), json!("2026-12-02T10:00:00.000+0000"));
    assert_eq!(there("DurationInMinutes"), json!(90));
    // And a day in Salesforce.
    let day = json!({ "StartDateTime": "2026-12-03T10:00:00.000+0000",
                      "EndDateTime": "2026-12-03T11:30:00.000+0000" });
    world.edit(Salesforce, "Event", &fair, day);
    settled(&world).await;
    assert_eq!(here("hs_meeting_start_time"), json!("2026-12-03T10:00:00.000Z"));
    assert_eq!(here("hs_timestamp"), json!("2026-12-03T10:00:00.000Z"));
}

/// Salesforce gives everybody who is invited an event of their own.
#[tokio::test(start_paused = true)]
async fn h109_h114_an_event_with_several_users_is_one_meeting() {
    let world = with(&["meetings"]).await;
    let fair = json!({ "Subject": "Fair", "StartDateTime": START, "DurationInMinutes": 30 });
    let fair = world.salesforce_record("Event", fair);
    for user in world.records(Salesforce, "User").into_iter().take(2) {
        world.act(Salesforce, json!({ "act": "invite", "event": fair, "user": user.0 }));
    }
    assert_eq!(world.records(Salesforce, "Event").len(), 3);
    settled(&world).await;
    assert_eq!(world.records(HubSpot, "meetings").len(), 1);
}

/// However notes are mapped, and also once they are no more: what was made of one is no task of
/// somebody's.
#[tokio::test(start_paused = true)]
async fn h109_what_a_note_made_stays_no_task_whatever_becomes_of_the_mapping_of_notes() {
    for how in ["two way", "history of tasks", "history of notes", "gone"] {
        let world = with(&["notes", "tasks"]).await;
        let fields = json!({ "hs_note_body": "Blue", "hs_timestamp": "2026-12-02T09:00:00Z" });
        world.hubspot_record("notes", fields);
        settled(&world).await;
        let made = only(&world, Salesforce, "Task");
        world
            .remap(|file| {
                let mut all = file.mappings.iter_mut();
                let of = if how.ends_with("tasks") { "tasks" } else { "notes" };
                let mapping = all.find(|it| it.hubspot.as_str() == of).unwrap();
                match how {
                    "two way" => {
                        mapping.fields.iter_mut().for_each(|it| it.rule = SyncRule::TwoWay);
                    }
                    "gone" => file.mappings.retain(|it| it.hubspot.as_str() != "notes"),
                    _ => mapping.history = History::All,
                }
            })
            .await;
        settled(&world).await;
        world.edit(Salesforce, "Task", &made, json!({ "Subject": "Noted" }));
        settled(&world).await;
        assert_eq!(world.records(HubSpot, "tasks").len(), 0, "{how}");
        assert_eq!(world.records(HubSpot, "notes").len(), 1, "{how}");
    }
}

/// The answer to the create is lost after the task was made.
#[tokio::test(start_paused = true)]
async fn p7_a_note_whose_answer_was_lost_makes_one_task_and_no_task_of_hubspot() {
    let world = with(&["notes", "tasks"]).await;
    let note = |body: &str| {
        let fields = json!({ "hs_note_body": body, "hs_timestamp": "2026-12-02T09:00:00Z" });
        world.hubspot_record("notes", fields)
    };
    // The first run of notes asks; this is behind it.
    note("Red");
    settled(&world).await;
    let soon = std::time::Duration::from_secs(120);
    world.wait(soon).await;
    let before = world.last_exchange();
    world.sync().await;
    let idle = world.told_since(before);
    let pulls = idle.iter().filter(|it| it.contains("/composite")).count();
    note("Blue");
    world.wait(soon).await;
    // Behind the composites of a pull come those that write.
    world.fault(json!({
        "at": { "vendor": "salesforce", "route": "POST /services/data/{version}/composite" },
        "nth": pulls + 1, "times": 100, "kind": { "kind": "cut", "when": "after_effect" },
    }));
    world.app.sync(world.pair, "test").await.ok();
    world.emulator.clear_faults();
    having(&world, Salesforce, "Task", ("Description", "Blue"));
    settled(&world).await;
    assert_eq!(world.records(Salesforce, "Task").len(), 2);
    assert_eq!(world.records(HubSpot, "tasks").len(), 0);
    assert_eq!(world.records(HubSpot, "notes").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn h109_a_meeting_of_hubspot_makes_an_event_and_one_without_an_end_says_what_lacks() {
    let world = with(&["meetings"]).await;
    let contact = world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }));
    settled(&world).await;
    let fields = json!({ "hs_meeting_title": "Call in", "hs_timestamp": "2026-12-02T09:00:00Z",
                         "hs_meeting_start_time": "2026-12-02T09:00:00Z",
                         "hs_meeting_end_time": "2026-12-02T09:20:00Z" });
    let meeting = world.hubspot_record("meetings", fields);
    tie(&world, ("meetings", &meeting), ("contacts", &contact), 200);
    settled(&world).await;
    let made = only(&world, Salesforce, "Event");
    let there = |name: &str| world.field(Salesforce, "Event", &made, name);
    assert_eq!((there("Subject"), there("DurationInMinutes")), (json!("Call in"), json!(20)));
    assert_eq!(there("WhoId"), json!(only(&world, Salesforce, "Contact")));
    let endless = json!({ "hs_meeting_title": "Endless", "hs_timestamp": "2026-12-02T09:00:00Z",
                          "hs_meeting_start_time": "2026-12-02T09:00:00Z" });
    let endless = world.hubspot_record("meetings", endless);
    settled(&world).await;
    assert_eq!(world.records(Salesforce, "Event").len(), 1);
    let lines = world.app.error_lines(world.pair).unwrap();
    let lacks = |it: &ErrorLine| it.provider_text.contains("DurationInMinutes");
    assert!(lines.iter().any(lacks), "{lines:?}");
    world.edit(
        HubSpot,
        "meetings",
        &endless,
        json!({ "hs_meeting_end_time": "2026-12-02T12:00:00Z" }),
    );
    settled(&world).await;
    having(&world, Salesforce, "Event", ("Subject", "Endless"));
}

#[tokio::test(start_paused = true)]
async fn h109_h111_h117_an_email_is_an_email_task_both_ways() {
    let world = with(&["emails", "tasks"]).await;
    let (ann, _) = ann(&world);
    let mail = json!({ "Subject": "Email: our offer", "Description": "Two pages", "WhoId": ann,
                       "TaskSubtype": "Email", "Status": "Completed",
                       "ActivityDate": "2026-12-01" });
    let mail = world.salesforce_record("Task", mail);
    settled(&world).await;
    let made = only(&world, HubSpot, "emails");
    let here = |name: &str| world.field(HubSpot, "emails", &made, name);
    assert_eq!(here("hs_email_subject"), json!("Email: our offer"));
    assert_eq!(here("hs_email_text"), json!("Two pages"));
    assert_eq!(here("hs_email_direction"), json!("EMAIL"));
    assert_eq!(here("hs_email_status"), json!("SENT"));
    assert_eq!(associated(&world, &made, 1), [only(&world, HubSpot, "contacts")]);
    assert_eq!(world.records(HubSpot, "tasks").len(), 0, "an e-mail is no task");
    world.edit(Salesforce, "Task", &mail, json!({ "Subject": "Our offer" }));
    settled(&world).await;
    assert_eq!(here("hs_email_subject"), json!("Our offer"));
    let answer = json!({ "hs_email_subject": "Re: our offer", "hs_email_text": "Gladly",
                         "hs_email_direction": "INCOMING_EMAIL",
                         "hs_timestamp": "2026-12-02T09:00:00Z" });
    let answer = world.hubspot_record("emails", answer);
    settled(&world).await;
    let task = having(&world, Salesforce, "Task", ("Subject", "Re: our offer"));
    let there = |name: &str| world.field(Salesforce, "Task", &task, name);
    assert_eq!((there("TaskSubtype"), there("Status")), (json!("Email"), json!("Completed")));
    // What HubSpot says of its own mail stays.
    assert_eq!(
        world.field(HubSpot, "emails", &answer, "hs_email_direction"),
        json!("INCOMING_EMAIL")
    );
    assert_eq!(world.records(HubSpot, "emails").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn h109_h117_a_note_makes_a_task_that_is_done_and_never_comes_back_as_one() {
    let world = with(&["notes", "tasks"]).await;
    let contact = world.hubspot_contact(json!({ "email": "ann@acme.no", "lastname": "Berg" }));
    settled(&world).await;
    let fields = json!({ "hs_note_body": "Wants blue", "hs_timestamp": "2026-12-02T09:00:00Z" });
    let note = world.hubspot_record("notes", fields);
    tie(&world, ("notes", &note), ("contacts", &contact), 202);
    settled(&world).await;
    let made = only(&world, Salesforce, "Task");
    let there = |name: &str| world.field(Salesforce, "Task", &made, name);
    assert_eq!((there("Subject"), there("Status")), (json!("Note"), json!("Completed")));
    assert_eq!((there("Description"), there("TaskSubtype")), (json!("Wants blue"), json!("Task")));
    assert_eq!(there("WhoId"), json!(only(&world, Salesforce, "Contact")));
    world.edit(HubSpot, "notes", &note, json!({ "hs_note_body": "Wants green" }));
    settled(&world).await;
    assert_eq!(there("Description"), json!("Wants green"));
    // Somebody works on that task in Salesforce: it stays as they left it, and HubSpot gets neither
    // a task nor another note of it.
    world.edit(Salesforce, "Task", &made, json!({ "Description": "Told them" }));
    settled(&world).await;
    assert_eq!(there("Description"), json!("Told them"));
    assert_eq!(world.field(HubSpot, "notes", &note, "hs_note_body"), json!("Wants green"));
    assert_eq!(world.records(HubSpot, "tasks").len(), 0);
    assert_eq!(world.records(HubSpot, "notes").len(), 1);
    // A task of somebody else still comes.
    let task = json!({ "Subject": "Call back", "ActivityDate": "2026-12-03" });
    world.salesforce_record("Task", task);
    settled(&world).await;
    assert_eq!(world.records(HubSpot, "tasks").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn h111_none_of_before_comes_and_each_kind_is_off_by_itself() {
    let world = with(&[]).await;
    let event = |subject: &str| json!({ "Subject": subject, "StartDateTime": START, "DurationInMinutes": 30 });
    let before = world.salesforce_record("Event", event("Of before"));
    world.wait(std::time::Duration::from_secs(3 * 3_600)).await;
    settled(&world).await;
    crate::tasks::add(&world, "meetings").await;
    settled(&world).await;
    assert_eq!(world.records(HubSpot, "meetings").len(), 0);
    world.salesforce_record("Event", event("Of today"));
    settled(&world).await;
    having(&world, HubSpot, "meetings", ("hs_meeting_title", "Of today"));
    world.edit(Salesforce, "Event", &before, json!({ "Subject": "Of before, again" }));
    settled(&world).await;
    assert_eq!(world.records(HubSpot, "meetings").len(), 2);
    let others = ["calls", "emails", "notes", "tasks"];
    assert_eq!(others.map(|object| world.records(HubSpot, object).len()), [0; 4]);
}

#[tokio::test(start_paused = true)]
async fn h116_a_meeting_that_is_deleted_in_salesforce_goes_where_that_was_chosen() {
    for (policy, left) in [(OnDelete::Nothing, 1), (OnDelete::Delete, 0)] {
        let world = with(&["meetings"]).await;
        world
            .remap(|file| {
                let mut all = file.mappings.iter_mut();
                let meetings = all.find(|it| it.hubspot.as_str() == "meetings").unwrap();
                meetings.delete.hubspot = policy;
            })
            .await;
        let fields = json!({ "Subject": "Off", "StartDateTime": START, "DurationInMinutes": 5 });
        let gone = world.salesforce_record("Event", fields);
        settled(&world).await;
        world.act(Salesforce, json!({ "act": "delete", "id": gone }));
        settled(&world).await;
        assert_eq!(world.records(HubSpot, "meetings").len(), left, "{policy:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn h86_a_note_that_is_mapped_both_ways_takes_what_salesforce_says() {
    let world = with(&["notes"]).await;
    world
        .remap(|file| {
            let mut all = file.mappings.iter_mut();
            let notes = all.find(|it| it.hubspot.as_str() == "notes").unwrap();
            let mut fields = notes.fields.iter_mut();
            let body = fields.find(|it| it.hubspot.as_str() == "hs_note_body").unwrap();
            body.rule = SyncRule::TwoWay;
        })
        .await;
    let fields = json!({ "hs_note_body": "Blue", "hs_timestamp": "2026-12-02T09:00:00Z" });
    let note = world.hubspot_record("notes", fields);
    settled(&world).await;
    let made = only(&world, Salesforce, "Task");
    world.edit(Salesforce, "Task", &made, json!({ "Description": "Green" }));
    settled(&world).await;
    assert_eq!(world.field(HubSpot, "notes", &note, "hs_note_body"), json!("Green"));
    assert_eq!(world.records(HubSpot, "notes").len(), 1);
}
