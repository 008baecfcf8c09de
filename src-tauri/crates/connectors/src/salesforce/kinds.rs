//! Tasks are of several kinds: something to do, a call, an e-mail. HubSpot has an object for each, so
//! each is an object here too, `Task.Call` and the like, whose records are those tasks (H111).
//!
//! What a task or an event is about is one field for records of many objects. Seen from here it is a
//! field for each of them, `WhatId:Account`, so that a mapping can name what it means (H112). The
//! vendor keeps one of them, so these are read and never written.

use crosswalk_model::schema::{FieldSchema, ObjectSchema};
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, FieldName, ObjectName, Record, RecordRef, Value};

use super::ids;
use super::rows::Row;
use super::soql::{Condition, Literal, Op};

/// An object of this kind, the vendor's object, the value of its subtype, and what people call them.
const KINDS: [(&str, &str, &str); 3] = [
    ("Task.Task", "Task", "Tasks"),
    ("Task.Call", "Call", "Tasks: calls"),
    ("Task.Email", "Email", "Tasks: emails"),
];

/// The vendor's object of all kinds.
const TASK: &str = "Task";
/// The field that tells the kind. It is set when a task is made, and never changes.
const SUBTYPE: &str = "TaskSubtype";
/// The kind of a task of which nobody said one.
const USUAL: &str = "Task";

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

/// A condition that holds for this kind only.
pub(super) fn narrowed(object: &ObjectName, condition: Option<Condition>) -> Option<Condition> {
    let Some(kind) = kind(object) else { return condition };
    let own = Condition::compare(SUBTYPE, Op::Equal, Literal::Text(kind.to_owned()));
    Some(match condition {
        Some(condition) => Condition::All(vec![own, condition]),
        None => own,
    })
}

/// What a new record of this kind has to say, beside its fields.
pub(super) fn said_when_made(object: &ObjectName) -> Option<(&'static str, &'static str)> {
    kind(object).filter(|kind| *kind != USUAL).map(|kind| (SUBTYPE, kind))
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
