//! Values that a vendor keeps unique are written in an order in which they are free (P6): who gives
//! a value up goes before who gets it. Where they only swap, no order is right, and a person has to
//! decide.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::errors::VendorWords;
use crosswalk_model::plan::FieldChange;
use crosswalk_model::{Content, FieldName, LinkState, OutboxId, Reason, ReasonCode, Value};
use crosswalk_store::{ErrorNote, OutboxRow, Refused};

/// The code of values that wait for one another.
pub const SWAPPED: &str = "unique_values_swapped";

/// Rows in the order in which they can be written.
#[derive(Debug, Default)]
pub(crate) struct Ordered {
    /// Each layer rests on the ones before it.
    pub layers: Vec<Vec<OutboxRow>>,
    /// Rows that wait for one another.
    pub knot: Vec<OutboxRow>,
}

/// A unique field with a value in comparable form.
type Holding = (FieldName, String);

/// Puts updates of one object in order. `unique` says which fields the vendor keeps unique.
pub(crate) fn order(rows: Vec<OutboxRow>, unique: &dyn Fn(&FieldName) -> bool) -> Ordered {
    let mut freed: BTreeMap<Holding, OutboxId> = BTreeMap::new();
    for row in &rows {
        for change in row.act.changes().iter().filter(|change| unique(&change.field)) {
            let before = change.before.known().and_then(|before| holding(change, &before));
            freed.extend(before.map(|held| (held, row.id)));
        }
    }
    let mut waits: BTreeMap<OutboxId, BTreeSet<OutboxId>> = BTreeMap::new();
    for row in &rows {
        let changes = row.act.changes().iter().filter(|change| unique(&change.field));
        let wanted = changes.filter_map(|change| holding(change, &change.after));
        let holders = wanted.filter_map(|held| freed.get(&held).copied());
        waits.insert(row.id, holders.filter(|holder| *holder != row.id).collect());
    }
    layered(rows, &waits)
}

/// Ends: every round places a row or stops.
fn layered(rows: Vec<OutboxRow>, waits: &BTreeMap<OutboxId, BTreeSet<OutboxId>>) -> Ordered {
    let mut ordered = Ordered::default();
    let mut placed: BTreeSet<OutboxId> = BTreeSet::new();
    let mut left = rows;
    while !left.is_empty() {
        let free =
            |row: &OutboxRow| waits.get(&row.id).is_none_or(|holders| holders.is_subset(&placed));
        let (layer, rest): (Vec<OutboxRow>, Vec<OutboxRow>) = left.into_iter().partition(free);
        if layer.is_empty() {
            ordered.knot = rest;
            return ordered;
        }
        placed.extend(layer.iter().map(|row| row.id));
        ordered.layers.push(layer);
        left = rest;
    }
    ordered
}

/// What goes into the inbox for a row of a knot: the rest of it is planned again without the field.
pub(crate) fn asked(row: &OutboxRow, unique: &dyn Fn(&FieldName) -> bool) -> Refused {
    let changes = row.act.changes().iter().filter(|change| unique(&change.field));
    let errors = changes.map(note).collect();
    let reason = Reason::new(ReasonCode::ConflictAsk).with("code", SWAPPED);
    Refused { write: row.id, errors, then: (LinkState::Conflict, reason) }
}

fn note(change: &FieldChange) -> ErrorNote {
    ErrorNote {
        field: Some(change.field.clone()),
        code: SWAPPED.to_owned(),
        words: VendorWords {
            code: SWAPPED.to_owned(),
            message: "records exchange this value, and no order of writes keeps it unique"
                .to_owned(),
            fields: vec![change.field.clone()],
            ..VendorWords::default()
        },
        value: Some(change.after.clone()),
        next_retry: None,
    }
}

fn holding(change: &FieldChange, content: &Content) -> Option<Holding> {
    let text = match content.value()? {
        Value::Text(text) | Value::Choice(text) => text.trim().to_lowercase(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Boolean(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Instant(_)
        | Value::Choices(_)
        | Value::Reference(_)
        | Value::References(_) => return None,
    };
    Some((change.field.clone(), text))
}
