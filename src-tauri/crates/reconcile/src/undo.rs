//! Undo is a plan whose targets are the old values (M12). It writes only where the record still
//! holds what we wrote.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Act, FieldChange, LinkPlan};
use crosswalk_model::triple::Base;
use crosswalk_model::{
    Both, Content, FieldName, LinkId, LinkState, MappingId, Reading, Reason, ReasonCode, Record,
    RecordRef, Ruling, Side, Timestamp,
};

use crate::mapping::LIFECYCLE;

/// One thing that a run did, as the history has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Done {
    /// The link.
    pub link: LinkId,
    /// Its object mapping.
    pub mapping: MappingId,
    /// The side that was written.
    pub side: Side,
    /// Both ends.
    pub ends: Both<Option<RecordRef>>,
    /// What was done there.
    pub what: Deed,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "deed")]
pub enum Deed {
    /// A field was written.
    Wrote {
        /// The field mapping.
        field_mapping: MappingId,
        /// The sync rule.
        rule: SyncRule,
        /// The field.
        field: FieldName,
        /// The same field by the other side's name.
        other_field: FieldName,
        /// What it held before.
        before: Reading,
        /// What the vendor stored.
        stored: Content,
    },
    /// The record was made.
    Made {
        /// Its modified time right after.
        stamp: Option<Timestamp>,
    },
    /// The record was deleted.
    Deleted,
}

/// Why something stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// It does not hold what we wrote any more, or the new record was touched since.
    ChangedSince,
    /// What it held before is not known.
    BeforeUnknown,
    /// The record is gone.
    RecordGone,
    /// Opt-outs are never undone (P5).
    OptOut,
    /// Deletes cannot be put back.
    Deleted,
    /// HubSpot takes no lifecycle stage back; a person clears it there first (H64).
    OnlyForward,
}

/// What an undo does, and what it leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// The writes, by link.
    pub links: Vec<LinkPlan>,
    /// What stays, with the reason.
    pub kept: Vec<(Done, Kept)>,
}

/// Plans the undo of what was done, oldest first. `now` gives each side's records as they are.
#[must_use]
pub fn undo<'a>(history: &[Done], now: &dyn Fn(Side, &RecordRef) -> Option<&'a Record>) -> Undo {
    let mut undo = Undo::default();
    let mut links: BTreeMap<LinkId, LinkPlan> = BTreeMap::new();
    for done in collapsed(history) {
        match step(&done, now) {
            Ok(Step::Nothing) => {}
            Ok(step) => {
                let plan = links.entry(done.link).or_insert_with(|| blank_plan(&done));
                add(plan, &done, step);
            }
            Err(kept) => undo.kept.push((done, kept)),
        }
    }
    undo.links = links.into_values().collect();
    undo
}

enum Step {
    Nothing,
    PutBack(RecordRef, FieldChange),
    Delete(RecordRef),
}

/// Several writes of one field are one, from the first old value to the last new one.
fn collapsed(history: &[Done]) -> Vec<Done> {
    let mut all: Vec<Done> = Vec::new();
    for done in history {
        let earlier = all.iter_mut().find(|one| same_field(one, done));
        match (earlier.map(|one| &mut one.what), &done.what) {
            (Some(Deed::Wrote { stored, .. }), Deed::Wrote { stored: later, .. }) => {
                *stored = later.clone();
            }
            (Some(_) | None, _) => all.push(done.clone()),
        }
    }
    all
}

fn same_field(a: &Done, b: &Done) -> bool {
    match (&a.what, &b.what) {
        (Deed::Wrote { field: one, .. }, Deed::Wrote { field: other, .. }) => {
            a.link == b.link && a.side == b.side && a.ends == b.ends && one == other
        }
        (Deed::Wrote { .. } | Deed::Made { .. } | Deed::Deleted, _) => false,
    }
}

fn step<'a>(
    done: &Done,
    now: &dyn Fn(Side, &RecordRef) -> Option<&'a Record>,
) -> Result<Step, Kept> {
    let record = |side: Side| done.ends.get(side).as_ref().and_then(|at| now(side, at));
    match &done.what {
        Deed::Deleted => Err(Kept::Deleted),
        Deed::Made { stamp } => {
            let made = record(done.side).ok_or(Kept::RecordGone)?;
            let untouched = stamp.is_some() && made.modified == *stamp;
            if untouched { Ok(Step::Delete(made.at.clone())) } else { Err(Kept::ChangedSince) }
        }
        Deed::Wrote { rule: SyncRule::OptOut, .. } => Err(Kept::OptOut),
        Deed::Wrote { field_mapping, rule, field, other_field, before, stored } => {
            let target = record(done.side).ok_or(Kept::RecordGone)?;
            let held = target.reading(field);
            if held.known().as_ref() != Some(stored) {
                return Err(Kept::ChangedSince);
            }
            let after = before.known().ok_or(Kept::BeforeUnknown)?;
            if after == *stored {
                return Ok(Step::Nothing);
            }
            let stage = done.side == Side::HubSpot && field.as_str() == LIFECYCLE;
            if stage && !after.is_blank() {
                return Err(Kept::OnlyForward);
            }
            let other = record(done.side.other()).and_then(|one| one.fields.get(other_field));
            let change = FieldChange {
                mapping: field_mapping.clone(),
                field: field.clone(),
                before: held,
                after,
                source_field: other_field.clone(),
                // Base gets what each side then holds, so nothing flows until the next edit.
                source: other.cloned().unwrap_or(Content::Blank),
                rule: *rule,
                ruling: Ruling::Undo,
            };
            Ok(Step::PutBack(target.at.clone(), change))
        }
    }
}

fn blank_plan(done: &Done) -> LinkPlan {
    LinkPlan {
        link: done.link,
        mapping: done.mapping.clone(),
        ends: done.ends.clone(),
        acts: Both::default(),
        settled: Base::default(),
        conflicts: Vec::new(),
        skips: Vec::new(),
        then: LinkState::PutBack,
        reason: Reason::new(ReasonCode::PutBack),
    }
}

/// A record that is deleted needs no field put back first.
fn add(plan: &mut LinkPlan, done: &Done, step: Step) {
    let act = plan.acts.get_mut(done.side);
    match (step, act.as_mut()) {
        (Step::Nothing, _) | (Step::PutBack(..), Some(Act::Delete { .. } | Act::Create { .. })) => {
        }
        (Step::PutBack(_, change), Some(Act::Update { changes, .. })) => changes.push(change),
        (Step::PutBack(at, change), None) => {
            *act = Some(Act::Update { at, seen: None, changes: vec![change] });
        }
        (Step::Delete(at), _) => {
            *act = Some(Act::Delete { at });
            plan.then = LinkState::Unlinked;
            plan.reason = Reason::new(ReasonCode::UnlinkedByPerson);
        }
    }
}

#[cfg(test)]
mod tests;
