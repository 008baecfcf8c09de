//! A field that somebody hides, removes or makes another one waits alone, whoever needs it waits
//! with it, and nothing is cleared or lost by it: H149, H155.

use std::time::Duration;

use crosswalk_app::status::ErrorLine;
use crosswalk_app::words::{Language, Words};
use crosswalk_desktop::World;
use crosswalk_engine::RunResult;
use crosswalk_model::Side::{HubSpot, Salesforce};
use crosswalk_model::mapping::{CreateInHubSpot, SalesforceField, SyncRule};
use crosswalk_model::{LinkState, ReasonCode};
use serde_json::{Value, json};

use crate::tasks::with;
use crate::{add_field, add_property, field, having, keeping, map, settled};

/// Past the hourly look at the fields.
const AN_HOUR: Duration = Duration::from_secs(4_000);

/// Ann and Bo in step, with a field `shoe` of their own on both sides.
struct Two {
    world: World,
    here: [String; 2],
    there: [String; 2],
}

async fn two() -> Two {
    let world = keeping(&["contacts"]).await;
    let property = json!({ "name": "shoe", "label": "Shoe", "type": "string", "fieldType": "text",
                           "groupName": "contactinformation" });
    add_property(&world, "contacts", &property);
    add_field(&world, "Contact", shoe("string"));
    let here = ["ann", "bo"].map(|name| {
        let email = format!("{name}@example.no");
        let fields = json!({ "email": email, "lastname": "Berg", "jobtitle": "Boss",
                             "shoe": "42" });
        world.hubspot_contact(fields)
    });
    let there = ["ann", "bo"].map(|name| {
        let fields = json!({ "Email": format!("{name}@example.no"), "LastName": "Berg",
                             "Title": "Boss", "Shoe__c": "42" });
        world.salesforce_record("Contact", fields)
    });
    map(&world, field("shoe", "Shoe__c", SyncRule::TwoWay)).await;
    world.rule("jobtitle", SyncRule::TwoWay).await;
    world.rule("phone", SyncRule::TwoWay).await;
    settled(&world).await;
    world.wait(AN_HOUR).await;
    Two { world, here, there }
}

fn shoe(kind: &str) -> Value {
    let soap = if kind == "double" { "xsd:double" } else { "xsd:string" };
    let length = if kind == "double" { 0 } else { 80 };
    json!({ "name": "Shoe__c", "label": "Shoe", "type": kind, "soapType": soap, "length": length,
            "precision": 18 - length.min(18), "scale": 0 })
}

impl Two {
    fn here(&self, who: usize, name: &str) -> Value {
        self.world.field(HubSpot, "contacts", &self.here[who], name)
    }

    fn there(&self, who: usize, name: &str) -> Value {
        self.world.field(Salesforce, "Contact", &self.there[who], name)
    }

    fn edit_here(&self, who: usize, fields: Value) {
        self.world.edit(HubSpot, "contacts", &self.here[who], fields);
    }

    fn edit_there(&self, who: usize, fields: Value) {
        self.world.edit(Salesforce, "Contact", &self.there[who], fields);
    }

    /// The one cause among the errors.
    fn told(&self) -> ErrorLine {
        let mut lines = lines(&self.world);
        assert_eq!(lines.len(), 1, "{lines:?}");
        lines.remove(0)
    }

    async fn later(&self) {
        self.world.wait(AN_HOUR).await;
        settled(&self.world).await;
    }

    fn act(&self, words: Value) {
        let side = if words["object"] == json!("contacts") { HubSpot } else { Salesforce };
        self.world.act(side, words);
    }
}

fn lines(world: &World) -> Vec<ErrorLine> {
    world.app.error_lines(world.pair).unwrap()
}

fn access(object: &str, field: &str, access: &str) -> Value {
    json!({ "act": "set_field_permission", "object": object, "field": field, "access": access })
}

#[tokio::test(start_paused = true)]
async fn h149_a_hidden_field_waits_alone_and_what_was_edited_meanwhile_flows_once_it_shows() {
    let two = two().await;
    two.act(access("Contact", "Title", "hidden"));
    two.edit_here(0, json!({ "jobtitle": "Chief", "phone": "7" }));
    two.edit_there(1, json!({ "Title": "Nurse" }));
    two.later().await;
    assert_eq!([two.there(0, "Phone"), two.there(0, "Title")], [json!("7"), json!("Boss")]);
    assert_eq!([two.here(0, "jobtitle"), two.here(1, "jobtitle")], ["Chief", "Boss"]);
    let report = two.world.sync().await;
    let named: Vec<&str> = report.drift.iter().map(|it| it.name.as_str()).collect();
    assert_eq!((report.result, named), (RunResult::Done, vec!["Title"]));
    let line = two.told();
    assert_eq!((line.group.as_str(), line.items), ("field_gone/salesforce/Title", 1));
    let words = Words::of(Language::English);
    assert!(words.error(&line).contains("hidden"), "{}", words.error(&line));
    assert!(words.remedy(&line).contains("Show Title"), "{}", words.remedy(&line));
    let status = two.world.app.status(two.world.pair).unwrap();
    assert!(status.links.iter().all(|it| it.state == LinkState::InSync), "{:?}", status.links);

    two.act(access("Contact", "Title", "edit"));
    two.later().await;
    assert_eq!([two.there(0, "Title"), two.here(1, "jobtitle")], ["Chief", "Nurse"]);
    assert_eq!([two.here(0, "jobtitle"), two.there(1, "Title")], ["Chief", "Nurse"]);
    assert_eq!(lines(&two.world), []);
}

/// Hidden and shown again before the hourly look at the fields, by a program that began anew in
/// between: nothing is read past what it did not see.
#[tokio::test(start_paused = true)]
async fn drift_a_field_that_was_hidden_for_minutes_hides_no_edit() {
    let mut two = two().await;
    two.later().await;
    two.world.wait(Duration::from_secs(600)).await;
    two.edit_there(1, json!({ "Title": "Nurse" }));
    two.act(access("Contact", "Title", "hidden"));
    two.world.reopen();
    two.world.apply().await;
    two.act(access("Contact", "Title", "edit"));
    two.world.wait(Duration::from_secs(900)).await;
    two.world.apply().await;
    two.later().await;
    assert_eq!(two.here(1, "jobtitle"), json!("Nurse"));
    assert_eq!(lines(&two.world), []);
}

/// A field that stops being read costs no reading of everything else.
#[tokio::test(start_paused = true)]
async fn h149_a_field_that_went_makes_nobody_read_everything_anew() {
    let two = two().await;
    two.act(access("Contact", "Title", "hidden"));
    two.world.wait(AN_HOUR).await;
    let report = two.world.sync().await;
    assert_eq!((report.drift.len(), report.counts.read.salesforce), (1, 0), "{report:?}");
}

#[tokio::test(start_paused = true)]
async fn h149_a_property_in_the_archive_waits_and_comes_back_with_its_values() {
    let two = two().await;
    two.act(json!({ "act": "archive_property", "object": "contacts", "property": "shoe" }));
    two.edit_there(0, json!({ "Shoe__c": "43", "Phone": "7" }));
    two.later().await;
    assert_eq!([two.here(0, "phone"), two.there(1, "Shoe__c")], ["7", "42"]);
    assert_eq!(two.told().group, "field_gone/hubspot/shoe");
    two.act(json!({ "act": "restore_property", "object": "contacts", "property": "shoe" }));
    two.later().await;
    assert_eq!([two.here(0, "shoe"), two.here(1, "shoe")], ["43", "42"]);
    assert_eq!(lines(&two.world), []);
}

/// Salesforce deletes a field with its values. One that is made anew under its name is empty, and
/// that is nobody's edit.
#[tokio::test(start_paused = true)]
async fn h149_a_field_that_comes_back_empty_clears_nothing_and_waits_for_a_word() {
    let two = two().await;
    two.act(json!({ "act": "remove_field", "object": "Contact", "field": "Shoe__c" }));
    two.edit_here(0, json!({ "phone": "7" }));
    two.later().await;
    assert_eq!(two.there(0, "Phone"), json!("7"));
    assert_eq!(two.told().code, "field_gone");
    add_field(&two.world, "Contact", shoe("string"));
    two.later().await;
    let line = two.told();
    assert_eq!(line.code, "field_emptied");
    assert_eq!([two.here(0, "shoe"), two.here(1, "shoe")], ["42", "42"], "nothing is cleared");
    assert_eq!(two.there(0, "Shoe__c"), json!(null), "nor filled before a person says so");
    // Asking for everything else is no word for it.
    two.world.app.retry_errors(two.world.pair, None).unwrap();
    two.later().await;
    assert_eq!(two.told().code, "field_emptied");
    assert_eq!(two.world.app.retry_errors(two.world.pair, Some(&line.group)).unwrap(), 1);
    two.later().await;
    assert_eq!(lines(&two.world), []);
    assert_eq!([two.there(0, "Shoe__c"), two.there(1, "Shoe__c")], ["42", "42"]);
    assert_eq!([two.here(0, "shoe"), two.here(1, "shoe")], ["42", "42"]);
}

/// Somebody typed one value into it before anybody looked: the others are blank because it is new.
#[tokio::test(start_paused = true)]
async fn h149_a_field_that_was_made_anew_and_holds_one_value_clears_no_other() {
    let two = two().await;
    two.act(json!({ "act": "remove_field", "object": "Contact", "field": "Shoe__c" }));
    two.later().await;
    add_field(&two.world, "Contact", shoe("string"));
    two.edit_there(0, json!({ "Shoe__c": "44" }));
    two.later().await;
    assert_eq!([two.here(0, "shoe"), two.here(1, "shoe")], ["44", "42"]);
    assert_eq!(two.there(1, "Shoe__c"), json!("42"), "what HubSpot kept comes back");
}

/// Of activities only what changes is read: a field that was away is read of the linked ones.
#[tokio::test(start_paused = true)]
async fn h149_a_field_of_activities_that_was_away_clears_nothing_and_misses_no_edit() {
    let world = with(&["tasks"]).await;
    let task = |subject: &str| {
        let fields = json!({ "Subject": subject, "ActivityDate": "2026-12-01",
                             "Description": "Two pages" });
        world.salesforce_record("Task", fields)
    };
    let tasks = [task("One"), task("Other")];
    settled(&world).await;
    world
        .remap(|file| {
            let mut all = file.mappings.iter_mut();
            let tasks = all.find(|it| it.hubspot.as_str() == "tasks").unwrap();
            let mut fields = tasks.fields.iter_mut();
            let body = fields.find(|it| it.hubspot.as_str() == "hs_task_body").unwrap();
            body.rule = SyncRule::TwoWay;
        })
        .await;
    settled(&world).await;
    let body = |subject: &str| {
        let here = having(&world, HubSpot, "tasks", ("hs_task_subject", subject));
        world.field(HubSpot, "tasks", &here, "hs_task_body")
    };
    world.act(Salesforce, access("Task", "Description", "hidden"));
    world.wait(AN_HOUR).await;
    settled(&world).await;
    world.edit(Salesforce, "Task", &tasks[0], json!({ "Description": "Three pages" }));
    world.wait(AN_HOUR).await;
    settled(&world).await;
    assert_eq!([body("One"), body("Other")], ["Two pages", "Two pages"]);
    world.act(Salesforce, access("Task", "Description", "edit"));
    world.wait(AN_HOUR).await;
    settled(&world).await;
    assert_eq!([body("One"), body("Other")], ["Three pages", "Two pages"]);
    world.edit(Salesforce, "Task", &tasks[1], json!({ "Priority": "High" }));
    settled(&world).await;
    assert_eq!(body("Other"), json!("Two pages"));
}

#[tokio::test(start_paused = true)]
async fn h149_a_field_of_another_type_waits_until_a_person_approves_it() {
    let two = two().await;
    two.act(json!({ "act": "retype_field", "object": "Contact", "field": shoe("double") }));
    two.edit_here(0, json!({ "shoe": "43", "phone": "7" }));
    two.later().await;
    let line = two.told();
    assert_eq!((line.code.as_str(), line.drift.len()), ("field_retyped", 1));
    assert_eq!([two.there(0, "Phone"), two.there(0, "Shoe__c")], [json!("7"), json!(42.0)]);
    assert_eq!(two.world.app.retry_errors(two.world.pair, Some(&line.group)).unwrap(), 1);
    two.later().await;
    assert_eq!([two.there(0, "Shoe__c"), two.there(1, "Shoe__c")], [json!(43.0), json!(42.0)]);
    assert_eq!([two.here(0, "shoe"), two.here(1, "shoe")], ["43", "42"]);
    assert_eq!(lines(&two.world), []);
}

/// Both ends of one mapping change, and one of them loses a value by it: whichever word comes first,
/// what was lost is nobody's edit.
#[tokio::test(start_paused = true)]
async fn h149_what_a_field_lost_is_no_edit_when_the_other_side_waits_for_a_word_of_its_own() {
    let two = two().await;
    two.act(json!({ "act": "retype_field", "object": "Contact", "field": shoe("double") }));
    two.act(json!({ "act": "retype_property", "object": "contacts", "property": "shoe",
        "type": "number", "fieldType": "number" }));
    two.edit_there(0, json!({ "Shoe__c": null }));
    let mut groups = Vec::new();
    for _ in 0..2 {
        two.later().await;
        let line = two.told();
        assert_eq!(line.code, "field_retyped");
        two.world.app.retry_errors(two.world.pair, Some(&line.group)).unwrap();
        groups.push(line.group);
    }
    groups.sort();
    assert_eq!(groups, ["field_retyped/hubspot/shoe", "field_retyped/salesforce/Shoe__c"]);
    two.later().await;
    assert_eq!(lines(&two.world), []);
    assert_eq!([two.here(0, "shoe"), two.here(1, "shoe")], ["42", "42"]);
}

#[tokio::test(start_paused = true)]
async fn h149_a_mapping_that_is_saved_anew_approves_its_fields_as_they_are() {
    let two = two().await;
    two.act(json!({ "act": "retype_field", "object": "Contact", "field": shoe("double") }));
    two.later().await;
    assert_eq!(two.told().code, "field_retyped");
    two.world.remap(|_| {}).await;
    two.edit_there(0, json!({ "Shoe__c": 44 }));
    two.later().await;
    assert_eq!([two.here(0, "shoe"), two.here(1, "shoe")], ["44", "42"]);
    assert_eq!(lines(&two.world), []);
}

#[tokio::test(start_paused = true)]
async fn h149_a_field_that_cannot_be_tied_any_more_waits_and_goes_on_when_it_is_what_it_was() {
    let two = two().await;
    let retyped = |kind: &str, shape: &str| {
        json!({ "act": "retype_property", "object": "contacts", "property": "shoe", "type": kind,
                "fieldType": shape })
    };
    two.act(retyped("bool", "booleancheckbox"));
    two.edit_there(0, json!({ "Shoe__c": "43", "Phone": "7" }));
    two.later().await;
    assert_eq!(two.told().group, "field_unfit/hubspot/shoe");
    assert_eq!([two.here(0, "phone"), two.here(0, "shoe")], ["7", "42"]);
    two.world.app.retry_errors(two.world.pair, Some("field_unfit/hubspot/shoe")).unwrap();
    two.later().await;
    assert_eq!(two.told().code, "field_unfit", "no word mends that");
    two.act(retyped("string", "text"));
    two.later().await;
    assert_eq!([two.here(0, "shoe"), two.here(1, "shoe")], ["43", "42"]);
    assert_eq!(lines(&two.world), []);
}

#[tokio::test(start_paused = true)]
async fn h155_people_wait_while_the_address_that_they_are_matched_by_is_hidden() {
    let two = two().await;
    two.act(access("Contact", "Email", "hidden"));
    two.edit_here(0, json!({ "phone": "7" }));
    let before = two.world.last_exchange();
    two.world.wait(AN_HOUR).await;
    let report = two.world.sync().await;
    assert_eq!(report.result, RunResult::SomeFailed, "{report:?}");
    assert!(report.unread[0].why.contains("by which records are matched"), "{report:?}");
    assert_eq!(two.world.writes_since(before), 0);
    let waits = [(LinkState::Waiting, ReasonCode::WaitingForReading)];
    assert_eq!(two.world.why(&two.here[0]), waits);
    assert_eq!(two.told().group, "field_gone/salesforce/Email");
    two.act(access("Contact", "Email", "edit"));
    two.later().await;
    assert_eq!(two.there(0, "Phone"), json!("7"));
    assert_eq!(lines(&two.world), []);
}

/// A ticket's cause is required of a case: without it no case can be made, and tickets wait. People
/// do not.
#[tokio::test(start_paused = true)]
async fn h155_an_object_waits_for_a_field_that_its_new_records_need_and_others_go_on() {
    let world = keeping(&["contacts", "tickets"]).await;
    let property = json!({ "name": "grade", "label": "Grade", "type": "string",
                           "fieldType": "text", "groupName": "ticketinformation" });
    add_property(&world, "tickets", &property);
    let mut grade = shoe("string");
    grade["name"] = json!("Grade__c");
    grade["nillable"] = json!(false);
    add_field(&world, "Case", grade);
    world
        .remap(|file| {
            let tickets = file.mappings.iter_mut().find(|it| it.hubspot.as_str() == "tickets");
            let tickets = tickets.expect("tickets");
            tickets.create.hubspot = CreateInHubSpot::Nothing;
            let mut grade = field("grade", "Grade__c", SyncRule::TwoWay);
            grade.salesforce = SalesforceField::Same("Grade__c".into());
            tickets.fields.push(grade);
            tickets.fields.sort_by(|a, b| a.id.cmp(&b.id));
        })
        .await;
    let ann = world.hubspot_contact(json!({ "email": "ann@example.no", "lastname": "Berg" }));
    let archive = |act: &str| json!({ "act": act, "object": "tickets", "property": "grade" });
    settled(&world).await;
    world.act(HubSpot, archive("archive_property"));
    let fields = json!({ "subject": "Broken", "grade": "1", "hs_pipeline": "0",
                         "hs_pipeline_stage": "1" });
    world.hubspot_record("tickets", fields);
    world.edit(HubSpot, "contacts", &ann, json!({ "phone": "7" }));
    for _ in 0..2 {
        world.wait(AN_HOUR).await;
        world.apply().await;
    }
    assert_eq!(world.records(Salesforce, "Contact")[0].1["Phone"], json!("7"), "people go on");
    assert_eq!(world.records(Salesforce, "Case"), [], "no case is made without its grade");
    assert_eq!(lines(&world)[0].group, "field_gone/hubspot/grade");
    world.act(HubSpot, archive("restore_property"));
    world.wait(AN_HOUR).await;
    settled(&world).await;
    assert_eq!(world.records(Salesforce, "Case")[0].1["Grade__c"], json!("1"));
    assert!(lines(&world).iter().all(|line| line.drift.is_empty()), "{:?}", lines(&world));
}
