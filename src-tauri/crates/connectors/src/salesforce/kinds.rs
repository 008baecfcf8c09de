//! Tasks are of several kinds: something to do, a call, an e-mail, a note. HubSpot has an object for
//! each, so each is an object here too, `Task.Call` and the like, whose records are those tasks (H111).
//! The vendor has no kind of its own for notes: what `Task.Note` makes are tasks that are done.
//!
//! What a task or an event is about is one field for records of many objects. Seen from here it is a
//! field for each of them, `WhatId:Account`, so that a mapping can name what it means (H112). The
//! vendor keeps one of them, so these are read and never written.

use std::collections::BTreeMap;

use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, FieldName, ObjectName, Record, RecordRef, Value};

use super::ids;
use super::rows::Row;
use super::soql::{Condition, Literal, Op};

/// An object of this kind, the vendor's object, the value of its subtype, and what people call them.
const KINDS: [(&str, &str, &str); 4] = [
    ("Task.Task", "Task", "Tasks"),
    ("Task.Call", "Call", "Tasks: calls"),
    ("Task.Email", "Email", "Tasks: emails"),
    (NOTE, "Task", "Tasks: notes"),
];

/// Tasks that say what somebody noted.
const NOTE: &str = "Task.Note";
/// What a note is called, since it has no title.
const NOTED: &str = "Note";

/// The vendor's object of all kinds.
const TASK: &str = "Task";
/// The field that tells the kind. It is set when a task is made, and never changes.
const SUBTYPE: &str = "TaskSubtype";
/// The kind of a task of which nobody said one.
const USUAL: &str = "Task";
/// How far a task is.
const STATUS: &str = "Status";
/// What a task that is done is called, unless the org calls it otherwise (the usual `TaskStatus`).
const DONE: &str = "Completed";

/// What a task is called.
const SUBJECT: &str = "Subject";

/// The vendor's object of meetings.
const EVENT: &str = "Event";
/// Says of an event that it is an invited user's own (object reference, Event).
const IS_CHILD: &str = "IsChild";

/// What a task or an event is about.
const ABOUT: &str = "WhatId";
/// The vendor's type of a field that names only some of what it is about; none of theirs.
pub(super) const NATIVE: &str = "about";
/// The objects that can be named by a field of their own.
const NAMED: [&str; 3] = ["Account", "Opportunity", "Case"];

/// The objects that stand for the vendor's one, with what people call them.
pub(super) fn of_all(object: &ObjectName) -> impl Iterator<Item = (ObjectName, String)> {
    let all = KINDS.iter().filter(move |_| object.as_str() == TASK);
    all.map(|(name, _, label)| (ObjectName::from(*name), (*label).to_owned()))
}

/// The same; an object that has no kinds stands for itself.
pub(super) fn all_of(object: &ObjectName) -> Vec<ObjectName> {
    let kinds: Vec<ObjectName> = of_all(object).map(|(name, _)| name).collect();
    if kinds.is_empty() { vec![object.clone()] } else { kinds }
}

fn kind(object: &ObjectName) -> Option<&'static str> {
    KINDS.iter().find(|(name, ..)| *name == object.as_str()).map(|(_, kind, _)| *kind)
}

/// Whether an object is one kind of the vendor's.
pub(super) fn is_one(object: &ObjectName) -> bool {
    kind(object).is_some()
}

/// The vendor's own name of an object.
pub(super) fn wire(object: &ObjectName) -> &str {
    if is_one(object) { TASK } else { object.as_str() }
}

/// A condition that holds for this kind only. Whoever is invited to an event has one of their own,
/// which hangs on it: those are no meetings beside it.
pub(super) fn narrowed(object: &ObjectName, condition: Option<Condition>) -> Option<Condition> {
    let own = match (kind(object), object.as_str()) {
        (Some(kind), _) => Condition::compare(SUBTYPE, Op::Equal, Literal::Text(kind.to_owned())),
        (None, EVENT) => Condition::compare(IS_CHILD, Op::Equal, Literal::Boolean(false)),
        (None, _) => return condition,
    };
    Some(match condition {
        Some(condition) => Condition::All(vec![own, condition]),
        None => own,
    })
}

/// What a new record of this kind says beside the fields that are written: calls, e-mails and notes
/// are no work to be done any more, where the org has the usual status for that (H117).
pub(super) fn said_when_made(
    schema: &ObjectSchema,
    written: &BTreeMap<FieldName, Content>,
) -> Vec<(&'static str, &'static str)> {
    let Some(kind) = kind(&schema.object) else { return Vec::new() };
    let note = schema.object.as_str() == NOTE;
    let has = |field: &FieldSchema| field.options.iter().any(|option| option.value == DONE);
    let mut said = Vec::new();
    if kind != USUAL {
        said.push((SUBTYPE, kind));
    }
    if (note || kind != USUAL) && schema.fields.get(&FieldName::from(STATUS)).is_some_and(has) {
        said.push((STATUS, DONE));
    }
    if note {
        said.push((SUBJECT, NOTED));
    }
    said.retain(|(name, _)| !written.contains_key(&FieldName::from(*name)));
    said
}

/// A describe of the vendor's object as one of this kind, with its fields of what it is about.
pub(super) fn shaped(mut schema: ObjectSchema, object: &ObjectName) -> ObjectSchema {
    if let Some((_, _, label)) = KINDS.iter().find(|(name, ..)| *name == object.as_str()) {
        schema.object = object.clone();
        schema.label = (*label).to_owned();
        schema.fields.remove(&FieldName::from(SUBTYPE));
    }
    let named: Vec<FieldSchema> = match schema.fields.get(&FieldName::from(ABOUT)) {
        None => Vec::new(),
        Some(about) => NAMED
            .iter()
            .filter(|name| about.references.iter().any(|it| it.as_str() == **name))
            .map(|name| field(about, name))
            .collect(),
    };
    schema.fields.extend(named.into_iter().map(|field| (field.name.clone(), field)));
    schema
}

fn field(about: &FieldSchema, object: &str) -> FieldSchema {
    FieldSchema {
        name: FieldName::from(format!("{ABOUT}:{object}")),
        label: format!("{} ({object})", about.label),
        kind: ValueKind::Reference,
        native: NATIVE.to_owned(),
        required: false,
        createable: false,
        updateable: false,
        filterable: false,
        references: vec![ObjectName::from(object)],
        ..about.clone()
    }
}

/// The field that has to be read for one of what it is about.
pub(super) fn read_for(field: &FieldName) -> Option<&'static str> {
    field.as_str().strip_prefix(ABOUT)?.starts_with(':').then_some(ABOUT)
}

/// Puts what a row is about into the fields of it that are wanted.
pub(super) fn put<'a>(
    record: &mut Record,
    row: &Row<'_>,
    wanted: impl Iterator<Item = &'a FieldName>,
) {
    for field in wanted {
        let object = field.as_str().strip_prefix(ABOUT).and_then(|rest| rest.strip_prefix(':'));
        let (Some(object), true) = (object, row.get(ABOUT).is_some()) else { continue };
        let content = match row.id(ABOUT).filter(|id| ids::is_of(id, object)) {
            Some(id) => Content::Value(Value::Reference(RecordRef { object: object.into(), id })),
            None => Content::Blank,
        };
        record.fields.insert(field.clone(), content);
    }
}

#[cfg(test)]
mod tests;
