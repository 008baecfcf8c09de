//! Companies and their contacts take one another's lifecycle stage along (H44, H65): forward only, so
//! that what runs both ways comes to rest (H67).
//!
//! A stage that somebody holds does so once for each neighbour: which ones have done it stands in the
//! base of the link, under a name that no field has. So a person who moves a record back is not fought
//! (A17), and what was so before the switch was on moves nobody (H11, H80).

use std::collections::BTreeSet;

use crosswalk_model::plan::LinkPlan;
use crosswalk_model::{Content, FieldName, RecordRef, Triple, Value};

use super::PlanFacts;
use super::lifecycle::{Step, Tier, is_kept, stage_now};
use crate::mapping::Ripple;

const SEEN: &str = "lifecycle:neighbours";

/// A record whose stage another one may follow: a contact of the company, or the contact's company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Which one.
    pub at: RecordRef,
    /// Its stage.
    pub stage: String,
}

impl Neighbour {
    fn entry(&self) -> String {
        format!("{}={}", self.at.id, self.stage)
    }
}

/// Adds to the plan of one record what its neighbours' stages make of its own.
pub(super) fn advance(
    triple: &Triple,
    ripple: &Ripple,
    facts: &PlanFacts<'_>,
    plan: &mut LinkPlan,
) {
    let Some(ruling) = ripple.follows else { return };
    if is_kept(facts, plan) {
        return;
    }
    let Some(stage) = stage_now(triple, plan) else { return };
    let before = triple.base.salesforce.get(&FieldName::from(SEEN)).map(entries);
    let now: BTreeSet<String> = facts.neighbours.iter().map(Neighbour::entry).collect();
    if before.as_ref() == Some(&now) {
        return;
    }
    let is_news =
        |it: &&Neighbour| before.as_ref().is_some_and(|it_was| !it_was.contains(&it.entry()));
    let rank = |it: &&Neighbour| ripple.order.iter().position(|stage| *stage == it.stage);
    let furthest = facts.neighbours.iter().filter(is_news).filter(|it| rank(it).is_some());
    let furthest = furthest.max_by_key(rank).map(|it| it.stage.as_str());
    let tier = Tier { stage: furthest.unwrap_or_default(), seen: SEEN, ruling };
    let step = Step { triple, order: &ripple.order, facts, tier, stage: &stage };
    let now = if now.is_empty() { Content::Blank } else { Content::Value(Value::Choices(now)) };
    if furthest.is_some() && step.is_open() { step.write(now, plan) } else { step.note(now, plan) }
}

fn entries(content: &Content) -> BTreeSet<String> {
    match content {
        Content::Value(Value::Choices(all)) => all.clone(),
        Content::Value(_) | Content::Blank => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests;
