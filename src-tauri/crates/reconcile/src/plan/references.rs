//! References cross through links (M10): a record is named by its partner on the other side.

use std::collections::BTreeSet;

use crosswalk_model::plan::SkipReason;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Content, RecordRef, Side, Value};

use crate::mapping::FieldPair;

type PartnerOf<'a> = &'a dyn Fn(Side, &RecordRef) -> Option<RecordRef>;

/// Whether the pair names other records.
pub(super) fn is_reference(pair: &FieldPair) -> bool {
    let reference = |kind| matches!(kind, ValueKind::Reference | ValueKind::References);
    reference(pair.schemas.salesforce.kind) || reference(pair.schemas.hubspot.kind)
}

/// References are compared by their Salesforce ends. One without a partner keeps its own name, and
/// is equal to nothing on the other side.
pub(super) fn comparable(content: &Content, of: Side, partner_of: PartnerOf<'_>) -> Content {
    if of == Side::Salesforce {
        return content.clone();
    }
    let named = |at: &RecordRef| partner_of(of, at).unwrap_or_else(|| at.clone());
    match content.value() {
        Some(Value::Reference(at)) => Content::Value(Value::Reference(named(at))),
        Some(Value::References(all)) => {
            Content::Value(Value::References(all.iter().map(named).collect()))
        }
        Some(_) | None => content.clone(),
    }
}

/// The same records by their names on side `to`. `from` is the side whose names `content` has.
pub(super) fn convert(
    content: &Content,
    from: Side,
    pair: &FieldPair,
    partner_of: PartnerOf<'_>,
) -> Result<Content, SkipReason> {
    let unknown = if pair.is_owner() { SkipReason::OwnerUnmatched } else { SkipReason::NoPartner };
    let to = from.other();
    let partner = |at: &RecordRef| partner_of(from, at).ok_or(unknown.clone());
    match (content.value(), pair.schemas.get(to).kind) {
        (None, _) => Ok(Content::Blank),
        (Some(Value::Reference(at)), ValueKind::References) => {
            Ok(Content::Value(Value::References(BTreeSet::from([partner(at)?]))))
        }
        (Some(Value::Reference(at)), _) => Ok(Content::Value(Value::Reference(partner(at)?))),
        (Some(Value::References(all)), _) => {
            let all = all.iter().map(partner).collect::<Result<_, _>>()?;
            Ok(Content::Value(Value::References(all)))
        }
        (Some(_), _) => Err(SkipReason::WrongKind),
    }
}

/// Salesforce names that a merge brings back to Salesforce: those of records that it knows.
pub(super) fn known(content: &Content, to: Side, pair: &FieldPair) -> Result<Content, SkipReason> {
    let objects = &pair.schemas.get(to).references;
    let foreign = |at: &RecordRef| !objects.is_empty() && !objects.contains(&at.object);
    match content.value() {
        Some(Value::References(all)) if all.iter().any(foreign) => Err(SkipReason::NoPartner),
        Some(_) | None => Ok(content.clone()),
    }
}
