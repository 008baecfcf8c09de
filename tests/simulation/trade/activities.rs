//! What people note down beside the records: tasks, calls, meetings, e-mails and notes; tickets; and
//! the records of an object that the accounts defined themselves.

use crosswalk_desktop::World;
use crosswalk_model::Side::{HubSpot, Salesforce};
use serde_json::{Value, json};

use super::INVOICES;
use super::deeds::{Trade, person_on, tie};

const CONTACT_OF_TICKET: u32 = 16;
const WHEN: &str = "2026-12-01T09:00:00Z";

/// An activity in HubSpot, with the number of its type towards a contact.
fn here(which: usize, word: &str) -> (&'static str, Value, u32) {
    match which {
        0 => ("tasks", json!({ "hs_task_subject": word, "hs_timestamp": WHEN }), 204),
        1 => (
            "meetings",
            json!({ "hs_meeting_title": word, "hs_timestamp": WHEN,
                    "hs_meeting_start_time": WHEN, "hs_meeting_end_time": "2026-12-01T09:30:00Z" }),
            200,
        ),
        2 => (
            "calls",
            json!({ "hs_call_title": word, "hs_call_body": "Told them", "hs_timestamp": WHEN }),
            194,
        ),
        3 => ("notes", json!({ "hs_note_body": word, "hs_timestamp": WHEN }), 202),
        _ => (
            "emails",
            json!({ "hs_email_subject": word, "hs_timestamp": WHEN, "hs_email_direction": "EMAIL" }),
            198,
        ),
    }
}

/// An activity in Salesforce, which knows no notes that go to HubSpot.
fn there(which: usize, word: &str, person: Option<&str>) -> (&'static str, Value) {
    let task = |kind: &str| {
        json!({ "Subject": word, "ActivityDate": "2026-12-01", "WhoId": person,
                "TaskSubtype": kind })
    };
    match which {
        0 => ("Task", task("Task")),
        1 => (
            "Event",
            json!({ "Subject": word, "StartDateTime": WHEN, "DurationInMinutes": 30,
                    "WhoId": person }),
        ),
        2 => ("Task", task("Call")),
        _ => ("Task", task("Email")),
    }
}

impl Trade {
    /// An activity of any kind, mostly with somebody.
    pub(super) fn make_activity(&mut self, world: &World) -> bool {
        let (side, word) = (self.a_side(), self.word("Talk"));
        let person = self.one_of(world, side, person_on(side));
        let which = self.chance.below(5);
        if side == Salesforce {
            self.create(world, Salesforce, there(which, &word, person.as_deref()));
            return true;
        }
        let (object, fields, kind) = here(which, &word);
        let id = self.create(world, HubSpot, (object, fields));
        if let Some(person) = &person {
            tie(world, (object, &id), ("contacts", person), kind);
        }
        true
    }

    pub(super) fn make_ticket(&mut self, world: &World) -> bool {
        let (side, word) = (self.a_side(), self.word("Claim"));
        let person = self.one_of(world, side, person_on(side));
        if side == Salesforce {
            let fields = json!({ "Subject": word, "ContactId": person });
            self.create(world, Salesforce, ("Case", fields));
            return true;
        }
        let fields = json!({ "subject": word, "hs_pipeline": "0", "hs_pipeline_stage": "1" });
        let id = self.create(world, HubSpot, ("tickets", fields));
        if let Some(person) = &person {
            tie(world, ("tickets", &id), ("contacts", person), CONTACT_OF_TICKET);
        }
        true
    }

    /// A record of the accounts' own object, mostly with somebody who pays.
    pub(super) fn make_invoice(&mut self, world: &World) -> bool {
        let (side, word) = (self.a_side(), self.word("I"));
        let person = self.one_of(world, side, person_on(side));
        if side == Salesforce {
            let fields = json!({ "Name": word, "Payer__c": person });
            self.create(world, Salesforce, ("Invoice__c", fields));
            return true;
        }
        let id = self.create(world, HubSpot, (INVOICES, json!({ "name": word })));
        if let Some(person) = person {
            let words = json!({ "act": "associate", "object": INVOICES, "id": id,
                                "to": "contacts", "other": person });
            world.try_act(HubSpot, words).expect("an association");
        }
        true
    }
}
