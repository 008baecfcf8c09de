#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use super::*;

#[test]
fn an_object_is_one_kind_of_the_vendors_or_itself() {
    let rows = [
        ("Task.Call", "Task", true, Some(("TaskSubtype", "Call"))),
        ("Task.Email", "Task", true, Some(("TaskSubtype", "Email"))),
        // Of a task that says nothing Salesforce makes one of this kind.
        ("Task.Task", "Task", true, None),
        ("Task", "Task", false, None),
        ("Contact", "Contact", false, None),
        ("Task.Other", "Task.Other", false, None),
    ];
    for (object, vendors, one, said) in rows {
        let object = ObjectName::from(object);
        assert_eq!(wire(&object), vendors);
        assert_eq!((is_one(&object), said_when_made(&object)), (one, said), "{object}");
        assert_eq!(narrowed(&object, None).is_some(), one, "{object}");
    }
    let all: Vec<_> = of_all(&ObjectName::from("Task")).map(|(object, _)| object).collect();
    assert_eq!(all, ["Task.Task", "Task.Call", "Task.Email"].map(ObjectName::from));
    assert_eq!(of_all(&ObjectName::from("Case")).count(), 0);
}

#[test]
fn only_what_a_task_is_about_is_read_by_another_field() {
    assert_eq!(read_for(&FieldName::from("WhatId:Account")), Some("WhatId"));
    assert_eq!(read_for(&FieldName::from("WhatId")), None);
    assert_eq!(read_for(&FieldName::from("Subject")), None);
}
