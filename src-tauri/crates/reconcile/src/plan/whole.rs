//! A link with both ends: each mapped field is decided and turned into writes.

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Decided, FieldChange, FieldConflict, LinkPlan, SkipReason};
use crosswalk_model::{Both, Content, LinkState, Reading, Reason, ReasonCode, Ruling, Side, Value};

use super::case::{self, Times};
use super::{Draft, Task, outcome, owner_card, pair_id, references, stage};
use crate::convert::convert_onto;
use crate::field::{Decision, Leave};
use crate::identity::Membership;
use crate::mapping::FieldPair;

/// Plans a whole link.
pub(super) fn plan(task: &Task<'_>, mut draft: Draft) -> LinkPlan {
    match task.facts.membership {
        Membership::In => {}
        Membership::Out => {
            if task.facts.settings.opt_outs_reach_held {
                opt_outs_alone(task, &mut draft);
            }
            let reason = Reason::new(ReasonCode::HeldOutOfScope);
            let reason = match task.design.in_no_pipeline(task.records.hubspot) {
                Some(property) => reason.with("field", property),
                None => reason,
            };
            return draft.finish(LinkState::Held, reason);
        }
        Membership::Unknown => {
            let reason = Reason::new(ReasonCode::NotPlannedYet);
            return draft.finish(LinkState::Waiting, reason);
        }
    }
    for pair in task.design.pairs(&task.records.salesforce.at.object) {
        field(task, pair, &mut draft);
    }
    if !task.facts.settings.link_only {
        draft.changes.hubspot.extend(owner_card::changes(task));
    }
    pair_id::add(task, &mut draft);
    draft.updates(task.records);
    let (state, reason) = outcome::of(task, &draft.plan);
    draft.finish(state, reason)
}

/// Of somebody who is held, an opt-out reaches the other side, where the admin chose so (A15). What
/// ends one waits like everything else.
fn opt_outs_alone(task: &Task<'_>, draft: &mut Draft) {
    let yes = Content::Value(Value::Boolean(true));
    let pairs = task.design.pairs(&task.records.salesforce.at.object);
    for pair in pairs.iter().filter(|pair| pair.is_opt_out()) {
        match case::decide(task, pair, Times::Best) {
            // What both sides agree on is remembered: without that a person who comes back would be
            // taken for one whom only the other side opted out.
            Decision::Agree => field(task, pair, draft),
            Decision::Write { content, .. } if content == yes => field(task, pair, draft),
            Decision::Write { .. }
            | Decision::WriteBoth { .. }
            | Decision::Conflict(_)
            | Decision::NeedTimes
            | Decision::Leave(_) => {}
        }
    }
    draft.updates(task.records);
}

fn field(task: &Task<'_>, pair: &FieldPair, draft: &mut Draft) {
    let readings = Both::from_fn(|side| task.reading(side, pair).known());
    let (Some(salesforce), Some(hubspot)) = (readings.salesforce, readings.hubspot) else {
        return;
    };
    let held = Both { salesforce, hubspot };
    let decision = case::decide(task, pair, Times::Best);
    if task.facts.settings.link_only && pair.rule != SyncRule::OptOut {
        if pair.rule != SyncRule::DontSync {
            draft.settle(pair, held.as_ref());
        }
        return;
    }
    let entry = Entry { task, pair, held };
    entry.waiting(draft);
    // A person's own value is theirs until both sides hold it: where one side has it and the other
    // does not, what is left there is no newer word.
    if let (Some(Decided::Typed(typed)), false) =
        (task.facts.decided.get(&pair.mapping), decision == Decision::Agree)
    {
        return entry.typed(typed, draft);
    }
    match decision {
        Decision::Agree => {
            entry.settle(draft);
            entry.warn(draft);
        }
        Decision::Write { .. } | Decision::WriteBoth { .. }
            if task.facts.paused.contains(&pair.mapping) && !pair.is_opt_out() =>
        {
            entry.conflict(draft);
        }
        Decision::Write { to, content, ruling } => {
            entry.write(to, &content, ruling, draft);
            entry.other_half(to, &content, draft);
            entry.warn(draft);
        }
        Decision::WriteBoth { content, ruling } => entry.write_both(&content, ruling, draft),
        Decision::Conflict(_) | Decision::NeedTimes => entry.conflict(draft),
        Decision::Leave(leave) => entry.leave(leave, draft),
    }
}

/// A value on its way: as the source side has it, and as the target gets it.
struct Flow {
    source: Content,
    after: Content,
}

/// One field with what both sides hold.
struct Entry<'a> {
    task: &'a Task<'a>,
    pair: &'a FieldPair,
    held: Both<Content>,
}

impl Entry<'_> {
    /// Records of a set that have no partner yet stay where they are, and the link says so.
    fn waiting(&self, draft: &mut Draft) {
        for side in Side::ALL {
            let held = self.held.get(side);
            let waits = references::waiting(held, side, self.pair, self.task.facts.partner_of);
            if let Some(waits) = waits {
                draft.skip(self.pair, side.other(), &waits, SkipReason::NoPartner);
            }
        }
    }

    /// Base moves to what both hold, where it is not there yet.
    fn settle(&self, draft: &mut Draft) {
        let same = |side| self.task.base(side, self.pair) == Some(self.held.get(side));
        if !Side::ALL.into_iter().all(same) {
            draft.settle(self.pair, self.held.as_ref());
        }
    }

    fn leave(&self, leave: Leave, draft: &mut Draft) {
        if leave.settles() {
            self.settle(draft);
        }
        if let Leave::Backward(side) = leave {
            draft.skip(self.pair, side.other(), self.held.get(side), SkipReason::Backward);
        }
    }

    fn write(&self, to: Side, merged: &Content, ruling: Ruling, draft: &mut Draft) {
        let source = self.source(to, merged);
        match self.converted(to, merged, ruling) {
            Ok(after) if after == *self.held.get(to) => self.settle(draft),
            // Salesforce needs an owner on every record (H72).
            Ok(Content::Blank) if to == Side::Salesforce && self.pair.is_owner() => {
                self.owner(to, draft);
            }
            Ok(after) => self.change(to, Flow { source, after }, ruling, draft),
            Err(SkipReason::OwnerUnmatched) => self.owner(to, draft),
            Err(why) => draft.skip(self.pair, to, &source, why),
        }
    }

    /// What base gets of the other side. An opt-out may be written that the other side stopped saying:
    /// that side has to look changed until it is decided, too.
    fn source(&self, to: Side, merged: &Content) -> Content {
        let from = to.other();
        let held = self.held.get(from);
        let yes = Content::Value(Value::Boolean(true));
        if self.pair.is_opt_out() && *merged == yes && *held != yes {
            return self.task.base(from, self.pair).unwrap_or(held).clone();
        }
        held.clone()
    }

    /// An opt-out that both sides stopped saying, and that one of them gets back: whether the other
    /// one does is a person's to say (A13, A14).
    fn other_half(&self, written: Side, content: &Content, draft: &mut Draft) {
        let yes = Content::Value(Value::Boolean(true));
        let fell = *content == yes && *self.held.get(written.other()) != yes;
        if !self.pair.is_opt_out() || !fell || self.task.facts.opt_out.leave_unticked {
            return;
        }
        let mut held = self.held.clone();
        *held.get_mut(written) = yes;
        Entry { task: self.task, pair: self.pair, held }.conflict(draft);
    }

    /// Neither side holds the merge yet. Should only one write succeed, the other side must still
    /// look changed, so base gets what it held before, not what it holds now.
    fn write_both(&self, merged: &Content, ruling: Ruling, draft: &mut Draft) {
        for to in Side::ALL {
            let from = to.other();
            let before = self.task.base(from, self.pair).cloned();
            let source = before.unwrap_or(Content::Blank);
            match self.converted(to, merged, ruling) {
                Ok(after) => self.change(to, Flow { source, after }, ruling, draft),
                Err(why) => draft.skip(self.pair, to, merged, why),
            }
        }
    }

    fn change(&self, to: Side, flow: Flow, ruling: Ruling, draft: &mut Draft) {
        let Flow { source, after } = flow;
        let schema = self.pair.schemas.get(to);
        let by_own_call = self.pair.is_opt_out() && to == Side::HubSpot;
        if !schema.updateable && !by_own_call {
            return draft.skip(self.pair, to, &source, SkipReason::NotWritable);
        }
        let name = self.pair.names.get(to);
        if self.task.facts.refused.get(&(to, name.clone())) == Some(&after) {
            return draft.skip(self.pair, to, &source, SkipReason::RefusedBefore);
        }
        draft.changes.get_mut(to).push(FieldChange {
            mapping: self.pair.mapping.clone(),
            field: name.clone(),
            before: Reading::from(Some(self.held.get(to))),
            after,
            source_field: self.pair.names.get(to.other()).clone(),
            source,
            rule: self.pair.rule,
            ruling,
        });
    }

    /// What the target gets. Merges and opt-outs say it themselves; else the other side's value
    /// crosses as it stands.
    fn converted(&self, to: Side, merged: &Content, ruling: Ruling) -> Result<Content, SkipReason> {
        let from = to.other();
        let (pair, partner_of) = (self.pair, self.task.facts.partner_of);
        let own = matches!(
            ruling,
            Ruling::Union | Ruling::OptOutReaches | Ruling::OptOutRestored | Ruling::OptOutLifted
        );
        if references::is_set(pair) {
            let held = (pair, self.held.get(to));
            return Ok(references::onto(merged, to, held, partner_of));
        }
        if let Some(stages) = &pair.stages {
            let pipeline = stage::pipeline_of(self.task.records.hubspot, stages);
            return stage::convert(self.held.get(from), to, (pair, stages), pipeline);
        }
        if references::is_reference(pair) {
            // Comparable references are by their Salesforce names.
            return match (own, to) {
                (true, Side::Salesforce) => references::known(merged, to, pair),
                (true, Side::HubSpot) | (false, _) => {
                    let content = if own { merged } else { self.held.get(from) };
                    let there = references::convert(content, from, pair, partner_of)?;
                    if references::is_one_of_many(pair, from) {
                        return references::among(there, self.held.get(to));
                    }
                    Ok(there)
                }
            };
        }
        let held = Some(self.held.get(to));
        // A merge is as Salesforce has it already.
        if own && (to == Side::Salesforce || pair.chain.is_empty()) {
            return convert_onto(merged, pair.schemas.get(to), held);
        }
        let content = if own { merged } else { self.held.get(from) };
        pair.cross(content, to, held).map(|made| made.content)
    }

    /// What crosses shortened is said, as long as it is.
    fn warn(&self, draft: &mut Draft) {
        let Some(to) = self.pair.chain.only_to() else { return };
        let source = self.held.get(to.other());
        let made = self.pair.cross(source, to, None).ok();
        if let Some(warning) = made.and_then(|made| made.warning) {
            draft.skip(self.pair, to, source, warning);
        }
    }

    /// A HubSpot owner that Salesforce does not know: HubSpot gets Salesforce's back (S72, A22). A
    /// Salesforce owner that HubSpot does not know: HubSpot's owner is cleared (A20).
    fn owner(&self, to: Side, draft: &mut Draft) {
        draft.skip(self.pair, to, self.held.get(to.other()), SkipReason::OwnerUnmatched);
        let salesforce = &self.held.salesforce;
        if to == Side::HubSpot && !self.owner_counts() {
            return;
        }
        let partner_of = self.task.facts.partner_of;
        let back = match to {
            Side::Salesforce => {
                references::convert(salesforce, Side::Salesforce, self.pair, partner_of)
            }
            Side::HubSpot => Ok(Content::Blank),
        };
        let Ok(back) = back else {
            return;
        };
        if back == self.held.hubspot {
            return self.settle(draft);
        }
        let flow = Flow { source: salesforce.clone(), after: back };
        self.change(Side::HubSpot, flow, Ruling::RulingSideStands, draft);
    }

    /// Whether Salesforce's owner is one of those that count (S65). Of any other, and of one that the
    /// list of users does not have yet, nothing follows for HubSpot.
    fn owner_counts(&self) -> bool {
        let at = match self.held.salesforce.value() {
            Some(Value::Reference(at)) => at,
            Some(_) | None => return false,
        };
        (self.task.facts.owner_said)(at).is_some()
    }

    fn conflict(&self, draft: &mut Draft) {
        match self.task.facts.decided.get(&self.pair.mapping) {
            Some(Decided::Keep(side)) => return self.keep(*side, draft),
            Some(Decided::Typed(typed)) => return self.typed(typed, draft),
            None => {}
        }
        draft.plan.conflicts.push(FieldConflict {
            mapping: self.pair.mapping.clone(),
            rule: self.pair.rule,
            fields: self.pair.names.clone(),
            base: Both::from_fn(|side| self.task.base(side, self.pair).cloned()),
            now: self.held.clone(),
            times: Both::from_fn(|side| self.task.stamp(side, self.pair)),
            by: Both::from_fn(|side| self.task.author(side, self.pair)),
        });
    }

    fn keep(&self, side: Side, draft: &mut Draft) {
        let to = side.other();
        let kept = self.held.get(side).clone();
        if references::is_set(self.pair) {
            let wanted = case::form(self.task, self.pair, side, &kept);
            return self.write(to, &wanted, Ruling::DecidedByPerson, draft);
        }
        let yes = Content::Value(Value::Boolean(true));
        if self.pair.is_opt_out() && to == Side::HubSpot && kept != yes {
            // Nothing can subscribe anyone: the difference stands.
            return self.settle(draft);
        }
        self.write(to, &kept, Ruling::DecidedByPerson, draft);
    }

    /// A person's own value goes to each side that does not hold it. As with a merge, a side that
    /// is still to get it has to look changed until it has.
    fn typed(&self, typed: &Both<Content>, draft: &mut Draft) {
        let held = self.held.as_ref();
        let wanted = Both::from_fn(|side| {
            let schema = self.pair.schemas.get(side);
            convert_onto(typed.get(side), schema, Some(held.get(side)))
        });
        let lacks = |side: Side| wanted.get(side).as_ref().ok() != Some(held.get(side));
        if !Side::ALL.into_iter().any(lacks) {
            return self.settle(draft);
        }
        for to in Side::ALL.into_iter().filter(|side| lacks(*side)) {
            let from = to.other();
            let before = self.task.base(from, self.pair).cloned().unwrap_or(Content::Blank);
            let source = if lacks(from) { before } else { self.held.get(from).clone() };
            match wanted.get(to) {
                Ok(after) => {
                    let flow = Flow { source, after: after.clone() };
                    self.change(to, flow, Ruling::DecidedByPerson, draft);
                }
                Err(why) => draft.skip(self.pair, to, typed.get(to), why.clone()),
            }
        }
    }
}
