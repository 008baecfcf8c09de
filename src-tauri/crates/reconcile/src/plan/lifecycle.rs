//! Opportunities move people on (S61-S64, H61-H65, A16, A17): an open one to Opportunity, a won one
//! to Customer, and never back.
//!
//! Each opportunity does so once for each person. Which ones have done it stands in the base of the
//! link, under names that no field has: a person who is moved back by hand stays there (A17), and
//! a role that is added to an opportunity later still counts (H63).

use std::collections::BTreeSet;

use crosswalk_model::mapping::SyncRule;
use crosswalk_model::plan::{Act, FieldChange, FieldSkip, LinkPlan, SkipReason};
use crosswalk_model::{
    Content, FieldName, Life, LinkState, MappingId, Reading, Record, RecordRef, Ruling, Side,
    Triple, Value,
};

use super::{PlanFacts, outcome};
use crate::identity::Membership;
use crate::mapping::{LIFECYCLE, Lifecycle};

/// The id under which these changes stand in plans and in the history; no field mapping is called
/// so.
pub const LIFECYCLE_MAPPING: &str = "lifecycle";

const WON: Tier<'_> = Tier { stage: "customer", seen: "lifecycle:won", ruling: Ruling::ClosedWon };
const OPEN: Tier<'_> =
    Tier { stage: "opportunity", seen: "lifecycle:open", ruling: Ruling::OpenOpportunity };

/// The opportunities that count for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opportunities {
    /// Those that are won.
    pub won: Vec<Counted>,
    /// Those that are open.
    pub open: Vec<Counted>,
}

/// An opportunity that counts for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Which one.
    pub at: RecordRef,
    /// Whether it came to count after this was switched on. What was so before is no news, and moves
    /// nobody (H11, H80).
    pub news: bool,
}

/// A stage, and what leads to it.
pub(super) struct Tier<'a> {
    pub(super) stage: &'a str,
    /// Where in the base stands what led to it before.
    pub(super) seen: &'static str,
    pub(super) ruling: Ruling,
}

/// Adds to the plan of one person what opportunities make of their stage.
pub(super) fn advance(
    triple: &Triple,
    lifecycle: &Lifecycle,
    facts: &PlanFacts<'_>,
    plan: &mut LinkPlan,
) {
    if is_kept(facts, plan) {
        return;
    }
    // The furthest first: what it writes covers the other.
    for (tier, counted) in [(WON, &facts.opportunities.won), (OPEN, &facts.opportunities.open)] {
        let Some(stage) = stage_now(triple, plan) else { return };
        let step = Step { triple, order: &lifecycle.order, facts, tier, stage: &stage };
        step.take(counted, plan);
    }
}

/// Whether nothing of the record is moved: it takes no part.
pub(super) fn is_kept(facts: &PlanFacts<'_>, plan: &LinkPlan) -> bool {
    facts.membership != Membership::In || matches!(plan.then, LinkState::Unlinked | LinkState::Held)
}

/// What the HubSpot record's stage is, or is about to be; `None` where it is not known, or where
/// there is no record and none is made.
pub(super) fn stage_now(triple: &Triple, plan: &LinkPlan) -> Option<Content> {
    let planned = plan.acts.hubspot.as_ref().map(Act::changes).unwrap_or_default();
    if let Some(change) = planned.iter().find(|it| it.field.as_str() == LIFECYCLE) {
        return Some(change.after.clone());
    }
    match (&triple.observed.hubspot, &plan.acts.hubspot) {
        (_, Some(Act::Delete { .. })) => None,
        (Some(seen), _) if seen.record.life == Life::Live => {
            seen.record.reading(&FieldName::from(LIFECYCLE)).known()
        }
        (None, Some(Act::Create { .. })) => Some(Content::Blank),
        (Some(_) | None, Some(_) | None) => None,
    }
}

/// One step forward that a record may take.
pub(super) struct Step<'a> {
    pub(super) triple: &'a Triple,
    /// The stages from first to last.
    pub(super) order: &'a [String],
    pub(super) facts: &'a PlanFacts<'a>,
    pub(super) tier: Tier<'a>,
    /// Where the record stands.
    pub(super) stage: &'a Content,
}

impl Step<'_> {
    fn take(&self, counted: &[Counted], plan: &mut LinkPlan) {
        let seen = FieldName::from(self.tier.seen);
        let before = self.triple.base.salesforce.get(&seen).map(refs);
        let now: BTreeSet<RecordRef> = counted.iter().map(|it| it.at.clone()).collect();
        let moves = counted.iter().any(|it| match &before {
            Some(before) => !before.contains(&it.at),
            None => it.news,
        });
        if before.as_ref() == Some(&now) || (before.is_none() && now.is_empty()) {
            return;
        }
        let now =
            if now.is_empty() { Content::Blank } else { Content::Value(Value::References(now)) };
        if moves && self.is_open() { self.write(now, plan) } else { self.note(now, plan) }
    }

    /// Whether the record may be moved by it.
    pub(super) fn is_open(&self) -> bool {
        !self.facts.settings.link_only && self.is_ahead()
    }

    /// Remembers what counts now, and moves nobody.
    pub(super) fn note(&self, now: Content, plan: &mut LinkPlan) {
        plan.settled.salesforce.insert(FieldName::from(self.tier.seen), now);
    }

    /// Moves the record. What counts now is remembered once that is written.
    pub(super) fn write(&self, now: Content, plan: &mut LinkPlan) {
        match self.change(now, plan) {
            Ok(change) => write(change, self.triple, plan),
            Err(why) => self.skip(why, plan),
        }
    }

    /// Whether the stage lies before the one that this leads to; one that is in no order is left.
    fn is_ahead(&self) -> bool {
        let rank = |name: &str| self.order.iter().position(|known| known == name);
        match self.stage {
            Content::Blank => true,
            Content::Value(Value::Choice(now) | Value::Text(now)) => {
                // A stage that the account does not have (any more) is refused by name below.
                let Some(to) = rank(self.tier.stage) else { return true };
                rank(now).is_some_and(|now| now < to)
            }
            Content::Value(_) => false,
        }
    }

    fn skip(&self, why: SkipReason, plan: &mut LinkPlan) {
        let skip = FieldSkip {
            mapping: MappingId::from(LIFECYCLE_MAPPING),
            to: Side::HubSpot,
            field: FieldName::from(LIFECYCLE),
            value: Content::Value(Value::Choice(self.tier.stage.to_owned())),
            why,
        };
        if plan.then == LinkState::InSync
            && let Some((state, reason)) = outcome::of_skips(std::slice::from_ref(&skip))
        {
            (plan.then, plan.reason) = (state, reason);
        }
        plan.skips.push(skip);
    }

    fn change(&self, seen: Content, plan: &LinkPlan) -> Result<FieldChange, SkipReason> {
        let stage = self.tier.stage.to_owned();
        if !self.order.contains(&stage) {
            return Err(SkipReason::NotAnOption { option: stage });
        }
        let field = FieldName::from(LIFECYCLE);
        let after = Content::Value(Value::Choice(stage));
        if self.facts.refused.get(&(Side::HubSpot, field.clone())) == Some(&after) {
            return Err(SkipReason::RefusedBefore);
        }
        let planned = plan.acts.hubspot.as_ref().map(Act::changes).unwrap_or_default();
        let held = self.triple.observed.hubspot.as_ref();
        let before = match planned.iter().find(|it| it.field == field) {
            Some(mapped) => mapped.before.clone(),
            None => held.map_or(Reading::Blank, |seen| seen.record.reading(&field)),
        };
        Ok(FieldChange {
            mapping: MappingId::from(LIFECYCLE_MAPPING),
            field,
            before,
            after,
            source_field: FieldName::from(self.tier.seen),
            source: seen,
            rule: SyncRule::ForwardOnly,
            ruling: self.tier.ruling,
        })
    }
}

fn write(change: FieldChange, triple: &Triple, plan: &mut LinkPlan) {
    let at = triple.observed.hubspot.as_ref().map(|seen| &seen.record);
    match (&mut plan.acts.hubspot, at) {
        (Some(Act::Update { changes, .. } | Act::Create { changes, .. }), _) => {
            changes.retain(|it| it.field != change.field);
            changes.push(change);
        }
        (none @ None, Some(Record { at, modified, .. })) => {
            let (at, seen) = (at.clone(), *modified);
            *none = Some(Act::Update { at, seen, changes: vec![change] });
        }
        (Some(Act::Delete { .. }), _) | (None, None) => {}
    }
}

fn refs(content: &Content) -> BTreeSet<RecordRef> {
    match content {
        Content::Value(Value::References(all)) => all.clone(),
        Content::Value(Value::Reference(one)) => BTreeSet::from([one.clone()]),
        Content::Value(_) | Content::Blank => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests;
