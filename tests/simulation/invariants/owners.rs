//! I1, I3: who owns records.

use super::Scene;
use super::trail::trail;
use super::values::{each_whole, edits, excused, held, is_excused, moves, written};
use crate::fields::OWNER;

/// I1: HubSpot's owner is the one that Salesforce's user is tied to, or nobody (A20, S72).
pub fn owners_agree(scene: &Scene<'_>) -> Vec<String> {
    let owners = &scene.people.owners;
    let excused = excused(scene.world);
    let mut findings = Vec::new();
    each_whole(scene, |triple, ends| {
        let held = held(triple, &ends, OWNER);
        let nth = owners.salesforce.iter().position(|user| *user == held.salesforce);
        let wanted = nth.map_or("", |nth| owners.hubspot[nth].as_str());
        if held.hubspot != wanted && !is_excused(&excused, triple.link.id, OWNER) {
            let trail = trail(scene, triple, OWNER);
            findings.push(format!("I1: owners differ: {held:?}, not {wanted}; {trail:#?}"));
        }
    });
    findings
}

/// I3: an owner is written once for an edit, once where the records first meet (H68-H70) and once
/// for each move of the link (M5).
pub fn no_owner_echo(scene: &Scene<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    for triple in scene.links {
        let history = scene.world.app.store().history_of_link(triple.link.id).expect("a state");
        let written = written(&history, OWNER);
        let made = edits(scene, triple, OWNER) + moves(scene, triple) + 1;
        if written > made {
            let trail = trail(scene, triple, OWNER);
            findings.push(format!("I3: the owner was written {written} times: {trail:#?}"));
        }
    }
    findings
}
