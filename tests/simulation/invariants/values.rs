//! I1, I2, I3: what records hold.

use std::collections::{BTreeMap, BTreeSet};

use crosswalk_desktop::World;
use crosswalk_model::mapping::SyncRule;
use crosswalk_model::{Both, LinkId, Side, Triple};
use crosswalk_store::{HistoryAct, HistoryRow};
use jiff::SignedDuration;
use serde_json::{Map, Value};

use super::Scene;
use super::trail::trail;
use crate::fields::{Field, texts};
use crate::people::{Edit, Moment};
use crate::truth::text;

/// Within it, Salesforce wins.
const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// I1: both sides hold the same in every mapped field, or a person is told why not.
pub fn both_sides_agree(scene: &Scene<'_>) -> Vec<String> {
    let excused = excused(scene.world);
    let mut findings = Vec::new();
    each_whole(scene, |triple, ends| {
        for field in texts() {
            let held = held(triple, &ends, field);
            let ruler = field.ruler().unwrap_or(Side::Salesforce);
            let left_blank = field.is_one_way() && held.get(ruler).is_empty();
            if held.salesforce != held.hubspot
                && !left_blank
                && !is_excused(&excused, triple.link.id, field)
            {
                findings.push(format!(
                    "I1: {} differs: {held:?}, {:?} because {:?}; {:#?}",
                    field.hubspot,
                    triple.link.state,
                    triple.link.reason.code,
                    trail(scene, triple, field)
                ));
            }
        }
    });
    findings
}

/// I2: the last edit of a field stands on both sides, wherever the rule leaves no doubt about it.
pub fn no_edit_is_lost(scene: &Scene<'_>) -> Vec<String> {
    let excused = excused(scene.world);
    let mut by_record: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in &scene.people.edits {
        by_record.entry(&edit.record).or_default().push(edit);
    }
    let mut findings = Vec::new();
    each_whole(scene, |triple, ends| {
        let edits: Vec<&Edit> = [&triple.link.ends.salesforce, &triple.link.ends.hubspot]
            .into_iter()
            .flatten()
            .filter_map(|at| by_record.get(at.id.as_str()))
            .flatten()
            .copied()
            .collect();
        for field in texts() {
            let Some(last) = certain(scene, triple, &edits, field) else { continue };
            let held = held(triple, &ends, field);
            let kept = held.salesforce == last.value && held.hubspot == last.value;
            if !kept && !is_excused(&excused, triple.link.id, field) {
                let trail = trail(scene, triple, field);
                findings.push(format!("I2: {last:?} is lost: {held:?}; {trail:#?}"));
            }
        }
    });
    findings
}

/// The edit that has to stand, where that is certain.
fn certain<'e>(
    scene: &Scene<'_>,
    triple: &Triple,
    edits: &[&'e Edit],
    field: Field,
) -> Option<&'e Edit> {
    let of_field = edits.iter().filter(|edit| edit.field == field.hubspot);
    let of_field: Vec<&&Edit> = of_field.collect();
    let last = **of_field.iter().max_by_key(|edit| edit.at)?;
    let linked = scene.known.based(triple.link.id, field.hubspot)?;
    // What came between a check and its write is looked at by itself.
    if last.moment != Moment::BetweenPasses {
        return None;
    }
    // A clear of what an unanswered write put there cannot be told from a write that never came.
    if last.value.is_empty() && !last.after_done {
        return None;
    }
    // Two edits between two passes may come to none.
    let same = |edit: &&&&Edit| edit.side == last.side && edit.round == last.round;
    if linked >= last.at || of_field.iter().filter(same).count() > 1 {
        return None;
    }
    let certain = match (field.rule, field.ruler()) {
        (SyncRule::TwoWay, _) if last.side == Side::Salesforce => true,
        (SyncRule::TwoWay, _) => {
            // Salesforce has one stamp for the whole record: any edit there may look newer, an
            // opt-out and a field that nobody maps among them (M4).
            let theirs = edits.iter().filter(|edit| edit.side == Side::Salesforce);
            let at = triple.link.ends.salesforce.as_ref();
            let others = scene.people.stamped.iter();
            let others = others.filter(|(id, _)| at.is_some_and(|at| at.id.as_str() == id));
            let stamps = theirs.map(|edit| edit.at).chain(others.map(|(_, at)| *at));
            stamps.max().is_none_or(|at| last.at.duration_since(at) > SKEW)
        }
        (_, Some(ruler)) => last.side == ruler && !last.value.is_empty(),
        (_, None) => false,
    };
    certain.then_some(last)
}

/// I3: a field of a link is written at most once for each edit by a person.
pub fn no_echo(scene: &Scene<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    for triple in scene.links {
        let history = scene.world.app.store().history_of_link(triple.link.id).expect("a state");
        let moves = moves(scene, triple);
        for field in texts() {
            let written = written(&history, field);
            // A link that moved to another record is decided anew, as a first link (M5).
            let made = edits(scene, triple, field) + moves;
            if written > made {
                findings.push(format!(
                    "I3: {} was written {written} times for {made} edits and moves: {:#?}",
                    field.hubspot,
                    trail(scene, triple, field)
                ));
            }
        }
    }
    findings
}

/// How often the product changed a field of a link.
pub(super) fn written(history: &[HistoryRow], field: Field) -> usize {
    let of_field = history.iter().filter(|row| row.act == HistoryAct::Update);
    of_field
        .filter(|row| row.mapping.as_ref().is_some_and(|it| it.as_str() == field.hubspot))
        .count()
}

/// How often people changed a field of the records of a link, and of what they were made of.
pub(super) fn edits(scene: &Scene<'_>, triple: &Triple, field: Field) -> usize {
    let all = ancestry(scene, triple);
    let edits = scene.people.edits.iter();
    edits.filter(|it| it.field == field.hubspot && all.contains(it.record.as_str())).count()
}

/// How often the records of a link became other ones.
pub(super) fn moves(scene: &Scene<'_>, triple: &Triple) -> usize {
    let all = ancestry(scene, triple);
    all.iter().filter_map(|id| scene.people.made_of.get(*id)).map(Vec::len).sum()
}

/// Both records of a link, and all that they were made of.
fn ancestry<'a>(scene: &'a Scene<'_>, triple: &'a Triple) -> BTreeSet<&'a str> {
    let ends = [&triple.link.ends.salesforce, &triple.link.ends.hubspot];
    ends.into_iter().flatten().flat_map(|at| scene.people.ancestry(at.id.as_str())).collect()
}

/// Every whole link whose two records live.
pub(super) fn each_whole(
    scene: &Scene<'_>,
    mut look: impl FnMut(&Triple, Both<&Map<String, Value>>),
) {
    for triple in scene.links {
        if let Some(ends) = scene.truth.ends(&triple.link.ends) {
            look(triple, ends);
        }
    }
}

pub(super) fn held(
    triple: &Triple,
    ends: &Both<&Map<String, Value>>,
    field: Field,
) -> Both<String> {
    Both::from_fn(|side| {
        let object = triple.link.ends.get(side).as_ref().map_or("", |at| at.object.as_str());
        text(ends.get(side), field.on(object))
    })
}

/// Fields of links; `None` is the whole record.
pub type Excused = BTreeSet<(LinkId, Option<String>)>;

/// What a person sees in the inbox.
pub fn excused(world: &World) -> Excused {
    let store = world.app.store();
    let pair = world.pair;
    let errors = store.errors(pair).expect("a state").into_iter();
    let errors = errors.map(|item| (item.link, item.note.field.map(|it| it.as_str().to_owned())));
    let conflicts = store.conflicts(pair).expect("a state").into_iter();
    errors.chain(conflicts.map(|it| (it.link, Some(it.field.as_str().to_owned())))).collect()
}

pub(super) fn is_excused(
    excused: &BTreeSet<(LinkId, Option<String>)>,
    link: LinkId,
    field: Field,
) -> bool {
    let names = ["contacts", "Contact", "Lead"].map(|object| field.on(object));
    let mut names = names.into_iter().chain([field.mapping()]);
    excused.contains(&(link, None))
        || names.any(|name| excused.contains(&(link, Some(name.to_owned()))))
}
