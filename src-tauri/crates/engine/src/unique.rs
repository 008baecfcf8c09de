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
    let waits = waits(&rows, unique);
    layered(rows, &waits)
}

/// Whom each write waits for: those that give up a value which it gets.
pub(crate) type Waits = BTreeMap<OutboxId, BTreeSet<OutboxId>>;

/// Whom each of some updates of one object waits for.
pub(crate) fn waits(rows: &[OutboxRow], unique: &dyn Fn(&FieldName) -> bool) -> Waits {
    let mut freed: BTreeMap<Holding, OutboxId> = BTreeMap::new();
    for row in rows {
        for change in row.act.changes().iter().filter(|change| unique(&change.field)) {
            let before = change.before.known().and_then(|before| holding(change, &before));
            freed.extend(before.map(|held| (held, row.id)));
        }
    }
    let mut waits = Waits::new();
    for row in rows {
        let changes = row.act.changes().iter().filter(|change| unique(&change.field));
        let wanted = changes.filter_map(|change| holding(change, &change.after));
        let holders = wanted.filter_map(|held| freed.get(&held).copied());
        waits.insert(row.id, holders.filter(|holder| *holder != row.id).collect());
    }
    waits
}

/// Ends: every round places a row or stops.
fn layered(rows: Vec<OutboxRow>, waits: &Waits) -> Ordered {
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

/// Rows of one page that are not sent because a write that they wait for was refused: they stay
/// planned, and come again with whatever goes instead of it.
#[derive(Debug)]
pub(crate) struct HeldBack {
    waits: Waits,
    back: BTreeSet<OutboxId>,
}

impl HeldBack {
    /// Nobody yet, of a page whose rows wait like this.
    pub fn new(waits: Waits) -> HeldBack {
        HeldBack { waits, back: BTreeSet::new() }
    }

    /// The rows of a layer that may go. The first of a page always may, so that pages come to an end.
    pub fn may_go(
        &mut self,
        layer: Vec<OutboxRow>,
        refused: &BTreeSet<OutboxId>,
    ) -> Vec<OutboxRow> {
        let stuck = |row: &OutboxRow| {
            let holders = self.waits.get(&row.id);
            holders.is_some_and(|all| {
                all.iter().any(|it| refused.contains(it) || self.back.contains(it))
            })
        };
        let (back, go): (Vec<OutboxRow>, Vec<OutboxRow>) = layer.into_iter().partition(stuck);
        self.back.extend(back.iter().map(|row| row.id));
        go
    }
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
