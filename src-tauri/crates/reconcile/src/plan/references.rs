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

/// References are compared by their Salesforce ends, and as sets, so that one company equals the
/// only company of a set. One without a partner keeps its own name, and is equal to nothing on the
/// other side.
pub(super) fn comparable(content: &Content, of: Side, partner_of: PartnerOf<'_>) -> Content {
    let named = |at: &RecordRef| match of {
        Side::Salesforce => at.clone(),
        Side::HubSpot => partner_of(of, at).unwrap_or_else(|| at.clone()),
    };
    let all: BTreeSet<RecordRef> = match content.value() {
        Some(Value::Reference(at)) => BTreeSet::from([named(at)]),
        Some(Value::References(all)) => all.iter().map(named).collect(),
        Some(_) | None => return content.clone(),
    };
    Content::Value(Value::References(all))
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
    let all: BTreeSet<RecordRef> = match content.value() {
        None => return Ok(Content::Blank),
        Some(Value::Reference(at)) => BTreeSet::from([partner(at)?]),
        Some(Value::References(all)) => all.iter().map(partner).collect::<Result<_, _>>()?,
        Some(_) => return Err(SkipReason::WrongKind),
    };
    shaped(all, pair.schemas.get(to).kind)
}

/// One record, or a set, as the field takes it. A field for one record takes no second one.
fn shaped(all: BTreeSet<RecordRef>, kind: ValueKind) -> Result<Content, SkipReason> {
    if kind == ValueKind::References {
        return Ok(Content::Value(Value::References(all)));
    }
    let mut each = all.into_iter();
    match (each.next(), each.next()) {
        (Some(one), None) => Ok(Content::Value(Value::Reference(one))),
        (None, _) => Ok(Content::Blank),
        (Some(_), Some(_)) => Err(SkipReason::Lossy),
    }
}

/// Salesforce names that a merge brings back to Salesforce: those of records that it knows.
pub(super) fn known(content: &Content, to: Side, pair: &FieldPair) -> Result<Content, SkipReason> {
    let objects = &pair.schemas.get(to).references;
    let foreign = |at: &RecordRef| !objects.is_empty() && !objects.contains(&at.object);
    match content.value() {
        Some(Value::References(all)) if all.iter().any(foreign) => Err(SkipReason::NoPartner),
        Some(Value::References(all)) => shaped(all.clone(), pair.schemas.get(to).kind),
        Some(_) | None => Ok(content.clone()),
    }
}
