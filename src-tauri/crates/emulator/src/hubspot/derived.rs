//! Properties that follow from a record's associations: its primary company, and how many others
//! it is associated with. They are stored, so that their histories and the lagging index show them
//! as they do every other property.

use std::sync::Arc;

use super::call::Call;
use super::object_type::ObjectType;
use super::portal::Portal;
use super::problem::Outcome;
use super::record::{Held, Source};
use super::time::Millis;

/// How a property follows.
#[derive(Clone, Copy)]
enum Rule {
    /// The record of that type at the other end of the association type of this number.
    Primary(&'static str, u32),
    /// How many records of that type are associated.
    Count(&'static str),
}

const CONTACTS: &[(&str, Rule)] = &[
    ("associatedcompanyid", Rule::Primary("0-2", 1)),
    ("num_associated_deals", Rule::Count("0-3")),
];
const COMPANIES: &[(&str, Rule)] = &[
    ("num_associated_contacts", Rule::Count("0-1")),
    ("num_associated_deals", Rule::Count("0-3")),
];
const DEALS: &[(&str, Rule)] = &[
    ("hs_primary_associated_company", Rule::Primary("0-2", 5)),
    ("num_associated_contacts", Rule::Count("0-1")),
];

fn rules(object: &ObjectType) -> &'static [(&'static str, Rule)] {
    match object.id.as_str() {
        "0-1" => CONTACTS,
        "0-2" => COMPANIES,
        "0-3" => DEALS,
        _ => &[],
    }
}

/// Brings a record's derived properties in line with its associations; no stamp moves.
pub(super) fn derive(
    portal: &mut Portal,
    object: &ObjectType,
    id: u64,
    (at, source): (Millis, &Arc<Source>),
) -> Outcome<()> {
    for (name, rule) in rules(object) {
        let value = value(portal, id, *rule);
        let table = portal.table_mut(object)?;
        let Some(name) = table.properties.get_key_value(*name).map(|known| Arc::clone(known.0))
        else {
            continue;
        };
        let Some(record) = table.records.get_mut(&id) else { continue };
        // A count that was never one is empty, and is 0 after the last association went.
        let never = value == "0" && record.stored(&name).is_none();
        if !never {
            let source = Arc::clone(source);
            record.store(&name, Held { value: value.into_boxed_str(), at, source });
        }
    }
    Ok(())
}

fn value(portal: &Portal, id: u64, rule: Rule) -> String {
    match rule {
        Rule::Primary(to, kind) => {
            let mut ends = portal.associations.ends(id, to, 0);
            let primary = ends.find(|(_, specs)| specs.iter().any(|spec| spec.is_defined(kind)));
            primary.map_or_else(String::new, |(other, _)| other.to_string())
        }
        Rule::Count(to) => portal.associations.ends(id, to, 0).count().to_string(),
    }
}

/// A record whose associations changed: what follows from them is set, and its modified stamp
/// moves.
pub(super) fn touch(
    portal: &mut Portal,
    object: &ObjectType,
    id: u64,
    call: &Call<'_>,
) -> Outcome<()> {
    if call.on("hubspot.associations.derived") {
        derive(portal, object, id, (call.now, &calculated()))?;
    }
    stamp(portal, object, id, call.now)
}

/// The records at the other ends of associations that went with a record.
pub(super) fn touch_ends(portal: &mut Portal, ends: &[(String, u64)], at: Millis) -> Outcome<()> {
    let source = calculated();
    for (object, id) in ends {
        let object = portal.object(object)?;
        derive(portal, &object, *id, (at, &source))?;
        stamp(portal, &object, *id, at)?;
    }
    Ok(())
}

/// Who writes what follows: the vendor itself.
pub(super) fn calculated() -> Arc<Source> {
    Arc::new(Source {
        kind: "CALCULATED".to_owned(),
        id: "RollupProperties".to_owned(),
        label: None,
        user: None,
    })
}

fn stamp(portal: &mut Portal, object: &ObjectType, id: u64, at: Millis) -> Outcome<()> {
    if let Some(record) = portal.table_mut(object)?.records.get_mut(&id) {
        record.touch(at);
    }
    Ok(())
}
