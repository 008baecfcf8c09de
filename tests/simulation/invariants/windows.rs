//! I2 (b), (d): what was overwritten, and what landed between the check and the write of one batch.

use crosswalk_model::{Both, Content, LinkId, Reading, Side};

use super::Scene;
use super::trail::trail;
use super::values::{each_whole, excused, held, is_excused};
use crate::coverage::Windows;
use crate::fields::texts;
use crate::people::{Edit, Moment};

/// On HubSpot nobody's value is lost in it, but where its history could not be asked; on Salesforce what
/// is lost is counted.
pub fn windows(scene: &Scene<'_>) -> (Vec<String>, Windows) {
    let excused = excused(scene.world);
    let mut findings = Vec::new();
    let mut tally = Windows::default();
    for edit in scene.people.edits.iter().filter(|it| it.moment != Moment::BetweenPasses) {
        tally.edits.get_mut(edit.side).edits += 1;
    }
    each_whole(scene, |triple, ends| {
        let Both { salesforce, hubspot } = &triple.link.ends;
        for (side, at) in [(Side::Salesforce, salesforce), (Side::HubSpot, hubspot)] {
            let Some(at) = at else { continue };
            let of_it = scene.people.edits.iter().filter(|it| it.record == at.id.as_str());
            for edit in of_it.filter(|it| it.moment != Moment::BetweenPasses) {
                let Some(field) = texts().find(|it| it.hubspot == edit.field) else { continue };
                let told = told(scene, triple.link.id, edit);
                let held = held(triple, &ends, field);
                let counts = tally.edits.get_mut(side);
                counts.told += u64::from(told);
                if told
                    || held.salesforce == edit.value
                    || held.hubspot == edit.value
                    || is_replaced(scene, edit)
                    || is_excused(&excused, triple.link.id, field)
                {
                    continue;
                }
                counts.lost += 1;
                if side == Side::HubSpot && edit.moment == Moment::InWindow {
                    let trail = trail(scene, triple, field);
                    findings.push(format!("I2: {edit:?} is told nowhere: {held:?}; {trail:#?}"));
                }
            }
        }
    });
    (findings, tally)
}

/// I2 (b): whatever a person gave a field between passes stands there, was replaced there by a person, by
/// hand or in a merge, is in the inbox, or is still to be read in the history.
pub fn no_edit_vanishes(scene: &Scene<'_>) -> Vec<String> {
    let excused = excused(scene.world);
    let mut findings = Vec::new();
    each_whole(scene, |triple, ends| {
        for at in [&triple.link.ends.salesforce, &triple.link.ends.hubspot].into_iter().flatten() {
            let of_it = scene.people.edits.iter().filter(|it| it.record == at.id.as_str());
            for edit in of_it.filter(|it| it.moment == Moment::BetweenPasses) {
                let Some(field) = texts().find(|it| it.hubspot == edit.field) else { continue };
                let held = held(triple, &ends, field);
                // Whether it is to stand on the other side as well, I1 says.
                if held.get(edit.side) != &edit.value
                    && !scene.people.made_of.contains_key(edit.record.as_str())
                    && !edit.value.is_empty()
                    && !is_replaced(scene, edit)
                    && !told(scene, triple.link.id, edit)
                    && !is_excused(&excused, triple.link.id, field)
                {
                    let trail = trail(scene, triple, field);
                    findings.push(format!("I2: {edit:?} is read nowhere: {held:?}; {trail:#?}"));
                }
            }
        }
    });
    findings
}

/// Whether the history of a link names a value, as what was there or as what was written.
fn told(scene: &Scene<'_>, link: LinkId, edit: &Edit) -> bool {
    let history = scene.world.app.store().history_of_link(link).expect("a state");
    let is_it = |held: Option<Content>| {
        held.is_some_and(|it| it.as_text().is_some_and(|text| text == edit.value))
    };
    history.iter().any(|row| is_it(Reading::known(&row.before)) || is_it(row.after.clone()))
}

/// Whether people gave the field another value there since: edits stand in their order, and several may
/// bear one time.
fn is_replaced(scene: &Scene<'_>, edit: &Edit) -> bool {
    let mut since = scene.people.edits.iter().skip_while(|it| !std::ptr::eq(*it, edit)).skip(1);
    since.any(|it| it.record == edit.record && it.field == edit.field)
}
