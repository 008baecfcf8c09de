//! Who owns a record in Salesforce, where HubSpot has no such owner (S69, A20): HubSpot's owners can
//! only be read, so the id, name and kind stand in three properties of the record. Whoever has an
//! owner in HubSpot needs none.

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::FieldChange;
use crosswalk_model::{
    Content, FieldName, MappingId, Reading, Record, RecordRef, Ruling, Side, Value,
};

use super::{Lone, OWNER_CARD_MAPPING, PlanFacts, Task};
use crate::mapping::{FieldPair, ObjectDesign, OwnerCard};

/// What the properties of a linked record lack.
pub(super) fn changes(task: &Task<'_>) -> Vec<FieldChange> {
    let hubspot = |field: &FieldName| task.records.hubspot.reading(field);
    written((task.design, task.facts), task.records.salesforce, &hubspot)
}

/// What those of a new HubSpot record get.
pub(super) fn first(lone: &Lone<'_>) -> Vec<FieldChange> {
    match lone.side {
        Side::HubSpot => Vec::new(),
        Side::Salesforce => written((lone.design, lone.facts), lone.record, &|_| Reading::Blank),
    }
}

fn written(
    (design, facts): (&ObjectDesign, &PlanFacts<'_>),
    salesforce: &Record,
    hubspot: &dyn Fn(&FieldName) -> Reading,
) -> Vec<FieldChange> {
    let owner = design.pairs(&salesforce.at.object).iter().find(|pair| pair.is_owner());
    let (Some(card), Some(owner)) = (&design.owner_card, owner) else { return Vec::new() };
    let held = salesforce.reading(&owner.names.salesforce).known();
    let Some(Content::Value(Value::Reference(at))) = held else { return Vec::new() };
    let Some(wanted) = card_of(card, &at, facts) else { return Vec::new() };
    wanted
        .into_iter()
        .filter_map(|(field, after)| {
            let before = hubspot(&field);
            let same = before.known().is_none_or(|held| held == after);
            let refused = facts.refused.get(&(Side::HubSpot, field.clone())) == Some(&after);
            (!same && !refused).then(|| change(owner, (field, &at), before, after))
        })
        .collect()
}

/// The three values; `None` of an owner of whom nothing is known.
fn card_of(
    card: &OwnerCard,
    at: &RecordRef,
    facts: &PlanFacts<'_>,
) -> Option<[(FieldName, Content); 3]> {
    let fields = [&card.id, &card.name, &card.kind].map(Clone::clone);
    let values = if (facts.partner_of)(Side::Salesforce, at).is_some() {
        [Content::Blank, Content::Blank, Content::Blank]
    } else {
        let (name, kind) = (facts.owner_said)(at)?;
        [at.id.as_str(), name.as_str(), kind.as_str()].map(Content::text)
    };
    let [id, name, kind] = fields;
    let [has_id, has_name, has_kind] = values;
    Some([(id, has_id), (name, has_name), (kind, has_kind)])
}

fn change(
    owner: &FieldPair,
    (field, at): (FieldName, &RecordRef),
    before: Reading,
    after: Content,
) -> FieldChange {
    FieldChange {
        mapping: MappingId::from(OWNER_CARD_MAPPING),
        field,
        before,
        after,
        source_field: owner.names.salesforce.clone(),
        source: Content::Value(Value::Reference(at.clone())),
        rule: SyncRule::AlwaysSalesforce,
        ruling: Ruling::RulingSideWins,
    }
}
