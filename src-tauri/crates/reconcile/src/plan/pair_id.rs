//! The pair's own id on a record (P7): the other record's id, with the next real write.

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::FieldChange;
use crosswalk_model::{Content, FieldName, MappingId, Reading, RecordRef, Ruling, Side};

use super::{Draft, PAIR_ID_MAPPING, Task};
use crate::identity::long_id;
use crate::mapping::is_person;

/// Adds the id to every record that is written anyway and does not carry it yet.
pub(super) fn add(task: &Task<'_>, draft: &mut Draft) {
    for side in Side::ALL {
        let Some(field) = task.facts.id_fields.get(side) else {
            continue;
        };
        // Whose changes go through another record has no room for it: it is found by HubSpot's.
        if side == Side::Salesforce && is_person(task.records.salesforce) {
            continue;
        }
        let before = task.records.get(side).reading(field);
        let other = &task.records.get(side.other()).at;
        let change = change(side, field, other, before.clone());
        let carried = before.known().is_none_or(|held| held == change.after);
        // Another record may hold it still, whose link a merge took away: the link stands without.
        let refused = task.facts.refused.get(&(side, field.clone())) == Some(&change.after);
        let changes = draft.changes.get_mut(side);
        // A change of the opt-out alone goes by a call of its own.
        let written = changes.iter().any(|change| change.rule != SyncRule::OptOut);
        if written && !carried && !refused {
            changes.push(change);
        }
    }
}

/// The id taken out of a Salesforce record that its contact left.
pub(super) fn given_back(field: &FieldName, before: Reading) -> FieldChange {
    FieldChange {
        mapping: MappingId::from(PAIR_ID_MAPPING),
        field: field.clone(),
        before,
        after: Content::Blank,
        source_field: FieldName::from("hs_object_id"),
        source: Content::Blank,
        rule: SyncRule::AlwaysHubspot,
        ruling: Ruling::PairId,
    }
}

/// The id as one more field change of a write to `to`.
pub(super) fn change(
    to: Side,
    field: &FieldName,
    other: &RecordRef,
    before: Reading,
) -> FieldChange {
    let id = Content::text(&long_id(other.id.as_str()));
    let source_field = match to {
        Side::Salesforce => "hs_object_id",
        Side::HubSpot => "Id",
    };
    FieldChange {
        mapping: MappingId::from(PAIR_ID_MAPPING),
        field: field.clone(),
        before,
        after: id.clone(),
        source_field: FieldName::from(source_field),
        source: id,
        rule: match to {
            Side::Salesforce => SyncRule::AlwaysHubspot,
            Side::HubSpot => SyncRule::AlwaysSalesforce,
        },
        ruling: Ruling::PairId,
    }
}
