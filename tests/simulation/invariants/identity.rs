//! I5, I6: who is whose partner.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_model::{Link, LinkState, ReasonCode, RecordRef, Side};

use super::Scene;
use crate::truth::{Table, text};

/// I5: no record stands in two live links, and no live link names a record that is gone.
pub fn links_are_one_to_one(scene: &Scene<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    let mut seen: BTreeSet<(Side, &RecordRef)> = BTreeSet::new();
    for triple in scene.links {
        for side in Side::ALL {
            let Some(at) = triple.link.ends.get(side) else { continue };
            if !seen.insert((side, at)) {
                findings.push(format!("I5: {at:?} stands in two links"));
            }
            let told = !triple.link.is_whole() && states_why(triple.link.state);
            if scene.truth.record(at).is_none() && !told {
                findings.push(format!("I5: {at:?} is gone, and its link {:?} lives", triple.link));
            }
        }
    }
    findings
}

/// I6: what people did not make carries its partner's id, and nobody else carries that one.
pub fn nobody_is_made_twice(scene: &Scene<'_>) -> Vec<String> {
    let accounts = &scene.world.accounts;
    let hubspot = format!("crosswalk_{}_id", accounts.salesforce.to_lowercase());
    let salesforce = format!("Crosswalk_{}_Id__c", accounts.hubspot);
    let born: BTreeSet<&str> = scene.people.born.iter().map(String::as_str).collect();
    let made = |table: &Table, id_field: &str| -> Vec<(String, String)> {
        let made = table.iter().filter(|(id, _)| !born.contains(id.as_str()));
        made.map(|(id, record)| (id.clone(), text(record, id_field))).collect()
    };
    let mut findings = Vec::new();
    let there = [made(&scene.truth.contacts, &salesforce), made(&scene.truth.leads, &salesforce)];
    for made in [there.concat(), made(&scene.truth.hubspot, &hubspot)] {
        let mut by_source: BTreeMap<String, String> = BTreeMap::new();
        for (id, source) in made {
            if source.is_empty() {
                findings.push(format!("I6: {id} was made without its partner's id"));
            } else if let Some(first) = by_source.insert(source.clone(), id.clone()) {
                findings.push(format!("I6: {source} was made twice: {first} and {id}"));
            }
        }
    }
    findings
}

/// I1: every live record is linked, or its link says why not.
pub fn nobody_is_forgotten(scene: &Scene<'_>) -> Vec<String> {
    let known: BTreeSet<&str> = scene
        .links
        .iter()
        .filter(|triple| triple.link.is_whole())
        .flat_map(|triple| [&triple.link.ends.salesforce, &triple.link.ends.hubspot])
        .flatten()
        .map(|at| at.id.as_str())
        .collect();
    let mut findings = Vec::new();
    for object in ["contacts", "Contact", "Lead"] {
        for (id, record) in scene.truth.table(object) {
            let said = links_of(scene, id);
            let told = said.iter().any(|link| states_why(link.state) || is_cut(scene, link));
            if known.contains(id.as_str()) || told {
                continue;
            }
            let ends = said.iter().flat_map(|it| [&it.ends.salesforce, &it.ends.hubspot]).flatten();
            let theirs: Vec<Link> = ends.flat_map(|at| links_of(scene, at.id.as_str())).collect();
            findings.push(format!("I1: {object} {id} has no partner: {theirs:#?}, {record:?}"));
        }
    }
    findings
}

/// Every link of a record, tombstones too.
fn links_of(scene: &Scene<'_>, id: &str) -> Vec<Link> {
    let store = scene.world.app.store();
    let links = store.links_by_id(scene.world.pair, id).expect("a state");
    links.iter().map(|link| store.link(*link).expect("a link")).collect()
}

/// Whether the link is a tombstone, and rightly: one of its records is gone (M6), or it lost that
/// record to another link (M8).
fn is_cut(scene: &Scene<'_>, link: &Link) -> bool {
    let by_delete = matches!(
        link.reason.code,
        ReasonCode::PartnerDeleted | ReasonCode::Deleted | ReasonCode::NoLongerVisible
    );
    let whole = scene.truth.ends(&link.ends).is_some();
    let by_merge = link.reason.code == ReasonCode::LostToOtherLink;
    link.state == LinkState::Unlinked && (by_merge || (by_delete && !whole))
}

/// Whether a person is told why the record has no partner.
const fn states_why(state: LinkState) -> bool {
    match state {
        LinkState::LeftOut | LinkState::Failing => true,
        LinkState::New
        | LinkState::InSync
        | LinkState::Waiting
        | LinkState::Held
        | LinkState::Conflict
        | LinkState::PutBack
        | LinkState::Unlinked => false,
    }
}
