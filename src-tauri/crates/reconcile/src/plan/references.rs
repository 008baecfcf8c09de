//! References cross through links (M10): a record is named by its partner on the other side.
//!
//! One reference without a partner is equal to nothing on the other side, and waits. Of a set, each
//! record goes for itself: those without a partner stay where they are, and wait; they keep nobody
//! else from crossing.

use std::collections::BTreeSet;

use crosswalk_model::plan::SkipReason;
use crosswalk_model::value::ValueKind;
use crosswalk_model::{Both, Content, RecordRef, Side, Value};

use crate::mapping::FieldPair;

type PartnerOf<'a> = &'a dyn Fn(Side, &RecordRef) -> Option<RecordRef>;

/// Whether the pair names other records.
pub(super) fn is_reference(pair: &FieldPair) -> bool {
    let reference = |kind| matches!(kind, ValueKind::Reference | ValueKind::References);
    reference(pair.schemas.salesforce.kind) || reference(pair.schemas.hubspot.kind)
}

/// Whether the pair names several records on both sides.
pub(super) fn is_set(pair: &FieldPair) -> bool {
    pair.schemas.salesforce.kind == ValueKind::References
        && pair.schemas.hubspot.kind == ValueKind::References
}

/// References are compared by their Salesforce ends, and as sets, so that one company equals the
/// only company of a set. One without a partner keeps its own name, and is equal to nothing on the
/// other side; in a set it is left out.
pub(super) fn comparable(
    content: &Content,
    of: Side,
    pair: &FieldPair,
    partner_of: PartnerOf<'_>,
) -> Content {
    if is_set(pair) {
        let named = each(content).into_iter().filter_map(|at| crossing(&at, of, pair, partner_of));
        return set(named.collect());
    }
    let named = |at: &RecordRef| match of {
        Side::Salesforce => at.clone(),
        Side::HubSpot => partner_of(of, at).unwrap_or_else(|| at.clone()),
    };
    match content.value() {
        Some(Value::Reference(_) | Value::References(_)) => {
            Content::Value(Value::References(each(content).iter().map(named).collect()))
        }
        Some(_) | None => content.clone(),
    }
}

/// Whether this side holds one record where the other one holds a set: a case's contact, and those of
/// a ticket.
pub(super) fn is_one_of_many(pair: &FieldPair, side: Side) -> bool {
    pair.schemas.get(side).kind == ValueKind::Reference
        && pair.schemas.get(side.other()).kind == ValueKind::References
}

/// A set as it compares with the one record that the other side holds: where that one is among it
/// both agree, since the other side has no room for more.
pub(super) fn narrowed(of_set: Content, one: Content) -> Content {
    let among = each(&of_set).len() > 1 && !each(&one).is_empty();
    if among && each(&one).is_subset(&each(&of_set)) { one } else { of_set }
}

/// One record for a set in which people have put more: those stay, and it comes beside them. None
/// says nothing about whom else the set names.
pub(super) fn among(one: Content, held: &Content) -> Result<Content, SkipReason> {
    let held = each(held);
    if held.len() < 2 {
        return Ok(one);
    }
    match each(&one) {
        none if none.is_empty() => Err(SkipReason::Lossy),
        new => Ok(set(held.union(&new).cloned().collect())),
    }
}

/// What both sides agreed on, of a set. A record that only one base has had no partner then: now
/// that it has one, it is news.
pub(super) fn agreed(bases: Both<Option<Content>>) -> Both<Option<Content>> {
    let (Some(salesforce), Some(hubspot)) = (&bases.salesforce, &bases.hubspot) else {
        return bases;
    };
    let (salesforce, hubspot) = (each(salesforce), each(hubspot));
    let both = set(salesforce.intersection(&hubspot).cloned().collect());
    Both { salesforce: Some(both.clone()), hubspot: Some(both) }
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

/// A set as side `to` gets it: the wanted records, which have their Salesforce names, and those of
/// its own that have no form on the other side.
pub(super) fn onto(
    wanted: &Content,
    to: Side,
    (pair, held): (&FieldPair, &Content),
    partner_of: PartnerOf<'_>,
) -> Content {
    let name = |at: RecordRef| match to {
        Side::Salesforce => Some(at),
        Side::HubSpot => partner_of(Side::Salesforce, &at),
    };
    let own = each(held).into_iter().filter(|at| crossing(at, to, pair, partner_of).is_none());
    set(each(wanted).into_iter().filter_map(name).chain(own).collect())
}

/// The records of a set that wait for a partner. A contact that is tied to a lead never gets one
/// that can stand in a role: it does not wait.
pub(super) fn waiting(
    content: &Content,
    of: Side,
    pair: &FieldPair,
    partner_of: PartnerOf<'_>,
) -> Option<Content> {
    let waits = |at: &RecordRef| fits(at, pair.schemas.get(of)) && partner_of(of, at).is_none();
    let all: BTreeSet<RecordRef> = each(content).into_iter().filter(waits).collect();
    (is_set(pair) && !all.is_empty()).then(|| set(all))
}

/// A record of a set by its Salesforce name, where both sides can hold it.
fn crossing(
    at: &RecordRef,
    of: Side,
    pair: &FieldPair,
    partner_of: PartnerOf<'_>,
) -> Option<RecordRef> {
    let partner = partner_of(of, at)?;
    let both = fits(at, pair.schemas.get(of)) && fits(&partner, pair.schemas.get(of.other()));
    both.then(|| match of {
        Side::Salesforce => at.clone(),
        Side::HubSpot => partner,
    })
}

fn fits(at: &RecordRef, schema: &crosswalk_model::schema::FieldSchema) -> bool {
    schema.references.is_empty() || schema.references.contains(&at.object)
}

/// Every record that a content names.
pub(super) fn each(content: &Content) -> BTreeSet<RecordRef> {
    content.references().cloned().collect()
}

/// A content that names these records.
pub(super) fn set(all: BTreeSet<RecordRef>) -> Content {
    if all.is_empty() { Content::Blank } else { Content::Value(Value::References(all)) }
}

/// One record, or a set, as the field takes it. A field for one record takes no second one.
fn shaped(all: BTreeSet<RecordRef>, kind: ValueKind) -> Result<Content, SkipReason> {
    if kind == ValueKind::References {
        return Ok(set(all));
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

#[cfg(test)]
mod tests;
