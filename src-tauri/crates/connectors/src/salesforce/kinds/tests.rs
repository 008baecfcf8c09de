#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use serde_json::{Value, json};

use super::super::describe::parse;
use super::*;

fn of(object: &str, statuses: &[&str]) -> ObjectSchema {
    let option = |value: &&str| json!({ "value": value, "label": value, "active": true });
    let options: Vec<Value> = statuses.iter().map(option).collect();
    let status = json!({ "name": "Status", "label": "Status", "type": "picklist",
                         "createable": true, "updateable": true, "picklistValues": options });
    let told = json!({ "name": "Task", "label": "Task", "createable": true, "updateable": true,
                       "deletable": true, "fields": [status] });
    shaped(parse(told.to_string().as_bytes()).unwrap(), &ObjectName::from(object))
}

#[test]
fn an_object_is_one_kind_of_the_vendors_or_itself() {
    let rows = [
        ("Task.Call", "Task", true),
        ("Task.Email", "Task", true),
        ("Task.Note", "Task", true),
        ("Task.Task", "Task", true),
        ("Task", "Task", false),
        ("Contact", "Contact", false),
        ("Task.Other", "Task.Other", false),
    ];
    for (object, vendors, one) in rows {
        let object = ObjectName::from(object);
        assert_eq!((wire(&object), is_one(&object)), (vendors, one), "{object}");
        assert_eq!(narrowed(&object, None).is_some(), one, "{object}");
    }
    let all: Vec<_> = of_all(&ObjectName::from("Task")).map(|(object, _)| object).collect();
    assert_eq!(all, ["Task.Task", "Task.Call", "Task.Email", "Task.Note"].map(ObjectName::from));
    assert_eq!(of_all(&ObjectName::from("Case")).count(), 0);
}

#[test]
fn h117_what_was_done_is_done_and_what_is_to_do_is_open() {
    /// An object, the statuses of the org, and what a new record says.
    type Row = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);
    const USUAL: [&str; 2] = ["Not Started", "Completed"];
    const DONE: (&str, &str) = ("Status", "Completed");
    let rows: [Row; 7] = [
        ("Task.Call", &USUAL, &[("TaskSubtype", "Call"), DONE]),
        ("Task.Email", &USUAL, &[("TaskSubtype", "Email"), DONE]),
        ("Task.Note", &USUAL, &[DONE, ("Subject", "Note")]),
        // Of a task that says nothing Salesforce makes one of this kind, which is open.
        ("Task.Task", &USUAL, &[]),
        ("Task", &USUAL, &[]),
        ("Contact", &USUAL, &[]),
        // An org that calls it otherwise chooses by itself.
        ("Task.Call", &["Open", "Erledigt"], &[("TaskSubtype", "Call")]),
    ];
    for (object, statuses, said) in rows {
        assert_eq!(said_when_made(&of(object, statuses), &BTreeMap::new()), said, "{object}");
    }
    let mapped = BTreeMap::from([(FieldName::from("Status"), Content::text("Deferred"))]);
    let said = said_when_made(&of("Task.Call", &USUAL), &mapped);
    assert_eq!(said, [("TaskSubtype", "Call")], "a mapped status is the mapping's");
}

#[test]
fn only_what_a_task_is_about_is_read_by_another_field() {
    assert_eq!(read_for(&FieldName::from("WhatId:Account")), Some("WhatId"));
    assert_eq!(read_for(&FieldName::from("WhatId")), None);
    assert_eq!(read_for(&FieldName::from("Subject")), None);
}
