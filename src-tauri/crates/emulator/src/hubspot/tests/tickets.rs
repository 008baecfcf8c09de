//! Tickets and activities, where they differ from other records.

use serde_json::{Value, json};

use super::{Bench, props};

const TICKETS: &str = "/crm/objects/2026-09/tickets";

#[test]
fn a_ticket_needs_a_subject_and_a_stage() {
    let mut bench = Bench::new();
    for (properties, missing) in [
        (json!({ "subject": "Help" }), json!(["hs_pipeline_stage"])),
        (json!({ "hs_pipeline_stage": "1" }), json!(["subject"])),
        (json!({ "subject": "Help", "hs_pipeline_stage": "1" }), Value::Null),
    ] {
        let seen = bench.post(TICKETS, &props(&properties));
        assert_eq!(seen.status, if missing.is_null() { 201 } else { 400 }, "{properties}");
        assert_eq!(seen.at("/context/properties"), &missing, "{properties}");
    }
}

#[test]
fn a_tickets_stage_is_one_of_its_pipeline() {
    let mut bench = Bench::new();
    for (pipeline, stage, status) in [
        (None, "4", 201),
        (None, "closedwon", 400),
        (Some("0"), "4", 201),
        (Some("0"), "5", 400),
        (Some("default"), "1", 400),
    ] {
        let mut properties = json!({ "subject": "Help", "hs_pipeline_stage": stage });
        if let Some(pipeline) = pipeline {
            properties["hs_pipeline"] = json!(pipeline);
        }
        assert_eq!(bench.post(TICKETS, &props(&properties)).status, status, "{properties}");
    }
}

#[test]
fn tickets_have_pipelines_of_their_own() {
    let mut bench = Bench::new();
    let base = "/crm/pipelines/2026-09/tickets";
    assert_eq!(bench.get(base).text("/results/0/label"), "Support Pipeline");
    assert_eq!(bench.get(&format!("{base}/0")).text("/stages/3/label"), "Closed");
    let stages = bench.get(&format!("{base}/0/stages"));
    assert_eq!(stages.ids(), ["1", "2", "3", "4"]);
    assert_eq!(stages.at("/results/3/metadata"), &json!({ "ticketState": "CLOSED" }));
}

#[test]
fn an_activity_needs_its_time() {
    let mut bench = Bench::new();
    let at = "2026-01-02T03:04:05Z";
    for (object, given, status) in [
        ("tasks", json!({ "hs_task_subject": "Call" }), 400),
        ("tasks", json!({ "hs_task_subject": "Call", "hs_timestamp": at }), 201),
        ("notes", json!({ "hs_note_body": "Hello" }), 400),
        ("emails", json!({ "hs_timestamp": at }), 400),
        ("emails", json!({ "hs_timestamp": at, "hs_email_direction": "EMAIL" }), 201),
    ] {
        let seen = bench.post(&format!("/crm/objects/2026-09/{object}"), &props(&given));
        assert_eq!(seen.status, status, "{object} {given}: {}", seen.body);
    }
}

#[test]
fn a_ticket_hangs_on_contacts_companies_and_deals() {
    let mut bench = Bench::new();
    let ticket = bench.put("tickets", &json!({ "subject": "Help", "hs_pipeline_stage": "1" }));
    for (object, fields, kind) in [
        ("contacts", json!({ "firstname": "Ann" }), 16),
        ("companies", json!({ "name": "Firm" }), 339),
        ("deals", json!({ "dealname": "Big" }), 28),
    ] {
        let other = bench.put(object, &fields);
        let uri = format!("{TICKETS}/{ticket}/associations/default/{object}/{other}");
        let seen = bench.send("PUT", &uri, &Value::Null);
        assert_eq!(seen.at("/results/0/associationSpec/associationTypeId"), &json!(kind));
    }
}
