//! What must hold at the end of every seed. Each invariant is a function over the truth of both
//! CRMs, their log and the state; it returns what does not hold.

mod identity;
mod limits;
mod values;

use std::collections::BTreeMap;

use crosswalk_desktop::World;
use crosswalk_model::{LinkId, Triple};
use jiff::Timestamp;

use crate::fields::FIELDS;
use crate::people::People;
use crate::story::contacts;
use crate::truth::{Truth, text};

/// Everything that the invariants look at.
pub struct Scene<'a> {
    pub world: &'a World,
    pub truth: &'a Truth,
    pub links: &'a [Triple],
    pub people: &'a People,
    /// When each link was first seen with both ends.
    pub linked_at: &'a BTreeMap<LinkId, Timestamp>,
}

/// Every invariant.
pub fn check(scene: &Scene<'_>) -> Vec<String> {
    let mut findings = values::both_sides_agree(scene);
    findings.extend(values::no_edit_is_lost(scene));
    findings.extend(values::no_echo(scene));
    findings.extend(values::opt_outs_stay(scene));
    findings.extend(identity::links_are_one_to_one(scene));
    findings.extend(identity::nobody_is_made_twice(scene));
    findings.extend(identity::nobody_is_forgotten(scene));
    findings.extend(limits::quotas_are_kept(scene));
    findings.extend(limits::only_mapped_objects_are_written(scene));
    findings
}

/// Every link that is not a tombstone.
pub fn links(world: &World) -> Vec<Triple> {
    let home = contacts(world);
    world.app.store().triples_after(&home, None, usize::MAX).expect("a state")
}

/// The mapped values of everybody, by address, without ids or times.
pub fn ending(scene: &Scene<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for object in ["contacts", "Contact", "Lead"] {
        let email = if object == "contacts" { "email" } else { "Email" };
        for record in scene.truth.table(object).values() {
            let values = FIELDS.map(|field| text(record, field.on(object)));
            lines.push(format!("{object} {} {values:?}", text(record, email)));
        }
    }
    lines.sort();
    lines.join("\n")
}
