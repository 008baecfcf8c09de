//! What must hold at the end of every seed. Each invariant is a function over the truth of both
//! CRMs, their log and the state; it returns what does not hold.

mod consent;
mod cursors;
mod identity;
mod limits;
mod owners;
mod state;
mod trail;
mod values;
mod windows;

use std::collections::BTreeMap;

use crosswalk_desktop::World;
use crosswalk_model::{Both, LinkId, RecordRef, Triple};
use jiff::{SignedDuration, Timestamp};

use crate::fields::{FIELDS, texts};
use crate::people::People;
use crate::story::contacts;
use crate::truth::{Truth, text};

pub use cursors::nothing_is_passed_over;
pub use limits::{only_these_are_written, quotas_are_kept};
pub use state::{nothing_is_forgotten, whole_links};
pub use values::{Excused, excused};
pub use windows::windows;

/// Everything that the invariants look at.
pub struct Scene<'a> {
    pub world: &'a World,
    pub truth: &'a Truth,
    pub links: &'a [Triple],
    pub people: &'a People,
    /// What was seen of the links after passes that went well.
    pub known: &'a Known,
    /// How far the product's clock is wrong.
    pub skew: SignedDuration,
}

/// Both ends of a link.
type Ends = Both<Option<RecordRef>>;

/// What was seen of the links after passes that went well.
#[derive(Debug, Default)]
pub struct Known {
    /// Since when a field of a link has had a base between these two records. Before, it is decided
    /// as at a first link (M5), and a tombstone decides nothing (M6).
    based: BTreeMap<(LinkId, &'static str), (Ends, Timestamp)>,
    /// When both sides last said that the person of a link opted out.
    out: BTreeMap<LinkId, Timestamp>,
}

impl Known {
    /// Looks at the links after a pass.
    pub fn note(&mut self, world: &World, truth: &Truth) {
        let now = world.now();
        let mut before = std::mem::take(&mut self.based);
        for triple in links(world) {
            let link = &triple.link;
            for field in texts() {
                let based = |ends: &Ends| {
                    let object = ends.salesforce.as_ref().map_or("", |at| at.object.as_str());
                    triple.base.salesforce.contains_key(field.on(object))
                        && triple.base.hubspot.contains_key(field.hubspot)
                };
                if !link.is_whole() || !based(&link.ends) {
                    continue;
                }
                let key = (link.id, field.hubspot);
                let since = before.remove(&key).filter(|(ends, _)| *ends == link.ends);
                self.based.insert(key, since.unwrap_or_else(|| (link.ends.clone(), now)));
            }
            if truth.ends(&link.ends).is_some_and(|ends| consent::shown(&ends).all()) {
                self.out.insert(link.id, now);
            }
        }
    }

    /// Since when edits of a field of a link are certain to flow.
    pub fn based(&self, link: LinkId, field: &str) -> Option<Timestamp> {
        let key = self.based.iter().find(|((id, name), _)| *id == link && *name == field);
        key.map(|(_, (_, at))| *at)
    }
}

/// Every invariant.
pub fn check(scene: &Scene<'_>) -> Vec<String> {
    let mut findings = values::both_sides_agree(scene);
    findings.extend(values::no_edit_is_lost(scene));
    findings.extend(windows::no_edit_vanishes(scene));
    findings.extend(values::no_echo(scene));
    findings.extend(owners::owners_agree(scene));
    findings.extend(owners::no_owner_echo(scene));
    findings.extend(consent::opt_outs_stay(scene));
    findings.extend(consent::nobody_is_brought_back(scene));
    findings.extend(identity::links_are_one_to_one(scene));
    findings.extend(identity::nobody_is_made_twice(scene));
    findings.extend(identity::nobody_is_forgotten(scene));
    findings.extend(quotas_are_kept(scene.world));
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
